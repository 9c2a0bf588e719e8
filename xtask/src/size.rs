//! `cargo xtask size`: what each page downloads in a fresh browser, compressed as it is sent.

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::demo::{Demo, Watched};
use crate::http::{self, Api};
use crate::run::{PROGRAM, build};
use crate::site::Finish;

/// Bytes of a page's scripts and WebAssembly where something is alive; none elsewhere.
const SCRIPTS: usize = 70_000;
/// Bytes of a page, and of the style sheet.
const TEXT: usize = 8_000;
/// Ports of the demo: Larder's and Amazon's.
const PORTS: (u16, u16) = (3900, 4900);

/// Bytes over the wire.
struct Sizes {
    page: String,
    html: usize,
    css: usize,
    scripts: usize,
    /// Whether it is a page with something alive.
    alive: bool,
}

/// Measures every page of the demo. False where one is too large.
pub(crate) fn run() -> Result<bool> {
    build(&[PROGRAM], Finish::Small)?;
    let demo = Demo::start(PORTS.0, PORTS.1)?;
    let Watched { serial, slot } = demo.watched();
    let count = json!({"key": "size", "slot": slot, "kind": "set", "amount": "1"});
    Api::new(demo.origin(), Some(demo.operator_token()))
        .post(&format!("/api/v1/devices/{serial}/journal"), &count)?;
    let (nobody, customer) = (Visitor::new(&demo), Visitor::of(&demo));
    let mut measured = Vec::new();
    for path in ["/", "/sign-in"] {
        measured.push(nobody.measure(path, path)?);
    }
    for path in [
        "/supplies",
        "/orders",
        "/devices",
        "/devices/add",
        "/settings",
    ] {
        measured.push(customer.measure(path, path)?);
    }
    for (list, tails) in [
        ("/supplies", &["", "/restock", "/level", "/journal"][..]),
        ("/orders", &[""]),
        ("/devices", &["", "/connect", "/remove"]),
    ] {
        let html = customer.text(list)?;
        let id = first_id(&html, list).with_context(|| format!("{list} lists nothing"))?;
        for tail in tails {
            let (shown, path) = (format!("{list}/…{tail}"), format!("{list}/{id}{tail}"));
            measured.push(customer.measure(&path, &shown)?);
        }
    }
    println!(
        "\n{:<22}{:>8}{:>8}{:>14}{:>9}   bytes, brotli",
        "page", "HTML", "CSS", "WASM and JS", "all"
    );
    let mut passed = true;
    for it in &measured {
        let all = it.html + it.css + it.scripts;
        println!(
            "{:<22}{:>8}{:>8}{:>14}{all:>9}",
            it.page, it.html, it.css, it.scripts
        );
        for fault in faults(it) {
            passed = false;
            println!("  too much: {fault}");
        }
    }
    Ok(passed)
}

/// Somebody at the demo's pages.
pub(crate) struct Visitor {
    agent: ureq::Agent,
    origin: String,
    cookie: String,
}

impl Visitor {
    /// Somebody who is not signed in.
    fn new(demo: &Demo) -> Self {
        Self {
            agent: http::agent(),
            origin: demo.origin().to_owned(),
            cookie: String::new(),
        }
    }

    /// The demo's customer.
    pub(crate) fn of(demo: &Demo) -> Self {
        Self {
            cookie: demo.cookie().to_owned(),
            ..Self::new(demo)
        }
    }

    /// A page.
    pub(crate) fn text(&self, path: &str) -> Result<String> {
        Ok(String::from_utf8(self.download(path, "identity")?)?)
    }

    fn measure(&self, path: &str, shown: &str) -> Result<Sizes> {
        let html = self.text(path)?;
        let size = |path: &str| Ok::<_, anyhow::Error>(self.download(path, "br")?.len());
        let style = quoted(&html, "/style/").context("a page without its style sheet")?;
        let scripts = match quoted(&html, "/pkg/") {
            Some(glue) => size(glue)? + size(&glue.replace(".js", "_bg.wasm"))?,
            None => 0,
        };
        Ok(Sizes {
            page: shown.to_owned(),
            html: size(path)?,
            css: size(style)?,
            scripts,
            alive: html.contains("<leptos-island"),
        })
    }

    /// What comes over the wire for a path, in that encoding (`br`, `identity`).
    fn download(&self, path: &str, encoding: &str) -> Result<Vec<u8>> {
        let mut response = self
            .agent
            .get(format!("{}{path}", self.origin))
            .header("accept", "text/html")
            .header("accept-encoding", encoding)
            .header("cookie", &self.cookie)
            .call()
            .with_context(|| path.to_owned())?;
        if !response.status().is_success() {
            bail!("{path} was answered {}", response.status());
        }
        Ok(response.body_mut().read_to_vec()?)
    }
}

fn faults(it: &Sizes) -> Vec<String> {
    let most = if it.alive { SCRIPTS } else { 0 };
    [
        ("HTML", it.html, TEXT),
        ("CSS", it.css, TEXT),
        ("WASM and JS", it.scripts, most),
    ]
    .into_iter()
    .filter(|(_, size, most)| size > most)
    .map(|(what, size, most)| format!("{what} {size}, at most {most}"))
    .collect()
}

/// The first quoted address that begins so.
fn quoted<'h>(html: &'h str, start: &str) -> Option<&'h str> {
    let begin = html.find(&format!("\"{start}"))? + 1;
    html[begin..].split('"').next()
}

/// The id in the first link to something of a list: ids have 36 characters.
pub(crate) fn first_id<'h>(html: &'h str, list: &str) -> Option<&'h str> {
    html.split(&format!("\"{list}/"))
        .filter_map(|rest| rest.get(..36))
        .find(|id| id.bytes().filter(|byte| *byte == b'-').count() == 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(html: usize, scripts: usize, alive: bool) -> Sizes {
        Sizes {
            page: "/".to_owned(),
            html,
            css: TEXT,
            scripts,
            alive,
        }
    }

    #[test]
    fn a_page_has_its_measure_and_no_script_where_nothing_is_alive() {
        assert!(faults(&sizes(TEXT, 0, false)).is_empty());
        assert!(faults(&sizes(TEXT, SCRIPTS, true)).is_empty());
        assert_eq!(
            faults(&sizes(TEXT + 1, 0, false)),
            ["HTML 8001, at most 8000"]
        );
        assert_eq!(faults(&sizes(0, 1, false)), ["WASM and JS 1, at most 0"]);
        assert_eq!(faults(&sizes(0, SCRIPTS + 1, true)).len(), 1);
    }

    #[test]
    fn addresses_are_found_in_a_page() {
        let id = "00000000-0000-7000-8000-000000000001";
        let html = format!(
            "<link href=\"/style/1.css\"><a href=\"/orders/new\"></a><a href=\"/orders/{id}\">"
        );
        assert_eq!(quoted(&html, "/style/"), Some("/style/1.css"));
        assert_eq!(quoted(&html, "/pkg/"), None);
        assert_eq!(first_id(&html, "/orders"), Some(id));
    }
}
