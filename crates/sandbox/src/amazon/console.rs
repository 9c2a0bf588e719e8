//! `/sandbox`: what Amazon believes beside what was sent and heard, with the levers as buttons.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::Value;

use super::catalog::Model;
use super::control::{Problem, pull};
use super::html::{fields, page, see_other, text};
use super::notification::seconds;
use super::view::{Outcome, Registration, State as View};
use super::{Faults, OrderState, Sandbox};
use crate::alexa;

pub(crate) async fn show(State(sandbox): State<Sandbox>) -> Response {
    console(&sandbox, StatusCode::OK, None)
}

/// A lever, and the page again.
pub(crate) async fn act(State(sandbox): State<Sandbox>, body: Bytes) -> Response {
    let form = fields(&body);
    let field = |name: &str| form.get(name).map(String::as_str);
    let serial = field("serial").unwrap_or_default();
    let asin = field("asin").filter(|asin| !asin.is_empty());
    let done = match field("lever").unwrap_or_default() {
        "faults" => set_faults(&sandbox, field("faults").unwrap_or_default()),
        "subscribe" => {
            sandbox.subscribe_now();
            Ok(())
        }
        "unsubscribe" => {
            sandbox.unsubscribe();
            Ok(())
        }
        lever => pull(&sandbox, serial, lever, field("slot"), asin),
    };
    match done {
        Ok(()) => see_other("/sandbox"),
        Err(Problem(status, words)) => console(&sandbox, status, Some(&words)),
    }
}

fn set_faults(sandbox: &Sandbox, json: &str) -> Result<(), Problem> {
    let faults = serde_json::from_str(json)
        .map_err(|error| Problem(StatusCode::BAD_REQUEST, format!("Faults: {error}")))?;
    sandbox.set_faults(faults);
    Ok(())
}

/// A form of one button.
fn lever(lever: &str, label: &str) -> String {
    format!(
        "<form class=\"inline\" method=\"post\" action=\"/sandbox\">\
         <button class=\"plain\" name=\"lever\" value=\"{lever}\">{label}</button></form>"
    )
}

/// What goes wrong, as JSON to be changed, with examples of all there is.
fn faults(view: &View) -> String {
    let now = serde_json::to_string_pretty(&view.faults).unwrap_or_default();
    let nothing = view.faults == Faults::default();
    let open = if nothing { "" } else { " open" };
    let examples: String = FAULTS
        .iter()
        .map(|(name, json)| {
            format!(
                "<form class=\"inline\" method=\"post\" action=\"/sandbox\">\
                 <input type=\"hidden\" name=\"faults\" value=\"{}\">\
                 <button class=\"plain\" name=\"lever\" value=\"faults\">{name}</button></form>",
                text(json)
            )
        })
        .collect();
    format!(
        "<section><details{open}><summary id=\"faults\">What goes wrong: {}</summary><p>{examples}</p>\
         <form method=\"post\" action=\"/sandbox\"><textarea name=\"faults\" rows=\"12\" cols=\"72\" \
         aria-labelledby=\"faults\">{}</textarea>\
         <p><button name=\"lever\" value=\"faults\">Set</button></p></form></details></section>",
        if nothing { "nothing" } else { "as set below" },
        text(&now)
    )
}

