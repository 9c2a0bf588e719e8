//! `larder labels`: labels from the file of an import's results. It needs no server and no database.

#![expect(
    clippy::print_stderr,
    reason = "words for people, beside what was asked for"
)]

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};

use super::sheet::{self, Paper};
use super::{Label, svg, zpl};

/// What a label is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A file SERIAL.svg for each machine, in a folder
    Svg,
    /// One after the other, for a label printer at 203 dots an inch
    Zpl,
    /// A page to print
    Sheet,
}

/// Which labels.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// The results of an import: `serial,id,claim_code,claim_url,token`
    results: PathBuf,
    /// What they are written as
    #[arg(long, value_enum)]
    format: Format,
    /// What the sheet is printed on
    #[arg(long, value_enum, default_value_t = Paper::A4)]
    paper: Paper,
    /// Where they go: a folder for `svg` [default: RESULTS.labels], a file for the others [default: standard output]
    #[arg(long, value_name = "PATH")]
    output: Option<PathBuf>,
}

impl Options {
    /// Makes them.
    ///
    /// # Errors
    /// What cannot be read or written.
    pub fn run(&self) -> anyhow::Result<()> {
        let mut results = Results::open(&self.results)?;
        let (mut made, mut without) = (0_usize, 0_usize);
        match self.format {
            Format::Svg => {
                let beside = || self.results.with_extension("labels");
                let folder = self.output.clone().unwrap_or_else(beside);
                fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
                results.each(&mut without, |label| {
                    let file = folder.join(format!("{}.svg", label.serial));
                    let text = svg::label(&label).with_context(|| too_long(&label))?;
                    made += 1;
                    fs::write(&file, text).with_context(|| file.display().to_string())
                })?;
                eprintln!("{}: {made} labels", folder.display());
            }
            Format::Zpl => {
                let mut out = self.out()?;
                results.each(&mut without, |label| {
                    let text = zpl::label(&label).with_context(|| too_long(&label))?;
                    made += 1;
                    Ok(out.write_all(text.as_bytes())?)
                })?;
                out.flush()?;
            }
            Format::Sheet => {
                let mut out = self.out()?;
                out.write_all(sheet::head(self.paper).as_bytes())?;
                let mut page = Vec::new();
                let write = |out: &mut Box<dyn Write>,
                             page: &mut Vec<Label>|
                 -> anyhow::Result<()> {
                    let text = sheet::page(page).context("an address is too long for a QR code")?;
                    page.clear();
                    Ok(out.write_all(text.as_bytes())?)
                };
                results.each(&mut without, |label| {
                    made += 1;
                    page.push(label);
                    if page.len() == self.paper.holds() {
                        write(&mut out, &mut page)?;
                    }
                    Ok(())
                })?;
                if !page.is_empty() {
                    write(&mut out, &mut page)?;
                }
                out.flush()?;
            }
        }
        if without > 0 {
            eprintln!(
                "{without} machines have no code in this file, because they were heard or owned: no label is made of them"
            );
        }
        Ok(())
    }

    fn out(&self) -> anyhow::Result<Box<dyn Write>> {
        Ok(match &self.output {
            Some(path) => {
                let file = File::create(path).with_context(|| path.display().to_string())?;
                Box::new(BufWriter::new(file))
            }
            None => Box::new(BufWriter::new(io::stdout())),
        })
    }
}

fn too_long(label: &Label) -> String {
    format!("{}: its address is too long for a QR code", label.serial)
}

/// A file of results, read line by line.
struct Results {
    name: String,
    reader: csv::Reader<File>,
    columns: [usize; 3],
}

impl Results {
    fn open(path: &Path) -> anyhow::Result<Self> {
        let name = path.display().to_string();
        let mut reader = csv::Reader::from_path(path).with_context(|| name.clone())?;
        let headers = reader.headers().with_context(|| name.clone())?.clone();
        let mut columns = [0; 3];
        for (column, wanted) in columns
            .iter_mut()
            .zip(["serial", "claim_code", "claim_url"])
        {
            let found = headers.iter().position(|it| it == wanted);
            let Some(found) = found else {
                bail!(
                    "{name}: there is no column `{wanted}`; name the file of results that `larder import devices` wrote"
                );
            };
            *column = found;
        }
        Ok(Self {
            name,
            reader,
            columns,
        })
    }

    /// Takes the label of each machine that has a code, and counts the others.
    fn each(
        &mut self,
        without: &mut usize,
        mut take: impl FnMut(Label) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        for record in self.reader.records() {
            let record = record.with_context(|| self.name.clone())?;
            let field = |n: usize| record.get(self.columns[n]).unwrap_or_default().to_owned();
            let label = Label {
                serial: field(0),
                claim_code: field(1),
                claim_url: field(2),
            };
            if label.claim_code.is_empty() || label.claim_url.is_empty() {
                *without += 1;
                continue;
            }
            let plain = |text: &str, others: &str| {
                text.chars()
                    .all(|it| it.is_ascii_alphanumeric() || others.contains(it))
            };
            if !plain(&label.serial, "") || !plain(&label.claim_code, "-") {
                let line = record.position().map_or(0, csv::Position::line);
                bail!(
                    "{}, line {line}: a serial has letters and digits alone, a code besides them `-`",
                    self.name
                );
            }
            take(label)?;
        }
        Ok(())
    }
}
