//! Placing an order at Amazon: when its call is made, and what follows from what comes of it.
//!
//! - `sent_at` is written before the call, and stays until an answer says what became of it. A call that may have had its
//!   effect is repeated after fifteen minutes without a word.
//! - Whoever calls looks at the order twice: before what may take time, and in the transaction that writes `sent_at`.
//! - Amazon's lock per slot makes "in progress" after a repeated call mean this very order, unless it names another of ours.

use crate::order::{
    EndReason, IN_PROGRESS_LIMIT, Order, OrderEvent, OrderState, REQUEST_FAILURES,
    UNKNOWN_OUTCOME_WAIT,
};
use crate::time::{DAY, Time};

/// What a look at an order says before its call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Look {
    /// It may be under way already: nothing before then.
    Later(Time),
    /// It is asked for, once more where an earlier call is of unknown outcome; when that went out.
    Ask(Option<Time>),
}

/// What Amazon's answer to replenish says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Said {
    /// It takes the order.
    Taken,
    /// An order of the slot is under way.
    InProgress,
    /// Nothing that can be read.
    Nothing,
}

/// What follows from an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answered {
    /// It is Amazon's now.
    Accepted,
    /// It is asked for again then.
    Again(Time),
    /// It ends.
    Ends(OrderEvent, EndReason),
}

/// How a call came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Failure {
    /// It went out, and nothing came back.
    NoAnswer,
    /// Amazon refuses it for good.
    Refused,
    /// It may go better another time.
    Passing,
}

/// What follows from a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Failed {
    /// It is asked for again then.
    Again(Time),
    /// It is tried again before long.
    Retry,
    /// It ends.
    Ends(OrderEvent, EndReason),
}

impl Order {
    /// Whether it is still to be asked for.
    pub fn is_requested(&self) -> bool {
        self.state == OrderState::Requested
    }

    /// A look at it before its call.
    pub fn look(&self, now: Time) -> Look {
        let sent = self.sent_at.map(|sent| sent.min(now));
        match sent.map(|sent| sent + UNKNOWN_OUTCOME_WAIT) {
            Some(again) if now < again => Look::Later(again),
            _ => Look::Ask(sent),
        }
    }

    /// Amazon has answered. `is_repeat`: an earlier call may have had its effect; `is_foreign`: it names another order of ours.
    pub fn answered(
        &mut self,
        said: Said,
        is_repeat: bool,
        is_foreign: bool,
        now: Time,
        is_doubted: bool,
    ) -> Answered {
        if !self.is_requested() {
            self.sent_at = None;
            return Answered::Accepted;
        }
        match said {
            Said::InProgress if !is_repeat || is_foreign => {
                let since = *self.in_progress_at.get_or_insert(now);
                self.sent_at = None;
                if now.since(since) >= IN_PROGRESS_LIMIT && !is_doubted {
                    return Answered::Ends(OrderEvent::Failed, EndReason::InProgress);
                }
                Answered::Again(now + DAY)
            }
            // Accepted, and nothing to know the order by: one more call tells, as after no answer.
            Said::Nothing if !is_repeat || self.is_fresh(now) => {
                Answered::Again(now + UNKNOWN_OUTCOME_WAIT)
            }
            Said::Taken | Said::InProgress | Said::Nothing => {
                self.sent_at = None;
                Answered::Accepted
            }
        }
    }

    /// Whether it was decided so lately that whoever asks goes on asking.
    fn is_fresh(&self, now: Time) -> bool {
        now.since(self.requested_at) < REQUEST_FAILURES
    }

    /// A call came to nothing. `unknown` is when an earlier one went out whose outcome is still not known, of which a failure
    /// since then says nothing; `first_failure` is when the first of those in a row was, which may have had its effect, too.
    pub fn failed(
        &mut self,
        failure: Failure,
        unknown: Option<Time>,
        first_failure: Option<Time>,
        now: Time,
    ) -> Failed {
        match failure {
            Failure::NoAnswer => {
                return Failed::Again(self.sent_at.unwrap_or(now) + UNKNOWN_OUTCOME_WAIT);
            }
            Failure::Refused if unknown.is_none() && first_failure.is_none() => {
                return Failed::Ends(OrderEvent::Failed, EndReason::Refused);
            }
            Failure::Refused | Failure::Passing => {}
        }
        self.sent_at = unknown;
        if first_failure.is_some_and(|first| now.since(first) >= REQUEST_FAILURES) {
            return Failed::Ends(OrderEvent::Failed, EndReason::NoAnswer);
        }
        Failed::Retry
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::time::HOUR;
    use crate::{DeviceId, OrderId, SlotId, SlotKey};

    fn at(millis: i64) -> Time {
        Time::from_millis(DAY + millis)
    }

    fn order(sent_at: Option<Time>) -> Order {
        let slot = SlotKey {
            device: DeviceId(Uuid::nil()),
            slot: SlotId(Uuid::nil()),
        };
        Order {
            sent_at,
            ..Order::requested(OrderId(Uuid::nil()), slot, at(0))
        }
    }

    #[test]
    fn a_call_of_unknown_outcome_is_repeated_after_its_wait() {
        let wait = UNKNOWN_OUTCOME_WAIT;
        assert_eq!(order(None).look(at(0)), Look::Ask(None));
        let sent = order(Some(at(0)));
        assert_eq!(sent.look(at(wait - 1)), Look::Later(at(wait)));
        assert_eq!(sent.look(at(wait)), Look::Ask(Some(at(0))));
    }

    #[test]
    fn in_progress_is_this_order_after_a_repeat_alone() {
        let mut first = order(Some(at(0)));
        let answered = first.answered(Said::InProgress, false, false, at(HOUR), false);
        assert_eq!(answered, Answered::Again(at(HOUR) + DAY));
        assert_eq!(first.sent_at, None);
        let answered = order(Some(at(0))).answered(Said::InProgress, true, false, at(HOUR), false);
        assert_eq!(answered, Answered::Accepted);
        let answered = order(Some(at(0))).answered(Said::InProgress, true, true, at(HOUR), false);
        assert_eq!(answered, Answered::Again(at(HOUR) + DAY));
    }

    #[test]
    fn an_answer_that_says_nothing_is_asked_about_for_a_day() {
        let after = |now| order(Some(at(0))).answered(Said::Nothing, true, false, now, false);
        let again = Answered::Again(at(HOUR) + UNKNOWN_OUTCOME_WAIT);
        assert_eq!(after(at(HOUR)), again);
        assert_eq!(after(at(REQUEST_FAILURES)), Answered::Accepted);
    }

    #[test]
    fn a_refusal_ends_it_only_where_no_call_before_may_have_had_its_effect() {
        let after = |unknown, first| {
            let mut order = order(Some(at(HOUR)));
            order.failed(Failure::Refused, unknown, first, at(HOUR))
        };
        let ends = Failed::Ends(OrderEvent::Failed, EndReason::Refused);
        assert_eq!(after(None, None), ends);
        assert_eq!(after(Some(at(0)), None), Failed::Retry);
        assert_eq!(after(None, Some(at(0))), Failed::Retry);
    }
}
