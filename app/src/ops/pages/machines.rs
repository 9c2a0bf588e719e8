//! The list of machines: by any part of a serial, by model, household, connection, or what there is about them.

use domain::alert::AlertKind;
use domain::api_key::Scope;
use domain::device::SerialPart;
use domain::registration::RegistrationStatus;
use domain::view::{DeviceView, Headline, SupplyView};
use domain::{DeviceId, HouseholdId, Time};
use leptos::prelude::*;
use replenish::DeviceSearch;
use uuid::Uuid;

use crate::components::{Banner, Moment, Title, Tone};
use crate::ops::list::{Choice, Filters, List, Row, Search, asked, next_page};
use crate::ops::load::load;
use crate::ops::words::{frame, machines as text, reason};
use crate::text::headline::within;

const PATH: &str = "/ops/machines";
/// Machines on one page.
const PAGE: u32 = 50;

/// What is asked for, as it stands in the address.
#[derive(Clone, Debug, Default)]
struct Asked {
    part: Option<String>,
    model: Option<String>,
    firmware: Option<String>,
    household: Option<String>,
    alert: Option<String>,
    registration: Option<String>,
}

impl Asked {
    fn now() -> Self {
        Self {
            part: asked("q"),
            model: asked("model"),
            firmware: asked("firmware"),
            household: asked("household"),
            alert: asked("alert"),
            registration: asked("registration"),
        }
    }

    /// What was typed is no part of a serial.
    fn is_too_short(&self) -> bool {
        let part = self.part.as_deref();
        part.is_some_and(|typed| SerialPart::parse(typed).is_none())
    }

    fn search(&self) -> DeviceSearch {
        let household = self.household.as_deref();
        // What is no id is nobody's.
        let household = household.map(|id| HouseholdId(id.parse().unwrap_or(Uuid::nil())));
        DeviceSearch {
            registration: self
                .registration
                .as_deref()
                .and_then(RegistrationStatus::parse),
            silent_for_ms: None,
            part: self.part.as_deref().and_then(SerialPart::parse),
            model: self.model.clone(),
            firmware: self.firmware.clone(),
            alert: self.alert.as_deref().and_then(AlertKind::parse),
            household,
        }
    }

