//! Signing in. What went wrong on the way back is said here, by a code of the address.

use leptos::prelude::*;
use replenish::SignInBy;

use crate::components::{Banner, SignInWays, Specimens, Title, Tone};
use crate::i18n::home as text;
use crate::request::{self, Brand};

/// The page.
#[component]
pub fn SignInPage() -> impl IntoView {
    let page = request::page()?;
    let next = request::next();
    if page.account.is_some() {
        request::redirect(next.as_deref().unwrap_or("/supplies"));
        return None;
    }
    let error = request::query("error");
    let is_draft = request::query("draft").is_some();
    Some(view! {
        <Title text=text::sign_in()/>
        <SignIn brand=page.brand ways=page.application.accounts().sign_ins() next error is_draft/>
    })
}

#[component]
fn SignIn(
    brand: Brand,
    ways: Vec<SignInBy>,
    #[prop(optional_no_strip)] next: Option<String>,
    #[prop(optional_no_strip)] error: Option<String>,
    is_draft: bool,
) -> impl IntoView {
    let of_amazon = ways.contains(&SignInBy::Amazon).then(|| {
        view! {
            <ul class="steps">
                <li>{text::no_new_password()}</li>
                <li>{text::customer_number()}</li>
                <li>{text::orders_nothing()}</li>
            </ul>
        }
    });
    let problem = error.map(|code| {
        view! { <Banner tone=Tone::Crit><div><p>{explain(&code)}</p></div></Banner> }
    });
    let draft = is_draft.then(|| view! { <Banner tone=Tone::Info><p>{text::kept()}</p></Banner> });
    let privacy = view! {
        <p><a class="link" href=brand.privacy_url>{text::what_we_keep()}</a></p>
    };
    view! {
        <section class="welcome">
            <div class="stack">
                <h1>{text::sign_in()}</h1>
                {problem}
                {draft}
                <p>{text::sign_in_to_see()}</p>
                <SignInWays ways next art=brand.button_url maker=brand.name/>
                {of_amazon}
                {privacy}
            </div>
            <Specimens/>
        </section>
    }
}

fn explain(code: &str) -> String {
    match code {
        "refused" => text::refused(),
        "state" => text::another_window(),
        "code" => text::not_accepted(),
        "amazon" => text::not_answering(),
        "limit" => text::too_many_tries(),
        _ => text::did_not_work(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{brand, html};

    fn page(next: Option<&str>, error: Option<&str>) -> String {
        let (next, error) = (next.map(str::to_owned), error.map(str::to_owned));
        let brand = brand();
        let ways = vec![SignInBy::Amazon];
        html(|| view! { <SignIn brand ways next error is_draft=false/> })
    }

    #[test]
    fn the_button_is_amazons_and_keeps_where_to_go() {
        let html = page(Some("/supplies?a=b"), None);
        assert!(
            html.contains(r#"width="195" height="46" alt="Login with Amazon""#),
            "{html}"
        );
        assert!(
            html.contains("/auth/lwa/start?next=%2Fsupplies%3Fa%3Db"),
            "{html}"
        );
    }

    #[test]
    fn each_failure_has_its_own_words_and_a_crafted_one_none() {
        let texts: Vec<String> = ["refused", "state", "code", "amazon", "limit", "x"]
            .map(explain)
            .into();
        for (n, text) in texts.iter().enumerate() {
            assert!(!texts[..n].contains(text));
        }
        assert!(!page(None, Some("<b>Send money</b>")).contains("Send money"));
    }
}
