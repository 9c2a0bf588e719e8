//! The pages of what cannot be shown, each with its own status: what happened, what still works, what
//! to do.

use http::StatusCode;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::context;

/// 404: there is no such page, or it is not this customer's.
#[component]
pub fn Missing() -> impl IntoView {
    context::status(StatusCode::NOT_FOUND);
    view! {
        <Title text="Page not found"/>
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
        <Title text="Not available right now"/>
        <UnavailableBody request_id/>
    }
}

/// 403: signed in, but this may not be done.
#[component]
pub fn Forbidden() -> impl IntoView {
    context::status(StatusCode::FORBIDDEN);
    view! {
        <Title text="Not allowed"/>
        <section class="stack">
            <h1>"You may not do this"</h1>
            <p>"Your sign-in does not allow it. Nothing was changed."</p>
            <p><a class="button" href="/supplies">"Your supplies"</a></p>
        </section>
    }
}

#[component]
fn MissingBody() -> impl IntoView {
    view! {
        <section class="stack">
            <h1>"This page does not exist"</h1>
            <p>"It may have been removed, or the address has a mistake."</p>
            <p><a class="button" href="/supplies">"Your supplies"</a></p>
        </section>
    }
}

#[component]
fn UnavailableBody(request_id: String) -> impl IntoView {
    view! {
        <section class="stack">
            <h1>"We cannot show this right now"</h1>
            <p>
                "Nothing is lost, and your machines go on as before. Load the page again in a minute."
            </p>
            <p class="quiet">"If it goes on, tell us this number: " <code>{request_id}</code></p>
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
