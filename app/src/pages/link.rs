//! Consent: whether Alexa may see the customer's machines (RFC 6749 §4.1.1). The server shows the page only for a
//! request that it can answer; its form posts to the page's own address, the request in its query.

use domain::Role;
use http::StatusCode;
use leptos::prelude::*;

use crate::components::{ErrorSummary, Title};
use crate::i18n::{alexa, frame, link as text};
use crate::request::{self, FormState};

/// The page.
#[component]
pub fn LinkPage() -> impl IntoView {
    let page = request::page()?;
    Some(match page.failure {
        Some(_) => {
            request::status(StatusCode::BAD_REQUEST);
            view! {
                <Title text=text::does_not_work()/>
                <Unanswerable help=page.brand.help_url/>
            }
            .into_any()
        }
        None => view! {
            <Title text=page.form.title(alexa::link())/>
            <Consent may=request::may(Role::Owner) form=page.form/>
        }
        .into_any(),
    })
}

#[component]
fn Consent(may: bool, form: FormState) -> impl IntoView {
    let allow = may.then(
        || view! { <button class="button primary" name="allow" value="yes">{text::allow()}</button> },
    );
    let asked = if may {
        view! {
            <p>{text::alexa_asks()}</p>
            <ul class="steps">
                <li>{text::alexa_sees()}</li>
                <li>{text::alexa_orders()}</li>
                <li>{text::ends_in_the_app()}</li>
            </ul>
        }
        .into_any()
    } else {
        view! { <p>{text::only_an_owner()}</p> }.into_any()
    };
    view! {
        <div class="page-head"><h1>{alexa::link()}</h1></div>
        <ErrorSummary form prefix="link" fields=&[]/>
        <section class="card stack">
            {asked}
            <form class="row" method="post">
                {allow}
                <button class="button" name="allow" value="no">{text::do_not_allow()}</button>
            </form>
        </section>
    }
}

/// 400: nobody knows to whom it would be answered.
#[component]
fn Unanswerable(help: String) -> impl IntoView {
    view! {
        <section class="stack">
            <h1>{text::does_not_work()}</h1>
            <p>{text::begin_in_the_app()}</p>
            <p><a class="button" href=help>{frame::help()}</a></p>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::html;

    #[test]
    fn only_an_owner_is_asked_and_everybody_may_say_no() {
        let page = |may| html(move || view! { <Consent may form=FormState::default()/> });
        let (owner, other) = (page(true), page(false));
        assert!(owner.contains("name=\"allow\" value=\"yes\""), "{owner}");
        assert!(!other.contains("value=\"yes\""), "{other}");
        for page in [owner, other] {
            assert!(page.contains("<form method=\"post\""), "{page}");
            assert!(page.contains("name=\"allow\" value=\"no\""), "{page}");
        }
    }
}
