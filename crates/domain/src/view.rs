//! What pages and the maker API show: plain values, already looked up, and the words made from them.

pub mod amount;
pub mod device;
pub mod drift;
pub mod filter;
pub mod headline;
pub mod history;
pub mod journal;
pub mod lasting;
pub mod order;
pub mod plan;
pub mod preview;
pub mod reason;
pub mod supply;

pub use device::DeviceView;
pub use drift::Drift;
pub use filter::Filter;
pub use headline::Headline;
pub use history::History;
pub use journal::{JournalCursor, JournalLine, JournalPage};
pub use lasting::Lasting;
pub use order::OrderView;
pub use preview::{Outlook, Preview};
pub use reason::Reason;
pub use supply::{ProductView, SupplyView};
