//! One order: its way, and what only the customer can know of it.

use domain::decision::Decision;
use domain::view::OrderView;
use domain::{MakerAct, OrderId, Replenisher, Time};
use leptos::prelude::*;

use super::load::load_live;
use crate::components::{ArrivalQuestion, ErrorSummary, OrderPill, Timeline, Title};
use crate::i18n::maker_act::because;
use crate::i18n::{order as text, shop};
use crate::request;
use crate::text::amount::about;
use crate::text::maker_act::did;
use crate::text::order::state;
use crate::text::reckon::why_ordered;

/// The page.
#[component]
pub fn OrderPage() -> impl IntoView {
    let id = request::id::<OrderId>();
    load_live(
        move |application, account| async move {
            let id = id?;
            let order = application.queries().order(account, id).await?;
            let why = application.queries().why_ordered(account, id).await?;
            let acts = application
                .queries()
                .maker_acts(account, order.device)
                .await?;
            let act = acts.into_iter().find(|act| act.about.order == Some(id));
            Ok((order, why, act, application.now()))
        },
        |(order, why, act, now), page| {
            let title = text::page_title(&state(order.state), &order.supply_name);
            view! {
                <Title text=title/>
                <ErrorSummary form=page.form prefix="order" fields=&[]/>
                <Order order why act now/>
            }
        },
    )
}

#[component]
fn Order(
    order: OrderView,
    #[prop(optional_no_strip)] why: Option<Decision>,
    #[prop(optional_no_strip)] act: Option<MakerAct>,
    now: Time,
) -> impl IntoView {
    let fact = |name: String, value: Option<String>| {
        value.map(|value| view! { <dt>{name}</dt><dd>{value}</dd> })
    };
    let amount = order.quantity.map(|quantity| about(quantity, order.unit));
    let to_cancel = match order.replenisher {
        Replenisher::Shop => shop::to_cancel(&request::maker()),
        Replenisher::Drs | Replenisher::Alexa => text::to_cancel(),
    };
    view! {
        <div class="page-head">
            <p class="crumb"><a href="/orders">{text::orders()}</a></p>
            <h1>{order.supply_name.clone()}</h1>
            <div class="stack" data-live="state"><OrderPill state=order.state/></div>
        </div>
        <div class="two">
            <div class="stack">
                <div class="stack" data-live="question"><ArrivalQuestion order=order.clone() now/></div>
                <section class="card stack">
                    <h2 class="hidden">{text::its_way()}</h2>
                    <div class="stack" data-live="way"><Timeline order=order.clone() now/></div>
                    <p class="quiet">{to_cancel}</p>
                </section>
            </div>
            <div class="side stack">
                {act.map(|act| {
                    view! {
                        <section class="card stack">
                            <h2>{text::why()}</h2>
                            <p>{did(act.deed, &request::maker())}". "{because(&act.reason)}</p>
                        </section>
                    }
                })}
                {why.map(|why| {
                    view! {
                        <section class="card stack">
                            <h2>{text::why()}</h2>
                            <p>{why_ordered(&why, order.quantity, order.unit)}</p>
                        </section>
                    }
                })}
                <section class="card stack">
                    <h2>{text::details()}</h2>
                    <dl class="facts">
                        <dt>{text::supply()}</dt>
                        <dd><a href=format!("/supplies/{}", order.supply)>{order.supply_name.clone()}</a></dd>
                        <dt>{text::machine()}</dt>
                        <dd><a href=format!("/devices/{}", order.device)>{order.device_name.clone()}</a></dd>
                        {fact(text::amount(), amount)}
                        {fact(text::product(), order.asin.clone())}
                    </dl>
                </section>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use domain::order::{EndReason, OrderState};

    use super::*;
    use crate::fixtures::{self, html, now};

    #[test]
    fn a_failed_order_says_why_and_what_to_do() {
        let mut order = fixtures::order(OrderState::Failed);
        order.reason = Some(EndReason::Refused);
        order.ended_at = Some(now());
        let html = html(|| view! { <Order order now=now()/> });
        assert!(html.contains("Amazon refused it. Check the product on Amazon."));
        assert!(html.contains("<dt>Amount</dt><dd>36</dd>"), "{html}");
        assert!(!html.contains("Why it was ordered"));
    }

    #[test]
    fn an_order_says_why_it_was_made() {
        let order = fixtures::order(OrderState::Placed);
        let why = fixtures::decision();
        let html = html(|| view! { <Order order why=Some(why) now=now()/> });
        assert!(html.contains(
            "You had 17 left, about 7 days. What is at home should last at least 7 days, so we \
             ordered 36."
        ));
    }
}
