//! Forms of the pages: each posts to its own path, is answered with 303 to where its effect shows, or
//! with the page again, saying what is wrong and keeping what was typed.

pub mod device;
pub mod draft;
pub mod household;
pub mod notices;
pub mod order;
pub mod settings;
pub mod supply;
pub mod tokens;

use std::str::FromStr;

use app::FormState;
use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use replenish::{Code, Error, Reason};

use crate::auth::next;
use crate::page::{self, PageRequest};
use crate::state::AppState;

/// The largest form, in bytes.
pub(crate) const LARGEST: usize = 64 * 1024;

/// The id in the path. What is no id is no page: 404.
pub(crate) struct Id<T>(pub T);

impl<T: FromStr + Send> FromRequestParts<AppState> for Id<T> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        match id(parts, state).await {
            Some(id) => Ok(Self(id)),
            None => {
                let request = PageRequest::from_request_parts(parts, state).await?;
                Err(page::missing(State(state.clone()), request).await)
            }
        }
    }
}

/// What a path names, where it is an id.
pub(crate) async fn id<T: FromStr>(parts: &mut Parts, state: &AppState) -> Option<T> {
    let text: Option<Path<String>> = Path::from_request_parts(parts, state).await.ok();
    text.and_then(|Path(text)| text.parse().ok())
}

/// The fields of a form, as they were sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// A field without blanks around it, where it was sent.
    pub(crate) fn sent(&self, name: &str) -> Option<&str> {
        let value = self.0.iter().find(|(field, _)| field == name);
        value.map(|(_, value)| value.trim())
    }

    /// A field without blanks around it; empty where it is absent.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.sent(name).unwrap_or_default()
    }

    /// Every value of a field that may be sent several times.
    pub(crate) fn all(&self, name: &str) -> Vec<String> {
        let values = self.0.iter().filter(|(field, _)| field == name);
        values.map(|(_, value)| value.clone()).collect()
    }

    /// Each field, with blanks around it.
    pub(crate) fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// A field, or nothing where it is empty.
    pub(crate) fn given(&self, name: &str) -> Option<String> {
        Some(self.get(name))
            .filter(|value| !value.is_empty())
            .map(str::to_owned)
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Response;

    /// 422 for a character that no field of a page can hold.
    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let Form(fields) = Form::<Vec<(String, String)>>::from_request(request, state)
            .await
            .map_err(FormRejection::into_response)?;
        // Line breaks are pasted: what a field makes of them is its own.
        let is_typed = |letter: char| !letter.is_control() || letter.is_whitespace();
        if !fields.iter().all(|(_, value)| value.chars().all(is_typed)) {
            let words = "A field has a character in it that cannot be typed.\n";
            return Err((StatusCode::UNPROCESSABLE_ENTITY, words).into_response());
        }
        Ok(Self(fields))
    }
}

/// The page at `path` again, with what was sent and why it was refused.
pub(crate) async fn refused(
    state: &AppState,
    request: &PageRequest,
    path: &str,
    Fields(values): Fields,
    error: Error,
) -> Response {
    let (status, form, retry) = match error {
        Error::NotFound => return not_found(state, request).await,
        Error::SignedOut => return see_other(&next::with_next("/sign-in", path)),
        error => refusal(values, error),
    };
    let mut response = page::rerender(state, request, path, form, status).await;
    if let Some(wait) = retry {
        response.headers_mut().insert(header::RETRY_AFTER, wait);
    }
    response
}

/// What a page says of a form that was refused, with its status, and after how many seconds to try again.
pub(crate) fn refusal(
    values: Vec<(String, String)>,
    error: Error,
) -> (StatusCode, FormState, Option<HeaderValue>) {
    let mut retry = None;
    let (status, form) = match error {
        Error::Invalid(errors) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            FormState::invalid(values, errors),
        ),
        error => {
            let (status, reason) = match error {
                Error::Conflict(reason) => (StatusCode::CONFLICT, reason),
                Error::Reserved(reason) => (StatusCode::FORBIDDEN, reason),
                Error::Forbidden => {
                    let detail = "Your role does not allow this.";
                    (StatusCode::FORBIDDEN, Reason::new(Code::Forbidden, detail))
                }
                Error::TooMany { retry_after } => {
                    retry = Some(HeaderValue::from(retry_after.as_secs().max(1)));
                    let detail = "There were too many attempts. Wait a while and try again.";
                    let reason = Reason::new(Code::TooMany, detail);
                    (StatusCode::TOO_MANY_REQUESTS, reason)
                }
                error => {
                    tracing::warn!(%error, "a form could not be served");
                    let detail = "That is not available right now. Try again in a minute.";
                    let reason = Reason::new(Code::Unavailable, detail);
                    (StatusCode::SERVICE_UNAVAILABLE, reason)
                }
            };
            (status, FormState::refused(values, reason))
        }
    };
    (status, form, retry)
}

async fn not_found(state: &AppState, request: &PageRequest) -> Response {
    let form = FormState::default();
    page::rerender(state, request, page::NOWHERE, form, StatusCode::NOT_FOUND).await
}

/// 303 to where the effect shows.
fn see_other(path: &str) -> Response {
    axum::response::Redirect::to(path).into_response()
}