    fn chosen(&self) -> [(&'static str, Option<&str>); 6] {
        [
            ("q", self.part.as_deref()),
            ("model", self.model.as_deref()),
            ("firmware", self.firmware.as_deref()),
            ("household", self.household.as_deref()),
            ("alert", self.alert.as_deref()),
            ("registration", self.registration.as_deref()),
        ]
    }
}

/// The page.
#[component]
pub fn MachinesPage() -> impl IntoView {
    let after = asked("after").and_then(|after| after.parse().ok());
    let sought = Asked::now();
    let shown = sought.clone();
    load(
        Scope::FleetRead,
        move |application, _| async move {
            let now = application.now();
            if sought.is_too_short() {
                return Ok((Vec::new(), None, now));
            }
            let queries = application.queries();
            let (found, next) = queries.devices(sought.search(), PAGE, after).await?;
            Ok((found, next, now))
        },
        move |(machines, next, now), _, _| {
            view! {
                <Title text=frame::titled(&text::machines())/>
                <div class="page-head"><h1>{text::machines()}</h1></div>
                <Machines machines asked=shown next now/>
            }
        },
    )
}

#[component]
fn Machines(
    machines: Vec<DeviceView>,
    asked: Asked,
    #[prop(optional_no_strip)] next: Option<DeviceId>,
    now: Time,
) -> impl IntoView {
    let is_too_short = asked.is_too_short();
    let too_short = is_too_short.then(|| {
        view! { <Banner tone=Tone::Warn><p>{text::too_short()}</p></Banner> }
    });
    let empty = match next {
        Some(_) => text::more_to_look_at(),
        None => text::nothing(),
    };
    let next = next_page(PATH, &asked.chosen(), next.map(|id| id.to_string()));
    let alerts = AlertKind::ALL.map(|kind| (kind.name().to_owned(), reason::alert(kind)));
    let standings = RegistrationStatus::ALL;
    let standings = standings.map(|it| (it.name().to_owned(), reason::standing(it)));
    let headings = vec![
        text::serial(),
        text::model(),
        text::standing(),
        text::heard(),
        text::supplies(),
    ];
    let rows: Vec<_> = machines.iter().map(|machine| row(machine, now)).collect();
    let list = (!is_too_short).then(|| {
        view! { <List label=text::machines() headings rows empty next/> }
    });
    view! {
        <div class="stack">
            <Filters action=PATH>
                <Search name="q" label=text::part() value=asked.part.clone()/>
                <Search name="model" label=text::model() value=asked.model.clone()/>
                <Search name="firmware" label=text::firmware() value=asked.firmware.clone()/>
                <Choice name="alert" label=text::reason() options=alerts.to_vec() value=asked.alert.clone()/>
                <Choice
                    name="registration"
                    label=text::standing()
                    options=standings.to_vec()
                    value=asked.registration.clone()
                />
                <Search name="household" label=text::household() value=asked.household.clone()/>
            </Filters>
            {too_short}
            {list}
        </div>
    }
}

fn row(machine: &DeviceView, now: Time) -> Row {
    let href = format!("{PATH}/{}", machine.serial);
    let heard = match machine.last_seen {
        Some(at) => view! { <Moment at now=Some(now)/> }.into_any(),
        None => text::never().into_any(),
    };
    let supply = |supply: &SupplyView| {
        let state = match Headline::of(supply, now) {
            Headline::NeedsYou => text::needs_customer(),
            other => within(other),
        };
        let said = text::supply(&supply.name, &state);
        view! { <li>{said}</li> }
    };
    let supplies = machine.supplies.iter().map(supply).collect_view();
    Row {
        head: view! { <a href=href>{machine.serial.clone()}</a> }.into_any(),
        cells: vec![
            view! { <a href=format!("/ops/models/{}", machine.model)>{machine.model.clone()}</a> }
                .into_any(),
            reason::standing(machine.registration).into_any(),
            heard,
            view! { <ul class="plain">{supplies}</ul> }.into_any(),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{brewer, html, now};

    fn page(machines: Vec<DeviceView>, asked: Asked, next: Option<DeviceId>) -> String {
        html(move || view! { <Machines machines asked next now=now()/> })
    }

    #[test]
    fn a_machine_leads_to_its_page_and_says_how_it_stands() {
        let machine = brewer();
        let (serial, id) = (machine.serial.clone(), machine.id);
        let asked = Asked {
            part: Some("00".to_owned() + &serial),
            alert: Some("low".to_owned()),
            ..Asked::default()
        };
        let html = page(vec![machine], asked, Some(id));
        for part in [
            format!("href=\"/ops/machines/{serial}\""),
            "Connected".to_owned(),
            "Coffee pods: ".to_owned(),
            format!("?q=00{serial}&amp;alert=low&amp;after={id}"),
            "<option value=\"low\" selected".to_owned(),
        ] {
            assert!(html.contains(&part), "{part} in {html}");
        }
    }

    #[test]
    fn what_is_too_short_is_not_searched_for_and_says_so() {
        let asked = Asked {
            part: Some("42".to_owned()),
            ..Asked::default()
        };
        let html = page(Vec::new(), asked, None);
        assert!(html.contains("at least three letters"), "{html}");
        assert!(!html.contains(&text::nothing()), "{html}");
    }

    #[test]
    fn what_is_no_id_is_nobodys_household() {
        let asked = Asked {
            household: Some("mine".to_owned()),
            ..Asked::default()
        };
        assert_eq!(asked.search().household, Some(HouseholdId(Uuid::nil())));
    }
}
