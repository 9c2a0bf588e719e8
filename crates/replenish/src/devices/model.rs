//! The maker's models: checked, made and changed.

use std::collections::HashSet;

use domain::api_key::Scope;
use domain::policy::Policy;
use domain::quantity::Decimal;
use domain::replenisher::{AlexaSensor, ShopProduct};
use domain::slot::{ModelSlot, NamedProduct};
use domain::text::is_line;
use domain::usage::number;
use domain::{Dimension, Quantity, Replenisher, Unit};
use serde::Deserialize;
use serde_json::Value;
use store::Model;

use super::Devices;
use crate::job::Job;
use crate::{Caller, Code, Error, Invalid};

/// Slots of a model, at most.
const SLOTS: usize = 32;
/// Machines that are counted before a model is not deleted.
const COUNTED: i64 = 1_000;
/// Characters of a name, at most.
const NAME: usize = 100;
const NAME_IS: &str = "A name must be one line of 1 to 100 characters.";

/// A model as the maker writes it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelSpec {
    /// What customers read.
    pub name: String,
    /// What brings its supplies: `drs`, `alexa` or `shop`; without it `drs`.
    #[serde(default)]
    pub replenisher: Option<String>,
    /// Its slots, in the order customers see them.
    pub slots: Vec<SlotDraft>,
}

/// A slot as the maker writes it. Amounts are decimal texts or numbers, in `unit`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlotDraft {
    /// Amazon's string.
    pub slot: String,
    /// What customers read.
    pub name: String,
    /// The unit it is shown, reported and sent to Amazon in.
    pub unit: String,
    /// A full container.
    pub capacity: Value,
    /// What one delivered count is worth; required where the unit is percent.
    #[serde(default)]
    pub count_is: Option<Value>,
    /// `full`: a new machine comes with a full container.
    #[serde(default)]
    pub starts: Option<String>,
    /// Expected use a day.
    #[serde(default)]
    pub typical_per_day: Option<Value>,
    /// The most that a machine can use in a day: more in a report waits for a second one.
    #[serde(default)]
    pub most_per_day: Option<Value>,
    /// What the sensor of its level can tell apart.
    #[serde(default)]
    pub step: Option<Value>,
    /// Names of the products Amazon offers for it.
    #[serde(default)]
    pub products: Vec<NamedProduct>,
    /// When to reorder.
    #[serde(default)]
    pub policy: Option<Policy>,
    /// What the maker's shop sends; without it the first of `products`, as much as fills a container.
    #[serde(default)]
    pub shop: Option<ShopDraft>,
    /// As what Alexa knows it; without it by the slot's own string.
    #[serde(default)]
    pub alexa: Option<AlexaSensor>,
}

/// What the maker's shop sends for a slot.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShopDraft {
    /// The shop's own string.
    pub product: String,
    /// What one of it brings, in the slot's unit.
    #[serde(default)]
    pub quantity: Option<Value>,
}

