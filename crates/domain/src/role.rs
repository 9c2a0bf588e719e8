//! What somebody may do in a household.

/// A role; each covers those below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Reads.
    Viewer,
    /// Also restocks, takes back and says what has arrived.
    Member,
    /// Also adds, connects and removes machines, and says who is of the household.
    Owner,
}

impl Role {
    /// Every role, the one that may most first.
    pub const ALL: [Self; 3] = [Self::Owner, Self::Member, Self::Viewer];

    /// Its name in forms and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Member => "member",
            Self::Viewer => "viewer",
        }
    }

    /// The role of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether it may do what another one may.
    pub fn covers(self, other: Self) -> bool {
        self >= other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_covers_those_below_it() {
        for (n, role) in Role::ALL.into_iter().enumerate() {
            assert_eq!(Role::parse(role.name()), Some(role));
            for (other, below) in Role::ALL.into_iter().enumerate() {
                assert_eq!(role.covers(below), n <= other, "{role:?} {below:?}");
            }
        }
        assert_eq!(Role::parse("king"), None);
    }
}
