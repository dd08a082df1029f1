//! Rows of one piece of the input, built by a worker and handed to the writer.

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{Int32Type, TimestampMicrosecondType};

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
use crate::model::{Reject, Timestamp, date_in_vietnam};

/// Builders of the five tables that a worker fills. Reused from one piece to the next.
#[derive(Debug, Default)]
pub struct PartBuilder {
    documents: DocumentColumns,
    statements: StatementColumns,
    laws: LawColumns,
    initiatives: InitiativeColumns,
    rejects: RejectColumns,
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
    #[inline(never)] // a line of its own in profiles
    pub fn append(&mut self, extracted: Extracted) {
        self.points.index(&extracted.document.text);
        let source = Source { extracted, points: &self.points };
        self.documents.append(source);
        self.statements.append(source);
        self.laws.append(source);
        self.initiatives.append(source);
    }

    /// Adds a record that was refused.
    pub fn reject(&mut self, reject: &Reject) {
        self.rejects.append(reject);
    }

    /// Takes the rows out; as CSV too, if that is asked for.
    pub fn finish(&mut self, csv: Option<CsvOptions>) -> Part {
        Part::new(self.take(), csv)
    }

    /// Takes the rows out.
    pub(super) fn take(&mut self) -> Batches {
        [
            batch(Table::Documents, &mut self.documents),
            batch(Table::Statements, &mut self.statements),
            batch(Table::Laws, &mut self.laws),
            batch(Table::Initiatives, &mut self.initiatives),
            batch(Table::Rejects, &mut self.rejects),
        ]
    }
}

/// The tables that a part has rows of: the first ones of [`Table::ALL`]. The others sum the whole run up.
pub(super) const PART_TABLES: [Table; 5] =
    [Table::Documents, Table::Statements, Table::Laws, Table::Initiatives, Table::Rejects];

/// Rows of each of [`PART_TABLES`].
pub(super) type Batches = [RecordBatch; 5];

/// The rows of one piece of the input.
#[derive(Debug)]
pub struct Part {
    pub(super) facts: Vec<DocumentFacts>,
    pub(super) batches: Batches,
    pub(super) csv: [Vec<u8>; 5],
    csv_options: Option<CsvOptions>,
}

impl Part {
    /// The part with these rows; as CSV too, if that is asked for.
    #[inline(never)] // a line of its own in profiles
    pub(super) fn new(batches: Batches, csv_options: Option<CsvOptions>) -> Self {
        let facts = facts(&batches[Table::Documents as usize]);
        let mut part = Self { facts, batches, csv: Default::default(), csv_options };
        for table in PART_TABLES {
            part.render(table);
        }
        part
    }

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
        if table == Table::Documents {
            self.facts = facts(self.rows(table));
        }
        self.render(table);
    }

    fn render(&mut self, table: Table) {
        let out = &mut self.csv[table as usize];
        out.clear();
        if let Some(options) = self.csv_options {
            let rows = &self.batches[table as usize];
            out.reserve(rows.get_array_memory_size());
            options.rows(rows, out);
        }
    }

    /// The codes of the rejects.
    pub(super) fn reject_codes(&self) -> impl Iterator<Item = &str> {
        self.rows(Table::Rejects)["code"].as_string::<i32>().iter().flatten()
    }
}

/// What the rows of `documents` say.
pub(super) fn facts(documents: &RecordBatch) -> Vec<DocumentFacts> {
    let hashes = documents["content_hash"].as_string::<i32>();
    let dates = documents["published_at"].as_primitive::<TimestampMicrosecondType>();
    let counts = ["statements", "laws", "initiatives"].map(|name| documents[name].as_primitive::<Int32Type>());
    let of = |row| DocumentFacts {
        content_hash: u128::from_str_radix(hashes.value(row), 16).expect("a hash is written in hex"),
        rows: counts.map(|counts| counts.value(row) as usize),
        date: dates.is_valid(row).then(|| days(date_in_vietnam(Timestamp(dates.value(row))))),
    };
    (0..documents.num_rows()).map(of).collect()
}

/// The rows of a table out of its builders.
pub(super) fn batch(table: Table, columns: &mut impl Columns) -> RecordBatch {
    let schema = &table.schema().arrow;
    let arrays = columns.take_all(schema.fields());
    RecordBatch::try_new(schema.clone(), arrays).unwrap_or_else(|error| panic!("{}: {error}", table.name()))
}
