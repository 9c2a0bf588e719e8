//! Roles and invitations in words.

use domain::Role;
use replenish::household::{Invitation, Member};

use crate::i18n::household as text;
use crate::i18n::{integer, moment};

/// What people call a role.
pub fn name(role: Role) -> String {
    match role {
        Role::Owner => text::owner(),
        Role::Member => text::member(),
        Role::Viewer => text::viewer(),
    }
}

/// What people call a role, and what it may do.
pub fn may(role: Role) -> String {
    match role {
        Role::Owner => text::owner_may(),
        Role::Member => text::member_may(),
        Role::Viewer => text::viewer_may(),
    }
}

/// Somebody else; they have no name here, so they are counted.
pub fn person(number: usize) -> String {
    text::person(&integer(i64::try_from(number).unwrap_or(i64::MAX)))
}

/// What somebody else is, and since when they use the site.
pub fn first_here(member: &Member) -> String {
    text::first_here(&name(member.role), &moment(member.since))
}

/// An invitation nobody has taken yet.
pub fn invited(invitation: &Invitation) -> String {
    text::invited(&name(invitation.role), &moment(invitation.expires_at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{now, speaking};
    use crate::preferences::locale::Locale;

    #[test]
    fn an_invitation_is_said_in_the_customers_language() {
        let invitation = Invitation {
            role: Role::Member,
            expires_at: now(),
        };
        let said = |locale| speaking(locale, || invited(&invitation));
        assert_eq!(
            said(Locale::EnUs),
            "Member, link valid until Nov 22, 2026, 10:00\u{202f}AM UTC"
        );
        assert_eq!(
            said(Locale::De),
            "Mitglied, gültig bis 22.11.2026, 10:00 UTC"
        );
    }
}
