//! The maker's models.

use axum::Json;
use axum::extract::State;
use domain::Unit;
use domain::policy::Policy;
use domain::replenisher::AlexaSensor;
use domain::slot::NamedProduct;
use replenish::model::{ModelSpec, ShopDraft, SlotDraft};
use serde::{Deserialize, Serialize};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::amount::{Amount, Positive};
use super::body::Body;
use super::conditions::{either, names};
use super::names::{ReplenisherName, UnitName};
use super::path_param::PathParam;
use super::policy_json::PolicyJson;
use super::problem::Problem;
use super::texts::{ModelId, Name, SlotName};
use crate::auth::maker::{Models, Permit};
use crate::state::AppState;

/// A model as the maker writes it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Model)]
pub struct ModelJson {
    #[schema(value_type = Name)]
    name: String,
    /// What brings its supplies; without it `drs`.
    #[schema(value_type = Option<ReplenisherName>)]
    replenisher: Option<String>,
    /// In the order customers see them; no name twice.
    #[schema(value_type = Vec<ModelSlot>, min_items = 1, max_items = 32)]
    slots: Vec<SlotJson>,
}

/// A slot of a model. Amounts are in its unit.
#[derive(Deserialize, ToSchema)]
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
    #[schema(value_type = Option<Positive>)]
    count_is: Option<Amount>,
    /// `full`: a new machine comes with a full container.
    #[schema(pattern = "^full$")]
    starts: Option<String>,
    /// Expected use a day.
    #[schema(value_type = Option<Positive>)]
    typical_per_day: Option<Amount>,
    /// The most that a machine can use in a day. More in a report waits for a second one.
    #[schema(value_type = Option<Positive>)]
    most_per_day: Option<Amount>,
    /// What the sensor of its level can tell apart.
    #[schema(value_type = Option<Positive>)]
    step: Option<Amount>,
    /// Names of the products Amazon offers for it.
    #[serde(default)]
    products: Vec<ProductName>,
    /// When to reorder; without one, when what is at home lasts 7 days at the pace of 20.
    #[schema(value_type = Option<PolicyJson>)]
    policy: Option<Policy>,
    /// What your shop sends. Without it the first of `products`, else the slot's own name, and as much as fills a container.
    shop: Option<ShopJson>,
    /// As what Alexa knows it. Without it by the slot's own name.
    alexa: Option<SensorJson>,
}

/// What the maker's shop sends for a slot.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ShopProduct)]
pub struct ShopJson {
    /// The shop's own string.
    #[schema(value_type = SlotName)]
    product: String,
    /// What one of it brings.
    #[schema(value_type = Option<Positive>)]
    quantity: Option<Amount>,
}

/// As what Alexa knows a slot.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AlexaSensor)]
pub struct SensorJson {
    /// The sensor's instance, the same for all machines of the model.
    #[schema(value_type = SlotName)]
    instance: String,
    /// Amazon's id of what is bought for it, once it has given one.
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
#[derive(Deserialize, ToSchema)]
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
