//! Why a supply orders nothing, where that is the customer's to change.

use domain::Replenisher;
use domain::view::SupplyView;
use leptos::prelude::*;

use super::{Banner, Tone};
use crate::i18n::{alexa, device as text};

/// Not connected, or paused on Amazon; nothing otherwise.
#[component]
pub fn RegistrationBanner(
    /// The supply.
    supply: SupplyView,
) -> impl IntoView {
    let device = supply.device;
    let (reason, action, href) = match (supply.is_connected(), supply.is_paused()) {
        // The plan has the button.
        (true, _) if supply.replenisher == Replenisher::Shop => return None,
        (true, true) => (
            text::paused(),
            text::resume(),
            format!("/devices/{device}/amazon-settings"),
        ),
        (true, _) => return None,
        (false, _) if supply.replenisher == Replenisher::Alexa => (
            alexa::not_linked_yet(),
            alexa::link(),
            format!("/devices/{device}/connect"),
        ),
        _ => (
            text::machine_not_connected(),
            text::connect(),
            format!("/devices/{device}/connect"),
        ),
    };
    Some(view! {
        <Banner tone=Tone::Warn>
            <div><p>{reason}</p></div>
            <a class="button" href=href>{action}</a>
        </Banner>
    })
}

#[cfg(test)]
mod tests {
    use domain::registration::RegistrationStatus;

    use super::*;
    use crate::fixtures::{self, html};

    #[test]
    fn a_pause_and_a_lost_connection_each_say_what_to_do() {
        let mut supply = fixtures::pods();
        let banner = |supply: SupplyView| html(|| view! { <RegistrationBanner supply/> });
        assert!(!banner(supply.clone()).contains("banner"));
        supply.subscribed = Some(false);
        let paused = banner(supply.clone());
        assert!(paused.contains("we do not order") && paused.contains("/amazon-settings"));
        supply.registration = RegistrationStatus::Deregistered;
        let apart = banner(supply);
        assert!(apart.contains("/connect\"") && !apart.contains("paused"));
    }
}
