//! Deleting a device and everything of it, piece by piece, by a job.

use domain::DeviceId;
use domain::time::{MINUTE, SECOND};

use crate::job::{Ended, Job, PIECE, PIECES, PendingDeregistration};
use crate::{Application, Error};

/// Deletes a device in pieces, as a job; one that the maker removed once no goodbye of it is left to say.
pub(crate) async fn run(app: &Application, id: DeviceId) -> Result<Ended, Error> {
    let mut tx = app.store.read().await?;
    let Some(device) = tx.device(id).await? else {
        return Ok(Ended::Done);
    };
    if tx
        .job_exists(&PendingDeregistration::keys(&device.serial, None))
        .await?
    {
        return Ok(Ended::Again(app.now() + MINUTE));
    }
    drop(tx);
    for _ in 0..PIECES {
        let mut tx = app.store.write().await?;
        let is_gone = tx.device_delete(id, PIECE).await?;
        if is_gone {
            tx.job_delete(&Job::Daily { device: id }.key()).await?;
        }
        tx.commit().await?;
        if is_gone {
            return Ok(Ended::Done);
        }
    }
    Ok(Ended::Again(app.now() + SECOND))
}
