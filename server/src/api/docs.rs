//! The API's description, made from the handlers: `/api/openapi.json`, readable at `/api/docs`. A handler
//! describes what is its own; the answers that follow from what a call takes are added here.

use axum::http::StatusCode;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContentBuilder, Header, OpenApi, PathItem, Ref, RefOr};
use utoipa::{OpenApi as _, ToSchema};

use super::problem::{self, Invalid, ProblemJson};

/// Where the description is.
pub const PATH: &str = "/api/openapi.json";

/// What belongs to no call.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Larder",
        description = "Devices report use; makers create devices and read what is known about them; customers' own \
            programs read their supplies. Errors are problem details (RFC 9457) with a stable `code`."
    ),
    tags(
        (name = "device", description = "For machines, each with its own token"),
        (name = "maker", description = "For the maker, and in part for the factory"),
        (name = "customer", description = "For a customer's own programs, each with a personal token")
    ),
    components(schemas(ProblemJson, Invalid))
)]
struct Frame;

/// The callers' tokens.
const BEARERS: [(&str, &str); 5] = [
    ("device", "A device's token, shown once when it was made."),
    ("operator", "`LARDER_OPERATOR_TOKEN`."),
    (
        "key",
        "A key of `POST /api/v1/keys` or `larder key`, with the scope that the call names.",
    ),
    (
        "personal",
        "A customer's personal token of `/settings/tokens`, with the scope that the call names: `restock` opens what `read` does.",
    ),
    (
        "provision",
        "`LARDER_PROVISION_TOKEN`: devices, tokens and claim codes only.",
    ),
];

/// Whether a call has an answer.
type Has = fn(&Operation) -> bool;

/// Answers that no handler describes: status, which calls have it, when it comes.
const SHARED: [(StatusCode, Has, &str); 9] = [
    (
        StatusCode::BAD_REQUEST,
        |_| true,
        "`not_json`, `bad_shape`, `bad_count`, `cut_off`, `bad_query`: `detail` says what cannot be read.",
    ),
    (
        StatusCode::UNAUTHORIZED,
        |_| true,
        "`unauthorized`: no token, or one that is unknown or revoked.",
    ),
    (
        StatusCode::FORBIDDEN,
        is_makers,
        "`factory_only`, `scope_missing`, `operator_only`, `closed`: not with this token, or with none.",
    ),
    (
        StatusCode::NOT_FOUND,
        |call| has_parameter(call, ParameterIn::Path),
        "`not_found`: the path names nothing that is there.",
    ),
    (
        StatusCode::PAYLOAD_TOO_LARGE,
        |call| call.request_body.is_some(),
        "`too_large`: the body is larger than 1 MiB.",
    ),
    (
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        |call| call.request_body.is_some(),
        "`compressed`: the body is compressed.",
    ),
    (
        StatusCode::TOO_MANY_REQUESTS,
        |_| true,
        "`too_many_attempts`: too many wrong tokens from this address, or codes in a row.",
    ),
    (
        StatusCode::INTERNAL_SERVER_ERROR,
        |_| true,
        "`internal`: a fault of ours. The maker's log tells what, by the request id.",
    ),
    (
        StatusCode::SERVICE_UNAVAILABLE,
        |_| true,
        "`unavailable`: nothing was stored; the same may be sent again.",
    ),
];

/// What the handlers' own descriptions are added to.
pub fn frame() -> OpenApi {
    let mut frame = Frame::openapi();
    let components = frame.components.get_or_insert_default();
    for (name, what) in BEARERS {
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer);
        let scheme = SecurityScheme::Http(bearer.description(Some(what)).build());
        components.add_security_scheme(name, scheme);
    }
    for (status, _, when) in SHARED {
        let answer = completed(status, Response::new(when));
        components.responses.insert(name(status), answer.into());
    }
    frame
}

/// Adds to each call the answers that follow from what it takes, and to each answer its headers and,
/// where it is a problem, its body.
pub fn complete(mut description: OpenApi) -> OpenApi {
    let calls = description.paths.paths.values_mut().flat_map(calls);
    for call in calls {
        for (status, has, _) in SHARED {
            if has(call) {
                let answers = &mut call.responses.responses;
                let shared = RefOr::Ref(Ref::from_response_name(name(status)));
                answers.entry(status.as_str().to_owned()).or_insert(shared);
            }
        }
        for (status, answer) in &mut call.responses.responses {
            if let (Ok(status), RefOr::T(own)) = (status.parse::<StatusCode>(), answer) {
                *own = completed(status, std::mem::take(own));
            }
        }
    }
    description
}

fn calls(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let PathItem {
        get,
        put,
        post,
        delete,
        ..
    } = item;
    [get, put, post, delete].into_iter().flatten()
}

fn completed(status: StatusCode, answer: Response) -> Response {
    let is_problem = status.is_client_error() || status.is_server_error();
    let lacks_body = is_problem && answer.content.is_empty();
    let mut answer = ResponseBuilder::from(answer).header(
        "X-Request-Id",
        header("Names the request in the maker's log."),
    );
    if lacks_body {
        let schema = match status {
            StatusCode::UNPROCESSABLE_ENTITY => Invalid::name(),
            _ => ProblemJson::name(),
        };
        let body = ContentBuilder::new().schema(Some(Ref::from_schema_name(schema)));
        answer = answer.content(problem::KIND, body.build());
    }
    let own = match status {
        StatusCode::UNAUTHORIZED => Some(("WWW-Authenticate", "`Bearer`.")),
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
            Some(("Retry-After", "Seconds to wait."))
        }
        _ => None,
    };
    match own {
        Some((name, what)) => answer.header(name, header(what)),
        None => answer,
    }
    .build()
}

fn header(what: &str) -> Header {
    let text = ObjectBuilder::new().schema_type(Type::String);
    HeaderBuilder::new()
        .schema(Some(text))
        .description(Some(what))
        .build()
}

fn has_parameter(call: &Operation, place: ParameterIn) -> bool {
    let parameters = call.parameters.iter().flatten();
    parameters
        .filter_map(|parameter| match parameter {
            RefOr::T(own) => Some(own),
            RefOr::Ref(_) => None,
        })
        .any(|own| own.parameter_in == place)
}

fn is_makers(call: &Operation) -> bool {
    call.tags.iter().flatten().any(|tag| tag == "maker")
}

/// `NotFound`: how a shared answer is named.
fn name(status: StatusCode) -> String {
    status
        .canonical_reason()
        .unwrap_or_default()
        .replace(' ', "")
}
