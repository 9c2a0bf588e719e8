//! What lists of the console are made of: a form of filters that is an address, a table that is a stack of blocks on a
//! phone, and the way to what comes next by its key.

use leptos::prelude::*;
use replenish::Error;

use super::words::list as text;
use crate::components::EmptyState;
use crate::i18n::integer;
use crate::request;

/// Filters, sent with GET: what was chosen is the page's address.
#[component]
pub fn Filters(
    /// The page's own path.
    #[prop(into)]
    action: String,
    /// Its fields: [`Search`] and [`Choice`].
    children: Children,
) -> impl IntoView {
    view! {
        <form class="filter" method="get" action=action role="search">
            {children()}
            <button class="button">{text::show()}</button>
        </form>
    }
}

/// A field of filters for a text.
#[component]
pub fn Search(
    /// Its name in the address.
    name: &'static str,
    /// What it finds.
    #[prop(into)]
    label: String,
    /// What is looked for now.
    #[prop(optional_no_strip)]
    value: Option<String>,
) -> impl IntoView {
    let id = format!("filter-{name}");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input type="search" id=id name=name value=value autocomplete="off"/>
        </div>
    }
}

/// A field of filters for one of some; the first choice is all.
#[component]
pub fn Choice(
    /// Its name in the address.
    name: &'static str,
    /// What is chosen.
    #[prop(into)]
    label: String,
    /// Value and words of each; all is beside them.
    options: Vec<(String, String)>,
    /// What is chosen now.
    #[prop(optional_no_strip)]
    value: Option<String>,
) -> impl IntoView {
    let id = format!("filter-{name}");
    let option = |(of, words): (String, String)| {
        let selected = value.as_deref() == Some(&*of);
        view! { <option value=of selected=selected>{words}</option> }
    };
    let options = options.into_iter().map(option).collect_view();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id name=name>
                <option value="">{text::all()}</option>
                {options}
            </select>
        </div>
    }
}

/// One row: what it is of, which is its head, and its other cells in the order of their headings.
pub struct Row {
    /// What it is of.
    pub head: AnyView,
    /// The others.
    pub cells: Vec<AnyView>,
}

/// A page of a list: its rows, or why there is none, and the way to what comes next.
#[component]
pub fn List(
    /// What it lists, for whoever hears it.
    #[prop(into)]
    label: String,
    /// What each column is called, the head's first.
    headings: Vec<String>,
    /// Its rows.
    rows: Vec<Row>,
    /// Says that there is none.
    #[prop(into)]
    empty: String,
    /// How many there are in all, where that is known.
    #[prop(optional_no_strip)]
    count: Option<i64>,
    /// The address of the next page, [`next_page`].
    #[prop(optional_no_strip)]
    next: Option<String>,
) -> impl IntoView {
    let count = count.map(|count| {
        view! { <p class="quiet num">{text::in_all(&integer(count))}</p> }
    });
    let next =
        next.map(|href| view! { <p><a class="button" rel="next" href=href>{text::next()}</a></p> });
    if rows.is_empty() {
        return view! { <div class="stack"><EmptyState text=empty/>{next}</div> }.into_any();
    }
    let labels = headings.clone();
    let row = |Row { head, cells }: Row| {
        let cells = cells.into_iter().enumerate().map(|(n, cell)| {
            let label = labels.get(n + 1).cloned();
            view! { <td role="cell" data-label=label>{cell}</td> }
        });
        view! { <tr role="row"><th role="rowheader" scope="row">{head}</th>{cells.collect_view()}</tr> }
    };
    let rows = rows.into_iter().map(row).collect_view();
    let heads = headings
        .into_iter()
        .map(|heading| view! { <th role="columnheader" scope="col">{heading}</th> });
    // The roles are said where the table is none to the eye.
    view! {
        <div class="list stack">
            {count}
            <table class="table" role="table" aria-label=label>
                <thead role="rowgroup"><tr role="row">{heads.collect_view()}</tr></thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
            {next}
        </div>
    }
    .into_any()
}

/// The address of the next page of a list, with the filters that are chosen.
pub fn next_page(
    path: &str,
    chosen: &[(&str, Option<&str>)],
    after: Option<String>,
) -> Option<String> {
    let after = after?;
    let last = ("after", Some(&*after));
    Some(address(path, chosen.iter().copied().chain([last])))
}

/// A path with what of a query there is.
pub fn address<'a>(
    path: &str,
    query: impl IntoIterator<Item = (&'a str, Option<&'a str>)>,
) -> String {
    let given = query.into_iter().filter_map(|(name, value)| {
        let value = value.filter(|value| !value.is_empty())?;
        Some(format!("{name}={}", request::escape(value)))
    });
    let given: Vec<_> = given.collect();
    match given.is_empty() {
        true => path.to_owned(),
        false => format!("{path}?{}", given.join("&")),
    }
}

/// A value of the query, where it says something.
pub fn asked(name: &str) -> Option<String> {
    let value = request::query(name)?.trim().to_owned();
    (!value.is_empty()).then_some(value)
}

/// A value of the query as what it is to be; `NotFound` where it is none: the address is mistyped.
pub fn asked_as<T>(name: &str, read: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, Error> {
    let value = asked(name);
    let read = value
        .as_deref()
        .map(|value| read(value).ok_or(Error::NotFound));
    read.transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::html;

    fn list(rows: usize, next: Option<String>) -> String {
        html(move || {
            let row = |n: usize| Row {
                head: format!("<b>{n}").into_any(),
                cells: vec![format!("cell {n}").into_any()],
            };
            let rows = (0..rows).map(row).collect();
            let headings = vec!["Name".to_owned(), "What".to_owned()];
            view! { <List label="Things" headings rows empty="Nothing." count=Some(1_234) next/> }
        })
    }

    #[test]
    fn a_list_says_what_each_cell_is_and_where_it_goes_on() {
        let html = list(2, Some("/ops/x?after=1".to_owned()));
        for part in [
            "aria-label=\"Things\"",
            "data-label=\"What\"",
            "&lt;b&gt;1",
            "rel=\"next\" href=\"/ops/x?after=1\"",
            "1,234",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(!list(1, None).contains("rel=\"next\""));
    }

    #[test]
    fn an_empty_page_says_so_and_may_go_on() {
        let html = list(0, Some("/ops/x?after=1".to_owned()));
        assert!(html.contains("Nothing.") && html.contains("rel=\"next\""));
        assert!(!html.contains("<table"));
    }

    #[test]
    fn an_address_has_what_is_chosen_and_no_more() {
        let chosen = [("a", Some("x & y")), ("b", None), ("c", Some(""))];
        assert_eq!(address("/ops", chosen), "/ops?a=x%20%26%20y");
        assert_eq!(next_page("/ops", &[], None), None);
        let next = next_page("/ops", &chosen, Some("7".to_owned()));
        assert_eq!(next.as_deref(), Some("/ops?a=x%20%26%20y&after=7"));
    }
}
