//! A machine that Alexa is told of no more, while its customer's grant goes on.

use amazon::alexa::Event;
use domain::{AccountId, DeviceId};

use super::unlink;
use crate::job::{Ended, Tries};
use crate::{Application, Error};

/// Tells Alexa that a machine is gone, as a job; nothing where it is there again.
pub(crate) async fn run(
    app: &Application,
    account: AccountId,
    device: DeviceId,
    tries: Tries,
) -> Result<Ended, Error> {
    let endpoint = app.store.read().await?.alexa_endpoint(device).await?;
    if endpoint.is_some_and(|it| it.account_id == account) {
        return Ok(Ended::Done);
    }
    let event = Event::Delete(vec![device.to_string()]);
    match app.tell_alexa(account, &event).await {
        Ok(()) => Ok(Ended::Done),
        Err(error) => error.ended(app.now(), tries, unlink::later(app, tries)),
    }
}
