//! An amount that may mean two things, or far more than anybody keeps: asked back, with what it may mean as buttons. The
//! form that it came from stands below, with what was typed.

use domain::view::SupplyView;
use leptos::prelude::*;

use crate::i18n::restock as text;
use crate::request::{FormState, Question};
use crate::text::amount::whole;

/// The question; nothing where there is none. Its answer goes where the form went.
#[component]
pub fn AmountQuestion(
    /// The supply.
    supply: SupplyView,
    /// The form as it was sent.
    form: FormState,
    /// Where it was sent to.
    action: String,
) -> impl IntoView {
    let Question { amounts, unit } = form.question.clone()?;
    let sent = |name: &'static str| {
        let value = form.value(name).map(str::to_owned);
        value.map(|value| view! { <input type="hidden" name=name value=value/> })
    };
    let asked = match amounts[..] {
        [only] => text::really_so_much(&whole(only, unit)),
        _ => text::which_amount(form.value("amount").unwrap_or_default().trim()),
    };
    let is_one = amounts.len() == 1;
    let button = |amount| {
        let said = whole(amount, unit);
        let label = if is_one { text::yes_meant(&said) } else { said };
        view! {
            <button class="button" name="meant" value=supply.text(amount)>{label}</button>
        }
    };
    Some(view! {
        <div class="banner warn" role="alert" aria-labelledby="question" tabindex="-1" autofocus>
            <form class="stack" method="post" action=action>
                <h2 id="question">{asked}</h2>
                {["key", "kind", "amount", "unit"].map(sent)}
                <div class="row">{amounts.iter().copied().map(button).collect_view()}</div>
                <p>{text::or_change_it()}</p>
            </form>
        </div>
    })
}

#[cfg(test)]
mod tests {
    use domain::{Quantity, Unit};

    use super::*;
    use crate::fixtures::{self, html, speaking};
    use crate::preferences::locale::Locale;

    fn asked(amounts: &[i64]) -> String {
        let form = FormState::asked_back(
            vec![
                ("key".into(), "k".into()),
                ("kind".into(), "add".into()),
                ("amount".into(), "1.500".into()),
                ("unit".into(), "g".into()),
            ],
            Question {
                amounts: amounts.iter().copied().map(Quantity).collect(),
                unit: Unit::Gram,
            },
        );
        let mut supply = fixtures::pods();
        supply.spec.unit = Unit::Gram;
        html(|| view! { <AmountQuestion supply form action="/there".to_owned()/> })
    }

    #[test]
    fn what_it_may_mean_are_buttons_of_a_form() {
        let html = speaking(Locale::De, || asked(&[1_500_000, 1_500]));
        assert!(
            html.contains("„1.500“ lässt sich auf zwei Arten lesen."),
            "{html}"
        );
        for (value, label) in [("1500", "1.500 g"), ("1.5", "1,5 g")] {
            let button = format!(r#"name="meant" value="{value}" class="button">{label}</button>"#);
            assert!(html.contains(&button), "{button}: {html}");
        }
        for (name, value) in [("key", "k"), ("kind", "add"), ("amount", "1.500")] {
            let field = format!(r#"name="{name}" value="{value}""#);
            assert!(html.contains(&field), "{field}: {html}");
        }
        assert!(html.contains("autofocus") && html.contains(r#"action="/there""#));
    }

    #[test]
    fn so_much_is_confirmed_by_one_button() {
        let html = asked(&[15_000_000]);
        assert!(html.contains("Did you mean 15,000 g?"), "{html}");
        assert_eq!(html.matches("<button").count(), 1);
        assert!(html.contains("Yes, 15,000 g"));
    }
}
