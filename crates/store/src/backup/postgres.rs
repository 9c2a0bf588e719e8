//! PostgreSQL: a text that begins with the migration, has each table as `COPY` writes it, parents first, and ends with a
//! hash of everything before.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, BufWriter, Write};
use std::path::Path;
use std::time::Duration;

use futures_util::TryStreamExt as _;
use sha2::{Digest as _, Sha256};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tempfile::NamedTempFile;

use super::{Error, NUMBERS, Progress, SIGN_OUT, Tell, known};
use crate::list::hex;
use crate::migrate;

/// How a backup begins.
pub(super) const BEGINS: &str = "larder backup 1 of PostgreSQL, migration ";
/// A line after the rows of a table. None of `COPY` is this one: it doubles a backslash.
const END_OF_ROWS: &[u8] = b"\\.\n";
const HASH: &str = "sha256 ";
/// What is sent to PostgreSQL at a time, about.
const CHUNK: usize = 1 << 16;

/// Between two looks at who is connected, and how many of them.
const LOOK: Duration = Duration::from_millis(100);
const LOOKS: usize = 20;

/// Larder's tables that there are, with their columns; one that is made of others is not copied.
const TABLES: &str = "
    SELECT CAST(c.relname AS TEXT), string_agg(CAST(a.attname AS TEXT), ', ' ORDER BY a.attnum)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        AND a.attgenerated = ''
    WHERE c.relkind = 'r' AND c.relnamespace = CAST(current_schema() AS TEXT)::regnamespace
        AND c.relname <> '_sqlx_migrations'
    GROUP BY c.relname ORDER BY c.relname";
/// A table that the database makes of another one by itself.
const MADE: &str = "device_serials";
/// Which table refers to which other one.
const PARENTS: &str = "
    SELECT CAST(child.relname AS TEXT), CAST(parent.relname AS TEXT)
    FROM pg_constraint k
    JOIN pg_class child ON child.oid = k.conrelid JOIN pg_class parent ON parent.oid = k.confrelid
    WHERE k.contype = 'f' AND k.conrelid <> k.confrelid
        AND k.connamespace = CAST(current_schema() AS TEXT)::regnamespace";

/// Writes, and hashes what is written.
struct Hashed<W> {
    to: W,
    hash: Sha256,
}

impl<W: Write> Hashed<W> {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hash.update(bytes);
        self.to.write_all(bytes)
    }
}

/// Writes a backup into a file that is called otherwise as long as it is not whole.
pub(super) async fn backup(
    url: &str,
    part: &NamedTempFile,
    file: &Path,
    tell: Tell<'_>,
) -> Result<(), Error> {
    let failed = |error| Error::File(file.to_owned(), error);
    let mut connection = PgConnection::connect(url).await?;
    let snapshot = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    let mut tx = connection.begin_with(snapshot).await?;
    let version: Option<i64> = sqlx::query_scalar("SELECT MAX(version) FROM _sqlx_migrations")
        .fetch_one(&mut *tx)
        .await?;
    let mut out = Hashed {
        to: BufWriter::new(part.as_file()),
        hash: Sha256::new(),
    };
    let begin = format!("{BEGINS}{}\n", version.unwrap_or(0));
    out.put(begin.as_bytes()).map_err(failed)?;
    for (table, columns) in parents_first(&mut tx).await? {
        let head = format!("table {table} ({columns})\n");
        out.put(head.as_bytes()).map_err(failed)?;
        let mut done = 0;
        let copy = format!("COPY {table} ({columns}) TO STDOUT");
        let mut rows = tx.copy_out_raw(&copy).await?;
        while let Some(chunk) = rows.try_next().await? {
            out.put(&chunk).map_err(failed)?;
            done += lines(&chunk);
            tell(Progress {
                what: &table,
                done,
                all: None,
            });
        }
        out.put(END_OF_ROWS).map_err(failed)?;
    }
    let end = format!("{HASH}{}\n", hex(&out.hash.finalize()));
    out.to
        .write_all(end.as_bytes())
        .and_then(|()| out.to.flush())
        .map_err(failed)
}

/// The tables that are copied, in an order in which their rows can be written again.
async fn parents_first(connection: &mut PgConnection) -> Result<Vec<(String, String)>, Error> {
    let mut left: Vec<(String, String)> =
        sqlx::query_as(TABLES).fetch_all(&mut *connection).await?;
    left.retain(|(table, _)| table != MADE);
    let parents: Vec<(String, String)> =
        sqlx::query_as(PARENTS).fetch_all(&mut *connection).await?;
    let (mut ordered, mut placed) = (Vec::new(), HashSet::new());
    while !left.is_empty() {
        let is_free = |(table, _): &(String, String)| {
            let mut of = parents.iter().filter(|(child, _)| child == table);
            of.all(|(_, parent)| placed.contains(parent))
        };
        let (free, rest): (Vec<_>, Vec<_>) = left.into_iter().partition(is_free);
        if free.is_empty() {
            // Tables that refer to each other in a circle, which no migration makes.
            return Err(Error::Foreign);
        }
        placed.extend(free.iter().map(|(table, _)| table.clone()));
        ordered.extend(free);
        left = rest;
    }
    Ok(ordered)
}

