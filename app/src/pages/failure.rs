//! The pages of what cannot be shown, each with its own status: what happened, what still works, what
//! to do.

use http::StatusCode;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::context;
use crate::i18n::{failure as text, frame};

/// 404: there is no such page, or it is not this customer's.
#[component]
pub fn Missing() -> impl IntoView {
    context::status(StatusCode::NOT_FOUND);
    view! {
        <Title text=text::missing()/>
        <MissingBody/>
    }
}

/// 503: the database or Amazon does not answer.
#[component]
pub fn Unavailable(
    /// Names this request in the server's log.
    request_id: String,
) -> impl IntoView {
    context::status(StatusCode::SERVICE_UNAVAILABLE);
    view! {
        <Title text=text::unavailable()/>
        <UnavailableBody request_id/>
    }
}

/// 403: signed in, but this may not be done.
#[component]
pub fn Forbidden() -> impl IntoView {
    context::status(StatusCode::FORBIDDEN);
    view! {
        <Title text=text::not_allowed()/>
        <section class="stack">
            <h1>{text::may_not()}</h1>
            <p>{text::sign_in_does_not_allow()}</p>
            <p><a class="button" href="/supplies">{frame::your_supplies()}</a></p>
        </section>
    }
}

#[component]
fn MissingBody() -> impl IntoView {
    view! {
        <section class="stack">
            <h1>{text::does_not_exist()}</h1>
            <p>{text::removed_or_mistaken()}</p>
            <p><a class="button" href="/supplies">{frame::your_supplies()}</a></p>
        </section>
    }
}

#[component]
fn UnavailableBody(request_id: String) -> impl IntoView {
    view! {
        <section class="stack">
            <h1>{text::cannot_show()}</h1>
            <p>{text::nothing_is_lost()}</p>
            <p class="quiet">{text::tell_us()} " " <code>{request_id}</code></p>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::html;

    #[test]
    fn an_outage_names_its_request() {
        let html = html(|| view! { <UnavailableBody request_id="req-7".to_owned()/> });
        assert!(html.contains("<code>req-7</code>") && html.contains("Nothing is lost"));
    }
}
