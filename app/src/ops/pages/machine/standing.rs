//! How a machine stands: whose it is, whether it is heard and connected, and what is to be heard of it. One sentence each.

use domain::registration::{EndedBy, RegistrationStatus};
use domain::{Replenisher, Time};
use leptos::prelude::*;
use replenish::MachineSheet;

use crate::ops::list::address;
use crate::ops::words::{machine as text, reason};
use crate::text::subscription::replenisher;
use crate::text::time::relative;

/// The sentences.
#[component]
pub fn Standing(
    /// What is known of the machine.
    sheet: MachineSheet,
    /// What the clock says.
    now: Time,
) -> impl IntoView {
    let household = sheet.household.map(|id| {
        let id = id.to_string();
        let list = address("/ops/machines", [("household", Some(id.as_str()))]);
        view! { <p><a href=list>{text::household()}</a></p> }
    });
    let alerts = sheet.alerts.iter().map(|open| {
        let kind = open.kind;
        let (what, remedy) = match open.slot_id.and_then(|id| sheet.supply(id)) {
            Some(supply) => (
                text::of_slot(&supply.slot, &reason::alert(kind)),
                reason::alert_remedy_of(kind, supply, now),
            ),
            None => (reason::alert(kind), reason::alert_remedy(kind)),
        };
        view! { <li><b>{what}</b> " " {remedy}</li> }
    });
    let sentences = sentences(&sheet, now).into_iter();
    view! {
        <section class="card stack">
            <h2>{text::so()}</h2>
            <ul class="rows">
                {alerts.collect_view()}
                {sentences.map(|said| view! { <li>{said}</li> }).collect_view()}
            </ul>
            {household}
        </section>
    }
}

fn sentences(sheet: &MachineSheet, now: Time) -> Vec<String> {
    let machine = &sheet.machine;
    let mut said = vec![match machine.last_seen {
        Some(at) => text::heard(&relative(at, now)),
        None => text::never_heard(),
    }];
    if sheet.is_mute {
        said.push(text::mute());
    }
    if let Some(made) = sheet.token_unused_since {
        said.push(text::token_unused(&relative(made, now)));
    }
    said.push(match (sheet.household, sheet.claimed_at, sheet.left_at) {
        (Some(_), since, _) => text::theirs(&relative(since.unwrap_or(sheet.created_at), now)),
        (None, _, Some(at)) => text::nobodys_again(&relative(at, now)),
        (None, _, None) => text::nobodys(),
    });
    said.push(connection(sheet, now));
    if let Some(firmware) = &machine.firmware {
        said.push(text::runs(firmware));
    }
    said
}

fn connection(sheet: &MachineSheet, now: Time) -> String {
    let machine = &sheet.machine;
    match (machine.replenisher, machine.registration) {
        (Replenisher::Shop, _) => text::shop(),
        (_, RegistrationStatus::Registered) => text::connected(&replenisher(machine.replenisher)),
        (_, RegistrationStatus::Deregistered) => {
            let by = match machine.ended_by {
                Some(EndedBy::Customer) => text::by_customer(),
                Some(EndedBy::Maker) => text::by_maker(),
                Some(EndedBy::TokenRefused) => text::by_token(),
                Some(EndedBy::Amazon) | None => text::by_amazon(),
            };
            let at = machine.ended_at.unwrap_or(now);
            text::disconnected(&by, &relative(at, now))
        }
        _ => text::not_connected(),
    }
}

#[cfg(test)]
mod tests {
    use domain::alert::{Alert, AlertKind};
    use domain::device::Tenure;
    use domain::time::DAY;
    use domain::view::SupplyView;
    use domain::{AlertId, HouseholdId};
    use uuid::Uuid;

    use super::*;
    use crate::fixtures::{brewer, html, now};

    fn sheet() -> MachineSheet {
        let machine = brewer();
        MachineSheet {
            tenure: Tenure {
                device: machine.id,
                since: Some(now() - 3 * DAY),
            },
            household: Some(HouseholdId(Uuid::from_u128(9))),
            claimed_at: Some(now() - 3 * DAY),
            created_at: now() - 9 * DAY,
            left_at: None,
            is_mute: false,
            token_unused_since: None,
            alerts: vec![Alert {
                id: AlertId(Uuid::from_u128(1)),
                device_id: machine.id,
                slot_id: Some(machine.supplies[0].id),
                kind: AlertKind::PausedLow,
                since: now(),
                ended_at: None,
            }],
            machine,
        }
    }

    fn page(sheet: MachineSheet) -> String {
        html(move || view! { <Standing sheet now=now()/> })
    }

    #[test]
    fn what_is_to_be_heard_comes_first_with_what_to_do() {
        let html = page(sheet());
        for part in [
            "pods: Low, and its customer",
            "nothing is ordered until they switch it on",
            "/ops/machines?household=00000000-0000-0000-0000-000000000009",
            "It is connected: Amazon Dash Replenishment",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn what_is_low_says_whether_it_is_ordered_by_itself() {
        let said = |change: fn(&mut SupplyView)| {
            let mut sheet = sheet();
            sheet.alerts[0].kind = AlertKind::Low;
            let supply = &mut sheet.machine.supplies[0];
            supply.order = None;
            supply.subscribed = Some(true);
            supply.registration = RegistrationStatus::Registered;
            change(supply);
            page(sheet)
        };
        for (html, says) in [
            (said(|_| ()), "ordered by itself"),
            (
                said(|it| it.cooldown.by_maker = Some(now())),
                "reordering is on hold",
            ),
            (
                said(|it| it.cooldown.until = Some(now() + DAY)),
                "Nothing is ordered before",
            ),
            (
                said(|it| it.cooldown.restock = true),
                "until it is full again",
            ),
            (
                said(|it| it.registration = RegistrationStatus::Deregistered),
                "the machine is not connected",
            ),
            (
                said(|it| it.subscribed = Some(false)),
                "nothing is ordered until they switch it on",
            ),
        ] {
            assert!(html.contains(says), "{says} in {html}");
        }
    }

    #[test]
    fn a_machine_that_has_not_come_with_its_new_token_says_so() {
        let mut sheet = sheet();
        sheet.token_unused_since = Some(now() - DAY);
        let html = page(sheet);
        assert!(html.contains("has not come with it yet"), "{html}");
    }

    #[test]
    fn a_machine_that_was_given_up_is_nobodys_and_says_what_lets_it_in() {
        let mut sold = sheet();
        sold.household = None;
        sold.left_at = Some(now() - DAY);
        sold.is_mute = true;
        sold.machine.last_seen = None;
        sold.machine.registration = RegistrationStatus::Deregistered;
        sold.machine.ended_by = Some(EndedBy::TokenRefused);
        sold.machine.ended_at = Some(now() - DAY);
        let html = page(sold);
        for part in [
            "never been heard",
            "no token",
            "its last household gave it up",
            "Amazon refusing its token",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(!html.contains("household="), "{html}");
    }
}
