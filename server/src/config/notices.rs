//! How customers hear: the maker's mail server, and the key by which pushes are signed. Each channel is whole or not there;
//! without either, nobody is offered notices.

use delivery::mail::{self, BadMailer};
use delivery::{Mailer, PushKey};

use super::text::given;
use super::{ConfigError, ConfigErrors, Flags, secret};

const FROM: &str = "LARDER_MAIL_FROM";

/// The mail server; none within where nothing of it is set, none where something is wrong.
pub(super) fn mailer(flags: &Flags, wrong: &mut ConfigErrors) -> Option<Option<Mailer>> {
    let server = wrong.keep(secret::secret(secret::SMTP))?;
    let from = given(flags.mail_from.as_deref());
    let missing = |variable, what: &str| {
        let problem =
            format!("is not set, while the other is; set it to {what}, or leave both out");
        ConfigError::new(variable, problem)
    };
    match (server, from) {
        (None, None) => Some(None),
        (None, Some(_)) => {
            let what = "the maker's mail server, as smtps://user:password@mail.example.com";
            wrong.keep(Err(missing(secret::SMTP, what)))
        }
        (Some(_), None) => {
            let what = "who mail is from, as Brewster <notices@example.com>";
            wrong.keep(Err(missing(FROM, what)))
        }
        (Some(server), Some(from)) => {
            let mailer = Mailer::new(&server, from, mail::TIME).map_err(|bad| {
                let variable = match bad {
                    BadMailer::Sender => FROM,
                    BadMailer::Server | BadMailer::Tls => secret::SMTP,
                };
                ConfigError::new(variable, bad.to_string())
            });
            wrong.keep(mailer).map(Some)
        }
    }
}

/// The key of pushes.
pub(super) fn push_key(wrong: &mut ConfigErrors) -> Option<Option<PushKey>> {
    let Some(key) = wrong.keep(secret::secret(secret::VAPID))? else {
        return Some(None);
    };
    let key = PushKey::parse(&key);
    let key = key.map_err(|bad| ConfigError::new(secret::VAPID, bad.to_string()));
    wrong.keep(key).map(Some)
}
