//! Keys of this API: making, listing and revoking them.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::{ApiKey, ApiKeyId, Time};
use replenish::NewKey;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::Body;
use super::names::ScopeName;
use super::path_param::PathParam;
use super::problem::Problem;
use crate::auth::maker::Operator;
use crate::state::AppState;

/// A key to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewApiKey)]
pub struct NewKeyJson {
    /// What it is called; no other key is.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// What it opens.
    #[schema(value_type = Vec<ScopeName>, min_items = 1)]
    scopes: Vec<String>,
    /// When it ends; never where it is left out.
    #[schema(format = DateTime)]
    expires_at: Option<String>,
}

/// A key that was made.
#[derive(Serialize, ToSchema)]
pub struct CreatedApiKey {
    #[schema(format = "uuid")]
    id: String,
    /// The key, this once.
    key: String,
}

/// A key, without itself.
#[derive(Serialize, ToSchema)]
#[schema(as = ApiKey)]
pub struct KeyJson {
    #[schema(format = "uuid")]
    id: String,
    name: String,
    #[schema(value_type = Vec<ScopeName>)]
    scopes: Vec<&'static str>,
    #[schema(format = DateTime)]
    created_at: String,
    /// When it ends by itself; null where it does not.
    #[schema(format = DateTime, required)]
    expires_at: Option<String>,
    /// When it was last used, to the hour; null where it never was.
    #[schema(format = DateTime, required)]
    used_at: Option<String>,
}

/// All keys: there are a hundred at most.
#[derive(Serialize, ToSchema)]
pub struct ApiKeys {
    items: Vec<KeyJson>,
}

/// Makes a key. It is shown this once.
#[utoipa::path(post, path = "/keys", operation_id = "create_key", tag = "maker",
    security(("operator" = [])), request_body = NewKeyJson,
    responses((status = 201, description = "The key, this once", body = CreatedApiKey),
        (status = 409, description = "`conflict`: another key has this name, or there are a hundred"),
        (status = 422, description = "`invalid`: a field cannot be taken as it is")))]
pub async fn create(
    State(state): State<AppState>,
    Operator(caller): Operator,
    Body(NewKeyJson {
        name,
        scopes,
        expires_at,
    }): Body<NewKeyJson>,
) -> Result<(StatusCode, Json<CreatedApiKey>), Problem> {
    let new = NewKey {
        name,
        scopes,
        expires_at,
    };
    let (made, key) = state.application.keys().create(caller, &new).await?;
    let id = made.id.to_string();
    Ok((StatusCode::CREATED, Json(CreatedApiKey { id, key })))
}

/// All keys, those that were made first first.
#[utoipa::path(get, path = "/keys", operation_id = "list_keys", tag = "maker",
    security(("operator" = [])),
    responses((status = 200, description = "Keys", body = ApiKeys)))]
pub async fn list(
    State(state): State<AppState>,
    Operator(caller): Operator,
) -> Result<Json<ApiKeys>, Problem> {
    let keys = state.application.keys().list(caller).await?;
    let items = keys.iter().map(json).collect();
    Ok(Json(ApiKeys { items }))
}

/// Revokes a key: from now on it opens nothing.
#[utoipa::path(delete, path = "/keys/{id}", operation_id = "revoke_key", tag = "maker",
    security(("operator" = [])), params(("id" = String, Path, format = "uuid")),
    responses((status = 204, description = "It opens nothing any more")))]
pub async fn revoke(
    State(state): State<AppState>,
    Operator(caller): Operator,
    PathParam(id): PathParam<ApiKeyId>,
) -> Result<StatusCode, Problem> {
    state.application.keys().revoke(caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn json(key: &ApiKey) -> KeyJson {
    let time = |at: Option<Time>| at.map(|at| at.to_string());
    KeyJson {
        id: key.id.to_string(),
        name: key.name.clone(),
        scopes: key.scopes.names().collect(),
        created_at: key.created_at.to_string(),
        expires_at: time(key.expires_at),
        used_at: time(key.used_at),
    }
}
