//! The files beside an imported one: what was made, and what failed. An import that was cut off leaves results that end
//! anywhere; the next one keeps their whole lines.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use csv::{StringRecord, Writer, WriterBuilder};

/// The columns of results.
pub const RESULTS: [&str; 5] = ["serial", "id", "claim_code", "claim_url", "token"];

/// A name beside that of the imported file: `devices.results.csv` for `devices.csv`.
pub fn beside(file: &Path, what: &str) -> PathBuf {
    let is_csv = file
        .extension()
        .is_some_and(|it| it.eq_ignore_ascii_case("csv"));
    let mut name = if is_csv {
        file.file_stem()
    } else {
        file.file_name()
    }
    .unwrap_or_default()
    .to_owned();
    name.push(format!(".{what}.csv"));
    file.with_file_name(name)
}

/// The whole lines of results of before, by serial.
///
/// # Errors
/// The file cannot be read, or is of something else.
pub fn results_of_before(path: &Path) -> io::Result<HashMap<String, StringRecord>> {
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(HashMap::new()),
        read => read?,
    };
    let whole = text.rfind('\n').map_or("", |end| &text[..=end]);
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(whole.as_bytes());
    if !whole.is_empty() && reader.headers()? != RESULTS.as_slice() {
        let why = format!("{} is no file of results; move it away", path.display());
        return Err(io::Error::new(io::ErrorKind::InvalidData, why));
    }
    let mut known = HashMap::new();
    for record in reader.records() {
        let record = record?;
        if record.len() == RESULTS.len() {
            known.insert(record[0].to_owned(), record);
        }
    }
    Ok(known)
}

/// A new file that only whoever runs this may read.
///
/// # Errors
/// It cannot be made.
pub fn private(path: &Path) -> io::Result<BufWriter<File>> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    Ok(BufWriter::new(options.open(path)?))
}

/// A file that is written line by line.
pub struct Lines {
    writer: Writer<BufWriter<File>>,
}

impl Lines {
    /// A new file with a header, for whoever runs this alone: it has tokens in it.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn create(path: &Path, header: &[&str]) -> io::Result<Self> {
        // A line that failed may have more fields than the header.
        let mut builder = WriterBuilder::new();
        let mut writer = builder.flexible(true).from_writer(private(path)?);
        writer.write_record(header)?;
        Ok(Self { writer })
    }

    /// Adds a line.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn add<F: AsRef<[u8]>>(&mut self, fields: impl IntoIterator<Item = F>) -> io::Result<()> {
        Ok(self.writer.write_record(fields)?)
    }

    /// Hands everything to the system, so that the end of this program takes nothing of it.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}
