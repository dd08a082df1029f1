//! Figures.

use std::collections::{BTreeMap, HashMap};

use serde::{Serialize, Serializer};

use super::errors::{self, RowError};
use super::fields::{Field, fields};
use super::matching::{is_among, pairs};
use super::{Extent, GoldDocument, GoldRow, RunRow, TABLES};
use crate::export::Table;

/// How many rows were found: of the readers' rows, of the run's rows, of both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Rows that readers made.
    pub gold: usize,
    /// Rows of the run.
    pub predicted: usize,
    /// Those that are the same.
    pub correct: usize,
}

impl Found {
    /// Share of the run's rows that are right; 0 if there are none.
    pub fn precision(self) -> f64 {
        share(self.correct, self.predicted)
    }

    /// Share of the readers' rows that were found; 0 if there are none.
    pub fn recall(self) -> f64 {
        share(self.correct, self.gold)
    }

    /// Harmonic mean of both.
    pub fn f1(self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
    }
}

/// How often a field was right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// Rows in which it was.
    pub right: usize,
    /// Rows in which it was looked at.
    pub of: usize,
}

impl Hits {
    fn add(&mut self, is_right: bool) {
        self.right += usize::from(is_right);
        self.of += 1;
    }

    /// Share of rows, if there are any.
    pub fn accuracy(self) -> Option<f64> {
        (self.of > 0).then(|| share(self.right, self.of))
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// To four digits behind the point.
fn rounded(value: f64) -> f64 {
    format!("{value:.4}").parse().unwrap_or(value)
}

impl Serialize for Found {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let [precision, recall, f1] = [self.precision(), self.recall(), self.f1()].map(rounded);
        let Self { gold, predicted, correct } = self;
        serde_json::json!({"precision": precision, "recall": recall, "f1": f1, "gold": gold, "predicted": predicted,
            "correct": correct})
        .serialize(serializer)
    }
}

impl Serialize for Hits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_json::json!({"accuracy": self.accuracy().map(rounded), "of": self.of}).serialize(serializer)
    }
}

/// What a rule gave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RuleScore {
    /// Its rows.
    pub predicted: usize,
    /// Those that a reader has too.
    pub found: usize,
    /// Those whose headline fields are right as well.
    pub headline: usize,
}

/// Figures of a table.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TableScore {
    /// Rows that overlap enough.
    pub found: Found,
    /// Rows whose headline fields are right too: speaker and continuation, kind, number, year and draft, kind.
    pub headline: Found,
    /// Rows with the same first and last character.
    pub exact_span: Found,
    /// Fields of rows that were found, by name.
    #[serde(flatten)]
    pub fields: BTreeMap<&'static str, Hits>,
    /// By rule.
    pub rules: BTreeMap<String, RuleScore>,
}

/// All figures, and what went wrong.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// In the order of the tables: statements, laws, initiatives.
    pub tables: Vec<(Table, TableScore)>,
    /// Worst first.
    pub errors: Vec<RowError>,
}

impl Evaluation {
    /// The figures by table and measure, shares rounded to four digits.
    pub fn json(&self) -> serde_json::Value {
        self.tables.iter().map(|(table, score)| (table.name().to_owned(), serde_json::json!(score))).collect()
    }
}

/// Rows of a run by document, for each table.
type RunRows = [HashMap<String, Vec<RunRow>>];

pub(super) fn score(documents: &[GoldDocument], rows: &RunRows) -> Evaluation {
    let mut errors = Vec::new();
    let mut tables = Vec::new();
    for (at, (table, _)) in TABLES.into_iter().enumerate() {
        let mut score = TableScore::default();
        for field in fields(table) {
            score.fields.insert(field.name, Hits::default());
        }
        if table == Table::Laws {
            score.fields.extend([("law_id_recall", Hits::default()), ("law_id_precision", Hits::default())]);
        }
        for document in documents {
            let none = Vec::new();
            let predicted = rows[at].get(&document.doc_id).unwrap_or(&none);
            let wrong = document.wrong.as_ref().map(|wrong| &wrong[at][..]);
            score.document(table, &document.rows[at], predicted, wrong, &document.doc_id, &mut errors);
        }
        score.headline = Found { correct: score.headline.correct, ..score.found };
        score.exact_span = Found { correct: score.exact_span.correct, ..score.found };
        tables.push((table, score));
    }
    errors::worst_first(&mut errors);
    Evaluation { tables, errors }
}

