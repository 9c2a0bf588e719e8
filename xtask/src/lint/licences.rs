//! Every dependency, on any platform and for any purpose, has to come under a permissive licence.

use anyhow::Result;
use spdx::{Expression, LicenseReq, ParseMode};

use super::metadata::{Metadata, Package};
use super::verdict;

const ALLOWED: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// # Errors
/// One line for each package under other terms.
pub(crate) fn check(metadata: &Metadata) -> Result<()> {
    verdict(metadata.packages.iter().filter_map(refusal).collect())
}

fn refusal(package: &Package) -> Option<String> {
    let of = format!("{} {}", package.name, package.version);
    let Some(licence) = &package.license else {
        return Some(format!("{of} names no licence"));
    };
    match Expression::parse_mode(licence, ParseMode::LAX) {
        Err(error) => Some(format!(
            "{of}: {licence:?} is no SPDX expression: {}",
            error.reason
        )),
        Ok(terms) if terms.evaluate(is_allowed) => None,
        Ok(_) => Some(format!("{of} is under {licence}, which is not on the list")),
    }
}

fn is_allowed(term: &LicenseReq) -> bool {
    ALLOWED.contains(&term.to_string().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(licence: Option<&str>) -> Option<String> {
        refusal(&Package {
            id: String::new(),
            name: "some".into(),
            version: "1.0.0".into(),
            license: licence.map(str::to_owned),
            dependencies: Vec::new(),
        })
    }

    #[test]
    fn one_permissive_side_of_an_or_is_enough() {
        for licence in [
            "MIT",
            "MIT OR GPL-3.0-only",
            "Apache-2.0 WITH LLVM-exception OR MIT",
            "MIT/Apache-2.0",
        ] {
            assert_eq!(refused(Some(licence)), None, "{licence}");
        }
    }

    #[test]
    fn both_sides_of_an_and_have_to_be() {
        assert_eq!(refused(Some("Apache-2.0 AND ISC")), None);
        assert_eq!(
            refused(Some("MIT AND GPL-3.0-only")).unwrap(),
            "some 1.0.0 is under MIT AND GPL-3.0-only, which is not on the list"
        );
    }

    #[test]
    fn exceptions_and_gaps_are_refused() {
        assert!(refused(Some("MPL-2.0")).is_some());
        assert!(refused(Some("GPL-2.0-only WITH Classpath-exception-2.0")).is_some());
        assert!(
            refused(Some("no such licence"))
                .unwrap()
                .contains("is no SPDX expression")
        );
        assert_eq!(refused(None).unwrap(), "some 1.0.0 names no licence");
    }
}
