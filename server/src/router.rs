//! Every route, by who calls it.

use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::routing::{MethodRouter, get, post};
use store::session::Sessions;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::timeout::TimeoutLayer;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use utoipa_swagger_ui::SwaggerUi;

use crate::alexa::directive;
use crate::api::problem::{self, Problem};
use crate::api::{self, docs};
use crate::auth::{callback, same_site, session, sign_out, start};
use crate::config::CONSENT;
use crate::installable::Png;
use crate::oauth::authorize;
use crate::ops;
use crate::request_id::RequestIds;
use crate::scripts::Scripts;
use crate::state::AppState;
use crate::{
    export, failure, forms, headers, health, host, live, logo, metrics, oauth, offline, page,
    style, telemetry, throttle, turns, webhook,
};

/// How long an answer may take: two calls to Amazon, and then some.
const TIME: Duration = Duration::from_secs(30);

/// The whole server.
pub(crate) fn router(state: AppState, sessions: Sessions, ids: RequestIds) -> Router {
    let pages = pages(&state)
        .layer(from_fn_with_state(state.turns.clone(), turns::take))
        .layer(from_fn_with_state(state.clone(), host::one))
        .merge(beside(&state))
        .layer(DefaultBodyLimit::max(forms::LARGEST));
    let pages = session::of_browsers(pages, sessions, state.site.is_https)
        .layer(map_response(failure::of_session))
        .merge(console(&state))
        .layer(from_fn_with_state(state.clone(), same_site::guard))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            TIME,
        ))
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(state.clone(), failure::as_page))
        .layer(CompressionLayer::new().compress_when(is_compressed()));
    let (api, description) = api();
    let scripts = state.site.scripts.as_ref().map(Scripts::router);
    Router::new()
        .merge(probes())
        .merge(amazon())
        .merge(alexa())
        .nest("/api", api)
        .merge(pages)
        .merge(scripts.unwrap_or_default())
        .merge(SwaggerUi::new("/api/docs").url(docs::PATH, description))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            TIME,
        ))
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(state.clone(), headers::everywhere))
        .layer(from_fn_with_state(ids, telemetry::trace))
        .with_state(state)
}

/// What is compressed on its way: what is large, but neither streams of events nor what is compressed already.
fn is_compressed() -> impl Predicate {
    DefaultPredicate::new().and(NotForContentType::const_new("application/zip"))
}

/// Called by whoever watches the process.
fn probes() -> Router<AppState> {
    Router::new()
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .route("/metrics", get(metrics::show))
}

/// Called by Amazon SNS, whose operator may have written a slash too many.
fn amazon() -> Router<AppState> {
    Router::new()
        .route("/webhooks/sns", post(webhook::receive))
        .route("/webhooks/sns/", post(webhook::receive))
        .route("/webhooks", post(webhook::stray))
        .route("/webhooks/", post(webhook::stray))
        .route("/webhooks/{*rest}", post(webhook::stray))
        .layer(DefaultBodyLimit::max(webhook::LARGEST))
}

/// Called by Alexa, which links accounts and waits for less long than others, and by the forwarder of its directives.
fn alexa() -> Router<AppState> {
    Router::new()
        .route("/oauth/token", post(oauth::token::token))
        .route("/oauth/revoke", post(oauth::revoke::revoke))
        .layer(DefaultBodyLimit::max(oauth::LARGEST))
        .layer(from_fn(oauth::in_time))
        .route("/alexa/directive", post(directive::receive))
        .layer(DefaultBodyLimit::max(directive::LARGEST))
}

