//! Every component in every state, light and dark, on one page: `docs/components.html`. The page is kept
//! beside the code by a test; `WRITE=1 cargo test catalog` writes it anew.

mod fixtures;

use std::fmt::Write as _;

use domain::decision::Outcome;
use domain::evidence::Waiting;
use domain::journal::Input;
use domain::maker_act::{About, Deed};
use domain::order::{EndReason, OrderState};
use domain::registration::RegistrationStatus;
use domain::time::{DAY, HOUR};
use domain::view::{DeviceView, Filter, Headline, OrderView, SupplyView};
use domain::{MakerAct, Quantity, Unit};
use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::location::RequestUrl;
use replenish::{Counts, SignInBy};

use crate::chart;
use crate::components::*;
use crate::fixtures::{brewer, decision, html, now, order, pods};
use crate::request::FormState;
use crate::text::journal::tests::line;
use fixtures::{descaler, devices, draft, filter, headlines, lines, refused, unclear};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/components.html");
const COMPONENTS: &str = include_str!("components.rs");

const SHAPES: [Shape; 13] = [
    Shape::Tick,
    Shape::Done,
    Shape::Ring,
    Shape::Here,
    Shape::Cross,
    Shape::Warning,
    Shape::Pause,
    Shape::Question,
    Shape::Unplugged,
    Shape::Van,
    Shape::Reorder,
    Shape::Low,
    Shape::Silent,
];

#[derive(Default)]
struct Catalog {
    page: String,
}

impl Catalog {
    fn component(&mut self, name: &str) {
        let _ = write!(self.page, "\n<h2 id=\"{name}\">{name}</h2>\n");
    }

    fn show(&mut self, state: &str, look: impl Fn() -> AnyView) {
        let html = html(look);
        let _ = writeln!(
            self.page,
            "<h3>{state}</h3>\n<div class=\"pair\">\
             <div class=\"light\">{html}</div>\n<div class=\"dark\">{html}</div></div>"
        );
    }
}

fn small_ones(catalog: &mut Catalog) {
    catalog.component("Icon");
    catalog.show("all", || {
        SHAPES
            .map(|shape| view! { <Icon shape/> })
            .collect_view()
            .into_any()
    });
    catalog.component("Banner");
    for (state, tone) in [
        ("info", Tone::Info),
        ("ok", Tone::Ok),
        ("warn", Tone::Warn),
        ("crit", Tone::Crit),
    ] {
        catalog.show(state, move || {
            view! { <Banner tone><p>"One thing, and what can be done about it."</p></Banner> }
                .into_any()
        });
    }
    catalog.component("StatePill");
    for (state, supply) in headlines() {
        let headline = Headline::of(&supply, now());
        catalog.show(state, move || {
            view! { <StatePill state=headline/> }.into_any()
        });
    }
    catalog.component("ConnectionPill");
    for registration in [
        RegistrationStatus::Registered,
        RegistrationStatus::Claimed,
        RegistrationStatus::Deregistered,
    ] {
        catalog.show(registration.name(), move || {
            view! { <ConnectionPill replenisher=domain::Replenisher::Drs registration/> }.into_any()
        });
    }
    catalog.component("Moment");
    for (state, at) in [("past", now() - 12 * HOUR), ("to come", now() + 5 * DAY)] {
        catalog.show(state, move || {
            view! { <p><Moment at now=Some(now())/></p> }.into_any()
        });
    }
    catalog.component("When");
    let day = now().day().end();
    for (state, at) in [("a day", day), ("a moment", now() + 5 * DAY)] {
        catalog.show(state, move || {
            view! { <p><When at=at.into()/></p> }.into_any()
        });
    }
    catalog.component("EmptyState");
    catalog.show("with one thing to do", || {
        let action = Some(("Add a machine".to_owned(), "/devices/add"));
        view! { <EmptyState text="No machine yet." action/> }.into_any()
    });
    catalog.component("LoginButton");
    catalog.show("Amazon's art, or its words where it does not come", || {
        view! { <LoginButton href="#".to_owned() art="missing.png".to_owned()/> }.into_any()
    });
    catalog.component("Nav");
    catalog.show("on one of its pages", || {
        provide_context(RequestUrl::new("/supplies"));
        view! { <Router><Nav/></Router> }.into_any()
    });
}

