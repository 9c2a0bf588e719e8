//! Machines of a CSV: `serial,model,token_sha256`, with a header. A row that cannot be taken says in which line it is, what
//! is wrong with which field, and what would be right; it stops no other.
//!
//! Other columns are refused, but for those that our own answers add: what came back can be sent as it is.

use std::collections::HashSet;
use std::io::{self, BufRead};

use csv::ByteRecord;
use replenish::Invalid;
use replenish::fleet::NewDevice;

use super::records::{OPEN_QUOTE, Record, Records};
use crate::spreadsheet::text_of;

/// What a row may say.
const COLUMNS: [&str; 3] = ["serial", "model", "token_sha256"];
/// What our answers say beside it.
const OURS: [&str; 6] = ["line", "id", "claim_code", "claim_url", "token", "error"];
const HEADER: &str = "The first line must be the header `serial,model,token_sha256`, of which `token_sha256` may be left out.";

/// A row of the file.
#[derive(Debug)]
pub struct Row {
    /// Where it is, from 1 on.
    pub line: u64,
    /// As it was, but for `line` and `error`: a field for each column.
    pub sent: ByteRecord,
    /// What it has beyond them. Where it has fewer there is one here, so that it is not taken for a sound one when it is
    /// sent as it came back.
    pub beyond: ByteRecord,
    /// What it says, or why it cannot be taken.
    pub device: Result<NewDevice, Fault>,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Of which field.
    pub field: String,
    /// What to program against.
    pub code: &'static str,
    /// What is wrong and what would be right.
    pub detail: String,
}

impl Fault {
    fn new(field: &str, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            field: field.to_owned(),
            code,
            detail: detail.into(),
        }
    }

    /// In one line, for somebody who has the file.
    pub fn words(&self, line: u64) -> String {
        format!("line {line}, {}: {}", self.field, self.detail)
    }
}

impl From<Invalid> for Fault {
    fn from(wrong: Invalid) -> Self {
        Self {
            field: wrong.field,
            code: wrong.reason.code.name(),
            detail: wrong.reason.detail,
        }
    }
}

/// The rows of a file, one after the other.
pub struct Rows<R> {
    records: Records<R>,
    /// Where each of [`COLUMNS`] is.
    places: [Option<usize>; 3],
    /// The columns that are kept of a row, and their names.
    kept: Vec<(usize, String)>,
    width: usize,
    seen: HashSet<String>,
}

