//! What comes alive in the browser, compiled for both sides. An island wraps what the server rendered,
//! and has no property but that: what it needs to know is in `data-…` attributes there, because reading
//! properties would bring a parser of JSON into the browser. Everything that islands do has a plain form
//! or plain text beside it, so a page is whole without them.

mod chart;
mod filter;
mod live;
mod push;
pub(crate) mod restock;
mod saving;
mod theme;

pub use chart::ChartInspector;
pub use filter::FilterBox;
pub use live::Live;
pub use push::PushSwitch;
pub use restock::RestockPreview;
pub use saving::SavesItself;
pub use theme::ThemeSwitch;
