//! One machine with the cards of its supplies.

use domain::Time;
use domain::view::DeviceView;
use leptos::prelude::*;

use super::SupplyCard;
use crate::i18n::{device as text, moment};
use crate::text::time::relative;

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
    let find = |supply: &str| format!("{supply} {name} {serial}").to_lowercase();
    let cards = supplies
        .into_iter()
        .map(|supply| {
            let find = find(&supply.name);
            view! { <li data-find=find><SupplyCard supply now/></li> }
        })
        .collect_view();
    view! {
        <section class="machine">
            <div class="machine-head">
                <h2><a href=format!("/devices/{id}")>{name}</a></h2>
                <MachineLine model serial last_seen now/>
            </div>
            <ul class="cards">{cards}</ul>
        </section>
    }
}

/// Which machine it is, and when it was heard from.
#[component]
pub fn MachineLine(
    /// The maker's name of its kind.
    model: String,
    /// Its own number.
    serial: String,
    /// When it was heard from.
    #[prop(optional_no_strip)]
    last_seen: Option<Time>,
    /// What the clock says.
    now: Time,
) -> impl IntoView {
    let heard = match last_seen {
        Some(at) => {
            let heard = text::heard_from(&relative(at, now));
            view! { <time datetime=at.to_string() title=moment(at)>{heard}</time> }.into_any()
        }
        None => text::not_heard_from().into_any(),
    };
    view! {
        <p class="quiet">{model} " · " {text::serial_in_line(&serial)} " · " {heard}</p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{self, html, now};

    #[test]
    fn what_runs_out_first_comes_first_and_names_are_never_markup() {
        let mut device = fixtures::brewer();
        device.name = "<script>x</script>".into();
        let mut later = fixtures::pods();
        later.name = "Descaler".into();
        later.lasts = later.lasts.map(|lasts| lasts * 4);
        device.supplies.insert(0, later);
        let html = html(|| view! { <Machine device now=now()/> });
        assert!(html.find("Coffee pods</a>") < html.find("Descaler</a>"));
        assert!(
            html.contains("data-find=\"descaler &lt;script&gt;x&lt;/script&gt; k1\""),
            "{html}"
        );
        assert!(html.contains("&lt;script&gt;") && !html.contains("<script"));
    }
}
