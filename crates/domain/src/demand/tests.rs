use proptest::prelude::*;

use super::*;
use crate::time::{DAY, Day};

const LEVEL: f64 = 0.95;

fn level(part: f64) -> ServiceLevel {
    ServiceLevel::new(part)
}

/// So many days of the same use, in thousandths.
fn steady(days: usize, used: i64) -> UseHistory {
    UseHistory::of(Day(0), &vec![Some(Quantity(used * 1_000)); days])
}

fn asked(history: &UseHistory, part: f64) -> i64 {
    let demand = forecast(
        history,
        &Prior::default(),
        &LeadTime::default(),
        level(part),
    );
    demand.unwrap().quantity.0
}

#[test]
fn steady_use_is_asked_for_by_the_time_of_a_delivery_alone() {
    let demand = forecast(
        &steady(200, 2),
        &Prior::default(),
        &LeadTime::default(),
        level(LEVEL),
    )
    .unwrap();
    assert_eq!(demand.per_day, Quantity(2_000));
    assert_eq!(demand.pattern, Pattern::Smooth);
    assert_eq!((demand.lead_days, demand.known_days), ((3, 9), 200));
    // Nineteen deliveries of twenty take nine days or less: eight days and a part of the one on which the
    // level was crossed.
    assert!((16_000..18_000).contains(&demand.quantity.0), "{demand:?}");
}

#[test]
fn a_young_slot_goes_by_what_is_typical_of_its_model() {
    let young = steady(2, 1);
    let lead = LeadTime::default();
    assert_eq!(
        forecast(&young, &Prior::default(), &lead, level(LEVEL)),
        None
    );
    let typical = forecast(
        &young,
        &Prior::typical(Some(Quantity(3_000))),
        &lead,
        level(LEVEL),
    )
    .unwrap();
    assert!((2_300..3_000).contains(&typical.per_day.0), "{typical:?}");
    let known = forecast(
        &steady(300, 1),
        &Prior::typical(Some(Quantity(9_000))),
        &lead,
        level(LEVEL),
    )
    .unwrap();
    assert!((1_000..1_020).contains(&known.per_day.0), "{known:?}");
    let none = forecast(&steady(30, 0), &Prior::default(), &lead, level(LEVEL));
    assert_eq!(none, None, "nothing was ever used");
}

#[test]
fn a_weekend_before_the_delivery_is_not_counted_as_working_days() {
    let weekends: Vec<_> = (0..210)
        .map(|day| Some(Quantity(if day % 7 < 2 { 5_000 } else { 500 })))
        .collect();
    let quick = LeadTime::told(&[(3, 1.0)]);
    let before = |drop: usize| {
        let history = UseHistory::of(Day(0), &weekends[..weekends.len() - drop]);
        forecast(&history, &Prior::default(), &quick, level(0.8))
            .unwrap()
            .quantity
            .0
    };
    // With nothing dropped the next two days are a weekend; with five, working days.
    assert!(before(0) > 2 * before(5), "{} {}", before(0), before(5));
}

#[test]
fn unknown_days_are_not_days_without_use() {
    let mut days = vec![Some(Quantity(2_000)); 120];
    for unknown in &mut days[40..60] {
        *unknown = None;
    }
    let holes = UseHistory::of(Day(0), &days);
    let demand = forecast(
        &holes,
        &Prior::default(),
        &LeadTime::default(),
        level(LEVEL),
    )
    .unwrap();
    assert_eq!(demand.per_day, Quantity(2_000));
    assert_eq!(demand.known_days, 100);
}

#[test]
fn use_that_rises_is_followed_and_use_that_varies_is_averaged() {
    let rises: Vec<_> = (0..200)
        .map(|day| Some(Quantity((1 + day / 50) * 1_000)))
        .collect();
    let rises = UseHistory::of(Day(0), &rises);
    let demand = forecast(
        &rises,
        &Prior::default(),
        &LeadTime::default(),
        level(LEVEL),
    )
    .unwrap();
    assert!(demand.per_day.0 > 3_800, "{demand:?}");
}

#[test]
fn late_deliveries_of_the_slot_raise_what_is_asked_for() {
    let history = steady(100, 2);
    let of = |lead: &LeadTime| forecast(&history, &Prior::default(), lead, level(LEVEL)).unwrap();
    let late = of(&LeadTime::learned(&[12 * DAY; 6]));
    assert!(late.quantity > of(&LeadTime::default()).quantity);
    assert!(late.lead_days.1 > 9);
}

