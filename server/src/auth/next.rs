//! Where a customer goes after signing in: a path of this site and nothing else ([`app::local`]).

use app::local;
use axum::http::Uri;

/// The sign-in page, with the way back to what was asked for.
pub fn sign_in(wanted: &Uri) -> String {
    let wanted = wanted.path_and_query().map_or("/", |path| path.as_str());
    with_next("/sign-in", local(wanted).unwrap_or("/"))
}

/// A path with `next` in its query.
pub fn with_next(path: &str, next: &str) -> String {
    let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
    format!("{path}?next={next}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_is_one_value_of_the_query() {
        let uri: Uri = "/supplies?show=low&x=1".parse().unwrap();
        assert_eq!(
            sign_in(&uri),
            "/sign-in?next=%2Fsupplies%3Fshow%3Dlow%26x%3D1"
        );
    }
}
