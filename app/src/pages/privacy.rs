//! What is kept, where the maker has no privacy notice of its own. `docs/data-map.md` says the same of
//! every column.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::context;

/// What, why, and for how long.
const KEPT: [(&str, &str, &str); 7] = [
    (
        "Your account",
        "A number by which Amazon knows you here. No name, no e-mail, no password.",
        "until you delete your account",
    ),
    (
        "Your machines",
        "Model, serial number, when they were added and last heard.",
        "while they are yours",
    ),
    (
        "What they use",
        "Reports, levels and what you add, as a journal.",
        "reports 400 days, sums of days while the machine is yours",
    ),
    (
        "The connection to Amazon",
        "Keys that let us order for you, encrypted; which supplies may order, and which products.",
        "until you disconnect or Amazon ends it",
    ),
    (
        "Orders",
        "What was ordered when and why, and when it came. No address, no price, no payment.",
        "while the machine is yours; Amazon's numbers until you disconnect",
    ),
    (
        "Your browser",
        "One cookie that keeps you signed in, and one for light or dark.",
        "30 days unused, 90 in all",
    ),
    (
        "What was done",
        "Which account, as a number, did what and when.",
        "for good, without a name",
    ),
];

/// The page.
#[component]
pub fn PrivacyPage() -> impl IntoView {
    let page = context::page()?;
    let kept = KEPT.map(|(what, which, until)| {
        view! {
            <li>
                <p><b>{what}</b></p>
                <p>{which}</p>
                <p class="quiet">"Kept " {until} "."</p>
            </li>
        }
    });
    let own = page.account.is_some().then(|| {
        view! {
            <p><a class="button" href="/settings/data">"Download or delete your data"</a></p>
        }
    });
    Some(view! {
        <Title text="What we keep"/>
        <div class="page-head"><h1>"What we keep, and for how long"</h1></div>
        <div class="stack">
            <section class="card stack">
                <p>
                    {page.brand.name}
                    " needs to know what is left of your supplies to order them in time. It keeps that, and nothing that is not needed for it."
                </p>
                <ul class="rows">{kept.into_iter().collect_view()}</ul>
                <p>
                    "What Amazon tells us is used to order for you and for nothing else. Nobody else is told that you use Amazon Dash Replenishment."
                </p>
                {own}
            </section>
        </div>
    })
}
