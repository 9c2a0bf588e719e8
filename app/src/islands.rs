//! What comes alive in the browser: leaves with plain properties, compiled for both sides. Everything
//! that they do has a plain form or plain text beside it, so a page is whole without them.

mod chart;
mod live;
mod restock;
mod theme;

pub use chart::ChartInspector;
pub use live::Live;
pub use restock::RestockPreview;
pub use theme::ThemeSwitch;
