//! The list of machines: by any part of a serial, by model, household, connection, or what there is about them.

use domain::alert::AlertKind;
use domain::api_key::Scope;
use domain::device::{Firmware, SerialPart};
use domain::registration::RegistrationStatus;
use domain::view::{DeviceView, Headline, SupplyView};
use domain::{DeviceId, HouseholdId, Replenisher, Time};
use http::StatusCode;
use leptos::prelude::*;
use replenish::DeviceSearch;

use crate::components::{Banner, Moment, Title, Tone};
use crate::ops::list::{Choice, Filters, List, Row, Search, asked, next_page};
use crate::ops::load::load;
use crate::ops::words::{frame, list, machines as text, reason};
use crate::request;
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
    without_firmware: Option<String>,
    household: Option<String>,
    alert: Option<String>,
    registration: Option<String>,
    after: Option<String>,
}

impl Asked {
    fn now() -> Self {
        Self {
            part: asked("q"),
            model: asked("model"),
            firmware: asked("firmware"),
            without_firmware: asked("without_firmware"),
            household: asked("household"),
            alert: asked("alert"),
            registration: asked("registration"),
            after: asked("after"),
        }
    }

    /// What of it nothing can be, in a sentence.
    fn wrong(&self) -> Option<String> {
        let is_none = |value: &Option<String>, is_one: fn(&str) -> bool| {
            value.as_deref().is_some_and(|value| !is_one(value))
        };
        match () {
            () if is_none(&self.part, |it| SerialPart::parse(it).is_some()) => {
                Some(text::no_part())
            }
            () if is_none(&self.alert, |it| AlertKind::parse(it).is_some()) => {
                Some(list::unknown(&text::reason()))
            }
            () if is_none(&self.registration, |it| {
                RegistrationStatus::parse(it).is_some()
            }) =>
            {
                Some(list::unknown(&text::standing()))
            }
            () if is_none(&self.household, |it| it.parse::<HouseholdId>().is_ok()) => {
                Some(text::no_household())
            }
            () if is_none(&self.after, |it| it.parse::<DeviceId>().is_ok()) => {
                Some(list::unknown_place())
            }
            () => None,
        }
    }

    fn search(&self) -> DeviceSearch {
        let household = self.household.as_deref();
        let firmware = match self.without_firmware {
            Some(_) => Some(Firmware::Unsaid),
            None => self.firmware.clone().map(Firmware::Named),
        };
        DeviceSearch {
            registration: self
                .registration
                .as_deref()
                .and_then(RegistrationStatus::parse),
            silent_for_ms: None,
            part: self.part.as_deref().and_then(SerialPart::parse),
            model: self.model.clone(),
            firmware,
            alert: self.alert.as_deref().and_then(AlertKind::parse),
            household: household.and_then(|id| id.parse().ok()),
        }
    }

