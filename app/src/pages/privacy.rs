//! What is kept, where the maker has no privacy notice of its own. `docs/data-map.md` says the same of
//! every column.

use leptos::prelude::*;

use crate::components::Title;
use crate::i18n::{data, notice, privacy as text, shop, tokens};
use crate::request;

/// What, why, and for how long, as it is where Amazon supplies, or else the maker of that name; with notices, where there are.
fn kept(maker: Option<&str>, notices: bool) -> Vec<[String; 3]> {
    let account = maker.map_or_else(text::account_is, shop::account_is);
    let orders_until = maker.map_or_else(text::orders_until, |_| shop::orders_until());
    let mut kept = vec![
        [text::account(), account, text::account_until()],
        [
            text::machines(),
            text::machines_are(),
            text::machines_until(),
        ],
        [text::usage(), text::usage_is(), text::usage_until()],
        [text::orders(), text::orders_are(), orders_until],
        [text::browser(), text::browser_is(), text::browser_until()],
        [tokens::apps(), tokens::tokens_are(), tokens::tokens_until()],
        [text::actions(), text::actions_are(), text::actions_until()],
    ];
    if maker.is_none() {
        let connection = [
            text::connection(),
            text::connection_is(),
            text::connection_until(),
        ];
        kept.insert(3, connection);
    }
    if notices {
        let are = notice::notices_are();
        kept.push([notice::notices(), are, notice::notices_until()]);
    }
    kept
}

/// The page.
#[component]
pub fn PrivacyPage() -> impl IntoView {
    let page = request::page()?;
    let maker = page.maker_without_amazon();
    let end = maker.map_or_else(text::for_nothing_else, shop::for_nothing_else);
    let notices = page.application.notices().are_there();
    let kept = kept(maker, notices)
        .into_iter()
        .map(|[what, which, until]| {
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
                <ul class="rows">{kept.collect_view()}</ul>
                <p>{end}</p>
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
        let kept_of = |maker| speaking(Locale::De, || kept(maker, false));
        let of_amazon = kept_of(None);
        assert_eq!(of_amazon[0][2], "Gespeichert, bis Sie Ihr Konto löschen.");
        let of_maker = kept_of(Some("Acme"));
        assert_eq!((of_amazon.len(), of_maker.len()), (8, 7));
        let with_notices = speaking(Locale::De, || kept(None, true));
        assert_eq!(with_notices.len(), 9);
        assert_eq!(with_notices[8][0], "Benachrichtigungen");
        let all = of_maker.concat().join(" ");
        assert!(all.contains("Acme") && !all.contains("Amazon"), "{all}");
    }
}
