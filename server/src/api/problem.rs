//! What a failed call is answered: problem details (RFC 9457) with a stable `code` to program against
//! and a `detail` that says what to do.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use replenish::Error;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// Seconds after which a call that could not be stored may be sent again.
const RETRY_AFTER: u64 = 10;

/// The content type of a problem.
pub const KIND: &str = "application/problem+json";

/// A failed call.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    code: &'static str,
    detail: String,
    retry_after: Option<u64>,
    challenge: bool,
    members: Map<String, Value>,
}

impl Problem {
    /// A problem with its status, its stable code and a sentence for the caller.
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            status,
            code,
            detail: detail.into(),
            retry_after: None,
            challenge: false,
            members: Map::new(),
        }
    }

    /// With members of its own beside those that all have.
    pub fn with(mut self, members: &impl Serialize) -> Self {
        if let Ok(Value::Object(members)) = serde_json::to_value(members) {
            self.members.extend(members);
        }
        self
    }

    /// With `Retry-After`, in seconds.
    pub fn after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// 401, with the scheme that would be accepted.
    pub fn unauthorized(detail: &str) -> Self {
        let mut problem = Self::new(StatusCode::UNAUTHORIZED, "unauthorized", detail);
        problem.challenge = true;
        problem
    }

    /// 403.
    pub fn forbidden(code: &'static str, detail: &str) -> Self {
        Self::new(StatusCode::FORBIDDEN, code, detail)
    }

    /// 404 for an address that is none.
    pub fn no_such_call() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "no_such_call",
            "There is no such call; see /api/docs.",
        )
    }

    /// 405.
    pub fn wrong_method() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "wrong_method",
            "This address does not take that method; see /api/docs.",
        )
    }

    /// 429 where that was tried too often.
    pub fn too_many(seconds: u64) -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "too_many_attempts",
            format!("Too many attempts; try again in {seconds} seconds."),
        )
        .after(seconds)
    }

    /// 503: nothing was done, the same call may be sent again.
    pub fn unavailable() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "unavailable",
            "Nothing was stored; send the same again a little later.",
        )
        .after(RETRY_AFTER)
    }

    /// 500: ours, and logged.
    pub fn ours() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "Something went wrong here; the maker's log tells what, by the request id.",
        )
    }
}

/// An error that no handler put into words, such as an answer that took too long.
pub(crate) async fn always(response: Response) -> Response {
    let status = response.status();
    let is_problem = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind == KIND);
    match status {
        _ if is_problem || !(status.is_client_error() || status.is_server_error()) => response,
        StatusCode::SERVICE_UNAVAILABLE => Problem::unavailable().into_response(),
        _ if status.is_client_error() => {
            let detail = "The request cannot be read; see /api/docs.";
            Problem::new(status, "bad_request", detail).into_response()
        }
        _ => Problem::ours().into_response(),
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::new(
                StatusCode::NOT_FOUND,
                "not_found",
                "There is no such thing.",
            ),
            Error::Conflict(reason) => {
                Self::new(StatusCode::CONFLICT, reason.code.name(), reason.detail)
            }
            Error::Invalid(wrong) => {
                let detail = wrong.first().map_or_else(String::new, |one| {
                    format!("{}: {}", one.field, one.reason.detail)
                });
                let errors = wrong.into_iter().map(Fault::from).collect();
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", detail)
                    .with(&Faults { errors })
            }
            Error::Reserved(reason) => Self::forbidden(reason.code.name(), &reason.detail),
            Error::Forbidden => Self::forbidden("forbidden", "This is not yours to change."),
            Error::SignedOut => Self::unauthorized("This token has just ended."),
            Error::NotStored => Self::unavailable(),
            Error::TooMany { retry_after } => Self::too_many(retry_after.as_secs().max(1)),
            other => {
                tracing::warn!(error = %other, "a call could not be served");
                Self::unavailable()
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = ProblemJson {
            title: self.status.canonical_reason().unwrap_or_default(),
            status: self.status.as_u16(),
            code: self.code,
            detail: self.detail,
            members: self.members,
        };
        let mut response = (self.status, Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(KIND));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.challenge {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// What went wrong (RFC 9457). A call may add members of its own.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemJson {
    /// The status in words.
    title: &'static str,
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What to program against; stable.
    #[schema(pattern = "^[a-z_]+$")]
    code: &'static str,
    /// What to do, in a sentence.
    #[schema(min_length = 1)]
    detail: String,
    #[serde(flatten)]
    #[schema(ignore)]
    members: Map<String, Value>,
}

/// Fields that cannot be taken as they are.
#[derive(ToSchema)]
pub struct Invalid {
    /// As any problem.
    #[serde(flatten)]
    pub problem: ProblemJson,
    /// Each of them.
    #[serde(flatten)]
    pub faults: Faults,
}

/// What is wrong, field by field.
#[derive(Serialize, ToSchema)]
pub struct Faults {
    #[schema(min_items = 1)]
    errors: Vec<Fault>,
}

/// What is wrong with a field.
#[derive(Serialize, ToSchema)]
pub struct Fault {
    /// Which: `amount`, `slots[0].unit`.
    field: String,
    /// What to program against; stable.
    #[schema(pattern = "^[a-z_]+$")]
    code: &'static str,
    /// What is wrong and what would be right.
    #[schema(min_length = 1)]
    detail: String,
}

impl From<replenish::Invalid> for Fault {
    fn from(wrong: replenish::Invalid) -> Self {
        Self {
            field: wrong.field,
            code: wrong.reason.code.name(),
            detail: wrong.reason.detail,
        }
    }
}
