//! What a report costs after four years, whatever other machines have: statements of a batch read its
//! own devices, slots, days, orders, alerts and report ids by their indexes, on both databases.

use serde_json::json;
use sqlx::{AssertSqlSafe, SqlitePool};
use uuid::Uuid;

use super::{
    Bounded, DAYS as ALL_DAYS, POSTGRES, SQLITE, TODAY, WINDOW, Written, explained, id, lived_in,
    planned, read_no_more, with_values,
};
use crate::usage::sql;
use crate::{Store, alert, order, parcel, trigger, write_set};

/// Rows that a statement of one report may read: its device or slot with its model's, and the orders
/// that a use may confirm.
const FEW: i64 = 16;
/// Orders of a slot that can matter to it.
const ORDERS: i64 = 5;
/// Days of a short window.
const SHORT: i64 = 10;

/// So many other machines that going through all of them would show.
const NEIGHBOURS: [&str; 2] = [
    "INSERT INTO devices (id, model, serial, token_hash, created_at, deleting)
     SELECT gen_random_uuid(), 'M', 'N' || n, decode(md5(n::TEXT), 'hex'), 0, FALSE
     FROM generate_series(1, 5000) n",
    "INSERT INTO slots (id, device_id, model, slot, spares, accepted, products, cooldown)
     SELECT gen_random_uuid(), id, 'M', 'pods', 0, 0, '[]', '{}' FROM devices
     WHERE serial LIKE 'N%'",
];

/// Whose the report is: the first machine, with four years of journal.
fn machine() -> Uuid {
    id(1)
}

/// Machines of one batch: each has one slot of its own id.
fn machines() -> [Uuid; 3] {
    [1, 2, 3].map(id)
}

/// What a batch reads of some machines, and the rows that each statement may read.
fn reads(written: Written) -> Vec<Bounded> {
    let (number, ids, place) = (written.number, written.ids, written.place);
    let machines = machines();
    let many = i64::try_from(machines.len()).unwrap();
    let since = |day| (written.days)(&machines.map(|slot| (slot, day)));
    let used = [vec![number(TODAY)], since(TODAY - SHORT + 1)].concat();
    // The newest orders of each.
    let newest = (0..ORDERS).map(|n| ALL_DAYS - 1 - n * 21);
    let newest = newest.map(|day| day / 21 * 21);
    let newest = newest.flat_map(|day| [1, 2, 3].map(|n| id(n * 10_000 + day)));
    let newest: Vec<_> = newest.collect();
    vec![
        (sql::USED[place], used, many * SHORT),
        (
            sql::DAYS[place],
            since(TODAY - WINDOW + 1),
            many * (WINDOW + 2),
        ),
        (
            order::ORDERS_OF_SLOTS[place],
            [(written.slots)(&machines), vec![number(ORDERS)]].concat(),
            many * ORDERS,
        ),
        (
            parcel::OF_ORDERS[place],
            vec![ids(&newest)],
            2 * many * ORDERS,
        ),
        (alert::ALERTS_OPEN[place], vec![ids(&machines)], many),
    ]
}

/// What a transaction writes with a statement of each table's own, and the rows that it may read.
fn writes(written: Written) -> Vec<Bounded> {
    let (ids, place) = (written.ids, written.place);
    let text = |uuid: Uuid| uuid.simple().to_string();
    let rows = |rows: serde_json::Value| match place {
        0 => format!("'{rows}'"),
        _ => format!("'{rows}'::JSONB"),
    };
    // The live order of a machine ends, and another one begins.
    let last = ALL_DAYS - 1;
    let live = 10_000 + last / 21 * 21;
    let (new, slot) = (text(id(999_999)), text(id(1)));
    let order = |it, is_live| {
        json!({
            "id": it, "device_id": slot, "slot_id": slot, "state": "placed", "live": is_live, "requested_at": 1,
            "confirmed": false, "adopted": false, "late": false,
        })
    };
    let orders = json!([order(&new, true), order(&text(id(live)), false)]);
    let parcel = |it| {
        let order = text(id(live));
        json!({
            "id": it, "order_id": order, "device_id": slot, "slot_id": slot, "quantity": 1, "estimate": 1,
        })
    };
    let parcels = json!([parcel(&new), parcel(&text(id(2 * live)))]);
    let alerts = json!([{"id": new, "device_id": slot, "kind": "silent", "since": 1}]);
    let ended = vec![ids(&[id(live)]), (written.number)(1)];
    let [devices, slots] = crate::slot::UNSETTLE;
    vec![
        (order::PUT[place], vec![rows(orders)], FEW),
        (parcel::PUT[place], vec![rows(parcels)], FEW),
        (alert::PUT[place], vec![rows(alerts)], FEW),
        (alert::END[place], ended, 1),
        // Those that it answers are counted twice.
        (devices[place], vec![ids(&machines())], 6),
        (slots[place], vec![ids(&machines())], 6),
    ]
}

