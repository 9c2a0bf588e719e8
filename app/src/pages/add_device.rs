//! Adding a machine by the code printed on it or shown on its screen.

use leptos::prelude::*;

use super::load::load;
use crate::components::{ErrorSummary, Field, Title};
use crate::i18n::{device as text, frame};
use crate::request::{self, FormState};

/// The page; `?code=` fills the form.
#[component]
pub fn AddDevicePage() -> impl IntoView {
    let code = request::query("code").unwrap_or_default();
    load(
        |_, _| async { Ok(()) },
        move |(), page| {
            view! {
                <Title text=page.form.title(text::add_a_machine())/>
                <AddDevice code form=page.form/>
            }
        },
    )
}

#[component]
fn AddDevice(code: String, form: FormState) -> impl IntoView {
    view! {
        <ErrorSummary form=form.clone() prefix="add" fields=&["code"]/>
        <div class="page-head">
            <p class="crumb"><a href="/devices">{frame::machines()}</a></p>
            <h1>{text::add_a_machine()}</h1>
        </div>
        <section class="card">
            <form class="stack" method="post" action="/devices/add">
                <Field
                    prefix="add"
                    name="code"
                    label=text::code()
                    hint=text::code_hint()
                    start=code
                    class="code"
                    form
                />
                <button class="button primary">{text::add_machine()}</button>
            </form>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use replenish::{Code, Invalid};

    use super::*;
    use crate::fixtures::html;

    #[test]
    fn the_address_fills_the_form_and_a_refused_code_is_kept() {
        let page = |form| html(|| view! { <AddDevice code="ABCD-EFGH".to_owned() form/> });
        assert!(page(FormState::default()).contains(r#"value="ABCD-EFGH""#));
        let refused = page(FormState {
            values: vec![("code".into(), "WRONG".into())],
            errors: vec![Invalid::new(
                "code",
                Code::UnknownCode,
                "No machine has this code.",
            )],
            ..FormState::default()
        });
        assert!(refused.contains(r#"value="WRONG""#) && refused.contains("#add-code"));
        assert_eq!(refused.matches("This code is not known.").count(), 2);
    }
}
