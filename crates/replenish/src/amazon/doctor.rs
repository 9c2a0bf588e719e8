//! Checking a set-up: what can be asked from here is asked, without any effect; what cannot is named.

use std::collections::{BTreeMap, BTreeSet};

use amazon::{DrsError, LwaError, Tokens};
use domain::DeviceId;
use oidc::Oidc;
use secrecy::SecretString;
use url::Url;

use super::token::CallError;
use crate::runtime::tokens::{of_grant, of_registration};
use crate::{Application, Error};

/// Registrations, and grants, that are looked at.
const SAMPLE: i64 = 500;
/// DRS publishes from this account (Amazon's page "Create an SNS topic").
const DRS_ACCOUNT: &str = "476877469412";

/// What was found of one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As it must be.
    Good,
    /// Not so; the words say what to do.
    Wrong,
    /// Not to be seen from here; the words say where to look.
    Look,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was found.
    pub verdict: Verdict,
    /// What was looked at.
    pub what: String,
    /// What is so, and what to do.
    pub words: String,
}

impl Finding {
    fn new(verdict: Verdict, what: impl Into<String>, words: impl Into<String>) -> Self {
        Self {
            verdict,
            what: what.into(),
            words: words.into(),
        }
    }

    /// Of a client of Login with Amazon's, by the answer to a made-up refresh token: Amazon looks at client id and secret
    /// first.
    fn of_client(
        what: &str,
        answer: Result<Tokens, LwaError>,
        accepted: &str,
        refused: &str,
    ) -> Self {
        let (verdict, words) = match answer {
            Err(LwaError::InvalidGrant) => (Verdict::Good, accepted),
            Err(LwaError::InvalidClient) => (Verdict::Wrong, refused),
            Err(LwaError::Unavailable) => (
                Verdict::Wrong,
                "Amazon does not answer at LARDER_LWA_API_URL: is outgoing HTTPS allowed?",
            ),
            _ => (
                Verdict::Look,
                "Amazon answers something else than expected to a made-up token",
            ),
        };
        Self::new(verdict, what, words)
    }
}

/// Whether an identity provider takes this client.
async fn examine_provider(oidc: &Oidc, back: &Url, what: &str, settings: &str) -> Finding {
    let (verdict, words) = match oidc.examine(back).await {
        Ok(()) => (
            Verdict::Good,
            format!("accepts client id and secret; {back} must be one of its redirect URIs"),
        ),
        Err(failure) => (Verdict::Wrong, format!("{failure}: look at {settings}")),
    };
    Finding::new(verdict, what, words)
}

/// A refresh token that Amazon has not given.
fn made_up() -> SecretString {
    SecretString::from("Atzr|larder-doctor")
}

impl Application {
    /// Looks at everything that can be looked at from here. Amazon is asked with made-up tokens
    /// alone, and for machines that are connected which slots they have.
    pub async fn examine(&self) -> Result<Vec<Finding>, Error> {
        self.probe().await?;
        let mut found = vec![Finding::new(
            Verdict::Good,
            "database",
            "takes writes, and is migrated",
        )];
        found.push(self.examine_keys().await?);
        found.extend(self.examine_channels().await);
        if let Some(customers) = &self.settings.customers {
            let (back, what) = (self.oidc_callback_url(), "customers' identity provider");
            let at = examine_provider(customers, &back, what, "LARDER_CUSTOMER_OIDC_*");
            found.push(at.await);
        }
        if let Some(operators) = &self.settings.operators {
            let (back, what) = (
                self.operators_callback_url(),
                "operators' identity provider",
            );
            let at = examine_provider(&operators.oidc, &back, what, "LARDER_OIDC_*");
            found.push(at.await);
        }
        found.push(self.examine_public_url().await);
        found.extend(self.examine_skill().await);
        if self.settings.amazon {
            found.push(self.examine_profile().await);
            found.push(self.examine_drs().await);
            found.extend(self.examine_topics().await?);
            found.extend(self.examine_models().await?);
            found.extend(self.only_a_person_can_see());
        }
        Ok(found)
    }

