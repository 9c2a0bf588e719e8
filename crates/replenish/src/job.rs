//! Background jobs: what kinds of work there are, what names each, and how a run of one ends. A job is a row that is
//! written in the transaction of its cause (an outbox), so that the work is done exactly where that commits.
//!
//! - The key says what there is to do: asked for again before it has run, it is still one row.
//! - It is run at least once (`worker`). A run looks first at what is there and does what is still to be done of it, so
//!   that a repeat changes nothing.
//! - Its kind says whether somebody waits for it ([`store::Lane`]): the database makes that of the key, so that nobody who
//!   writes a job can forget it.
//! - To add a kind: a variant here, its key, and its arm in `worker::dispatch`; where it is of the whole fleet and in no
//!   hurry, a migration that says so of its key as 0035 does.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::alexa::Region;
use domain::breaker::HeldDecision;
use domain::demand::fleet::Share;
use domain::engine::FollowUp;
use domain::figures::Figures;
use domain::maker_act::Deed;
use domain::time::{HOUR, SECOND};
use domain::{
    AccountId, AlertId, DeviceId, EntryId, HouseholdId, JobId, OrderId, ParcelId, SlotId, Time,
    WebhookId,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::NewJob;
use uuid::Uuid;

/// Rows that a job deletes in one transaction, and transactions of one run: it is over long before its
/// lease, and nobody waits for it.
pub(crate) const PIECE: i64 = 1_000;
pub(crate) const PIECES: usize = 20;

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum Job {
    /// Ask Amazon or the maker's shop for an order.
    Replenish {
        /// The order.
        order: OrderId,
    },
    /// Count a parcel on its date.
    Parcel {
        /// The parcel.
        parcel: ParcelId,
    },
    /// Ask Amazon what became of an order past its deadline.
    OrderWatch {
        /// The order.
        order: OrderId,
    },
    /// Ask Amazon what became of an order, after a time of hearing nothing.
    OrderAsk {
        /// The order.
        order: OrderId,
    },
    /// Tell Amazon what is left.
    SlotStatus {
        /// The slot.
        slot: SlotId,
    },
    /// Announce the machines of an account's grant to Alexa.
    AlexaAnnounce {
        /// Whose grant.
        account: AccountId,
    },
    /// Tell Alexa what is in a machine.
    AlexaReport {
        /// The device.
        device: DeviceId,
    },
    /// Tell Alexa that a machine is gone.
    AlexaDelete {
        /// By whose grant.
        account: AccountId,
        /// The device.
        device: DeviceId,
    },
    /// Take the machines of a grant that has ended from Alexa.
    AlexaUnlink(PendingUnlink),
    /// Decide again when a cooldown is over.
    Evaluate {
        /// The slot.
        slot: SlotId,
    },
    /// Count a slot's journal again, piece by piece.
    Count {
        /// The slot.
        slot: SlotId,
    },
    /// Ask Amazon which slots may order.
    Sync {
        /// The device.
        device: DeviceId,
    },
    /// Ask whether a registration is still there, since Amazon may have said that it is not.
    Verify {
        /// The device.
        device: DeviceId,
    },
    /// Once a day: decide, tell Amazon that the machine is alive and what is left, ask it back.
    Daily {
        /// The device.
        device: DeviceId,
    },
    /// End a registration at Amazon, with the tokens that were ours.
    Deregister(PendingDeregistration),
    /// Delete a device once Amazon has let go of it.
    DeleteDevice {
        /// The device.
        device: DeviceId,
    },
    /// Ask Amazon about everything that is registered, after a time of hearing nothing.
    CatchUp {
        /// The last device that was asked about.
        after: Option<DeviceId>,
    },
    /// Take somebody who is deleted out of what was written down of them.
    Forget {
        /// Who it was.
        account: AccountId,
        /// The household, where it went with its last account.
        household: Option<HouseholdId>,
    },
    /// Apply messages that came before their devices were there.
    Hear,
    /// Bring the devices of a model to what it has become.
    Model {
        /// Names this change of it.
        id: Uuid,
        /// The model.
        model: String,
        /// The last device that was.
        after: Option<DeviceId>,
    },
    /// Let a machine go over to its model's replenisher.
    Replenisher {
        /// The device.
        device: DeviceId,
    },
    /// Let orders go that wait, or withdraw them.
    Held(HeldOrders),
    /// Hand events on to an endpoint of the maker's, or take it away once it is deleted.
    Webhook {
        /// The endpoint.
        webhook: WebhookId,
    },
    /// Write down which customers hear of an alert.
    Notice {
        /// The alert.
        alert: AlertId,
    },
    /// Send a customer what they are to hear by e-mail.
    Mail {
        /// Who.
        account: AccountId,
    },
    /// Push it to their browsers.
    Push {
        /// Whose.
        account: AccountId,
    },
    /// Once a day: sum up what the machines of each model have in common.
    Learn(Learning),
    /// Forget what is kept no longer.
    Cleanup {
        /// The last entry of the journal that was looked at.
        #[serde(default)]
        after: Option<EntryId>,
    },
}

/// How far a look at the fleet has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Learning {
    /// When it began.
    pub begun: Time,
    /// What its sums mean.
    pub version: u16,
    /// The model that is looked at; none at the beginning.
    pub model: Option<String>,
    /// The last one of its machines that was.
    pub after: Option<DeviceId>,
    /// What they have in common, by slot.
    pub sums: BTreeMap<String, Share>,
    /// How far the figures of models have come, which are counted after that.
    #[serde(default)]
    pub figures: Option<Counted>,
}

