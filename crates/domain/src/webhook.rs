//! Webhooks: addresses of the maker's that events are sent to, and what becomes of each event on its way.
//!
//! - An endpoint hears of the events since it was made, of the types that it asks for. Those of one machine come in their
//!   order: one that is not taken holds back those after it, and no other machine's.
//! - What is not taken is tried again, with waits that double. An endpoint that has not taken an event for three days, or
//!   says that it is gone, is disabled until somebody enables it.
//! - A secret that is replaced signs beside the new one for a day.

use crate::event::EventType;
use crate::time::{DAY, HOUR, SECOND};
use crate::{DeliveryId, Time, WebhookId};

/// Endpoints of an installation.
pub const MOST: i64 = 10;
/// How long deliveries are kept.
pub const KEPT: i64 = 14 * DAY;
/// How long a secret that was replaced signs, too.
pub const OVERLAP: i64 = DAY;
/// How long an event is tried.
pub const PATIENCE: i64 = 3 * DAY;
/// From the first failure to the second try.
const SHORTEST: i64 = 5 * SECOND;
/// Between two tries at most.
const LONGEST: i64 = 6 * HOUR;
/// The type of what is sent to try an endpoint. It is no event's.
pub const TEST: &str = "webhook.test";

/// Which events an endpoint hears of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventTypes {
    /// All, those of later versions with them.
    All,
    /// These.
    Some(Vec<EventType>),
}

impl EventTypes {
    /// What stands for all.
    pub const EVERY: &str = "*";

    /// As they are kept: names with a space between two.
    pub fn text(&self) -> String {
        self.names().join(" ")
    }

    /// What [`EventTypes::text`] wrote; names that nobody knows stand for nothing.
    pub fn parse(text: &str) -> Self {
        if text == Self::EVERY {
            return Self::All;
        }
        Self::Some(text.split(' ').filter_map(EventType::parse).collect())
    }

    /// Their names.
    pub fn names(&self) -> Vec<&'static str> {
        match self {
            Self::All => vec![Self::EVERY],
            Self::Some(types) => types.iter().map(|kind| kind.name()).collect(),
        }
    }

    /// Each of them.
    pub fn types(&self) -> &[EventType] {
        match self {
            Self::All => &EventType::ALL,
            Self::Some(types) => types,
        }
    }
}

/// Why an endpoint is disabled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisabledReason {
    /// It has answered 410.
    Gone,
    /// It has not taken an event for three days.
    Failing,
}

impl DisabledReason {
    /// Every reason.
    pub const ALL: [Self; 2] = [Self::Gone, Self::Failing];

    /// Its name in the API and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::Failing => "failing",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

/// How an endpoint is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebhookState {
    /// What was sent last was taken, or nothing was yet.
    Active,
    /// What was sent last was not.
    Failing,
    /// Nothing is sent.
    Disabled,
}

impl WebhookState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Active, Self::Failing, Self::Disabled];

    /// Its name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Failing => "failing",
            Self::Disabled => "disabled",
        }
    }
}

/// An endpoint, without its secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Our id.
    pub id: WebhookId,
    /// Where events are sent.
    pub url: String,
    /// Which.
    pub types: EventTypes,
    /// When it was made.
    pub created_at: Time,
    /// Until when the secret before signs, too.
    pub old_secret_until: Option<Time>,
    /// The number of the last event that was looked at for it.
    pub dispatched: i64,
    /// When it was last enabled again.
    pub enabled_at: Option<Time>,
    /// What waited when it was enabled is still to be made due.
    pub reviving: bool,
    /// Since when nothing is sent.
    pub disabled_at: Option<Time>,
    /// Why.
    pub disabled_reason: Option<DisabledReason>,
    /// It is on its way out.
    pub deleting: bool,
    /// When it last took something.
    pub last_success_at: Option<Time>,
    /// When it last did not.
    pub last_failure_at: Option<Time>,
    /// Why, in a sentence.
    pub last_failure: Option<String>,
}

impl Webhook {
    /// How it is.
    pub fn state(&self) -> WebhookState {
        if self.disabled_at.is_some() {
            WebhookState::Disabled
        } else if self.last_failure_at > self.last_success_at {
            WebhookState::Failing
        } else {
            WebhookState::Active
        }
    }

    /// Whether it is tried no more, where something is not taken that was first sent then.
    pub fn is_given_up(&self, first_try: Time, now: Time) -> bool {
        let since = self
            .enabled_at
            .map_or(first_try, |enabled| enabled.max(first_try));
        now.since(since) >= PATIENCE
    }
}

/// What an endpoint's answer means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It has it.
    Taken,
    /// It wants nothing any more.
    Gone,
    /// It does not have it.
    Refused,
}

impl Answer {
    /// Of an HTTP status. A redirect is no answer: nothing but the address that was given is called.
    pub fn of(status: u16) -> Self {
        match status {
            200..=299 => Self::Taken,
            410 => Self::Gone,
            _ => Self::Refused,
        }
    }
}

/// How long to wait after so many failures: 5 s, doubling to six hours, a fifth more or less by `random`.
pub fn wait(failures: i64, random: u16) -> i64 {
    let doubled = SHORTEST << (failures - 1).clamp(0, 13);
    let part = 800 + i64::from(random % 401);
    doubled.min(LONGEST) * part / 1_000
}

