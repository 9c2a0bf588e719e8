//! Words of the maker's shop: in whatever order they are heard, the sum and what is decided next are the same.

use super::*;
use crate::cooldown::Cooldown;
use crate::decision::Outcome;
use crate::replenisher::ShopProduct;
use crate::shop::ShopEvent as E;

/// What the shop says, and how many hours after it was asked.
#[derive(Clone, Copy, Debug)]
struct Word {
    kind: E,
    hour: i64,
    pods: Option<i64>,
    day: Option<i64>,
}

fn word(kind: E, hour: i64) -> Word {
    Word {
        kind,
        hour,
        pods: None,
        day: None,
    }
}

impl Word {
    fn of(self, pods: i64) -> Self {
        Self {
            pods: Some(pods),
            ..self
        }
    }

    /// Expected on a day.
    fn on(self, day: i64) -> Self {
        Self {
            day: Some(day),
            ..self
        }
    }
}

/// A machine with 25 pods left, for which 36 were asked of the shop.
fn asked() -> Kept {
    let mut slot = slot();
    slot.products = Vec::new();
    slot.kind.shop = Some(ShopProduct {
        product: "PODS-36".to_owned(),
        quantity: amount(36),
    });
    let mut kept = Kept::new(slot);
    kept.change(|state| state.device.replenisher = Replenisher::Shop);
    kept.run_low();
    let id = kept.order().order.id;
    kept.change(|state| state.ask_shop(0, id));
    kept
}

impl Kept {
    fn first(&self) -> KnownOrder {
        let slot = &self.state.as_ref().unwrap().slots[0];
        let first = slot.orders().iter().min_by_key(|it| it.order.requested_at);
        first.unwrap().clone()
    }

    fn hears(&mut self, word: Word) -> &mut Self {
        let known = self.first();
        let undone = |id| self.entries.iter().any(|it| it.undoes == Some(id));
        let counts = |it: &&Entry| known.parcels.iter().any(|one| one.counted == Some(it.id));
        let counted = self.entries.iter().filter(counts);
        let counted: Vec<_> = counted.filter(|it| !undone(it.id)).cloned().collect();
        let said = Contents {
            asin: None,
            quantity: word.pods.map(amount),
            estimate: word.day.map(noon),
        };
        let at = noon(8) + word.hour * HOUR;
        self.change(|state| {
            state.shop_says(0, known.order.id, word.kind, (&said, at), &counted);
        })
    }

    /// What is on the road and comes is counted on its date.
    fn all_dates_pass(&mut self) -> &mut Self {
        for day in 9..=20 {
            let known = self.first();
            let road = known.parcels.iter().filter(|it| {
                it.counted.is_none() && it.estimate <= noon(day) && !known.order.is_called_off()
            });
            for parcel in road {
                self.at(noon(day))
                    .change(|state| state.count_parcel(0, parcel.id, noon(day), Actor::Larder));
            }
        }
        self
    }
}

/// All orders of some words.
fn orders_of(words: &[Word]) -> Vec<Vec<Word>> {
    if words.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for first in 0..words.len() {
        let mut rest = words.to_vec();
        let first = rest.remove(first);
        all.extend(orders_of(&rest).into_iter().map(|mut rest| {
            rest.insert(0, first);
            rest
        }));
    }
    all
}

/// Somebody counts by hand, so many hours after it was asked, in all.
type Count = (i64, i64);

