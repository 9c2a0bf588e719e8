//! What the maker's own shop says of an order that it was asked for.

/// A kind of word of the shop's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ShopEvent {
    /// It takes the order.
    Accepted,
    /// The order is placed: it is paid for and will be sent.
    Placed,
    /// All of it, or a part, is on the road; said again it may move the date.
    Shipped,
    /// The customer or the shop called it off.
    Cancelled,
    /// It was handed over.
    Arrived,
    /// The shop cannot send it.
    Failed,
}

impl ShopEvent {
    /// Every one.
    pub const ALL: [Self; 6] = [
        Self::Accepted,
        Self::Placed,
        Self::Shipped,
        Self::Cancelled,
        Self::Arrived,
        Self::Failed,
    ];

    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Placed => "placed",
            Self::Shipped => "shipped",
            Self::Cancelled => "cancelled",
            Self::Arrived => "arrived",
            Self::Failed => "failed",
        }
    }

    /// Whether no other word need come after it.
    pub fn is_end(self) -> bool {
        matches!(self, Self::Cancelled | Self::Arrived | Self::Failed)
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}
