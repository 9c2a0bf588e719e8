//! The binary itself, as a process of its own: for tests that kill it.

use std::process::{Child, Command, Stdio};

pub const OPERATOR: &str = "the-operators-own-token";
pub const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:larder";
pub const CLIENT: &str = "amzn1.application-oa2-client.test";

/// Starts a server that listens at `origin`; customers and Amazon know `public`.
pub fn serve(origin: &str, public: &str, amazon: &str, database: &str) -> Child {
    command(origin, public, amazon, database).spawn().unwrap()
}

/// The same, not started yet.
pub fn command(origin: &str, public: &str, amazon: &str, database: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_larder"));
    command
        .env_clear()
        .env("LARDER_LISTEN", origin.trim_start_matches("http://"))
        .env("LARDER_PUBLIC_URL", public)
        .env("LARDER_DATABASE_URL", database)
        .env(
            "LARDER_SECRET_KEY",
            "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        )
        .env("LARDER_OPERATOR_TOKEN", OPERATOR)
        .env("LARDER_LWA_CLIENT_ID", CLIENT)
        .env("LARDER_LWA_CLIENT_SECRET", "secret")
        .env("LARDER_LWA_AUTHORIZE_URL", format!("{amazon}/ap/oa"))
        .env("LARDER_LWA_API_URL", amazon)
        .env("LARDER_DRS_URL", amazon)
        .env("LARDER_DRS_WEB_URL", amazon)
        .env("LARDER_SNS_URL", amazon)
        .env("LARDER_SNS_TOPIC_ARNS", TOPIC)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}