/// What is said is heard in every order from the twentieth hour on, each word once or twice, and a count before, between
/// or after. What is known then, and in the end.
fn whatever_the_order(
    words: &[Word],
    count: Option<Count>,
    then: (OrderState, Outcome),
    pods: i64,
) {
    let twice = [false, true];
    for words in orders_of(words) {
        for place in 0..=count.map_or(0, |_| words.len()) {
            for is_twice in twice {
                let mut kept = asked();
                kept.at(noon(8) + 20 * HOUR);
                for n in 0..=words.len() {
                    if let Some((hour, pods)) = count.filter(|_| n == place) {
                        let at = noon(8) + hour * HOUR;
                        kept.says(Input::Set(amount(pods)), at, Actor::Customer);
                    }
                    let Some(word) = words.get(n) else { break };
                    kept.hears(*word);
                    // Of a shipment that is another one.
                    if is_twice && word.kind != E::Shipped {
                        kept.hears(*word);
                    }
                }
                let about = format!("{words:?} {count:?} at {place}");
                let known = kept.first();
                assert_eq!((known.order.state, kept.outcome()), then, "{about}");
                assert_eq!(known.order.live, then.0.is_live(), "{about}");
                assert_eq!(kept.orders().len(), 1, "{about}");
                kept.all_dates_pass();
                assert_eq!(kept.at_home(), Some(pods), "{about}");
                let cooldown = kept.slot().cooldown;
                let ended = match then.0 {
                    OrderState::Cancelled => (1, 0),
                    OrderState::Failed => (0, 1),
                    _ => (0, 0),
                };
                assert_eq!(
                    (cooldown.cancellations, cooldown.failures),
                    ended,
                    "{about}"
                );
                if ended == (0, 0) {
                    assert_eq!(cooldown, Cooldown::default(), "{about}");
                }
            }
        }
    }
}

const HERE: (OrderState, Outcome) = (OrderState::Arrived, Outcome::Enough);
const ROAD: (OrderState, Outcome) = (OrderState::Shipped, Outcome::OrderLive);
const OFF: (OrderState, Outcome) = (OrderState::Cancelled, Outcome::Held);

#[test]
fn what_arrived_is_all_that_was_placed() {
    let (placed, shipped) = (word(E::Placed, 1), word(E::Shipped, 2).on(12));
    let arrived = word(E::Arrived, 5);
    whatever_the_order(&[placed, shipped, arrived], None, HERE, 61);
    whatever_the_order(&[placed.of(72), shipped, arrived], None, HERE, 97);
    whatever_the_order(&[placed.of(35), shipped, arrived], None, HERE, 60);
    whatever_the_order(&[shipped.of(40), arrived], None, HERE, 65);
    whatever_the_order(&[placed.of(36), shipped.of(40), arrived], None, HERE, 61);
    let later = word(E::Arrived, 7);
    whatever_the_order(&[shipped, arrived, later], None, HERE, 61);
    let accepted = word(E::Accepted, 0);
    whatever_the_order(&[accepted, placed, shipped, arrived], None, HERE, 61);
    whatever_the_order(
        &[placed, word(E::Placed, 2).of(72), arrived],
        None,
        HERE,
        97,
    );
}

#[test]
fn parts_are_in_sum_what_was_placed() {
    let placed = word(E::Placed, 1);
    let one = word(E::Shipped, 2).of(12).on(11);
    let two = word(E::Shipped, 3).of(24).on(13);
    let arrived = word(E::Arrived, 5);
    whatever_the_order(&[one, two], None, ROAD, 61);
    whatever_the_order(&[placed, one, two], None, ROAD, 61);
    whatever_the_order(&[one, two, arrived], None, HERE, 61);
    whatever_the_order(&[placed, one, two, arrived], None, HERE, 61);
    let first = word(E::Arrived, 2);
    whatever_the_order(&[one, first, two, arrived], None, HERE, 61);
    whatever_the_order(&[placed.of(72), word(E::Shipped, 2).on(12)], None, ROAD, 97);
    // All that is left.
    whatever_the_order(&[one, word(E::Shipped, 3).on(13)], None, ROAD, 61);
    whatever_the_order(&[one, word(E::Shipped, 3).of(40).on(13)], None, ROAD, 65);
}

#[test]
fn what_was_called_off_does_not_come() {
    let (placed, shipped) = (word(E::Placed, 1), word(E::Shipped, 2).on(12));
    let (arrived, failed) = (word(E::Arrived, 5), word(E::Failed, 4));
    for hour in [0, 3, 6] {
        let cancelled = word(E::Cancelled, hour);
        whatever_the_order(&[shipped, cancelled], None, OFF, 25);
        whatever_the_order(&[placed, shipped, cancelled, arrived], None, OFF, 25);
        whatever_the_order(&[placed, failed, cancelled, shipped], None, OFF, 25);
        whatever_the_order(&[arrived, cancelled], None, OFF, 25);
    }
}

