//! What is written to the log: a span for each call with its status, and nothing that is secret or
//! tells who is meant.

use std::io;
use std::sync::{Arc, Mutex};

use amazon::VerifiedMessage;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::alexa;
use crate::drs::{access, status};
use crate::server::{self, Answer, Server};
use crate::signer::{self, Draft};
use crate::verifier::{verifier, verify};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn every_call_is_a_span_and_tells_no_secret() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::CLOSE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);

    let server = Server::start(|request, _| match request.contains("SimpleNotification") {
        true => Answer::body(200, signer::certificate()),
        false => Answer::json(
            418,
            r#"{"message":"Atza|IQEBLjAs+/= no","error":"Atzr|IQ"}"#,
        ),
    })
    .await;
    for amazon in [
        server::amazon(&server.origin),
        server::amazon(&server::nowhere()),
    ] {
        let (access, slot) = (access(), "secret-slot");
        amazon.replenish(&access, slot).await.unwrap_err();
        amazon
            .slot_status(&access, slot, &status())
            .await
            .unwrap_err();
        amazon
            .device_status(&access, domain::Time::from_millis(0))
            .await
            .unwrap_err();
        amazon.subscription_info(&access).await.unwrap_err();
        amazon
            .order_info(&access, "secret-order")
            .await
            .unwrap_err();
        amazon.deregister(&access).await.unwrap_err();
        amazon
            .cancel_test_orders(&access, Some(slot))
            .await
            .unwrap_err();
        amazon.refresh(&"Atzr|IQ".into()).await.unwrap_err();
        amazon
            .exchange_code("secret-code", &server.origin, &access)
            .await
            .unwrap_err();
        amazon.user_id(&access).await.unwrap_err();
        alexa::fails(&amazon).await;
    }
    let verifier = verifier(&server);
    let draft = Draft::confirmation("SubscriptionConfirmation").signed();
    let Ok(VerifiedMessage::Confirmation(confirmation)) = verify(&verifier, &draft).await else {
        panic!()
    };
    verifier.confirm(&confirmation).await.unwrap_err();

    drop(guard);
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    for span in [
        "drs.replenish",
        "drs.slot_status",
        "drs.device_status",
        "drs.subscription_info",
        "drs.order_info",
        "drs.deregister",
        "drs.cancel_test_orders",
        "lwa.refresh",
        "lwa.exchange_code",
        "lwa.profile",
        "sns.confirm",
    ] {
        assert!(
            log.contains(&format!("amazon.{span}{{ms=")),
            "{span} in {log}"
        );
        assert!(
            log.lines()
                .any(|line| line.contains(span) && line.contains("status=418")),
            "{span} in {log}"
        );
    }
    assert!(log.contains("nothing was sent"), "{log}");
    for secret in ["Atz", "IQEB", "secret", "a+secret", "abab"] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}
