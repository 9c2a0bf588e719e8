//! The pages of the console. Each asks for its data once and hands it to components.

pub mod as_customer;
pub mod audit;
pub mod failure;
pub mod join;
pub mod machine;
pub mod machines;
pub mod messages;
pub mod model;
pub mod models;
pub mod orders;
pub mod overview;
pub mod people;
pub mod sign_in;
pub mod webhook;
pub mod webhooks;
pub mod work;
