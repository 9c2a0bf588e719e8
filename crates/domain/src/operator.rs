//! The maker's people: who they are, and what each of their roles may do.
//!
//! A role covers those below it. What it may is said by one table, [`OperatorRole::least`], in terms of what keys open
//! ([`Scope`]) and of what people alone do ([`Duty`]).

use crate::api_key::Scope;
use crate::{OperatorId, Time};

/// A role; each covers those below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OperatorRole {
    /// Reads the fleet.
    Viewer,
    /// Also acts on a machine for its customer.
    Support,
    /// Also says what there is, who may do what, and which programs may.
    Admin,
}

/// What is asked of somebody of the maker's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Duty {
    /// What a key of that scope opens, too.
    Api(Scope),
    /// Read who did what.
    Audit,
    /// Make and revoke keys.
    Keys,
    /// Say who is an operator, and as what.
    People,
}

impl Duty {
    /// Every one.
    pub fn all() -> impl Iterator<Item = Self> {
        let scopes = Scope::ALL.into_iter().map(Self::Api);
        scopes.chain([Self::Audit, Self::Keys, Self::People])
    }
}

impl From<Scope> for Duty {
    fn from(scope: Scope) -> Self {
        Self::Api(scope)
    }
}

impl OperatorRole {
    /// Every role, the one that may least first.
    pub const ALL: [Self; 3] = [Self::Viewer, Self::Support, Self::Admin];

    /// The least role that may do something. Whatever is not said here is an admin's.
    pub fn least(asked: Duty) -> Self {
        match asked {
            Duty::Api(Scope::FleetRead) => Self::Viewer,
            Duty::Api(Scope::FleetWrite | Scope::Factory) | Duty::Audit => Self::Support,
            Duty::Api(_) | Duty::Keys | Duty::People => Self::Admin,
        }
    }

    /// Whether it may do something.
    pub fn may(self, asked: impl Into<Duty>) -> bool {
        self >= Self::least(asked.into())
    }

    /// Its name in forms, in claims and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Support => "support",
            Self::Admin => "admin",
        }
    }

    /// The role of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Of names that somebody else gave, the role that may most; names that are none count nothing.
    pub fn among<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        names.into_iter().filter_map(Self::parse).max()
    }
}

/// Somebody of the maker's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operator {
    /// Our id.
    pub id: OperatorId,
    /// What they are called.
    pub name: String,
    /// What they may; none where nobody has said it yet.
    pub role: Option<OperatorRole>,
    /// The identity provider said so, and may say otherwise.
    pub is_claimed: bool,
    /// Whether they sign in by the identity provider; else by links.
    pub has_identity: bool,
    /// Since when they are known.
    pub created_at: Time,
    /// Since when they are none any more.
    pub disabled_at: Option<Time>,
    /// When they were last here, to the hour.
    pub seen_at: Option<Time>,
}

impl Operator {
    /// What they may now: nothing where they were removed, or have no role.
    pub fn acting(&self) -> Option<OperatorRole> {
        self.role.filter(|_| self.disabled_at.is_none())
    }

    /// Whether they may do something.
    pub fn may(&self, asked: impl Into<Duty>) -> bool {
        self.acting().is_some_and(|role| role.may(asked))
    }

    /// Takes what their identity provider says of their role: what it says counts, and where it says nothing only what it
    /// said before ends.
    pub fn claim(&mut self, said: Option<OperatorRole>) {
        if said.is_some() || self.is_claimed {
            self.role = said;
            self.is_claimed = said.is_some();
        }
    }

    /// Takes a role that a person gave them. Whoever was removed is back.
    pub fn appoint(&mut self, role: OperatorRole) {
        self.role = Some(role);
        self.is_claimed = false;
        self.disabled_at = None;
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use OperatorRole::{Admin, Support, Viewer};

    fn person() -> Operator {
        Operator {
            id: OperatorId(Uuid::nil()),
            name: "Ada".to_owned(),
            role: None,
            is_claimed: false,
            has_identity: true,
            created_at: Time::from_millis(0),
            disabled_at: None,
            seen_at: None,
        }
    }

    #[test]
    fn each_role_may_what_those_below_it_may_and_more() {
        let may = |role: OperatorRole| Duty::all().filter(move |duty| role.may(*duty)).count();
        let counts = OperatorRole::ALL.map(may);
        assert_eq!(counts, [1, 4, Duty::all().count()]);
        for role in OperatorRole::ALL {
            assert_eq!(OperatorRole::parse(role.name()), Some(role));
        }
        assert!(Viewer.may(Scope::FleetRead) && !Viewer.may(Scope::FleetWrite));
        assert!(Support.may(Duty::Audit) && !Support.may(Scope::Models));
        assert!(!Support.may(Duty::People) && !Support.may(Duty::Keys));
        assert_eq!(OperatorRole::parse("king"), None);
        assert_eq!(
            OperatorRole::among(["king", "viewer", "support"]),
            Some(Support)
        );
        assert_eq!(OperatorRole::among(["king"]), None);
    }

    #[test]
    fn whoever_has_no_role_or_was_removed_may_nothing() {
        let mut ada = person();
        assert!(Duty::all().all(|duty| !ada.may(duty)));
        ada.appoint(Admin);
        assert!(Duty::all().all(|duty| ada.may(duty)));
        ada.disabled_at = Some(Time::from_millis(1));
        assert!(Duty::all().all(|duty| !ada.may(duty)));
        ada.appoint(Viewer);
        assert_eq!(ada.acting(), Some(Viewer));
    }

    #[test]
    fn a_claim_wins_and_takes_back_only_what_it_gave() {
        let mut ada = person();
        ada.claim(None);
        assert_eq!(ada.role, None);
        ada.appoint(Support);
        ada.claim(None);
        assert_eq!(ada.role, Some(Support), "a person gave it");
        ada.claim(Some(Admin));
        assert_eq!((ada.role, ada.is_claimed), (Some(Admin), true));
        ada.claim(None);
        assert_eq!((ada.role, ada.is_claimed), (None, false));
    }
}
