//! Notices: which customers hear of an alert, by which channel, and when. Never an order's state: those mails are Amazon's.
//!
//! - A spell is an alert from its beginning to its end, and is told of once for each customer and channel.
//! - Who hears of what is theirs to choose, for each kind and channel. In their quiet hours nothing comes; what is due
//!   meanwhile comes when they end. Who wants a digest hears once a day, at their hour.
//! - What has ended before it was told is not told any more.

use crate::alert::AlertKind;
use crate::time::DAY;
use crate::{
    AccountId, AlertId, DeviceId, MessageId, NoticeId, PushSubscriptionId, SlotId, Time, Zone,
};

/// How long it is remembered what was told.
pub const KEPT: i64 = 30 * DAY;
/// How long it is tried to tell something.
pub const PATIENCE: i64 = 3 * DAY;
/// How long the link works by which an address is confirmed.
pub const CONFIRMATION: i64 = 2 * DAY;
/// Browsers of a customer that notices are pushed to.
pub const MOST_BROWSERS: usize = 10;
/// Minutes of a day.
const MINUTES: u16 = 24 * 60;

/// What a customer is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoticeKind {
    /// The machine has not been heard for two days.
    Silent,
    /// It is not connected any more, and they did not do it.
    Disconnected,
    /// A supply is low, and nobody can be asked for more.
    LowUnconnected,
    /// The machine's clock is wrong.
    ClockWrong,
    /// What the machine reported has not been believed for a day.
    Provisional,
}

impl NoticeKind {
    /// Every kind, in the order in which pages list them.
    pub const ALL: [Self; 5] = [
        Self::Silent,
        Self::Disconnected,
        Self::LowUnconnected,
        Self::Provisional,
        Self::ClockWrong,
    ];

    /// Its name in forms and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::Disconnected => "disconnected",
            Self::LowUnconnected => "low_unconnected",
            Self::ClockWrong => "clock_wrong",
            Self::Provisional => "provisional",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The one that tells of an alert.
    pub fn of(alert: AlertKind) -> Option<Self> {
        match alert {
            AlertKind::Silent => Some(Self::Silent),
            AlertKind::Disconnected => Some(Self::Disconnected),
            AlertKind::LowUnconnected => Some(Self::LowUnconnected),
            AlertKind::ClockWrong => Some(Self::ClockWrong),
            AlertKind::Implausible => Some(Self::Provisional),
            AlertKind::Low
            | AlertKind::Out
            | AlertKind::PausedLow
            | AlertKind::LateOrder
            | AlertKind::OldTokenUsed
            | AlertKind::UnitMismatch
            | AlertKind::OrdersHeld
            | AlertKind::OnHold => None,
        }
    }

    /// How long an alert has to last before it is told of, in milliseconds.
    pub fn wait(self) -> i64 {
        match self {
            Self::Provisional => DAY,
            Self::Silent | Self::Disconnected | Self::LowUnconnected | Self::ClockWrong => 0,
        }
    }

    /// The kinds that a text names, with a space between two; names that nobody knows stand for nothing.
    pub fn parse_all(text: &str) -> Vec<Self> {
        text.split(' ').filter_map(Self::parse).collect()
    }

    /// What [`NoticeKind::parse_all`] reads.
    pub fn text(kinds: &[Self]) -> String {
        let names: Vec<_> = kinds.iter().map(|kind| kind.name()).collect();
        names.join(" ")
    }
}

/// How a notice comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// By e-mail.
    Mail,
    /// By a push to their browsers.
    Push,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 2] = [Self::Mail, Self::Push];

    /// Its name in forms and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Push => "push",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.name() == name)
    }
}

/// Hours in which nothing comes, in minutes of the day; over midnight where they end before they begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuietHours {
    /// The first minute of them.
    pub from: u16,
    /// The first minute after them.
    pub to: u16,
}

impl QuietHours {
    /// Those of whoever has chosen none.
    pub const NIGHT: Self = Self {
        from: 22 * 60,
        to: 7 * 60,
    };

