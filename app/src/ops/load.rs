//! The one way a page of the console asks for its data: once, as the person of its request, who must be allowed to. Whoever
//! is not signed in is sent to sign in, and what cannot be shown is a page of its own with the right status. What is wrong with
//! a form that the page does not have, or not any more, is said above it.

use std::future::Future;

use domain::operator::Duty;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use replenish::{Application, Caller, Error};

use super::pages::failure::{Forbidden, Missing, NoRole, Unavailable};
use super::request::{Console, Said, console};
use crate::components::ErrorSummary;
use crate::request::{self, PageContext};

/// Asks for a page's data, and shows it.
pub fn load<Data, Asked, Shown>(
    needs: impl Into<Duty>,
    ask: impl FnOnce(Application, Caller) -> Asked + Send + 'static,
    show: impl FnOnce(Data, PageContext, Console) -> Shown + Send + 'static,
) -> AnyView
where
    Asked: Future<Output = Result<Data, Error>> + Send + 'static,
    Data: Send + 'static,
    Shown: IntoView + 'static,
{
    let Some(page) = request::page() else {
        return ().into_any();
    };
    let Some(console) = console() else {
        let path = use_location().pathname.get_untracked();
        request::redirect(&format!("/ops/sign-in?next={}", request::escape(&path)));
        return ().into_any();
    };
    if console.operator.acting().is_none() {
        return view! { <NoRole name=console.operator.name/> }.into_any();
    }
    if !console.may(needs) {
        return view! { <Forbidden/> }.into_any();
    }
    Suspend::new(async move {
        match ask(page.application.clone(), console.caller.clone()).await {
            Ok(data) => {
                let (said, form) = (Said::default(), page.form.clone());
                provide_context(said.clone());
                let shown = show(data, page, console).into_any();
                let rest = (!said.is_said()).then(|| {
                    view! { <ErrorSummary form prefix="page" fields=&[]/> }
                });
                view! { {rest} {shown} }.into_any()
            }
            Err(Error::NotFound) => view! { <Missing/> }.into_any(),
            Err(Error::Forbidden) => view! { <Forbidden/> }.into_any(),
            Err(_) => view! { <Unavailable request_id=page.request_id/> }.into_any(),
        }
    })
    .into_any()
}
