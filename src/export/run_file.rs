//! A file that holds all tables of a run.

use std::path::PathBuf;

use arrow::array::RecordBatch;

use super::database::Database;
use super::error::ExportError;
use super::folder::{Folder, WholeFile};
use super::manifest::FileFacts;
use super::schema::Table;
use super::table_file::Format;
use super::workbook::Book;

/// The file on the way. Libraries write it by its path; it is measured when it is whole.
pub(super) struct RunFile {
    format: Format,
    /// Where it will be, for messages.
    path: PathBuf,
    /// Where it is being written.
    stage: PathBuf,
    encoder: Encoder,
}

enum Encoder {
    Database(Box<Database>),
    Book(Box<Book>),
}

impl RunFile {
    /// Begins the file of a format.
    pub fn begin(format: Format, folder: &Folder) -> Result<Self, ExportError> {
        let name = format.file_name(Table::Documents);
        let path = folder.path().join(&name);
        let stage = folder.begin_by_path(&name)?;
        let encoder = match format {
            Format::Xlsx => Encoder::Book(Box::new(Book::begin().map_err(ExportError::book(&path))?)),
            _ => Encoder::Database(Box::new(Database::begin(&stage).map_err(ExportError::database(&path))?)),
        };
        Ok(Self { format, path, stage, encoder })
    }

    /// Appends rows to a table.
    pub fn append(&mut self, table: Table, rows: &RecordBatch) -> Result<(), ExportError> {
        match &mut self.encoder {
            Encoder::Database(database) => database.append(table, rows).map_err(ExportError::database(&self.path)),
            Encoder::Book(book) => book.append(table, rows).map_err(ExportError::book(&self.path)),
        }
    }

    /// Ends the file, which then lacks only its final place. `rows`: of all tables.
    pub fn close(self, folder: &Folder, rows: u64) -> Result<(WholeFile, FileFacts), ExportError> {
        match self.encoder {
            Encoder::Database(database) => database.finish().map_err(ExportError::database(&self.path))?,
            Encoder::Book(book) => book.finish(&self.stage).map_err(ExportError::book(&self.path))?,
        }
        let file = folder.measure(self.format.file_name(Table::Documents))?;
        let (bytes, sha256) = (file.bytes, file.sha256.clone());
        let facts = FileFacts { name: file.name.clone(), table: None, format: self.format, rows, bytes, sha256 };
        Ok((file, facts))
    }
}
