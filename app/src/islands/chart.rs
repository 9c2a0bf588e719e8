//! Reading the chart day by day: with the arrow keys, or by pointing.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::Element;

/// The picture's own width.
const WIDTH: i32 = 640;

/// A day of the chart: where it is, in tenths of the picture's units, and what is said of it.
#[derive(Clone, PartialEq, Eq)]
struct Point {
    x: i32,
    y: i32,
    said: String,
}

/// Wraps the chart. `points` are `x,y,words` joined by `|`, oldest first.
#[island]
pub fn ChartInspector(
    /// The days.
    points: String,
    /// What is read, to those who do not see it.
    label: String,
    /// How to read it, until somebody does.
    hint: String,
    /// The chart.
    children: Children,
) -> impl IntoView {
    let points: Vec<Point> = points.split('|').filter_map(point).collect();
    let last = points.len().saturating_sub(1);
    let points = StoredValue::new(points);
    let chosen = RwSignal::new(last);
    let touched = RwSignal::new(false);
    let at = move || points.with_value(|points| points.get(chosen.get()).cloned());
    let said = move || at().map(|point| point.said).unwrap_or_default();
    let line = move || {
        let shown = at().filter(|_| touched.get());
        shown
            .map(|point| format!("M{} 560V2040", point.x))
            .unwrap_or_default()
    };
    let spot = move |part: fn(&Point) -> i32| at().map_or(0, |point| part(&point)).to_string();
    let choose = move |index: usize| {
        touched.set(true);
        chosen.set(index.min(last));
    };
    let press = move |event: KeyboardEvent| {
        let now = chosen.get_untracked();
        let next = match event.key().as_str() {
            "ArrowLeft" | "ArrowDown" => now.saturating_sub(1),
            "ArrowRight" | "ArrowUp" => now + 1,
            "PageDown" => now.saturating_sub(7),
            "PageUp" => now + 7,
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        choose(next);
    };
    let point_at = move |event: PointerEvent| {
        let area: Option<Element> = event.current_target().and_then(|it| it.dyn_into().ok());
        let Some(area) = area else { return };
        let width = area.client_width().max(1);
        let x = event.offset_x() * WIDTH * 10 / width;
        let nearest = points.with_value(|points| {
            let distance = |index: &usize| points.get(*index).map(|point| (point.x - x).abs());
            (0..points.len()).min_by_key(distance)
        });
        choose(nearest.unwrap_or(last));
    };
    view! {
        <div class="inspector">
            {children()}
            <div
                class="reader when-alive"
                role="slider"
                tabindex="0"
                aria-label=label
                aria-valuemin="0"
                aria-valuemax=last.to_string()
                aria-valuenow=move || chosen.get().to_string()
                aria-valuetext=said
                on:keydown=press
                on:focus=move |_| touched.set(true)
                on:pointermove=point_at
                on:pointerdown=point_at
            >
                <svg viewBox="0 0 6400 2400" aria-hidden="true">
                    <path class="today" d=line></path>
                    <circle
                        class="spot"
                        cx=move || spot(|point| point.x)
                        cy=move || spot(|point| point.y)
                        r=move || if touched.get() { "60" } else { "0" }
                    ></circle>
                </svg>
            </div>
            <p class="readout num when-alive" aria-hidden="true">
                {move || if touched.get() { said() } else { hint.clone() }}
            </p>
        </div>
    }
}

fn point(text: &str) -> Option<Point> {
    let mut parts = text.splitn(3, ',');
    Some(Point {
        x: tenths(parts.next()?)?,
        y: tenths(parts.next()?)?,
        said: parts.next()?.to_owned(),
    })
}

/// `31.5` is 315.
fn tenths(text: &str) -> Option<i32> {
    text.replacen('.', "", 1).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_where_it_is_and_what_is_said() {
        let point = point("31.5,204.0,3 March: 1,5 l").unwrap();
        assert_eq!((point.x, point.y), (315, 2_040));
        assert_eq!(point.said, "3 March: 1,5 l");
    }
}
