//! What a machine's customer sees of it, for whoever of the maker's people answers them.

use domain::MakerAct;
use domain::day::ClosedDay;
use domain::view::{DeviceView, History, JournalLine, SupplyView};

use super::Queries;
use super::journal::newest_lines;
use super::view::device_view;
use crate::Error;
use crate::devices::fleet::device;

/// Lines of each journal.
const LINES: usize = 10;
/// Acts of the maker's.
const ACTS: i64 = 100;

/// A supply as its customer sees it.
#[derive(Clone, Debug)]
pub struct CustomerSupply {
    /// The supply.
    pub supply: SupplyView,
    /// What its chart shows.
    pub history: History,
    /// The newest of its journal.
    pub lines: Vec<JournalLine>,
}

impl Queries<'_> {
    /// A machine's supplies as its customer sees them, and what the maker did at it.
    pub async fn as_customer(
        self,
        serial: &str,
    ) -> Result<(DeviceView, Vec<CustomerSupply>, Vec<MakerAct>), Error> {
        let now = self.0.now();
        let mut tx = self.0.store.read().await?;
        let found = device(&mut tx, serial).await?;
        let (id, slots) = (found.id, tx.slots_of_device(found.id).await?);
        let view = device_view(&mut tx, found, now).await?;
        let mut supplies = Vec::new();
        for supply in &view.supplies {
            let Some(slot) = slots.iter().find(|slot| slot.id == supply.id) else {
                continue;
            };
            let days = tx.days_since(slot.key(), History::first(now)).await?;
            let days: Vec<_> = days.iter().map(ClosedDay::from).collect();
            supplies.push(CustomerSupply {
                history: History::new(supply, &days, now),
                lines: newest_lines(&mut tx, slot, LINES).await?,
                supply: supply.clone(),
            });
        }
        let acts = tx.maker_acts(id, ACTS).await?;
        Ok((view, supplies, acts))
    }
}
