//! The maker's models.

use axum::Json;
use axum::extract::State;
use replenish::model::ModelSpec;
use serde_json::{Value, json};

use super::body::Body;
use super::part::Part;
use super::problem::Problem;
use crate::auth::bearer::Operator;
use crate::request_id::RequestId;
use crate::state::Shared;

/// Makes a model, or changes it. 409 where a slot in use would change its dimension or go.
#[utoipa::path(put, path = "/api/v1/models/{model}", tag = "maker", security(("operator" = [])),
    params(("model" = String, Path, description = "Amazon's id of the model")),
    request_body(content = Value, description = "`{\"name\",\"slots\":[{\"slot\",\"name\",\"unit\",\
        \"capacity\",\"count_is\"?,\"starts\"?,\"typical_per_day\"?,\"products\"?,\"policy\"?}]}`"),
    responses((status = 200), (status = 400), (status = 401), (status = 403), (status = 409),
        (status = 422)))]
pub async fn put(
    State(state): State<Shared>,
    _: Operator,
    request: RequestId,
    Part(model): Part<String>,
    Body(spec): Body<ModelSpec>,
) -> Result<Json<Value>, Problem> {
    state
        .application
        .put_model(&model, spec, request.as_str())
        .await?;
    Ok(Json(json!({"model": model})))
}
