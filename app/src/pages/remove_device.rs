//! Giving a machine up: what is deleted is said before it is done.

use domain::DeviceId;
use domain::view::DeviceView;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::ErrorSummary;
use crate::context;

/// The page.
#[component]
pub fn RemoveDevicePage() -> impl IntoView {
    let id = context::id::<DeviceId>();
    context::load(
        move |application, account| async move { application.machine(account, id?).await },
        |device, page| {
            view! {
                <Title text="Remove a machine"/>
                <ErrorSummary form=page.form prefix="remove" fields=&[]/>
                <Remove device/>
            }
        },
    )
}

#[component]
fn Remove(device: DeviceView) -> impl IntoView {
    let href = format!("/devices/{}", device.id);
    view! {
        <div class="page-head">
            <p class="crumb"><a href=href.clone()>{device.name.clone()}</a></p>
            <h1>"Remove " {device.name} "?"</h1>
        </div>
        <section class="card stack">
            <p>"Serial " {device.serial}</p>
            <ul class="steps">
                <li>"It is disconnected from Amazon, and orders nothing more."</li>
                <li>"Its levels, journal and orders are deleted here."</li>
                <li>"An order that Amazon has already placed is not cancelled."</li>
                <li>"The machine goes on working. Whoever has its code can add it again."</li>
            </ul>
            <form class="row" method="post" action=format!("{href}/remove")>
                <button class="button danger">"Remove machine"</button>
                <a class="button" href=href.clone()>"Keep it"</a>
            </form>
        </section>
    }
}
