//! An order's way, step by step.

use domain::Time;
use domain::view::OrderView;
use leptos::prelude::*;

use super::{Icon, Shape, When};
use crate::text::order::{Stage, Step, steps};

/// The steps of an order.
#[component]
pub fn Timeline(
    /// The order.
    order: OrderView,
    /// The names of the steps alone, beside each other: where its page is one press away.
    #[prop(optional)]
    brief: bool,
    /// What the clock says.
    now: Time,
) -> impl IntoView {
    let step = |step: Step| {
        let shape = match step.stage {
            Stage::Done => Shape::Done,
            Stage::Now => Shape::Here,
            Stage::Later => Shape::Ring,
            Stage::Broken => Shape::Cross,
        };
        let current = (step.stage == Stage::Now).then_some("step");
        view! {
            <li class=step.stage.class() aria-current=current>
                <Icon shape/>
                <b>{step.name}</b>
                {step
                    .at
                    .filter(|_| !brief)
                    .map(|at| view! { <p class="quiet"><When at/></p> })}
                {step.note.filter(|_| !brief).map(|note| view! { <p>{note}</p> })}
            </li>
        }
    };
    let class = if brief { "progress" } else { "timeline" };
    view! { <ol class=class>{steps(&order, now).into_iter().map(step).collect_view()}</ol> }
}

#[cfg(test)]
mod tests {
    use domain::order::OrderState;

    use super::*;
    use crate::fixtures::{self, html, now};

    #[test]
    fn dates_are_absolute_and_in_utc() {
        let mut order = fixtures::order(OrderState::Shipped);
        order.estimate = Time::parse("2016-12-09T07:59:59Z");
        let html = html(|| view! { <Timeline order now=now()/> });
        assert!(
            html.contains(
                "<time datetime=\"2016-12-09T07:59:59Z\">Dec 9, 2016, 7:59\u{202f}AM UTC</time>"
            ),
            "{html}"
        );
        assert_eq!(html.matches("aria-current=\"step\"").count(), 1);
    }

    #[test]
    fn in_brief_it_is_the_names_of_its_steps() {
        let order = fixtures::order(OrderState::Shipped);
        let html = html(|| view! { <Timeline order brief=true now=now()/> });
        assert!(html.contains("class=\"progress\"") && !html.contains("<time"));
        assert_eq!(html.matches("<li").count(), 5, "{html}");
    }

    #[test]
    fn a_day_that_amazon_named_has_no_hour() {
        let mut order = fixtures::order(OrderState::Shipped);
        order.estimate = Time::parse("2026-12-02T23:59:59.999Z");
        let html = fixtures::living("Europe/Berlin", || {
            html(|| view! { <Timeline order now=now()/> })
        });
        let day = "<time datetime=\"2026-12-02\">Dec 2, 2026</time>";
        assert!(html.contains(day), "{html}");
    }
}
