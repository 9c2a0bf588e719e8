//! Help, where the maker has no page of its own: what customers ask, each answered in a few lines.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::context;

/// Questions and answers.
const ANSWERS: [(&str, &str); 8] = [
    (
        "How does it know what is left?",
        "Your machine tells it what it uses, or what its sensor reads. What you add by hand counts too. The journal of \
         a supply lists every change, and each can be taken back.",
    ),
    (
        "When does it order?",
        "When what is at home would run out about when a delivery takes to come, at your own pace. The page of a supply \
         says when that will be, and the page of an order says why it was made.",
    ),
    (
        "How do I stop an order?",
        "On Amazon, under your orders, within about 24 hours. After a first cancellation the machine orders again in \
         five days; after a second one not before you have restocked.",
    ),
    (
        "How do I pause, or choose another product?",
        "Open the supply and press “Change on Amazon”. While a supply is paused its level is still kept, and nothing \
         is ordered.",
    ),
    (
        "The level is wrong.",
        "Set it on the page of the supply. If the sensor of the machine reads something else, the page says how far the \
         two have come apart.",
    ),
    (
        "A delivery is shown as arrived, and is not here.",
        "It is added on the day Amazon expects it. Press “It has not arrived” on the page of the order: it is taken back, \
         and expected two days later.",
    ),
    (
        "There is no news from my machine.",
        "It has not been heard for two days. Check its power and its Wi-Fi; what it used meanwhile is counted when it is \
         back.",
    ),
    (
        "I bought more elsewhere.",
        "Press “Add supplies”, in whatever unit is on the package. Nothing is ordered while there is enough.",
    ),
];

/// The page.
#[component]
pub fn HelpPage() -> impl IntoView {
    let page = context::page()?;
    let answers = ANSWERS.map(|(question, answer)| {
        view! {
            <section class="card stack">
                <h2>{question}</h2>
                <p>{answer}</p>
            </section>
        }
    });
    let more = page.account.is_none().then(|| {
        view! { <p class="quiet">"Sign in to see your machines and supplies."</p> }
    });
    Some(view! {
        <Title text="Help"/>
        <div class="page-head"><h1>"Help"</h1></div>
        <div class="stack">
            {answers.into_iter().collect_view()}
            <p>
                "Questions about an order or a payment are answered by Amazon: it knows more of them than we do. "
                <a class="link" href=page.brand.privacy_url>"What we keep, and for how long"</a>
            </p>
            {more}
        </div>
    })
}
