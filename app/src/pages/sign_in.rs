//! Signing in with Amazon. What went wrong on the way back is said here, by a code of the address.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::{Banner, LoginButton, Tone};
use crate::context::{self, Brand};

/// The page.
#[component]
pub fn SignInPage() -> impl IntoView {
    let page = context::page()?;
    let next = context::next();
    if page.account.is_some() {
        context::redirect(next.as_deref().unwrap_or("/supplies"));
        return None;
    }
    let error = context::query("error");
    Some(view! {
        <Title text="Sign in"/>
        <SignIn brand=page.brand next error/>
    })
}

#[component]
fn SignIn(
    brand: Brand,
    #[prop(optional_no_strip)] next: Option<String>,
    #[prop(optional_no_strip)] error: Option<String>,
) -> impl IntoView {
    let href = match next {
        Some(next) => format!("/auth/lwa/start?next={}", context::escape(&next)),
        None => "/auth/lwa/start".to_owned(),
    };
    let problem = error.map(|code| {
        view! { <Banner tone=Tone::Crit><div><p>{explain(&code)}</p></div></Banner> }
    });
    let privacy = view! {
        <p><a class="link" href=brand.privacy_url>"What we keep, and for how long"</a></p>
    };
    view! {
        <section class="stack">
            <h1>"Sign in"</h1>
            {problem}
            <p>"Sign in to see your machines and supplies."</p>
            <LoginButton href art=brand.button_url/>
            <ul class="steps">
                <li>"Use your Amazon account. There is no new password."</li>
                <li>"We get a customer number from Amazon: no name, no e-mail, no address."</li>
                <li>"Signing in orders nothing. You allow that for each machine, later."</li>
            </ul>
            {privacy}
        </section>
    }
}

fn explain(code: &str) -> &'static str {
    match code {
        "refused" => "You did not allow the sign-in on Amazon. Try again when you want to go on.",
        "state" => {
            "That sign-in was started in another window, or too long ago. Start again from here."
        }
        "code" => "Amazon did not accept the sign-in. Start again from here.",
        "amazon" => "Amazon is not answering right now. Try again in a minute.",
        "limit" => "There were too many tries. Try again in an hour.",
        _ => "The sign-in did not work. Start again from here.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{brand, html};

    fn page(next: Option<&str>, error: Option<&str>) -> String {
        let (next, error) = (next.map(str::to_owned), error.map(str::to_owned));
        let brand = brand();
        html(|| view! { <SignIn brand next error/> })
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
        let texts: Vec<&str> = ["refused", "state", "code", "amazon", "limit", "x"]
            .map(explain)
            .into();
        for (n, text) in texts.iter().enumerate() {
            assert!(!texts[..n].contains(text));
        }
        assert!(!page(None, Some("<b>Send money</b>")).contains("Send money"));
    }
}
