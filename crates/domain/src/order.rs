//! The order machine: one replenishment of one slot, from decision to arrival.
//!
//! A state only moves forward, but for the customer's word that a parcel has not arrived, and where what was given up
//! here is sent all the same. Amazon's
//! lock per slot makes a second `replenish` safe; the facts behind the times are Amazon's
//! "Order resolution flow" (72 hours) and "Integrating DRS in your server" (five days of shipping).

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use crate::breaker::HELD_AT_MOST;
use crate::quantity::Quantity;
use crate::time::{DAY, HOUR, MINUTE, Time};
use crate::{DeviceId, OrderId, SlotId, SlotKey};

/// How long an order without an answer waits for a word before it is asked for again.
pub const UNKNOWN_OUTCOME_WAIT: i64 = 15 * MINUTE;
/// How long calls that fail are tried.
pub const REQUEST_FAILURES: i64 = 24 * HOUR;
/// How long a slot that Amazon calls busy is asked again, daily.
pub const IN_PROGRESS_LIMIT: i64 = 7 * DAY;
/// When getOrderInfo has the last word on an accepted order that nobody heard of again.
pub const AWAITING_LIMIT: i64 = 96 * HOUR;
/// How long past its estimate a placed order is asked about, daily.
pub const OVERDUE_LIMIT: i64 = 14 * DAY;
/// Shipping time where Amazon gives no date.
pub const SHIPPING: i64 = 5 * DAY;
/// How much later a parcel is expected that has not arrived on its date.
pub const NOT_ARRIVED: i64 = 2 * DAY;
/// What rises by as much is an order that is expected within this time.
const SOON: i64 = 2 * DAY;
/// How long after OrderPlaced a customer may cancel or change it on Amazon.
pub const CANCELLABLE: i64 = 24 * HOUR;
/// After how long an accepted order that is not placed may need something of its customer: Amazon has
/// written to them, and waits 72 hours.
pub const NEEDS_CUSTOMER: i64 = 24 * HOUR;
/// How long ahead an order can be expected.
const EXPECTED_AT_MOST: i64 = 366 * DAY;
/// From here on a cancellation of an order never placed is Amazon's 72-hour failure.
const RESOLUTION_FAILED: i64 = 70 * HOUR;
/// After how long a page asks whether an order really arrived.
pub const ASK_CONFIRMATION: i64 = 7 * DAY;

/// Whether a date is so far ahead that no order can be expected then.
pub fn is_too_late(estimate: Time, now: Time) -> bool {
    estimate.since(now) > EXPECTED_AT_MOST
}

/// Where an order is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// Decided; Amazon has not answered yet.
    Requested,
    /// Amazon accepted it and has not said that it is placed.
    Awaiting,
    /// Placed with a seller.
    Placed,
    /// On the road.
    Shipped,
    /// Its stock is added.
    Arrived,
    /// Ended before it shipped, or taken back.
    Cancelled,
    /// Given up.
    Failed,
}

impl OrderState {
    /// Every state.
    pub const ALL: [Self; 7] = [
        Self::Requested,
        Self::Awaiting,
        Self::Placed,
        Self::Shipped,
        Self::Arrived,
        Self::Cancelled,
        Self::Failed,
    ];

    /// Its name on the wire and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Awaiting => "awaiting",
            Self::Placed => "placed",
            Self::Shipped => "shipped",
            Self::Arrived => "arrived",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
        }
    }

    /// The state of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether it stands in the way of another order of its slot.
    pub fn is_live(self) -> bool {
        matches!(
            self,
            Self::Requested | Self::Awaiting | Self::Placed | Self::Shipped
        )
    }

    /// Whether it is on its way to the customer.
    pub fn is_coming(self) -> bool {
        matches!(self, Self::Placed | Self::Shipped)
    }

    /// Whether it is not sent off yet.
    pub fn is_unshipped(self) -> bool {
        self.is_live() && self != Self::Shipped
    }

    /// The state after an event, or `None` where the event changes nothing.
    pub fn after(self, event: OrderEvent) -> Option<Self> {
        use OrderEvent as E;
        Some(match (self, event) {
            (Self::Requested, E::Accepted) => Self::Awaiting,
            (Self::Requested | Self::Awaiting, E::Placed) => Self::Placed,
            (Self::Requested | Self::Awaiting | Self::Placed, E::Shipped) => Self::Shipped,
            (state, E::Arrived) if state.is_live() => Self::Arrived,
            (Self::Arrived, E::NotArrived) => Self::Shipped,
            (Self::Requested | Self::Awaiting | Self::Placed, E::Failed) => Self::Failed,
            (Self::Cancelled, _) => return None,
            (_, E::Cancelled) => Self::Cancelled,
            _ => return None,
        })
    }
}

