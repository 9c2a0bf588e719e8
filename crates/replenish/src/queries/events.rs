//! Events of all machines, for whoever acts on them outside, and of a household's own; read by number.

use domain::AccountId;
use domain::event::EventType;
use store::EventRow;

use super::Queries;
use super::page::cut;
use crate::Error;

/// Events that are looked at for a page of some types, at most.
const LOOKS: i64 = 10_000;

impl Queries<'_> {
    /// Events of all machines, oldest first, and after which number to go on; all types where none are named. Of a part
    /// that was looked at few may be of the types, or none.
    pub async fn events(
        self,
        types: Option<&[EventType]>,
        limit: u32,
        after: Option<i64>,
    ) -> Result<(Vec<EventRow>, Option<i64>), Error> {
        let rows = i64::from(limit) + 1;
        let (types, looks) = match types {
            Some(types) => (types, LOOKS),
            None => (&EventType::ALL[..], rows),
        };
        let mut tx = self.0.store.read().await?;
        let page = tx.events(after.unwrap_or(0), types, rows, looks).await?;
        let mut events = page.events;
        let next = cut(&mut events, limit, |it| it.number);
        Ok((events, next.or(page.looked_to)))
    }

    /// Events of the household's machines, as long as they are its own, oldest first, and after which number to go on.
    pub async fn household_events(
        self,
        account: AccountId,
        limit: u32,
        after: Option<i64>,
    ) -> Result<(Vec<EventRow>, Option<i64>), Error> {
        let rows = i64::from(limit) + 1;
        let mut tx = self.0.store.read().await?;
        let household = self.0.account(&mut tx, account).await?.household_id;
        let events = tx.events_of_household(household, after.unwrap_or(0), rows);
        let mut events = events.await?;
        let next = cut(&mut events, limit, |it| it.number);
        Ok((events, next))
    }
}
