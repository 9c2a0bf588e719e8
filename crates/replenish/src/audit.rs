//! The audit log: who did what to which object, and by which request.

use domain::{AccountId, Time};
use store::AuditRow;
use uuid::Uuid;

/// Who asked for a change, for the audit.
#[derive(Clone, Copy, Debug)]
pub(crate) enum AuditActor<'a> {
    /// An account, by a request.
    Customer(AccountId, &'a str),
    /// The maker, by a request.
    Maker(&'a str),
    /// A device, by its token.
    Device,
    /// Amazon, by a message or an answer.
    Amazon,
}

impl AuditActor<'_> {
    /// The audit line of what it did to an object.
    pub(crate) fn audit(self, id: Uuid, at: Time, action: &str, object: String) -> AuditRow {
        let (actor, actor_id, request_id) = match self {
            Self::Customer(account, request) => ("customer", Some(account.0), request),
            Self::Maker(request) => ("maker", None, request),
            Self::Device => ("device", None, ""),
            Self::Amazon => ("amazon", None, ""),
        };
        AuditRow {
            id,
            at,
            actor: actor.to_owned(),
            actor_id,
            action: action.to_owned(),
            object,
            request_id: request_id.to_owned(),
        }
    }
}
