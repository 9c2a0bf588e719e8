//! What the picture shows, as tables: the days that were, and the weeks to come.

use domain::view::History;
use domain::view::history::AFTER;
use domain::{Day, Unit};
use leptos::prelude::*;

use crate::i18n::chart as text;
use crate::i18n::utc_long_day;
use crate::text::amount::{about, estimate};

/// Days from one row of the weeks to come to the next.
const STEP: usize = 7;

/// Every day of the picture, newest first.
pub fn past(history: &History, name: &str, unit: Unit) -> impl IntoView + use<> {
    let days = history.days.iter().rev();
    let rows = days.map(|it| row(it.day, [it.low, it.close].map(|amount| about(amount, unit))));
    table(
        text::past(name),
        [text::day(), text::lowest(), text::at_its_end()],
        rows.collect_view(),
    )
}

/// What is foreseen at the end of each week to come; nothing where the picture foresees nothing.
pub fn ahead(history: &History, name: &str, unit: Unit) -> Option<impl IntoView + use<>> {
    history.fan?;
    let today = history.now.day().0;
    let days = (today..=today + AFTER).step_by(STEP).skip(1).map(Day);
    let rows = days.filter_map(|day| {
        let it = history.foreseen(day.end() + 1)?;
        let amounts = [it.low, it.mid, it.high];
        Some(row(day, amounts.map(|amount| estimate(amount, unit))))
    });
    Some(table(
        text::ahead(name),
        [text::day(), text::low(), text::middle(), text::high()],
        rows.collect_view(),
    ))
}

fn table<const COLUMNS: usize>(
    caption: String,
    columns: [String; COLUMNS],
    rows: impl IntoView,
) -> impl IntoView {
    let heads = columns.map(|name| view! { <th scope="col">{name}</th> });
    view! {
        <table class="num">
            <caption>{caption}</caption>
            <thead>
                <tr>{heads}</tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row<const AMOUNTS: usize>(day: Day, amounts: [String; AMOUNTS]) -> impl IntoView {
    let amounts = amounts.map(|amount| view! { <td>{amount}</td> });
    view! {
        <tr>
            <th scope="row">{utc_long_day(day)}</th>
            {amounts}
        </tr>
    }
}
