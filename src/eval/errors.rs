//! What went wrong, row by row.

use serde_json::{Map, Value, json};

use super::fields::Field;
use super::{GoldRow, RunRow, TABLES};
use crate::export::Table;

/// In which way a row is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ErrorKind {
    /// The run has a row that readers do not have.
    Extra,
    /// It is there, with fields that are wrong.
    Wrong,
    /// Readers have a row that the run does not have.
    Missed,
}

impl ErrorKind {
    /// As in the file of errors.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Extra => "extra",
            Self::Wrong => "wrong",
            Self::Missed => "missed",
        }
    }
}

/// An error.
#[derive(Clone, Debug)]
pub struct RowError {
    /// The table.
    pub table: Table,
    /// In which way.
    pub kind: ErrorKind,
    /// The document.
    pub doc_id: String,
    /// Id of the run's row, if it has one.
    pub row_id: Option<String>,
    /// The rule that made it.
    pub rule: Option<String>,
    /// What the run says of how sure it is, between 0 and 1; 0 for what was missed.
    pub confidence: f64,
    /// The characters.
    pub text: String,
    /// Fields that are wrong: name, what the reader says, what the run says.
    pub fields: Vec<(&'static str, Value, String)>,
    /// Whether one of them belongs to what the row says above all.
    pub is_headline: bool,
}

impl RowError {
    fn of_row(table: Table, kind: ErrorKind, doc_id: &str, row: &RunRow) -> Self {
        let column = TABLES.iter().find(|(other, _)| *other == table).map_or("text", |(_, column)| column);
        Self {
            table,
            kind,
            doc_id: doc_id.to_owned(),
            row_id: Some(row.id().to_owned()),
            rule: Some(row.get("rule").to_owned()),
            confidence: row.get("confidence").parse().unwrap_or(0.0),
            text: row.get(column).to_owned(),
            fields: Vec::new(),
            is_headline: true,
        }
    }

    pub(super) fn extra(table: Table, doc_id: &str, row: &RunRow) -> Self {
        Self::of_row(table, ErrorKind::Extra, doc_id, row)
    }

    pub(super) fn wrong(table: Table, doc_id: &str, gold: &GoldRow, row: &RunRow, fields: &[&Field]) -> Self {
        let told = |field: &&Field| {
            let said = gold.fields.get(field.name).cloned().unwrap_or_default();
            (field.name, said, row.get(field.name).to_owned())
        };
        Self {
            fields: fields.iter().map(told).collect(),
            is_headline: fields.iter().any(|field| field.is_headline),
            ..Self::of_row(table, ErrorKind::Wrong, doc_id, row)
        }
    }

    pub(super) fn missed(table: Table, doc_id: &str, gold: &GoldRow) -> Self {
        Self {
            table,
            kind: ErrorKind::Missed,
            doc_id: doc_id.to_owned(),
            row_id: None,
            rule: None,
            confidence: 0.0,
            text: gold.text.clone(),
            fields: Vec::new(),
            is_headline: true,
        }
    }

    /// A line of the file of errors.
    pub fn json(&self) -> Value {
        let fields: Map<String, Value> = self
            .fields
            .iter()
            .map(|(name, gold, row)| ((*name).to_owned(), json!({"expected": gold, "found": row})))
            .collect();
        json!({"table": self.table.name(), "what": self.kind.name(), "doc_id": self.doc_id, "row_id": self.row_id,
            "rule": self.rule, "confidence": self.confidence, "text": self.text, "fields": fields})
    }
}

/// Worst first: rows and headline fields before other fields, and what the run was surest of before the rest; what it missed
/// comes last, the longest first.
pub(super) fn worst_first(errors: &mut [RowError]) {
    errors.sort_by(|a, b| {
        let rank = |error: &RowError| match error.kind {
            ErrorKind::Missed => 2,
            _ => u8::from(!error.is_headline),
        };
        (a.table, rank(a))
            .cmp(&(b.table, rank(b)))
            .then(b.confidence.total_cmp(&a.confidence))
            .then(a.kind.cmp(&b.kind))
            .then(b.text.len().cmp(&a.text.len()))
            .then_with(|| (&a.doc_id, &a.row_id, &a.text).cmp(&(&b.doc_id, &b.row_id, &b.text)))
    });
}
