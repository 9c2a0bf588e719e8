//! A machine's first thirty days: with nothing known of its model, with what a maker calls typical, and with
//! what its fleet has shown.
//!
//! The fleet is other machines of the same family; what is typical is the mean of these, so the maker is
//! right. A pack lasts ten to twenty days, so that there is something to lose.

use domain::Quantity;
use domain::backtest::Evening;
use domain::demand::fleet::Share;
use domain::demand::{Prior, UseHistory, forecast};
use domain::policy::ServiceLevel;

use super::family::{Family, Machine};
use super::frontier::{ASKED, Lives};
use super::lead::Lead;
use super::{burn_rate, draw::Draw};

/// Days that are looked at.
const FIRST: usize = 30;
/// Machines that the fleet has.
const FLEET: u64 = 200;

/// Lives through the first days of machines with each prior; prints days with a loss and the stock.
pub fn compete(family: Family, seeds: u64, salt: u64, lead: &Lead) {
    let mut sums = Share::default();
    let mut arrived = Vec::new();
    for (n, machine) in family.machines(FLEET, salt + 1).iter().enumerate() {
        let days: Vec<_> = machine
            .trace
            .days
            .iter()
            .map(|day| Some(day.wanted))
            .collect();
        let from = days.len() - 365;
        let history = UseHistory::of(machine.trace.first, &days[from..]).with_silences();
        arrived.clear();
        for days in lead.draw(4, n as u64) {
            arrived.push((i64::from(days) - 1) * domain::time::DAY + 1);
        }
        if let Some(share) = Share::of(&history, &arrived) {
            sums += &share;
        }
    }
    let typical = Quantity((sums.rate / f64::from(sums.slots.max(1))) as i64);
    let Some(fleet) = sums.prior() else {
        println!("{family:?}: no fleet");
        return;
    };
    let machines: Vec<_> = family
        .machines(seeds, salt)
        .into_iter()
        .map(small)
        .collect();
    let lives = Lives {
        machines: &machines,
        seeds: 1,
        lead,
        told: false,
        warmup: 0,
        end: FIRST,
    };
    for (name, prior) in [
        ("nothing", Prior::default()),
        ("typical", Prior::typical(Some(typical))),
        ("fleet", fleet),
    ] {
        let frontier = lives.frontier(&ASKED, |_, evening, _, level| {
            is_due(
                evening,
                &prior,
                level,
                (name != "nothing").then_some(typical),
            )
        });
        let lost: Vec<_> = lives
            .lost(&frontier)
            .iter()
            .map(|(days, stock)| format!("{days} days lost, {stock:.2} packs"))
            .collect();
        println!("{family:?} with {name}: {}", lost.join("; "));
    }
}

/// With a pack that lasts less.
fn small(machine: Machine) -> Machine {
    let days = &machine.trace.days;
    let sum: i64 = days.iter().map(|day| day.wanted.0).sum();
    let lasts = Draw::new(sum.unsigned_abs()).between(10.0, 20.0);
    let pack = (sum as f64 / days.len() as f64 * lasts / 1_000.0)
        .round()
        .max(4.0);
    Machine {
        pack: Quantity(pack as i64 * 1_000),
        ..machine
    }
}

fn is_due(evening: &Evening<'_>, prior: &Prior, level: f64, typical: Option<Quantity>) -> bool {
    let newest = evening.newest_arrivals();
    let lead = prior.lead.and(newest);
    let level = ServiceLevel::new(level);
    let demand = forecast(&evening.history(), prior, &lead, level);
    let pace = burn_rate(evening, typical);
    evening.stock.0 as f64 <= 7.0 * pace
        || demand.is_some_and(|demand| evening.stock <= demand.quantity)
}
