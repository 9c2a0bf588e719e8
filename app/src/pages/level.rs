//! The first question about a supply, as a page of its own.

use domain::SlotId;
use leptos::prelude::*;

use super::load::load;
use crate::components::{AmountQuestion, ErrorSummary, LevelQuestion, Title};
use crate::i18n::restock as text;
use crate::request;

/// The page.
#[component]
pub fn LevelPage() -> impl IntoView {
    let id = request::id::<SlotId>();
    load(
        move |application, account| async move {
            let supply = application.queries().supply(account, id?).await?;
            Ok((supply, [application.action_key(), application.action_key()]))
        },
        |(supply, keys), page| {
            let form = page.form;
            let (name, href) = (supply.name.clone(), format!("/supplies/{}", supply.id));
            let action = format!("/supplies/{}/level", supply.id);
            let title = format!("{} – {name}", text::how_much_is_left());
            view! {
                <Title text=form.title(title)/>
                <ErrorSummary form=form.clone() prefix="level" fields=&["amount", "unit"]/>
                <AmountQuestion supply=supply.clone() form=form.clone() action/>
                <div class="page-head">
                    <p class="crumb"><a href=href>{text::back()}</a></p>
                    <h1>{name}</h1>
                </div>
                <LevelQuestion supply keys form prefix="level"/>
            }
        },
    )
}
