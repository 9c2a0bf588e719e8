//! Pages have one address, `LARDER_PUBLIC_URL`: at any other name of this host a cookie and a form would
//! be another site's, and signing in would end in another window.

use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use crate::state::AppState;

/// What proxies put there that have a `Host` of their own.
const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-host");

/// Sends whoever reads a page elsewhere to the same page at the public address. Ports are not compared:
/// many a proxy leaves them out.
pub(crate) async fn one(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let is_reading = matches!(*request.method(), Method::GET | Method::HEAD);
    let hosts = hosts(request.headers());
    if !is_reading || hosts.is_empty() || hosts.contains(&state.site.host) {
        return next.run(request).await;
    }
    if state.throttle.log.take("host").is_ok() {
        tracing::warn!(
            "pages are asked for at another host than LARDER_PUBLIC_URL's and sent there; where \
             browsers go round in circles, the proxy does not pass `Host`"
        );
    }
    let path = request.uri().path_and_query().map(|it| it.as_str());
    let path = path.filter(|it| it.is_ascii()).unwrap_or("/");
    Redirect::temporary(&format!("{}{path}", state.site.origin)).into_response()
}

/// What the browser may have asked for, in lower case and without ports.
fn hosts(headers: &HeaderMap) -> Vec<String> {
    let lists = headers.get_all(header::HOST).iter();
    lists
        .chain(headers.get_all(FORWARDED))
        .flat_map(|list| list.as_bytes().split(|byte| *byte == b','))
        .filter_map(|host| Authority::try_from(host.trim_ascii()).ok())
        .map(|host| host.host().to_ascii_lowercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn hosts_are_told_apart_whatever_stands_beside_them() {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, "Larder.internal:3000".parse().unwrap());
        let list = HeaderValue::from_bytes(b"\xff, Larder.example:443, a b").unwrap();
        headers.insert(FORWARDED, list);
        assert_eq!(hosts(&headers), ["larder.internal", "larder.example"]);
    }
}
