//! The API's description, made from the handlers: `/api/openapi.json`, readable at `/api/docs`.

use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::{alert, decision, device, journal, machine, model, order};

/// Where the description is.
pub const PATH: &str = "/api/openapi.json";

/// The description.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Larder",
        description = "Devices report use; makers create devices and read what is known about them. \
            Errors are problem details (RFC 9457) with a stable `code`."
    ),
    paths(
        machine::usage,
        machine::lamp,
        machine::claim_code,
        model::put,
        device::create,
        device::list,
        device::get,
        device::token,
        device::claim_code,
        device::delete,
        device::cancel_test_orders,
        journal::list,
        journal::restock,
        journal::undo,
        order::list,
        decision::list,
        alert::list
    ),
    modifiers(&Bearers)
)]
pub struct Description;

struct Bearers;

impl Modify for Bearers {
    fn modify(&self, description: &mut utoipa::openapi::OpenApi) {
        let components = description.components.get_or_insert_with(Default::default);
        for name in ["device", "operator", "provision"] {
            components.add_security_scheme(
                name,
                SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)),
            );
        }
    }
}
