//! `trichdan explain`: what was found in an article, shown in place.

use std::io::{IsTerminal, Write};

use anstyle::{AnsiColor, Style};
use clap::Args;

use super::exit::{Exit, Failure};
use super::paint::{Mark, paint, printable};
use super::say::say;
use crate::engine::{Scratch, process_one};
use crate::export::{Part, Table, cell};
use crate::ingest::{self, Chunks, ReadOptions, discover, read_chunk};
use crate::model::{Document, Records, Reject};

/// Show an article with its statements, laws and initiatives marked in place, and the rows below
///
/// In colour on a terminal (unless `NO_COLOR` is set), else with marks: `[s1| ... |s1]` for the first statement, `l` for laws,
/// `i` for initiatives.
#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// File to read, of any kind that `run` reads
    file: String,
}

const STATEMENT: Style = Style::new().underline();
const SPEAKER: Style = Style::new().bold();
const LAW: Style = AnsiColor::Yellow.on_default();
const INITIATIVE: Style = AnsiColor::Green.on_default();
const HEADING: Style = AnsiColor::Cyan.on_default().bold();

impl ExplainArguments {
    pub fn run(self) -> Result<Exit, Failure> {
        let options = ReadOptions::default();
        let sources = discover(&[self.file])?;
        let out = std::io::stdout();
        let mut show = Show { colour: colour(&out), out: out.lock(), scratch: Scratch::default(), refused: false };
        let mut reading = ingest::Scratch::default();
        for chunk in Chunks::new(sources, &options) {
            let mut outcome = Ok(());
            read_chunk(&chunk, &options, &mut reading, &mut |record| {
                if outcome.is_ok() {
                    outcome = show.record(record.and_then(|record| record.read(&options)));
                }
            });
            outcome?;
        }
        show.out.flush()?;
        Ok(if show.refused { Exit::Rejects } else { Exit::Ok })
    }
}

/// Whether to colour: a terminal, and <https://no-color.org> respected.
fn colour(out: &impl IsTerminal) -> bool {
    out.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

struct Show<W> {
    out: W,
    colour: bool,
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
        writeln!(self.out)?;
        let text = paint(&document.text, &marks(self.scratch.records()), self.colour);
        writeln!(self.out, "{text}\n")?;
        self.refused |= part.rows(Table::Rejects).num_rows() > 0;
        let tables = [Table::Statements, Table::Laws, Table::Initiatives, Table::Rejects];
        tables.into_iter().try_for_each(|table| self.rows(&part, table))
    }

    fn heading(&mut self, text: &str) -> std::io::Result<()> {
        let style = if self.colour { HEADING } else { Style::new() };
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

/// What to mark in the text, by table.
fn marks(records: &Records) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (at, statement) in records.statements.iter().enumerate() {
        marks.push(Mark { span: statement.mention.span, style: STATEMENT, label: Some(format!("s{}", at + 1)) });
        if let Some(span) = statement.speaker.and_then(|speaker| speaker.written) {
            marks.push(Mark { span, style: SPEAKER, label: None });
        }
    }
    for (at, law) in records.laws.iter().enumerate() {
        marks.push(Mark { span: law.mention.span, style: LAW, label: Some(format!("l{}", at + 1)) });
    }
    for (at, initiative) in records.initiatives.iter().enumerate() {
        marks.push(Mark { span: initiative.mention.span, style: INITIATIVE, label: Some(format!("i{}", at + 1)) });
    }
    marks
}
