use domain::time::SECOND;
use domain::{JobId, Time};
use serde_json::{Value, json};
use store::{Job, Lane, Lease, NewJob, Outcome, Settled, Store, Tx};

use crate::base::Raw;
use crate::sample::{at, uuid};

/// Leases are by the system's clock, which has nothing to do with the one of the jobs.
fn system(seconds: i64) -> Time {
    Time::from_millis(5_000_000_000_000 + seconds * SECOND)
}

fn new(n: u128, run_at: Time) -> NewJob {
    NewJob {
        id: JobId(uuid(n)),
        key: format!("job {n}"),
        payload: json!({ "n": n as u64 }),
        run_at,
    }
}

async fn put(tx: &mut Tx, n: u128, run_at: Time) {
    tx.job_put(&new(n, run_at)).await.unwrap();
}

/// Claims for 30 seconds.
async fn claim_at(tx: &mut Tx, now: Time, seconds: i64) -> Option<Job> {
    let mut claimed = claim_many(tx, Lane::Prompt, 1, now, seconds).await;
    assert!(claimed.len() <= 1, "{claimed:?}");
    claimed.pop()
}

async fn claim_many(tx: &mut Tx, lane: Lane, limit: usize, now: Time, seconds: i64) -> Vec<Job> {
    let lease = Lease {
        now: system(seconds),
        until: system(seconds + 30),
    };
    tx.jobs_claim(lane, limit, now, lease).await.unwrap()
}

fn settled(job: &Job, outcome: Outcome) -> Settled {
    Settled {
        id: job.id,
        revision: job.revision,
        outcome,
    }
}

fn failed(again: Time, why: &str) -> Outcome {
    let why = why.to_owned();
    Outcome::Failed { again, why }
}

async fn settle(tx: &mut Tx, job: &Job, outcome: Outcome, now: Time) {
    let left = tx.jobs_settle(&[settled(job, outcome)], now).await.unwrap();
    assert_eq!(left, []);
}

async fn done(tx: &mut Tx, job: &Job) {
    settle(tx, job, Outcome::Done, at(0)).await;
}

async fn claim(tx: &mut Tx, now: Time) -> Option<Job> {
    claim_at(tx, now, 0).await
}

fn job(n: u128, run_at: Time) -> Job {
    Job {
        id: JobId(uuid(n)),
        key: format!("job {n}"),
        payload: json!({ "n": n as u64 }),
        run_at,
        revision: 0,
        attempts: 0,
        first_try: None,
        lane: Lane::Prompt,
    }
}

pub(crate) async fn a_job_reads_back_when_claimed(store: Store) {
    let mut tx = store.write().await.unwrap();
    assert_eq!(tx.job_next().await.unwrap(), None);
    let payloads = [
        json!(null),
        json!({"kind": "deregister", "z": [1, 2.5, true, "ü \"q\""], "a": {"b": null}}),
        Value::from(i64::MIN),
    ];
    for (n, payload) in (1..).zip(payloads) {
        let minute = i64::try_from(n).unwrap();
        let asked = NewJob {
            payload: payload.clone(),
            ..new(n, at(minute))
        };
        tx.job_put(&asked).await.unwrap();
        let expected = Job {
            payload,
            ..job(n, at(minute))
        };
        assert_eq!(claim(&mut tx, at(minute)).await, Some(expected));
    }
}

pub(crate) async fn a_job_moves_earlier_and_never_later(store: Store) {
    let mut tx = store.write().await.unwrap();
    put(&mut tx, 1, at(10)).await;
    for (asked, runs) in [(20, 10), (5, 5), (6, 5)] {
        let again = NewJob {
            key: "job 1".to_owned(),
            payload: json!({ "asked": asked }),
            ..new(90, at(asked))
        };
        tx.job_put(&again).await.unwrap();
        let jobs = tx.jobs().await.unwrap();
        assert_eq!(jobs, [("job 1".to_owned(), at(runs))]);
        assert_eq!(tx.job_next().await.unwrap(), Some(at(runs)));
    }
    // It is the first one's row with the last one's payload.
    let expected = Job {
        payload: json!({ "asked": 6 }),
        revision: 3,
        ..job(1, at(5))
    };
    assert_eq!(claim(&mut tx, at(5)).await, Some(expected));
}

