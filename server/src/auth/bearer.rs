//! Bearer tokens of the API: a machine's, the operator's and the factory's. The latter two are
//! compared in constant time; a machine's is looked up by its hash.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use domain::DeviceId;
use replenish::Caller;
use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;

use crate::api::problem::Problem;
use crate::client::Client;
use crate::request_id::RequestId;
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

/// The maker, as the caller of what they ask for.
pub struct Operator(pub Caller);

impl FromRequestParts<AppState> for Operator {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let site = &state.site;
        let Some(operator) = &site.operator_token else {
            return Err(unset(
                "LARDER_OPERATOR_TOKEN is not set, so the maker API is closed.",
            ));
        };
        let token = bearer(parts);
        if is(token, operator) {
            let request_id = RequestId::of(parts).to_string();
            return Ok(Self(Caller::Operator(request_id)));
        }
        if site
            .provision_token
            .as_ref()
            .is_some_and(|factory| is(token, factory))
        {
            return Err(Problem::forbidden(
                "factory_only",
                "The factory's token creates devices, tokens and claim codes only.",
            ));
        }
        Err(refuse(
            client(parts, state),
            &state.throttle.maker_token,
            "Send `Authorization: Bearer <operator token>`.",
        ))
    }
}

/// The maker or the factory, whichever it is.
pub struct Factory(pub Caller);

impl FromRequestParts<AppState> for Factory {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let site = &state.site;
        let request_id = RequestId::of(parts).to_string();
        let known = [
            (&site.operator_token, Caller::Operator(request_id.clone())),
            (&site.provision_token, Caller::Factory(request_id)),
        ];
        if known.iter().all(|(token, _)| token.is_none()) {
            return Err(unset(
                "Neither LARDER_OPERATOR_TOKEN nor LARDER_PROVISION_TOKEN is set, so this call is closed.",
            ));
        }
        let token = bearer(parts);
        let mut known = known.into_iter();
        let found = known.find(|(one, _)| one.as_ref().is_some_and(|one| is(token, one)));
        if let Some((_, caller)) = found {
            return Ok(Self(caller));
        }
        Err(refuse(
            client(parts, state),
            &state.throttle.maker_token,
            "Send `Authorization: Bearer <operator or provision token>`.",
        ))
    }
}

fn bearer(parts: &Parts) -> Option<&str> {
    let value = parts.headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && (1..=LONGEST).contains(&token.len())).then_some(token)
}

fn is(token: Option<&str>, wanted: &SecretString) -> bool {
    token.is_some_and(|token| {
        token
            .as_bytes()
            .ct_eq(wanted.expose_secret().as_bytes())
            .into()
    })
}

fn unset(detail: &str) -> Problem {
    Problem::new(StatusCode::FORBIDDEN, "closed", detail)
}

fn client(parts: &Parts, state: &AppState) -> Client {
    Client::of(parts, &state.site.trusted_proxies)
}

/// The answer to a token that is nobody's.
fn refuse(client: Client, failures: &Buckets<Client>, detail: &str) -> Problem {
    match failures.take(client) {
        Ok(()) => Problem::unauthorized(detail),
        Err(Empty(seconds)) => Problem::too_many(seconds),
    }
}
