//! A server, which can be killed and started again on the same data.

use std::process::Child;
use std::time::{Duration, Instant};

use reqwest::Client;

use crate::binary::serve;

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
        let child = serve(&self.origin, &self.public, &self.amazon, &self.database);
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

    /// The most that its process has had in memory, in kibibytes.
    pub fn memory(&self) -> u64 {
        let process = self.child.as_ref().unwrap().id();
        let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
        let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kibibytes = most.unwrap().trim().trim_end_matches(" kB");
        kibibytes.parse().unwrap()
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
