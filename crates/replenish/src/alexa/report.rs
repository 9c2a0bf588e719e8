//! Level reports: what is in a machine, told to Alexa at once after a use, at most once a minute, and a few times a day where
//! nothing changes (Amazon asks for once in 24 hours). Each tells all levels as they are.

use amazon::alexa::{Cause, Event, Property, Sampled};
use domain::DeviceId;
use domain::alexa::{report_due, told_again};

use super::state;
use crate::job::{Ended, Tries};
use crate::{Application, Error};

/// Tells Alexa what is in a machine, as a job that goes on as long as Alexa is told of it.
pub(crate) async fn run(app: &Application, device: DeviceId, tries: Tries) -> Result<Ended, Error> {
    let now = app.now();
    let mut tx = app.store.read().await?;
    let Some(endpoint) = tx.alexa_endpoint(device).await? else {
        return Ok(Ended::Done);
    };
    if endpoint.announced.is_none() {
        // Alexa does not know it yet; once it does this is asked for again.
        return Ok(Ended::Done);
    }
    let due = report_due(endpoint.told_at, now);
    if now < due {
        return Ok(Ended::Again(due));
    }
    let state = state::read(&mut tx, device).await?;
    drop(tx);
    let reachable = state.reachable;
    let connectivity = Property::Connectivity { reachable };
    let (mut changed, mut context) = (state.levels, Vec::new());
    if changed.is_empty() || endpoint.reachable != Some(reachable) {
        changed.push(connectivity);
    } else {
        context.push(connectivity);
    }
    let at = |properties| Sampled {
        properties,
        at: now,
    };
    let event = Event::Change {
        endpoint: device.to_string(),
        cause: Cause::PeriodicPoll,
        changed: at(changed),
        context: at(context),
    };
    let again = Ended::Again(told_again(now, u64::from_le_bytes(app.random.bytes())));
    let account = endpoint.account_id;
    if let Err(error) = app.tell_alexa(account, &event).await {
        return error.ended(now, tries, again);
    }
    let mut tx = app.store.write().await?;
    tx.alexa_endpoint_told(device, account, now, reachable)
        .await?;
    tx.commit().await?;
    Ok(again)
}
