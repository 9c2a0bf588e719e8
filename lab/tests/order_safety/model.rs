//! The model: what a database holds of one slot, what Amazon holds of it, two servers that work on its jobs, and messages on
//! their way. A step is what happens between two moments at which a server may die.
//!
//! Time passes only while nothing is due, to the moment at which the next thing is: a server is there, or started again, when
//! there is work. Everything else comes in any order.

use std::fmt;

use domain::order::{OrderState, OrderStatus};
use domain::placing::{Failure, Said};
use domain::time::{DAY, HOUR};
use domain::{OrderId, Time};
use stateright::{Model, Property};

use crate::amazon::{Amazon, At, Theirs};
use crate::here::{Answer, Ended, Here, Work};

/// No need of the house brings two orders that are not cancelled.
pub const ONE_ORDER: &str = "a need brings one order";

/// Where it begins.
const BEGIN: i64 = 1_000 * DAY;
/// SNS gives a message up before this is over.
const HEARD_WITHIN: i64 = HOUR;

/// What stands between one need and two orders.
#[derive(Clone, Copy, Debug)]
pub struct Guards {
    /// Amazon has a lock on a slot while an order of it is open.
    pub lock: bool,
    /// `sent_at` is written before a call.
    pub sent_at: bool,
    /// The order is looked at again in the transaction that writes it.
    pub second_look: bool,
}

impl Guards {
    /// As it is.
    pub const ALL: Self = Self {
        lock: true,
        sent_at: true,
        second_look: true,
    };
}

/// How much may go wrong, and how often the house is in need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bound {
    pub needs: u8,
    /// Calls of which no answer comes, or another one than the truth.
    pub calls: u8,
    /// Calls that have their effect, and are answered that Amazon is failing.
    pub broken: u8,
    /// Deaths of a server.
    pub crashes: u8,
    /// Runs that are held up until their lease has lapsed.
    pub stalls: u8,
    /// Messages that are lost.
    pub lost: u8,
    /// Messages that come twice.
    pub twice: u8,
    /// Cancellations, by the customer or by Amazon's order resolution flow.
    pub cancels: u8,
}

/// Model and bound.
pub struct OrderSafety {
    pub guards: Guards,
    pub bound: Bound,
}

/// What a server is at, of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Run {
    pub order: OrderId,
    /// When the first failure in a row was, as claimed.
    first_failure: Option<Time>,
    /// When an earlier call of unknown outcome went out.
    repeat: Option<Time>,
    pub at: Step,
    /// Its lease has lapsed.
    lapsed: bool,
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    Looked,
    Sent,
    Answered(Answer),
    Settled(Ended),
}

/// What becomes of a call to replenish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fate {
    /// It is answered.
    Answered,
    /// It has its effect, and no answer comes.
    Unanswered,
    /// It has its effect, and the answer says nothing.
    Empty,
    /// It has its effect, and Amazon says that it is failing.
    Broken,
    /// It never leaves.
    Unsent,
    /// Amazon refuses it, without effect.
    Refused,
}

/// A message on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Message {
    order: usize,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    OrderPlaced,
    ItemShipped,
    OrderCancelled,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct State {
    pub now: Time,
    pub here: Here,
    pub amazon: Amazon,
    pub servers: [Option<Run>; 2],
    /// Messages on their way, in no order.
    pub post: Vec<Message>,
    /// How many needs the house has had.
    pub need: u8,
    /// What may still go wrong.
    left: Bound,
}

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    RunsLow,
    Looks(usize),
    WritesSentAt(usize),
    Calls(usize, Fate),
    Applies(usize),
    Settles(usize),
    Dies(usize),
    LeaseLapses(usize),
    Watches(OrderId),
    Counts(OrderId),
    AmazonTakes(usize, At),
    CustomerCancels(usize),
    Hears(Message),
    HearsTwice(Message),
    Loses(Message),
    TimePasses,
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RunsLow => write!(f, "little is left at home: an order is decided"),
            Self::Looks(s) => write!(f, "server {s} claims the job and looks at the order"),
            Self::WritesSentAt(s) => write!(f, "server {s} looks again and writes sent_at"),
            Self::Calls(s, fate) => write!(f, "server {s} calls replenish: {fate:?}"),
            Self::Applies(s) => write!(f, "server {s} writes what came of it"),
            Self::Settles(s) => write!(f, "server {s} settles the job"),
            Self::Dies(s) => write!(f, "server {s} dies"),
            Self::LeaseLapses(s) => write!(f, "server {s} is held up, and its lease lapses"),
            Self::Watches(id) => write!(f, "order {} is looked at by getOrderInfo", number(*id)),
            Self::Counts(id) => write!(f, "order {} counts on its date", number(*id)),
            Self::AmazonTakes(order, at) => write!(f, "Amazon's order {order} is {at:?}"),
            Self::CustomerCancels(order) => {
                write!(f, "the customer cancels Amazon's order {order}")
            }
            Self::Hears(it) => write!(f, "{:?} of Amazon's order {} comes", it.kind, it.order),
            Self::HearsTwice(it) => {
                write!(
                    f,
                    "{:?} of Amazon's order {} comes, and will again",
                    it.kind, it.order
                )
            }
            Self::Loses(it) => write!(f, "{:?} of Amazon's order {} is lost", it.kind, it.order),
            Self::TimePasses => write!(f, "time passes until something is due"),
        }
    }
}

