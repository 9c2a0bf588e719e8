//! People and keys: who may come in and as what, and which programs may. Links and keys are on the page once, when they
//! were just made.

mod keys;

use domain::operator::Duty;
use domain::{Operator, OperatorId, OperatorRole, Time};
use leptos::prelude::*;

use self::keys::Keys;
use crate::components::{ErrorSummary, Field, Title};
use crate::i18n::moment;
use crate::ops::list::{List, Row, asked_as, next_page};
use crate::ops::load::load;
use crate::ops::made::Made;
use crate::ops::request::{FORM, form};
use crate::ops::words::{frame, people as text, role};
use crate::request::FormState;

const PATH: &str = "/ops/people";
/// People on one page.
const PAGE: u32 = 50;

/// The page.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let after = asked_as("after", |after| after.parse().ok());
    load(
        Duty::People,
        move |application, caller| async move {
            let after = after?;
            let (people, next) = application.operators().list(&caller, PAGE, after).await?;
            Ok((people, next, application.keys().list(caller).await?))
        },
        |(people, next, keys), page, console| {
            let now = page.application.now();
            let title = page.form.title(text::people());
            let path = next_page(PATH, &[], next.map(|id: OperatorId| id.to_string()));
            let (invite, key) = (form("invite"), form("key"));
            view! {
                <Title text=frame::titled(&title)/>
                <div class="page-head"><h1>{frame::people()}</h1></div>
                <div class="stack">
                    <Invite form=invite/>
                    <section class="card stack">
                        <h2>{text::people()}</h2>
                        <People people you=console.operator.id next=path/>
                    </section>
                    <Keys keys now form=key/>
                </div>
            }
        },
    )
}

#[component]
fn People(
    people: Vec<Operator>,
    /// Who reads it.
    you: OperatorId,
    #[prop(optional_no_strip)] next: Option<String>,
) -> impl IntoView {
    let headings = vec![
        text::name(),
        text::role(),
        text::signs_in_by(),
        text::last_here(),
        text::change(),
    ];
    let rows = people.into_iter().map(|it| person(it, you)).collect();
    view! { <List label=text::people() headings rows empty=text::nobody() next/> }
}

fn person(it: Operator, you: OperatorId) -> Row {
    let is_you = it.id == you;
    let head = match is_you {
        true => text::you(&it.name).into_any(),
        false => it.name.clone().into_any(),
    };
    let by = if it.has_identity {
        text::identity_provider()
    } else {
        text::link()
    };
    let seen = it.seen_at.map_or_else(text::never, moment);
    let change = match is_you {
        true => ().into_any(),
        false => view! { <Change person=it.clone()/> }.into_any(),
    };
    Row {
        head,
        cells: vec![
            standing(&it).into_any(),
            by.into_any(),
            seen.into_any(),
            change,
        ],
    }
}

/// What they may now.
fn standing(it: &Operator) -> String {
    match (it.disabled_at, it.role) {
        (Some(at), _) => text::removed(&moment(at)),
        (None, None) => text::none_yet(),
        (None, Some(own)) if it.is_claimed => format!("{} ({})", role(own), text::by_provider()),
        (None, Some(own)) => role(own),
    }
}

#[component]
fn Change(person: Operator) -> impl IntoView {
    let Operator { id, name, .. } = person;
    let is_gone = person.disabled_at.is_some();
    if is_gone && !person.has_identity {
        return ().into_any();
    }
    let remove = (!is_gone).then(|| {
        view! {
            <details class="confirm">
                <summary>{text::remove()}</summary>
                <form class="stack" method="post" action=format!("{PATH}/{id}/remove")>
                    <p class="quiet">{text::what_removing_does()}</p>
                    <button class="button small danger">{text::remove_now(&name)}</button>
                </form>
            </details>
        }
    });
    view! {
        <form class="row" method="post" action=format!("{PATH}/{id}/role")>
            <select name="role" aria-label=text::role_of(&name)>{roles(person.role)}</select>
            <button class="button small" aria-label=text::set_role_of(&name)>{text::set_role()}</button>
        </form>
        {remove}
    }
    .into_any()
}

/// A choice for each role.
fn roles(chosen: Option<OperatorRole>) -> impl IntoView {
    let option = |it: OperatorRole| {
        view! { <option value=it.name() selected={Some(it) == chosen}>{role(it)}</option> }
    };
    OperatorRole::ALL.map(option).into_iter().collect_view()
}

#[component]
fn Invite(form: FormState) -> impl IntoView {
    let is_refused = form.is_refused();
    let chosen = form.value("role").and_then(OperatorRole::parse);
    let what = [text::viewer_may(), text::support_may(), text::admin_may()];
    let what = what.map(|may| view! { <li>{may}</li> });
    view! {
        <ErrorSummary form=form.clone() prefix="invite" fields=&["name"]/>
        <Made of="invite" form=form.clone() says=text::link_shown_once() label=text::their_link()/>
        <details class="card" open=is_refused>
            <summary>{text::invite()}</summary>
            <form class="stack" method="post" action=format!("{PATH}/invite")>
                <input type="hidden" name=FORM value="invite"/>
                <p>{text::how_inviting_works()}</p>
                <ul>{what.into_iter().collect_view()}</ul>
                <Field
                    prefix="invite"
                    name="name"
                    label=text::name()
                    hint=text::name_hint()
                    class="wide"
                    form
                />
                <div class="field">
                    <label for="invite-role">{text::role()}</label>
                    <select id="invite-role" name="role">
                        {roles(chosen.or(Some(OperatorRole::Viewer)))}
                    </select>
                </div>
                <p><button class="button primary">{text::make_link()}</button></p>
            </form>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::fixtures::{html, now};

    fn ada(n: u128) -> Operator {
        Operator {
            id: OperatorId(Uuid::from_u128(n)),
            name: format!("Ada <b>{n}"),
            role: Some(OperatorRole::Support),
            is_claimed: false,
            has_identity: false,
            created_at: now(),
            disabled_at: None,
            seen_at: None,
        }
    }

    fn list(people: Vec<Operator>) -> String {
        let you = OperatorId(Uuid::from_u128(1));
        html(move || view! { <People people you/> })
    }

    #[test]
    fn others_can_be_changed_and_oneself_cannot() {
        let html = list(vec![ada(1), ada(2)]);
        assert!(
            html.contains("Ada &lt;b&gt;1") && html.contains("(you)"),
            "{html}"
        );
        assert_eq!(html.matches("/remove\"").count(), 1, "{html}");
        assert!(html.contains("value=\"support\" selected"), "{html}");
        let gone = Operator {
            disabled_at: Some(now()),
            ..ada(2)
        };
        let html = list(vec![gone]);
        assert!(
            html.contains("removed Nov 22") && !html.contains("<form"),
            "{html}"
        );
    }

    #[test]
    fn a_link_is_shown_where_it_was_just_made() {
        let made = FormState {
            values: vec![(FORM.to_owned(), "invite".to_owned())],
            made: Some("https://x/ops/join?code=y".to_owned()),
            ..FormState::default()
        };
        let html = html(|| view! { <Invite form=made/> });
        assert_eq!(html.matches("join?code=y").count(), 1, "{html}");
    }
}
