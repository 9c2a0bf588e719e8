//! A device: one machine of a model, whose it is, and by what it proves itself.

use crate::clock::DeviceClock;
use crate::registration::EndedBy;
use crate::replenisher::Replenisher;
use crate::text::first_line;
use crate::{DeviceId, HouseholdId, Time};

/// A part of a serial, as somebody reads it from a machine or hears it on the telephone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SerialPart(String);

impl SerialPart {
    /// Characters that it has at least, which is what can be searched by an index, and at most, which is a whole serial.
    pub const LENGTH: std::ops::RangeInclusive<usize> = 3..=50;

    /// Of what was typed: its letters and digits, whatever stands between them; none where they are too few or too many.
    pub fn parse(typed: &str) -> Option<Self> {
        let is_between = |c: &char| !matches!(c, ' ' | '-' | '_' | '.' | '/' | '\u{a0}');
        let part: String = typed.chars().filter(is_between).collect();
        let is_serial = part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        (is_serial && Self::LENGTH.contains(&part.len())).then_some(Self(part))
    }

    /// Its letters and digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One unit of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Our id.
    pub id: DeviceId,
    /// Its model.
    pub model: String,
    /// Unique over all models.
    pub serial: String,
    /// Whose it is.
    pub household_id: Option<HouseholdId>,
    /// What they call it.
    pub name: Option<String>,
    /// SHA-256 of its token; none after a revocation.
    pub token_hash: Option<Vec<u8>>,
    /// SHA-256 of a token not used yet.
    pub next_token_hash: Option<Vec<u8>>,
    /// SHA-256 of the token that its present one replaced.
    pub old_token_hash: Option<Vec<u8>>,
    /// Its token is to be a new one, because its owner is.
    pub renews: bool,
    /// When the maker made it.
    pub created_at: Time,
    /// When it last posted.
    pub last_seen: Option<Time>,
    /// Since when it is its present owner's.
    pub claimed_at: Option<Time>,
    /// When its last owner left.
    pub left_at: Option<Time>,
    /// How its last registration ended.
    pub ended_by: Option<EndedBy>,
    /// When that was.
    pub ended_at: Option<Time>,
    /// On its way out.
    pub deleting: bool,
    /// What its reports say of its clock.
    pub clock: DeviceClock,
    /// What brings its supplies.
    pub replenisher: Replenisher,
    /// What it says that runs in it.
    pub firmware: Option<String>,
}

/// A machine while it is one household's, or nobody's: of whom something was seen before it is acted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// Which it is; another one once a household has left it.
    pub device: DeviceId,
    /// Since when it is a household's.
    pub since: Option<Time>,
}

impl Tenure {
    /// As it stands in forms.
    pub fn text(&self) -> String {
        let since = self
            .since
            .map_or_else(String::new, |at| at.millis().to_string());
        format!("{}.{since}", self.device)
    }

    /// What [`Tenure::text`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let (device, since) = text.split_once('.')?;
        let since = match since {
            "" => None,
            millis => Some(Time::from_millis(millis.parse().ok()?)),
        };
        let device = device.parse().ok()?;
        Some(Self { device, since })
    }
}

/// What runs in machines that are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Firmware {
    /// What they say, by that name.
    Named(String),
    /// They have said nothing of it.
    Unsaid,
}

/// Characters of a firmware's name, at most.
pub const FIRMWARE: usize = 64;

/// What a machine says of its firmware, as it is kept: its first characters that print. Nothing where none is left.
pub fn firmware(said: &str) -> Option<String> {
    let kept = first_line(said, FIRMWARE);
    (!kept.is_empty()).then_some(kept)
}

impl Device {
    /// Whose it is now, without saying who that is.
    pub fn tenure(&self) -> Tenure {
        Tenure {
            device: self.id,
            since: self.claimed_at,
        }
    }

    /// The serial by which Amazon knows it, which may have gone on to another device.
    pub fn amazons_serial(&self) -> &str {
        self.serial.rsplit(':').next().unwrap_or_default()
    }

    /// Its registration ends, from a side at a moment.
    pub fn end_registration(&mut self, by: EndedBy, now: Time) {
        self.ended_by = Some(by);
        self.ended_at = Some(now);
    }

