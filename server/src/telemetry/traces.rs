//! Traces by OTLP over HTTP, where `OTEL_EXPORTER_OTLP_ENDPOINT` names a collector. A span has what the log has of it.

use std::env;

use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::SpanExporter;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};
use tracing::Subscriber;
use tracing_opentelemetry::OpenTelemetryLayer;
use tracing_subscriber::registry::LookupSpan;

/// Who says it.
const NAME: &str = "larder";
/// Either names a collector.
const ENDPOINTS: [&str; 2] = [
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
];

/// What waits to be sent. Dropping it sends that.
pub struct Traces(Option<SdkTracerProvider>);

impl Drop for Traces {
    fn drop(&mut self) {
        let Some(provider) = self.0.take() else {
            return;
        };
        if let Err(error) = provider.shutdown() {
            tracing::warn!(%error, "the last spans could not be sent");
        }
    }
}

/// Begins to send, or does nothing where no collector is named.
pub(super) fn start<S>() -> (Traces, Option<OpenTelemetryLayer<S, SdkTracer>>)
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    if ENDPOINTS.iter().all(|name| env::var_os(name).is_none()) {
        return (Traces(None), None);
    }
    let exporter = match SpanExporter::builder().with_http().build() {
        Ok(exporter) => exporter,
        Err(error) => {
            tracing::error!(%error, "no traces are sent");
            return (Traces(None), None);
        }
    };
    let provider = SdkTracerProvider::builder()
        .with_batch_exporter(exporter)
        .with_resource(Resource::builder().with_service_name(NAME).build())
        .build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer(NAME));
    (Traces(Some(provider)), Some(layer))
}
