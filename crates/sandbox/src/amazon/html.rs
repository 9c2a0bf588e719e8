//! The frame of every page: plain HTML that works without scripts and says that it is not Amazon.
//!
//! Whatever comes from outside goes through [`text`] before it is put in a page.

use std::collections::HashMap;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

const STYLE: &str = "\
:root{color-scheme:light}\
body{margin:0;font:16px/1.5 system-ui,sans-serif;background:#f4f4f2;color:#1b1b1b}\
.note{background:#3b2f00;color:#fff;padding:.5rem 1rem;text-align:center}\
main{max-width:60rem;margin:1.5rem auto;padding:0 1rem}\
main.narrow{max-width:30rem}\
fieldset,section{background:#fff;border:1px solid #8a8a86;border-radius:6px;margin:0 0 1rem;padding:1rem}\
section h2,section h3{margin-top:0}\
legend{font-weight:600;padding:0 .3rem}\
label{display:block;padding:.4rem 0}\
input[type=text],select{font:inherit;padding:.4rem;max-width:100%}\
button,.button{font:inherit;background:#ffd814;color:#1b1b1b;border:1px solid #6b5a00;\
border-radius:6px;padding:.5rem 1rem;min-height:44px;cursor:pointer;text-decoration:none;\
display:inline-block;margin:.2rem .2rem .2rem 0}\
button.plain,.button.plain{background:#fff;border-color:#767676}\
form.inline{display:inline}\
table{border-collapse:collapse;width:100%;background:#fff}\
th,td{border:1px solid #c9c9c4;padding:.3rem .5rem;text-align:left;vertical-align:top}\
.wide{overflow-x:auto}\
.wide table{min-width:44rem}\
code{overflow-wrap:anywhere}\
.problem{border-left:4px solid #b3261e;padding:.5rem 1rem;background:#fff}";

/// Escapes text for elements and quoted attributes.
pub(crate) fn text(raw: &str) -> String {
    let mut safe = String::with_capacity(raw.len());
    for letter in raw.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// A whole page with its heading. Addresses may carry tokens, so nothing is kept or passed on.
pub(crate) fn page(status: StatusCode, title: &str, wide: bool, body: &str) -> Response {
    let title = text(title);
    let class = if wide { "wide-page" } else { "narrow" };
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title} – Sandbox</title><link rel=\"icon\" href=\"data:,\">\
         <style>{STYLE}</style></head>\n<body>\n\
         <header class=\"note\">Sandbox – not the real Amazon</header>\n\
         <main class=\"{class}\">\n<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    );
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    (status, headers, html).into_response()
}

/// A page that only says something.
pub(crate) fn notice(status: StatusCode, title: &str, words: &str) -> Response {
    page(status, title, false, &format!("<p>{}</p>", text(words)))
}

/// `303 See Other`.
pub(crate) fn see_other(to: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response()
}

/// Fields of a form or a query; the last of a name counts.
pub(crate) fn fields(encoded: &[u8]) -> HashMap<String, String> {
    url::form_urlencoded::parse(encoded).into_owned().collect()
}

/// An address a page may link to: with a scheme of the web.
pub(crate) fn web_address(raw: Option<&String>) -> Option<&str> {
    raw.map(String::as_str).filter(|raw| {
        url::Url::parse(raw).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
    })
}