/// The values of the statement that writes every day: an entry with its day, a step of one slot, the whole of another, a
/// decision with its order, and a job.
fn every_day() -> Vec<String> {
    let some = |value: &str, kind: &str| format!("'{{{value}}}'::{kind}[]");
    let numbers = |count| vec![some("1", "BIGINT"); count];
    let ids = |uuid: Uuid| (POSTGRES.ids)(&[uuid]);
    let [text, json] = [some("x", "TEXT"), some("\"{}\"", "JSONB")];
    let [one, two] = [id(1), id(2)].map(ids);
    let taken = [
        vec!["1::BIGINT".to_owned()],
        vec![
            one.clone(),
            some("0", "BIGINT"),
            "FALSE::BOOLEAN".to_owned(),
        ],
        vec![ids(id(999_999)), one.clone(), one.clone()],
        vec![some("999999", "BIGINT"), some("1", "BIGINT")],
        vec![
            some("used", "TEXT"),
            some("1", "BIGINT"),
            some("device", "TEXT"),
        ],
        vec![text.clone(), some("\"\\\\x01\"", "BYTEA")],
        vec![
            some("NULL", "UUID"),
            some("t", "BOOLEAN"),
            some("f", "BOOLEAN"),
        ],
        [
            vec![one.clone(), some(&TODAY.to_string(), "BIGINT")],
            numbers(7),
            vec![json.clone()],
        ]
        .concat(),
        [
            vec![one.clone()],
            numbers(7),
            vec![json.clone()],
            numbers(1),
        ]
        .concat(),
        [
            vec![two.clone()],
            numbers(7),
            vec![json.clone()],
            numbers(1),
        ]
        .concat(),
        vec![some("t", "BOOLEAN"), json.clone(), some("1", "BIGINT")],
        vec![json.clone(), json.clone()],
        [numbers(2), vec![json.clone()]].concat(),
        vec![one.clone(), two.clone(), ids(id(20_000)), json.clone()],
        vec![one.clone(), text, json.clone(), some("1", "BIGINT")],
        vec![json],
        vec![one.clone(), two],
    ];
    taken.concat()
}

#[tokio::test]
async fn a_report_reads_its_own_rows_on_postgresql() {
    let url = cluster::Cluster::shared().unwrap().database().unwrap();
    let store = Store::open(&url).await.unwrap();
    let ids = (POSTGRES.ids)(&[machine()]);
    let [text, hash] = ["'{x}'::TEXT[]", "'{\"\\\\x01\"}'::BYTEA[]"].map(str::to_owned);
    let tokens = vec![hash.clone(), ids.clone()];
    let mut statements = vec![
        (sql::LOCK, tokens.clone(), FEW),
        (sql::JOINED[1], tokens, FEW),
        (sql::SLOTS[1], vec![ids.clone()], FEW),
        (sql::KNOWN[1], vec![ids, text, hash], FEW),
        (write_set::sql::POSTGRES, every_day(), FEW),
    ];
    statements.extend(reads(POSTGRES));
    statements.extend(writes(POSTGRES));
    let mut connection = planned(&url, &statements).await;
    lived_in(&store).await;
    for sql in NEIGHBOURS {
        sqlx::query(sql).execute(&mut connection).await.unwrap();
    }
    read_no_more(&mut connection, &statements).await;
    store.close().await;
}

#[tokio::test]
async fn a_report_reads_its_own_rows_on_sqlite() {
    let directory = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/larder.db", directory.path().display());
    let store = Store::open(&url).await.unwrap();
    lived_in(&store).await;
    let pool = SqlitePool::connect(&url).await.unwrap();
    let rows = format!("'[\"{}\"]'", machine().simple());
    let asked = [sql::JOINED[0], sql::SLOTS[0], sql::KNOWN[0]];
    let asked = asked.map(|sql| with_values(sql, &vec![rows.clone(); 4]));
    let many = [reads(SQLITE), writes(SQLITE)].concat();
    let many = many.iter().map(|(sql, values, _)| with_values(sql, values));
    let asked: Vec<_> = asked.into_iter().chain(many).collect();
    for sql in asked.iter().chain(&triggered(&rows)) {
        let plan = explained(&pool, sql).await;
        assert!(!plan.is_empty(), "{sql}");
        // Only the rows that were handed in, and what they select, are gone through.
        for step in &plan {
            let ours = step.contains("VIRTUAL TABLE") || step == "SCAN n";
            assert!(!step.starts_with("SCAN") || ours, "{sql} {plan:#?}");
        }
        // Only what is answered is put in an order: the newest orders are found by an index.
        let sorted = plan.iter().filter(|step| step.contains("TEMP B-TREE"));
        assert!(sorted.count() < 2, "{sql} {plan:#?}");
    }
    let indexes = [
        "orders_one_live (slot_id=?)",
        "orders_one_live (slot_id=?)",
        "journal_once (device_id=? AND key=? AND",
        "days_1 (device_id=? AND slot_id=? AND day>? AND day<?)",
        "days_1 (device_id=? AND slot_id=? AND day>?)",
        "orders_slot (device_id=? AND slot_id=?)",
        "parcels_order (order_id=?)",
        "alerts_open_once (device_id=?)",
    ];
    for (sql, index) in asked.iter().zip(indexes) {
        let plan = explained(&pool, sql).await;
        let is_found = plan.iter().any(|step| step.contains(index));
        assert!(is_found, "{sql} {plan:#?}");
    }
    for (sql, values, most) in reads(SQLITE) {
        let sql = AssertSqlSafe(with_values(sql, &values));
        let rows = sqlx::query(sql).fetch_all(&pool).await.unwrap();
        let most = usize::try_from(most).unwrap();
        assert!(!rows.is_empty() && rows.len() <= most, "{}", rows.len());
    }
    store.close().await;
}

/// The statements of the trigger that writes on SQLite, each as it would be by itself.
fn triggered(rows: &str) -> Vec<String> {
    let body = trigger::SQLITE.split_once("BEGIN").unwrap().1;
    let statements = body.strip_suffix("END").unwrap().split_terminator(';');
    let statements = statements.map(|sql| {
        let words = sql.split("NEW.").enumerate();
        let words = words.map(|(n, text)| match n {
            0 => text,
            _ => text.trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '_'),
        });
        let sql: Vec<_> = words.collect();
        sql.join(rows).replace("RAISE(ABORT, ", "COALESCE(1, ")
    });
    let statements: Vec<_> = statements.filter(|sql| !sql.trim().is_empty()).collect();
    assert_eq!(statements.len(), 9);
    statements
}
