//! Personal tokens: what a customer's own programs may do with the supplies of their household, and until when.
//!
//! A token is named, opens its scope and nothing else, and ends: when its time is over, when it is revoked, or with the
//! membership in the household in which it was made. What a scope opens is said by the call that asks for it.

use crate::time::DAY;
use crate::{AccountId, PersonalTokenId, Time};

/// Tokens of a customer at a time.
pub const MOST: usize = 10;
/// Characters of a name.
pub const LONGEST_NAME: usize = 40;
/// Days that a token lasts, at most and where nothing else is said.
pub const LONGEST_DAYS: i64 = 365;

/// What a token opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PersonalScope {
    /// Read supplies, their journals and what happened to them.
    Read,
    /// That, and say what was restocked, as far as its customer may.
    Restock,
}

impl PersonalScope {
    /// Every scope, each covering those before it.
    pub const ALL: [Self; 2] = [Self::Read, Self::Restock];

    /// Its name in the API, in forms and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Restock => "restock",
        }
    }

    /// The scope of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }

    /// Whether it opens what another one is asked for.
    pub fn covers(self, asked: Self) -> bool {
        self >= asked
    }
}

/// A token, without what proves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonalToken {
    /// Our id.
    pub id: PersonalTokenId,
    /// Whose it is.
    pub account_id: AccountId,
    /// What they call it.
    pub name: String,
    /// What it opens.
    pub scope: PersonalScope,
    /// When it was made.
    pub created_at: Time,
    /// When it ends by itself.
    pub expires_at: Time,
    /// When it was last used, to the hour.
    pub used_at: Option<Time>,
}

impl PersonalToken {
    /// Whether its time is not over. One that ends later than any made now was made by a clock that was wrong.
    pub fn lasts(&self, now: Time) -> bool {
        now.is_within(self.expires_at, LONGEST_DAYS * DAY)
    }
}

/// When a token ends that is made now and is to last so many days: 1 to [`LONGEST_DAYS`], and that many where nothing is
/// said. None for anything else.
pub fn expiry(days: &str, now: Time) -> Option<Time> {
    let days = match days {
        "" => LONGEST_DAYS,
        days => days.parse().ok()?,
    };
    (1..=LONGEST_DAYS).contains(&days).then(|| now + days * DAY)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn whoever_may_restock_may_read_and_not_the_reverse() {
        use PersonalScope::{Read, Restock};
        assert!(Restock.covers(Read) && Read.covers(Read) && Restock.covers(Restock));
        assert!(!Read.covers(Restock));
        for scope in PersonalScope::ALL {
            assert_eq!(PersonalScope::parse(scope.name()), Some(scope));
        }
        assert_eq!(PersonalScope::parse("write"), None);
    }

    #[test]
    fn a_token_lasts_a_day_to_a_year_and_a_year_where_nothing_is_said() {
        let now = Time::from_millis(0);
        for (days, lasting) in [
            ("", Some(365)),
            ("365", Some(365)),
            ("1", Some(1)),
            ("30", Some(30)),
            ("0", None),
            ("-1", None),
            ("366", None),
            ("1.5", None),
            ("for ever", None),
            ("99999999999999999999", None),
        ] {
            let lasting = lasting.map(|days| now + days * DAY);
            assert_eq!(expiry(days, now), lasting, "{days:?}");
        }
    }

    #[test]
    fn a_token_ends_at_its_end_and_one_of_a_clock_ahead_is_none() {
        let token = |expires_at| PersonalToken {
            id: PersonalTokenId(Uuid::nil()),
            account_id: AccountId(Uuid::nil()),
            name: "kitchen".to_owned(),
            scope: PersonalScope::Read,
            created_at: Time::from_millis(0),
            expires_at,
            used_at: None,
        };
        let (now, end) = (Time::from_millis(0), Time::from_millis(10));
        assert!(token(end).lasts(Time::from_millis(9)) && !token(end).lasts(end));
        assert!(token(now + 365 * DAY).lasts(now));
        assert!(!token(now + 700 * DAY).lasts(now));
    }
}
