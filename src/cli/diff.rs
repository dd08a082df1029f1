//! `trichdan diff`: what is different between two runs?

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::exit::{Exit, Failure};
use super::paint::printable;
use super::summary::grouped;
use crate::diff::{Change, Counts, Difference, diff};

/// Say which rows came, went and changed between two runs
///
/// Documents are the same by their id, rows by where they stand. Numbers of rows within a document are not compared, since they
/// move when a row comes or goes.
#[derive(Debug, Args)]
#[command(after_help = super::exit::HELP)]
pub(super) struct DiffArguments {
    /// Folder of the first run
    #[arg(value_name = "RUN_A")]
    a: PathBuf,
    /// Folder of the second run
    #[arg(value_name = "RUN_B")]
    b: PathBuf,
    /// Rows to list for each table
    #[arg(long, value_name = "N", default_value_t = 20)]
    rows: usize,
    /// Column that may differ; may be given more than once
    #[arg(long, value_name = "COLUMN")]
    ignore: Vec<String>,
    /// All rows, as JSON Lines
    #[arg(long)]
    json: bool,
}

impl DiffArguments {
    pub fn run(self) -> Result<Exit, Failure> {
        let differences = diff(&self.a, &self.b, &self.ignore)?;
        let mut out = std::io::stdout().lock();
        if self.json {
            for row in &differences.rows {
                writeln!(out, "{}", row.json())?;
            }
            out.flush()?;
            return Ok(Exit::Ok);
        }
        writeln!(out, "documents: {}", counted(differences.documents))?;
        for (table, counts) in &differences.tables {
            writeln!(out, "\n{}: {}", table.name(), counted(*counts))?;
            let rows: Vec<_> = differences.rows.iter().filter(|row| row.table == *table).collect();
            for row in rows.iter().take(self.rows) {
                writeln!(out, "{}", printable(&line(row)))?;
            }
            if rows.len() > self.rows {
                writeln!(out, "and {} more (--rows lists more of them)", grouped((rows.len() - self.rows) as u64))?;
            }
        }
        out.flush()?;
        Ok(Exit::Ok)
    }
}

fn counted(counts: Counts) -> String {
    let Counts { came, went, changed, same } = counts;
    let [came, went, changed, same] = [came, went, changed, same].map(|n| grouped(n as u64));
    format!("{came} came, {went} went, {changed} changed, {same} the same")
}

fn line(row: &Difference) -> String {
    let text = shortened(&row.text);
    match &row.change {
        Change::Came => format!("+ {}  “{text}”", row.id),
        Change::Went => format!("- {}  “{text}”", row.id),
        Change::Changed(columns) => {
            let columns: Vec<_> = columns
                .iter()
                .map(|(name, a, b)| format!("\n    {name}: “{}” → “{}”", shortened(a), shortened(b)))
                .collect();
            format!("~ {}  “{text}”{}", row.id, columns.concat())
        }
    }
}

/// The beginning of a long text, on one line.
pub(super) fn shortened(text: &str) -> String {
    const LONGEST: usize = 90;
    let text = text.replace('\n', " ");
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
