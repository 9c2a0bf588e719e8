//! A form whose sender is not signed in any more: what was typed stays in the browser's session, for
//! an hour at most, and is in the form again once its sender has signed in. Nothing is done by it.

use app::FormState;
use axum::extract::{FromRequest, Request};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Time;
use domain::time::HOUR;
use replenish::clock::system_now;
use serde::{Deserialize, Serialize};
use tower_sessions::Session;
use tower_sessions::session::Error;

use super::Fields;
use crate::auth::account::unavailable;
use crate::auth::{next, session};

const NAME: &str = "kept";
/// The most that is kept, in bytes: a stranger's forms are kept too.
const LARGEST: usize = 2 * 1024;

#[derive(Serialize, Deserialize)]
struct Kept {
    /// The path of the form and of the page it is on.
    path: String,
    values: Vec<(String, String)>,
    since: Time,
}

/// For a form that is typed, on a page at the form's own path: sends whoever is not signed in to sign
/// in, and keeps the form.
pub(crate) async fn keep(browser: Session, request: Request, next: Next) -> Response {
    match session::account(&browser).await {
        Ok(Some(_)) => return next.run(request).await,
        Ok(None) => {}
        Err(error) => return unavailable(error),
    }
    let path = request.uri().path().to_owned();
    let mut sign_in = next::sign_in(request.uri());
    if let Ok(Fields(values)) = Fields::from_request(request, &()).await {
        let size: usize = values.iter().map(|(name, it)| name.len() + it.len()).sum();
        if size <= LARGEST {
            let since = system_now();
            let kept = Kept {
                path,
                values,
                since,
            };
            if let Err(error) = browser.insert(NAME, kept).await {
                return unavailable(error);
            }
            sign_in += "&kept=1";
        }
    }
    Redirect::to(&sign_in).into_response()
}

/// The form that was kept for a page; this once.
pub(crate) async fn take(browser: &Session, path: &str) -> Result<FormState, Error> {
    let kept: Option<Kept> = browser.get(NAME).await?;
    let Some(kept) = kept.filter(|kept| kept.path == path) else {
        return Ok(FormState::default());
    };
    browser.remove_value(NAME).await?;
    if system_now().since(kept.since) >= HOUR {
        return Ok(FormState::default());
    }
    Ok(FormState {
        values: kept.values,
        kept: true,
        ..FormState::default()
    })
}
