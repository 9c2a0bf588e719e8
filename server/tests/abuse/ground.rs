//! A database with very much in it, made by SQL: both databases understand the same, but for ids and bytes.

use std::time::Duration;

use domain::Time;
use domain::time::DAY;
use serde_json::Value;
use sqlx::{AssertSqlSafe, PgPool, SqlitePool};
use store::NewJob;

use crate::jobs::{JOBS, Kind};
use crate::table::World;
use crate::test_server::{TestServer, model};

/// Readings of one supply that are all the same: one a minute, for 390 days and more.
const READINGS: i64 = 576_000;
/// Reports of one id, each of another content.
const SAME: i64 = 100_000;
/// Other machines.
const FLEET: i64 = 3_000;
/// Machines of a model whose use is foretold, more than are looked at in one step.
const FORETOLD: i64 = 200;
/// Of whatever else grows.
const MANY: i64 = 3_000;
const DAYS: i64 = 390;
/// Events of the machine: more than are looked at for a page.
const EVENTS: i64 = 20_000;
/// Deliveries that are due.
const DUE: i64 = 20;

/// A server, and a way to its database past it.
pub struct Ground {
    pub server: TestServer,
    raw: Raw,
}

enum Raw {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// What the databases write in their own way.
struct Written {
    /// An id, in the order of a moment and a number.
    id: fn(&str, &str) -> String,
    /// The id that a text says.
    named: fn(&str) -> String,
    /// Sixteen bytes of a number.
    bytes: fn(&str) -> String,
}

const SQLITE: Written = Written {
    id: |at, n| format!("unhex(printf('%012x', {at}) || '70008' || printf('%015x', {n}))"),
    named: |id| format!("X'{}'", id.replace('-', "")),
    bytes: |n| format!("unhex(printf('%032x', {n}))"),
};
const POSTGRES: Written = Written {
    id: |at, n| {
        format!(
            "CAST(lpad(to_hex(CAST({at} AS BIGINT)), 12, '0') || '70008'
                || lpad(to_hex(CAST({n} AS BIGINT)), 15, '0') AS UUID)"
        )
    },
    named: |id| format!("CAST('{id}' AS UUID)"),
    bytes: |n| format!("decode(lpad(to_hex(CAST({n} AS BIGINT)), 32, '0'), 'hex')"),
};

impl Ground {
    pub async fn sqlite() -> Self {
        let server = TestServer::with_model().await;
        let pool = SqlitePool::connect(server.database.url()).await.unwrap();
        let raw = Raw::Sqlite(pool);
        Self { server, raw }
    }

    /// On PostgreSQL, which explains each statement to whoever asked.
    pub async fn postgres() -> Self {
        let url = cluster::Cluster::shared().unwrap().database().unwrap();
        let pool = PgPool::connect(&url).await.unwrap();
        let database = url.rsplit('/').next().unwrap();
        for setting in [
            "session_preload_libraries = 'auto_explain'",
            "auto_explain.log_min_duration = 0",
            "auto_explain.log_analyze = on",
            "auto_explain.log_timing = off",
            "auto_explain.log_format = json",
            "auto_explain.log_level = notice",
        ] {
            let sql = format!("ALTER DATABASE {database} SET {setting}");
            sqlx::query(AssertSqlSafe(sql))
                .execute(&pool)
                .await
                .unwrap();
        }
        let server = TestServer::with(|config| config.database_url = url.into()).await;
        server.put_model("BREW-2", &model()).await;
        let raw = Raw::Postgres(pool);
        Self { server, raw }
    }

