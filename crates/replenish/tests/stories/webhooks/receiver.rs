//! A system of the maker's that hears of events: it does as it is told, and writes down what it heard. Each request is
//! verified by the reference library, with every secret that is to sign.

use std::collections::{BTreeMap, BTreeSet};
use std::future::pending;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use serde_json::Value;
use standardwebhooks::Webhook;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// What it does with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Does {
    Answer(u16),
    Redirect,
    /// 200, and something that is no answer.
    Nonsense,
    /// 200, and more than anybody reads.
    Endless,
    Hang,
}

impl Does {
    /// Whether it has taken what was sent.
    pub(crate) fn takes(self) -> bool {
        match self {
            Self::Answer(status) => (200..300).contains(&status),
            Self::Nonsense | Self::Endless => true,
            Self::Redirect | Self::Hang => false,
        }
    }
}

/// A request, and what was done with it.
#[derive(Clone, Debug)]
pub(crate) struct Heard {
    pub(crate) id: String,
    pub(crate) signatures: usize,
    pub(crate) body: String,
    pub(crate) does: Does,
}

impl Heard {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    pub(crate) fn serial(&self) -> String {
        self.json()["serial"].as_str().unwrap().to_owned()
    }
}

/// Says what is done with a request, by how many came before it and by its body.
pub(crate) type Rule = Box<dyn FnMut(usize, &Value) -> Does + Send>;

struct Inner {
    rule: Rule,
    heard: Vec<Heard>,
    secrets: Vec<String>,
}

/// What it is told and has heard.
type Shared = Arc<Mutex<Inner>>;

pub(crate) struct Receiver {
    address: SocketAddr,
    inner: Shared,
    serving: JoinHandle<()>,
}

impl Receiver {
    pub(crate) async fn new(rule: impl FnMut(usize, &Value) -> Does + Send + 'static) -> Self {
        let inner = Arc::new(Mutex::new(Inner {
            rule: Box::new(rule),
            heard: Vec::new(),
            secrets: Vec::new(),
        }));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let serving = serve(listener, inner.clone());
        Self {
            address,
            inner,
            serving,
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }

    /// From now on these sign, each of them.
    pub(crate) fn expect(&self, secrets: &[&str]) {
        self.inner.lock().unwrap().secrets = secrets.iter().map(|it| (*it).to_owned()).collect();
    }

    pub(crate) fn obey(&self, rule: impl FnMut(usize, &Value) -> Does + Send + 'static) {
        self.inner.lock().unwrap().rule = Box::new(rule);
    }

    pub(crate) fn heard(&self) -> Vec<Heard> {
        self.inner.lock().unwrap().heard.clone()
    }

    /// Goes down: nobody listens.
    pub(crate) async fn stop(&mut self) {
        self.serving.abort();
        let _ = (&mut self.serving).await;
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.serving.is_finished()
    }

    /// Comes back where it was.
    pub(crate) async fn start(&mut self) {
        let listener = TcpListener::bind(self.address).await.unwrap();
        self.serving = serve(listener, self.inner.clone());
    }

    /// What is wrong with what was heard: an event that came before one of its machine was taken.
    pub(crate) fn out_of_order(&self, expected: &[(String, String)]) -> Vec<String> {
        let mut queues: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (serial, id) in expected {
            queues.entry(serial).or_default().push(id);
        }
        let (mut taken, mut wrong) = (BTreeSet::new(), Vec::new());
        for heard in self.heard() {
            let serial = heard.serial();
            let queue = &queues[serial.as_str()];
            let place = queue.iter().position(|id| *id == heard.id).unwrap();
            if place > 0 && !taken.contains(queue[place - 1]) {
                wrong.push(format!(
                    "{serial}: {} before {}",
                    heard.id,
                    queue[place - 1]
                ));
            }
            if heard.does.takes() {
                taken.insert(heard.id);
            }
        }
        wrong
    }
}

fn serve(listener: TcpListener, inner: Shared) -> JoinHandle<()> {
    let router = Router::new().route("/hook", post(hear)).with_state(inner);
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() })
}

async fn hear(State(inner): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    let does = {
        let mut inner = inner.lock().unwrap();
        for secret in &inner.secrets {
            let verified = Webhook::new(secret).unwrap().verify(&body, &headers);
            verified.unwrap_or_else(|error| panic!("{error}: {headers:?}"));
        }
        let text = |name: &str| headers[name].to_str().unwrap().to_owned();
        let json: Value = serde_json::from_slice(&body).unwrap();
        let before = inner.heard.len();
        let does = (inner.rule)(before, &json);
        inner.heard.push(Heard {
            id: text("webhook-id"),
            signatures: text("webhook-signature").split(' ').count(),
            body: String::from_utf8(body.to_vec()).unwrap(),
            does,
        });
        does
    };
    match does {
        Does::Answer(status) => StatusCode::from_u16(status).unwrap().into_response(),
        Does::Redirect => Redirect::permanent("/hook").into_response(),
        Does::Nonsense => (StatusCode::OK, "<html>\u{0}{").into_response(),
        Does::Endless => {
            let piece = || Ok::<_, std::io::Error>(vec![b'x'; 9_000]);
            Body::from_stream(futures_util::stream::repeat_with(piece)).into_response()
        }
        Does::Hang => pending().await,
    }
}
