//! `larder import state FILE`: what another cloud knows of machines, a JSON object on each line, or a CSV with a line for
//! each slot of a machine. It may be stopped at any moment and started again: what was taken over stays as it is.

#![expect(clippy::print_stderr, reason = "progress, and words for people")]

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use clap::Args;
use csv::StringRecord;
use replenish::state_import::KnownMachine;
use replenish::{Application, Caller, Error};
use serde_json::{Map, Value, json};

use super::files::private;
use super::records::{OPEN_QUOTE, Record, Records};

/// How often it says how far it is.
const OFTEN: Duration = Duration::from_secs(1);
/// Bytes of a line, at most.
const LONGEST: usize = 1 << 20;
/// The columns of a CSV, each with where its text goes.
const COLUMNS: [(&str, &[&str]); 11] = [
    ("serial", &["serial"]),
    ("issuer", &["owner", "issuer"]),
    ("subject", &["owner", "subject"]),
    ("refresh_token", &["registration", "refresh_token"]),
    ("slot", &["slot"]),
    ("at_home", &["slots", "at_home"]),
    ("unit", &["unit"]),
    ("instance", &["orders", "instance"]),
    ("state", &["orders", "state"]),
    ("quantity", &["orders", "quantity"]),
    ("estimated_delivery", &["orders", "estimated_delivery"]),
];

/// Which file.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// JSON objects, one on each line (`.jsonl`), or a CSV (`.csv`). What failed is in FILE.failed.jsonl, which can be
    /// imported as it is
    file: PathBuf,
    /// Only look whether it could be taken over; nothing is changed
    #[arg(long)]
    check: bool,
}

impl Options {
    /// Takes it over.
    ///
    /// # Errors
    /// What cannot be read or written, and that some failed.
    pub(super) async fn run(&self, app: &Application, caller: &Caller) -> anyhow::Result<()> {
        let named = || self.file.display().to_string();
        let failed = self.file.with_extension("failed.jsonl");
        let mut faults = private(&failed).context("the failures cannot be written")?;
        let (mut new, mut there, mut wrong) = (0_usize, 0_usize, 0_usize);
        let words = |new: usize, there: usize, wrong: usize| {
            let done = if self.check {
                "could be taken over"
            } else {
                "taken over"
            };
            format!(
                "{} machines: {new} {done}, {there} were, {wrong} failed",
                new + there + wrong
            )
        };
        let mut said = Instant::now();
        for line in lines(&self.file).with_context(named)? {
            let (number, machine) = line.with_context(named)?;
            let read = machine.clone().map_err(|it| it.detail).and_then(|it| {
                serde_json::from_value::<KnownMachine>(it).map_err(|error| error.to_string())
            });
            let done = match read {
                Err(detail) => Err(detail),
                Ok(known) => {
                    let taken = app
                        .devices()
                        .take_over_state(caller, &known, self.check)
                        .await;
                    match taken {
                        Err(error @ (Error::Invalid(_) | Error::Conflict(_) | Error::NotFound)) => {
                            Err(said_of(&error))
                        }
                        taken => {
                            Ok(taken.context("it stopped here; start it again, and it goes on")?)
                        }
                    }
                }
            };
            match done {
                Ok(true) => new += 1,
                Ok(false) => there += 1,
                Err(detail) => {
                    wrong += 1;
                    let detail = format!("line {number}: {detail}");
                    let mut row = machine.unwrap_or_else(|it| json!({ "line": it.text }));
                    if let Value::Object(row) = &mut row {
                        row.insert("error".to_owned(), json!(detail));
                    }
                    writeln!(faults, "{row}")?;
                }
            }
            if said.elapsed() >= OFTEN {
                said = Instant::now();
                eprintln!("{}", words(new, there, wrong));
            }
        }
        faults.flush()?;
        eprintln!("{}", words(new, there, wrong));
        if wrong == 0 {
            return fs::remove_file(&failed).context("the empty file of failures is left");
        }
        bail!(
            "{wrong} failed: {} says why; mend them there and import that file",
            failed.display()
        )
    }
}

/// Which field, and what would be right.
fn said_of(error: &Error) -> String {
    match error {
        Error::Invalid(faults) => {
            let faults = faults
                .iter()
                .map(|it| format!("{}: {}", it.field, it.reason.detail));
            faults.collect::<Vec<_>>().join("; ")
        }
        error => error.to_string(),
    }
}

/// A line's number, and what it says or why it cannot be read.
type Line = (u64, Result<Value, Unread>);

/// A line that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Unread {
    /// Why.
    detail: String,
    /// As it was.
    text: String,
}