/// One order as kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Order {
    /// Our id.
    pub id: OrderId,
    /// The device of its slot.
    pub device_id: DeviceId,
    /// Its slot.
    pub slot_id: SlotId,
    /// Where it is.
    pub state: OrderState,
    /// In the way of another order of its slot.
    pub live: bool,
    /// Amazon's id.
    pub instance: Option<String>,
    /// Amazon's product.
    pub asin: Option<String>,
    /// What was placed.
    pub quantity: Option<Quantity>,
    /// What the slot's pack was when it was asked for.
    pub asked: Option<Quantity>,
    /// When it is expected.
    pub estimate: Option<Time>,
    /// When Amazon last spoke of products and estimate.
    pub amazon_updated_at: Option<Time>,
    /// When it was decided.
    pub requested_at: Time,
    /// When the call went out whose answer is not known.
    pub sent_at: Option<Time>,
    /// Since when it waits for an operator ([`crate::breaker`]).
    pub held_since: Option<Time>,
    /// When it was found that it need not, or need no longer.
    pub passed_at: Option<Time>,
    /// The first ORDER_INPROGRESS.
    pub in_progress_at: Option<Time>,
    /// When Amazon accepted it.
    pub accepted_at: Option<Time>,
    /// When Amazon said that it is placed.
    pub placed_at: Option<Time>,
    /// When its first parcel was sent.
    pub shipped_at: Option<Time>,
    /// When it arrived, was cancelled or failed.
    pub ended_at: Option<Time>,
    /// Why it ended without arriving.
    pub reason: Option<EndReason>,
    /// It really arrived.
    pub confirmed: bool,
    /// Found in one of Amazon's messages.
    pub adopted: bool,
    /// Has not arrived while another is live.
    pub late: bool,
}

impl Order {
    /// An order as decided.
    pub fn requested(id: OrderId, slot: SlotKey, now: Time) -> Self {
        Self {
            id,
            device_id: slot.device,
            slot_id: slot.slot,
            state: OrderState::Requested,
            live: true,
            instance: None,
            asin: None,
            quantity: None,
            asked: None,
            estimate: None,
            amazon_updated_at: None,
            requested_at: now,
            sent_at: None,
            held_since: None,
            passed_at: None,
            in_progress_at: None,
            accepted_at: None,
            placed_at: None,
            shipped_at: None,
            ended_at: None,
            reason: None,
            confirmed: false,
            adopted: false,
            late: false,
        }
    }

    /// The state after an event, or `None` where the event changes nothing. What was given up here comes all the same where
    /// whoever sends it says so.
    pub fn after(&self, event: OrderEvent) -> Option<OrderState> {
        let comes = matches!(
            event,
            OrderEvent::Placed | OrderEvent::Shipped | OrderEvent::Arrived
        );
        let state = match comes && self.is_given_up() {
            true => OrderState::Requested,
            false => self.state,
        };
        state.after(event)
    }

    /// Whether it ended without arriving, and not because whoever sends it has called it off.
    pub fn is_given_up(&self) -> bool {
        match self.state {
            OrderState::Failed => true,
            OrderState::Cancelled => !self.is_called_off(),
            _ => false,
        }
    }

    /// Whether whoever sends it has called it off: nothing of it comes, whatever else is heard of it.
    pub fn is_called_off(&self) -> bool {
        self.state == OrderState::Cancelled && self.reason.is_some_and(EndReason::is_senders)
    }

