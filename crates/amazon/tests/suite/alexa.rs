//! Alexa: every message against its golden file and its schema, every directive, every answer of the gateway.

mod directive;
mod gateway;
mod message;
pub mod schema;

use amazon::Amazon;
use amazon::alexa::{Alexa, Endpoint, Event, Gateways, Property, Sensor, Skill};
use domain::alexa::Region;
use domain::{Quantity, Unit};
use url::Url;
use uuid::Uuid;

use crate::server;

/// A client for which all of Amazon is at `origin`.
fn alexa(origin: &Url) -> Alexa {
    by(server::amazon(origin))
}

fn by(amazon: Amazon) -> Alexa {
    let origin = amazon.endpoints().lwa_api.clone();
    let at = |path: &str| origin.join(path).unwrap();
    let skill = Skill {
        profile: amazon::SecurityProfile {
            client_id: "amzn1.application-oa2-client.SKILL".into(),
            client_secret: "another secret".into(),
        },
        maker: "Brewster".into(),
        gateways: Gateways {
            north_america: at("/na/v3/events"),
            europe: at("/eu/v3/events"),
            far_east: at("/fe/v3/events"),
        },
    };
    amazon.with_skill(skill).alexa().unwrap()
}

/// Every call, where Amazon takes none.
pub async fn fails(amazon: &Amazon) {
    let alexa = by(amazon.clone());
    let secret = "Atza|IQEBLjAs+/=".into();
    let delete = Event::Delete(vec!["secret-endpoint".into()]);
    let sent = alexa.send(Region::Europe, &secret, message(), &delete);
    sent.await.unwrap_err();
    alexa.accept_grant(&"secret-code".into()).await.unwrap_err();
    alexa.refresh(&secret).await.unwrap_err();
}

#[test]
fn every_future_can_be_sent() {
    fn sendable<T: Send>(_: T) {}
    let alexa = alexa(&server::nowhere());
    let secret = "Atza|x".into();
    let delete = Event::Delete(vec![]);
    sendable(alexa.send(Region::Europe, &secret, message(), &delete));
    sendable(alexa.accept_grant(&secret));
    sendable(alexa.refresh(&secret));
}

fn message() -> Uuid {
    "0b5c1c8e-7b1c-4c9e-9d3a-3f1f0a2b4c6d".parse().unwrap()
}

/// A machine with a slot of each dimension, two of them announced.
fn endpoint() -> Endpoint {
    Endpoint {
        id: "01936f2e-8f3a-7c54-a6a2-0f3c9b1d2e4f".into(),
        name: "Kitchen".into(),
        maker: "Brewster".into(),
        model: "Brew 2".into(),
        sensors: vec![
            Sensor {
                instance: "Milk".into(),
                name: "Milk".into(),
                unit: Unit::Litre,
                replenishment_id:
                    "arn:alexa:smarthome:drs:sensor:4fbc3d24-a7f8-4c6c-aadf-09ab99344c84".into(),
            },
            Sensor {
                instance: "Pods".into(),
                name: "Coffee pods".into(),
                unit: Unit::Count,
                replenishment_id:
                    "arn:alexa:smarthome:drs:sensor:9d0e4d1c-52c5-4f0a-8a26-6d1a0c6a1f11".into(),
            },
        ],
    }
}

fn level(instance: &str, amount: i64, unit: Unit) -> Property {
    Property::Level {
        instance: instance.into(),
        amount: Quantity(amount),
        unit,
    }
}
