//! Larder's word against what was sent, against Amazon's list of orders, and against a plain sum.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};
use domain::journal::Input;
use domain::order::OrderState;
use domain::{Day, Time};
use sandbox::amazon::OrderState as Theirs;
use sandbox::fleet::Kind;
use testkit::{SERIAL, SLOT, TestApp};

use super::ledger::Ledger;
use super::life::Sent;
use super::machine::{PACK, UNIT};

/// What a plain sum over reports and Amazon's deliveries comes to.
struct Sum {
    left: i64,
    shortfall: i64,
    /// What was left at the end of each day, from the first run to the last.
    evenings: BTreeMap<i64, i64>,
}

/// Returns for how many runs nothing was there.
pub(super) fn check(
    test: &TestApp,
    runs: &[Time],
    (kind, sent): (Kind, &Sent),
    ledger: &Ledger,
) -> Result<i64> {
    reports(runs, sent, ledger)?;
    let sum = sum(runs, test)?;
    match kind {
        // What was used while a container was put in is in no level.
        Kind::Level => left(ledger, &sum)?,
        Kind::Used | Kind::Total => quantities(runs, ledger, &sum)?,
    }
    orders(test, ledger)?;
    status(test, ledger)?;
    evenings(runs, ledger, &sum)?;
    Ok(sum.shortfall)
}

fn reports(runs: &[Time], sent: &Sent, ledger: &Ledger) -> Result<()> {
    let journal = ledger
        .entries
        .iter()
        .filter(|row| row.key.as_ref().is_some_and(|key| key.starts_with("run-")))
        .count();
    println!(
        "  reports    {} posted ({} of them twice, {} late): {} accepted, {} known; journal {journal}",
        sent.posted, sent.duplicate, sent.late, sent.accepted, sent.duplicate
    );
    if sent.foul > 0 {
        println!(
            "  foul       {} beside them, {} refused",
            sent.foul, sent.refused
        );
    }
    let all = u64::try_from(runs.len())?;
    ensure!(
        sent.accepted == all,
        "{} runs, {} accepted",
        all,
        sent.accepted
    );
    ensure!(
        sent.accepted + sent.duplicate == sent.posted,
        "an answer names neither"
    );
    ensure!(
        journal == runs.len(),
        "{} runs, {journal} in the journal",
        runs.len()
    );
    Ok(())
}

/// Knows reports, dates and amounts, and none of Larder's rules.
fn sum(runs: &[Time], test: &TestApp) -> Result<Sum> {
    let mut events: Vec<(i64, i64)> = runs.iter().map(|at| (at.millis(), -1)).collect();
    for order in test.amazon.state().orders {
        let date = order
            .estimate
            .context("Amazon has an order without a date")?;
        ensure!(order.quantity.fract() == 0.0, "Amazon delivers whole packs");
        events.push((date, format!("{}", order.quantity).parse()?));
    }
    events.sort_by_key(|(at, amount)| (*at, -amount));
    let mut sum = Sum {
        left: PACK,
        shortfall: 0,
        evenings: BTreeMap::new(),
    };
    for (at, amount) in events {
        sum.left += amount;
        if sum.left < 0 {
            sum.shortfall -= sum.left;
            sum.left = 0;
        }
        sum.evenings.insert(Time::from_millis(at).day().0, sum.left);
    }
    Ok(sum)
}

/// What is there in the end.
fn left(ledger: &Ledger, sum: &Sum) -> Result<()> {
    let fold = fold(ledger)?;
    println!(
        "  left       the fold says {fold}, a plain sum {}",
        sum.left
    );
    ensure!(fold.parse() == Ok(sum.left), "the fold and the sum differ");
    Ok(())
}

fn fold(ledger: &Ledger) -> Result<String> {
    let at_home = ledger.slot.stock().at_home();
    Ok(at_home.context("the level is unknown")?.text(UNIT))
}

fn quantities(runs: &[Time], ledger: &Ledger, sum: &Sum) -> Result<()> {
    let fold = fold(ledger)?;
    let shortfall: i64 = ledger.days.iter().map(|day| day.shortfall.0).sum::<i64>() / 1_000;
    let used: i64 = ledger.days.iter().map(|day| day.used.0).sum::<i64>() / 1_000;
    let brought = brought(ledger);
    println!(
        "  quantities {PACK} at first + {brought} delivered - {used} used + {shortfall} short = {}; \
         the fold says {fold}, a plain sum {}",
        PACK + brought - used + shortfall,
        sum.left
    );
    ensure!(fold.parse() == Ok(sum.left), "the fold and the sum differ");
    ensure!(
        PACK + brought - used + shortfall == sum.left,
        "the terms do not add up"
    );
    ensure!(
        used == i64::try_from(runs.len())?,
        "used is not what was sent"
    );
    ensure!(
        shortfall == sum.shortfall,
        "short by {shortfall}, and by {}",
        sum.shortfall
    );
    Ok(())
}