impl<R: BufRead> Rows<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// What is wrong with it, in a sentence.
    pub fn new(file: R) -> Result<Self, String> {
        let mut records = Records::new(file);
        let header = records.next().map_err(|error| error.to_string())?;
        let header = header.map(|it| it.fields).unwrap_or_default();
        let names: Vec<String> = header
            .iter()
            .map(|name| {
                let name = String::from_utf8_lossy(name);
                name.trim().to_ascii_lowercase()
            })
            .collect();
        let place = |wanted: &str| names.iter().position(|name| name == wanted);
        let is_known = |name: &str| COLUMNS.contains(&name) || OURS.contains(&name);
        if let [one] = names.as_slice()
            && (one.contains(';') || one.contains('\t'))
        {
            return Err(format!(
                "{HEADER} Its columns are to be separated by commas."
            ));
        }
        let missing = ["serial", "model"]
            .into_iter()
            .find(|it| place(it).is_none());
        if let Some(missing) = missing {
            return Err(format!("There is no column `{missing}`. {HEADER}"));
        }
        if let Some(other) = names.iter().find(|name| !is_known(name)) {
            let other: String = other
                .chars()
                .filter(|it| !it.is_control())
                .take(40)
                .collect();
            return Err(format!(
                "`{other}` is no column of it: leave it out. {HEADER}"
            ));
        }
        let is_twice = |(n, name): (usize, &String)| names[..n].contains(name);
        if names.iter().enumerate().any(is_twice) {
            return Err(format!("A column is there twice: leave one out. {HEADER}"));
        }
        Ok(Self {
            places: COLUMNS.map(place),
            width: names.len(),
            kept: names
                .into_iter()
                .enumerate()
                .filter(|(_, name)| !["line", "error"].contains(&name.as_str()))
                .collect(),
            records,
            seen: HashSet::new(),
        })
    }

    /// The names of the columns that rows keep.
    pub fn header(&self) -> Vec<&str> {
        self.kept.iter().map(|(_, name)| name.as_str()).collect()
    }

    /// How many bytes of the file are read, about.
    pub fn read_to(&self) -> u64 {
        self.records.read_to()
    }

    /// The next rows, so many at most; none at the end.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn next(&mut self, most: usize) -> io::Result<Vec<Row>> {
        let mut rows = Vec::new();
        while rows.len() < most {
            let Some(record) = self.records.next()? else {
                break;
            };
            let device = self.read(&record);
            let fields = &record.fields;
            let sent = self.kept.iter();
            let sent = sent.map(|(n, _)| fields.get(*n).unwrap_or_default());
            let beyond = if fields.len() < self.width {
                ByteRecord::from(vec![""])
            } else {
                fields.iter().skip(self.width).collect()
            };
            rows.push(Row {
                line: record.line,
                sent: sent.collect(),
                beyond,
                device,
            });
        }
        Ok(rows)
    }

    fn read(&mut self, record: &Record) -> Result<NewDevice, Fault> {
        if !record.is_closed {
            return Err(Fault::new("line", "bad_shape", OPEN_QUOTE));
        }
        let record = &record.fields;
        if record.len() != self.width {
            let detail = format!(
                "The line has {} fields and the header {}: put a text with commas in quotes, and every comma of an \
                 empty field.",
                record.len(),
                self.width
            );
            return Err(Fault::new("line", "bad_shape", detail));
        }
        let mut fields = [None, None, None];
        for (n, field) in fields.iter_mut().enumerate() {
            let sent = self.places[n].and_then(|place| record.get(place));
            let text = sent.map(|it| std::str::from_utf8(it).map(|it| text_of(it.trim())));
            *field = text.transpose().map_err(|_| {
                let detail = "The field is not UTF-8: save the file as that.";
                Fault::new(COLUMNS[n], "bad_shape", detail)
            })?;
        }
        let [serial, model, hash] = fields;
        let device = NewDevice {
            serial: serial.unwrap_or_default().to_owned(),
            model: model.unwrap_or_default().to_owned(),
            token_sha256: hash.filter(|it| !it.is_empty()).map(str::to_owned),
        };
        if !device.serial.is_empty() && !self.seen.insert(device.serial.clone()) {
            let detail = "A line before this one has this serial: leave one of them out.";
            return Err(Fault::new("serial", "conflict", detail));
        }
        Ok(device)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(file: &str) -> Vec<Row> {
        Rows::new(file.as_bytes()).unwrap().next(100).unwrap()
    }

    #[test]
    fn a_file_of_another_system_is_read() {
        let file = "\u{feff}Model,Serial,token_sha256\r\nB,K1,\r\n\r\nB,\" K2 \",aa\r\n";
        let rows = rows(file);
        assert_eq!(
            Rows::new("serial,model\nK1,B".as_bytes())
                .unwrap()
                .next(9)
                .unwrap()[0]
                .line,
            2
        );
        let devices: Vec<_> = rows.iter().map(|it| it.device.as_ref().unwrap()).collect();
        let new = |serial: &str, hash: Option<&str>| NewDevice {
            model: "B".to_owned(),
            serial: serial.to_owned(),
            token_sha256: hash.map(str::to_owned),
        };
        assert_eq!(devices, [&new("K1", None), &new("K2", Some("aa"))]);
        assert_eq!(rows.iter().map(|it| it.line).collect::<Vec<_>>(), [2, 4]);
    }

    #[test]
    fn a_header_that_is_none_says_what_it_should_be() {
        for (file, says) in [
            ("", "no column `serial`"),
            ("K1,B\n", "no column `serial`"),
            ("serial;model\nK1;B\n", "separated by commas"),
            ("serial,model,colour\n", "`colour`"),
            ("serial,model,serial\n", "twice"),
        ] {
            let refused = Rows::new(file.as_bytes()).err().unwrap();
            assert!(refused.contains(says), "{file:?}: {refused}");
            assert!(refused.contains("serial,model,token_sha256"), "{refused}");
        }
    }

    #[test]
    fn a_bad_row_says_where_it_is_and_stops_no_other() {
        let mut file = b"serial,model\nK1,B,C\nK2,B\nK2,B\n".to_vec();
        file.extend(b"K\xff,B\n");
        let mut rows = Rows::new(file.as_slice()).unwrap();
        let rows = rows.next(100).unwrap();
        let words: Vec<_> = rows
            .iter()
            .filter_map(|row| Some(row.device.as_ref().err()?.words(row.line)))
            .collect();
        assert!(
            words[0].starts_with("line 2, line: The line has 3 fields"),
            "{words:?}"
        );
        assert!(
            words[1].starts_with("line 4, serial: A line before"),
            "{words:?}"
        );
        assert!(
            words[2].starts_with("line 5, serial: The field is not UTF-8"),
            "{words:?}"
        );
        assert_eq!((words.len(), rows.len()), (3, 4));
        assert_eq!(rows[3].sent.get(0), Some(b"K\xff".as_slice()));
    }

    #[test]
    fn what_our_answers_add_is_left_out() {
        let rows = rows("line,serial,model,error\n7,K1,B,\"line 7, model: no\"\n");
        assert!(rows[0].device.is_ok());
        assert_eq!(rows[0].sent, ByteRecord::from(vec!["K1", "B"]));
    }

    #[test]
    fn one_line_with_a_stray_quote_stops_no_other() {
        let rows = rows("serial,model\nK1,B\n\"K2,B\nK3,B\nK4,\"B\"\n");
        let sound = rows.iter().map(|row| (row.line, row.device.is_ok()));
        let expected = [(2, true), (3, false), (4, true), (5, true)];
        assert_eq!(sound.collect::<Vec<_>>(), expected);
        let words = rows[1].device.as_ref().unwrap_err().words(3);
        assert!(
            words.starts_with("line 3, line: The line has a quote"),
            "{words}"
        );
        assert_eq!(rows[1].sent.get(0), Some(b"\"K2,B".as_slice()));
    }

    #[test]
    fn a_line_that_failed_is_kept_whole() {
        let rows = rows("serial,token,model\nK1,t,B,C,D\nK2,t\nK3,t,B\n\"'=1\",t,B\n");
        let kept = |n: usize| (rows[n].sent.clone(), rows[n].beyond.clone());
        let record = |fields: &[&str]| ByteRecord::from(fields.to_vec());
        assert_eq!(kept(0), (record(&["K1", "t", "B"]), record(&["C", "D"])));
        assert_eq!(kept(1), (record(&["K2", "t", ""]), record(&[""])));
        assert_eq!(kept(2), (record(&["K3", "t", "B"]), record(&[])));
        assert_eq!(rows[3].device.as_ref().unwrap().serial, "=1");
    }
}
