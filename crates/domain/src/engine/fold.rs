//! The fold over a slot's journal, from the day of what changed on.
//!
//! Use is rolled up by UTC day, and each day keeps the stock at its end; the fold begins at the last day before what
//! changed, however long the journal is. It says of each entry whether it changed anything where it stands, so that pages
//! and the fold itself can leave out what did not.
//!
//! - At once are folded what changed anything before it in its day, and up to [`AT_ONCE`] entries after it. It ends early
//!   with a day whose end is as it was: what follows is then as it was, too.
//! - What needs more is counted again piece by piece ([`crate::counting`]). The slot decides and reports nothing until
//!   that is done, and nobody waits for it.
//! - Entries of the change itself are not in the journal yet: they are folded with what is.

use super::inventory::note;
use super::{DeviceState, FollowUp, ReplacedDays, SlotState};
use crate::EntryId;
use crate::counting::Counting;
use crate::day::SlotDay;
use crate::journal::{Entry, FoldEntry, Place, Step};
use crate::spec::SlotSpec;
use crate::stock::Stock;
use crate::time::{Day, Time};
use crate::usage::HORIZON;

/// Entries that are folded at once.
pub const AT_ONCE: usize = 1_000;
/// The day after which there is none.
const LAST: Day = Day(i64::MAX);

/// What of a journal is to be read for a fold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoldNeed {
    /// What changed is of then or later.
    pub from: Time,
    /// And of then or before.
    pub to: Time,
    /// Of the day of `from` what changed nothing is known, and is not read. Where the slot is measured anew, all of that
    /// day is.
    pub is_settled: bool,
    /// The latest use may be among what is folded: it is asked on which day the one before was.
    pub may_lose_use: bool,
}

/// What was read of a journal for a fold.
#[derive(Clone, Debug, Default)]
pub struct JournalPart {
    /// What changed anything in the first day before `from`, up to one more than [`AT_ONCE`]; only where it is settled.
    pub changes: Vec<FoldEntry>,
    /// What stands after that, up to one more than [`AT_ONCE`].
    pub later: Vec<FoldEntry>,
    /// The last day before the first one.
    pub day_before: Option<SlotDay>,
    /// The days from that of `to` on, where more stands later than is folded at once.
    pub days: Vec<SlotDay>,
    /// The last day of use before the first one.
    pub day_of_last_use: Option<Day>,
}

/// A piece of a journal that is counted again, read without holding its device.
#[derive(Debug)]
pub struct Recount {
    piece: Piece,
    from: Day,
    /// The place of its last entry, and whether nothing follows.
    end: (Place, bool),
    counting: Counting,
}

/// What a part of a fold came to.
#[derive(Debug)]
struct Piece {
    stock: Stock,
    /// Oldest first.
    days: Vec<SlotDay>,
    /// When its last entry that counts happened.
    last: Option<Time>,
    last_use: Option<Time>,
    /// Entries that are noops no longer, and those that are now.
    changed: [Vec<EntryId>; 2],
}

impl Piece {
    /// Folds entries from a stock on, and from what their first day has counted before them.
    fn of(start: Stock, days: Vec<SlotDay>, spec: &SlotSpec, entries: &[FoldEntry]) -> Self {
        let mut piece = Self {
            stock: start,
            days,
            last: None,
            last_use: None,
            changed: [Vec::new(), Vec::new()],
        };
        for entry in entries {
            if let Some(step) = entry.step() {
                piece.step(entry, &step, spec);
            }
        }
        piece
    }

    fn step(&mut self, entry: &FoldEntry, step: &Step, spec: &SlotSpec) {
        let at = step.at;
        let effect = self.stock.apply(step, spec);
        note(&mut self.days, at, &self.stock, &effect);
        self.last = Some(at);
        if effect.used.is_positive() {
            self.last_use = Some(at);
        }
        // What somebody said by hand is a line, whatever it did.
        let noop = effect.noop && step.input.is_report();
        if noop != entry.noop {
            self.changed[usize::from(noop)].push(entry.id);
        }
    }
}

impl FoldNeed {
    /// The first day that is folded.
    pub fn first(&self) -> Day {
        self.from.day()
    }
}

