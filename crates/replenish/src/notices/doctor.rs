//! Checking the channels of a set-up: the mail server is asked, and nothing is sent.

use crate::Application;
use crate::doctor::{Finding, Verdict};

impl Application {
    /// What is found of the channels; nothing where there are none.
    pub(crate) async fn examine_channels(&self) -> Vec<Finding> {
        let finding = |verdict, what: &str, words: String| Finding {
            verdict,
            what: what.to_owned(),
            words,
        };
        let Some(channels) = &self.settings.notices else {
            return Vec::new();
        };
        let mut found = Vec::new();
        if let Some(mailer) = &channels.mail {
            let server = mailer.server();
            found.push(match mailer.examine().await {
                Ok(()) => finding(
                    Verdict::Good,
                    "LARDER_SMTP_URL",
                    format!("{server} answers and takes this user"),
                ),
                Err(failure) => finding(
                    Verdict::Wrong,
                    "LARDER_SMTP_URL",
                    format!("{server}: {failure}; are host, port, user and password right?"),
                ),
            });
            let domain = mailer.domain();
            let words = format!(
                "{domain} must say that {server} may send for it (SPF), and the server must sign for it (DKIM): \
                 docs/notices.md"
            );
            found.push(finding(Verdict::Look, "LARDER_MAIL_FROM", words));
        }
        if let Some(pusher) = &channels.push {
            let words = format!("browsers know this Larder by {}", pusher.public_key());
            found.push(finding(Verdict::Good, "LARDER_VAPID_KEY", words));
        }
        found
    }
}
