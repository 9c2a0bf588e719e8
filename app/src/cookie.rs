//! Cookies of a customer's wishes: small words that a page needs before it is rendered.

/// The values of a name in a `Cookie` header.
pub fn values<'a>(header: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    header
        .split(';')
        .filter_map(move |pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// Of a cookie that is kept: a year on the whole site, and over TLS alone where the site has it. Scripts
/// may read and set it: it is no secret.
pub fn attributes(is_https: bool) -> String {
    lasting(31_536_000, is_https)
}

/// The value of a `Set-Cookie` header that keeps a wish, or forgets it.
pub fn set(name: &str, value: Option<&str>, is_https: bool) -> String {
    match value {
        Some(value) => format!("{name}={value}; {}", attributes(is_https)),
        None => format!("{name}=; {}", lasting(0, is_https)),
    }
}

fn lasting(seconds: u32, is_https: bool) -> String {
    let secure = if is_https { "; Secure" } else { "" };
    format!("Path=/; Max-Age={seconds}; SameSite=Lax{secure}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_kept_or_forgotten_and_is_secure_where_the_site_is() {
        let kept = set("theme", Some("dark"), false);
        assert_eq!(kept, "theme=dark; Path=/; Max-Age=31536000; SameSite=Lax");
        let forgotten = set("language", None, true);
        assert_eq!(
            forgotten,
            "language=; Path=/; Max-Age=0; SameSite=Lax; Secure"
        );
    }
}
