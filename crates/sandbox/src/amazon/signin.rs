//! What the customer sees of a registration: sign in, allow, choose products.
//!
//! Each page posts to the address it was read from, so the request travels in the query; who is
//! signed in travels in a cookie.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::html::{fields, notice, page, see_other, text};
use super::lwa::{AuthorizeRequest, Device, NotGranted, Wants};
use super::tokens::Scope;
use super::{Refused, Sandbox};

/// Customers the sign-in page offers. Any other name is a customer too.
pub const CUSTOMERS: [&str; 3] = ["Anna", "Ben", "Chiara"];

const COOKIE: &str = "sandbox_customer";

type Shown = Result<Response, NotGranted>;

impl IntoResponse for NotGranted {
    fn into_response(self) -> Response {
        match self {
            Self::Page(words) => notice(StatusCode::BAD_REQUEST, "We cannot go on", &words),
            Self::Redirect(url) => see_other(&url),
        }
    }
}

impl From<Refused> for NotGranted {
    fn from(refused: Refused) -> Self {
        Self::Page(refused.to_string())
    }
}

fn request(sandbox: &Sandbox, query: &str) -> Result<AuthorizeRequest, NotGranted> {
    let request = AuthorizeRequest::parse(sandbox.config(), query)?;
    if let Wants::Device(device) = &request.wants
        && !sandbox.world().models.contains_key(&device.model)
    {
        return Err(NotGranted::Page(format!(
            "There is no device model {}.",
            device.model
        )));
    }
    Ok(request)
}

fn signed_in(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, value)| *name == COOKIE && !value.is_empty())
        .and_then(|(_, value)| {
            let (name, _) = url::form_urlencoded::parse(value.as_bytes()).next()?;
            Some(name.into_owned())
        })
}