/// Everything under `/api`, with its description: what goes wrong there is a problem in JSON.
fn api() -> (Router<AppState>, OpenApi) {
    let (calls, description) = OpenApiRouter::default()
        .nest("/v1", machines().merge(makers()).merge(customers()))
        .split_for_parts();
    let description = docs::complete(docs::frame().nest("/api", description));
    let known = api::query::known(&description);
    let router = calls
        .route_layer(from_fn_with_state(known, api::query::only_known))
        .layer(DefaultBodyLimit::max(api::body::LARGEST))
        .fallback(|| async { Problem::no_such_call() })
        .method_not_allowed_fallback(|| async { Problem::wrong_method() })
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            TIME,
        ))
        .layer(CatchPanicLayer::new())
        .layer(map_response(problem::always));
    (router, description)
}

/// Called by machines, each with its own token.
fn machines() -> OpenApiRouter<AppState> {
    use api::machine;
    OpenApiRouter::default()
        .routes(routes!(machine::usage))
        .routes(routes!(machine::status_slots))
        .routes(routes!(machine::claim_code))
}

/// Called by the maker with the operator's token or a key, and by the factory with its token.
fn makers() -> OpenApiRouter<AppState> {
    use api::{
        alert, behalf, breaker, decision, device, event, import, job, journal, key, label, machine,
        message, model, order, overview, timeline, webhook,
    };
    OpenApiRouter::default()
        .routes(routes!(model::list))
        .routes(routes!(model::get, model::put, model::delete))
        .routes(routes!(breaker::read, breaker::decide))
        .routes(routes!(device::list, device::create))
        .routes(routes!(import::import))
        .routes(routes!(device::get, device::delete))
        .routes(routes!(device::token))
        .routes(routes!(device::claim_code))
        .routes(routes!(label::make))
        .routes(routes!(device::cancel_test_orders))
        .routes(routes!(behalf::disconnect))
        .routes(routes!(behalf::order))
        .routes(routes!(behalf::hold))
        .routes(routes!(behalf::resume))
        .routes(routes!(journal::list, journal::restock))
        .routes(routes!(journal::undo))
        .routes(routes!(decision::list))
        .routes(routes!(order::list))
        .routes(routes!(order::hear))
        .routes(routes!(overview::read))
        .routes(routes!(timeline::list))
        .routes(routes!(job::list))
        .routes(routes!(job::of_device))
        .routes(routes!(job::run))
        .routes(routes!(job::give_up))
        .routes(routes!(message::list))
        .routes(routes!(alert::list))
        .routes(routes!(event::list))
        .routes(routes!(machine::usage_of))
        .routes(routes!(key::list, key::create))
        .routes(routes!(key::revoke))
        .routes(routes!(webhook::list, webhook::create))
        .routes(routes!(webhook::delete))
        .routes(routes!(webhook::test))
        .routes(routes!(webhook::rotate))
        .routes(routes!(webhook::enable))
        .routes(routes!(webhook::deliveries))
        .routes(routes!(webhook::resend))
}

/// Called by customers' own programs, each with a personal token.
fn customers() -> OpenApiRouter<AppState> {
    use api::me::{events, journal, stream, supplies};
    OpenApiRouter::default()
        .routes(routes!(supplies::list))
        .routes(routes!(supplies::get))
        .routes(routes!(journal::list, journal::restock))
        .routes(routes!(events::list))
        .routes(routes!(stream::follow))
}

/// A form whose input is kept as a draft: a session that ends meanwhile does not cost it.
fn drafted(state: &AppState, form: MethodRouter<AppState>) -> MethodRouter<AppState> {
    form.layer(from_fn_with_state(state.clone(), forms::draft::keep))
}

