//! One webhook: how it is, what was sent to it and what it answered, and what can be done about either.

use domain::api_key::Scope;
use domain::webhook::{Delivery, EventTypes, WebhookState};
use domain::{DeliveryId, Time, WebhookId};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use replenish::{Error, WebhookView};

use super::webhooks::{PATH, waiting};
use crate::components::{ErrorSummary, Moment, Title};
use crate::i18n::moment;
use crate::ops::list::{List, Row, asked_as, next_page};
use crate::ops::load::load;
use crate::ops::made::Made;
use crate::ops::request::{FORM, form};
use crate::ops::words::{frame, webhooks as text};

/// Deliveries on one page.
const PAGE: u32 = 50;

/// The page.
#[component]
pub fn WebhookPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id"));
    let id = id.and_then(|id| id.parse::<WebhookId>().ok());
    let after = asked_as("after", |after| after.parse().ok());
    load(
        Scope::Webhooks,
        move |application, _| async move {
            let after = after?;
            let id = id.ok_or(Error::NotFound)?;
            let webhooks = application.webhooks();
            let hook = webhooks.get(id).await?;
            let (deliveries, next) = webhooks.deliveries(id, PAGE, after).await?;
            Ok((hook, deliveries, next, application.now()))
        },
        |(hook, deliveries, next, now), page, _| {
            let title = page.form.title(hook.webhook.url.clone());
            view! {
                <Title text=frame::titled(&title)/>
                <Webhook hook deliveries next now/>
            }
        },
    )
}

#[component]
fn Webhook(
    hook: WebhookView,
    deliveries: Vec<Delivery>,
    #[prop(optional_no_strip)] next: Option<DeliveryId>,
    now: Time,
) -> impl IntoView {
    let id = hook.webhook.id;
    let path = format!("{PATH}/{id}");
    let next = next_page(&path, &[], next.map(|id| id.to_string()));
    let waiting = waiting(&hook);
    let hook = hook.webhook;
    let is_disabled = hook.state() == WebhookState::Disabled;
    let state = text::of(hook.state(), hook.disabled_reason);
    let types = match hook.types {
        EventTypes::All => text::all_types(),
        EventTypes::Some(_) => hook.types.names().join(", "),
    };
    let two_secrets = hook.old_secret_until.filter(|until| *until > now);
    let two_secrets = two_secrets.map(|until| view! { <p>{text::two_secrets(&moment(until))}</p> });
    let headings = vec![
        text::event(),
        text::state(),
        text::since(),
        text::tries(),
        text::said(),
        text::next_try(),
        text::change(),
    ];
    let rows = deliveries
        .into_iter()
        .map(|it| row(it, &path, is_disabled, now))
        .collect();
    let secret = form("secret");
    view! {
        <div class="page-head">
            <p class="crumb"><a href=PATH>{text::webhooks()}</a></p>
            <h1>{hook.url}</h1>
            <p class="quiet">{text::made(&moment(hook.created_at))}</p>
        </div>
        <div class="stack">
            <ErrorSummary form=form("change") prefix="change" fields=&[]/>
            <Made of="secret" form=secret says=text::secret_shown_once() label=text::secret()/>
            <section class="card stack">
                <dl class="facts">
                    <dt>{text::state()}</dt>
                    <dd>{state}</dd>
                    <dt>{text::waiting()}</dt>
                    <dd>{waiting}</dd>
                    <dt>{text::types()}</dt>
                    <dd>{types}</dd>
                </dl>
                {two_secrets}
                <Change path is_disabled/>
            </section>
            <section class="stack">
                <h2>{text::deliveries()}</h2>
                <List label=text::deliveries() headings rows empty=text::no_deliveries() next/>
            </section>
        </div>
    }
}

/// What can be done about the endpoint.
#[component]
fn Change(path: String, is_disabled: bool) -> impl IntoView {
    let at = |act: &str| format!("{path}/{act}");
    let first = match is_disabled {
        true => view! {
            <form class="stack" method="post" action=at("enable")>
                <input type="hidden" name=FORM value="change"/>
                <p class="quiet">{text::what_enabling_does()}</p>
                <p><button class="button primary">{text::enable()}</button></p>
            </form>
        }
        .into_any(),
        false => view! {
            <form method="post" action=at("test")>
                <input type="hidden" name=FORM value="change"/>
                <button class="button">{text::test()}</button>
            </form>
        }
        .into_any(),
    };
    view! {
        {first}
        <details class="confirm">
            <summary>{text::rotate()}</summary>
            <form class="stack" method="post" action=at("secret")>
                <input type="hidden" name=FORM value="change"/>
                <p class="quiet">{text::what_rotating_does()}</p>
                <p><button class="button small">{text::rotate_now()}</button></p>
            </form>
        </details>
        <details class="confirm">
            <summary>{text::delete()}</summary>
            <form class="stack" method="post" action=at("delete")>
                <input type="hidden" name=FORM value="change"/>
                <p class="quiet">{text::what_deleting_does()}</p>
                <p><button class="button small danger">{text::delete_now()}</button></p>
            </form>
        </details>
    }
}

