//! What pages say: plain functions from views to text. Estimates say "about" or "~", facts do not;
//! nothing here says a developer's word.

pub mod amount;
pub mod filter;
pub mod headline;
pub mod household;
pub mod invalid;
pub mod journal;
pub mod maker_act;
pub mod next;
pub mod order;
pub mod reason;
pub mod reckon;
pub mod registration;
pub mod restock;
pub mod subscription;
pub mod time;
pub mod zone;
