//! Every change of a supply, page by page.

use domain::view::JournalLine;
use domain::{SlotId, Unit};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::{ErrorSummary, JournalList};
use crate::context;

/// Lines of one page.
const LINES: u32 = 50;

/// The page; `?page=` counts from 1.
#[component]
pub fn JournalPage() -> impl IntoView {
    let id = context::id::<SlotId>();
    let number = context::query("page")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1)
        .clamp(1, 1_000_000);
    context::load(
        move |application, account| async move {
            let id = id?;
            let supply = application.supply(account, id).await?;
            let lines = application.journal(account, id, LINES, number - 1).await?;
            Ok((supply, lines))
        },
        move |(supply, lines), page| {
            let (id, unit, name): (SlotId, Unit, String) =
                (supply.id, supply.spec.unit, supply.name);
            let title = format!("Journal – {name}");
            view! {
                <Title text=title/>
                <ErrorSummary form=page.form prefix="journal" fields=&[]/>
                <div class="page-head">
                    <p class="crumb"><a href=format!("/supplies/{id}")>{name}</a></p>
                    <h1>"Journal"</h1>
                </div>
                <section class="card stack">
                    <Pages supply=id number lines=lines.clone()/>
                    <JournalList supply=id unit lines maker=page.brand.name/>
                </section>
            }
        },
    )
}

#[component]
fn Pages(supply: SlotId, number: u32, lines: Vec<JournalLine>) -> impl IntoView {
    let link = |number: u32, text: &'static str| {
        view! {
            <a class="button" href=format!("/supplies/{supply}/journal?page={number}")>{text}</a>
        }
    };
    let newer = (number > 1).then(|| link(number - 1, "Newer"));
    let older = (lines.len() >= LINES as usize).then(|| link(number + 1, "Older"));
    (newer.is_some() || older.is_some())
        .then(|| view! { <nav class="row" aria-label="Pages">{newer} {older}</nav> })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{self, html};
    use crate::words::journal::tests::line;

    #[test]
    fn a_full_page_leads_to_older_lines_and_a_later_one_back() {
        let pages = |number, count: u32| {
            let lines = (0..count).map(|n| line(n.into(), None)).collect();
            html(|| view! { <Pages supply=sample::pods().id number lines/> })
        };
        assert!(!pages(1, 3).contains("<nav"));
        assert!(pages(1, LINES).contains("?page=2") && !pages(1, LINES).contains("Newer"));
        assert!(pages(3, 1).contains("?page=2") && !pages(3, 1).contains("Older"));
    }
}