fn number(id: OrderId) -> u128 {
    id.0.as_u128()
}

impl State {
    /// When something happens next.
    fn next_due(&self) -> Option<Time> {
        let due = [self.here.next_due(self.now), self.amazon.next_due()];
        due.into_iter().flatten().min()
    }

    /// Whether nothing is on its way and nothing to be done.
    pub fn is_at_rest(&self) -> bool {
        let is_idle = self.servers.iter().all(Option::is_none) && self.post.is_empty();
        is_idle && self.next_due().is_none()
    }

    /// Whether no need has brought two orders.
    pub fn needs_bring_one(&self) -> bool {
        (0..=self.need).all(|need| self.brought(need) <= 1)
    }

    /// Orders at Amazon that a need brought.
    fn brought(&self, need: u8) -> usize {
        let orders = self.amazon.orders.iter();
        let orders = orders.filter(|order| order.need == need && !order.is_cancelled());
        orders.count()
    }

    fn is_known_or_asked_for(&self, order: usize) -> bool {
        let ours = self.here.named(order).map(|it| it.state);
        let is_known = ours.is_some_and(|it| it.is_live() || it == OrderState::Arrived);
        let unnamed = self.here.live().filter(|it| it.instance.is_none());
        let is_asked = unnamed.is_some_and(|it| {
            let work = [Work::Replenish(it.id), Work::Watch(it.id)];
            work.iter().any(|work| self.here.jobs.contains_key(work))
        });
        let is_told = self.post.iter().any(|message| message.order == order);
        let is_answered =
            self.servers.iter().flatten().any(
                |run| matches!(run.at, Step::Answered(Answer::Said(_, Some(it))) if it == order),
            );
        is_known || is_asked || is_told || is_answered
    }

    /// Whether both sides have the same orders in the same state.
    fn agrees(&self) -> bool {
        let mut theirs = self.amazon.orders.iter().enumerate();
        let is_same = theirs.all(|(number, theirs)| {
            let ours = self.here.named(number).map(|order| order.state);
            match theirs.at {
                At::Delivered => ours == Some(OrderState::Arrived),
                At::Cancelled => !ours.is_some_and(OrderState::is_live),
                At::Taken | At::Placed | At::Shipped => false,
            }
        });
        is_same && self.here.live().is_none()
    }

    fn tell(&mut self, order: usize, kind: Kind) {
        self.post.push(Message { order, kind });
        self.post.sort_unstable();
    }

    fn hear(&mut self, message: Message) {
        let estimate = self.amazon.orders[message.order].estimate();
        let status = match message.kind {
            Kind::OrderPlaced => OrderStatus::Placed,
            Kind::ItemShipped => OrderStatus::Closed,
            Kind::OrderCancelled => OrderStatus::Cancelled,
        };
        self.here.hear(message.order, status, estimate, self.now);
    }

    fn forget(&mut self, message: Message) {
        if let Some(at) = self.post.iter().position(|it| *it == message) {
            self.post.remove(at);
        }
    }
}

impl OrderSafety {
    fn server_steps(&self, state: &State, actions: &mut Vec<Action>) {
        let due = state
            .here
            .jobs
            .iter()
            .filter(|(_, job)| job.run_at <= state.now);
        for (work, job) in due {
            match work {
                Work::Replenish(_) if job.lease.is_none() => {
                    let idle = state.servers.iter().position(Option::is_none);
                    actions.extend(idle.map(Action::Looks));
                }
                Work::Replenish(_) => {}
                Work::Watch(id) => actions.push(Action::Watches(*id)),
                Work::Parcel(id) => actions.push(Action::Counts(*id)),
            }
        }
        for (s, run) in state.servers.iter().enumerate() {
            let Some(run) = run else { continue };
            actions.push(match run.at {
                Step::Looked => Action::WritesSentAt(s),
                Step::Sent => Action::Calls(s, Fate::Answered),
                Step::Answered(_) => Action::Applies(s),
                Step::Settled(_) => Action::Settles(s),
            });
            if run.at == Step::Sent && state.left.calls > 0 {
                let fates = [Fate::Unanswered, Fate::Empty, Fate::Unsent, Fate::Refused];
                actions.extend(fates.map(|fate| Action::Calls(s, fate)));
            }
            if run.at == Step::Sent && state.left.broken > 0 {
                actions.push(Action::Calls(s, Fate::Broken));
            }
            if run.at == Step::Looked && !run.lapsed && state.left.stalls > 0 {
                actions.push(Action::LeaseLapses(s));
            }
            if state.left.crashes > 0 {
                actions.push(Action::Dies(s));
            }
        }
    }

