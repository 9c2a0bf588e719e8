//! A supply's journal by day, newest first: what people did, each with its undo, and what the machine reported, as one
//! sum that opens to its reports.

use domain::journal::Actor;
use domain::view::JournalLine;
use domain::{EntryId, MakerAct, Quantity, Role, SlotId, Time, Unit};
use leptos::prelude::*;

use crate::i18n::maker_act::because;
use crate::i18n::{integer, journal as text};
use crate::preferences::Preferences;
use crate::request;
use crate::text::amount::level;
use crate::text::journal::{can_undo, entry, made};
use crate::text::time::day_before;

/// The lines, as far as they are shown.
#[component]
pub fn JournalList(
    /// The supply they are of.
    supply: SlotId,
    /// Its unit.
    unit: Unit,
    /// The lines, newest first.
    lines: Vec<JournalLine>,
    /// Whether older lines follow, so that the last day may be told in part.
    #[prop(optional)]
    goes_on: bool,
    /// So many days at most, where every change has a page of its own.
    #[prop(default = usize::MAX)]
    days: usize,
    /// The maker's name.
    maker: String,
    /// What the maker did for a reason.
    #[prop(optional)]
    acts: Vec<MakerAct>,
    /// What the clock says.
    now: Time,
) -> impl IntoView {
    if lines.is_empty() {
        return view! { <p class="quiet">{text::empty()}</p> }.into_any();
    }
    let row = |line: &JournalLine| {
        let did = entry(line, &lines, unit);
        let undo = (can_undo(line) && request::may(Role::Member))
            .then(|| view! { <UndoForm supply entry=line.id what=did.clone()/> });
        let undone = line.undone.then_some("undone");
        let note = line.undone.then(text::undone);
        let act = acts.iter().find(|act| act.about.entry == Some(line.id));
        let why = act.map(|act| view! { <p class="quiet">{because(&act.reason)}</p> });
        view! {
            <li>
                <div>
                    <span class=undone>{did}</span>
                    " "
                    {note}
                    <p class="quiet">
                        <time datetime=line.at.to_string()>{made(line, &maker)}</time>
                    </p>
                    {why}
                </div>
                {undo}
            </li>
        }
    };
    let zone = Preferences::now().zone;
    let date = |line: &JournalLine| zone.civil(line.at).date();
    let by_day: Vec<&[JournalLine]> = lines.chunk_by(|a, b| date(a) == date(b)).collect();
    let last = by_day.len() - 1;
    let of_day = |(n, of_day): (usize, &[JournalLine])| {
        let at = of_day.first()?.at;
        let (reports, people): (Vec<_>, Vec<_>) =
            of_day.iter().partition(|line| line.actor == Actor::Device);
        let rows = people.into_iter().map(row).collect_view();
        let each = reports.iter().copied().map(row).collect_view();
        let reports = match reports.len() {
            0 | 1 => each.into_any(),
            _ => {
                let (year, month, day) = zone.civil(at).date();
                let is_whole = n < last || !goes_on;
                view! {
                    <li>
                        <details id=format!("reports-{year}-{month}-{day}")>
                            <summary>{summary(&reports, unit, is_whole)}</summary>
                            <ol class="rows" reversed=true>{each}</ol>
                        </details>
                    </li>
                }
                .into_any()
            }
        };
        Some(view! {
            <section>
                <h3>{day_before(at, now)}</h3>
                <ol class="rows">{rows} {reports}</ol>
            </section>
        })
    };
    let days = by_day.into_iter().take(days).enumerate();
    let days = days.filter_map(of_day).collect_view();
    view! { <div class="days">{days}</div> }.into_any()
}

/// `9 used · 4 reports`: what the machine used by them, where all of the day is here and something was.
fn summary(reports: &[&JournalLine], unit: Unit, is_whole: bool) -> String {
    let count = i64::try_from(reports.len()).unwrap_or(i64::MAX);
    let number = text::each_report(&integer(count), count);
    let counted = reports.iter().filter(|line| !line.undone);
    let used = counted
        .filter_map(|line| line.effect)
        .fold(Quantity::ZERO, |sum, effect| sum + effect.used);
    match is_whole && used.is_positive() {
        true => format!("{} · {number}", text::used_that_day(&level(used, unit))),
        false => number,
    }
}

/// Takes one entry back. It may be sent twice: the second is refused with the reason.
#[component]
pub fn UndoForm(
    /// The supply.
    supply: SlotId,
    /// The entry.
    entry: EntryId,
    /// What the entry did, for those who do not see the line.
    what: String,
) -> impl IntoView {
    view! {
        <form method="post" action=format!("/supplies/{supply}/undo")>
            <input type="hidden" name="entry" value=entry.to_string()/>
            <button class="button small">{text::undo()}<span class="hidden">" " {what}</span></button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use domain::journal::Input;
    use domain::stock::Effect;
    use domain::time::DAY;

    use super::*;
    use crate::fixtures::{self, html};
    use crate::text::journal::tests::line;

    #[test]
    fn only_what_can_be_undone_has_a_button() {
        let mut undone = line(1, Some(Input::Add(Quantity(36_000))));
        undone.undone = true;
        let mut undo = line(2, None);
        undo.undoes = Some(undone.id);
        let set = line(3, Some(Input::Set(Quantity(20_000))));
        let html = html(|| {
            view! {
                <JournalList
                    supply=fixtures::pods().id
                    unit=Unit::Count
                    lines=vec![set, undo, undone]
                    maker="Larder".to_owned()
                    now=fixtures::now()
                />
            }
        });
        assert_eq!(html.matches("<form").count(), 1);
        assert!(html.contains("Set to 20</span></button>"), "{html}");
        assert!(html.contains("Undone: Added 36") && html.contains("(undone)"));
    }

    #[test]
    fn a_days_reports_are_one_sum_behind_what_people_did() {
        let report = |id, at| JournalLine {
            actor: Actor::Device,
            at,
            effect: Some(Effect {
                used: Quantity(3_000),
                ..Effect::default()
            }),
            ..line(id, Some(Input::Used(Quantity(3_000))))
        };
        let today = fixtures::now();
        let added = line(3, Some(Input::Add(Quantity(36_000))));
        let lines = vec![
            report(1, today),
            report(2, today),
            added,
            report(4, today - DAY),
            report(5, today - DAY),
        ];
        let list = |goes_on| {
            let lines = lines.clone();
            html(|| {
                view! {
                    <JournalList
                        supply=fixtures::pods().id
                        unit=Unit::Count
                        lines
                        goes_on
                        maker="Larder".to_owned()
                        now=today
                    />
                }
            })
        };
        let whole = list(false);
        let place = |part: &str| {
            whole
                .find(part)
                .unwrap_or_else(|| panic!("{part}: {whole}"))
        };
        assert!(
            place("Today") < place("Added 36") && place("Added 36") < place("6 used · 2 reports")
        );
        assert!(whole.contains("<h3>Yesterday</h3>"));
        assert_eq!(whole.matches("6 used").count(), 2);
        assert_eq!(
            list(true).matches("6 used").count(),
            1,
            "a day that goes on has no sum"
        );
    }
}