impl Devices<'_> {
    /// Makes a model or changes it. Devices of the model get its new slots by a job.
    pub async fn put_model(
        self,
        caller: Caller,
        model: &str,
        spec: ModelSpec,
    ) -> Result<(), Error> {
        caller.must_have(Scope::Models)?;
        let (replenisher, slots) = check(model, &spec)?;
        if replenisher == Replenisher::Drs && !self.0.settings.amazon {
            let detail = "This installation has no Login with Amazon, so nothing is ordered there: set \
                          LARDER_LWA_CLIENT_ID, its secret and LARDER_SNS_TOPIC_ARNS, or name another `replenisher`.";
            let code = Code::Maker("bad_replenisher");
            return Err(Error::invalid("replenisher", code, detail));
        }
        let now = self.0.now();
        let mut tx = self.0.store.write().await?;
        let before = tx.model(model).await?;
        let known = tx.model_slots(model).await?;
        let is_used = !tx.devices_of_model(model, None, 1).await?.is_empty();
        for old in &known {
            let new = slots.iter().find(|slot| slot.slot == old.slot);
            // Machines name no unit beside their amounts: in another one they would mean something else.
            let keeps = new.is_some_and(|new| new.unit == old.unit);
            if !keeps && is_used {
                let why = format!(
                    "Machines have the slot `{}`: it cannot be removed, nor be measured in another unit than {}. \
                     Make a new model.",
                    old.slot, old.unit
                );
                return Err(Error::conflict(Code::Maker("conflict"), why));
            }
            // In another unit it is another slot, of which nothing is known.
            if !keeps {
                tx.model_slot_delete(model, &old.slot).await?;
            }
        }
        tx.model_put(
            &Model {
                model: model.to_owned(),
                name: spec.name,
                replenisher,
            },
            now,
        )
        .await?;
        for slot in &slots {
            tx.model_slot_put(slot).await?;
        }
        let is_same = before.is_some_and(|it| it.replenisher == replenisher) && known == slots;
        if is_used && !is_same {
            let job = Job::Model {
                id: self.0.random.id(now),
                model: model.to_owned(),
                after: None,
            };
            self.0.ask(&mut tx, &job, now).await?;
        }
        let object = format!("model:{model}");
        let noted = self.0.audit(&mut tx, &caller, "model.put", object);
        noted.await?;
        tx.commit().await?;
        self.0.wake.notify_waiters();
        Ok(())
    }

    /// Deletes a model that no machine is of.
    pub async fn delete_model(self, caller: Caller, model: &str) -> Result<(), Error> {
        caller.must_have(Scope::Models)?;
        let mut tx = self.0.store.write().await?;
        if tx.model(model).await?.is_none() {
            return Err(Error::NotFound);
        }
        let machines = tx.devices_of_model(model, None, COUNTED + 1).await?.len();
        let used = |machines: String| {
            let why = format!(
                "{machines} of this model are there: delete them first, or let it stand. \
                 What is on its way out counts until it is gone."
            );
            Error::conflict(Code::Maker("conflict"), why)
        };
        match i64::try_from(machines).unwrap_or(i64::MAX) {
            0 => {}
            1 => return Err(used("1 machine".to_owned())),
            many if many > COUNTED => {
                return Err(used(format!("More than {COUNTED} machines")));
            }
            many => return Err(used(format!("{many} machines"))),
        }
        tx.model_delete(model).await.map_err(|error| match error {
            store::Error::Conflict => used("Machines".to_owned()),
            error => error.into(),
        })?;
        let object = format!("model:{model}");
        let noted = self.0.audit(&mut tx, &caller, "model.delete", object);
        noted.await?;
        Ok(tx.commit().await?)
    }
}

fn check(model: &str, spec: &ModelSpec) -> Result<(Replenisher, Vec<ModelSlot>), Error> {
    let mut faults = Vec::new();
    let mut fault = |field: String, code, detail: &str| {
        faults.push(Invalid::new(field, Code::Maker(code), detail));
    };
    if !is_amazon_name(model) {
        let detail =
            "A model must be 1 to 64 of A–Z, a–z, 0–9, `-`, `+`, `_`: Amazon's own string.";
        fault("model".to_owned(), "bad_model", detail);
    }
    if !is_line(&spec.name, NAME) {
        fault("name".to_owned(), "bad_name", NAME_IS);
    }
    if !(1..=SLOTS).contains(&spec.slots.len()) {
        fault(
            "slots".to_owned(),
            "bad_slots",
            "A model must have 1 to 32 slots.",
        );
    }
    let named = spec.replenisher.as_deref();
    let replenisher = named.map_or(Some(Replenisher::Drs), Replenisher::parse);
    if replenisher.is_none() {
        let detail = "`replenisher` must be `drs`, `alexa` or `shop`.";
        fault("replenisher".to_owned(), "bad_replenisher", detail);
    }
    let replenisher = replenisher.unwrap_or_default();
    let mut names = HashSet::new();
    let mut instances = HashSet::new();
    let mut slots: Vec<ModelSlot> = Vec::new();
    for (n, draft) in spec.slots.iter().enumerate() {
        if !names.insert(draft.slot.as_str()) {
            let detail = "Another slot of the model has this name.";
            fault(format!("slots[{n}].slot"), "duplicate_slot", detail);
        }
        match check_slot(model, n, draft, replenisher) {
            Ok(slot) => {
                let instance = slot.alexa.as_ref().map(|it| it.instance.clone());
                if instance.is_some_and(|it| !instances.insert(it)) {
                    let detail = "Another slot of the model has this instance.";
                    fault(format!("slots[{n}].alexa"), "duplicate_instance", detail);
                }
                slots.push(slot);
            }
            Err(found) => faults_of(n, found, &mut fault),
        }
    }
    if faults.is_empty() {
        Ok((replenisher, slots))
    } else {
        Err(Error::Invalid(faults))
    }
}

