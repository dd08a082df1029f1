//! The rows of one file, whatever its format.

use std::fs::File;
use std::path::Path;

use arrow::array::RecordBatch;
use csv::StringRecord;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use xxhash_rust::xxh3::Xxh3;

use crate::export::{CsvProfile, Format, Table, cell};

/// Rows that are decoded at a time. Few, because each may hold the text of a large document.
const BATCH: usize = 128;

/// A file that is read row by row.
pub(super) struct Rows {
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
    /// Opens a file.
    ///
    /// # Errors
    /// A message, if it cannot be read or has other columns than the schema.
    pub fn open(path: &Path, table: Table, format: Format, profile: CsvProfile) -> Result<Self, String> {
        let file = File::open(path).map_err(|error| error.to_string())?;
        let source = match format {
            Format::Csv => Source::Csv(Box::new(csv_reader(file, table)?), profile),
            Format::Parquet => {
                let reader = Box::new(parquet_reader(file, table)?);
                Source::Parquet { reader, batch: None, at: 0 }
            }
        };
        Ok(Self { table, source, row: StringRecord::new(), read: 0, hash: Xxh3::new() })
    }

    /// The next row as text, a cell that is null empty; none at the end.
    ///
    /// # Errors
    /// A message, if the file is damaged.
    pub fn next(&mut self) -> Result<Option<&StringRecord>, String> {
        let more = match &mut self.source {
            Source::Csv(reader, profile) => {
                let more = reader.read_record(&mut self.row).map_err(|error| error.to_string())?;
                if *profile == CsvProfile::Excel {
                    self.row = self.row.iter().map(|cell| cell.strip_prefix('\'').unwrap_or(cell)).collect();
                }
                more
            }
            Source::Parquet { reader, batch, at } => {
                while batch.as_ref().is_none_or(|batch| *at == batch.num_rows()) {
                    let next = reader.next().transpose().map_err(|error| error.to_string())?;
                    (*batch, *at) = (next, 0);
                    if batch.is_none() {
                        return Ok(None);
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
        if !more {
            return Ok(None);
        }
        self.read += 1;
        for cell in &self.row {
            self.hash.update(&(cell.len() as u64).to_le_bytes());
            self.hash.update(cell.as_bytes());
        }
        Ok(Some(&self.row))
    }

    /// The row that was read last.
    pub fn row(&self) -> &StringRecord {
        &self.row
    }

    /// Hash of all rows so far, the same for both formats.
    pub fn hash(&self) -> u128 {
        self.hash.digest128()
    }
}

fn csv_reader(file: File, table: Table) -> Result<csv::Reader<File>, String> {
    let mut reader = csv::Reader::from_reader(file);
    let names: Vec<_> = table.schema().columns.iter().map(|column| column.name).collect();
    let header = reader.headers().map_err(|error| error.to_string())?;
    let header: Vec<_> = header.iter().map(|name| name.trim_start_matches('\u{feff}')).collect();
    if header != names {
        return Err(format!("has the columns {}, expected {}", header.join(","), names.join(",")));
    }
    Ok(reader)
}

fn parquet_reader(file: File, table: Table) -> Result<ParquetRecordBatchReader, String> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| error.to_string())?;
    let (found, expected) = (builder.schema().fields(), table.schema().arrow.fields());
    for (found, expected) in found.iter().zip(expected) {
        let types = (found.name(), found.data_type(), found.is_nullable());
        if types != (expected.name(), expected.data_type(), expected.is_nullable()) {
            return Err(format!(
                "has the column {} of type {}, expected {} of type {}",
                found.name(),
                found.data_type(),
                expected.name(),
                expected.data_type()
            ));
        }
    }
    if found.len() != expected.len() {
        return Err(format!("has {} columns, expected {}", found.len(), expected.len()));
    }
    builder.with_batch_size(BATCH).build().map_err(|error| error.to_string())
}
