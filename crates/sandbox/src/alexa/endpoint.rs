//! A machine as it was discovered, and whether what is said of it fits.

use std::collections::BTreeMap;

use super::brain::{Brain, Level};

/// A sensor's unit: `Volume` in `LITER`, say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Measure {
    pub(super) kind: String,
    pub(super) unit: Option<String>,
}

/// A sensor as it was discovered.
#[derive(Clone, Debug)]
pub(super) struct Sensor {
    pub(super) name: String,
    pub(super) measure: Measure,
    pub(super) replenishment_id: String,
    pub(super) is_proactive: bool,
}

/// A machine as it was discovered.
#[derive(Clone, Debug)]
pub(super) struct Endpoint {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) sensors: BTreeMap<String, Sensor>,
    pub(super) tells_connectivity: bool,
}

/// One property of a report.
#[derive(Clone, Debug)]
pub(super) enum Property {
    Level {
        instance: String,
        value: f64,
        measure: Measure,
        sampled_at: i64,
    },
    Connectivity {
        value: String,
        sampled_at: i64,
    },
}

/// A machine with what is believed of it.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) endpoint: Endpoint,
    pub(super) brains: BTreeMap<String, Brain>,
    pub(super) connectivity: Option<(String, i64)>,
}

impl Known {
    pub(super) fn new(endpoint: Endpoint) -> Self {
        let mut known = Self {
            endpoint,
            brains: BTreeMap::new(),
            connectivity: None,
        };
        known.have_brains();
        known
    }

    /// It is otherwise than before. What is believed of sensors that stay stays.
    pub(super) fn update(&mut self, endpoint: Endpoint) {
        self.endpoint = endpoint;
        self.have_brains();
    }

    fn have_brains(&mut self) {
        let sensors = &self.endpoint.sensors;
        self.brains
            .retain(|instance, _| sensors.contains_key(instance));
        for instance in sensors.keys() {
            self.brains.entry(instance.clone()).or_default();
        }
    }

    /// Takes a property, or says why not.
    pub(super) fn hear(
        &mut self,
        property: Property,
        heard_at: i64,
        believes_late: bool,
    ) -> Result<(), String> {
        match property {
            Property::Connectivity { value, sampled_at } => {
                if !self.endpoint.tells_connectivity {
                    return Err(
                        "connectivity was not discovered as proactively reported".to_owned()
                    );
                }
                self.connectivity = Some((value, sampled_at));
            }
            Property::Level {
                instance,
                value,
                measure,
                sampled_at,
            } => {
                let sensor = self.endpoint.sensors.get(&instance);
                let sensor = sensor.ok_or_else(|| format!("{instance}: no such instance"))?;
                if sensor.measure != measure {
                    return Err(format!("{instance}: another measure than was discovered"));
                }
                if !sensor.is_proactive {
                    return Err(format!(
                        "{instance}: not discovered as proactively reported"
                    ));
                }
                let brain = self.brains.entry(instance.clone()).or_default();
                let is_late = brain.level.is_some_and(|it| it.sampled_at > sampled_at);
                if is_late && !believes_late {
                    return Err(format!("{instance}: a later sample is known"));
                }
                brain.hear(Level {
                    value,
                    sampled_at,
                    heard_at,
                });
            }
        }
        Ok(())
    }
}
