//! Counting a slot's journal again, piece by piece. A piece is read and folded without holding anything, and written
//! where nothing has changed for the slot meanwhile; so nobody waits for more than that.

use domain::SlotId;
use domain::engine::Recount;
use domain::time::SECOND;

use crate::device_unit::DeviceUnit;
use crate::job::Ended;
use crate::{Application, Error};

/// Entries of a piece.
const PIECE: i64 = 500;
/// Pieces of a run, after which other work has its turn.
const PIECES: usize = 20;

/// After a piece that was read in vain: a machine that reports all the time has only itself to wait for.
const PAUSE: i64 = SECOND;

/// What became of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// It is written, and more is to be counted.
    More,
    /// Something came while it was read.
    Disturbed,
    /// There is nothing to count any more.
    Done,
}

/// Counts some pieces of a slot, as a job.
pub(crate) async fn run(app: &Application, id: SlotId) -> Result<Ended, Error> {
    for _ in 0..PIECES {
        match piece(app, id, PIECE).await? {
            Progress::More => {}
            Progress::Disturbed => return Ok(Ended::Again(app.now() + PAUSE)),
            Progress::Done => return Ok(Ended::Done),
        }
    }
    Ok(Ended::Again(app.now()))
}

/// Counts one piece.
pub(crate) async fn piece(app: &Application, id: SlotId, most: i64) -> Result<Progress, Error> {
    let mut tx = app.store.read().await?;
    let Some(seen) = tx.slot(id).await? else {
        return Ok(Progress::Done);
    };
    let Some(counting) = seen.counting else {
        return Ok(Progress::Done);
    };
    let day = tx
        .day_before(seen.key(), Recount::day_before(&counting))
        .await?;
    let entries = tx.entries_to_fold(id, counting.to, most).await?;
    drop(tx);
    let most = usize::try_from(most).unwrap_or_default();
    let read = Recount::of(&seen, counting, day, &entries, most);
    let (mut unit, s) = match DeviceUnit::lock_slot(app, id).await {
        Err(Error::NotFound) => return Ok(Progress::Done),
        held => held?,
    };
    let slot = &unit.slots[s].slot;
    let is_same =
        slot.counting == seen.counting && slot.accepted == seen.accepted && slot.kind == seen.kind;
    if !is_same {
        return Ok(Progress::Disturbed);
    }
    let from = counting.to.at.day();
    let day_of_last_use = unit.tx.day_of_last_use(seen.key(), from).await?;
    unit.recount(s, read, day_of_last_use);
    let is_done = unit.slots[s].slot.counting.is_none();
    unit.commit().await?;
    Ok(if is_done {
        Progress::Done
    } else {
        Progress::More
    })
}
