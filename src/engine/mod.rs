//! Runs the stages: the only module that knows all five of them.
//!
//! A producer thread cuts the input into chunks, workers turn each chunk into a part of the tables, and the calling thread
//! writes the parts in the order of the input. Nothing is printed here; whoever calls hears of progress.
//!
//! Architecture invariants: a chunk is a function of the input, never of the number of threads; a fixed number of chunks is
//! in memory at a time; a panic in one document costs that document alone.

mod chunk_rows;
mod distributed;
mod earlier;
mod memory;
mod ordered;
mod worker;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

pub use distributed::{Packed, assemble};
pub use earlier::Start;
pub use memory::{Extractor, Input};
pub use worker::{Scratch, process_one};

use crate::config::Settings;
use crate::export::{Basis, Disk, ExportError, Finished, Folder, InputFacts, RunFacts, RunWriter, ShardWriter, Timing};
use crate::ingest::{self, DiscoverError, Source};
use crate::lexicon::Lexicon;
use earlier::Earlier;
use worker::{Done, Worker};

/// Why a run did not finish. Whatever the reason, no half-written file is left.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// An input was not found.
    #[error(transparent)]
    Discover(#[from] DiscoverError),
    /// The output could not be written.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// [`Control::stop`] was set.
    #[error("interrupted; no table was written")]
    Interrupted,
    /// A table in memory cannot be used.
    #[error("the table cannot be read: {0}")]
    Table(String),
    /// A defect of the program.
    #[error("internal error: {0}")]
    Internal(String),
}

/// How far a run has come.
#[derive(Clone, Copy, Debug, Default)]
pub struct Progress {
    /// Bytes of input that have been dealt with, as stored.
    pub bytes: u64,
    /// Bytes of input, as stored.
    pub total_bytes: u64,
    /// Documents written.
    pub documents: u64,
    /// Records refused.
    pub rejects: u64,
    /// Of documents and rejects, those that were not read because it was known what comes of them.
    pub taken: u64,
    /// On what the run began.
    pub start: Start,
    /// Since the start.
    pub elapsed: Duration,
}

/// How the caller follows a run and ends it early.
pub struct Control<'a> {
    /// Set it, from any thread, to end the run at the next chunk.
    pub stop: &'a AtomicBool,
    /// Called on the calling thread, at the start and after each chunk.
    pub progress: &'a mut dyn FnMut(&Progress),
}

/// What a run has done.
#[derive(Clone, Debug)]
pub struct RunSummary {
    /// Records, rows and files.
    pub finished: Finished,
    /// Bytes of input, as stored.
    pub input_bytes: u64,
    /// Records that were not read because it was known what comes of them.
    pub taken: u64,
    /// From the first byte read to the last row written.
    pub elapsed: Duration,
    /// Where the files are.
    pub output: PathBuf,
    /// Whether a larger share of the records was refused than the settings allow.
    pub too_many_rejects: bool,
}

/// Reads the inputs and writes the tables.
///
/// # Errors
/// [`RunError`]; a record that cannot be read is no error but a row of `rejects`.
pub fn run(settings: &Settings, control: Control) -> Result<RunSummary, RunError> {
    run_on(&Disk::default(), settings, control)
}

/// [`run()`], with each change of the disk under the eyes of a test.
///
/// # Errors
/// The same.
pub fn run_on(disk: &Disk, settings: &Settings, control: Control) -> Result<RunSummary, RunError> {
    let sources = ingest::discover(&settings.inputs)?;
    let own = settings.laws.as_ref().map(Lexicon::with_laws);
    let lexicon = own.as_ref().unwrap_or_else(|| Lexicon::builtin());
    let basis = Basis::new(&settings.sha256(), lexicon, &sources);
    let claim = if settings.resume { Folder::claim_again } else { Folder::claim };
    let mut folder = claim(&settings.output, settings.overwrite || settings.incremental, disk)?;
    let (earlier, start) = Earlier::find(&folder, settings, &basis)?;
    if settings.incremental {
        folder.keep_shards();
    }
    let mut tables = Tables {
        shards: makes_shards(settings, &sources)
            .then(|| ShardWriter::begin(&folder, basis, settings.shard_bytes, earlier.resumed.as_ref())),
        writer: RunWriter::begin(folder, &settings.export)?,
        state: Progress { total_bytes: sources.iter().map(|source| source.size).sum(), start, ..Progress::default() },
        begun: Instant::now(),
    };
    let facts = facts(settings, &sources);
    write_parts(sources, settings, lexicon, &earlier, &mut tables, control)?;
    tables.finish(settings, lexicon, &facts)
}

