//! Requests that share transactions leave the rows that they would leave one by one, each report
//! folded and evaluated, whatever comes together in whatever order; on both databases.

mod counting;
mod world;

use domain::time::{DAY, HOUR, MINUTE};
use domain::usage::SentReport;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use serde_json::{Value, json};
use world::{Event, Machine, SLOTS, World, all};

use super::queue::Sender;
use crate::{Error, RestockKind};

/// Machines of one history: one is nobody's, one not connected, two are.
const MACHINES: usize = 4;

#[derive(Clone, Debug)]
struct Report {
    id: u8,
    slot: usize,
    kind: &'static str,
    amount: u16,
    /// Before now, in milliseconds; without a time where there is none.
    age: Option<i64>,
}

impl Report {
    fn sent(&self, now: domain::Time) -> SentReport {
        sent(self.json(now))
    }

    fn json(&self, now: domain::Time) -> Value {
        let slot = SLOTS.get(self.slot).copied().unwrap_or("nothing");
        let mut report = json!({"id": format!("r{}", self.id), "slot": slot});
        report[self.kind] = json!(self.amount);
        if let Some(age) = self.age {
            report["at"] = json!((now - age).to_string());
        }
        report
    }
}

fn sent(report: Value) -> SentReport {
    serde_json::from_value(report).unwrap()
}

#[derive(Clone, Debug)]
enum Step {
    Wait(i64),
    Reports(Vec<(usize, Vec<Report>)>),
    Restock(usize, usize, RestockKind, u16),
    Orders(usize, Event),
    Model(u16),
}

fn report() -> impl Strategy<Value = Report> {
    let slot = prop_oneof![20 => Just(0), 10 => 1_usize..3, 1 => Just(9)];
    let kind =
        prop_oneof![6 => Just("used"), 3 => Just("level"), 2 => Just("total"), 1 => Just("spilt")];
    let amount = prop_oneof![8 => 0_u16..12, 3 => 0_u16..101, 1 => 100_u16..400];
    let age = prop_oneof![
        8 => Just(None),
        3 => (0..HOUR).prop_map(Some),
        2 => (0..5 * DAY).prop_map(Some),
        1 => (-4 * MINUTE..0).prop_map(Some),
        1 => Just(Some(500 * DAY)),
        1 => Just(Some(-DAY)),
    ];
    (any::<u8>(), slot, kind, amount, age).prop_map(|(id, slot, kind, amount, age)| Report {
        id,
        slot,
        kind,
        amount,
        age,
    })
}

fn step() -> impl Strategy<Value = Step> {
    let reports = prop::collection::vec(report(), 1..5);
    let machine = prop_oneof![1 => 0_usize..2, 3 => 2..MACHINES];
    let requests = prop::collection::vec((machine, reports), 1..8);
    let wait = prop_oneof![6 => 0..HOUR, 3 => 0..DAY, 1 => DAY..4 * DAY];
    let restock = prop_oneof![
        Just(RestockKind::Add),
        Just(RestockKind::Set),
        Just(RestockKind::Replaced)
    ];
    let event = prop_oneof![4 => Just(Event::Next), 1 => Just(Event::Cancelled)];
    prop_oneof![
        8 => requests.prop_map(Step::Reports),
        4 => wait.prop_map(Step::Wait),
        1 => (0..MACHINES, 0..3_usize, restock, 1_u16..60)
            .prop_map(|(machine, slot, kind, amount)| Step::Restock(machine, slot, kind, amount)),
        4 => (2..MACHINES, event).prop_map(|(machine, event)| Step::Orders(machine, event)),
        1 => (50_u16..150).prop_map(Step::Model),
    ]
}

