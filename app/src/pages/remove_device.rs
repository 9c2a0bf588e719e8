//! Giving a machine up: what is deleted is said before it is done.

use domain::DeviceId;
use domain::view::DeviceView;
use leptos::prelude::*;

use super::load::load;
use crate::components::{ErrorSummary, Title};
use crate::i18n::device as text;
use crate::request;

/// The page.
#[component]
pub fn RemoveDevicePage() -> impl IntoView {
    let id = request::id::<DeviceId>();
    load(
        move |application, account| async move { application.queries().machine(account, id?).await },
        |device, page| {
            view! {
                <Title text=text::remove_a_machine()/>
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
            <h1>{text::remove_named(&device.name)}</h1>
        </div>
        <section class="card stack">
            <p>{text::serial_is(&device.serial)}</p>
            <ul class="steps">
                <li>{text::orders_nothing_more()}</li>
                <li>{text::records_are_deleted()}</li>
                <li>{text::placed_order_stays()}</li>
                <li>{text::goes_on_working()}</li>
            </ul>
            <form class="row" method="post" action=format!("{href}/remove")>
                <button class="button danger">{text::remove_machine()}</button>
                <a class="button" href=href.clone()>{text::keep_it()}</a>
            </form>
        </section>
    }
}
