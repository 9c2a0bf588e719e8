//! One origin for every Amazon host. Faults strike all of it but the levers.

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{delete, get, post, put};

use crate::alexa;

use super::sign::SnsSigner;
use super::{Sandbox, console, control, drs, faults, oauth, settings, signin, sns_http};

pub(crate) fn router(sandbox: &Sandbox) -> Router {
    let (gateways, levers) = alexa::router(sandbox.alexa());
    Router::new()
        .route("/ap/oa", get(signin::show).post(signin::step))
        .route(
            "/ap/oa/products",
            get(signin::products).post(signin::complete),
        )
        .route("/settings", get(settings::show).post(settings::act))
        .route("/teaser", get(settings::teaser))
        .route("/button.svg", get(settings::button))
        .route("/auth/o2/token", post(oauth::token))
        .route("/auth/O2/token", post(oauth::token))
        .route("/user/profile", get(oauth::profile))
        .route("/replenish/{slot}", post(drs::replenish))
        .route("/slotStatus/{slot}", post(drs::slot_status))
        .route("/deviceStatus", post(drs::device_status))
        .route("/subscriptionInfo", get(drs::subscription_info))
        .route("/getOrderInfo/{instance}", get(drs::order_info))
        .route("/testOrders", delete(drs::cancel_test_orders))
        .route("/testOrders/{slot}", delete(drs::cancel_test_orders))
        .route("/testOrders/slots/{slot}", delete(drs::cancel_test_orders))
        .route("/registration", delete(drs::deregister))
        .route(
            "/deviceModels/{model}/devices/{serial}/registration",
            delete(drs::deregister_v1),
        )
        .route(&SnsSigner::shared().path, get(sns_http::certificate))
        .route("/", get(sns_http::action))
        .merge(gateways)
        .layer(from_fn_with_state(sandbox.clone(), faults::strike))
        .route("/sandbox", get(console::show).post(console::act))
        .route("/sandbox/models/{model}", put(control::put_model))
        .route("/sandbox/devices/{serial}/{lever}", post(control::device))
        .route("/sandbox/pace", put(control::put_pace))
        .route("/sandbox/faults", put(control::put_faults))
        .route("/sandbox/state", get(control::state))
        .merge(levers)
        .with_state(sandbox.clone())
}
