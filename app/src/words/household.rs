//! Roles and invitations in words.

use domain::Role;
use replenish::household::Invitation;

use super::time;

/// What people call a role.
pub fn name(role: Role) -> &'static str {
    match role {
        Role::Owner => "Owner",
        Role::Member => "Member",
        Role::Viewer => "Viewer",
    }
}

/// What it may do.
pub fn may(role: Role) -> &'static str {
    match role {
        Role::Owner => "everything, machines and invitations too",
        Role::Member => "add supplies, set levels, say what has arrived",
        Role::Viewer => "see everything",
    }
}

/// An invitation nobody has taken yet.
pub fn invited(invitation: &Invitation) -> String {
    let until = time::absolute(invitation.expires_at);
    format!("{}, until {until}", name(invitation.role))
}
