//! Keyset pages: one row more than was asked for is read, which only says that there are more.

/// Cuts off the row that only says that there are more: the last one that is left, where there are.
pub(crate) fn cut<T, Id>(rows: &mut Vec<T>, limit: u32, id: impl Fn(&T) -> Id) -> Option<Id> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    rows.last().filter(|_| more).map(id)
}
