//! An order as its customer reads it: its state, the steps of its way, and why it ended.

use std::borrow::Cow;

use domain::Time;
use domain::order::{EndReason, OrderState};
use domain::view::OrderView;
use domain::view::reason::about;

use super::time::absolute;

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
    pub name: &'static str,
    /// Where it is.
    pub stage: Stage,
    /// When it happened or is expected.
    pub at: Option<Time>,
    /// What more there is to say.
    pub note: Option<Cow<'static, str>>,
}

/// The state in words.
pub fn state(state: OrderState) -> &'static str {
    match state {
        OrderState::Requested => "Asking Amazon",
        OrderState::Awaiting => "Accepted by Amazon",
        OrderState::Placed => "Order placed",
        OrderState::Shipped => "On the way",
        OrderState::Arrived => "Arrived",
        OrderState::Cancelled => "Cancelled",
        OrderState::Failed => "Did not go through",
    }
}

/// What was ordered: `Coffee pods · 36`, or the name alone while the amount is not known.
pub fn title(order: &OrderView) -> String {
    match order.quantity {
        Some(quantity) => format!("{} · {}", order.supply_name, about(quantity, order.unit)),
        None => order.supply_name.clone(),
    }
}

/// The steps of its way, in order, as they are at `now`.
pub fn steps(order: &OrderView, now: Time) -> Vec<Step> {
    let ended = matches!(order.state, OrderState::Cancelled | OrderState::Failed);
    let first = if order.adopted {
        "Order seen at Amazon"
    } else {
        "Reorder level reached"
    };
    let mut steps = vec![Step {
        name: first,
        stage: Stage::Done,
        at: Some(order.requested_at),
        note: None,
    }];
    let mut way =
        |name, happened: Option<Time>, from: OrderState, note: Option<Cow<'static, str>>| {
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
                at: happened,
                note,
            });
        };
    way(
        "Order placed",
        order.placed_at,
        OrderState::Placed,
        waiting(order, now).map(Cow::Borrowed),
    );
    let cancellable = order.cancellable_until(now).map(|until| {
        let until = absolute(until);
        Cow::Owned(format!(
            "You can cancel or change it in your orders on Amazon until {until}."
        ))
    });
    way(
        "Shipped",
        order.shipped_at,
        OrderState::Shipped,
        cancellable,
    );
    steps.extend(last(order, now));
    steps
}

