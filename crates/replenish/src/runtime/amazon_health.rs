//! The health of Amazon: whether it answers, as the calls of this server tell. A call may fail for reasons of its own: Amazon
//! is said to be silent when several in a row, whatever they were about, went unanswered for a while, and
//! to be back with the next answer.

use std::sync::{Mutex, MutexGuard, PoisonError};

use amazon::DrsError;
use domain::Time;
use domain::time::MINUTE;

/// Calls in a row without an answer that make a silence.
const CALLS: u32 = 3;
/// How long they must have gone on, in milliseconds.
const WHILE: i64 = MINUTE;

/// What the last calls came to.
#[derive(Debug, Default)]
pub(crate) struct AmazonHealth(Mutex<Calls>);

#[derive(Debug, Default)]
struct Calls {
    /// The first of those without an answer, and how many they are.
    unanswered: Option<(Time, u32)>,
    silent: bool,
    transitions: i64,
}

impl AmazonHealth {
    /// Takes note of a call that ended at `now`. A refusal is an answer too.
    pub(crate) fn note<T>(&self, called: &Result<T, DrsError>, now: Time) {
        match called {
            Err(
                DrsError::Busy { .. }
                | DrsError::NotSent
                | DrsError::NoAnswer
                | DrsError::Unreadable,
            ) => self.unanswered(now),
            _ => self.answered(),
        }
    }

    /// Takes note of a call that nobody answered.
    pub(crate) fn unanswered(&self, now: Time) {
        let mut calls = self.lock();
        let (first, before) = calls.unanswered.unwrap_or((now, 0));
        calls.unanswered = Some((first, before + 1));
        if !calls.silent && before + 1 >= CALLS && now.since(first) >= WHILE {
            calls.silent = true;
            calls.transitions += 1;
        }
    }

    fn answered(&self) {
        let mut calls = self.lock();
        calls.unanswered = None;
        if std::mem::take(&mut calls.silent) {
            calls.transitions += 1;
        }
    }

    /// Since when Amazon has not answered; none where it does.
    pub(crate) fn silent_since(&self) -> Option<Time> {
        let calls = self.lock();
        let (first, _) = calls.unanswered.filter(|_| calls.silent)?;
        Some(first)
    }

    /// How often Amazon has fallen silent or come back.
    pub(crate) fn transitions(&self) -> i64 {
        self.lock().transitions
    }

    fn lock(&self) -> MutexGuard<'_, Calls> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use domain::time::SECOND;

    use super::*;

    const NO_ANSWER: Result<(), DrsError> = Err(DrsError::NoAnswer);

    #[test]
    fn some_calls_over_a_while_make_a_silence_and_an_answer_ends_it() {
        let (amazon_health, start) = (AmazonHealth::default(), Time::from_millis(0));
        for after in [0, 5, 15, 35] {
            amazon_health.note(&NO_ANSWER, start + after * SECOND);
            assert_eq!(amazon_health.silent_since(), None);
        }
        amazon_health.note(&NO_ANSWER, start + 75 * SECOND);
        assert_eq!(amazon_health.silent_since(), Some(start));
        amazon_health.note(&NO_ANSWER, start + 99 * SECOND);
        assert_eq!(
            (amazon_health.silent_since(), amazon_health.transitions()),
            (Some(start), 1)
        );
        amazon_health.note(&Err::<(), _>(DrsError::UnknownSlot), start + 100 * SECOND);
        assert_eq!(
            (amazon_health.silent_since(), amazon_health.transitions()),
            (None, 2)
        );
    }

    #[test]
    fn a_single_call_that_fails_again_much_later_makes_none() {
        let (amazon_health, start) = (AmazonHealth::default(), Time::from_millis(0));
        amazon_health.note(&NO_ANSWER, start);
        amazon_health.note(&NO_ANSWER, start + 60 * MINUTE);
        assert_eq!(amazon_health.silent_since(), None);
        amazon_health.note(&Ok(()), start + 61 * MINUTE);
        amazon_health.note(&NO_ANSWER, start + 62 * MINUTE);
        assert_eq!(
            (amazon_health.silent_since(), amazon_health.transitions()),
            (None, 0)
        );
    }
}
