//! `trichdan eval`: how right is a run?

use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::exit::{Exit, Failure};
use super::paint::printable;
use super::say::say;
use crate::eval::{ErrorKind, EvalError, Evaluation, RowError, TableScore, eval};
use crate::export::Table;

/// Compare a run with documents marked by hand, or with marks exported from a report
///
/// A row of the run is found if it overlaps a reader's row by at least half of what both cover. Figures are given by table,
/// field and rule; what went wrong is listed, worst first.
#[derive(Debug, Args)]
#[command(after_help = super::exit::HELP)]
pub(super) struct EvalArguments {
    /// Folder of marked documents (.json), one of them, or exported marks (.jsonl)
    #[arg(value_name = "GOLD")]
    gold: PathBuf,
    /// Folder of the run
    #[arg(value_name = "RUN_DIR")]
    folder: PathBuf,
    /// Errors to list for each table
    #[arg(long, value_name = "N", default_value_t = 10)]
    worst: usize,
    /// Write all errors to a file, as JSON Lines
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
    /// Write the figures to a file, as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

impl EvalArguments {
    pub fn run(self) -> Result<Exit, Failure> {
        let measured = eval(&self.gold, &self.folder)?;
        for complaint in &measured.complaints {
            say(&format!("trichdan: left out: {complaint}"));
        }
        if !measured.absent.is_empty() {
            let (n, ids) = (measured.absent.len(), measured.absent.join(", "));
            say(&format!("trichdan: {n} marked documents are not in the run, their rows count as missed: {ids}"));
        }
        let evaluation = &measured.evaluation;
        if let Some(path) = &self.errors {
            let mut lines = String::new();
            for error in &evaluation.errors {
                // Writing to a string does not fail.
                let _ = writeln!(lines, "{}", error.json());
            }
            save(path, &lines)?;
        }
        if let Some(path) = &self.json {
            save(path, &format!("{:#}\n", evaluation.json()))?;
        }
        let mut out = std::io::stdout().lock();
        for (table, score) in &evaluation.tables {
            out.write_all(printable(&text(*table, score, evaluation, self.worst)).as_bytes())?;
        }
        out.flush()?;
        Ok(Exit::Ok)
    }
}

fn save(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text)
        .map_err(|error| Failure { exit: Exit::Failed, message: Some(format!("{}: {error}", path.display())) })
}

impl From<EvalError> for Failure {
    fn from(error: EvalError) -> Self {
        match error {
            EvalError::Run(error) => error.into(),
            error => Self::usage(&error),
        }
    }
}

/// The figures of a table and its worst errors.
fn text(table: Table, score: &TableScore, evaluation: &Evaluation, worst: usize) -> String {
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = figures(table, score, &mut out);
    let errors: Vec<_> = evaluation.errors.iter().filter(|error| error.table == table).collect();
    if worst > 0 && !errors.is_empty() {
        let _ = writeln!(out, "\n  worst of {} errors", errors.len());
        errors.iter().take(worst).for_each(|error| out.push_str(&line(error)));
    }
    out.push('\n');
    out
}

fn figures(table: Table, score: &TableScore, out: &mut String) -> std::fmt::Result {
    writeln!(out, "== {}", table.name())?;
    let found = [("found", score.found), ("headline", score.headline), ("exact_span", score.exact_span)];
    for (name, found) in found {
        let (f1, p, r) = (found.f1(), found.precision(), found.recall());
        let counts = format!("({} correct, {} gold, {} predicted)", found.correct, found.gold, found.predicted);
        writeln!(out, "  {name:<17} F1 {f1:.3}  P {p:.3}  R {r:.3}  {counts}")?;
    }
    for (name, hits) in &score.fields {
        if let Some(accuracy) = hits.accuracy() {
            writeln!(out, "  {name:<17} {accuracy:.3} of {}", hits.of)?;
        }
    }
    if !score.rules.is_empty() {
        writeln!(out, "\n  {:<26} {:>6} {:>6} {:>9}", "rule", "rows", "found", "headline")?;
        let mut rules: Vec<_> = score.rules.iter().collect();
        rules.sort_by_key(|(name, rule)| (std::cmp::Reverse(rule.predicted - rule.headline), *name));
        for (name, rule) in rules {
            writeln!(out, "  {name:<26} {:>6} {:>6} {:>9}", rule.predicted, rule.found, rule.headline)?;
        }
    }
    Ok(())
}

/// An error on a line.
fn line(error: &RowError) -> String {
    let place = error.row_id.as_deref().unwrap_or(&error.doc_id);
    let (kind, text) = (error.kind.name(), super::diff::shortened(&error.text));
    let mut line = format!("  {kind:<7} {place}  “{text}”");
    if let Some(rule) = &error.rule {
        let _ = write!(line, "  [{rule} {:.2}]", error.confidence);
    }
    if error.kind == ErrorKind::Wrong {
        for (name, gold, row) in &error.fields {
            let gold = gold.as_str().map_or_else(|| gold.to_string(), ToOwned::to_owned);
            let _ = write!(line, "\n          {name}: “{row}”, expected “{gold}”");
        }
    }
    line.push('\n');
    line
}
