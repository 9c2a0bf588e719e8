//! What somebody should look at, all machines together, each with the one thing to do.

use domain::registration::Standing;
use domain::view::{DeviceView, Headline, SupplyView, next};
use domain::{Role, Time};
use leptos::prelude::*;

use super::{Icon, Shape};
use crate::context;

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
            <h2 id="attention" class="row"><Icon shape=Shape::Warning/> "Needs attention"</h2>
            <ul class="list">
                {items
                    .into_iter()
                    .map(|item| {
                        view! {
                            <li>
                                <p><b>{item.name.clone()}</b> " – " {item.text}</p>
                                {context::may(item.needs).then(|| view! {
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
    action: &'static str,
    href: String,
    /// Who may do it.
    needs: Role,
}

fn items(device: &DeviceView, now: Time) -> Vec<Item> {
    let id = device.id;
    if device.standing != Standing::Registered {
        return vec![Item {
            name: format!("{} · {}", device.name, device.serial),
            text: "Not connected to Amazon, so nothing will be ordered.".to_owned(),
            action: "Connect",
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
            ("Say how much", href, Role::Member)
        }
        Headline::NeedsYou | Headline::NoProduct => ("Open Amazon settings", settings, Role::Owner),
        Headline::Paused => ("Resume on Amazon", settings, Role::Owner),
        Headline::Out => {
            let href = format!("/supplies/{id}/restock");
            ("Add supplies", href, Role::Member)
        }
        Headline::NoNews => ("See machine", format!("/devices/{device}"), Role::Viewer),
        _ => return None,
    };
    Some(Item {
        name: supply.name.clone(),
        text: next::next(supply, now, &context::zone()),
        action,
        href,
        needs,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{self, html, now};

    #[test]
    fn a_machine_that_is_not_connected_is_named_once() {
        let mut device = sample::brewer();
        device.standing = Standing::Claimed;
        device.supplies = vec![sample::pods(), sample::pods()];
        let html = html(|| view! { <Attention devices=vec![device] now=now()/> });
        assert_eq!(html.matches("/connect\"").count(), 1);
    }

    #[test]
    fn a_pause_leads_to_amazon_and_a_good_supply_to_nothing() {
        let mut device = sample::brewer();
        assert!(
            !html(|| view! { <Attention devices=vec![device.clone()] now=now()/> })
                .contains("<section")
        );
        device.supplies[0].subscribed = Some(false);
        let html = html(|| view! { <Attention devices=vec![device] now=now()/> });
        assert!(html.contains("Resume on Amazon") && html.contains("/amazon-settings"));
    }
}
