//! Every kind of job, so that one that is new fails until it is here.

use crate::Budget;

/// What a step of a job may cost.
pub const BUDGET: Budget = Budget {
    rows: 120_000.0,
    work: 20_000,
    statements: 900,
};

/// A kind of job, with what it is of.
pub struct Kind {
    /// The variant's name.
    pub name: &'static str,
    /// Its row's payload; braces as in the table of routes.
    pub payload: &'static str,
    /// It is done after everything else: its device has been left.
    pub is_last: bool,
}

const fn kind(name: &'static str, payload: &'static str) -> Kind {
    Kind {
        name,
        payload,
        is_last: false,
    }
}

pub const JOBS: [Kind; 30] = [
    kind("Replenish", r#"{"job":"replenish","order":"{order}"}"#),
    kind("Parcel", r#"{"job":"parcel","parcel":"{parcel}"}"#),
    kind("OrderWatch", r#"{"job":"order_watch","order":"{order}"}"#),
    kind("OrderAsk", r#"{"job":"order_ask","order":"{order}"}"#),
    kind("SlotStatus", r#"{"job":"slot_status","slot":"{noisy}"}"#),
    kind(
        "AlexaAnnounce",
        r#"{"job":"alexa_announce","account":"{nobody}"}"#,
    ),
    kind(
        "AlexaReport",
        r#"{"job":"alexa_report","device":"{device}"}"#,
    ),
    kind(
        "AlexaDelete",
        r#"{"job":"alexa_delete","account":"{nobody}","device":"{device}"}"#,
    ),
    kind(
        "AlexaUnlink",
        r#"{"job":"alexa_unlink","id":"{nobody}","account":"{nobody}","region":"EU","access":[],"refresh":[],"endpoints":[]}"#,
    ),
    kind("Evaluate", r#"{"job":"evaluate","slot":"{supply}"}"#),
    kind("Evaluate", r#"{"job":"evaluate","slot":"{noisy}"}"#),
    kind("Count", r#"{"job":"count","slot":"{supply}"}"#),
    kind("Sync", r#"{"job":"sync","device":"{device}"}"#),
    kind("Verify", r#"{"job":"verify","device":"{device}"}"#),
    kind("Daily", r#"{"job":"daily","device":"{device}"}"#),
    kind(
        "Deregister",
        r#"{"job":"deregister","id":"{nobody}","serial":"K7","account":"{nobody}","access":[],"refresh":[]}"#,
    ),
    kind("CatchUp", r#"{"job":"catch_up","after":null}"#),
    kind("Hear", r#"{"job":"hear"}"#),
    kind(
        "Model",
        r#"{"job":"model","id":"{nobody}","model":"BREW-2","after":null}"#,
    ),
    kind(
        "Replenisher",
        r#"{"job":"replenisher","device":"{device}"}"#,
    ),
    kind(
        "Held",
        r#"{"job":"held","id":"{nobody}","model":"BREW-2","decision":"let_go","until":0,"after":null}"#,
    ),
    kind(
        "Forget",
        r#"{"job":"forget","account":"{nobody}","household":null}"#,
    ),
    kind("Notice", r#"{"job":"notice","alert":"{nobody}"}"#),
    kind("Mail", r#"{"job":"mail","account":"{nobody}"}"#),
    kind("Push", r#"{"job":"push","account":"{nobody}"}"#),
    kind("Webhook", r#"{"job":"webhook","webhook":"{hook}"}"#),
    kind(
        "Learn",
        r#"{"job":"learn","begun":0,"version":1,"model":"MILL","after":null,"sums":{}}"#,
    ),
    kind(
        "Learn",
        r#"{"job":"learn","begun":0,"version":1,"model":null,"after":null,"sums":{},"figures":{"model":"MILL","after":null,"sums":{}}}"#,
    ),
    kind("Cleanup", r#"{"job":"cleanup","after":null}"#),
    Kind {
        name: "DeleteDevice",
        payload: r#"{"job":"delete_device","device":"{device}"}"#,
        is_last: true,
    },
];

#[test]
fn every_kind_of_job_is_held_to_a_budget() {
    let source = include_str!("../../../crates/replenish/src/job.rs");
    let kinds = source.split("pub enum Job {").nth(1).unwrap();
    let kinds = kinds.split("\n}\n").next().unwrap();
    let names = kinds.lines().filter_map(|line| {
        let name = line.strip_prefix("    ")?;
        let is_name = name.starts_with(|c: char| c.is_ascii_uppercase());
        is_name.then(|| name.split([' ', ',', '(']).next().unwrap())
    });
    let mut seen = 0;
    for name in names {
        seen += 1;
        assert!(JOBS.iter().any(|job| job.name == name), "{name}");
    }
    assert!(seen >= 15, "{seen}");
}
