//! Joining a household by an invitation.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::{ErrorSummary, Field};
use crate::context::{self, FormState};

/// The page; `?code=` fills the form.
#[component]
pub fn JoinPage() -> impl IntoView {
    let code = context::query("code").unwrap_or_default();
    context::load(
        |_, _| async { Ok(()) },
        move |(), page| {
            view! {
                <Title text=page.form.title("Join a household".to_owned())/>
                <Join code form=page.form/>
            }
        },
    )
}

#[component]
fn Join(code: String, form: FormState) -> impl IntoView {
    view! {
        <div class="page-head"><h1>"Join a household"</h1></div>
        <ErrorSummary form=form.clone() prefix="join" fields=&["code"]/>
        <section class="card stack">
            <p>
                "You will see the machines and supplies of whoever invited you. What is ordered, and who pays, stays theirs."
            </p>
            <form class="stack" method="post" action="/join">
                <Field
                    prefix="join"
                    name="code"
                    label="Code of the invitation"
                    hint="It is in the link you were sent."
                    start=code
                    class="code"
                    form
                />
                <p><button class="button primary">"Join"</button></p>
            </form>
        </section>
    }
}