    /// The machine as it goes on once its owner has left: another device, which has nothing of them but by what it
    /// proves itself. Every field is named, so that a new one is decided on here.
    pub fn as_new(&self, id: DeviceId, now: Time) -> Self {
        let Self {
            id: _,
            model,
            serial,
            household_id: _,
            name: _,
            token_hash,
            next_token_hash,
            old_token_hash,
            renews,
            created_at,
            last_seen,
            claimed_at: _,
            left_at: _,
            ended_by: _,
            ended_at: _,
            deleting,
            clock,
            replenisher,
            firmware,
        } = self.clone();
        Self {
            id,
            model,
            serial,
            household_id: None,
            name: None,
            token_hash,
            next_token_hash,
            old_token_hash,
            renews,
            created_at,
            last_seen,
            claimed_at: None,
            left_at: Some(now),
            ended_by: None,
            ended_at: None,
            deleting,
            clock,
            replenisher,
            firmware,
        }
    }

    /// Its maker takes it back: it is nobody's, nothing opens it, and it is deleted by and by.
    pub fn withdraw(&mut self) {
        self.household_id = None;
        self.name = None;
        self.token_hash = None;
        self.next_token_hash = None;
        self.deleting = true;
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn owned() -> Device {
        Device {
            id: DeviceId(Uuid::from_u128(1)),
            model: "BREW-2".to_owned(),
            serial: "B2-1".to_owned(),
            household_id: Some(HouseholdId(Uuid::from_u128(2))),
            name: Some("Kitchen".to_owned()),
            token_hash: Some(vec![1]),
            next_token_hash: Some(vec![2]),
            old_token_hash: Some(vec![3]),
            renews: true,
            created_at: Time::from_millis(1),
            last_seen: Some(Time::from_millis(3)),
            claimed_at: Some(Time::from_millis(2)),
            left_at: None,
            ended_by: None,
            ended_at: None,
            deleting: false,
            clock: DeviceClock::default(),
            replenisher: Replenisher::Shop,
            firmware: Some("2.1.7".to_owned()),
        }
    }

    #[test]
    fn a_machine_goes_on_with_nothing_of_its_last_owner() {
        let (id, now) = (DeviceId(Uuid::from_u128(9)), Time::from_millis(4));
        let mut old = owned();
        old.end_registration(EndedBy::Customer, now);
        assert_eq!(
            (old.ended_by, old.ended_at),
            (Some(EndedBy::Customer), Some(now))
        );
        let went_on = Device {
            id,
            household_id: None,
            name: None,
            claimed_at: None,
            left_at: Some(now),
            ..owned()
        };
        assert_eq!(old.as_new(id, now), went_on);
    }

    #[test]
    fn a_form_of_one_owner_is_no_form_of_another() {
        let owned = owned();
        let (id, now) = (DeviceId(Uuid::from_u128(9)), Time::from_millis(4));
        let nobodys = owned.as_new(id, now);
        let next = Device {
            claimed_at: Some(now),
            ..nobodys.clone()
        };
        for device in [&owned, &nobodys, &next] {
            let tenure = device.tenure();
            assert_eq!(Tenure::parse(&tenure.text()), Some(tenure));
        }
        assert_ne!(owned.tenure(), nobodys.tenure());
        assert_ne!(nobodys.tenure(), next.tenure());
        for none in ["", "1", "x.1", &format!("{id}.x")] {
            assert_eq!(Tenure::parse(none), None, "{none}");
        }
    }

    #[test]
    fn a_firmware_is_its_first_characters_that_print() {
        assert_eq!(firmware(" 2.1.7\n").as_deref(), Some("2.1.7"));
        assert_eq!(firmware("a\0b\u{85}").as_deref(), Some("ab"));
        let long = "é".repeat(70);
        assert_eq!(firmware(&long), Some("é".repeat(64)));
        assert_eq!(firmware("\u{202e}2.1").as_deref(), Some("2.1"));
        for nothing in ["", "  ", "\u{7f}\n", "\u{200b}"] {
            assert_eq!(firmware(nothing), None, "{nothing:?}");
        }
    }

    #[test]
    fn nothing_opens_what_is_withdrawn() {
        let mut device = owned();
        device.withdraw();
        assert!(device.deleting && device.household_id.is_none() && device.name.is_none());
        assert!(device.token_hash.is_none() && device.next_token_hash.is_none());
    }
}
