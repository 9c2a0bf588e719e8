//! What a long list of supplies is narrowed by: links to what is in a state, and a field for names.

use domain::view::Filter;
use domain::view::filter::Counted;
use leptos::prelude::*;

use crate::i18n::filter as text;
use crate::i18n::integer;
use crate::islands::FilterBox;
use crate::text::filter::filter;

/// A link to each filter that is offered, with how many supplies are under it; nothing where none is.
#[component]
pub fn Filters(
    /// What is offered.
    offered: Vec<Counted>,
    /// What is shown now.
    chosen: Filter,
) -> impl IntoView {
    if offered.is_empty() {
        return None;
    }
    let link = |(it, count): Counted| {
        let href = match it {
            Filter::All => "/supplies".to_owned(),
            _ => format!("/supplies?show={}", it.name()),
        };
        let current = (it == chosen).then_some("true");
        let count = integer(i64::try_from(count).unwrap_or(i64::MAX));
        view! {
            <li><a href=href aria-current=current>{filter(it)} " " <b class="num">{count}</b></a></li>
        }
    };
    Some(view! {
        <nav aria-label=text::show()>
            <ul class="chips">{offered.into_iter().map(link).collect_view()}</ul>
        </nav>
    })
}

/// A field for a part of a name, where scripts run.
#[component]
pub fn Finder(
    /// How many supplies there are to be found.
    count: usize,
) -> impl IntoView {
    let all = integer(i64::try_from(count).unwrap_or(i64::MAX));
    let words = text::shown("#", &all);
    view! {
        <div>
            <FilterBox>
                <div class="row when-alive">
                    <label class="label" for="find">{text::find()}</label>
                    <input id="find" type="search" autocomplete="off"/>
                    <output class="quiet num" for="find" data-words=words></output>
                </div>
            </FilterBox>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{html, speaking};
    use crate::preferences::locale::Locale;

    #[test]
    fn each_filter_is_a_link_with_its_count_and_the_chosen_one_is_marked() {
        let html = html(|| {
            let offered = vec![(Filter::All, 5), (Filter::OnTheWay, 1)];
            view! { <Filters offered chosen=Filter::OnTheWay/> }
        });
        for part in [
            "<a href=\"/supplies\">All",
            "<b class=\"num\">5</b>",
            "<a href=\"/supplies?show=on-the-way\" aria-current=\"true\">On the way",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn nothing_to_choose_from_is_no_list() {
        let html = html(|| view! { <Filters offered=Vec::new() chosen=Filter::All/> });
        assert!(!html.contains("<nav"));
    }

    #[test]
    fn the_field_has_the_words_of_what_it_finds() {
        let html = speaking(Locale::De, || html(|| view! { <Finder count=12/> }));
        assert!(html.contains("data-words=\"# von 12 angezeigt\""), "{html}");
    }
}
