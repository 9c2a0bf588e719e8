//! The maker's models.

use domain::api_key::Scope;
use leptos::prelude::*;
use replenish::KnownModel;

use crate::components::Title;
use crate::ops::list::{List, Row, asked, next_page};
use crate::ops::load::load;
use crate::ops::words::{frame, models as text};
use crate::text::subscription::replenisher;

/// Where they are.
pub const PATH: &str = "/ops/models";
/// Models on one page.
const PAGE: u32 = 50;

/// The page.
#[component]
pub fn ModelsPage() -> impl IntoView {
    let after = asked("after").unwrap_or_default();
    load(
        Scope::FleetRead,
        move |application, _| async move { application.queries().models(PAGE, &after).await },
        |(models, next), _, _| {
            view! {
                <Title text=frame::titled(&text::models())/>
                <div class="page-head"><h1>{text::models()}</h1></div>
                <Models models next=next_page(PATH, &[], next)/>
            }
        },
    )
}

#[component]
fn Models(
    models: Vec<KnownModel>,
    #[prop(optional_no_strip)] next: Option<String>,
) -> impl IntoView {
    let headings = vec![
        text::model(),
        text::name(),
        text::brought_by(),
        text::supplies(),
    ];
    let row = |(model, slots): KnownModel| {
        let supplies = slots.into_iter().map(|slot| slot.name).collect::<Vec<_>>();
        let href = format!("{PATH}/{}", model.model);
        Row {
            head: view! { <a href=href>{model.model}</a> }.into_any(),
            cells: vec![
                model.name.into_any(),
                replenisher(model.replenisher).into_any(),
                supplies.join(", ").into_any(),
            ],
        }
    };
    let rows = models.into_iter().map(row).collect();
    view! { <List label=text::models() headings rows empty=text::none() next/> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::html;
    use crate::ops::pages::model::tests::brewer;

    #[test]
    fn a_model_leads_to_its_page_and_says_what_it_is() {
        let html = html(|| view! { <Models models=vec![brewer()] next=None/> });
        for part in [
            "href=\"/ops/models/BREW-2\"",
            "Brewer &lt;two&gt;",
            "Amazon",
            "Coffee pods",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }
}
