//! `trichdan explain`: what was found in an article, shown in place.

use std::io::{IsTerminal, Write};

use anstyle::{AnsiColor, Style};
use clap::Args;

use super::exit::{Exit, Failure};
use super::notes::{Layout, marks};
use super::pager::Output;
use super::paint::printable;
use super::say::say;
use crate::engine::{Scratch, process_one};
use crate::export::{Part, Table, cell};
use crate::ingest::{self, Chunks, ReadOptions, discover, read_chunk};
use crate::model::{Document, Reject};

/// Show an article with its statements, laws and initiatives marked in place, and notes to them at its side
///
/// In colour and by way of a pager on a terminal (unless `NO_COLOR` is set, or `PAGER` is empty), else with marks: `[s1| ... |s1]`
/// for the first statement, `l` for laws, `i` for initiatives.
#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// File to read, of any kind that `run` reads
    file: String,
    /// Columns of the screen [default: as wide as the terminal, at most 140; 100 where there is none]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(40..=400))]
    width: Option<u16>,
    /// All columns of all rows too, below the article
    #[arg(long)]
    columns: bool,
    /// Write straight to the terminal
    #[arg(long)]
    no_pager: bool,
}

const HEADING: Style = AnsiColor::Cyan.on_default().bold();

impl ExplainArguments {
    pub fn run(self) -> Result<Exit, Failure> {
        let options = ReadOptions::default();
        let sources = discover(&[self.file])?;
        let stdout = std::io::stdout();
        let colour = colour(&stdout);
        let terminal = terminal_size::terminal_size().filter(|_| stdout.is_terminal());
        let width = self.width.or(terminal.map(|(width, _)| width.0.clamp(40, 140))).unwrap_or(100);
        let layout = Layout { width: usize::from(width), colour };
        let out = Output::new(!self.no_pager);
        let mut show = Show { layout, out, columns: self.columns, scratch: Scratch::default(), refused: false };
        let mut reading = ingest::Scratch::default();
        let mut outcome = Ok(());
        for chunk in Chunks::new(sources, &options) {
            read_chunk(&chunk, &options, &mut reading, &mut |record| {
                if outcome.is_ok() {
                    outcome = show.record(record.and_then(|record| record.read(&options)));
                }
            });
            if outcome.is_err() {
                break;
            }
        }
        // The reader may have closed the pager before the end, and may still look at what is there.
        show.out.finish()?;
        outcome?;
        Ok(if show.refused { Exit::Rejects } else { Exit::Ok })
    }
}

/// Whether to colour: a terminal, and <https://no-color.org> respected.
fn colour(out: &impl IsTerminal) -> bool {
    out.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

struct Show<W> {
    layout: Layout,
    out: W,
    columns: bool,
    scratch: Scratch<'static>,
    refused: bool,
}

impl<W: Write> Show<W> {
    fn record(&mut self, record: Result<Document, Reject>) -> std::io::Result<()> {
        match record {
            Ok(document) => self.document(&document),
            Err(reject) => {
                self.refused = true;
                say(&format!("trichdan: {}: {}: {}", reject.source_uri, reject.code.as_str(), reject.message));
                Ok(())
            }
        }
    }

    fn document(&mut self, document: &Document) -> std::io::Result<()> {
        let part = process_one(document, &mut self.scratch);
        let heading = document.title.as_deref().unwrap_or(&document.source_uri);
        self.heading(heading)?;
        let rows = [Table::Statements, Table::Laws, Table::Initiatives];
        let counts = rows.map(|table| format!("{} {}", part.rows(table).num_rows(), table.name()));
        writeln!(self.out, "{}\n", counts.join(", "))?;
        let marks = marks(self.scratch.records(), &part);
        self.layout.article(&document.text, &marks, &mut self.out)?;
        self.refused |= part.rows(Table::Rejects).num_rows() > 0;
        let shown = if self.columns { &rows[..] } else { &[] };
        shown.iter().chain([&Table::Rejects]).try_for_each(|table| self.rows(&part, *table))
    }

    fn heading(&mut self, text: &str) -> std::io::Result<()> {
        let style = if self.layout.colour { HEADING } else { Style::new() };
        writeln!(self.out, "{style}{}{style:#}", printable(text))
    }

    /// The rows of a table, a line for each value that is there.
    fn rows(&mut self, part: &Part, table: Table) -> std::io::Result<()> {
        let rows = part.rows(table);
        for row in 0..rows.num_rows() {
            for (at, values) in rows.columns().iter().enumerate() {
                let name = table.schema().columns[at].name;
                match cell(values.as_ref(), row) {
                    // The row's own id stands above it; the document's is the same for all.
                    Some(id) if at == 0 => self.heading(&id)?,
                    Some(value) if name != "doc_id" && value != "[]" => {
                        writeln!(self.out, "  {name:<16}{}", printable(&value))?;
                    }
                    _ => {}
                }
            }
            writeln!(self.out)?;
        }
        Ok(())
    }
}
