//! The unit of work: one change of one device, in a transaction that locks it, and what follows from it. What the rules
//! ask for is read, they decide in memory (`domain::engine`), and what they leave is written at the end. Nothing
//! here calls Amazon; what must be called is written down as a job.

use std::collections::{HashMap, HashSet};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use domain::MakerAct;
use domain::engine::{
    AT_ONCE, DeviceState, Facts, FoldNeed, FollowUp, IdSource, JournalPart, KnownOrder, Needs,
    ORDERS_THAT_MATTER, SlotState,
};
use domain::journal::Place;
use domain::maker_act::{About, Deed};
use domain::{DeviceId, OrderId, SlotId, SlotKey, Time};
use store::{AuditRow, DeviceSnapshot, NewJob, Tx, WriteSet};

use crate::job::Job;
use crate::{Application, Caller, Error, Random};

/// A device, held until [`DeviceUnit::commit`]: its state, in a transaction.
#[derive(Debug)]
pub struct DeviceUnit {
    pub(crate) app: Application,
    pub(crate) tx: Tx,
    state: DeviceState,
    /// Work asked for beside what the rules ask for, and when.
    jobs: Vec<(Job, Time)>,
}

impl Deref for DeviceUnit {
    type Target = DeviceState;
    fn deref(&self) -> &DeviceState {
        &self.state
    }
}

impl DerefMut for DeviceUnit {
    fn deref_mut(&mut self) -> &mut DeviceState {
        &mut self.state
    }
}

impl DeviceUnit {
    /// Holds a device.
    pub(crate) async fn lock(app: &Application, device: DeviceId) -> Result<Self, Error> {
        let tx = app.store.write().await?;
        Self::lock_in(app, tx, device).await
    }

    /// Holds a device in a transaction that has begun. One that is on its way out is not there.
    pub(crate) async fn lock_in(
        app: &Application,
        tx: Tx,
        device: DeviceId,
    ) -> Result<Self, Error> {
        let mut unit = Self::beside(app, tx, device).await?;
        unit.tx.slots_end_headroom(device).await?;
        for work in &mut unit.slots {
            work.slot.headroom_amount = None;
            work.slot.headroom_until = None;
        }
        Ok(unit)
    }

    /// The same for what is noted beside a device and changes nothing of it, nor how its slots are decided.
    pub(crate) async fn beside(
        app: &Application,
        mut tx: Tx,
        device: DeviceId,
    ) -> Result<Self, Error> {
        let found = tx.device_snapshots(&[], &[device]).await?.pop();
        let found = found.filter(|found| !found.device.deleting);
        let found = found.ok_or(Error::NotFound)?;
        Ok(Self {
            state: app.state(found, app.now(), &app.ids()),
            app: app.clone(),
            tx,
            jobs: Vec::new(),
        })
    }

    /// Holds the device of a slot, whose place among its slots is the answer, too.
    pub(crate) async fn lock_slot(app: &Application, slot: SlotId) -> Result<(Self, usize), Error> {
        let tx = app.store.write().await?;
        Self::lock_slot_in(app, tx, slot).await
    }

    /// The same in a transaction that has begun.
    pub(crate) async fn lock_slot_in(
        app: &Application,
        mut tx: Tx,
        slot: SlotId,
    ) -> Result<(Self, usize), Error> {
        let device = tx.slot(slot).await?.ok_or(Error::NotFound)?.device_id;
        let unit = Self::lock_in(app, tx, device).await?;
        let s = unit.slot_of(slot).ok_or(Error::NotFound)?;
        Ok((unit, s))
    }

    /// Holds the device of an order, which is read with the newest ones of its slot; none where one of them is not there.
    pub(crate) async fn lock_order(
        app: &Application,
        id: OrderId,
    ) -> Result<Option<(Self, usize)>, Error> {
        let Some(order) = app.store.read().await?.order(id).await? else {
            return Ok(None);
        };
        let (mut unit, s) = match Self::lock_slot(app, order.slot_id).await {
            Err(Error::NotFound) => return Ok(None),
            held => held?,
        };
        Ok(unit.read_order(s, id).await?.then_some((unit, s)))
    }

    /// Everything decided, durable, and the worker woken.
    pub(crate) async fn commit(mut self) -> Result<(), Error> {
        self.flush().await?;
        self.tx.device_update(&self.state.device).await?;
        self.tx.commit().await?;
        self.app.wake.notify_waiters();
        Ok(())
    }

