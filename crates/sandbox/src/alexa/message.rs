//! The form of messages: the gateway's first look. Whatever lacks something, or has it otherwise than Amazon's pages say,
//! is refused by its name.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::Value;

use super::endpoint::{Endpoint, Measure, Property, Sensor};

/// An event in the form it must have.
pub(super) struct Event {
    pub(super) name: String,
    /// The token in the body.
    pub(super) token: String,
    pub(super) body: Body,
}

pub(super) enum Body {
    Change {
        endpoint: String,
        properties: Vec<Property>,
    },
    AddOrUpdate(Vec<Endpoint>),
    Delete(Vec<String>),
}

/// Volume and weight have a unit of these, the others none.
const VOLUMES: &[&str] = &[
    "LITER",
    "MILLILITER",
    "METRIC_CUP",
    "METRIC_TEASPOON",
    "UK_TABLESPOON",
    "AU_TABLESPOON",
    "CUBIC_CENTIMETER",
    "CUBIC_METER",
    "UK_GALLON",
    "UK_QUART",
    "UK_PINT",
    "UK_CUP",
    "UK_GILL",
    "UK_FLUID_OUNCE",
    "UK_FLUID_DRAM",
    "CUBIC_INCH",
    "CUBIC_FOOT",
    "CUBIC_YARD",
    "US_FLUID_GALLON",
    "US_FLUID_QUART",
    "US_FLUID_PINT",
    "US_FLUID_CUP",
    "US_FLUID_OUNCE",
    "US_GILL",
    "US_TABLESPOON",
    "US_TEASPOON",
    "US_DRAM",
    "US_DRY_GALLON",
    "US_DRY_QUART",
    "US_DRY_PINT",
];
const WEIGHTS: &[&str] = &[
    "KILOGRAM",
    "GRAM",
    "MILLIGRAM",
    "MICROGRAM",
    "METRIC_POUND",
    "POUND",
    "OUNCE",
    "DRAM",
];

fn text<'a>(of: &'a Value, name: &str) -> Result<&'a str, String> {
    let text = of.get(name).and_then(Value::as_str);
    text.filter(|text| !text.is_empty())
        .ok_or_else(|| format!("{name} is missing"))
}

fn one(of: &Value, name: &str, expected: &str) -> Result<(), String> {
    match text(of, name)? {
        found if found == expected => Ok(()),
        _ => Err(format!("{name} is not {expected}")),
    }
}

fn list<'a>(of: &'a Value, name: &str) -> Result<&'a Vec<Value>, String> {
    of.get(name)
        .and_then(Value::as_array)
        .ok_or_else(|| format!("{name} is no list"))
}

fn part<'a>(of: &'a Value, name: &str) -> Result<&'a Value, String> {
    of.get(name)
        .filter(|part| part.is_object())
        .ok_or_else(|| format!("{name} is missing"))
}

fn id(of: &Value) -> Result<String, String> {
    let id = text(of, "endpointId")?;
    let is_right = |byte: u8| byte.is_ascii_alphanumeric() || b"_-=#;:?@&".contains(&byte);
    if id.len() > 256 || !id.bytes().all(is_right) {
        return Err("endpointId has a character that it may not have".to_owned());
    }
    Ok(id.to_owned())
}

fn token(of: &Value) -> Result<String, String> {
    let scope = part(of, "scope")?;
    one(scope, "type", "BearerToken")?;
    Ok(text(scope, "token")?.to_owned())
}

/// `YYYY-MM-DDThh:mm:ss[.sss]Z`, in unix milliseconds.
fn sampled_at(of: &Value) -> Result<i64, String> {
    let text = text(of, "timeOfSample")?;
    let fraction = text.split_once('.').map_or(1, |(_, rest)| rest.len() - 1);
    let parsed = text.parse::<Timestamp>();
    match parsed {
        Ok(time) if text.ends_with('Z') && text.len() >= 20 && (1..=3).contains(&fraction) => {
            Ok(time.as_millisecond())
        }
        _ => Err("timeOfSample is no time in UTC with milliseconds at most".to_owned()),
    }
}

fn measure(of: &Value) -> Result<Measure, String> {
    let kind = text(of, "@type")?;
    let unit = of.get("unit").and_then(Value::as_str);
    let fits = match kind {
        "Count" | "Percentage" => of.get("unit").is_none(),
        "Volume" => unit.is_some_and(|unit| VOLUMES.contains(&unit)),
        "Weight" => unit.is_some_and(|unit| WEIGHTS.contains(&unit)),
        _ => false,
    };
    if !fits {
        return Err(format!("{of} is no measure"));
    }
    Ok(Measure {
        kind: kind.to_owned(),
        unit: unit.map(str::to_owned),
    })
}

fn property(of: &Value) -> Result<Property, String> {
    let sampled_at = sampled_at(of)?;
    let sure = of.get("uncertaintyInMilliseconds").and_then(Value::as_f64);
    if sure.is_none_or(|it| it < 0.0) {
        return Err("uncertaintyInMilliseconds is missing".to_owned());
    }
    let value = part(of, "value")?;
    match (text(of, "namespace")?, text(of, "name")?) {
        ("Alexa.InventoryLevelSensor", "level") => {
            let measure = measure(value)?;
            let amount = value.get("value").and_then(Value::as_f64);
            let amount = amount.filter(|amount| match measure.kind.as_str() {
                "Count" => value["value"].is_u64(),
                "Percentage" => (0.0..=100.0).contains(amount),
                _ => *amount >= 0.0,
            });
            Ok(Property::Level {
                instance: text(of, "instance")?.to_owned(),
                value: amount.ok_or_else(|| format!("{value} is no level"))?,
                measure,
                sampled_at,
            })
        }
        ("Alexa.EndpointHealth", "connectivity") => match text(value, "value")? {
            word @ ("OK" | "UNREACHABLE") => Ok(Property::Connectivity {
                value: word.to_owned(),
                sampled_at,
            }),
            word => Err(format!("{word} is no connectivity")),
        },
        (namespace, name) => Err(format!("{namespace} has no {name}")),
    }
}

