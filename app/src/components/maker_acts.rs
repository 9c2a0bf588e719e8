//! What the maker did at a machine for its customer, each with the reason that was given.

use domain::MakerAct;
use leptos::prelude::*;

use crate::i18n::maker_act as text;
use crate::i18n::moment;
use crate::text::maker_act::did;

/// The acts, newest first; nothing where there are none. What is in a journal is not said again.
#[component]
pub fn MakerActs(
    /// Newest first.
    acts: Vec<MakerAct>,
    /// The maker's name.
    maker: String,
) -> impl IntoView {
    let acts: Vec<_> = acts
        .into_iter()
        .filter(|act| act.about.entry.is_none())
        .collect();
    if acts.is_empty() {
        return None;
    }
    let row = |act: MakerAct| {
        view! {
            <li>
                <div>
                    {did(act.deed, &maker)}
                    <p class="quiet">
                        <time datetime=act.at.to_string()>{moment(act.at)}</time>
                    </p>
                    <p class="quiet">{text::because(&act.reason)}</p>
                </div>
            </li>
        }
    };
    Some(view! {
        <section class="card stack">
            <h2>{text::acts(&maker)}</h2>
            <ul class="rows">{acts.into_iter().map(row).collect_view()}</ul>
        </section>
    })
}

#[cfg(test)]
mod tests {
    use domain::EntryId;
    use domain::maker_act::{About, Deed};
    use uuid::Uuid;

    use super::*;
    use crate::fixtures::{html, now, pods};

    #[test]
    fn an_act_says_what_was_done_and_why_and_no_journal_twice() {
        let act = |deed, about| MakerAct {
            device_id: pods().device,
            about,
            deed,
            at: now(),
            reason: "a <b> parcel".to_owned(),
        };
        let entry = EntryId(Uuid::from_u128(7));
        let acts = vec![
            act(Deed::Hold, About::slot(pods().id)),
            act(Deed::Restock, About::entry(pods().id, entry)),
        ];
        let html = html(|| view! { <MakerActs acts maker="Acme".to_owned()/> });
        assert!(html.contains("Acme put reordering on hold"), "{html}");
        assert!(html.contains("Reason: a &lt;b&gt; parcel"), "{html}");
        assert!(!html.contains("changed what is at home"), "{html}");
    }
}