/// What the manifest says of a run over these sources.
fn facts(settings: &Settings, sources: &[Source]) -> RunFacts {
    RunFacts {
        settings: settings.canonical(),
        settings_sha256: settings.sha256(),
        inputs: sources.iter().map(|source| InputFacts { uri: source.uri.clone(), bytes: source.size }).collect(),
    }
}

/// Whether what is done is kept on the disk. Where the whole input does not fill a shard, none would be of use if the run were cut
/// off.
fn makes_shards(settings: &Settings, sources: &[Source]) -> bool {
    let input = sources.iter().map(Source::input_bytes).sum::<Option<u64>>();
    let fills_one = input.is_none_or(|bytes| bytes >= settings.shard_bytes);
    settings.shard_bytes > 0 && (settings.incremental || fills_one)
}

/// What grows while a run goes on.
struct Tables {
    // Before the writer, which takes the folder away when nothing is left in it.
    shards: Option<ShardWriter>,
    writer: RunWriter,
    state: Progress,
    begun: Instant,
}

impl Tables {
    /// Writes what came of the next chunk.
    fn append(&mut self, done: Done) -> Result<(), RunError> {
        if let (Some(shards), Some(part)) = (&mut self.shards, &done.shard) {
            shards.append(part, done.bytes)?;
        }
        self.writer.append(done.part)?;
        let state = &mut self.state;
        state.bytes += done.bytes;
        // Unpacked streams are longer than their files.
        state.total_bytes = state.total_bytes.max(state.bytes);
        state.documents = self.writer.counts().documents;
        state.rejects = self.writer.counts().rejected();
        state.taken += done.taken;
        state.elapsed = self.begun.elapsed();
        Ok(())
    }

    /// Gives all files their final names.
    fn finish(self, settings: &Settings, lexicon: &Lexicon, facts: &RunFacts) -> Result<RunSummary, RunError> {
        let Self { shards, writer, state, begun } = self;
        if let Some(shards) = shards.filter(|_| settings.incremental) {
            shards.finish()?;
        }
        let timing = Timing { elapsed: begun.elapsed(), threads: settings.threads };
        let finished = writer.finish(facts, &timing, lexicon)?;
        let (records, rejected) = (finished.counts.records(), finished.counts.rejected());
        Ok(RunSummary {
            finished,
            input_bytes: facts.inputs.iter().map(|input| input.bytes).sum(),
            taken: state.taken,
            elapsed: timing.elapsed,
            output: settings.output.clone(),
            too_many_rejects: rejected as f64 > settings.max_reject_share * records as f64,
        })
    }
}

fn write_parts(
    sources: Vec<Source>,
    settings: &Settings,
    lexicon: &Lexicon,
    earlier: &Earlier,
    tables: &mut Tables,
    control: Control,
) -> Result<(), RunError> {
    let Control { stop, progress } = control;
    let read = settings.read_options();
    let shards = tables.shards.is_some();
    progress(&tables.state);
    ordered::map(
        settings.threads,
        || ingest::Chunks::new(sources, &read).enumerate(),
        || Worker::new(settings, &read, lexicon, earlier, shards),
        |worker, (number, chunk)| worker.process(number, &chunk),
        |done| {
            if stop.load(Ordering::Relaxed) {
                return Err(RunError::Interrupted);
            }
            tables.append(done?)?;
            progress(&tables.state);
            Ok(())
        },
    )?;
    if stop.load(Ordering::Relaxed) { Err(RunError::Interrupted) } else { Ok(()) }
}
