//! When a field of a row is right.

use serde_json::{Map, Value};

use super::RunRow;
use super::words::{close, plain, same};
use crate::export::Table;

/// How the values of a field are compared.
#[derive(Clone, Copy, Debug)]
enum How {
    /// The same value.
    Equal,
    /// The same words.
    Same,
    /// Nearly the same words.
    Close,
    /// One holds the other.
    Holds,
    /// Both true or both not; there or not there.
    Truth,
    /// The same words in each item, in any order.
    Items,
    /// The same articles, clauses and points, in any order.
    Provisions,
    /// Each party that the reader names is nearly one of the row's.
    Parties,
}

/// When a field is looked at, if the reader's row has it at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    Always,
    /// The reader gave a value.
    Present,
    /// The row does not go on with another.
    NotContinued,
    /// The reader gave a value that says something.
    Known,
}

/// A field of a table.
#[derive(Debug)]
pub(super) struct Field {
    pub name: &'static str,
    how: How,
    when: When,
    /// Whether it belongs to what a row says above all.
    pub is_headline: bool,
}

const fn field(name: &'static str, how: How, when: When, is_headline: bool) -> Field {
    Field { name, how, when, is_headline }
}

const STATEMENTS: [Field; 9] = [
    field("speaker_name", How::Same, When::Always, true),
    field("speaker_kind", How::Equal, When::Present, true),
    field("speaker_role", How::Close, When::Present, false),
    field("speaker_org", How::Close, When::Present, false),
    field("cue", How::Holds, When::NotContinued, false),
    field("cue_class", How::Equal, When::Present, false),
    field("mode", How::Equal, When::Always, false),
    field("continues", How::Truth, When::Always, true),
    field("addressees", How::Items, When::Present, false),
];
const LAWS: [Field; 8] = [
    field("doc_type", How::Equal, When::Always, true),
    field("name", How::Same, When::Present, false),
    field("number", How::Same, When::Present, true),
    field("year", How::Equal, When::Present, true),
    field("amended_years", How::Items, When::Present, false),
    field("provisions", How::Provisions, When::Present, false),
    field("is_draft", How::Truth, When::Always, true),
    field("law_id", How::Equal, When::Present, false),
];
const INITIATIVES: [Field; 4] = [
    field("kind", How::Equal, When::Always, true),
    field("name", How::Same, When::Present, false),
    field("status", How::Equal, When::Known, false),
    field("participants", How::Parties, When::Present, false),
];

/// The fields of a table that are compared.
pub(super) fn fields(table: Table) -> &'static [Field] {
    match table {
        Table::Laws => &LAWS,
        Table::Initiatives => &INITIATIVES,
        _ => &STATEMENTS,
    }
}

impl Field {
    /// Whether the row has it right; none if the reader says nothing of it.
    pub fn is_right(&self, gold: &Map<String, Value>, row: &RunRow) -> Option<bool> {
        let value = gold.get(self.name)?;
        let applies = match self.when {
            When::Always => true,
            When::Present => is_present(value),
            When::NotContinued => !gold.get("continues").is_some_and(is_true),
            When::Known => !value.is_null() && value != "unknown",
        };
        if !applies {
            return None;
        }
        let cell = row.get(self.name);
        Some(match self.how {
            How::Equal => text(value) == cell,
            How::Same => same(&text(value), cell),
            How::Close => close(&text(value), cell),
            How::Holds => {
                let (one, other) = (plain(&text(value)), plain(cell));
                other.contains(&one) || !other.is_empty() && one.contains(&other)
            }
            How::Truth => is_true(value) == (!cell.is_empty() && cell != "false"),
            How::Items => items(value) == items(&json(cell)),
            How::Provisions => provisions(value) == provisions(&json(cell)),
            How::Parties => {
                let there = names(&json(cell));
                names(value).iter().all(|name| there.iter().any(|other| close(name, other)))
            }
        })
    }
}

/// A value as text; a null is empty.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn is_present(value: &Value) -> bool {
    !(value.is_null() || value == "" || value.as_array().is_some_and(Vec::is_empty))
}

fn is_true(value: &Value) -> bool {
    match value {
        Value::Bool(truth) => *truth,
        Value::Number(number) => number.as_f64() != Some(0.0),
        value => is_present(value),
    }
}

/// The list in a cell.
fn json(cell: &str) -> Value {
    serde_json::from_str(cell).unwrap_or(Value::Null)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn items(value: &Value) -> Vec<String> {
    let mut items: Vec<_> = list(value).iter().map(|item| plain(&text(item))).collect();
    items.sort();
    items
}

fn provisions(value: &Value) -> Vec<[String; 3]> {
    let parts = |item: &Value| ["article", "clause", "point"].map(|part| plain(&text(&item[part])));
    let mut provisions: Vec<_> = list(value).iter().map(parts).collect();
    provisions.sort();
    provisions
}

/// Names of parties, which stand alone or in an object.
fn names(value: &Value) -> Vec<String> {
    let name = |item: &Value| text(item.get("name").unwrap_or(item));
    list(value).iter().map(name).filter(|name| !name.is_empty()).collect()
}