/// How far a delivery is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryState {
    /// It is tried when its time comes.
    Waiting,
    /// It waits for one before it of its machine.
    Held,
    /// It was taken.
    Delivered,
}

impl DeliveryState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Held, Self::Delivered];

    /// Its name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Held => "held",
            Self::Delivered => "delivered",
        }
    }
}

/// An event, or a test, on its way to an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Our id.
    pub id: DeliveryId,
    /// To which endpoint.
    pub webhook_id: WebhookId,
    /// The number of the event; none of a test.
    pub number: Option<i64>,
    /// Its type.
    pub kind: String,
    /// Since when it is on its way.
    pub created_at: Time,
    /// It was not taken yet.
    pub is_waiting: bool,
    /// When it is tried next; none where it was taken, or waits for one before it.
    pub due_at: Option<Time>,
    /// How often it was tried.
    pub tries: i64,
    /// When it was last tried.
    pub last_try_at: Option<Time>,
    /// What was answered then.
    pub last_status: Option<i64>,
    /// Why it was not taken then, in a sentence.
    pub last_error: Option<String>,
}

impl Delivery {
    /// How far it is.
    pub fn state(&self) -> DeliveryState {
        match (self.is_waiting, self.due_at) {
            (false, _) => DeliveryState::Delivered,
            (true, Some(_)) => DeliveryState::Waiting,
            (true, None) => DeliveryState::Held,
        }
    }

    /// What names the message to its receiver, the same each time that it is sent.
    pub fn message_id(&self) -> String {
        match self.number {
            Some(number) => number.to_string(),
            None => format!("test_{}", self.id),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::time::MINUTE;

    fn at(millis: i64) -> Time {
        Time::from_millis(millis)
    }

    fn webhook() -> Webhook {
        Webhook {
            id: WebhookId(Uuid::nil()),
            url: String::new(),
            types: EventTypes::All,
            created_at: at(0),
            old_secret_until: None,
            dispatched: 0,
            enabled_at: None,
            reviving: false,
            disabled_at: None,
            disabled_reason: None,
            deleting: false,
            last_success_at: None,
            last_failure_at: None,
            last_failure: None,
        }
    }

    #[test]
    fn types_are_kept_and_unknown_ones_stand_for_nothing() {
        let some = EventTypes::Some(vec![EventType::SlotLow, EventType::OrderPlaced]);
        assert_eq!(some.text(), "slot.low order.placed");
        assert_eq!(EventTypes::parse(&some.text()), some);
        assert_eq!(EventTypes::parse("*"), EventTypes::All);
        assert_eq!(EventTypes::All.text(), "*");
        assert_eq!(EventTypes::All.types(), EventType::ALL);
        assert_eq!(EventTypes::parse("king"), EventTypes::Some(Vec::new()));
        assert_eq!(EventType::parse(TEST), None);
    }

    #[test]
    fn two_hundreds_alone_are_taken_and_410_is_the_end() {
        for (status, answer) in [
            (200, Answer::Taken),
            (204, Answer::Taken),
            (299, Answer::Taken),
            (199, Answer::Refused),
            (301, Answer::Refused),
            (307, Answer::Refused),
            (404, Answer::Refused),
            (410, Answer::Gone),
            (429, Answer::Refused),
            (500, Answer::Refused),
        ] {
            assert_eq!(Answer::of(status), answer, "{status}");
        }
    }

    #[test]
    fn waits_double_with_a_jitter_and_end_within_six_hours() {
        assert_eq!(
            (wait(1, 200), wait(2, 200), wait(3, 200)),
            (5_000, 10_000, 20_000)
        );
        assert_eq!(
            (wait(1, 0), wait(1, 400), wait(1, 401)),
            (4_000, 6_000, 4_000)
        );
        assert!((1..100).all(|n| wait(n, 200) <= wait(n + 1, 200)));
        assert_eq!(wait(1_000, 200), LONGEST);
        assert_eq!(wait(0, 200), wait(1, 200));
    }

    #[test]
    fn an_endpoint_is_given_up_after_three_days_of_one_event_or_since_it_was_enabled() {
        let hook = webhook();
        assert!(!hook.is_given_up(at(0), at(PATIENCE - 1)));
        assert!(hook.is_given_up(at(0), at(PATIENCE)));
        let enabled = Webhook {
            enabled_at: Some(at(PATIENCE)),
            ..webhook()
        };
        assert!(!enabled.is_given_up(at(0), at(PATIENCE + MINUTE)));
        assert!(enabled.is_given_up(at(0), at(2 * PATIENCE)));
    }

    #[test]
    fn the_last_try_says_how_an_endpoint_is() {
        let state = |success: Option<i64>, failure: Option<i64>, disabled: Option<i64>| {
            let hook = Webhook {
                last_success_at: success.map(at),
                last_failure_at: failure.map(at),
                disabled_at: disabled.map(at),
                ..webhook()
            };
            hook.state()
        };
        assert_eq!(state(None, None, None), WebhookState::Active);
        assert_eq!(state(None, Some(1), None), WebhookState::Failing);
        assert_eq!(state(Some(2), Some(1), None), WebhookState::Active);
        assert_eq!(state(Some(1), Some(2), None), WebhookState::Failing);
        assert_eq!(state(Some(2), Some(1), Some(3)), WebhookState::Disabled);
        for reason in DisabledReason::ALL {
            assert_eq!(DisabledReason::parse(reason.name()), Some(reason));
        }
    }
}
