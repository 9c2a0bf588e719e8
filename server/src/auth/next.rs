//! Where a customer goes after signing in: a path of this site and nothing else.

use axum::http::Uri;

/// The longest path kept.
const LONGEST: usize = 512;

/// A local path: begins with a single `/`, is printable ASCII, has no backslash, which browsers read
/// as a slash.
pub fn local(path: &str) -> Option<&str> {
    let is_local = path.len() <= LONGEST
        && path.starts_with('/')
        && !path.starts_with("//")
        && path
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    is_local.then_some(path)
}

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
    fn only_paths_of_this_site_are_local() {
        for path in [
            "/",
            "/supplies",
            "/supplies?show=low&x=%2F",
            "/devices/1/connect",
        ] {
            assert_eq!(local(path), Some(path));
        }
        let long = format!("/{}", "a".repeat(LONGEST));
        for path in [
            "",
            "supplies",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\r\nSet-Cookie: x=1",
            "/a\tb",
            "/\u{e9}",
            &long,
        ] {
            assert_eq!(local(path), None, "{path:?}");
        }
    }

    #[test]
    fn the_way_back_is_one_value_of_the_query() {
        let uri: Uri = "/supplies?show=low&x=1".parse().unwrap();
        assert_eq!(
            sign_in(&uri),
            "/sign-in?next=%2Fsupplies%3Fshow%3Dlow%26x%3D1"
        );
    }
}
