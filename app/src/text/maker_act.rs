//! What the maker did at a machine for its customer.

use domain::maker_act::Deed;

use crate::i18n::maker_act as text;

/// What was done.
pub fn did(deed: Deed, maker: &str) -> String {
    match deed {
        Deed::Restock => text::restocked(maker),
        Deed::Undo => text::undid(maker),
        Deed::ClaimCode => text::new_code(maker),
        Deed::Token | Deed::Revoke => text::new_token(maker),
        Deed::Disconnect => text::disconnected(maker),
        Deed::Order => text::ordered(maker),
        Deed::Hold => text::held(maker),
        Deed::Resume => text::let_go(maker),
        Deed::LetGo => text::let_order_go(maker),
        Deed::Withdraw => text::withdrew_order(maker),
    }
}
