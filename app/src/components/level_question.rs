//! The first question about a supply: how much is in it now? Until it is answered nothing is ordered.

use domain::view::SupplyView;
use leptos::prelude::*;

use super::AmountField;
use crate::i18n::restock as text;
use crate::request::FormState;
use crate::text::restock::unit;

/// The question: full, or another amount. Two forms, so that Enter in the field never means "full".
#[component]
pub fn LevelQuestion(
    /// The supply.
    supply: SupplyView,
    /// A one-time key for each of the two forms.
    keys: [String; 2],
    /// The form as it was sent, if it was refused.
    form: FormState,
    /// The prefix of its field ids.
    #[prop(into)]
    prefix: String,
) -> impl IntoView {
    let action = format!("/supplies/{}/level", supply.id);
    let [full, amount] = keys;
    let unit = unit(&supply);
    view! {
        <section class="card stack">
            <h2>{text::how_much_now(&supply.name)}</h2>
            <p class="quiet">{text::until_we_know()}</p>
            <form method="post" action=action.clone()>
                <input type="hidden" name="key" value=full/>
                <input type="hidden" name="full" value="1"/>
                <button class="button primary">{text::is_full()}</button>
            </form>
            <form class="stack" method="post" action=action>
                <input type="hidden" name="key" value=amount/>
                <AmountField prefix label=text::another_amount() unit form/>
                <button class="button">{text::save_amount()}</button>
            </form>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{self, html};

    #[test]
    fn full_and_another_amount_are_two_forms_with_their_own_keys() {
        let html = html(|| {
            view! {
                <LevelQuestion
                    supply=fixtures::pods()
                    keys=["k1".to_owned(), "k2".to_owned()]
                    form=FormState::default()
                    prefix="level"
                />
            }
        });
        assert_eq!(html.matches("<form").count(), 2);
        assert!(html.contains(r#"value="k1""#) && html.contains(r#"value="k2""#));
        assert!(html.contains(r#"id="level-amount""#));
    }
}
