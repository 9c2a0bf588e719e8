//! A way to Amazon and back: why the browser went, and what proves that it is the same browser. The
//! browser itself keeps it, sealed, in a cookie that opens with the one-time `state` alone (RFC 6749
//! §10.12), and loses it on the way back.

use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use domain::time::HOUR;
use domain::{AccountId, DeviceId};
use replenish::SignInBy;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize, Serializer};

use crate::sealed::Cookies;

/// What the cookies' names begin with; the beginning of `state` follows, so that each window has its own.
const BEGIN: &str = "way-";
const OF_STATE: usize = 8;
/// Ways under way in one browser at once.
const MOST: usize = 5;

/// Why the browser went to Amazon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To sign in, and go on to a path of this site.
    SignIn {
        /// By whose word. What comes back from another one is not looked at.
        by: SignInBy,
        /// Checked to be local when it was given.
        next: String,
    },
    /// To connect a machine.
    Connect {
        /// Which one.
        device: DeviceId,
        /// Whose wish that is.
        account: AccountId,
    },
    /// To sign in to the console, and go on to a path of it.
    Operate {
        /// Checked to be local when it was given.
        next: String,
    },
}

impl Purpose {
    /// To whom the browser of a customer went.
    pub fn sent_to(&self) -> Option<SignInBy> {
        match self {
            Self::SignIn { by, .. } => Some(*by),
            Self::Connect { .. } => Some(SignInBy::Amazon),
            Self::Operate { .. } => None,
        }
    }
}

/// One way under way.
#[derive(Debug, Serialize, Deserialize)]
pub struct Pending {
    /// The PKCE verifier (RFC 7636) of the request.
    #[serde(serialize_with = "reveal")]
    pub verifier: SecretString,
    /// Why.
    pub purpose: Purpose,
}

impl Pending {
    /// Lets the browser remember it. Of too many, it forgets those it has had for longest.
    pub fn remember(
        &self,
        state: &str,
        cookies: &Cookies,
        sent: &HeaderMap,
        answer: &mut HeaderMap,
    ) {
        let others: Vec<_> = cookies.names(sent, BEGIN).collect();
        let surplus = (others.len() + 1).saturating_sub(MOST);
        let forgotten = others.into_iter().take(surplus);
        let forgotten = forgotten.filter_map(|name| cookies.remove(name));
        let kept = cookies.set(&name(state), state, self, HOUR);
        append(answer, forgotten.chain(kept));
    }

    /// What the browser went for, by the `state` that it brings back.
    pub fn recall(state: &str, cookies: &Cookies, sent: &HeaderMap) -> Option<Self> {
        cookies.get(sent, &name(state), state)
    }

    /// Lets the browser forget it.
    pub fn forget(state: &str, cookies: &Cookies, answer: &mut HeaderMap) {
        append(answer, cookies.remove(&name(state)));
    }
}

fn append(answer: &mut HeaderMap, cookies: impl IntoIterator<Item = HeaderValue>) {
    for cookie in cookies {
        answer.append(SET_COOKIE, cookie);
    }
}

fn name(state: &str) -> String {
    let short: String = state.chars().take(OF_STATE).collect();
    format!("{BEGIN}{short}")
}

/// It is sealed where it goes.
fn reveal<S: Serializer>(secret: &SecretString, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(secret.expose_secret())
}
