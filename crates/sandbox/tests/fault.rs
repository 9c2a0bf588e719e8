//! What bad sensors say beside the truth.
#![cfg(test)]

use std::collections::HashSet;

use sandbox::fleet::{Fault, FoulReport, Fouling, Kind, Reading};

const ONE: i64 = 1_000;
const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

fn reading(kind: Kind) -> Reading {
    Reading {
        kind,
        value: 20 * ONE,
        full: 30 * ONE,
        step: ONE,
    }
}

fn beside(kind: Kind, faults: &[Fault], times: usize) -> Vec<FoulReport> {
    let mut fouling = Fouling::new(1.0, 7, faults);
    (0..times)
        .flat_map(|_| fouling.beside(reading(kind)))
        .collect()
}

#[test]
fn a_share_is_fouled_and_the_same_one_from_the_same_seed() {
    let fouls = |rate, seed| {
        let mut fouling = Fouling::new(rate, seed, &Fault::ALL);
        let all = (0..2_000).map(|_| fouling.beside(reading(Kind::Level)));
        all.enumerate()
            .filter(|(_, fouls)| !fouls.is_empty())
            .collect::<Vec<_>>()
    };
    assert_eq!(fouls(0.01, 7), fouls(0.01, 7));
    assert_ne!(fouls(0.01, 7), fouls(0.01, 8));
    assert!((10..40).contains(&fouls(0.01, 7).len()));
    assert!(fouls(0.0, 7).is_empty());
}

#[test]
fn every_kind_of_report_has_the_faults_that_it_can_have() {
    for (kind, faults) in [(Kind::Used, 5), (Kind::Level, 8), (Kind::Total, 7)] {
        let fouls = beside(kind, &Fault::ALL, 500);
        let found: HashSet<_> = fouls.iter().map(|foul| foul.fault).collect();
        assert_eq!(found.len(), faults, "{kind:?}");
        assert!(found.iter().all(|fault| fault.befalls(kind)));
        assert!(fouls.iter().all(|foul| foul.value >= 0));
    }
    assert!(beside(Kind::Used, &[Fault::Tremble], 9).is_empty());
}

#[test]
fn a_tremble_comes_back_and_a_wrong_clock_reads_the_truth() {
    for pair in beside(Kind::Level, &[Fault::Tremble], 9).chunks(2) {
        let [there, back] = pair else {
            panic!("a tremble is there and back")
        };
        assert_eq!((there.value - 20 * ONE).abs(), ONE);
        assert_eq!(back.value, 20 * ONE);
    }
    for foul in beside(Kind::Total, &[Fault::Ahead], 50) {
        assert_eq!((foul.value, foul.is_same), (20 * ONE, false));
        assert!((6 * MINUTE..=HOUR).contains(&foul.clock_ms));
    }
    let again = beside(Kind::Used, &[Fault::Again], 50);
    assert!(
        again
            .iter()
            .all(|foul| foul.is_same && foul.after_ms < HOUR)
    );
}
