//! A machine's supplies as its customer sees them: the same parts, without anything to press. Who the customer is, nobody
//! learns here: nobody knows it.

use domain::api_key::Scope;
use domain::view::{DeviceView, Headline};
use domain::{MakerAct, Time};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use replenish::{CustomerSupply, Error};

use crate::chart::Chart;
use crate::components::{
    JournalList, LevelCard, MakerActs, PlanCard, Reckoning, StatePill, Timeline, Title,
};
use crate::i18n::journal::journal;
use crate::ops::load::load;
use crate::ops::words::{acting as text, frame};

/// The page.
#[component]
pub fn AsCustomerPage() -> impl IntoView {
    let serial = use_params_map().with_untracked(|params| params.get("serial"));
    load(
        Scope::FleetRead,
        move |application, _| async move {
            let serial = serial.ok_or(Error::NotFound)?;
            let seen = application.queries().as_customer(&serial).await?;
            Ok((seen, application.now()))
        },
        |seen, page, _| {
            let (seen, now): ((DeviceView, Vec<CustomerSupply>, Vec<MakerAct>), Time) = seen;
            let (device, supplies, acts) = seen;
            let maker = page.brand.name;
            let shown = supplies.into_iter().map(|it| {
                view! { <Supply it acts=acts.clone() maker=maker.clone() now/> }
            });
            let shown = shown.collect_view();
            view! {
                <Title text=frame::titled(&text::seen_by_customer(&device.serial))/>
                <div class="page-head">
                    <p class="crumb">
                        <a href=format!("/ops/machines/{}", device.serial)>{device.serial.clone()}</a>
                    </p>
                    <h1>{text::seen_by_customer(&device.serial)}</h1>
                </div>
                <div class="stack">
                    <p class="quiet">{text::nothing_to_press()}</p>
                    <MakerActs acts maker/>
                    {shown}
                </div>
            }
        },
    )
}

/// One supply.
#[component]
fn Supply(it: CustomerSupply, acts: Vec<MakerAct>, maker: String, now: Time) -> impl IntoView {
    let CustomerSupply {
        supply,
        history,
        lines,
    } = it;
    let (id, unit, name) = (supply.id, supply.spec.unit, supply.name.clone());
    let state = Headline::of(&supply, now);
    let order = supply.order.clone();
    view! {
        <section class="stack">
            <div class="page-head"><h2>{name.clone()}</h2><StatePill state/></div>
            <div class="two">
                <div class="stack">
                    <LevelCard supply=supply.clone() now/>
                    <div class="card"><Chart history name unit capacity=supply.spec.capacity/></div>
                    {order.map(|order| view! { <div class="card"><Timeline order now/></div> })}
                </div>
                <div class="side stack">
                    <Reckoning supply=supply.clone() now/>
                    <PlanCard supply now/>
                </div>
            </div>
            <div class="card stack">
                <h3>{journal()}</h3>
                <JournalList supply=id unit lines goes_on=true maker acts now/>
            </div>
        </section>
    }
}
