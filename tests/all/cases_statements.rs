//! Statements, `tests/cases/statements/*.txt`. The cells of a row:
//!
//! `=> text | speaker_name | kind | role | org | cue | class | mode | more`
//!
//! A speaker without a name is shown in brackets as written: `(nhiều đại biểu)`. More: `continues`, `nested` (inside another
//! row's text), `to` with the addressees.

use trichdan::export::Table;

use crate::cases::{self, or_dash};
use crate::tables::Row;

#[test]
fn cases_of_statements() {
    cases::check(Table::Statements, None, cells);
}

fn cells(row: &Row, article: &[&Row]) -> Vec<String> {
    let name = match (row["speaker_name"].as_str(), row["speaker"].as_str()) {
        ("", "") => "-".to_owned(),
        ("", written) => format!("({written})"),
        (name, _) => name.to_owned(),
    };
    vec![
        row["text"].clone(),
        name,
        or_dash(&row["speaker_kind"]),
        or_dash(&row["speaker_role"]),
        or_dash(&row["speaker_org"]),
        or_dash(&row["cue"]),
        or_dash(&row["cue_class"]),
        row["mode"].clone(),
        or_dash(&more(row, article).join(", ")),
    ]
}

fn more(row: &Row, article: &[&Row]) -> Vec<String> {
    let mut more = Vec::new();
    if !row["continues"].is_empty() {
        more.push("continues".to_owned());
    }
    if article.iter().any(|other| inside(row, other)) {
        more.push("nested".to_owned());
    }
    let addressees: Vec<String> = serde_json::from_str(&row["addressees"]).unwrap();
    if !addressees.is_empty() {
        more.push(format!("to {}", addressees.join("; ")));
    }
    more
}

fn inside(row: &Row, other: &Row) -> bool {
    let span = |row: &Row| -> (u32, u32) { (row["start"].parse().unwrap(), row["end"].parse().unwrap()) };
    let ((start, end), (from, to)) = (span(row), span(other));
    from <= start && end <= to && (start, end) != (from, to)
}
