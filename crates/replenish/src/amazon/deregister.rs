//! Deregistering a device at Amazon. The registration is gone from our side already; what is needed to end it
//! on Amazon's travels with the job, sealed, and goes with it.

use amazon::{DrsError, LwaError, Tokens};
use domain::time::DAY;
use tracing::error;

use crate::job::{Ended, Job, PendingDeregistration, Tries};
use crate::runtime::vault::pending_place;
use crate::{Application, Error};

/// How long Amazon may be away before we give up.
const LIMIT: i64 = 7 * DAY;

/// Deregisters a device with the tokens that were ours, as a job.
pub(crate) async fn run(
    app: &Application,
    pending: &PendingDeregistration,
    tries: Tries,
) -> Result<Ended, Error> {
    let place = pending_place(pending.id);
    let tokens = (
        app.vault.open(&pending.access, &place),
        app.vault.open(&pending.refresh, &place),
    );
    let (Ok(access), Ok(refresh)) = tokens else {
        error!("the tokens of an ended registration do not open; Amazon is not told of its end");
        return Ok(Ended::Done);
    };
    let mut answer = app.amazon.deregister(&access).await;
    if answer == Err(DrsError::InvalidToken) {
        answer = match app.amazon.refresh(&refresh).await {
            Ok(tokens) => {
                keep(app, pending.clone(), &tokens).await?;
                app.amazon.deregister(&tokens.access).await
            }
            // Amazon has ended it already.
            Err(LwaError::InvalidGrant) => Ok(()),
            Err(_) => Err(DrsError::NotSent),
        };
    }
    match answer {
        Ok(()) => Ok(Ended::Done),
        Err(error) if tries.last(app.now(), LIMIT) => {
            error!(%error, "Amazon could not be told of the end of a registration in a week");
            Ok(Ended::Done)
        }
        Err(_) => Ok(Ended::Retry {
            after: None,
            why: "Amazon does not take a deregistration",
        }),
    }
}

/// Keeps the tokens of a refresh for the runs to come: the refresh token before may be spent.
async fn keep(
    app: &Application,
    mut pending: PendingDeregistration,
    tokens: &Tokens,
) -> Result<(), Error> {
    let place = pending_place(pending.id);
    let held = (&mut pending.access, &mut pending.refresh);
    app.seal_goodbye(held, &place, tokens)?;
    app.keep(&Job::Deregister(pending)).await
}
