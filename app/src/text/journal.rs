//! One line of a supply's journal.

use domain::journal::{Actor, Input};
use domain::stock::Effect;
use domain::view::JournalLine;
use domain::{Quantity, Unit};

use super::amount::about;
use crate::i18n::journal as text;
use crate::i18n::moment;

/// What an entry did: `Added 36`. An undo names what it takes back, where that is among `lines`.
pub fn entry(line: &JournalLine, lines: &[JournalLine], unit: Unit) -> String {
    if let Some(input) = line.input {
        let did = did(input, unit);
        return match line.effect.and_then(|effect| note(input, effect, unit)) {
            Some(note) => text::with_note(&did, &note),
            None => did,
        };
    }
    let undone = lines
        .iter()
        .find(|other| Some(other.id) == line.undoes)
        .and_then(|other| other.input);
    match undone {
        Some(input) => text::undone_entry(&did(input, unit)),
        None => text::undone_earlier(),
    }
}

/// Who made an entry, and when: `by the machine, Nov 22, 2026, 10:00 AM UTC`.
pub fn made(line: &JournalLine, maker: &str) -> String {
    let at = moment(line.at);
    match line.actor {
        Actor::Device => text::by_machine(&at),
        Actor::Customer => text::by_household(&at),
        Actor::Maker => text::by_maker(maker, &at),
        Actor::Larder if matches!(line.input, Some(Input::Believed(_))) => text::after_waiting(&at),
        Actor::Larder => text::on_expected_date(&at),
    }
}

/// Whether an undo may be asked for: not twice, and not of an undo.
pub fn can_undo(line: &JournalLine) -> bool {
    line.input.is_some() && line.undoes.is_none() && !line.undone
}

/// What is not plain from the input alone: how a reading was understood, and what was not there.
fn note(input: Input, effect: Effect, unit: Unit) -> Option<String> {
    let amount = |quantity| about(quantity, unit);
    if effect.is_provisional {
        return Some(text::waits_for_another());
    }
    if effect.shortfall.is_positive() {
        return Some(text::more_than_known(&amount(effect.shortfall)));
    }
    match input {
        Input::Level(_) if effect.fallen.is_positive() => {
            Some(text::less_than_before(&amount(effect.fallen)))
        }
        Input::Level(_) if effect.loaded.is_positive() => Some(text::filled_from_spares()),
        Input::Level(_) if effect.change.is_positive() => {
            Some(text::counted_as_new(&amount(effect.change)))
        }
        Input::Total(_) if effect.used.is_positive() => {
            Some(text::used_since(&amount(effect.used)))
        }
        _ => None,
    }
}

fn did(input: Input, unit: Unit) -> String {
    let amount = about(input.amount(), unit);
    match input {
        Input::Used(_) => text::used(&amount),
        Input::Level(_) => text::machine_read(&amount),
        Input::Total(_) => text::counter_at(&amount),
        Input::Delivery(Quantity::ZERO) => text::delivery_of_unknown(),
        Input::Delivery(_) => text::delivery(&amount),
        Input::Add(_) => text::added(&amount),
        Input::Set(_) => text::set_to(&amount),
        Input::Replaced => text::replaced(),
        Input::Believed(_) => text::believed(&amount),
        Input::Dropped(_) => text::dropped(&amount),
    }
}

#[cfg(test)]
pub mod tests {
    use domain::{EntryId, Quantity};
    use uuid::Uuid;

    use super::*;
    use crate::fixtures::{self, speaking};
    use crate::preferences::locale::Locale;

    /// A customer's entry with a number for an id.
    pub fn line(id: u128, input: Option<Input>) -> JournalLine {
        JournalLine {
            id: EntryId(Uuid::from_u128(id)),
            at: fixtures::now(),
            received_at: fixtures::now(),
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
        assert_eq!(said(level, effect), "Machine read 37%");
        let fell = Effect {
            fallen: q(2_000),
            used: q(2_000),
            change: q(-2_000),
            ..effect
        };
        assert_eq!(said(level, fell), "Machine read 37%: 2% less than before");
        let loaded = Effect {
            loaded: q(100_000),
            change: q(-3_000),
            ..effect
        };
        assert_eq!(
            said(level, loaded),
            "Machine read 37%: filled up from the spares"
        );
        let rose = Effect {
            change: q(30_000),
            ..effect
        };
        assert_eq!(
            said(level, rose),
            "Machine read 37%: 30% more than was known of, counted as new"
        );
        let short = Effect {
            used: q(9_000),
            shortfall: q(1_000),
            ..effect
        };
        assert_eq!(
            said(Input::Used(q(9_000)), short),
            "Used 9%: 1% more than was known to be there"
        );
        assert_eq!(
            said(
                Input::Total(q(9_000)),
                Effect {
                    used: q(4_000),
                    ..effect
                }
            ),
            "Machine’s counter at 9%: 4% used"
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

    #[test]
    fn an_entry_reads_right_in_german() {
        let mut undo = line(2, None);
        undo.undoes = Some(line(1, None).id);
        let lines = [undo, line(1, Some(Input::Add(Quantity(1_500_500))))];
        speaking(Locale::De, || {
            assert_eq!(entry(&lines[1], &lines, Unit::Litre), "1,5 l hinzugefügt");
            assert_eq!(
                entry(&lines[0], &lines, Unit::Litre),
                "Rückgängig gemacht: „1,5 l hinzugefügt“"
            );
            assert_eq!(
                made(&lines[1], "Larder"),
                "von Ihrem Haushalt, 22.11.2026, 10:00 UTC"
            );
        });
    }
}
