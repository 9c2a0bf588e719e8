//! The API of machines, of the maker and of customers' own programs: JSON in and out, problems as RFC 9457.

pub mod alert;
pub mod amount;
pub mod body;
pub mod breaker;
mod conditions;
pub mod decision;
pub mod device;
pub mod device_json;
pub mod docs;
pub mod event;
pub mod import;
pub mod journal;
pub mod journal_json;
pub mod key;
pub mod label;
pub mod machine;
pub mod me;
pub mod model;
pub mod names;
pub mod order;
pub mod order_json;
pub mod page;
pub mod path_param;
pub mod policy_json;
pub mod problem;
pub mod reports;
pub mod texts;
