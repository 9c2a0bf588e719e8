//! The browser's session: one cookie, readable by no script, kept while it is used at least once in
//! thirty days and ninety days in all. Its times are the system's, whatever clock the business has.

use domain::time::{DAY, HOUR};
use domain::{AccountId, Time};
use replenish::clock::system_now;
use serde::{Deserialize, Serialize};
use store::session::Sessions;
use tower_sessions::cookie::SameSite;
use tower_sessions::cookie::time::Duration;
use tower_sessions::session::Error;
use tower_sessions::{Expiry, Session, SessionManagerLayer};

use super::pending::Pending;

const PLAIN: &str = "larder";
/// Browsers take this name only with `Secure`, for the whole host and for no other.
const HOST: &str = "__Host-larder";
const SIGNED_IN: &str = "signed_in";
const PENDING: &str = "pending";

const IDLE: Duration = Duration::days(30);
const IN_ALL: i64 = 90 * DAY;
/// How long a browser may take at Amazon before it is signed in.
const BEFORE: Duration = Duration::hours(1);
/// Sign-ins and connections under way in one browser at once.
const MOST_PENDING: usize = 5;

/// The layer that reads and sets the cookie.
pub fn layer(sessions: Sessions, is_https: bool) -> SessionManagerLayer<Sessions> {
    SessionManagerLayer::new(sessions)
        .with_name(if is_https { HOST } else { PLAIN })
        .with_secure(is_https)
        .with_http_only(true)
        // The way back from Amazon is a navigation from another site, which Strict would leave
        // without the cookie.
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(BEFORE))
}

#[derive(Clone, Copy, Serialize, Deserialize)]
struct SignedIn {
    account: AccountId,
    since: Time,
    seen: Time,
}

/// Who is signed in, if the session is not too old.
pub async fn account(session: &Session) -> Result<Option<AccountId>, Error> {
    let Some(signed_in) = session.get::<SignedIn>(SIGNED_IN).await? else {
        return Ok(None);
    };
    let now = system_now();
    if now.since(signed_in.since) >= IN_ALL {
        session.flush().await?;
        return Ok(None);
    }
    // A use is written down hourly: enough for thirty days, and pages stay reads.
    if now.since(signed_in.seen) >= HOUR {
        session
            .insert(
                SIGNED_IN,
                SignedIn {
                    seen: now,
                    ..signed_in
                },
            )
            .await?;
        session.set_expiry(Some(expiry(signed_in.since, now)));
    }
    Ok(Some(signed_in.account))
}

/// Signs an account in, under a new session id.
pub async fn sign_in(session: &Session, account: AccountId) -> Result<(), Error> {
    let now = system_now();
    session.cycle_id().await?;
    session
        .insert(
            SIGNED_IN,
            SignedIn {
                account,
                since: now,
                seen: now,
            },
        )
        .await?;
    session.set_expiry(Some(expiry(now, now)));
    Ok(())
}

/// Ends the session.
pub async fn sign_out(session: &Session) -> Result<(), Error> {
    session.flush().await
}

/// Remembers that the browser is on its way to Amazon.
pub async fn remember(session: &Session, pending: Pending) -> Result<(), Error> {
    let mut all: Vec<Pending> = session.get(PENDING).await?.unwrap_or_default();
    all.push(pending);
    let surplus = all.len().saturating_sub(MOST_PENDING);
    all.drain(..surplus);
    session.insert(PENDING, all).await
}

/// What the browser went to Amazon for, by the one-time `state` it brings back. Works once.
pub async fn recall(session: &Session, state: &str) -> Result<Option<Pending>, Error> {
    let mut all: Vec<Pending> = session.get(PENDING).await?.unwrap_or_default();
    let Some(at) = all.iter().position(|pending| pending.is(state)) else {
        return Ok(None);
    };
    let pending = all.remove(at);
    session.insert(PENDING, all).await?;
    // Written before it is used: of two requests with the same state one finds nothing.
    session.save().await?;
    Ok(Some(pending).filter(|pending| pending.is_fresh(system_now())))
}

fn expiry(since: Time, now: Time) -> Expiry {
    let left = Duration::milliseconds(IN_ALL - now.since(since));
    Expiry::OnInactivity(left.min(IDLE))
}
