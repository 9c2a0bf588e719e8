//! The frame around every page of the console: the way around, by what its person may, and who that is.

use domain::api_key::Scope;
use domain::operator::Duty;
use domain::{Operator, OperatorRole};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::request::{Console, console};
use super::words::{frame as text, machines, messages, models, orders, role, webhooks, work};
use crate::components::{Icon, Shape};
use crate::i18n::moment;
use crate::request;

/// A place: where it is, what it is called, and what one must be allowed to for it.
type Place = (&'static str, fn() -> String, Duty);

const READS: Duty = Duty::Api(Scope::FleetRead);

/// Every place, in order.
const PLACES: [Place; 9] = [
    ("/ops", text::overview, READS),
    ("/ops/machines", machines::machines, READS),
    ("/ops/orders", orders::orders, READS),
    ("/ops/work", work::work, READS),
    ("/ops/messages", messages::messages, READS),
    ("/ops/models", models::models, READS),
    (
        "/ops/webhooks",
        webhooks::webhooks,
        Duty::Api(Scope::Webhooks),
    ),
    ("/ops/people", text::people, Duty::People),
    ("/ops/audit", text::audit, Duty::Audit),
];

/// What all pages have around their content.
#[component]
pub fn Frame(
    /// The page.
    children: Children,
) -> impl IntoView {
    let page = request::page();
    // What the clock says there, which may run faster than the reader's.
    let sandbox = page
        .as_ref()
        .filter(|page| page.brand.sandbox)
        .map(|page| moment(page.application.now()));
    let maker = request::maker();
    let console = console();
    let places = console.clone().filter(|it| it.operator.acting().is_some());
    view! {
        <a class="skip" href="#main">{text::skip()}</a>
        <header class="top">
            {sandbox.map(|now| view! { <p class="sandbox">{text::sandbox(&now)}</p> })}
            <div class="wrap">
                <a class="brand" href="/ops"><Icon shape=Shape::Reorder/>{text::console(&maker)}</a>
                {console.map(|console| view! { <Who operator=console.operator/> })}
                {places.map(|console| view! { <Around console/> })}
            </div>
        </header>
        <main id="main" class="wrap" tabindex="-1">
            {children()}
        </main>
    }
}

/// Links to the places; the one this page belongs to is marked.
#[component]
fn Around(console: Console) -> impl IntoView {
    let here = use_location().pathname.get_untracked();
    let open = PLACES.into_iter().filter(|(.., needs)| console.may(*needs));
    let link = |(href, name, _): Place| {
        let current = match here.strip_prefix(href) {
            Some("") => Some("page"),
            // The overview is above all others.
            Some(rest) if rest.starts_with('/') && href != "/ops" => Some("true"),
            _ => None,
        };
        view! { <a href=href aria-current=current>{name()}</a> }
    };
    view! {
        <nav aria-label=text::main()>
            <div class="nav">{open.map(link).collect_view()}</div>
        </nav>
    }
}

/// Who is signed in, and the way out.
#[component]
fn Who(operator: Operator) -> impl IntoView {
    let role = operator
        .role
        .map_or_else(text::no_role, |it: OperatorRole| role(it));
    view! {
        <form class="who" method="post" action="/ops/sign-out">
            <span class="quiet">{text::who(&operator.name, &role)}</span>
            <button class="button small">{text::sign_out()}</button>
        </form>
    }
}