/// One press sets these instead of what was set before.
const FAULTS: &[(&str, &str)] = &[
    ("Nothing", "{}"),
    ("Lose the next message", r#"{"notifications":{"lost":1}}"#),
    (
        "Send the next twice",
        r#"{"notifications":{"duplicated":1}}"#,
    ),
    (
        "Publish the next twice",
        r#"{"notifications":{"republished":1}}"#,
    ),
    (
        "Let the next be overtaken",
        r#"{"notifications":{"reordered":1}}"#,
    ),
    (
        "Messages an hour late",
        r#"{"notifications":{"late_ms":3600000}}"#,
    ),
    ("Messages of version 1", r#"{"message_version":"1"}"#),
    ("Signatures of version 2", r#"{"signature_version":"2"}"#),
    ("Ship in three parcels", r#"{"parcels":3}"#),
    ("Dates without a time", r#"{"dates":"date_only"}"#),
    ("No dates", r#"{"dates":"missing"}"#),
    ("Contents in loads", r#"{"unit":"loads"}"#),
    ("Parcels of nothing", r#"{"empty":true}"#),
    (
        "Payment fails: order resolution",
        r#"{"order_resolution":true}"#,
    ),
    (
        "Lose the answer to replenish",
        r#"{"lost_answers":[{"path":"/replenish/"}]}"#,
    ),
    (
        "500 to replenish",
        r#"{"statuses":[{"path":"/replenish/","status":500}]}"#,
    ),
    (
        "500 to replenish, in effect",
        r#"{"statuses":[{"path":"/replenish/","status":500,"in_effect":true}]}"#,
    ),
    (
        "Empty answer to replenish",
        r#"{"statuses":[{"path":"/replenish/","status":200,"body":"","in_effect":true}]}"#,
    ),
    (
        "Unknown detailCode",
        r#"{"statuses":[{"path":"/replenish/","status":200,"body":{"eventInstanceId":"amzn1.dash.v2.o.x","detailCode":"NEW_CODE"}}]}"#,
    ),
    (
        "Amazon away",
        r#"{"statuses":[{"path":"/","status":503,"times":1000000}]}"#,
    ),
    ("Answers take 20 s", r#"{"latency_ms":20000}"#),
    ("Refresh tokens revoked", r#"{"revocation":true}"#),
    ("Refresh tokens rotate", r#"{"rotation":true}"#),
    (
        "Wrong client secret",
        r#"{"statuses":[{"path":"/auth/o2/token","status":401,"body":{"error":"invalid_client"},"times":1000000}]}"#,
    ),
];

fn console(sandbox: &Sandbox, status: StatusCode, problem: Option<&str>) -> Response {
    let view = sandbox.state();
    let problem = problem
        .map(|words| format!("<p class=\"problem\" role=\"alert\">{}</p>", text(words)))
        .unwrap_or_default();
    let live: String = view
        .registrations
        .iter()
        .rev()
        .filter(|one| one.registered)
        .map(|one| device(&view, one))
        .collect();
    let live = if live.is_empty() {
        "<p>No device is registered.</p>".to_owned()
    } else {
        live
    };
    let sns = &view.subscription;
    let body = format!(
        "{problem}\
         <section><h2>SNS</h2><p>{} posts to {}: {}. {} waiting. This Amazon is {}.</p>{}{}</section>{}\
         <h2>Devices</h2>{live}\
         {}\
         <h2>Orders</h2>{}\
         <h2>Deliveries</h2>{}\
         <h2>Calls</h2>{}\
         <p>Everything as JSON: <a href=\"/sandbox/state\">/sandbox/state</a></p>",
        text(&sns.topic),
        text(sns.webhook.as_deref().unwrap_or("nobody")),
        if sns.confirmed {
            "confirmed"
        } else {
            "not confirmed"
        },
        view.waiting,
        text(&sandbox.config().origin),
        lever("subscribe", "Subscribe"),
        lever("unsubscribe", "Unsubscribe"),
        faults(&view),
        alexa::section(&view.alexa) + &alexa::link_section(sandbox.alexa()),
        orders(&view),
        deliveries(&view),
        calls(&view),
    );
    page(status, "What Amazon believes", true, &body)
}

fn device(view: &View, one: &Registration) -> String {
    let model = view.models.get(&one.model);
    let name = |slot: &str| {
        model
            .and_then(|model| model.slot(slot))
            .map_or_else(|| text(slot), |known| text(&known.name))
    };
    let serial = text(&one.serial);
    let rows: Vec<[String; 5]> = one
        .slots
        .iter()
        .map(|(slot, choice)| {
            let heard = view
                .slot_statuses
                .iter()
                .find(|status| status.serial == one.serial && status.slot == *slot)
                .map_or_else(
                    || "nothing yet".to_owned(),
                    |heard| {
                        format!(
                            "{}<br>{} ×, last {}",
                            status(&heard.status),
                            heard.count,
                            seconds(heard.at)
                        )
                    },
                );
            let unshipped = view.orders.iter().any(|order| {
                order.serial == one.serial && order.slot == *slot && order.unshipped()
            });
            let button = |lever: &str, verb: &str| {
                format!(
                    "<form class=\"inline\" method=\"post\" action=\"/sandbox\">\
                     <input type=\"hidden\" name=\"serial\" value=\"{serial}\">\
                     <input type=\"hidden\" name=\"slot\" value=\"{}\">\
                     <button class=\"plain\" name=\"lever\" value=\"{lever}\" \
                     aria-label=\"{verb} {} of {serial}\">{verb}</button></form>",
                    text(slot),
                    name(slot),
                )
            };
            let mut levers = match (choice.subscribed, &choice.asin) {
                (true, _) => button("pause", "Pause"),
                (false, Some(_)) => button("resume", "Resume"),
                (false, None) => String::new(),
            };
            levers += &products(&view.models, one, slot, choice.asin.as_deref());
            let shipped = view.orders.iter().any(|order| {
                order.serial == one.serial
                    && order.slot == *slot
                    && order.state == OrderState::Shipped
            });
            if shipped {
                levers += &button("delay", "A day later");
            }
            if unshipped {
                levers += &button("ship", "Ship");
                levers += &button("cancel", "Cancel");
            }
            [
                name(slot),
                if choice.subscribed { "on" } else { "paused" }.to_owned(),
                text(choice.asin.as_deref().unwrap_or("no product")),
                heard,
                levers,
            ]
        })
        .collect();
    let active = view
        .device_statuses
        .iter()
        .find(|status| status.serial == one.serial)
        .map_or_else(
            || "no deviceStatus yet".to_owned(),
            |heard| format!("{} × deviceStatus, last {}", heard.count, seconds(heard.at)),
        );
    format!(
        "<section><h3>{serial}</h3><p>{}{}, registered by {} on {}; {active}</p>{}\
         <form method=\"post\" action=\"/sandbox\">\
         <input type=\"hidden\" name=\"serial\" value=\"{serial}\">\
         <button class=\"plain\" name=\"lever\" value=\"expire\" \
         aria-label=\"End the access tokens of {serial}\">End access tokens</button>\
         <button class=\"plain\" name=\"lever\" value=\"deregister\" \
         aria-label=\"Deregister {serial}\">Deregister</button></form></section>",
        text(model.map_or(one.model.as_str(), |model| &model.name)),
        if one.test { " (test device)" } else { "" },
        text(&one.customer),
        seconds(one.registered_at),
        table(
            [
                "Slot",
                "Subscription",
                "Product",
                "slotStatus heard",
                "Levers"
            ],
            &rows
        ),
    )
}

/// A slotStatus in words.
fn status(said: &Value) -> String {
    let word = |name: &str| match &said[name] {
        Value::Null => "?".to_owned(),
        Value::String(date) => text(date),
        amount => text(&amount.to_string()),
    };
    format!(
        "{} of {} left, {} beside; reorder expected {}, last use {}",
        word("remainingQuantityInUnit"),
        word("originalQuantityInUnit"),
        word("totalQuantityOnHand"),
        word("expectedReplenishmentDate"),
        word("lastUseDate"),
    )
}

/// A choice among the slot's products, or none.
fn products(
    models: &BTreeMap<String, Model>,
    one: &Registration,
    slot: &str,
    chosen: Option<&str>,
) -> String {
    let known = models.get(&one.model).and_then(|model| model.slot(slot));
    let offered = known.map_or(&[][..], |known| &known.products);
    let option = |asin: &str, name: &str| {
        let selected = if chosen.unwrap_or_default() == asin {
            " selected"
        } else {
            ""
        };
        format!(
            "<option value=\"{}\"{selected}>{}</option>",
            text(asin),
            text(name)
        )
    };
    let options: String = offered
        .iter()
        .map(|product| option(&product.asin, &product.name))
        .collect();
    let (serial, slot) = (text(&one.serial), text(slot));
    format!(
        "<form class=\"inline\" method=\"post\" action=\"/sandbox\">\
         <input type=\"hidden\" name=\"serial\" value=\"{serial}\">\
         <input type=\"hidden\" name=\"slot\" value=\"{slot}\">\
         <select name=\"asin\" aria-label=\"Product of {slot} of {serial}\">{}{options}</select>\
         <button class=\"plain\" name=\"lever\" value=\"product\">Choose</button></form>",
        option("", "no product")
    )
}

fn orders(view: &View) -> String {
    let rows: Vec<[String; 6]> = view
        .orders
        .iter()
        .rev()
        .take(50)
        .map(|order| {
            [
                seconds(order.requested_at),
                text(&format!("{} / {}", order.serial, order.slot)),
                text(&format!(
                    "{} {} of {}",
                    order.quantity, order.unit, order.asin
                )),
                state(order.state).to_owned(),
                order.estimate.map(seconds).unwrap_or_default(),
                format!("<code>{}</code>", text(&order.instance)),
            ]
        })
        .collect();
    table(
        ["Asked", "For", "What", "State", "Estimate", "Instance"],
        &rows,
    )
}

fn state(state: OrderState) -> &'static str {
    match state {
        OrderState::Requested => "accepted",
        OrderState::Resolving => "in order resolution",
        OrderState::Placed => "placed",
        OrderState::Shipped => "shipped",
        OrderState::Delivered => "delivered",
        OrderState::Cancelled => "cancelled",
    }
}

fn deliveries(view: &View) -> String {
    let rows: Vec<[String; 5]> = view
        .deliveries
        .iter()
        .rev()
        .take(50)
        .map(|delivery| {
            let outcome = match &delivery.outcome {
                Outcome::Answered(status) => format!("answered {status}"),
                Outcome::Failed(words) => format!("failed: {}", text(words)),
                Outcome::NoSubscriber => "no confirmed subscription".to_owned(),
                Outcome::Lost => "lost on purpose".to_owned(),
            };
            [
                seconds(delivery.at),
                text(&delivery.name),
                text(&delivery.about),
                delivery.attempt.to_string(),
                outcome,
            ]
        })
        .collect();
    table(["When", "Message", "About", "Attempt", "Outcome"], &rows)
}

fn calls(view: &View) -> String {
    let rows: Vec<[String; 2]> = view
        .calls
        .iter()
        .map(|(name, count)| [text(name), count.to_string()])
        .collect();
    table(["Call", "Times"], &rows)
}

/// A table of cells that are HTML already.
fn table<const N: usize>(heads: [&str; N], rows: &[[String; N]]) -> String {
    if rows.is_empty() {
        return "<p>None yet.</p>".to_owned();
    }
    let heads: String = heads
        .iter()
        .map(|head| format!("<th scope=\"col\">{head}</th>"))
        .collect();
    let rows: String = rows
        .iter()
        .map(|row| {
            let cells: String = row.iter().map(|cell| format!("<td>{cell}</td>")).collect();
            format!("<tr>{cells}</tr>")
        })
        .collect();
    format!(
        "<div class=\"wide\"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
}
