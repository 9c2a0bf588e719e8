//! What somebody should look at, all machines together, each with the one thing to do.

use domain::registration::RegistrationStatus;
use domain::view::{DeviceView, Headline, SupplyView};
use domain::{Replenisher, Role, Time};
use leptos::prelude::*;

use super::{Icon, Shape};
use crate::i18n::alexa;
use crate::i18n::device::{connect, resume};
use crate::i18n::next::not_connected;
use crate::i18n::restock::add_supplies;
use crate::i18n::shop;
use crate::i18n::supply as text;
use crate::request;
use crate::text::next::next;

/// The box; nothing where nothing needs attention. A machine that is not connected is named once and
/// not for each of its supplies.
#[component]
pub fn Attention(
    /// All machines.
    devices: Vec<DeviceView>,
    /// What the clock says.
    now: Time,
) -> impl IntoView {
    let items: Vec<Item> = devices
        .iter()
        .flat_map(|device| items(device, now))
        .collect();
    if items.is_empty() {
        return None;
    }
    Some(view! {
        <section class="card attention" aria-labelledby="attention">
            <h2 id="attention" class="row">
                <Icon shape=Shape::Warning/>
                {text::needs_attention()}
            </h2>
            <ul class="list">
                {items
                    .into_iter()
                    .map(|item| {
                        view! {
                            <li>
                                <p><b>{item.name.clone()}</b> " – " {item.text}</p>
                                {request::may(item.needs).then(|| view! {
                                    <a class="button" href=item.href>
                                        {item.action}
                                        <span class="hidden">" " {item.name}</span>
                                    </a>
                                })}
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </section>
    })
}

struct Item {
    name: String,
    text: String,
    action: String,
    href: String,
    /// Who may do it.
    needs: Role,
}

fn items(device: &DeviceView, now: Time) -> Vec<Item> {
    let id = device.id;
    let owned = device.registration != RegistrationStatus::Unclaimed;
    let registered = device.registration == RegistrationStatus::Registered;
    if !device.replenisher.is_at_hand(registered, owned) {
        let (text, action) = match device.replenisher {
            Replenisher::Alexa => (alexa::not_linked(), alexa::link()),
            Replenisher::Drs | Replenisher::Shop => (not_connected(), connect()),
        };
        return vec![Item {
            name: format!("{} · {}", device.name, device.serial),
            text,
            action,
            href: format!("/devices/{id}/connect"),
            needs: Role::Owner,
        }];
    }
    device
        .supplies
        .iter()
        .filter_map(|supply| item(supply, now))
        .collect()
}

fn item(supply: &SupplyView, now: Time) -> Option<Item> {
    let (id, device) = (supply.id, supply.device);
    let settings = format!("/devices/{device}/amazon-settings");
    let (action, href, needs) = match Headline::of(supply, now) {
        Headline::LevelUnknown => {
            let href = format!("/supplies/{id}/level");
            (text::say_how_much(), href, Role::Member)
        }
        Headline::Paused if supply.replenisher == Replenisher::Shop => {
            (shop::resume(), format!("/supplies/{id}"), Role::Owner)
        }
        Headline::NeedsYou if supply.replenisher == Replenisher::Shop => {
            let href = format!("/supplies/{id}/restock");
            (add_supplies(), href, Role::Member)
        }
        Headline::NeedsYou | Headline::NoProduct => (text::open_settings(), settings, Role::Owner),
        Headline::Paused => (resume(), settings, Role::Owner),
        Headline::Out => {
            let href = format!("/supplies/{id}/restock");
            (add_supplies(), href, Role::Member)
        }
        Headline::NoNews => (
            text::see_machine(),
            format!("/devices/{device}"),
            Role::Viewer,
        ),
        _ => return None,
    };
    Some(Item {
        name: supply.name.clone(),
        text: next(supply, now),
        action,
        href,
        needs,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{self, html, now};

    #[test]
    fn a_machine_that_is_not_connected_is_named_once() {
        let mut device = fixtures::brewer();
        device.registration = RegistrationStatus::Claimed;
        device.supplies = vec![fixtures::pods(), fixtures::pods()];
        let html = html(|| view! { <Attention devices=vec![device] now=now()/> });
        assert_eq!(html.matches("/connect\"").count(), 1);
    }

    #[test]
    fn a_pause_leads_to_amazon_and_a_good_supply_to_nothing() {
        let mut device = fixtures::brewer();
        assert!(
            !html(|| view! { <Attention devices=vec![device.clone()] now=now()/> })
                .contains("<section")
        );
        device.supplies[0].subscribed = Some(false);
        let html = html(|| view! { <Attention devices=vec![device] now=now()/> });
        assert!(html.contains("Resume on Amazon") && html.contains("/amazon-settings"));
    }
}