    pub fn name(&self) -> &'static str {
        match self.raw {
            Raw::Sqlite(_) => "SQLite",
            Raw::Postgres(_) => "PostgreSQL",
        }
    }

    fn now(&self) -> i64 {
        self.server.clock.now().millis()
    }

    /// Runs statements on one connection.
    async fn run(&self, statements: &[String]) {
        match &self.raw {
            Raw::Sqlite(pool) => {
                let mut connection = pool.acquire().await.unwrap();
                for sql in statements {
                    let sql = sqlx::raw_sql(AssertSqlSafe(sql.clone()));
                    sql.execute(&mut *connection).await.unwrap();
                }
            }
            Raw::Postgres(pool) => {
                let mut connection = pool.acquire().await.unwrap();
                for sql in statements {
                    let sql = sqlx::raw_sql(AssertSqlSafe(sql.clone()));
                    sql.execute(&mut *connection).await.unwrap();
                }
            }
        }
    }

    /// Fills the machine of a world, its household and everything around them.
    pub async fn fill(&self, world: &World<'_>, noisy: &str) {
        let (begin, end, written) = match self.raw {
            Raw::Sqlite(_) => (
                "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; BEGIN",
                // No write that is measured moves what was filled in.
                "COMMIT; PRAGMA foreign_keys = ON; PRAGMA wal_checkpoint(TRUNCATE)",
                SQLITE,
            ),
            Raw::Postgres(_) => (
                "SET session_replication_role = replica; BEGIN",
                "COMMIT; SET session_replication_role = DEFAULT; ANALYZE",
                POSTGRES,
            ),
        };
        let now = self.now();
        let begun = now - DAYS * DAY;
        let named = |name: &str| (written.named)(&world.fill(name));
        let (device, pods, noisy) = (named("{device}"), named("{supply}"), (written.named)(noisy));
        let hook = named("{hook}");
        let id = written.id;
        let entries = |slot: &str, count: i64, kind: &str, amount: i64, same: bool| {
            let at = format!("{begun} + i * {}", DAYS * DAY / count);
            let key = if same { "'same'" } else { "'r' || i" };
            format!(
                "INSERT INTO journal (id, slot_id, device_id, accepted, at, received_at, kind,
                    amount, actor, key, content, effective, noop)
                 WITH RECURSIVE n (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < {count})
                 SELECT {}, {slot}, {device}, 1000 + i, {at}, {at}, '{kind}', {amount}, 'device',
                    {key}, {}, TRUE, {} FROM n",
                id(&at, "i"),
                (written.bytes)("i"),
                if same { "FALSE" } else { "TRUE" },
            )
        };
        let each = |count: i64| {
            format!(
                "WITH RECURSIVE n (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
            )
        };
        let days = |slots: &str, count: i64, used: i64| {
            format!(
                "INSERT INTO days (device_id, slot_id, day, used, shortfall, machine, spares, fallen, risen)
                 {} SELECT s.device_id, s.id, {now} / {DAY} - i, {used}, 0, 50000, 0, 0, 0
                 FROM n CROSS JOIN slots s WHERE {slots} ON CONFLICT DO NOTHING",
                each(count)
            )
        };
        let all = each(MANY);
        let statements = [
            begin.to_owned(),
            entries(&noisy, READINGS, "level", 50_000, false),
            entries(&pods, SAME, "used", 1, true),
            days(&format!("s.device_id = {device}"), DAYS, 256),
            format!(
                "UPDATE slots SET accepted = 1000000, folded_to = {now}, first_report = {begun},
                    machine = 50000, last_use = {now} - 60000, headroom_amount = NULL, headroom_until = NULL
                 WHERE device_id = {device}"
            ),
            // Other machines, some of them connected by somebody else.
            format!(
                "INSERT INTO households (id, created_at) SELECT {}, 0",
                id("0", "1")
            ),
            format!(
                "INSERT INTO accounts (id, household_id, role, issuer, subject, created_at)
                 SELECT {0}, {0}, 'owner', 'https://www.amazon.com', 'somebody', 0",
                id("0", "1")
            ),
            format!(
                "INSERT INTO devices (id, model, serial, token_hash, created_at, last_seen, deleting)
                 {} SELECT {}, 'BREW-2', 'F' || i, {}, {now}, {now}, FALSE FROM n",
                each(FLEET),
                id("1", "i"),
                (written.bytes)("i"),
            ),
            format!(
                "INSERT INTO slots (id, device_id, model, slot, spares, accepted, products, cooldown, folded_to)
                 {} SELECT {}, {}, 'BREW-2', 'pods', 0, 0, '[]',
                    '{{\"cancellations\":0,\"failures\":0,\"until\":null,\"restock\":false}}', 0 FROM n",
                each(FLEET),
                id("2", "i"),
                id("1", "i"),
            ),
            days(&format!("s.device_id < {}", id("2", "0")), 20, 2_000),
            // A model whose use is foretold: each machine has a household of its own, and a year of days.
            "INSERT INTO models (model, name, created_at) VALUES ('MILL', 'Mill', 0)".to_owned(),
            "INSERT INTO model_slots (model, slot, position, name, unit, capacity, starts_full, policy, products)
             VALUES ('MILL', 'beans', 0, 'Beans', 'g', 1000000, TRUE,
                '{\"kind\":\"forecast\",\"service_level\":0.95}', '[]')"
                .to_owned(),
            format!(
                "INSERT INTO households (id, created_at) {} SELECT {}, 0 FROM n",
                each(FORETOLD),
                id("10", "i"),
            ),
            format!(
                "INSERT INTO devices (id, model, serial, household_id, created_at, last_seen, deleting)
                 {} SELECT {}, 'MILL', 'M' || i, {}, {now}, {now}, FALSE FROM n",
                each(FORETOLD),
                id("11", "i"),
                id("10", "i"),
            ),
            format!(
                "INSERT INTO slots (id, device_id, model, slot, spares, accepted, first_report, products, cooldown, folded_to)
                 {} SELECT {}, {}, 'MILL', 'beans', 0, 0, {begun}, '[]',
                    '{{\"cancellations\":0,\"failures\":0,\"until\":null,\"restock\":false}}', 0 FROM n",
                each(FORETOLD),
                id("12", "i"),
                id("11", "i"),
            ),
            days("s.model = 'MILL'", DAYS, 20_000),
            format!(
                "INSERT INTO registrations (device_id, account_id, access_token, refresh_token,
                    access_expires_at, registered_at)
                 {} SELECT {}, {}, {bytes}, {bytes}, 0, 0 FROM n",
                each(300),
                id("1", "i"),
                id("0", "1"),
                bytes = (written.bytes)("i"),
            ),
            format!(
                "INSERT INTO orders (id, device_id, slot_id, state, live, requested_at, confirmed, adopted, late)
                 {all} SELECT {}, {}, {}, 'arrived', FALSE, i, TRUE, FALSE, FALSE FROM n",
                id("3", "i"),
                id("1", "i"),
                id("2", "i"),
            ),
            // What the machine and its household have had.
            format!(
                "INSERT INTO orders (id, device_id, slot_id, state, live, requested_at, confirmed, adopted, late)
                 {all} SELECT {}, {device}, {pods}, 'arrived', FALSE, i, TRUE, FALSE, FALSE FROM n",
                id("4", "i"),
            ),
            format!(
                "INSERT INTO decisions (id, device_id, slot_id, decision)
                 {all} SELECT {}, s.device_id, s.id, s.decision FROM n CROSS JOIN slots s WHERE s.id = {pods}",
                id("5", "i"),
            ),
            format!(
                "INSERT INTO alerts (id, device_id, slot_id, kind, since, ended_at)
                 {all} SELECT {}, {device}, {pods}, 'low', i, i FROM n",
                id("6", "i"),
            ),
            format!(
                "INSERT INTO events (device_id, position, number, type, at, serial, slot, data)
                 {} SELECT {device}, i, i, 'slot.low', {now} - i, 'K1', 'pods', '{{}}' FROM n",
                each(EVENTS),
            ),
            // Of long ago, and of others.
            format!(
                "INSERT INTO events (device_id, position, number, type, at, serial, data)
                 {all} SELECT {}, 0, {EVENTS} + i, 'device.created', i, 'F' || i, '{{}}' FROM n",
                id("1", "i"),
            ),
            format!(
                "INSERT INTO audit (id, at, actor, actor_id, action, object, request_id)
                 {all} SELECT {}, i, 'customer', a.id, 'device.rename', 'device', 'r' FROM n
                 CROSS JOIN accounts a WHERE a.subject <> 'somebody'",
                id("7", "i"),
            ),
            format!(
                "INSERT INTO notifications (topic, message_id, kind, serial, time, received_at, applied, body)
                 {} SELECT 't', 'm' || i, 'order_placed', 'F' || (i % 3000), i, {now} - i, TRUE, '' FROM n",
                each(20_000)
            ),
            // An endpoint to which much was sent, for which much waits, and a little is due.
            format!(
                "INSERT INTO webhook_deliveries (id, webhook_id, device_id, number, type, created_at,
                    in_order, is_waiting, due_at)
                 {all} SELECT {}, {hook}, {}, {EVENTS} + i, 'device.created', {now}, TRUE, TRUE,
                    CASE WHEN i <= {DUE} THEN {now} ELSE {now} + {DAY} + i END FROM n",
                id("21", "i"),
                id("1", "i"),
            ),
            format!(
                "INSERT INTO webhook_deliveries (id, webhook_id, device_id, number, type, created_at,
                    in_order, is_waiting, due_at)
                 {all} SELECT {}, {hook}, {device}, i, 'slot.low', {now}, TRUE, TRUE,
                    CASE WHEN i = 1 THEN {now} + {DAY} END FROM n",
                id("22", "i"),
            ),
            format!(
                "INSERT INTO webhook_deliveries (id, webhook_id, device_id, number, type, created_at,
                    in_order, is_waiting)
                 {all} SELECT {}, {hook}, {device}, i, 'slot.low', {now}, TRUE, FALSE FROM n",
                id("23", "i"),
            ),
            format!(
                "INSERT INTO attempts (id, subject, at) {all} SELECT {}, 'claim:' || i, i FROM n",
                id("8", "i"),
            ),
            format!(
                "INSERT INTO sessions (id_hash, data, expires_at) {all} SELECT {bytes}, {bytes}, i FROM n",
                bytes = (written.bytes)("i"),
            ),
            format!(
                "INSERT INTO jobs (id, key, payload, run_at, revision, attempts)
                 {all} SELECT {}, 'daily:' || i, '{{}}', {now} + {DAY} + i, 0, 0 FROM n",
                id("9", "i"),
            ),
            end.to_owned(),
        ];
        self.run(&statements).await;
    }

    /// One report of long ago.
    pub fn late_report(&self) -> String {
        let at = Time::from_millis(self.now() - DAYS * DAY + DAY / 2);
        format!(r#"{{"reports":[{{"id":"late","slot":"pods","used":"1","at":"{at}"}}]}}"#)
    }

    /// Leaves one job to be done, of what a world has.
    pub async fn only(&self, job: &Kind, world: &World<'_>) {
        self.server.settle().await;
        let payload = world.fill(job.payload);
        let mut names = Vec::new();
        for (name, sql) in [
            ("{parcel}", "SELECT CAST(id AS TEXT) FROM parcels LIMIT 1"),
            (
                "{noisy}",
                "SELECT CAST(slot_id AS TEXT) FROM journal WHERE kind = 'level' LIMIT 1",
            ),
        ] {
            if payload.contains(name) {
                names.push((name, self.id(sql).await));
            }
        }
        let payload = names
            .into_iter()
            .fold(payload, |text, (name, id)| text.replace(name, &id));
        let payload: Value = serde_json::from_str(&payload).unwrap();
        let app = &self.server.application;
        let mut tx = app.store().write().await.unwrap();
        let place = JOBS.iter().position(|it| it.payload == job.payload);
        let new = NewJob {
            id: uuid::Uuid::from_u128(place.unwrap() as u128).into(),
            key: format!("{}:{}", job.name, place.unwrap()),
            payload,
            run_at: app.now(),
        };
        tx.job_put(&new).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn id(&self, sql: &str) -> String {
        match &self.raw {
            Raw::Sqlite(pool) => {
                let sql = AssertSqlSafe(
                    sql.replace("CAST(id AS TEXT)", "id")
                        .replace("CAST(slot_id AS TEXT)", "slot_id"),
                );
                let id: uuid::Uuid = sqlx::query_scalar(sql).fetch_one(pool).await.unwrap();
                id.to_string()
            }
            Raw::Postgres(pool) => {
                let sql = AssertSqlSafe(sql.to_owned());
                sqlx::query_scalar(sql).fetch_one(pool).await.unwrap()
            }
        }
    }

    /// Waits until nobody is in a transaction.
    pub async fn is_idle(&self) {
        let Raw::Postgres(pool) = &self.raw else {
            return;
        };
        const SQL: &str = "
            SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()
                AND pid <> pg_backend_pid() AND xact_start IS NOT NULL";
        let idle = async {
            while sqlx::query_scalar::<_, i64>(SQL)
                .fetch_one(pool)
                .await
                .unwrap()
                > 0
            {}
        };
        let waited = tokio::time::timeout(Duration::from_secs(10), idle).await;
        waited.expect("a transaction is held open");
    }
}
