//! A customer's own program, by its personal token, which is looked up by its hash. A call names the scope that it asks
//! for in the type of its caller. Neither a session nor a token of a machine or of the maker's is one.

use std::marker::PhantomData;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::AccountId;
use domain::personal_token::PersonalScope;
use replenish::{Caller, Customer};

use super::bearer::{bearer, client, refuse};
use crate::api::problem::Problem;
use crate::request_id::RequestId;
use crate::state::AppState;

/// A scope as a type.
pub trait AsksOfCustomer {
    /// Which it is.
    const SCOPE: PersonalScope;
}

/// [`PersonalScope::Read`] as a type.
#[derive(Clone, Copy, Debug)]
pub struct Read;

/// [`PersonalScope::Restock`] as a type.
#[derive(Clone, Copy, Debug)]
pub struct Restock;

impl AsksOfCustomer for Read {
    const SCOPE: PersonalScope = PersonalScope::Read;
}

impl AsksOfCustomer for Restock {
    const SCOPE: PersonalScope = PersonalScope::Restock;
}

/// A customer whose token opens a scope.
pub struct Personal<S> {
    /// Who it is, and by which token.
    pub customer: Customer,
    request_id: String,
    scope: PhantomData<S>,
}

impl<S> Personal<S> {
    /// Their account.
    pub fn account(&self) -> AccountId {
        self.customer.account
    }

    /// As the caller of a change.
    pub fn caller(self) -> Caller {
        Caller::Customer(self.customer, self.request_id)
    }
}

impl<S: AsksOfCustomer> FromRequestParts<AppState> for Personal<S> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let tokens = state.application.personal_tokens();
        let found = match bearer(parts) {
            Some(token) => tokens.find(token).await?,
            None => None,
        };
        let Some((customer, scope)) = found else {
            let detail = format!(
                "Send `Authorization: Bearer <personal token>`, one that has not ended: {}/settings/tokens makes one.",
                state.site.origin
            );
            let failures = &state.throttle.personal_token;
            return Err(refuse(client(parts, state), failures, &detail));
        };
        if !scope.covers(S::SCOPE) {
            let detail = format!(
                "This token has no scope `{}`. Make one that has it.",
                S::SCOPE.name()
            );
            return Err(Problem::forbidden("scope_missing", &detail));
        }
        Ok(Self {
            customer,
            request_id: RequestId::of(parts).to_string(),
            scope: PhantomData,
        })
    }
}
