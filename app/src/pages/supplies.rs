//! Home: all supplies of all machines, and what needs attention.

use domain::Time;
use domain::view::{DeviceView, Headline};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::{Attention, EmptyState, Machine};
use crate::context;

/// The page.
#[component]
pub fn SuppliesPage() -> impl IntoView {
    context::load(
        |application, account| async move {
            let devices = application.supplies(account).await?;
            Ok((devices, application.now()))
        },
        |(devices, now), _| {
            let title = match attention(&devices, now) {
                0 => "Supplies".to_owned(),
                1 => "1 needs attention – Supplies".to_owned(),
                many => format!("{many} need attention – Supplies"),
            };
            view! {
                <Title text=title/>
                <Supplies devices now/>
            }
        },
    )
}

#[component]
fn Supplies(devices: Vec<DeviceView>, now: Time) -> impl IntoView {
    if devices.is_empty() {
        return view! {
            <div class="page-head"><h1>"Supplies"</h1></div>
            <EmptyState
                text="No machine yet. Add yours with the code printed on it."
                action=Some(("Add a machine", "/devices/add"))
            />
        }
        .into_any();
    }
    let summary = summary(&devices, now);
    view! {
        <div class="page-head">
            <h1>"Supplies"</h1>
            <p>{summary}</p>
        </div>
        <div class="stack">
            <Attention devices=devices.clone() now/>
            <div class="machines">
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

fn attention(devices: &[DeviceView], now: Time) -> usize {
    states(devices, now)
        .into_iter()
        .filter(|state| state.needs_attention())
        .count()
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
        .map(|(count, state)| format!("{count} {}", state.words().to_lowercase()))
        .collect::<Vec<_>>()
        .join(" · ")
}

#[cfg(test)]
mod tests {
    use domain::Quantity;

    use super::*;
    use crate::sample::{self, html, now};

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
