//! What Larder asks of Amazon and is told by it, but for orders and messages: consent, access tokens, subscriptions, the end
//! of a registration, and whether the set-up is right. The client itself is the crate `amazon`.

pub(crate) mod deregister;
pub mod doctor;
pub(crate) mod oauth;
pub(crate) mod subscription;
pub(crate) mod token;
