//! The pages that links of mails lead to: an address is confirmed, notices are ended. Looking at one changes nothing, its
//! button does; whoever has the link needs no sign-in.

use leptos::prelude::*;
use replenish::{Application, Error};

use super::failure::{Missing, Unavailable};
use crate::components::Title;
use crate::i18n::notice as text;
use crate::request;

/// How far it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    /// The button may be pressed.
    Good,
    /// It was.
    Done,
    /// It does nothing any more.
    Over,
}

/// What is said of a link.
struct Words {
    title: String,
    ask: String,
    button: String,
    done: String,
}

/// Confirms an address.
#[component]
pub fn ConfirmNoticesPage() -> impl IntoView {
    let words = Words {
        title: text::confirm_title(),
        ask: text::confirm_ask(),
        button: text::confirm(),
        done: text::is_confirmed(),
    };
    let may = |application: Application, token: String| async move {
        application.notices().may_confirm(&token).await
    };
    show("/notices/confirm", words, may)
}

/// Ends notices.
#[component]
pub fn EndNoticesPage() -> impl IntoView {
    let words = Words {
        title: text::end_notices(),
        ask: text::end_ask(),
        button: text::end_notices(),
        done: text::are_ended(),
    };
    let may = |application: Application, token: String| async move {
        application.notices().may_end(&token).await
    };
    show("/notices/unsubscribe", words, may)
}

fn show<Asked>(
    path: &'static str,
    words: Words,
    may: impl FnOnce(Application, String) -> Asked + Send + 'static,
) -> AnyView
where
    Asked: Future<Output = Result<bool, Error>> + Send + 'static,
{
    let Some(page) = request::page() else {
        return ().into_any();
    };
    if !page.application.notices().are_there() {
        return view! { <Missing/> }.into_any();
    }
    let token = request::query("token").unwrap_or_default();
    let action = format!("{path}?token={}", request::escape(&token));
    if request::query("done").is_some() {
        return view! { <LinkCard words action link=Link::Done/> }.into_any();
    }
    Suspend::new(async move {
        match may(page.application.clone(), token).await {
            Ok(true) => view! { <LinkCard words action link=Link::Good/> }.into_any(),
            Ok(false) => {
                request::status(http::StatusCode::GONE);
                view! { <LinkCard words action link=Link::Over/> }.into_any()
            }
            Err(_) => view! { <Unavailable request_id=page.request_id/> }.into_any(),
        }
    })
    .into_any()
}

#[component]
fn LinkCard(words: Words, action: String, link: Link) -> impl IntoView {
    let shown = match link {
        Link::Done => view! { <p role="status">{words.done}</p> }.into_any(),
        Link::Over => view! { <p>{text::link_is_over()}</p> }.into_any(),
        Link::Good => view! {
            <p>{words.ask}</p>
            <form method="post" action=action>
                <button class="button primary">{words.button}</button>
            </form>
        }
        .into_any(),
    };
    view! {
        <Title text=words.title.clone()/>
        <div class="page-head"><h1>{words.title}</h1></div>
        <section class="card stack">{shown}</section>
    }
}
