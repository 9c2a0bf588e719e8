//! Keys of the maker's API: who has one, and what it opens.
//!
//! A key is named, opens its scopes and nothing else, and ends: when its time is over, or when it is revoked. What a
//! scope opens is said by the route that asks for it.

use crate::{ApiKeyId, Time};

/// What a call of the maker's API asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Read machines, their journals, decisions, orders, alerts and events.
    FleetRead,
    /// Make, change and delete machines, change what is in them, and say what becomes of orders that wait.
    FleetWrite,
    /// Make and change models.
    Models,
    /// Make machines and, until they are heard or owned, what opens them.
    Factory,
    /// Say what became of orders that the maker's shop was asked for.
    Orders,
    /// Report use for any machine.
    Usage,
    /// Say where events are sent, and look at what became of them.
    Webhooks,
    /// Read the metrics.
    Metrics,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 8] = [
        Self::FleetRead,
        Self::FleetWrite,
        Self::Models,
        Self::Factory,
        Self::Orders,
        Self::Usage,
        Self::Webhooks,
        Self::Metrics,
    ];

    /// Its name in the API and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::FleetRead => "fleet.read",
            Self::FleetWrite => "fleet.write",
            Self::Models => "models",
            Self::Factory => "factory",
            Self::Orders => "orders",
            Self::Usage => "usage",
            Self::Webhooks => "webhooks",
            Self::Metrics => "metrics",
        }
    }

    /// The scope of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }

    /// Whether it opens what another one is asked for.
    pub fn covers(self, asked: Self) -> bool {
        self == asked || (self, asked) == (Self::FleetWrite, Self::Factory)
    }
}

/// Scopes, each once and in the order of [`Scope::ALL`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scopes(Vec<Scope>);

impl Scopes {
    /// Of those, of which there is at least one.
    pub fn new(scopes: &[Scope]) -> Option<Self> {
        let scopes: Vec<_> = Scope::ALL
            .into_iter()
            .filter(|scope| scopes.contains(scope))
            .collect();
        (!scopes.is_empty()).then_some(Self(scopes))
    }

    /// As they are kept: names with a space between two.
    pub fn text(&self) -> String {
        self.names().collect::<Vec<_>>().join(" ")
    }

    /// What [`Scopes::text`] wrote; names that nobody knows open nothing.
    pub fn parse(text: &str) -> Self {
        Self(text.split(' ').filter_map(Scope::parse).collect())
    }

    /// Their names.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|scope| scope.name())
    }

    /// Whether one of them opens what is asked for.
    pub fn cover(&self, asked: Scope) -> bool {
        self.0.iter().any(|scope| scope.covers(asked))
    }
}

/// A key, without what proves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// Our id.
    pub id: ApiKeyId,
    /// What the maker calls it.
    pub name: String,
    /// What it opens.
    pub scopes: Scopes,
    /// When it was made.
    pub created_at: Time,
    /// When it ends by itself.
    pub expires_at: Option<Time>,
    /// When it was last used, to the hour.
    pub used_at: Option<Time>,
}

impl ApiKey {
    /// Whether its time is over.
    pub fn is_over(&self, now: Time) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_opens_what_it_says_and_a_fleet_all_that_its_factory_may() {
        for scope in Scope::ALL {
            assert_eq!(Scope::parse(scope.name()), Some(scope));
            for asked in Scope::ALL {
                let more = scope == Scope::FleetWrite && asked == Scope::Factory;
                assert_eq!(scope.covers(asked), scope == asked || more);
            }
        }
        assert_eq!(Scope::parse("fleet"), None);
    }

    #[test]
    fn scopes_are_kept_once_each_and_unknown_ones_open_nothing() {
        let scopes = Scopes::new(&[Scope::Usage, Scope::FleetRead, Scope::Usage]).unwrap();
        assert_eq!(scopes.text(), "fleet.read usage");
        assert_eq!(Scopes::parse("fleet.read usage"), scopes);
        assert!(scopes.cover(Scope::Usage) && !scopes.cover(Scope::Models));
        assert_eq!(Scopes::new(&[]), None);
        assert!(
            Scope::ALL
                .iter()
                .all(|it| !Scopes::parse("king").cover(*it))
        );
    }

    #[test]
    fn a_key_is_over_from_its_end_on() {
        let key = ApiKey {
            id: ApiKeyId(uuid::Uuid::nil()),
            name: "shop".to_owned(),
            scopes: Scopes::parse("usage"),
            created_at: Time::from_millis(0),
            expires_at: Some(Time::from_millis(10)),
            used_at: None,
        };
        assert!(!key.is_over(Time::from_millis(9)) && key.is_over(Time::from_millis(10)));
        let key = ApiKey {
            expires_at: None,
            ..key
        };
        assert!(!key.is_over(Time::from_millis(i64::MAX)));
    }
}
