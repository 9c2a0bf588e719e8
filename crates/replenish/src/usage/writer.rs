//! The writer of reports: they are put into the queue, and a task for each line of it writes them until nothing waits there.

use std::panic::AssertUnwindSafe;

use domain::usage::SentReport;
use futures_util::FutureExt as _;
use tracing::error;

use super::Usage;
use super::queue::{Answer, Request, Sender};
use crate::{Application, Error};

impl Usage<'_> {
    /// Puts reports into the queue and waits until they are durable.
    pub(super) async fn enqueue(
        self,
        sender: Sender,
        reports: Vec<SentReport>,
        firmware: Option<String>,
    ) -> Answer {
        let (mut request, answered) = Request::new(sender, reports);
        request.firmware = firmware;
        if let Some(line) = self.0.queue.push(request)? {
            self.0.queue.spawn(self.0.clone().write_line(line));
        }
        answered.await.unwrap_or(Err(Error::NotStored))
    }

    /// Takes no more reports, and returns when those that were taken are durable.
    pub async fn close(self) {
        self.0.queue.close().await;
    }

    /// How many requests wait to be stored, and for how many seconds the oldest of them has.
    pub fn waiting(self) -> (usize, f64) {
        self.0.queue.waiting()
    }
}

impl Application {
    /// Writes a line until nothing waits in it. A transaction that panics takes its own requests
    /// with it and no others.
    async fn write_line(self, line: usize) {
        while let Some(requests) = self.queue.take(line) {
            let written = AssertUnwindSafe(self.clone().write(requests)).catch_unwind();
            if written.await.is_err() {
                error!("reports could not be stored");
            }
        }
    }
}
