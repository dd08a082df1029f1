//! The rows of one file, whatever its format.

use std::fs::File;
use std::path::Path;

use csv::StringRecord;
use xxhash_rust::xxh3::Xxh3;

use super::manifest::Manifest;
use super::readers::{Batches, Csv, JsonLines, Reader, Sqlite};
use crate::export::{Format, Table};

/// A file that is read row by row.
pub(crate) struct Rows {
    pub table: Table,
    reader: Box<dyn Reader>,
    row: StringRecord,
    /// Rows so far; the number of the current one.
    pub read: u64,
    hash: Xxh3,
}

impl Rows {
    /// Opens the file of a table; none where the manifest lists none or it cannot be opened, which is told elsewhere.
    ///
    /// # Errors
    /// A message, if it is no such file or has other columns than the schema.
    pub fn open(folder: &Path, manifest: &Manifest, table: Table, format: Format) -> Result<Option<Self>, String> {
        let Some(listed) = manifest.file(table, format) else { return Ok(None) };
        let path = folder.join(&listed.name);
        let Ok(file) = File::open(&path) else { return Ok(None) };
        let reader: Box<dyn Reader> = match format {
            Format::Csv => Box::new(Csv::open(file, table, manifest.csv().profile)?),
            Format::Parquet => Box::new(Batches::parquet(file, table)?),
            Format::Arrow => Box::new(Batches::arrow(file, table)?),
            Format::Jsonl => Box::new(JsonLines::open(file, table)),
            Format::Sqlite => Box::new(Sqlite::open(&path, table)?),
            Format::Xlsx => return Ok(None),
        };
        Ok(Some(Self { table, reader, row: StringRecord::new(), read: 0, hash: Xxh3::new() }))
    }

    /// Goes to the next row; says whether there is one.
    ///
    /// # Errors
    /// A message, if the file is damaged: there is no way on.
    pub fn advance(&mut self) -> Result<bool, String> {
        let more = self.reader.next(&mut self.row)?;
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

    /// Hash of all rows so far, the same for all formats.
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
