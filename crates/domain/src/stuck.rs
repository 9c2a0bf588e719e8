//! Stuck orders: those that are longer in a state than that state usually lasts, why, and what somebody can do.
//!
//! Nothing here moves an order: each of its states ends by itself in the end ([`crate::order`]). This is for whoever is
//! asked "where is my order?" before that.

use crate::order::{NEEDS_CUSTOMER, Order, OrderState, UNKNOWN_OUTCOME_WAIT};
use crate::replenisher::Replenisher;
use crate::time::{DAY, HOUR, Time};

/// An order is not sent for as long only where something keeps it.
const SENT: i64 = HOUR;
/// How long an order may be past its date: a day ends elsewhere, and a message is late.
const PAST: i64 = DAY;
/// The shortest time after which an order can be stuck.
pub const SOONEST: i64 = HOUR;

/// Why an order is stuck.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stuck {
    /// Its model orders far more than usual; it waits for the maker.
    Held,
    /// It was never asked for: calls fail, or the registration's token does.
    NotSent,
    /// It was asked for and nobody has answered.
    NoAnswer,
    /// Amazon says that another order of the slot is in progress.
    Busy,
    /// Amazon accepted it and does not place it: payment or address of the customer.
    NeedsCustomer,
    /// The maker's shop took it and says nothing more.
    ShopSilent,
    /// Placed, its date is past, and nobody said that it was sent.
    NotShipped,
    /// Shipped, and its date is past without its stock being added.
    NotCounted,
}

