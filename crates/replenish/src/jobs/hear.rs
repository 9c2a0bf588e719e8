//! Messages that came before their device was there. The call that makes devices only asks for this.

use domain::time::SECOND;

use crate::job::Ended;
use crate::{Application, Error};

/// Devices of one run; each has a transaction of its own.
const DEVICES: i64 = 20;

pub(crate) async fn run(app: &Application) -> Result<Ended, Error> {
    let serials = app.store.read().await?.serials_to_hear(DEVICES).await?;
    for serial in &serials {
        app.apply_waiting(serial).await?;
    }
    Ok(match serials.is_empty() {
        true => Ended::Done,
        false => Ended::Again(app.now() + SECOND),
    })
}
