//! A short run of the generated histories, and those that once failed, with what is like them.

use lab::simulate::{self, Arguments};

/// Shipments and cancellations that nobody heard of.
const UNHEARD: [&str; 10] = [
    r#"[{"wait":"quarter_hour"},{"parcels":2},{"notifications":["lost",1]},{"wait":"day"}]"#,
    r#"[{"wait":"quarter_hour"},{"parcels":3},{"notifications":["lost",1]},{"wait":"day"}]"#,
    r#"[{"wait":"quarter_hour"},{"parcels":3},{"notifications":["lost",2]},{"wait":"day"}]"#,
    r#"[{"parcels":2},{"notifications":["lost",2]},{"wait":"day"}]"#,
    r#"[{"wait":"quarter_hour"},{"parcels":2},{"notifications":["lost",1]},{"wait":"day"},{"wait":"day"},{"wait":"day"},"disconnect"]"#,
    r#"[{"wait":"quarter_hour"},{"parcels":2},{"notifications":["lost",1]},{"wait":"day"},{"put_in":36}]"#,
    r#"[{"reset":1},{"notifications":["lost",1]},"cancel",{"wait":"three_days"},{"put_in":18}]"#,
    r#"[{"reset":1},{"notifications":["lost",1]},"cancel",{"wait":"three_days"},{"restock":36}]"#,
    r#"[{"reset":1},{"notifications":["lost",1]},"cancel",{"wait":"three_days"},{"count_more":36}]"#,
    r#"[{"reset":1},{"notifications":["lost",1]},"cancel",{"wait":"three_days"},"refill"]"#,
];

/// A level that was wrong, and a smaller rise after it.
const FOULED: [&str; 2] = [
    r#"["ship","empty",{"foul":["above_full","level"]},{"put_in":18}]"#,
    r#"["ship","empty",{"foul":["above_full","level"]},{"wait":"quarter_hour"},{"put_in":18}]"#,
];

#[test]
fn both_sides_agree_after_every_history() {
    simulate::run(&Arguments::count(100)).unwrap();
}

#[test]
fn what_nobody_heard_of_is_asked_for() {
    live(&UNHEARD);
}

#[test]
fn what_is_read_once_takes_nothing_away() {
    live(&FOULED);
}

fn live(histories: &[&str]) {
    for history in histories {
        let lived = simulate::run(&Arguments::from(*history));
        lived.unwrap_or_else(|why| panic!("{why:#}\nafter {history}"));
    }
}
