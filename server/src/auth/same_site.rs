//! Forms are taken from our own pages alone: a browser says where a request comes from
//! (`Sec-Fetch-Site`, `Origin`), and one from another site is refused before anything is read.
//! What is no browser sends neither, and has no cookie of a customer either.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::state::AppState;

/// Lets reading through, and writing from our own origin.
pub(crate) async fn guard(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if request.method().is_safe() || is_ours(request.headers(), &state.site.origin) {
        return next.run(request).await;
    }
    (
        StatusCode::FORBIDDEN,
        "This form was sent from another site and was not accepted.\n",
    )
        .into_response()
}

fn is_ours(headers: &HeaderMap, origin: &str) -> bool {
    let site = headers.get("sec-fetch-site");
    let from = headers.get(header::ORIGIN);
    site.is_none_or(|site| site == "same-origin" || site == "none")
        && from.is_none_or(|from| from == origin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_of_another_site_is_refused() {
        let ours = "https://larder.example";
        let is_ours = |site: Option<&'static str>, origin: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            if let Some(site) = site {
                headers.insert("sec-fetch-site", site.parse().unwrap());
            }
            if let Some(origin) = origin {
                headers.insert(header::ORIGIN, origin.parse().unwrap());
            }
            super::is_ours(&headers, ours)
        };
        assert!(is_ours(Some("same-origin"), Some(ours)));
        assert!(is_ours(None, Some(ours)));
        assert!(is_ours(None, None));
        assert!(!is_ours(Some("cross-site"), None));
        assert!(!is_ours(Some("same-site"), Some("https://other.example")));
        assert!(!is_ours(None, Some("null")));
        assert!(!is_ours(Some("same-origin"), Some("http://larder.example")));
    }
}