pub(super) async fn restore(
    url: &str,
    file: &Path,
    force: bool,
    tell: Tell<'_>,
) -> Result<(), Error> {
    let version = check(file)?;
    known(version)?;
    let mut connection = PgConnection::connect(url).await?;
    if !force {
        let others = others(&mut connection).await?;
        if others > 0 {
            return Err(Error::InUse(others));
        }
    }
    let mut tx = connection.begin().await?;
    empty(&mut tx).await?;
    migrate::POSTGRES.run_to(version, &mut *tx).await?;
    fill(&mut tx, file, tell).await?;
    migrate::POSTGRES.run(&mut *tx).await?;
    sqlx::query(
        "INSERT INTO pulses (id, at) VALUES (1, 0)
         ON CONFLICT (id) DO UPDATE SET at = 0, doubted_since = NULL",
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query(SIGN_OUT).execute(&mut *tx).await?;
    sqlx::query(NUMBERS[1]).execute(&mut *tx).await?;
    Ok(tx.commit().await?)
}

/// How many others are connected to the database, but for those that are just leaving.
async fn others(connection: &mut PgConnection) -> Result<i64, Error> {
    let sql = "SELECT COUNT(*) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'";
    let mut look = tokio::time::interval(LOOK);
    let mut others = 0;
    for _ in 0..LOOKS {
        look.tick().await;
        others = sqlx::query_scalar(sql).fetch_one(&mut *connection).await?;
        if others == 0 {
            break;
        }
    }
    Ok(others)
}

/// Drops Larder's tables, whichever migration they are of.
async fn empty(connection: &mut PgConnection) -> Result<(), Error> {
    let tables: Vec<(String, String)> = sqlx::query_as(TABLES).fetch_all(&mut *connection).await?;
    let is_ours: bool = sqlx::query_scalar("SELECT to_regclass('_sqlx_migrations') IS NOT NULL")
        .fetch_one(&mut *connection)
        .await?;
    if !is_ours && !tables.is_empty() {
        return Err(Error::Foreign);
    }
    for (table, _) in tables {
        let drop = format!("DROP TABLE \"{table}\" CASCADE");
        sqlx::query(AssertSqlSafe(drop))
            .execute(&mut *connection)
            .await?;
    }
    sqlx::query("DROP TABLE IF EXISTS _sqlx_migrations")
        .execute(connection)
        .await?;
    Ok(())
}

/// Reads a whole backup and says of which migration it is.
fn check(file: &Path) -> Result<i64, Error> {
    let failed = |error| Error::File(file.to_owned(), error);
    let damaged = |what: &str| Error::Damaged(file.to_owned(), what.to_owned());
    let mut text = BufReader::new(File::open(file).map_err(failed)?);
    let (mut hash, mut line, mut version) = (Sha256::new(), Vec::new(), None);
    loop {
        line.clear();
        if text.read_until(b'\n', &mut line).map_err(failed)? == 0 {
            return Err(damaged("its end is missing"));
        }
        if let Some(version) = version
            && line.starts_with(HASH.as_bytes())
            && text.fill_buf().map_err(failed)?.is_empty()
        {
            let expected = format!("{HASH}{}\n", hex(&hash.finalize()));
            return if line == expected.as_bytes() {
                Ok(version)
            } else {
                Err(damaged("it is not as it was made"))
            };
        }
        if version.is_none() {
            let begin = std::str::from_utf8(&line).ok();
            let number = begin.and_then(|it| it.trim_end().strip_prefix(BEGINS)?.parse().ok());
            version = Some(number.ok_or_else(|| damaged("its beginning cannot be read"))?);
        }
        hash.update(&line);
    }
}

/// Writes the rows of a backup that was looked at into empty tables.
async fn fill(connection: &mut PgConnection, file: &Path, tell: Tell<'_>) -> Result<(), Error> {
    let failed = |error| Error::File(file.to_owned(), error);
    let damaged = || Error::Damaged(file.to_owned(), "a table cannot be read".to_owned());
    let mut text = BufReader::new(File::open(file).map_err(failed)?);
    let mut line = Vec::new();
    text.read_until(b'\n', &mut line).map_err(failed)?;
    loop {
        line.clear();
        text.read_until(b'\n', &mut line).map_err(failed)?;
        if line.starts_with(HASH.as_bytes()) {
            return Ok(());
        }
        let head = std::str::from_utf8(&line).ok();
        let head = head.and_then(|it| it.trim_end().strip_prefix("table "));
        let head = head
            .filter(|it| it.chars().all(is_of_head))
            .ok_or_else(damaged)?;
        let table = head.split(' ').next().unwrap_or_default().to_owned();
        let mut rows = connection
            .copy_in_raw(&format!("COPY {head} FROM STDIN"))
            .await?;
        let (mut chunk, mut done) = (Vec::with_capacity(2 * CHUNK), 0);
        loop {
            let begin = chunk.len();
            if text.read_until(b'\n', &mut chunk).map_err(failed)? == 0 {
                return Err(damaged());
            }
            let is_end = &chunk[begin..] == END_OF_ROWS;
            chunk.truncate(if is_end { begin } else { chunk.len() });
            if is_end || chunk.len() >= CHUNK {
                done += lines(&chunk);
                rows.send(chunk.as_slice()).await?;
                chunk.clear();
                tell(Progress {
                    what: &table,
                    done,
                    all: None,
                });
            }
            if is_end {
                rows.finish().await?;
                break;
            }
        }
    }
}

/// Whether it may stand in the name of a table or in the list of its columns.
fn is_of_head(c: char) -> bool {
    matches!(c, 'a'..='z' | '0'..='9' | '_' | ' ' | ',' | '(' | ')')
}

fn lines(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(0)
}
