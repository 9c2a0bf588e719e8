//! How columns become words: one small type per column form, each turning into its domain type.

use domain::order::{EndReason, OrderState};
use domain::registration::EndedBy;
use domain::{Quantity, Role, Time, Unit};
use uuid::Uuid;

/// A column whose text is not one of the names it may have.
#[derive(Debug, thiserror::Error)]
#[error("a column holds a name that is not known: {0}")]
pub(crate) struct UnknownName(String);

macro_rules! wire {
    ($($name:ident($inner:ty) => $($target:ty)|+ { |$value:ident| $make:expr })*) => {$(
        #[derive(sqlx::Type)]
        #[sqlx(transparent, no_pg_array)]
        pub(crate) struct $name($inner);
        $(impl From<$name> for $target {
            fn from($name($value): $name) -> Self {
                $make
            }
        })+
    )*};
}

wire! {
    Millis(i64) => Time { |millis| Self::from_millis(millis) }
    MaybeMillis(Option<i64>) => Option<Time> { |millis| millis.map(Time::from_millis) }
    Base(i64) => Quantity { |base| Self(base) }
    MaybeBase(Option<i64>) => Option<Quantity> { |base| base.map(Quantity) }
    ScopeNames(String) => domain::api_key::Scopes { |names| Self::parse(&names) }
    TypeNames(String) => domain::webhook::EventTypes { |names| Self::parse(&names) }
    MaybeId(Option<Uuid>) => Option<domain::AccountId> | Option<domain::HouseholdId> | Option<domain::EntryId> | Option<domain::OrderId> | Option<domain::SlotId> | Option<domain::OperatorId> | Option<domain::DeviceId> | Option<domain::MessageId> { |id| id.map(Into::into) }
}

macro_rules! names {
    ($($name:ident => $target:ty, $parse:expr)*) => {$(
        #[derive(sqlx::Type)]
        #[sqlx(transparent, no_pg_array)]
        pub(crate) struct $name(String);
        impl TryFrom<$name> for $target {
            type Error = UnknownName;
            fn try_from($name(text): $name) -> Result<Self, UnknownName> {
                let parse: fn(&str) -> Option<$target> = $parse;
                parse(&text).ok_or(UnknownName(text))
            }
        }
    )*};
}

names! {
    StateName => OrderState, OrderState::parse
    UnitName => Unit, |name| Unit::ALL.into_iter().find(|unit| unit.name() == name)
    RoleName => Role, Role::parse
    OperatorRoleName => domain::OperatorRole, domain::OperatorRole::parse
    AlertKindName => domain::alert::AlertKind, domain::alert::AlertKind::parse
    ActorName => domain::journal::Actor, domain::journal::Actor::parse
    RegionName => domain::alexa::Region, domain::alexa::Region::parse
    ReplenisherName => domain::Replenisher, domain::Replenisher::parse
    PersonalScopeName => domain::personal_token::PersonalScope, domain::personal_token::PersonalScope::parse
    DeedName => domain::maker_act::Deed, domain::maker_act::Deed::parse
    ChannelName => domain::notice::Channel, domain::notice::Channel::parse
    NoticeKindName => domain::notice::NoticeKind, domain::notice::NoticeKind::parse
    EventTypeName => domain::event::EventType, domain::event::EventType::parse
}

macro_rules! maybe_names {
    ($($name:ident => $target:ty, $parse:expr)*) => {$(
        #[derive(sqlx::Type)]
        #[sqlx(transparent, no_pg_array)]
        pub(crate) struct $name(Option<String>);
        impl TryFrom<$name> for Option<$target> {
            type Error = UnknownName;
            fn try_from($name(text): $name) -> Result<Self, UnknownName> {
                match text {
                    None => Ok(None),
                    Some(text) => $parse(&text).map(Some).ok_or(UnknownName(text)),
                }
            }
        }
    )*};
}

maybe_names! {
    MaybeReason => EndReason, EndReason::parse
    MaybeState => OrderState, OrderState::parse
    MaybeEndedBy => EndedBy, EndedBy::parse
    MaybeOperatorRole => domain::OperatorRole, domain::OperatorRole::parse
    MaybeAddressEnd => domain::notice::AddressEnd, domain::notice::AddressEnd::parse
    MaybeDisabledReason => domain::webhook::DisabledReason, domain::webhook::DisabledReason::parse
}
