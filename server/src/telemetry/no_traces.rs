//! No traces: the program was built without the feature `otlp`.

use tracing_subscriber::layer::Identity;

/// Nothing that waits to be sent.
pub struct Traces(());

pub(super) fn start() -> (Traces, Identity) {
    (Traces(()), Identity::new())
}
