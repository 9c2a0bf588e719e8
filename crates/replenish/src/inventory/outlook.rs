//! The pace of a slot, for whoever shows it or tells Amazon of it.

use domain::pace::Pace;
use domain::{Slot, Time};
use store::Tx;

use crate::Error;

/// The pace of a slot at a moment; none before the first use.
pub(crate) async fn pace(tx: &mut Tx, slot: &Slot, now: Time) -> Result<Option<Pace>, Error> {
    let used = tx.days_used(slot.id, slot.window(now), now.day()).await?;
    Ok(slot.measured(used).map(|used| used.pace(now)))
}
