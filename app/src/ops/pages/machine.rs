//! One machine: how it stands and why, in sentences; what can be done there for its customer; what is still to be done; and
//! all that was reported, decided, said and done about it, in one line.

mod standing;
mod supply;
mod timeline;

use domain::Time;
use domain::api_key::Scope;
use domain::operator::Duty;
use domain::view::DeviceView;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use replenish::{Error, JobRow, MachineSheet, TimelineCursor, TimelineItem};

use self::standing::Standing;
use self::supply::Supplies;
use self::timeline::Timeline;
use super::work::Jobs;
use crate::components::Title;
use crate::ops::acting::{Acting, ActingSlot};
use crate::ops::list::asked_as;
use crate::ops::load::load;
use crate::ops::words::{frame, machine as text, work};

/// Lines of the timeline on one page.
const LINES: u32 = 50;

/// Everything that the page shows.
struct Data {
    sheet: MachineSheet,
    jobs: Vec<JobRow>,
    lines: Vec<TimelineItem>,
    next: Option<TimelineCursor>,
    /// A one-time key for what is put in by hand.
    key: String,
    now: Time,
}

/// The page.
#[component]
pub fn MachinePage() -> impl IntoView {
    let serial = use_params_map().with_untracked(|params| params.get("serial"));
    let after = asked_as("after", TimelineCursor::parse);
    load(
        Scope::FleetRead,
        move |application, _| async move {
            let after = after?;
            let serial = serial.ok_or(Error::NotFound)?;
            let queries = application.queries();
            let sheet = queries.sheet(&serial).await?;
            let (lines, next) = queries.timeline(&serial, LINES, after).await?;
            Ok(Data {
                sheet,
                lines,
                next,
                jobs: application.jobs().of_machine(&serial).await?,
                key: application.action_key(),
                now: application.now(),
            })
        },
        |data, _, console| {
            let may = console.may(Scope::FleetWrite);
            let is_named = console.may(Duty::Audit);
            view! {
                <Title text=frame::titled(&data.sheet.machine.serial)/>
                <Machine data may is_named/>
            }
        },
    )
}

#[component]
fn Machine(data: Data, may: bool, is_named: bool) -> impl IntoView {
    let Data {
        sheet,
        jobs,
        lines,
        next,
        key,
        now,
    } = data;
    let (machine, tenure) = (sheet.machine.clone(), sheet.tenure);
    let serial = machine.serial.clone();
    let of_model = format!("/ops/models/{}", machine.model);
    let as_customer = format!("/ops/machines/{serial}/as-customer");
    let what = text::of_model(&machine.model, &machine.name);
    let acting = may.then(|| {
        let (serial, slots) = (serial.clone(), slots(&machine));
        view! { <Acting serial tenure slots key/> }
    });
    view! {
        <div class="page-head">
            <h1>{serial.clone()}</h1>
            <p class="quiet">{what}</p>
            <p class="row">
                <a class="link" href=of_model>{text::its_model()}</a>
                <a class="link" href=as_customer>{text::as_customer()}</a>
            </p>
        </div>
        <div class="sheet">
            <div class="stack">
                <Standing sheet now/>
                <Supplies supplies=machine.supplies now/>
                {acting}
                <section class="stack">
                    <h2>{text::work()}</h2>
                    <Jobs jobs label=text::work() empty=work::none() now may/>
                </section>
            </div>
            <Timeline serial tenure lines next may is_named/>
        </div>
    }
}

/// Its supplies, as far as something can be done about them.
fn slots(machine: &DeviceView) -> Vec<ActingSlot> {
    let supplies = machine.supplies.iter();
    let slots = supplies.map(|supply| ActingSlot {
        slot: supply.slot.clone(),
        name: supply.name.clone(),
        unit: supply.spec.unit,
        is_held: supply.cooldown.by_maker.is_some(),
    });
    slots.collect()
}
