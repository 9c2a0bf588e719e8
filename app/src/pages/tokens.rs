//! Personal tokens: what opens a customer's supplies to their own programs. A token is on the page once, when it was just
//! made.

use domain::PersonalToken;
use domain::Role;
use domain::personal_token::{LONGEST_DAYS, PersonalScope};
use leptos::prelude::*;

use super::load::load;
use crate::components::{Banner, ErrorSummary, Field, Title, Tone};
use crate::i18n::tokens as text;
use crate::i18n::{frame, moment};
use crate::request::{self, FormState};

/// How many days a token may be asked to last.
const LASTING: [i64; 3] = [30, 90, LONGEST_DAYS];

/// The page.
#[component]
pub fn TokensPage() -> impl IntoView {
    load(
        |application, account| async move { application.personal_tokens().list(account).await },
        |tokens, page| {
            let restocks = request::may(Role::Member);
            view! {
                <Title text=page.form.title(text::apps())/>
                <Tokens tokens restocks form=page.form/>
            }
        },
    )
}

#[component]
fn Tokens(
    tokens: Vec<PersonalToken>,
    /// Whether its customer may do more than look.
    restocks: bool,
    form: FormState,
) -> impl IntoView {
    let made = form.made.clone().map(|token| {
        view! {
            <Banner tone=Tone::Ok>
                <div class="field">
                    <p>{text::shown_once()}</p>
                    <label for="tokens-made">{text::your_token()}</label>
                    <input id="tokens-made" class="wide" readonly=true autofocus value=token/>
                </div>
            </Banner>
        }
    });
    let list = if tokens.is_empty() {
        view! { <p class="quiet">{text::none()}</p> }.into_any()
    } else {
        let rows = tokens.into_iter().map(|token| view! { <Token token/> });
        view! { <ul class="rows">{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <div class="page-head">
            <p class="crumb"><a href="/settings">{frame::settings()}</a></p>
            <h1>{text::apps()}</h1>
        </div>
        <div class="stack">
            <ErrorSummary form=form.clone() prefix="tokens" fields=&["name", "scope", "days"]/>
            {made}
            <section class="card stack">
                <h2>{text::your_tokens()}</h2>
                <p>{text::what_for()}</p>
                {list}
                <p class="quiet">{text::ends_with_household()}</p>
            </section>
            <section class="card stack">
                <h2>{text::new_token()}</h2>
                <form class="stack" method="post" action="/settings/tokens">
                    <Field
                        prefix="tokens"
                        name="name"
                        label=text::name()
                        hint=text::name_hint()
                        class="wide"
                        form=form.clone()
                    />
                    <ScopeChoice restocks form=form.clone()/>
                    <LastingChoice form/>
                    <p><button class="button">{text::make()}</button></p>
                </form>
            </section>
        </div>
    }
}

#[component]
fn Token(token: PersonalToken) -> impl IntoView {
    let used = match token.used_at {
        Some(at) => text::last_used(&moment(at)),
        None => text::never_used(),
    };
    let label = text::revoke_token(&token.name);
    view! {
        <li>
            <div>
                <b>{token.name}</b>
                <p class="quiet">{text::until(&may(token.scope), &moment(token.expires_at))}</p>
                <p class="quiet">{used}</p>
            </div>
            <form method="post" action=format!("/settings/tokens/{}/revoke", token.id)>
                <button class="button small danger" aria-label=label>{text::revoke()}</button>
            </form>
        </li>
    }
}

/// What it may do.
#[component]
fn ScopeChoice(restocks: bool, form: FormState) -> impl IntoView {
    let chosen = form.value("scope").and_then(PersonalScope::parse);
    let chosen = chosen.unwrap_or(PersonalScope::Read);
    let offered = PersonalScope::ALL.into_iter();
    let offered = offered.filter(|scope| restocks || *scope == PersonalScope::Read);
    let option = |scope: PersonalScope| {
        view! { <option value=scope.name() selected={scope == chosen}>{may(scope)}</option> }
    };
    view! {
        <div class="field">
            <label for="tokens-scope">{text::it_may()}</label>
            <select id="tokens-scope" name="scope">{offered.map(option).collect_view()}</select>
        </div>
    }
}

/// Until when.
#[component]
fn LastingChoice(form: FormState) -> impl IntoView {
    let chosen = form.value("days").and_then(|days| days.parse().ok());
    let chosen = chosen.unwrap_or(LONGEST_DAYS);
    let option = |days: i64| {
        let label = match days {
            LONGEST_DAYS => text::a_year(),
            days => text::days(days),
        };
        view! { <option value=days.to_string() selected={days == chosen}>{label}</option> }
    };
    view! {
        <div class="field">
            <label for="tokens-days">{text::it_lasts()}</label>
            <select id="tokens-days" name="days">{LASTING.map(option).into_iter().collect_view()}</select>
        </div>
    }
}

fn may(scope: PersonalScope) -> String {
    match scope {
        PersonalScope::Read => text::read(),
        PersonalScope::Restock => text::restock(),
    }
}

#[cfg(test)]
mod tests {
    use domain::{AccountId, PersonalTokenId};
    use replenish::{Code, Invalid};
    use uuid::Uuid;

    use super::*;
    use crate::fixtures::{html, now, speaking};
    use crate::preferences::locale::Locale;

    fn page(restocks: bool, form: FormState) -> String {
        let token = PersonalToken {
            id: PersonalTokenId(Uuid::from_u128(1)),
            account_id: AccountId(Uuid::from_u128(2)),
            name: "Kitchen <b>".to_owned(),
            scope: PersonalScope::Restock,
            created_at: now(),
            expires_at: now(),
            used_at: None,
        };
        html(|| view! { <Tokens tokens=vec![token] restocks form/> })
    }

    #[test]
    fn a_token_is_shown_where_it_was_just_made_and_nowhere_else() {
        let made = page(true, FormState::made("larder_me_x".to_owned()));
        assert_eq!(made.matches("larder_me_x").count(), 1, "{made}");
        assert!(made.contains("It is shown this once."));
        let sent = FormState::invalid(vec![("made".to_owned(), "larder_me_x".to_owned())], vec![]);
        let later = page(true, sent);
        assert!(!later.contains("larder_me_x") && !later.contains("this once"));
        assert!(later.contains("Kitchen &lt;b&gt;") && later.contains("Never used"));
    }

    #[test]
    fn whoever_may_only_look_is_offered_no_more() {
        let all = page(true, FormState::default());
        assert!(all.contains("value=\"restock\"") && all.contains("value=\"read\" selected"));
        let only = page(false, FormState::default());
        assert!(!only.contains("value=\"restock\"") && only.contains("value=\"read\""));
        assert!(
            only.contains("<option value=\"365\" selected>A year"),
            "{only}"
        );
    }

    #[test]
    fn what_was_chosen_is_kept_and_what_is_wrong_is_said_in_the_customers_language() {
        let values = [("name", ""), ("scope", "restock"), ("days", "30")];
        let values = values.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let wrong = Invalid::new("name", Code::BadTokenName, "No name.");
        let form = FormState::invalid(values.to_vec(), vec![wrong]);
        let html = speaking(Locale::De, || page(true, form.clone()));
        assert!(html.contains("value=\"restock\" selected"), "{html}");
        assert!(html.contains("value=\"30\" selected>30 Tage"), "{html}");
        let said = "Geben Sie dem Token einen Namen";
        assert_eq!(html.matches(said).count(), 2, "{html}");
    }
}
