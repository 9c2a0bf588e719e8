//! Home: all supplies of all machines, and what needs attention.

use domain::Time;
use domain::view::{DeviceView, Headline};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::{Attention, EmptyState, Machine};
use crate::context;
use crate::i18n::device::add_a_machine;
use crate::i18n::frame::supplies;
use crate::i18n::integer;
use crate::i18n::supply as text;
use crate::words::headline::counted;

/// The page.
#[component]
pub fn SuppliesPage() -> impl IntoView {
    context::load_live(
        |application, account| async move {
            let devices = application.supplies(account).await?;
            Ok((devices, application.now()))
        },
        |(devices, now), _| {
            let title = title(attention(&devices, now));
            view! {
                <Title text=title/>
                <Supplies devices now/>
            }
        },
    )
}

/// `2 need attention – Supplies`.
fn title(attention: i64) -> String {
    match attention {
        0 => supplies(),
        count => {
            format!(
                "{} – {}",
                text::need_attention(&integer(count), count),
                supplies()
            )
        }
    }
}

#[component]
fn Supplies(devices: Vec<DeviceView>, now: Time) -> impl IntoView {
    if devices.is_empty() {
        return view! {
            <div class="page-head"><h1>{supplies()}</h1></div>
            <EmptyState
                text=text::no_machine()
                action=Some((add_a_machine(), "/devices/add"))
            />
        }
        .into_any();
    }
    let summary = summary(&devices, now);
    view! {
        <div class="page-head">
            <h1>{supplies()}</h1>
            <div class="stack" data-live="summary"><p>{summary}</p></div>
        </div>
        <div class="stack">
            <div class="stack" data-live="attention"><Attention devices=devices.clone() now/></div>
            <div class="machines" data-live="machines">
                {devices
                    .into_iter()
                    .map(|device| view! { <Machine device now/> })
                    .collect_view()}
            </div>
        </div>
    }
    .into_any()
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

fn attention(devices: &[DeviceView], now: Time) -> i64 {
    let states = states(devices, now).into_iter();
    let count = states.filter(|state| state.needs_attention()).count();
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// `3 good · 1 low · 1 paused`, the most common first.
fn summary(devices: &[DeviceView], now: Time) -> String {
    let states = states(devices, now);
    let mut counts: Vec<(usize, Headline)> = states
        .chunk_by(|a, b| a == b)
        .filter_map(|same| Some((same.len(), *same.first()?)))
        .collect();
    counts.sort_by_key(|(count, state)| (usize::MAX - count, *state));
    counts
        .into_iter()
        .map(|(count, state)| counted(state, count))
        .collect::<Vec<_>>()
        .join(" · ")
}

#[cfg(test)]
mod tests {
    use domain::Quantity;

    use super::*;
    use crate::i18n::Locale;
    use crate::sample::{self, html, now, speaking};

    fn household() -> Vec<DeviceView> {
        let mut device = sample::brewer();
        let mut good = sample::pods();
        good.machine = Some(Quantity(80_000));
        let mut paused = sample::pods();
        paused.subscribed = Some(false);
        device.supplies = vec![paused, good.clone(), good, sample::pods()];
        vec![device]
    }

    #[test]
    fn the_summary_counts_states() {
        assert_eq!(summary(&household(), now()), "2 good · 1 paused · 1 low");
        assert_eq!(attention(&household(), now()), 1);
        let german = speaking(Locale::De, || summary(&household(), now()));
        assert_eq!(german, "2 gut · 1 pausiert · 1 knapp");
    }

    #[test]
    fn the_title_says_how_many_need_attention() {
        assert_eq!(title(0), "Supplies");
        assert_eq!(title(1), "1 needs attention – Supplies");
        let german = speaking(Locale::De, || title(2));
        assert_eq!(german, "2 brauchen Aufmerksamkeit – Vorräte");
    }

    #[test]
    fn a_household_without_machines_is_asked_for_one() {
        let html = html(|| view! { <Supplies devices=Vec::new() now=now()/> });
        assert!(html.contains("No machine yet") && html.contains("/devices/add"));
    }

    #[test]
    fn no_page_says_a_developers_word() {
        let html = html(|| view! { <Supplies devices=household() now=now()/> });
        for word in ["DRS", "slot", "Slot"] {
            assert!(!html.contains(word), "{word}: {html}");
        }
    }
}
