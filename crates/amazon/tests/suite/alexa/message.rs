//! What is said, letter by letter.

use amazon::alexa::{
    About, Answer, Cause, EndpointDirective, ErrorType, Event, MOST_ENDPOINTS, Property, Sampled,
};
use domain::alexa::Region;
use domain::{Time, Unit};
use serde_json::{Value, json};

use super::{endpoint, level, message, schema};
use crate::alexa;
use crate::server::{Answer as Reply, Server};

fn at(properties: Vec<Property>) -> Sampled {
    Sampled {
        properties,
        at: Time::parse("2026-11-22T10:00:00.5Z").unwrap(),
    }
}

fn asked() -> EndpointDirective {
    EndpointDirective {
        token: "larder-token".into(),
        endpoint: endpoint().id,
        correlation: Some("dFMb0z+PgpgdDmluhJ1LddFvSqZ/jCc8ptlAKulUj90jSqg==".into()),
    }
}

/// The body that is sent for an event.
async fn sent(event: &Event) -> Value {
    let server = Server::always(Reply::body(202, "")).await;
    let sent = alexa::alexa(&server.origin)
        .send(
            Region::NorthAmerica,
            &"Atza|IQEBLjAs+/=".into(),
            message(),
            event,
        )
        .await;
    sent.unwrap();
    let requests = server.requests();
    let (_, body) = requests[0].split_once("\n\n").unwrap();
    serde_json::from_str(body).unwrap()
}

#[tokio::test]
async fn events_are_as_amazon_shows_them() {
    let change = Event::Change {
        endpoint: endpoint().id,
        cause: Cause::PeriodicPoll,
        changed: at(vec![
            level("Milk", 2_500_000, Unit::Litre),
            level("Pods", 12_000, Unit::Count),
        ]),
        context: at(vec![Property::Connectivity { reachable: true }]),
    };
    schema::check("change_report", &sent(&change).await);
    let add = Event::AddOrUpdate(vec![endpoint()]);
    schema::check("add_or_update_report", &sent(&add).await);
    let delete = Event::Delete(vec![endpoint().id]);
    schema::check("delete_report", &sent(&delete).await);
}

#[test]
fn answers_are_as_amazon_shows_them() {
    let state = at(vec![
        level("Milk", 2_500_000, Unit::Litre),
        Property::Connectivity { reachable: false },
    ]);
    for (name, answer) in [
        ("accept_grant_response", Answer::granted(message())),
        (
            "accept_grant_error",
            Answer::not_granted(message(), "Login with Amazon is not available"),
        ),
        (
            "discover_response",
            Answer::discovered(message(), &[endpoint()]),
        ),
        ("state_report", Answer::state(message(), &asked(), &state)),
        (
            "error_response",
            Answer::error(
                message(),
                &asked(),
                ErrorType::NoSuchEndpoint,
                "no such machine",
            ),
        ),
    ] {
        schema::check(name, &json!(answer));
        assert!(!format!("{answer:?}").contains("larder-token"));
    }
}

#[test]
fn every_error_is_one_that_alexa_knows() {
    let mut uncorrelated = asked();
    uncorrelated.correlation = None;
    for error in ErrorType::ALL {
        let answers = [
            Answer::error(message(), &asked(), error, "no"),
            Answer::refused(message(), &About::default(), error, "no"),
            Answer::refused(message(), &asked().about(), error, "no"),
        ];
        for answer in answers {
            assert_eq!(schema::fault("error_response", &json!(answer)), None);
        }
    }
    let answer = json!(Answer::error(
        message(),
        &uncorrelated,
        ErrorType::InternalError,
        "no"
    ));
    assert_eq!(schema::fault("error_response", &answer), None);
}

#[tokio::test]
async fn a_level_is_what_its_sensor_may_say() {
    for (unit, amount, value) in [
        (Unit::Count, 12_000, json!({"@type": "Count", "value": 12})),
        (Unit::Count, 1_500, json!({"@type": "Count", "value": 2})),
        (Unit::Count, 1_499, json!({"@type": "Count", "value": 1})),
        (Unit::Count, -5_000, json!({"@type": "Count", "value": 0})),
        (
            Unit::Percent,
            74_250,
            json!({"@type": "Percentage", "value": 74.25}),
        ),
        (
            Unit::Percent,
            130_000,
            json!({"@type": "Percentage", "value": 100}),
        ),
        (
            Unit::Litre,
            2_500_000,
            json!({"@type": "Volume", "value": 2.5, "unit": "LITER"}),
        ),
        (
            Unit::Millilitre,
            750,
            json!({"@type": "Volume", "value": 0.75, "unit": "MILLILITER"}),
        ),
        (
            Unit::FluidOunce,
            295_735,
            json!({"@type": "Volume", "value": 10, "unit": "US_FLUID_OUNCE"}),
        ),
        (
            Unit::Kilogram,
            1_200_000,
            json!({"@type": "Weight", "value": 1.2, "unit": "KILOGRAM"}),
        ),
        (
            Unit::Gram,
            1_000,
            json!({"@type": "Weight", "value": 1, "unit": "GRAM"}),
        ),
        (
            Unit::Ounce,
            28_350,
            json!({"@type": "Weight", "value": 1, "unit": "OUNCE"}),
        ),
        (
            Unit::Pound,
            226_796,
            json!({"@type": "Weight", "value": 0.5, "unit": "POUND"}),
        ),
    ] {
        let event = Event::Change {
            endpoint: endpoint().id,
            cause: Cause::PhysicalInteraction,
            changed: at(vec![level("s", amount, unit)]),
            context: at(vec![]),
        };
        let body = sent(&event).await;
        assert_eq!(schema::fault("change_report", &body), None, "{body}");
        let said = &body["event"]["payload"]["change"]["properties"][0]["value"];
        assert_eq!(*said, value, "{amount} of {unit}");
    }
}

#[test]
fn names_are_cut_to_what_alexa_takes() {
    let mut long = endpoint();
    long.name = "é".repeat(200);
    long.maker = "m".repeat(200);
    long.sensors[0].name = "n".repeat(200);
    let many = vec![long; MOST_ENDPOINTS + 1];
    let answer = json!(Answer::discovered(message(), &many));
    assert_eq!(schema::fault("discover_response", &answer), None);
    let said = answer["event"]["payload"]["endpoints"].as_array().unwrap();
    assert_eq!(said.len(), MOST_ENDPOINTS);
    let none = json!(Answer::discovered(message(), &[]));
    assert_eq!(schema::fault("discover_response", &none), None);
}

#[test]
fn a_machine_without_sensors_can_be_announced() {
    let mut bare = endpoint();
    bare.sensors.clear();
    let answer = json!(Answer::discovered(message(), &[bare]));
    assert_eq!(schema::fault("discover_response", &answer), None);
}