    /// Its slot with the device.
    pub fn slot_key(&self) -> SlotKey {
        SlotKey {
            device: self.device_id,
            slot: self.slot_id,
        }
    }

    /// By which the orders of a slot are sorted: the live one first, then the newest.
    pub fn newest_first(&self) -> Reverse<(bool, Time, OrderId)> {
        Reverse((self.live, self.requested_at, self.id))
    }

    /// When Amazon accepted it, as far as is known.
    pub fn accepted(&self) -> Time {
        self.accepted_at.unwrap_or(self.requested_at)
    }

    /// How much was placed, where that was said.
    pub fn placed(&self) -> Option<Quantity> {
        self.quantity.filter(|_| self.placed_at.is_some())
    }

    /// When it is expected.
    pub fn expected(&self) -> Time {
        self.estimate
            .unwrap_or_else(|| self.placed_at.unwrap_or(self.requested_at) + SHIPPING)
    }

    /// The moment from which on it is looked at, because its state has lasted too long.
    pub fn watched_at(&self) -> Option<Time> {
        match self.state {
            OrderState::Requested => {
                let held = self.held_since.map(|since| since + HELD_AT_MOST);
                held.or_else(|| Some(self.sent_at? + REQUEST_FAILURES))
            }
            OrderState::Awaiting => Some(self.accepted() + AWAITING_LIMIT),
            OrderState::Placed => Some(self.expected()),
            OrderState::Arrived if self.is_unannounced() => self.ended_at,
            _ => None,
        }
    }

    /// Whether it is taken to be here, and Amazon, which can be asked, has not said that it sent it off.
    pub fn is_unannounced(&self) -> bool {
        let is_here = self.state == OrderState::Arrived;
        is_here && self.instance.is_some() && self.shipped_at.is_none()
    }

    /// Whether it is expected so soon that it may be here already.
    pub fn is_due_soon(&self, now: Time) -> bool {
        self.estimate.is_some_and(|at| at.since(now) <= SOON)
    }

    /// Whether it has arrived and nobody has said that it really did.
    pub fn is_unconfirmed(&self) -> bool {
        self.state == OrderState::Arrived && !self.confirmed
    }

    /// Milliseconds from the decision until it was here. One that has not arrived although its date
    /// is past is here on its next one at the earliest.
    pub fn took(&self) -> Option<i64> {
        let counted = self
            .ended_at
            .filter(|_| self.state == OrderState::Arrived)?;
        let here = match self.estimate.filter(|_| self.late) {
            Some(next) => counted.max(next),
            None => counted,
        };
        (!self.adopted).then(|| here.since(self.requested_at))
    }
}

/// What can happen to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrderEvent {
    /// Amazon answered `replenish` with an order of ours.
    Accepted,
    /// OrderPlaced, or getOrderInfo's word for it.
    Placed,
    /// The first ItemShipped.
    Shipped,
    /// The last parcel counted, on its date or early.
    Arrived,
    /// The customer says that it has not arrived.
    NotArrived,
    /// OrderCancelled, or no longer wanted.
    Cancelled,
    /// Out of time.
    Failed,
}

/// Why an order ended without arriving.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndReason {
    /// The customer cancelled it at Amazon.
    Customer,
    /// Payment or address was not put right in 72 hours.
    Unresolved,
    /// Its slot was paused before the call.
    Paused,
    /// The registration ended.
    Deregistered,
    /// Amazon did not take it, or was never heard of again.
    NoAnswer,
    /// Amazon went on calling the slot busy.
    InProgress,
    /// Amazon does not know the slot, or refused the call.
    Refused,
    /// Nothing came in two weeks after its date.
    Overdue,
    /// A test order that the maker took back.
    Test,
    /// Before Amazon was asked it was found that enough is there.
    NoLongerDue,
    /// The maker withdrew it while it waited, or nobody let it go in a week.
    Withdrawn,
}

impl EndReason {
    /// Every reason.
    pub const ALL: [Self; 11] = [
        Self::Customer,
        Self::Unresolved,
        Self::Paused,
        Self::Deregistered,
        Self::NoAnswer,
        Self::InProgress,
        Self::Refused,
        Self::Overdue,
        Self::Test,
        Self::NoLongerDue,
        Self::Withdrawn,
    ];