fn faults_of(
    n: usize,
    found: Vec<(&'static str, &'static str, String)>,
    fault: &mut impl FnMut(String, &'static str, &str),
) {
    for (field, code, detail) in found {
        fault(format!("slots[{n}].{field}"), code, &detail);
    }
}

type SlotFault = (&'static str, &'static str, String);

fn check_slot(
    model: &str,
    n: usize,
    draft: &SlotDraft,
    replenisher: Replenisher,
) -> Result<ModelSlot, Vec<SlotFault>> {
    let Some(unit) = Unit::parse(&draft.unit, None) else {
        let units: Vec<_> = Unit::ALL.into_iter().map(Unit::name).collect();
        let detail = format!("The unit must be one of {}.", units.join(", "));
        return Err(vec![("unit", "bad_unit", detail)]);
    };
    let mut faults: Vec<SlotFault> = Vec::new();
    let mut amount = |field, value: &Value| match read_amount(value, unit) {
        Ok(amount) => Some(amount),
        Err(detail) => {
            faults.push((field, "bad_amount", detail));
            None
        }
    };
    let capacity = amount("capacity", &draft.capacity).unwrap_or_default();
    let mut optional = |field, value: &Option<Value>| {
        let value = value.as_ref();
        value.and_then(|value| amount(field, value))
    };
    let count_is = optional("count_is", &draft.count_is);
    let typical_per_day = optional("typical_per_day", &draft.typical_per_day);
    let most_per_day = optional("most_per_day", &draft.most_per_day);
    let step = optional("step", &draft.step);
    let pack = draft.shop.as_ref().and_then(|shop| shop.quantity.clone());
    let pack = optional("shop.quantity", &pack);
    if !is_line(&draft.slot, 64) {
        faults.push((
            "slot",
            "bad_slot",
            "A slot must be one line of 1 to 64 characters.".to_owned(),
        ));
    }
    if !is_line(&draft.name, NAME) {
        faults.push(("name", "bad_name", NAME_IS.to_owned()));
    }
    let products = draft.products.iter();
    if products
        .flat_map(|product| [&product.asin, &product.name])
        .any(|text| !is_line(text, NAME))
    {
        faults.push((
            "products",
            "bad_product",
            "A product's `asin` and `name` must be one line of 1 to 100 characters.".to_owned(),
        ));
    }
    let product = match (&draft.shop, draft.products.first()) {
        (Some(shop), _) => &shop.product,
        (None, Some(product)) => &product.asin,
        (None, None) => &draft.slot,
    };
    if !is_line(product, 64) {
        let detail = "`product` must be one line of 1 to 64 characters: your shop's own.";
        faults.push(("shop.product", "bad_product", detail.to_owned()));
    }
    let sensor = draft.alexa.clone().unwrap_or_else(|| AlexaSensor {
        instance: draft.slot.clone(),
        replenishment_id: None,
    });
    let id = sensor.replenishment_id.as_deref();
    if !is_line(&sensor.instance, 64) || id.is_some_and(|id| !is_line(id, 256)) {
        let detail = "`instance` must be one line of 1 to 64 characters, and \
                      `replenishment_id` one of at most 256.";
        faults.push(("alexa", "bad_sensor", detail.to_owned()));
    }
    if unit.dimension() == Dimension::Percent && draft.count_is.is_none() {
        let detail =
            "A percent slot needs `count_is`: what one delivered piece is worth, mostly 100.";
        faults.push(("count_is", "missing_count_is", detail.to_owned()));
    }
    if draft
        .starts
        .as_deref()
        .is_some_and(|starts| starts != "full")
    {
        faults.push((
            "starts",
            "bad_starts",
            "`starts` is \"full\" or left out.".to_owned(),
        ));
    }
    if let Err(detail) = draft.policy.unwrap_or_default().check() {
        faults.push(("policy", "bad_policy", detail.to_owned()));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(ModelSlot {
        model: model.to_owned(),
        slot: draft.slot.clone(),
        position: i64::try_from(n).unwrap_or(0),
        name: draft.name.trim().to_owned(),
        unit,
        capacity,
        count_is,
        starts_full: draft.starts.is_some(),
        typical_per_day,
        most_per_day,
        step,
        policy: draft.policy.unwrap_or_default(),
        products: draft.products.clone(),
        shop: (replenisher == Replenisher::Shop).then(|| ShopProduct {
            product: product.clone(),
            quantity: pack.or(count_is).unwrap_or(capacity),
        }),
        alexa: (replenisher == Replenisher::Alexa).then_some(sensor),
    })
}

fn read_amount(value: &Value, unit: Unit) -> Result<Quantity, String> {
    let text = number(value).unwrap_or_default();
    let amount = Decimal::parse(&text).and_then(|decimal| decimal.written_in(unit));
    match amount {
        Ok(amount) if amount.is_positive() => Ok(amount),
        Ok(_) => Err("the amount must be more than 0".to_owned()),
        Err(fault) => Err(fault.to_string()),
    }
}

/// Amazon's rule for model ids and serials ("Login with Amazon: web API").
pub(crate) fn is_amazon_name(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-+_".contains(&byte);
    (1..=64).contains(&text.len()) && text.bytes().all(allowed)
}
