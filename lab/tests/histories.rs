//! A short run of the generated histories.

use lab::simulate::{self, Arguments};

#[test]
fn both_sides_agree_after_every_history() {
    simulate::run(&Arguments::count(100)).unwrap();
}
