//! What SQLite does without Larder, for the program `bench`: one process that inserts reports, updates their slot and
//! commits, with our schema and durability, prepared statements and no foreign keys. Prints transactions a second and
//! the median time of one.
//!
//! `baseline FILE ROWS SECONDS SLOTS`: ROWS reports of one slot in each transaction.

#![expect(clippy::print_stdout, reason = "what it measured is its output")]

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _};
use store::Store;
use uuid::Uuid;

const MODEL: &str = "INSERT INTO models (model, name, created_at) VALUES ('BENCH', 'Bench', 0)";
const SLOT: &str = "
    INSERT INTO slots (id, device_id, model, slot, machine, spares, accepted, products, cooldown)
    VALUES ($1, $1, 'BENCH', 'pods', 1000000000000, 0, 0, '[]', '{}')";
const INSERT: &str = "
    INSERT INTO journal (id, slot_id, device_id, accepted, at, received_at, kind, amount, actor, key, content, effective)
    VALUES ($1, $2, $2, $3, $4, $4, 'used', 1000, 'device', $5, $6, TRUE)";
const UPDATE: &str = "
    UPDATE slots SET machine = machine - $2, accepted = accepted + $3, last_use = $4 WHERE id = $1";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, rows, seconds, slots] = &arguments[..] else {
        return Err("baseline FILE ROWS SECONDS SLOTS".into());
    };
    let (rows, slots): (u32, u32) = (rows.parse()?, slots.parse()?);
    let is_new = !Path::new(file).exists();
    Store::open(&format!("sqlite://{file}"))
        .await?
        .close()
        .await;
    let mut connection = SqliteConnectOptions::new()
        .filename(file)
        .foreign_keys(false)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .connect()
        .await?;
    if is_new {
        fill(&mut connection, slots).await?;
    }
    let (started, limit) = (Instant::now(), Duration::from_secs(seconds.parse()?));
    let mut times = Vec::new();
    // Another one in each run of this program, or reports would be there already.
    let first: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM journal")
        .fetch_one(&mut connection)
        .await?;
    while started.elapsed() < limit {
        let begun = Instant::now();
        let number = first + i64::try_from(times.len())? * i64::from(rows);
        take(&mut connection, number, rows, slots).await?;
        times.push(begun.elapsed());
    }
    let per_second = times.len() as f64 / started.elapsed().as_secs_f64();
    times.sort();
    let p50 = times[times.len() / 2].as_secs_f64() * 1e3;
    println!("{{\"per_second\":{per_second},\"p50\":{p50}}}");
    Ok(())
}

async fn fill(connection: &mut SqliteConnection, slots: u32) -> Result<(), sqlx::Error> {
    let mut tx = connection.begin().await?;
    sqlx::query(MODEL).execute(&mut *tx).await?;
    for slot in 0..slots {
        let id = Uuid::from_u128(slot.into());
        sqlx::query(SLOT).bind(id).execute(&mut *tx).await?;
    }
    tx.commit().await
}

/// One transaction: reports `number` and on, of a slot that jumps about.
async fn take(
    connection: &mut SqliteConnection,
    number: i64,
    rows: u32,
    slots: u32,
) -> Result<(), sqlx::Error> {
    let at = 1_700_000_000_000 + number;
    let jump = number.unsigned_abs().wrapping_mul(2_654_435_761) % u64::from(slots);
    let slot = Uuid::from_u128(jump.into());
    let mut tx = connection.begin_with("BEGIN IMMEDIATE").await?;
    for row in 0..rows {
        let number = number + i64::from(row);
        // Ordered, as ours are.
        let id = Uuid::from_u64_pair(
            u64::try_from(at).unwrap_or_default() << 16,
            number.unsigned_abs(),
        );
        sqlx::query(INSERT)
            .bind(id)
            .bind(slot)
            .bind(number)
            .bind(at)
            .bind(format!("bench-{number}"))
            .bind(number.to_be_bytes().repeat(2))
            .execute(&mut *tx)
            .await?;
    }
    sqlx::query(UPDATE)
        .bind(slot)
        .bind(i64::from(rows) * 1_000)
        .bind(i64::from(rows))
        .bind(at)
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}
