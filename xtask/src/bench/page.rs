//! From asking for the page of supplies to its first byte.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::stage::{House, Stage};
use crate::run::browser::Browser;
use crate::run::http;

/// Between two visits.
const BETWEEN: Duration = Duration::from_millis(20);

/// Visits the page `count` times; milliseconds of each.
pub(crate) fn first_bytes(
    house: &House,
    stage: &mut Stage,
    browser: &Browser,
    count: usize,
) -> Result<Vec<f64>> {
    let (agent, url) = (http::agent(), format!("{}/supplies", house.origin()));
    let cookie = browser.cookie(house.origin());
    let mut times = Vec::new();
    for _ in 0..count {
        let asked = Instant::now();
        let mut response = agent
            .get(&url)
            .header("accept", "text/html")
            .header("cookie", &cookie)
            .call()?;
        times.push(asked.elapsed().as_secs_f64() * 1e3);
        if !response.status().is_success() {
            bail!("the page of supplies was answered {}", response.status());
        }
        response.body_mut().read_to_vec()?;
        stage.children.pause(BETWEEN)?;
    }
    Ok(times)
}
