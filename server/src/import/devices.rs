//! `larder import devices FILE.csv`. It may be killed at any moment and started again: no machine is made twice, and in the
//! end the results have all of them.
//!
//! - A piece is committed first and written to the results after it. Started again, what is in the results and in the
//!   database stays as it is; what the results do not have is imported, and a machine that is there, but was never heard
//!   or owned, gets another code.
//! - The results have tokens and codes: only who runs it may read them.

#![expect(clippy::print_stderr, reason = "progress, and words for people")]

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use clap::Args;
use csv::StringRecord;
use replenish::fleet::NewDevice;
use replenish::import::CHUNK;
use replenish::{Application, Caller};

use super::files::{Lines, RESULTS, beside, results_of_before};
use super::rows::{Fault, Row, Rows};
use crate::label::claim_url;
use crate::spreadsheet::bytes_of;

/// How often it says how far it is.
const OFTEN: Duration = Duration::from_secs(1);
/// Machines of results of before that are looked for at once.
const LOOKS: usize = 1_000;

/// Which machines.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// CSV with the header `serial,model,token_sha256`. What comes of it is in FILE.results.csv, and what failed in
    /// FILE.failed.csv, which can be imported as it is
    file: PathBuf,
}

/// What came of it.
#[derive(Debug, Default)]
struct Tally {
    made: usize,
    there: usize,
    failed: usize,
    rows: usize,
}

impl Options {
    /// Imports them.
    ///
    /// # Errors
    /// What cannot be read or written, and that some failed.
    pub(super) async fn run(
        &self,
        app: &Application,
        caller: &Caller,
        origin: &str,
    ) -> anyhow::Result<()> {
        let named = || self.file.display().to_string();
        let file = File::open(&self.file).with_context(named)?;
        if file.try_lock().is_err() {
            bail!("{}: it is being imported already", named());
        }
        let size = file.metadata().with_context(named)?.len();
        let mut rows = Rows::new(BufReader::new(&file))
            .map_err(anyhow::Error::msg)
            .with_context(named)?;
        let [results, failed] = ["results", "failed"].map(|what| beside(&self.file, what));
        let known = self.keep(app, caller, &results).await?;
        let mut lines =
            Lines::create(&part(&results), &RESULTS).context("the results cannot be written")?;
        for record in known.values() {
            lines.add(record.iter())?;
        }
        lines.flush()?;
        // From here on the new file has everything of the old one.
        fs::rename(part(&results), &results).context("the results cannot be written")?;
        let mut header = rows.header();
        header.push("error");
        let mut faults =
            Lines::create(&failed, &header).context("the failures cannot be written")?;
        let mut tally = Tally::default();
        let mut said = Instant::now();
        loop {
            let piece = rows.next(CHUNK).with_context(named)?;
            if piece.is_empty() {
                break;
            }
            let of = Piece {
                app,
                caller,
                origin,
            };
            of.take(piece, &known, &mut lines, &mut faults, &mut tally)
                .await?;
            if said.elapsed() >= OFTEN {
                said = Instant::now();
                let percent = (rows.read_to() * 100).checked_div(size).unwrap_or(100);
                eprintln!("{percent:>3} %: {}", tally.words());
            }
        }
        lines.flush()?;
        faults.flush()?;
        eprintln!("{}", tally.words());
        eprintln!(
            "{}: codes and tokens, which are shown nowhere else",
            results.display()
        );
        if tally.failed == 0 {
            return fs::remove_file(&failed).context("the empty file of failures is left");
        }
        bail!(
            "{} lines failed: {} says why; mend them there and import that file",
            tally.failed,
            failed.display()
        )
    }

    /// The results of before of machines that are there.
    async fn keep(
        &self,
        app: &Application,
        caller: &Caller,
        results: &Path,
    ) -> anyhow::Result<HashMap<String, StringRecord>> {
        let before = results_of_before(results)?;
        let serials: Vec<&str> = before.keys().map(String::as_str).collect();
        let mut ids = HashMap::new();
        for piece in serials.chunks(LOOKS) {
            ids.extend(app.devices().ids_of(caller, piece).await?);
        }
        let is_there = |serial: &String, record: &StringRecord| {
            ids.get(serial)
                .is_some_and(|id| id.to_string() == record[1])
        };
        Ok(before
            .into_iter()
            .filter(|(serial, it)| is_there(serial, it))
            .collect())
    }
}

/// Where the results are while they are copied.
fn part(results: &Path) -> PathBuf {
    results.with_extension("csv.part")
}

impl Tally {
    fn words(&self) -> String {
        let Self {
            made,
            there,
            failed,
            rows,
        } = self;
        format!("{rows} lines: {made} machines made, {there} were there, {failed} failed")
    }
}

/// What a piece is imported with.
struct Piece<'a> {
    app: &'a Application,
    caller: &'a Caller,
    origin: &'a str,
}

impl Piece<'_> {
    async fn take(
        &self,
        piece: Vec<Row>,
        known: &HashMap<String, StringRecord>,
        lines: &mut Lines,
        faults: &mut Lines,
        tally: &mut Tally,
    ) -> anyhow::Result<()> {
        tally.rows += piece.len();
        let mut sent: Vec<Row> = Vec::new();
        let mut devices: Vec<NewDevice> = Vec::new();
        for row in piece {
            match &row.device {
                Err(fault) => fail(faults, tally, &row, fault)?,
                Ok(device) if known.contains_key(&device.serial) => tally.there += 1,
                Ok(device) => {
                    devices.push(device.clone());
                    sent.push(row);
                }
            }
        }
        if devices.is_empty() {
            return Ok(());
        }
        let outcomes = self.app.devices().import(self.caller, &devices).await;
        let outcomes = outcomes.context("it stopped here; start it again, and it goes on")?;
        for (row, outcome) in sent.iter().zip(outcomes) {
            match outcome {
                Err(fault) => fail(faults, tally, row, &Fault::from(fault))?,
                Ok(it) => {
                    *(if it.fresh {
                        &mut tally.made
                    } else {
                        &mut tally.there
                    }) += 1;
                    let url = it
                        .claim_code
                        .as_ref()
                        .map(|code| claim_url(self.origin, code));
                    let id = it.id.to_string();
                    let [code, url, token] =
                        [it.claim_code, url, it.token].map(Option::unwrap_or_default);
                    lines.add([&it.serial, &id, &code, &url, &token])?;
                }
            }
        }
        lines.flush()?;
        faults.flush()?;
        Ok(())
    }
}

fn fail(faults: &mut Lines, tally: &mut Tally, row: &Row, fault: &Fault) -> io::Result<()> {
    tally.failed += 1;
    let words = fault.words(row.line);
    let (sent, beyond) = (
        row.sent.iter().map(bytes_of),
        row.beyond.iter().map(bytes_of),
    );
    faults.add(sent.chain([words.into_bytes()]).chain(beyond))
}
