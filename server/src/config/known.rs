//! Variables that look like settings of Larder and are none.

use std::env;

use clap::Args as _;

use super::{Flags, secret};

/// What all settings begin with.
const PREFIX: &str = "LARDER_";
/// The least likeness of two names, without that, where one may be meant by the other.
const LIKE: f64 = 0.8;

/// A line for each variable `LARDER_…` of the environment that is no setting.
pub fn unknown() -> Vec<String> {
    let given = env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    let mut given: Vec<_> = given.filter(|name| name.starts_with(PREFIX)).collect();
    given.sort();
    let known = names();
    given
        .iter()
        .filter(|name| !known.contains(name))
        .map(|name| line(name, &known))
        .collect()
}

fn line(name: &str, known: &[String]) -> String {
    let own = |name: &str| name.trim_start_matches(PREFIX).to_owned();
    let likeness = |other: &String| strsim::jaro_winkler(&own(name), &own(other));
    let like = known
        .iter()
        .filter(|other| likeness(other) >= LIKE)
        .max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
    match like {
        Some(like) => format!("{name}: no such setting; is {like} meant?"),
        None => format!("{name}: no such setting; `larder serve --help` lists them"),
    }
}

/// Every setting.
fn names() -> Vec<String> {
    let flags = Flags::augment_args(clap::Command::new("larder"));
    let of_flags = flags
        .get_arguments()
        .filter_map(|it| Some(it.get_env()?.to_string_lossy().into_owned()));
    let of_secrets = secret::ALL
        .iter()
        .flat_map(|name| [(*name).to_owned(), format!("{name}_FILE")]);
    of_flags.chain(of_secrets).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_was_mistyped_is_told_apart_from_one_that_means_nothing() {
        let known = names();
        for name in ["LARDER_LISTEN", "LARDER_SECRET_KEY_FILE", "LARDER_LOG"] {
            assert!(known.iter().any(|it| it == name), "{name}");
        }
        assert!(line("LARDER_LISTE", &known).ends_with("is LARDER_LISTEN meant?"));
        assert!(line("LARDER_TYPO", &known).contains("--help"));
    }
}
