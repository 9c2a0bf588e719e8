//! Keys of the maker's API.

use domain::ApiKey;
use domain::api_key::Scope;
use leptos::prelude::*;

use super::{FORM, PATH, Time};
use crate::components::{ErrorSummary, Field};
use crate::i18n::moment;
use crate::ops::list::{List, Row};
use crate::ops::made::Made;
use crate::ops::words::people as text;
use crate::request::FormState;

/// How many days a key may be asked to last; for ever is beside them.
const LASTING: [i64; 3] = [30, 90, 365];

/// The keys, and a form for another one.
#[component]
pub fn Keys(
    /// All of them.
    keys: Vec<ApiKey>,
    /// What the clock says.
    now: Time,
    /// The form as it was sent.
    form: FormState,
) -> impl IntoView {
    let headings = vec![
        text::name(),
        text::opens(),
        text::ends(),
        text::last_used(),
        text::change(),
    ];
    let is_refused = form.is_refused();
    let rows = keys.into_iter().map(|it| key(it, now)).collect();
    view! {
        <ErrorSummary form=form.clone() prefix="key" fields=&["name"]/>
        <Made of="key" form=form.clone() says=text::key_shown_once() label=text::the_key()/>
        <details class="card" open=is_refused>
            <summary>{text::new_key()}</summary>
            <NewKey form/>
        </details>
        <section class="card stack">
            <h2>{text::keys()}</h2>
            <List label=text::keys() headings rows empty=text::no_keys()/>
        </section>
    }
}

fn key(it: ApiKey, now: Time) -> Row {
    let over = if it.is_over(now) { "crit" } else { "" };
    let ends = it.expires_at.map_or_else(text::never, moment);
    let used = it.used_at.map_or_else(text::never, moment);
    let scopes = it.scopes.names().collect::<Vec<_>>().join(", ");
    let action = format!("{PATH}/keys/{}/revoke", it.id);
    let change = view! {
        <details class="confirm">
            <summary>{text::revoke()}</summary>
            <form class="stack" method="post" action=action>
                <p class="quiet">{text::what_revoking_does()}</p>
                <button class="button small danger">{text::revoke_now(&it.name)}</button>
            </form>
        </details>
    };
    Row {
        head: it.name.into_any(),
        cells: vec![
            view! { <code>{scopes}</code> }.into_any(),
            view! { <span class=over>{ends}</span> }.into_any(),
            used.into_any(),
            change.into_any(),
        ],
    }
}

#[component]
fn NewKey(form: FormState) -> impl IntoView {
    let chosen = |scope: Scope| {
        let mut values = form.values.iter();
        values.any(|(name, value)| name == "scope" && value == scope.name())
    };
    let scopes = Scope::ALL.map(|scope| {
        view! {
            <label class="choice">
                <input type="checkbox" name="scope" value=scope.name() checked=chosen(scope)/>
                <code>{scope.name()}</code>
            </label>
        }
    });
    let days = form.value("days").and_then(|days| days.parse().ok());
    let option = |it: i64| {
        let selected = days.unwrap_or(LASTING[2]) == it;
        view! { <option value=it.to_string() selected=selected>{text::days(it)}</option> }
    };
    let is_for_ever = form.value("days") == Some("");
    view! {
        <form class="stack" method="post" action=format!("{PATH}/keys")>
            <input type="hidden" name=FORM value="key"/>
            <Field
                prefix="key"
                name="name"
                label=text::name()
                hint=text::key_name_hint()
                class="wide"
                form=form.clone()
            />
            <fieldset>
                <legend class="label">{text::it_opens()}</legend>
                <div class="choices">{scopes.into_iter().collect_view()}</div>
            </fieldset>
            <div class="field">
                <label for="key-days">{text::it_lasts()}</label>
                <select id="key-days" name="days">
                    {LASTING.map(option).into_iter().collect_view()}
                    <option value="" selected=is_for_ever>{text::for_ever()}</option>
                </select>
            </div>
            <p><button class="button primary">{text::make_key()}</button></p>
        </form>
    }
}
