//! Budgets, which are goals with numbers, and what was measured: one table. `end2end/README.md` says what the numbers
//! are.

use std::collections::BTreeSet;
use std::fmt;

/// A budget and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Budget {
    /// Its number.
    pub(crate) row: u8,
    pub(crate) what: String,
    pub(crate) goal: String,
    pub(crate) measured: String,
}

impl Budget {
    pub(crate) fn new(row: u8, what: &str, goal: &str, measured: &str) -> Self {
        Self {
            row,
            what: what.to_owned(),
            goal: goal.to_owned(),
            measured: measured.to_owned(),
        }
    }

    /// Reads `row | what | goal | measured`.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut cells = text.split('|').map(str::trim);
        let row = cells.next()?.parse().ok()?;
        let [what, goal, measured] = [cells.next()?, cells.next()?, cells.next()?];
        cells
            .next()
            .is_none()
            .then(|| Self::new(row, what, goal, measured))
    }
}

/// All of them, aligned; nothing where there are none.
pub(crate) struct Table<'b>(pub(crate) &'b BTreeSet<Budget>);

impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |cell: fn(&Budget) -> &str| {
            let cells = self.0.iter().map(cell);
            cells.map(|it| it.chars().count()).max()
        };
        let (Some(what), Some(goal)) = (width(|it| &it.what), width(|it| &it.goal)) else {
            return Ok(());
        };
        writeln!(f, "\nrow  {:<what$}  {:<goal$}  measured", "what", "goal")?;
        for it in self.0 {
            let Budget { row, measured, .. } = it;
            writeln!(
                f,
                "{row:>3}  {:<what$}  {:<goal$}  {measured}",
                it.what, it.goal
            )?;
        }
        writeln!(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_four_cells() {
        let read = Budget::read("17 | a chart, brotli | ≤ 4 KB | 0.7 KB");
        assert_eq!(
            read,
            Some(Budget::new(17, "a chart, brotli", "≤ 4 KB", "0.7 KB"))
        );
        for text in ["", "17 | a | b", "a | b | c | d", "17 | a | b | c | d"] {
            assert_eq!(Budget::read(text), None, "{text}");
        }
    }

    #[test]
    fn rows_are_in_order_and_columns_aligned() {
        let budgets = [
            Budget::new(17, "points", "0", "0"),
            Budget::new(4, "WASM", "≤ 70 KB", "50 KB"),
        ];
        assert_eq!(
            Table(&budgets.into()).to_string(),
            "\nrow  what    goal     measured\n  4  WASM    ≤ 70 KB  50 KB\n 17  points  0        0\n\n"
        );
        assert_eq!(Table(&BTreeSet::new()).to_string(), "");
    }
}