#[test]
fn what_failed_and_is_sent_all_the_same_comes() {
    let (placed, shipped) = (word(E::Placed, 1), word(E::Shipped, 2).on(12));
    let (arrived, failed) = (word(E::Arrived, 5), word(E::Failed, 4));
    whatever_the_order(&[failed, arrived], None, HERE, 61);
    whatever_the_order(&[failed, placed.of(72), arrived], None, HERE, 97);
    whatever_the_order(&[failed, shipped], None, ROAD, 61);
    whatever_the_order(&[failed, placed, shipped, arrived], None, HERE, 61);
    let held = (OrderState::Failed, Outcome::Held);
    whatever_the_order(&[placed, failed], None, held, 25);
    whatever_the_order(&[placed, failed, word(E::Failed, 1)], None, held, 25);
    let again = (OrderState::Placed, Outcome::OrderLive);
    whatever_the_order(&[failed, word(E::Placed, 6)], None, again, 25);
    whatever_the_order(&[placed, failed, word(E::Placed, 6)], None, again, 25);
}

#[test]
fn what_was_counted_by_hand_after_it_came_holds() {
    let (placed, shipped) = (word(E::Placed, 1), word(E::Shipped, 2).on(12));
    let arrived = word(E::Arrived, 5);
    for words in [
        &[arrived][..],
        &[shipped, arrived],
        &[placed, shipped, arrived],
        &[arrived, word(E::Arrived, 9)],
        &[word(E::Failed, 3), arrived],
    ] {
        whatever_the_order(words, Some((7, 60)), HERE, 60);
        whatever_the_order(words, Some((4, 24)), HERE, 60);
    }
}

#[test]
fn the_shops_word_for_the_arrival_is_better_than_its_date() {
    for (counted, pods) in [(9, 61), (13, 30)] {
        let mut kept = asked();
        kept.hears(word(E::Shipped, 2).on(12));
        kept.all_dates_pass();
        assert!(!kept.first().order.confirmed);
        kept.at(noon(14))
            .says(Input::Set(amount(30)), noon(counted), Actor::Customer);
        kept.at(noon(14)).hears(word(E::Arrived, 3 * 24));
        let order = kept.first().order;
        assert_eq!((order.confirmed, order.ended_at), (true, Some(noon(11))));
        assert_eq!(kept.at_home(), Some(if counted == 9 { 66 } else { pods }));
    }
}

#[test]
fn a_part_on_its_date_waits_for_the_rest() {
    let mut kept = asked();
    kept.hears(word(E::Placed, 1));
    kept.hears(word(E::Shipped, 2).of(12).on(11));
    kept.all_dates_pass();
    let known = kept.first();
    assert_eq!(
        (known.order.state, kept.at_home()),
        (OrderState::Shipped, Some(37))
    );
    assert!(known.waits_for_the_rest() && known.order.live);
    kept.hears(word(E::Shipped, 90).of(24).on(13));
    kept.all_dates_pass();
    assert_eq!(
        (kept.first().order.state, kept.at_home()),
        (OrderState::Arrived, Some(61))
    );
}

#[test]
fn what_comes_beside_a_live_order_holds_back_the_next() {
    use crate::order::{EndReason, OrderEvent};
    let mut kept = asked();
    let id = kept.first().order.id;
    kept.change(|state| {
        state.end_order(0, id, OrderEvent::Failed, EndReason::NoAnswer);
    });
    kept.at(noon(9)).change(|state| state.slots[0].touch());
    assert_eq!((kept.outcome(), kept.orders().len()), (Outcome::Order, 2));
    kept.hears(word(E::Shipped, 2).on(14));
    let first = kept.first().order;
    assert_eq!((first.state, first.live), (OrderState::Shipped, false));
    let second = kept.order().order.id;
    assert_ne!(second, id);
    kept.change(|state| {
        state.end_order(0, second, OrderEvent::Failed, EndReason::NoAnswer);
    });
    kept.at(noon(13)).change(|state| state.slots[0].touch());
    assert_eq!(
        (kept.outcome(), kept.orders().len()),
        (Outcome::OrderLive, 2)
    );
    kept.all_dates_pass();
    assert_eq!(
        (kept.at_home(), kept.outcome()),
        (Some(61), Outcome::Enough)
    );
}

#[test]
fn nothing_comes_before_it_was_asked_for() {
    let mut kept = asked();
    let requested = kept.first().order.requested_at;
    kept.at(requested + HOUR)
        .hears(word(E::Shipped, 1).on(-900));
    assert_eq!(kept.first().parcels[0].estimate, requested);
}
