//! The fold over a slot's journal, in the transaction of a change or, where that reads too much, piece by piece by a job.
//!
//! Use is rolled up by UTC day, and each day keeps the stock at its end; the fold begins at the last day before what
//! changed, however long the journal is. It says of each entry whether it changed anything where it stands, so that pages
//! and the fold itself can leave out what did not.
//!
//! - At once are folded what changed anything before it in its day, and up to [`AT_ONCE`] entries after it. It ends early
//!   with a day whose end is as it was: what follows is then as it was, too.
//! - What needs more is counted again by a job (`domain::counting`). The slot decides and reports nothing until that is
//!   done, and nobody waits for it.

use domain::counting::Counting;
use domain::journal::{Input, Place, Stock};
use domain::slot::SlotSpec;
use domain::usage::HORIZON;
use domain::{Day, EntryId, Time};
use store::{DayRow, FoldRow, Slot, Tx};

use super::entry::{note, stock_before};
use crate::Error;
use crate::device_unit::DeviceUnit;
use crate::job::Job;

/// Entries that are folded at once.
pub(crate) const AT_ONCE: i64 = 1_000;
/// The day after which there is none.
const LAST: Day = Day(i64::MAX);

/// What a part of a fold came to.
#[derive(Debug)]
pub(crate) struct Piece {
    stock: Stock,
    /// Oldest first.
    days: Vec<DayRow>,
    /// When its last entry that counts happened.
    last: Option<Time>,
    last_use: Option<Time>,
    /// Entries that are noops no longer, and those that are now.
    changed: [Vec<EntryId>; 2],
}

impl Piece {
    /// Folds entries from a stock on, and from what their first day has counted before them.
    fn of(start: Stock, days: Vec<DayRow>, spec: &SlotSpec, entries: &[FoldRow]) -> Self {
        let mut piece = Self {
            stock: start,
            days,
            last: None,
            last_use: None,
            changed: [Vec::new(), Vec::new()],
        };
        for entry in entries {
            if let Some(input) = entry.input {
                piece.step(entry, input, spec);
            }
        }
        piece
    }

    fn step(&mut self, entry: &FoldRow, input: Input, spec: &SlotSpec) {
        let at = entry.place.at;
        let effect = self.stock.apply(input, spec);
        note(&mut self.days, at, &self.stock, &effect);
        self.last = Some(at);
        if effect.used.is_positive() {
            self.last_use = Some(at);
        }
        // What somebody said by hand is a line, whatever it did.
        let noop = effect.noop && input.is_report();
        if noop != entry.noop {
            self.changed[usize::from(noop)].push(entry.id);
        }
    }

    /// Writes its days, the only ones of a slot from one to another, and what changed nothing.
    async fn write(&self, tx: &mut Tx, slot: &Slot, from: Day, to: Day) -> Result<(), Error> {
        tx.days_replace(slot.id, from, to, &self.days).await?;
        for (entries, noop) in self.changed.iter().zip([false, true]) {
            if !entries.is_empty() {
                tx.noops_put(entries, noop).await?;
            }
        }
        Ok(())
    }
}

impl DeviceUnit {
    /// Folds the journal again from a moment on, where it changed from then until another, and what follows for the
    /// slot's hold. Where that is too much to do at once, the slot is counted again.
    pub(crate) async fn fold(
        &mut self,
        slot: &mut Slot,
        (from, to): (Time, Time),
    ) -> Result<(), Error> {
        if let Some(counting) = &mut slot.counting {
            counting.take_in(from);
            return Ok(());
        }
        let before = slot.stock().at_home();
        if !self.fold_at_once(slot, from, to).await? {
            return self.count_again(slot, from.day()).await;
        }
        if slot.last_use.is_none()
            && let Some(day) = self.last_use_before(slot, from.day()).await?
        {
            // The last use was taken back: the one before it is found by folding its day again.
            return Box::pin(self.fold(slot, (day.start(), day.end()))).await;
        }
        self.after_rise(slot, before).await
    }

    /// False, and nothing is done, where it is too much.
    async fn fold_at_once(&mut self, slot: &mut Slot, from: Time, to: Time) -> Result<bool, Error> {
        let most = usize::try_from(AT_ONCE).unwrap_or_default();
        let (first, spec) = (from.day(), slot.spec());
        let midnight = Place::before(first.start());
        // Measured anew, what is known of the entries of its day does not hold.
        let is_settled = slot.folded_to.is_some();
        let (mut entries, place) = match is_settled {
            true => {
                let changes = self
                    .tx
                    .changes_to_fold(slot.id, midnight, from - 1, AT_ONCE + 1);
                (changes.await?, Place::after(from - 1))
            }
            false => (Vec::new(), midnight),
        };
        if entries.len() > most {
            return Ok(false);
        }
        let later = self.tx.entries_to_fold(slot.id, place, AT_ONCE + 1).await?;
        let is_all = later.len() <= most;
        entries.extend(later);
        let start = stock_before(&mut self.tx, slot, first).await?;
        let piece = Piece::of(start, Vec::new(), &spec, &entries);
        if is_all {
            piece.write(&mut self.tx, slot, first, LAST).await?;
            slot.set_stock(piece.stock);
            slot.folded_to = Some(piece.last.unwrap_or(first.start()));
            let known = slot.last_use.filter(|used| *used < first.start());
            slot.last_use = piece.last_use.or(known);
            return Ok(true);
        }
        if !is_settled {
            return Ok(false);
        }
        let Some(end) = self.as_before(slot, to, &piece).await? else {
            return Ok(false);
        };
        entries.retain(|entry| entry.place.at.day() <= end);
        let piece = Piece::of(start, Vec::new(), &spec, &entries);
        piece.write(&mut self.tx, slot, first, end).await?;
        if slot.last_use.is_none_or(|used| used.day() <= end) {
            let known = slot.last_use.filter(|used| *used < first.start());
            slot.last_use = piece.last_use.or(known);
        }
        Ok(true)
    }

