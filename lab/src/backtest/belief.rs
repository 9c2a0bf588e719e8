//! What is believed of what a machine says: what Larder's rules let count, or each reading at once.

use domain::journal::{Input, Step};
use domain::spec::SlotSpec;
use domain::stock::Stock;
use domain::{Quantity, Time};

/// Whom to believe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Belief {
    /// As Larder does.
    Rules,
    /// Each reading, at once.
    AtOnce,
}

/// What is believed so far.
pub(super) struct Believed {
    belief: Belief,
    spec: SlotSpec,
    stock: Stock,
}

impl Believed {
    pub(super) fn new(belief: Belief, spec: SlotSpec) -> Self {
        Self {
            belief,
            spec,
            stock: Stock::default(),
        }
    }

    /// Takes something in; what was used by it.
    pub(super) fn put(&mut self, input: Input, at: Time) -> Quantity {
        let step = Step {
            input,
            at,
            received_at: at,
        };
        match (self.belief, input) {
            (Belief::AtOnce, Input::Level(level)) => self.level(level),
            (Belief::AtOnce, Input::Total(total)) => self.total(total),
            _ => self.stock.apply(&step, &self.spec).used,
        }
    }

    /// A reading that waits and has stood for long enough at a moment: since when, and what was used by it.
    pub(super) fn stands(&mut self, now: Time) -> Option<(Time, Quantity)> {
        let stands = self.stock.evidence.stands_at(self.stock.machine)?;
        let waiting = self.stock.evidence.level.filter(|_| stands <= now)?;
        Some((stands, self.put(Input::Believed(waiting.amount), stands)))
    }

    pub(super) fn at_home(&self) -> Option<Quantity> {
        self.stock.at_home()
    }

    /// What else may be there.
    pub(super) fn otherwise(&self, now: Time) -> Option<Quantity> {
        self.stock.otherwise(&self.spec, now)?.at_home()
    }

    /// Until when a fall may be a sensor's trembling.
    pub(super) fn may_tremble_until(&self) -> Option<Time> {
        self.stock.evidence.may_tremble_until(&self.spec)
    }

    fn level(&mut self, level: Quantity) -> Quantity {
        let machine = self.stock.machine.replace(level).unwrap_or(level);
        if level.0 * 2 > machine.0 * 2 + self.spec.capacity.0 {
            self.stock.spares = (self.stock.spares - self.spec.capacity).max(Quantity::ZERO);
        }
        (machine - level).max(Quantity::ZERO)
    }

    fn total(&mut self, total: Quantity) -> Quantity {
        let last = self.stock.total.replace(total).unwrap_or(total);
        let used = if total < last { total } else { total - last };
        let machine = self.stock.machine.unwrap_or_default();
        self.stock.machine = Some((machine - used).max(Quantity::ZERO));
        let missing = (used - machine).max(Quantity::ZERO);
        self.stock.spares = (self.stock.spares - missing).max(Quantity::ZERO);
        used
    }
}
