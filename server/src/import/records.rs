//! CSV of which each line is a record: no field of what is imported has a line break. So a quote that is not closed spoils its
//! own line, and a record is where it is said to be.

use std::io::{self, BufRead};

use csv::{ByteRecord, ReaderBuilder};

/// What is wrong with a line whose quotes are not in pairs.
pub const OPEN_QUOTE: &str =
    "The line has a quote that is not closed: close it, and write a quote in quotes twice.";

/// By which some programs say that a file is UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// A line.
#[derive(Debug)]
pub struct Record {
    /// Where it is, from 1 on.
    pub line: u64,
    /// Its fields; the whole line, where its quotes are not in pairs.
    pub fields: ByteRecord,
    /// Whether they are.
    pub is_closed: bool,
}

/// The lines of a file, one after the other.
pub struct Records<R> {
    file: R,
    line: u64,
    read: u64,
}

impl<R: BufRead> Records<R> {
    /// Before the first of them.
    pub fn new(file: R) -> Self {
        Self {
            file,
            line: 0,
            read: 0,
        }
    }

    /// How many bytes of the file are read.
    pub fn read_to(&self) -> u64 {
        self.read
    }

    /// The next line that has anything in it; none at the end.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn next(&mut self) -> io::Result<Option<Record>> {
        let mut text = Vec::new();
        loop {
            text.clear();
            let read = self.file.read_until(b'\n', &mut text)?;
            if read == 0 {
                return Ok(None);
            }
            self.line += 1;
            self.read += read as u64;
            if self.line == 1 && text.starts_with(MARK) {
                text.drain(..MARK.len());
            }
            text.retain(|byte| !matches!(byte, b'\r' | b'\n'));
            if !text.is_empty() {
                break;
            }
        }
        let quotes = text.iter().filter(|byte| **byte == b'"').count();
        let is_closed = quotes % 2 == 0;
        Ok(Some(Record {
            line: self.line,
            fields: if is_closed {
                fields(&text)?
            } else {
                ByteRecord::from(vec![text])
            },
            is_closed,
        }))
    }
}

fn fields(line: &[u8]) -> io::Result<ByteRecord> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .buffer_capacity(line.len())
        .from_reader(line);
    let mut fields = ByteRecord::new();
    reader.read_byte_record(&mut fields)?;
    Ok(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stray_quote_spoils_its_own_line() {
        let file = "a,\"b\"\r\n\r\nc,\"d\ne,f\n\"g, \"\"h\"\"\",i";
        let mut records = Records::new(file.as_bytes());
        let mut lines = Vec::new();
        while let Some(it) = records.next().unwrap() {
            let fields = it
                .fields
                .iter()
                .map(|it| String::from_utf8_lossy(it).into_owned());
            lines.push((it.line, it.is_closed, fields.collect::<Vec<_>>()));
        }
        let line = |line, is_closed, fields: &[&str]| {
            let fields = fields.iter().map(|it| (*it).to_owned());
            (line, is_closed, fields.collect::<Vec<_>>())
        };
        assert_eq!(
            lines,
            [
                line(1, true, &["a", "b"]),
                line(3, false, &["c,\"d"]),
                line(4, true, &["e", "f"]),
                line(5, true, &["g, \"h\"", "i"]),
            ]
        );
        assert_eq!(records.read_to(), file.len() as u64);
    }
}
