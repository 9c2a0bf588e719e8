//! `larder backtest`'s life of a trace, with a machine between the use and the decision: what is known is what the
//! machine posts, with the readings of a bad sensor beside it or without.

mod belief;

use domain::backtest::Trace;
use domain::decision::{EvaluationInput, Outcome, decide};
use domain::journal::Input;
use domain::pace::Pace;
use domain::policy::Policy;
use domain::spec::SlotSpec;
use domain::time::DAY;
use domain::{Day, Quantity, Time, Unit};
use sandbox::fleet::{Fouling, Kind, Reading};

pub use belief::Belief;
use belief::Believed;

use crate::home::Home;

/// What the counter has counted before.
const BASE: i64 = 5_000_000;
const ONE: i64 = 1_000;

/// How a trace is lived through.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// What an order brings, and what the container holds.
    pub pack: Quantity,
    /// Days in which use is only watched before it begins.
    pub warmup: usize,
    /// After how many days each order is there, in turn.
    pub leads: &'a [u16],
    /// What the machine posts.
    pub kind: Kind,
    /// How often it does, each day.
    pub posts: u16,
    /// What is believed of it.
    pub belief: Belief,
}

/// What a life came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lived {
    /// When orders were made, oldest first.
    pub orders: Vec<Time>,
    /// Uses for which not all that was wanted was there.
    pub short: i64,
    /// Foul reports.
    pub foul: u64,
}

/// Lives through a trace.
pub fn live(trace: &Trace, rules: Rules<'_>, fouling: Option<Fouling>) -> Lived {
    let mut life = Life::new(trace, rules, fouling);
    let days = (trace.first.0..).map(Day).zip(&trace.days);
    for (day, wanted) in days.skip(rules.warmup) {
        life.day(day, wanted.wanted.0);
    }
    life.lived
}

struct Life<'a> {
    rules: Rules<'a>,
    policy: Policy,
    first: Day,
    fouling: Option<Fouling>,
    home: Home,
    /// What the counter reads.
    total: i64,
    /// When something last came in.
    last: Time,
    known: Believed,
    /// What is believed to have been used each day since the first.
    used: Vec<Quantity>,
    /// The order under way, and when it is there.
    arrives: Option<Day>,
    lived: Lived,
}

impl<'a> Life<'a> {
    fn new(trace: &Trace, rules: Rules<'a>, fouling: Option<Fouling>) -> Self {
        let watched = trace.days.iter().take(rules.warmup);
        let mut known = Believed::new(rules.belief, slot(rules.pack, trace.first));
        let before = Day(trace.first.0 + rules.warmup as i64 - 1).end();
        known.put(Input::Set(rules.pack), before);
        if rules.kind == Kind::Total {
            known.put(Input::Total(Quantity(BASE)), before);
        }
        Self {
            rules,
            policy: Policy::default(),
            first: trace.first,
            fouling,
            home: Home::full(rules.pack.0),
            total: BASE,
            known,
            last: trace.first.start(),
            used: watched.map(|day| day.wanted).collect(),
            arrives: None,
            lived: Lived::default(),
        }
    }

    /// A day's use, spread over it, and what the machine posts of it.
    fn day(&mut self, day: Day, wanted: i64) {
        if self.arrives.is_some_and(|arrives| arrives <= day) {
            self.arrives = None;
            self.home.spares += self.rules.pack.0;
            self.say(Input::Delivery(self.rules.pack), day.start());
        }
        let posts = i64::from(self.rules.posts);
        let mut left = wanted;
        for post in 0..posts {
            let part = left / ONE / (posts - post) * ONE;
            left -= part;
            let taken = self.home.take(part);
            self.lived.short += i64::from(taken < part);
            self.total += taken;
            self.post(taken, day.start() + (2 * post + 1) * DAY / (2 * posts));
        }
    }

    /// What the machine posts of a use, and what a bad sensor adds.
    fn post(&mut self, taken: i64, at: Time) {
        let value = match self.rules.kind {
            Kind::Used => taken,
            Kind::Level => self.home.machine,
            Kind::Total => self.total,
        };
        let reading = Reading {
            kind: self.rules.kind,
            value,
            full: self.rules.pack.0,
            step: ONE,
        };
        let fouls = self.fouling.as_mut().map(|it| it.beside(reading));
        let mut said = vec![(0, value)];
        // The same report again is no other.
        for foul in fouls.into_iter().flatten().filter(|foul| !foul.is_same) {
            self.lived.foul += 1;
            said.push((foul.after_ms, foul.value));
        }
        said.sort_by_key(|(after, _)| *after);
        for (after, value) in said {
            // What a clock dates ahead counts when it is received.
            self.say(self.input(value), at + after);
        }
    }

    fn input(&self, value: i64) -> Input {
        match self.rules.kind {
            Kind::Used => Input::Used(Quantity(value)),
            Kind::Level => Input::Level(Quantity(value)),
            Kind::Total => Input::Total(Quantity(value)),
        }
    }

    /// Something comes in: what has waited long enough is believed before it.
    fn say(&mut self, input: Input, at: Time) {
        if let Some((stands, waited)) = self.known.stands(at) {
            self.note(waited, stands);
            self.decide(stands);
        }
        let trembles = self.known.may_tremble_until();
        if let Some(until) = trembles.filter(|until| self.last < *until && *until <= at) {
            self.decide(until);
        }
        self.last = at;
        let used = self.known.put(input, at);
        self.note(used, at);
        self.decide(at);
    }

    fn note(&mut self, used: Quantity, at: Time) {
        let day = usize::try_from(at.day().0 - self.first.0).unwrap_or(0);
        self.used
            .resize(self.used.len().max(day + 1), Quantity::ZERO);
        self.used[day] += used;
    }

    fn decide(&mut self, at: Time) {
        let window = usize::from(self.policy.window_days());
        let days = self.used.iter().rev().take(window);
        let pace = Pace::measure(
            days.copied().sum(),
            self.policy.window_days(),
            self.first.start(),
            None,
            at,
        );
        let input = EvaluationInput {
            at_home: self.known.at_home(),
            provisional: self.known.otherwise(at),
            pace: Some(pace),
            demand: None,
            registered: true,
            subscribed: true,
            left_to_alexa: false,
            order_live: self.arrives.is_some(),
            cooling_down: false,
            uncounted: false,
            held_by_maker: false,
            new_here: false,
        };
        if decide(&input, self.policy, at).outcome == Outcome::Order {
            let leads = self.rules.leads;
            let lead = leads[self.lived.orders.len() % leads.len()];
            self.arrives = Some(Day(at.day().0 + i64::from(lead)));
            self.lived.orders.push(at);
        }
    }
}

/// A slot whose container takes a whole pack.
fn slot(pack: Quantity, first: Day) -> SlotSpec {
    SlotSpec {
        unit: Unit::Count,
        capacity: pack,
        count_is: Some(pack),
        policy: Policy::default(),
        most_per_day: None,
        step: None,
        owned_since: Some(first.start()),
    }
}