impl TableScore {
    fn document(
        &mut self,
        table: Table,
        gold: &[GoldRow],
        predicted: &[RunRow],
        wrong: Option<&[Extent]>,
        doc_id: &str,
        errors: &mut Vec<RowError>,
    ) {
        let extents: Vec<_> = gold.iter().map(|row| row.extent).collect();
        let others: Vec<_> = predicted.iter().map(|row| row.extent).collect();
        let pairs = pairs(&extents, &others);
        let (mut missed, mut extra) = (vec![true; gold.len()], vec![true; predicted.len()]);
        for &(i, j) in &pairs {
            (missed[i], extra[j]) = (false, false);
            self.matched(table, &gold[i], &predicted[j], doc_id, errors);
        }
        self.found.gold += gold.len();
        for row in gold.iter().zip(missed).filter(|(_, missed)| *missed).map(|(row, _)| row) {
            if row.fields.get("law_id").is_some_and(|id| id.as_str().is_some_and(|id| !id.is_empty()))
                && let Some(hits) = self.fields.get_mut("law_id_recall")
            {
                hits.add(false);
            }
            errors.push(RowError::missed(table, doc_id, row));
        }
        for row in predicted.iter().zip(extra).filter(|(_, extra)| *extra).map(|(row, _)| row) {
            // Where not all was marked, a row that nobody spoke of is no error.
            if wrong.is_none_or(|wrong| is_among(row.extent, wrong)) {
                self.found.predicted += 1;
                self.rule(row).predicted += 1;
                errors.push(RowError::extra(table, doc_id, row));
            }
        }
    }

    fn rule(&mut self, row: &RunRow) -> &mut RuleScore {
        self.rules.entry(row.get("rule").to_owned()).or_default()
    }

    fn matched(&mut self, table: Table, gold: &GoldRow, row: &RunRow, doc_id: &str, errors: &mut Vec<RowError>) {
        let judged: Vec<(&Field, Option<bool>)> =
            fields(table).iter().map(|field| (field, field.is_right(&gold.fields, row))).collect();
        for (field, is_right) in &judged {
            if let (Some(is_right), Some(hits)) = (is_right, self.fields.get_mut(field.name)) {
                hits.add(*is_right);
            }
        }
        let headline = judged.iter().all(|(field, is_right)| !field.is_headline || *is_right != Some(false));
        self.found.predicted += 1;
        self.found.correct += 1;
        self.headline.correct += usize::from(headline);
        self.exact_span.correct += usize::from(gold.extent == row.extent);
        let rule = self.rule(row);
        rule.predicted += 1;
        rule.found += 1;
        rule.headline += usize::from(headline);
        if table == Table::Laws {
            self.law_id(gold, row);
        }
        let wrong: Vec<_> =
            judged.iter().filter(|(_, is_right)| *is_right == Some(false)).map(|(field, _)| *field).collect();
        if !wrong.is_empty() {
            errors.push(RowError::wrong(table, doc_id, gold, row, &wrong));
        }
    }

    /// Of laws that the reader identified: how many were, and how many of those that were are the same.
    fn law_id(&mut self, gold: &GoldRow, row: &RunRow) {
        let Some(id) = gold.fields.get("law_id").and_then(|id| id.as_str()).filter(|id| !id.is_empty()) else { return };
        let given = row.get("law_id");
        for (name, counts) in [("law_id_recall", true), ("law_id_precision", !given.is_empty())] {
            if let Some(hits) = self.fields.get_mut(name).filter(|_| counts) {
                hits.add(given == id);
            }
        }
    }
}
