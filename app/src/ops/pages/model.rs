//! One model: how far its machines have come and what came of their supplies, by firmware; how it is set; and what becomes of
//! its orders where they wait.

use domain::Time;
use domain::api_key::Scope;
use domain::breaker::Breaker;
use domain::figures::{Figures, OTHERS, UNSAID};
use domain::policy::Policy;
use domain::slot::ModelSlot;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use replenish::{Error, KnownModel, ModelFigures};

use super::models::PATH;
use crate::components::Title;
use crate::i18n::{integer, moment};
use crate::ops::acting::HeldOrders;
use crate::ops::list::{List, Row, address};
use crate::ops::load::load;
use crate::ops::words::{frame, models as text};
use crate::text::amount::{unit_name, whole};
use crate::text::subscription::replenisher;

/// Everything that the page shows.
struct Data {
    model: KnownModel,
    breaker: Breaker,
    figures: Vec<ModelFigures>,
    now: Time,
}

/// The page.
#[component]
pub fn ModelPage() -> impl IntoView {
    let model = use_params_map().with_untracked(|params| params.get("model"));
    load(
        Scope::FleetRead,
        move |application, _| async move {
            let model = model.ok_or(Error::NotFound)?;
            let queries = application.queries();
            Ok(Data {
                figures: queries.figures(&model).await?,
                breaker: application.orders().breaker(&model).await?,
                model: queries.model(&model).await?,
                now: application.now(),
            })
        },
        |data, _, console| {
            let may = console.may(Scope::FleetWrite);
            view! {
                <Title text=frame::titled(&data.model.0.model)/>
                <Model data may/>
            }
        },
    )
}

#[component]
fn Model(data: Data, may: bool) -> impl IntoView {
    let Data {
        model: (model, slots),
        breaker,
        figures,
        now,
    } = data;
    let machines = address("/ops/machines", [("model", Some(&*model.model))]);
    let what = format!("{} · {}", model.name, replenisher(model.replenisher));
    let names = |slot: &str| {
        let known = slots.iter().find(|it| it.slot == slot);
        known.map_or_else(|| slot.to_owned(), |it| it.name.clone())
    };
    let counted = figures.first().map(|it| it.counted_at);
    let supplies: Vec<_> = figures.iter().filter(|it| !it.slot.is_empty()).collect();
    let supplies = supplies
        .into_iter()
        .map(|it| of_supply(it, names(&it.slot)));
    let supplies = supplies.collect();
    let machine_rows = figures.iter().filter(|it| it.slot.is_empty());
    let machine_rows = machine_rows
        .map(|it| of_machines(it, &model.model))
        .collect();
    let counted = counted.map(|at| view! { <p class="quiet">{text::counted(&moment(at))}</p> });
    let path = format!("{PATH}/{}", model.model);
    let held = (may && breaker.open_since.is_some()).then(|| {
        view! { <HeldOrders model=model.model.clone() back=path/> }
    });
    view! {
        <div class="page-head">
            <p class="crumb"><a href=PATH>{text::models()}</a></p>
            <h1>{model.model.clone()}</h1>
            <p class="quiet">{what}</p>
            <p><a class="link" href=machines>{text::its_machines()}</a></p>
        </div>
        <div class="stack">
            <Pace breaker now/>
            {held}
            <section class="stack">
                <h2>{text::come_so_far()}</h2>
                {counted}
                <Machines rows=machine_rows/>
            </section>
            <section class="stack">
                <h2>{text::of_supplies()}</h2>
                <Supplies rows=supplies/>
            </section>
            <section class="stack">
                <h2>{text::settings()}</h2>
                <Settings slots/>
            </section>
        </div>
    }
}

/// How much it orders, and whether that waits.
#[component]
fn Pace(breaker: Breaker, now: Time) -> impl IntoView {
    let usual = text::usual(breaker.orders, &format!("{:.1}", breaker.usual));
    let let_go = breaker.let_go_until.filter(|until| *until > now);
    let said = match (breaker.open_since, let_go) {
        (Some(since), _) => Some(text::held(&moment(since))),
        (None, Some(until)) => Some(text::let_go(&moment(until))),
        (None, None) => None,
    };
    view! {
        <section class="card stack">
            <h2>{text::pace()}</h2>
            <p class="num">{usual}</p>
            {said.map(|said| view! { <p class="warn">{said}</p> })}
        </section>
    }
}

/// A firmware's name, which leads to its machines.
fn firmware(name: &str, model: &str) -> AnyView {
    let (filter, value, said) = match name {
        "" => return text::every_firmware().into_any(),
        OTHERS => return text::other_firmware().into_any(),
        UNSAID => ("without_firmware", "true", text::unsaid_firmware()),
        named => ("firmware", named, named.to_owned()),
    };
    let asked = [("model", Some(model)), (filter, Some(value))];
    let list = address("/ops/machines", asked);
    view! { <a href=list>{said}</a> }.into_any()
}

fn of_machines(it: &ModelFigures, model: &str) -> Row {
    let Figures {
        machines,
        claimed,
        connected,
        chosen,
        ordered,
        ..
    } = it.figures;
    let part = |of: u64| match machines {
        0 => count(of),
        all => text::of_all(
            &count(of),
            &format!("{:.0}", of as f64 * 100.0 / all as f64),
        ),
    };
    let cells = [
        count(machines),
        part(claimed),
        part(connected),
        part(chosen),
        part(ordered),
    ];
    Row {
        head: firmware(&it.firmware, model),
        cells: cells.map(IntoAny::into_any).into(),
    }
}