proptest! {
    #[test]
    fn a_higher_level_and_a_longer_delivery_never_ask_for_less(
        days in prop::collection::vec(prop::option::weighted(0.9, 0_i64..6_000), 30..120),
        lower in 0.5_f64..0.99, higher in 0.0_f64..0.009, longer in 0_u16..3,
    ) {
        let days: Vec<_> = days.into_iter().map(|used| used.map(Quantity)).collect();
        let history = UseHistory::of(Day(20_000), &days);
        if forecast(&history, &Prior::default(), &LeadTime::default(), level(0.9)).is_some() {
            prop_assert!(asked(&history, lower) <= asked(&history, lower + higher));
            let of = |more: u16| {
                // As many days ahead are looked at, whatever a delivery takes.
                let lead = LeadTime::told(&[(5, 3.0), (6, 1.0), (7 + more, 0.3)]);
                forecast(&history, &Prior::default(), &lead, level(0.9)).unwrap().quantity
            };
            prop_assert!(of(0) <= of(longer));
        }
    }
}

#[test]
fn a_large_use_that_crosses_the_level_is_seen_beforehand() {
    // Two a day on average, or sixty on every thirtieth.
    let even = steady(300, 2);
    let seldom: Vec<_> = (0..300)
        .map(|day| Some(Quantity(if day % 30 == 29 { 60_000 } else { 0 })))
        .collect();
    let seldom = UseHistory::of(Day(0), &seldom);
    assert!(
        asked(&seldom, 0.9) > 3 * asked(&even, 0.9),
        "{}",
        asked(&seldom, 0.9)
    );
}

#[test]
fn a_pause_is_no_other_pace() {
    let day = |day: i64| Some(Quantity(if (150..171).contains(&day) { 0 } else { 2_000 }));
    let with: Vec<_> = (0..172).map(day).collect();
    let paused = UseHistory::of(Day(0), &with).with_silences();
    let demand = forecast(
        &paused,
        &Prior::default(),
        &LeadTime::default(),
        level(LEVEL),
    )
    .unwrap();
    assert_eq!((demand.per_day, demand.known_days), (Quantity(2_000), 151));
}

/// Ten machines that use four a day and ten that use six, and a new one after two days of two.
#[test]
fn every_number_of_a_machine_among_others_is_explained() {
    let mut sums = fleet::Share::default();
    for n in 0..20 {
        sums += &fleet::Share::of(&steady(60, 4 + 2 * (n % 2)), &[]).unwrap();
    }
    let among = sums.prior().unwrap();
    let document = include_str!("../../../../docs/explained.md");
    let is_said = |words: String| assert!(document.contains(&words), "{words}");
    let (rate, worth) = among.per_day.unwrap();
    is_said(format!("10 × 1) ÷ 30 = {:.3}", among.dispersion));
    is_said(format!("{:.3} × 25 ÷ 1 = {worth:.1}", among.dispersion));
    is_said(format!("the mean is {:.0}", rate / 1_000.0));
    let of = |prior: &Prior| {
        let demand = forecast(&steady(2, 2), prior, &prior.lead, level(LEVEL)).unwrap();
        let pods = |it: Quantity| it.0 as f64 / 1_000.0;
        (pods(demand.per_day), pods(demand.quantity), demand.fleet)
    };
    let (per_day, quantity, machines) = of(&among);
    is_said(format!(
        "({worth:.1} × 5 + 2 × 2) ÷ ({worth:.1} + 2) = {per_day:.1}"
    ));
    is_said(format!("the level {quantity:.1}"));
    assert_eq!(machines, 20);
    let (per_day, quantity, machines) = of(&Prior::typical(Some(Quantity(3_000))));
    is_said(format!("(7 × 3 + 2 × 2) ÷ (7 + 2) = {per_day:.1}"));
    is_said(format!("and the level {quantity:.1}"));
    assert_eq!(machines, 0);
}

#[test]
fn a_longer_delivery_asks_for_no_less_where_few_days_are_known() {
    let mut days = vec![None; 16];
    days[1] = Some(0);
    days.extend([145, 2_676, 0, 2_876, 3_738, 5_951, 0].map(Some));
    days.extend([None; 7]);
    let days: Vec<_> = days.into_iter().map(|it| it.map(Quantity)).collect();
    let history = UseHistory::of(Day(20_000), &days);
    let of = |longest: u16| {
        let lead = LeadTime::told(&[(5, 3.0), (6, 1.0), (longest, 0.3)]);
        let demand = forecast(&history, &Prior::default(), &lead, level(0.9));
        demand.unwrap().quantity
    };
    assert!(of(7) <= of(8) && of(8) <= of(9), "{:?}", [7, 8, 9].map(of));
}
