//! Joining a household by an invitation.

use leptos::prelude::*;

use super::load::load;
use crate::components::{ErrorSummary, Field, Title};
use crate::i18n::join as text;
use crate::pages::failure::InvitationOver;
use crate::request::{self, FormState};

/// The page; `?code=` fills the form.
#[component]
pub fn JoinPage() -> impl IntoView {
    let code = request::query("code").unwrap_or_default();
    let asked = code.clone();
    load(
        |application, _| async move { application.household().invitation_is_over(&asked).await },
        move |over, page| match over {
            true => view! { <InvitationOver/> }.into_any(),
            false => view! {
                <Title text=page.form.title(text::join_a_household())/>
                <Join code form=page.form/>
            }
            .into_any(),
        },
    )
}

#[component]
fn Join(code: String, form: FormState) -> impl IntoView {
    view! {
        <div class="page-head"><h1>{text::join_a_household()}</h1></div>
        <ErrorSummary form=form.clone() prefix="join" fields=&["code"]/>
        <section class="card stack">
            <p>{text::what_you_will_see()}</p>
            <form class="stack" method="post" action="/join">
                <Field
                    prefix="join"
                    name="code"
                    label=text::code()
                    hint=text::code_hint()
                    start=code
                    class="code"
                    form
                />
                <p><button class="button primary">{text::join()}</button></p>
            </form>
        </section>
    }
}
