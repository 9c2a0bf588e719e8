//! Home: all supplies of all machines, and what needs attention.

use domain::Time;
use domain::view::{DeviceView, Filter, Headline};
use leptos::prelude::*;

use super::load::load_live;
use crate::components::{Attention, Departed, EmptyState, Filters, Finder, Machine, Title};
use crate::i18n::device::{add_a_machine, none_yet};
use crate::i18n::filter::show_all;
use crate::i18n::frame::supplies;
use crate::i18n::integer;
use crate::request;
use crate::text::filter::{how_many, nothing};
use crate::text::headline::counted;

/// Supplies from which on one of them is looked for by its name.
const MANY: usize = 8;

/// The page.
#[component]
pub fn SuppliesPage() -> impl IntoView {
    let show = Filter::parse(request::query("show").as_deref().unwrap_or_default());
    load_live(
        |application, account| async move {
            let devices = application.queries().supplies(account).await?;
            let departures = application.queries().departures(account).await?;
            Ok((devices, departures, application.now()))
        },
        move |(devices, departures, now), _| {
            let states = states(&devices, now);
            view! {
                <Title text=title(show, &states)/>
                <Departed departures/>
                <Supplies devices states show now/>
            }
        },
    )
}

/// `2 need attention – Supplies`, or what is shown of them.
fn title(show: Filter, states: &[Headline]) -> String {
    let count = |filter: Filter| states.iter().filter(|it| filter.covers(**it)).count();
    let said = match (show, count(Filter::Attention)) {
        (Filter::All, 0) => None,
        (Filter::All, needy) => how_many(Filter::Attention, needy),
        _ => how_many(show, count(show)),
    };
    match said {
        Some(said) => format!("{said} – {}", supplies()),
        None => supplies(),
    }
}

#[component]
fn Supplies(
    devices: Vec<DeviceView>,
    /// Of all supplies.
    states: Vec<Headline>,
    show: Filter,
    now: Time,
) -> impl IntoView {
    if devices.is_empty() {
        return view! {
            <div class="page-head"><h1>{supplies()}</h1></div>
            <EmptyState
                text=none_yet()
                action=Some((add_a_machine(), "/devices/add"))
            />
        }
        .into_any();
    }
    let shown = show.narrow(devices, now);
    let count = shown.iter().map(|device| device.supplies.len()).sum();
    let machines = match shown.is_empty() {
        true => view! { <Empty show all=states.len()/> }.into_any(),
        false => shown
            .iter()
            .cloned()
            .map(|device| view! { <Machine device now/> })
            .collect_view()
            .into_any(),
    };
    view! {
        <div class="page-head">
            <h1>{supplies()}</h1>
            <div class="stack" data-live="summary"><p>{summary(&states)}</p></div>
        </div>
        <div class="stack">
            <div data-live="filters"><Filters offered=show.offered(&states) chosen=show/></div>
            {(count > MANY).then(|| view! { <Finder count/> })}
            <div class="stack" data-live="attention"><Attention devices=shown now/></div>
            <div class="machines" data-live="machines">{machines}</div>
        </div>
    }
    .into_any()
}

/// That nothing is under a filter, and the way back.
#[component]
fn Empty(show: Filter, all: usize) -> impl IntoView {
    let count = i64::try_from(all).unwrap_or(i64::MAX);
    let action = Some((show_all(&integer(count), count), "/supplies"));
    view! { <EmptyState text=nothing(show).unwrap_or_default() action/> }
}

fn states(devices: &[DeviceView], now: Time) -> Vec<Headline> {
    let mut states: Vec<Headline> = devices
        .iter()
        .flat_map(|device| &device.supplies)
        .map(|supply| Headline::of(supply, now))
        .collect();
    states.sort();
    states
}

/// `3 good · 1 low · 1 paused`, the most common first.
fn summary(states: &[Headline]) -> String {
    let mut counts: Vec<(usize, Headline)> = states
        .chunk_by(|a, b| a == b)
        .filter_map(|same| Some((same.len(), *same.first()?)))
        .collect();
    counts.sort_by_key(|(count, state)| (usize::MAX - count, *state));
    counts
        .into_iter()
        // A number stays on the line of its word.
        .map(|(count, state)| counted(state, count).replacen(' ', "\u{a0}", 1))
        .collect::<Vec<_>>()
        .join(" · ")
}

#[cfg(test)]
mod tests {
    use domain::Quantity;

    use super::*;
    use crate::fixtures::{self, html, now, speaking};
    use crate::preferences::locale::Locale;

    fn household() -> Vec<DeviceView> {
        let mut device = fixtures::brewer();
        let mut good = fixtures::pods();
        good.machine = Some(Quantity(80_000));
        let mut paused = fixtures::pods();
        paused.subscribed = Some(false);
        device.supplies = vec![paused, good.clone(), good, fixtures::pods()];
        vec![device]
    }

    fn page(devices: Vec<DeviceView>, show: Filter) -> String {
        let states = states(&devices, now());
        html(|| view! { <Supplies devices states show now=now()/> })
    }

    #[test]
    fn the_summary_counts_states() {
        let said = || summary(&states(&household(), now()));
        assert_eq!(said(), "2\u{a0}good · 1\u{a0}paused · 1\u{a0}low");
        assert_eq!(
            speaking(Locale::De, said),
            "2\u{a0}gut · 1\u{a0}pausiert · 1\u{a0}knapp"
        );
    }

    #[test]
    fn the_title_says_how_many_need_attention_or_what_is_shown() {
        let states = states(&household(), now());
        assert_eq!(title(Filter::All, &[]), "Supplies");
        assert_eq!(title(Filter::All, &states), "1 needs attention – Supplies");
        assert_eq!(title(Filter::Low, &states), "1 low – Supplies");
        let german = speaking(Locale::De, || title(Filter::Attention, &[Headline::Out; 2]));
        assert_eq!(german, "2 mit Handlungsbedarf – Vorräte");
    }

    #[test]
    fn a_household_without_machines_is_asked_for_one() {
        let html = page(Vec::new(), Filter::All);
        assert!(html.contains("No machine yet") && html.contains("/devices/add"));
    }

    #[test]
    fn a_filter_shows_what_is_under_it_alone() {
        let cards = |show| page(household(), show).matches("<article").count();
        assert_eq!(cards(Filter::All), 4);
        assert_eq!(cards(Filter::Low), 1);
        let paused = page(household(), Filter::Paused);
        assert_eq!(paused.matches("<article").count(), 1);
        assert!(paused.contains("Resume on Amazon") && paused.contains("?show=low"));
    }

    #[test]
    fn a_filter_that_nothing_is_under_says_so_and_leads_back() {
        let html = page(household(), Filter::OnTheWay);
        assert!(html.contains("Nothing is on the way.") && html.contains("Show all 4 supplies"));
        assert!(!html.contains("<article"));
    }

    #[test]
    fn names_are_looked_for_where_there_are_many() {
        let many = |count| {
            let mut devices = household();
            devices[0].supplies = vec![fixtures::pods(); count];
            page(devices, Filter::All).contains("type=\"search\"")
        };
        assert!(!many(MANY) && many(MANY + 1));
    }

    #[test]
    fn no_page_says_a_developers_word() {
        let html = page(household(), Filter::All);
        for word in ["DRS", "slot", "Slot"] {
            assert!(!html.contains(word), "{word}: {html}");
        }
    }
}
