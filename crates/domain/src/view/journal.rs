//! One line of a supply's journal.

use crate::id::EntryId;
use crate::journal::{Actor, Input};
use crate::stock::Effect;
use crate::time::Time;

/// One entry that somebody may read, newest first on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JournalLine {
    /// The entry.
    pub id: EntryId,
    /// When it happened.
    pub at: Time,
    /// When it was accepted.
    pub received_at: Time,
    /// What came in; none for an undo.
    pub input: Option<Input>,
    /// Who did it.
    pub actor: Actor,
    /// The entry it takes back.
    pub undoes: Option<EntryId>,
    /// Whether another entry takes it back.
    pub undone: bool,
    /// What it did to the stock; none where it counts for nothing.
    pub effect: Option<Effect>,
}

impl JournalLine {
    /// Whether it says nothing to anybody: a report that changed nothing.
    pub fn is_unnoticed(&self) -> bool {
        self.input.is_some_and(Input::is_report) && self.effect.is_some_and(|it| it.is_unnoticed())
    }
}

/// Where a page of a journal begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JournalCursor {
    /// With the newest line.
    Newest,
    /// With the line before an entry.
    Before(EntryId),
    /// With the line after an entry, which is then the oldest.
    After(EntryId),
}

/// A page of a journal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JournalPage {
    /// Its lines, newest first.
    pub lines: Vec<JournalLine>,
    /// After which entry there are newer ones.
    pub newer: Option<EntryId>,
    /// Before which entry there are older ones.
    pub older: Option<EntryId>,
}