pub(crate) async fn the_job_due_longest_is_claimed_first(store: Store) {
    let mut tx = store.write().await.unwrap();
    for (n, minute) in [(1, 3), (2, 1), (4, 2), (3, 2)] {
        put(&mut tx, n, at(minute)).await;
    }
    let listed: Vec<String> = tx.jobs().await.unwrap().into_iter().map(|j| j.0).collect();
    assert_eq!(listed, ["job 2", "job 3", "job 4", "job 1"]);
    assert_eq!(claim(&mut tx, at(1) - 1).await, None);
    for (n, minute) in [(2, 1), (3, 2), (4, 2)] {
        assert_eq!(claim(&mut tx, at(2)).await, Some(job(n, at(minute))));
    }
    assert_eq!(claim(&mut tx, at(2)).await, None);
}

pub(crate) async fn a_claimed_job_is_not_claimed_again_before_its_lease_ends(store: Store) {
    let mut tx = store.write().await.unwrap();
    put(&mut tx, 1, at(1)).await;
    let claimed = claim_at(&mut tx, at(1), 0).await;
    assert!(claimed.is_some());
    assert_eq!(claim_at(&mut tx, at(1), 0).await, None);
    assert_eq!(claim_at(&mut tx, at(500), 29).await, None);
    assert_eq!(claim_at(&mut tx, at(1), 30).await, claimed);
    assert_eq!(claim_at(&mut tx, at(1), 59).await, None);
    assert_eq!(claim_at(&mut tx, at(1), 61).await, claimed);
}

/// A lease of two years is of a clock that was two years ahead.
pub(crate) async fn a_lease_of_a_wrong_clock_is_nobodys(store: Store) {
    let mut tx = store.write().await.unwrap();
    put(&mut tx, 1, at(1)).await;
    let claimed = claim_at(&mut tx, at(1), 61).await;
    assert!(claimed.is_some());
    assert_eq!(claim_at(&mut tx, at(1), 31).await, None);
    assert_eq!(claim_at(&mut tx, at(1), 30).await, claimed);
}

pub(crate) async fn jobs_of_a_wrong_clock_are_due_again(store: Store) {
    let mut tx = store.write().await.unwrap();
    for (n, minute) in [(1, 3), (2, 1_000), (3, 999)] {
        put(&mut tx, n, at(minute)).await;
    }
    tx.jobs_move(at(1_000), at(2)).await.unwrap();
    let jobs: Vec<_> = tx.jobs().await.unwrap();
    let moved = [("job 2", 2), ("job 1", 3), ("job 3", 999)];
    assert_eq!(
        jobs,
        moved.map(|(key, minute)| (key.to_owned(), at(minute)))
    );
}

pub(crate) async fn a_done_job_is_gone(store: Store) {
    let mut tx = store.write().await.unwrap();
    put(&mut tx, 1, at(1)).await;
    put(&mut tx, 2, at(2)).await;
    let first = claim(&mut tx, at(1)).await.unwrap();
    done(&mut tx, &first).await;
    let jobs = tx.jobs().await.unwrap();
    assert_eq!(jobs, [("job 2".to_owned(), at(2))]);
    assert_eq!(claim(&mut tx, at(2)).await, Some(job(2, at(2))));
}

