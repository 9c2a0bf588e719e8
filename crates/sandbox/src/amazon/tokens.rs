//! Codes, access tokens and refresh tokens of Login with Amazon.
//!
//! Each belongs to one grant: one customer and either the profile or one device. When a device's
//! registration ends, everything of its grants is gone.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rsa::sha2::{Digest as _, Sha256};

use super::registration::Refused;
use super::world::{Moment, World};

/// Seconds an access token lives.
pub(crate) const LIFE: i64 = 3600;
const CODE_LIFE_MS: i64 = 5 * 60_000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// `profile:user_id`
    Profile,
    /// `dash:replenish`, for the registration with this id.
    Replenish(u64),
}

#[derive(Clone, Debug)]
pub(crate) struct Grant {
    pub(crate) customer: String,
    pub(crate) scope: Scope,
    /// Taken by a client without a secret, by PKCE alone.
    pub(crate) public: bool,
}

/// What the authorize request promised to show at the token endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Challenge {
    S256(String),
    Plain(String),
}

impl Challenge {
    fn met_by(&self, verifier: &str) -> bool {
        match self {
            Self::Plain(challenge) => challenge == verifier,
            Self::S256(challenge) => {
                *challenge == URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()))
            }
        }
    }
}

struct Code {
    grant: Grant,
    redirect_uri: String,
    challenge: Option<Challenge>,
    expires_at: i64,
}

struct Access {
    grant: Grant,
    expires_at: i64,
}

#[derive(Default)]
pub(crate) struct Tokens {
    codes: HashMap<String, Code>,
    access: HashMap<String, Access>,
    refresh: HashMap<String, Grant>,
}

impl Tokens {
    /// Forgets everything of a registration.
    pub(crate) fn revoke(&mut self, registration: u64) {
        let stays = |grant: &Grant| grant.scope != Scope::Replenish(registration);
        self.codes.retain(|_, code| stays(&code.grant));
        self.access.retain(|_, access| stays(&access.grant));
        self.refresh.retain(|_, grant| stays(grant));
    }

    /// Forgets the access tokens of a registration.
    fn expire(&mut self, registration: u64) {
        self.access
            .retain(|_, access| access.grant.scope != Scope::Replenish(registration));
    }
}

pub(crate) struct Issued {
    pub(crate) access: String,
    pub(crate) refresh: String,
}

impl World {
    pub(crate) fn expire(&mut self, serial: &str) -> Result<(), Refused> {
        let id = self.live(serial).ok_or(Refused::NotRegistered)?.id;
        self.tokens.expire(id);
        Ok(())
    }

    pub(crate) fn issue_code(
        &mut self,
        now: Moment,
        customer: &str,
        scope: Scope,
        redirect_uri: &str,
        challenge: Option<Challenge>,
    ) -> String {
        let code = self.ids.code();
        let grant = Grant {
            customer: customer.to_owned(),
            scope,
            public: false,
        };
        let expires_at = now.system + CODE_LIFE_MS;
        let redirect_uri = redirect_uri.to_owned();
        self.tokens
            .codes
            .retain(|_, code| code.expires_at > now.system);
        self.tokens.codes.insert(
            code.clone(),
            Code {
                grant,
                redirect_uri,
                challenge,
                expires_at,
            },
        );
        code
    }

    /// Whether a code may be exchanged without the client's secret.
    pub(crate) fn code_has_challenge(&self, code: &str) -> bool {
        self.tokens
            .codes
            .get(code)
            .is_some_and(|code| code.challenge.is_some())
    }

    /// Whether a refresh token was handed to a client without a secret.
    pub(crate) fn refresh_is_public(&self, token: &str) -> bool {
        self.tokens
            .refresh
            .get(token)
            .is_some_and(|grant| grant.public)
    }

    /// Uses a code up, whether or not the rest of the request is right.
    pub(crate) fn exchange(
        &mut self,
        now: Moment,
        code: &str,
        redirect_uri: &str,
        verifier: Option<&str>,
        public: bool,
    ) -> Option<Issued> {
        let code = self.tokens.codes.remove(code)?;
        let proven = match (&code.challenge, verifier) {
            (None, _) => true,
            (Some(challenge), Some(verifier)) => challenge.met_by(verifier),
            (Some(_), None) => false,
        };
        if code.expires_at <= now.system || code.redirect_uri != redirect_uri || !proven {
            return None;
        }
        let grant = Grant {
            public,
            ..code.grant
        };
        let refresh = self.ids.refresh_token();
        self.tokens.refresh.insert(refresh.clone(), grant.clone());
        Some(Issued {
            access: self.issue_access(now, grant),
            refresh,
        })
    }

    /// A new access token; the refresh token stays as it is, unless rotation is on: then it is
    /// replaced, and good no longer.
    pub(crate) fn refresh(&mut self, now: Moment, token: &str) -> Option<Issued> {
        if self.faults.revocation {
            return None;
        }
        let grant = self.tokens.refresh.get(token)?.clone();
        let refresh = if self.faults.rotation {
            self.tokens.refresh.remove(token);
            let fresh = self.ids.refresh_token();
            self.tokens.refresh.insert(fresh.clone(), grant.clone());
            fresh
        } else {
            token.to_owned()
        };
        Some(Issued {
            access: self.issue_access(now, grant),
            refresh,
        })
    }

    fn issue_access(&mut self, now: Moment, grant: Grant) -> String {
        self.tokens
            .access
            .retain(|_, access| access.expires_at > now.system);
        let token = self.ids.access_token();
        let expires_at = now.system + LIFE * 1000;
        self.tokens
            .access
            .insert(token.clone(), Access { grant, expires_at });
        token
    }

    /// Whom a living access token speaks for.
    pub(crate) fn bearer(&self, now: Moment, token: &str) -> Option<&Grant> {
        let access = self.tokens.access.get(token)?;
        (access.expires_at > now.system && !self.faults.revocation).then_some(&access.grant)
    }

    /// The live registration an access token speaks for.
    pub(crate) fn device(&self, now: Moment, token: &str) -> Option<u64> {
        match self.bearer(now, token)?.scope {
            Scope::Replenish(id) => Some(id),
            Scope::Profile => None,
        }
    }
}
