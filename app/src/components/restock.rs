//! The three things somebody can say about a supply: more was bought, this is what there is, and a
//! new one was put in. One form each; a one-time key in each, so that a double tap counts once.

use domain::view::SupplyView;
use domain::{SlotId, Unit};
use leptos::prelude::*;

use super::AmountField;
use crate::context::FormState;
use crate::islands::RestockPreview;

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
    let (id, unit) = (supply.id, supply.spec.unit);
    let percent = unit == Unit::Percent;
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
    let pack = supply
        .products
        .first()
        .filter(|_| unit == Unit::Count)
        .and_then(|product| product.quantity.clone())
        .map(|quantity| format!("Your pack on Amazon holds {quantity}."))
        .unwrap_or_default();
    let add = (!percent).then(|| {
        view! {
            <details class="card" open=open[0]>
                <summary>"Add supplies"</summary>
                <RestockForm id kind="add" key=keys.add button="Add supplies">
                    <RestockPreview adds=true unit=unit.name().to_owned() at_home pace>
                        <AmountField prefix="add" label="How much did you get?" hint=pack unit form=add_form/>
                    </RestockPreview>
                </RestockForm>
            </details>
        }
    });
    view! {
        <div class="stack">
            {add}
            <details class="card" open=open[1]>
                <summary>"I replaced it"</summary>
                <RestockForm id kind="replaced" key=keys.replaced button="I replaced it">
                    <p>"The machine is full again. If you have a spare at home, it is counted as used."</p>
                </RestockForm>
            </details>
            <details class="card" open=open[2]>
                <summary>"Set exact level"</summary>
                <RestockForm id kind="set" key=keys.set button="Set level">
                    <RestockPreview adds=false unit=unit.name().to_owned() at_home pace>
                        <AmountField
                            prefix="set"
                            label="There is now"
                            hint="In the machine and beside it, together."
                            unit
                            form=set_form
                        />
                    </RestockPreview>
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
    button: &'static str,
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
    use replenish::Invalid;

    use super::*;
    use crate::sample::{self, html};

    fn forms(supply: SupplyView, form: FormState) -> String {
        let keys = RestockKeys {
            add: "key-add".into(),
            set: "key-set".into(),
            replaced: "key-replaced".into(),
        };
        html(|| view! { <RestockForms supply keys form/> })
    }

    #[test]
    fn each_form_has_its_own_key_and_kind() {
        let html = forms(sample::pods(), FormState::default());
        for kind in ["add", "set", "replaced"] {
            assert!(html.contains(&format!(r#"value="key-{kind}""#)), "{html}");
            assert!(
                html.contains(&format!(r#"name="kind" value="{kind}""#)),
                "{html}"
            );
        }
        assert!(html.contains("Your pack on Amazon holds 36."));
    }

    #[test]
    fn a_percentage_is_never_added_to() {
        let mut supply = sample::pods();
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
            errors: vec![Invalid {
                field: "amount".into(),
                code: "bad_amount",
                detail: "The amount must be a number.".into(),
            }],
        };
        let html = forms(sample::pods(), form);
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
