//! The rows of one file, whatever its format.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use arrow::array::RecordBatch;
use csv::StringRecord;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use xxhash_rust::xxh3::Xxh3;

use super::manifest::Manifest;
use crate::export::{CsvProfile, Format, Table, cell};

/// Rows that are decoded at a time. Few, because each may hold the text of a large document.
const BATCH: usize = 128;

/// A file that is read row by row.
pub(crate) struct Rows {
    pub table: Table,
    source: Source,
    row: StringRecord,
    /// Rows so far; the number of the current one.
    pub read: u64,
    hash: Xxh3,
}

enum Source {
    Csv(Box<csv::Reader<File>>, CsvProfile),
    Parquet { reader: Box<ParquetRecordBatchReader>, batch: Option<RecordBatch>, at: usize },
}

impl Rows {
    /// Opens the file of a table; none where the manifest lists none or it cannot be opened, which is told elsewhere.
    ///
    /// # Errors
    /// A message, if it is no such file or has other columns than the schema.
    pub fn open(folder: &Path, manifest: &Manifest, table: Table, format: Format) -> Result<Option<Self>, String> {
        let Some(listed) = manifest.file(table, format) else { return Ok(None) };
        let Ok(file) = File::open(folder.join(&listed.name)) else { return Ok(None) };
        let source = match format {
            Format::Csv => Source::Csv(Box::new(csv_reader(file, table)?), manifest.csv().profile),
            Format::Parquet => {
                let reader = Box::new(guarded(|| parquet_reader(file, table))?);
                Source::Parquet { reader, batch: None, at: 0 }
            }
        };
        Ok(Some(Self { table, source, row: StringRecord::new(), read: 0, hash: Xxh3::new() }))
    }

    /// Goes to the next row; says whether there is one.
    ///
    /// # Errors
    /// A message, if the file is damaged: there is no way on.
    pub fn advance(&mut self) -> Result<bool, String> {
        let more = match &mut self.source {
            Source::Csv(reader, profile) => {
                let more = reader.read_record(&mut self.row).map_err(|error| csv_fault(&error))?;
                if *profile == CsvProfile::Excel {
                    self.row = self.row.iter().map(|cell| profile.unguarded(cell)).collect();
                }
                more
            }
            Source::Parquet { reader, batch, at } => {
                while batch.as_ref().is_none_or(|batch| *at == batch.num_rows()) {
                    let next = guarded(|| reader.next().transpose().map_err(|error| error.to_string()))?;
                    (*batch, *at) = (next, 0);
                    if batch.is_none() {
                        return Ok(false);
                    }
                }
                self.row.clear();
                for column in batch.iter().flat_map(RecordBatch::columns) {
                    self.row.push_field(&cell(column.as_ref(), *at).unwrap_or_default());
                }
                *at += 1;
                true
            }
        };
        if more {
            self.read += 1;
            for cell in &self.row {
                self.hash.update(&(cell.len() as u64).to_le_bytes());
                self.hash.update(cell.as_bytes());
            }
        }
        Ok(more)
    }

    /// The row that was read last: its cells as text, a cell that is null empty.
    pub fn row(&self) -> Row<'_> {
        Row { table: self.table, cells: &self.row }
    }

    /// Hash of all rows so far, the same for both formats.
    pub fn hash(&self) -> u128 {
        self.hash.digest128()
    }
}

/// A row by the names of its columns.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    pub table: Table,
    pub cells: &'a StringRecord,
}

impl<'a> Row<'a> {
    /// A cell; empty where it is null or the table has no such column.
    pub fn get(self, name: &str) -> &'a str {
        let at = self.table.schema().columns.iter().position(|column| column.name == name);
        at.and_then(|at| self.cells.get(at)).unwrap_or_default()
    }

    /// A whole number.
    pub fn number(self, name: &str) -> Option<usize> {
        self.get(name).parse().ok()
    }

    /// The first column, which is the id of all tables but `rejects`; there it says where the record was read.
    pub fn id(self) -> &'a str {
        self.cells.get(0).unwrap_or_default()
    }
}

/// Calls a reader that may panic over bytes that no writer has written.
fn guarded<R>(read: impl FnOnce() -> Result<R, String>) -> Result<R, String> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err("is damaged: it cannot be decoded".to_owned()))
}

/// What is wrong with a row of CSV; its place is told otherwise.
fn csv_fault(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("has {len} cells, expected {expected_len}")
        }
        csv::ErrorKind::Utf8 { err, .. } => format!("is not UTF-8: {err}"),
        _ => error.to_string(),
    }
}

fn csv_reader(file: File, table: Table) -> Result<csv::Reader<File>, String> {
    let mut reader = csv::Reader::from_reader(file);
    let names: Vec<_> = table.schema().columns.iter().map(|column| column.name).collect();
    let header = reader.headers().map_err(|error| csv_fault(&error))?;
    let header: Vec<_> = header.iter().map(|name| name.trim_start_matches('\u{feff}')).collect();
    if header != names {
        return Err(format!("has the columns {}, expected {}", header.join(","), names.join(",")));
    }
    Ok(reader)
}

fn parquet_reader(file: File, table: Table) -> Result<ParquetRecordBatchReader, String> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| error.to_string())?;
    let (found, expected) = (builder.schema().fields(), table.schema().arrow.fields());
    if found.len() != expected.len() {
        return Err(format!("has {} columns, expected {}", found.len(), expected.len()));
    }
    for (found, expected) in found.iter().zip(expected) {
        let describe = |field: &arrow::datatypes::Field| {
            let null = if field.is_nullable() { "" } else { ", never null" };
            format!("{} of type {}{null}", field.name(), field.data_type())
        };
        let types = (found.name(), found.data_type(), found.is_nullable());
        if types != (expected.name(), expected.data_type(), expected.is_nullable()) {
            return Err(format!("has the column {}, expected {}", describe(found), describe(expected)));
        }
    }
    builder.with_batch_size(BATCH).build().map_err(|error| error.to_string())
}
