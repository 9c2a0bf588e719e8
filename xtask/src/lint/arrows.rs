//! Which crate may stand on which. Normal dependencies only: tests may use anything.

use anyhow::Result;

use super::metadata::{Metadata, Package};
use super::verdict;

/// Each of ours and those of ours it may use.
const OURS: [(&str, &[&str]); 17] = [
    ("frontend", &["app"]),
    ("app", &["domain", "replenish"]),
    (
        "server",
        &[
            "app",
            "replenish",
            "store",
            "amazon",
            "oidc",
            "delivery",
            "domain",
        ],
    ),
    (
        "replenish",
        &["store", "amazon", "oidc", "delivery", "domain"],
    ),
    ("store", &["domain"]),
    ("amazon", &["domain"]),
    ("oidc", &["domain"]),
    ("delivery", &[]),
    ("domain", &[]),
    ("sandbox", &[]),
    ("cluster", &[]),
    (
        "testkit",
        &[
            "replenish",
            "store",
            "amazon",
            "delivery",
            "domain",
            "sandbox",
            "cluster",
        ],
    ),
    (
        "lab",
        &[
            "testkit",
            "server",
            "replenish",
            "store",
            "amazon",
            "domain",
            "sandbox",
            "cluster",
        ],
    ),
    (
        "demo",
        &["server", "replenish", "amazon", "oidc", "domain", "sandbox"],
    ),
    ("messages", &[]),
    ("mqtt", &[]),
    ("xtask", &["cluster"]),
];

/// Allowed only as an optional dependency, behind a feature that the browser's build leaves out.
const OPTIONAL: [(&str, &str); 1] = [("app", "replenish")];

const HTTP_CLIENTS: [&str; 9] = [
    "attohttpc",
    "awc",
    "curl",
    "hyper",
    "hyper-util",
    "isahc",
    "reqwest",
    "surf",
    "ureq",
];

/// Those of ours that call somebody over HTTP.
const CALLERS: [&str; 8] = [
    "amazon", "oidc", "delivery", "sandbox", "demo", "lab", "mqtt", "xtask",
];

/// Crates that reach outside the process, or exist for those that do.
const IO: [&str; 13] = [
    "async-std",
    "axum",
    "hyper",
    "mio",
    "reqwest",
    "rusqlite",
    "rustls",
    "smol",
    "socket2",
    "sqlx",
    "tokio",
    "tower",
    "ureq",
];

/// # Errors
/// One line for each arrow that is not drawn.
pub(crate) fn check(metadata: &Metadata) -> Result<()> {
    let mut reasons: Vec<_> = metadata.ours().flat_map(direct).collect();
    for domain in metadata.ours().filter(|package| package.name == "domain") {
        let below = metadata.below(domain);
        let io = IO.iter().filter(|name| below.contains(**name));
        reasons.extend(io.map(|name| format!("domain stands on {name}, which does IO")));
    }
    verdict(reasons)
}

/// What is wrong with the dependencies that one of ours declares.
fn direct(package: &Package) -> Vec<String> {
    let from = &*package.name;
    let Some((_, allowed)) = OURS.iter().find(|(name, _)| *name == from) else {
        return vec![format!("{from} has no place in the list of crates")];
    };
    let mut reasons = Vec::new();
    for dependency in package.normal() {
        let to = &*dependency.name;
        if OURS.iter().any(|(name, _)| *name == to) && !allowed.contains(&to) {
            reasons.push(format!("{from} may not depend on {to}"));
        }
        if OPTIONAL.contains(&(from, to)) && !dependency.optional {
            reasons.push(format!(
                "{from} may depend on {to} only as an optional dependency"
            ));
        }
        if to.starts_with("sqlx") && from != "store" {
            reasons.push(format!("{from} depends on {to}; only store has SQL"));
        }
        if HTTP_CLIENTS.contains(&to) && !CALLERS.contains(&from) {
            reasons.push(format!(
                "{from} depends on {to}; only {} have an HTTP client",
                CALLERS.join(", ")
            ));
        }
    }
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn package(name: &str, dependencies: &[(&str, Option<&str>, bool)]) -> Value {
        let dependencies: Vec<_> = dependencies
            .iter()
            .map(|(name, kind, optional)| json!({"name": name, "kind": kind, "optional": optional}))
            .collect();
        json!({"id": name, "name": name, "dependencies": dependencies})
    }

    fn reasons(
        packages: &[Value],
        edges: &[(&str, &str, Option<&str>)],
        members: &[&str],
    ) -> String {
        let nodes: Vec<_> = edges
            .iter()
            .map(|(id, to, kind)| json!({"id": id, "deps": [{"pkg": to, "dep_kinds": [{"kind": kind}]}]}))
            .collect();
        let metadata: Metadata = serde_json::from_value(
            json!({"packages": packages, "workspace_members": members, "resolve": {"nodes": nodes}}),
        )
        .unwrap();
        check(&metadata).map_or_else(|reasons| reasons.to_string(), |()| String::new())
    }

    fn of(name: &str, dependencies: &[(&str, Option<&str>, bool)]) -> String {
        reasons(&[package(name, dependencies)], &[], &[name])
    }

    #[test]
    fn arrows_that_are_drawn_pass() {
        assert_eq!(
            of("store", &[("domain", None, false), ("sqlx", None, false)]),
            ""
        );
        assert_eq!(of("amazon", &[("reqwest", None, false)]), "");
        assert_eq!(of("delivery", &[("reqwest", None, false)]), "");
        assert_eq!(of("app", &[("replenish", None, true)]), "");
    }

    #[test]
    fn tests_may_use_anything() {
        assert_eq!(
            of(
                "server",
                &[
                    ("sandbox", Some("dev"), false),
                    ("reqwest", Some("dev"), false)
                ]
            ),
            ""
        );
    }

    #[test]
    fn arrows_that_are_not_drawn_fail() {
        assert_eq!(
            of("store", &[("replenish", None, false)]),
            "store may not depend on replenish"
        );
        assert_eq!(
            of("sandbox", &[("domain", None, false)]),
            "sandbox may not depend on domain"
        );
        assert_eq!(
            of("server", &[("sqlx-core", None, false)]),
            "server depends on sqlx-core; only store has SQL"
        );
        assert!(of("replenish", &[("reqwest", None, false)]).contains("HTTP client"));
        assert!(of("app", &[("replenish", None, false)]).contains("optional"));
        assert_eq!(of("extra", &[]), "extra has no place in the list of crates");
    }

    #[test]
    fn io_below_domain_is_found_at_any_depth() {
        let packages = [
            package("domain", &[]),
            package("uuid", &[]),
            package("tokio", &[]),
        ];
        let deep = [("domain", "uuid", None), ("uuid", "tokio", None)];
        assert_eq!(
            reasons(&packages, &deep, &["domain"]),
            "domain stands on tokio, which does IO"
        );
        let tests = [("domain", "uuid", None), ("uuid", "tokio", Some("dev"))];
        assert_eq!(reasons(&packages, &tests, &["domain"]), "");
    }
}