impl SlotState {
    /// What is to be read before it can be decided on, where its journal has to be folded.
    pub fn fold_need(&self) -> Option<FoldNeed> {
        let (from, to) = self.unfolded?;
        let start = from.day().start();
        Some(FoldNeed {
            from,
            to,
            is_settled: self.slot.folded_to.is_some(),
            may_lose_use: self.slot.last_use.is_none_or(|used| used >= start),
        })
    }

    /// Its days, of which these were read, as this change leaves them.
    pub(super) fn days_as_they_are(&self, read: &[SlotDay]) -> Vec<SlotDay> {
        let mut days = read.to_vec();
        for it in &self.replaced {
            days.retain(|day| !(it.from.0..=it.to.0).contains(&day.day));
            days.extend(&it.days);
        }
        for new in &self.days {
            match days.iter_mut().find(|day| day.day == new.day) {
                Some(day) => day.add(new),
                None => days.push(*new),
            }
        }
        days.sort_by_key(|day| day.day);
        days
    }

    /// The stock at the beginning of a day, of which the last one before it was read.
    fn stock_before(&self, day: Day, read: Option<SlotDay>) -> Stock {
        let days = self.days_as_they_are(read.as_slice());
        let before = days.iter().rfind(|it| it.day < day.0);
        before.map_or(self.slot.stock_at_start(), SlotDay::stock)
    }

    /// The first whole day of a piece after all that changed, whose end is as it was.
    fn as_before(&self, changed: Time, piece: &Piece, known: &[SlotDay]) -> Option<Day> {
        let (_, whole) = piece.days.split_last()?;
        let known = self.days_as_they_are(known);
        let is_same = |day: &&SlotDay| {
            let was = known.iter().find(|was| was.day == day.day);
            day.day >= changed.day().0 && was.is_some_and(|was| was.stock() == day.stock())
        };
        whole.iter().find(is_same).map(|day| Day(day.day))
    }

    /// The last day of use, of which none is left in what was folded, where its entries are still there to say when that
    /// was; else it was in the end.
    fn lose_use(&mut self, read: Option<Day>, now: Time) {
        let own = self.days_as_they_are(&[]);
        let own = own.iter().filter(|day| day.used.is_positive());
        let day = own.map(|day| Day(day.day)).chain(read).max();
        let Some(day) = day else { return };
        if now.since(day.start()) > HORIZON {
            self.slot.last_use = Some(day.end());
        } else {
            // The last use was taken back: the one before it is found by folding its day again.
            self.unfolded = Some((day.start(), day.end()));
        }
    }

    /// The last use of a piece, or the one that was known before it.
    fn find_last_use(&mut self, piece: &Piece, before: Time) {
        let known = self.slot.last_use.filter(|used| *used < before);
        self.slot.last_use = piece.last_use.or(known);
    }

    fn replace(&mut self, from: Day, to: Day, days: Vec<SlotDay>) {
        self.days.retain(|day| !(from.0..=to.0).contains(&day.day));
        self.replaced.push(ReplacedDays { from, to, days });
    }
}

impl DeviceState {
    /// Folds a slot's journal again, of which a part was read, as [`SlotState::fold_need`] says. Where that is too much to
    /// do at once, the slot is counted again. There may be more to fold after it.
    pub fn fold(&mut self, s: usize, part: JournalPart) {
        let now = self.now;
        let work = &mut self.slots[s];
        let Some(need) = work.fold_need() else { return };
        work.unfolded = None;
        let own: Vec<_> = (self.changes.entries.iter())
            .filter(|it| it.slot_id == work.slot.id)
            .map(Entry::folded)
            .collect();
        let day_of_last_use = part.day_of_last_use;
        match work.fold_at_once(&need, part, own) {
            Some(changed) => {
                self.note_noops(changed);
                let work = &mut self.slots[s];
                if work.slot.last_use.is_none() {
                    work.lose_use(day_of_last_use, now);
                }
            }
            None => self.count_again(s, need.first()),
        }
    }

    /// Has a slot counted again from a day on.
    pub fn count_again(&mut self, s: usize, day: Day) {
        let work = &mut self.slots[s];
        work.touch();
        work.slot.counting = Some(Counting::from_day(day, work.slot.last_use));
        work.slot.folded_to = None;
        let id = work.slot.id;
        self.follow_up(FollowUp::Count(id), self.now);
    }

