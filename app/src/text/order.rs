//! An order as its customer reads it: its state, the steps of its way, and why it ended.

use domain::order::{EndReason, OrderState};
use domain::view::OrderView;
use domain::{Estimate, Replenisher, Time};

use super::amount::about;
use super::next::shop_failed;
use crate::i18n::order as text;
use crate::i18n::{expected, moment, shop};

/// Where a step of a timeline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It has happened.
    Done,
    /// It is happening.
    Now,
    /// It has yet to happen.
    Later,
    /// It ended the order.
    Broken,
}

impl Stage {
    /// Its class in the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Later => "later",
            Self::Broken => "broken",
        }
    }
}

/// One step of an order's way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What happens.
    pub name: String,
    /// Where it is.
    pub stage: Stage,
    /// When it happened or is expected.
    pub at: Option<Estimate>,
    /// What more there is to say.
    pub note: Option<String>,
}

/// The state in words.
pub fn state(state: OrderState) -> String {
    match state {
        OrderState::Requested => text::asking(),
        OrderState::Awaiting => text::accepted(),
        OrderState::Placed => text::placed(),
        OrderState::Shipped => text::on_the_way(),
        OrderState::Arrived => text::arrived(),
        OrderState::Cancelled => text::cancelled(),
        OrderState::Failed => text::failed(),
    }
}

/// What was ordered: `Coffee pods · 36`, or the name alone while the amount is not known.
pub fn title(order: &OrderView) -> String {
    match order.quantity {
        Some(quantity) => format!("{} · {}", order.supply_name, about(quantity, order.unit)),
        None => order.supply_name.clone(),
    }
}

/// Since when it is where it is, or when it is expected: `expected Nov 27, 2026, 10:00 AM UTC`.
pub fn when(order: &OrderView) -> (Estimate, String) {
    let happened = Estimate::Moment;
    let (at, said): (Estimate, fn(&str) -> String) = match (order.ended_at, order.estimate) {
        (Some(at), _) if order.state == OrderState::Arrived => (happened(at), text::added_at),
        (Some(at), _) => (happened(at), text::ended_at),
        (None, Some(at)) => (at.into(), text::expected_at),
        (None, None) => (happened(order.requested_at), text::decided_at),
    };
    (at, said(&expected(at)))
}

/// The steps of its way, in order, as they are at `now`.
pub fn steps(order: &OrderView, now: Time) -> Vec<Step> {
    let ended = matches!(order.state, OrderState::Cancelled | OrderState::Failed);
    let first = if order.adopted {
        text::seen_at_amazon()
    } else {
        text::level_reached()
    };
    let mut steps = vec![Step {
        name: first,
        stage: Stage::Done,
        at: Some(Estimate::Moment(order.requested_at)),
        note: None,
    }];
    let mut way = |name, happened: Option<Time>, from: OrderState, note: Option<String>| {
        let passed = happened.is_some() || (!ended && rank(order.state) >= rank(from));
        let stage = match passed {
            true => Stage::Done,
            false if ended => return,
            false if rank(order.state) + 1 >= rank(from) => Stage::Now,
            false => Stage::Later,
        };
        let note = note.filter(|_| stage == Stage::Now);
        steps.push(Step {
            name,
            stage,
            at: happened.map(Estimate::Moment),
            note,
        });
    };
    way(
        text::placed(),
        order.placed_at,
        OrderState::Placed,
        waiting(order, now),
    );
    let at_amazon = order.replenisher == Replenisher::Drs;
    let cancellable = order
        .cancellable_until(now)
        .filter(|_| at_amazon)
        .map(|until| text::cancellable_until(&moment(until)));
    way(
        text::shipped(),
        order.shipped_at,
        OrderState::Shipped,
        cancellable,
    );
    steps.extend(last(order, now));
    steps
}

