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

const PLAIN: &str = "larder";
/// Browsers take this name only with `Secure`, for the whole host and for no other.
const HOST: &str = "__Host-larder";
const SIGNED_IN: &str = "signed_in";

const IDLE: Duration = Duration::days(30);
const IN_ALL: i64 = 90 * DAY;
/// How long a browser may take at Amazon before it is signed in.
const BEFORE: Duration = Duration::hours(1);

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

fn expiry(since: Time, now: Time) -> Expiry {
    let left = Duration::milliseconds(IN_ALL - now.since(since));
    Expiry::OnInactivity(left.min(IDLE))
}
