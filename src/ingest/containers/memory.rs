//! A table that is in memory already: its rows are read as those of a file are.

use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::compute::cast;
use arrow::datatypes::{DataType, Schema};

use super::batches::{Columns, send_named};
use super::{Flow, Walk};
use crate::ingest::chunks::Chunk;
use crate::ingest::fields::Wanted;
use crate::ingest::options::ReadOptions;

/// A way through the batches of one table.
#[derive(Debug)]
pub struct MemoryTable {
    name: Arc<str>,
    columns: Vec<usize>,
    wanted: Arc<[Wanted]>,
    /// Column that says where a row comes from.
    uri: Option<usize>,
    /// Number of the next row, from 1.
    next: u64,
}

impl MemoryTable {
    /// A table whose rows are called `name#1`, `name#2` ... in `source_uri`, or as the column `uri` says.
    ///
    /// # Errors
    /// A message, if no column is the text by [`ReadOptions::fields`], or there is no column `uri`.
    pub fn new(name: &str, schema: &Schema, uri: Option<&str>, options: &ReadOptions) -> Result<Self, String> {
        let (columns, wanted) = Columns::of(schema, &options.fields)?.0.into_iter().unzip::<_, _, Vec<_>, Vec<_>>();
        let find = |column: &str| schema.index_of(column).map_err(|_| format!("no column is named {column}"));
        Ok(Self { name: name.into(), columns, wanted: wanted.into(), uri: uri.map(find).transpose()?, next: 1 })
    }

    /// The next rows, in chunks. Nothing of them is copied.
    ///
    /// # Errors
    /// A message, if the column that says where rows come from is no text, or the batch has not the table's columns.
    pub fn chunks(&mut self, rows: &RecordBatch, options: &ReadOptions) -> Result<Vec<Chunk>, String> {
        let wanted = rows.project(&self.columns).map_err(|error| error.to_string())?;
        let names = self.uri.map(|at| cast(rows.column(at), &DataType::LargeUtf8)).transpose();
        let names = names.map_err(|error| error.to_string())?;
        let mut chunks = Vec::new();
        let mut take = |work| {
            chunks.push(Chunk(work));
            Flow::Continue(())
        };
        let mut walk = Walk::new(options, &mut take);
        let _ = send_named(&mut walk, &self.name, &self.wanted, self.next, &wanted, names.as_ref());
        self.next += rows.num_rows() as u64;
        Ok(chunks)
    }
}

#[cfg(test)]
mod tests {
    use arrow::array::{ArrayRef, StringArray};

    use super::*;
    use crate::ingest::{Scratch, read_chunk};

    #[test]
    fn rows_are_numbered_or_named() {
        let text = |values: [&str; 2]| -> ArrayRef { Arc::new(StringArray::from(values.to_vec())) };
        let rows = RecordBatch::try_from_iter([("body", text(["Một.", " "])), ("place", text(["a", "b"]))]).unwrap();
        let options = ReadOptions::default();
        for (uri, expected) in
            [(None, ["t#1", "t#2 empty", "t#3", "t#4 empty"]), (Some("place"), ["a", "b empty", "a", "b empty"])]
        {
            let mut table = MemoryTable::new("t", &rows.schema(), uri, &options).unwrap();
            let mut seen = Vec::new();
            for _ in 0..2 {
                for chunk in table.chunks(&rows, &options).unwrap() {
                    read_chunk(&chunk, &options, &mut Scratch::default(), &mut |record| {
                        seen.push(match record.and_then(|record| record.read(&options)) {
                            Ok(document) => document.source_uri,
                            Err(reject) => format!("{} {}", reject.source_uri, reject.code.as_str()),
                        });
                    });
                }
            }
            assert_eq!(seen, expected);
        }
        let error = MemoryTable::new("t", &rows.schema(), Some("nowhere"), &options).unwrap_err();
        assert_eq!(error, "no column is named nowhere");
    }
}
