//! What statements cost: on PostgreSQL what their plans read, which `auto_explain` tells the client; on SQLite
//! its own instructions. Calls are made one at a time, so that what is heard between a beginning and an end
//! is the call's.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

/// Hears of every statement of this process.
#[derive(Clone, Default)]
pub struct Capture(Arc<Mutex<Heard>>);

#[derive(Default)]
struct Heard {
    statements: usize,
    rows: f64,
    /// The statement that read the most, and how much.
    most: (f64, String),
    work: u64,
}

/// What a call cost.
#[derive(Clone, Debug)]
pub struct Cost {
    pub statements: usize,
    /// Rows that PostgreSQL read.
    pub rows: f64,
    /// The plan that read the most of them.
    pub plan: String,
    /// Thousands of SQLite's instructions.
    pub work: u64,
    pub took: Duration,
}

const STATEMENT: &str = "sqlx::query";
const NOTICE: &str = "sqlx::postgres::notice";

impl Capture {
    /// Begins to hear, for as long as the process lives.
    pub fn start() -> Self {
        let capture = Self::default();
        let wanted = |it: &Metadata<'_>| {
            [STATEMENT, NOTICE].contains(&it.target()) && *it.level() <= Level::DEBUG
        };
        let layer = capture.clone().with_filter(filter_fn(wanted));
        let subscriber = tracing_subscriber::registry().with(layer);
        tracing::subscriber::set_global_default(subscriber).unwrap();
        capture
    }

    pub fn begin(&self) {
        *self.0.lock().unwrap() = Heard {
            work: store::work(),
            ..Heard::default()
        };
    }

    pub fn end(&self, took: Duration) -> Cost {
        let heard = self.0.lock().unwrap();
        Cost {
            statements: heard.statements,
            rows: heard.rows,
            plan: heard.most.1.clone(),
            work: store::work() - heard.work,
            took,
        }
    }
}

impl<S: Subscriber> Layer<S> for Capture {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut heard = self.0.lock().unwrap();
        if event.metadata().target() == STATEMENT {
            heard.statements += 1;
            return;
        }
        let mut message = Message(String::new());
        event.record(&mut message);
        let Some(plan) = message.0.find('{').map(|at| &message.0[at..]) else {
            return;
        };
        let Ok(explained) = serde_json::from_str::<Value>(plan) else {
            return;
        };
        let rows = cluster::rows_read(&explained["Plan"]);
        heard.rows += rows;
        if rows > heard.most.0 {
            heard.most = (rows, plan.to_owned());
        }
    }
}

struct Message(String);

impl Visit for Message {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "message" {
            value.clone_into(&mut self.0);
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() == "message" {
            self.0 = format!("{value:?}");
        }
    }
}
