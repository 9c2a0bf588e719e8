//! One machine: its connection to Amazon, its supplies, and the ways to end either.

use domain::registration::RegistrationStatus;
use domain::view::{DeviceView, Headline};
use domain::{DeviceId, MakerAct, Replenisher, Role, Time};
use leptos::prelude::*;

use super::load::load_live;
use crate::components::{
    Banner, ConnectionPill, ErrorSummary, Field, MakerActs, Moment, StatePill, Title, Tone,
};
use crate::i18n::{alexa, connect, device as text, frame, invalid, shop};
use crate::request::{self, FormState};
use crate::text::registration::{connection, ended};
use crate::text::subscription::replenisher;

/// The page.
#[component]
pub fn DevicePage() -> impl IntoView {
    let id = request::id::<DeviceId>();
    load_live(
        move |application, account| async move {
            let device = application.queries().machine(account, id?).await?;
            let devices = application.devices();
            let connector = devices.is_connector(account, device.id).await?;
            let told = match device.replenisher {
                Replenisher::Alexa => application.alexa().told(account, device.id).await?,
                Replenisher::Drs | Replenisher::Shop => None,
            };
            let acts = application.queries().maker_acts(account, device.id).await?;
            Ok((device, connector, told, acts, application.now()))
        },
        |(device, connector, told, acts, now), page| {
            let said = connection(device.replenisher, device.registration);
            let title = format!("{said} – {}", device.name);
            view! {
                <Title text=page.form.title(title)/>
                <ErrorSummary form=page.form.clone() prefix="machine" fields=&["name"]/>
                <Device device connector told acts maker=page.brand.name form=page.form now/>
            }
        },
    )
}

#[component]
fn Device(
    device: DeviceView,
    /// Who looks has connected it.
    connector: bool,
    /// When Alexa last took a level of it.
    #[prop(optional_no_strip)]
    told: Option<Time>,
    /// What the maker did at it.
    #[prop(optional)]
    acts: Vec<MakerAct>,
    maker: String,
    form: FormState,
    now: Time,
) -> impl IntoView {
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
            <p class="crumb"><a href="/devices">{frame::machines()}</a></p>
            <h1>{device.name.clone()}</h1>
            <div class="stack" data-live="connection"><ConnectionPill replenisher=device.replenisher registration=device.registration/></div>
        </div>
        <div class="stack">
            <div class="stack" data-live="standing"><Connection device=device.clone() connector told maker=maker.clone()/></div>
            <MakerActs acts maker/>
            <section class="card">
                <h2>{frame::supplies()}</h2>
                <ul class="rows" data-live="supplies">{supplies}</ul>
            </section>
            <section class="card stack">
                <h2>{text::about()}</h2>
                <dl class="facts">
                    <dt>{text::model()}</dt>
                    <dd>{device.model}</dd>
                    <dt>{text::serial()}</dt>
                    <dd>{device.serial}</dd>
                    <dt>{text::heard()}</dt>
                    <dd>
                        {match device.last_seen {
                            Some(at) => view! { <Moment at now=Some(now)/> }.into_any(),
                            None => text::not_yet().into_any(),
                        }}
                    </dd>
                </dl>
                {request::may(Role::Owner).then(|| view! {
                    <form class="stack" method="post" action=format!("/devices/{}/name", device.id)>
                        <Field
                            prefix="machine"
                            name="name"
                            label=text::name()
                            hint=text::name_hint()
                            start=device.given_name.unwrap_or_default()
                            class="code"
                            form
                        />
                        <p><button class="button">{text::save_name()}</button></p>
                    </form>
                    <p>
                        <a class="button danger" href=format!("/devices/{}/remove", device.id)>
                            {text::remove_this_machine()}
                        </a>
                    </p>
                })}
            </section>
        </div>
    }
}

/// Connected: how to change or end it. Not connected: how that came, and how to connect.
#[component]
fn Connection(
    device: DeviceView,
    connector: bool,
    #[prop(optional_no_strip)] told: Option<Time>,
    maker: String,
) -> impl IntoView {
    let id = device.id;
    let owner = request::may(Role::Owner);
    let registered = device.registration == RegistrationStatus::Registered;
    let said = match device.replenisher {
        Replenisher::Shop => Some(shop::orders_by_itself(&maker)),
        Replenisher::Alexa if registered => Some(alexa::reorders()),
        Replenisher::Drs | Replenisher::Alexa => None,
    };
    if let Some(said) = said {
        return view! {
            <section class="card stack">
                <h2>{replenisher(device.replenisher)}</h2>
                <p>{said}</p>
                {told.map(|at| {
                    view! { <p class="quiet">{alexa::last_told()} " " <Moment at/></p> }
                })}
            </section>
        }
        .into_any();
    }
    if registered && !owner {
        return view! {
            <section class="card stack">
                <h2>"Amazon Dash Replenishment"</h2>
                <p>{text::may_order_for_owner()}</p>
            </section>
        }
        .into_any();
    }
    if registered {
        return view! {
            <section class="card stack">
                <h2>"Amazon Dash Replenishment"</h2>
                {if connector {
                    view! {
                        <p>{text::may_order()}</p>
                        <p>
                            <a class="button" href=format!("/devices/{id}/amazon-settings")>
                                {text::change_on_amazon()}
                            </a>
                        </p>
                    }
                    .into_any()
                } else {
                    view! { <p>{invalid::not_connector()}</p> }.into_any()
                }}
                <form class="stack" method="post" action=format!("/devices/{id}/disconnect")>
                    <p>{text::disconnecting()}</p>
                    <button class="button">{text::disconnect()}</button>
                </form>
            </section>
        }
        .into_any();
    }
    let (state, action) = match ended(&device, &maker) {
        _ if device.replenisher == Replenisher::Alexa => (alexa::not_linked_yet(), alexa::link()),
        Some(how) => (text::ended(&how), text::connect_again()),
        None => (text::not_connected_yet(), connect::connect_to_amazon()),
    };
    view! {
        <Banner tone=Tone::Warn>
            <div><p>{state}</p></div>
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
    use crate::fixtures::{self, html, now};

    fn page(device: DeviceView) -> String {
        page_of(device, true)
    }

    fn page_of(device: DeviceView, connector: bool) -> String {
        let (maker, form) = ("Larder".to_owned(), FormState::default());
        html(move || view! { <Device device connector maker form now=now()/> })
    }

    #[test]
    fn only_whoever_connected_a_machine_is_led_to_its_settings_at_amazon() {
        assert!(page(fixtures::brewer()).contains("/amazon-settings\""));
        let html = page_of(fixtures::brewer(), false);
        assert!(!html.contains("/amazon-settings\"") && html.contains("/disconnect\""));
        assert!(html.contains("Somebody else in your household connected this machine"));
    }

    #[test]
    fn a_connected_machine_can_be_disconnected_and_says_what_stops() {
        let html = page(fixtures::brewer());
        assert!(html.contains("/disconnect\"") && html.contains("stops all new orders"));
        assert!(!html.contains("/connect\""));
    }

    #[test]
    fn a_lost_connection_says_who_ended_it_and_leads_back() {
        let mut device = fixtures::brewer();
        device.registration = RegistrationStatus::Deregistered;
        device.ended_by = Some(EndedBy::Amazon);
        device.ended_at = Some(now());
        let html = page(device);
        assert!(html.contains("your Amazon account on Nov 22, 2026, 10:00\u{202f}AM UTC"));
        assert!(html.contains("Connect again") && !html.contains("/disconnect\""));
    }
}
