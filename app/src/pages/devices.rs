//! All machines of the household. `?error=moved` comes after connecting one that became somebody else's
//! meanwhile, `forbidden` where somebody is no owner any more.

use domain::Time;
use domain::view::DeviceView;
use leptos::prelude::*;

use super::load::load;
use crate::components::{Banner, ConnectionPill, Departed, EmptyState, MachineLine, Title, Tone};
use crate::i18n::{device as text, frame, invalid};
use crate::request;

/// The page.
#[component]
pub fn DevicesPage() -> impl IntoView {
    let failure = match request::query("error").as_deref() {
        Some("moved") => Some(text::moved()),
        Some("forbidden") => Some(invalid::forbidden()),
        _ => None,
    };
    load(
        |application, account| async move {
            let devices = application.queries().supplies(account).await?;
            let departures = application.queries().departures(account).await?;
            Ok((devices, departures, application.now()))
        },
        move |(devices, departures, now), _| {
            view! {
                <Title text=frame::machines()/>
                <Departed departures/>
                <Devices devices now failure/>
            }
        },
    )
}

#[component]
fn Devices(devices: Vec<DeviceView>, now: Time, failure: Option<String>) -> impl IntoView {
    let failure = failure.map(|why| {
        view! {
            <Banner tone=Tone::Warn>
                <p>{why}</p>
            </Banner>
        }
    });
    let add = "/devices/add";
    let empty = devices.is_empty();
    let head = (!empty).then(|| view! { <a class="button" href=add>{text::add_a_machine()}</a> });
    let list = if empty {
        view! {
            <EmptyState text=text::none_yet() action=Some((text::add_a_machine(), add))/>
        }
        .into_any()
    } else {
        let rows = devices
            .into_iter()
            .map(|device| row(device, now))
            .collect_view();
        view! { <section class="card"><ul class="rows">{rows}</ul></section> }.into_any()
    };
    view! {
        <div class="page-head"><h1>{frame::machines()}</h1> {head}</div>
        {failure}
        {list}
    }
}

fn row(device: DeviceView, now: Time) -> impl IntoView {
    view! {
        <li>
            <div>
                <a class="link" href=format!("/devices/{}", device.id)>{device.name}</a>
                <MachineLine
                    model=device.model
                    serial=device.serial
                    last_seen=device.last_seen
                    now
                />
            </div>
            <ConnectionPill replenisher=device.replenisher registration=device.registration/>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{self, html, now};

    #[test]
    fn a_machine_is_named_with_its_connection() {
        let html =
            html(|| view! { <Devices devices=vec![fixtures::brewer()] now=now() failure=None/> });
        for part in [
            "Brewer",
            "serial K1",
            "heard from",
            "Connected",
            "/devices/add",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }
}
