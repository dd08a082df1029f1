//! Tables as Parquet: zstd, plain Arrow types, bounded row groups, an index of pages, Bloom filters for ids; bytes depend on the
//! rows and their batches alone.

use arrow::array::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::Result;
use parquet::file::metadata::{KeyValue, SortingColumn};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;
use serde::{Deserialize, Serialize};

use super::dictionary;
use super::folder::UnfinishedFile;
use super::schema::{SCHEMA_VERSION, Table};

/// How Parquet is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ParquetOptions {
    /// Zstandard level, 1 to 22.
    pub zstd_level: i32,
    /// Most rows in one row group.
    pub row_group_rows: usize,
    /// Most encoded bytes in one row group; what is kept in memory for each table.
    pub row_group_bytes: usize,
}

impl Default for ParquetOptions {
    fn default() -> Self {
        Self { zstd_level: 1, row_group_rows: 131_072, row_group_bytes: 16 << 20 }
    }
}

/// A table on the way to its file.
pub(super) struct ParquetFile(ArrowWriter<UnfinishedFile>);

impl ParquetFile {
    pub fn begin(table: Table, file: UnfinishedFile, options: ParquetOptions) -> Result<Self> {
        let properties = properties(table, options)?;
        Ok(Self(ArrowWriter::try_new(file, table.schema().arrow.clone(), Some(properties))?))
    }

    pub fn append(&mut self, rows: &RecordBatch) -> Result<()> {
        self.0.write(rows)
    }

    /// Writes what is left and gives the file back.
    pub fn finish(self) -> Result<UnfinishedFile> {
        self.0.into_inner()
    }
}

/// A page's bytes before it is packed. Buffers of this size are used again by the allocator; those of the usual megabyte go
/// back to the system each time, which costs as much as a third of the packing.
const PAGE_BYTES: usize = 256 << 10;

/// How often a Bloom filter may say of an id that is not in a row group that it might be. A filter is made for as many ids as a
/// row group may have, and folded to what it needs when it is written.
const FALSE_POSITIVES: f64 = 0.01;

fn properties(table: Table, options: ParquetOptions) -> Result<WriterProperties> {
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(options.zstd_level)?))
        .set_max_row_group_row_count(Some(options.row_group_rows))
        .set_max_row_group_bytes(Some(options.row_group_bytes))
        .set_data_page_size_limit(PAGE_BYTES)
        .set_created_by(concat!("trichdan ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_key_value_metadata(Some(vec![
            KeyValue::new("trichdan.schema_version".to_owned(), SCHEMA_VERSION.to_owned()),
            KeyValue::new("trichdan.table".to_owned(), dictionary::json(table).to_string()),
        ]));
    let sorted_by =
        table.sorted_by().map(|column_idx| SortingColumn { column_idx, descending: false, nulls_first: false });
    properties = properties.set_sorting_columns(sorted_by.map(|column| vec![column]));
    // Dictionaries do not pay where each value is another one.
    for column in table.schema().columns.iter().filter(|column| column.distinct) {
        let path = ColumnPath::from(column.name);
        properties = properties
            .set_column_dictionary_enabled(path.clone(), false)
            .set_column_statistics_enabled(path, EnabledStatistics::Chunk);
    }
    let keys = table.primary_key().into_iter().chain(table.foreign_keys().into_iter().map(|key| key.column));
    for path in keys.map(ColumnPath::from) {
        properties = properties
            .set_column_bloom_filter_enabled(path.clone(), true)
            .set_column_bloom_filter_fpp(path.clone(), FALSE_POSITIVES)
            .set_column_bloom_filter_max_ndv(path, options.row_group_rows as u64);
    }
    Ok(properties.build())
}
