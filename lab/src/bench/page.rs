//! From asking for the page of supplies to its first byte.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use reqwest::header;
use tokio::time::{MissedTickBehavior, interval};

use crate::customer::Browser;
use crate::deployment::Deployment;

/// Between two visits.
const BETWEEN: Duration = Duration::from_millis(20);

/// Visits the page `count` times; milliseconds of each.
pub async fn first_bytes(
    deployment: &Deployment,
    browser: &Browser,
    count: usize,
) -> Result<Vec<f64>> {
    let (cookie, url) = (
        browser.cookie(),
        format!("{}/supplies", deployment.origin()),
    );
    let mut next = interval(BETWEEN);
    next.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut times = Vec::new();
    for _ in 0..count {
        next.tick().await;
        let asked = Instant::now();
        let page = deployment.http.get(&url).header(header::COOKIE, &cookie);
        let page = page.header(header::ACCEPT, "text/html").send().await?;
        times.push(asked.elapsed().as_secs_f64() * 1e3);
        let status = page.status();
        ensure!(
            status.is_success(),
            "the page of supplies was answered {status}"
        );
        page.bytes().await?;
    }
    Ok(times)
}
