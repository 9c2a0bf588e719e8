//! The maker's models: put, read as they are put, and deleted while no machine is of one.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::policy::Policy;
use domain::replenisher::AlexaSensor;
use domain::slot::{ModelSlot as Slot, NamedProduct};
use domain::{Quantity, Unit};
use replenish::KnownModel;
use replenish::model::{ModelSpec, ShopDraft, SlotDraft};
use serde::{Deserialize, Serialize};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema};
use utoipa::{IntoParams, PartialSchema, ToSchema};

use super::amount::{Amount, Positive};
use super::body::Body;
use super::conditions::{either, names};
use super::names::{ReplenisherName, UnitName};
use super::page::{Parameters, limit};
use super::path_param::PathParam;
use super::policy_json::PolicyJson;
use super::problem::Problem;
use super::texts::{ModelId, Name, SlotName};
use crate::auth::maker::{FleetRead, Models, Permit};
use crate::state::AppState;

/// A model as the maker writes it.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Model)]
pub struct ModelJson {
    #[schema(value_type = Name)]
    name: String,
    /// What brings its supplies; without it `drs`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ReplenisherName>)]
    replenisher: Option<String>,
    /// In the order customers see them; no name twice.
    #[schema(value_type = Vec<ModelSlot>, min_items = 1, max_items = 32)]
    slots: Vec<SlotJson>,
}

/// A slot of a model. Amounts are in its unit.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ModelSlotFields)]
pub struct SlotJson {
    #[schema(value_type = SlotName)]
    slot: String,
    #[schema(value_type = Name)]
    name: String,
    /// The unit it is shown, reported and sent to Amazon in.
    #[schema(value_type = UnitName)]
    unit: String,
    /// A full container.
    #[schema(value_type = Positive)]
    capacity: Amount,
    /// What one delivered count is worth. A slot in percent must have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Positive>)]
    count_is: Option<Amount>,
    /// `full`: a new machine comes with a full container.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^full$")]
    starts: Option<String>,
    /// Expected use a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Positive>)]
    typical_per_day: Option<Amount>,
    /// The most that a machine can use in a day. More in a report waits for a second one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Positive>)]
    most_per_day: Option<Amount>,
    /// What the sensor of its level can tell apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Positive>)]
    step: Option<Amount>,
    /// Names of the products Amazon offers for it.
    #[serde(default)]
    products: Vec<ProductName>,
    /// When to reorder; without one, when what is at home lasts 7 days at the pace of 20.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<PolicyJson>)]
    policy: Option<Policy>,
    /// What your shop sends. Without it the first of `products`, else the slot's own name, and as much as fills a container.
    #[serde(skip_serializing_if = "Option::is_none")]
    shop: Option<ShopJson>,
    /// As what Alexa knows it. Without it by the slot's own name.
    #[serde(skip_serializing_if = "Option::is_none")]
    alexa: Option<SensorJson>,
}

/// What the maker's shop sends for a slot.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ShopProduct)]
pub struct ShopJson {
    /// The shop's own string.
    #[schema(value_type = SlotName)]
    product: String,
    /// What one of it brings.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Positive>)]
    quantity: Option<Amount>,
}

/// As what Alexa knows a slot.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AlexaSensor)]
pub struct SensorJson {
    /// The sensor's instance, the same for all machines of the model.
    #[schema(value_type = SlotName)]
    instance: String,
    /// Amazon's id of what is bought for it, once it has given one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Name>)]
    replenishment_id: Option<String>,
}

/// A slot of a model. One in percent must have `count_is`.
pub struct ModelSlot;

impl PartialSchema for ModelSlot {
    fn schema() -> RefOr<Schema> {
        let others = Unit::ALL.into_iter().filter(|unit| *unit != Unit::Percent);
        either::<SlotJson>([
            ObjectBuilder::new().property("unit", names(others.map(Unit::name))),
            ObjectBuilder::new()
                .property("count_is", Positive::schema())
                .required("count_is"),
        ])
    }
}

impl ToSchema for ModelSlot {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((SlotJson::name().into_owned(), SlotJson::schema()));
        SlotJson::schemas(schemas);
    }
}

/// A product that the maker has a name for.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct ProductName {
    /// Amazon's catalogue id.
    #[schema(value_type = Name)]
    asin: String,
    #[schema(value_type = Name)]
    name: String,
}

/// A model that is there now.
#[derive(Serialize, ToSchema)]
pub struct ModelMade {
    #[schema(value_type = ModelId)]
    model: String,
}

/// A model in the list of them.
#[derive(Serialize, ToSchema)]
pub struct ListedModel {
    #[schema(value_type = ModelId)]
    model: String,
    #[schema(value_type = Name)]
    name: String,
    #[schema(value_type = ReplenisherName)]
    replenisher: String,
    #[schema(value_type = Vec<ModelSlot>)]
    slots: Vec<SlotJson>,
}

/// A part of the models.
#[derive(Serialize, ToSchema)]
pub struct ListedModels {
    /// By id.
    items: Vec<ListedModel>,
    /// What to send as `after` for the next part; null at the end.
    #[schema(value_type = Option<ModelId>, required)]
    next: Option<String>,
}

/// Which part of the models.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ModelQuery {
    /// The most items to send.
    #[param(minimum = 1, maximum = 1000, default = 100)]
    limit: Option<u32>,
    /// `next` of the part before.
    #[param(value_type = Option<ModelId>)]
    after: Option<String>,
}

impl From<KnownModel> for ModelJson {
    fn from((model, slots): KnownModel) -> Self {
        Self {
            name: model.name,
            replenisher: Some(model.replenisher.name().to_owned()),
            slots: slots.into_iter().map(SlotJson::from).collect(),
        }
    }
}

