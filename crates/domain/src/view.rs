//! What pages and the maker API show: plain values, already looked up, and the words made from them.

pub mod device;
pub mod drift;
pub mod headline;
pub mod history;
pub mod journal;
pub mod next;
pub mod order;
pub mod preview;
pub mod reason;
pub mod supply;

pub use device::DeviceView;
pub use drift::Drift;
pub use headline::Headline;
pub use history::History;
pub use journal::{JournalLine, JournalPage};
pub use order::OrderView;
pub use preview::Preview;
pub use supply::{ProductView, SupplyView};
