//! One machine: what is known of it, and what can be done there for its customer.

use domain::api_key::Scope;
use domain::view::DeviceView;
use leptos::prelude::*;
use replenish::Error;

use crate::components::Title;
use crate::ops::acting::{Acting, ActingSlot};
use crate::ops::load::load;
use crate::ops::words::{acting, frame as text};
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn MachinePage() -> impl IntoView {
    let serial = use_params_map().with_untracked(|params| params.get("serial"));
    load(
        Scope::FleetRead,
        move |application, _| async move {
            let serial = serial.ok_or(Error::NotFound)?;
            let device = application.queries().device(&serial).await?;
            Ok((device, application.action_key()))
        },
        |(device, key): (DeviceView, String), _, console| {
            let serial = device.serial.clone();
            let acts = console.may(Scope::FleetWrite).then(|| {
                let (serial, slots) = (serial.clone(), slots(&device));
                view! { <Acting serial slots key/> }
            });
            view! {
                <Title text=text::titled(&serial)/>
                <div class="page-head"><h1>{serial.clone()}</h1></div>
                <p>
                    <a class="link" href=format!("/ops/machines/{serial}/as-customer")>
                        {acting::seen_by_customer(&serial)}
                    </a>
                </p>
                {acts}
            }
        },
    )
}

/// Its supplies, as far as something can be done about them.
fn slots(device: &DeviceView) -> Vec<ActingSlot> {
    let supplies = device.supplies.iter();
    let slots = supplies.map(|supply| ActingSlot {
        slot: supply.slot.clone(),
        name: supply.name.clone(),
        unit: supply.spec.unit,
        is_held: supply.cooldown.by_maker.is_some(),
    });
    slots.collect()
}
