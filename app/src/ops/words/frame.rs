//! What is around every page of the console.

use super::words;

words! {
    /// A link past the way around.
    skip() { "Skip to content" }
    /// Above all pages of a site where nothing is real.
    sandbox(now: &str) { "Sandbox: no real orders are made. {now}" }
    /// What the site is, in its head and behind titles.
    console(maker: &str) { "{maker} console" }
    /// A title with the place that it is of.
    titled(page: &str) { "{page} – Console" }
    /// Names the way around to screen readers.
    main() { "Console" }
    /// A place, and its heading.
    overview() { "Overview" }
    /// A place, and its heading.
    people() { "People and keys" }
    /// A place, and its heading.
    audit() { "Audit" }
    /// Who is signed in.
    who(name: &str, role: &str) { "{name}, {role}" }
    /// In place of a role.
    no_role() { "no role yet" }
    /// A button.
    sign_out() { "Sign out" }
}
