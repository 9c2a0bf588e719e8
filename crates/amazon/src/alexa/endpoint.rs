//! A machine as Alexa knows it: an endpoint with a sensor for each slot that can be replenished.

use domain::Unit;
use serde_json::{Value, json};

use super::VERSION;
use super::property::measurement;

/// A sensor's name is announced once for each language of the countries in which Amazon replenishes (Amazon's page
/// "Add Dash Device Management").
const LOCALES: [&str; 7] = [
    "en-US", "en-GB", "de-DE", "fr-FR", "it-IT", "es-ES", "ja-JP",
];

/// Letters of a name or description, at most (Amazon's published message schema).
const LONGEST: usize = 128;

/// A machine that Alexa is told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Names it over the whole skill, for good: at most 256 of `[A-Za-z0-9_=#;:?@&-]`.
    pub id: String,
    /// What its household calls it.
    pub name: String,
    /// The maker, as customers know it.
    pub maker: String,
    /// The model, as customers know it.
    pub model: String,
    /// Its slots that can be replenished.
    pub sensors: Vec<Sensor>,
}

/// A slot that can be replenished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sensor {
    /// Names it on its endpoint, for every customer alike.
    pub instance: String,
    /// What customers call its content.
    pub name: String,
    /// The unit of its levels.
    pub unit: Unit,
    /// Amazon's id for what replenishes it.
    pub replenishment_id: String,
}

impl Endpoint {
    /// How it is told of, in a discovery and in reports alike.
    pub fn description(&self) -> Value {
        let health = json!({
            "type": "AlexaInterface",
            "interface": "Alexa.EndpointHealth",
            "version": VERSION,
            "properties": {
                "supported": [{ "name": "connectivity" }],
                "proactivelyReported": true,
                "retrievable": true,
            },
        });
        let alexa = json!({ "type": "AlexaInterface", "interface": "Alexa", "version": VERSION });
        let mut capabilities = vec![alexa, health];
        capabilities.extend(self.sensors.iter().map(Sensor::json));
        json!({
            "endpointId": self.id,
            "manufacturerName": shown(&self.maker),
            "friendlyName": shown(&self.name),
            "description": shown(&format!("{} by {}", self.model, self.maker)),
            "displayCategories": ["OTHER"],
            "additionalAttributes": {
                "manufacturer": shown(&self.maker),
                "model": shown(&self.model),
            },
            "capabilities": capabilities,
        })
    }
}

impl Sensor {
    fn json(&self) -> Value {
        let name = shown(&self.name);
        let names = LOCALES
            .map(|locale| json!({ "@type": "text", "value": { "text": name, "locale": locale } }));
        json!({
            "type": "AlexaInterface",
            "interface": "Alexa.InventoryLevelSensor",
            "version": VERSION,
            "instance": self.instance,
            "properties": {
                "supported": [{ "name": "level" }],
                "proactivelyReported": true,
                "retrievable": true,
            },
            "capabilityResources": { "friendlyNames": names },
            "configuration": {
                "measurement": measurement(self.unit),
                "replenishment": { "@type": "DashReplenishmentId", "value": self.replenishment_id },
            },
        })
    }
}

/// As much of a text as may be shown.
fn shown(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}
