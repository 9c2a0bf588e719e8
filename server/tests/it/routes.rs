//! Every route from one table: with no caller, with a foreign one, and with the right one. A route
//! that is not in the table fails the test.

use domain::api_key::Scope;
use reqwest::RequestBuilder;
use serde_json::Value;

use crate::contract::checked;
use crate::table::Of::{self, Anybody, Each, Machine, Operator, Owner};
use crate::table::{TABLE, World, world};
use crate::test_server::{OPERATOR, PROVISION, TestServer};

impl World<'_> {
    async fn status(&self, request: RequestBuilder) -> u16 {
        checked(request).await.status.as_u16()
    }
}

#[tokio::test]
async fn nobody_gets_further_than_is_theirs() {
    let server = TestServer::with_model().await;
    let (world, anna) = world(&server).await;
    let ben = server.customer("Ben").await;
    let before = server.get("/api/v1/devices/K1").await;
    let mut refusals = 0;
    for &(method, path, of, right, body) in TABLE {
        let request = || world.request(method, path, body);
        let name = format!("{method} {path}");
        match of {
            Anybody => assert_eq!(world.status(request()).await, right, "{name}"),
            Each => {
                let page = server.browser().send(request()).await;
                let is_public = ["/", "/sign-in"].contains(&path);
                assert_eq!(page.status, if is_public { 200 } else { 303 }, "{name}");
                if !is_public {
                    assert!(page.location().starts_with("/sign-in?next="), "{name}");
                }
                if method == "GET" {
                    let page = ben.send(request()).await;
                    assert_eq!(page.status, right, "{name}");
                    assert!(!page.body.contains("Brewer 2"), "{name}");
                }
            }
            Owner => {
                let page = server.browser().send(request()).await;
                assert_eq!(page.status, 303, "{name}");
                assert!(page.location().starts_with("/sign-in?next="), "{name}");
                let page = ben.send(request()).await;
                assert_eq!(page.status, 404, "{name}");
                assert!(!page.body.contains("Brewer 2"), "{name}");
            }
            Of::Personal(_) => {
                for (n, token) in ["", &world.token, OPERATOR].into_iter().enumerate() {
                    let from = format!("203.0.113.{n}");
                    let request = request().header("x-forwarded-for", from);
                    let request = request.bearer_auth(token);
                    assert_eq!(world.status(request).await, 401, "{name}");
                }
            }
            Machine | Operator | Of::Scope(_) => {
                // A new address for every few failures: the limit is another test's.
                refusals += 1;
                if refusals <= 9 {
                    assert_eq!(world.status(request()).await, 401, "{name}");
                    let foreign = if of == Machine {
                        "made-up-token"
                    } else {
                        &world.token
                    };
                    assert_eq!(
                        world.status(request().bearer_auth(foreign)).await,
                        401,
                        "{name}"
                    );
                } else {
                    let status = world.status(request()).await;
                    assert!([401, 429].contains(&status), "{name}");
                }
                let is_factorys = of == Of::Scope(Scope::Factory);
                if of != Machine && !is_factorys {
                    assert_eq!(
                        world.status(request().bearer_auth(PROVISION)).await,
                        403,
                        "{name}"
                    );
                }
            }
        }
    }
    assert_eq!(
        server.get("/api/v1/devices/K1").await,
        before,
        "nothing was changed"
    );

    for &(method, path, of, right, body) in TABLE {
        let request = world.request(method, path, body);
        let name = format!("{method} {path}");
        let status = match of {
            Machine => world.status(request.bearer_auth(&world.token)).await,
            Of::Scope(Scope::Factory) => world.status(request.bearer_auth(PROVISION)).await,
            Operator | Of::Scope(_) => world.status(request.bearer_auth(OPERATOR)).await,
            Of::Personal(_) => world.status(request.bearer_auth(&world.personal)).await,
            Anybody | Each | Owner => {
                let page = anna.send(request).await;
                assert_eq!(page.status, right, "{name}: {}", page.body);
                page.status.as_u16()
            }
        };
        assert_eq!(status, right, "{name}");
    }
}

#[tokio::test]
async fn every_route_is_in_the_table() {
    let source = include_str!("../../src/router.rs");
    let calls = source
        .split(".route(\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap());
    let pages = leptos_axum::generate_route_list(app::App);
    let pages = pages.iter().map(|page| page.path());
    let server = TestServer::new().await;
    let description = server
        .http
        .get(server.url("/api/openapi.json"))
        .send()
        .await;
    let description: Value = description.unwrap().json().await.unwrap();
    let described = description["paths"].as_object().unwrap();
    let described = described.keys().map(String::as_str);
    // Names in braces are one part of a path, and so are serials and models.
    let shape = |path: &str| {
        let parts = path.split('/').map(|part| match part {
            "K1" | "K9" | "BREW-2" | "pods" | "filter" => "{}",
            part if part.starts_with('{') => "{}",
            part => part,
        });
        parts.collect::<Vec<_>>().join("/")
    };
    // A stream does not end by itself; the tests of live pages and of personal tokens hold whose it is.
    let calls = calls.filter(|path| *path != "/live");
    let described = described.filter(|path| *path != "/api/v1/me/stream");
    let known: Vec<String> = TABLE.iter().map(|(_, path, ..)| shape(path)).collect();
    let mut seen = 0;
    for path in calls.chain(pages).chain(described) {
        seen += 1;
        assert!(known.contains(&shape(path)), "{path}");
    }
    assert!(seen > 50, "{seen}");
}
