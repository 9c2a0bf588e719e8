//! A server as a process of its own, which can be killed and started again on the same data.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use reqwest::Client;
use testkit::setting;

/// Bearer of the maker's API.
pub const OPERATOR: &str = "the-operators-own-token";
/// For anything a healthy process does in a second.
pub const PATIENCE: Duration = Duration::from_secs(120);
/// Between two looks, and between two tries.
pub const LOOK: Duration = Duration::from_millis(5);

/// A server, running or not. Dropped, it is killed.
pub struct Server {
    /// Where it listens.
    pub origin: String,
    command: Command,
    child: Option<Child>,
}

impl Server {
    /// One that is to listen at `origin`; customers and Amazon know `public`.
    pub fn new(program: &Path, origin: &str, public: &str, amazon: &str, database: &str) -> Self {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("LARDER_LISTEN", origin.trim_start_matches("http://"))
            .env("LARDER_PUBLIC_URL", public)
            .env("LARDER_DATABASE_URL", database)
            .env("LARDER_SECRET_KEY", setting::KEY)
            .env("LARDER_OPERATOR_TOKEN", OPERATOR)
            .env("LARDER_LWA_CLIENT_ID", setting::CLIENT_ID)
            .env("LARDER_LWA_CLIENT_SECRET", setting::CLIENT_SECRET)
            .env("LARDER_LWA_AUTHORIZE_URL", format!("{amazon}/ap/oa"))
            .env("LARDER_LWA_API_URL", amazon)
            .env("LARDER_DRS_URL", amazon)
            .env("LARDER_DRS_WEB_URL", amazon)
            .env("LARDER_SNS_URL", amazon)
            .env("LARDER_SNS_TOPIC_ARNS", setting::TOPIC)
            // A whole fleet is low at once here.
            .env("LARDER_ORDERS_AN_HOUR", "1000000")
            .env("RUST_LOG", "warn")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        Self {
            origin: origin.to_owned(),
            command,
            child: None,
        }
    }

    /// Tells it one more setting, for when it is started next.
    pub fn set(&mut self, name: &str, value: &str) {
        self.command.env(name, value);
    }

    /// Another program in its place, told the same, for when it is started next.
    pub fn replace(&mut self, program: &Path) {
        let mut command = self.told(program.as_os_str());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        self.command = command;
    }

    /// Another command of the same program, told the same.
    pub fn beside(&self, arguments: &[&str]) -> Command {
        let mut command = self.told(self.command.get_program());
        command.args(arguments);
        command
    }

    fn told(&self, program: &OsStr) -> Command {
        let told = self.command.get_envs();
        let told = told.filter_map(|(name, value)| Some((name, value?)));
        let mut command = Command::new(program);
        command.env_clear().envs(told);
        command
    }

    /// Its process, where it runs.
    pub fn process(&self) -> Option<u32> {
        self.child.as_ref().map(Child::id)
    }

    /// Starts it and waits until it is ready.
    ///
    /// # Errors
    /// It cannot be started, ends, or is not ready in time.
    pub async fn start(&mut self, http: &Client) -> Result<()> {
        let child = self.command.spawn();
        let child = child.with_context(|| format!("{:?}", self.command.get_program()))?;
        let child = self.child.insert(child);
        let (began, url) = (Instant::now(), format!("{}/health/ready", self.origin));
        let mut look = tokio::time::interval(LOOK);
        while !http
            .get(&url)
            .send()
            .await
            .is_ok_and(|answer| answer.status().is_success())
        {
            let ended = child.try_wait()?;
            ensure!(ended.is_none(), "the server has ended: {ended:?}");
            ensure!(began.elapsed() < PATIENCE, "the server does not start");
            look.tick().await;
        }
        Ok(())
    }

    /// What its process has in memory, in kibibytes.
    ///
    /// # Errors
    /// It does not run.
    pub fn memory(&self) -> Result<u64> {
        self.kibibytes("VmRSS:")
    }

    /// The most that its process has had in memory, in kibibytes.
    ///
    /// # Errors
    /// It does not run.
    pub fn peak_memory(&self) -> Result<u64> {
        self.kibibytes("VmHWM:")
    }

    /// A line of what the kernel says of its process.
    fn kibibytes(&self, name: &str) -> Result<u64> {
        let child = self.child.as_ref().context("the server does not run")?;
        let status = fs::read_to_string(format!("/proc/{}/status", child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kibibytes = line.context("no such line")?.trim().trim_end_matches(" kB");
        Ok(kibibytes.parse()?)
    }

    /// SIGKILL.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            // One that has ended already cannot be killed, which is fine.
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
