//! The work that waits, for whoever looks after it: jobs whose last run failed, and those of a machine; one may be run now,
//! or given up where nothing but somebody outside would miss it.

use domain::api_key::Scope;
use domain::{Device, JobId};
use store::{JobRow, Tx};

use crate::devices::fleet::device;
use crate::job::Job;
use crate::queries::page::cut;
use crate::{Application, Caller, Code, Error};

/// Kinds that only tell somebody outside something, which the next one tells again, or which nobody waits for.
const MAY_BE_GIVEN_UP: [&str; 8] = [
    "slot_status",
    "alexa_announce",
    "alexa_report",
    "alexa_delete",
    "alexa_unlink",
    "deregister",
    "mail",
    "push",
];

/// The work that waits.
#[derive(Clone, Copy, Debug)]
pub struct Jobs<'a>(&'a Application);

impl Application {
    /// The work that waits.
    pub fn jobs(&self) -> Jobs<'_> {
        Jobs(self)
    }
}

/// What kind of work a job is, which its key begins with.
pub fn kind(key: &str) -> &str {
    key.split(':').next().unwrap_or(key)
}

/// Whether it may be given up.
pub fn may_be_given_up(key: &str) -> bool {
    MAY_BE_GIVEN_UP.contains(&kind(key))
}

impl Jobs<'_> {
    /// Jobs whose last run failed, the one that was asked for last first, and after which one to go on.
    pub async fn failing(
        self,
        limit: u32,
        after: Option<JobId>,
    ) -> Result<(Vec<JobRow>, Option<JobId>), Error> {
        let mut tx = self.0.store.read().await?;
        let mut jobs = tx.jobs_failing(i64::from(limit) + 1, after).await?;
        let next = cut(&mut jobs, limit, |it| it.id);
        Ok((jobs, next))
    }

    /// The jobs of a machine, the one that is due first first.
    pub async fn of_machine(self, serial: &str) -> Result<Vec<JobRow>, Error> {
        let mut tx = self.0.store.read().await?;
        let device = device(&mut tx, serial).await?;
        let keys = keys_of(&mut tx, &device).await?;
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let mut jobs = tx.jobs_of_keys(&keys).await?;
        jobs.sort_by_key(|job| (job.run_at, job.id));
        Ok(jobs)
    }

    /// Runs a job as soon as there is room, instead of when it was to be tried again.
    pub async fn run_now(self, caller: &Caller, id: JobId) -> Result<(), Error> {
        caller.must_have(Scope::FleetWrite)?;
        let mut tx = self.0.store.write().await?;
        if !tx.job_hasten(id, self.0.now()).await? {
            return Err(Error::NotFound);
        }
        let object = format!("job:{id}");
        self.0.audit(&mut tx, caller, "job.run", object).await?;
        tx.commit().await?;
        self.0.wake.notify_one();
        Ok(())
    }

    /// Gives a job up.
    pub async fn give_up(self, caller: &Caller, id: JobId) -> Result<(), Error> {
        caller.must_have(Scope::FleetWrite)?;
        let mut tx = self.0.store.write().await?;
        let job = tx.job_row(id).await?.ok_or(Error::NotFound)?;
        if !may_be_given_up(&job.key) {
            let kind = kind(&job.key);
            let why = format!(
                "a job `{kind}` is not given up: it ends by itself, and something would be lost without it"
            );
            return Err(Error::conflict(Code::Maker("conflict"), why));
        }
        tx.job_delete(&job.key).await?;
        let object = format!("job:{id}");
        self.0.audit(&mut tx, caller, "job.give_up", object).await?;
        Ok(tx.commit().await?)
    }
}

/// The keys of what there may be to do for a device: for itself, each of its slots, and each one's newest order with its
/// parcels.
async fn keys_of(tx: &mut Tx, device: &Device) -> Result<Vec<String>, Error> {
    let id = device.id;
    let mut keys = vec![
        Job::Daily { device: id }.key(),
        Job::Sync { device: id }.key(),
        Job::Verify { device: id }.key(),
        Job::AlexaReport { device: id }.key(),
        Job::Replenisher { device: id }.key(),
        Job::DeleteDevice { device: id }.key(),
    ];
    let slots: Vec<_> = tx.slots_of_device(id).await?;
    let of: Vec<_> = slots.iter().map(|slot| slot.key()).collect();
    for slot in of.iter().map(|key| key.slot) {
        keys.extend([
            Job::SlotStatus { slot }.key(),
            Job::Evaluate { slot }.key(),
            Job::Count { slot }.key(),
        ]);
    }
    let orders = tx.orders_newest(&of).await?;
    let orders: Vec<_> = orders.iter().map(|named| named.order.id).collect();
    for &order in &orders {
        keys.extend([
            Job::Replenish { order }.key(),
            Job::OrderWatch { order }.key(),
            Job::OrderAsk { order }.key(),
        ]);
    }
    let parcels = tx.parcels_of_orders(&orders).await?;
    keys.extend(parcels.iter().map(|it| Job::Parcel { parcel: it.id }.key()));
    Ok(keys)
}
