//! The binary itself, as a process of its own: for tests that kill it.

use std::process::{Command, Stdio};

use testkit::setting::{CLIENT_ID, CLIENT_SECRET, KEY, TOPIC};

pub const OPERATOR: &str = "the-operators-own-token";

/// A server that is to listen at `origin`; customers and Amazon know `public`.
pub fn command(origin: &str, public: &str, amazon: &str, database: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_larder"));
    command
        .env_clear()
        .env("LARDER_LISTEN", origin.trim_start_matches("http://"))
        .env("LARDER_PUBLIC_URL", public)
        .env("LARDER_DATABASE_URL", database)
        .env("LARDER_SECRET_KEY", KEY)
        .env("LARDER_OPERATOR_TOKEN", OPERATOR)
        .env("LARDER_LWA_CLIENT_ID", CLIENT_ID)
        .env("LARDER_LWA_CLIENT_SECRET", CLIENT_SECRET)
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
