//! Forms of notices: what a customer hears, where, and the links of mails. Those need no sign-in, and a mail program may send
//! the one that ends notices by itself (RFC 8058).

use app::FormState;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::PushSubscriptionId;
use replenish::Error;
use replenish::notices::{Chosen, NewBrowser, Reader};
use serde::Deserialize;

use super::{Fields, Id, refused, see_other};
use crate::auth::account::By;
use crate::page::{self, PageRequest};
use crate::state::AppState;

const PAGE: &str = "/settings/notices";
const CONFIRM: &str = "/notices/confirm";
const END: &str = "/notices/unsubscribe";

/// Who sent a form.
type Sent = (State<AppState>, By, PageRequest);

/// The token of a link.
#[derive(Deserialize)]
pub(crate) struct Token {
    #[serde(default)]
    token: String,
}

async fn answer(
    state: &AppState,
    request: &PageRequest,
    fields: Fields,
    done: Result<(), Error>,
) -> Response {
    match done {
        Ok(()) => see_other(PAGE),
        Err(error) => refused(state, request, PAGE, fields, error).await,
    }
}

/// `POST /settings/notices`: fields `mail` and `push` with a kind each, `quiet`, `quiet_from`, `quiet_to`, `daily` and
/// `daily_at`.
pub(crate) async fn choose((State(state), By(caller), request): Sent, fields: Fields) -> Response {
    let kinds = |channel: &str| {
        let sent = fields.all(channel);
        (!sent.is_empty()).then_some(sent)
    };
    let is_on = |name: &str| !fields.get(name).is_empty();
    let time = |name: &str| fields.get(name).to_owned();
    let chosen = Chosen {
        mail: kinds("mail"),
        push: kinds("push"),
        quiet: is_on("quiet").then(|| (time("quiet_from"), time("quiet_to"))),
        daily: is_on("daily").then(|| time("daily_at")),
    };
    let notices = state.application.notices();
    let done = notices
        .choose(caller, &chosen, Reader::from(request.reader()))
        .await;
    answer(&state, &request, fields, done).await
}

/// `POST /settings/notices/address`: field `address`, which is sent a link.
pub(crate) async fn address((State(state), By(caller), request): Sent, fields: Fields) -> Response {
    let notices = state.application.notices();
    let address = fields.get("address");
    let done = notices
        .set_address(caller, address, Reader::from(request.reader()))
        .await;
    answer(&state, &request, fields, done).await
}

/// `POST /settings/notices/forget`: the address.
pub(crate) async fn forget((State(state), By(caller), request): Sent) -> Response {
    let done = state.application.notices().forget_address(caller).await;
    answer(&state, &request, Fields::default(), done).await
}

/// `POST /settings/notices/subscribe`: fields `endpoint`, `p256dh` and `auth`, as the browser has them.
pub(crate) async fn subscribe(
    (State(state), By(caller), request): Sent,
    fields: Fields,
) -> Response {
    let new = NewBrowser {
        endpoint: fields.get("endpoint").to_owned(),
        p256dh: fields.get("p256dh").to_owned(),
        auth: fields.get("auth").to_owned(),
    };
    let notices = state.application.notices();
    let done = notices
        .subscribe(caller, &new, Reader::from(request.reader()))
        .await;
    answer(&state, &request, fields, done).await
}

/// `POST /settings/notices/browsers/{id}/forget`
pub(crate) async fn forget_browser(
    (State(state), By(caller), request): Sent,
    Id(browser): Id<PushSubscriptionId>,
) -> Response {
    let notices = state.application.notices();
    let done = notices.forget_browser(caller, browser).await;
    answer(&state, &request, Fields::default(), done).await
}

/// `POST /notices/confirm?token=`
pub(crate) async fn confirm(
    State(state): State<AppState>,
    Query(Token { token }): Query<Token>,
    request: PageRequest,
) -> Response {
    let done = state.application.notices().confirm(&token).await;
    of_link(&state, &request, CONFIRM, done).await
}

/// `POST /notices/unsubscribe?token=`, from the page or from a mail program. It is answered in place: mail programs follow
/// no redirects.
pub(crate) async fn unsubscribe(
    State(state): State<AppState>,
    Query(Token { token }): Query<Token>,
    request: PageRequest,
) -> Response {
    let done = state.application.notices().unsubscribe(&token).await;
    of_link(&state, &request, END, done).await
}

/// The page of a link, which says what became of it.
async fn of_link(
    state: &AppState,
    request: &PageRequest,
    path: &str,
    done: Result<(), Error>,
) -> Response {
    match done {
        Ok(()) => {
            let path = format!("{path}?done=1");
            page::rerender(state, request, &path, FormState::default(), StatusCode::OK).await
        }
        // The page asks for the same link and says that it is over.
        Err(Error::NotFound) => {
            page::rerender(state, request, path, FormState::default(), StatusCode::GONE).await
        }
        Err(error) => refused(state, request, path, Fields::default(), error).await,
    }
}
