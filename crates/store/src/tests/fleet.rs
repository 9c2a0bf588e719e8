//! What is asked of a whole fleet finds its rows by an index, on both databases.

use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqlitePool};

use super::explained;
use crate::Store;
use crate::device::{OF_FIRMWARE, TOKENS_TAKEN};
use crate::made::REMADE;
use crate::tx::PLANNING;

#[tokio::test]
async fn the_fleet_is_read_by_its_indexes_on_sqlite() {
    let directory = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/larder.db", directory.path().display());
    let store = Store::open(&url).await.unwrap();
    let pool = SqlitePool::connect(&url).await.unwrap();
    for sql in [OF_FIRMWARE, TOKENS_TAKEN[0], REMADE[0]] {
        let plan = explained(&pool, sql).await;
        for step in &plan {
            let is_ours = step.contains("VIRTUAL TABLE");
            let is_whole = step.starts_with("SCAN") && !is_ours || step.contains("TEMP B-TREE");
            assert!(!is_whole, "{sql}: {plan:#?}");
        }
    }
    store.close().await;
}

#[tokio::test]
async fn the_fleet_is_read_by_its_indexes_on_postgresql() {
    let url = cluster::Cluster::shared().unwrap().database().unwrap();
    let store = Store::open(&url).await.unwrap();
    let mut connection = PgConnection::connect(&url).await.unwrap();
    for (name, value) in PLANNING {
        let set = format!("SET {name} = {value}");
        sqlx::query(AssertSqlSafe(set))
            .execute(&mut connection)
            .await
            .unwrap();
    }
    for (n, (sql, types, values)) in [
        (
            OF_FIRMWARE,
            "text, uuid, bigint",
            "'1', '00000000-0000-0000-0000-000000000000', 5",
        ),
        (TOKENS_TAKEN[1], "bytea[]", "'{}'"),
        (REMADE[1], "uuid[], bytea[]", "'{}', '{}'"),
    ]
    .into_iter()
    .enumerate()
    {
        let prepare = format!("PREPARE asked_{n} ({types}) AS {sql}");
        sqlx::raw_sql(AssertSqlSafe(prepare))
            .execute(&mut connection)
            .await
            .unwrap();
        let explain = format!("EXPLAIN EXECUTE asked_{n} ({values})");
        let plan: Vec<String> = sqlx::query_scalar(AssertSqlSafe(explain))
            .fetch_all(&mut connection)
            .await
            .unwrap();
        let plan = plan.join("\n");
        assert!(!plan.contains("Seq Scan"), "{sql}: {plan}");
    }
    store.close().await;
}