    fn amazons_steps(state: &State, actions: &mut Vec<Action>) {
        for (number, order) in state.amazon.orders.iter().enumerate() {
            let is_due = order.due <= state.now;
            let may_cancel = state.left.cancels > 0;
            let next: &[At] = match order.at {
                At::Taken if is_due && may_cancel => &[At::Placed, At::Cancelled],
                At::Taken => &[At::Placed],
                At::Placed => &[At::Shipped],
                At::Shipped if is_due => &[At::Delivered],
                At::Shipped | At::Delivered | At::Cancelled => &[],
            };
            actions.extend(next.iter().map(|at| Action::AmazonTakes(number, *at)));
            if matches!(order.at, At::Taken | At::Placed) && may_cancel {
                actions.push(Action::CustomerCancels(number));
            }
        }
        for (n, message) in state.post.iter().enumerate() {
            if n > 0 && state.post[n - 1] == *message {
                continue;
            }
            actions.push(Action::Hears(*message));
            if state.left.twice > 0 {
                actions.push(Action::HearsTwice(*message));
            }
            if state.left.lost > 0 {
                actions.push(Action::Loses(*message));
            }
        }
    }

    /// Time passes while nothing is due: no job, no step of Amazon's, no run but one that is held up, no message that has to
    /// come or be lost before.
    fn time_passes(state: &State) -> Option<Time> {
        let next = state.next_due().filter(|next| *next > state.now)?;
        let mut runs = state.servers.iter().flatten();
        let is_free = runs.all(|run| run.lapsed && run.at == Step::Looked);
        let is_soon = next.since(state.now) <= HEARD_WITHIN;
        (is_free && (is_soon || state.post.is_empty())).then_some(next)
    }

    fn server_step(&self, state: &mut State, action: Action) -> Option<()> {
        let now = state.now;
        match action {
            Action::Looks(s) => {
                let jobs = state.here.jobs.iter_mut();
                let mut due = jobs.filter(|(_, job)| job.run_at <= now && job.lease.is_none());
                let (work, job) = due.find(|(work, _)| matches!(work, Work::Replenish(_)))?;
                let Work::Replenish(order) = *work else {
                    return None;
                };
                let first_failure = job.first_failure;
                job.lease = Some(s);
                match state.here.look(order, now) {
                    Ok(repeat) => {
                        state.servers[s] = Some(Run {
                            order,
                            first_failure,
                            repeat,
                            at: Step::Looked,
                            lapsed: false,
                        });
                    }
                    Err(ended) => state.here.settle_job(Work::Replenish(order), ended, now),
                }
            }
            Action::WritesSentAt(s) => {
                let run = state.servers[s].as_mut()?;
                if self.guards.second_look {
                    match state.here.look(run.order, now) {
                        Ok(repeat) => run.repeat = repeat,
                        Err(ended) => {
                            run.at = Step::Settled(ended);
                            return Some(());
                        }
                    }
                }
                if self.guards.sent_at {
                    state.here.write_sent(run.order, now);
                }
                run.at = Step::Sent;
            }
            Action::Calls(s, fate) => {
                let run = state.servers[s].as_mut()?;
                let mut said = || {
                    let lock = self.guards.lock;
                    state.amazon.replenish(state.need, lock, now)
                };
                let answer = match fate {
                    Fate::Answered => {
                        let (said, order) = said();
                        Answer::Said(said, Some(order))
                    }
                    Fate::Unanswered => {
                        said();
                        Answer::Failed(Failure::NoAnswer)
                    }
                    Fate::Empty => {
                        said();
                        Answer::Said(Said::Nothing, None)
                    }
                    Fate::Broken => {
                        said();
                        Answer::Failed(Failure::Passing)
                    }
                    Fate::Unsent => Answer::Failed(Failure::Passing),
                    Fate::Refused => Answer::Failed(Failure::Refused),
                };
                match fate {
                    Fate::Answered => {}
                    Fate::Broken => state.left.broken -= 1,
                    _ => state.left.calls -= 1,
                }
                run.at = Step::Answered(answer);
            }
            Action::Applies(s) => {
                let run = state.servers[s].as_mut()?;
                let Step::Answered(answer) = run.at else {
                    return None;
                };
                let (order, repeat, failure) = (run.order, run.repeat, run.first_failure);
                let ended = state.here.settle(order, answer, repeat, failure, now);
                run.at = Step::Settled(ended);
            }
            Action::Settles(s) => {
                let run = state.servers[s].take()?;
                let Step::Settled(ended) = run.at else {
                    return None;
                };
                if !run.lapsed {
                    state
                        .here
                        .settle_job(Work::Replenish(run.order), ended, now);
                }
            }
            Action::Dies(s) => {
                state.left.crashes -= 1;
                let run = state.servers[s].take()?;
                if let Some(job) = state.here.jobs.get_mut(&Work::Replenish(run.order))
                    && job.lease == Some(s)
                    && !run.lapsed
                {
                    job.lease = None;
                }
            }
            Action::LeaseLapses(s) => {
                state.left.stalls -= 1;
                let run = state.servers[s].as_mut()?;
                run.lapsed = true;
                let job = state.here.jobs.get_mut(&Work::Replenish(run.order))?;
                job.lease = None;
            }
            _ => return None,
        }
        Some(())
    }
}

