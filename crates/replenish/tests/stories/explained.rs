//! The numbers of `docs/explained.md`, as the program comes to them.

use domain::order::OrderState;
use domain::time::{DAY, HOUR};
use domain::view::reason::reason;
use domain::{Time, Unit};
use testkit::TestApp;

/// What `docs/explained.md` says of a day: its date, what is left after the use of noon, the pace, the
/// reorder level and what was decided.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const ROWS: [Row; 7] = [
    ("2026-03-02", "95", "0.714", "5", "enough"),
    ("2026-03-09", "60", "5.714", "40", "enough"),
    ("2026-03-13", "40", "5.455", "38.182", "enough"),
    ("2026-03-14", "35", "5.417", "37.917", "order"),
    ("2026-03-17", "20", "5.333", "37.333", "order_live"),
    ("2026-03-20", "41", "5.278", "36.944", "enough"),
    ("2026-03-21", "36", "5.263", "36.842", "order"),
];

#[tokio::test]
async fn every_number_of_the_explanation_is_the_programs() {
    let document = include_str!("../../../../docs/explained.md");
    let world = TestApp::connected().await;
    let mut rows = ROWS.iter().peekable();
    for n in 1..=20 {
        let noon = Time::parse("2026-03-01T12:00:00Z").unwrap() + n * DAY;
        world.live_until(noon).await;
        world.use_pods(&format!("day {n}"), 5).await;
        let supply = world.supply().await;
        let decision = supply.decision.clone().unwrap();
        let date = noon.to_string()[..10].to_owned();
        if let Some((_, left, pace, level, outcome)) = rows.next_if(|row| row.0 == date) {
            let text = |quantity: Option<domain::Quantity>| supply.text(quantity.unwrap());
            assert_eq!(text(decision.at_home), *left, "{date}");
            assert_eq!(text(decision.pace_per_day), *pace, "{date}");
            assert_eq!(text(decision.reorder_level), *level, "{date}");
            assert_eq!(decision.outcome.name(), *outcome, "{date}");
            let line = document
                .lines()
                .find(|line| line.starts_with(&format!("| {date}")));
            let line = line.unwrap_or_else(|| panic!("{date} is not explained"));
            for part in [left, pace, level, outcome] {
                assert!(line.contains(part), "{part} is not in {line}");
            }
        }
    }
    assert!(rows.next().is_none());
    assert_eq!(
        world.states().await,
        [OrderState::Arrived, OrderState::Requested]
    );
    let first = world.orders().await.remove(0);
    let counted = first.ended_at.unwrap().to_string();
    assert!(document.contains(&counted), "{counted}");
    assert!(!first.confirmed, "36 are left, as many as it brought");
    let why = world.queries().why_ordered(world.account, first.id);
    let why = why.await.unwrap().unwrap();
    let why = reason(&why, Unit::Count);
    assert!(document.contains(&why), "{why}");
    world.live(DAY + HOUR).await;
    world.use_pods("one more", 5).await;
    assert!(world.orders().await.remove(0).confirmed);
    world.settle().await;
}