    async fn examine_keys(&self) -> Result<Finding, Error> {
        let mut tx = self.store.read().await?;
        let devices = tx.registered_devices(None, SAMPLE).await?;
        let mut closed = 0;
        for device in &devices {
            if let Some(row) = tx.registration(*device).await? {
                let opened = self.open_tokens(&row.tokens, &of_registration(*device));
                closed += usize::from(opened.is_err());
            }
        }
        let grants = tx.alexa_grants(SAMPLE).await?;
        for grant in &grants {
            let opened = self.open_tokens(&grant.tokens, &of_grant(grant.account_id));
            closed += usize::from(opened.is_err());
        }
        let machines = format!("{} connected machines", devices.len());
        let looked = match grants.len() {
            0 => machines,
            1 => format!("{machines} and 1 link to Alexa"),
            links => format!("{machines} and {links} links to Alexa"),
        };
        Ok(if closed == 0 {
            let words = format!("open the tokens of {looked}");
            Finding::new(Verdict::Good, "LARDER_SECRET_KEY", words)
        } else {
            let words = format!(
                "of the tokens of {looked} {closed} do not open: put the key that sealed them back \
                 behind the new one, separated by a comma"
            );
            Finding::new(Verdict::Wrong, "LARDER_SECRET_KEY", words)
        })
    }

    async fn examine_profile(&self) -> Finding {
        let answer = self.amazon.refresh(&made_up()).await;
        let refused = "Amazon refuses client id and secret: copy LARDER_LWA_CLIENT_ID and \
                       LARDER_LWA_CLIENT_SECRET from the security profile's web settings";
        let accepted = "Amazon accepts client id and secret";
        Finding::of_client("Login with Amazon", answer, accepted, refused)
    }

    /// Alexa's client is another one; none where there is no skill.
    async fn examine_skill(&self) -> Option<Finding> {
        let answer = self.amazon.alexa()?.refresh(&made_up()).await;
        let refused = "Amazon refuses Alexa's client id and secret: copy LARDER_ALEXA_CLIENT_ID and \
                       LARDER_ALEXA_CLIENT_SECRET from the skill's Permissions, Send Alexa Events; they are not \
                       those of Account Linking";
        let accepted = "Amazon accepts Alexa's client id and secret";
        Some(Finding::of_client(
            "Send Alexa Events",
            answer,
            accepted,
            refused,
        ))
    }

    /// A made-up access token: one that is not known is what Amazon must say.
    async fn examine_drs(&self) -> Finding {
        let made_up = SecretString::from("Atza|larder-doctor");
        let (verdict, words) = match self.amazon.subscription_info(&made_up).await {
            Err(DrsError::InvalidToken) => (Verdict::Good, "answers"),
            Err(DrsError::NotSent | DrsError::NoAnswer) => (
                Verdict::Wrong,
                "does not answer at LARDER_DRS_URL: is outgoing HTTPS allowed?",
            ),
            Err(DrsError::Busy { .. }) => (
                Verdict::Wrong,
                "is busy or failing; ask again in a few minutes",
            ),
            _ => (
                Verdict::Look,
                "answers something else than expected to a made-up token",
            ),
        };
        Finding::new(verdict, "Amazon Dash Replenishment", words)
    }

    async fn examine_topics(&self) -> Result<Vec<Finding>, Error> {
        let known = self.store.read().await?.topics().await?;
        let mut found = Vec::new();
        for (arn, origin) in self.verifier.topics() {
            if let Some(origin) = origin
                && let Err(failure) = self.amazon.probe(&origin).await
            {
                let words = format!("{origin} cannot be asked for certificates: {failure}");
                found.push(Finding::new(Verdict::Wrong, arn.clone(), words));
            }
            let row = known.iter().find(|topic| topic.topic == arn);
            let confirmed = row.and_then(|row| row.confirmed_at);
            let ended = row.and_then(|row| row.unsubscribed_at);
            let (verdict, words) = match (confirmed, ended) {
                (Some(at), ended) if ended.is_none_or(|ended| ended < at) => (
                    Verdict::Good,
                    format!("its subscription was confirmed {at}"),
                ),
                (_, Some(at)) => (
                    Verdict::Wrong,
                    format!(
                        "somebody ended its subscription {at}: subscribe {} again",
                        self.webhook()
                    ),
                ),
                (_, None) => (
                    Verdict::Wrong,
                    format!(
                        "no subscription was confirmed yet: while the server runs, subscribe {} to it",
                        self.webhook()
                    ),
                ),
            };
            found.push(Finding::new(verdict, arn, words));
        }
        Ok(found)
    }

