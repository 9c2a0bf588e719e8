//! Signing in to the console. What went wrong on the way back is said here, by a code of the address.

use leptos::prelude::*;

use crate::components::{Banner, Title, Tone};
use crate::ops::request::console;
use crate::ops::words::{frame, sign_in as text};
use crate::request;

/// The page.
#[component]
pub fn SignInPage() -> impl IntoView {
    let page = request::page()?;
    let next = request::next();
    if console().is_some() {
        request::redirect(next.as_deref().unwrap_or("/ops"));
        return None;
    }
    let has_provider = page.application.operators().has_provider();
    let error = request::query("error");
    Some(view! {
        <Title text=frame::titled(&text::sign_in())/>
        <SignIn maker=page.brand.name has_provider next error/>
    })
}

#[component]
fn SignIn(
    maker: String,
    has_provider: bool,
    #[prop(optional_no_strip)] next: Option<String>,
    #[prop(optional_no_strip)] error: Option<String>,
) -> impl IntoView {
    let problem = error.map(|code| {
        view! { <Banner tone=Tone::Crit><p>{explain(&code)}</p></Banner> }
    });
    let query = next.map(|next| format!("?next={}", request::escape(&next)));
    let href = format!("/ops/start{}", query.unwrap_or_default());
    let provider = has_provider.then(|| {
        view! {
            <p>
                <a class="button primary" href=href rel="external nofollow">{text::with_provider()}</a>
            </p>
        }
    });
    view! {
        <section class="stack">
            <h1>{text::sign_in()}</h1>
            {problem}
            <p>{text::for_people_of(&maker)}</p>
            {provider}
            <p class="quiet">{text::by_link()}</p>
        </section>
    }
}

fn explain(code: &str) -> String {
    match code {
        "refused" => text::refused(),
        "state" => text::another_window(),
        "code" => text::not_accepted(),
        "provider" => text::not_answering(),
        "limit" => text::limit(),
        _ => text::did_not_work(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::html;

    fn page(has_provider: bool, error: Option<&str>) -> String {
        let error = error.map(str::to_owned);
        let next = Some("/ops/audit?x=1".to_owned());
        html(move || view! { <SignIn maker="Acme".to_owned() has_provider next error/> })
    }

    #[test]
    fn the_provider_is_offered_where_there_is_one_and_keeps_where_to_go() {
        let with = page(true, None);
        assert!(
            with.contains("/ops/start?next=%2Fops%2Faudit%3Fx%3D1"),
            "{with}"
        );
        assert!(!page(false, None).contains("/ops/start"));
    }

    #[test]
    fn each_failure_has_its_own_words_and_a_crafted_one_none() {
        let codes = ["refused", "state", "code", "provider", "limit", "x"];
        let texts = codes.map(explain);
        for (n, text) in texts.iter().enumerate() {
            assert!(!texts[..n].contains(text));
        }
        assert!(!page(true, Some("<b>Send money</b>")).contains("Send money"));
    }
}
