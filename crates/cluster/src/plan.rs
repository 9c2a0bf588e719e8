//! What a plan of PostgreSQL cost.

use serde_json::Value;

/// Rows that the scans of a plan (`Plan` of `EXPLAIN (ANALYZE, FORMAT JSON)`) read, those included that a filter then
/// dropped.
#[must_use]
pub fn rows_read(plan: &Value) -> f64 {
    let number = |name: &str| plan[name].as_f64().unwrap_or(0.0);
    let children = plan["Plans"].as_array().into_iter().flatten();
    let below: f64 = children.map(rows_read).sum();
    if !plan["Relation Name"].is_string() {
        return below;
    }
    let read = number("Actual Rows")
        + number("Rows Removed by Filter")
        + number("Rows Removed by Index Recheck");
    below + read * number("Actual Loops")
}
