//! The console's pages of what cannot be shown, each with its own status.

use http::StatusCode;
use leptos::prelude::*;

use crate::components::Title;
use crate::ops::request::console;
use crate::ops::words::{failure as text, frame};
use crate::request;

/// What an answer that is no page is said by: there is no such page, or the server gave up on it.
#[component]
pub fn Failure() -> impl IntoView {
    let page = request::page();
    let status = page.as_ref().and_then(|page| page.failure);
    let request_id = page.map(|page| page.request_id).unwrap_or_default();
    let said = |heading: String, words: String| view! { <Said heading words/> }.into_any();
    match status.unwrap_or(StatusCode::NOT_FOUND) {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => view! { <Missing/> }.into_any(),
        StatusCode::FORBIDDEN if console().is_some() => view! { <Forbidden/> }.into_any(),
        StatusCode::FORBIDDEN => said(text::another_site(), text::wait()),
        StatusCode::TOO_MANY_REQUESTS => said(text::too_many(), text::wait()),
        StatusCode::SERVICE_UNAVAILABLE => view! { <Unavailable request_id/> }.into_any(),
        status if status.is_server_error() => {
            view! { <Said heading=text::broken() words=text::in_the_log() request_id=Some(request_id)/> }
                .into_any()
        }
        _ => said(text::unreadable(), text::removed_or_mistaken()),
    }
}

/// 404.
#[component]
pub fn Missing() -> impl IntoView {
    request::status(StatusCode::NOT_FOUND);
    view! { <Said heading=text::missing() words=text::removed_or_mistaken()/> }
}

/// 403: signed in, and not for their role.
#[component]
pub fn Forbidden() -> impl IntoView {
    request::status(StatusCode::FORBIDDEN);
    view! { <Said heading=text::may_not() words=text::ask_an_admin()/> }
}

/// 403: signed in, and without a role.
#[component]
pub fn NoRole(
    /// Who it is.
    name: String,
) -> impl IntoView {
    request::status(StatusCode::FORBIDDEN);
    view! {
        <Said heading=text::no_role(&name) words=text::whom_to_ask()/>
        <p class="quiet">{text::on_the_server()}</p>
    }
}

/// 503: the database does not answer.
#[component]
pub fn Unavailable(
    /// Names this request in the server's log.
    request_id: String,
) -> impl IntoView {
    request::status(StatusCode::SERVICE_UNAVAILABLE);
    view! {
        <Said heading=text::unavailable() words=text::nothing_is_lost() request_id=Some(request_id)/>
    }
}

#[component]
fn Said(
    heading: String,
    words: String,
    /// Names the request in the server's log, where it is the server's fault.
    #[prop(optional_no_strip)]
    request_id: Option<String>,
) -> impl IntoView {
    let named = request_id.map(|id| view! { <p class="quiet"><code>{id}</code></p> });
    view! {
        <Title text=frame::titled(&heading)/>
        <section class="stack">
            <h1>{heading}</h1>
            <p>{words}</p>
            {named}
            <p><a class="button" href="/ops">{text::to_overview()}</a></p>
        </section>
    }
}
