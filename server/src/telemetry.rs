//! The log, and one span for each request: id, method, path without its query, status, time taken.
//! Never a token, a cookie, a serial, a query or a body.

use std::borrow::Cow;
use std::io::IsTerminal;
use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::field::Empty;
use tracing::{Instrument, info_span};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer as _, fmt};

use crate::request_id::{RequestId, RequestIds};

#[cfg_attr(not(feature = "otlp"), path = "telemetry/no_traces.rs")]
mod traces;

pub use traces::Traces;

/// Names a request in the log and in the answer.
const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// How the log is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// One object a line, for collectors: `timestamp`, `level`, `target`, `message`, the event's fields, and the span
    /// of its request.
    Json,
}

impl Format {
    /// As it is said in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
        }
    }
}

/// Writes the log to standard error, filtered by `RUST_LOG` (`info` where that is unset), and sends traces where that
/// is built in and a collector is named. Dropping the answer sends what waits.
pub fn start(format: Format) -> Traces {
    let filter = EnvFilter::builder()
        .with_default_directive(tracing::level_filters::LevelFilter::INFO.into())
        .from_env_lossy();
    let log = fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    let log = match format {
        Format::Text => log.boxed(),
        Format::Json => log.json().flatten_event(true).with_span_list(false).boxed(),
    };
    let (traces, spans) = traces::start();
    // An error says that there is a log already, which is all that is wanted.
    let _ = tracing_subscriber::registry()
        .with(filter)
        .with(spans)
        .with(log)
        .try_init();
    traces
}

/// A path without the serial that a call or a page of the maker's has in it.
fn loggable(path: &str) -> Cow<'_, str> {
    const OF_MACHINES: [&str; 2] = ["/api/v1/devices/", "/ops/machines/"];
    let mut all = OF_MACHINES.into_iter();
    let found = all.find_map(|begin| Some((begin, path.strip_prefix(begin)?)));
    let Some((begin, named)) = found else {
        return Cow::Borrowed(path);
    };
    let rest = named.find('/').map_or("", |slash| &named[slash..]);
    Cow::Owned(format!("{begin}{{serial}}{rest}"))
}

/// Gives a request its id and its span.
pub(crate) async fn trace(
    State(ids): State<RequestIds>,
    mut request: Request,
    next: Next,
) -> Response {
    let id = ids.next();
    let span = info_span!(
        "request",
        id = %id,
        method = %request.method(),
        path = %loggable(request.uri().path()),
        status = Empty,
    );
    let header = HeaderValue::from_str(id.as_str());
    request.extensions_mut().insert(RequestId::clone(&id));
    let started = Instant::now();
    async move {
        let mut response = next.run(request).await;
        let status = response.status();
        tracing::Span::current().record("status", status.as_u16());
        let ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        if status.is_server_error() {
            tracing::warn!(ms, "answered");
        } else {
            tracing::debug!(ms, "answered");
        }
        if let Ok(header) = header {
            response.headers_mut().insert(HEADER, header);
        }
        response
    }
    .instrument(span)
    .await
}

#[cfg(test)]
mod tests {
    use super::loggable;

    #[test]
    fn no_serial_is_in_a_line_of_the_log() {
        for (path, logged) in [
            ("/api/v1/devices/K1", "/api/v1/devices/{serial}"),
            ("/api/v1/devices/K1/token", "/api/v1/devices/{serial}/token"),
            ("/ops/machines/K1", "/ops/machines/{serial}"),
            ("/ops/machines/K1/hold", "/ops/machines/{serial}/hold"),
            ("/ops/machines", "/ops/machines"),
        ] {
            assert_eq!(loggable(path), logged);
        }
    }
}