    /// Whether a minute of the day is one of them.
    fn covers(self, minute: u16) -> bool {
        let Self { from, to } = self;
        if from <= to {
            (from..to).contains(&minute)
        } else {
            minute >= from || minute < to
        }
    }
}

/// What a customer chose, and how they read.
#[derive(Clone, Debug, PartialEq)]
pub struct NoticeSettings {
    /// Whose they are.
    pub account_id: AccountId,
    /// The tag of their language and country.
    pub locale: String,
    /// Where they live.
    pub zone: Zone,
    /// What they want to hear by e-mail.
    pub mail: Vec<NoticeKind>,
    /// And by push.
    pub push: Vec<NoticeKind>,
    /// When nothing comes.
    pub quiet: Option<QuietHours>,
    /// The minute of the day at which all of it comes, where it comes once a day.
    pub daily: Option<u16>,
}

impl NoticeSettings {
    /// Of somebody who has chosen nothing: all of it, as it happens, but for the night.
    pub fn new(account_id: AccountId, locale: String, zone: Zone) -> Self {
        Self {
            account_id,
            locale,
            zone,
            mail: NoticeKind::ALL.to_vec(),
            push: NoticeKind::ALL.to_vec(),
            quiet: Some(QuietHours::NIGHT),
            daily: None,
        }
    }

    /// The same for somebody who reads in another language now, or lives elsewhere.
    pub fn read_in(self, locale: String, zone: Zone) -> Self {
        Self {
            locale,
            zone,
            ..self
        }
    }

    /// Whether they want to hear of it so.
    pub fn wants(&self, channel: Channel, kind: NoticeKind) -> bool {
        match channel {
            Channel::Mail => self.mail.contains(&kind),
            Channel::Push => self.push.contains(&kind),
        }
    }

    /// When what is decided now is to come.
    pub fn due(&self, now: Time) -> Time {
        match self.daily {
            Some(minute) => self.zone.next(now, minute),
            None => self.quiet_until(now),
        }
    }

    /// When the quiet hours are over; now where it is none of them. An hour that was chosen for the digest is never quiet.
    pub fn quiet_until(&self, now: Time) -> Time {
        let is_quiet = |quiet: &QuietHours| quiet.covers(self.zone.minute(now));
        match self.quiet.filter(is_quiet) {
            Some(quiet) if self.daily.is_none() => self.zone.next(now, quiet.to),
            _ => now,
        }
    }
}

/// A minute of the day as forms write it: `07:30`.
pub fn parse_minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let part = |part: &str, below: u16| {
        let is_plain = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse()
            .ok()
            .filter(|part: &u16| is_plain && *part < below)
    };
    Some(part(hour, 24)? * 60 + part(minute, 60)?)
}

/// What [`parse_minute`] reads.
pub fn minute_text(minute: u16) -> String {
    let minute = minute % MINUTES;
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Somebody of the household whose machine it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Recipient {
    /// What they chose.
    pub settings: NoticeSettings,
    /// The channels by which they can be reached.
    pub channels: Vec<Channel>,
}

/// Who hears of it by which channel, and when.
pub fn due(
    kind: NoticeKind,
    recipients: &[Recipient],
    now: Time,
) -> Vec<(AccountId, Channel, Time)> {
    let each = recipients.iter().flat_map(|it| {
        let wanted = it.channels.iter();
        let wanted = wanted.filter(|channel| it.settings.wants(**channel, kind));
        wanted.map(|channel| (it.settings.account_id, *channel, it.settings.due(now)))
    });
    each.collect()
}

/// A notice that was decided on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Our id.
    pub id: NoticeId,
    /// Who hears of it.
    pub account_id: AccountId,
    /// How.
    pub channel: Channel,
    /// The spell.
    pub alert_id: AlertId,
    /// The machine.
    pub device_id: DeviceId,
    /// Its slot, where it is one's.
    pub slot_id: Option<SlotId>,
    /// What it tells.
    pub kind: NoticeKind,
    /// Since when that is so.
    pub since: Time,
    /// When it was decided on.
    pub decided_at: Time,
    /// When it is to come.
    pub due_at: Time,
    /// The message that it is sent with, the same however often that is tried.
    pub message_id: Option<MessageId>,
    /// When it was sent.
    pub sent_at: Option<Time>,
}