    /// Everything decided and written, in a transaction that goes on.
    pub(crate) async fn into_tx(mut self) -> Result<Tx, Error> {
        self.flush().await?;
        self.tx.device_update(&self.state.device).await?;
        Ok(self.tx)
    }

    /// Decides on what something happened to.
    pub(crate) async fn settle(&mut self) -> Result<(), Error> {
        settle(&mut self.tx, &mut [&mut self.state]).await
    }

    /// Decides on what something happened to, and writes everything but the device itself.
    pub(crate) async fn flush(&mut self) -> Result<(), Error> {
        self.settle().await?;
        let mut set = WriteSet::at(self.state.now);
        set.add(&self.state);
        set.jobs = self.app.new_jobs(&[&self.state], self.jobs.drain(..));
        set.jobs_dropped = dropped(&[&self.state]);
        if !self.tx.flush(&set).await? {
            return Err(Error::NotStored);
        }
        measure(&self.state);
        self.state.written();
        Ok(())
    }

    /// Asks for work at a moment.
    pub(crate) fn job(&mut self, job: Job, at: Time) {
        self.jobs.push((job, at));
    }

    /// Reads the newest orders of a slot.
    pub(crate) async fn read_orders(&mut self, s: usize) -> Result<(), Error> {
        read_orders(&mut self.tx, &mut [&mut self.state.slots[s]]).await
    }

    /// Reads the newest orders of all its slots.
    pub(crate) async fn read_all_orders(&mut self) -> Result<(), Error> {
        let mut slots: Vec<_> = self.state.slots.iter_mut().collect();
        read_orders(&mut self.tx, &mut slots).await
    }

    /// Reads an order of a slot with the newest ones; false where there is none.
    pub(crate) async fn read_order(&mut self, s: usize, id: OrderId) -> Result<bool, Error> {
        self.read_orders(s).await?;
        if self.order(id).is_some() {
            return Ok(true);
        }
        let slot = self.slots[s].slot.id;
        let found = self.tx.order(id).await?;
        let Some(order) = found.filter(|order| order.slot_id == slot) else {
            return Ok(false);
        };
        let parcels = self.tx.parcels_of_orders(&[id]).await?;
        self.slots[s].put(KnownOrder::known(order, parcels));
        Ok(true)
    }

    /// Reads the open alerts of the device and its slots.
    pub(crate) async fn read_alerts(&mut self) -> Result<(), Error> {
        read_alerts(&mut self.tx, &mut [&mut self.state]).await
    }

    /// Notes who did what to the device.
    pub(crate) async fn audit(&mut self, caller: &Caller, action: &str) -> Result<(), Error> {
        self.audit_of(caller, action, About::default()).await
    }

    /// The same of a part of it. What the maker did for a reason is noted for the customer, too.
    pub(crate) async fn audit_of(
        &mut self,
        caller: &Caller,
        action: &str,
        about: About,
    ) -> Result<(), Error> {
        self.app.must_still(&mut self.tx, caller).await?;
        let object = format!("device:{}", self.device.id);
        let row = caller.audit(self.id(), self.now, action, object);
        self.note(row, about).await
    }

    /// The same by its line.
    pub(crate) async fn note(&mut self, row: AuditRow, about: About) -> Result<(), Error> {
        if let (Some(reason), Some(deed)) = (&row.reason, Deed::parse(&row.action)) {
            let act = MakerAct {
                device_id: self.device.id,
                about,
                deed,
                at: row.at,
                reason: reason.clone(),
            };
            self.tx.maker_act_insert(row.id, &act).await?;
        }
        Ok(self.tx.audit_insert(&row).await?)
    }
}

impl IdSource for Random {
    fn new_id(&self, now: Time) -> uuid::Uuid {
        self.id(now)
    }
}

impl Application {
    /// Where the rules get new ids from.
    pub(crate) fn ids(&self) -> Arc<dyn IdSource> {
        Arc::new(self.random.clone())
    }

    /// What the rules know of a device that was read.
    pub(crate) fn state(
        &self,
        found: DeviceSnapshot,
        now: Time,
        ids: &Arc<dyn IdSource>,
    ) -> DeviceState {
        let slots = found.slots.into_iter();
        let slots = slots.map(|it| SlotState::new(it.slot, it.orders)).collect();
        let moment = (now, self.doubted_since());
        DeviceState::new(found.device, found.registered, slots, moment, ids.clone())
    }

