//! Codes and tokens of grants. A code works once; a refresh token is good until the customer disables the skill.

use std::collections::HashMap;

use super::region::Region;
use crate::amazon::ids::Ids;

/// Seconds an access token lives.
pub(super) const LIFE: i64 = 3_600;
const CODE_LIFE_MS: i64 = 5 * 60_000;

/// Whom a token speaks for.
#[derive(Clone, Debug)]
pub(super) struct Grant {
    pub(super) customer: String,
    pub(super) region: Region,
}

struct Ending {
    grant: Grant,
    at: i64,
}

#[derive(Default)]
pub(super) struct Tokens {
    codes: HashMap<String, Ending>,
    access: HashMap<String, Ending>,
    refresh: HashMap<String, Grant>,
}

pub(super) struct Issued {
    pub(super) access: String,
    /// None where the one before goes on.
    pub(super) refresh: Option<String>,
}

impl Tokens {
    pub(super) fn code(&mut self, ids: &mut Ids, grant: Grant, system: i64) -> String {
        let code = ids.code();
        let at = system + CODE_LIFE_MS;
        self.codes.insert(code.clone(), Ending { grant, at });
        code
    }

    /// Uses a code up.
    pub(super) fn exchange(&mut self, ids: &mut Ids, code: &str, system: i64) -> Option<Issued> {
        let Ending { grant, at } = self.codes.remove(code)?;
        if at <= system {
            return None;
        }
        let refresh = ids.refresh_token();
        self.refresh.insert(refresh.clone(), grant.clone());
        Some(Issued {
            access: self.issue(ids, grant, system),
            refresh: Some(refresh),
        })
    }

    /// A new access token. Where tokens rotate the refresh token is replaced, too, and good no longer.
    pub(super) fn refresh(
        &mut self,
        ids: &mut Ids,
        token: &str,
        rotates: bool,
        system: i64,
    ) -> Option<Issued> {
        let grant = self.refresh.get(token)?.clone();
        let refresh = rotates.then(|| {
            let fresh = ids.refresh_token();
            self.refresh.remove(token);
            self.refresh.insert(fresh.clone(), grant.clone());
            fresh
        });
        Some(Issued {
            access: self.issue(ids, grant, system),
            refresh,
        })
    }

    fn issue(&mut self, ids: &mut Ids, grant: Grant, system: i64) -> String {
        self.access.retain(|_, access| access.at > system);
        let token = ids.access_token();
        let at = system + LIFE * 1_000;
        self.access.insert(token.clone(), Ending { grant, at });
        token
    }

    /// Whom a living access token speaks for.
    pub(super) fn bearer(&self, token: &str, system: i64) -> Option<&Grant> {
        let access = self.access.get(token)?;
        (access.at > system).then_some(&access.grant)
    }

    /// A customer's access tokens are over.
    pub(super) fn expire(&mut self, customer: &str) {
        self.access
            .retain(|_, access| access.grant.customer != customer);
    }

    /// There are no new ones for a customer.
    pub(super) fn end(&mut self, customer: &str) {
        self.codes.retain(|_, code| code.grant.customer != customer);
        self.refresh.retain(|_, grant| grant.customer != customer);
    }
}