fn supplies(catalog: &mut Catalog) {
    let kinds = || {
        [
            ("pieces", pods()),
            ("a liquid", descaler()),
            ("a percentage", filter()),
        ]
    };
    catalog.component("LevelBar");
    for (state, supply) in kinds() {
        catalog.show(state, move || {
            view! { <LevelBar supply=supply.clone() now=now()/> }.into_any()
        });
    }
    catalog.component("LevelCard");
    for (state, supply) in kinds().into_iter().chain(headlines()) {
        catalog.show(state, move || {
            view! { <LevelCard supply=supply.clone() now=now()/> }.into_any()
        });
    }
    catalog.component("Filters");
    for (state, chosen) in [
        ("all", Filter::All),
        ("nothing under the chosen one", Filter::OnTheWay),
    ] {
        let states = headlines()
            .into_iter()
            .map(|(_, supply)| Headline::of(&supply, now()));
        let states: Vec<_> = states.filter(|it| *it != Headline::OnTheWay).collect();
        catalog.show(state, move || {
            view! { <Filters offered=chosen.offered(&states) chosen/> }.into_any()
        });
    }
    catalog.component("Finder");
    catalog.show("alive", || view! { <Finder count=12/> }.into_any());
    catalog.component("SupplyCard");
    for (state, supply) in headlines() {
        catalog.show(state, move || {
            view! { <SupplyCard supply=supply.clone() now=now()/> }.into_any()
        });
    }
    catalog.component("Reckoning");
    for (state, supply) in kinds() {
        catalog.show(state, move || {
            view! { <Reckoning supply=supply.clone() now=now()/> }.into_any()
        });
    }
    catalog.component("Picture");
    for unit in [Unit::Count, Unit::Percent, Unit::Litre, Unit::Gram] {
        catalog.show(unit.name(), move || view! { <Picture unit/> }.into_any());
    }
    catalog.component("PlanCard");
    let waiting = SupplyView {
        decision: Some(domain::decision::Decision {
            outcome: Outcome::OrderLive,
            ..decision()
        }),
        ..pods()
    };
    let much = SupplyView {
        lasts: Some(90 * DAY),
        machine: Some(Quantity(90_000)),
        ..pods()
    };
    for (state, supply) in headlines()
        .into_iter()
        .chain([("why", waiting), ("very much", much)])
    {
        catalog.show(state, move || {
            view! { <PlanCard supply=supply.clone() now=now()/> }.into_any()
        });
    }
    catalog.component("RegistrationBanner");
    for (state, supply) in headlines() {
        catalog.show(state, move || {
            view! { <RegistrationBanner supply=supply.clone()/> }.into_any()
        });
    }
    catalog.component("Attention");
    for (state, supply) in headlines() {
        let device = DeviceView {
            registration: supply.registration,
            supplies: vec![supply],
            ..brewer()
        };
        catalog.show(state, move || {
            view! { <Attention devices=vec![device.clone()] now=now()/> }.into_any()
        });
    }
    catalog.component("Chart");
    for (state, history) in chart::tests::looks() {
        catalog.show(state, move || {
            let supply = pods();
            view! {
                <chart::Chart
                    history=history.clone()
                    name=supply.name
                    unit=supply.spec.unit
                    capacity=supply.spec.capacity
                />
            }
            .into_any()
        });
    }
}

