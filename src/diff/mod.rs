//! What is different between two runs: rows that came, went, changed.
//!
//! Documents are the same by their id, rows by where they stand: the same characters, or at least half of what both cover. Where
//! a document's text has changed, places say nothing, and rows are the same by their characters alone.

use std::collections::HashMap;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::eval::{Extent, RunRow, TABLES, pairs, run_rows};
use crate::export::Table;
use crate::finished::{Finished, FinishedError, position};

/// Columns that name other rows by their number in the document, which moves when a row comes or goes.
const LINKS: [&str; 3] = ["statement_id", "continues", "law_mention_id"];

/// What happened to a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The second run alone has it.
    Came,
    /// The first run alone has it.
    Went,
    /// Both have it, with these columns different: name, value in the first run, value in the second.
    Changed(Vec<(&'static str, String, String)>),
}

/// A difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The table.
    pub table: Table,
    /// What happened.
    pub change: Change,
    /// Id of the row: in the second run, or in the first if it went.
    pub id: String,
    /// The characters.
    pub text: String,
}

impl Difference {
    /// As a line of JSON.
    pub fn json(&self) -> Value {
        let (what, columns) = match &self.change {
            Change::Came => ("came", &[][..]),
            Change::Went => ("went", &[][..]),
            Change::Changed(columns) => ("changed", &columns[..]),
        };
        let columns: Map<String, Value> =
            columns.iter().map(|(name, a, b)| ((*name).to_owned(), json!({"a": a, "b": b}))).collect();
        json!({"table": self.table.name(), "what": what, "id": self.id, "text": self.text, "columns": columns})
    }
}

/// How many rows of a table are what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// The second run alone has them.
    pub came: usize,
    /// The first run alone has them.
    pub went: usize,
    /// Both have them, differently.
    pub changed: usize,
    /// Both have them.
    pub same: usize,
}

/// All that is different.
#[derive(Debug, Default)]
pub struct Differences {
    /// Documents that came, went, have another text, have the same.
    pub documents: Counts,
    /// Rows by table.
    pub tables: Vec<(Table, Counts)>,
    /// Rows in the order of the tables, then of the first run's documents, then of the text.
    pub rows: Vec<Difference>,
}

/// Compares the runs in two folders, without the columns in `ignored`.
///
/// # Errors
/// [`FinishedError`]
pub fn diff(a: &Path, b: &Path, ignored: &[String]) -> Result<Differences, FinishedError> {
    let (a, b) = (Finished::open(a)?, Finished::open(b)?);
    let (texts, others) = (texts(&a)?, texts(&b)?);
    let by_id: HashMap<&str, &str> = others.iter().map(|(id, hash)| (&**id, &**hash)).collect();
    let mut order: Vec<(&str, bool)> = Vec::new();
    let mut differences = Differences::default();
    let counts = &mut differences.documents;
    for (id, hash) in &texts {
        let other = by_id.get(&**id);
        let count = match other {
            None => &mut counts.went,
            Some(other) if other == hash => &mut counts.same,
            Some(_) => &mut counts.changed,
        };
        *count += 1;
        order.push((id, other.is_none_or(|other| other == hash)));
    }
    let known: std::collections::HashSet<&str> = texts.iter().map(|(id, _)| &**id).collect();
    for (id, _) in others.iter().filter(|(id, _)| !known.contains(&**id)) {
        counts.came += 1;
        order.push((id, true));
    }
    for (table, column) in TABLES {
        let (mut rows, mut other_rows) = (run_rows(&a, table, |_| true)?, run_rows(&b, table, |_| true)?);
        let mut compared = Compared { table, column, ignored, counts: Counts::default(), rows: &mut differences.rows };
        for (doc_id, has_same_text) in &order {
            let rows = rows.remove(*doc_id).unwrap_or_default();
            compared.document(&rows, &other_rows.remove(*doc_id).unwrap_or_default(), *has_same_text);
        }
        differences.tables.push((table, compared.counts));
    }
    Ok(differences)
}

/// Ids of documents with the hashes of their texts, in the order of the run.
fn texts(run: &Finished) -> Result<Vec<(String, String)>, FinishedError> {
    let hash = position(Table::Documents, "content_hash");
    let mut texts = Vec::new();
    run.each_row(Table::Documents, |row| texts.push((row.id().to_owned(), row.cells[hash].to_owned())))?;
    Ok(texts)
}

/// A table on the way.
struct Compared<'a> {
    table: Table,
    column: &'static str,
    ignored: &'a [String],
    counts: Counts,
    rows: &'a mut Vec<Difference>,
}

impl Compared<'_> {
    fn document(&mut self, ones: &[RunRow], others: &[RunRow], has_same_text: bool) {
        let pairs = if has_same_text {
            let extents = |rows: &[RunRow]| rows.iter().map(|row| row.extent).collect::<Vec<Extent>>();
            pairs(&extents(ones), &extents(others))
        } else {
            self.by_text(ones, others)
        };
        let mut partner = vec![None; others.len()];
        let mut went = vec![true; ones.len()];
        for (i, j) in pairs {
            partner[j] = Some(i);
            went[i] = false;
        }
        let first = self.rows.len();
        for (one, _) in ones.iter().zip(went).filter(|(_, went)| *went) {
            self.counts.went += 1;
            self.add(one, Change::Went);
        }
        for (other, partner) in others.iter().zip(partner) {
            let Some(i) = partner else {
                self.counts.came += 1;
                self.add(other, Change::Came);
                continue;
            };
            let columns = self.columns(&ones[i], other, has_same_text);
            if columns.is_empty() {
                self.counts.same += 1;
            } else {
                self.counts.changed += 1;
                self.add(other, Change::Changed(columns));
            }
        }
        // What went stands where it stood.
        let start = |row: &Difference| {
            let rows = if row.change == Change::Went { ones } else { others };
            rows.iter().find(|other| other.id() == row.id).map_or(0, |row| row.extent.start)
        };
        self.rows[first..].sort_by_cached_key(start);
    }

    /// Rows with the same characters, in turn.
    fn by_text(&self, ones: &[RunRow], others: &[RunRow]) -> Vec<(usize, usize)> {
        let mut used = vec![false; others.len()];
        let mut pairs = Vec::new();
        for (i, one) in ones.iter().enumerate() {
            let words = one.get(self.column);
            if let Some(j) = (0..others.len()).find(|&j| !used[j] && others[j].get(self.column) == words) {
                used[j] = true;
                pairs.push((i, j));
            }
        }
        pairs
    }

    fn columns(&self, one: &RunRow, other: &RunRow, has_same_text: bool) -> Vec<(&'static str, String, String)> {
        let places = ["paragraph", "start", "end", "quotes", "points"];
        let columns = self.table.schema().columns.iter().enumerate().skip(1);
        let columns = columns.filter(|(_, column)| {
            let is_ignored = self.ignored.iter().any(|name| name == column.name);
            !is_ignored && (has_same_text || !places.contains(&column.name))
        });
        columns
            .map(|(at, column)| (column.name, &one.cells[at], &other.cells[at]))
            .filter(|(name, a, b)| if LINKS.contains(name) { a.is_empty() != b.is_empty() } else { a != b })
            .map(|(name, a, b)| (name, a.to_owned(), b.to_owned()))
            .collect()
    }

    fn add(&mut self, row: &RunRow, change: Change) {
        let (id, text) = (row.id().to_owned(), row.get(self.column).to_owned());
        self.rows.push(Difference { table: self.table, change, id, text });
    }
}