fn orders(test: &TestApp, ledger: &Ledger) -> Result<()> {
    let theirs = test.amazon.state().orders;
    let decided = ledger.orders.iter().filter(|order| !order.adopted).count();
    let placed = ledger
        .orders
        .iter()
        .filter(|order| order.placed_at.is_some())
        .count();
    let shipped = ledger
        .orders
        .iter()
        .filter(|order| order.shipped_at.is_some())
        .count();
    let arrived = ledger
        .orders
        .iter()
        .filter(|order| order.state == OrderState::Arrived)
        .count();
    let brought = brought(ledger);
    println!(
        "  orders     {decided} decided, {placed} placed, {shipped} shipped, {arrived} arrived, \
         {brought} brought; Amazon delivered {}",
        theirs.len()
    );
    for count in [decided, placed, shipped, arrived] {
        ensure!(count == theirs.len(), "an order was lost on the way");
    }
    ensure!(
        theirs.iter().all(|order| order.state == Theirs::Delivered),
        "Amazon has an open order"
    );
    ensure!(
        brought == PACK * i64::try_from(arrived)?,
        "an order brought another amount"
    );
    let instances: Vec<_> = ledger
        .orders
        .iter()
        .map(|order| order.instance.as_deref())
        .collect();
    let known: Vec<_> = theirs
        .iter()
        .map(|order| Some(order.instance.as_str()))
        .collect();
    ensure!(instances == known, "the orders are not Amazon's");
    for pair in ledger.orders.windows(2) {
        let ended = pair[0].ended_at.context("an order did not end")?;
        ensure!(
            ended <= pair[1].requested_at,
            "two orders were live at {}",
            pair[1].requested_at
        );
    }
    println!(
        "  live       never two at once, over {} orders",
        ledger.orders.len()
    );
    Ok(())
}

fn status(test: &TestApp, ledger: &Ledger) -> Result<()> {
    let state = test.amazon.state();
    let heard = state
        .slot_statuses
        .iter()
        .find(|heard| heard.serial == SERIAL && heard.slot == SLOT)
        .context("Amazon heard no slotStatus")?;
    let number = |name: &str| heard.status[name].as_f64();
    let stock = ledger.slot.stock();
    let machine = stock.machine.context("the level is unknown")?.text(UNIT);
    let spares = stock.spares.text(UNIT);
    println!(
        "  slotStatus {} heard, the last: {} of {} in the machine, {} beside it",
        heard.count,
        heard.status["remainingQuantityInUnit"],
        heard.status["originalQuantityInUnit"],
        heard.status["totalQuantityOnHand"],
    );
    ensure!(
        number("remainingQuantityInUnit") == machine.parse().ok(),
        "Larder says {machine}"
    );
    ensure!(
        number("totalQuantityOnHand") == spares.parse().ok(),
        "Larder says {spares} beside it"
    );
    ensure!(
        heard.status["originalQuantityInUnit"] == PACK,
        "another capacity"
    );
    Ok(())
}

/// Days that ended with nothing left, by the roll-up and by the sum.
fn evenings(runs: &[Time], ledger: &Ledger, sum: &Sum) -> Result<()> {
    let (Some(first), Some(last)) = (runs.first(), runs.last()) else {
        return Ok(());
    };
    let rolled: BTreeMap<i64, i64> = ledger
        .days
        .iter()
        .map(|day| (day.day, day.stock().at_home().unwrap_or_default().0 / 1_000))
        .collect();
    let ours = empty(first.day(), last.day(), &rolled);
    let theirs = empty(first.day(), last.day(), &sum.evenings);
    println!(
        "  nothing    left on {ours} of {} evenings",
        last.day().0 - first.day().0 + 1
    );
    ensure!(
        ours == theirs,
        "the roll-up says {ours} evenings with nothing left, the sum {theirs}"
    );
    Ok(())
}

fn empty(first: Day, last: Day, evenings: &BTreeMap<i64, i64>) -> usize {
    let left = |day: i64| {
        evenings
            .range(..=day)
            .next_back()
            .map_or(PACK, |(_, left)| *left)
    };
    (first.0..=last.0).filter(|day| left(*day) == 0).count()
}

fn brought(ledger: &Ledger) -> i64 {
    let deliveries = ledger.entries.iter().filter_map(|row| match row.input() {
        Some(Input::Delivery(amount)) => Some(amount.0),
        _ => None,
    });
    deliveries.sum::<i64>() / 1_000
}
