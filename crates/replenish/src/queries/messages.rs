//! Amazon's messages, for whoever asks whether one came.

use domain::Time;
use store::Message;

use super::Queries;
use super::page::cut;
use crate::Error;

/// After which message a page goes on: when it came, and its id.
pub type MessageCursor = (Time, String);

impl Queries<'_> {
    /// Messages, the one that came last first, and after which one to go on: everybody's, or a machine's.
    pub async fn messages(
        self,
        serial: Option<&str>,
        limit: u32,
        after: Option<MessageCursor>,
    ) -> Result<(Vec<Message>, Option<MessageCursor>), Error> {
        let (at, id) = after.unwrap_or((Time::from_millis(i64::MAX), String::new()));
        let mut tx = self.0.store.read().await?;
        let found = tx.messages(serial, (at, &id), i64::from(limit) + 1);
        let mut messages = found.await?;
        let next = cut(&mut messages, limit, |it| {
            (it.received_at, it.message_id.clone())
        });
        Ok((messages, next))
    }
}
