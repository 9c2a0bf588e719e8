//! Readings that are not believed at once: what is shown, what is decided, and what ends the waiting.

use domain::decision::Outcome;
use domain::journal::{Actor, Input};
use domain::order::{EndReason, OrderState};
use domain::time::{DAY, HOUR, MINUTE, SECOND};
use domain::{EntryId, Quantity};
use replenish::{Code, Error, Restock, RestockKind};
use serde_json::json;
use testkit::{SERIAL, SLOT, TestApp, by, by_maker, reports};

use crate::arrival::shipped;

/// Forty pods at home, two used a day, known for ten days.
async fn lived_in() -> TestApp {
    let world = TestApp::connected().await;
    for day in 0..10 {
        world.live(DAY).await;
        world.use_pods(&format!("day {day}"), 2).await;
    }
    world.restock("counted", RestockKind::Set, "40").await;
    assert_eq!(world.at_home().await, "40");
    world
}

async fn outcome(world: &TestApp) -> Outcome {
    world.supply().await.decision.unwrap().outcome
}

fn said(kind: RestockKind, key: &str, amount: &str) -> Restock {
    Restock {
        key: key.to_owned(),
        kind,
        amount: amount.to_owned(),
        unit: None,
        of_order: None,
    }
}

#[tokio::test]
async fn a_counter_that_reads_nothing_once_buys_nothing() {
    let world = lived_in().await;
    let pace = world.supply().await.pace_per_day;
    for (id, total) in [("a", 5_000), ("b", 5_002)] {
        world.live(HOUR).await;
        world
            .report(json!({"id": id, "slot": SLOT, "total": total}))
            .await;
    }
    world.live(HOUR).await;
    let receipt = world
        .report(json!({"id": "c", "slot": SLOT, "total": 0}))
        .await;
    assert_eq!(receipt.adjusted[0].code, "provisional");
    let waiting = receipt.slots[0].evidence.total.unwrap();
    assert_eq!(
        (waiting.amount, receipt.slots[0].at_home),
        (Quantity(0), Some(Quantity(38_000)))
    );
    assert_eq!(world.states().await, []);
    assert!(world.alerts().await.contains(&"implausible".to_owned()));
    world.live(HOUR).await;
    world
        .report(json!({"id": "d", "slot": SLOT, "total": 5_003}))
        .await;
    assert_eq!(world.at_home().await, "37");
    assert!(world.alerts().await.contains(&"implausible!".to_owned()));
    assert!(world.supply().await.pace_per_day.unwrap() <= pace.unwrap() + Quantity(500));
    world.settle().await;
    assert_eq!(world.states().await, []);
}

#[tokio::test]
async fn a_container_that_is_out_for_a_moment_buys_nothing() {
    let world = lived_in().await;
    let pace = world.supply().await.pace_per_day;
    for level in [40, 0, 40] {
        world.live(SECOND).await;
        let id = format!("{level} at {}", world.now());
        world
            .report(json!({"id": id, "slot": SLOT, "level": level}))
            .await;
        let expected = if level == 0 {
            Outcome::Unconfirmed
        } else {
            Outcome::Enough
        };
        assert_eq!(outcome(&world).await, expected);
        assert_eq!(world.at_home().await, "40");
    }
    assert_eq!(world.supply().await.pace_per_day, pace);
    world.settle().await;
    assert_eq!(world.states().await, []);
}

#[tokio::test]
async fn a_machine_that_is_empty_is_ordered_for_by_the_second_reading() {
    let world = lived_in().await;
    let level = async |id: &str| {
        world
            .report(json!({"id": id, "slot": SLOT, "level": 0}))
            .await;
        world.settle().await;
    };
    level("1").await;
    assert_eq!(world.states().await, []);
    world.live(9 * MINUTE).await;
    level("2").await;
    assert_eq!(world.states().await, []);
    world.live(MINUTE).await;
    level("3").await;
    assert_eq!(world.at_home().await, "0");
    assert_eq!(world.states().await.len(), 1);
    world.live(DAY).await;
}

