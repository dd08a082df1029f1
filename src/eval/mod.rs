//! How right a run is: its rows against rows that careful readers made.
//!
//! The readers' rows are documents marked by hand (`gold.rs` says how they are written) or the marks that a report exports
//! (`marks.rs`). A row of the run matches a reader's row of the same document if the overlap of their spans is at least half of
//! what they cover together; matching is one to one, largest overlap first (`matching.rs`). What is the same is a matter of each
//! field (`fields.rs`). Measures are over all documents together (`score.rs`); what went wrong is listed, worst first
//! (`errors.rs`).
//!
//! Architecture invariant: the order of files, of rows with the same overlap, and of errors is fixed, so that the same run gets
//! the same figures to the last digit.

mod errors;
mod fields;
mod gold;
mod marks;
mod matching;
mod score;
mod words;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use csv::StringRecord;
use serde_json::{Map, Value};

use crate::export::Table;
use crate::finished::{Finished, FinishedError, position};
pub use errors::{ErrorKind, RowError};
pub use gold::GoldError;
pub(crate) use matching::pairs;
pub use score::{Evaluation, Found, Hits, RuleScore, TableScore};

/// The tables that are compared, with the column that holds the characters of a row.
pub(crate) const TABLES: [(Table, &str); 3] =
    [(Table::Statements, "text"), (Table::Laws, "surface"), (Table::Initiatives, "surface")];

/// Why nothing was measured.
#[derive(Debug, thiserror::Error)]
pub enum EvalError {
    /// What readers made cannot be read.
    #[error(transparent)]
    Gold(#[from] GoldError),
    /// The run cannot be read.
    #[error(transparent)]
    Run(#[from] FinishedError),
    /// The run has none of the documents.
    #[error("{}: has none of the {documents} documents that are marked", run.display())]
    NothingInCommon {
        /// Folder of the run.
        run: PathBuf,
        /// Documents that readers marked.
        documents: usize,
    },
}

/// Code points of a document's text, from `start` to before `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extent {
    pub start: i64,
    pub end: i64,
}

/// A row that a reader made.
#[derive(Clone, Debug)]
pub(crate) struct GoldRow {
    pub extent: Extent,
    /// Its characters.
    pub text: String,
    /// Fields by name; what is not there was not marked.
    pub fields: Map<String, Value>,
}

/// What readers said of a document.
#[derive(Debug, Default)]
pub(crate) struct GoldDocument {
    pub doc_id: String,
    /// By place in [`TABLES`].
    pub rows: [Vec<GoldRow>; 3],
    /// Where rows stood that are wrong. None if the readers' rows are all that there is, so that any other is wrong.
    pub wrong: Option<[Vec<Extent>; 3]>,
}

/// A row of a run.
#[derive(Clone, Debug)]
pub(crate) struct RunRow {
    pub table: Table,
    pub extent: Extent,
    pub cells: StringRecord,
}

impl RunRow {
    /// A cell; empty where it is null.
    pub fn get(&self, name: &str) -> &str {
        &self.cells[position(self.table, name)]
    }

    /// The row's id.
    pub fn id(&self) -> &str {
        &self.cells[0]
    }
}

/// The rows of a table by document. `wanted` says of which documents.
pub(crate) fn run_rows(
    run: &Finished,
    table: Table,
    wanted: impl Fn(&str) -> bool,
) -> Result<HashMap<String, Vec<RunRow>>, FinishedError> {
    let [document, start, end] = ["doc_id", "start", "end"].map(|name| position(table, name));
    let mut rows: HashMap<String, Vec<RunRow>> = HashMap::new();
    run.each_row(table, |row| {
        let doc_id = &row.cells[document];
        if !wanted(doc_id) {
            return;
        }
        let edge = |at: usize| row.cells[at].parse().unwrap_or(0);
        let row = RunRow { table, extent: Extent { start: edge(start), end: edge(end) }, cells: row.cells.clone() };
        if let Some(others) = rows.get_mut(doc_id) {
            others.push(row);
        } else {
            rows.insert(doc_id.to_owned(), vec![row]);
        }
    })?;
    Ok(rows)
}

/// What was measured, and what could not be.
#[derive(Debug)]
pub struct Measured {
    /// The figures.
    pub evaluation: Evaluation,
    /// What is wrong with rows that readers made; those are left out.
    pub complaints: Vec<String>,
    /// Marked documents that the run does not have; their rows count as missed.
    pub absent: Vec<String>,
}

/// Compares a run with what readers made: a folder of documents marked by hand, one such file, or exported marks.
///
/// # Errors
/// [`EvalError`]
pub fn eval(gold: &Path, folder: &Path) -> Result<Measured, EvalError> {
    let (documents, complaints) = gold::read(gold)?;
    let run = Finished::open(folder)?;
    let by_id: HashMap<&str, usize> = documents.iter().enumerate().map(|(at, doc)| (&*doc.doc_id, at)).collect();
    let mut present = vec![false; documents.len()];
    run.each_row(Table::Documents, |row| {
        if let Some(&at) = by_id.get(row.id()) {
            present[at] = true;
        }
    })?;
    if !present.contains(&true) {
        return Err(EvalError::NothingInCommon { run: folder.to_owned(), documents: documents.len() });
    }
    let mut rows = Vec::new();
    for (table, _) in TABLES {
        rows.push(run_rows(&run, table, |doc_id| by_id.contains_key(doc_id))?);
    }
    let absent = documents.iter().zip(&present).filter(|(_, present)| !**present);
    let absent = absent.map(|(document, _)| document.doc_id.clone()).collect();
    Ok(Measured { evaluation: score::score(&documents, &rows), complaints, absent })
}