fn orders(catalog: &mut Catalog) {
    let ended = |state| OrderView {
        reason: Some(EndReason::Unresolved),
        ended_at: Some(now()),
        ..order(state)
    };
    catalog.component("OrderPill");
    for state in OrderState::ALL {
        catalog.show(state.name(), move || {
            view! { <OrderPill state/> }.into_any()
        });
    }
    catalog.component("OrderRow");
    for state in OrderState::ALL {
        catalog.show(state.name(), move || {
            view! { <ul class="rows"><OrderRow order=ended(state)/></ul> }.into_any()
        });
    }
    catalog.component("Timeline");
    for state in OrderState::ALL {
        catalog.show(state.name(), move || {
            view! { <Timeline order=ended(state) now=now()/> }.into_any()
        });
    }
    catalog.component("ArrivalQuestion");
    for state in [OrderState::Shipped, OrderState::Arrived] {
        catalog.show(state.name(), move || {
            view! { <ArrivalQuestion order=order(state) now=now()/> }.into_any()
        });
    }
    catalog.component("MakerActs");
    catalog.show("with its reason", || {
        let act = MakerAct {
            device_id: pods().device,
            about: About::slot(pods().id),
            deed: Deed::Hold,
            at: now(),
            reason: "a batch of cartridges leaks".to_owned(),
        };
        view! { <MakerActs acts=vec![act] maker="Larder".to_owned()/> }.into_any()
    });
    catalog.component("JournalList");
    catalog.show("a use, and what was added and taken back", || {
        let maker = "Larder".to_owned();
        view! { <JournalList supply=pods().id unit=Unit::Count lines=lines() maker now=now()/> }
            .into_any()
    });
    catalog.component("UndoForm");
    catalog.show("beside what it takes back", || {
        let lines = lines();
        view! { <UndoForm supply=pods().id entry=lines[0].id what="Added 36".to_owned()/> }
            .into_any()
    });
    catalog.component("DoneBanner");
    catalog.show("with its undo", || {
        let lines = vec![line(1, Some(Input::Add(Quantity(36_000))))];
        let done = Some(lines[0].id);
        view! { <DoneBanner supply=pods() lines done counts=Counts::default()/> }.into_any()
    });
}

fn forms(catalog: &mut Catalog) {
    let states = || [("empty", FormState::default()), ("refused", refused())];
    catalog.component("SignOutEverywhere");
    catalog.show("in the settings, and where one waits", || {
        view! { <SignOutEverywhere/> }.into_any()
    });
    catalog.component("Specimens");
    catalog.show("beside the sign-in", || view! { <Specimens/> }.into_any());
    catalog.component("SignInWays");
    let ways = [
        ("with Amazon", vec![SignInBy::Amazon]),
        ("with the maker", vec![SignInBy::Maker]),
        ("with either", vec![SignInBy::Amazon, SignInBy::Maker]),
    ];
    for (state, ways) in ways {
        catalog.show(state, move || {
            let (art, maker) = ("missing.png".to_owned(), "Acme".to_owned());
            view! { <SignInWays ways=ways.clone() art maker/> }.into_any()
        });
    }
    catalog.component("Silence");
    catalog.show("while Amazon does not answer", || {
        view! { <Silence since=Some(now() - 2 * HOUR)/> }.into_any()
    });
    catalog.component("Departed");
    catalog.show("taken over by another household", || {
        let departures = vec![replenish::Departure {
            name: "Brewer".to_owned(),
            at: now() - 2 * DAY,
        }];
        view! { <Departed departures/> }.into_any()
    });
    catalog.component("ErrorSummary");
    catalog.show("kept while its sender signed in", || {
        view! { <ErrorSummary form=draft() prefix="f" fields=&["amount"]/> }.into_any()
    });
    catalog.show("refused", || {
        view! { <ErrorSummary form=refused() prefix="f" fields=&["amount"]/> }.into_any()
    });
    catalog.component("AmountQuestion");
    for (state, amounts) in [
        ("two readings", vec![Quantity(1_500), Quantity(1_500_000)]),
        ("very much", vec![Quantity(15_000_000)]),
    ] {
        catalog.show(state, move || {
            let form = unclear(amounts.clone());
            view! { <AmountQuestion supply=pods() form action=String::new()/> }.into_any()
        });
    }
    catalog.component("Field");
    for (state, form) in states() {
        catalog.show(state, move || {
            view! {
                <Field prefix="f" name="amount" label="How much?" hint="A number." class="amount" form=form.clone()/>
            }
            .into_any()
        });
    }
    catalog.component("AmountField");
    for (state, form) in states() {
        catalog.show(state, move || {
            view! { <AmountField prefix="f" label="How much?" unit=Unit::Litre form=form.clone()/> }.into_any()
        });
    }
    catalog.component("ReadingQuestion");
    catalog.show("a fall that waits", || {
        let mut supply = pods();
        supply.evidence.level = Some(Waiting {
            amount: Quantity::ZERO,
            at: now(),
            received_at: now(),
        });
        view! { <ReadingQuestion supply/> }.into_any()
    });
    catalog.component("LevelQuestion");
    for (state, form) in states() {
        catalog.show(state, move || {
            let keys = [String::new(), String::new()];
            view! { <LevelQuestion supply=descaler() keys form=form.clone() prefix="level"/> }
                .into_any()
        });
    }
    catalog.component("RestockForms");
    for (state, supply) in [
        ("pieces", pods()),
        ("a liquid", descaler()),
        ("a percentage", filter()),
    ] {
        catalog.show(state, move || {
            let [add, set, replaced] = [(); 3].map(|()| String::new());
            let keys = RestockKeys { add, set, replaced };
            let form = FormState::default();
            view! { <RestockForms supply=supply.clone() keys form/> }.into_any()
        });
    }
}

