//! The binary itself, which can be killed and started again on the same data.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::Client;

pub const OPERATOR: &str = "the-operators-own-token";
pub const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:larder";
pub const CLIENT: &str = "amzn1.application-oa2-client.test";

/// For anything a healthy process does in a second.
pub const PATIENCE: Duration = Duration::from_secs(120);
/// Between two looks, and between two tries.
pub const LOOK: Duration = Duration::from_millis(5);

/// A server, running or not.
pub struct Server {
    pub origin: String,
    public: String,
    amazon: String,
    database: String,
    child: Option<Child>,
}

impl Server {
    /// One that is to listen at `origin`; customers and Amazon know `public`.
    pub fn new(origin: &str, public: &str, amazon: &str, database: &str) -> Self {
        Self {
            origin: origin.to_owned(),
            public: public.to_owned(),
            amazon: amazon.to_owned(),
            database: database.to_owned(),
            child: None,
        }
    }

    /// Starts it and waits until it is ready.
    pub async fn start(&mut self, http: &Client) {
        let amazon = &self.amazon;
        let child = Command::new(env!("CARGO_BIN_EXE_larder"))
            .env_clear()
            .env("LARDER_LISTEN", self.origin.trim_start_matches("http://"))
            .env("LARDER_PUBLIC_URL", &self.public)
            .env("LARDER_DATABASE_URL", &self.database)
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
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        self.child = Some(child);
        let (began, url) = (Instant::now(), format!("{}/health/ready", self.origin));
        let mut look = tokio::time::interval(LOOK);
        while !http
            .get(&url)
            .send()
            .await
            .is_ok_and(|answer| answer.status().is_success())
        {
            let ended = self.child.as_mut().unwrap().try_wait().unwrap();
            assert!(ended.is_none(), "the server has ended: {ended:?}");
            assert!(began.elapsed() < PATIENCE, "the server does not start");
            look.tick().await;
        }
    }

    /// SIGKILL.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}
