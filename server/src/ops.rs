//! The console of the maker's people, under `/ops`: who is signed in there, its pages, and what their forms do.
//!
//! Its sessions have nothing to do with customers': another cookie, of these paths alone, and rows of their own. A
//! customer's session opens nothing here, and an operator's nothing of a customer's.

mod form;
mod machine;
pub(crate) mod page;
mod people;
mod person;
mod sign_in;
mod webhook;
mod work;

use axum::Router;
use axum::routing::{any, get, post};

use crate::state::AppState;

/// Where the console is.
const PATH: &str = "/ops";

/// Whether a path is one of the console's.
pub(crate) fn has(path: &str) -> bool {
    path.strip_prefix(PATH)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Every route of the console.
pub(crate) fn router() -> Router<AppState> {
    let shown = leptos_axum::generate_route_list(app::ops::ConsoleApp);
    let shown = shown.iter().fold(Router::new(), |router, page| {
        router.route(page.path(), get(page::show))
    });
    shown
        .route("/ops/start", get(sign_in::start))
        .route("/ops/callback", get(sign_in::callback))
        .route("/ops/join", post(sign_in::join))
        .route("/ops/sign-out", post(sign_in::sign_out))
        .route("/ops/people/invite", post(people::invite))
        .route("/ops/people/{id}/role", post(people::set_role))
        .route("/ops/people/{id}/remove", post(people::remove))
        .route("/ops/people/keys", post(people::make_key))
        .route("/ops/people/keys/{id}/revoke", post(people::revoke_key))
        .route("/ops/machines/{serial}/restock", post(machine::restock))
        .route("/ops/machines/{serial}/undo", post(machine::undo))
        .route(
            "/ops/machines/{serial}/claim-code",
            post(machine::claim_code),
        )
        .route("/ops/machines/{serial}/token", post(machine::token))
        .route(
            "/ops/machines/{serial}/disconnect",
            post(machine::disconnect),
        )
        .route("/ops/machines/{serial}/order", post(machine::order))
        .route("/ops/machines/{serial}/hold", post(machine::hold))
        .route("/ops/machines/{serial}/resume", post(machine::resume))
        .route("/ops/models/{model}/held", post(machine::decide_held))
        .route("/ops/webhooks", post(webhook::create))
        .route("/ops/webhooks/{id}/test", post(webhook::test))
        .route("/ops/webhooks/{id}/enable", post(webhook::enable))
        .route("/ops/webhooks/{id}/resend", post(webhook::resend))
        .route("/ops/webhooks/{id}/secret", post(webhook::rotate))
        .route("/ops/webhooks/{id}/delete", post(webhook::delete))
        .route("/ops/work/{id}/run", post(work::run))
        .route("/ops/work/{id}/give-up", post(work::give_up))
        .route("/ops/", any(page::missing))
        .route("/ops/{*rest}", any(page::missing))
}
