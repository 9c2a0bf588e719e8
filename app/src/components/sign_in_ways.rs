//! The ways to sign in that there are: Amazon's button, the maker's, or both.

use leptos::prelude::*;
use replenish::SignInBy;

use super::LoginButton;
use crate::i18n::home as text;
use crate::request;

/// A button for each.
#[component]
pub fn SignInWays(
    /// By whose word somebody may sign in.
    ways: Vec<SignInBy>,
    /// Where to go afterwards, a path of this site.
    #[prop(optional_no_strip)]
    next: Option<String>,
    /// Address of the art of Amazon's button.
    art: String,
    /// The maker's name.
    maker: String,
) -> impl IntoView {
    let query = next.map(|next| format!("?next={}", request::escape(&next)));
    let query = query.unwrap_or_default();
    let button = |way: &SignInBy| match way {
        SignInBy::Amazon => {
            let (href, art) = (format!("/auth/lwa/start{query}"), art.clone());
            view! { <LoginButton href art/> }.into_any()
        }
        SignInBy::Maker => {
            let href = format!("/auth/oidc/start{query}");
            view! {
                <p>
                    <a class="button primary" href=href rel="external nofollow">
                        {text::sign_in_with(&maker)}
                    </a>
                </p>
            }
            .into_any()
        }
    };
    ways.iter().map(button).collect_view()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::html;

    fn shown(ways: Vec<SignInBy>) -> String {
        let (art, maker) = ("/art.png".to_owned(), "Acme".to_owned());
        let next = Some("/supplies?a=b".to_owned());
        html(|| view! { <SignInWays ways next art maker/> })
    }

    #[test]
    fn each_way_has_its_button_and_keeps_where_to_go() {
        let both = shown(vec![SignInBy::Amazon, SignInBy::Maker]);
        assert!(
            both.contains("/auth/lwa/start?next=%2Fsupplies%3Fa%3Db"),
            "{both}"
        );
        assert!(
            both.contains("/auth/oidc/start?next=%2Fsupplies%3Fa%3Db"),
            "{both}"
        );
        assert!(both.contains(r#"width="195" height="46" alt="Login with Amazon""#));
        assert!(both.contains("Sign in with Acme"));
        assert!(!shown(vec![SignInBy::Maker]).contains("Amazon"));
    }
}
