//! Whether a cell holds what its column may hold.

use std::str::FromStr;

use super::shown;
use crate::export::{Column, Kind};

/// What is wrong with a cell, if something is.
pub(super) fn fault(column: &Column, cell: &str) -> Option<String> {
    if cell.is_empty() {
        let may_be_empty = column.nullable || matches!(column.kind, Kind::Text);
        return (!may_be_empty).then(|| format!("{} is empty", column.name));
    }
    if !allowed(column, cell) {
        return Some(format!("{} is {}, which is none of its values", column.name, shown(cell)));
    }
    (!is_of(&column.kind, cell))
        .then(|| format!("{} is {}, expected {}", column.name, shown(cell), expected(&column.kind)))
}

/// Whether a cell, or each item of a list, is one of the column's values, where it has a fixed set of them.
fn allowed(column: &Column, cell: &str) -> bool {
    let one = |value: &str| column.values.contains(&value);
    match &column.kind {
        _ if column.values.is_empty() => true,
        // What is no list at all is told by its kind.
        Kind::List(_) => {
            serde_json::from_str(cell).map_or(true, |items: Vec<String>| items.iter().all(|item| one(item)))
        }
        _ => one(cell),
    }
}

/// A kind in a message.
fn expected(kind: &Kind) -> String {
    match kind {
        Kind::Text => "text without control characters".to_owned(),
        kind => kind.to_string(),
    }
}

fn is_of(kind: &Kind, cell: &str) -> bool {
    fn parses<T: FromStr>(cell: &str) -> bool {
        cell.parse::<T>().is_ok()
    }
    match kind {
        // Control characters never reach a table, except line ends inside a cell.
        Kind::Text => !cell.contains(|c: char| c.is_control() && c != '\n'),
        Kind::Bool => parses::<bool>(cell),
        Kind::Int16 => parses::<i16>(cell),
        Kind::Int32 => parses::<i32>(cell),
        Kind::Int64 => parses::<i64>(cell),
        Kind::Float32 => cell.parse::<f32>().is_ok_and(f32::is_finite),
        Kind::Date => parses::<jiff::civil::Date>(cell),
        Kind::Timestamp => parses::<jiff::Timestamp>(cell),
        Kind::List(_) | Kind::Struct(_) => serde_json::from_str(cell).is_ok_and(|value| is_value(kind, &value)),
    }
}

/// Whether a JSON value is of a kind.
fn is_value(kind: &Kind, value: &serde_json::Value) -> bool {
    match kind {
        Kind::List(item) => value.as_array().is_some_and(|items| items.iter().all(|value| is_value(item, value))),
        Kind::Struct(parts) => parts.iter().all(|part| match &value[part.name] {
            serde_json::Value::Null => part.nullable,
            value => is_value(&part.kind, value),
        }),
        Kind::Text | Kind::Date | Kind::Timestamp => value.as_str().is_some_and(|text| is_of(kind, text)),
        Kind::Bool => value.is_boolean(),
        Kind::Int16 | Kind::Int32 | Kind::Int64 => value.is_i64(),
        Kind::Float32 => value.is_number(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::Table;

    fn check(table: Table, name: &str, cell: &str) -> Option<String> {
        let column = table.schema().columns.iter().find(|column| column.name == name).unwrap();
        fault(column, cell)
    }

    #[test]
    fn cells_of_each_kind() {
        assert_eq!(check(Table::Laws, "start", "12"), None);
        assert_eq!(check(Table::Laws, "start", "x").as_deref(), Some("start is \"x\", expected int32"));
        assert_eq!(check(Table::Laws, "start", "").as_deref(), Some("start is empty"));
        assert_eq!(check(Table::Laws, "law_year", ""), None);
        assert_eq!(check(Table::Laws, "law_year", "70000").as_deref(), Some("law_year is \"70000\", expected int16"));
        assert!(check(Table::Laws, "doc_type", "novel").unwrap().contains("none of its values"));
        assert_eq!(check(Table::Laws, "warnings", r#"["odd_pinpoint"]"#), None);
        assert!(check(Table::Laws, "warnings", r#"["odd"]"#).unwrap().contains("none of its values"));
        assert!(check(Table::Laws, "warnings", "odd").unwrap().contains("expected"));
        assert_eq!(check(Table::Documents, "published_at", "2025-10-26T01:00:00Z"), None);
        assert_eq!(check(Table::Statements, "quotes", r#"[{"start":1,"end":2}]"#), None);
        assert!(check(Table::Statements, "quotes", r#"[{"start":1}]"#).is_some());
        let nul = check(Table::Statements, "text", "a\0b").unwrap();
        assert_eq!(nul, "text is \"a\\0b\", expected text without control characters");
        assert!(check(Table::Rejects, "message", "a\nb").is_none());
    }
}