pub(crate) async fn a_done_job_asked_for_again_stays(store: Store) {
    let mut tx = store.write().await.unwrap();
    put(&mut tx, 1, at(1)).await;
    let first = claim(&mut tx, at(1)).await.unwrap();
    settle(&mut tx, &first, failed(at(2), "away"), at(1)).await;
    let second = claim(&mut tx, at(2)).await.unwrap();
    put(&mut tx, 1, at(3)).await;
    assert_eq!(claim(&mut tx, at(3)).await, None);
    done(&mut tx, &second).await;
    // Free again, with its failures forgotten, at the moment last asked for.
    let expected = Job {
        revision: 1,
        ..job(1, at(3))
    };
    assert_eq!(claim(&mut tx, at(3) - 1).await, None);
    assert_eq!(claim(&mut tx, at(3)).await.as_ref(), Some(&expected));
    done(&mut tx, &expected).await;
    assert!(tx.jobs().await.unwrap().is_empty());
}

pub(crate) async fn a_job_runs_again_later_on_its_own_account(store: Store) {
    let mut tx = store.write().await.unwrap();
    put(&mut tx, 1, at(1)).await;
    let first = claim(&mut tx, at(1)).await.unwrap();
    settle(&mut tx, &first, failed(at(2), "away"), at(1)).await;
    let second = claim(&mut tx, at(2)).await.unwrap();
    assert_eq!(second.attempts, 1);
    settle(&mut tx, &second, Outcome::Again(at(60)), at(2)).await;
    assert_eq!(claim(&mut tx, at(60) - 1).await, None);
    assert_eq!(claim(&mut tx, at(60)).await, Some(job(1, at(60))));
}

pub(crate) async fn a_failed_job_counts_its_tries(store: Store) {
    let mut tx = store.write().await.unwrap();
    put(&mut tx, 1, at(1)).await;
    let mut claimed = claim(&mut tx, at(1)).await.unwrap();
    for attempts in 1..=3 {
        let (now, next) = (at(10 * attempts), at(10 * attempts + 10));
        settle(&mut tx, &claimed, failed(next, "Amazon is away"), now).await;
        let expected = Job {
            attempts,
            first_try: Some(at(10)),
            ..job(1, next)
        };
        assert_eq!(claim(&mut tx, next - 1).await, None);
        claimed = claim(&mut tx, next).await.unwrap();
        assert_eq!(claimed, expected);
    }
}

pub(crate) async fn a_job_asked_for_while_it_runs_comes_at_the_earliest_moment(store: Store) {
    let mut tx = store.write().await.unwrap();
    put(&mut tx, 1, at(5)).await;
    let mut claimed = claim(&mut tx, at(5)).await.unwrap();
    // What was asked for meanwhile, what the run itself wants, and what comes of it.
    for (asked, wanted, runs) in [
        (vec![4], 500, 4),
        (vec![8, 7, 9], 500, 7),
        (vec![600], 500, 500),
    ] {
        for minute in &asked {
            put(&mut tx, 1, at(*minute)).await;
        }
        settle(&mut tx, &claimed, Outcome::Again(at(wanted)), at(5)).await;
        assert_eq!(claim(&mut tx, at(runs) - 1).await, None);
        let next = claim(&mut tx, at(runs)).await.unwrap();
        assert_eq!((next.run_at, next.attempts), (at(runs), 0));
        assert!(next.revision > claimed.revision);
        claimed = next;
    }
    // Nothing of it is left over.
    settle(&mut tx, &claimed, Outcome::Again(at(900)), at(600)).await;
    assert_eq!(claim(&mut tx, at(900) - 1).await, None);
    assert_eq!(claim(&mut tx, at(900)).await.unwrap().run_at, at(900));
}

/// A job that asks for itself, later, must not run until then.
pub(crate) async fn a_job_that_asks_for_itself_waits_for_that_moment(store: Store) {
    let mut tx = store.write().await.unwrap();
    put(&mut tx, 1, at(0)).await;
    for minute in [0, 30, 60] {
        assert_eq!(claim(&mut tx, at(minute) - 1).await, None);
        let claimed = claim(&mut tx, at(minute)).await.unwrap();
        put(&mut tx, 1, at(minute + 55)).await;
        put(&mut tx, 1, at(minute + 30)).await;
        done(&mut tx, &claimed).await;
    }
}

