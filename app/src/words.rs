//! What pages say: plain functions from views to text. Estimates say "about" or "~", facts do not;
//! nothing here says a developer's word.

pub mod amount;
pub mod household;
pub mod journal;
pub mod order;
pub mod registration;
pub mod subscription;
pub mod time;
