//! A moment: absolute, for people in their zone and for machines in UTC, with the relative words beside
//! it.

use domain::{Estimate, Time};
use leptos::prelude::*;

use crate::i18n::{expected, moment};
use crate::text::time::relative;

/// When a delivery is expected, or when something was: a moment, or a day alone where no hour is known.
#[component]
pub fn When(
    /// The moment or the day.
    at: Estimate,
) -> impl IntoView {
    view! { <time datetime=at.to_string()>{expected(at)}</time> }
}

/// A moment as it is seen at `now`: in words with the date on hover, or the date alone.
#[component]
pub fn Moment(
    /// The moment.
    at: Time,
    /// What the clock says; none shows the date alone.
    #[prop(optional_no_strip)]
    now: Option<Time>,
) -> impl IntoView {
    let date = moment(at);
    match now {
        Some(now) => {
            view! { <time datetime=at.to_string() title=date>{relative(at, now)}</time> }.into_any()
        }
        None => view! { <time datetime=at.to_string()>{date}</time> }.into_any(),
    }
}
