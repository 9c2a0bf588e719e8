//! Fields of forms: a label, a hint, the error if there is one, and what was typed kept.

use domain::Unit;
use leptos::prelude::*;

use crate::i18n::field as text;
use crate::request::FormState;
use crate::text::amount::{unit_name, units};
use crate::text::invalid;

/// A text field; its id is `{prefix}-{name}`.
#[component]
pub fn Field(
    /// The prefix of the form's field ids.
    #[prop(into)]
    prefix: String,
    /// The name it is sent under.
    name: &'static str,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: String,
    /// What it holds before anything is typed.
    #[prop(optional, into)]
    start: Option<String>,
    /// Its class.
    class: &'static str,
    /// The keyboard a phone shows.
    #[prop(default = "text")]
    inputmode: &'static str,
    /// The form as it was sent, if it was refused.
    form: FormState,
    /// What stands beside it.
    #[prop(optional)]
    beside: Option<AnyView>,
) -> impl IntoView {
    let id = format!("{prefix}-{name}");
    let error = form.error(name).map(invalid::text);
    let value = form.value(name).map(str::to_owned).or(start);
    let hint_id = (!hint.is_empty()).then(|| format!("{id}-hint"));
    let error_id = error.as_ref().map(|_| format!("{id}-error"));
    let described = [hint_id.clone(), error_id.clone()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            {hint_id.map(|hint_id| view! { <p class="hint" id=hint_id>{hint}</p> })}
            {error.clone().map(|error| view! { <p class="error" id=error_id>{error}</p> })}
            <div class="row">
                <input
                    id=id
                    name=name
                    class=class
                    value=value
                    inputmode=inputmode
                    autocomplete="off"
                    aria-required="true"
                    aria-invalid=error.map(|_| "true")
                    aria-describedby=(!described.is_empty()).then_some(described)
                />
                {beside}
            </div>
        </div>
    }
}

/// An amount with its unit: fields `amount` and `unit`. A unit without an alternative is only shown.
#[component]
pub fn AmountField(
    /// The prefix of the form's field ids.
    #[prop(into)]
    prefix: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: String,
    /// The supply's unit.
    unit: Unit,
    /// The form as it was sent, if it was refused.
    form: FormState,
) -> impl IntoView {
    let offered = units(unit);
    let chosen = form.value("unit").map(str::to_owned);
    let choice = match offered.as_slice() {
        [only] => view! {
            <input type="hidden" name="unit" value=only.name()/>
            <span>{unit_name(*only)}</span>
        }
        .into_any(),
        _ => {
            let option = |offered: Unit| {
                let selected = chosen
                    .as_deref()
                    .map_or(offered == unit, |it| it == offered.name());
                view! { <option value=offered.name() selected=selected>{unit_name(offered)}</option> }
            };
            view! {
                <select id=format!("{prefix}-unit") name="unit" aria-label=text::unit()>
                    {offered.into_iter().map(option).collect_view()}
                </select>
            }
            .into_any()
        }
    };
    view! {
        <Field
            prefix
            name="amount"
            label
            hint
            class="amount num"
            inputmode="decimal"
            form
            beside=choice
        />
    }
}
