//! Importing machines from CSV: each row for itself, so that a bad one stops no other.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use replenish::import::CHUNK;
use serde::Serialize;
use std::time::Duration;
use tokio::time::Instant;
use utoipa::ToSchema;

use super::body;
use super::problem::Problem;
use super::texts::Serial;
use crate::auth::maker::{Factory, Permit};
use crate::import::rows::{Fault, Row, Rows};
use crate::label::claim_url;
use crate::spreadsheet::bytes_of;
use crate::state::AppState;

/// Rows of one call.
const MOST: usize = 10_000;
/// After which no other piece is begun: the server gives up after half a minute.
const PATIENCE: Duration = Duration::from_secs(15);
/// What became of each row, as CSV. Sent again, what is not asked for is left out.
const HEADER: [&str; 9] = [
    "line",
    "serial",
    "model",
    "token_sha256",
    "id",
    "claim_code",
    "claim_url",
    "token",
    "error",
];

/// A body as it was sent.
pub struct Csv(Bytes);

impl<S: Send + Sync> FromRequest<S> for Csv {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        body::bytes(request, state).await.map(Self)
    }
}

/// What became of the rows.
#[derive(Default, Serialize, ToSchema)]
pub struct ImportedRows {
    /// Machines that are there now, in the file's order.
    devices: Vec<ImportedRow>,
    /// Rows that were not taken.
    failed: Vec<FailedRow>,
}

/// A machine that is there now. Token and code are shown once.
#[derive(Serialize, ToSchema)]
pub struct ImportedRow {
    /// Where its row is, from 1 on.
    line: u64,
    #[schema(format = "uuid")]
    id: String,
    #[schema(value_type = Serial)]
    serial: String,
    /// Whether it was made now.
    created: bool,
    /// Absent where the maker knows it, or the machine was heard or owned.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    token: Option<String>,
    /// Absent where the machine was heard or owned.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    claim_code: Option<String>,
    /// The page that takes the code, with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    claim_url: Option<String>,
    #[serde(skip)]
    sent: csv::ByteRecord,
}

/// A row that was not taken.
#[derive(Serialize, ToSchema)]
pub struct FailedRow {
    /// Where it is, from 1 on.
    line: u64,
    /// Of which field.
    field: String,
    /// What to program against; stable.
    #[schema(pattern = "^[a-z_]+$")]
    code: &'static str,
    /// What is wrong and what would be right.
    detail: String,
    /// The row as it was, but for the columns `line` and `error`; behind them what it has beyond the header.
    row: Vec<String>,
    #[serde(skip)]
    words: String,
    #[serde(skip)]
    sent: csv::ByteRecord,
    #[serde(skip)]
    beyond: csv::ByteRecord,
}

/// Imports machines from CSV with the header `serial,model,token_sha256`, of which the last may be left out: at most 10,000
/// lines and 1 MiB at once. Each line is taken for itself. Sent again it makes nothing twice; a machine that was never heard
/// or owned gets another code, and another token where the line has none. With `Accept: text/csv` the same is answered
/// as CSV. Of what could not be reached in time it is said, to be sent again.
#[utoipa::path(post, path = "/devices/import", operation_id = "import_devices", tag = "maker",
    security(("operator" = []), ("key" = ["factory"]), ("provision" = [])),
    request_body(content = String, content_type = "text/csv"),
    responses((status = 200, description = "What became of each line",
            content((ImportedRows = "application/json"), (String = "text/csv"))),
        (status = 400, description = "`bad_shape`: the header is not that of such a file"),
        (status = 413, description = "`too_many_devices`: more than 10,000 lines, of which none was taken; \
            `too_large`: the body is larger than 1 MiB")))]