    /// Its name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Unresolved => "unresolved",
            Self::Paused => "paused",
            Self::Deregistered => "deregistered",
            Self::NoAnswer => "no_answer",
            Self::InProgress => "in_progress",
            Self::Refused => "refused",
            Self::Overdue => "overdue",
            Self::Test => "test",
            Self::NoLongerDue => "no_longer_due",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The reason of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }

    /// Whether it is the word of whoever sends an order, and not Larder's own end of it.
    pub fn is_senders(self) -> bool {
        matches!(self, Self::Customer | Self::Unresolved | Self::Test)
    }

    /// Whose cancellation a message is: Amazon's own when the order was never placed and was
    /// accepted at least 70 hours before, the customer's otherwise.
    pub fn of_cancellation(placed: bool, accepted: Option<Time>, cancelled: Time) -> Self {
        match accepted {
            Some(accepted) if !placed && cancelled.since(accepted) >= RESOLUTION_FAILED => {
                Self::Unresolved
            }
            _ => Self::Customer,
        }
    }
}

/// What an ItemShipped means for an order of which parcels are known already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shipment {
    /// A parcel of this much.
    Parcel(Quantity),
    /// Everything placed is on the road: only the date is new.
    MovesDate,
}

impl Shipment {
    /// `shipped` is the message's amount, `placed` the order's, `known` the sum of its parcels:
    /// parcels are in sum never above what was placed.
    pub fn of(shipped: Option<Quantity>, placed: Option<Quantity>, known: Quantity) -> Self {
        let left = placed.map_or(Quantity(i64::MAX), |placed| placed - known);
        let amount = shipped.or(placed).unwrap_or_default().min(left);
        if amount.is_positive() {
            Self::Parcel(amount)
        } else {
            Self::MovesDate
        }
    }
}

/// What Amazon's getOrderInfo says an order is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderStatus {
    /// `Pending`, `Authorized`.
    Placed,
    /// `Canceled`.
    Cancelled,
    /// `Closed`.
    Closed,
    /// `Processing` and everything else: changes nothing.
    Other,
}

