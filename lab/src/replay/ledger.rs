//! What the database holds of the machine's slot, row by row.

use anyhow::{Context as _, Result, ensure};
use domain::Slot;
use domain::day::SlotDay;
use domain::journal::Entry;
use domain::view::OrderView;
use testkit::TestApp;

/// Journal, days, orders and slot.
pub(super) struct Ledger {
    pub(super) slot: Slot,
    pub(super) entries: Vec<Entry>,
    pub(super) days: Vec<SlotDay>,
    pub(super) orders: Vec<OrderView>,
}

impl Ledger {
    pub(super) async fn read(test: &TestApp) -> Result<Self> {
        let id = test.supply_id().await;
        let mut tx = test.app.store().read().await?;
        let slot = tx.slot(id).await?.context("the slot is gone")?;
        let entries = tx.entries(id).await?;
        let days = tx.days(slot.key()).await?;
        drop(tx);
        Ok(Self {
            slot,
            entries,
            days,
            orders: test.orders().await,
        })
    }

    /// How much there is, in words.
    pub(super) fn size(&self) -> String {
        let (entries, days, orders) = (self.entries.len(), self.days.len(), self.orders.len());
        format!("{entries} journal entries, {days} days and {orders} orders")
    }

    /// Fails with the first row that differs in anything but ids.
    pub(super) fn compare(&self, other: &Self) -> Result<()> {
        equal(
            "journal",
            self.entries.iter().map(entry),
            other.entries.iter().map(entry),
        )?;
        equal(
            "days",
            self.days.iter().map(day),
            other.days.iter().map(day),
        )?;
        equal(
            "orders",
            self.orders.iter().map(order),
            other.orders.iter().map(order),
        )?;
        equal(
            "slot",
            [slot(&self.slot)].into_iter(),
            [slot(&other.slot)].into_iter(),
        )
    }
}

fn equal(
    table: &str,
    ours: impl ExactSizeIterator<Item = String>,
    theirs: impl ExactSizeIterator<Item = String>,
) -> Result<()> {
    ensure!(
        ours.len() == theirs.len(),
        "{table}: {} rows, and {} rows",
        ours.len(),
        theirs.len()
    );
    for (n, (one, other)) in ours.zip(theirs).enumerate() {
        ensure!(one == other, "{table}, row {}:\n  {one}\n  {other}", n + 1);
    }
    Ok(())
}

fn entry(row: &Entry) -> String {
    // A parcel's key is its id.
    let key = row
        .key
        .as_deref()
        .map(|key| key.split(':').next().unwrap_or(key));
    format!(
        "accepted {} at {} received {} {} {} by {} key {key:?} content {:?} undoes {} effective {}",
        row.accepted,
        row.at,
        row.received_at,
        row.kind,
        row.amount.0,
        row.actor.name(),
        row.content,
        row.undoes.is_some(),
        row.effective,
    )
}

fn day(row: &SlotDay) -> String {
    format!("{row:?}")
}

fn order(order: &OrderView) -> String {
    format!(
        "{} {:?} {:?} expected {:?} requested {} placed {:?} shipped {:?} ended {:?} {:?} \
         confirmed {} late {} adopted {}",
        order.state.name(),
        order.asin,
        order.quantity,
        order.estimate,
        order.requested_at,
        order.placed_at,
        order.shipped_at,
        order.ended_at,
        order.reason,
        order.confirmed,
        order.late,
        order.adopted,
    )
}

fn slot(slot: &Slot) -> String {
    format!(
        "{:?} accepted {} first {:?} last {:?} {:?} {:?} said {:?} {:?} {:?} status {:?}",
        slot.stock(),
        slot.accepted,
        slot.first_report,
        slot.last_use,
        slot.subscribed,
        slot.products,
        slot.amazon_updated_at,
        slot.cooldown,
        slot.decision,
        slot.status_at,
    )
}
