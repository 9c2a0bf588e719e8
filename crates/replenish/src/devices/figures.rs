//! Figures of models: once a day, after what is learned, all machines of each model are looked at, page by page, and summed
//! up by firmware and slot. What a page or a metric shows of them is read from the sums alone.
//!
//! - A step looks at one page of a model's machines. What it adds to the sums, and where it goes on, is in the job's own
//!   row: both move together, and a step that is repeated adds nothing twice.
//! - The sums of a model take the place of those before once all of its machines were looked at.
//! - Firmwares beyond [`FIRMWARES`] of a model are summed up as `other`.

use std::collections::{BTreeMap, HashMap};

use domain::day::ClosedDay;
use domain::figures::{Figures, ORDERS, OTHERS, UNSAID};
use domain::time::SECOND;
use domain::{Order, SlotId, Time};
use store::{ModelFigures, Stage, Tx};

use crate::job::{Counted, Ended, Job, Learning};
use crate::{Application, Error};

/// Slots of which a month is read in one step, if one machine has no more.
const PAGE: usize = 96;
/// Firmwares of a model that are told apart.
const FIRMWARES: usize = 50;

/// Counts a page of machines, as a part of the daily pass.
pub(super) async fn run(app: &Application, mut pass: Learning) -> Result<Ended, Error> {
    let now = app.now();
    let mut counted = pass.figures.take().unwrap_or_default();
    let mut read = app.store.read().await?;
    let is_more = count(&mut read, &mut counted, now).await?;
    let mut done = None;
    let (next, at) = if is_more {
        pass.figures = Some(counted);
        (pass, now + SECOND)
    } else {
        let after = counted.model.as_deref().unwrap_or_default();
        let model = read.models_after(after, 1).await?.pop();
        done = counted.model.clone().map(|model| (model, counted));
        match model {
            None => pass.tomorrow(now),
            Some(model) => {
                pass.figures = Some(Counted {
                    model: Some(model.model),
                    ..Counted::default()
                });
                (pass, now + SECOND)
            }
        }
    };
    drop(read);
    let mut tx = app.store.write().await?;
    // One that was deleted meanwhile has none.
    if let Some((model, counted)) = done
        && tx.model(&model).await?.is_some()
    {
        let rows = rows(&model, &counted, now);
        tx.figures_put(&model, &rows).await?;
    }
    app.ask(&mut tx, &Job::Learn(next), at).await?;
    tx.commit().await?;
    Ok(Ended::Done)
}

fn rows(model: &str, counted: &Counted, now: Time) -> Vec<ModelFigures> {
    let rows = counted.sums.iter().flat_map(|(firmware, slots)| {
        slots.iter().map(|(slot, figures)| ModelFigures {
            model: model.to_owned(),
            firmware: firmware.clone(),
            slot: slot.clone(),
            counted_at: now,
            figures: *figures,
        })
    });
    rows.collect()
}

/// Adds what the next machines of the model come to; false where there are none.
async fn count(tx: &mut Tx, counted: &mut Counted, now: Time) -> Result<bool, Error> {
    let Some(model) = counted.model.clone() else {
        return Ok(false);
    };
    let slots = tx.model_slots(&model).await?.len();
    let page = PAGE.checked_div(slots).unwrap_or(PAGE).max(1);
    let page = i64::try_from(page).unwrap_or_default();
    let stages = tx.device_stages(&model, counted.after, page).await?;
    let Some(last) = stages.last() else {
        return Ok(false);
    };
    counted.after = Some(last.id);
    let there: Vec<_> = stages.iter().filter(|it| !it.deleting).collect();
    let ids: Vec<_> = there.iter().map(|it| it.id).collect();
    let slots = tx.slots_of_devices(&ids).await?;
    let keys: Vec<_> = slots.iter().map(|slot| slot.key()).collect();
    let first = Figures::first_day(now);
    let windows: Vec<_> = keys.iter().map(|key| (*key, first)).collect();
    let mut days: HashMap<SlotId, Vec<ClosedDay>> = HashMap::new();
    if !windows.is_empty() {
        for (slot, day) in tx.days_of_slots(&windows).await? {
            days.entry(slot).or_default().push(ClosedDay::from(&day));
        }
    }
    let newest = i64::try_from(ORDERS).unwrap_or_default();
    let mut orders: HashMap<SlotId, Vec<Order>> = HashMap::new();
    if !keys.is_empty() {
        for order in tx.orders_of_slots(&keys, newest).await? {
            orders.entry(order.slot_id).or_default().push(order);
        }
    }
    for stage in there {
        let own: Vec<_> = slots.iter().filter(|it| it.device_id == stage.id).collect();
        let ordered = own.iter().any(|it| orders.contains_key(&it.id));
        let chosen = own.iter().any(|it| !it.products.is_empty());
        add(counted, stage, "", machine(stage, chosen, ordered));
        for slot in own.iter().filter(|_| stage.claimed) {
            let days = days.remove(&slot.id).unwrap_or_default();
            let orders = orders.get(&slot.id).map(Vec::as_slice).unwrap_or_default();
            let figures = Figures::of_slot(&days, orders, now);
            add(counted, stage, &slot.kind.slot, figures);
        }
    }
    Ok(true)
}

fn machine(stage: &Stage, chosen: bool, ordered: bool) -> Figures {
    Figures {
        machines: 1,
        claimed: u64::from(stage.claimed),
        connected: u64::from(stage.claimed && stage.connected),
        chosen: u64::from(stage.claimed && chosen),
        ordered: u64::from(stage.claimed && ordered),
        ..Figures::default()
    }
}

/// Adds to the sums of all, and to those of the machine's firmware.
fn add(counted: &mut Counted, stage: &Stage, slot: &str, figures: Figures) {
    let mut firmware = stage.firmware.as_deref().unwrap_or(UNSAID);
    if !counted.sums.contains_key(firmware) && counted.sums.len() > FIRMWARES {
        firmware = OTHERS;
    }
    for of in ["", firmware] {
        let sums: &mut BTreeMap<_, _> = counted.sums.entry(of.to_owned()).or_default();
        *sums.entry(slot.to_owned()).or_default() += figures;
    }
}
