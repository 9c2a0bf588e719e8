//! Amazon's pages for the owner of a device: settings and teaser, and the placeholder of the button
//! whose art is Amazon's.

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::control::pull;
use super::html::{fields, page, see_other, text, web_address};
use super::notification::seconds;
use super::orders::OrderState;
use super::registration::Subscription;
use super::world::World;
use super::{Order, Sandbox, Slot};

fn exit_link(exit: Option<&str>) -> String {
    exit.map(|to| {
        format!(
            "<p><a class=\"button plain\" href=\"{}\">Exit</a></p>",
            text(to)
        )
    })
    .unwrap_or_default()
}

/// `GET /settings?access_token=…&exitUri=…`
pub(crate) async fn show(State(sandbox): State<Sandbox>, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let asked = fields(query.as_bytes());
    let exit = exit_link(web_address(asked.get("exitUri")));
    let now = sandbox.now();
    let world = sandbox.world();
    let device = asked
        .get("access_token")
        .and_then(|token| world.device(now, token));
    let Some((one, model)) = device
        .and_then(|id| world.registration(id))
        .and_then(|one| Some((one, world.model_of(one)?)))
    else {
        let words = "<p>This device is not registered. Go back and connect it again.</p>";
        return page(
            StatusCode::OK,
            "Not registered",
            false,
            &format!("{words}{exit}"),
        );
    };
    let action = format!("/settings?{}", text(&query));
    let sections: String = one
        .subscriptions(model)
        .map(|(slot, choice)| {
            let open = world.open_order(one.id, &slot.slot, now.business);
            section(&action, slot, &choice, open)
        })
        .collect();
    let body = format!(
        "<p>{}, serial number {}. Signed in as {}.</p>{sections}\
         {}\
         <form method=\"post\" action=\"{action}\">\
         <p><button class=\"plain\" name=\"lever\" value=\"deregister\">Deregister this device</button>\
         </p></form>{exit}",
        text(&model.name),
        text(&one.serial),
        text(&one.customer),
        past_orders(&world, one.id),
    );
    page(
        StatusCode::OK,
        "Amazon Dash Replenishment settings",
        false,
        &body,
    )
}

fn section(action: &str, slot: &Slot, choice: &Subscription, open: Option<&Order>) -> String {
    let name = text(&slot.name);
    let id = text(&slot.slot);
    let (state, lever, verb) = match (&choice.asin, choice.subscribed) {
        (None, _) => ("No product is chosen.", "", ""),
        (Some(_), true) => ("Automatic orders are on.", "pause", "Pause"),
        (Some(_), false) => ("Automatic orders are paused.", "resume", "Resume"),
    };
    let toggle = if lever.is_empty() {
        String::new()
    } else {
        format!("<button name=\"lever\" value=\"{lever}\">{verb} {name}</button>")
    };
    let options: String = slot
        .products
        .iter()
        .map(|product| (product.asin.as_str(), product.name.as_str()))
        .chain([("", "None")])
        .map(|(asin, label)| {
            let chosen = choice.asin.as_deref().unwrap_or_default() == asin;
            let selected = if chosen { " selected" } else { "" };
            format!(
                "<option value=\"{}\"{selected}>{}</option>",
                text(asin),
                text(label)
            )
        })
        .collect();
    let cancel = match open {
        Some(order) if order.state != OrderState::Shipped => format!(
            "<p>An order is under way. <button class=\"plain\" name=\"lever\" value=\"cancel\">Cancel \
             the order of {name}</button></p>"
        ),
        Some(_) => "<p>A parcel is on its way.</p>".to_owned(),
        None => String::new(),
    };
    format!(
        "<section><h2>{name}</h2>\
         <form method=\"post\" action=\"{action}\"><input type=\"hidden\" name=\"slot\" value=\"{id}\">\
         <p>{state} {toggle}</p>{cancel}\
         <label for=\"asin-{id}\">Product for {name}</label>\
         <select id=\"asin-{id}\" name=\"asin\">{options}</select> \
         <button class=\"plain\" name=\"lever\" value=\"product\">Save product for {name}</button>\
         </form></section>"
    )
}

fn past_orders(world: &World, registration: u64) -> String {
    let rows: String = world
        .orders
        .iter()
        .rev()
        .filter(|order| order.registration == registration)
        .take(10)
        .map(|order| {
            format!(
                "<tr><td>{}</td><td>{}</td><td>{} {}</td><td>{:?}</td></tr>",
                seconds(order.requested_at),
                text(&order.slot),
                order.quantity,
                text(&order.unit),
                order.state,
            )
        })
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    format!(
        "<section><h2>Past orders</h2><table><thead><tr><th>When</th><th>What</th><th>How much</th>\
         <th>State</th></tr></thead><tbody>{rows}</tbody></table></section>"
    )
}

/// `POST /settings?…`: one button of the page, which is shown again.
pub(crate) async fn act(
    State(sandbox): State<Sandbox>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Response {
    let query = query.unwrap_or_default();
    let asked = fields(query.as_bytes());
    let form = fields(&body);
    let serial = {
        let world = sandbox.world();
        asked
            .get("access_token")
            .and_then(|token| world.device(sandbox.now(), token))
            .and_then(|id| world.registration(id))
            .map(|one| one.serial.clone())
    };
    if let (Some(serial), Some(lever)) = (serial, form.get("lever")) {
        let slot = form.get("slot").map(String::as_str);
        let asin = form
            .get("asin")
            .map(String::as_str)
            .filter(|asin| !asin.is_empty());
        // What can no longer be done shows on the page that follows.
        let _ = pull(&sandbox, &serial, lever, slot, asin);
    }
    see_other(&format!("/settings?{query}"))
}

/// `GET /teaser?remindLaterUri=…&loginUri=…&skipUri=…`
pub(crate) async fn teaser(RawQuery(query): RawQuery) -> Response {
    let asked = fields(query.unwrap_or_default().as_bytes());
    let link = |name: &str, label: &str, class: &str| {
        web_address(asked.get(name))
            .map(|to| {
                format!(
                    "<a class=\"button{class}\" href=\"{}\">{label}</a> ",
                    text(to)
                )
            })
            .unwrap_or_default()
    };
    let body = format!(
        "<p>Your device can reorder its own supplies, so that you never run out.</p><p>{}{}{}</p>",
        link("loginUri", "Get Started", ""),
        link("remindLaterUri", "Remind me later", " plain"),
        link("skipUri", "Skip", " plain"),
    );
    page(StatusCode::OK, "Amazon Dash Replenishment", false, &body)
}

/// `GET /button.svg`, 195 × 46.
pub(crate) async fn button() -> Response {
    const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"195\" height=\"46\" \
        viewBox=\"0 0 195 46\" role=\"img\" aria-label=\"Login with Amazon (sandbox)\">\
        <rect x=\".5\" y=\".5\" width=\"194\" height=\"45\" rx=\"5\" fill=\"#ffe28a\" \
        stroke=\"#6b5a00\"/><text x=\"97.5\" y=\"28\" text-anchor=\"middle\" \
        font-family=\"system-ui,sans-serif\" font-size=\"12\" fill=\"#1b1b1b\">Login with Amazon \
        (sandbox)</text></svg>";
    ([(header::CONTENT_TYPE, "image/svg+xml")], SVG).into_response()
}