/// Why it ended without arriving, and what to do.
pub fn reason(order: &OrderView) -> Option<String> {
    if !matches!(order.state, OrderState::Cancelled | OrderState::Failed) {
        return None;
    }
    Some(match order.reason? {
        EndReason::Customer => text::ended_by_customer(),
        EndReason::NoAnswer | EndReason::Refused | EndReason::Overdue | EndReason::Unresolved
            if order.replenisher == Replenisher::Shop =>
        {
            shop_failed(order.reason)
        }
        EndReason::Unresolved => text::ended_unresolved(),
        EndReason::Paused => text::ended_paused(),
        EndReason::Deregistered => text::ended_disconnected(),
        EndReason::NoAnswer => text::ended_no_answer(),
        EndReason::InProgress => text::ended_in_progress(),
        EndReason::Refused => text::ended_refused(),
        EndReason::Test => text::ended_test(),
        EndReason::NoLongerDue => text::ended_no_longer_due(),
        EndReason::Withdrawn => text::ended_withdrawn(),
        EndReason::Overdue => text::ended_overdue(),
    })
}

fn rank(state: OrderState) -> usize {
    match state {
        OrderState::Requested | OrderState::Awaiting => 0,
        OrderState::Placed => 1,
        OrderState::Shipped => 2,
        OrderState::Arrived => 3,
        OrderState::Cancelled | OrderState::Failed => 0,
    }
}

fn waiting(order: &OrderView, now: Time) -> Option<String> {
    match order.state {
        OrderState::Requested if order.held => Some(text::waits_for_maker()),
        OrderState::Requested => Some(text::asking_for_it()),
        OrderState::Awaiting if order.may_need_customer(now) => Some(text::may_need_you()),
        OrderState::Awaiting if order.replenisher == Replenisher::Drs => {
            Some(text::placing_takes())
        }
        _ => None,
    }
}

