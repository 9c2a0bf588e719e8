//! The drawing itself. Shape, dashes and labels tell things apart; colour is extra.

use std::fmt::Write;

use domain::time::DAY;
use domain::view::History;
use domain::view::history::{AFTER, DayLevel};
use domain::{Day, Quantity, Unit};
use leptos::prelude::*;

use super::scale::{BOTTOM, HEIGHT, Scale, TOP, WIDTH};
use crate::i18n::chart as text;
use crate::i18n::{short_day, time, utc_long_day, utc_short_day};
use crate::text::amount::{about, level};

/// Where labels of what is to come stand, one row each.
const EXPECTED_ROW: f64 = 18.0;
const RUN_OUT_ROW: f64 = 42.0;
/// The height of a label on a phone.
const LABEL: f64 = 28.0;

/// The picture.
#[component]
pub fn Drawing(history: History, capacity: Quantity, unit: Unit, title: String) -> impl IntoView {
    let scale = Scale::new(&history, capacity);
    let reorder_at = history.reorder_level.map(|level| scale.y(level));
    let is_free =
        |at: &Quantity| reorder_at.is_none_or(|reorder| (scale.y(*at) - reorder).abs() > LABEL);
    let lines = [scale.top, Quantity(scale.top.0 / 2), Quantity::ZERO];
    let grid = lines
        .into_iter()
        .filter(is_free)
        .map(|at| {
            let y = scale.y(at);
            view! {
                <path class="grid" d=format!("M0 {y:.1}H{WIDTH}")></path>
                <text x="6" y=format!("{:.1}", y - 5.0)>{level(at, unit)}</text>
            }
        })
        .collect_view();
    let today = scale.x(history.now);
    let ends = [
        ("start", 6.0, scale.start()),
        ("end", WIDTH - 6.0, scale.end()),
    ]
    .map(|(anchor, x, at)| {
        view! { <text class=anchor x=x.to_string() y="228">{utc_short_day(at.day())}</text> }
    });
    view! {
        <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-labelledby="chart-title chart-text">
            <title id="chart-title">{title}</title>
            <desc id="chart-text">{text::description()}</desc>
            <g aria-hidden="true">
                {grid}
                <path class="base" d=format!("M0 {BOTTOM}H{WIDTH}")></path>
                {ends}
                {fan(&history, &scale).map(|d| view! { <path class="fan" d=d></path> })}
                <path class="today" d=format!("M{today:.1} {TOP}V{BOTTOM}")></path>
                <text class="middle" x=format!("{today:.1}") y="228">{time::today()}</text>
                <path class="past" d=past(&history, &scale)></path>
                {ahead(&history, &scale)}
                {run_out(&history, &scale)}
                {expected(&history, &scale)}
                // Last: its label is where the others' lines may be.
                {reorder(&history, &scale)}
            </g>
        </svg>
    }
}

/// The line of what was there: down through each day, and up in the middle of a day on which something came.
pub fn past(history: &History, scale: &Scale) -> String {
    let mut path = String::new();
    for it in &history.days {
        let (start, end) = (it.day.start(), (it.day.end() + 1).min(history.now));
        if path.is_empty() {
            let _ = write!(path, "M{:.1} {:.1}", scale.x(start), scale.y(it.low));
        }
        let came = it.close != it.low;
        let low_at = if came {
            start + end.since(start) / 2
        } else {
            end
        };
        let _ = write!(path, "L{:.1} {:.1}", scale.x(low_at), scale.y(it.low));
        if came {
            let _ = write!(path, "V{:.1}H{:.1}", scale.y(it.close), scale.x(end));
        }
    }
    path
}

