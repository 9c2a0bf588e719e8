//! A supply's journal: every change, newest first, each with its undo.

use domain::view::JournalLine;
use domain::{EntryId, MakerAct, Role, SlotId, Unit};
use leptos::prelude::*;

use crate::i18n::journal as text;
use crate::i18n::maker_act::because;
use crate::request;
use crate::text::journal::{can_undo, entry, made};

/// The lines.
#[component]
pub fn JournalList(
    /// The supply they are of.
    supply: SlotId,
    /// Its unit.
    unit: Unit,
    /// The lines, newest first.
    lines: Vec<JournalLine>,
    /// The maker's name.
    maker: String,
    /// What the maker did for a reason.
    #[prop(optional)]
    acts: Vec<MakerAct>,
) -> impl IntoView {
    if lines.is_empty() {
        return view! { <p class="quiet">{text::empty()}</p> }.into_any();
    }
    let rows = lines
        .iter()
        .map(|line| {
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
        })
        .collect_view();
    view! { <ol class="rows" reversed=true>{rows}</ol> }.into_any()
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
    use domain::Quantity;
    use domain::journal::Input;

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
                />
            }
        });
        assert_eq!(html.matches("<form").count(), 1);
        assert!(html.contains("Set to 20</span></button>"), "{html}");
        assert!(html.contains("Undone: Added 36") && html.contains("(undone)"));
    }
}