    fn chosen(&self) -> [(&'static str, Option<&str>); 7] {
        [
            ("q", self.part.as_deref()),
            ("model", self.model.as_deref()),
            ("firmware", self.firmware.as_deref()),
            ("without_firmware", self.without_firmware.as_deref()),
            ("household", self.household.as_deref()),
            ("alert", self.alert.as_deref()),
            ("registration", self.registration.as_deref()),
        ]
    }
}

/// The page.
#[component]
pub fn MachinesPage() -> impl IntoView {
    let sought = Asked::now();
    let shown = sought.clone();
    load(
        Scope::FleetRead,
        move |application, _| async move {
            let now = application.now();
            if sought.wrong().is_some() {
                return Ok((Vec::new(), None, now));
            }
            let after = sought.after.as_deref().and_then(|after| after.parse().ok());
            let queries = application.queries();
            let (found, next) = queries.devices(sought.search(), PAGE, after).await?;
            Ok((found, next, now))
        },
        move |(machines, next, now), _, _| {
            if shown.wrong().is_some() {
                request::status(StatusCode::BAD_REQUEST);
            }
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
    let wrong = asked.wrong();
    let is_sought = wrong.is_none();
    let wrong = wrong.map(|why| view! { <Banner tone=Tone::Warn><p>{why}</p></Banner> });
    let empty = match next {
        Some(_) => text::more_to_look_at(),
        None => text::nothing(),
    };
    let next = next_page(PATH, &asked.chosen(), next.map(|id| id.to_string()));
    let alerts = AlertKind::ALL.map(|kind| (kind.name().to_owned(), reason::alert(kind)));
    let unsaid = [("true".to_owned(), text::unsaid())];
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
    let shown = is_sought.then(|| {
        view! { <List label=text::machines() headings rows empty next/> }
    });
    view! {
        <div class="stack">
            <Filters action=PATH>
                <Search name="q" label=text::part() value=asked.part.clone()/>
                <Search name="model" label=text::model() value=asked.model.clone()/>
                <Search name="firmware" label=text::firmware() value=asked.firmware.clone()/>
                <Choice
                    name="without_firmware"
                    label=text::firmware_said()
                    options=unsaid.to_vec()
                    value=asked.without_firmware.clone()
                />
                <Choice name="alert" label=text::reason() options=alerts.to_vec() value=asked.alert.clone()/>
                <Choice
                    name="registration"
                    label=text::standing()
                    options=standings.to_vec()
                    value=asked.registration.clone()
                />
                <Search name="household" label=text::household() value=asked.household.clone()/>
            </Filters>
            {wrong}
            {shown}
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
            _ if supply.cooldown.by_maker.is_some() => reason::on_hold(),
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
            standing(machine).into_any(),
            heard,
            view! { <ul class="plain">{supplies}</ul> }.into_any(),
        ],
    }
}

/// Whose own shop brings supplies is connected to nothing.
fn standing(machine: &DeviceView) -> String {
    match (machine.replenisher, machine.registration) {
        (Replenisher::Shop, RegistrationStatus::Claimed | RegistrationStatus::Deregistered) => {
            text::by_shop()
        }
        (_, registration) => reason::standing(registration),
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
    fn what_nothing_can_be_is_not_searched_for_and_says_so() {
        let long = "B".repeat(65);
        for (name, value, says) in [
            ("q", "42", "3 to 50 letters and digits"),
            ("q", "B2K*", "3 to 50 letters and digits"),
            ("q", &*long, "3 to 50 letters and digits"),
            ("alert", "king", "What about it"),
            ("registration", "king", "Connection"),
            ("household", "mine", "no household"),
            ("after", "x", "from its beginning"),
        ] {
            let mut asked = Asked::default();
            let field = match name {
                "q" => &mut asked.part,
                "alert" => &mut asked.alert,
                "registration" => &mut asked.registration,
                "household" => &mut asked.household,
                _ => &mut asked.after,
            };
            *field = Some(value.to_owned());
            let html = page(Vec::new(), asked, None);
            assert!(html.contains(says), "{name}={value}: {html}");
            assert!(!html.contains(&text::nothing()), "{name}={value}: {html}");
        }
    }

    #[test]
    fn a_machine_of_the_shop_lacks_no_connection_and_a_hold_is_seen() {
        let mut machine = brewer();
        machine.replenisher = Replenisher::Shop;
        machine.registration = RegistrationStatus::Claimed;
        machine.supplies[0].cooldown.by_maker = Some(now());
        let html = page(vec![machine], Asked::default(), None);
        assert!(html.contains("Your shop brings its supplies"), "{html}");
        assert!(html.contains("Coffee pods: on hold"), "{html}");
    }

    #[test]
    fn what_has_said_no_firmware_is_asked_for_as_that() {
        let asked = Asked {
            without_firmware: Some("true".to_owned()),
            ..Asked::default()
        };
        assert_eq!(asked.search().firmware, Some(Firmware::Unsaid));
        let html = page(Vec::new(), asked, Some(brewer().id));
        assert!(html.contains("?without_firmware=true&amp;after="), "{html}");
    }
}