fn last(order: &OrderView, now: Time) -> Vec<Step> {
    let step = |name, stage, at, note| Step {
        name,
        stage,
        at,
        note,
    };
    match order.state {
        OrderState::Cancelled | OrderState::Failed => vec![step(
            state(order.state),
            Stage::Broken,
            order.ended_at.map(Estimate::Moment),
            reason(order),
        )],
        OrderState::Arrived => {
            let note = match (order.confirmed, order.late) {
                (_, true) => text::said_not_arrived(),
                (true, _) => text::really_arrived(),
                _ => text::unconfirmed(),
            };
            let at = order.ended_at.map(Estimate::Moment);
            vec![step(text::added(), Stage::Done, at, Some(note))]
        }
        OrderState::Shipped => {
            // A part of it came, and Amazon can be asked about the rest.
            let is_late = order.instance.is_some() && order.estimate.is_some_and(|at| at < now);
            let (late, added) = match is_late {
                true => (Some(text::late()), None),
                false => (None, Some(text::added_on_expected_day())),
            };
            let at = order.estimate.map(Estimate::from);
            vec![
                step(text::expected(), Stage::Now, at, late),
                step(text::added(), Stage::Later, None, added),
            ]
        }
        _ => {
            let is_shops = order.replenisher == Replenisher::Shop;
            let note = match order.estimate {
                None if is_shops => None,
                None => Some(text::no_day_yet()),
                Some(estimate) if estimate < now && is_shops => Some(shop::late()),
                Some(estimate) if estimate < now => Some(text::late()),
                Some(_) => None,
            };
            let at = order.estimate.map(Estimate::from);
            vec![step(text::expected(), Stage::Later, at, note)]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{self, speaking};
    use crate::preferences::locale::Locale;

    fn goes(order: &OrderView, way: &[(&str, Stage)]) {
        let steps = steps(order, fixtures::now());
        let steps: Vec<_> = steps
            .iter()
            .map(|step| (step.name.as_str(), step.stage))
            .collect();
        assert_eq!(steps, way);
    }

    #[test]
    fn a_placed_order_says_until_when_it_can_be_cancelled() {
        let mut order = fixtures::order(OrderState::Placed);
        let note = |order: &OrderView| {
            let steps = steps(order, fixtures::now());
            steps.into_iter().find_map(|step| step.note)
        };
        order.placed_at = Some(fixtures::now() - domain::time::HOUR);
        assert_eq!(
            note(&order).unwrap(),
            "You can cancel or change it in your orders on Amazon until Nov 23, 2026, \
             9:00\u{202f}AM UTC."
        );
        order.placed_at = Some(fixtures::now() - domain::time::DAY);
        assert_eq!(note(&order), None);
    }

    #[test]
    fn a_way_goes_step_by_step() {
        use Stage::{Done, Later, Now};
        goes(
            &fixtures::order(OrderState::Awaiting),
            &[
                ("Reorder level reached", Done),
                ("Order placed", Now),
                ("Shipped", Later),
                ("Expected", Later),
            ],
        );
        goes(
            &fixtures::order(OrderState::Placed),
            &[
                ("Reorder level reached", Done),
                ("Order placed", Done),
                ("Shipped", Now),
                ("Expected", Later),
            ],
        );
        goes(
            &fixtures::order(OrderState::Shipped),
            &[
                ("Reorder level reached", Done),
                ("Order placed", Done),
                ("Shipped", Done),
                ("Expected", Now),
                ("Added to your supply", Later),
            ],
        );
        goes(
            &fixtures::order(OrderState::Arrived),
            &[
                ("Reorder level reached", Done),
                ("Order placed", Done),
                ("Shipped", Done),
                ("Added to your supply", Done),
            ],
        );
    }

    #[test]
    fn an_order_of_which_a_part_is_here_is_late() {
        let notes = |order: &OrderView| {
            let steps = steps(order, fixtures::now()).into_iter();
            steps.filter_map(|step| step.note).collect::<Vec<_>>()
        };
        let mut order = fixtures::order(OrderState::Shipped);
        order.instance = Some("i".to_owned());
        assert_eq!(notes(&order), [text::added_on_expected_day()]);
        order.estimate = Some(fixtures::now() - 1);
        assert_eq!(notes(&order), ["It is late. We ask Amazon each day."]);
        order.instance = None;
        assert_eq!(notes(&order), [text::added_on_expected_day()]);
    }

    #[test]
    fn an_end_names_its_reason_and_shows_only_what_happened() {
        let mut order = fixtures::order(OrderState::Cancelled);
        order.reason = Some(EndReason::Unresolved);
        order.ended_at = Some(fixtures::now());
        goes(
            &order,
            &[
                ("Reorder level reached", Stage::Done),
                ("Canceled", Stage::Broken),
            ],
        );
        assert!(reason(&order).unwrap().contains("payment and address"));
        order.placed_at = Some(fixtures::now());
        assert_eq!(steps(&order, fixtures::now()).len(), 3);
        assert_eq!(reason(&fixtures::order(OrderState::Placed)), None);
    }

    #[test]
    fn a_row_says_since_when_it_is_where_it_is() {
        let said = |order: &OrderView| when(order).1;
        let mut order = fixtures::order(OrderState::Placed);
        assert_eq!(said(&order), "expected Nov 27, 2026, 10:00\u{202f}AM UTC");
        speaking(Locale::De, || {
            assert_eq!(said(&order), "erwartet am 27.11.2026, 10:00 UTC");
        });
        order.estimate = None;
        assert_eq!(when(&order).0, Estimate::Moment(order.requested_at));
        order.ended_at = Some(fixtures::now());
        assert!(said(&order).starts_with("ended "));
        order.state = OrderState::Arrived;
        assert!(said(&order).starts_with("added "));
    }

    #[test]
    fn a_way_is_said_in_the_language_and_spelling_of_a_country() {
        let order = fixtures::order(OrderState::Cancelled);
        for (locale, first, last) in [
            (Locale::EnUs, "Reorder level reached", "Canceled"),
            (Locale::EnGb, "Reorder level reached", "Cancelled"),
            (Locale::De, "Nachbestellgrenze erreicht", "Storniert"),
            (Locale::Ja, "再注文の目安に到達", "キャンセル済み"),
        ] {
            speaking(locale, || {
                goes(&order, &[(first, Stage::Done), (last, Stage::Broken)]);
            });
        }
    }
}
