//! The client against loopback servers, with golden files and signed messages.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(
    clippy::print_stdout,
    reason = "a skipped test says so where it is counted"
)]

mod alexa;
mod certificate;
mod confirm;
mod drs;
mod drs_errors;
mod genuine;
mod golden;
mod lwa;
mod notification;
mod recut;
mod server;
mod signer;
mod trace;
mod verifier;

/// The futures have to move between a server's threads.
#[test]
fn every_future_can_be_sent() {
    fn sendable<T: Send>(_: T) {}
    let server = server::nowhere();
    let amazon = server::amazon(&server);
    let access = secrecy::SecretString::from("Atza|x");
    let verifier = amazon::SnsVerifier::new(&amazon, vec![], std::time::Duration::ZERO);
    sendable(amazon.exchange_code("c", &server, &access));
    sendable(amazon.refresh(&access));
    sendable(amazon.user_id(&access));
    sendable(amazon.replenish(&access, "s"));
    sendable(amazon.order_info(&access, "s"));
    sendable(verifier.verify(b"", None, domain::Time::from_millis(0)));
}
