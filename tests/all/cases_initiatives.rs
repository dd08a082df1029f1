//! Initiatives, `tests/cases/initiatives/*.txt`. The cells of a row:
//!
//! `=> surface | kind | name | status | participants | field | date | amount`
//!
//! Date and amount are written only where the text gives one. Articles are of 26 May 2024 unless they say otherwise.

use trichdan::export::Table;

use crate::cases::{self, or_dash};
use crate::tables::Row;

#[test]
fn cases_of_initiatives() {
    cases::check(Table::Initiatives, Some("2024-05-26"), cells);
}

fn cells(row: &Row, _: &[&Row]) -> Vec<String> {
    let participants: Vec<serde_json::Value> = serde_json::from_str(&row["participants"]).unwrap();
    let names: Vec<&str> = participants.iter().map(|party| party["name"].as_str().unwrap()).collect();
    let mut cells = vec![
        row["surface"].clone(),
        row["kind"].clone(),
        or_dash(&row["name"]),
        row["status"].clone(),
        or_dash(&names.join(", ")),
        or_dash(&row["field"]),
    ];
    let amount = format!("{} {}", row["amount"], row["currency"]);
    cells.extend([row["event_date"].as_str(), amount.trim()].iter().filter(|c| !c.is_empty()).map(ToString::to_string));
    cells
}
