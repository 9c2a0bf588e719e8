//! Whoever of the maker's calls the API: by the operator's or the factory's token of the configuration, which are
//! compared in constant time, or by a key, which is looked up by its hash. A route names the scope that it asks for in the
//! type of its caller.

use std::marker::PhantomData;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use domain::api_key::Scope;
use replenish::{Caller, Maker};
use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;

use super::bearer::{bearer, client, refuse};
use crate::api::problem::Problem;
use crate::request_id::RequestId;
use crate::state::AppState;

/// A scope as a type.
pub trait Asks {
    /// Which it is.
    const SCOPE: Scope;
}

macro_rules! asks {
    ($($name:ident),*) => {$(
        #[doc = concat!("[`Scope::", stringify!($name), "`] as a type.")]
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl Asks for $name {
            const SCOPE: Scope = Scope::$name;
        }
    )*};
}

asks!(
    FleetRead, FleetWrite, Models, Factory, Orders, Usage, Webhooks, Metrics
);

/// Somebody of the maker's who may do what a scope opens, as the caller of what they ask for.
pub struct Permit<S> {
    /// Who it is.
    pub caller: Caller,
    scope: PhantomData<S>,
}

impl<S: Asks> FromRequestParts<AppState> for Permit<S> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let (maker, request_id) = maker(parts, state, Some(S::SCOPE)).await?;
        if maker.may(S::SCOPE) {
            return Ok(Self {
                caller: Caller::Maker(maker, request_id),
                scope: PhantomData,
            });
        }
        Err(match maker {
            Maker::Key(_) => {
                let scope = S::SCOPE.name();
                let detail = format!("This key has no scope `{scope}`. Make one that has it.");
                Problem::forbidden("scope_missing", &detail)
            }
            _ => factory_only(),
        })
    }
}

/// Whoever has the operator's token, which no key replaces.
pub struct Operator(pub Caller);

impl FromRequestParts<AppState> for Operator {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let (maker, request_id) = maker(parts, state, None).await?;
        match maker {
            Maker::Operator => Ok(Self(Caller::Maker(maker, request_id))),
            Maker::Factory => Err(factory_only()),
            Maker::Key(_) | Maker::Person(_) => Err(Problem::forbidden(
                "operator_only",
                "No key opens this. Use the operator's token, or `larder key` on the server.",
            )),
        }
    }
}

/// Whoever has sent a token of the maker's, whatever it opens.
async fn maker(
    parts: &Parts,
    state: &AppState,
    asked: Option<Scope>,
) -> Result<(Maker, String), Problem> {
    let site = &state.site;
    let request_id = RequestId::of(parts).to_string();
    let token = bearer(parts);
    let is = |wanted: &Option<SecretString>| wanted.as_ref().is_some_and(|it| is(token, it));
    if is(&site.operator_token) {
        return Ok((Maker::Operator, request_id));
    }
    if is(&site.provision_token) {
        return Ok((Maker::Factory, request_id));
    }
    if let Some(token) = token
        && let Some(key) = state.application.keys().find(token).await?
    {
        return Ok((Maker::Key(key), request_id));
    }
    let is_factorys = asked == Some(Scope::Factory) && site.provision_token.is_some();
    if site.operator_token.is_none() && !is_factorys {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "closed",
            "LARDER_OPERATOR_TOKEN is not set, so this call takes keys only: `larder key create` makes one.",
        ));
    }
    let failures = &state.throttle.maker_token;
    let detail = "Send `Authorization: Bearer <operator token, or a key>`.";
    Err(refuse(client(parts, state), failures, detail))
}

fn factory_only() -> Problem {
    Problem::forbidden(
        "factory_only",
        "The factory's token creates devices, tokens and claim codes only.",
    )
}

fn is(token: Option<&str>, wanted: &SecretString) -> bool {
    token.is_some_and(|token| {
        let wanted = wanted.expose_secret().as_bytes();
        token.as_bytes().ct_eq(wanted).into()
    })
}