impl OrderStatus {
    /// Reads the `status` of an order item (Amazon's "Get order info").
    pub fn parse(status: &str) -> Self {
        match status {
            "Pending" | "Authorized" => Self::Placed,
            "Canceled" | "Cancelled" => Self::Cancelled,
            "Closed" => Self::Closed,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_only_moves_forward() {
        use OrderEvent as E;
        let rank = |state: OrderState| OrderState::ALL.iter().position(|s| *s == state);
        for state in OrderState::ALL {
            for event in [
                E::Accepted,
                E::Placed,
                E::Shipped,
                E::Arrived,
                E::Cancelled,
                E::Failed,
            ] {
                if let Some(next) = state.after(event) {
                    let is_called_off = next == OrderState::Cancelled;
                    let forward = rank(next) > rank(state) || is_called_off;
                    assert!(forward, "{state:?} {event:?}");
                }
            }
            for event in [E::Accepted, E::Placed, E::Shipped, E::Arrived, E::Failed] {
                if !state.is_live() {
                    assert_eq!(state.after(event), None);
                }
            }
        }
        assert_eq!(
            OrderState::Arrived.after(E::NotArrived),
            Some(OrderState::Shipped)
        );
        assert_eq!(OrderState::Shipped.after(E::Placed), None);
        assert_eq!(
            OrderState::Arrived.after(E::Cancelled),
            Some(OrderState::Cancelled)
        );
        assert_eq!(OrderState::Shipped.after(E::Failed), None);
    }

    #[test]
    fn an_event_moves_an_order_from_the_states_before_it() {
        use OrderEvent as E;
        use OrderState as S;
        let unshipped = [S::Requested, S::Awaiting, S::Placed];
        let live = [S::Requested, S::Awaiting, S::Placed, S::Shipped];
        for (event, from, to) in [
            (E::Accepted, &[S::Requested][..], S::Awaiting),
            (E::Placed, &[S::Requested, S::Awaiting], S::Placed),
            (E::Shipped, &unshipped, S::Shipped),
            (E::Arrived, &live, S::Arrived),
            (E::NotArrived, &[S::Arrived], S::Shipped),
            (E::Failed, &unshipped, S::Failed),
            (
                E::Cancelled,
                &[&live[..], &[S::Arrived, S::Failed]].concat(),
                S::Cancelled,
            ),
        ] {
            for state in S::ALL {
                let moves = from.contains(&state).then_some(to);
                assert_eq!(state.after(event), moves, "{state:?} {event:?}");
            }
        }
        for state in S::ALL {
            assert_eq!(state.is_live(), live.contains(&state));
            assert_eq!(state.is_unshipped(), unshipped.contains(&state));
        }
    }

    #[test]
    fn what_was_given_up_comes_where_its_sender_says_so_and_what_was_called_off_never() {
        use OrderEvent as E;
        use OrderState as S;
        let after = |state, reason, event| {
            let mut order = order();
            (order.state, order.reason) = (state, reason);
            order.after(event)
        };
        let comes = [
            (E::Placed, S::Placed),
            (E::Shipped, S::Shipped),
            (E::Arrived, S::Arrived),
        ];
        for reason in EndReason::ALL {
            let said = [EndReason::Customer, EndReason::Unresolved, EndReason::Test];
            assert_eq!(reason.is_senders(), said.contains(&reason), "{reason:?}");
            for (event, state) in comes {
                let cancelled = after(S::Cancelled, Some(reason), event);
                assert_eq!(cancelled, (!reason.is_senders()).then_some(state));
                assert_eq!(after(S::Failed, Some(reason), event), Some(state));
                assert_eq!(after(S::Arrived, None, event), None);
            }
            assert_eq!(after(S::Failed, Some(reason), E::Accepted), None);
            assert_eq!(after(S::Cancelled, Some(reason), E::Cancelled), None);
        }
    }

    #[test]
    fn a_name_reads_back_and_is_as_it_is_written() {
        for state in OrderState::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), state.name());
            assert_eq!(OrderState::parse(state.name()), Some(state));
        }
        for reason in EndReason::ALL {
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.name());
            assert_eq!(EndReason::parse(reason.name()), Some(reason));
        }
        assert_eq!(OrderState::parse("lost"), None);
        assert_eq!(EndReason::parse("lost"), None);
    }

    #[test]
    fn amazons_words_for_an_order_are_read() {
        for (word, status) in [
            ("Pending", OrderStatus::Placed),
            ("Authorized", OrderStatus::Placed),
            ("Canceled", OrderStatus::Cancelled),
            ("Cancelled", OrderStatus::Cancelled),
            ("Closed", OrderStatus::Closed),
            ("Processing", OrderStatus::Other),
        ] {
            assert_eq!(OrderStatus::parse(word), status, "{word}");
        }
    }

    fn slot() -> SlotKey {
        SlotKey {
            device: DeviceId(uuid::Uuid::from_u128(3)),
            slot: SlotId(uuid::Uuid::from_u128(2)),
        }
    }

    fn order() -> Order {
        let id = OrderId(uuid::Uuid::from_u128(1));
        Order::requested(id, slot(), Time::from_millis(0))
    }

    #[test]
    fn an_order_is_looked_at_once_its_state_has_lasted_too_long() {
        let at = |hours: i64| Time::from_millis(hours * HOUR);
        let mut order = order();
        assert_eq!((order.live, order.watched_at()), (true, None));
        order.state = OrderState::Awaiting;
        assert_eq!(order.watched_at(), Some(at(96)), "from its decision on");
        order.accepted_at = Some(at(1));
        assert_eq!(order.watched_at(), Some(at(97)));
        order.state = OrderState::Placed;
        assert_eq!(order.watched_at(), Some(at(5 * 24)));
        order.placed_at = Some(at(2));
        assert_eq!(order.watched_at(), Some(at(5 * 24 + 2)));
        order.estimate = Some(at(30));
        assert_eq!(order.watched_at(), Some(at(30)), "Amazon's date");
        order.state = OrderState::Shipped;
        assert_eq!(order.watched_at(), None);
        order.state = OrderState::Arrived;
        order.ended_at = Some(at(20));
        assert_eq!(order.watched_at(), None, "nobody can be asked");
        order.instance = Some("i".to_owned());
        assert_eq!(order.watched_at(), Some(at(20)), "here, and not sent off");
        order.shipped_at = Some(at(19));
        assert_eq!(order.watched_at(), None);
    }

    #[test]
    fn only_what_has_arrived_took_its_time_and_can_be_confirmed() {
        let at = Time::from_millis;
        let mut order = order();
        order.ended_at = Some(at(7));
        order.estimate = Some(at(9));
        assert_eq!((order.took(), order.is_unconfirmed()), (None, false));
        order.state = OrderState::Arrived;
        assert_eq!((order.took(), order.is_unconfirmed()), (Some(7), true));
        order.late = true;
        assert_eq!(order.took(), Some(9), "on its next date at the earliest");
        order.ended_at = Some(at(11));
        assert_eq!(order.took(), Some(11));
        (order.adopted, order.confirmed) = (true, true);
        assert_eq!((order.took(), order.is_unconfirmed()), (None, false));
    }

    #[test]
    fn the_live_order_is_before_the_newest() {
        let with = |live, requested: i64, id| {
            let id = OrderId(uuid::Uuid::from_u128(id));
            let requested_at = Time::from_millis(requested);
            Order {
                live,
                ..Order::requested(id, slot(), requested_at)
            }
        };
        let sorted = [
            with(true, 1, 1),
            with(false, 3, 2),
            with(false, 2, 4),
            with(false, 2, 3),
        ];
        assert!(sorted.is_sorted_by_key(Order::newest_first));
        assert!(sorted[0].newest_first() < sorted[1].newest_first());
    }

    #[test]
    fn an_order_is_expected_within_a_year() {
        let at = |days: i64| Time::from_millis(days * DAY);
        assert!(!is_too_late(at(376), at(10)) && is_too_late(at(376) + 1, at(10)));
        assert!(!is_too_late(at(1), at(10)));
    }

    #[test]
    fn an_order_is_waited_for_as_long_as_is_said() {
        assert_eq!(UNKNOWN_OUTCOME_WAIT, 15 * MINUTE);
        let hours = [REQUEST_FAILURES, CANCELLABLE, NEEDS_CUSTOMER];
        assert_eq!(hours.map(|it| it / HOUR), [24; 3]);
        let days = [
            IN_PROGRESS_LIMIT,
            OVERDUE_LIMIT,
            NOT_ARRIVED,
            ASK_CONFIRMATION,
        ];
        assert_eq!(days.map(|it| it / DAY), [7, 14, 2, 7]);
    }

    #[test]
    fn a_late_cancellation_of_an_order_never_placed_is_amazons() {
        let at = |hours: i64| Time::from_millis(hours * HOUR);
        let of = |placed, hours| EndReason::of_cancellation(placed, Some(at(0)), at(hours));
        assert_eq!(of(false, 72), EndReason::Unresolved);
        assert_eq!(of(false, 70), EndReason::Unresolved);
        assert_eq!(of(false, 69), EndReason::Customer);
        assert_eq!(of(true, 72), EndReason::Customer);
        let unknown = EndReason::of_cancellation(false, None, at(72));
        assert_eq!(unknown, EndReason::Customer);
    }

    #[test]
    fn parcels_are_in_sum_never_above_what_was_placed() {
        let q = Quantity;
        assert_eq!(
            Shipment::of(Some(q(12)), Some(q(36)), q(0)),
            Shipment::Parcel(q(12))
        );
        assert_eq!(
            Shipment::of(Some(q(36)), Some(q(36)), q(12)),
            Shipment::Parcel(q(24))
        );
        assert_eq!(
            Shipment::of(Some(q(36)), Some(q(36)), q(36)),
            Shipment::MovesDate
        );
        assert_eq!(
            Shipment::of(None, Some(q(36)), q(0)),
            Shipment::Parcel(q(36))
        );
        assert_eq!(Shipment::of(Some(q(5)), None, q(0)), Shipment::Parcel(q(5)));
    }
}
