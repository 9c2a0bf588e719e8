//! What was kept before a migration that rewrites a table is there after it.

#![cfg(test)]

use domain::alert::AlertKind;
use domain::day::SlotDay;
use domain::evidence::Evidence;
use domain::{DecisionId, DeviceId, EntryId, OrderId, Parcel, Quantity, SlotId, SlotKey};
use sqlx::{PgPool, SqlitePool};
use store::{Store, Tx};
use uuid::Uuid;

/// The first migration that rewrites a table: the journal.
const JOURNAL: i64 = 12;
/// A machine whose journal has a report, its undo, and the delivery of a parcel, with a day, a decision and an alert; and
/// two owners of a household, as they were before it.
const BEFORE: [(&str, &[u128]); 15] = [
    ("INSERT INTO models VALUES ('M', 'M', 0)", &[]),
    (
        "INSERT INTO model_slots (model, slot, position, name, unit, capacity, starts_full, policy, products)
         VALUES ('M', 'pods', 0, 'Pods', 'count', 1, TRUE, '{}', '[]')",
        &[],
    ),
    (
        "INSERT INTO devices (id, model, serial, created_at, deleting) VALUES ($1, 'M', 'K1', 0, FALSE)",
        &[1],
    ),
    (
        "INSERT INTO slots (id, device_id, model, slot, spares, accepted, products, hold)
         VALUES ($1, $2, 'M', 'pods', 0, 3, '[]', '{}')",
        &[2, 1],
    ),
    (
        "INSERT INTO orders (id, slot_id, state, live, requested_at, confirmed, adopted, late)
         VALUES ($1, $2, 'arrived', FALSE, 0, TRUE, FALSE, FALSE)",
        &[3, 2],
    ),
    (
        "INSERT INTO journal (id, slot_id, device_id, accepted, at, received_at, kind, amount, actor, key, content, effective)
         VALUES ($1, $2, $3, 1, 5, 6, 'used', 7, 'device', 'r1',
         '00112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef', TRUE)",
        &[11, 2, 1],
    ),
    (
        "INSERT INTO journal (id, slot_id, device_id, accepted, at, received_at, kind, amount, actor, undoes, effective)
         VALUES ($1, $2, $3, 2, 5, 8, 'undo', 0, 'customer', $4, TRUE)",
        &[12, 2, 1, 11],
    ),
    (
        "INSERT INTO journal (id, slot_id, device_id, accepted, at, received_at, kind, amount, actor, key, content, effective)
         VALUES ($1, $2, $3, 3, 9, 9, 'delivery', 36, 'larder', 'parcel:4', '2', TRUE)",
        &[13, 2, 1],
    ),
    (
        "INSERT INTO parcels (id, order_id, slot_id, quantity, estimate, counted) VALUES ($1, $2, $3, 36, 9, $4)",
        &[4, 3, 2, 13],
    ),
    (
        "INSERT INTO days (slot_id, day, used, shortfall, machine, spares, total, fallen, risen)
         VALUES ($1, 20, 1, 2, 3, 4, 5, 6, 7)",
        &[2],
    ),
    (
        "INSERT INTO decisions (id, slot_id, order_id, decision) VALUES ($1, $2, $3,
         '{\"at\":\"2026-11-22T10:00:00Z\",\"outcome\":\"order\",\"policy\":{\"kind\":\"burn_rate\"}}')",
        &[9, 2, 3],
    ),
    (
        "INSERT INTO alerts (id, device_id, slot_id, signal, since, ended_at) VALUES ($1, $2, $3, 'low', 5, 6)",
        &[5, 1, 2],
    ),
    ("INSERT INTO households (id, created_at) VALUES ($1, 0)", &[6]),
    (
        "INSERT INTO accounts (id, household_id, role, amazon_user_id, created_at) VALUES ($1, $2, 'owner', 'b', 2)",
        &[7, 6],
    ),
    (
        "INSERT INTO accounts (id, household_id, role, amazon_user_id, created_at) VALUES ($1, $2, 'owner', 'a', 1)",
        &[8, 6],
    ),
];

