//! Every change of a supply, page by page. A page begins before or after an entry, so that going on costs the same
//! however far back it is.

use domain::view::JournalCursor;
use domain::{EntryId, SlotId, Unit};
use leptos::prelude::*;
use replenish::Error;

use super::load::load;
use crate::components::{ErrorSummary, JournalList, Title};
use crate::i18n::{journal as text, supply};
use crate::request;

/// Lines of one page.
const LINES: u32 = 50;

/// The page; `?before=` and `?after=` name the entry that it goes on from.
#[component]
pub fn JournalPage() -> impl IntoView {
    let id = request::id::<SlotId>();
    let cursor = cursor(request::query);
    load(
        move |application, account| async move {
            let id = id?;
            let queries = application.queries();
            let supply = queries.supply(account, id).await?;
            let page = queries.journal(account, id, LINES, cursor?).await?;
            let acts = queries.maker_acts(account, supply.device).await?;
            Ok((supply, page, acts, application.now()))
        },
        move |(of, journal, acts, now), page| {
            let (id, unit, name): (SlotId, Unit, String) = (of.id, of.spec.unit, of.name);
            let title = text::page_title(&name);
            view! {
                <Title text=title/>
                <ErrorSummary form=page.form prefix="journal" fields=&[]/>
                <div class="page-head">
                    <p class="crumb"><a href=format!("/supplies/{id}")>{name}</a></p>
                    <h1>{text::journal()}</h1>
                </div>
                <section class="card stack">
                    <h2 class="hidden">{supply::every_change()}</h2>
                    <Pages supply=id newer=journal.newer older=journal.older/>
                    <p>
                        <a class="link" href=format!("/supplies/{id}/journal.csv")>
                            {text::as_table()}
                        </a>
                    </p>
                    <JournalList
                        supply=id
                        unit
                        lines=journal.lines
                        goes_on=journal.older.is_some()
                        maker=page.brand.name
                        acts
                        now
                    />
                </section>
            }
        },
    )
}

/// Where the page begins; pages have no numbers.
fn cursor(query: impl Fn(&str) -> Option<String>) -> Result<JournalCursor, Error> {
    let entry = |id: String| id.parse::<EntryId>().map_err(|_| Error::NotFound);
    match (query("before"), query("after"), query("page")) {
        (None, None, None) => Ok(JournalCursor::Newest),
        (Some(id), None, None) => Ok(JournalCursor::Before(entry(id)?)),
        (None, Some(id), None) => Ok(JournalCursor::After(entry(id)?)),
        _ => Err(Error::NotFound),
    }
}

#[component]
fn Pages(
    supply: SlotId,
    #[prop(optional_no_strip)] newer: Option<EntryId>,
    #[prop(optional_no_strip)] older: Option<EntryId>,
) -> impl IntoView {
    let link = |side: &str, entry: EntryId, name: String| {
        view! {
            <a class="button" href=format!("/supplies/{supply}/journal?{side}={entry}")>{name}</a>
        }
    };
    let newer = newer.map(|entry| link("after", entry, text::newer()));
    let older = older.map(|entry| link("before", entry, text::older()));
    (newer.is_some() || older.is_some())
        .then(|| view! { <nav class="row" aria-label=text::pages()>{newer} {older}</nav> })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::fixtures::{self, html};

    fn entry(n: u128) -> EntryId {
        EntryId(Uuid::from_u128(n))
    }

    #[test]
    fn a_page_leads_to_older_lines_and_a_later_one_back() {
        let pages =
            |newer, older| html(|| view! { <Pages supply=fixtures::pods().id newer older/> });
        assert!(!pages(None, None).contains("<nav"));
        let first = pages(None, Some(entry(7)));
        assert!(first.contains(&format!("?before={}", entry(7))) && !first.contains("Newer"));
        let last = pages(Some(entry(8)), None);
        assert!(last.contains(&format!("?after={}", entry(8))) && !last.contains("Older"));
    }

    #[test]
    fn a_page_begins_at_an_entry_or_is_not_there() {
        let page = |asked: &[(&str, String)]| {
            let value = |name: &str| asked.iter().find(|(of, _)| *of == name);
            cursor(|name| value(name).map(|(_, value)| value.clone())).ok()
        };
        let seven = entry(7).to_string();
        assert_eq!(page(&[]), Some(JournalCursor::Newest));
        let before = page(&[("before", seven.clone())]);
        assert_eq!(before, Some(JournalCursor::Before(entry(7))));
        let after = page(&[("after", seven.clone())]);
        assert_eq!(after, Some(JournalCursor::After(entry(7))));
        assert_eq!(page(&[("before", "seven".to_owned())]), None);
        assert_eq!(page(&[("page", "1000000".to_owned())]), None);
        assert_eq!(page(&[("before", seven.clone()), ("after", seven)]), None);
    }
}