async fn live(together: &World, alone: &World, steps: &[Step]) -> Result<(), TestCaseError> {
    let clock = &together.clock;
    let ours = together.machines(MACHINES).await;
    let theirs = alone.machines(MACHINES).await;
    for (n, step) in steps.iter().enumerate() {
        // Orders of one millisecond come in no order.
        clock.advance_to(clock.now() + 1);
        match step {
            Step::Wait(millis) => clock.advance_to(clock.now() + *millis),
            Step::Reports(requests) => {
                let requests = requests.iter().map(|(machine, reports)| {
                    let reports = reports.iter().map(|report| report.sent(clock.now()));
                    (*machine, reports.collect::<Vec<_>>())
                });
                let requests: Vec<_> = requests.collect();
                let answers = all(requests.iter().map(|(machine, reports)| {
                    together.report(ours[*machine].device, reports.clone())
                }));
                let answers = answers.await;
                for ((machine, reports), answer) in requests.into_iter().zip(answers) {
                    let by_itself = alone.general(theirs[machine].device, &reports).await;
                    // What waits is of the moment: later reports of the same transaction may have ended it.
                    let told = |mut it: crate::Receipt| {
                        it.adjusted.retain(|it| it.code != "provisional");
                        (it.accepted, it.duplicate, it.rejected, it.adjusted)
                    };
                    prop_assert_eq!(told(answer.unwrap()), told(by_itself));
                }
            }
            Step::Restock(machine, slot, kind, amount) => {
                let key = format!("step {n}");
                together
                    .restock(&ours[*machine], *slot, &key, *kind, *amount)
                    .await;
                alone
                    .restock(&theirs[*machine], *slot, &key, *kind, *amount)
                    .await;
            }
            Step::Orders(machine, event) => {
                together.event(&ours[*machine], *event).await;
                alone.event(&theirs[*machine], *event).await;
            }
            Step::Model(capacity) => {
                together.put_model(*capacity).await;
                alone.put_model(*capacity).await;
            }
        }
        for (one, other) in ours.iter().zip(&theirs) {
            let (one, other) = (together.rows(one).await, alone.rows(other).await);
            prop_assert_eq!(one, other, "after step {}", n);
        }
    }
    Ok(())
}

fn compare(cases: u32, together: World, alone: World, runtime: &tokio::runtime::Runtime) {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let seed = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(config, seed);
    let steps = prop::collection::vec(step(), 1..40);
    for steps in rare() {
        runtime.block_on(live(&together, &alone, &steps)).unwrap();
    }
    runner
        .run(&steps, |steps| {
            runtime.block_on(live(&together, &alone, &steps))
        })
        .unwrap();
}

/// What is too rare to be met by chance. Each begins with so much use that an order is due.
fn rare() -> Vec<Vec<Step>> {
    let report = |id, kind, amount| {
        let report = Report {
            id,
            slot: 0,
            kind,
            amount,
            age: None,
        };
        Step::Reports(vec![(2, vec![report])])
    };
    let order = |event| Step::Orders(2, event);
    let (next, cancelled) = (|| order(Event::Next), || order(Event::Cancelled));
    let due = || {
        vec![
            report(1, "used", 1),
            Step::Wait(30 * DAY),
            report(2, "used", 85),
        ]
    };
    let after = |rest: Vec<Step>| due().into_iter().chain(rest).collect();
    vec![
        // Counted on its date; the level then rises, which confirms it.
        after(vec![
            next(),
            next(),
            next(),
            Step::Wait(HOUR),
            report(3, "level", 60),
        ]),
        // Counted on its date; on another day so much is used that it must be here.
        after(vec![
            next(),
            next(),
            next(),
            Step::Wait(DAY),
            report(3, "used", 20),
        ]),
        // Enough was bought elsewhere while it is under way.
        after(vec![
            Step::Restock(2, 0, RestockKind::Add, 60),
            Step::Wait(DAY),
            report(3, "used", 1),
        ]),
        // Cancelled twice, until a restock, which a level tells of.
        after(vec![
            cancelled(),
            Step::Wait(6 * DAY),
            report(3, "used", 1),
            cancelled(),
            Step::Wait(DAY),
            report(4, "level", 100),
        ]),
    ]
}

