//! The pages of what cannot be shown, each with its own status: what happened, what still works, what
//! to do.

use http::StatusCode;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::components::{SignOutEverywhere, Title};
use crate::i18n::{failure as text, frame};
use crate::request;

/// What an answer that is no page is said by: there is no such page, or the server gave up on it.
#[component]
pub fn Failure() -> impl IntoView {
    let page = request::page();
    let status = page.as_ref().and_then(|page| page.failure);
    let request_id = page.map(|page| page.request_id).unwrap_or_default();
    match status.unwrap_or(StatusCode::NOT_FOUND) {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => view! { <Missing/> }.into_any(),
        StatusCode::FORBIDDEN => view! {
            <Title text=text::not_allowed()/>
            <ErrorPage heading=text::may_not() text=text::another_site()/>
        }
        .into_any(),
        StatusCode::TOO_MANY_REQUESTS => view! {
            <Title text=text::too_many()/>
            <ErrorPage heading=text::too_many() text=text::wait_a_while()/>
            // It may be somebody else who asks, with a session of this customer's.
            <section class="stack"><SignOutEverywhere/></section>
        }
        .into_any(),
        StatusCode::SERVICE_UNAVAILABLE => view! { <Unavailable request_id/> }.into_any(),
        status if status.is_server_error() => view! {
            <Title text=text::broken()/>
            <ErrorPage heading=text::broken() text=text::go_on() request_id=Some(request_id)/>
        }
        .into_any(),
        _ => view! {
            <Title text=text::unreadable()/>
            <ErrorPage heading=text::unreadable() text=text::go_back()/>
        }
        .into_any(),
    }
}

/// 404: there is no such page, or it is not this customer's.
#[component]
pub fn Missing() -> impl IntoView {
    request::status(StatusCode::NOT_FOUND);
    let heading = missing(&use_location().pathname.get_untracked());
    view! {
        <Title text=text::missing()/>
        <ErrorPage heading text=text::removed_or_mistaken()/>
    }
}

/// What is not there, by the path where it would be.
fn missing(path: &str) -> String {
    let mut parts = path.split('/').skip(1);
    match (parts.next(), parts.next()) {
        (Some("supplies"), Some(_)) => text::no_supply(),
        (Some("devices"), Some(_)) => text::no_machine(),
        (Some("orders"), Some(_)) => text::no_order(),
        _ => text::does_not_exist(),
    }
}

/// 410: an invitation that was not taken in time.
#[component]
pub fn InvitationOver() -> impl IntoView {
    request::status(StatusCode::GONE);
    view! {
        <Title text=text::invitation_over()/>
        <ErrorPage heading=text::invitation_over() text=text::ask_for_another()/>
    }
}

/// 503: the database or Amazon does not answer.
#[component]
pub fn Unavailable(
    /// Names this request in the server's log.
    request_id: String,
) -> impl IntoView {
    request::status(StatusCode::SERVICE_UNAVAILABLE);
    view! {
        <Title text=text::unavailable()/>
        <ErrorPage heading=text::cannot_show() text=text::nothing_is_lost() request_id=Some(request_id)/>
    }
}

/// 403: signed in, but this may not be done.
#[component]
pub fn Forbidden() -> impl IntoView {
    request::status(StatusCode::FORBIDDEN);
    view! {
        <Title text=text::not_allowed()/>
        <ErrorPage heading=text::may_not() text=text::sign_in_does_not_allow()/>
    }
}

#[component]
fn ErrorPage(
    heading: String,
    text: String,
    /// Names the request in the server's log, where it is the server's fault.
    #[prop(optional_no_strip)]
    request_id: Option<String>,
) -> impl IntoView {
    let named = request_id.map(|id| {
        view! { <p class="quiet">{text::tell_us()} " " <code>{id}</code></p> }
    });
    view! {
        <section class="stack">
            <h1>{heading}</h1>
            <p>{text}</p>
            <p><a class="button" href="/supplies">{frame::your_supplies()}</a></p>
            {named}
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::html;

    #[test]
    fn what_is_missing_is_named_by_its_path() {
        for (path, heading) in [
            ("/nothing", "This page does not exist"),
            ("/supplies", "This page does not exist"),
            ("/supplies/7/journal", "This supply does not exist any more"),
            ("/devices/7", "This machine does not exist any more"),
            ("/orders/7", "This order does not exist any more"),
        ] {
            assert_eq!(missing(path), heading, "{path}");
        }
    }

    #[test]
    fn our_own_fault_names_its_request_and_everything_leads_on() {
        let said = |request_id: Option<String>| {
            html(
                move || view! { <ErrorPage heading=text::broken() text=text::go_on() request_id/> },
            )
        };
        let ours = said(Some("req-7".to_owned()));
        assert!(ours.contains("<code>req-7</code>") && ours.contains("/supplies"));
        assert!(!said(None).contains("<code>"));
    }
}
