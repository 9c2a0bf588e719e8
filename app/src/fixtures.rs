//! Views for tests: a coffee machine with pods, and an order of them.

use std::sync::Arc;

use domain::cooldown::Cooldown;
use domain::decision::{Decision, Outcome};
use domain::order::OrderState;
use domain::policy::Policy;
use domain::registration::RegistrationStatus;
use domain::slot::SlotSpec;
use domain::time::DAY;
use domain::view::{DeviceView, OrderView, ProductView, SupplyView};
use domain::{DeviceId, OrderId, Quantity, SlotId, Time, Unit, Zone};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use uuid::Uuid;

use crate::preferences::Preferences;
use crate::preferences::locale::Locale;
use crate::request::Brand;

/// The moment all samples are looked at.
pub fn now() -> Time {
    Time::parse("2026-11-22T10:00:00Z").unwrap()
}

/// 17 of 100 pods at 2.5 a day, registered and subscribed.
pub fn pods() -> SupplyView {
    SupplyView {
        id: SlotId(Uuid::from_u128(1)),
        device: DeviceId(Uuid::from_u128(2)),
        device_name: "Brewer".into(),
        slot: "pods".into(),
        name: "Coffee pods".into(),
        spec: SlotSpec {
            unit: Unit::Count,
            capacity: Quantity(100_000),
            count_is: None,
            most_per_day: None,
            step: None,
            owned_since: None,
            policy: Policy::default(),
        },
        machine: Some(Quantity(17_000)),
        evidence: domain::evidence::Evidence::default(),
        is_counting: false,
        spares: Quantity::ZERO,
        pace_per_day: Some(Quantity(2_500)),
        reorder_level: Some(Quantity(17_500)),
        lasts: Some(6 * DAY + DAY * 8 / 10),
        replenisher: domain::Replenisher::Drs,
        registration: RegistrationStatus::Registered,
        subscribed: Some(true),
        products: vec![ProductView {
            asin: Some("B00TEST".into()),
            name: Some("House roast".into()),
            quantity: Some("36".into()),
            unit: Some("count".into()),
        }],
        order: None,
        drift: None,
        decision: None,
        cooldown: Cooldown::default(),
        last_seen: Some(now()),
        claimed_at: None,
        known_since: None,
    }
}

/// An order of 36 pods.
pub fn order(state: OrderState) -> OrderView {
    OrderView {
        id: OrderId(Uuid::from_u128(3)),
        supply: pods().id,
        device: pods().device,
        serial: "K1".into(),
        slot: "pods".into(),
        supply_name: "Coffee pods".into(),
        device_name: "Brewer".into(),
        unit: Unit::Count,
        replenisher: domain::Replenisher::Drs,
        state,
        instance: Some("amzn1.dash.v2.o.1".into()),
        asin: Some("B00TEST".into()),
        quantity: Some(Quantity(36_000)),
        estimate: Some(now() + 5 * DAY),
        requested_at: now() - DAY,
        held: false,
        placed_at: None,
        shipped_at: None,
        ended_at: None,
        reason: None,
        confirmed: false,
        late: false,
        missed: false,
        adopted: false,
        stuck: None,
    }
}

/// The machine of the pods.
pub fn brewer() -> DeviceView {
    DeviceView {
        id: pods().device,
        model: "BREW-2".into(),
        name: "Brewer".into(),
        given_name: None,
        serial: "K1".into(),
        replenisher: domain::Replenisher::Drs,
        registration: RegistrationStatus::Registered,
        ended_by: None,
        ended_at: None,
        last_seen: Some(now()),
        firmware: None,
        supplies: vec![pods()],
    }
}

/// A view as the text of its page.
pub fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    let context = Arc::new(SsrSharedContext::new());
    let preferences = Preferences::now();
    Owner::new_root(Some(context)).with(|| {
        provide_context(preferences);
        view().into_view().to_html()
    })
}

/// An order is due: 17 pods at two and a half a day.
pub fn decision() -> Decision {
    Decision {
        at: now(),
        outcome: Outcome::Order,
        policy: Policy::default(),
        at_home: Some(Quantity(17_000)),
        pace_per_day: Some(Quantity(2_500)),
        reorder_level: Some(Quantity(17_500)),
        demand: None,
        rules: domain::decision::RULES,
    }
}

/// A maker without pages of its own.
pub fn brand() -> Brand {
    Brand {
        name: "Larder".into(),
        style_path: String::new(),
        logo_path: None,
        icon_url: String::new(),
        help_url: "/help".into(),
        privacy_url: "/legal/privacy".into(),
        button_url: "https://example.org/button.png".into(),
        sandbox: false,
        is_https: true,
    }
}

/// What is said to somebody.
pub fn to<T>(preferences: Preferences, said: impl FnOnce() -> T) -> T {
    preferences.to(said)
}

/// What is said in a language.
pub fn speaking<T>(locale: Locale, said: impl FnOnce() -> T) -> T {
    let preferences = Preferences {
        locale,
        ..Preferences::default()
    };
    to(preferences, said)
}

/// What is said to somebody who lives in a zone.
pub fn living<T>(zone: &str, said: impl FnOnce() -> T) -> T {
    let zone = Zone::parse(zone).unwrap();
    let preferences = Preferences {
        zone,
        ..Preferences::default()
    };
    to(preferences, said)
}