    /// Applies one piece of a slot's counting; with the last one everything is decided that had to wait.
    pub fn recount(&mut self, s: usize, read: Recount, day_of_last_use: Option<Day>) {
        let Recount {
            piece,
            from,
            end: (to, is_last),
            mut counting,
        } = read;
        self.note_noops(piece.changed);
        let now = self.now;
        let work = &mut self.slots[s];
        work.is_changed = true;
        work.is_whole = true;
        let until = if is_last { LAST } else { to.at.day() };
        work.replace(from, until, piece.days);
        counting.to = to;
        counting.last_use = piece.last_use.or(counting.last_use);
        work.slot.counting = Some(counting);
        if !is_last {
            return;
        }
        work.slot.last_use = counting.last_use;
        if work.slot.last_use.is_none() {
            work.lose_use(day_of_last_use, now);
            if let Some((from, _)) = work.unfolded.take() {
                work.slot.counting = Some(Counting::from_day(from.day(), None));
                return;
            }
        }
        work.slot.counting = None;
        work.slot.set_stock(piece.stock);
        work.slot.folded_to = Some(piece.last.unwrap_or(to.at));
        work.touch();
        work.is_touched = true;
        work.is_reported = true;
    }

    fn note_noops(&mut self, changed: [Vec<EntryId>; 2]) {
        for (noop, ids) in [false, true].into_iter().zip(changed) {
            for id in ids {
                match self.changes.entries.iter_mut().find(|it| it.id == id) {
                    Some(own) => own.noop = noop,
                    None => self.changes.noops[usize::from(noop)].push(id),
                }
            }
        }
    }
}

impl SlotState {
    /// Says of which entries it changed whether they are noops; none, and nothing is done, where it is too much.
    fn fold_at_once(
        &mut self,
        need: &FoldNeed,
        part: JournalPart,
        own: Vec<FoldEntry>,
    ) -> Option<[Vec<EntryId>; 2]> {
        let first = need.first();
        if part.changes.len() > AT_ONCE {
            return None;
        }
        let is_all = part.later.len() <= AT_ONCE;
        let end = (part.later.last().filter(|_| !is_all)).map_or(Place::end(), |it| it.place);
        let own = own
            .into_iter()
            .filter(|it| (Place::before(first.start())..=end).contains(&it.place));
        let mut entries: Vec<_> = (part.changes.into_iter())
            .chain(part.later)
            .filter(|it| !self.undone.contains(&it.id))
            .chain(own)
            .collect();
        entries.sort_by_key(|it| it.place);
        let start = self.stock_before(first, part.day_before);
        let piece = Piece::of(start, Vec::new(), &self.spec, &entries);
        let before = first.start();
        if is_all {
            self.slot.set_stock(piece.stock);
            self.slot.folded_to = Some(piece.last.unwrap_or(before));
            self.find_last_use(&piece, before);
            self.replace(first, LAST, piece.days);
            return Some(piece.changed);
        }
        if !need.is_settled {
            return None;
        }
        let end = self.as_before(need.to, &piece, &part.days)?;
        entries.retain(|entry| entry.place.at.day() <= end);
        let piece = Piece::of(start, Vec::new(), &self.spec, &entries);
        if self.slot.last_use.is_none_or(|used| used.day() <= end) {
            self.find_last_use(&piece, before);
        }
        self.replace(first, end, piece.days);
        Some(piece.changed)
    }
}

impl Recount {
    /// Folds a piece of a slot that is counted again: of its entries after the place that was reached at most so many
    /// were read, and the last day up to there.
    pub fn of(
        slot: &crate::Slot,
        counting: Counting,
        read: Option<SlotDay>,
        entries: &[FoldEntry],
        most: usize,
    ) -> Self {
        let from = counting.to.at.day();
        let (mut days, mut start) = (Vec::new(), slot.stock_at_start());
        if let Some(day) = read {
            start = day.stock();
            if day.day == from.0 {
                days.push(day);
            }
        }
        let to = entries.last().map_or(counting.to, |last| last.place);
        Self {
            piece: Piece::of(start, days, &slot.spec(), entries),
            from,
            end: (to, entries.len() < most),
            counting,
        }
    }

    /// The day up to which days are read for it: the one that was begun, or else the one before.
    pub fn day_before(counting: &Counting) -> Day {
        let from = counting.to.at.day();
        Day(from.0 + i64::from(counting.to.accepted > 0))
    }
}
