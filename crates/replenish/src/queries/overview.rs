//! The overview: how many machines and orders there is something to be done about, by reason. Each number is counted up to
//! a limit, and leads to a list.

use domain::alert::AlertKind;
use domain::order::EndReason;
use domain::time::DAY;
use store::Lane;

use super::Queries;
use crate::Error;

/// How far is counted.
const MOST: i64 = 10_000;
/// How long back an order's end is counted.
pub const RECENT: i64 = 7 * DAY;
/// Ends of orders that somebody should look at: those that no customer asked for.
const ENDS: [EndReason; 5] = [
    EndReason::Refused,
    EndReason::Unresolved,
    EndReason::NoAnswer,
    EndReason::InProgress,
    EndReason::Overdue,
];

/// A number that was counted up to a limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// How many, or the limit.
    pub number: i64,
    /// There are more.
    pub more: bool,
}

impl Counted {
    fn of(found: i64) -> Self {
        Self {
            number: found.min(MOST),
            more: found > MOST,
        }
    }
}

/// What there is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// Machines and slots, by what should be heard of them.
    pub alerts: Vec<(AlertKind, Counted)>,
    /// Orders that ended in the last seven days, by why.
    pub ended: Vec<(EndReason, Counted)>,
    /// Orders that are longer in a state than usual.
    pub stuck: Counted,
    /// Jobs that are due, by lane.
    pub due: [(Lane, Counted); 4],
    /// Jobs whose last run failed.
    pub failing: Counted,
    /// Messages of Amazon's whose machine is not known.
    pub unknown: Counted,
}

impl Queries<'_> {
    /// What there is to be done, in the whole fleet.
    pub async fn overview(self) -> Result<Overview, Error> {
        let now = self.0.now();
        let (stuck, more) = self.orders_stuck(1_000, None).await?;
        let mut tx = self.0.store.read().await?;
        let mut alerts = Vec::new();
        for kind in AlertKind::ALL {
            let found = tx.alerts_count(kind, MOST + 1).await?;
            alerts.push((kind, Counted::of(found)));
        }
        let mut ended = Vec::new();
        for reason in ENDS {
            let found = tx
                .orders_ended_count(reason, now - RECENT, MOST + 1)
                .await?;
            ended.push((reason, Counted::of(found)));
        }
        let mut due = Lane::ALL.map(|lane| (lane, Counted::default()));
        for (lane, counted) in &mut due {
            let (found, _) = tx.jobs_due(*lane, now).await?;
            *counted = Counted {
                number: found,
                more: found >= MOST,
            };
        }
        Ok(Overview {
            alerts,
            ended,
            stuck: Counted {
                number: i64::try_from(stuck.len()).unwrap_or(MOST),
                more: more.is_some(),
            },
            due,
            failing: Counted::of(tx.jobs_failing_count(MOST + 1).await?),
            unknown: Counted::of(tx.notifications_waiting_count(MOST + 1).await?),
        })
    }
}
