//! One line of a supply's journal.

use crate::id::EntryId;
use crate::journal::{Actor, Input};
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
}