fn of_supply(it: &ModelFigures, name: String) -> Row {
    let figures = &it.figures;
    let tenth = |value: Option<f64>| value.map_or_else(String::new, |it| format!("{it:.1}"));
    let empty = figures
        .empty_part()
        .map(|part| text::percent(&format!("{:.1}", part * 100.0)));
    let cells = [
        firmware(&it.firmware, &it.model),
        count(figures.orders).into_any(),
        tenth(figures.cancelled_per_100()).into_any(),
        empty.into_any(),
        tenth(figures.days_left_at_arrival()).into_any(),
    ];
    Row {
        head: name.into_any(),
        cells: cells.into(),
    }
}

fn count(of: u64) -> String {
    integer(i64::try_from(of).unwrap_or(i64::MAX))
}

#[component]
fn Machines(rows: Vec<Row>) -> impl IntoView {
    let headings = vec![
        text::firmware(),
        text::machines(),
        text::claimed(),
        text::connected(),
        text::chosen(),
        text::ordered(),
    ];
    view! { <List label=text::come_so_far() headings rows empty=text::not_counted()/> }
}

#[component]
fn Supplies(rows: Vec<Row>) -> impl IntoView {
    let headings = vec![
        text::supply(),
        text::firmware(),
        text::orders(),
        text::cancelled(),
        text::days_with_nothing(),
        text::left_at_arrival(),
    ];
    view! { <List label=text::of_supplies() headings rows empty=text::not_counted()/> }
}

#[component]
fn Settings(slots: Vec<ModelSlot>) -> impl IntoView {
    let headings = vec![
        text::supply(),
        text::unit(),
        text::container(),
        text::reorder(),
    ];
    let row = |it: ModelSlot| Row {
        head: format!("{} ({})", it.name, it.slot).into_any(),
        cells: vec![
            unit_name(it.unit).into_any(),
            whole(it.capacity, it.unit).into_any(),
            reorders(it.policy).into_any(),
        ],
    };
    let rows = slots.into_iter().map(row).collect();
    view! { <List label=text::settings() headings rows empty=text::none()/> }
}

/// When it reorders.
fn reorders(policy: Policy) -> String {
    match policy {
        Policy::BurnRate {
            days_threshold,
            window_days,
        } => text::burn_rate(days_threshold, window_days),
        Policy::Forecast { service_level } => {
            let part = service_level.probability() * 100.0;
            let part = format!("{part:.2}");
            text::forecast(part.trim_end_matches('0').trim_end_matches('.'))
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use domain::policy::ServiceLevel;
    use domain::{Quantity, Replenisher, Unit};

    use super::*;
    use crate::fixtures::{html, now};

    pub fn brewer() -> KnownModel {
        let model = replenish::Model {
            model: "BREW-2".to_owned(),
            name: "Brewer <two>".to_owned(),
            replenisher: Replenisher::Drs,
        };
        let slot = ModelSlot {
            model: "BREW-2".to_owned(),
            slot: "pods".to_owned(),
            position: 0,
            name: "Coffee pods".to_owned(),
            unit: Unit::Count,
            capacity: Quantity(100_000),
            count_is: None,
            starts_full: true,
            typical_per_day: None,
            policy: Policy::Forecast {
                service_level: ServiceLevel::new(0.95),
            },
            products: Vec::new(),
            most_per_day: None,
            step: None,
            shop: None,
            alexa: None,
        };
        (model, vec![slot])
    }

    fn figures(firmware: &str, slot: &str) -> ModelFigures {
        ModelFigures {
            model: "BREW-2".to_owned(),
            firmware: firmware.to_owned(),
            slot: slot.to_owned(),
            counted_at: now(),
            figures: Figures {
                machines: 1_200,
                claimed: 600,
                orders: 40,
                cancelled: 3,
                days: 28,
                empty: 7,
                ..Figures::default()
            },
        }
    }

    fn page(open_since: Option<Time>, may: bool) -> String {
        let data = Data {
            model: brewer(),
            breaker: Breaker {
                open_since,
                orders: 90,
                usual: 2.25,
                ..Breaker::of("BREW-2", now())
            },
            figures: vec![
                figures("", ""),
                figures("", "pods"),
                figures("2.1 b", ""),
                figures(UNSAID, ""),
                figures(OTHERS, ""),
            ],
            now: now(),
        };
        html(move || view! { <Model data may/> })
    }

    #[test]
    fn a_model_says_what_came_of_its_machines_by_firmware() {
        let html = page(None, true);
        for part in [
            "Brewer &lt;two&gt;",
            "1,200",
            "600 (50 %)",
            "7.5",
            "25.0 %",
            "/ops/machines?model=BREW-2\"",
            "/ops/machines?model=BREW-2&amp;firmware=2.1%20b",
            "/ops/machines?model=BREW-2&amp;without_firmware=true\">not said",
            "all others",
            "so that it lasts with 95 %",
            "90 in the last hour with orders, 2.2 usually.",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(!html.contains("/held\""), "{html}");
    }

    #[test]
    fn orders_that_wait_are_decided_by_who_may() {
        let held = page(Some(now()), true);
        assert!(
            held.contains("/ops/models/BREW-2/held\"") && held.contains("Its orders wait since"),
            "{held}"
        );
        assert!(!page(Some(now()), false).contains("/held\""));
    }
}
