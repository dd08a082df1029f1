//! One file of one table.

use std::io::Write;
use std::path::PathBuf;

use arrow::array::RecordBatch;
use serde::{Deserialize, Serialize};

use super::arrow_file::ArrowFile;
use super::error::ExportError;
use super::folder::{Folder, UnfinishedFile, WholeFile};
use super::json_lines;
use super::manifest::FileFacts;
use super::parquet::ParquetFile;
use super::schema::Table;
use super::writer::ExportOptions;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Text, nested values as JSON.
    Csv,
    /// Columns with their types.
    Parquet,
    /// An object a row.
    Jsonl,
    /// Columns with their types, as they lie in memory (Feather).
    Arrow,
    /// All tables in one database.
    Sqlite,
    /// All tables in one workbook.
    Xlsx,
}

impl Format {
    /// All kinds.
    pub const ALL: [Self; 6] = [Self::Csv, Self::Parquet, Self::Jsonl, Self::Arrow, Self::Sqlite, Self::Xlsx];

    /// What is written where nothing is said.
    pub const USUAL: [Self; 2] = [Self::Csv, Self::Parquet];

    /// As in file names and settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::Jsonl => "jsonl",
            Self::Arrow => "arrow",
            Self::Sqlite => "sqlite",
            Self::Xlsx => "xlsx",
        }
    }

    /// Whether one file holds all tables.
    pub const fn is_of_run(self) -> bool {
        matches!(self, Self::Sqlite | Self::Xlsx)
    }

    /// Name of the file that a table is in.
    pub fn file_name(self, table: Table) -> String {
        let stem = if self.is_of_run() { "tables" } else { table.name() };
        format!("{stem}.{}", self.name())
    }
}

/// A table on the way to one of its files.
pub(super) struct TableFile {
    pub table: Table,
    format: Format,
    path: PathBuf,
    encoder: Encoder,
}

enum Encoder {
    Csv(Box<UnfinishedFile>),
    Parquet(Box<ParquetFile>),
    Jsonl(Box<UnfinishedFile>),
    Arrow(Box<ArrowFile>),
}

impl TableFile {
    pub fn begin(table: Table, format: Format, folder: &Folder, options: &ExportOptions) -> Result<Self, ExportError> {
        let name = format.file_name(table);
        let path = folder.path().join(&name);
        let mut file = folder.begin(name)?;
        let encoder = match format {
            Format::Csv => {
                file.write_all(&options.csv.header(table)).map_err(ExportError::io(&path, "write the file"))?;
                Encoder::Csv(Box::new(file))
            }
            Format::Jsonl => Encoder::Jsonl(Box::new(file)),
            Format::Arrow => {
                Encoder::Arrow(Box::new(ArrowFile::begin(table, file).map_err(ExportError::arrow(&path))?))
            }
            // Those of whole runs are no table's.
            Format::Parquet | Format::Sqlite | Format::Xlsx => {
                let file = ParquetFile::begin(table, file, options.parquet);
                Encoder::Parquet(Box::new(file.map_err(ExportError::parquet(&path))?))
            }
        };
        Ok(Self { table, format, path, encoder })
    }

    /// Appends rows, which stand in `csv` as CSV if that format was asked for.
    pub fn append(&mut self, rows: &RecordBatch, csv: &[u8]) -> Result<(), ExportError> {
        match &mut self.encoder {
            Encoder::Csv(file) => file.write_all(csv).map_err(ExportError::io(&self.path, "write the file")),
            Encoder::Parquet(file) => file.append(rows).map_err(ExportError::parquet(&self.path)),
            Encoder::Arrow(file) => file.append(rows).map_err(ExportError::arrow(&self.path)),
            Encoder::Jsonl(file) => {
                let mut lines = Vec::new();
                json_lines::rows(rows, &mut lines);
                file.write_all(&lines).map_err(ExportError::io(&self.path, "write the file"))
            }
        }
    }

    /// Ends the file, which then lacks only its final name.
    pub fn close(self, rows: u64) -> Result<(WholeFile, FileFacts), ExportError> {
        let file = match self.encoder {
            Encoder::Csv(file) | Encoder::Jsonl(file) => *file,
            Encoder::Arrow(file) => file.finish().map_err(ExportError::arrow(&self.path))?,
            Encoder::Parquet(file) => file.finish().map_err(ExportError::parquet(&self.path))?,
        };
        let file = file.close().map_err(ExportError::io(&self.path, "write the file"))?;
        let facts = FileFacts {
            name: file.name.clone(),
            table: Some(self.table),
            format: self.format,
            rows,
            bytes: file.bytes,
            sha256: file.sha256.clone(),
        };
        Ok((file, facts))
    }
}
