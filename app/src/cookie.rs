//! Cookies of a customer's wishes: small words that a page needs before it is rendered.

/// The values of a name in a `Cookie` header.
pub fn values<'a>(header: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    header
        .split(';')
        .filter_map(move |pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}
