//! What brings the supplies of a machine: its model's replenisher. The rules of stock, pace and reorder level are the same
//! for all of them; what differs is who is asked, and who decides.

use serde::{Deserialize, Serialize};

use crate::quantity::Quantity;

/// What brings a machine's supplies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Replenisher {
    /// Amazon Dash Replenishment: Larder decides, Amazon sends, once a customer has connected the machine.
    #[default]
    Drs,
    /// Alexa: it is told of levels, keeps the household's stock, decides and orders. Larder makes no orders and hears of
    /// none.
    Alexa,
    /// The maker's own shop: Larder decides, the shop sends. Nobody has to be connected to anything.
    Shop,
}

impl Replenisher {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Drs, Self::Alexa, Self::Shop];

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// Its name on the wire and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Drs => "drs",
            Self::Alexa => "alexa",
            Self::Shop => "shop",
        }
    }

    /// Whether it can be asked for supplies of a machine: somebody connected the machine to it, or, for the maker's shop,
    /// somebody has it.
    pub fn is_at_hand(self, registered: bool, owned: bool) -> bool {
        match self {
            Self::Drs | Self::Alexa => registered,
            Self::Shop => owned,
        }
    }

    /// Whether a slot may be ordered for, as was last said of it. Amazon has to say so first; the maker's shop orders until
    /// a customer says otherwise; with Alexa customers settle it there.
    pub fn may_order(self, subscribed: Option<bool>) -> bool {
        match self {
            Self::Drs => subscribed == Some(true),
            Self::Alexa => true,
            Self::Shop => subscribed != Some(false),
        }
    }
}

/// What the maker's shop sends for a slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopProduct {
    /// The shop's own string, at most 64 characters.
    pub product: String,
    /// What one of it brings, in base units of the slot's unit.
    pub quantity: Quantity,
}

/// As what Alexa knows a slot (`Alexa.InventoryLevelSensor`, "Discovery").
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlexaSensor {
    /// Unique within the machine and the same for all machines of the model.
    pub instance: String,
    /// By which Amazon knows what is bought for it; none before Amazon has given one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replenishment_id: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_a_name_of_its_own() {
        for it in Replenisher::ALL {
            assert_eq!(Replenisher::parse(it.name()), Some(it));
        }
        assert_eq!(Replenisher::parse("amazon"), None);
    }

    #[test]
    fn a_shop_needs_an_owner_and_the_others_a_connection() {
        for (it, registered, owned, expected) in [
            (Replenisher::Drs, true, true, true),
            (Replenisher::Drs, false, true, false),
            (Replenisher::Alexa, true, true, true),
            (Replenisher::Alexa, false, true, false),
            (Replenisher::Shop, false, true, true),
            (Replenisher::Shop, true, false, false),
        ] {
            assert_eq!(it.is_at_hand(registered, owned), expected, "{it:?}");
        }
    }

    #[test]
    fn only_amazon_has_to_say_so_first() {
        for (it, unsaid, on, paused) in [
            (Replenisher::Drs, false, true, false),
            (Replenisher::Alexa, true, true, true),
            (Replenisher::Shop, true, true, false),
        ] {
            let found = [None, Some(true), Some(false)].map(|said| it.may_order(said));
            assert_eq!(found, [unsaid, on, paused], "{it:?}");
        }
    }
}
