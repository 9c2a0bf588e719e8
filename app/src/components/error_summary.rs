//! What became of a form, at the top of the page: what is wrong, each error linked to its field, or that
//! it is a draft from before its sender signed in. What is wrong has the focus, so that it is read first.

use leptos::prelude::*;
use replenish::Invalid;

use super::{Banner, Tone};
use crate::i18n::invalid as text;
use crate::request::FormState;
use crate::text::invalid;

/// The summary; nothing where there is nothing to say. `prefix` is that of the form's field ids.
#[component]
pub fn ErrorSummary(
    /// The form as it was sent.
    form: FormState,
    /// The prefix of its field ids.
    prefix: &'static str,
    /// The fields it shows; errors of others are not linked.
    fields: &'static [&'static str],
) -> impl IntoView {
    if form.is_draft {
        return Some(view! { <Banner tone=Tone::Info><p>{text::kept()}</p></Banner> }.into_any());
    }
    if !form.is_refused() {
        return None;
    }
    let refusal = form.refusal.as_ref().map(invalid::text);
    let item = |error: Invalid| {
        let text = invalid::text(&error.reason);
        match fields.iter().find(|field| **field == error.field) {
            Some(field) => {
                view! { <li><a href=format!("#{prefix}-{field}")>{text}</a></li> }.into_any()
            }
            None => view! { <li>{text}</li> }.into_any(),
        }
    };
    Some(
        view! {
            <div
                class="banner crit"
                role="alert"
                aria-labelledby="errors"
                tabindex="-1"
                autofocus
            >
                <div>
                    <h2 id="errors">{text::nothing_changed()}</h2>
                    <ul>
                        {refusal.map(|text| view! { <li>{text}</li> })}
                        {form.errors.into_iter().map(item).collect_view()}
                    </ul>
                </div>
            </div>
        }
        .into_any(),
    )
}

#[cfg(test)]
mod tests {
    use replenish::{Code, Reason};

    use super::*;
    use crate::fixtures::{html, speaking};
    use crate::preferences::locale::Locale;

    fn form(field: &str) -> FormState {
        FormState {
            values: vec![("code".into(), "ABC".into())],
            errors: vec![Invalid::new(
                field,
                Code::Maker("unknown"),
                "No machine has this code. <b>",
            )],
            ..FormState::default()
        }
    }

    fn summary(form: FormState) -> String {
        html(|| view! { <ErrorSummary form prefix="add" fields=&["code"]/> })
    }

    #[test]
    fn an_error_is_linked_to_its_field() {
        let html = summary(form("code"));
        assert!(html.contains("href=\"#add-code\"") && html.contains("role=\"alert\""));
        assert!(html.contains("tabindex=\"-1\" autofocus"), "{html}");
        assert!(html.contains("No machine has this code. &lt;b&gt;"));
    }

    #[test]
    fn an_error_of_no_field_is_only_said_and_no_error_is_nothing() {
        let of_none = FormState::refused(Vec::new(), Reason::new(Code::Alone, "You are alone."));
        for form in [form("entry"), of_none] {
            let html = summary(form);
            assert!(html.contains("<li>") && !html.contains("href"), "{html}");
        }
        assert!(!summary(FormState::default()).contains("alert"));
    }

    #[test]
    fn a_form_that_was_kept_says_that_it_was_not_taken() {
        let draft = FormState {
            is_draft: true,
            ..FormState::default()
        };
        let html = summary(draft);
        assert!(html.contains("was not saved yet") && !html.contains("alert"));
    }

    #[test]
    fn an_error_is_said_in_the_customers_language() {
        let mut form = form("code");
        form.errors[0].reason.code = Code::Removed;
        let html = speaking(Locale::De, || summary(form));
        assert!(
            html.contains("Der Hersteller hat dieses Gerät zurückgezogen."),
            "{html}"
        );
    }
}
