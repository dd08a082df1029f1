//! The part of a chunk, put together of rows out of shards and of new ones.

use std::mem;
use std::ops::Range;
use std::sync::Arc;

use arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use arrow::compute::concat_batches;

use super::store::Found;
use crate::export::CsvOptions;
use crate::export::part::{Batches, DocumentFacts, PART_TABLES, Part, PartBuilder};
use crate::export::row::Extracted;
use crate::export::schema::Table;
use crate::model::Reject;

/// Pieces that lie in memory with the whole parts that they are cut from, before they are copied together.
const PIECES: usize = 16;

/// Takes what comes of the records of a chunk, in their order.
#[derive(Debug, Default)]
pub struct Assembly {
    new: PartBuilder,
    has_new: bool,
    taken: Option<Taken>,
    pieces: Vec<Batches>,
}

/// Consecutive rows of one part, with the places where their records stand now.
#[derive(Debug)]
struct Taken {
    part: Arc<Part>,
    number: u32,
    documents: Range<usize>,
    rejects: Range<usize>,
    document_uris: Vec<String>,
    reject_uris: Vec<String>,
    offsets: Vec<Option<i64>>,
}

impl Assembly {
    /// Adds a document and its rows.
    pub fn append(&mut self, extracted: Extracted) {
        self.has_new = true;
        self.new.append(extracted);
    }

    /// Adds a record that was refused.
    pub fn reject(&mut self, reject: &Reject) {
        self.has_new = true;
        self.new.reject(reject);
    }

    /// Adds what came of a record before, at the place where the record stands now.
    pub fn take(&mut self, found: Found, part: Arc<Part>, (uri, offset): (String, Option<u64>)) {
        if self.has_new {
            self.end_taken();
            let new = self.new.take();
            self.push(new);
            self.has_new = false;
        }
        if self.taken.as_ref().is_none_or(|taken| !taken.goes_on(found)) {
            self.end_taken();
        }
        self.taken.get_or_insert_with(|| Taken::new(part, found.part)).add(found, uri, offset);
    }

    /// The part; as CSV too, if that is asked for.
    pub fn finish(&mut self, csv: Option<CsvOptions>) -> Part {
        self.end_taken();
        if self.pieces.is_empty() {
            self.has_new = false;
            return self.new.finish(csv);
        }
        if mem::take(&mut self.has_new) {
            let new = self.new.take();
            self.push(new);
        }
        let part = Part::new(joined(&self.pieces), csv);
        self.pieces.clear();
        part
    }

    fn end_taken(&mut self) {
        if let Some(taken) = self.taken.take() {
            self.push(taken.rows());
        }
    }

    fn push(&mut self, piece: Batches) {
        self.pieces.push(piece);
        if self.pieces.len() == PIECES {
            let joined = joined(&self.pieces);
            self.pieces.clear();
            self.pieces.push(joined);
        }
    }
}

fn joined(pieces: &[Batches]) -> Batches {
    PART_TABLES.map(|table| {
        let batches = pieces.iter().map(|piece| &piece[table as usize]);
        concat_batches(&table.schema().arrow, batches).expect("all have the table's schema")
    })
}

impl Taken {
    fn new(part: Arc<Part>, number: u32) -> Self {
        Self {
            part,
            number,
            documents: 0..0,
            rejects: 0..0,
            document_uris: Vec::new(),
            reject_uris: Vec::new(),
            offsets: Vec::new(),
        }
    }

    /// Whether a row comes next after those that are here.
    fn goes_on(&self, Found { part, row, is_document }: Found) -> bool {
        let rows = if is_document { &self.documents } else { &self.rejects };
        part == self.number && (rows.end == row as usize || rows.is_empty())
    }

    fn add(&mut self, Found { row, is_document, .. }: Found, uri: String, offset: Option<u64>) {
        let row = row as usize;
        let rows = if is_document { &mut self.documents } else { &mut self.rejects };
        rows.start = if rows.start == rows.end { row } else { rows.start };
        rows.end = row + 1;
        if is_document {
            self.document_uris.push(uri);
        } else {
            self.reject_uris.push(uri);
            self.offsets.push(offset.map(|offset| offset as i64));
        }
    }

    fn rows(self) -> Batches {
        let facts = &self.part.facts;
        let of_documents = |table: Table, at: usize| {
            let count = |facts: &[DocumentFacts]| facts.iter().map(|facts| facts.rows[at]).sum();
            let before: usize = count(&facts[..self.documents.start]);
            self.part.rows(table).slice(before, count(&facts[self.documents.clone()]))
        };
        let slice = |table: Table, rows: &Range<usize>| self.part.rows(table).slice(rows.start, rows.len());
        let documents = slice(Table::Documents, &self.documents);
        let rejects = slice(Table::Rejects, &self.rejects);
        // What was refused after it had been read has no offset.
        let had = rejects["offset"].nulls();
        let offsets = self.offsets.iter().enumerate();
        let offsets = offsets.map(|(row, offset)| offset.filter(|_| had.is_none_or(|had| had.is_valid(row))));
        let offsets: ArrayRef = Arc::new(offsets.collect::<Int64Array>());
        let reject_uris: ArrayRef = Arc::new(StringArray::from(self.reject_uris));
        [
            with(&documents, [("source_uri", Arc::new(StringArray::from(self.document_uris)) as ArrayRef)]),
            of_documents(Table::Statements, 0),
            of_documents(Table::Laws, 1),
            of_documents(Table::Initiatives, 2),
            with(&rejects, [("source_uri", reject_uris), ("offset", offsets)]),
        ]
    }
}

/// Rows with other values in some columns.
fn with<const N: usize>(rows: &RecordBatch, values: [(&str, ArrayRef); N]) -> RecordBatch {
    let schema = rows.schema();
    let mut columns = rows.columns().to_vec();
    for (name, array) in values {
        columns[schema.index_of(name).expect("a column of the table")] = array;
    }
    RecordBatch::try_new(schema, columns).expect("types are unchanged")
}