fn with_cookie(mut response: Response, customer: &str) -> Response {
    let value: String = url::form_urlencoded::byte_serialize(customer.as_bytes()).collect();
    let life = if customer.is_empty() {
        "; Max-Age=0"
    } else {
        ""
    };
    if let Ok(cookie) = HeaderValue::from_str(&format!(
        "{COOKIE}={value}; Path=/; HttpOnly; SameSite=Lax{life}"
    )) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// `GET /ap/oa`: the sign-in page, or consent for a customer who is known already. Signing in to the
/// maker's pages always asks, so that a demo can change customers.
pub(crate) async fn show(
    State(sandbox): State<Sandbox>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Shown {
    let query = query.unwrap_or_default();
    let request = request(&sandbox, &query)?;
    Ok(match (&request.wants, signed_in(&headers)) {
        (Wants::Device(device), Some(customer)) => {
            consent_page(&sandbox, &query, device, &customer)
        }
        (_, customer) => sign_in_page(StatusCode::OK, &query, customer.as_deref(), None),
    })
}

/// `POST /ap/oa`: the field `step` says which button it was.
pub(crate) async fn step(
    State(sandbox): State<Sandbox>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Shown {
    let query = query.unwrap_or_default();
    let request = request(&sandbox, &query)?;
    let form = fields(&body);
    let again = format!("/ap/oa?{query}");
    Ok(
        match (
            form.get("step").map(String::as_str),
            &request.wants,
            signed_in(&headers),
        ) {
            (Some("sign-in"), wants, _) => {
                let typed = form
                    .get("name")
                    .map(|name| name.trim())
                    .filter(|name| !name.is_empty());
                let chosen = typed.or(form.get("customer").map(String::as_str));
                let Some(customer) = chosen.filter(|name| (1..=50).contains(&name.chars().count()))
                else {
                    let problem = "Choose a customer, or type a name of at most 50 letters.";
                    let status = StatusCode::UNPROCESSABLE_ENTITY;
                    return Ok(sign_in_page(status, &query, None, Some(problem)));
                };
                let next = match wants {
                    Wants::Device(_) => again,
                    Wants::Profile => sandbox
                        .change(|world, now| request.granted(world, now, customer, Scope::Profile)),
                };
                with_cookie(see_other(&next), customer)
            }
            (Some("switch"), ..) => with_cookie(see_other(&again), ""),
            (Some("cancel"), ..) => see_other(&request.denied()),
            (Some("allow"), Wants::Device(device), Some(customer)) => {
                sandbox.change(|world, now| {
                    world.register(now, &customer, &device.model, &device.serial, device.test)
                })?;
                see_other(&format!("/ap/oa/products?{query}"))
            }
            _ => see_other(&again),
        },
    )
}

/// The registration the signed-in customer has allowed.
fn allowed(sandbox: &Sandbox, headers: &HeaderMap, device: &Device) -> Option<(u64, String)> {
    let customer = signed_in(headers)?;
    let world = sandbox.world();
    let live = world.live(&device.serial)?;
    (live.customer == customer && live.model == device.model).then_some((live.id, customer))
}

/// `GET /ap/oa/products`.
pub(crate) async fn products(
    State(sandbox): State<Sandbox>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Shown {
    let query = query.unwrap_or_default();
    let request = request(&sandbox, &query)?;
    Ok(match &request.wants {
        Wants::Device(device) if allowed(&sandbox, &headers, device).is_some() => {
            products_page(&sandbox, &query, device)
        }
        _ => see_other(&format!("/ap/oa?{query}")),
    })
}

/// `POST /ap/oa/products`: the end of the registration.
pub(crate) async fn complete(
    State(sandbox): State<Sandbox>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Shown {
    let query = query.unwrap_or_default();
    let request = request(&sandbox, &query)?;
    let Wants::Device(device) = &request.wants else {
        return Ok(see_other(&format!("/ap/oa?{query}")));
    };
    let Some((id, customer)) = allowed(&sandbox, &headers, device) else {
        return Ok(see_other(&format!("/ap/oa?{query}")));
    };
    let choices: BTreeMap<String, Option<String>> = fields(&body)
        .into_iter()
        .filter_map(|(name, asin)| {
            let slot = name.strip_prefix("slot.")?.to_owned();
            Some((slot, (!asin.is_empty()).then_some(asin)))
        })
        .collect();
    let back = sandbox.change(|world, now| {
        world.complete_setup(now, id, &choices)?;
        Ok::<_, Refused>(request.granted(world, now, &customer, Scope::Replenish(id)))
    })?;
    Ok(see_other(&back))
}

fn sign_in_page(
    status: StatusCode,
    query: &str,
    customer: Option<&str>,
    problem: Option<&str>,
) -> Response {
    let problem = problem
        .map(|words| format!("<p class=\"problem\" role=\"alert\">{}</p>", text(words)))
        .unwrap_or_default();
    let chosen = customer.unwrap_or(CUSTOMERS[0]);
    let other = customer.filter(|name| !CUSTOMERS.contains(name));
    let radios: String = CUSTOMERS
        .into_iter()
        .chain(other)
        .map(|name| {
            let checked = if name == chosen { " checked" } else { "" };
            let name = text(name);
            format!(
                "<label><input type=\"radio\" name=\"customer\" value=\"{name}\"{checked}> {name}</label>"
            )
        })
        .collect();
    let body = format!(
        "{problem}<form method=\"post\" action=\"/ap/oa?{}\">\
         <fieldset><legend>Demo customers</legend>{radios}</fieldset>\
         <label for=\"name\">Or another name</label>\
         <input type=\"text\" id=\"name\" name=\"name\" maxlength=\"50\" autocomplete=\"off\">\
         <p><button name=\"step\" value=\"sign-in\">Sign in</button></p></form>",
        text(query),
    );
    page(status, "Sign in", false, &body)
}

fn consent_page(sandbox: &Sandbox, query: &str, device: &Device, customer: &str) -> Response {
    let name = sandbox
        .world()
        .models
        .get(&device.model)
        .map(|model| model.name.clone())
        .unwrap_or_default();
    let kind = if device.test {
        "<p>This is a test device: nothing is charged.</p>"
    } else {
        ""
    };
    let body = format!(
        "<p>Hello, {}. The maker of your <strong>{}</strong> (serial number {}) asks to:</p>\
         <ul><li>order supplies for it in your name, with Amazon Dash Replenishment</li></ul>{kind}\
         <form method=\"post\" action=\"/ap/oa?{}\"><p>\
         <button name=\"step\" value=\"allow\">Allow</button>\
         <button class=\"plain\" name=\"step\" value=\"cancel\">Cancel</button></p>\
         <p><button class=\"plain\" name=\"step\" value=\"switch\">Sign in as somebody else</button>\
         </p></form>",
        text(customer),
        text(&name),
        text(&device.serial),
        text(query),
    );
    page(StatusCode::OK, "Allow automatic orders", false, &body)
}

fn products_page(sandbox: &Sandbox, query: &str, device: &Device) -> Response {
    let world = sandbox.world();
    let chosen = |slot: &str| {
        let choice = world.live(&device.serial)?.slots.get(slot)?;
        Some(choice.asin.clone())
    };
    let slots = world
        .models
        .get(&device.model)
        .map(|model| model.slots.as_slice());
    let mut sets = String::new();
    for slot in slots.unwrap_or_default() {
        let first = slot.products.first().map(|product| product.asin.clone());
        let chosen = chosen(&slot.slot).unwrap_or(first);
        let radio = |asin: &str, label: &str| {
            let checked = if chosen.as_deref().unwrap_or_default() == asin {
                " checked"
            } else {
                ""
            };
            format!(
                "<label><input type=\"radio\" name=\"slot.{}\" value=\"{}\"{checked}> {}</label>",
                text(&slot.slot),
                text(asin),
                text(label),
            )
        };
        let offers: String = slot
            .products
            .iter()
            .map(|product| radio(&product.asin, &product.name))
            .collect();
        sets.push_str(&format!(
            "<fieldset><legend>{}</legend>{offers}{}</fieldset>",
            text(&slot.name),
            radio("", "None"),
        ));
    }
    let body = format!(
        "<p>What should be ordered when it runs low?</p>\
         <form method=\"post\" action=\"/ap/oa/products?{}\">{sets}\
         <p>Delivery: your usual address. Payment: your usual card. Nothing is charged or sent.</p>\
         <p><button>Complete setup</button></p></form>",
        text(query),
    );
    page(StatusCode::OK, "Choose products", false, &body)
}
