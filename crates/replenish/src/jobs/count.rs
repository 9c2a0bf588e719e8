//! Counting a slot's journal again, piece by piece. A piece is read and folded without holding anything, and written
//! where nothing has changed for the slot meanwhile; so nobody waits for more than that.

use domain::SlotId;

use super::Ended;
use crate::change::Change;
use crate::fold::ReadPiece;
use crate::{Application, Error};

/// Entries of a piece.
const PIECE: i64 = 500;
/// Pieces of a run, after which other work has its turn.
const PIECES: usize = 20;

pub(super) async fn run(app: &Application, id: SlotId) -> Result<Ended, Error> {
    for _ in 0..PIECES {
        if !piece(app, id, PIECE).await? {
            return Ok(Ended::Done);
        }
    }
    Ok(Ended::Again(app.now()))
}

/// Counts one piece; false where there is nothing to count any more.
pub(crate) async fn piece(app: &Application, id: SlotId, most: i64) -> Result<bool, Error> {
    let mut tx = app.store.read().await?;
    let Some(seen) = tx.slot(id).await? else {
        return Ok(false);
    };
    let Some(counting) = seen.counting else {
        return Ok(false);
    };
    let read = ReadPiece::read(&mut tx, &seen, counting, most).await?;
    drop(tx);
    let (mut change, mut slot) = match Change::of_slot(app, id).await {
        Err(Error::NotFound) => return Ok(false),
        held => held?,
    };
    let is_same =
        slot.counting == seen.counting && slot.accepted == seen.accepted && slot.kind == seen.kind;
    if is_same {
        change.count(&mut slot, read).await?;
        change.commit().await?;
    }
    Ok(true)
}
