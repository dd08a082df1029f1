//! A run over a table in memory, for the bindings of other languages: the same stages, without files.

use std::sync::atomic::Ordering;
use std::time::Instant;

use arrow::array::RecordBatch;
use arrow::datatypes::Schema;
use arrow::error::ArrowError;

use super::earlier::Earlier;
use super::worker::Worker;
use super::{Control, Progress, RunError, ordered};
use crate::config::Settings;
use crate::export::{Gathered, Table};
use crate::ingest::{Chunk, MemoryTable, ReadOptions};
use crate::lexicon::Lexicon;

/// What is needed to extract, made once and used from any number of threads.
#[derive(Debug)]
pub struct Extractor {
    settings: Settings,
    read: ReadOptions,
    own: Option<Lexicon>,
}

/// A table in memory, batch after batch.
#[derive(Debug)]
pub struct Input<'a, I> {
    /// Its rows are called `name#1`, `name#2` ... in `source_uri`.
    pub name: &'a str,
    /// The column that says so instead.
    pub uri: Option<&'a str>,
    /// Columns of the batches.
    pub schema: &'a Schema,
    /// Its rows.
    pub batches: I,
    /// Whether it is a piece of something larger: then each document stands for itself, whatever stood before it.
    pub is_piece: bool,
}

impl Extractor {
    /// An extractor that reads and keeps what the settings say. What they say of files is left aside.
    pub fn new(mut settings: Settings) -> Self {
        settings.export.formats.clear();
        settings.shard_bytes = 0;
        settings.incremental = false;
        let (read, own) = (settings.read_options(), settings.laws.as_ref().map(Lexicon::with_laws));
        Self { settings, read, own }
    }

    /// What it knows.
    pub fn lexicon(&self) -> &Lexicon {
        self.own.as_ref().unwrap_or_else(|| Lexicon::builtin())
    }

    /// What it was made of.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// How it reads.
    pub fn read(&self) -> &ReadOptions {
        &self.read
    }

    /// The tables of a run over a table in memory. `read` says how its rows are read, if not as the settings say. A row that
    /// cannot be read is no error but a row of `rejects`.
    ///
    /// # Errors
    /// [`RunError::Table`] if no column is the text or a batch cannot be had, and what a run gives.
    pub fn extract<I>(
        &self,
        input: Input<I>,
        read: Option<&ReadOptions>,
        threads: usize,
        control: Control,
    ) -> Result<Gathered, RunError>
    where
        I: Iterator<Item = Result<RecordBatch, ArrowError>> + Send,
    {
        let Control { stop, progress } = control;
        let (read, begun) = (read.unwrap_or(&self.read), Instant::now());
        let table = MemoryTable::new(input.name, input.schema, input.uri, read).map_err(RunError::Table)?;
        let (mut gathered, mut state) = (Gathered::default(), Progress::default());
        let earlier = Earlier::default();
        ordered::map(
            threads.max(1),
            || chunks(table, input.batches, read),
            || Worker::new(&self.settings, read, self.lexicon(), &earlier, false),
            |worker, chunk| worker.process(0, &chunk.map_err(RunError::Table)?),
            |done| {
                let done = done?;
                state.bytes += done.bytes;
                state.documents += done.part.rows(Table::Documents).num_rows() as u64;
                state.rejects += done.part.rows(Table::Rejects).num_rows() as u64;
                state.elapsed = begun.elapsed();
                if input.is_piece {
                    gathered.append_piece(done.part);
                } else {
                    gathered.append(done.part);
                }
                progress(&state);
                if stop.load(Ordering::Relaxed) { Err(RunError::Interrupted) } else { Ok(()) }
            },
        )?;
        if !input.is_piece {
            gathered.sum_up(self.lexicon());
        }
        Ok(gathered)
    }
}

/// The chunks of a table, up to the first batch that cannot be had.
fn chunks(
    mut table: MemoryTable,
    batches: impl Iterator<Item = Result<RecordBatch, ArrowError>>,
    read: &ReadOptions,
) -> impl Iterator<Item = Result<Chunk, String>> {
    batches.flat_map(move |batch| {
        let chunks = batch.map_err(|error| error.to_string()).and_then(|rows| table.chunks(&rows, read));
        match chunks {
            Ok(chunks) => chunks.into_iter().map(Ok).collect(),
            Err(message) => vec![Err(message)],
        }
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    use arrow::array::{ArrayRef, AsArray, StringArray};

    use super::*;
    use crate::config::Overrides;

    fn extract(texts: &[Option<&str>], is_piece: bool, threads: usize) -> Result<Gathered, RunError> {
        let column: ArrayRef = Arc::new(texts.iter().collect::<StringArray>());
        let rows = RecordBatch::try_from_iter([("text", column)]).unwrap();
        let settings = Settings::load_without_inputs(None, Overrides::default()).unwrap();
        let schema = rows.schema();
        let input = Input { name: "t", uri: None, schema: &schema, batches: [Ok(rows)].into_iter(), is_piece };
        let control = Control { stop: &AtomicBool::new(false), progress: &mut |_| {} };
        Extractor::new(settings).extract(input, None, threads, control)
    }

    #[test]
    fn rows_of_memory_go_the_way_of_a_run() {
        let texts =
            [Some("Ông Trần Văn Mẫu cho biết: \"Trời đẹp.\""), None, Some("Ông Trần Văn Mẫu cho biết: \"Trời đẹp.\"")];
        for threads in [1, 3] {
            let mut tables = extract(&texts, false, threads).unwrap();
            let documents = tables.take(Table::Documents);
            let uris: Vec<_> = documents[0]["source_uri"].as_string::<i32>().iter().flatten().collect();
            assert_eq!(uris, ["t#1", "t#3"]);
            assert_eq!(documents[0]["duplicate_of"].null_count(), 1);
            assert_eq!((tables.take(Table::Rejects)[0].num_rows(), tables.take(Table::Speakers)[0].num_rows()), (1, 1));
            let mut pieces = extract(&texts, true, threads).unwrap();
            assert_eq!(pieces.take(Table::Documents)[0]["duplicate_of"].null_count(), 2);
            assert!(pieces.take(Table::Speakers).is_empty());
        }
    }

    #[test]
    fn a_body_that_speaks_and_takes_part_is_in_one_document() {
        let text = "Bộ Công an cho biết hôm nay Bộ Công an và Bộ Y tế ký thỏa thuận hợp tác lần";
        let texts = ["một.", "hai."].map(|n| format!("{text} {n}"));
        let texts = [Some(texts[0].as_str()), Some(texts[1].as_str())];
        let bodies = extract(&texts, false, 1).unwrap().take(Table::Organizations).remove(0);
        let row = bodies["org_id"].as_string::<i32>().iter().position(|id| id == Some("bo-cong-an")).unwrap();
        let count = |name: &str| bodies[name].as_primitive::<arrow::datatypes::Int64Type>().value(row);
        assert_eq!(["statements", "initiatives", "documents"].map(count), [2, 2, 2]);
    }
}