/// Called by customers' browsers. What ends what somebody may do is never refused for having been asked too often: whoever
/// changes things in a customer's name does not keep them from ending it.
fn pages(state: &AppState) -> Router<AppState> {
    use forms::{device, household, notices, order, settings, supply, tokens};
    let drafted = |form| drafted(state, form);
    let change = |form: MethodRouter<AppState>| {
        form.layer(from_fn_with_state(state.throttle.clone(), throttle::change))
    };
    let shown = leptos_axum::generate_route_list(app::App)
        .iter()
        .filter(|page| page.path() != CONSENT)
        .fold(Router::new(), |router, page| {
            router.route(page.path(), get(page::show))
        });
    shown
        .route("/auth/lwa/start", get(start::sign_in))
        .route("/auth/lwa/callback", get(callback::callback))
        .route("/auth/oidc/start", get(start::sign_in_at_maker))
        .route("/auth/oidc/callback", get(callback::callback_of_maker))
        .route(
            "/oauth/authorize",
            get(authorize::show).merge(change(post(authorize::decide))),
        )
        .route("/settings", post(settings::wishes))
        .route(
            "/settings/household/invite",
            change(post(household::invite)),
        )
        .route("/settings/household/uninvite", post(household::uninvite))
        .route(
            "/settings/household/{id}/role",
            change(post(household::set_role)),
        )
        .route("/settings/notices", change(post(notices::choose)))
        .route("/settings/notices/address", change(post(notices::address)))
        .route("/settings/notices/forget", post(notices::forget))
        .route(
            "/settings/notices/subscribe",
            change(post(notices::subscribe)),
        )
        .route(
            "/settings/notices/browsers/{id}/forget",
            post(notices::forget_browser),
        )
        .route("/notices/confirm", post(notices::confirm))
        .route("/notices/unsubscribe", post(notices::unsubscribe))
        .route("/settings/household/{id}/leave", post(household::leave))
        .route("/settings/tokens", change(post(tokens::make)))
        .route("/settings/tokens/{id}/revoke", post(tokens::revoke))
        .route("/join", change(drafted(post(household::join))))
        .route("/settings/alexa/unlink", post(settings::unlink))
        .route("/settings/data", post(settings::delete))
        .route("/settings/data/download", get(export::everything))
        .route("/devices/add", change(drafted(post(device::add))))
        .route("/devices/{id}/connect/start", change(get(start::connect)))
        .route("/devices/{id}/name", change(post(device::name)))
        .route("/devices/{id}/disconnect", post(device::disconnect))
        .route("/devices/{id}/remove", post(device::remove))
        .route(
            "/devices/{id}/amazon-settings",
            get(device::amazon_settings),
        )
        .route(
            "/supplies/{id}/restock",
            change(drafted(post(supply::restock))),
        )
        .route("/supplies/{id}/level", change(drafted(post(supply::level))))
        .route("/supplies/{id}/undo", change(post(supply::undo)))
        .route("/supplies/{id}/bought", change(post(supply::bought)))
        .route("/supplies/{id}/delivered", change(post(supply::delivered)))
        .route("/supplies/{id}/pause", change(post(order::pause)))
        .route("/supplies/{id}/resume", change(post(order::resume)))
        .route("/supplies/{id}/journal.csv", get(export::journal))
        .route("/orders/{id}/arrived", change(post(order::arrived)))
        .route("/orders/{id}/not-arrived", change(post(order::not_arrived)))
        .fallback(page::missing)
}

/// Called by the browsers of the maker's people, whose sessions are others than customers'.
fn console(state: &AppState) -> Router<AppState> {
    ops::router()
        .layer(from_fn_with_state(state.clone(), host::one))
        .layer(DefaultBodyLimit::max(forms::LARGEST))
}

/// What waits in no customer's line and is had by whatever name of this host: what belongs to every page, and
/// signing out. Whoever has somebody's session may fill their line, and does not keep them from ending it.
fn beside(state: &AppState) -> Router<AppState> {
    let icons = Png::ALL.into_iter().fold(Router::new(), |icons, png| {
        icons.route(png.path(), get(move |state| offline::icon_png(state, png)))
    });
    icons
        .route("/sign-out", post(sign_out::sign_out))
        .route(&state.site.style.path, get(style::style))
        .route("/brand/logo", get(logo::logo))
        .route("/brand/icon.svg", get(offline::icon))
        .route("/manifest.webmanifest", get(offline::manifest))
        .route("/service-worker.js", get(offline::service_worker))
        .route("/live", get(live::live))
}
