//! What Alexa is told without being asked: levels, and which machines there are.

use serde_json::{Value, json};
use uuid::Uuid;

use super::VERSION;
use super::endpoint::Endpoint;
use super::property::Sampled;

/// Why something is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It is looked after from time to time. What Amazon's Dash pages say of levels.
    PeriodicPoll,
    /// Somebody used the machine.
    PhysicalInteraction,
}

/// Something for the event gateway. The customer's token comes in when it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// What is so at a machine, by `ChangeReport`.
    Change {
        /// The machine.
        endpoint: String,
        /// Why.
        cause: Cause,
        /// What changed, or is told again.
        changed: Sampled,
        /// What else is so. Nothing of `changed` is in it.
        context: Sampled,
    },
    /// Machines that are there, or are otherwise than before, by `AddOrUpdateReport`.
    AddOrUpdate(Vec<Endpoint>),
    /// Machines that are there no more, by `DeleteReport`.
    Delete(Vec<String>),
}

impl Cause {
    fn name(self) -> &'static str {
        match self {
            Self::PeriodicPoll => "PERIODIC_POLL",
            Self::PhysicalInteraction => "PHYSICAL_INTERACTION",
        }
    }
}

impl Event {
    /// One word for it, the same for all of its kind.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Change { .. } => "ChangeReport",
            Self::AddOrUpdate(_) => "AddOrUpdateReport",
            Self::Delete(_) => "DeleteReport",
        }
    }

    /// The message as it is sent with a customer's token.
    pub(super) fn json(&self, message: Uuid, token: &str) -> Value {
        let scope = json!({ "type": "BearerToken", "token": token });
        let header = |namespace: &str| {
            json!({
                "namespace": namespace,
                "name": self.name(),
                "messageId": message,
                "payloadVersion": VERSION,
            })
        };
        match self {
            Self::Change {
                endpoint,
                cause,
                changed,
                context,
            } => json!({
                "context": { "properties": context.json() },
                "event": {
                    "header": header("Alexa"),
                    "endpoint": { "scope": scope, "endpointId": endpoint },
                    "payload": {
                        "change": {
                            "cause": { "type": cause.name() },
                            "properties": changed.json(),
                        },
                    },
                },
            }),
            Self::AddOrUpdate(endpoints) => {
                let endpoints: Value = endpoints.iter().map(Endpoint::description).collect();
                json!({
                    "event": {
                        "header": header("Alexa.Discovery"),
                        "payload": { "endpoints": endpoints, "scope": scope },
                    },
                })
            }
            Self::Delete(ids) => {
                let endpoints: Value = ids.iter().map(|id| json!({ "endpointId": id })).collect();
                json!({
                    "event": {
                        "header": header("Alexa.Discovery"),
                        "payload": { "endpoints": endpoints, "scope": scope },
                    },
                })
            }
        }
    }
}
