//! Error codes: what stands in the way of a call or a form, by name.

use domain::quantity::BadAmount;

/// What is wrong, for whoever puts it into words: pages say each in the customer's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// Of what only the maker sends: its detail is all there is to say.
    Maker(&'static str),
    /// No amount.
    Amount(BadAmount),
    /// A unit of another kind than the supply's.
    BadUnit,
    /// Packs of which nobody knows what they hold.
    UnknownPack,
    /// Neither added, counted nor replaced.
    BadKind,
    /// A one-time key that is none.
    BadKey,
    /// No machine has this code.
    UnknownCode,
    /// The machine is being removed.
    Removed,
    /// The machine is somebody else's.
    Claimed,
    /// No such invitation, or no longer.
    UnknownInvitation,
    /// Somebody was faster.
    InvitationTaken,
    /// Guest and household are one already.
    OwnHousehold,
    /// The guest has machines.
    OwnMachines,
    /// As many as a household holds.
    HouseholdFull,
    /// Nobody is left to leave.
    Alone,
    /// No role.
    BadRole,
    /// No theme.
    BadTheme,
    /// Too long for a name, or not text.
    BadName,
    /// No time zone.
    BadZone,
    /// No language that is offered.
    BadLanguage,
    /// Nothing that units are shown in.
    BadUnits,
    /// Too long for the name of a token, empty, or not text.
    BadTokenName,
    /// Nothing that a token may do.
    BadScope,
    /// No time that a token may last.
    BadDays,
    /// No address of e-mail.
    BadAddress,
    /// No minute of a day.
    BadMinute,
    /// A browser that cannot be pushed to.
    BadBrowser,
    /// As many tokens as a customer may have.
    TokensFull,
    /// The word that is typed before something is deleted.
    NotConfirmed,
    /// The machine has no Amazon tokens.
    NotConnected,
    /// Another one connected the machine.
    NotConnector,
    /// The order is not on its way.
    NotOnItsWay,
    /// The order has not been counted.
    NotCounted,
    /// A one-time key that was used for something else.
    KeyReused,
    /// The reading waits no more.
    NothingWaits,
    /// The entry takes another one back itself.
    UndoOfUndo,
    /// The entry was taken back.
    UndoneAlready,
    /// The entry is from before what is kept.
    TooOld,
    /// The entry is a former owner's.
    FormerOwner,
    /// It was made at the same time by another call.
    ThereAlready,
    /// A copy of the account's data is being downloaded.
    Downloading,
    /// Another role's.
    Forbidden,
    /// Too many tries.
    TooMany,
    /// Something that is needed does not answer.
    Unavailable,
}

impl Code {
    /// Its name in the API; stable.
    pub fn name(self) -> &'static str {
        match self {
            Self::Maker(name) => name,
            Self::Amount(BadAmount::TooPrecise(..)) => "too_precise",
            Self::Amount(_) => "bad_amount",
            Self::BadUnit => "bad_unit",
            Self::UnknownPack => "unknown_pack",
            Self::BadKind => "bad_kind",
            Self::BadKey => "bad_key",
            Self::UnknownCode | Self::Removed | Self::UnknownInvitation => "unknown_code",
            Self::Claimed => "claimed",
            Self::BadRole => "bad_role",
            Self::BadTheme => "bad_theme",
            Self::BadName | Self::BadTokenName => "bad_name",
            Self::BadScope => "bad_scope",
            Self::BadDays => "bad_days",
            Self::BadAddress => "bad_address",
            Self::BadMinute => "bad_minute",
            Self::BadBrowser => "bad_browser",
            Self::BadZone => "bad_zone",
            Self::BadLanguage => "bad_language",
            Self::BadUnits => "bad_units",
            Self::NotConfirmed => "not_confirmed",
            Self::KeyReused => "key_reused",
            Self::InvitationTaken
            | Self::OwnHousehold
            | Self::OwnMachines
            | Self::HouseholdFull
            | Self::TokensFull
            | Self::Alone
            | Self::NotConnected
            | Self::NotOnItsWay
            | Self::NotCounted
            | Self::NothingWaits
            | Self::UndoOfUndo
            | Self::UndoneAlready
            | Self::TooOld
            | Self::FormerOwner
            | Self::ThereAlready
            | Self::Downloading => "conflict",
            Self::Forbidden | Self::NotConnector => "forbidden",
            Self::TooMany => "too_many",
            Self::Unavailable => "unavailable",
        }
    }
}
