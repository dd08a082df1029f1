//! Rows of one piece of the input, built by a worker and handed to the writer.

use arrow::array::{AsArray, RecordBatch};

use super::code_points::CodePoints;
use super::column::Columns;
use super::csv::CsvOptions;
use super::documents::{DocumentColumns, RejectColumns};
use super::initiatives::InitiativeColumns;
use super::laws::LawColumns;
use super::row::{Extracted, Source};
use super::schema::Table;
use super::statements::StatementColumns;
use super::values::days;
use crate::model::Reject;

/// Builders of the five tables that a worker fills. Reused from one piece to the next.
#[derive(Debug, Default)]
pub struct PartBuilder {
    documents: DocumentColumns,
    statements: StatementColumns,
    laws: LawColumns,
    initiatives: InitiativeColumns,
    rejects: RejectColumns,
    facts: Vec<DocumentFacts>,
    points: CodePoints,
}

/// What putting the run in order needs to know of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct DocumentFacts {
    /// Hash of the text.
    pub content_hash: u128,
    /// Rows of statements, laws and initiatives.
    pub rows: [usize; 3],
    /// Publication date in Viet Nam, in days from 1970-01-01.
    pub date: Option<i32>,
}

impl PartBuilder {
    /// Adds a document and its rows.
    pub fn append(&mut self, extracted: Extracted) {
        let Extracted { document, records, .. } = extracted;
        self.points.index(&document.text);
        let source = Source { extracted, points: &self.points };
        self.documents.append(source);
        self.statements.append(source);
        self.laws.append(source);
        self.initiatives.append(source);
        self.facts.push(DocumentFacts {
            content_hash: document.content_hash,
            rows: [records.statements.len(), records.laws.len(), records.initiatives.len()],
            date: document.date().map(days),
        });
    }

    /// Adds a record that was refused.
    pub fn reject(&mut self, reject: &Reject) {
        self.rejects.append(reject);
    }

    /// Takes the rows out; as CSV too, if that is asked for.
    pub fn finish(&mut self, csv: Option<CsvOptions>) -> Part {
        let mut part = Part {
            facts: std::mem::take(&mut self.facts),
            batches: [
                batch(Table::Documents, &mut self.documents),
                batch(Table::Statements, &mut self.statements),
                batch(Table::Laws, &mut self.laws),
                batch(Table::Initiatives, &mut self.initiatives),
                batch(Table::Rejects, &mut self.rejects),
            ],
            csv: Default::default(),
            csv_options: csv,
        };
        for table in PART_TABLES {
            part.render(table);
        }
        part
    }
}

/// The tables that a part has rows of: the first ones of [`Table::ALL`]. The others sum the whole run up.
pub(super) const PART_TABLES: [Table; 5] =
    [Table::Documents, Table::Statements, Table::Laws, Table::Initiatives, Table::Rejects];

/// The rows of one piece of the input.
#[derive(Debug)]
pub struct Part {
    pub(super) facts: Vec<DocumentFacts>,
    pub(super) batches: [RecordBatch; 5],
    pub(super) csv: [Vec<u8>; 5],
    csv_options: Option<CsvOptions>,
}

impl Part {
    /// The rows of a table.
    ///
    /// # Panics
    /// For a table that sums up a whole run (`speakers`, `law_index`, `organizations`).
    pub fn rows(&self, table: Table) -> &RecordBatch {
        &self.batches[table as usize]
    }

    /// Replaces the rows of a table.
    pub(super) fn replace(&mut self, table: Table, batch: RecordBatch) {
        self.batches[table as usize] = batch;
        self.render(table);
    }

    fn render(&mut self, table: Table) {
        let out = &mut self.csv[table as usize];
        out.clear();
        if let Some(options) = self.csv_options {
            options.rows(&self.batches[table as usize], out);
        }
    }

    /// The codes of the rejects.
    pub(super) fn reject_codes(&self) -> impl Iterator<Item = &str> {
        self.rows(Table::Rejects)["code"].as_string::<i32>().iter().flatten()
    }
}

/// The rows of a table out of its builders.
pub(super) fn batch(table: Table, columns: &mut impl Columns) -> RecordBatch {
    let schema = &table.schema().arrow;
    let arrays = columns.take_all(schema.fields());
    RecordBatch::try_new(schema.clone(), arrays).unwrap_or_else(|error| panic!("{}: {error}", table.name()))
}
