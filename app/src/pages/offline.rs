//! What a browser without a connection shows instead of a page that it did not keep, or of the answer to a form that it could
//! not send. It is the same for everybody: the service worker puts what was typed into the form below.

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
        <section class="stack" id="unkept">
            <h1>{text::offline()}</h1>
            <p>{text::not_kept()}</p>
            <p><a class="link" href="/supplies">{text::supplies_as_last_seen()}</a></p>
        </section>
        <section class="stack" id="unsent" hidden>
            <h1>{text::unsent()}</h1>
            <p>{text::unsent_kept()}</p>
            <form method="post" action="/offline">
                <p><button class="button">{text::send_again()}</button></p>
            </form>
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
    }

    /// The service worker finds these.
    #[test]
    fn a_form_that_was_not_sent_has_its_place() {
        let html = html(|| view! { <Offline/> });
        let worker = include_str!("../../../server/src/offline/service-worker.js");
        for place in [
            r#" id="unsent" hidden"#,
            r#" id="unkept""#,
            r#" action="/offline">"#,
        ] {
            assert_eq!(html.matches(place).count(), 1, "{place}: {html}");
            assert!(worker.contains(place), "{place}");
        }
    }
}