impl From<Slot> for SlotJson {
    fn from(slot: Slot) -> Self {
        let amount = |it: Quantity| Amount(it.text(slot.unit));
        let product = |NamedProduct { asin, name }| ProductName { asin, name };
        Self {
            capacity: amount(slot.capacity),
            count_is: slot.count_is.map(amount),
            starts: slot.starts_full.then(|| "full".to_owned()),
            typical_per_day: slot.typical_per_day.map(amount),
            most_per_day: slot.most_per_day.map(amount),
            step: slot.step.map(amount),
            products: slot.products.into_iter().map(product).collect(),
            policy: Some(slot.policy),
            shop: slot.shop.map(|it| ShopJson {
                product: it.product,
                quantity: Some(amount(it.quantity)),
            }),
            alexa: slot.alexa.map(|it| SensorJson {
                instance: it.instance,
                replenishment_id: it.replenishment_id,
            }),
            slot: slot.slot,
            name: slot.name,
            unit: slot.unit.name().to_owned(),
        }
    }
}

impl From<ModelJson> for ModelSpec {
    fn from(model: ModelJson) -> Self {
        let ModelJson {
            name,
            replenisher,
            slots,
        } = model;
        Self {
            name,
            replenisher,
            slots: slots.into_iter().map(SlotDraft::from).collect(),
        }
    }
}

impl From<SlotJson> for SlotDraft {
    fn from(slot: SlotJson) -> Self {
        let product = |ProductName { asin, name }| NamedProduct { asin, name };
        Self {
            slot: slot.slot,
            name: slot.name,
            unit: slot.unit,
            capacity: slot.capacity.0.into(),
            count_is: slot.count_is.map(|amount| amount.0.into()),
            starts: slot.starts,
            typical_per_day: slot.typical_per_day.map(|amount| amount.0.into()),
            most_per_day: slot.most_per_day.map(|amount| amount.0.into()),
            step: slot.step.map(|amount| amount.0.into()),
            products: slot.products.into_iter().map(product).collect(),
            policy: slot.policy,
            shop: slot.shop.map(|it| ShopDraft {
                product: it.product,
                quantity: it.quantity.map(|amount| amount.0.into()),
            }),
            alexa: slot.alexa.map(|it| AlexaSensor {
                instance: it.instance,
                replenishment_id: it.replenishment_id,
            }),
        }
    }
}

/// Makes a model, or changes it.
#[utoipa::path(put, path = "/models/{model}", operation_id = "put_model", tag = "maker",
    security(("operator" = []), ("key" = ["models"])), params(("model" = ModelId, Path)), request_body = ModelJson,
    responses((status = 200, description = "It is so now", body = ModelMade),
        (status = 409, description = "`conflict`: a slot in use would go, or change its unit"),
        (status = 422, description = "`invalid`: a field cannot be taken as it is")))]
pub async fn put(
    State(state): State<AppState>,
    Permit { caller, .. }: Permit<Models>,
    PathParam(model): PathParam<String>,
    Body(spec): Body<ModelJson>,
) -> Result<Json<ModelMade>, Problem> {
    let devices = state.application.devices();
    devices.put_model(caller, &model, spec.into()).await?;
    Ok(Json(ModelMade { model }))
}

/// The models, by id.
#[utoipa::path(get, path = "/models", operation_id = "list_models", tag = "maker",
    security(("operator" = []), ("key" = ["fleet.read"])), params(ModelQuery),
    responses((status = 200, description = "Models", body = ListedModels)))]
pub async fn list(
    State(state): State<AppState>,
    _: Permit<FleetRead>,
    Parameters(query): Parameters<ModelQuery>,
) -> Result<Json<ListedModels>, Problem> {
    let limit = limit(query.limit)?;
    let queries = state.application.queries();
    let found = queries.models(limit, query.after.as_deref().unwrap_or_default());
    let (found, next) = found.await?;
    let listed = found.into_iter().map(|(model, slots)| ListedModel {
        model: model.model,
        name: model.name,
        replenisher: model.replenisher.name().to_owned(),
        slots: slots.into_iter().map(SlotJson::from).collect(),
    });
    Ok(Json(ListedModels {
        items: listed.collect(),
        next,
    }))
}

/// A model as it is put: sent back, it changes nothing.
#[utoipa::path(get, path = "/models/{model}", operation_id = "get_model", tag = "maker",
    security(("operator" = []), ("key" = ["fleet.read"])), params(("model" = ModelId, Path)),
    responses((status = 200, description = "The model", body = ModelJson)))]
pub async fn get(
    State(state): State<AppState>,
    _: Permit<FleetRead>,
    PathParam(model): PathParam<String>,
) -> Result<Json<ModelJson>, Problem> {
    let found = state.application.queries().model(&model).await?;
    Ok(Json(found.into()))
}

/// Deletes a model that no machine is of.
#[utoipa::path(delete, path = "/models/{model}", operation_id = "delete_model", tag = "maker",
    security(("operator" = []), ("key" = ["models"])), params(("model" = ModelId, Path)),
    responses((status = 204, description = "It is gone"),
        (status = 409, description = "`conflict`: machines are of it; `detail` says how many, up to 1,000")))]
pub async fn delete(
    State(state): State<AppState>,
    Permit { caller, .. }: Permit<Models>,
    PathParam(model): PathParam<String>,
) -> Result<StatusCode, Problem> {
    let devices = state.application.devices();
    devices.delete_model(caller, &model).await?;
    Ok(StatusCode::NO_CONTENT)
}
