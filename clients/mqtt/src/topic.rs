//! Topics: machines publish to `PREFIX/<serial>/usage/<batch>` and hear the answer at `PREFIX/<serial>/answer/<batch>`.
//! The broker's access list holds that a machine publishes under its own serial alone.

use anyhow::{Result, bail};

/// The topics of one installation.
pub(crate) struct Topics {
    prefix: String,
}

impl Topics {
    /// # Errors
    /// The prefix cannot begin a topic.
    pub(crate) fn new(prefix: &str) -> Result<Self> {
        if prefix.is_empty() || prefix.contains(['+', '#', '\0']) {
            bail!("--prefix: one or more levels of a topic, without + and #, as `larder`");
        }
        let prefix = prefix.to_owned();
        Ok(Self { prefix })
    }

    /// What to subscribe to.
    pub(crate) fn usage(&self) -> String {
        format!("{}/+/usage/+", self.prefix)
    }

    /// The serial in a topic, and where the answer goes. Whatever the batch is called, the answer is called the same.
    pub(crate) fn answer_to(&self, topic: &str) -> Option<(String, String)> {
        let rest = topic.strip_prefix(&self.prefix)?.strip_prefix('/')?;
        let mut levels = rest.split('/');
        let (serial, usage, batch) = (levels.next()?, levels.next()?, levels.next()?);
        if serial.is_empty() || usage != "usage" || levels.next().is_some() {
            return None;
        }
        Some((
            serial.to_owned(),
            format!("{}/{serial}/answer/{batch}", self.prefix),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_goes_to_the_machine_under_the_name_of_its_batch() {
        let topics = Topics::new("fleet/eu").unwrap();
        assert_eq!(topics.usage(), "fleet/eu/+/usage/+");
        assert_eq!(
            topics.answer_to("fleet/eu/T100/usage/b1-7-16"),
            Some(("T100".into(), "fleet/eu/T100/answer/b1-7-16".into()))
        );
        for other in [
            "fleet/eu/T100/answer/1",
            "fleet/eu/T100/usage",
            "fleet/eu//usage/1",
            "fleet/eu/a/usage/1/2",
            "x",
        ] {
            assert_eq!(topics.answer_to(other), None, "{other}");
        }
        for prefix in ["", "a/#", "+"] {
            assert!(Topics::new(prefix).is_err(), "{prefix}");
        }
    }
}
