//! What can happen in a history, and how one is generated.

use std::fmt;

use domain::time::{DAY, HOUR, MINUTE};
use proptest::prelude::*;
use proptest::strategy::Union;
use sandbox::amazon::Dates;
use sandbox::fleet::{Fault, Kind};
use serde::{Deserialize, Serialize};

/// One thing that happens. Everything else follows from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Time passes; both sides do what is due.
    Wait(Span),
    /// The machine uses so many pods.
    Use(u8),
    /// The machine sends its last report again.
    Again,
    /// The machine reports a use of some hours ago.
    Late { pods: u8, hours: u8 },
    /// The machine reports a use, and again under the same id with a time so many minutes later.
    Computed { pods: u8, minutes: u8 },
    /// The machine uses so many pods and says what its counter reads.
    Count(u8),
    /// Its counter begins anew, and it uses so many pods.
    Reset(u8),
    /// A report of a bad sensor, counter or clock, and the true one five minutes later.
    Foul(Fault, Kind),
    /// The machine reads how it is filled up from what is beside it.
    Refill,
    /// The machine reads that it is empty.
    Empty,
    /// The machine reads that so many pods were put in.
    PutIn(u8),
    /// The machine is silent for a year, and then reports so many pods for each month of it.
    Offline(u8),
    /// The customer puts in a new container.
    Replace,
    /// The customer counts everything, and so many pods more than are known.
    CountMore(u8),
    /// The customer adds so many pods.
    Restock(u8),
    /// The customer pauses on Amazon.
    Pause,
    /// The customer resumes on Amazon.
    Resume,
    /// The customer chooses a product on Amazon, or none.
    Product(Choice),
    /// The customer cancels the order on Amazon.
    Cancel,
    /// Amazon ships the order now.
    Ship,
    /// The customer deregisters on Amazon.
    Deregister,
    /// The customer disconnects here.
    Disconnect,
    /// The customer connects, again or for the first time.
    Connect,
    /// What becomes of the next so many notifications.
    Notifications(Post, u8),
    /// Notifications come so many minutes late from now on.
    Delay(u8),
    /// What is shipped from now on comes in so many parcels.
    Parcels(u8),
    /// How dates are written from now on.
    Dates(Dates),
    /// Contents are told in a unit that nobody counts in from now on, or no longer.
    Loads(bool),
    /// Parcels are told to bring nothing from now on, or no longer.
    Nothing(bool),
    /// Orders go to the order resolution flow from now on, or no longer.
    Resolution(bool),
    /// What becomes of the next so many calls to Amazon.
    Calls(Trouble, u8),
    /// Amazon ends the access tokens early.
    ExpireTokens,
    /// The server dies in its next call, before Amazon has heard it or after.
    Crash { heard: bool },
    /// The server is stopped and started.
    Restart,
}

/// How long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    Minute,
    QuarterHour,
    Hour,
    QuarterDay,
    Day,
    ThreeDays,
}

impl Span {
    pub fn millis(self) -> i64 {
        match self {
            Self::Minute => MINUTE,
            Self::QuarterHour => 15 * MINUTE,
            Self::Hour => HOUR,
            Self::QuarterDay => 6 * HOUR,
            Self::Day => DAY,
            Self::ThreeDays => 3 * DAY,
        }
    }
}

/// A product of the slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    None,
    Small,
    Large,
}

/// What becomes of a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Post {
    Lost,
    Duplicated,
    Republished,
    Reordered,
}

/// What becomes of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// It never leaves.
    Unsent,
    /// It has its effect, and no answer comes.
    Unanswered,
    /// 500, without effect.
    Broken,
    /// 500, with its effect.
    BrokenAfter,
    /// 429, without effect.
    Busy,
    /// 400 that is not JSON, without effect.
    Refused,
    /// It succeeds, and nothing is in the answer.
    Empty,
}

/// The steps of one history, printed as what replays them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Steps(pub Vec<Step>);

impl fmt::Debug for Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

/// Of so many histories one ends with a year in which the machine is silent.
const OFFLINE: f64 = 0.003;

/// Up to forty steps.
pub fn steps() -> impl Strategy<Value = Steps> {
    let steps = prop::collection::vec(step(), 1..40);
    let year = prop::option::weighted(OFFLINE, (1..9_u8).prop_map(Step::Offline));
    (steps, year).prop_map(|(mut steps, year)| {
        steps.extend(year);
        Steps(steps)
    })
}

