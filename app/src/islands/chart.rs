//! Reading the chart day by day: with the arrow keys, or by pointing.

use leptos::ev::{Event, KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Document, Element};

/// The picture's own width, in tenths of its units.
const WIDTH: i32 = 6_400;

/// Wraps the chart and the slider over it, behind which what is read is written. The slider's
/// `data-points` are `x,y,words` joined by `|`, oldest first, in tenths of the picture's units;
/// `data-first` is the number of the first one's day.
#[island]
pub fn ChartInspector(
    /// The chart and its slider.
    children: Children,
) -> impl IntoView {
    view! {
        <div
            class="inspector"
            on:keydown=press
            on:focusin=|event| { Slider::of(&event).and_then(|slider| slider.read(slider.now)); }
            on:pointermove=point_at
            on:pointerdown=point_at
        >
            {children()}
        </div>
    }
}

fn press(event: KeyboardEvent) {
    if let Some(slider) = Slider::of(&event)
        && let Some(day) = next(&event.key(), slider.now, slider.days().count() - 1)
    {
        event.prevent_default();
        slider.read(day);
    }
}

fn point_at(event: PointerEvent) {
    if let Some(slider) = Slider::of(&event) {
        let width = slider.element.client_width().max(1);
        let day = nearest(slider.days(), event.offset_x() * WIDTH / width);
        slider.read(day);
    }
}

/// The slider in the page, which has all that is known of it.
struct Slider {
    element: Element,
    points: String,
    now: usize,
}

impl Slider {
    /// The one that something happened to.
    fn of(event: &Event) -> Option<Self> {
        let target: Element = event.target()?.unchecked_into();
        Self::at(target.closest("[data-points]").ok()??)
    }

    fn at(element: Element) -> Option<Self> {
        Some(Self {
            points: element.get_attribute("data-points")?,
            now: element.get_attribute("aria-valuenow")?.parse().ok()?,
            element,
        })
    }

    fn days(&self) -> impl Iterator<Item = &str> {
        self.points.split('|')
    }

    /// Reads a day: says it, shows where it is, and writes it.
    fn read(&self, day: usize) -> Option<()> {
        let [x, y, said] = point(self.days().nth(day)?)?;
        let (line, spot) = (self.part("path")?, self.part("circle")?);
        let _ = self
            .element
            .set_attribute("aria-valuenow", &day.to_string());
        let _ = self.element.set_attribute("aria-valuetext", said);
        let _ = line.set_attribute("d", &["M", x, " 560V2040"].concat());
        for (name, value) in [("cx", x), ("cy", y), ("r", "60")] {
            let _ = spot.set_attribute(name, value);
        }
        let written = self.element.next_element_sibling()?;
        written.set_text_content(Some(said));
        Some(())
    }

    /// Whether somebody has read a day: where it is, is shown.
    fn is_read(&self) -> Option<bool> {
        Some(self.part("circle")?.get_attribute("r")? != "0")
    }

    fn part(&self, name: &str) -> Option<Element> {
        self.element.query_selector(name).ok()?
    }
}

/// Brings the slider of an open page up to date with that of the same page, asked for again. Who reads
/// a day goes on reading it.
pub(super) fn renew(page: &Document, new: &Document) -> Option<()> {
    let find = |page: &Document| page.query_selector("[data-points]").ok()?;
    let (element, fresh) = (find(page)?, find(new)?);
    let old = Slider::at(element.clone())?;
    let first = |it: &Element| it.get_attribute("data-first")?.parse::<i64>().ok();
    let passed = first(&fresh)? - first(&element)?;
    for name in [
        "data-points",
        "data-first",
        "aria-valuemax",
        "aria-valuenow",
        "aria-valuetext",
    ] {
        let _ = element.set_attribute(name, &fresh.get_attribute(name)?);
    }
    if old.is_read()? {
        let slider = Slider::at(element)?;
        slider.read(same(old.now, passed, slider.now))?;
    }
    Some(())
}

/// Where a day is once so many first ones have passed out of the picture.
fn same(now: usize, passed: i64, last: usize) -> usize {
    let now = i64::try_from(now).unwrap_or(i64::MAX);
    usize::try_from(now.saturating_sub(passed))
        .unwrap_or(0)
        .min(last)
}

/// The day that a key leads to.
fn next(key: &str, now: usize, last: usize) -> Option<usize> {
    let day = match key {
        "ArrowLeft" | "ArrowDown" => now.saturating_sub(1),
        "ArrowRight" | "ArrowUp" => now + 1,
        "PageDown" => now.saturating_sub(7),
        "PageUp" => now + 7,
        "Home" => 0,
        "End" => last,
        _ => return None,
    };
    Some(day.min(last))
}

/// The day nearest to a place.
fn nearest<'p>(points: impl Iterator<Item = &'p str>, x: i32) -> usize {
    let distance = |text: &str| {
        let at = text.split(',').next().and_then(|x| x.parse::<i32>().ok());
        at.map(|at| (at - x).abs()).unwrap_or(i32::MAX)
    };
    let nearest = points.map(distance).enumerate().min_by_key(|(_, it)| *it);
    nearest.map_or(0, |(day, _)| day)
}

/// Where a day is, and what is said of it, which may have commas of its own.
fn point(text: &str) -> Option<[&str; 3]> {
    let (x, rest) = text.split_once(',')?;
    let (y, said) = rest.split_once(',')?;
    Some([x, y, said])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_where_it_is_and_what_is_said() {
        let point = point("315,2040,3 March: 1,5 l").unwrap();
        assert_eq!(point, ["315", "2040", "3 March: 1,5 l"]);
    }

    #[test]
    fn keys_lead_from_day_to_day_and_never_beyond_the_ends() {
        for (key, now, expected) in [
            ("ArrowLeft", 5, Some(4)),
            ("ArrowDown", 0, Some(0)),
            ("ArrowRight", 8, Some(9)),
            ("ArrowUp", 9, Some(9)),
            ("PageDown", 8, Some(1)),
            ("PageUp", 1, Some(8)),
            ("Home", 5, Some(0)),
            ("End", 5, Some(9)),
            ("Tab", 5, None),
        ] {
            assert_eq!(next(key, now, 9), expected, "{key} from {now}");
        }
    }

    #[test]
    fn a_day_that_is_read_stays_the_one_although_days_pass() {
        for (now, passed, expected) in [(5, 0, 5), (5, 1, 4), (0, 1, 0), (9, 0, 9), (9, -3, 9)] {
            assert_eq!(same(now, passed, 9), expected, "{now} after {passed}");
        }
    }

    #[test]
    fn who_points_reads_the_nearest_day() {
        let points = || "60,2040,one|180,1448,two|300,1448,three".split('|');
        for (x, expected) in [(-9, 0), (100, 0), (150, 1), (250, 2), (6_400, 2)] {
            assert_eq!(nearest(points(), x), expected, "{x}");
        }
    }
}
