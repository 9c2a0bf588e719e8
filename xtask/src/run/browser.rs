//! As much of a browser as a customer needs: links, forms, redirects, and cookies per site.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use ureq::Agent;
use ureq::http::{StatusCode, Uri};

use super::http;

/// Redirects in a row that are followed; the way to Amazon and back takes three.
const MOST_REDIRECTS: usize = 10;

/// One customer's browser.
pub(crate) struct Browser {
    agent: Agent,
    /// By site, then by name.
    cookies: BTreeMap<String, BTreeMap<String, String>>,
}

impl Browser {
    pub(crate) fn new() -> Self {
        Self {
            agent: http::agent(),
            cookies: BTreeMap::new(),
        }
    }

    /// Opens a page; returns the address it led to.
    pub(crate) fn open(&mut self, url: &str) -> Result<String> {
        self.go(url, None)
    }

    /// Sends a form; returns the address it led to.
    pub(crate) fn submit(&mut self, url: &str, fields: &[(String, String)]) -> Result<String> {
        self.go(url, Some(fields))
    }

    /// What it sends to a site as `Cookie`.
    pub(crate) fn cookie(&self, site: &str) -> String {
        let jar = self.cookies.get(site).into_iter().flatten();
        let pairs: Vec<_> = jar.map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }

    /// What comes over the wire for an address, in that encoding (`br`, `identity`).
    pub(crate) fn download(&mut self, url: &str, encoding: &str) -> Result<Vec<u8>> {
        let site = site(url)?;
        let mut response = self
            .agent
            .get(url)
            .header("accept", "text/html")
            .header("accept-encoding", encoding)
            .header("cookie", self.cookie(&site))
            .call()
            .with_context(|| url.to_owned())?;
        if !response.status().is_success() {
            bail!("{url} was answered {}", response.status());
        }
        Ok(response.body_mut().read_to_vec()?)
    }

    /// # Errors
    /// A page that is no success, or whose address tells of an error.
    fn go(&mut self, url: &str, mut form: Option<&[(String, String)]>) -> Result<String> {
        let mut url = url.to_owned();
        for _ in 0..MOST_REDIRECTS {
            let (status, next) = self.step(&url, form.take())?;
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
    fn step(
        &mut self,
        url: &str,
        form: Option<&[(String, String)]>,
    ) -> Result<(StatusCode, Option<String>)> {
        let site = site(url)?;
        let cookies = self.cookie(&site);
        let response = match form {
            None => self.agent.get(url).header("cookie", cookies).call(),
            Some(fields) => {
                let fields = fields.iter().map(|(name, value)| (&**name, &**value));
                self.agent
                    .post(url)
                    .header("cookie", cookies)
                    .send_form(fields)
            }
        };
        let page = url.split('?').next().unwrap_or_default();
        let response = response.with_context(|| page.to_owned())?;
        let jar = self.cookies.entry(site.clone()).or_default();
        for cookie in response.headers().get_all("set-cookie") {
            let pair = cookie.to_str()?.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                jar.insert(name.trim().to_owned(), value.trim().to_owned());
            }
        }
        let next = match response.headers().get("location") {
            Some(next) if response.status().is_redirection() => {
                let next = next.to_str()?;
                let is_whole = next.starts_with("http");
                Some(if is_whole {
                    next.to_owned()
                } else {
                    format!("{site}{next}")
                })
            }
            _ => None,
        };
        Ok((response.status(), next))
    }
}

/// Scheme, host and port.
fn site(url: &str) -> Result<String> {
    let uri: Uri = url.parse()?;
    let authority = uri.authority().context("an address without a host")?;
    Ok(format!(
        "{}://{authority}",
        uri.scheme_str().unwrap_or("http")
    ))
}
