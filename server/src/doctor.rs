//! `larder doctor`: what is wrong with a set-up. It makes nothing: where there is no database of this build, the rest is
//! looked at over one that is thrown away.

use replenish::doctor::{Finding, Verdict};
use replenish::{Clock, Random};
use secrecy::{ExposeSecret, SecretString};
use store::{Standing, Store};

use crate::config::{Alexa, Config, ConfigErrors};
use crate::{OpenError, Server};

/// What only a database of this build can tell.
const OF_DATABASE: [&str; 2] = ["database", "LARDER_SECRET_KEY"];

/// Looks at everything that can be looked at from here.
///
/// # Errors
/// There is no room for a database that is thrown away, or one that was there is gone meanwhile.
pub async fn examine(config: &Config) -> anyhow::Result<Vec<Finding>> {
    let standing = Store::standing(config.database_url.expose_secret()).await;
    if standing.as_ref().is_ok_and(|it| it.is_usable()) {
        return look(config).await;
    }
    let database = database(standing);
    let folder = tempfile::tempdir()?;
    let mut without = config.clone();
    without.database_url = format!("sqlite://{}/larder.db", folder.path().display()).into();
    let rest = look(&without).await?;
    let rest = rest
        .into_iter()
        .filter(|one| !OF_DATABASE.contains(&&*one.what));
    Ok([database].into_iter().chain(rest).collect())
}

/// What can be said where settings are wrong: each of them, and whether there is a database.
pub async fn examine_wrong(wrong: &ConfigErrors, url: Option<&SecretString>) -> Vec<Finding> {
    let each = wrong.iter().map(|one| Finding {
        verdict: Verdict::Wrong,
        what: one.variable.to_owned(),
        words: one.problem.clone(),
    });
    let mut found: Vec<_> = each.collect();
    if let Some(url) = url {
        found.push(database(Store::standing(url.expose_secret()).await));
    }
    found
}

async fn look(config: &Config) -> Result<Vec<Finding>, anyhow::Error> {
    let server: Result<Server, OpenError> =
        Server::open(config, Clock::system(), Random::system()).await;
    let mut found = server?.application().examine().await?;
    found.extend(config.alexa.iter().flat_map(|it| alexa(config, it)));
    Ok(found)
}

/// What can be seen of account linking from here; a key that cannot be used and a setting that is missing are told
/// before.
fn alexa(config: &Config, alexa: &Alexa) -> Vec<Finding> {
    let finding = |verdict, what: &str, words: String| Finding {
        verdict,
        what: what.to_owned(),
        words,
    };
    let public = &config.public_url;
    let uris = &alexa.client.redirect_uris;
    let plain = uris.iter().find(|uri| !uri.starts_with("https:"));
    let here = format!("{}oauth/", public);
    vec![
        match plain {
            None => finding(
                Verdict::Good,
                "LARDER_ALEXA_REDIRECT_URIS",
                format!("{} addresses, all https", uris.len()),
            ),
            Some(uri) => finding(
                Verdict::Wrong,
                "LARDER_ALEXA_REDIRECT_URIS",
                format!("{uri} is not https, and so none of Alexa's: leave it out, unless this is a trial"),
            ),
        },
        if public.scheme() == "https" && public.port().is_none() {
            finding(
                Verdict::Good,
                "Alexa's way here",
                "https on port 443, as account linking wants it".to_owned(),
            )
        } else {
            finding(
                Verdict::Wrong,
                "Alexa's way here",
                "account linking wants https on port 443: LARDER_PUBLIC_URL is something else".to_owned(),
            )
        },
        finding(
            Verdict::Look,
            "account linking",
            format!(
                "Amazon's console must say {here}authorize, {here}token, the client id {:?}, PKCE with S256, and the \
                 redirect URLs that LARDER_ALEXA_REDIRECT_URIS has",
                alexa.client.id
            ),
        ),
        finding(
            Verdict::Look,
            "forwarder of directives",
            "each region's Lambda must have this LARDER_ALEXA_FORWARDER_KEY, and deploy/alexa/README.md says the rest"
                .to_owned(),
        ),
    ]
}

/// Whether there is a database of this build.
fn database(standing: Result<Standing, store::Error>) -> Finding {
    let (verdict, words) = match standing {
        Ok(Standing::Current) => (Verdict::Good, "is there".to_owned()),
        Ok(Standing::Absent | Standing::Empty) => (
            Verdict::Look,
            "is not there yet: the first `larder serve` or `larder migrate` makes it".to_owned(),
        ),
        Ok(Standing::Older { found, known }) => (
            Verdict::Look,
            format!(
                "has migration {found}, and this Larder knows {known}: the next start migrates it; take a backup first"
            ),
        ),
        Ok(Standing::Ahead { found, known }) => (
            Verdict::Look,
            format!(
                "a newer Larder has added to it ({found}, and this one knows {known}): this one runs on it until all are new"
            ),
        ),
        Ok(Standing::Newer { found, known }) => (
            Verdict::Wrong,
            format!(
                "a newer Larder has migrated it to {found}, and this one knows {known}: start that one, or restore a backup"
            ),
        ),
        Err(error) => (
            Verdict::Wrong,
            format!(
                "cannot be opened: {:#}; is LARDER_DATABASE_URL right?",
                anyhow::Error::new(error)
            ),
        ),
    };
    Finding {
        verdict,
        what: "database".to_owned(),
        words,
    }
}
