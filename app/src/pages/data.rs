//! A customer's own data: a copy of everything, and its end. What is deleted is said before it is done.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::{ErrorSummary, Field};
use crate::context::{self, Brand, FormState};

/// The page.
#[component]
pub fn DataPage() -> impl IntoView {
    context::load(
        |_, _| async { Ok(()) },
        |(), page| {
            view! {
                <Title text=page.form.title("Your data".to_owned())/>
                <Data brand=page.brand form=page.form/>
            }
        },
    )
}

#[component]
fn Data(brand: Brand, form: FormState) -> impl IntoView {
    view! {
        <div class="page-head">
            <p class="crumb"><a href="/settings">"Settings"</a></p>
            <h1>"Your data"</h1>
        </div>
        <div class="stack">
            <ErrorSummary form=form.clone() prefix="data" fields=&["word"]/>
            <section class="card stack">
                <h2>"A copy of everything"</h2>
                <p>
                    "One file with your machines, their levels, journals and orders, and what you did here. "
                    <a class="link" href=brand.privacy_url>"What we keep, and for how long"</a>
                </p>
                <p><a class="button" href="/settings/data/download" download="supplies.json">"Download everything"</a></p>
            </section>
            <section class="card stack">
                <h2>"Delete your account"</h2>
                <ul class="steps">
                    <li>"Your machines are disconnected from Amazon, and order nothing more."</li>
                    <li>"Their levels, journals and orders are deleted here, and so is your account."</li>
                    <li>"An order that Amazon has already placed is not cancelled."</li>
                    <li>"The machines go on working. Whoever has their codes can add them again."</li>
                    <li>"What stays has no name: that an account with a random number was deleted, and when."</li>
                </ul>
                <form class="stack" method="post" action="/settings/data">
                    <Field
                        prefix="data"
                        name="word"
                        label="Do you mean it?"
                        hint="Type the word delete."
                        class="amount"
                        form
                    />
                    <p><button class="button danger">"Delete my account"</button></p>
                </form>
            </section>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use replenish::Invalid;

    use super::*;
    use crate::sample::{brand, html};

    #[test]
    fn a_word_that_is_missing_is_asked_for_at_its_field() {
        let form = FormState {
            values: vec![("word".to_owned(), "yes".to_owned())],
            errors: vec![Invalid {
                field: "word".into(),
                code: "not_confirmed",
                detail: "Nothing was deleted.".into(),
            }],
        };
        let html = html(|| view! { <Data brand=brand() form/> });
        assert!(
            html.contains("Nothing was deleted.") && html.contains("value=\"yes\""),
            "{html}"
        );
        assert!(html.contains("aria-invalid"));
    }
}