    fn webhook(&self) -> String {
        let mut url = self.settings.public_url.clone();
        url.set_path("/webhooks/sns");
        url.to_string()
    }

    async fn examine_public_url(&self) -> Finding {
        let mut url = self.settings.public_url.clone();
        url.set_path("/health/live");
        let (verdict, words) = match self.amazon.probe(&url).await {
            Ok(200) => (Verdict::Good, format!("{url} answers from here")),
            Ok(status) => (
                Verdict::Wrong,
                format!("{url} answers {status}: does it lead to this server?"),
            ),
            Err(failure) => (
                Verdict::Look,
                format!(
                    "{url}: {failure}. Is the server running? Amazon and browsers must reach it"
                ),
            ),
        };
        Finding::new(verdict, "LARDER_PUBLIC_URL", words)
    }

    /// Whether Amazon has the slots that the models here have: one connected machine of each is asked
    /// about.
    async fn examine_models(&self) -> Result<Vec<Finding>, Error> {
        let mut machines: BTreeMap<String, DeviceId> = BTreeMap::new();
        let mut tx = self.store.read().await?;
        for id in tx.registered_devices(None, SAMPLE).await? {
            if let Some(device) = tx.device(id).await? {
                machines.entry(device.model).or_insert(id);
            }
        }
        drop(tx);
        let mut found = Vec::new();
        for (model, device) in machines {
            let asked = self.call(device, |amazon, token| async move {
                amazon.subscription_info(&token).await
            });
            let what = format!("model {model}");
            let theirs: BTreeSet<String> = match asked.await {
                Ok(slots) => slots.into_iter().map(|slot| slot.slot).collect(),
                Err(CallError::Own(error)) => return Err(error),
                Err(_) => {
                    let words = "Amazon did not say which slots it has";
                    found.push(Finding::new(Verdict::Look, what, words));
                    continue;
                }
            };
            let slots = self.store.read().await?.model_slots(&model).await?;
            let ours: BTreeSet<String> = slots.into_iter().map(|slot| slot.slot).collect();
            found.push(if ours == theirs {
                Finding::new(Verdict::Good, what, "Amazon has the same slots")
            } else {
                let list = |slots: &BTreeSet<String>| {
                    slots.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
                };
                let words = format!(
                    "here it has the slots {}, at Amazon {}: they must be the same, letter by letter",
                    list(&ours),
                    list(&theirs)
                );
                Finding::new(Verdict::Wrong, what, words)
            });
        }
        Ok(found)
    }

    fn only_a_person_can_see(&self) -> Vec<Finding> {
        let look = |what: &str, words: String| Finding::new(Verdict::Look, what, words);
        let mut found = vec![
            look(
                "security profile",
                format!("{} must be one of its Allowed Return URLs", self.callback_url()),
            ),
            look(
                "Dash portal",
                "the topic must stand under App Settings, and each model with its slots, units and \
                 products"
                    .to_owned(),
            ),
            look(
                "topic's policy",
                format!("must let the AWS account {DRS_ACCOUNT} publish"),
            ),
            look(
                "topic's delivery",
                "retries for an hour, and a dead-letter queue".to_owned(),
            ),
        ];
        if self.settings.test_devices || self.settings.non_live {
            let words = "new registrations are trials: turn LARDER_TEST_DEVICES and LARDER_NON_LIVE off \
                         before customers connect";
            found.push(look("trial", words.to_owned()));
        }
        found
    }
}
