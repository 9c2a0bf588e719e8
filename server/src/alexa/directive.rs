//! `POST /alexa/directive`: the event of a Lambda as body, and as answer what it returns.

use std::time::Duration;

use amazon::alexa::{About, Answer, Directive, EndpointDirective, ErrorType};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::AccountId;
use domain::alexa::Region;
use replenish::clock::system_now;
use replenish::{Bearer, Error};
use secrecy::{ExposeSecret, SecretString};
use tokio::time::timeout;
use uuid::Uuid;

use super::signature::{self, Unsigned};
use crate::api::problem::Problem;
use crate::client::Client;
use crate::state::AppState;
use crate::throttle::Empty;

/// The largest directive, in bytes.
pub(crate) const LARGEST: usize = 256 * 1024;
/// How long an answer may take. Alexa waits for 8 s, which the forwarder needs some of.
const TIME: Duration = Duration::from_millis(6_500);

/// 200 with Alexa's answer, which may be an error of its own; 401 for what the forwarder has not signed.
pub(crate) async fn receive(
    State(state): State<AppState>,
    client: Client,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let Some(alexa) = &state.site.alexa else {
        return Problem::no_such_call().into_response();
    };
    let body = match body {
        Ok(body) => body,
        Err(rejection) => {
            let detail = "The body cannot be read, or is no directive.";
            return Problem::new(rejection.status(), "bad_request", detail).into_response();
        }
    };
    match signature::region(&headers, &body, &alexa.forwarder_key, system_now()) {
        Ok(region) => Json(answer(&state, region, &body).await).into_response(),
        Err(why) => refuse(&state, client, why).into_response(),
    }
}

fn refuse(state: &AppState, client: Client, why: Unsigned) -> Problem {
    let detail = match why {
        Unsigned::Header(name) => format!("The header {name} is missing or malformed."),
        Unsigned::Time => {
            "The timestamp is more than five minutes away: set the clocks right.".to_owned()
        }
        Unsigned::Signature => "The signature is not of LARDER_ALEXA_FORWARDER_KEY.".to_owned(),
    };
    match state.throttle.forwarder.take(client) {
        Ok(()) => {
            if state.throttle.log.take("forwarder").is_ok() {
                tracing::warn!("a directive was not believed: {detail}");
            }
            Problem::new(StatusCode::UNAUTHORIZED, "unauthorized", detail)
        }
        Err(Empty(seconds)) => Problem::too_many(seconds),
    }
}

async fn answer(state: &AppState, region: Region, body: &[u8]) -> Answer {
    let message: Uuid = state.random.id(system_now());
    let directive = match Directive::read(body) {
        Ok(directive) => directive,
        Err(malformed) => {
            tracing::warn!(%malformed, "a directive cannot be read");
            let why = malformed.to_string();
            if malformed.is_grant {
                return Answer::not_granted(message, &why);
            }
            let error = ErrorType::InvalidDirective;
            return Answer::refused(message, &malformed.about, error, &why);
        }
    };
    let late = late(message, &directive);
    let asked = Asked {
        state,
        region,
        message,
    };
    timeout(TIME, asked.of(directive)).await.unwrap_or(late)
}

/// What is said where it takes too long.
fn late(message: Uuid, directive: &Directive) -> Answer {
    let why = "this took too long";
    match directive {
        Directive::AcceptGrant { .. } => Answer::not_granted(message, why),
        Directive::ReportState(asked) => {
            Answer::error(message, asked, ErrorType::InternalError, why)
        }
        Directive::Other { about, .. } => {
            Answer::refused(message, about, ErrorType::InternalError, why)
        }
        Directive::Discover { .. } => {
            let about = About::default();
            Answer::refused(message, &about, ErrorType::InternalError, why)
        }
    }
}

/// One directive, on its way to an answer.
struct Asked<'a> {
    state: &'a AppState,
    region: Region,
    message: Uuid,
}

impl Asked<'_> {
    async fn of(&self, directive: Directive) -> Answer {
        match directive {
            Directive::AcceptGrant { code, token } => self.accept_grant(&code, &token).await,
            Directive::Discover { token } => self.discover(&token).await,
            Directive::ReportState(asked) => self.report_state(&asked).await,
            Directive::Other {
                namespace,
                name,
                about,
            } => {
                let why = format!("{namespace} {name} is nothing that a machine here does");
                Answer::refused(self.message, &about, ErrorType::InvalidDirective, &why)
            }
        }
    }

    async fn accept_grant(&self, code: &SecretString, token: &SecretString) -> Answer {
        let account = match self.account(token).await {
            Ok(account) => account,
            Err(error) => return Answer::not_granted(self.message, why(error)),
        };
        let alexa = self.state.application.alexa();
        match alexa
            .accept_grant((account, token), self.region, code)
            .await
        {
            Ok(()) => Answer::granted(self.message),
            Err(error) => {
                tracing::warn!(%error, "a grant of Alexa's was not taken");
                Answer::not_granted(self.message, "the grant could not be taken; try again")
            }
        }
    }

    async fn discover(&self, token: &SecretString) -> Answer {
        let endpoints = match self.account(token).await {
            Ok(account) => self.state.application.alexa().endpoints(account).await,
            Err(ErrorType::InternalError) => return self.unavailable(),
            // No error is published for it.
            Err(_) => Ok(Vec::new()),
        };
        match endpoints {
            Ok(endpoints) => Answer::discovered(self.message, &endpoints),
            Err(error) => {
                tracing::warn!(%error, "Alexa could not be told which machines there are");
                self.unavailable()
            }
        }
    }

    async fn report_state(&self, asked: &EndpointDirective) -> Answer {
        let refused = |error| Answer::error(self.message, asked, error, why(error));
        let account = match self.account(&asked.token).await {
            Ok(account) => account,
            Err(error) => return refused(error),
        };
        let alexa = self.state.application.alexa();
        match alexa.state(account, &asked.endpoint).await {
            Ok(sampled) => Answer::state(self.message, asked, &sampled),
            Err(Error::NotFound) => refused(ErrorType::NoSuchEndpoint),
            Err(error) => {
                tracing::warn!(%error, "Alexa could not be told what is in a machine");
                refused(ErrorType::InternalError)
            }
        }
    }

    fn unavailable(&self) -> Answer {
        let error = ErrorType::InternalError;
        Answer::refused(self.message, &About::default(), error, why(error))
    }

    /// Whose token it is.
    async fn account(&self, token: &SecretString) -> Result<AccountId, ErrorType> {
        let oauth = self.state.application.oauth();
        match oauth.bearer(token.expose_secret()).await {
            Ok(Bearer::Of(account)) => Ok(account),
            Ok(Bearer::Expired) => Err(ErrorType::ExpiredAuthorizationCredential),
            Ok(Bearer::Nobody) => Err(ErrorType::InvalidAuthorizationCredential),
            Err(error) => {
                tracing::warn!(%error, "whose token it is could not be looked up");
                Err(ErrorType::InternalError)
            }
        }
    }
}

fn why(error: ErrorType) -> &'static str {
    match error {
        ErrorType::ExpiredAuthorizationCredential => "the access token has ended; refresh it",
        ErrorType::InvalidAuthorizationCredential => "the account is not linked any more",
        ErrorType::NoSuchEndpoint => "there is no such machine, or it is somebody else's",
        ErrorType::EndpointUnreachable => "the machine has not been heard of",
        ErrorType::InvalidDirective => "nothing that a machine here does",
        ErrorType::InternalError => "it cannot be said at the moment",
    }
}
