//! A machine's label: with a code that is known, or with a new one.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::body::Optional;
use super::device::RESERVED;
use super::page::{Parameters, bad_query};
use super::path_param::PathParam;
use super::problem::Problem;
use super::texts::Serial;
use crate::auth::maker::{Factory, Permit};
use crate::label::{Label, claim_url, svg, zpl};
use crate::state::AppState;

/// What a label is written as.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LabelQuery {
    /// `svg` or `zpl`; without it `svg`.
    #[param(pattern = "^(svg|zpl)$")]
    format: Option<String>,
}

/// What goes on the label.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LabelOf {
    /// The code that the machine has. Without it a new one is made, and the old one no longer works.
    #[schema(min_length = 1, max_length = 64)]
    claim_code: Option<String>,
}

/// A label, 50 by 25 millimetres, with a QR code of the page that takes the code. Codes are kept as hashes, so one that was
/// made before has to be sent.
#[utoipa::path(post, path = "/devices/{serial}/label", operation_id = "make_label", tag = "maker",
    security(("operator" = []), ("key" = ["factory"]), ("provision" = [])),
    params(("serial" = Serial, Path), LabelQuery), request_body = Option<LabelOf>,
    responses((status = 200, description = "With the code that was sent",
            content((String = "image/svg+xml"), (String = "text/plain"))),
        (status = 201, description = "With a new code, this once",
            content((String = "image/svg+xml"), (String = "text/plain"))),
        (status = 403, description = RESERVED),
        (status = 422, description = "`invalid`: the machine has another code")))]
pub async fn make(
    State(state): State<AppState>,
    Permit { caller, .. }: Permit<Factory>,
    PathParam(serial): PathParam<String>,
    Parameters(LabelQuery { format }): Parameters<LabelQuery>,
    Optional(LabelOf { claim_code }): Optional<LabelOf>,
) -> Result<Response, Problem> {
    let (write, kind): (fn(&Label) -> Option<String>, _) = match format.as_deref() {
        None | Some("svg") => (svg::label, "image/svg+xml"),
        Some("zpl") => (zpl::label, "text/plain; charset=utf-8"),
        Some(_) => return Err(bad_query("format must be svg or zpl")),
    };
    let devices = state.application.devices();
    let (status, claim_code) = match claim_code {
        Some(code) => {
            let code = devices.printed_code(&caller, &serial, &code).await?;
            (StatusCode::OK, code)
        }
        None => {
            let code = devices.new_claim_code(caller, &serial).await?;
            (StatusCode::CREATED, code)
        }
    };
    let label = Label {
        claim_url: claim_url(&state.site.origin, &claim_code),
        serial,
        claim_code,
    };
    let label = write(&label).ok_or_else(Problem::ours)?;
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((status, headers, label).into_response())
}