fn properties(of: &Value) -> Result<Vec<Property>, String> {
    list(of, "properties")?.iter().map(property).collect()
}

fn words(of: &Value, name: &str) -> Result<String, String> {
    let text = text(of, name)?;
    match text.chars().count() {
        1..=128 => Ok(text.to_owned()),
        _ => Err(format!("{name} is too long")),
    }
}

fn is_proactive(of: &Value) -> bool {
    of["properties"]["proactivelyReported"] == true
}

fn endpoint(of: &Value) -> Result<Endpoint, String> {
    words(of, "manufacturerName")?;
    words(of, "description")?;
    if list(of, "displayCategories")?.is_empty() {
        return Err("displayCategories is empty".to_owned());
    }
    let mut sensors = BTreeMap::new();
    let (mut is_alexa, mut tells_connectivity) = (false, false);
    let capabilities = list(of, "capabilities")?;
    if capabilities.len() > 100 {
        return Err("more than 100 capabilities".to_owned());
    }
    for capability in capabilities {
        one(capability, "type", "AlexaInterface")?;
        one(capability, "version", "3")?;
        match text(capability, "interface")? {
            "Alexa" => is_alexa = true,
            "Alexa.EndpointHealth" => tells_connectivity = is_proactive(capability),
            "Alexa.InventoryLevelSensor" => {
                let (instance, sensor) = sensor(capability)?;
                if sensors.insert(instance, sensor).is_some() {
                    return Err("an instance is there twice".to_owned());
                }
            }
            interface => return Err(format!("{interface} is not known here")),
        }
    }
    if !is_alexa {
        return Err("the interface Alexa is missing".to_owned());
    }
    Ok(Endpoint {
        id: id(of)?,
        name: words(of, "friendlyName")?,
        sensors,
        tells_connectivity,
    })
}

fn sensor(of: &Value) -> Result<(String, Sensor), String> {
    let configuration = part(of, "configuration")?;
    let replenishment = part(configuration, "replenishment")?;
    one(replenishment, "@type", "DashReplenishmentId")?;
    let names = list(part(of, "capabilityResources")?, "friendlyNames")?;
    let name = names.first().ok_or("friendlyNames is empty")?;
    one(name, "@type", "text")?;
    let name = part(name, "value")?;
    text(name, "locale")?;
    let sensor = Sensor {
        name: words(name, "text")?,
        measure: measure(part(configuration, "measurement")?)?,
        replenishment_id: text(replenishment, "value")?.to_owned(),
        is_proactive: is_proactive(of),
    };
    Ok((text(of, "instance")?.to_owned(), sensor))
}

fn header(message: &Value) -> Result<(&str, &str), String> {
    let header = part(part(message, "event")?, "header")?;
    one(header, "payloadVersion", "3")?;
    let id = text(header, "messageId")?;
    let is_right = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if id.len() > 127 || !id.bytes().all(is_right) {
        return Err("messageId has a character that it may not have".to_owned());
    }
    Ok((text(header, "namespace")?, text(header, "name")?))
}

/// An event in its form; else what is wrong with it.
pub(super) fn event(message: &Value) -> Result<Event, String> {
    let (namespace, name) = header(message)?;
    let event = &message["event"];
    let payload = part(event, "payload")?;
    let (token, body) = match (namespace, name) {
        ("Alexa", "ChangeReport") => {
            let endpoint = part(event, "endpoint")?;
            let change = part(payload, "change")?;
            text(part(change, "cause")?, "type")?;
            let mut told = properties(change)?;
            if let Some(context) = message.get("context") {
                told.extend(properties(context)?);
            }
            let body = Body::Change {
                endpoint: id(endpoint)?,
                properties: told,
            };
            (token(endpoint)?, body)
        }
        ("Alexa.Discovery", "AddOrUpdateReport") => {
            let endpoints = list(payload, "endpoints")?.iter().map(endpoint);
            let endpoints = endpoints.collect::<Result<_, _>>()?;
            (token(payload)?, Body::AddOrUpdate(endpoints))
        }
        ("Alexa.Discovery", "DeleteReport") => {
            let ids = list(payload, "endpoints")?.iter().map(id);
            (
                token(payload)?,
                Body::Delete(ids.collect::<Result<_, _>>()?),
            )
        }
        _ => return Err(format!("{namespace} has no event {name}")),
    };
    Ok(Event {
        name: name.to_owned(),
        token,
        body,
    })
}

/// The machines of a Discover.Response.
pub(super) fn discovered(message: &Value) -> Result<Vec<Endpoint>, String> {
    if header(message)? != ("Alexa.Discovery", "Discover.Response") {
        return Err("no Discover.Response".to_owned());
    }
    let payload = part(&message["event"], "payload")?;
    list(payload, "endpoints")?.iter().map(endpoint).collect()
}

/// Endpoints that a message names.
pub(super) fn endpoints(message: &Value) -> usize {
    message["event"]["payload"]["endpoints"]
        .as_array()
        .map_or(0, Vec::len)
}
