//! What is kept, where the maker has no privacy notice of its own. `docs/data-map.md` says the same of
//! every column.

use leptos::prelude::*;

use crate::components::Title;
use crate::i18n::privacy as text;
use crate::i18n::{data, tokens};
use crate::request;

/// What, why, and for how long.
fn kept() -> [[String; 3]; 8] {
    [
        [text::account(), text::account_is(), text::account_until()],
        [
            text::machines(),
            text::machines_are(),
            text::machines_until(),
        ],
        [text::usage(), text::usage_is(), text::usage_until()],
        [
            text::connection(),
            text::connection_is(),
            text::connection_until(),
        ],
        [text::orders(), text::orders_are(), text::orders_until()],
        [text::browser(), text::browser_is(), text::browser_until()],
        [tokens::apps(), tokens::tokens_are(), tokens::tokens_until()],
        [text::actions(), text::actions_are(), text::actions_until()],
    ]
}

/// The page.
#[component]
pub fn PrivacyPage() -> impl IntoView {
    let page = request::page()?;
    let kept = kept().map(|[what, which, until]| {
        view! {
            <li>
                <p><b>{what}</b></p>
                <p>{which}</p>
                <p class="quiet">{until}</p>
            </li>
        }
    });
    let own = page.account.is_some().then(|| {
        view! {
            <p><a class="button" href="/settings/data">{text::download_or_delete()}</a></p>
        }
    });
    Some(view! {
        <Title text=text::title()/>
        <div class="page-head"><h1>{data::what_we_keep()}</h1></div>
        <div class="stack">
            <section class="card stack">
                <p>{text::why(&page.brand.name)}</p>
                <ul class="rows">{kept.into_iter().collect_view()}</ul>
                <p>{text::for_nothing_else()}</p>
                {own}
            </section>
        </div>
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::speaking;
    use crate::preferences::locale::Locale;

    #[test]
    fn what_is_kept_is_said_in_the_customers_language() {
        let [account, ..] = speaking(Locale::De, kept);
        assert_eq!(account[2], "Gespeichert, bis Sie Ihr Konto löschen.");
    }
}
