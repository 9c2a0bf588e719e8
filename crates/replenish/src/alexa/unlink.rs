//! The end of a grant that Alexa does not know of: its machines are taken from there. The grant is gone from our side
//! already; what is needed travels with the job, sealed, and goes with it.

use amazon::alexa::{Consequence, Event, GatewayError, MOST_ENDPOINTS};
use amazon::{LwaError, Tokens};
use domain::DeviceId;
use domain::time::DAY;
use secrecy::SecretString;
use store::AlexaGrant;
use tracing::error;
use uuid::Uuid;

use crate::job::{Ended, Job, PendingUnlink, Tries};
use crate::runtime::tokens::of_grant;
use crate::runtime::vault::unlink_place;
use crate::{Application, Error};

/// How long Amazon may be away before we give up.
const LIMIT: i64 = 7 * DAY;

/// What is needed to take the machines of a grant that ends from Alexa; none where it has no machines, or its tokens do not open.
pub(super) fn pending(
    app: &Application,
    grant: &AlexaGrant,
    endpoints: Vec<DeviceId>,
) -> Result<Option<PendingUnlink>, Error> {
    let account = grant.account_id;
    let Ok((access, refresh)) = app.open_tokens(&grant.tokens, &of_grant(account)) else {
        return Ok(None);
    };
    if endpoints.is_empty() {
        return Ok(None);
    }
    let id: Uuid = app.random.id(app.now());
    let seal = |secret: &SecretString| app.vault.seal(secret, &unlink_place(id), &app.random);
    Ok(Some(PendingUnlink {
        id,
        account,
        region: grant.region,
        access: seal(&access)?,
        refresh: seal(&refresh)?,
        endpoints,
    }))
}

/// Takes machines from Alexa, as a job; nothing where the account has linked Alexa again.
pub(crate) async fn run(
    app: &Application,
    pending: &PendingUnlink,
    tries: Tries,
) -> Result<Ended, Error> {
    let mut tx = app.store.read().await?;
    let is_linked = tx.alexa_grant(pending.account).await?.is_some();
    drop(tx);
    let place = unlink_place(pending.id);
    let tokens = (
        app.vault.open(&pending.access, &place),
        app.vault.open(&pending.refresh, &place),
    );
    let (Some(client), (Ok(mut access), Ok(refresh))) = (app.amazon.alexa(), tokens) else {
        return Ok(Ended::Done);
    };
    if is_linked {
        return Ok(Ended::Done);
    }
    for machines in pending.endpoints.chunks(MOST_ENDPOINTS) {
        let event = Event::Delete(machines.iter().map(ToString::to_string).collect());
        let message: Uuid = app.random.id(app.now());
        let mut answer = client.send(pending.region, &access, message, &event).await;
        if answer == Err(GatewayError::InvalidToken) {
            match client.refresh(&refresh).await {
                Ok(tokens) => {
                    keep(app, pending.clone(), &tokens).await?;
                    access = tokens.access;
                }
                // The customer has disabled the skill, and with it the machines are gone there.
                Err(LwaError::InvalidGrant) => return Ok(Ended::Done),
                Err(_) => return Ok(later(app, tries)),
            }
            answer = client.send(pending.region, &access, message, &event).await;
        }
        if let Err(error) = answer {
            // Without the skill there are no machines of it either.
            let is_over = matches!(
                error.consequence(),
                Consequence::Unlinked | Consequence::WaitWhileFresh
            );
            return Ok(match is_over {
                true => Ended::Done,
                false => later(app, tries),
            });
        }
    }
    Ok(Ended::Done)
}

/// Keeps the tokens of a refresh for the runs to come: the refresh token before may be spent.
async fn keep(app: &Application, mut pending: PendingUnlink, tokens: &Tokens) -> Result<(), Error> {
    let place = unlink_place(pending.id);
    let held = (&mut pending.access, &mut pending.refresh);
    app.seal_goodbye(held, &place, tokens)?;
    app.keep(&Job::AlexaUnlink(pending)).await
}

/// Once more, for a week.
pub(super) fn later(app: &Application, tries: Tries) -> Ended {
    if tries.last(app.now(), LIMIT) {
        error!("Alexa could not be told in a week that it is told of machines no more");
        return Ended::Done;
    }
    Ended::Retry {
        after: None,
        why: "Alexa does not take it that machines are gone",
    }
}
