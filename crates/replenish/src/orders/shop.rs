//! What the maker's own shop says of orders that it was asked for. A word counts once by its id, words may come in any
//! order, and the state machine is that of all orders.

use domain::api_key::Scope;
use domain::engine::Contents;
use domain::journal::Entry;
use domain::order::{EndReason, OrderEvent, OrderState, is_too_late};
use domain::quantity::Decimal;
use domain::shop::ShopEvent;
use domain::slot::SlotSpec;
use domain::text::is_line;
use domain::{OrderId, Quantity, Replenisher, Role, SlotId, Time, Unit};

use super::Orders;
use crate::device_unit::DeviceUnit;
use crate::runtime::vault::digest;
use crate::{Caller, Code, Error};

/// Words of one order that are heard, at most, and once more as many that end it.
const WORDS: i64 = 100;

/// A word of the shop's.
#[derive(Clone, Debug)]
pub struct ShopWord {
    /// The shop's own, for this order: said twice, it counts once.
    pub id: String,
    /// What it says.
    pub kind: ShopEvent,
    /// When that was; later than now it is now.
    pub at: Time,
    /// What is sent, decimal text; what was asked for where it says nothing.
    pub quantity: Option<String>,
    /// In which unit; the slot's where none is named.
    pub unit: Option<String>,
    /// When it is expected.
    pub estimate: Option<Time>,
}

impl ShopWord {
    /// By what the same word is known again.
    fn hash(&self) -> Vec<u8> {
        digest(&format!(
            "{}|{}|{:?}|{:?}|{:?}",
            self.kind.name(),
            self.at.millis(),
            self.quantity,
            self.unit,
            self.estimate.map(Time::millis)
        ))
    }

    fn contents(&self, spec: &SlotSpec, requested: Time, now: Time) -> Result<Contents, Error> {
        let is_wrong = |it| it < requested || is_too_late(it, now);
        if self.estimate.is_some_and(is_wrong) {
            let detail = "`estimated_delivery` must not be before the order was asked for, nor later than in a year.";
            return Err(Error::invalid(
                "estimated_delivery",
                Code::Maker("bad_time"),
                detail,
            ));
        }
        let quantity = match &self.quantity {
            None => None,
            Some(text) => Some(amount(text, self.unit.as_deref(), spec)?),
        };
        Ok(Contents {
            asin: None,
            quantity,
            estimate: self.estimate,
        })
    }
}

fn amount(text: &str, unit: Option<&str>, spec: &SlotSpec) -> Result<Quantity, Error> {
    let named = unit.map_or(spec.unit.name(), str::trim);
    let bad_unit = || {
        let detail = format!("The unit must be one of the same kind as {}.", spec.unit);
        Error::invalid("unit", Code::BadUnit, detail)
    };
    let unit = Unit::parse(named, Some(spec.unit.dimension())).ok_or_else(bad_unit)?;
    let decimal = Decimal::parse(text).and_then(|decimal| decimal.written_in(unit));
    let said = decimal
        .map_err(|fault| Error::invalid("quantity", Code::Amount(fault), fault.to_string()))?;
    if !said.is_positive() {
        let detail = "`quantity` must be more than 0, or left out.";
        return Err(Error::invalid(
            "quantity",
            Code::Maker("bad_amount"),
            detail,
        ));
    }
    spec.amount(text, named).ok_or_else(bad_unit)
}

