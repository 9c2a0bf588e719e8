//! The one way a page asks for its data.
//!
//! A page asks once, as the signed-in customer; whoever is not signed in is sent to sign in, and what
//! cannot be shown is a page of its own with the right status. Nothing here decides whose a thing is:
//! `replenish` answers only about what is the account's.

use std::future::Future;

use domain::AccountId;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use replenish::{Application, Error};

use super::failure::{Forbidden, Missing, Unavailable};
use crate::components::Silence;
use crate::cookie;
use crate::hydration::Islands;
use crate::islands::Live;
use crate::request::{self, PageContext};

/// Asks for a page's data as the signed-in customer, and shows it.
pub fn load<Data, Asked, Shown>(
    ask: impl FnOnce(Application, AccountId) -> Asked + Send + 'static,
    show: impl FnOnce(Data, PageContext) -> Shown + Send + 'static,
) -> AnyView
where
    Asked: Future<Output = Result<Data, Error>> + Send + 'static,
    Data: Send + 'static,
    Shown: IntoView + 'static,
{
    let Some(page) = request::page() else {
        return ().into_any();
    };
    let Some(account) = page.account else {
        let here = use_location();
        let path = here.pathname.get_untracked();
        request::redirect(&format!("/sign-in?next={}", request::escape(&path)));
        return ().into_any();
    };
    Suspend::new(async move {
        match ask(page.application.clone(), account).await {
            Ok(data) => show(data, page).into_any(),
            Err(Error::NotFound) => view! { <Missing/> }.into_any(),
            Err(Error::Forbidden) => view! { <Forbidden/> }.into_any(),
            Err(_) => view! { <Unavailable request_id=page.request_id/> }.into_any(),
        }
    })
    .into_any()
}

/// Like [`load`], of a page that follows what happens while it is open: its parts marked `data-live`
/// are brought up to date.
pub fn load_live<Data, Asked, Shown>(
    ask: impl FnOnce(Application, AccountId) -> Asked + Send + 'static,
    show: impl FnOnce(Data, PageContext) -> Shown + Send + 'static,
) -> AnyView
where
    Asked: Future<Output = Result<Data, Error>> + Send + 'static,
    Data: Send + 'static,
    Shown: IntoView + 'static,
{
    load(
        |application, account| async move {
            // Asked for first: what changes meanwhile is then told rather than missed.
            let revision = application.queries().revision(account).await?;
            Ok((revision, ask(application, account).await?))
        },
        |(revision, data), page| {
            let attributes = cookie::attributes(page.brand.is_https);
            let since = page.application.amazon_silent_since();
            view! {
                <Islands/>
                <div data-since=revision data-cookie=attributes><Live/></div>
                <div class="stack" data-live="amazon"><Silence since/></div>
                {show(data, page)}
            }
        },
    )
}
