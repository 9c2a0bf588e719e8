//! One machine with the cards of its supplies.

use domain::Time;
use domain::view::DeviceView;
use leptos::prelude::*;

use super::{Moment, SupplyCard};

/// A machine and its supplies, those that run out first before the others.
#[component]
pub fn Machine(
    /// The machine.
    device: DeviceView,
    /// What the clock says.
    now: Time,
) -> impl IntoView {
    let DeviceView {
        id,
        name,
        model,
        serial,
        last_seen,
        mut supplies,
        ..
    } = device;
    supplies.sort_by_key(|supply| supply.lasts.unwrap_or(i64::MAX));
    let heard = match last_seen {
        Some(at) => view! { "heard from " <Moment at now=Some(now)/> }.into_any(),
        None => "not heard from yet".into_any(),
    };
    view! {
        <section class="machine">
            <div class="machine-head">
                <h2><a href=format!("/devices/{id}")>{name}</a></h2>
                <p class="quiet">{model} " · serial " {serial} " · " {heard}</p>
            </div>
            <ul class="cards">
                {supplies
                    .into_iter()
                    .map(|supply| view! { <li><SupplyCard supply now/></li> })
                    .collect_view()}
            </ul>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{self, html, now};

    #[test]
    fn what_runs_out_first_comes_first_and_names_are_never_markup() {
        let mut device = sample::brewer();
        device.name = "<script>x</script>".into();
        let mut later = sample::pods();
        later.name = "Descaler".into();
        later.lasts = later.lasts.map(|lasts| lasts * 4);
        device.supplies.insert(0, later);
        let html = html(|| view! { <Machine device now=now()/> });
        assert!(html.find("Coffee pods") < html.find("Descaler"));
        assert!(html.contains("&lt;script&gt;") && !html.contains("<script"));
    }
}
