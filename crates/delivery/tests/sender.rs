//! The client against endpoints that lie, and names that lead elsewhere. What arrives is verified by the reference library.

#![cfg(test)]

use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Redirect, Response};
use axum::routing::post;
use delivery::{BadUrl, Failure, Guard, Lookup, Message, Secret, Sender};
use standardwebhooks::Webhook;
use tokio::net::TcpListener;

const LIMIT: Duration = Duration::from_secs(2);

type Heard = Arc<Mutex<Vec<(HeaderMap, Bytes)>>>;

/// An endpoint of this machine: where it is, and what it heard.
async fn endpoint() -> (SocketAddr, Heard) {
    let heard = Heard::default();
    let (all, ok) = (heard.clone(), heard.clone());
    let hear = move |headers: HeaderMap, body: Bytes| async move {
        ok.lock().unwrap().push((headers, body));
        StatusCode::NO_CONTENT
    };
    let elsewhere = move |headers: HeaderMap, body: Bytes| async move {
        all.lock().unwrap().push((headers, body));
        Redirect::temporary("/ok")
    };
    let endless = || async {
        let pieces =
            futures_util::stream::repeat_with(|| Ok::<_, std::io::Error>(vec![b'x'; 9_000]));
        Response::new(Body::from_stream(pieces))
    };
    let hang = || async { std::future::pending::<Response>().await };
    let router = Router::new()
        .route("/ok", post(hear))
        .route("/elsewhere", post(elsewhere))
        .route("/endless", post(endless))
        .route("/hang", post(hang))
        .route("/gone", post(|| async { StatusCode::GONE }));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (address, heard)
}

fn sender(is_trial: bool, lookup: Lookup) -> Sender {
    Sender::new(Guard::new(is_trial), lookup, LIMIT).unwrap()
}

/// A name that resolves to each of these in turn, the last one for ever, and how often it was asked for.
fn name(turns: &[&[&str]]) -> (Lookup, Arc<AtomicUsize>) {
    let turns: Vec<Vec<IpAddr>> = turns
        .iter()
        .map(|turn| turn.iter().map(|it| it.parse().unwrap()).collect())
        .collect();
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let lookup = Lookup::new(move |_| {
        let turn = count.fetch_add(1, Ordering::SeqCst).min(turns.len() - 1);
        let found = turns[turn].clone();
        Box::pin(async move { Ok(found) })
    });
    (lookup, asked)
}

async fn send(sender: &Sender, url: &str, secrets: &[Secret]) -> Result<u16, Failure> {
    let timestamp = i64::try_from(now()).unwrap();
    let message = Message {
        url,
        id: "1795341600001",
        timestamp,
        secrets,
        body: br#"{"id":"1795341600001"}"#.to_vec(),
    };
    sender.send(message).await
}

/// The library goes by the system's clock.
#[expect(clippy::disallowed_methods, reason = "so does what it verifies")]
fn now() -> u64 {
    let now = std::time::SystemTime::now();
    now.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs()
}