/// A server that died while it ran the job leaves it due, whatever was asked for meanwhile.
pub(crate) async fn a_lapsed_job_is_due_at_once(store: Store) {
    let mut tx = store.write().await.unwrap();
    put(&mut tx, 1, at(5)).await;
    assert!(claim_at(&mut tx, at(5), 0).await.is_some());
    put(&mut tx, 1, at(60)).await;
    let again = claim_at(&mut tx, at(5), 30).await.unwrap();
    assert_eq!((again.run_at, again.revision), (at(5), 1));
    done(&mut tx, &again).await;
    assert!(tx.jobs().await.unwrap().is_empty());
}

pub(crate) async fn a_failed_job_asked_for_again_waits_all_the_same(store: Store) {
    let mut tx = store.write().await.unwrap();
    put(&mut tx, 1, at(5)).await;
    let claimed = claim(&mut tx, at(5)).await.unwrap();
    put(&mut tx, 1, at(5)).await;
    settle(&mut tx, &claimed, failed(at(9), "away"), at(6)).await;
    assert_eq!(claim(&mut tx, at(9) - 1).await, None);
    let expected = Job {
        revision: 1,
        attempts: 1,
        first_try: Some(at(6)),
        ..job(1, at(9))
    };
    assert_eq!(claim(&mut tx, at(9)).await, Some(expected));
}

pub(crate) async fn a_job_is_forgotten_by_its_key(store: Store) {
    let mut tx = store.write().await.unwrap();
    put(&mut tx, 1, at(1)).await;
    put(&mut tx, 2, at(2)).await;
    tx.job_delete("job 1").await.unwrap();
    tx.job_delete("job 3").await.unwrap();
    let jobs = tx.jobs().await.unwrap();
    assert_eq!(jobs, [("job 2".to_owned(), at(2))]);
}

pub(crate) async fn a_job_is_found_by_the_beginning_of_its_key(store: Store) {
    let mut tx = store.write().await.unwrap();
    put(&mut tx, 12, at(1)).await;
    for (prefix, found) in [
        ("job 12", true),
        ("job 1", true),
        ("", true),
        ("job 123", false),
        ("ob 12", false),
        ("JOB", false),
        ("job%", false),
        ("job_", false),
    ] {
        assert_eq!(tx.job_exists(prefix).await.unwrap(), found, "{prefix}");
    }
}

pub(crate) async fn leases_are_taken_back(store: Store) {
    let mut tx = store.write().await.unwrap();
    put(&mut tx, 1, at(1)).await;
    put(&mut tx, 2, at(1)).await;
    assert!(claim(&mut tx, at(1)).await.is_some());
    assert!(claim(&mut tx, at(1)).await.is_some());
    assert_eq!(claim(&mut tx, at(1)).await, None);
    tx.jobs_release().await.unwrap();
    assert_eq!(claim(&mut tx, at(1)).await, Some(job(1, at(1))));
    assert_eq!(claim(&mut tx, at(1)).await, Some(job(2, at(1))));
}

pub(crate) async fn two_transactions_claim_two_jobs(store: Store, raw: Raw) {
    let mut tx = store.write().await.unwrap();
    put(&mut tx, 1, at(1)).await;
    put(&mut tx, 2, at(1)).await;
    tx.commit().await.unwrap();
    let (mut one, mut two) = (store.write().await.unwrap(), store.write().await.unwrap());
    assert_eq!(claim(&mut one, at(1)).await, Some(job(1, at(1))));
    assert_eq!(claim(&mut two, at(1)).await, Some(job(2, at(1))));
    let mut three = store.write().await.unwrap();
    assert_eq!(claim(&mut three, at(1)).await, None);
    // What the first does not commit is there for the next one.
    drop(one);
    two.commit().await.unwrap();
    drop(three);
    // A dropped transaction is taken back a moment later.
    raw.until_unlocked("jobs").await;
    let mut tx = store.write().await.unwrap();
    assert_eq!(claim(&mut tx, at(1)).await, Some(job(1, at(1))));
}