/// How far a count of the figures of models has come.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Counted {
    /// The model that is looked at; none at the beginning.
    pub model: Option<String>,
    /// The last one of its machines that was.
    pub after: Option<DeviceId>,
    /// What they came to, by firmware and slot.
    pub sums: BTreeMap<String, BTreeMap<String, Figures>>,
}

/// Orders of a model that wait, and what an operator says of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldOrders {
    /// Names this decision.
    pub id: Uuid,
    /// The model.
    pub model: String,
    /// Whether they go on or are withdrawn.
    pub decision: HeldDecision,
    /// Those that have waited since then or longer.
    pub until: Time,
    /// The last one that was looked at.
    pub after: Option<(Time, OrderId)>,
    /// Who of the maker's people decided it; none for whoever was on the server.
    #[serde(default)]
    pub by: Option<Uuid>,
    /// By which request.
    #[serde(default)]
    pub request_id: String,
    /// Why, which customers read.
    #[serde(default)]
    pub reason: Option<String>,
}

impl HeldOrders {
    /// What is done to each order that waits.
    pub fn deed(&self) -> Deed {
        match self.decision {
            HeldDecision::LetGo => Deed::LetGo,
            HeldDecision::Withdraw => Deed::Withdraw,
        }
    }
}

/// The sealed tokens of a registration that has ended here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingDeregistration {
    /// Names this goodbye.
    pub id: Uuid,
    /// The device it was of: Amazon knows it by its serial.
    #[serde(default)]
    pub serial: String,
    /// Who had connected it.
    pub account: AccountId,
    /// Sealed.
    pub access: Vec<u8>,
    /// Sealed.
    pub refresh: Vec<u8>,
}

/// What is needed to take machines from Alexa after their grant has ended here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingUnlink {
    /// Names this goodbye.
    pub id: Uuid,
    /// Whose grant it was.
    pub account: AccountId,
    /// Whose gateway is told.
    pub region: Region,
    /// Sealed.
    pub access: Vec<u8>,
    /// Sealed.
    pub refresh: Vec<u8>,
    /// The machines.
    pub endpoints: Vec<DeviceId>,
}

impl PendingDeregistration {
    /// How the keys of a device's goodbyes begin: all, or those of one account.
    pub(crate) fn keys(serial: &str, account: Option<AccountId>) -> String {
        let account = account.map(|account| format!("{account}:"));
        format!("deregister:{serial}:{}", account.unwrap_or_default())
    }
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Nothing more to do.
    Done,
    /// Nothing more to do: Amazon was told of a slot, which is noted where this is settled.
    Told { slot: SlotId, at: Time },
    /// On its own account, later.
    Again(Time),
    /// Not possible now; says why, without secrets.
    Retry {
        after: Option<Duration>,
        why: &'static str,
    },
}

/// Failed runs so far, for those that give up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tries {
    /// When the first of them was.
    pub first: Option<Time>,
    /// How many, in a row.
    pub count: i64,
}