/// The area of what may be left: along its upper edge to where surely nothing is, or to the end of the
/// picture, and back along the lower one.
pub fn fan(history: &History, scale: &Scale) -> Option<String> {
    history.fan?;
    let today = history.now.day().0;
    let times = (1..=AFTER + 1).map(|days| Day(today + days).start());
    let foreseen: Vec<_> = std::iter::once(history.now)
        .chain(times)
        .map_while(|at| Some((scale.x(at), history.foreseen(at)?)))
        .collect();
    let nothing = foreseen
        .iter()
        .position(|(_, it)| it.high == Quantity::ZERO);
    let shown = &foreseen[..nothing.map_or(foreseen.len(), |last| last + 1)];
    let point = |x: f64, amount| format!("{x:.1} {:.1}", scale.y(amount));
    let above = shown.iter().map(|(x, it)| point(*x, it.high));
    let below = shown.iter().rev().map(|(x, it)| point(*x, it.low));
    let edge: Vec<_> = above.chain(below).collect();
    Some(format!("M{}Z", edge.join(" ")))
}

/// What the browser's reader steps through: `x,y,words` joined by `|`, in tenths of the picture's units.
pub fn points(history: &History, unit: Unit, capacity: Quantity) -> String {
    let scale = Scale::new(history, capacity);
    let point = |it: &DayLevel| {
        let at = (it.day.end() + 1).min(history.now);
        let said = text::point(&utc_long_day(it.day), &about(it.close, unit));
        let (x, y) = (scale.x(at) * 10.0, scale.y(it.close) * 10.0);
        format!("{x:.0},{y:.0},{said}")
    };
    history.days.iter().map(point).collect::<Vec<_>>().join("|")
}

fn reorder(history: &History, scale: &Scale) -> Option<impl IntoView + use<>> {
    let reorder = history.reorder_level.filter(|it| it.is_positive())?;
    let y = scale.y(reorder);
    Some(view! {
        <path class="reorder" d=format!("M0 {y:.1}H{WIDTH}")></path>
        <text class="end" x=(WIDTH - 6.0).to_string() y=format!("{:.1}", y - 5.0)>{text::reorder_line()}</text>
    })
}

fn ahead(history: &History, scale: &Scale) -> Option<impl IntoView + use<>> {
    let until = history.run_out?.min(scale.end());
    let d = format!(
        "M{:.1} {:.1}L{:.1} {:.1}",
        scale.x(history.now),
        scale.y(history.at_home()?),
        scale.x(until),
        scale.y(history.left(until)?),
    );
    Some(view! { <path class="ahead" d=d></path> })
}

/// Named where it comes in the picture, and before the delivery.
fn run_out(history: &History, scale: &Scale) -> Option<impl IntoView + use<>> {
    let to_come = history.now + 1..scale.end();
    let at = history.run_out.filter(|at| to_come.contains(at))?;
    if history.expected.is_some_and(|expected| expected.at <= at) {
        return None;
    }
    let (x, y) = (scale.x(at), BOTTOM);
    let cross = format!("M{:.1} {:.1}l10 10m0 -10l-10 10", x - 5.0, y - 5.0);
    let label = text::likely_empty(&short_day(at));
    Some(view! {
        <path class="cross" d=cross></path>
        <text class=anchor(x) x=format!("{x:.1}") y=RUN_OUT_ROW.to_string()>{label}</text>
    })
}

fn expected(history: &History, scale: &Scale) -> Option<impl IntoView + use<>> {
    let expected = history
        .expected
        .filter(|it| it.at >= history.now - DAY && it.at < scale.end())?;
    let x = scale.x(expected.at);
    let rise = expected
        .quantity
        .zip(history.left(expected.at))
        .map(|(quantity, left)| {
            let (from, to) = (scale.y(left), scale.y(left + quantity));
            view! { <path class="rise" d=format!("M{x:.1} {from:.1}V{to:.1}")></path> }
        });
    let arrow = format!("M{:.1} {BOTTOM}l7 -12l7 12z", x - 7.0);
    let label = text::expected(&short_day(expected.at));
    Some(view! {
        <path class="delivery" d=format!("M{x:.1} {:.1}V{BOTTOM}", EXPECTED_ROW + 6.0)></path>
        <path class="arrow" d=arrow></path>
        {rise}
        <text class=anchor(x) x=format!("{x:.1}") y=EXPECTED_ROW.to_string()>{label}</text>
    })
}

/// A label near the right edge stands to the left of its mark.
fn anchor(x: f64) -> &'static str {
    if x > WIDTH * 0.8 { "end" } else { "middle" }
}
