//! Orders: those that are stuck first, with why and what to do; then all of them, newest first.

use domain::api_key::Scope;
use domain::order::{EndReason, OrderState};
use domain::view::OrderView;
use domain::{OrderId, Time};
use leptos::prelude::*;
use replenish::OrderFilter;

use crate::components::{Moment, OrderPill, Title, When};
use crate::ops::list::{Choice, Filters, List, Row, asked, asked_as, next_page};
use crate::ops::load::load;
use crate::ops::words::{frame, orders as text, reason};
use crate::text::amount::about;
use crate::text::order::state;

const PATH: &str = "/ops/orders";
/// Orders on one page.
const PAGE: u32 = 50;

#[derive(Clone, Debug, Default)]
struct Asked {
    state: Option<String>,
    reason: Option<String>,
}

impl Asked {
    /// A reason says the state, too.
    fn filter(&self) -> OrderFilter {
        let reason = self.reason.as_deref().and_then(EndReason::parse);
        let state = self.state.as_deref().and_then(OrderState::parse);
        match (reason, state) {
            (Some(reason), _) => OrderFilter::Reason(reason),
            (None, Some(state)) => OrderFilter::State(state),
            (None, None) => OrderFilter::All,
        }
    }
}

/// What the page shows.
#[derive(Clone, Debug, Default)]
struct Data {
    /// Where nothing is asked for.
    stuck: Option<Vec<OrderView>>,
    orders: Vec<OrderView>,
    next: Option<OrderId>,
}

/// The page.
#[component]
pub fn OrdersPage() -> impl IntoView {
    let after = asked_as("after", |after| after.parse().ok());
    let sought = Asked {
        state: asked("state"),
        reason: asked("reason"),
    };
    let known = asked_as("state", OrderState::parse).and(asked_as("reason", EndReason::parse));
    let shown = sought.clone();
    load(
        Scope::FleetRead,
        move |application, _| async move {
            let after = after?;
            known?;
            let queries = application.queries();
            let filter = sought.filter();
            let is_first = filter == OrderFilter::All && after.is_none();
            let stuck = match is_first {
                true => Some(queries.orders_stuck(PAGE, None).await?.0),
                false => None,
            };
            let (orders, next) = queries.orders(filter, PAGE, after).await?;
            let data = Data {
                stuck,
                orders,
                next,
            };
            Ok((data, application.now()))
        },
        move |(data, now), _, _| {
            view! {
                <Title text=frame::titled(&text::orders())/>
                <div class="page-head"><h1>{text::orders()}</h1></div>
                <Orders data asked=shown now/>
            }
        },
    )
}

#[component]
fn Orders(data: Data, asked: Asked, now: Time) -> impl IntoView {
    let chosen = [
        ("state", asked.state.as_deref()),
        ("reason", asked.reason.as_deref()),
    ];
    let next = next_page(PATH, &chosen, data.next.map(|id| id.to_string()));
    let states = OrderState::ALL.map(|it| (it.name().to_owned(), state(it)));
    let reasons = EndReason::ALL.map(|it| (it.name().to_owned(), reason::end(it)));
    let headings = vec![
        text::order(),
        text::machine(),
        text::state(),
        text::decided(),
        text::expected(),
        text::why(),
    ];
    let rows = data.orders.iter().map(row).collect();
    view! {
        <div class="stack">
            {data.stuck.map(|orders| view! { <Stuck orders now/> })}
            <h2>{text::newest()}</h2>
            <Filters action=PATH>
                <Choice name="state" label=text::state() options=states.to_vec() value=asked.state.clone()/>
                <Choice name="reason" label=text::reason() options=reasons.to_vec() value=asked.reason.clone()/>
            </Filters>
            <List label=text::newest() headings rows empty=text::nothing() next/>
        </div>
    }
}

#[component]
fn Stuck(orders: Vec<OrderView>, now: Time) -> impl IntoView {
    let row = |order: &OrderView| {
        let (why, since) = order.stuck?;
        Some(Row {
            head: of(order).into_any(),
            cells: vec![
                machine(order),
                why.sentence().into_any(),
                view! { <Moment at=since now=Some(now)/> }.into_any(),
                why.remedy().into_any(),
            ],
        })
    };
    let rows = orders.iter().filter_map(row).collect();
    let headings = vec![
        text::order(),
        text::machine(),
        text::why(),
        text::since(),
        text::remedy(),
    ];
    view! {
        <h2>{text::stuck()}</h2>
        <List label=text::stuck() headings rows empty=text::none_stuck()/>
    }
}

fn row(order: &OrderView) -> Row {
    let expected = order.estimate.map(|at| view! { <When at=at.into()/> });
    let why = match (order.reason, order.stuck) {
        (Some(ended), _) => reason::end(ended),
        (None, Some((why, _))) => why.sentence().to_owned(),
        (None, None) => String::new(),
    };
    Row {
        head: of(order).into_any(),
        cells: vec![
            machine(order),
            match order.held && order.state.is_live() {
                true => text::waits().into_any(),
                false => view! { <OrderPill state=order.state/> }.into_any(),
            },
            view! { <Moment at=order.requested_at/> }.into_any(),
            expected.into_any(),
            why.into_any(),
        ],
    }
}

/// `36 of Coffee pods`.
fn of(order: &OrderView) -> String {
    match order.quantity {
        Some(quantity) => text::of(&about(quantity, order.unit), &order.supply_name),
        None => order.supply_name.clone(),
    }
}

fn machine(order: &OrderView) -> AnyView {
    let href = format!("/ops/machines/{}", order.serial);
    view! { <a href=href>{order.serial.clone()}</a> }.into_any()
}

#[cfg(test)]
mod tests {
    use domain::stuck::Stuck as Why;

    use super::*;
    use crate::fixtures::{html, now, order};

    #[test]
    fn what_is_stuck_comes_first_with_what_to_do() {
        let mut stuck = order(OrderState::Awaiting);
        stuck.stuck = Some((Why::NeedsCustomer, now()));
        let mut failed = order(OrderState::Failed);
        failed.reason = Some(EndReason::Refused);
        let data = Data {
            stuck: Some(vec![stuck]),
            orders: vec![failed.clone()],
            next: Some(failed.id),
        };
        let html = html(move || view! { <Orders data asked=Asked::default() now=now()/> });
        let place = |part: &str| {
            html.find(part)
                .unwrap_or_else(|| panic!("{part} in {html}"))
        };
        assert!(place("payment and address") < place("Amazon refused the product"));
        assert!(html.contains("36 of Coffee pods"), "{html}");
        assert!(html.contains("/ops/orders?after="), "{html}");
        assert!(
            html.contains(&format!("/ops/machines/{}", failed.serial)),
            "{html}"
        );
    }

    #[test]
    fn a_reason_says_the_state() {
        let asked = Asked {
            state: Some("placed".to_owned()),
            reason: Some("refused".to_owned()),
        };
        assert_eq!(asked.filter(), OrderFilter::Reason(EndReason::Refused));
        let none = Asked {
            state: Some("king".to_owned()),
            reason: None,
        };
        assert_eq!(none.filter(), OrderFilter::All);
    }
}
