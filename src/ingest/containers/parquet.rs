//! Parquet, of which only the columns that are wanted are read, a row group at a time.

use std::fs::File;
use std::sync::Arc;

use ::parquet::arrow::ProjectionMask;
use ::parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use ::parquet::errors::{ParquetError, Result};
use ::parquet::file::reader::ChunkReader;
use bytes::Bytes;

use super::batches::{self, Columns};
use super::{Flow, Walk, whole};
use crate::ingest::decompress::Opened;
use crate::ingest::fields::Wanted;
use crate::ingest::record::Place;
use crate::model::RejectCode;

/// Goes through a table.
pub(super) fn walk(walk: &mut Walk<'_>, uri: &str, mut opened: Opened<'_>) -> Flow {
    let failed = |walk: &mut Walk<'_>, error| walk.reject(Place::file(uri).failed(&error));
    match &opened.path {
        Some(path) => match File::open(path) {
            Ok(file) => table(walk, uri, &|| file.try_clone().map_err(ParquetError::from)),
            Err(error) => failed(walk, error),
        },
        None => match whole(&mut opened, walk.options.document_limit()).map(Bytes::from) {
            Ok(bytes) => table(walk, uri, &|| Ok(bytes.clone())),
            Err(error) => failed(walk, error),
        },
    }
}

/// `open` gives the bytes once more.
fn table<R: ChunkReader + 'static>(walk: &mut Walk<'_>, uri: &str, open: &dyn Fn() -> Result<R>) -> Flow {
    let place = Place::file(uri);
    let metadata = match open().and_then(|bytes| ArrowReaderMetadata::load(&bytes, ArrowReaderOptions::new())) {
        Ok(metadata) => metadata,
        Err(error) => {
            let message = format!("the Parquet file cannot be read: {error}");
            return walk.reject(place.reject(RejectCode::BadTable, message));
        }
    };
    let columns = match Columns::of(metadata.schema(), &walk.options.fields) {
        Ok(columns) => columns,
        Err(message) => return walk.reject(place.reject(RejectCode::MissingText, message)),
    };
    let wanted: Arc<[Wanted]> = columns.0.iter().map(|(_, wanted)| *wanted).collect();
    let shared: Arc<str> = uri.into();
    let mut first = 1;
    for (group, about) in metadata.metadata().row_groups().iter().enumerate() {
        let rows = about.num_rows().max(0) as u64;
        let step = rows_at_a_time(about.total_byte_size(), rows, walk.options.chunk_bytes);
        let mut done = 0;
        let mut batches = open().and_then(|bytes| reader(bytes, &metadata, &columns, group, step));
        let lost = loop {
            let batch = match &mut batches {
                Ok(batches) => batches.next().transpose().map_err(|error| error.to_string()),
                Err(error) => Err(error.to_string()),
            };
            match batch {
                Ok(Some(batch)) => {
                    batches::send(walk, &shared, &wanted, first + done, &batch)?;
                    done += batch.num_rows() as u64;
                }
                Ok(None) => break None,
                Err(error) => break Some(error),
            }
        };
        if let Some(error) = lost {
            let message =
                format!("it and the rest of its row group, up to row {}, are damaged: {error}", first + rows - 1);
            walk.reject(Place::row(uri, first + done).reject(RejectCode::BadTable, message))?;
        }
        first += rows;
    }
    Flow::Continue(())
}

/// So many rows that they are about a chunk.
fn rows_at_a_time(bytes: i64, rows: u64, chunk_bytes: usize) -> usize {
    let row = (bytes.max(0) as u64 / rows.max(1)).max(1);
    (chunk_bytes as u64 / row).clamp(1, 8192) as usize
}

fn reader<R: ChunkReader + 'static>(
    bytes: R,
    metadata: &ArrowReaderMetadata,
    columns: &Columns,
    group: usize,
    step: usize,
) -> Result<ParquetRecordBatchReader> {
    let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(bytes, metadata.clone());
    let mask = ProjectionMask::roots(builder.parquet_schema(), columns.0.iter().map(|(at, _)| *at));
    builder.with_projection(mask).with_row_groups(vec![group]).with_batch_size(step).build()
}