#[tokio::test]
async fn a_reading_that_stays_alone_is_believed_a_day_later() {
    let world = lived_in().await;
    world
        .report(json!({"id": "1", "slot": SLOT, "level": 0}))
        .await;
    world.live(DAY - MINUTE).await;
    assert_eq!(
        (world.at_home().await.as_str(), world.states().await.len()),
        ("40", 0)
    );
    world.live(MINUTE).await;
    assert_eq!(
        (world.at_home().await.as_str(), world.states().await.len()),
        ("0", 1)
    );
    let lines = world
        .queries()
        .device_journal(SERIAL, 9, None)
        .await
        .unwrap();
    let (.., line) = &lines[0];
    assert_eq!(
        (line.input, line.actor),
        (Some(Input::Believed(Quantity(0))), Actor::Larder)
    );
    assert!(lines[1].2.effect.unwrap().is_provisional);
    world.live(DAY).await;
}

#[tokio::test]
async fn a_yes_and_a_no_end_the_waiting() {
    let world = lived_in().await;
    let slot = world.supply_id().await;
    world
        .report(json!({"id": "1", "slot": SLOT, "level": 0}))
        .await;
    let inventory = world.inventory();
    let no = said(RestockKind::Dropped, "no", "0");
    inventory
        .restock(by(world.account), slot, no.clone())
        .await
        .unwrap();
    assert!(!world.supply().await.evidence.waits());
    assert_eq!(world.at_home().await, "40");
    // Said again it is the same; of what waits no more nothing can be said.
    let again = inventory
        .restock(by(world.account), slot, no)
        .await
        .unwrap();
    assert!(!again.1);
    let late = inventory.restock(by_maker(), slot, said(RestockKind::Believed, "yes", "0"));
    let Err(Error::Conflict(why)) = late.await else {
        panic!("nothing waits")
    };
    assert_eq!(why.code, Code::NothingWaits);

    world.live(HOUR).await;
    world
        .report(json!({"id": "2", "slot": SLOT, "level": 0}))
        .await;
    let yes = inventory.restock(by_maker(), slot, said(RestockKind::Believed, "yes", "0"));
    yes.await.unwrap();
    assert_eq!(world.at_home().await, "0");
    world.live(DAY).await;
}

#[tokio::test]
async fn a_counter_of_millions_is_answered() {
    let world = lived_in().await;
    for (id, total) in [("a", "12000000"), ("b", "24000000")] {
        world.live(HOUR).await;
        world
            .report(json!({"id": id, "slot": SLOT, "total": total}))
            .await;
    }
    assert!(world.supply().await.evidence.total.is_some());
    world.restock("no", RestockKind::Dropped, "24000000").await;
    assert!(world.supply().await.evidence.total.is_none());
}

#[tokio::test]
async fn a_key_is_bound_to_what_was_asked() {
    let world = lived_in().await;
    let slot = world.supply_id().await;
    let inventory = world.inventory();
    let more = said(RestockKind::Add, "r1", "3");
    let (first, is_new) = inventory
        .restock(by_maker(), slot, more.clone())
        .await
        .unwrap();
    assert!(is_new);
    let again = inventory.restock(by_maker(), slot, more).await.unwrap();
    assert_eq!(again, (first, false));
    for other in [
        said(RestockKind::Add, "r1", "4"),
        said(RestockKind::Set, "r1", "3"),
    ] {
        let Err(Error::Conflict(why)) = inventory.restock(by_maker(), slot, other).await else {
            panic!("another thing by the same key")
        };
        assert_eq!((why.code, why.code.name()), (Code::KeyReused, "key_reused"));
    }
    assert_eq!(world.at_home().await, "43");
    world.settle().await;
}

