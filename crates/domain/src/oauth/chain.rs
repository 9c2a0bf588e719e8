//! The refresh tokens of a family, one after the other (RFC 9700 §4.14.2).

use super::Hash;

/// Answers to one refresh token that wait to be used: so often may an answer be lost in a row. None of them is forgotten,
/// so that none is taken for one that was replaced.
const LOST: usize = 64;

/// The token that was used last, and those that it was answered with, of which none was used yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    used: Option<Hash>,
    unused: Vec<Hash>,
}

/// Why a token is not answered with a next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unanswered {
    /// A later one has replaced it: somebody has a copy.
    #[error("a refresh token was used after the one that replaced it")]
    Reused,
    /// It was answered so often without any answer being used that it is answered no more.
    #[error("a refresh token was used again and again, and none of its answers")]
    Surplus,
}

impl Chain {
    /// That of a code: one token, which was not used yet.
    pub fn new(first: Hash) -> Self {
        Self {
            used: None,
            unused: vec![first],
        }
    }

    /// What was kept: [`Chain::used`] and [`Chain::unused`]; none where they are of another length.
    pub fn kept(used: Option<&[u8]>, unused: &[u8]) -> Option<Self> {
        let (hashes, rest) = unused.as_chunks::<32>();
        rest.is_empty().then_some(())?;
        Some(Self {
            used: used.map(Hash::try_from).transpose().ok()?,
            unused: hashes.to_vec(),
        })
    }

    /// The token that was used last.
    pub fn used(&self) -> Option<&[u8]> {
        self.used.as_ref().map(<[u8; 32]>::as_slice)
    }

    /// Those that it was answered with, one after the other, the newest last.
    pub fn unused(&self) -> Vec<u8> {
        self.unused.concat()
    }

    /// A token is used, and answered with the next one.
    ///
    /// # Errors
    /// It has been replaced, or is none of this chain's: the family ends. Or its answers are not used: nothing changes.
    pub fn use_token(&mut self, token: &Hash, next: Hash) -> Result<(), Unanswered> {
        if self.unused.contains(token) {
            self.used = Some(*token);
            self.unused = vec![next];
            return Ok(());
        }
        if self.used.as_ref() != Some(token) {
            return Err(Unanswered::Reused);
        }
        if self.unused.len() >= LOST {
            return Err(Unanswered::Surplus);
        }
        // Its answer was lost, or is still on its way.
        self.unused.push(next);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Unanswered::{Reused, Surplus};
    use super::*;

    const fn hash(n: u8) -> Hash {
        [n; 32]
    }

    #[test]
    fn the_old_token_works_until_the_new_one_is_used() {
        let mut chain = Chain::new(hash(1));
        assert_eq!(chain.use_token(&hash(1), hash(2)), Ok(()));
        assert_eq!(
            chain.use_token(&hash(1), hash(3)),
            Ok(()),
            "the answer was lost"
        );
        assert_eq!(
            chain.use_token(&hash(2), hash(4)),
            Ok(()),
            "it came after all"
        );
        assert_eq!(chain.clone().use_token(&hash(1), hash(5)), Err(Reused));
        assert_eq!(chain.clone().use_token(&hash(3), hash(5)), Err(Reused));
        assert_eq!(chain.use_token(&hash(2), hash(5)), Ok(()));
        assert_eq!(
            chain.use_token(&hash(9), hash(6)),
            Err(Reused),
            "never given"
        );
    }

    #[test]
    fn what_is_kept_reads_back_and_is_bounded() {
        let mut chain = Chain::new(hash(1));
        for n in 2..=65 {
            chain.use_token(&hash(1), hash(n)).unwrap();
            let kept = Chain::kept(chain.used(), &chain.unused());
            assert_eq!(kept.as_ref(), Some(&chain));
        }
        assert_eq!(chain.unused().len(), LOST * 32);
        let before = chain.clone();
        assert_eq!(chain.use_token(&hash(1), hash(66)), Err(Surplus));
        assert_eq!(chain, before, "nothing has changed");
        // The first answer may come as late as any.
        for n in 2..=65 {
            assert_eq!(chain.clone().use_token(&hash(n), hash(67)), Ok(()), "{n}");
        }
        assert_eq!(Chain::kept(None, &[0; 33]), None);
        assert_eq!(Chain::kept(Some(&[0; 31]), &[0; 32]), None);
    }

    proptest! {
        /// A client that loses answers goes on for ever; whoever has a copy of any token is found out by the next use of
        /// one of the two.
        #[test]
        fn a_copy_is_found_out(lost in prop::collection::vec(0..4_usize, 1..20), at in 0..20_usize) {
            let mut chain = Chain::new(hash(0));
            let mut given = 0;
            let mut own = hash(0);
            let mut copy = None;
            for (n, lost) in lost.iter().enumerate() {
                if n == at {
                    copy = Some(own);
                }
                for _ in 0..=*lost {
                    given += 1;
                    prop_assert_eq!(chain.use_token(&own, hash(given)), Ok(()));
                }
                own = hash(given);
            }
            prop_assert_eq!(chain.use_token(&own, hash(254)), Ok(()));
            if let Some(copy) = copy {
                prop_assert_eq!(chain.use_token(&copy, hash(255)), Err(Reused));
            }
        }
    }
}
