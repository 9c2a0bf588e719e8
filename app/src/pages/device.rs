//! One machine: its connection to Amazon, its supplies, and the ways to end either.

use domain::registration::Standing;
use domain::view::{DeviceView, Headline};
use domain::{DeviceId, Role, Time};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::{Banner, ConnectionPill, ErrorSummary, Moment, StatePill, Tone};
use crate::context;
use crate::words::registration::{connection, ended};

/// The page.
#[component]
pub fn DevicePage() -> impl IntoView {
    let id = context::id::<DeviceId>();
    context::load(
        move |application, account| async move {
            let device = application.machine(account, id?).await?;
            Ok((device, application.now()))
        },
        |(device, now), page| {
            let title = format!("{} – {}", connection(device.standing), device.name);
            view! {
                <Title text=title/>
                <ErrorSummary form=page.form prefix="machine" fields=&[]/>
                <Device device maker=page.brand.name now/>
            }
        },
    )
}

#[component]
fn Device(device: DeviceView, maker: String, now: Time) -> impl IntoView {
    let supplies = device
        .supplies
        .iter()
        .map(|supply| {
            let state = Headline::of(supply, now);
            view! {
                <li>
                    <div><a class="link" href=format!("/supplies/{}", supply.id)>{supply.name.clone()}</a></div>
                    <StatePill state/>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="page-head">
            <p class="crumb"><a href="/devices">"Machines"</a></p>
            <h1>{device.name.clone()}</h1>
            <ConnectionPill standing=device.standing/>
        </div>
        <div class="stack">
            <Connection device=device.clone() maker/>
            <section class="card">
                <h2>"Supplies"</h2>
                <ul class="rows">{supplies}</ul>
            </section>
            <section class="card stack">
                <h2>"About this machine"</h2>
                <dl class="facts">
                    <dt>"Model"</dt>
                    <dd>{device.model}</dd>
                    <dt>"Serial"</dt>
                    <dd>{device.serial}</dd>
                    <dt>"Heard from"</dt>
                    <dd>
                        {match device.last_seen {
                            Some(at) => view! { <Moment at now=Some(now)/> }.into_any(),
                            None => "not yet".into_any(),
                        }}
                    </dd>
                </dl>
                {context::may(Role::Owner).then(|| view! {
                    <p>
                        <a class="button danger" href=format!("/devices/{}/remove", device.id)>
                            "Remove this machine"
                        </a>
                    </p>
                })}
            </section>
        </div>
    }
}

/// Connected: how to change or end it. Not connected: how that came, and how to connect.
#[component]
fn Connection(device: DeviceView, maker: String) -> impl IntoView {
    let id = device.id;
    let owner = context::may(Role::Owner);
    if device.standing == Standing::Registered && !owner {
        return view! {
            <section class="card stack">
                <h2>"Amazon Dash Replenishment"</h2>
                <p>"This machine may order its supplies from the Amazon account that connected it."</p>
            </section>
        }
        .into_any();
    }
    if device.standing == Standing::Registered {
        return view! {
            <section class="card stack">
                <h2>"Amazon Dash Replenishment"</h2>
                <p>"This machine may order its supplies from your Amazon account."</p>
                <p>
                    <a class="button" href=format!("/devices/{id}/amazon-settings")>
                        "Change products or pause on Amazon"
                    </a>
                </p>
                <form class="stack" method="post" action=format!("/devices/{id}/disconnect")>
                    <p>
                        "Disconnecting stops all new orders of this machine at once. What Amazon told us about it is deleted. Its levels and journal stay, and the machine goes on working. An order that Amazon has already placed is not cancelled."
                    </p>
                    <button class="button">"Disconnect from Amazon"</button>
                </form>
            </section>
        }
        .into_any();
    }
    let (text, action) = match ended(&device, &maker) {
        Some(ended) => (
            format!(
                "{ended} What Amazon told us about it is deleted. It keeps working; nothing will be ordered."
            ),
            "Connect again",
        ),
        None => (
            "This machine is not connected to Amazon yet. It keeps working; nothing will be ordered."
                .to_owned(),
            "Connect to Amazon",
        ),
    };
    view! {
        <Banner tone=Tone::Warn>
            <div><p>{text}</p></div>
            {owner.then(|| view! {
                <a class="button primary" href=format!("/devices/{id}/connect")>{action}</a>
            })}
        </Banner>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::registration::EndedBy;

    use super::*;
    use crate::sample::{self, html, now};

    fn page(device: DeviceView) -> String {
        html(|| view! { <Device device maker="Larder".to_owned() now=now()/> })
    }

    #[test]
    fn a_connected_machine_can_be_disconnected_and_says_what_stops() {
        let html = page(sample::brewer());
        assert!(html.contains("/disconnect\"") && html.contains("stops all new orders"));
        assert!(!html.contains("/connect\""));
    }

    #[test]
    fn a_lost_connection_says_who_ended_it_and_leads_back() {
        let mut device = sample::brewer();
        device.standing = Standing::Deregistered;
        device.ended_by = Some(EndedBy::Amazon);
        device.ended_at = Some(now());
        let html = page(device);
        assert!(html.contains("your Amazon account on 22 Nov 2026, 10:00 UTC"));
        assert!(html.contains("Connect again") && !html.contains("/disconnect\""));
    }
}
