//! The browser's session: one cookie, readable by no script, kept while it is used at least once in
//! thirty days and ninety days in all. Its times are the system's, whatever clock the business has.
//!
//! - A session begins with a sign-in, and ends when that says ([`end`]), whatever is changed in between:
//!   handlers have a [`Browser`] and nothing of what is under it.
//! - A session that has ended stays ended (`store::session`).

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::map_response;
use axum::response::Response;
use axum::{Extension, Router};
use domain::time::{DAY, HOUR};
use domain::{AccountId, Time};
use replenish::Customer;
use replenish::clock::system_now;
use serde::{Deserialize, Serialize};
use store::session::{ACCOUNT, Sessions, name};
use tower_sessions::cookie::SameSite;
use tower_sessions::cookie::time::Duration;
use tower_sessions::session::Error;
use tower_sessions::{Expiry, Session, SessionManagerLayer};

const PLAIN: &str = "larder";
/// Browsers take this name only with `Secure`, for the whole host and for no other.
const HOST: &str = "__Host-larder";
const SIGNED_IN: &str = "signed_in";

const IDLE: i64 = 30 * DAY;
const IN_ALL: i64 = 90 * DAY;

/// A router whose handlers have a [`Browser`].
pub fn of_browsers<S>(router: Router<S>, sessions: Sessions, is_https: bool) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let cookies = SessionManagerLayer::new(sessions.clone())
        .with_name(if is_https { HOST } else { PLAIN })
        .with_secure(is_https)
        .with_http_only(true)
        // The way back from Amazon is a navigation from another site, which Strict would leave
        // without the cookie.
        .with_same_site(SameSite::Lax)
        .with_path("/");
    router
        .layer(cookies)
        .layer(Extension(sessions))
        .layer(map_response(secure))
}

/// A browser takes a cookie of a `__Host-` name with `Secure` alone, also where it is to forget it, and
/// tower-sessions does not say that there.
async fn secure(mut response: Response) -> Response {
    for (name, cookie) in response.headers_mut() {
        let Ok(text) = cookie.to_str() else { continue };
        if name == header::SET_COOKIE && text.starts_with(HOST) && !text.contains("; Secure") {
            let secure = HeaderValue::from_str(&format!("{text}; Secure"));
            *cookie = secure.unwrap_or_else(|_| cookie.clone());
        }
    }
    response
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct SignedIn {
    since: Time,
    seen: Time,
}

impl SignedIn {
    /// What it says by the clock of now: a moment that is still to come is of a clock that was wrong, and
    /// counts as now.
    fn by(self, now: Time) -> Self {
        Self {
            since: self.since.min(now),
            seen: self.seen.min(now),
        }
    }
}

/// When a session ends, whoever saves it.
fn end(SignedIn { since, seen }: SignedIn, now: Time) -> Expiry {
    let left = (seen + IDLE).min(since + IN_ALL).since(now);
    Expiry::OnInactivity(Duration::milliseconds(left))
}

/// A browser's session.
#[derive(Clone)]
pub struct Browser {
    session: Session,
    sessions: Sessions,
}

impl<S: Send + Sync> FromRequestParts<S> for Browser {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        Self::of(parts).ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl Browser {
    /// The one that sent a request; none beyond the routes of [`of_browsers`].
    pub fn of(parts: &Parts) -> Option<Self> {
        Some(Self {
            session: parts.extensions.get::<Session>()?.clone(),
            sessions: parts.extensions.get::<Sessions>()?.clone(),
        })
    }

    /// Who is signed in, if the session is not too old.
    pub async fn customer(&self) -> Result<Option<Customer>, Error> {
        let account: Option<AccountId> = self.session.get(ACCOUNT).await?;
        let signed_in: Option<SignedIn> = self.session.get(SIGNED_IN).await?;
        let (Some(account), Some(signed_in), Some(id)) = (account, signed_in, self.session.id())
        else {
            return Ok(None);
        };
        let customer = Customer::in_session(account, name(id));
        let Some(now) = self.sessions.now() else {
            return Ok(Some(customer));
        };
        let known = signed_in.by(now);
        if now.since(known.since) >= IN_ALL {
            self.session.flush().await?;
            return Ok(None);
        }
        // A use is written down hourly: enough for thirty days, and pages stay reads.
        if known != signed_in || now.since(known.seen) >= HOUR {
            let seen = SignedIn { seen: now, ..known };
            self.keep(seen, now).await?;
        }
        Ok(Some(customer))
    }

    /// Signs an account in, under a new session id.
    pub async fn sign_in(&self, account: AccountId) -> Result<(), Error> {
        let now = system_now();
        let signed_in = SignedIn {
            since: now,
            seen: now,
        };
        self.session.cycle_id().await?;
        self.session.insert(ACCOUNT, account).await?;
        self.keep(signed_in, now).await
    }

    /// Ends the session.
    pub async fn sign_out(&self) -> Result<(), Error> {
        self.session.flush().await
    }

    /// Ends all sessions of whoever is signed in: whose they were.
    pub async fn sign_out_everywhere(&self) -> Result<Option<AccountId>, Error> {
        let customer = self.customer().await?;
        if let Some(customer) = customer {
            self.sessions.end_all(customer.account).await?;
        }
        self.sign_out().await?;
        Ok(customer.map(|customer| customer.account))
    }

    async fn keep(&self, signed_in: SignedIn, now: Time) -> Result<(), Error> {
        self.session.insert(SIGNED_IN, signed_in).await?;
        self.session.set_expiry(Some(end(signed_in, now)));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_session_follows_from_its_sign_in() {
        let at = |days: i64| Time::from_millis(days * DAY);
        let left = |since, seen, now| {
            let signed_in = SignedIn {
                since: at(since),
                seen: at(seen),
            };
            end(signed_in, at(now))
        };
        let days = |days| Expiry::OnInactivity(Duration::days(days));
        assert_eq!(left(0, 0, 0), days(30));
        assert_eq!(left(0, 10, 11), days(29));
        assert_eq!(left(0, 80, 80), days(10));
    }

    #[test]
    fn a_moment_that_is_still_to_come_counts_as_now() {
        let at = |days: i64| Time::from_millis(days * DAY);
        let by = |since, seen, now| {
            let signed_in = SignedIn {
                since: at(since),
                seen: at(seen),
            };
            let SignedIn { since, seen } = signed_in.by(at(now));
            (since, seen)
        };
        assert_eq!(by(730, 731, 2), (at(2), at(2)));
        assert_eq!(by(0, 731, 2), (at(0), at(2)));
        assert_eq!(by(0, 1, 2), (at(0), at(1)));
    }
}
