//! The three things somebody can say about a supply: more was bought, this is what there is, and a
//! new one was put in. One form each; a one-time key in each, so that a double tap counts once.

use domain::view::SupplyView;
use domain::{SlotId, Unit};
use leptos::prelude::*;

use super::AmountField;
use crate::i18n::restock as text;
use crate::i18n::{decimal, marks};
use crate::islands::RestockPreview;
use crate::request::FormState;
use crate::text::restock::{preview, unit};

/// One-time keys, one for each form.
#[derive(Clone, Debug)]
pub struct RestockKeys {
    /// For "Add".
    pub add: String,
    /// For "Set".
    pub set: String,
    /// For "Replaced".
    pub replaced: String,
}

/// The forms. A percentage is replaced or set, never added to.
#[component]
pub fn RestockForms(
    /// The supply.
    supply: SupplyView,
    /// The keys.
    keys: RestockKeys,
    /// The form as it was sent, if it was refused.
    form: FormState,
) -> impl IntoView {
    let (id, own, unit) = (supply.id, supply.spec.unit, unit(&supply));
    let percent = own == Unit::Percent;
    let at_home = supply.at_home().map(|quantity| quantity.0);
    let pace = supply.pace_per_day.map(|pace| pace.0);
    let sent = form.value("kind").map(str::to_owned);
    let is_sent = |kind: &str| sent.as_deref() == Some(kind);
    let open = [
        is_sent("add") || (sent.is_none() && !percent),
        is_sent("replaced") || (sent.is_none() && percent),
        is_sent("set"),
    ];
    let add_form = if is_sent("add") {
        form.clone()
    } else {
        FormState::default()
    };
    let set_form = if is_sent("set") {
        form
    } else {
        FormState::default()
    };
    let (capacity, pack) = (supply.spec.capacity.0, supply.pack());
    let hint = pack
        .filter(|_| own == Unit::Count)
        .map(|pack| text::pack(&decimal(&supply.text(pack))))
        .unwrap_or_default();
    let asked =
        move |adds: bool, prefix: &'static str, label: String, hint: String, form: FormState| {
            view! {
                <RestockPreview>
                    <div
                        class="stack"
                        data-adds=adds.then_some("")
                        data-unit=own.name()
                        data-shown=unit.name()
                        data-capacity=capacity
                        data-pack=pack.map(|pack| pack.0)
                        data-home=at_home
                        data-pace=pace
                        data-words=preview()
                        data-marks=marks().text()
                    >
                        <AmountField prefix label hint unit form/>
                        <output class="preview num" aria-live="polite"></output>
                    </div>
                </RestockPreview>
            }
        };
    let add = (!percent).then(|| {
        view! {
            <details class="card" open=open[0]>
                <summary>{text::add_supplies()}</summary>
                <RestockForm id kind="add" key=keys.add button=text::add_supplies()>
                    {asked(true, "add", text::how_much(), hint, add_form)}
                </RestockForm>
            </details>
        }
    });
    view! {
        <div class="stack">
            {add}
            <details class="card" open=open[1]>
                <summary>{text::replaced()}</summary>
                <RestockForm id kind="replaced" key=keys.replaced button=text::replaced()>
                    <p>{text::full_again()}</p>
                </RestockForm>
            </details>
            <details class="card" open=open[2]>
                <summary>{text::set_exact()}</summary>
                <RestockForm id kind="set" key=keys.set button=text::set_level()>
                    {asked(false, "set", text::there_is_now(), text::together(), set_form)}
                </RestockForm>
            </details>
        </div>
    }
}

#[component]
fn RestockForm(
    id: SlotId,
    kind: &'static str,
    key: String,
    button: String,
    children: Children,
) -> impl IntoView {
    view! {
        <form class="stack" method="post" action=format!("/supplies/{id}/restock")>
            <input type="hidden" name="key" value=key/>
            <input type="hidden" name="kind" value=kind/>
            {children()}
            <button class="button primary">{button}</button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use domain::Quantity;
    use replenish::{Code, Invalid};

    use super::*;
    use crate::fixtures::{self, html};
    use crate::preferences::Preferences;
    use crate::preferences::locale::Locale;
    use crate::preferences::units::Units;

    fn keys() -> RestockKeys {
        RestockKeys {
            add: "key-add".into(),
            set: "key-set".into(),
            replaced: "key-replaced".into(),
        }
    }

    fn forms(supply: SupplyView, form: FormState) -> String {
        let keys = keys();
        html(|| view! { <RestockForms supply keys form/> })
    }

    #[test]
    fn each_form_has_its_own_key_and_kind() {
        let html = forms(fixtures::pods(), FormState::default());
        for kind in ["add", "set", "replaced"] {
            assert!(html.contains(&format!(r#"value="key-{kind}""#)), "{html}");
            assert!(
                html.contains(&format!(r#"name="kind" value="{kind}""#)),
                "{html}"
            );
        }
        assert!(html.contains("The pack you chose on Amazon holds 36."));
    }

    #[test]
    fn somebody_is_asked_in_the_unit_that_is_shown() {
        let preferences = Preferences {
            locale: Locale::De,
            units: Units::Metric,
            ..Preferences::default()
        };
        let mut supply = fixtures::pods();
        supply.spec.unit = Unit::FluidOunce;
        supply.spec.capacity = Quantity(5_000_000);
        supply.machine = Some(Quantity(3_046_074));
        let html = html(|| {
            provide_context(preferences);
            let keys = keys();
            view! { <RestockForms supply keys form=FormState::default()/> }
        });
        assert!(html.contains("Wie viel ist dazugekommen?"), "{html}");
        assert!(
            html.contains(r#"<option value="l" selected>l</option><option value="ml">"#),
            "{html}"
        );
        for data in [
            "data-unit=\"fl oz\" data-shown=\"l\"",
            "data-home=\"3046074\"",
            "data-marks=\",.0123456789\"",
        ] {
            assert!(html.contains(data), "{data}: {html}");
        }
    }

    #[test]
    fn a_percentage_is_never_added_to() {
        let mut supply = fixtures::pods();
        supply.spec.unit = Unit::Percent;
        let html = forms(supply, FormState::default());
        assert!(!html.contains("Add supplies") && html.contains("I replaced it"));
    }

    #[test]
    fn a_refused_form_is_open_and_keeps_what_was_typed() {
        let form = FormState {
            values: vec![
                ("kind".into(), "set".into()),
                ("amount".into(), "\"<many".into()),
            ],
            errors: vec![Invalid::new(
                "amount",
                Code::Maker("bad_amount"),
                "The amount must be a number.",
            )],
            ..FormState::default()
        };
        let html = forms(fixtures::pods(), form);
        assert_eq!(html.matches("<details open").count(), 1);
        let set = &html[html.find("set-amount").unwrap()..];
        assert!(set.contains("aria-invalid=\"true\""), "{set}");
        assert!(set.contains("aria-describedby=\"set-amount-hint set-amount-error\""));
        assert!(
            set.contains("&quot;&lt;many") || set.contains("&quot;<many"),
            "{set}"
        );
        assert_eq!(html.matches("The amount must be a number.").count(), 1);
    }
}
