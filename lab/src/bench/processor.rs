//! How long processes have had a processor, as the kernel says.

use std::fs;
use std::time::Duration;

use anyhow::{Context as _, Result};

/// Of the kernel's counters a second has so many, whatever the kernel's own clock does.
const TICKS: u64 = 100;

/// A process with what it has spent, and what those of its children have that have ended.
struct Spent {
    name: String,
    parent: u32,
    own: u64,
    ended: u64,
}

fn spent(process: u32) -> Option<Spent> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name is in parentheses, and may hold anything.
    let (before, after) = text.rsplit_once(") ")?;
    let name = before.split_once('(')?.1.to_owned();
    let fields: Vec<&str> = after.split(' ').collect();
    let number = |field: usize| fields.get(field)?.parse::<u64>().ok();
    Some(Spent {
        name,
        parent: u32::try_from(number(1)?).ok()?,
        own: number(11)? + number(12)?,
        ended: number(13)? + number(14)?,
    })
}

fn time(ticks: u64) -> Duration {
    Duration::from_millis(ticks * 1_000 / TICKS)
}

/// What a process has had.
pub fn of(process: u32) -> Result<Duration> {
    let spent = spent(process).with_context(|| format!("there is no process {process}"))?;
    Ok(time(spent.own))
}

/// What a PostgreSQL has had: the process that was started first, and all that it has started.
pub fn of_postgres(first: u32) -> Result<Duration> {
    let root = spent(first).with_context(|| format!("there is no process {first}"))?;
    let mut ticks = root.own + root.ended;
    for entry in fs::read_dir("/proc")? {
        let process = entry?.file_name();
        let child = process.to_str().and_then(|it| it.parse().ok());
        let child = child.and_then(spent);
        let child = child.filter(|it| it.parent == first && it.name == root.name);
        ticks += child.map_or(0, |it| it.own);
    }
    Ok(time(ticks))
}
