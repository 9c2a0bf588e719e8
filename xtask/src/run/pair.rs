//! Larder and an Amazon that knows it, on this machine: their addresses and command lines.

use std::env;
use std::path::Path;
use std::process::Command;

use anyhow::Result;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use super::random;

const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:larder-demo";
const CLIENT_ID: &str = "amzn1.application-oa2-client.demo";

/// Where both are, and the secret between them.
pub(crate) struct Pair {
    /// Larder's origin.
    pub(crate) larder: String,
    /// Amazon's: another site for a browser.
    pub(crate) amazon: String,
    port: u16,
    amazon_port: u16,
    secret: String,
}

impl Pair {
    pub(crate) fn new(port: u16, amazon_port: u16) -> Result<Self> {
        Ok(Self {
            larder: format!("http://127.0.0.1:{port}"),
            amazon: format!("http://localhost:{amazon_port}"),
            port,
            amazon_port,
            secret: BASE64_STANDARD.encode(random()?),
        })
    }

    /// The simulated Amazon; its pace is still to be said.
    pub(crate) fn amazon(&self, programs: &Path) -> Command {
        let mut command = program(programs, "larder-sandbox");
        command
            .args(["amazon", "--origin", &self.amazon])
            .args(["--listen", &format!("127.0.0.1:{}", self.amazon_port)])
            .args(["--webhook", &format!("{}/webhooks/sns", self.larder)])
            .args(["--topic", TOPIC, "--client-id", CLIENT_ID])
            .args([
                "--redirect-uri",
                &format!("{}/auth/lwa/callback", self.larder),
            ])
            .env("LARDER_LWA_CLIENT_SECRET", &self.secret);
        command
    }

    /// Larder; its database and the operator's token are still to be said.
    pub(crate) fn larder(&self, programs: &Path) -> Result<Command> {
        let mut command = program(programs, "larder");
        command
            .arg("serve")
            .envs([
                ("LARDER_PUBLIC_URL", &self.larder),
                ("LARDER_LWA_CLIENT_SECRET", &self.secret),
                ("LARDER_LWA_API_URL", &self.amazon),
                ("LARDER_DRS_URL", &self.amazon),
                ("LARDER_DRS_WEB_URL", &self.amazon),
                ("LARDER_SNS_URL", &self.amazon),
            ])
            .env("LARDER_LISTEN", format!("127.0.0.1:{}", self.port))
            .env("LARDER_SECRET_KEY", BASE64_STANDARD.encode(random()?))
            .env("LARDER_LWA_CLIENT_ID", CLIENT_ID)
            .env("LARDER_LWA_AUTHORIZE_URL", format!("{}/ap/oa", self.amazon))
            .env(
                "LARDER_LWA_BUTTON_URL",
                format!("{}/button.svg", self.amazon),
            )
            .env("LARDER_SNS_TOPIC_ARNS", TOPIC)
            // What a fleet orders in a day comes within minutes here.
            .env("LARDER_ORDERS_AN_HOUR", "1000000")
            .env("LARDER_SANDBOX", "true");
        Ok(command)
    }
}

/// A program in that folder, with none of the caller's settings for Larder.
pub(crate) fn program(programs: &Path, name: &str) -> Command {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    let mut command = Command::new(programs.join(file));
    for (variable, _) in env::vars_os() {
        if variable.to_string_lossy().starts_with("LARDER_") {
            command.env_remove(variable);
        }
    }
    command
}