pub async fn import(
    State(state): State<AppState>,
    Permit { caller, .. }: Permit<Factory>,
    headers: HeaderMap,
    Csv(body): Csv,
) -> Result<Response, Problem> {
    let bad = |detail: String| Problem::new(StatusCode::BAD_REQUEST, "bad_shape", detail);
    let mut rows = Rows::new(body.as_ref()).map_err(bad)?;
    let columns: Vec<String> = rows.header().into_iter().map(str::to_owned).collect();
    let rows = rows
        .next(MOST + 1)
        .map_err(|error| bad(error.to_string()))?;
    if rows.len() > MOST {
        return Err(Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too_many_devices",
            format!(
                "At most {MOST} lines are imported at once; send the others after them, or use `larder import devices`."
            ),
        ));
    }
    let began = Instant::now();
    let mut imported = ImportedRows::default();
    let mut sound = Vec::new();
    for row in rows {
        match &row.device {
            Ok(_) => sound.push(row),
            Err(fault) => imported.failed.push(failed(&row, fault.clone())),
        }
    }
    for piece in sound.chunks(CHUNK) {
        if began.elapsed() > PATIENCE {
            let late = Fault {
                field: "line".to_owned(),
                code: "unavailable",
                detail: "It was not reached in time: send this line again.".to_owned(),
            };
            let late = piece.iter().map(|row| failed(row, late.clone()));
            imported.failed.extend(late);
            continue;
        }
        let devices: Vec<_> = piece.iter().flat_map(|row| row.device.clone()).collect();
        let outcomes = state.application.devices().import(&caller, &devices).await;
        let outcomes = match outcomes {
            Ok(outcomes) => outcomes,
            // What was made has to be told.
            Err(error) if !imported.devices.is_empty() => {
                let detail = format!("It could not be stored: {error}. Send this line again.");
                let fault = Fault {
                    field: "line".to_owned(),
                    code: "unavailable",
                    detail,
                };
                let lost = piece.iter().map(|row| failed(row, fault.clone()));
                imported.failed.extend(lost);
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        for (row, outcome) in piece.iter().zip(outcomes) {
            match outcome {
                Err(fault) => imported.failed.push(failed(row, fault.into())),
                Ok(it) => imported.devices.push(ImportedRow {
                    line: row.line,
                    id: it.id.to_string(),
                    serial: it.serial,
                    created: it.fresh,
                    token: it.token,
                    claim_url: it
                        .claim_code
                        .as_ref()
                        .map(|it| claim_url(&state.site.origin, it)),
                    claim_code: it.claim_code,
                    sent: row.sent.clone(),
                }),
            }
        }
    }
    imported.failed.sort_by_key(|row| row.line);
    let accepted = headers.get(header::ACCEPT).and_then(|it| it.to_str().ok());
    if accepted.is_some_and(|it| it.starts_with("text/csv")) {
        let text = imported.csv(&columns).map_err(|_| Problem::ours())?;
        let kind = [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
            (header::CACHE_CONTROL, "no-store"),
        ];
        return Ok((kind, text).into_response());
    }
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(imported)).into_response())
}

fn failed(row: &Row, fault: Fault) -> FailedRow {
    let is_short = row.beyond.iter().eq([b"".as_slice()]);
    let beyond = row.beyond.iter().filter(|_| !is_short);
    let sent = row.sent.iter().chain(beyond);
    FailedRow {
        line: row.line,
        row: sent
            .map(|it| String::from_utf8_lossy(it).into_owned())
            .collect(),
        words: fault.words(row.line),
        sent: row.sent.clone(),
        beyond: row.beyond.clone(),
        field: fault.field,
        code: fault.code,
        detail: fault.detail,
    }
}

impl ImportedRows {
    /// A line for each row, in the file's order.
    fn csv(&self, columns: &[String]) -> Result<Vec<u8>, csv::Error> {
        let sent = |row: &csv::ByteRecord, name: &str| {
            let place = columns.iter().position(|it| it == name);
            bytes_of(place.and_then(|n| row.get(n)).unwrap_or_default())
        };
        let of = |line: u64, row: &csv::ByteRecord, ours: [Vec<u8>; 5]| {
            let mut fields = vec![line.to_string().into_bytes()];
            fields.extend(["serial", "model", "token_sha256"].map(|name| sent(row, name)));
            fields.extend(ours);
            (line, fields)
        };
        let text = |it: &Option<String>| it.clone().unwrap_or_default().into_bytes();
        let made = self.devices.iter().map(|it| {
            let [code, url, token] = [&it.claim_code, &it.claim_url, &it.token].map(text);
            let id = it.id.clone().into_bytes();
            of(it.line, &it.sent, [id, code, url, token, Vec::new()])
        });
        let failed = self.failed.iter().map(|it| {
            let theirs = ["id", "claim_code", "claim_url", "token"];
            let [id, code, url, token] = theirs.map(|name| sent(&it.sent, name));
            let words = it.words.clone().into_bytes();
            let (line, mut fields) = of(it.line, &it.sent, [id, code, url, token, words]);
            fields.extend(it.beyond.iter().map(bytes_of));
            (line, fields)
        });
        let mut lines: Vec<_> = made.chain(failed).collect();
        lines.sort_by_key(|(line, _)| *line);
        let mut writer = csv::WriterBuilder::new();
        let mut writer = writer.flexible(true).from_writer(Vec::new());
        writer.write_record(HEADER)?;
        for (_, fields) in lines {
            writer.write_record(fields)?;
        }
        writer
            .into_inner()
            .map_err(|error| error.into_error().into())
    }
}
