//! Whether a machine is connected to Amazon, and how that ended.

use domain::Replenisher;
use domain::registration::{EndedBy, RegistrationStatus};
use domain::view::DeviceView;

use crate::i18n::{device as text, moment, shop};

/// Connected or not, two words.
pub fn connection(replenisher: Replenisher, registration: RegistrationStatus) -> String {
    match registration {
        _ if replenisher == Replenisher::Shop => shop::active(),
        RegistrationStatus::Registered => text::connected(),
        _ => text::not_connected(),
    }
}

/// How the connection ended, with what follows; none for a machine that was never connected or is.
/// `maker` is the maker's name.
pub fn ended(device: &DeviceView, maker: &str) -> Option<String> {
    if device.registration != RegistrationStatus::Deregistered {
        return None;
    }
    let at = device.ended_at.map(moment);
    Some(match (device.ended_by, at) {
        (Some(EndedBy::Customer), None) => text::you_disconnected(),
        (Some(EndedBy::Customer), Some(at)) => text::you_disconnected_on(&at),
        (Some(EndedBy::Maker), None) => text::maker_disconnected(maker),
        (Some(EndedBy::Maker), Some(at)) => text::maker_disconnected_on(maker, &at),
        (Some(EndedBy::TokenRefused), None) => text::permission_ended(),
        (Some(EndedBy::TokenRefused), Some(at)) => text::permission_ended_on(&at),
        (Some(EndedBy::Amazon) | None, None) => text::disconnected(),
        (Some(EndedBy::Amazon) | None, Some(at)) => text::disconnected_on(&at),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures;
    use crate::preferences::locale::Locale;

    #[test]
    fn who_ended_it_and_when_is_said() {
        let mut device = fixtures::brewer();
        assert_eq!(ended(&device, "Larder"), None);
        device.registration = RegistrationStatus::Deregistered;
        device.ended_at = Some(fixtures::now());
        let mut said = |by| {
            device.ended_by = by;
            ended(&device, "Larder").unwrap()
        };
        assert_eq!(
            said(Some(EndedBy::Customer)),
            "You disconnected this machine on Nov 22, 2026, 10:00\u{202f}AM UTC."
        );
        assert!(said(Some(EndedBy::Maker)).starts_with("Larder disconnected"));
        assert!(said(Some(EndedBy::Amazon)).contains("your Amazon account"));
        assert!(said(Some(EndedBy::TokenRefused)).contains("permission"));
        device.ended_by = Some(EndedBy::Amazon);
        assert_eq!(
            fixtures::speaking(Locale::De, || ended(&device, "Larder").unwrap()),
            "Dieses Gerät wurde am 22.11.2026, 10:00 UTC von Ihrem Amazon-Konto getrennt."
        );
    }
}
