//! One line of a supply's journal.

use domain::Unit;
use domain::journal::{Actor, Effect, Input};
use domain::view::JournalLine;
use domain::view::reason::about;

/// What an entry did: `Added 36`. An undo names what it takes back, where that is among `lines`.
pub fn entry(line: &JournalLine, lines: &[JournalLine], unit: Unit) -> String {
    if let Some(input) = line.input {
        let did = did(input, unit);
        return match line.effect.and_then(|effect| note(input, effect, unit)) {
            Some(note) => format!("{did}: {note}"),
            None => did,
        };
    }
    let undone = lines
        .iter()
        .find(|other| Some(other.id) == line.undoes)
        .and_then(|other| other.input);
    match undone {
        Some(input) => format!("Undone: {}", did(input, unit)),
        None => "Undone: an earlier entry".to_owned(),
    }
}

/// Who did it.
pub fn actor(actor: Actor, maker: &str) -> String {
    match actor {
        Actor::Device => "by the machine".to_owned(),
        Actor::Customer => "by your household".to_owned(),
        Actor::Maker => format!("by {maker}"),
        Actor::Larder => "on its expected date".to_owned(),
    }
}

/// Whether an undo may be asked for: not twice, and not of an undo.
pub fn can_undo(line: &JournalLine) -> bool {
    line.input.is_some() && line.undoes.is_none() && !line.undone
}

/// What is not plain from the input alone: how a reading was understood, and what was not there.
fn note(input: Input, effect: Effect, unit: Unit) -> Option<String> {
    if effect.shortfall.is_positive() {
        let more = about(effect.shortfall, unit);
        return Some(format!("{more} more than was known to be there"));
    }
    match input {
        Input::Level(_) if effect.fallen.is_positive() => {
            Some(format!("{} less than before", about(effect.fallen, unit)))
        }
        Input::Level(_) if effect.loaded.is_positive() => {
            Some("filled up from the spares".to_owned())
        }
        Input::Level(_) if effect.change.is_positive() => Some(format!(
            "{} more than was known of, counted as new",
            about(effect.change, unit)
        )),
        Input::Total(_) if effect.used.is_positive() => {
            Some(format!("{} used", about(effect.used, unit)))
        }
        _ => None,
    }
}

fn did(input: Input, unit: Unit) -> String {
    let amount = about(input.amount(), unit);
    match input {
        Input::Used(_) => format!("Used {amount}"),
        Input::Level(_) => format!("Machine read {amount}"),
        Input::Total(_) => format!("Machine's counter at {amount}"),
        Input::Delivery(_) => format!("Delivery of {amount}"),
        Input::Add(_) => format!("Added {amount}"),
        Input::Set(_) => format!("Set to {amount}"),
        Input::Replaced => "Replaced".to_owned(),
    }
}

#[cfg(test)]
pub mod tests {
    use domain::{EntryId, Quantity};
    use uuid::Uuid;

    use super::*;
    use crate::sample;

    /// A customer's entry with a number for an id.
    pub fn line(id: u128, input: Option<Input>) -> JournalLine {
        JournalLine {
            id: EntryId(Uuid::from_u128(id)),
            at: sample::now(),
            received_at: sample::now(),
            input,
            actor: Actor::Customer,
            undoes: None,
            undone: false,
            effect: None,
        }
    }

    #[test]
    fn a_line_says_how_a_reading_was_understood() {
        let said = |input, effect| {
            let mut line = line(1, Some(input));
            line.effect = Some(effect);
            entry(&line, &[], Unit::Percent)
        };
        let q = Quantity;
        let effect = Effect::default();
        let level = Input::Level(q(37_000));
        assert_eq!(said(level, effect), "Machine read 37 %");
        let fell = Effect {
            fallen: q(2_000),
            used: q(2_000),
            change: q(-2_000),
            ..effect
        };
        assert_eq!(said(level, fell), "Machine read 37 %: 2 % less than before");
        let loaded = Effect {
            loaded: q(100_000),
            change: q(-3_000),
            ..effect
        };
        assert_eq!(
            said(level, loaded),
            "Machine read 37 %: filled up from the spares"
        );
        let rose = Effect {
            change: q(30_000),
            ..effect
        };
        assert_eq!(
            said(level, rose),
            "Machine read 37 %: 30 % more than was known of, counted as new"
        );
        let short = Effect {
            used: q(9_000),
            shortfall: q(1_000),
            ..effect
        };
        assert_eq!(
            said(Input::Used(q(9_000)), short),
            "Used 9 %: 1 % more than was known to be there"
        );
        assert_eq!(
            said(
                Input::Total(q(9_000)),
                Effect {
                    used: q(4_000),
                    ..effect
                }
            ),
            "Machine's counter at 9 %: 4 % used"
        );
    }

    #[test]
    fn an_undo_names_what_it_takes_back() {
        let mut added = line(1, Some(Input::Add(Quantity(36_000))));
        let mut undo = line(2, None);
        undo.undoes = Some(added.id);
        added.undone = true;
        let lines = [undo, added];
        assert_eq!(entry(&lines[1], &lines, Unit::Count), "Added 36");
        assert_eq!(entry(&lines[0], &lines, Unit::Count), "Undone: Added 36");
        assert_eq!(
            entry(&lines[0], &[], Unit::Count),
            "Undone: an earlier entry"
        );
        assert!(!can_undo(&lines[0]) && !can_undo(&lines[1]));
        assert!(can_undo(&line(3, Some(Input::Replaced))));
    }
}