pub(crate) async fn jobs_are_forgotten_by_the_beginning_of_their_key(store: Store) {
    let mut tx = store.write().await.unwrap();
    for n in [1, 12, 2] {
        put(&mut tx, n, at(1)).await;
    }
    tx.jobs_delete("job%").await.unwrap();
    tx.jobs_delete("job 1").await.unwrap();
    let jobs = tx.jobs().await.unwrap();
    assert_eq!(jobs, [("job 2".to_owned(), at(1))]);
}

pub(crate) async fn jobs_that_are_due_are_counted(store: Store) {
    let mut tx = store.write().await.unwrap();
    assert_eq!(tx.jobs_due(Lane::Prompt, at(0)).await.unwrap(), (0, None));
    for n in 1..=3 {
        put(&mut tx, n, at(i64::try_from(n).unwrap())).await;
    }
    put_bulk(&mut tx, 4, at(0)).await;
    assert_eq!(tx.jobs_due(Lane::Prompt, at(0)).await.unwrap(), (0, None));
    let due = tx.jobs_due(Lane::Prompt, at(2)).await.unwrap();
    assert_eq!(due, (2, Some(at(1))));
    let due = tx.jobs_due(Lane::Bulk, at(2)).await.unwrap();
    assert_eq!(due, (1, Some(at(0))));
    assert_eq!(tx.job_next().await.unwrap(), Some(at(0)));
    let webhook = NewJob {
        key: "webhook:5".to_owned(),
        ..new(5, at(-1))
    };
    tx.job_put(&webhook).await.unwrap();
    let due = tx.jobs_due(Lane::Webhook, at(2)).await.unwrap();
    assert_eq!(due, (1, Some(at(-1))));
    assert_eq!(tx.job_next().await.unwrap(), Some(at(-1)));
}

/// One that is of the whole fleet.
async fn put_bulk(tx: &mut Tx, n: u128, run_at: Time) {
    let key = format!("slot_status:{n}");
    tx.job_put(&NewJob {
        key,
        ..new(n, run_at)
    })
    .await
    .unwrap();
}

fn ids(jobs: &[Job]) -> Vec<JobId> {
    jobs.iter().map(|job| job.id).collect()
}

fn those(numbers: impl IntoIterator<Item = u128>) -> Vec<JobId> {
    numbers.into_iter().map(|n| JobId(uuid(n))).collect()
}

pub(crate) async fn the_kind_of_a_job_says_its_lane(store: Store) {
    let mut tx = store.write().await.unwrap();
    let kinds = [
        ("slot_status:1", Lane::Bulk),
        ("daily:1", Lane::Bulk),
        ("model:M:1", Lane::Bulk),
        ("catch_up", Lane::Bulk),
        ("cleanup", Lane::Bulk),
        ("learn", Lane::Bulk),
        ("alexa_report:1", Lane::Bulk),
        ("webhook:1", Lane::Webhook),
        ("webhooks:1", Lane::Prompt),
        ("replenisher:1", Lane::Prompt),
        ("replenish:1", Lane::Prompt),
        ("parcel:1", Lane::Prompt),
        ("order_watch:1", Lane::Prompt),
        ("order_ask:1", Lane::Prompt),
        ("evaluate:1", Lane::Prompt),
        ("count:1", Lane::Prompt),
        ("sync:1", Lane::Prompt),
        ("verify:1", Lane::Prompt),
        ("deregister:K1:1:1", Lane::Prompt),
        ("delete_device:1", Lane::Prompt),
        ("mail:1", Lane::Notice),
        ("push:1", Lane::Notice),
        ("notice:1", Lane::Prompt),
        ("forget:1", Lane::Prompt),
        ("hear", Lane::Prompt),
        ("slot_statuses:1", Lane::Prompt),
        ("of no kind that is known", Lane::Prompt),
    ];
    for (n, (key, _)) in (1..).zip(kinds) {
        let key = key.to_owned();
        tx.job_put(&NewJob {
            key,
            ..new(n, at(1))
        })
        .await
        .unwrap();
    }
    for lane in Lane::ALL {
        let claimed = claim_many(&mut tx, lane, 100, at(1), 0).await;
        let of_lane = |(_, (_, its)): &(u128, (&str, Lane))| *its == lane;
        let right = (1..).zip(kinds).filter(of_lane).map(|(n, _)| n);
        assert_eq!(ids(&claimed), those(right), "{lane:?}");
        assert!(claimed.iter().all(|job| job.lane == lane));
    }
}

