use proptest::prelude::*;

use super::*;
use crate::alert::{Reading, of_slot};
use crate::decision::decide;
use crate::demand::{Demand, Pattern};
use crate::policy::{Policy, ServiceLevel};
use crate::time::{DAY, Day, MINUTE};

/// A slot as the rules see it.
#[derive(Clone, Debug)]
struct Slot {
    at_home: Option<i64>,
    used: Use,
    demand: Option<Demand>,
    policy: Policy,
    registered: bool,
    subscribed: bool,
    order_live: bool,
    held_until: Option<Time>,
    owned: bool,
    open: Vec<AlertKind>,
}

impl Slot {
    fn input(&self, now: Time) -> EvaluationInput {
        EvaluationInput {
            at_home: self.at_home.map(Quantity),
            pace: Some(self.used.pace(now)),
            demand: self.demand,
            registered: self.registered,
            subscribed: self.subscribed,
            left_to_alexa: false,
            order_live: self.order_live,
            cooling_down: self.next(now).is_some(),
            uncounted: false,
            held_by_maker: false,
            new_here: false,
            provisional: None,
        }
    }

    /// When its cooldown ends, if it has not.
    fn next(&self, now: Time) -> Option<Time> {
        self.held_until.filter(|until| now < *until)
    }

    /// On another day, of which less of the use before it is in the window.
    fn forget(&mut self, used: i64) {
        self.used.used = (self.used.used - Quantity(used)).max(Quantity::ZERO);
    }

    /// What an evaluation would say, and the signals after it.
    fn evaluate(&self, now: Time) -> (Decision, Vec<AlertKind>) {
        let decision = decide(&self.input(now), self.policy, now);
        let mut reading = Reading::default();
        if self.owned {
            reading = Reading {
                at_home: self.at_home.map(Quantity),
                reorder_level: decision.reorder_level,
                paused: !self.subscribed,
                late_order: false,
                ..Reading::default()
            };
        }
        (decision, of_slot(&reading, &self.open))
    }

    fn take(&mut self, used: i64, lost: i64) {
        self.used = self.used.and(Quantity(used));
        self.at_home = self.at_home.map(|left| (left - used.max(lost)).max(0));
    }
}

fn policies() -> impl Strategy<Value = Policy> {
    prop_oneof![
        (1_u16..30, 7_u16..60).prop_map(|(days_threshold, window_days)| Policy::BurnRate {
            days_threshold,
            window_days
        }),
        Just(Policy::Forecast {
            service_level: ServiceLevel::new(0.95)
        }),
    ]
}

prop_compose! {
    fn slots()(
        at_home in prop::option::weighted(0.9, 0_i64..3_000),
        used in 0_i64..3_000,
        known in prop_oneof![0..9 * DAY, 0..60 * DAY],
        since in 0..DAY,
        cooldown in prop::option::of(0..2 * DAY),
        typical in prop::option::of(1_i64..200),
        policy in policies(),
        asked in prop::option::of(0_i64..1_500),
        flags in any::<[bool; 4]>(),
    ) -> (Slot, i64) {
        let [registered, subscribed, order_live, owned] = flags;
        let since = Day(20_000).start() + since;
        let demand = asked.filter(|_| policy.service_level().is_some()).map(|asked| Demand {
            quantity: Quantity(asked),
            per_day: Quantity(1),
            lead_days: (2, 5),
            pattern: Pattern::Smooth,
            known_days: 30,
            fleet: 0,
        });
        let used = Use {
            used: Quantity(used),
            window_days: policy.window_days(),
            since,
            typical_per_day: typical.map(Quantity),
        };
        let slot = Slot {
            at_home, used, demand, policy, registered, subscribed, order_live,
            held_until: cooldown.map(|cooldown| since + known + cooldown),
            owned: owned || registered,
            open: Vec::new(),
        };
        (slot, known)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    /// Whoever evaluates at every use and whoever does so only when the headroom is used up see the same
    /// outcomes and the same alerts at the same uses.
    #[test]
    fn nothing_changes_within_the_headroom(
        (slot, known) in slots(),
        uses in prop::collection::vec((0_i64..120, 0_i64..20, 0_i64..600, 0_i64..2_000), 1..60),
    ) {
        let mut slot = slot;
        let mut now = slot.used.since + known;
        let mut headroom: Option<(Headroom, i64, Outcome)> = None;
        for (used, lost, minutes, gone) in uses {
            let before = now.day();
            now = now + minutes * MINUTE;
            if now.day() != before {
                slot.forget(gone);
            }
            slot.take(used, lost);
            let (decision, signals) = slot.evaluate(now);
            if let Some((room, charged, outcome)) = &mut headroom {
                *charged += used.max(lost);
                if now < room.until && *charged <= room.amount.0 {
                    prop_assert_eq!(decision.outcome, *outcome);
                    prop_assert_eq!(&signals, &slot.open);
                    continue;
                }
            }
            slot.open = signals;
            slot.order_live |= decision.outcome == Outcome::Order;
            let around = HeadroomInput {
                used: Some(slot.used),
                open: &slot.open,
                owned: slot.owned,
                next: slot.next(now),
            };
            headroom = Headroom::after(&decision, &slot.input(now), &around)
                .map(|room| (room, 0, decision.outcome));
        }
    }
}

/// A hundred pods, two a day: nothing has to be asked until few are left.
#[test]
fn a_full_container_has_headroom_and_a_low_one_too() {
    let now = Day(20_030).start();
    let mut slot = Slot {
        at_home: Some(100_000),
        used: Use {
            used: Quantity(38_000),
            window_days: 20,
            since: Day(20_000).start(),
            typical_per_day: None,
        },
        demand: None,
        policy: Policy::default(),
        registered: true,
        subscribed: true,
        order_live: false,
        held_until: None,
        owned: true,
        open: Vec::new(),
    };
    let headroom = |slot: &Slot| {
        let (decision, open) = slot.evaluate(now);
        let around = HeadroomInput {
            used: Some(slot.used),
            open: &open,
            owned: true,
            next: None,
        };
        Headroom::after(&decision, &slot.input(now), &around)
    };
    let room = headroom(&slot).unwrap();
    assert!((60_000..64_000).contains(&room.amount.0), "{room:?}");
    assert_eq!(room.until, now.day().end());
    slot.at_home = Some(14_100);
    assert_eq!(headroom(&slot).map(|it| it.amount.0 < 100), Some(true));
    slot.at_home = Some(14_000);
    assert_eq!(headroom(&slot), None, "it is ordered now");
    slot.order_live = true;
    assert_eq!(headroom(&slot), None, "the day may end with a lower pace");
    slot.at_home = Some(12_000);
    assert_eq!(headroom(&slot).unwrap().amount, Quantity(11_999));
    slot.at_home = Some(0);
    assert_eq!(headroom(&slot).unwrap().amount, Quantity(i64::MAX));
    // An alert may end by time alone, once what is left is well above the level.
    slot.at_home = Some(14_500);
    slot.order_live = false;
    assert!(headroom(&slot).is_some());
    slot.open = vec![AlertKind::Low];
    assert_eq!(headroom(&slot), None);
}
