//! What a browser without a connection shows instead of a page that it did not keep. It is the same for
//! everybody.

use leptos::prelude::*;

use crate::components::Title;
use crate::i18n::failure as text;

/// The page. Its link is no button: those are hidden without a connection.
#[component]
pub fn OfflinePage() -> impl IntoView {
    view! {
        <Title text=text::offline()/>
        <Offline/>
    }
}

#[component]
fn Offline() -> impl IntoView {
    view! {
        <section class="stack">
            <h1>{text::offline()}</h1>
            <p>{text::not_kept()}</p>
            <p><a class="link" href="/supplies">{text::supplies_as_last_seen()}</a></p>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{html, speaking};
    use crate::preferences::locale::Locale;

    #[test]
    fn it_leads_to_the_supplies_in_the_customers_language() {
        let html = speaking(Locale::Fr, || html(|| view! { <Offline/> }));
        assert!(html.contains("Vous êtes hors ligne") && html.contains("/supplies"));
        assert!(!html.contains("button"));
    }
}
