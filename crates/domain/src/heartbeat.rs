//! What a server's heartbeat tells about its clock and its database.
//!
//! A clock that stands more than a day beyond everything believed is doubted until servers have run for a day: the
//! clock may be wrong, the database may have been put back from a backup, or nobody ran for that long. Meanwhile
//! nothing is deleted or ended because of its date, and a slot orders nothing before it is counted. After a long stop
//! that costs a day; a clock that is put right again costs nothing.

use crate::time::{DAY, MINUTE, Time};

/// How far the clock may be ahead of what is believed.
const AHEAD: i64 = DAY;
/// A server that was away for longer may have missed a message of Amazon's. The clocks of two servers differ by less.
const GAP: i64 = MINUTE;
/// The most that counts as having run between two heartbeats, which come more often.
const STEP: i64 = MINUTE;

/// The last heartbeat of any server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heartbeat {
    /// When it was, by the clock of then.
    pub at: Time,
    /// The newest moment that is believed.
    pub believed: Time,
    /// While the clock is doubted.
    pub doubt: Option<Doubt>,
}

/// A clock that is doubted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Since when, by that clock.
    pub since: Time,
    /// For how long servers have run since, in milliseconds.
    pub ran: i64,
}

impl Heartbeat {
    /// The first one of a database in which nothing is.
    pub fn first(now: Time) -> Self {
        Self {
            at: now,
            believed: now,
            doubt: None,
        }
    }

    /// In place of one that cannot be read: nothing is believed, and the clock is doubted.
    pub fn unknown(now: Time) -> Self {
        let never = Time::from_millis(0);
        Self {
            at: never,
            believed: never,
            doubt: Some(Doubt { since: now, ran: 0 }),
        }
    }

    /// The next one.
    pub fn next(self, now: Time) -> Self {
        let began = match self.doubt {
            // A clock from before the doubt has been put right, or is wrong otherwise.
            Some(doubt) if doubt.since.since(now) <= GAP => Some(Doubt {
                ran: doubt.ran + now.since(self.at).clamp(0, STEP),
                ..doubt
            }),
            _ => None,
        };
        let doubt = match began {
            Some(doubt) => Some(doubt).filter(|doubt| doubt.ran < DAY),
            None => (now.since(self.believed) > AHEAD).then_some(Doubt { since: now, ran: 0 }),
        };
        Self {
            at: now,
            believed: if doubt.is_some() { self.believed } else { now },
            doubt,
        }
    }

    /// Whether messages may have been missed by `now`. A heartbeat of a moment that is still to come tells nothing,
    /// unless it is of a server whose clock is a little ahead.
    pub fn is_deaf(self, now: Time) -> bool {
        now.since(self.at).abs() > GAP
    }

    /// Where the clock was put back: from when on what was planned is to be looked at again.
    pub fn put_back(self, now: Time) -> Option<Time> {
        let doubted = self.doubt.map(|doubt| doubt.since);
        doubted.filter(|since| since.since(now) > GAP)
    }

    /// Whether the clock has come so far from this heartbeat that nothing is done before the next one.
    pub fn is_far_from(self, now: Time) -> bool {
        now < self.at || now.since(self.at) > AHEAD
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{HOUR, SECOND};

    /// Heartbeats every twenty seconds for so long, from a moment on.
    fn run(mut heartbeat: Heartbeat, from: Time, millis: i64) -> Heartbeat {
        for step in 0..=millis / (20 * SECOND) {
            heartbeat = heartbeat.next(from + step * 20 * SECOND);
        }
        heartbeat
    }

    fn at(millis: i64) -> Time {
        Time::from_millis(1_000 * DAY + millis)
    }

    #[test]
    fn a_clock_that_goes_on_is_believed() {
        let heartbeat = run(Heartbeat::first(at(0)), at(0), 3 * DAY);
        assert_eq!(heartbeat, Heartbeat::first(at(3 * DAY)));
        assert_eq!(heartbeat.next(at(4 * DAY)).doubt, None);
    }

    #[test]
    fn a_clock_two_years_ahead_for_two_minutes_leaves_no_trace() {
        let (right, wrong) = (Heartbeat::first(at(0)), at(700 * DAY));
        assert!(right.is_far_from(wrong) && !right.is_far_from(at(DAY)));
        let doubted = run(right, wrong, 2 * MINUTE);
        assert_eq!(
            doubted.doubt,
            Some(Doubt {
                since: wrong,
                ran: 2 * MINUTE
            })
        );
        assert_eq!(doubted.believed, at(0));
        let back = at(2 * MINUTE);
        assert!(doubted.is_far_from(back) && doubted.is_deaf(back));
        assert_eq!(doubted.put_back(back), Some(wrong));
        assert_eq!(doubted.next(back), Heartbeat::first(back));
    }

    #[test]
    fn a_clock_put_less_far_ahead_is_doubted_anew() {
        let doubted = run(Heartbeat::first(at(0)), at(700 * DAY), HOUR);
        let doubted = doubted.next(at(300 * DAY));
        let doubt = Doubt {
            since: at(300 * DAY),
            ran: 0,
        };
        assert_eq!((doubted.doubt, doubted.believed), (Some(doubt), at(0)));
    }

    #[test]
    fn after_a_week_off_a_day_of_running_ends_the_doubt() {
        let week = at(7 * DAY);
        let nearly = run(Heartbeat::first(at(0)), week, DAY - MINUTE);
        assert_eq!(nearly.doubt.map(|doubt| doubt.since), Some(week));
        let again = run(nearly, week + 30 * DAY, 2 * MINUTE);
        assert_eq!(again, Heartbeat::first(week + 30 * DAY + 2 * MINUTE));
    }

    #[test]
    fn a_minute_without_a_heartbeat_is_deaf() {
        let heartbeat = Heartbeat::first(at(0));
        assert!(!heartbeat.is_deaf(at(MINUTE)) && heartbeat.is_deaf(at(MINUTE + 1)));
    }

    #[test]
    fn without_a_heartbeat_the_clock_is_doubted() {
        let unknown = Heartbeat::unknown(at(0));
        assert_eq!(unknown.doubt.map(|doubt| doubt.since), Some(at(0)));
        assert!(unknown.is_far_from(at(0)));
    }

    #[test]
    fn a_clock_a_little_behind_another_servers_is_neither_deaf_nor_put_back() {
        let (ahead, behind) = (at(0), at(-200));
        assert!(!Heartbeat::first(ahead).is_deaf(behind));
        assert!(Heartbeat::first(ahead).is_deaf(at(-MINUTE - 1)));
        let doubted = Heartbeat::first(at(-7 * DAY)).next(ahead);
        assert_eq!(doubted.put_back(behind), None);
        assert_eq!(doubted.next(behind).doubt, doubted.doubt);
        assert_eq!(doubted.put_back(at(-MINUTE - 1)), Some(ahead));
    }
}
