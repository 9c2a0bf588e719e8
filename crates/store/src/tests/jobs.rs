//! What claiming reads: as many jobs as it claims, however many there are and however many are of the other lane.

use domain::time::SECOND;
use domain::{JobId, Time};
use serde_json::json;
use sqlx::{AssertSqlSafe, Row as _, SqlitePool};

use super::{Bounded, POSTGRES, SQLITE, Written, id, planned, read_no_more, with_values};
use crate::job::sql::CLAIM;
use crate::{NewJob, Store};

const JOBS: i64 = 5_000;
const CLAIMED: i64 = 50;

/// As many statuses as other jobs, all of them due; those of a lane before have been claimed.
async fn backlog(store: &Store) {
    let mut tx = store.write().await.unwrap();
    for n in 0..JOBS {
        for (kind, m) in [("slot_status", 2 * n), ("parcel", 2 * n + 1)] {
            let new = NewJob {
                id: JobId(id(m)),
                key: format!("{kind}:{n}"),
                payload: json!({}),
                run_at: Time::from_millis(n),
            };
            tx.job_put(&new).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
}

fn claims(written: Written, n: usize) -> Vec<Bounded> {
    let claim = |lane| {
        let values = [JOBS, 0, 30 * SECOND, lane, CLAIMED];
        let values = values.map(written.number).to_vec();
        // They are found, found once more, and written.
        (CLAIM[n], values, 3 * CLAIMED)
    };
    vec![claim(0), claim(1)]
}

#[tokio::test]
async fn claiming_reads_what_it_claims_on_postgresql() {
    let url = cluster::Cluster::shared().unwrap().database().unwrap();
    let store = Store::open(&url).await.unwrap();
    let statements = claims(POSTGRES, 1);
    let mut connection = planned(&url, &statements).await;
    backlog(&store).await;
    read_no_more(&mut connection, &statements).await;
    store.close().await;
}

#[tokio::test]
async fn claiming_reads_what_it_claims_on_sqlite() {
    let directory = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/larder.db", directory.path().display());
    let store = Store::open(&url).await.unwrap();
    backlog(&store).await;
    let pool = SqlitePool::connect(&url).await.unwrap();
    for (sql, values, _) in claims(SQLITE, 0) {
        let explain = format!("EXPLAIN QUERY PLAN {}", with_values(sql, &values));
        let plan = sqlx::query(AssertSqlSafe(explain))
            .fetch_all(&pool)
            .await
            .unwrap();
        let plan: Vec<String> = plan.iter().map(|row| row.get("detail")).collect();
        let by = "SEARCH jobs USING INDEX jobs_due (lane=? AND run_at<?)";
        assert!(plan.iter().any(|step| step == by), "{plan:#?}");
        let is_read = |step: &String| step.starts_with("SCAN") || step.contains("TEMP B-TREE");
        assert!(!plan.iter().any(is_read), "{plan:#?}");
    }
    store.close().await;
}
