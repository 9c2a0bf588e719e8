//! Bearer tokens of machines, each looked up by its hash.

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use domain::DeviceId;
use replenish::Caller;

use crate::api::problem::Problem;
use crate::client::Client;
use crate::state::AppState;
use crate::throttle::{Buckets, Empty};

/// The longest token worth looking at.
const LONGEST: usize = 512;

const NO_MACHINE: &str = "Send `Authorization: Bearer <device token>`.";
const UNKNOWN_MACHINE: &str = "This device token is unknown or revoked.";

/// The machine whose token the request carries.
pub struct Machine(pub DeviceId);

impl FromRequestParts<AppState> for Machine {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let Some(token) = bearer(parts) else {
            return Err(refuse(
                client(parts, state),
                &state.throttle.device_token,
                NO_MACHINE,
            ));
        };
        let devices = state.application.devices();
        match devices.hear(Caller::token(token)).await? {
            Some(device) => Ok(Self(device)),
            None => Err(refuse(
                client(parts, state),
                &state.throttle.device_token,
                UNKNOWN_MACHINE,
            )),
        }
    }
}

/// A machine by its token, not looked at yet: whose it is shows in the transaction of its reports.
pub struct MachineToken {
    /// Who asks.
    pub caller: Caller,
    client: Client,
}

impl FromRequestParts<AppState> for MachineToken {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let Some(token) = bearer(parts) else {
            return Err(refuse(
                client(parts, state),
                &state.throttle.device_token,
                NO_MACHINE,
            ));
        };
        let token = Self {
            caller: Caller::token(token),
            client: client(parts, state),
        };
        // Whoever has guessed too often is looked at before anything of theirs waits with the others.
        if state.throttle.device_token.check(&token.client).is_err() {
            token.check(state).await?;
        }
        Ok(token)
    }
}

impl MachineToken {
    /// Refuses a token that is nobody's.
    pub async fn check(&self, state: &AppState) -> Result<(), Problem> {
        let devices = state.application.devices();
        match devices.hear(self.caller.clone()).await? {
            Some(_) => Ok(()),
            None => Err(self.refuse(state)),
        }
    }

    /// The answer to a token that is nobody's.
    pub fn refuse(&self, state: &AppState) -> Problem {
        refuse(self.client, &state.throttle.device_token, UNKNOWN_MACHINE)
    }
}

pub(super) fn bearer(parts: &Parts) -> Option<&str> {
    let value = parts.headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && (1..=LONGEST).contains(&token.len())).then_some(token)
}

pub(super) fn client(parts: &Parts, state: &AppState) -> Client {
    Client::of(parts, &state.site.trusted_proxies)
}

/// The answer to a token that is nobody's.
pub(super) fn refuse(client: Client, failures: &Buckets<Client>, detail: &str) -> Problem {
    match failures.take(client) {
        Ok(()) => Problem::unauthorized(detail),
        Err(Empty(seconds)) => Problem::too_many(seconds),
    }
}
