//! A customer's own data: a copy of everything, and its end. What is deleted is said before it is done.

use leptos::prelude::*;

use super::load::load;
use crate::components::{ErrorSummary, Field, Title};
use crate::i18n::data as text;
use crate::i18n::frame;
use crate::request::{Brand, FormState};

/// The page.
#[component]
pub fn DataPage() -> impl IntoView {
    load(
        |_, _| async { Ok(()) },
        |(), page| {
            view! {
                <Title text=page.form.title(text::your_data())/>
                <Data brand=page.brand form=page.form/>
            }
        },
    )
}

#[component]
fn Data(brand: Brand, form: FormState) -> impl IntoView {
    view! {
        <div class="page-head">
            <p class="crumb"><a href="/settings">{frame::settings()}</a></p>
            <h1>{text::your_data()}</h1>
        </div>
        <div class="stack">
            <ErrorSummary form=form.clone() prefix="data" fields=&["word"]/>
            <section class="card stack">
                <h2>{text::copy()}</h2>
                <p>
                    {text::one_file()} " "
                    <a class="link" href=brand.privacy_url>{text::what_we_keep()}</a>
                </p>
                <p><a class="button" href="/settings/data/download">{text::download()}</a></p>
            </section>
            <section class="card stack">
                <h2>{text::delete_account()}</h2>
                <ul class="steps">
                    <li>{text::disconnected()}</li>
                    <li>{text::deleted()}</li>
                    <li>{text::not_canceled()}</li>
                    <li>{text::machines_go_on()}</li>
                    <li>{text::what_stays()}</li>
                </ul>
                <form class="stack" method="post" action="/settings/data">
                    <Field
                        prefix="data"
                        name="word"
                        label=text::mean_it()
                        hint=text::type_delete()
                        class="amount"
                        form
                    />
                    <p><button class="button danger">{text::delete()}</button></p>
                </form>
            </section>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use replenish::{Code, Invalid};

    use super::*;
    use crate::fixtures::{brand, html, speaking};
    use crate::preferences::locale::Locale;

    fn refused() -> FormState {
        FormState {
            values: vec![("word".to_owned(), "yes".to_owned())],
            errors: vec![Invalid::new(
                "word",
                Code::NotConfirmed,
                "Nothing was deleted.",
            )],
            ..FormState::default()
        }
    }

    #[test]
    fn a_word_that_is_missing_is_asked_for_at_its_field() {
        let html = html(|| view! { <Data brand=brand() form=refused()/> });
        let asked = "Type “delete” to confirm.";
        // The hint, and twice what is wrong: above the form and at the field.
        assert_eq!(html.matches(asked).count(), 3, "{html}");
        assert!(html.contains("value=\"yes\"") && html.contains("aria-invalid"));
    }

    #[test]
    fn the_word_is_the_same_in_every_language() {
        for locale in Locale::OFFERED {
            let page = || html(|| view! { <Data brand=brand() form=refused()/> });
            let html = speaking(locale, page);
            assert!(html.matches("delete").count() >= 3, "{locale:?}: {html}");
        }
    }
}