fn machines(catalog: &mut Catalog) {
    catalog.component("Machine");
    for (state, device) in devices() {
        catalog.show(state, move || {
            view! { <Machine device=device.clone() now=now()/> }.into_any()
        });
    }
    catalog.component("MachineLine");
    for (state, last_seen) in [("heard", Some(now() - HOUR)), ("never heard", None)] {
        catalog.show(state, move || {
            let DeviceView { model, serial, .. } = brewer();
            view! { <p><MachineLine model serial last_seen now=now()/></p> }.into_any()
        });
    }
}

fn page() -> String {
    let mut catalog = Catalog::default();
    small_ones(&mut catalog);
    supplies(&mut catalog);
    orders(&mut catalog);
    forms(&mut catalog);
    machines(&mut catalog);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Components – Larder</title>\n\
         <link rel=\"stylesheet\" href=\"../style/tokens.css\">\n\
         <link rel=\"stylesheet\" href=\"../style/base.css\">\n\
         <link rel=\"stylesheet\" href=\"../style/components.css\">\n\
         <style>.pair {{ display: grid; grid-template-columns: 1fr 1fr; gap: 1rem }} \
         .pair > div {{ min-width: 0; padding: 1rem; background: var(--bg); color: var(--text) }} \
         .light {{ color-scheme: light }} .dark {{ color-scheme: dark }}</style>\n</head>\n\
         <body class=\"wrap\">\n<h1>Every component in every state</h1>\n{}</body>\n</html>\n",
        catalog.page
    )
}

#[test]
fn the_page_of_components_shows_them_as_they_are() {
    let page = page();
    if std::env::var_os("WRITE").is_some() {
        std::fs::write(PAGE, &page).unwrap();
    }
    let kept = std::fs::read_to_string(PAGE).unwrap_or_default();
    assert!(
        kept == page,
        "docs/components.html is old; WRITE=1 cargo test catalog writes it anew"
    );
}

#[test]
fn no_component_is_left_out() {
    let page = page();
    let names = COMPONENTS
        .lines()
        .filter_map(|line| line.strip_prefix("pub use "))
        .flat_map(|line| line.split(['{', '}', ',', ';', ':', ' ']))
        .filter(|name| name.starts_with(|first: char| first.is_uppercase()));
    // Values, and what has no look of its own.
    let others = ["Shape", "Tone", "RestockKeys", "Title"];
    for name in names.filter(|name| !others.contains(name)) {
        assert!(page.contains(&format!("id=\"{name}\"")), "{name}");
    }
}
