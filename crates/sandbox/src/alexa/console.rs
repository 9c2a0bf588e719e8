//! Alexa's part of `/sandbox`: what it believes of each machine, beside what was sent.

use super::brain::{Mode, OrderState};
use super::view::{Belief, Customer, Machine, State};
use crate::amazon::html::text;
use crate::amazon::seconds;

/// The section, as HTML.
pub(crate) fn section(state: &State) -> String {
    let customers: String = state
        .customers
        .iter()
        .map(|(name, customer)| of_customer(name, customer))
        .collect();
    let customers = if customers.is_empty() {
        "<p>Nobody has enabled the skill.</p>".to_owned()
    } else {
        customers
    };
    let taken: Vec<_> = state
        .taken
        .iter()
        .map(|(name, count)| format!("{count} × {}", text(name)))
        .collect();
    format!(
        "<h2>Alexa</h2>{customers}<p>Taken by the event gateway: {}.</p>\
         <details><summary>Debugger</summary>{}</details>",
        if taken.is_empty() {
            "nothing".to_owned()
        } else {
            taken.join(", ")
        },
        debugger(state),
    )
}

fn of_customer(name: &str, customer: &Customer) -> String {
    let machines: String = customer
        .machines
        .iter()
        .map(|(id, machine)| of_machine(name, id, machine))
        .collect();
    let button = |lever: &str, label: &str| {
        format!(
            "<form class=\"inline\" method=\"post\" action=\"/sandbox/alexa/customers/{}/{lever}\">\
             <button class=\"plain\">{label}</button></form>",
            segment(name)
        )
    };
    format!(
        "<section><h3>{}, {}: the skill is {}</h3>{machines}<p>{}{}{}</p></section>",
        text(name),
        customer.region.name(),
        if customer.enabled {
            "enabled"
        } else {
            "disabled"
        },
        button("disable", "Disable the skill"),
        button("forget", "Disable, and forget all tokens"),
        button("expire", "End access tokens"),
    )
}

fn of_machine(customer: &str, id: &str, machine: &Machine) -> String {
    let rows: String = machine
        .sensors
        .iter()
        .map(|(instance, belief)| of_sensor(customer, id, instance, belief))
        .collect();
    format!(
        "<h4>{}</h4><p>Connectivity: {}. <code>{}</code></p><div class=\"wide\"><table><thead><tr>\
         <th>Sensor</th><th>Believed in the machine</th><th>Beside it</th><th>Low</th><th>Orders</th></tr></thead>\
         <tbody>{rows}</tbody></table></div>",
        text(&machine.name),
        machine.connectivity.as_deref().unwrap_or("not told"),
        text(id),
    )
}

fn of_sensor(customer: &str, id: &str, instance: &str, belief: &Belief) -> String {
    let unit = belief.unit.as_deref().unwrap_or(&belief.kind);
    let level = match (belief.level, belief.heard_at) {
        (Some(level), Some(at)) => format!(
            "{level} {}<br>{} ×, last {}{}",
            text(unit),
            belief.updates,
            seconds(at),
            if belief.stale { ", stale" } else { "" }
        ),
        _ => "not told".to_owned(),
    };
    let orders: Vec<_> = belief
        .orders
        .iter()
        .map(|order| {
            let state = match order.state {
                OrderState::Placed => "placed",
                OrderState::Shipped => "shipped",
                OrderState::Cancelled => "cancelled",
            };
            format!("{state} {}", seconds(order.since))
        })
        .collect();
    let cancel = belief
        .orders
        .iter()
        .any(|it| it.state == OrderState::Placed);
    let cancel = if cancel {
        format!(
            "<form class=\"inline\" method=\"post\" action=\"/sandbox/alexa/customers/{}/cancel\">\
             <input type=\"hidden\" name=\"endpoint\" value=\"{}\">\
             <input type=\"hidden\" name=\"instance\" value=\"{}\">\
             <button class=\"plain\" aria-label=\"Cancel the order of {}\">Cancel</button></form>",
            segment(customer),
            text(id),
            text(instance),
            text(&belief.name),
        )
    } else {
        String::new()
    };
    let mode = match belief.reorder.mode {
        Mode::Off => "nothing is done",
        Mode::Notify => "the customer is told",
        Mode::Auto => "is reordered",
    };
    format!(
        "<tr><td>{}</td><td>{level}</td><td>{}</td><td>{}, at {}; {mode}</td><td>{}{cancel}</td></tr>",
        text(&belief.name),
        belief.household,
        if belief.low { "yes" } else { "no" },
        belief.threshold,
        orders.join("<br>"),
    )
}

fn debugger(state: &State) -> String {
    let rows: String = state
        .debugger
        .iter()
        .rev()
        .take(50)
        .map(|entry| {
            format!(
                "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                seconds(entry.at),
                text(&entry.customer),
                text(&entry.message),
                text(entry.problem.as_deref().unwrap_or("taken"))
            )
        })
        .collect();
    format!(
        "<div class=\"wide\"><table><thead><tr><th>When</th><th>Customer</th><th>Message</th><th>What became of it</th>\
         </tr></thead><tbody>{rows}</tbody></table></div>"
    )
}

/// A text as one segment of an address.
fn segment(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes())
        .collect::<String>()
        .replace('+', "%20")
}
