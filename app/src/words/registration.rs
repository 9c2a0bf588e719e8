//! Whether a machine is connected to Amazon, and how that ended.

use domain::registration::{EndedBy, Standing};
use domain::view::DeviceView;

use super::time;

/// Connected or not, two words.
pub fn connection(standing: Standing) -> &'static str {
    match standing {
        Standing::Registered => "Connected",
        _ => "Not connected",
    }
}

/// How the connection ended, with what follows; none for a machine that was never connected or is.
/// `maker` is the maker's name.
pub fn ended(device: &DeviceView, maker: &str) -> Option<String> {
    if device.standing != Standing::Deregistered {
        return None;
    }
    let on = device
        .ended_at
        .map(|at| format!(" on {}", time::absolute(at)))
        .unwrap_or_default();
    Some(match device.ended_by {
        Some(EndedBy::Customer) => format!("You disconnected this machine{on}."),
        Some(EndedBy::Maker) => format!("{maker} disconnected this machine{on}."),
        Some(EndedBy::TokenRefused) => {
            format!("Amazon ended the permission of this machine{on}.")
        }
        Some(EndedBy::Amazon) | None => {
            format!("This machine was disconnected from your Amazon account{on}.")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn who_ended_it_and_when_is_said() {
        let mut device = sample::brewer();
        assert_eq!(ended(&device, "Larder"), None);
        device.standing = Standing::Deregistered;
        device.ended_at = Some(sample::now());
        let mut said = |by| {
            device.ended_by = by;
            ended(&device, "Larder").unwrap()
        };
        assert_eq!(
            said(Some(EndedBy::Customer)),
            "You disconnected this machine on 22 Nov 2026, 10:00 UTC."
        );
        assert!(said(Some(EndedBy::Maker)).starts_with("Larder disconnected"));
        assert!(said(Some(EndedBy::Amazon)).contains("your Amazon account"));
        assert!(said(Some(EndedBy::TokenRefused)).contains("permission"));
    }
}
