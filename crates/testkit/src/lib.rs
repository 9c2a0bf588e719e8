#![doc = include_str!("../README.md")]
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod brewer;
mod caller;
mod database;
mod installation;
mod mailbox;
mod report;
pub mod setting;
mod socket;
mod test_app;
mod webhook;

pub use brewer::{BREWER, Brewer, MODEL, Pack, SERIAL, SHOP_BREWER, SLOT};
pub use caller::{by, by_maker};
pub use database::Database;
pub use installation::Installation;
pub use mailbox::{Mailbox, ReceivedMail};
pub use report::reports;
pub use setting::KEY;
pub use socket::{listen, serve};
pub use test_app::{CUSTOMER, Consented, TestApp};
pub use webhook::receive;
