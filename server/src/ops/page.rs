//! Pages of the console, rendered whole for one request. None is kept by a browser, none is found by a search engine, and each is
//! in English, with times where its browser's person has said they are, else in UTC.

use std::sync::{Arc, OnceLock};

use app::ops::{Console, console_shell};
use app::{FormState, Locale, PageContext, Preferences};
use axum::body::Body;
use axum::extract::{FromRequestParts, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Request, StatusCode};
use axum::response::{IntoResponse, Response};
use leptos::config::LeptosOptions;
use leptos::context::provide_context;
use leptos::nonce::use_nonce;
use replenish::{Caller, Maker};

use super::person::{SignedIn, sign_in_first};
use crate::headers;
use crate::page::{NOWHERE, PageRequest};
use crate::state::AppState;

/// Pages for whoever comes.
const PUBLIC: [&str; 2] = ["/ops/sign-in", "/ops/join"];
const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// Who asks for which page.
pub(crate) struct OpsRequest {
    console: Option<Console>,
    page: PageRequest,
}

impl FromRequestParts<AppState> for OpsRequest {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        use axum::extract::OptionalFromRequestParts as Optional;
        let found = <SignedIn as Optional<AppState>>::from_request_parts(parts, state).await?;
        let page = PageRequest::by_anybody(parts);
        let console = found.map(|SignedIn(person)| Console {
            operator: person.operator.clone(),
            caller: Caller::Maker(Maker::Person(person), page.request_id.to_string()),
        });
        Ok(Self { console, page })
    }
}

/// A page of the console's routes. Whoever is not signed in is sent to sign in first.
pub(crate) async fn show(State(state): State<AppState>, request: OpsRequest) -> Response {
    let uri = &request.page.uri;
    if request.console.is_none() && !PUBLIC.contains(&uri.path()) {
        let wanted = uri.path_and_query().map_or("/ops", |it| it.as_str());
        return sign_in_first(wanted);
    }
    let uri = uri.to_string();
    render(&state, &request, &uri, FormState::default(), None).await
}

/// 404, for whoever is signed in; others are told nothing.
pub(crate) async fn missing(State(state): State<AppState>, request: OpsRequest) -> Response {
    if request.console.is_none() {
        return sign_in_first("/ops");
    }
    not_found(&state, &request).await
}

/// 404.
pub(crate) async fn not_found(state: &AppState, request: &OpsRequest) -> Response {
    let mut response = render(state, request, NOWHERE, FormState::default(), None).await;
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

/// 403, where somebody's role does not allow it.
pub(crate) async fn forbidden(state: &AppState, request: &OpsRequest) -> Response {
    let (form, status) = (FormState::default(), StatusCode::FORBIDDEN);
    let mut response = render(state, request, NOWHERE, form, Some(status)).await;
    *response.status_mut() = status;
    response
}

/// The page of an answer that is none.
pub(crate) async fn failure(state: &AppState, page: PageRequest, status: StatusCode) -> Response {
    let console = None;
    let request = OpsRequest { console, page };
    let form = FormState::default();
    let mut response = render(state, &request, NOWHERE, form, Some(status)).await;
    *response.status_mut() = status;
    response
}

/// A page again, with what became of a form. A page that cannot be shown keeps its own status.
pub(crate) async fn rerender(
    state: &AppState,
    request: &OpsRequest,
    path: &str,
    form: FormState,
    status: StatusCode,
) -> Response {
    let mut response = render(state, request, path, form, None).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = status;
    }
    response
}

async fn render(
    state: &AppState,
    request: &OpsRequest,
    uri: &str,
    form: FormState,
    failure: Option<StatusCode>,
) -> Response {
    let context = PageContext {
        application: state.application.clone(),
        account: None,
        role: None,
        brand: state.site.brand.clone(),
        form,
        failure,
        theme: request.page.theme,
        scripts: None,
        request_id: request.page.request_id.to_string(),
    };
    let reader = Preferences {
        locale: Locale::default(),
        ..request.page.reader().clone()
    };
    let console = request.console.clone();
    let nonce = Arc::new(OnceLock::new());
    let provide = {
        let nonce = Arc::clone(&nonce);
        move || {
            if let Some(value) = use_nonce() {
                let _ = nonce.set(value.to_string());
            }
            provide_context(context.clone());
            provide_context(reader.clone());
            if let Some(console) = console.clone() {
                provide_context(console);
            }
        }
    };
    let path = uri.split('?').next().unwrap_or_default();
    let Ok(whole) = Request::builder().uri(uri).body(Body::empty()) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let options = LeptosOptions::builder().output_name("larder").build();
    let shell = move || console_shell(options.clone());
    let mut response = leptos_axum::render_app_async_with_context(provide, shell)(whole).await;
    let headers = response.headers_mut();
    let nonce = nonce.get().map(String::as_str);
    headers::page(headers, (&state.site, path), nonce, true);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Whoever is signed in is no search engine.
    if request.console.is_none() {
        headers.insert(ROBOTS, HeaderValue::from_static("noindex"));
    }
    response
}
