//! As much of a browser as a customer needs: links, forms, redirects, and cookies per site.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::{Client, StatusCode};
use url::Url;

use super::http;

/// Redirects in a row that are followed; the way to Amazon and back takes three.
const MOST_REDIRECTS: usize = 10;

/// One customer's browser.
pub(crate) struct Browser {
    client: Client,
    /// By site, then by name.
    cookies: BTreeMap<String, BTreeMap<String, String>>,
}

impl Browser {
    pub(crate) fn new() -> Result<Self> {
        Ok(Self {
            client: http::client()?,
            cookies: BTreeMap::new(),
        })
    }

    /// Opens a page; returns the address it led to.
    pub(crate) async fn open(&mut self, url: &str) -> Result<String> {
        self.go(url, None).await
    }

    /// Sends a form; returns the address it led to.
    pub(crate) async fn submit(
        &mut self,
        url: &str,
        fields: &[(String, String)],
    ) -> Result<String> {
        self.go(url, Some(fields)).await
    }

    /// What it sends to a site as `Cookie`.
    pub(crate) fn cookie(&self, site: &str) -> String {
        let jar = self.cookies.get(site).into_iter().flatten();
        let pairs: Vec<_> = jar.map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }

    /// # Errors
    /// A page that is no success, or whose address tells of an error.
    async fn go(&mut self, url: &str, mut form: Option<&[(String, String)]>) -> Result<String> {
        let mut url = url.to_owned();
        for _ in 0..MOST_REDIRECTS {
            let (status, next) = self.step(&url, form.take()).await?;
            if let Some(next) = next {
                url = next;
                continue;
            }
            let page = url.split('?').next().unwrap_or_default();
            if !status.is_success() {
                bail!("{page} was answered {status}");
            }
            if let Some((_, error)) = url.split_once("error=") {
                bail!("the way led to {page} with the error {error}");
            }
            return Ok(url);
        }
        bail!("too many redirects");
    }

    /// One request: its status, and where it redirects to.
    async fn step(
        &mut self,
        url: &str,
        form: Option<&[(String, String)]>,
    ) -> Result<(StatusCode, Option<String>)> {
        let site = Url::parse(url)?.origin().ascii_serialization();
        let request = match form {
            None => self.client.get(url),
            Some(fields) => self.client.post(url).form(fields),
        };
        let request = request.header(COOKIE, self.cookie(&site));
        let page = url.split('?').next().unwrap_or_default();
        let answer = request.send().await.with_context(|| page.to_owned())?;
        let jar = self.cookies.entry(site).or_default();
        for cookie in answer.headers().get_all(SET_COOKIE) {
            let pair = cookie.to_str()?.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                jar.insert(name.trim().to_owned(), value.trim().to_owned());
            }
        }
        let next = match answer.headers().get(LOCATION) {
            Some(next) if answer.status().is_redirection() => {
                Some(Url::parse(url)?.join(next.to_str()?)?.into())
            }
            _ => None,
        };
        Ok((answer.status(), next))
    }
}
