//! What was just done, from the journal itself: it says the same however often the page is loaded.

use domain::EntryId;
use domain::journal::Input;
use domain::view::{JournalLine, SupplyView};
use leptos::prelude::*;
use replenish::Counts;

use super::{Banner, Tone, UndoForm};
use crate::i18n::supply as text;
use crate::text::amount::at_home;
use crate::text::journal::{can_undo, entry};

/// "Added 36. Now 53 at home.", with its undo for as long as it can be undone; nothing where the entry
/// is not among the lines.
#[component]
pub fn DoneBanner(
    /// The supply.
    supply: SupplyView,
    /// Its last lines.
    lines: Vec<JournalLine>,
    /// The entry.
    #[prop(optional_no_strip)]
    done: Option<EntryId>,
    /// Whether it counts an order, or might.
    counts: Counts,
) -> impl IntoView {
    let line = lines.iter().find(|line| Some(line.id) == done)?;
    let what = entry(line, &lines, supply.spec.unit);
    let said = match at_home(&supply) {
        Some(home) => text::done_and(&what, &home),
        None => text::done(&what),
    };
    let undo = can_undo(line).then(|| view! { <UndoForm supply=supply.id entry=line.id what/> });
    let (id, entry) = (supply.id, line.id);
    let correct = move |path: &str, label: String| {
        view! {
            <form method="post" action=format!("/supplies/{id}/{path}")>
                <input type="hidden" name="entry" value=entry.to_string()/>
                <button class="button">{label}</button>
            </form>
        }
    };
    let rises = line
        .effect
        .is_some_and(|effect| effect.change.is_positive());
    let (taken, correct) = match counts {
        _ if line.undone => (None, None),
        Counts { order: true, .. } => {
            let button = correct("bought", text::bought_these());
            (Some(text::taken_for_order()), Some(button))
        }
        Counts {
            under_way: true, ..
        } if rises && line.input.is_some_and(Input::is_by_hand) => {
            (None, Some(correct("delivered", text::is_delivery())))
        }
        _ => (None, None),
    };
    Some(view! {
        <Banner tone=Tone::Ok>
            <div>
                <p>{said}</p>
                {taken.map(|taken| view! { <p>{taken}</p> })}
            </div>
            {correct}
            {undo}
        </Banner>
    })
}

#[cfg(test)]
mod tests {
    use domain::Quantity;

    use super::*;
    use crate::fixtures::{self, html};
    use crate::text::journal::tests::line;

    #[test]
    fn the_banner_repeats_the_entry_until_it_is_undone() {
        let mut supply = fixtures::pods();
        supply.spares = Quantity(36_000);
        let mut added = line(7, Some(Input::Add(Quantity(36_000))));
        let banner = |lines: Vec<JournalLine>, done| {
            let supply = supply.clone();
            html(|| view! { <DoneBanner supply lines done counts=Counts::default()/> })
        };
        let done = Some(added.id);
        let shown = banner(vec![added], done);
        assert!(shown.contains("Added 36. Now 53 at home.") && shown.contains("<form"));
        assert!(shown.contains("role=\"status\""));
        assert!(!banner(vec![added], None).contains("Added"));
        added.undone = true;
        assert!(!banner(vec![added], done).contains("<form"));
    }
}
