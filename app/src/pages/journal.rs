//! Every change of a supply, page by page.

use domain::{SlotId, Unit};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::{ErrorSummary, JournalList};
use crate::context;
use crate::i18n::journal as text;

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
            let page = application.journal(account, id, LINES, number - 1).await?;
            Ok((supply, page))
        },
        move |(supply, journal), page| {
            let (id, unit, name): (SlotId, Unit, String) =
                (supply.id, supply.spec.unit, supply.name);
            let title = text::page_title(&name);
            view! {
                <Title text=title/>
                <ErrorSummary form=page.form prefix="journal" fields=&[]/>
                <div class="page-head">
                    <p class="crumb"><a href=format!("/supplies/{id}")>{name}</a></p>
                    <h1>{text::journal()}</h1>
                </div>
                <section class="card stack">
                    <Pages supply=id number older=journal.older/>
                    <p>
                        <a class="link" href=format!("/supplies/{id}/journal.csv") download="">
                            {text::as_table()}
                        </a>
                    </p>
                    <JournalList supply=id unit lines=journal.lines maker=page.brand.name/>
                </section>
            }
        },
    )
}

#[component]
fn Pages(supply: SlotId, number: u32, older: bool) -> impl IntoView {
    let link = |number: u32, name: String| {
        view! {
            <a class="button" href=format!("/supplies/{supply}/journal?page={number}")>{name}</a>
        }
    };
    let newer = (number > 1).then(|| link(number - 1, text::newer()));
    let older = older.then(|| link(number + 1, text::older()));
    (newer.is_some() || older.is_some())
        .then(|| view! { <nav class="row" aria-label=text::pages()>{newer} {older}</nav> })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{self, html};

    #[test]
    fn a_page_with_older_lines_leads_to_older_lines_and_a_later_one_back() {
        let pages =
            |number, older| html(|| view! { <Pages supply=sample::pods().id number older/> });
        assert!(!pages(1, false).contains("<nav"));
        assert!(pages(1, true).contains("?page=2") && !pages(1, true).contains("Newer"));
        assert!(pages(3, false).contains("?page=2") && !pages(3, false).contains("Older"));
    }
}
