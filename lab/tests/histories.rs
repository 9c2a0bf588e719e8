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

#[test]
fn both_sides_agree_after_every_history() {
    simulate::run(&Arguments::count(100)).unwrap();
}

#[test]
fn what_nobody_heard_of_is_asked_for() {
    for history in UNHEARD {
        let lived = simulate::run(&Arguments::from(history));
        lived.unwrap_or_else(|why| panic!("{why:#}\nafter {history}"));
    }
}
