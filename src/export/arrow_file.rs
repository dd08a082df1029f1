//! Tables in Arrow's format for files (Feather version 2), packed with LZ4 as is usual.

use arrow::array::RecordBatch;
use arrow::error::ArrowError;
use arrow::ipc::CompressionType;
use arrow::ipc::writer::{FileWriter, IpcWriteOptions};

use super::dictionary;
use super::folder::UnfinishedFile;
use super::schema::{SCHEMA_VERSION, Table};

/// A table on the way to its file.
pub(super) struct ArrowFile(FileWriter<UnfinishedFile>);

impl ArrowFile {
    pub fn begin(table: Table, file: UnfinishedFile) -> Result<Self, ArrowError> {
        let options = IpcWriteOptions::default().try_with_compression(Some(CompressionType::LZ4_FRAME))?;
        let mut writer = FileWriter::try_new_with_options(file, &table.schema().arrow, options)?;
        writer.write_metadata("trichdan.schema_version", SCHEMA_VERSION);
        writer.write_metadata("trichdan.table", dictionary::json(table).to_string());
        Ok(Self(writer))
    }

    pub fn append(&mut self, rows: &RecordBatch) -> Result<(), ArrowError> {
        // An empty batch says nothing.
        if rows.num_rows() == 0 { Ok(()) } else { self.0.write(rows) }
    }

    /// Writes what is left and gives the file back.
    pub fn finish(self) -> Result<UnfinishedFile, ArrowError> {
        self.0.into_inner()
    }
}