/// Why it ended without arriving, and what to do.
pub fn reason(order: &OrderView) -> Option<&'static str> {
    if !matches!(order.state, OrderState::Cancelled | OrderState::Failed) {
        return None;
    }
    Some(match order.reason? {
        EndReason::Customer => "It was cancelled on Amazon.",
        EndReason::Unresolved => "Amazon could not place it. Check payment and address on Amazon.",
        EndReason::Paused => "Auto-reorder was turned off before it was placed.",
        EndReason::Deregistered => {
            "The machine was disconnected. An order already placed on Amazon is not cancelled by that."
        }
        EndReason::NoAnswer => "Amazon did not confirm it. Check your orders on Amazon.",
        EndReason::InProgress => {
            "Amazon says that an older order is still open. Check your orders on Amazon."
        }
        EndReason::Refused => "Amazon refused it. Check the product on Amazon.",
        EndReason::Test => "It was a test, and the maker of the machine has taken it back.",
        EndReason::Overdue => "It is two weeks late. Check your orders on Amazon.",
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

fn waiting(order: &OrderView, now: Time) -> Option<&'static str> {
    match order.state {
        OrderState::Requested => Some("We are asking Amazon for it."),
        OrderState::Awaiting if order.may_need_customer(now) => Some(
            "Amazon has not placed it yet. If it needs your address or payment, it has written to you \
             and waits three days.",
        ),
        OrderState::Awaiting => Some("Amazon has accepted it. Placing it takes about six hours."),
        _ => None,
    }
}

fn last(order: &OrderView, now: Time) -> Vec<Step> {
    let step = |name, stage, at, note: Option<&'static str>| Step {
        name,
        stage,
        at,
        note: note.map(Cow::Borrowed),
    };
    match order.state {
        OrderState::Cancelled => vec![step(
            "Cancelled",
            Stage::Broken,
            order.ended_at,
            reason(order),
        )],
        OrderState::Failed => {
            vec![step(
                "Did not go through",
                Stage::Broken,
                order.ended_at,
                reason(order),
            )]
        }
        OrderState::Arrived => {
            let note = match (order.confirmed, order.late) {
                (_, true) => "You said that it has not arrived.",
                (true, _) => "It has really arrived.",
                _ => "Nobody has confirmed that it is here.",
            };
            vec![step(
                "Added to your supply",
                Stage::Done,
                order.ended_at,
                Some(note),
            )]
        }
        OrderState::Shipped => vec![
            step("Expected", Stage::Now, order.estimate, None),
            step(
                "Added to your supply",
                Stage::Later,
                None,
                Some("We add it on the expected day."),
            ),
        ],
        _ => {
            let note = match order.estimate {
                None => Some("Amazon has not named a day yet."),
                Some(estimate) if estimate < now => Some("It is late. We ask Amazon each day."),
                Some(_) => None,
            };
            vec![step("Expected", Stage::Later, order.estimate, note)]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn said(order: &OrderView) -> Vec<(&'static str, Stage)> {
        steps(order, sample::now())
            .into_iter()
            .map(|step| (step.name, step.stage))
            .collect()
    }

    #[test]
    fn a_placed_order_says_until_when_it_can_be_cancelled() {
        let mut order = sample::order(OrderState::Placed);
        let note = |order: &OrderView| {
            let steps = steps(order, sample::now());
            steps.into_iter().find_map(|step| step.note)
        };
        order.placed_at = Some(sample::now() - domain::time::HOUR);
        let until = absolute(sample::now() + 23 * domain::time::HOUR);
        assert_eq!(
            note(&order).unwrap(),
            format!("You can cancel or change it in your orders on Amazon until {until}.")
        );
        order.placed_at = Some(sample::now() - domain::time::DAY);
        assert_eq!(note(&order), None);
    }

    #[test]
    fn a_way_goes_step_by_step() {
        use Stage::{Done, Later, Now};
        assert_eq!(
            said(&sample::order(OrderState::Awaiting)),
            [
                ("Reorder level reached", Done),
                ("Order placed", Now),
                ("Shipped", Later),
                ("Expected", Later)
            ]
        );
        assert_eq!(
            said(&sample::order(OrderState::Placed)),
            [
                ("Reorder level reached", Done),
                ("Order placed", Done),
                ("Shipped", Now),
                ("Expected", Later)
            ]
        );
        assert_eq!(
            said(&sample::order(OrderState::Shipped)),
            [
                ("Reorder level reached", Done),
                ("Order placed", Done),
                ("Shipped", Done),
                ("Expected", Now),
                ("Added to your supply", Later)
            ]
        );
        assert_eq!(
            said(&sample::order(OrderState::Arrived)).last(),
            Some(&("Added to your supply", Done))
        );
    }

    #[test]
    fn an_end_names_its_reason_and_shows_only_what_happened() {
        let mut order = sample::order(OrderState::Cancelled);
        order.reason = Some(EndReason::Unresolved);
        order.ended_at = Some(sample::now());
        assert_eq!(
            said(&order),
            [
                ("Reorder level reached", Stage::Done),
                ("Cancelled", Stage::Broken)
            ]
        );
        assert!(reason(&order).unwrap().contains("payment and address"));
        order.placed_at = Some(sample::now());
        assert_eq!(said(&order).len(), 3);
        assert_eq!(reason(&sample::order(OrderState::Placed)), None);
    }
}
