//! The machine of a test, as the maker and as Amazon know it: a brewer with one slot of pods, which comes full.

use domain::Replenisher;
use replenish::model::ModelSpec;
use sandbox::amazon::Model;
use serde_json::{Value, json};

/// The model.
pub const MODEL: &str = "BREW-2";
/// The machine's serial.
pub const SERIAL: &str = "K1";
/// The model's one slot.
pub const SLOT: &str = "pods";

/// A brewer of a hundred pods, for which packs of 36 are sold.
pub const BREWER: Brewer = Brewer {
    capacity: 100,
    by_container: false,
    replenisher: Replenisher::Drs,
    packs: &[Pack {
        asin: "B00PODS036",
        count: 36,
    }],
};

/// The same of the maker's own shop, which sends the same packs.
pub const SHOP_BREWER: Brewer = Brewer {
    replenisher: Replenisher::Shop,
    ..BREWER
};

/// A model of one slot.
#[derive(Clone, Copy, Debug)]
pub struct Brewer {
    /// Pods that it holds.
    pub capacity: u32,
    /// Whether they are put in by the container and not by the pod.
    pub by_container: bool,
    /// What brings its supplies.
    pub replenisher: Replenisher,
    /// What Amazon sells for it; a customer who connects chooses the first.
    pub packs: &'static [Pack],
}

/// A product of Amazon's.
#[derive(Clone, Copy, Debug)]
pub struct Pack {
    /// Its ASIN.
    pub asin: &'static str,
    /// Pods in it.
    pub count: u32,
}

impl Brewer {
    /// As the maker puts it.
    pub fn as_maker(&self) -> ModelSpec {
        let products = self.products(|_| json!({}));
        let count_is = self.by_container.then(|| self.capacity.to_string());
        let shop = (self.replenisher == Replenisher::Shop)
            .then(|| json!({"product": "PODS-36", "quantity": self.packs[0].count.to_string()}));
        serde_json::from_value(json!({
            "name": "Brew 2", "replenisher": self.replenisher.name(), "slots": [{
                "slot": SLOT, "name": "Coffee pods", "unit": "count", "count_is": count_is,
                "capacity": self.capacity.to_string(), "starts": "full", "products": products,
                "shop": shop,
            }],
        }))
        .unwrap()
    }

    /// As Amazon knows it.
    pub(crate) fn as_amazon(&self) -> Model {
        let products = self.products(|pack| json!({"quantity": pack.count}));
        serde_json::from_value(json!({"name": "Brew 2", "slots": [{
            "slot": SLOT, "name": "Coffee pods", "unit": "count", "products": products,
        }]}))
        .unwrap()
    }

    /// The packs; names are the same on both sides.
    fn products(&self, rest: impl Fn(&Pack) -> Value) -> Vec<Value> {
        let product = |pack: &Pack| {
            let mut product = rest(pack);
            product["asin"] = json!(pack.asin);
            product["name"] = json!(format!("Pods, {}", pack.count));
            product
        };
        self.packs.iter().map(product).collect()
    }
}