    /// The jobs that devices and others ask for, each once, at the earliest moment that it is asked for.
    pub(crate) fn new_jobs(
        &self,
        devices: &[&DeviceState],
        others: impl IntoIterator<Item = (Job, Time)>,
    ) -> Vec<NewJob> {
        let now = self.now();
        let asked = devices.iter().flat_map(|device| &device.changes.jobs);
        // Where nobody can be told of an alert, nothing is to be decided.
        let is_told = self.settings.notices.is_some();
        let asked = asked
            .filter(|(work, _)| is_told || !matches!(work, FollowUp::Notice(_)))
            .map(|(work, at)| (Job::from(*work), *at))
            .chain(others);
        let mut jobs: Vec<NewJob> = Vec::new();
        let mut places = HashMap::new();
        for (job, run_at) in asked {
            let new = job.named(self.random.id(now), run_at);
            let place = *places.entry(new.key.clone()).or_insert(jobs.len());
            match jobs.get_mut(place) {
                Some(known) => known.run_at = known.run_at.min(run_at),
                None => jobs.push(new),
            }
        }
        jobs
    }
}

/// The keys of jobs that devices do not want any more.
pub(crate) fn dropped(devices: &[&DeviceState]) -> Vec<String> {
    let dropped = devices.iter().flat_map(|it| &it.changes.jobs_dropped);
    dropped.map(|work| Job::from(*work).key()).collect()
}

/// What a change means to the operator.
pub(crate) fn measure(device: &DeviceState) {
    for state in &device.changes.order_states {
        metrics::counter!("larder_orders_total", "state" => state.name()).increment(1);
    }
    for alert in &device.changes.alerts_begun {
        metrics::counter!("larder_alerts_total", "signal" => alert.kind.name()).increment(1);
    }
    for days in &device.changes.days_left_at_arrival {
        metrics::histogram!("larder_days_left_at_arrival").record(*days);
    }
    for promise in &device.changes.promises {
        let kind = &device.slots[promise.slot].slot.kind;
        metrics::counter!("larder_promises_total",
            "model" => kind.model.clone(),
            "slot" => kind.slot.clone(),
            "promised" => promise.level.probability().to_string(),
            "outcome" => if promise.kept { "kept" } else { "broken" })
        .increment(1);
    }
}

/// Reads what the rules ask for of devices, and lets them decide.
pub(crate) async fn settle(tx: &mut Tx, devices: &mut [&mut DeviceState]) -> Result<(), Error> {
    for device in devices.iter_mut() {
        for s in 0..device.slots.len() {
            fold(tx, device, s).await?;
        }
    }
    let needs = |device: &DeviceState| {
        let (now, doubted) = (device.now, device.doubted_since);
        let slots = device.slots.iter();
        slots
            .filter_map(|it| it.needs(now, doubted))
            .collect::<Vec<_>>()
    };
    let all: Vec<Needs> = devices.iter().flat_map(|it| needs(it)).collect();
    if let Some(first) = devices.first()
        && !all.is_empty()
    {
        let mut facts = read_facts(tx, &all, first.now).await?;
        let slots = devices.iter_mut().flat_map(|it| &mut it.slots);
        let wanted = all.iter().filter(|it| it.orders).map(|it| it.slot);
        let wanted: HashSet<_> = wanted.collect();
        let unread = slots.filter(|it| wanted.contains(&it.slot.key()));
        read_orders(tx, &mut unread.collect::<Vec<_>>()).await?;
        for device in devices.iter_mut() {
            for work in &mut device.slots {
                if let Some(facts) = facts.remove(&work.slot.id) {
                    work.learn(facts);
                }
            }
        }
        let due = devices
            .iter_mut()
            .filter(|it| it.slots.iter().any(|it| it.needs_evaluation));
        read_alerts(tx, &mut due.map(|it| &mut **it).collect::<Vec<_>>()).await?;
    }
    for device in devices {
        device.settle();
    }
    Ok(())
}

/// Folds what a slot's journal is to be folded for.
pub(crate) async fn fold(tx: &mut Tx, device: &mut DeviceState, s: usize) -> Result<(), Error> {
    while let Some(need) = device.slots[s].fold_need() {
        let part = journal_part(tx, device.slots[s].slot.key(), &need).await?;
        device.fold(s, part);
    }
    Ok(())
}

