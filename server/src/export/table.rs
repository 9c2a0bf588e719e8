//! Tables that spreadsheets open. They begin with the mark by which Excel knows UTF-8; days and moments are
//! ISO 8601, amounts are decimal text beside their unit. What somebody wrote is text and never a formula.

use serde_json::{Map, Value};

use crate::spreadsheet::cell;

/// The byte order mark.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// A row: columns and their cells.
pub(super) type Row = Map<String, Value>;

/// A table of the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table {
    Account,
    Actions,
    Machines,
    Moved,
    Supplies,
    Products,
    Days,
    Journal,
    Orders,
    Decisions,
    Alerts,
}

/// A supply's journal by itself.
pub(super) const JOURNAL_ALONE: &[&str] = &[
    "id",
    "kind",
    "amount",
    "unit",
    "at",
    "received_at",
    "by",
    "undoes",
];

impl Table {
    pub(super) const ALL: [Self; 11] = [
        Self::Account,
        Self::Actions,
        Self::Machines,
        Self::Moved,
        Self::Supplies,
        Self::Products,
        Self::Days,
        Self::Journal,
        Self::Orders,
        Self::Decisions,
        Self::Alerts,
    ];

    /// The file's name, without its end; in the document, that of its list.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Actions => "actions",
            Self::Machines => "machines",
            Self::Moved => "moved",
            Self::Supplies => "supplies",
            Self::Products => "products",
            Self::Days => "days",
            Self::Journal => "journal",
            Self::Orders => "orders",
            Self::Decisions => "decisions",
            Self::Alerts => "alerts",
        }
    }

    /// Its columns. Of a thing in a thing the names are joined by a dot.
    pub(super) fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Account => &["id", "issuer", "subject", "role", "created_at"],
            Self::Actions => &["at", "action", "object"],
            Self::Machines => &[
                "id",
                "model",
                "name",
                "serial",
                "claimed_at",
                "last_seen",
                "firmware",
                "registration",
                "registered_at",
                "amazon_customer_id",
                "alexa_told_at",
            ],
            Self::Moved => &["machine", "at"],
            Self::Supplies => &[
                "machine",
                "slot",
                "name",
                "unit",
                "capacity",
                "in_machine",
                "spares",
                "subscribed",
                "last_decision",
            ],
            Self::Products => &["machine", "supply", "asin", "quantity", "unit"],
            Self::Days => &["machine", "supply", "unit", "day", "used", "at_home"],
            Self::Journal => &[
                "machine",
                "supply",
                "unit",
                "id",
                "kind",
                "amount",
                "at",
                "received_at",
                "by",
                "undoes",
            ],
            Self::Orders => &[
                "machine",
                "supply",
                "unit",
                "id",
                "instance",
                "asin",
                "state",
                "quantity",
                "requested_at",
                "placed_at",
                "shipped_at",
                "estimated_delivery",
                "ended_at",
                "reason",
                "confirmed",
            ],
            Self::Decisions => &[
                "machine",
                "slot",
                "decision.at",
                "decision.outcome",
                "decision.rules",
                "decision.at_home",
                "decision.pace_per_day",
                "decision.reorder_level",
                "decision.policy.kind",
                "decision.policy.days_threshold",
                "decision.policy.window_days",
                "decision.policy.service_level",
                "decision.demand.quantity",
                "decision.demand.per_day",
                "decision.demand.pattern",
                "decision.demand.known_days",
                "decision.demand",
            ],
            Self::Alerts => &["machine", "signal", "since", "ended_at"],
        }
    }
}

/// What the rows of a thing's lists begin with.
pub(super) fn row(cells: &[(&str, Value)]) -> Row {
    let cells = cells.iter().cloned();
    cells
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// The beginning of a table.
pub(super) fn head(columns: &[&str]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(MARK.to_vec());
    writer.write_record(columns)?;
    written(writer)
}

/// Things as rows, each with what its row begins with; lists in them are tables of their own.
pub(super) fn rows(columns: &[&str], things: &[Value], whose: &Row) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for thing in things.iter().filter_map(Value::as_object) {
        let mut row = whose.clone();
        flatten(&mut row, "", thing);
        writer.write_record(columns.iter().map(|column| match row.get(*column) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => cell(text),
            Some(other) => other.to_string(),
        }))?;
    }
    written(writer)
}

fn written(writer: csv::Writer<Vec<u8>>) -> Result<Vec<u8>, csv::Error> {
    writer
        .into_inner()
        .map_err(|error| error.into_error().into())
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn text(bytes: Vec<u8>) -> String {
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn things_in_things_are_columns_and_rows_say_whose_they_are() {
        let whose = row(&[("machine", "K1".into())]);
        let thing = json!({"slot": "a, \"b\"", "decision": {"at": 7, "policy": {"kind": "x"}, "list": [1]}});
        let columns = Table::Decisions.columns();
        let written = text(rows(columns, &[thing], &whose).unwrap());
        let cells = written.strip_prefix("K1,\"a, \"\"b\"\"\",7,").unwrap();
        let kind = columns.iter().position(|it| it.contains("policy")).unwrap();
        let kind = cells.split(',').nth(kind - 3).unwrap();
        assert_eq!(kind, "x", "{written}");
    }

    #[test]
    fn an_empty_table_has_its_head() {
        let head = text(head(&["a", "b"]).unwrap());
        assert_eq!(head, "\u{feff}a,b\n");
        assert_eq!(text(rows(&["a", "b"], &[], &Row::new()).unwrap()), "");
    }
}
