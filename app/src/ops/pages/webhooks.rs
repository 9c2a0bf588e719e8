//! Webhooks: the addresses that events are sent to, how each is, and a form for another one.

use domain::api_key::Scope;
use domain::event::EventType;
use domain::webhook::EventTypes;
use leptos::prelude::*;
use replenish::WebhookView;

use crate::components::{ErrorSummary, Field, Title};
use crate::i18n::{integer, moment};
use crate::ops::list::{List, Row};
use crate::ops::load::load;
use crate::ops::made::Made;
use crate::ops::request::{FORM, form};
use crate::ops::words::{frame, webhooks as text};
use crate::request::FormState;

/// Where they are.
pub const PATH: &str = "/ops/webhooks";

/// The page.
#[component]
pub fn WebhooksPage() -> impl IntoView {
    load(
        Scope::Webhooks,
        |application, _| async move { application.webhooks().list().await },
        |webhooks, page, _| {
            let title = page.form.title(text::webhooks());
            view! {
                <Title text=frame::titled(&title)/>
                <div class="page-head">
                    <h1>{text::webhooks()}</h1>
                    <p class="quiet">{text::what_they_are()}</p>
                </div>
                <div class="stack">
                    <NewWebhook form=form("webhook")/>
                    <Webhooks webhooks/>
                </div>
            }
        },
    )
}

#[component]
fn Webhooks(webhooks: Vec<WebhookView>) -> impl IntoView {
    let headings = vec![
        text::url(),
        text::state(),
        text::waiting(),
        text::last_success(),
        text::last_failure(),
    ];
    let rows = webhooks.into_iter().map(row).collect();
    view! { <List label=text::webhooks() headings rows empty=text::none()/> }
}

fn row(it: WebhookView) -> Row {
    let waiting = waiting(&it);
    let hook = it.webhook;
    let taken = hook.last_success_at.map_or_else(text::never, moment);
    let refused = hook.last_failure_at.map_or_else(text::never, |at| {
        let why = hook.last_failure.as_deref().unwrap_or_default();
        text::failed(&moment(at), why)
    });
    let state = text::of(hook.state(), hook.disabled_reason);
    let href = format!("{PATH}/{}", hook.id);
    Row {
        head: view! { <a href=href>{hook.url}</a> }.into_any(),
        cells: vec![
            state.into_any(),
            waiting.into_any(),
            taken.into_any(),
            refused.into_any(),
        ],
    }
}

/// What waits for an endpoint, and since when.
pub fn waiting(it: &WebhookView) -> String {
    let since = it.waiting_since.map(moment);
    if it.webhook.disabled_at.is_some() && since.is_some() {
        return text::waiting_for_nothing(&integer(it.waiting));
    }
    since.map_or_else(text::nothing_waits, |since| {
        text::waiting_since(&integer(it.waiting), &since)
    })
}

#[component]
fn NewWebhook(form: FormState) -> impl IntoView {
    let is_refused = form.is_refused();
    let is_chosen = |name: &str| {
        let mut values = form.values.iter();
        values.any(|(field, value)| field == "type" && value == name)
    };
    let types = EventType::ALL.map(|kind| {
        view! {
            <label class="choice">
                <input type="checkbox" name="type" value=kind.name() checked=is_chosen(kind.name())/>
                <code>{kind.name()}</code>
            </label>
        }
    });
    let is_all = !is_refused || is_chosen(EventTypes::EVERY);
    view! {
        <ErrorSummary form=form.clone() prefix="webhook" fields=&["url"]/>
        <Made
            of="webhook"
            form=form.clone()
            says=text::secret_shown_once()
            label=text::secret()
        />
        <details class="card" open=is_refused>
            <summary>{text::new()}</summary>
            <form class="stack" method="post" action=PATH>
                <input type="hidden" name=FORM value="webhook"/>
                <Field
                    prefix="webhook"
                    name="url"
                    label=text::url()
                    hint=text::url_hint()
                    class="wide"
                    inputmode="url"
                    form=form.clone()
                />
                <fieldset>
                    <legend class="label">{text::types()}</legend>
                    <div class="choices">
                        <label class="choice">
                            <input type="checkbox" name="type" value=EventTypes::EVERY checked=is_all/>
                            {text::all_types()}
                        </label>
                        {types.into_iter().collect_view()}
                    </div>
                </fieldset>
                <p><button class="button primary">{text::make()}</button></p>
            </form>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use replenish::{Code, Invalid};

    use super::*;
    use crate::fixtures::html;
    use crate::ops::pages::webhook::tests::failing;

    #[test]
    fn an_endpoint_leads_to_its_page_and_says_how_it_is() {
        let html = html(|| view! { <Webhooks webhooks=vec![failing()]/> });
        for part in [
            "href=\"/ops/webhooks/00000000-0000-0000-0000-000000000007\"",
            "https://shop.example.com/&lt;b&gt;",
            "refuses, and is tried again",
            "1,000, the oldest since",
            "answered 500",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn a_form_that_was_refused_keeps_what_was_chosen() {
        let chosen = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let sent = FormState::invalid(
            vec![chosen("url", "ftp://x"), chosen("type", "order.placed")],
            vec![Invalid::new("url", Code::Maker("bad_url"), "Only https.")],
        );
        let again = html(|| view! { <NewWebhook form=sent/> });
        assert!(
            again.contains("value=\"order.placed\" checked") && again.contains("value=\"ftp://x\""),
            "{again}"
        );
        assert!(!again.contains("value=\"*\" checked"), "{again}");
        let first = html(|| view! { <NewWebhook form=FormState::default()/> });
        assert!(first.contains("value=\"*\" checked"), "{first}");
    }
}