/// A pool of a database as it was before the journal was rewritten.
macro_rules! before {
    ($pool:ty, $url:expr, $folder:literal, $code:literal) => {{
        let pool = <$pool>::connect($url).await.unwrap();
        let mut migrator = sqlx::migrate!($folder);
        let migrations = migrator.migrations.to_mut();
        migrations.retain(|it| it.version < JOURNAL);
        migrator.run(&pool).await.unwrap();
        for (sql, ids) in BEFORE {
            let mut query = sqlx::query(sql);
            for id in ids {
                query = query.bind(Uuid::from_u128(*id));
            }
            query.execute(&pool).await.unwrap();
        }
        let invite = concat!(
            "INSERT INTO invites (code_hash, household_id, role, expires_at) VALUES (",
            $code,
            ", $1, 'member', 9)"
        );
        let invite = sqlx::query(invite).bind(Uuid::from_u128(6));
        invite.execute(&pool).await.unwrap();
        pool
    }};
}

/// What grows with a slot is found by its device.
async fn of_the_device(tx: &mut Tx, parcel: Parcel) {
    let device = DeviceId(Uuid::from_u128(1));
    let key = SlotKey {
        device,
        slot: SlotId(Uuid::from_u128(2)),
    };
    let q = Quantity;
    let day = SlotDay {
        day: 20,
        used: q(1),
        shortfall: q(2),
        machine: Some(q(3)),
        spares: q(4),
        total: Some(q(5)),
        fallen: q(6),
        risen: q(7),
        evidence: Evidence::default(),
    };
    assert_eq!(tx.days(key).await.unwrap(), [day]);
    let orders = tx.orders_of_slots(&[key], 9).await.unwrap();
    assert_eq!(orders[0].id, parcel.order_id);
    let decisions = tx.decisions_of_device(device, 9, None).await.unwrap();
    assert_eq!(decisions[0].id, DecisionId(Uuid::from_u128(9)));
    let of = [parcel.device_id, orders[0].device_id];
    assert_eq!((of, decisions.len()), ([device; 2], 1));
}

#[tokio::test]
async fn a_journal_is_rewritten_whole() {
    let directory = tempfile::tempdir().unwrap();
    let sqlite = format!("sqlite://{}/larder.db?mode=rwc", directory.path().display());
    let pool = before!(
        SqlitePool,
        &sqlite,
        "../../migrations/sqlite",
        "CAST('code' AS BLOB)"
    );
    let postgres = cluster::Cluster::shared().unwrap().database().unwrap();
    before!(
        PgPool,
        &postgres,
        "../../migrations/postgres",
        "CAST('code' AS BYTEA)"
    );

    for url in [&sqlite, &postgres] {
        let store = Store::open(url).await.unwrap();
        let mut tx = store.write().await.unwrap();
        let entries = tx.entries(SlotId(Uuid::from_u128(2))).await.unwrap();
        let all: Vec<_> = entries
            .iter()
            .map(|it| {
                (
                    it.id.0.as_u128(),
                    it.accepted,
                    it.at.millis(),
                    it.amount.0,
                    it.key.as_deref(),
                )
            })
            .collect();
        let expected = [
            (11, 1, 5, 7, Some("r1")),
            (12, 2, 5, 0, None),
            (13, 3, 9, 36, Some("parcel:4")),
        ];
        assert_eq!(all, expected);
        let half: Vec<u8> = (0..16).map(|n| n * 0x11).collect();
        let contents: Vec<_> = entries.iter().map(|it| it.content.clone()).collect();
        assert_eq!(contents, [Some(half), None, Some(b"2".to_vec())]);
        let undo = tx
            .entry_undoing(EntryId(Uuid::from_u128(11)))
            .await
            .unwrap();
        assert_eq!(undo.as_ref(), entries.get(1));
        let parcels = tx
            .parcels_of_orders(&[OrderId(Uuid::from_u128(3))])
            .await
            .unwrap();
        assert_eq!(parcels[0].counted, Some(entries[2].id));
        of_the_device(&mut tx, parcels[0]).await;
        let alerts = tx
            .alerts_of_device(DeviceId(Uuid::from_u128(1)), 10, None)
            .await;
        let alert = alerts.unwrap().remove(0);
        assert_eq!((alert.kind, alert.since.millis()), (AlertKind::Low, 5));
        assert_eq!(alert.slot_id, Some(SlotId(Uuid::from_u128(2))));
        // Nobody is known to have made it: it counts as the oldest owner's.
        let invite = tx.invite(b"code").await.unwrap().unwrap();
        assert_eq!(invite.account_id.0, Uuid::from_u128(8));
    }
    let dangling: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM pragma_foreign_key_check")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(dangling, 0);
}