/// Why nothing is sent to an address any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressEnd {
    /// Its server says that it takes nothing for it.
    Refused,
    /// Whoever reads it wants nothing more.
    Unsubscribed,
}

impl AddressEnd {
    /// Every reason.
    pub const ALL: [Self; 2] = [Self::Refused, Self::Unsubscribed];

    /// Its name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Unsubscribed => "unsubscribed",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|end| end.name() == name)
    }
}

/// An address of a customer's, whose text and links are sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeAddress {
    /// Whose it is.
    pub account_id: AccountId,
    /// The address.
    pub address: Vec<u8>,
    /// When it was written.
    pub created_at: Time,
    /// The token of the link by which it is confirmed, until it is.
    pub confirm: Option<Vec<u8>>,
    /// The message that the link is sent with.
    pub confirm_message: MessageId,
    /// When the link was sent.
    pub confirm_sent_at: Option<Time>,
    /// When it was followed.
    pub confirmed_at: Option<Time>,
    /// The token of the link by which notices are ended.
    pub unsubscribe: Vec<u8>,
    /// When they were.
    pub ended_at: Option<Time>,
    /// Why.
    pub ended_by: Option<AddressEnd>,
}

impl NoticeAddress {
    /// Whether notices are sent to it.
    pub fn is_good(&self) -> bool {
        self.confirmed_at.is_some() && self.ended_at.is_none()
    }
}

