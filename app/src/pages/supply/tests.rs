//! The page of one supply says each thing once, whatever state it is in and in whatever language.

use domain::cooldown::Cooldown;
use domain::decision::{Decision, Outcome};
use domain::demand::{Demand, Pattern};
use domain::order::OrderState;
use domain::registration::RegistrationStatus;
use domain::time::DAY;
use domain::view::OrderView;
use domain::{Quantity, Replenisher};
use proptest::prelude::*;

use super::*;
use crate::fixtures::{self, html, now, speaking};
use crate::preferences::locale::Locale;

#[test]
fn the_title_says_what_is_left_and_the_state() {
    let mut supply = fixtures::pods();
    assert_eq!(title(&supply, now()), "17 left, low – Coffee pods");
    let german = speaking(Locale::De, || title(&supply, now()));
    assert_eq!(german, "Noch 17, knapp – Coffee pods");
    supply.machine = None;
    assert_eq!(title(&supply, now()), "Level unknown – Coffee pods");
}

fn page(supply: SupplyView) -> String {
    let key = String::new;
    let data = Data {
        history: History::new(&supply, &[], now()),
        supply,
        journal: JournalPage::default(),
        restock: RestockKeys {
            add: key(),
            set: key(),
            replaced: key(),
        },
        level: [key(), key()],
        counts: Counts::default(),
        acts: Vec::new(),
        now: now(),
    };
    html(|| {
        view! { <Supply data form=FormState::default() maker="Larder".to_owned()/> }
    })
}

/// What is read on a page: without tables, pictures, forms and the moments behind a word.
fn read(mut page: String) -> String {
    for part in ["table", "svg", "form", "time"] {
        let (from, to) = (format!("<{part}"), format!("</{part}>"));
        while let Some((before, rest)) = page.split_once(&from) {
            let (_, after) = rest.split_once(&to).unwrap();
            page = format!("{before} {after}");
        }
    }
    let texts = page.split('<').filter_map(|it| it.split_once('>'));
    texts.map(|(_, text)| text).collect::<Vec<_>>().join(" ")
}

fn numbers(text: &str) -> Vec<&str> {
    const MARKS: [char; 4] = ['.', ',', '\u{a0}', '\u{202f}'];
    text.split(|letter: char| !letter.is_ascii_digit() && !MARKS.contains(&letter))
        .map(|number| number.trim_matches(MARKS))
        // Japanese writes a day as 1日, and what is done again as 2回目.
        .filter(|number| !matches!(*number, "" | "1" | "2"))
        .collect()
}

/// Supplies whose facts are all of different numbers, so that a number that stands twice is a fact told twice.
fn supplies() -> impl Strategy<Value = SupplyView> {
    let facts = (
        1_000_i64..2_000,
        prop_oneof![Just(0_i64), 50_i64..60],
        3_i64..6,
        2_060_i64..3_000,
        any::<bool>(),
    );
    let states = (
        prop::sample::select(Outcome::ALL.to_vec()),
        prop::option::of(prop::sample::select(vec![
            OrderState::Requested,
            OrderState::Awaiting,
            OrderState::Placed,
            OrderState::Shipped,
        ])),
        any::<bool>(),
        prop::option::of(any::<bool>()),
        prop::sample::select(vec![
            Replenisher::Drs,
            Replenisher::Shop,
            Replenisher::Alexa,
        ]),
        0_i64..4,
        prop::option::of(any::<bool>()),
    );
    (facts, states).prop_map(|(facts, states)| {
        let (machine, spares, lasts, level, forecast) = facts;
        let (outcome, order, connected, subscribed, replenisher, silent, hold) = states;
        let pods = |count: i64| Quantity(count * 1_000);
        let at_home = machine + spares;
        let per_day = pods(at_home / lasts);
        let decision = Decision {
            outcome,
            demand: forecast.then_some(Demand {
                quantity: pods(level),
                per_day,
                lead_days: (13, 14),
                pattern: Pattern::Smooth,
                known_days: 60,
                fleet: 0,
            }),
            ..fixtures::decision()
        };
        let mut supply = fixtures::pods();
        supply.spec.capacity = pods(3_000);
        supply.machine = Some(pods(machine));
        supply.spares = pods(spares);
        supply.lasts = Some(lasts * DAY);
        supply.pace_per_day = Some(per_day);
        supply.reorder_level = Some(pods(if level % 2 == 0 { level } else { 901 }));
        supply.decision = Some(decision);
        supply.replenisher = replenisher;
        supply.subscribed = subscribed;
        supply.last_seen = Some(now() - silent * DAY);
        supply.order = order.map(|state| OrderView {
            quantity: Some(pods(40)),
            estimate: Some(now() + DAY),
            ..fixtures::order(state)
        });
        if !connected {
            supply.registration = RegistrationStatus::Deregistered;
        }
        supply.cooldown = match hold {
            None => Cooldown::default(),
            Some(restock) => Cooldown {
                until: Some(now() + 7 * DAY),
                restock,
                ..Cooldown::default()
            },
        };
        supply
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn no_number_stands_twice_on_a_page(supply in supplies(), locale in 0_usize..7) {
        let locale = Locale::OFFERED[locale];
        let text = read(speaking(locale, || page(supply.clone())));
        let mut numbers = numbers(&text);
        numbers.sort_unstable();
        let twice = numbers.windows(2).find(|pair| pair[0] == pair[1]);
        prop_assert_eq!(twice, None, "{:?} {}", locale, text);
    }
}
