//! Lists: `?limit=` (100, at most 1,000) `&after=` → `{"items":[…],"next":…}`.

use axum::extract::FromRequestParts;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::problem::Problem;

/// The most items of one answer.
const MOST: u32 = 1_000;

/// A part of a list.
#[derive(Serialize, ToSchema)]
pub struct Items<T> {
    /// In the list's order.
    pub items: Vec<T>,
    /// What to send as `after` for the next part; null at the end.
    #[schema(format = "uuid", required)]
    pub next: Option<String>,
}

impl<T> Items<T> {
    /// Of what was found, and after which one to go on.
    pub fn new<V, Id: ToString>(found: &[V], next: Option<Id>, json: impl Fn(&V) -> T) -> Self {
        Self {
            items: found.iter().map(json).collect(),
            next: next.map(|id| id.to_string()),
        }
    }
}

/// Which part of a list.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Page {
    /// The most items to send.
    #[param(minimum = 1, maximum = 1000, default = 100)]
    limit: Option<u32>,
    /// `next` of the part before.
    #[param(value_type = Option<String>, format = "uuid")]
    after: Option<Uuid>,
}

impl Page {
    /// How many items.
    pub fn limit(self) -> Result<u32, Problem> {
        limit(self.limit)
    }

    /// The last item of the part before.
    pub fn after<Id: From<Uuid>>(self) -> Option<Id> {
        self.after.map(Id::from)
    }

    /// One more than `limit` was asked for, to know whether there is a next part: cuts it off.
    pub fn items<T, J>(
        self,
        mut found: Vec<T>,
        id: impl Fn(&T) -> String,
        json: impl Fn(&T) -> J,
    ) -> Result<Items<J>, Problem> {
        let limit = usize::try_from(self.limit()?).unwrap_or(usize::MAX);
        let more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| more).map(id);
        Ok(Items {
            items: found.iter().map(json).collect(),
            next,
        })
    }
}

/// How many items a list sends, where so many are asked for.
pub fn limit(asked: Option<u32>) -> Result<u32, Problem> {
    match asked.unwrap_or(100) {
        limit @ 1..=MOST => Ok(limit),
        _ => Err(bad_query("limit must be 1 to 1000")),
    }
}

/// A query read as `T`, or a problem that names the parameter.
pub struct Parameters<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Parameters<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        Query::from_request_parts(parts, state)
            .await
            .map(|Query(value)| Self(value))
            .map_err(|rejection: QueryRejection| bad_query(&rejection.body_text()))
    }
}

/// 400 for a query that cannot be read.
pub fn bad_query(detail: &str) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "bad_query", detail)
}
