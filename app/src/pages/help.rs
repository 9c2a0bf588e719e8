//! Help, where the maker has no page of its own: what customers ask, each answered in a few lines.

use leptos::prelude::*;

use crate::components::Title;
use crate::i18n::help as text;
use crate::i18n::{data, frame, home, order, restock, shop, supply};
use crate::request;

/// Questions and answers, as they are where Amazon supplies, or else the maker of that name.
fn answers(maker: Option<&str>) -> [(String, String); 8] {
    let stop = maker.map_or_else(text::cancel_on_amazon, shop::cancel_at_maker);
    let pause = maker.map_or_else(supply::change_on_amazon, |_| shop::pause());
    [
        (text::how_does_it_know(), text::it_is_told()),
        (text::when_does_it_order(), text::before_it_runs_out()),
        (text::how_to_stop(), stop),
        (text::how_to_pause(), text::press_change(&pause)),
        (text::level_is_wrong(), text::set_it()),
        (
            text::not_here(),
            text::press_not_arrived(&order::not_arrived()),
        ),
        (text::no_news(), text::check_power()),
        (
            text::bought_elsewhere(),
            text::press_add(&restock::add_supplies()),
        ),
    ]
}

/// The page.
#[component]
pub fn HelpPage() -> impl IntoView {
    let page = request::page()?;
    let maker = page.maker_without_amazon();
    let ask = maker.map_or_else(text::ask_amazon, shop::ask_maker);
    let answers = answers(maker).map(|(question, answer)| {
        view! {
            <section class="card stack">
                <h2>{question}</h2>
                <p>{answer}</p>
            </section>
        }
    });
    let more = page.account.is_none().then(|| {
        view! { <p class="quiet">{home::sign_in_to_see()}</p> }
    });
    Some(view! {
        <Title text=frame::help()/>
        <div class="page-head"><h1>{frame::help()}</h1></div>
        <div class="stack">
            {answers.into_iter().collect_view()}
            <p>
                {ask} " "
                <a class="link" href=page.brand.privacy_url>{data::what_we_keep()}</a>
            </p>
            {more}
        </div>
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::speaking;
    use crate::preferences::locale::Locale;

    #[test]
    fn buttons_are_called_what_they_are_called_elsewhere() {
        for locale in Locale::OFFERED {
            speaking(locale, || {
                let answers = answers(None).map(|(_, answer)| answer).join(" ");
                let buttons = [
                    supply::change_on_amazon(),
                    order::not_arrived(),
                    restock::add_supplies(),
                ];
                for button in buttons {
                    assert!(answers.contains(&button), "{button} in {answers}");
                }
            });
        }
    }

    #[test]
    fn where_the_maker_sells_nothing_is_said_of_amazon() {
        let all = answers(Some("Acme")).map(|(_, answer)| answer).join(" ");
        assert!(
            all.contains("Ask Acme") && all.contains("Pause auto-reorder"),
            "{all}"
        );
    }
}