impl Tries {
    /// Whether they have gone on for that long.
    pub(crate) fn last(self, now: Time, millis: i64) -> bool {
        self.first.is_some_and(|first| now.since(first) >= millis)
    }
}

impl Job {
    /// The key of learning from the fleet, which goes on where it is.
    pub(crate) const LEARN: &str = "learn";

    /// What there is to do, once.
    pub(crate) fn key(&self) -> String {
        match self {
            Self::Replenish { order } => format!("replenish:{order}"),
            Self::Parcel { parcel } => format!("parcel:{parcel}"),
            Self::OrderWatch { order } => format!("order_watch:{order}"),
            Self::OrderAsk { order } => format!("order_ask:{order}"),
            Self::SlotStatus { slot } => format!("slot_status:{slot}"),
            Self::AlexaAnnounce { account } => format!("alexa_announce:{account}"),
            Self::AlexaReport { device } => format!("alexa_report:{device}"),
            Self::AlexaDelete { account, device } => format!("alexa_delete:{account}:{device}"),
            Self::AlexaUnlink(it) => format!("alexa_unlink:{}:{}", it.account, it.id),
            Self::Evaluate { slot } => format!("evaluate:{slot}"),
            Self::Count { slot } => format!("count:{slot}"),
            Self::Sync { device } => format!("sync:{device}"),
            Self::Verify { device } => format!("verify:{device}"),
            Self::Daily { device } => format!("daily:{device}"),
            Self::Deregister(pending) => {
                let of = PendingDeregistration::keys(&pending.serial, Some(pending.account));
                format!("{of}{}", pending.id)
            }
            Self::DeleteDevice { device } => format!("delete_device:{device}"),
            Self::CatchUp { .. } => "catch_up".to_owned(),
            Self::Forget { account, .. } => format!("forget:{account}"),
            Self::Hear => "hear".to_owned(),
            Self::Model { id, model, .. } => format!("model:{model}:{id}"),
            Self::Replenisher { device } => format!("replenisher:{device}"),
            Self::Held(held) => format!("held:{}:{}", held.model, held.id),
            Self::Webhook { webhook } => format!("webhook:{webhook}"),
            Self::Notice { alert } => format!("notice:{alert}"),
            Self::Mail { account } => format!("mail:{account}"),
            Self::Push { account } => format!("push:{account}"),
            Self::Learn(_) => Self::LEARN.to_owned(),
            Self::Cleanup { .. } => "cleanup".to_owned(),
        }
    }
}

impl Job {
    /// The row by which it is asked for at a moment.
    pub(crate) fn named(&self, id: JobId, run_at: Time) -> NewJob {
        NewJob {
            id,
            key: self.key(),
            payload: json!(self),
            run_at,
        }
    }
}

impl From<FollowUp> for Job {
    fn from(work: FollowUp) -> Self {
        match work {
            FollowUp::Replenish(order) => Self::Replenish { order },
            FollowUp::Parcel(parcel) => Self::Parcel { parcel },
            FollowUp::OrderWatch(order) => Self::OrderWatch { order },
            FollowUp::SlotStatus(slot) => Self::SlotStatus { slot },
            FollowUp::AlexaReport(device) => Self::AlexaReport { device },
            FollowUp::Evaluate(slot) => Self::Evaluate { slot },
            FollowUp::Count(slot) => Self::Count { slot },
            FollowUp::Notice(alert) => Self::Notice { alert },
        }
    }
}

/// How long to wait after that many failures in a row: 5 s, doubling to an hour.
pub(crate) fn backoff(attempts: i64) -> i64 {
    let doubled = (5 * SECOND) << attempts.clamp(0, 12);
    doubled.min(HOUR)
}

#[cfg(test)]
mod tests {
    use domain::time::MINUTE;

    use super::*;

    #[test]
    fn waits_double_up_to_an_hour() {
        let waits: Vec<_> = (0..12).map(|n| backoff(n) / SECOND).collect();
        assert_eq!(waits[..4], [5, 10, 20, 40]);
        assert_eq!(backoff(10), HOUR);
        assert!(waits.is_sorted() && backoff(1_000) == HOUR && backoff(0) < MINUTE);
    }
}