#[tokio::test]
async fn what_is_sent_is_verified_by_the_reference_library_with_each_secret() {
    let (address, heard) = endpoint().await;
    let texts = [Secret::text(&[1; 32]), Secret::text(&[2; 32])];
    let secrets: Vec<_> = texts.iter().map(|it| Secret::parse(it).unwrap()).collect();
    let sender = sender(true, Lookup::system());
    let status = send(&sender, &format!("http://{address}/ok"), &secrets).await;
    assert_eq!(status, Ok(204));
    let (headers, body) = heard.lock().unwrap().remove(0);
    for text in &texts {
        use secrecy::ExposeSecret as _;
        let webhook = Webhook::new(text.expose_secret()).unwrap();
        webhook.verify(&body, &headers).unwrap();
        webhook.verify(b"{}", &headers).unwrap_err();
    }
    assert_eq!(headers["content-type"], "application/json");
    assert_eq!(headers["webhook-id"], "1795341600001");
    assert_eq!(&body[..], br#"{"id":"1795341600001"}"#);
}

#[tokio::test]
async fn an_endpoint_that_lies_is_answered_for_by_its_status_alone() {
    let (address, heard) = endpoint().await;
    let sender = sender(true, Lookup::system());
    let at = |path: &str| format!("http://{address}/{path}");
    assert_eq!(send(&sender, &at("elsewhere"), &[]).await, Ok(307));
    assert_eq!(heard.lock().unwrap().len(), 1, "a redirect was followed");
    assert_eq!(send(&sender, &at("endless"), &[]).await, Ok(200));
    assert_eq!(send(&sender, &at("gone"), &[]).await, Ok(410));
    assert_eq!(send(&sender, &at("hang"), &[]).await, Err(Failure::Late));
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let closed = nobody.local_addr().unwrap();
    drop(nobody);
    let refused = send(&sender, &format!("http://{closed}/"), &[]).await;
    assert_eq!(refused, Err(Failure::NotConnected));
}

#[tokio::test]
async fn a_name_that_leads_inside_is_not_connected_to() {
    let (address, heard) = endpoint().await;
    let url = format!("https://hooks.example.com:{}/ok", address.port());
    for inside in [
        &["127.0.0.1"][..],
        &["10.0.0.1"],
        &["169.254.169.254"],
        &["::1"],
        &["::ffff:127.0.0.1"],
        &["64:ff9b::7f00:1"],
        // One among others is enough.
        &["93.184.216.34", "127.0.0.1"],
    ] {
        let (lookup, asked) = name(&[inside]);
        let sender = sender(false, lookup);
        assert_eq!(
            sender.check(&url).await,
            Err(BadUrl::NotPublic),
            "{inside:?}"
        );
        let sent = send(&sender, &url, &[]).await;
        assert_eq!(sent, Err(Failure::Refused), "{inside:?}");
        assert_eq!(asked.load(Ordering::SeqCst), 2);
    }
    assert!(heard.lock().unwrap().is_empty());
}

/// It resolved to a public address when it was written down, and resolves to this machine when it is called.
#[tokio::test]
async fn a_name_that_is_rebound_is_not_connected_to() {
    let (address, heard) = endpoint().await;
    let url = format!("https://hooks.example.com:{}/ok", address.port());
    let (lookup, _) = name(&[&["93.184.216.34"], &["127.0.0.1"]]);
    let sender = sender(false, lookup);
    assert!(sender.check(&url).await.is_ok());
    assert_eq!(send(&sender, &url, &[]).await, Err(Failure::Refused));
    assert!(heard.lock().unwrap().is_empty());
}

/// What was looked at is what is connected to: between the two nobody is asked again.
#[tokio::test]
async fn a_name_is_resolved_once_for_a_connection() {
    let (address, heard) = endpoint().await;
    let (lookup, asked) = name(&[&["127.0.0.1"], &["10.0.0.1"]]);
    let sender = sender(true, lookup);
    let url = format!("http://hooks.localhost:{}/ok", address.port());
    assert_eq!(send(&sender, &url, &[]).await, Ok(204));
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    assert_eq!(heard.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn an_address_that_was_let_in_on_trial_is_not_called_live() {
    let (address, heard) = endpoint().await;
    let sender = sender(false, Lookup::system());
    for url in [
        format!("http://{address}/ok"),
        format!("https://{address}/ok"),
    ] {
        assert_eq!(
            send(&sender, &url, &[]).await,
            Err(Failure::Refused),
            "{url}"
        );
    }
    assert!(heard.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_name_that_does_not_resolve_yet_may_be_written_down() {
    let lookup = Lookup::new(|_| Box::pin(async { Err(std::io::Error::other("no such name")) }));
    let sender = sender(false, lookup);
    let url = "https://soon.example.com/larder";
    assert!(sender.check(url).await.is_ok());
    assert_eq!(send(&sender, url, &[]).await, Err(Failure::NotConnected));
}
