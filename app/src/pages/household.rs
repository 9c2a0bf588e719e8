//! The household: who shares the machines, and as what; inviting, and leaving.

use domain::Role;
use leptos::prelude::*;
use replenish::household::{HouseholdView, Member};

use super::load::load;
use crate::components::{ErrorSummary, Title};
use crate::i18n::household as text;
use crate::i18n::{frame, settings};
use crate::request::{self, FormState};
use crate::text::household::{first_here, invited, may, name, person};

/// The page; `?code=` is an invitation that was just made.
#[component]
pub fn HouseholdPage() -> impl IntoView {
    let code = request::query("code");
    load(
        |application, account| async move {
            let household = application.household();
            let link = household.invitation_link(code.as_deref().unwrap_or_default());
            let household = household.view(account).await?;
            Ok((household, code.map(|_| link)))
        },
        |(household, link), page| {
            view! {
                <Title text=page.form.title(text::household())/>
                <Household household link form=page.form/>
            }
        },
    )
}

#[component]
fn Household(
    household: HouseholdView,
    #[prop(optional_no_strip)] link: Option<String>,
    form: FormState,
) -> impl IntoView {
    let HouseholdView {
        own,
        others,
        invitations,
    } = household;
    let owner = own.role == Role::Owner;
    let alone = others.is_empty();
    let rows = others
        .into_iter()
        .enumerate()
        .map(|(n, member)| view! { <Other number=n + 2 member owner/> })
        .collect_view();
    let open = (owner && !invitations.is_empty()).then(|| {
        let items = invitations
            .iter()
            .map(|it| view! { <li>{invited(it)}</li> });
        view! {
            <ul class="steps">{items.collect_view()}</ul>
            <form method="post" action="/settings/household/uninvite">
                <button class="button">{text::take_back()}</button>
            </form>
        }
    });
    view! {
        <div class="page-head">
            <p class="crumb"><a href="/settings">{frame::settings()}</a></p>
            <h1>{text::household()}</h1>
        </div>
        <div class="stack">
            <ErrorSummary form prefix="household" fields=&["role"]/>
            <section class="card stack">
                <h2>{text::who_is_of_it()}</h2>
                <ul class="rows">
                    <li>
                        <div>
                            <b>{text::you()}</b>
                            <p class="quiet">{may(own.role)}</p>
                        </div>
                    </li>
                    {rows}
                </ul>
                {alone.then(|| view! { <p class="quiet">{text::nobody_else()}</p> })}
                {(!alone).then(|| view! {
                    <form method="post" action=format!("/settings/household/{}/leave", own.id)>
                        <button class="button danger">{text::leave()}</button>
                    </form>
                    <p class="quiet">{text::then()}</p>
                })}
            </section>
            {owner.then(|| view! {
                <section class="card stack">
                    <h2>{text::invite()}</h2>
                    <p>{text::with_their_own()}</p>
                    {link.map(|link| view! {
                        <div class="field">
                            <label for="household-link">{text::send_link()}</label>
                            <input id="household-link" class="wide" readonly=true value=link/>
                        </div>
                    })}
                    <form class="row" method="post" action="/settings/household/invite">
                        <Choice id="household-role".to_owned() chosen=Role::Member label=text::invite_as()/>
                        <button class="button">{text::make_link()}</button>
                    </form>
                    {open}
                </section>
            })}
        </div>
    }
}

/// Somebody else; they have no name here, so they are counted.
#[component]
fn Other(number: usize, member: Member, owner: bool) -> impl IntoView {
    let of = format!("/settings/household/{}", member.id);
    let who = person(number);
    view! {
        <li>
            <div>
                <b>{who.clone()}</b>
                <p class="quiet">{first_here(&member)}</p>
            </div>
            {owner.then(|| view! {
                <div class="row">
                    <form class="row" method="post" action=format!("{of}/role")>
                        <Choice
                            id=format!("role-{}", member.id)
                            chosen=member.role
                            label=text::person_is(&who)
                        />
                        <button class="button small" aria-label=text::save_person(&who)>{settings::save()}</button>
                    </form>
                    <form method="post" action=format!("{of}/leave")>
                        <button class="button small danger" aria-label=text::remove_person(&who)>{text::remove()}</button>
                    </form>
                </div>
            })}
        </li>
    }
}

/// A choice of role.
#[component]
fn Choice(id: String, chosen: Role, label: String) -> impl IntoView {
    let option = |role: Role| {
        view! { <option value=role.name() selected={role == chosen}>{name(role)}</option> }
    };
    view! {
        <select id=id name="role" aria-label=label>
            {Role::ALL.map(option).into_iter().collect_view()}
        </select>
    }
}

#[cfg(test)]
mod tests {
    use domain::AccountId;
    use uuid::Uuid;

    use super::*;
    use crate::fixtures::{html, now};

    fn household(role: Role) -> HouseholdView {
        let member = |n, role| Member {
            id: AccountId(Uuid::from_u128(n)),
            role,
            since: now(),
        };
        HouseholdView {
            own: member(1, role),
            others: vec![member(2, Role::Viewer)],
            invitations: Vec::new(),
        }
    }

    #[test]
    fn owners_see_forms_and_others_do_not() {
        let page = |role| {
            let household = household(role);
            html(|| view! { <Household household form=FormState::default()/> })
        };
        let owner = page(Role::Owner);
        assert!(
            owner.contains("/invite\"") && owner.contains("/role\""),
            "{owner}"
        );
        assert!(owner.contains("Person 2"));
        let viewer = page(Role::Viewer);
        assert!(!viewer.contains("/invite\"") && !viewer.contains("/role\""));
        assert_eq!(viewer.matches("/leave\"").count(), 1, "only oneself");
    }
}