fn row(it: Delivery, path: &str, is_disabled: bool, now: Time) -> Row {
    let said = match (it.last_status, it.last_error.as_deref()) {
        (Some(status), None) => text::status(status),
        (Some(status), Some(why)) => text::status_and_why(status, why),
        (None, why) => why.unwrap_or_default().to_owned(),
    };
    let next = it.due_at.map(|at| view! { <Moment at now=Some(now)/> });
    let does = match it.is_waiting {
        true => text::try_now(),
        false => text::resend(),
    };
    let again = (!is_disabled).then(|| {
        view! {
            <form method="post" action=format!("{path}/resend")>
                <input type="hidden" name=FORM value="change"/>
                <input type="hidden" name="delivery" value=it.id.to_string()/>
                <button class="button small">{does}</button>
            </form>
        }
    });
    Row {
        head: view! { <span title=it.message_id()>{it.kind.clone()}</span> }.into_any(),
        cells: vec![
            text::delivery(it.state()).into_any(),
            view! { <Moment at=it.created_at now=Some(now)/> }.into_any(),
            it.tries.to_string().into_any(),
            said.into_any(),
            next.into_any(),
            again.into_any(),
        ],
    }
}

#[cfg(test)]
pub(super) mod tests {
    use domain::event::EventType;
    use domain::webhook::{DisabledReason, Webhook as Hook};
    use uuid::Uuid;

    use super::*;
    use crate::fixtures::{html, now};

    pub fn failing() -> WebhookView {
        WebhookView {
            webhook: Hook {
                id: WebhookId(Uuid::from_u128(7)),
                url: "https://shop.example.com/<b>".to_owned(),
                types: EventTypes::Some(vec![EventType::OrderPlaced]),
                created_at: now(),
                old_secret_until: Some(now() + 1),
                dispatched: 0,
                enabled_at: None,
                reviving: false,
                disabled_at: None,
                disabled_reason: None,
                deleting: false,
                last_success_at: None,
                last_failure_at: Some(now()),
                last_failure: Some("answered 500".to_owned()),
            },
            waiting: 1_000,
            waiting_since: Some(now()),
        }
    }

    fn delivery(is_waiting: bool) -> Delivery {
        Delivery {
            id: DeliveryId(Uuid::from_u128(8)),
            webhook_id: WebhookId(Uuid::from_u128(7)),
            number: Some(1_795_341_600_001),
            kind: "order.placed".to_owned(),
            created_at: now(),
            is_waiting,
            due_at: is_waiting.then(|| now() + 5_000),
            tries: 3,
            last_try_at: Some(now()),
            last_status: Some(500),
            last_error: Some("it <failed>".to_owned()),
        }
    }

    fn page(hook: WebhookView, is_waiting: bool) -> String {
        let deliveries = vec![delivery(is_waiting)];
        html(move || view! { <Webhook hook deliveries now=now()/> })
    }

    #[test]
    fn what_was_sent_says_what_was_answered_and_can_be_sent_again() {
        let waiting = page(failing(), true);
        for part in [
            "order.placed",
            "500: it &lt;failed&gt;",
            "Try now",
            "/resend\"",
            "/test\"",
            "signs, too, until",
        ] {
            assert!(waiting.contains(part), "{part} in {waiting}");
        }
        assert!(page(failing(), false).contains("Send again"));
    }

    #[test]
    fn what_is_disabled_can_be_enabled_and_sent_nothing() {
        let mut hook = failing();
        hook.webhook.disabled_at = Some(now());
        hook.webhook.disabled_reason = Some(DisabledReason::Gone);
        let html = page(hook, true);
        assert!(
            html.contains("/enable\"") && html.contains("it is gone (410)"),
            "{html}"
        );
        assert!(
            !html.contains("/test\"") && !html.contains("/resend\""),
            "{html}"
        );
    }
}