pub(crate) async fn many_jobs_are_claimed_in_their_order(store: Store) {
    let mut tx = store.write().await.unwrap();
    for (n, minute) in [(1, 3), (2, 1), (4, 2), (3, 2), (5, 9)] {
        put(&mut tx, n, at(minute)).await;
    }
    put_bulk(&mut tx, 6, at(0)).await;
    let claimed = claim_many(&mut tx, Lane::Prompt, 3, at(5), 0).await;
    assert_eq!(ids(&claimed), those([2, 3, 4]));
    let claimed = claim_many(&mut tx, Lane::Prompt, 3, at(5), 0).await;
    assert_eq!(ids(&claimed), those([1]));
    assert!(
        claim_many(&mut tx, Lane::Prompt, 3, at(5), 0)
            .await
            .is_empty()
    );
    assert!(
        claim_many(&mut tx, Lane::Bulk, 0, at(5), 0)
            .await
            .is_empty()
    );
    let claimed = claim_many(&mut tx, Lane::Bulk, 3, at(5), 0).await;
    assert_eq!(ids(&claimed), those([6]));
    // A lease ends for all of them.
    let claimed = claim_many(&mut tx, Lane::Prompt, 9, at(5), 31).await;
    assert_eq!(ids(&claimed), those([2, 3, 4, 1]));
}

pub(crate) async fn many_jobs_are_settled_each_by_its_outcome(store: Store) {
    let mut tx = store.write().await.unwrap();
    assert_eq!(tx.jobs_settle(&[], at(1)).await.unwrap(), []);
    for n in 1..=6 {
        put(&mut tx, n, at(1)).await;
    }
    let claimed = claim_many(&mut tx, Lane::Prompt, 9, at(1), 0).await;
    // Two were asked for again meanwhile, one is gone, and one goes on.
    put(&mut tx, 2, at(7)).await;
    put(&mut tx, 4, at(8)).await;
    tx.job_delete("job 5").await.unwrap();
    let outcomes = [
        Outcome::Done,
        Outcome::Done,
        Outcome::Again(at(20)),
        Outcome::Again(at(30)),
        Outcome::Again(at(40)),
    ];
    let settled: Vec<_> = claimed
        .iter()
        .zip(outcomes)
        .map(|(job, outcome)| settled(job, outcome))
        .collect();
    assert_eq!(tx.jobs_settle(&settled, at(3)).await.unwrap(), []);
    settle(&mut tx, &claimed[5], failed(at(50), "away"), at(3)).await;
    let jobs = tx.jobs().await.unwrap();
    let right = [(2, 7), (4, 8), (3, 20), (6, 50)];
    let right = right.map(|(n, minute)| (format!("job {n}"), at(minute)));
    assert_eq!(jobs, right);
    let claimed = claim_many(&mut tx, Lane::Prompt, 9, at(50), 0).await;
    let tries: Vec<_> = claimed
        .iter()
        .map(|it| (it.attempts, it.first_try))
        .collect();
    assert_eq!(tries, [(0, None), (0, None), (0, None), (1, Some(at(3)))]);
}

