//! Pages: rendered whole by `app` for one request, and sent with headers that allow nothing but what
//! they need.

use std::sync::{Arc, OnceLock};

use app::{FormState, PageContext, Preferences, Theme};
use axum::body::Body;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Request, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{AccountId, Role};
use leptos::config::LeptosOptions;
use leptos::context::provide_context;
use leptos::nonce::use_nonce;

use crate::auth::account::Account;
use crate::auth::next;
use crate::forms::draft;
use crate::headers;
use crate::request_id::RequestId;
use crate::state::AppState;

/// Pages for whoever comes.
const PUBLIC: [&str; 7] = [
    "/",
    "/sign-in",
    "/help",
    "/legal/privacy",
    "/offline",
    "/notices/confirm",
    "/notices/unsubscribe",
];
/// A path that no page has.
pub(crate) const NOWHERE: &str = "/-";

/// Who asks for which page.
pub struct PageRequest {
    account: Option<AccountId>,
    role: Option<Role>,
    pub(crate) request_id: RequestId,
    pub(crate) theme: Theme,
    reader: Preferences,
    pub(crate) uri: Uri,
}

impl PageRequest {
    /// By nobody in particular, for a page without anything of a customer's.
    pub(crate) fn by_anybody(parts: &Parts) -> Self {
        let cookies = cookies(&parts.headers);
        let language = parts.headers.get(header::ACCEPT_LANGUAGE);
        let language = language
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        Self {
            account: None,
            role: None,
            request_id: RequestId::of(parts),
            theme: Theme::of_cookies(&cookies),
            reader: Preferences::of_headers(&cookies, language),
            uri: parts.uri.clone(),
        }
    }

    /// Whether a customer asks.
    pub(crate) fn is_signed_in(&self) -> bool {
        self.account.is_some()
    }

    /// How its page writes, and its forms are read.
    pub(crate) fn reader(&self) -> &Preferences {
        &self.reader
    }
}

impl FromRequestParts<AppState> for PageRequest {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        use axum::extract::OptionalFromRequestParts as Optional;
        let signed_in = <Account as Optional<AppState>>::from_request_parts(parts, state).await?;
        // An account that was deleted in another browser is nobody's here.
        let mut account = None;
        let mut role = None;
        if let Some(Account(customer)) = signed_in {
            let id = customer.account;
            let household = state.application.household();
            role = household.role(id).await.map_err(unavailable)?;
            account = role.map(|_| id);
        }
        Ok(Self {
            account,
            role,
            ..Self::by_anybody(parts)
        })
    }
}

fn unavailable(error: replenish::Error) -> Response {
    tracing::warn!(%error, "who asks could not be looked up");
    let words = "Not available just now. Try again in a moment.\n";
    (StatusCode::SERVICE_UNAVAILABLE, words).into_response()
}

fn cookies(headers: &HeaderMap) -> String {
    let cookies = headers.get_all(header::COOKIE).iter();
    let texts: Vec<_> = cookies.filter_map(|value| value.to_str().ok()).collect();
    texts.join(";")
}

/// A page of `app`'s routes. Whoever is not signed in is sent to sign in first.
pub(crate) async fn show(
    State(state): State<AppState>,
    sent: HeaderMap,
    request: PageRequest,
) -> Response {
    let path = request.uri.path();
    match request.account {
        Some(_) if path == "/" => (StatusCode::FOUND, [("location", "/supplies")]).into_response(),
        None if !PUBLIC.contains(&path) => {
            Redirect::to(&next::sign_in(&request.uri)).into_response()
        }
        _ => {
            let uri = request.uri.to_string();
            let Some(form) = draft::recall(&state, &sent, path) else {
                return render(&state, &request, &uri, FormState::default()).await;
            };
            let mut response = render(&state, &request, &uri, form).await;
            draft::forget(&state, response.headers_mut());
            response
        }
    }
}

/// 404, for a path that is no page and for a thing that is not this customer's.
pub(crate) async fn missing(State(state): State<AppState>, request: PageRequest) -> Response {
    let mut response = render(&state, &request, NOWHERE, FormState::default()).await;
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

/// The page of an answer that is none.
pub(crate) async fn failure(
    state: &AppState,
    request: &PageRequest,
    status: StatusCode,
) -> Response {
    let mut response =
        render_with(state, request, NOWHERE, FormState::default(), Some(status)).await;
    *response.status_mut() = status;
    response
}

/// A page whose path has a handler of its own; it says it where it failed.
pub(crate) async fn shown(
    state: &AppState,
    request: &PageRequest,
    path: &str,
    failure: Option<StatusCode>,
) -> Response {
    render_with(state, request, path, FormState::default(), failure).await
}

/// A page again, with a form that was refused. A page that cannot be shown keeps its own status.
pub(crate) async fn rerender(
    state: &AppState,
    request: &PageRequest,
    path: &str,
    form: FormState,
    status: StatusCode,
) -> Response {
    let mut response = render(state, request, path, form).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = status;
    }
    response
}

async fn render(state: &AppState, request: &PageRequest, uri: &str, form: FormState) -> Response {
    render_with(state, request, uri, form, None).await
}

async fn render_with(
    state: &AppState,
    request: &PageRequest,
    uri: &str,
    form: FormState,
    failure: Option<StatusCode>,
) -> Response {
    let context = PageContext {
        application: state.application.clone(),
        account: request.account,
        role: request.role,
        brand: state.site.brand.clone(),
        form,
        failure,
        theme: request.theme,
        scripts: state.site.scripts.as_ref().map(|it| it.path.clone()),
        request_id: request.request_id.to_string(),
    };
    let reader = request.reader.clone();
    let nonce = Arc::new(OnceLock::new());
    let provide = {
        let nonce = Arc::clone(&nonce);
        move || {
            if let Some(value) = use_nonce() {
                let _ = nonce.set(value.to_string());
            }
            provide_context(context.clone());
            provide_context(reader.clone());
        }
    };
    let path = uri.split('?').next().unwrap_or_default();
    let Ok(whole) = Request::builder().uri(uri).body(Body::empty()) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let options = LeptosOptions::builder().output_name("larder").build();
    let render =
        leptos_axum::render_app_async_with_context(provide, move || app::shell(options.clone()));
    let mut response = render(whole).await;
    headers::page(
        response.headers_mut(),
        (&state.site, path),
        nonce.get().map(String::as_str),
        request.account.is_some(),
    );
    response
}