#[tokio::test]
async fn a_report_with_a_computed_time_counts_once() {
    let world = lived_in().await;
    let now = world.now();
    let use_at = async |at: domain::Time| {
        let report = json!({"id": "computed", "slot": SLOT, "used": 1, "at": at.to_string()});
        let receipt = world.report(report).await;
        (receipt.accepted, receipt.duplicate)
    };
    world.live(3 * HOUR).await;
    assert_eq!(use_at(now).await, (1, 0));
    for later in [3, SECOND, HOUR, -HOUR, 0] {
        assert_eq!(use_at(now + later).await, (0, 1), "{later}");
    }
    assert_eq!(
        use_at(now + HOUR + 1).await,
        (1, 0),
        "another one with the same id"
    );
    let twice = ["1", "2"].map(|n| {
        let at = (now + 2 * HOUR + n.parse::<i64>().unwrap()).to_string();
        json!({"id": "together", "slot": SLOT, "used": 1, "at": at})
    });
    let receipt = world
        .usage()
        .report(replenish::Caller::Device(world.device), reports(twice));
    let receipt = receipt.await.unwrap();
    assert_eq!((receipt.accepted, receipt.duplicate), (1, 1));
    world.settle().await;
}

#[tokio::test]
async fn what_came_before_the_tap_is_before_it() {
    let world = lived_in().await;
    let ahead = (world.now() + 4 * MINUTE).to_string();
    world
        .report(json!({"id": "1", "slot": SLOT, "level": 30, "at": ahead}))
        .await;
    world.live(MINUTE).await;
    world.restock("new", RestockKind::Replaced, "").await;
    assert_eq!(world.supply().await.machine, Some(Quantity(100_000)));
}

#[tokio::test]
async fn a_wrong_clock_is_told_with_how_much() {
    let world = lived_in().await;
    let told = async || {
        let device = world
            .app
            .store()
            .read()
            .await
            .unwrap()
            .device(world.device)
            .await;
        device.unwrap().unwrap().clock.wrong_by()
    };
    for n in 0..3 {
        world.live(6 * MINUTE).await;
        let at = (world.now() - 5 * HOUR).to_string();
        world
            .report(json!({"id": format!("wrong {n}"), "slot": SLOT, "used": 1, "at": at}))
            .await;
    }
    assert!(world.alerts().await.contains(&"clock_wrong".to_owned()));
    assert_eq!(told().await, Some(5 * HOUR));
    world.live(DAY).await;
    for n in 0..3 {
        world.live(6 * MINUTE).await;
        let at = world.now().to_string();
        world
            .report(json!({"id": format!("right {n}"), "slot": SLOT, "used": 1, "at": at}))
            .await;
    }
    assert!(world.alerts().await.contains(&"clock_wrong!".to_owned()));
    world.settle().await;
}

/// Five pods left, an order of 36 shipped, expected in so many days, and then something said by hand.
async fn coming(days: i64) -> (TestApp, EntryId) {
    by_hand(days, RestockKind::Set, "40").await
}

async fn by_hand(days: i64, kind: RestockKind, amount: &str) -> (TestApp, EntryId) {
    let world = shipped().await;
    let expected = world.orders().await[0].estimate.unwrap();
    let until = expected.since(world.now()) - days * DAY + HOUR;
    world.live(until.max(0)).await;
    assert_eq!(world.at_home().await, "5");
    let slot = world.supply_id().await;
    let inventory = world.inventory();
    let restocked = inventory.restock(by(world.account), slot, said(kind, "by hand", amount));
    let (entry, _) = restocked.await.unwrap();
    world.settle().await;
    (world, entry)
}

#[tokio::test]
async fn further_parcels_put_in_by_hand_count_once() {
    use RestockKind::{Add, Set};
    // Within two days of its date and a tenth of what was ordered, it is the order; else it was bought elsewhere.
    for (days, kind, amount, is_order, in_the_end) in [
        (1, Add, "36", true, "41"),
        (2, Add, "33", true, "38"),
        (2, Set, "44", true, "44"),
        (2, Add, "32", false, "73"),
        (2, Add, "40", false, "81"),
        (3, Add, "36", false, "77"),
        (1, Set, "20", false, "56"),
    ] {
        let (world, _) = by_hand(days, kind, amount).await;
        let counted = world.states().await == [OrderState::Arrived];
        assert_eq!(counted, is_order, "{amount} {days} days before");
        world.live(7 * DAY).await;
        assert_eq!(
            world.at_home().await,
            in_the_end,
            "{amount} {days} days before"
        );
    }
}

