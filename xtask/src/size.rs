//! `cargo xtask size`: what each page downloads in a fresh browser, compressed as it is sent.

use anyhow::{Context, Result};
use serde_json::json;

use crate::run::browser::Browser;
use crate::run::children::Children;
use crate::run::models::WATCHED;
use crate::run::{self, Options, setup};
use crate::site::Finish;

/// Bytes of a page's scripts and WebAssembly where something is alive; none elsewhere.
const SCRIPTS: usize = 70_000;
/// Bytes of a page, and of the style sheet.
const TEXT: usize = 8_000;
const OPTIONS: Options = Options {
    port: 3900,
    sandbox_port: 4900,
    check: false,
};

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
    run::build(Finish::Small)?;
    let mut children = Children::new()?;
    let (_, servers, _) = run::start(&OPTIONS, &mut children)?;
    let (machine, supply) = WATCHED;
    let count = json!({"key": "size", "slot": supply.slot, "kind": "set", "amount": "1"});
    servers
        .larder
        .post(&format!("{}/journal", setup::path_of(machine)), &count)?;
    let origin = servers.larder_origin;
    let mut customer = setup::sign_in(&origin)?;
    let mut measured = Vec::new();
    for path in ["/", "/sign-in"] {
        measured.push(measure(&mut Browser::new(), &origin, path, path)?);
    }
    for path in [
        "/supplies",
        "/orders",
        "/devices",
        "/devices/add",
        "/settings",
    ] {
        measured.push(measure(&mut customer, &origin, path, path)?);
    }
    for (list, tails) in [
        ("/supplies", &["", "/restock", "/level", "/journal"][..]),
        ("/orders", &[""]),
        ("/devices", &["", "/connect", "/remove"]),
    ] {
        let html = text(&mut customer, &format!("{origin}{list}"))?;
        let id = first_id(&html, list).with_context(|| format!("{list} lists nothing"))?;
        for tail in tails {
            let (shown, path) = (format!("{list}/…{tail}"), format!("{list}/{id}{tail}"));
            measured.push(measure(&mut customer, &origin, &path, &shown)?);
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

fn measure(browser: &mut Browser, origin: &str, path: &str, shown: &str) -> Result<Sizes> {
    let url = format!("{origin}{path}");
    let html = text(browser, &url)?;
    let mut size = |url: &str| Ok::<_, anyhow::Error>(browser.download(url, "br")?.len());
    let style = quoted(&html, "/style/").context("a page without its style sheet")?;
    let scripts = match quoted(&html, "/pkg/") {
        Some(glue) => {
            let wasm = glue.replace(".js", "_bg.wasm");
            size(&format!("{origin}{glue}"))? + size(&format!("{origin}{wasm}"))?
        }
        None => 0,
    };
    Ok(Sizes {
        page: shown.to_owned(),
        html: size(&url)?,
        css: size(&format!("{origin}{style}"))?,
        scripts,
        alive: html.contains("<leptos-island"),
    })
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

fn text(browser: &mut Browser, url: &str) -> Result<String> {
    Ok(String::from_utf8(browser.download(url, "identity")?)?)
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
