//! The pages. Each asks for its data once and hands it to components; what it shows is in a component
//! that can be rendered without a database.

pub mod add_device;
pub mod connect;
pub mod data;
pub mod device;
pub mod devices;
pub mod failure;
pub mod help;
pub mod home;
pub mod household;
pub mod join;
pub mod journal;
pub mod level;
pub mod link;
mod load;
pub mod notice_link;
pub mod notices;
pub mod offline;
pub mod order;
pub mod orders;
pub mod privacy;
pub mod remove_device;
pub mod restock;
pub mod settings;
pub mod sign_in;
pub mod supplies;
pub mod supply;
pub mod tokens;