#[tokio::test]
async fn a_parcel_put_in_by_hand_counts_once() {
    let (world, _) = coming(2).await;
    assert_eq!(world.states().await, [OrderState::Arrived]);
    assert!(world.orders().await[0].confirmed);
    world.live(5 * DAY).await;
    assert_eq!(world.at_home().await, "40", "nothing on its date");
}

#[tokio::test]
async fn what_was_bought_elsewhere_is_no_parcel() {
    let (world, entry) = coming(2).await;
    let slot = world.supply_id().await;
    world
        .inventory()
        .bought(by(world.account), slot, entry)
        .await
        .unwrap();
    assert_eq!(world.states().await, [OrderState::Shipped]);
    assert_eq!(world.at_home().await, "40");
    world.live(5 * DAY).await;
    assert_eq!(world.at_home().await, "76");
}

#[tokio::test]
async fn what_counted_a_parcel_and_is_taken_back_counts_none() {
    let (world, entry) = coming(2).await;
    let slot = world.supply_id().await;
    world
        .inventory()
        .undo(by(world.account), slot, entry)
        .await
        .unwrap();
    assert_eq!(world.states().await, [OrderState::Shipped]);
    assert_eq!(world.at_home().await, "5");
    let again = world
        .inventory()
        .delivered(by(world.account), slot, entry)
        .await;
    assert!(matches!(again, Err(Error::Conflict(why)) if why.code == Code::UndoneAlready));
    world.live(5 * DAY).await;
    assert_eq!(world.at_home().await, "41");
}

#[tokio::test]
async fn a_rise_long_before_its_date_is_no_parcel_unless_somebody_says_so() {
    let (world, entry) = coming(4).await;
    assert_eq!(world.states().await, [OrderState::Shipped]);
    let slot = world.supply_id().await;
    let counts = world
        .queries()
        .counts(world.account, slot, entry)
        .await
        .unwrap();
    assert!(counts.under_way && !counts.order);
    world
        .inventory()
        .delivered(by(world.account), slot, entry)
        .await
        .unwrap();
    assert_eq!(world.states().await, [OrderState::Arrived]);
    world.live(7 * DAY).await;
    assert_eq!(world.at_home().await, "40");
}

#[tokio::test]
async fn what_is_no_longer_due_is_not_asked_for() {
    let world = TestApp::connected().await;
    world.run_low().await;
    assert_eq!(world.states().await, [OrderState::Requested]);
    let slot = world.supply_id().await;
    let found = said(RestockKind::Set, "found", "90");
    let inventory = world.inventory();
    inventory
        .restock(by(world.account), slot, found)
        .await
        .unwrap();
    world.settle().await;
    let order = world.orders().await.remove(0);
    assert_eq!(
        (order.state, order.reason),
        (OrderState::Cancelled, Some(EndReason::NoLongerDue))
    );
    assert!(!world.supply().await.cooldown.is_active(world.now()));
    // Said by mistake: it is due again, and asked for at once.
    world.restock("not", RestockKind::Set, "5").await;
    assert_eq!(
        world.states().await,
        [OrderState::Cancelled, OrderState::Awaiting]
    );
    world.live(DAY).await;
}

#[tokio::test]
async fn a_rise_that_somebody_says_is_right_is_the_order() {
    let world = shipped().await;
    world
        .report(json!({"id": "full", "slot": SLOT, "level": 41}))
        .await;
    assert_eq!(world.states().await, [OrderState::Shipped], "one reading");
    let slot = world.supply_id().await;
    let right = said(RestockKind::Believed, "yes", "41");
    let inventory = world.inventory();
    inventory
        .restock(by(world.account), slot, right)
        .await
        .unwrap();
    let order = world.orders().await.remove(0);
    assert_eq!((order.state, order.confirmed), (OrderState::Arrived, true));
    assert_eq!(world.at_home().await, "41");
    world.live(10 * DAY).await;
    assert_eq!(world.at_home().await, "41", "nothing on the date");
}