fn step() -> impl Strategy<Value = Step> {
    let few = 1..4_u8;
    Union::new_weighted(vec![
        (12, span().prop_map(Step::Wait).boxed()),
        (8, (1..16_u8).prop_map(Step::Use).boxed()),
        (1, Just(Step::Again).boxed()),
        (
            2,
            (1..10_u8, 1..72_u8)
                .prop_map(|(pods, hours)| Step::Late { pods, hours })
                .boxed(),
        ),
        (1, (1..40_u8).prop_map(Step::Restock).boxed()),
        (
            1,
            (1..10_u8, 1..60_u8)
                .prop_map(|(pods, minutes)| Step::Computed { pods, minutes })
                .boxed(),
        ),
        (3, (1..16_u8).prop_map(Step::Count).boxed()),
        (1, (1..16_u8).prop_map(Step::Reset).boxed()),
        (4, foul().boxed()),
        (1, Just(Step::Refill).boxed()),
        (1, Just(Step::Empty).boxed()),
        (1, (18..40_u8).prop_map(Step::PutIn).boxed()),
        (1, Just(Step::Replace).boxed()),
        (1, (1..40_u8).prop_map(Step::CountMore).boxed()),
        (1, (1..4_u8).prop_map(Step::Parcels).boxed()),
        (1, dates().prop_map(Step::Dates).boxed()),
        (1, any::<bool>().prop_map(Step::Loads).boxed()),
        (1, any::<bool>().prop_map(Step::Nothing).boxed()),
        (2, Just(Step::Pause).boxed()),
        (2, Just(Step::Resume).boxed()),
        (2, choice().prop_map(Step::Product).boxed()),
        (2, Just(Step::Cancel).boxed()),
        (2, Just(Step::Ship).boxed()),
        (1, Just(Step::Deregister).boxed()),
        (1, Just(Step::Disconnect).boxed()),
        (2, Just(Step::Connect).boxed()),
        (
            4,
            (post(), few.clone())
                .prop_map(|(post, times)| Step::Notifications(post, times))
                .boxed(),
        ),
        (1, (0..90_u8).prop_map(Step::Delay).boxed()),
        (1, any::<bool>().prop_map(Step::Resolution).boxed()),
        (
            4,
            (trouble(), few)
                .prop_map(|(trouble, times)| Step::Calls(trouble, times))
                .boxed(),
        ),
        (1, Just(Step::ExpireTokens).boxed()),
        (
            2,
            any::<bool>()
                .prop_map(|heard| Step::Crash { heard })
                .boxed(),
        ),
        (1, Just(Step::Restart).boxed()),
    ])
}

fn foul() -> impl Strategy<Value = Step> {
    let kinds = [Kind::Used, Kind::Level, Kind::Total];
    let all = kinds.into_iter().flat_map(|kind| {
        let faults = Fault::ALL.into_iter();
        let faults = faults.filter(move |fault| fault.befalls(kind));
        faults.map(move |fault| Step::Foul(fault, kind))
    });
    prop::sample::select(all.collect::<Vec<_>>())
}

fn dates() -> impl Strategy<Value = Dates> {
    prop_oneof![
        Just(Dates::Full),
        Just(Dates::DateOnly),
        Just(Dates::Missing)
    ]
}

fn choice() -> impl Strategy<Value = Choice> {
    prop_oneof![Just(Choice::None), Just(Choice::Small), Just(Choice::Large)]
}

fn span() -> impl Strategy<Value = Span> {
    prop_oneof![
        Just(Span::Minute),
        Just(Span::QuarterHour),
        Just(Span::Hour),
        Just(Span::QuarterDay),
        Just(Span::Day),
        Just(Span::ThreeDays),
    ]
}

fn post() -> impl Strategy<Value = Post> {
    prop_oneof![
        Just(Post::Lost),
        Just(Post::Lost),
        Just(Post::Duplicated),
        Just(Post::Republished),
        Just(Post::Reordered),
    ]
}

fn trouble() -> impl Strategy<Value = Trouble> {
    prop_oneof![
        Just(Trouble::Unsent),
        Just(Trouble::Unanswered),
        Just(Trouble::Unanswered),
        Just(Trouble::Broken),
        Just(Trouble::BrokenAfter),
        Just(Trouble::Busy),
        Just(Trouble::Refused),
        Just(Trouble::Empty),
    ]
}