impl Orders<'_> {
    /// The shop says something of an order: says in which state that is now, and whether the word was new. `NotFound` where
    /// there is no such order of the shop's, `Conflict` where its id was used for another word.
    pub async fn hear_shop(
        self,
        caller: Caller,
        id: OrderId,
        word: ShopWord,
    ) -> Result<(OrderState, bool), Error> {
        caller.must_have(Scope::Orders)?;
        if !is_line(&word.id, 64) {
            let detail = "`id` must be one line of 1 to 64 characters.";
            return Err(Error::invalid("id", Code::BadKey, detail));
        }
        let held = DeviceUnit::lock_order(self.0, id).await?;
        let (mut unit, s) = held.ok_or(Error::NotFound)?;
        if unit.device.replenisher != Replenisher::Shop {
            return Err(Error::NotFound);
        }
        let hash = word.hash();
        if let Some(known) = unit.tx.shop_event(id, &word.id).await? {
            if known != hash {
                let detail = "This `id` was used for another word on the order; take a new one.";
                return Err(Error::conflict(Code::KeyReused, detail));
            }
            return Ok((state(&unit, id)?, false));
        }
        let most = match word.kind.is_end() {
            true => 2 * WORDS,
            false => WORDS,
        };
        if unit.tx.shop_events(id, most).await? >= most {
            let detail = "So much was said of this order that nothing more is heard.";
            return Err(Error::conflict(Code::Maker("conflict"), detail));
        }
        let order = &unit.order(id).ok_or(Error::NotFound)?.order;
        let requested = order.requested_at;
        let contents = word.contents(&unit.slots[s].spec, requested, unit.now)?;
        // Before it was asked for nothing was said of it.
        let at = word.at.min(unit.now).max(requested);
        let counted = unit.counted(id).await?;
        unit.shop_says(s, id, word.kind, (&contents, at), &counted);
        if let Some(known) = unit.order_mut(s, id)
            && known.order.state != OrderState::Requested
        {
            known.order.sent_at = None;
        }
        let (device, now) = (unit.device.id, unit.now);
        let inserted = unit
            .tx
            .shop_event_insert((device, id), &word.id, &hash, now);
        inserted.await?;
        unit.audit(&caller, "order.shop").await?;
        unit.settle().await?;
        let state = state(&unit, id)?;
        unit.commit().await?;
        Ok((state, true))
    }
}

impl Orders<'_> {
    /// An owner turns a supply's reordering at the maker's shop off or on. What the shop was asked for and has not answered
    /// is withdrawn. `NotFound` where it is not the shop's.
    pub async fn pause(self, caller: Caller, slot: SlotId, is_paused: bool) -> Result<(), Error> {
        let (mut unit, s) = self.0.lock_slot(&caller, slot).await?;
        let (tx, account) = (&mut unit.tx, caller.customer()?.account);
        let account = self.0.account(tx, account).await?;
        unit.allow(&account, Role::Owner)?;
        if unit.device.replenisher != Replenisher::Shop {
            return Err(Error::NotFound);
        }
        unit.read_orders(s).await?;
        unit.set_subscribed(s, !is_paused);
        let orders = unit.slots[s].orders().iter().map(|it| &it.order);
        let unanswered = orders.filter(|it| is_paused && it.state == OrderState::Requested);
        let unanswered: Vec<_> = unanswered.map(|order| order.id).collect();
        for order in unanswered {
            unit.end_order(s, order, OrderEvent::Cancelled, EndReason::Paused);
        }
        let action = if is_paused {
            "supply.pause"
        } else {
            "supply.resume"
        };
        unit.audit(&caller, action).await?;
        unit.commit().await
    }
}

fn state(unit: &DeviceUnit, id: OrderId) -> Result<OrderState, Error> {
    let known = unit.order(id).ok_or(Error::NotFound)?;
    Ok(known.order.state)
}

impl DeviceUnit {
    /// The entries that count parcels of an order, and that nobody took back.
    async fn counted(&mut self, id: OrderId) -> Result<Vec<Entry>, Error> {
        let known = self.order(id);
        let parcels = known.into_iter().flat_map(|it| &it.parcels);
        let mut ids: Vec<_> = parcels.filter_map(|it| it.counted).collect();
        // One entry may have counted them all.
        ids.dedup();
        let mut counted = Vec::new();
        for id in ids {
            let is_undone = self.tx.entry_undoing(id).await?.is_some();
            counted.extend(self.tx.entry(id).await?.filter(|_| !is_undone));
        }
        Ok(counted)
    }
}