/// Who asks for a job holds it, and may wait for something that whoever settles holds.
pub(crate) async fn what_another_holds_is_left_to_be_settled_again(store: Store) {
    let mut tx = store.write().await.unwrap();
    for n in 1..=3 {
        put(&mut tx, n, at(1)).await;
    }
    let claimed = claim_many(&mut tx, Lane::Prompt, 9, at(1), 0).await;
    tx.commit().await.unwrap();
    let mut other = store.write().await.unwrap();
    put(&mut other, 2, at(9)).await;
    other.job_delete("job 3").await.unwrap();
    let all: Vec<_> = claimed
        .iter()
        .map(|job| settled(job, Outcome::Done))
        .collect();
    let mut tx = store.write().await.unwrap();
    let mut left = tx.jobs_settle(&all, at(2)).await.unwrap();
    left.sort();
    assert_eq!(left, [JobId(uuid(2)), JobId(uuid(3))]);
    tx.commit().await.unwrap();
    other.commit().await.unwrap();
    // What was asked for meanwhile is seen.
    let mut tx = store.write().await.unwrap();
    assert_eq!(tx.jobs_settle(&all[1..], at(2)).await.unwrap(), []);
    let jobs = tx.jobs().await.unwrap();
    assert_eq!(jobs, [("job 2".to_owned(), at(9))]);
}

pub(crate) async fn jobs_that_fail_are_listed_run_sooner_and_found_by_key(store: Store) {
    let mut tx = store.write().await.unwrap();
    for n in 1..=3 {
        put(&mut tx, n, at(0)).await;
    }
    for n in [1, 2] {
        let job = claim_at(&mut tx, at(1), 0).await.unwrap();
        assert_eq!(job.id, JobId(uuid(n)));
        settle(&mut tx, &job, failed(at(60), "Amazon is busy"), at(2)).await;
    }
    let failing = async |tx: &mut Tx, limit, after| {
        let found = tx.jobs_failing(limit, after).await.unwrap();
        found.iter().map(|job| job.id).collect::<Vec<_>>()
    };
    let [one, two] = [1, 2].map(|n| JobId(uuid(n)));
    assert_eq!(failing(&mut tx, 9, None).await, [two, one]);
    assert_eq!(failing(&mut tx, 1, None).await, [two]);
    assert_eq!(failing(&mut tx, 9, Some(two)).await, [one]);
    assert_eq!(tx.jobs_failing_count(9).await.unwrap(), 2);
    assert_eq!(tx.jobs_failing_count(1).await.unwrap(), 1);
    let row = tx.job_row(one).await.unwrap().unwrap();
    assert_eq!((row.attempts, row.run_at), (1, at(60)));
    assert_eq!(row.first_try, Some(at(2)));
    assert_eq!(row.last_error.as_deref(), Some("Amazon is busy"));
    assert_eq!(tx.job_row(JobId(uuid(9))).await.unwrap(), None);
    assert!(tx.job_hasten(one, at(3)).await.unwrap());
    assert!(!tx.job_hasten(JobId(uuid(9)), at(3)).await.unwrap());
    let next = json!({"n": 1, "token": "new"});
    tx.job_payload_put("job 1", &next).await.unwrap();
    tx.job_payload_put("job 9", &next).await.unwrap();
    let mut found = tx.jobs_of_keys(&["job 1", "job 3", "job 9"]).await.unwrap();
    found.sort_by_key(|job| job.id);
    let due: Vec<_> = found.iter().map(|job| job.run_at).collect();
    assert_eq!(due, [at(3), at(0)]);
    // Whoever runs one is left to it, and what is due is not put off.
    let claimed = claim_at(&mut tx, at(1), 0).await.unwrap();
    assert!(tx.job_hasten(claimed.id, at(9)).await.unwrap());
    assert_eq!(tx.job_row(claimed.id).await.unwrap().unwrap().run_at, at(0));
    // What it goes on with is there at its next run, which stays when it was, and counts its failures on.
    let again = claim_at(&mut tx, at(3), 0).await.unwrap();
    assert_eq!((again.id, again.payload, again.attempts), (one, next, 1));
}
