//! Telling about supplies, as a page of its own: where a refused form comes back to.

use domain::SlotId;
use domain::view::SupplyView;
use leptos::prelude::*;
use replenish::Application;

use super::load::load;
use crate::components::{AmountQuestion, ErrorSummary, RestockForms, RestockKeys, Title};
use crate::hydration::Islands;
use crate::i18n::restock as text;
use crate::request::{self, FormState};
use crate::text::amount::at_home;

/// A fresh key for each form.
pub fn keys(application: &Application) -> RestockKeys {
    RestockKeys {
        add: application.action_key(),
        set: application.action_key(),
        replaced: application.action_key(),
    }
}

/// The page.
#[component]
pub fn RestockPage() -> impl IntoView {
    let id = request::id::<SlotId>();
    load(
        move |application, account| async move {
            let supply = application.queries().supply(account, id?).await?;
            Ok((supply, keys(&application)))
        },
        |(supply, keys), page| {
            let title = format!("{} – {}", text::add_supplies(), supply.name);
            view! {
                <Title text=page.form.title(title)/>
                <Islands/>
                <Restock supply keys form=page.form/>
            }
        },
    )
}

#[component]
fn Restock(supply: SupplyView, keys: RestockKeys, form: FormState) -> impl IntoView {
    let prefix = if form.value("kind") == Some("set") {
        "set"
    } else {
        "add"
    };
    let action = format!("/supplies/{}/restock", supply.id);
    let left = at_home(&supply).map(|left| text::at_home_now(&left));
    view! {
        <ErrorSummary form=form.clone() prefix fields=&["amount", "unit"]/>
        <AmountQuestion supply=supply.clone() form=form.clone() action/>
        <div class="page-head">
            <p class="crumb">
                <a href=format!("/supplies/{}", supply.id)>{supply.name.clone()}</a>
            </p>
            <h1>{text::add_supplies()}</h1>
            <p>{left}</p>
        </div>
        <RestockForms supply keys form/>
    }
}

#[cfg(test)]
mod tests {
    use replenish::{Code, Invalid};

    use super::*;
    use crate::fixtures::{self, html};

    #[test]
    fn the_summary_links_to_the_field_of_the_form_that_was_sent() {
        let form = FormState {
            values: vec![("kind".into(), "set".into())],
            errors: vec![Invalid::new(
                "amount",
                Code::Maker("bad_amount"),
                "Say a number.",
            )],
            ..FormState::default()
        };
        let key = String::new;
        let keys = RestockKeys {
            add: key(),
            set: key(),
            replaced: key(),
        };
        let html = html(|| view! { <Restock supply=fixtures::pods() keys form/> });
        assert!(html.contains("href=\"#set-amount\"") && html.contains("id=\"set-amount\""));
    }
}
