//! What a customer chooses to hear, by which channel, and when.

use domain::AccountId;
use domain::notice::{NoticeKind, NoticeSettings, QuietHours, parse_minute};
use store::Tx;

use super::{Notices, Reader};
use crate::{Caller, Code, Error, Invalid};

/// What a customer chose, as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// Names of kinds by e-mail; none where the form has none of them.
    pub mail: Option<Vec<String>>,
    /// The same by push.
    pub push: Option<Vec<String>>,
    /// The first and the last minute of the quiet hours, where there are some.
    pub quiet: Option<(String, String)>,
    /// The minute of the day of the digest, where there is one.
    pub daily: Option<String>,
}

impl Notices<'_> {
    /// Takes what a customer chose.
    pub async fn choose(
        self,
        caller: Caller,
        chosen: &Chosen,
        reader: Reader,
    ) -> Result<(), Error> {
        if !self.are_there() {
            return Err(Error::NotFound);
        }
        let mut faults = Vec::new();
        let mut minute = |field: &'static str, text: &String| {
            let minute = parse_minute(text);
            if minute.is_none() {
                let detail = "Write a time of day as 07:30.";
                faults.push(Invalid::new(field, Code::BadMinute, detail));
            }
            minute.unwrap_or_default()
        };
        let quiet = chosen.quiet.as_ref().map(|(from, to)| QuietHours {
            from: minute("quiet_from", from),
            to: minute("quiet_to", to),
        });
        let daily = chosen.daily.as_ref().map(|at| minute("daily_at", at));
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let (mut tx, account) = self.0.begin(&caller).await?;
        let before = settings_of(&mut tx, account.id, reader).await?;
        let kinds = |names: &Vec<String>| {
            names
                .iter()
                .filter_map(|it| NoticeKind::parse(it))
                .collect()
        };
        let settings = NoticeSettings {
            mail: chosen.mail.as_ref().map_or(before.mail, kinds),
            push: chosen.push.as_ref().map_or(before.push, kinds),
            quiet,
            daily,
            ..before
        };
        tx.notice_settings_put(&settings).await?;
        self.end(tx, &caller, "notices.choose", account.id).await
    }

    /// A customer reads in another language from now on, or lives elsewhere.
    pub async fn reads(self, caller: Caller, reader: Reader) -> Result<(), Error> {
        if !self.are_there() {
            return Ok(());
        }
        let (mut tx, account) = self.0.begin(&caller).await?;
        if let Some(before) = tx.notice_settings(account.id).await? {
            let settings = before.read_in(reader.locale, reader.zone);
            tx.notice_settings_put(&settings).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

/// What somebody chose so far, or else what is chosen where nothing was, as they read now.
pub(super) async fn settings_of(
    tx: &mut Tx,
    account: AccountId,
    reader: Reader,
) -> Result<NoticeSettings, Error> {
    let Reader { locale, zone } = reader;
    let before = tx.notice_settings(account).await?;
    Ok(match before {
        Some(before) => before.read_in(locale, zone),
        None => NoticeSettings::new(account, locale, zone),
    })
}
