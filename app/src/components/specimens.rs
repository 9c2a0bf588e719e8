//! What the pages of a household look like, for who has none yet.

use domain::view::Lasting;
use domain::{Quantity, Unit};
use leptos::prelude::*;

use super::Picture;
use crate::i18n::reckon::left_lasting;
use crate::text::amount::{lasting, level};

/// What a household sees once it is signed in, as a picture: a few supplies that nobody has.
#[component]
pub fn Specimens() -> impl IntoView {
    let supply = |unit, left: String, lasts, share: &'static str, class: &'static str| {
        view! {
            <div class="card stack">
                <p class="pictured num"><Picture unit/><b>{left_lasting(&left, &lasting(lasts))}</b></p>
                <div class="level">
                    <svg focusable="false">
                        <rect class="all" y="3" width="100%" height="12" rx="6"></rect>
                        <rect class=class y="3" width=share height="12" rx="6"></rect>
                    </svg>
                </div>
            </div>
        }
    };
    let amount = |thousandths, unit| level(Quantity(thousandths), unit);
    view! {
        <div class="specimens" aria-hidden="true">
            {supply(Unit::Count, amount(18_000, Unit::Count), Lasting::Days(17), "75%", "fill")}
            {supply(Unit::Litre, amount(400_000, Unit::Litre), Lasting::Days(6), "20%", "fill low")}
            {supply(Unit::Percent, amount(62_000, Unit::Percent), Lasting::Weeks(19), "62%", "fill")}
        </div>
    }
}