fn lines(path: &Path) -> anyhow::Result<Box<dyn Iterator<Item = anyhow::Result<Line>>>> {
    let file = File::open(path)?;
    if path
        .extension()
        .is_some_and(|it| it.eq_ignore_ascii_case("csv"))
    {
        let mut records = Records::new(BufReader::new(file));
        let header = records.next()?.map(|it| it.fields).unwrap_or_default();
        let header = header
            .iter()
            .map(|it| String::from_utf8_lossy(it).into_owned());
        let header: Vec<String> = header.collect();
        if let Some(other) = header
            .iter()
            .find(|it| COLUMNS.iter().all(|(name, _)| name != it))
        {
            let names = COLUMNS.map(|(name, _)| name).join(",");
            bail!(
                "`{other}` is no column of it: the header is `{names}`, of which all but `serial` may be left out"
            );
        }
        let rows = std::iter::from_fn(move || records.next().transpose());
        let rows = rows.map(move |record| {
            let record = record?;
            Ok((record.line, of_record(&header, &record)))
        });
        return Ok(Box::new(rows));
    }
    let lines = BufReader::new(file).split(b'\n').enumerate();
    let lines = lines.filter(|(_, line)| {
        line.as_ref().is_ok_and(|it| !it.trim_ascii().is_empty()) || line.is_err()
    });
    Ok(Box::new(lines.map(|(n, line)| {
        let line = line?;
        let read = of_line(&line).map_err(|detail| Unread {
            detail,
            text: String::from_utf8_lossy(&line).into_owned(),
        });
        Ok((n as u64 + 1, read))
    })))
}

/// What a line of JSON says, without the error that it came back with.
fn of_line(line: &[u8]) -> Result<Value, String> {
    if line.len() > LONGEST {
        return Err("a line is an object of at most 1 MiB".to_owned());
    }
    let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
    let read: Result<Map<String, Value>, _> = serde_json::from_slice(line);
    let mut read = read.map_err(|error| format!("the line is no JSON object: {error}"))?;
    read.remove("error");
    Ok(Value::Object(read))
}

/// What a line of CSV says, where it has the shape of its header.
fn of_record(header: &[String], record: &Record) -> Result<Value, Unread> {
    let unread = |detail: String| {
        let fields = record.fields.iter().map(String::from_utf8_lossy);
        let text = fields.collect::<Vec<_>>().join(",");
        Unread { detail, text }
    };
    if !record.is_closed {
        return Err(unread(OPEN_QUOTE.to_owned()));
    }
    let (has, wants) = (record.fields.len(), header.len());
    if has != wants {
        return Err(unread(format!(
            "the line has {has} fields and the header {wants}"
        )));
    }
    let fields = StringRecord::from_byte_record(record.fields.clone());
    let fields = fields.map_err(|_| unread("the line is not UTF-8".to_owned()))?;
    let fields = header.iter().map(String::as_str).zip(fields.iter());
    Ok(of_row(fields.filter(|(_, text)| !text.trim().is_empty())))
}

/// What a line of CSV says: of one slot, with its level and its order.
fn of_row<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> Value {
    let mut row = Map::new();
    for (name, text) in fields {
        let Some((_, path)) = COLUMNS.iter().find(|(known, _)| *known == name) else {
            continue;
        };
        let text = json!(text.trim());
        match path {
            [one] => {
                row.insert((*one).to_owned(), text);
            }
            [of, member] => {
                let of = row.entry(*of).or_insert_with(|| json!({}));
                of[*member] = text;
            }
            _ => {}
        }
    }
    let slot = row.remove("slot");
    let unit = row.remove("unit");
    for list in ["slots", "orders"] {
        if let Some(mut of) = row.remove(list) {
            of["slot"] = slot.clone().unwrap_or_default();
            if let Some(unit) = &unit {
                of["unit"] = unit.clone();
            }
            row.insert(list.to_owned(), json!([of]));
        }
    }
    Value::Object(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_csv_is_an_object_of_one_slot() {
        let fields = [
            ("serial", "K1"),
            ("subject", "amzn1.account.1"),
            ("refresh_token", "Atzr|1"),
            ("slot", "pods"),
            ("unit", "count"),
            ("at_home", " 40 "),
            ("instance", "i1"),
            ("state", "placed"),
        ];
        let said = of_row(fields.into_iter());
        let expected = json!({"serial": "K1", "owner": {"subject": "amzn1.account.1"},
            "registration": {"refresh_token": "Atzr|1"},
            "slots": [{"slot": "pods", "at_home": "40", "unit": "count"}],
            "orders": [{"slot": "pods", "instance": "i1", "state": "placed", "unit": "count"}]});
        assert_eq!(said, expected);
        assert!(serde_json::from_value::<KnownMachine>(said).is_ok());
        assert_eq!(
            of_row([("serial", "K1")].into_iter()),
            json!({"serial": "K1"})
        );
    }

    #[test]
    fn a_line_of_another_shape_stops_no_other() {
        let header = ["serial", "slot"].map(str::to_owned);
        let mut records = Records::new("K1,\"pods\nK2,pods,x\nK3,pods\n".as_bytes());
        let mut read = || of_record(&header, &records.next().unwrap().unwrap());
        assert_eq!(read().unwrap_err().text, "K1,\"pods");
        let wide = read().unwrap_err();
        assert_eq!(wide.text, "K2,pods,x");
        assert!(wide.detail.contains("3 fields"), "{}", wide.detail);
        assert!(read().is_ok());
    }

    #[test]
    fn the_error_of_before_is_no_part_of_a_line() {
        let line = br#"{"serial": "K1", "error": "line 1: no"}"#;
        assert_eq!(of_line(line), Ok(json!({"serial": "K1"})));
        assert!(of_line(b"[]").is_err() && of_line(b"{").is_err());
    }
}
