//! What the maker's own shop says of orders that it was asked for. A word counts once by its id, words may come in any
//! order, and the state machine is that of all orders.

use domain::api_key::Scope;
use domain::engine::Contents;
use domain::order::{EndReason, OrderEvent, OrderState};
use domain::quantity::Decimal;
use domain::shop::ShopEvent;
use domain::slot::SlotSpec;
use domain::text::is_line;
use domain::{OrderId, Quantity, Replenisher, Role, SlotId, Time, Unit};

use super::Orders;
use crate::device_unit::DeviceUnit;
use crate::runtime::vault::digest;
use crate::{Caller, Code, Error};

/// Words of one order that are kept, at most.
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

    fn contents(&self, spec: &SlotSpec) -> Result<Contents, Error> {
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
        if unit.tx.shop_events(id, WORDS).await? >= WORDS {
            let detail = "So much was said of this order that nothing more is heard.";
            return Err(Error::conflict(Code::Maker("conflict"), detail));
        }
        let contents = word.contents(&unit.slots[s].spec)?;
        let at = word.at.min(unit.now);
        unit.hear_shop(s, id, word.kind, &contents, at).await?;
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
    async fn hear_shop(
        &mut self,
        s: usize,
        id: OrderId,
        kind: ShopEvent,
        contents: &Contents,
        at: Time,
    ) -> Result<(), Error> {
        match kind {
            ShopEvent::Accepted => {
                self.move_order(s, id, OrderEvent::Accepted, None);
            }
            ShopEvent::Placed => self.order_placed(s, id, contents, at),
            ShopEvent::Shipped => self.order_shipped(s, id, contents, at),
            ShopEvent::Arrived => {
                if state(self, id)?.is_unshipped() {
                    self.order_placed(s, id, contents, at);
                }
                if state(self, id)?.is_coming() {
                    let (now, actor) = (self.now, domain::journal::Actor::Maker);
                    self.arrive_early(s, id, now, actor);
                } else {
                    self.confirm(s, id);
                }
            }
            ShopEvent::Cancelled => {
                let known = self.order(id).ok_or(Error::NotFound)?;
                let (is_placed, accepted) =
                    (known.order.placed_at.is_some(), known.order.accepted_at);
                let reason = EndReason::of_cancellation(is_placed, accepted, at);
                self.cancel_order(s, id, reason).await?;
            }
            ShopEvent::Failed => {
                self.end_order(s, id, OrderEvent::Failed, EndReason::Refused);
            }
        }
        if let Some(known) = self.order_mut(s, id)
            && known.order.state != OrderState::Requested
        {
            known.order.sent_at = None;
        }
        self.slots[s].touch();
        Ok(())
    }
}