async fn journal_part(tx: &mut Tx, slot: SlotKey, need: &FoldNeed) -> Result<JournalPart, Error> {
    let most = i64::try_from(AT_ONCE + 1).unwrap_or_default();
    let first = need.first();
    let midnight = Place::before(first.start());
    let mut part = JournalPart::default();
    let mut after = midnight;
    if need.is_settled {
        let changes = tx.changes_to_fold(slot.slot, midnight, need.from - 1, most);
        part.changes = changes.await?;
        after = Place::after(need.from - 1);
    }
    if part.changes.len() > AT_ONCE {
        return Ok(part);
    }
    part.later = tx.entries_to_fold(slot.slot, after, most).await?;
    part.day_before = tx.day_before(slot, first).await?;
    if part.later.len() > AT_ONCE {
        part.days = tx.days_since(slot, need.to.day()).await?;
    }
    if need.may_lose_use {
        part.day_of_last_use = tx.day_of_last_use(slot, first).await?;
    }
    Ok(part)
}

async fn read_facts(
    tx: &mut Tx,
    needs: &[Needs],
    now: Time,
) -> Result<HashMap<SlotId, Facts>, Error> {
    let mut facts: HashMap<_, _> = needs
        .iter()
        .map(|it| (it.slot.slot, Facts::default()))
        .collect();
    let windows = needs.iter().filter(|it| it.days.is_none());
    let windows: Vec<_> = windows.map(|it| (it.slot, it.window)).collect();
    if !windows.is_empty() {
        for (slot, used) in tx.used_since(&windows, now.day()).await? {
            facts.entry(slot).or_default().used = used;
        }
    }
    let days = needs.iter().filter_map(|it| Some((it.slot, it.days?)));
    let days: Vec<_> = days.collect();
    if !days.is_empty() {
        for (slot, _) in &days {
            facts.entry(slot.slot).or_default().days = Some(Vec::new());
        }
        for (slot, day) in tx.days_of_slots(&days).await? {
            facts
                .entry(slot)
                .or_default()
                .days
                .get_or_insert_default()
                .push(day);
        }
    }
    let asked = needs
        .iter()
        .filter_map(|it| Some((it.slot, it.deliveries?)));
    let (slots, most): (Vec<_>, Vec<_>) = asked.unzip();
    if let Some(most) = most.into_iter().max() {
        let most = i64::try_from(most).unwrap_or_default();
        for order in tx.orders_of_slots(&slots, most).await? {
            facts
                .entry(order.slot_id)
                .or_default()
                .deliveries
                .push(order);
        }
    }
    for need in needs {
        if let Some(since) = need.counted_since {
            let is_counted = tx.counted_since(need.slot.slot, since).await?;
            facts.entry(need.slot.slot).or_default().is_counted = is_counted;
        }
    }
    Ok(facts)
}

/// Reads the newest orders of slots with their parcels, where they are not read yet.
pub(crate) async fn read_orders(tx: &mut Tx, slots: &mut [&mut SlotState]) -> Result<(), Error> {
    let unread = slots.iter_mut().filter(|it| it.orders.is_none());
    let mut unread: HashMap<_, _> = unread.map(|it| (it.slot.key(), it)).collect();
    if unread.is_empty() {
        return Ok(());
    }
    let keys: Vec<_> = unread.keys().copied().collect();
    let most = i64::try_from(ORDERS_THAT_MATTER).unwrap_or_default();
    let orders = tx.orders_of_slots(&keys, most).await?;
    let of: Vec<_> = orders.iter().map(|order| order.id).collect();
    let mut parcels: HashMap<OrderId, Vec<_>> = HashMap::new();
    if !of.is_empty() {
        for parcel in tx.parcels_of_orders(&of).await? {
            parcels.entry(parcel.order_id).or_default().push(parcel);
        }
    }
    for slot in unread.values_mut() {
        slot.orders = Some(Vec::new());
    }
    for order in orders {
        let parcels = parcels.remove(&order.id).unwrap_or_default();
        if let Some(slot) = unread.get_mut(&order.slot_key()) {
            slot.put(KnownOrder::known(order, parcels));
        }
    }
    Ok(())
}

/// Reads the open alerts of devices, where they are not read yet.
pub(crate) async fn read_alerts(
    tx: &mut Tx,
    devices: &mut [&mut DeviceState],
) -> Result<(), Error> {
    let unread = devices.iter_mut().filter(|it| it.alerts.is_none());
    let mut unread: HashMap<_, _> = unread.map(|it| (it.device.id, it)).collect();
    if unread.is_empty() {
        return Ok(());
    }
    let ids: Vec<_> = unread.keys().copied().collect();
    let alerts = tx.alerts_open(&ids).await?;
    for device in unread.values_mut() {
        device.alerts = Some(Vec::new());
    }
    for alert in alerts {
        if let Some(device) = unread.get_mut(&alert.device_id) {
            device.alerts.get_or_insert_default().push(alert);
        }
    }
    Ok(())
}