impl Model for OrderSafety {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        vec![State {
            now: Time::from_millis(BEGIN),
            here: Here::stocked(),
            amazon: Amazon::default(),
            servers: [None, None],
            post: Vec::new(),
            need: 0,
            left: self.bound,
        }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        self.server_steps(state, actions);
        Self::amazons_steps(state, actions);
        if state.here.at_home.is_positive() && state.left.needs > 0 {
            actions.push(Action::RunsLow);
        }
        actions.extend(Self::time_passes(state).map(|_| Action::TimePasses));
    }

    fn next_state(&self, last: &State, action: Action) -> Option<State> {
        let mut state = last.clone();
        let now = state.now;
        match action {
            Action::RunsLow => {
                state.left.needs -= 1;
                state.need += 1;
                state.here.run_low(now);
            }
            Action::Watches(id) => {
                let ended = state.here.watch(id, &state.amazon, now);
                state.here.settle_job(Work::Watch(id), ended, now);
            }
            Action::Counts(id) => {
                let ended = state.here.count(id, now);
                state.here.settle_job(Work::Parcel(id), ended, now);
            }
            Action::AmazonTakes(order, at) => {
                state.amazon.step(order, at, now);
                match at {
                    At::Placed => state.tell(order, Kind::OrderPlaced),
                    At::Shipped => state.tell(order, Kind::ItemShipped),
                    At::Cancelled => {
                        state.left.cancels -= 1;
                        state.tell(order, Kind::OrderCancelled);
                    }
                    At::Taken | At::Delivered => {}
                }
            }
            Action::CustomerCancels(order) => {
                state.left.cancels -= 1;
                state.amazon.step(order, At::Cancelled, now);
                state.tell(order, Kind::OrderCancelled);
            }
            Action::Hears(message) => {
                state.forget(message);
                state.hear(message);
            }
            Action::HearsTwice(message) => {
                state.left.twice -= 1;
                state.hear(message);
            }
            Action::Loses(message) => {
                state.left.lost -= 1;
                state.forget(message);
            }
            Action::TimePasses => {
                state.now = Self::time_passes(last)?;
                state.here.decide(state.now);
            }
            _ => self.server_step(&mut state, action)?,
        }
        Some(state)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always(ONE_ORDER, |_, state: &State| state.needs_bring_one()),
            Property::always(
                "Amazon has one open order of the slot",
                |_, state: &State| {
                    let open = state.amazon.orders.iter().filter(|it| it.is_open());
                    open.count() <= 1
                },
            ),
            Property::always(
                "an order at Amazon is known here or asked for",
                |_, state: &State| {
                    let orders = state.amazon.orders.iter().enumerate();
                    let mut open = orders.filter(|(_, it)| Theirs::is_open(it));
                    open.all(|(number, _)| state.is_known_or_asked_for(number))
                },
            ),
            Property::always("at rest both sides agree", |_, state: &State| {
                !state.is_at_rest() || state.agrees()
            }),
            Property::eventually("it comes to rest", |_, state: &State| {
                state.need > 0 && state.is_at_rest()
            }),
            Property::sometimes("each need is met", |model: &Self, state: &State| {
                let is_met = |need| state.brought(need) == 1;
                state.is_at_rest() && (1..=model.bound.needs).all(is_met)
            }),
        ]
    }
}