/// So many histories, or as many as are asked for.
fn cases(usual: u32) -> u32 {
    let asked = std::env::var("LARDER_BATCHES").ok();
    asked.map_or(usual, |asked| asked.parse().unwrap())
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

#[test]
fn shared_transactions_leave_the_same_rows_on_sqlite() {
    let runtime = runtime();
    let worlds = runtime.block_on(World::two_on_sqlite());
    compare(cases(40), worlds.0, worlds.1, &runtime);
}

#[test]
fn shared_transactions_leave_the_same_rows_on_postgresql() {
    let runtime = runtime();
    let worlds = runtime.block_on(World::two_on_postgres());
    compare(cases(15), worlds.0, worlds.1, &runtime);
}

#[tokio::test]
async fn a_bad_neighbour_spoils_nothing() {
    for (world, _) in [World::two_on_sqlite().await, World::two_on_postgres().await] {
        let (world, machines) = (&world, &world.machines(3).await);
        let ask = |id: &'static str| {
            let report = sent(json!({"id": id, "slot": "pods", "used": 1}));
            all(machines
                .iter()
                .map(move |it| world.report(it.device, vec![report.clone()])))
        };
        assert!(ask("1").await.iter().all(Result::is_ok));
        world.forget_acceptance(&machines[1]).await;
        let answers = ask("2").await;
        assert!(answers[0].is_ok() && answers[2].is_ok());
        assert!(matches!(answers[1], Err(Error::Conflict(_))), "{answers:?}");
        for (machine, entries) in machines.iter().zip([2, 1, 2]) {
            assert_eq!(world.rows(machine).await.entries.len(), entries);
        }
    }
}

/// Of the first request only a part goes into one transaction, and the batch that all three are in fails.
#[tokio::test]
async fn what_one_machine_says_stays_in_its_order_beside_a_bad_neighbour() {
    for (world, _) in [World::two_on_sqlite().await, World::two_on_postgres().await] {
        let machines = &world
            .machines(world.app.store.optimistic_writers() + 1)
            .await;
        let line = |machine: &Machine| world.app.queue.line(&Sender::Device(machine.device));
        let (good, bad) = machines
            .iter()
            .find_map(|good| {
                let mut others = machines.iter().filter(|it| it.device != good.device);
                Some((good, others.find(|bad| line(bad) == line(good))?))
            })
            .unwrap();
        let level =
            |id: String, level: u16| sent(json!({"id": id, "slot": "pods", "level": level}));
        let first = vec![level("first".to_owned(), 99)];
        let receipt = world.report(bad.device, first);
        receipt.await.unwrap();
        world.forget_acceptance(bad).await;

        let many: Vec<_> = (0..150).map(|n| level(n.to_string(), 99)).collect();
        let requests = [
            (good, many),
            (good, vec![level("last".to_owned(), 98)]),
            (bad, vec![level("bad".to_owned(), 97)]),
        ];
        let answers = all(requests
            .into_iter()
            .map(|(machine, reports)| world.report(machine.device, reports)));
        let answers = answers.await;
        assert!(answers[..2].iter().all(Result::is_ok), "{answers:?}");
        assert!(answers[2].is_err(), "{answers:?}");
        let mut tx = world.app.store.read().await.unwrap();
        let entries = tx.entries(good.slots[0]).await.unwrap();
        let newest = entries.last().unwrap();
        assert_eq!((entries.len(), newest.key.as_deref()), (151, Some("last")));
    }
}

/// While the one connection is taken, requests wait; one that finds the queue full is refused at once.
#[tokio::test]
async fn a_full_queue_refuses_at_once_and_stores_what_it_took() {
    let (world, _) = World::two_on_sqlite().await;
    let device = world.machines(1).await[0].device;
    let busy = world.app.store.write().await.unwrap();
    // One report, said so often that it is about a hundred kilobytes.
    let report = |n: usize| {
        let report = sent(json!({"id": n.to_string(), "slot": "pods", "used": 1}));
        vec![report.clone(); 100_000_usize.div_ceil(report.size())]
    };
    let requests: Vec<_> = (0..100).map(|n| world.report(device, report(n))).collect();
    let mut waiting: Vec<_> = requests.into_iter().map(Box::pin).collect();
    let mut refused = 0;
    std::future::poll_fn(|context| {
        waiting.retain_mut(|request| match request.as_mut().poll(context) {
            std::task::Poll::Ready(answer) => {
                assert!(matches!(answer, Err(Error::NotStored)), "{answer:?}");
                refused += 1;
                false
            }
            std::task::Poll::Pending => true,
        });
        std::task::Poll::Ready(())
    })
    .await;
    assert_eq!((waiting.len(), refused), (83, 17));
    drop(busy);
    for answer in waiting {
        assert_eq!(answer.await.unwrap().accepted, 1);
    }
    assert_eq!(world.app.usage().waiting().0, 0);
    world.app.usage().close().await;
    let closed = world.report(device, report(100)).await;
    assert!(matches!(closed, Err(Error::NotStored)));
}
