//! Stories: the whole of Larder below its HTTP, on a manual clock, against the sandbox Amazon over
//! real sockets and a real SQLite file. Each asserts what both sides know, and none leaves work over.

#![expect(clippy::unwrap_used, reason = "a story that cannot go on fails")]

mod alexa;
mod arrival;
mod authority;
#[expect(dead_code, reason = "the contract tests of `store` need more of it")]
#[path = "../../../store/tests/contract/base.rs"]
mod base;
mod breaker;
mod cancellation;
mod counting;
mod deaf;
mod erasure;
mod events;
mod evidence;
mod explained;
mod figures;
mod forecast;
mod household;
mod journal;
mod lanes;
mod learning;
mod listening;
mod loop_;
mod meanwhile;
mod outcome;
mod personal_token;
mod registration;
mod reports;
mod restored;
mod roll_up;
mod sensor;
mod shop;
mod signal;
mod silence;
mod state_import;
mod token;
mod webhooks;
