//! All machines of the household. `?error=moved` comes after connecting one that became somebody else's
//! meanwhile.

use domain::Time;
use domain::view::DeviceView;
use leptos::prelude::*;

use crate::components::{Banner, ConnectionPill, EmptyState, MachineLine, Title, Tone};
use crate::context;
use crate::i18n::{device as text, frame};

/// The page.
#[component]
pub fn DevicesPage() -> impl IntoView {
    let moved = context::query("error").as_deref() == Some("moved");
    context::load(
        |application, account| async move {
            let devices = application.supplies(account).await?;
            Ok((devices, application.now()))
        },
        move |(devices, now), _| {
            view! {
                <Title text=frame::machines()/>
                <Devices devices now moved/>
            }
        },
    )
}

#[component]
fn Devices(devices: Vec<DeviceView>, now: Time, moved: bool) -> impl IntoView {
    let moved = moved.then(|| {
        view! {
            <Banner tone=Tone::Warn>
                <p>{text::moved()}</p>
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
        {moved}
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
            <ConnectionPill standing=device.standing/>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{self, html, now};

    #[test]
    fn a_machine_is_named_with_its_connection() {
        let html =
            html(|| view! { <Devices devices=vec![sample::brewer()] now=now() moved=false/> });
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
