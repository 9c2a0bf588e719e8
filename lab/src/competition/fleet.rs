//! A machine's first thirty days: with nothing known of its model, with what a maker calls typical, and with
//! what its fleet has shown.
//!
//! The fleet is other machines of the same family; what is typical is the mean of these, so the maker is
//! right. A pack lasts ten to twenty days, so that there is something to lose.

use domain::Quantity;
use domain::demand::fleet::Share;
use domain::demand::{Prior, UseHistory};
use domain::time::DAY;

use super::draw::Draw;
use super::family::{Family, Machine};
use super::frontier::{ASKED, Frontier, Lives};
use super::is_due;
use super::lead::Lead;

/// Days that are looked at.
const FIRST: usize = 30;
/// Machines that the fleet has, the days of each, and orders.
const FLEET: u64 = 200;
const YEAR: usize = 365;
const ORDERS: usize = 4;

/// What other machines of a family have in common, in a year of each.
pub fn sums(family: Family, salt: u64, lead: &Lead) -> Share {
    let mut sums = Share::default();
    for (n, machine) in family.machines(FLEET, salt + 1).iter().enumerate() {
        let days = machine.trace.days.iter();
        let days: Vec<_> = days.map(|day| Some(day.wanted)).collect();
        let from = days.len().saturating_sub(YEAR);
        let history = UseHistory::of(machine.trace.first, &days[from..]).with_silences();
        let took = |days: u16| (i64::from(days) - 1) * DAY + 1;
        let arrived: Vec<_> = lead.draw(ORDERS, n as u64).into_iter().map(took).collect();
        if let Some(share) = Share::of(&history, &arrived) {
            sums += &share;
        }
    }
    sums
}

/// Lives through the first days of machines with each prior, and of machines that always order: nobody loses less. Prints
/// days with a loss and the stock.
pub fn compete(family: Family, seeds: u64, salt: u64, lead: &Lead) {
    let sums = sums(family, salt, lead);
    let typical = Quantity((sums.rate / f64::from(sums.slots.max(1))) as i64);
    let Some(fleet) = sums.prior() else {
        println!("{family:?}: no fleet");
        return;
    };
    let machines = family.machines(seeds, salt);
    let machines: Vec<_> = machines.into_iter().map(small).collect();
    let lives = Lives {
        machines: &machines,
        seeds: 1,
        lead,
        told: false,
        warmup: 0,
        end: FIRST,
    };
    for (name, prior, typical) in [
        ("nothing", Prior::default(), None),
        ("typical", Prior::typical(Some(typical)), Some(typical)),
        ("fleet", fleet, Some(typical)),
    ] {
        let frontier = lives.frontier(&ASKED, |_, evening, _, level| {
            let lead = prior.lead.and(evening.newest_arrivals());
            is_due(evening, &prior, &lead, level, typical)
        });
        println!("{family:?} with {name}: {}", told(&lives, &frontier));
    }
    // What a pack is too small for, whatever is known.
    let least = lives.frontier(&[1.0], |_, _, _, _| true);
    println!("{family:?} always ordering: {}", told(&lives, &least));
}

fn told(lives: &Lives<'_>, frontier: &Frontier) -> String {
    let lost = lives.lost(frontier);
    let lost = lost
        .iter()
        .map(|(days, stock)| format!("{days} days lost, {stock:.2} packs"));
    lost.collect::<Vec<_>>().join("; ")
}

/// With a pack that lasts less.
fn small(machine: Machine) -> Machine {
    let days = &machine.trace.days;
    let sum: i64 = days.iter().map(|day| day.wanted.0).sum();
    let lasts = Draw::new(sum.unsigned_abs()).between(10.0, 20.0);
    let pack = (sum as f64 / days.len() as f64 * lasts / 1_000.0).round();
    Machine {
        pack: Quantity(pack.max(4.0) as i64 * 1_000),
        ..machine
    }
}