    /// The first whole day of a piece after all that changed, whose end is as it was.
    async fn as_before(
        &mut self,
        slot: &Slot,
        changed: Time,
        piece: &Piece,
    ) -> Result<Option<Day>, Error> {
        let whole = piece.days.split_last().map_or(&[][..], |(_, days)| days);
        let mut whole = whole.iter().filter(|day| Day(day.day) >= changed.day());
        if whole.clone().next().is_none() {
            return Ok(None);
        }
        let known = self.tx.days_since(slot.id, changed.day()).await?;
        let same = whole.find(|day| {
            let was = known.iter().find(|was| was.day == day.day);
            was.is_some_and(|was| was.stock() == day.stock())
        });
        Ok(same.map(|day| Day(day.day)))
    }

    /// The last day of use before another, where its entries are still there to say when that was; else it was in the end.
    async fn last_use_before(&mut self, slot: &mut Slot, day: Day) -> Result<Option<Day>, Error> {
        let day = self.tx.day_of_last_use(slot.id, day).await?;
        let gone = day.filter(|day| self.now.since(day.start()) > HORIZON);
        slot.last_use = gone.map(Day::end);
        Ok(day.filter(|_| gone.is_none()))
    }

    /// Has a slot counted again from a day on.
    pub(crate) async fn count_again(&mut self, slot: &mut Slot, day: Day) -> Result<(), Error> {
        slot.counting = Some(Counting::from_day(day, slot.last_use));
        slot.folded_to = None;
        self.job(&Job::Count { slot: slot.id }, self.now).await
    }

    /// Writes one piece of a slot's counting; with the last one everything is decided that had to wait.
    pub(crate) async fn count(&mut self, slot: &mut Slot, read: ReadPiece) -> Result<(), Error> {
        let ReadPiece {
            piece,
            from,
            end: (to, is_last),
            mut counting,
        } = read;
        let until = if is_last { LAST } else { to.at.day() };
        piece.write(&mut self.tx, slot, from, until).await?;
        counting.to = to;
        counting.last_use = piece.last_use.or(counting.last_use);
        slot.counting = Some(counting);
        if !is_last {
            return Ok(self.tx.slot_update(slot).await?);
        }
        slot.last_use = counting.last_use;
        if slot.last_use.is_none()
            && let Some(day) = self.last_use_before(slot, LAST).await?
        {
            // The last use was taken back: the one before it is found by counting its day again.
            slot.counting = Some(Counting::from_day(day, None));
            return Ok(self.tx.slot_update(slot).await?);
        }
        let before = slot.stock().at_home();
        slot.counting = None;
        slot.set_stock(piece.stock);
        slot.folded_to = Some(piece.last.unwrap_or(to.at));
        self.after_rise(slot, before).await?;
        self.confirm_by_use(slot).await?;
        self.report_status(slot).await?;
        self.evaluate(slot).await
    }
}

/// A piece of a slot's counting, folded from what was read without holding its device.
#[derive(Debug)]
pub(crate) struct ReadPiece {
    piece: Piece,
    from: Day,
    /// The place of its last entry, and whether nothing follows.
    end: (Place, bool),
    /// As it was read.
    counting: Counting,
}

impl ReadPiece {
    /// Reads and folds at most so many entries of a slot that is counted again.
    pub(crate) async fn read(
        tx: &mut Tx,
        slot: &Slot,
        counting: Counting,
        most: i64,
    ) -> Result<Self, Error> {
        let from = counting.to.at.day();
        let mut days = Vec::new();
        let mut start = stock_before(tx, slot, from).await?;
        if counting.to.accepted > 0
            && let Some(begun) = tx.day_before(slot.id, Day(from.0 + 1)).await?
            && begun.day == from.0
        {
            start = begun.stock();
            days.push(begun);
        }
        let entries = tx.entries_to_fold(slot.id, counting.to, most).await?;
        let is_last = entries.len() < usize::try_from(most).unwrap_or_default();
        let to = entries.last().map_or(counting.to, |last| last.place);
        Ok(Self {
            piece: Piece::of(start, days, &slot.spec(), &entries),
            from,
            end: (to, is_last),
            counting,
        })
    }
}