impl Stuck {
    /// Every reason.
    pub const ALL: [Self; 8] = [
        Self::Held,
        Self::NotSent,
        Self::NoAnswer,
        Self::Busy,
        Self::NeedsCustomer,
        Self::ShopSilent,
        Self::NotShipped,
        Self::NotCounted,
    ];

    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::NotSent => "not_sent",
            Self::NoAnswer => "no_answer",
            Self::Busy => "busy",
            Self::NeedsCustomer => "needs_customer",
            Self::ShopSilent => "shop_silent",
            Self::NotShipped => "not_shipped",
            Self::NotCounted => "not_counted",
        }
    }

    /// What of an order is stuck, and since when; none where it goes on as usual.
    pub fn of(order: &Order, replenisher: Replenisher, now: Time) -> Option<(Self, Time)> {
        let by_shop = replenisher == Replenisher::Shop;
        let (why, since, usual) = match order.state {
            OrderState::Requested => {
                match (order.held_since, order.in_progress_at, order.sent_at) {
                    (Some(since), _, _) => (Self::Held, since, SENT),
                    (None, Some(since), _) => (Self::Busy, since, DAY),
                    (None, None, Some(since)) => {
                        (Self::NoAnswer, since, SENT.max(UNKNOWN_OUTCOME_WAIT))
                    }
                    (None, None, None) => (Self::NotSent, order.requested_at, SENT),
                }
            }
            OrderState::Awaiting if by_shop => (Self::ShopSilent, order.accepted(), NEEDS_CUSTOMER),
            OrderState::Awaiting => (Self::NeedsCustomer, order.accepted(), NEEDS_CUSTOMER),
            OrderState::Placed => (Self::NotShipped, order.expected(), PAST),
            OrderState::Shipped => (Self::NotCounted, order.expected(), PAST),
            OrderState::Arrived | OrderState::Cancelled | OrderState::Failed => return None,
        };
        (now.since(since) >= usual).then_some((why, since))
    }

    /// What is so, in a sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Held => "It waits for you: this model orders far more than usual.",
            Self::NotSent => "It was decided, and could not be asked for yet.",
            Self::NoAnswer => "It was asked for, and no answer came.",
            Self::Busy => "Amazon says that another order of this supply is in progress.",
            Self::NeedsCustomer => "Amazon took it and has not placed it.",
            Self::ShopSilent => "The shop took it and has said nothing since.",
            Self::NotShipped => "Its date is past, and nobody said that it was sent.",
            Self::NotCounted => "It was sent, its date is past, and its stock was not added.",
        }
    }

    /// What to do, in a sentence.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::Held => "Let the model's orders go, or withdraw them.",
            Self::NotSent => {
                "Look at what is to be done on the machine's page for why; connecting the machine again helps where its token is refused."
            }
            Self::NoAnswer => {
                "Nothing yet: it is asked for again by itself, and given up after a day."
            }
            Self::Busy => {
                "Ask the customer whether an order of theirs is under way at Amazon; it is asked again daily for a week."
            }
            Self::NeedsCustomer => {
                "Ask the customer to look at payment and address in their Amazon account: Amazon has written to them, and gives up after three days."
            }
            Self::ShopSilent => "Ask the shop; it tells Larder by POST /orders/{id}/events.",
            Self::NotShipped => {
                "Ask the customer to look at Your Orders at Amazon; Larder asks Amazon daily for two weeks."
            }
            Self::NotCounted => {
                "Ask the customer whether it came: they say so on the supply's page, or you do here."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::MINUTE;
    use crate::{DeviceId, OrderId, SlotId, SlotKey};

    fn order(change: impl FnOnce(&mut Order)) -> Order {
        let slot = SlotKey {
            device: DeviceId(uuid::Uuid::nil()),
            slot: SlotId(uuid::Uuid::nil()),
        };
        let mut order = Order::requested(OrderId(uuid::Uuid::nil()), slot, Time::from_millis(0));
        change(&mut order);
        order
    }

    /// Each state: the moment before it is stuck, and the moment at which it is.
    #[test]
    fn each_state_is_stuck_when_it_lasts_longer_than_usual() {
        let at = Time::from_millis;
        let drs = Replenisher::Drs;
        for (order, replenisher, why, from) in [
            (order(|_| ()), drs, Stuck::NotSent, HOUR),
            (
                order(|it| it.held_since = Some(at(MINUTE))),
                drs,
                Stuck::Held,
                MINUTE + HOUR,
            ),
            (
                order(|it| it.sent_at = Some(at(MINUTE))),
                drs,
                Stuck::NoAnswer,
                MINUTE + HOUR,
            ),
            (
                order(|it| {
                    it.sent_at = Some(at(MINUTE));
                    it.in_progress_at = Some(at(HOUR));
                }),
                drs,
                Stuck::Busy,
                HOUR + DAY,
            ),
            (
                order(|it| {
                    it.state = OrderState::Awaiting;
                    it.accepted_at = Some(at(HOUR));
                }),
                drs,
                Stuck::NeedsCustomer,
                HOUR + NEEDS_CUSTOMER,
            ),
            (
                order(|it| it.state = OrderState::Awaiting),
                Replenisher::Shop,
                Stuck::ShopSilent,
                NEEDS_CUSTOMER,
            ),
            (
                order(|it| {
                    it.state = OrderState::Placed;
                    it.estimate = Some(at(3 * DAY));
                }),
                drs,
                Stuck::NotShipped,
                4 * DAY,
            ),
            (
                order(|it| {
                    it.state = OrderState::Shipped;
                    it.estimate = Some(at(3 * DAY));
                }),
                drs,
                Stuck::NotCounted,
                4 * DAY,
            ),
        ] {
            assert_eq!(
                Stuck::of(&order, replenisher, at(from - 1)),
                None,
                "{why:?}"
            );
            let found = Stuck::of(&order, replenisher, at(from));
            assert_eq!(found.map(|(why, _)| why), Some(why));
            assert!(from >= SOONEST);
        }
    }

    #[test]
    fn what_has_ended_is_not_stuck_and_each_reason_says_what_to_do() {
        for state in [
            OrderState::Arrived,
            OrderState::Cancelled,
            OrderState::Failed,
        ] {
            let ended = order(|it| it.state = state);
            assert_eq!(
                Stuck::of(&ended, Replenisher::Drs, Time::from_millis(i64::MAX)),
                None
            );
        }
        let mut names: Vec<_> = Stuck::ALL.map(Stuck::name).to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Stuck::ALL.len());
        for why in Stuck::ALL {
            assert!(why.sentence().ends_with('.') && why.remedy().ends_with('.'));
        }
    }
}