/// A browser that notices are pushed to; where, and by which keys, is sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushSubscription {
    /// Our id.
    pub id: PushSubscriptionId,
    /// Whose it is.
    pub account_id: AccountId,
    /// Address and keys.
    pub subscription: Vec<u8>,
    /// Since when.
    pub created_at: Time,
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn settings() -> NoticeSettings {
        let zone = Zone::parse("Europe/Berlin").unwrap();
        NoticeSettings::new(AccountId(Uuid::from_u128(1)), "de".to_owned(), zone)
    }

    fn at(text: &str) -> Time {
        Time::parse(text).unwrap()
    }

    #[test]
    fn names_read_back() {
        for kind in NoticeKind::ALL {
            assert_eq!(NoticeKind::parse(kind.name()), Some(kind));
        }
        let all = NoticeKind::text(&NoticeKind::ALL);
        assert_eq!(NoticeKind::parse_all(&all), NoticeKind::ALL);
        assert_eq!(NoticeKind::parse_all("silent later"), [NoticeKind::Silent]);
        assert_eq!(NoticeKind::parse_all(""), []);
        for channel in Channel::ALL {
            assert_eq!(Channel::parse(channel.name()), Some(channel));
        }
        for end in AddressEnd::ALL {
            assert_eq!(AddressEnd::parse(end.name()), Some(end));
        }
    }

    #[test]
    fn every_kind_tells_of_one_alert_and_none_of_an_order() {
        let told: Vec<_> = AlertKind::ALL
            .into_iter()
            .filter_map(NoticeKind::of)
            .collect();
        assert_eq!(told.len(), NoticeKind::ALL.len());
        assert!(NoticeKind::ALL.iter().all(|kind| told.contains(kind)));
        assert_eq!(NoticeKind::of(AlertKind::LateOrder), None);
        assert_eq!(NoticeKind::of(AlertKind::OrdersHeld), None);
    }

    #[test]
    fn minutes_are_read_as_forms_write_them() {
        for (text, minute) in [
            ("00:00", Some(0)),
            ("07:30", Some(450)),
            ("23:59", Some(1_439)),
            ("24:00", None),
            ("7:30", None),
            ("07:60", None),
            ("+7:30", None),
            ("0730", None),
            ("", None),
        ] {
            assert_eq!(parse_minute(text), minute, "{text}");
        }
        assert_eq!(minute_text(450), "07:30");
        assert_eq!(minute_text(1_439), "23:59");
    }

    #[test]
    fn what_is_decided_at_night_comes_in_the_morning_there() {
        let it = settings();
        for (now, due) in [
            // Twelve, ten in the evening and one minute to seven in Berlin.
            ("2026-06-01T10:00:00Z", "2026-06-01T10:00:00Z"),
            ("2026-06-01T20:00:00Z", "2026-06-02T05:00:00Z"),
            ("2026-06-02T04:59:59Z", "2026-06-02T05:00:00Z"),
            ("2026-06-02T05:00:00Z", "2026-06-02T05:00:00Z"),
            // Nights in which clocks are changed.
            ("2026-03-28T22:00:00Z", "2026-03-29T05:00:00Z"),
            ("2026-10-24T21:00:00Z", "2026-10-25T06:00:00Z"),
        ] {
            assert_eq!(it.due(at(now)), at(due), "{now}");
        }
    }

    #[test]
    fn quiet_hours_of_a_day_and_none_at_all() {
        let quiet = |from, to| NoticeSettings {
            quiet: Some(QuietHours { from, to }),
            ..settings()
        };
        let noon = at("2026-06-01T10:00:00Z");
        assert_eq!(quiet(720, 780).due(noon), at("2026-06-01T11:00:00Z"));
        assert_eq!(quiet(660, 720).due(noon), noon, "they are just over");
        assert_eq!(quiet(720, 720).due(noon), noon, "none");
        let never = NoticeSettings {
            quiet: None,
            ..settings()
        };
        let midnight = at("2026-06-01T22:00:00Z");
        assert_eq!(never.due(midnight), midnight);
    }

    #[test]
    fn a_digest_comes_at_its_hour_whatever_is_quiet() {
        let daily = |minute| NoticeSettings {
            daily: Some(minute),
            ..settings()
        };
        let now = at("2026-06-01T10:00:00Z");
        assert_eq!(daily(8 * 60).due(now), at("2026-06-02T06:00:00Z"));
        assert_eq!(daily(13 * 60).due(now), at("2026-06-01T11:00:00Z"));
        let early = daily(6 * 60);
        let six = at("2026-06-02T04:00:00Z");
        assert_eq!(early.due(now), six);
        assert_eq!(early.quiet_until(six), six, "it is not held back then");
    }

    #[test]
    fn everybody_hears_as_they_chose_and_can_be_reached() {
        let other = AccountId(Uuid::from_u128(2));
        let recipients = [
            Recipient {
                settings: NoticeSettings {
                    push: vec![NoticeKind::ClockWrong],
                    ..settings()
                },
                channels: Channel::ALL.to_vec(),
            },
            Recipient {
                settings: NoticeSettings {
                    account_id: other,
                    daily: Some(8 * 60),
                    ..settings()
                },
                channels: vec![Channel::Push],
            },
            Recipient {
                settings: settings(),
                channels: Vec::new(),
            },
        ];
        let now = at("2026-06-01T10:00:00Z");
        let own = settings().account_id;
        assert_eq!(
            due(NoticeKind::Silent, &recipients, now),
            [
                (own, Channel::Mail, now),
                (other, Channel::Push, at("2026-06-02T06:00:00Z")),
            ]
        );
        let of_clocks = due(NoticeKind::ClockWrong, &recipients[..1], now);
        assert_eq!(of_clocks.len(), 2);
    }

    #[test]
    fn an_address_is_good_from_its_confirmation_to_its_end() {
        let address = NoticeAddress {
            account_id: settings().account_id,
            address: Vec::new(),
            created_at: at("2026-06-01T10:00:00Z"),
            confirm: Some(Vec::new()),
            confirm_message: MessageId(Uuid::nil()),
            confirm_sent_at: None,
            confirmed_at: None,
            unsubscribe: Vec::new(),
            ended_at: None,
            ended_by: None,
        };
        assert!(!address.is_good());
        let good = NoticeAddress {
            confirmed_at: Some(at("2026-06-01T11:00:00Z")),
            ..address
        };
        assert!(good.is_good());
        let ended = NoticeAddress {
            ended_at: Some(at("2026-06-01T12:00:00Z")),
            ..good
        };
        assert!(!ended.is_good());
    }
}
