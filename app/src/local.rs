//! Paths of this site: where a browser may be sent by what came in a query.

/// The longest path that is kept for later.
const LONGEST: usize = 512;

/// Where to go later, such as after signing in: a path of this site that is not too long to be kept.
pub fn local(path: &str) -> Option<&str> {
    (path.len() <= LONGEST && is_local(path)).then_some(path)
}

/// Whether it is a path of this site and no other: begins with a single `/`, is printable ASCII, has no backslash,
/// which browsers read as a slash.
pub(crate) fn is_local(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && path
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\')
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
        for path in [
            "",
            "supplies",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\r\nSet-Cookie: x=1",
            "/a\tb",
            "/\u{e9}",
        ] {
            assert!(!is_local(path), "{path:?}");
            assert_eq!(local(path), None, "{path:?}");
        }
    }

    #[test]
    fn a_path_is_kept_up_to_a_length() {
        let long = format!("/{}", "a".repeat(LONGEST));
        assert!(is_local(&long));
        assert_eq!(local(&long), None);
        assert_eq!(local(&long[..LONGEST]), Some(&long[..LONGEST]));
    }
}
