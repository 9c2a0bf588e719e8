//! Closed lists of names as the description shows them, each made from the type that decides them.

use domain::alert::AlertKind;
use domain::api_key::Scope;
use domain::breaker::HeldDecision;
use domain::decision::Outcome;
use domain::demand::Pattern;
use domain::event::EventType;
use domain::journal::{Actor, Input};
use domain::order::{EndReason, OrderState};
use domain::registration::{EndedBy, RegistrationStatus};
use domain::shop::ShopEvent;
use domain::stuck::Stuck;
use domain::webhook::{DeliveryState, DisabledReason, EventTypes, WebhookState};
use domain::{Replenisher, Unit};
use replenish::RestockKind;
use serde_json::{Value, to_value};
use store::Lane;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// Describes each type as one of its names.
macro_rules! names {
    ($($name:ident, $what:literal, $all:expr;)*) => {$(
        #[doc = $what]
        pub struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let object = ObjectBuilder::new().schema_type(Type::String);
                let names = $all.into_iter().map(Value::from);
                object.description(Some($what)).enum_values(Some(names)).into()
            }
        }

        impl ToSchema for $name {}
    )*};
}

names! {
    ActorName, "Who or what changed a quantity.", Actor::ALL.map(Actor::name);
    DeliveryStateName, "How far a delivery is; `held`: it waits for one before it of its machine.",
        DeliveryState::ALL.map(DeliveryState::name);
    DisabledReasonName, "Why nothing is sent to a webhook: it answered 410, or took nothing for three days.",
        DisabledReason::ALL.map(DisabledReason::name);
    EndReasonName, "Why an order was cancelled or failed.", EndReason::ALL.map(EndReason::name);
    EnderName, "Who ended a registration.", EndedBy::ALL.map(EndedBy::name);
    EntryKind, "What an entry of the journal says.", Input::KINDS.into_iter().chain(["undo"]);
    EventTypeName, "What happened.", EventType::ALL.map(EventType::name);
    HeldDecisionName, "Whether orders that wait go on or are withdrawn.",
        HeldDecision::ALL.map(HeldDecision::name);
    LaneName, "Whether somebody waits for a job, or it is of the whole fleet.", Lane::ALL.map(Lane::name);
    OrderStateName, "How far an order is.", OrderState::ALL.map(OrderState::name);
    ReplenisherName, "What brings the supplies of a model's machines: Amazon Dash Replenishment, Alexa, or the maker's own shop.",
        Replenisher::ALL.map(Replenisher::name);
    ShopEventName, "What the maker's shop says of an order.", ShopEvent::ALL.map(ShopEvent::name);
    OutcomeName, "What an evaluation came to.", Outcome::ALL.map(Outcome::name);
    PatternName, "How often and how alike a slot is used.",
        Pattern::ALL.into_iter().filter_map(|pattern| to_value(pattern).ok());
    StuckName, "Why an order is longer in its state than usual.", Stuck::ALL.map(Stuck::name);
    Registration, "Whether a device is somebody's, and connected to Amazon.",
        RegistrationStatus::ALL.map(RegistrationStatus::name);
    RestockKindName, "Supplies added, everything at home counted, or a new container put in.",
        RestockKind::ALL.map(RestockKind::name);
    ScopeName, "What a key opens.", Scope::ALL.map(Scope::name);
    SignalName, "What the maker should hear of.", AlertKind::ALL.map(AlertKind::name);
    WebhookStateName, "Whether a webhook takes what is sent.", WebhookState::ALL.map(WebhookState::name);
    WebhookTypeName, "What a webhook hears of; `*` is all.",
        EventType::ALL.map(EventType::name).into_iter().chain([EventTypes::EVERY]);
    UnitName, "A unit of measure.", Unit::ALL.map(Unit::name);
}
