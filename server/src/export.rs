//! A customer's data as files: everything in one archive, as one document and as a table for each kind of
//! thing, and a supply's journal as a table. Tables begin with the mark by which Excel knows UTF-8;
//! days and moments are ISO 8601, amounts are decimal text beside their unit.

use std::io::{Cursor, Write};

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::SlotId;
use serde_json::{Map, Value};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::auth::account::Account;
use crate::forms::{Fields, Id, refused};
use crate::page::Asked;
use crate::state::Shared;

/// The byte order mark.
const MARK: &[u8] = "\u{feff}".as_bytes();
/// Lists that a machine has of its own, and those that each of its supplies has.
const OF_MACHINE: [&str; 2] = ["decisions", "alerts"];
const OF_SUPPLY: [&str; 4] = ["products", "days", "journal", "orders"];

type Row = Map<String, Value>;

/// `GET /settings/data/download`: everything kept of the account.
pub(crate) async fn everything(
    State(state): State<Shared>,
    Account(customer): Account,
    asked: Asked,
) -> Response {
    let data = match state.application.personal_data(customer.account).await {
        Ok(data) => data,
        Err(error) => {
            return refused(&state, &asked, "/settings/data", Fields::default(), error).await;
        }
    };
    match archive(&data) {
        Ok(archive) => file("application/zip", "supplies.zip", archive),
        Err(error) => {
            tracing::error!(%error, "an archive could not be written");
            axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// `GET /supplies/{id}/journal.csv`: every change of a supply, oldest first.
pub(crate) async fn journal(
    State(state): State<Shared>,
    Account(customer): Account,
    Id(id): Id<SlotId>,
    asked: Asked,
) -> Response {
    match state.application.journal_data(customer.account, id).await {
        Ok(lines) => match table(&rows(&lines, &Row::new())) {
            Ok(table) => file("text/csv; charset=utf-8", "journal.csv", table),
            Err(error) => {
                tracing::error!(%error, "a table could not be written");
                axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        },
        Err(error) => {
            let page = format!("/supplies/{id}/journal");
            refused(&state, &asked, &page, Fields::default(), error).await
        }
    }
}

fn file(kind: &'static str, name: &'static str, content: Vec<u8>) -> Response {
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, content).into_response()
}

fn archive(data: &Value) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    archive.start_file("supplies.json", options)?;
    write!(archive, "{data:#}")?;
    for (name, rows) in tables(data) {
        archive.start_file(format!("{name}.csv"), options)?;
        archive.write_all(&table(&rows)?)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Lists of things with lists in them, as flat tables: each row says whose it is.
fn tables(data: &Value) -> Vec<(&'static str, Vec<Row>)> {
    let none = Row::new();
    let mut tables = vec![
        (
            "account",
            rows(&Value::Array(vec![data["account"].clone()]), &none),
        ),
        ("actions", rows(&data["actions"], &none)),
        ("machines", rows(&data["machines"], &none)),
        ("moved", rows(&data["moved"], &none)),
    ];
    let mut add =
        |name: &'static str, more: Vec<Row>| match tables.iter_mut().find(|it| it.0 == name) {
            Some((_, rows)) => rows.extend(more),
            None => tables.push((name, more)),
        };
    for machine in data["machines"].as_array().into_iter().flatten() {
        let whose = named(machine, &none, &[("machine", "serial")]);
        add("supplies", rows(&machine["supplies"], &whose));
        for name in OF_MACHINE {
            add(name, rows(&machine[name], &whose));
        }
        for supply in machine["supplies"].as_array().into_iter().flatten() {
            let whose = named(supply, &whose, &[("supply", "slot"), ("unit", "unit")]);
            for name in OF_SUPPLY {
                add(name, rows(&supply[name], &whose));
            }
        }
    }
    tables
}

/// What the rows of a thing's lists begin with: columns and the fields of the thing that fill them.
fn named(thing: &Value, before: &Row, names: &[(&str, &str)]) -> Row {
    let mut row = before.clone();
    for (column, field) in names {
        row.insert((*column).to_owned(), thing[*field].clone());
    }
    row
}

/// The things of a list, each with what its row begins with; lists in them are tables of their own.
fn rows(list: &Value, whose: &Row) -> Vec<Row> {
    let things = list.as_array().into_iter().flatten();
    things
        .filter_map(Value::as_object)
        .map(|thing| {
            let mut row = whose.clone();
            flatten(&mut row, "", thing);
            row
        })
        .collect()
}

fn flatten(row: &mut Row, before: &str, thing: &Map<String, Value>) {
    for (field, value) in thing {
        match value {
            Value::Array(_) => {}
            Value::Object(inner) => flatten(row, &format!("{before}{field}."), inner),
            plain => {
                row.insert(format!("{before}{field}"), plain.clone());
            }
        }
    }
}

fn table(rows: &[Row]) -> Result<Vec<u8>, csv::Error> {
    let mut columns: Vec<&str> = Vec::new();
    for name in rows.iter().flat_map(Map::keys) {
        if !columns.contains(&name.as_str()) {
            columns.push(name);
        }
    }
    let mut writer = csv::Writer::from_writer(MARK.to_vec());
    writer.write_record(&columns)?;
    for row in rows {
        writer.write_record(columns.iter().map(|column| match row.get(*column) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        }))?;
    }
    writer
        .into_inner()
        .map_err(|error| error.into_error().into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn lists_in_lists_are_tables_whose_rows_say_whose_they_are() {
        let data = json!({
            "account": {"id": "a"},
            "machines": [{"serial": "K1", "alerts": [], "supplies": [
                {"slot": "pods", "unit": "count", "journal": [
                    {"kind": "used", "amount": "2"}, {"kind": "add", "amount": "36", "by": "a, \"b\""},
                ]},
            ]}],
        });
        let tables = tables(&data);
        let journal = &tables
            .iter()
            .find(|(name, _)| *name == "journal")
            .unwrap()
            .1;
        let text = String::from_utf8(table(journal).unwrap()).unwrap();
        let lines: Vec<_> = text.trim_start_matches('\u{feff}').lines().collect();
        let columns: Vec<_> = lines[0].split(',').collect();
        assert_eq!(columns.len(), 6);
        for column in ["machine", "supply", "unit", "kind", "amount", "by"] {
            assert!(columns.contains(&column), "{column}");
        }
        assert!(lines[2].contains("\"a, \"\"b\"\"\"") && lines[1].contains("K1"));
        assert!(text.starts_with('\u{feff}'));
    }

    #[test]
    fn an_empty_table_has_no_rows_and_a_file_all_the_same() {
        assert_eq!(table(&[]).unwrap(), [MARK, b"\"\"\n"].concat());
    }
}
