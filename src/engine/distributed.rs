//! A run whose chunks are worked on by other processes, on other machines perhaps: each is given groups of sources
//! ([`ingest::groups`](crate::ingest::groups)) and gives packed parts back, and one puts these together. What is written is what
//! [`run()`](super::run()) writes.

use std::sync::atomic::Ordering;
use std::time::Instant;

use super::earlier::Earlier;
use super::memory::Extractor;
use super::ordered::guarded;
use super::worker::{Done, Worker};
use super::{Control, Progress, RunError, RunSummary, Tables, facts, ordered};
use crate::config::Settings;
use crate::export::{Disk, Folder, RunWriter, pack, unpack};
use crate::ingest::{Chunk, Source};
use crate::lexicon::Lexicon;

/// What came of a chunk, as bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// The rows of all tables.
    pub part: Vec<u8>,
    /// Bytes of input that the chunk stands for.
    pub bytes: u64,
}

impl Extractor {
    /// What comes of a chunk of a group of sources.
    ///
    /// # Errors
    /// [`RunError::Internal`], for a defect of the program that no document brought out.
    pub fn part(&self, chunk: &Chunk) -> Result<Packed, RunError> {
        let earlier = Earlier::default();
        let mut worker = Worker::new(self.settings(), self.read(), self.lexicon(), &earlier, false);
        let done = guarded(|| worker.process(0, chunk)).map_err(RunError::Internal)??;
        Ok(Packed { part: pack(&done.part), bytes: done.bytes })
    }
}

/// Writes the tables of a run over `sources` out of the parts that others made of them, in their order, which
/// [`Extractor::part`] makes of the chunks of all groups, one after the other. Shards are neither written nor looked for.
///
/// # Errors
/// What [`run()`](super::run()) gives, and [`RunError::Internal`] with the message of a part that could not be had.
pub fn assemble<I>(settings: &Settings, sources: &[Source], parts: I, control: Control) -> Result<RunSummary, RunError>
where
    I: Iterator<Item = Result<Packed, String>> + Send,
{
    let Control { stop, progress } = control;
    let own = settings.laws.as_ref().map(Lexicon::with_laws);
    let lexicon = own.as_ref().unwrap_or_else(|| Lexicon::builtin());
    let folder = Folder::claim(&settings.output, settings.overwrite, &Disk::default())?;
    let mut tables = Tables {
        shards: None,
        writer: RunWriter::begin(folder, &settings.export)?,
        state: Progress { total_bytes: sources.iter().map(|source| source.size).sum(), ..Progress::default() },
        begun: Instant::now(),
    };
    progress(&tables.state);
    let csv = settings.export.csv();
    ordered::map(
        settings.threads,
        || parts,
        || (),
        |(), packed| {
            let Packed { part, bytes } = packed?;
            let part = unpack(&part, csv).ok_or("a part is not as it was packed")?;
            Ok::<_, String>(Done { part, shard: None, bytes, taken: 0 })
        },
        |done| {
            if stop.load(Ordering::Relaxed) {
                return Err(RunError::Interrupted);
            }
            tables.append(done.map_err(RunError::Internal)?)?;
            progress(&tables.state);
            Ok(())
        },
    )?;
    tables.finish(settings, lexicon, &facts(settings, sources))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::config::Overrides;
    use crate::engine::run;
    use crate::ingest::{Chunks, discover, groups};

    fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
        let named =
            entries.map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap()));
        named.filter(|(name, _)| name != "timing.json").collect()
    }

    #[test]
    fn parts_of_others_make_the_same_files() {
        let home = tempfile::tempdir().unwrap();
        let input = home.path().join("news");
        std::fs::create_dir(&input).unwrap();
        for n in 0..30 {
            let text =
                format!("Ông Trần Văn Mẫu cho biết Luật Đất đai 2024 đã có hiệu lực từ ngày {n}.\n\n").repeat(n % 7);
            std::fs::write(input.join(format!("{n:02}.txt")), &text).unwrap();
            let line = |id| format!("{}\n", serde_json::json!({ "id": id, "text": format!("{text} {id}") }));
            let lines: String = (n * 3..n * 3 + 20).map(line).collect();
            std::fs::write(input.join(format!("{n:02}.jsonl")), lines).unwrap();
        }
        let pipeline = home.path().join("p.toml");
        std::fs::write(&pipeline, "[input]\npaths = [\"news\"]\nchunk_bytes = 16384\n").unwrap();
        let settings = |name: &str| {
            let overrides =
                Overrides { output: Some(home.path().join(name)), threads: Some(2), ..Overrides::default() };
            Settings::load(Some(&pipeline), overrides).unwrap()
        };
        let stop = AtomicBool::new(false);
        run(&settings("one"), Control { stop: &stop, progress: &mut |_| {} }).unwrap();
        let sources = discover(&settings("many").inputs).unwrap();
        let extractor = Extractor::new(settings("many"));
        let groups = groups(sources.clone(), extractor.read());
        assert!(groups.len() > 10 && groups.iter().any(|group| group.len() > 1), "{}", groups.len());
        let chunks = groups.into_iter().flat_map(|group| Chunks::new(group, extractor.read()));
        let mut parts: Vec<_> = chunks.map(|chunk| extractor.part(&chunk).unwrap()).collect();
        let mut silent = |_: &Progress| {};
        let packed = parts.clone().into_iter().map(Ok);
        assemble(&settings("many"), &sources, packed, Control { stop: &stop, progress: &mut silent }).unwrap();
        assert_eq!(files(&home.path().join("many")), files(&home.path().join("one")));
        parts[0].part.truncate(100);
        let torn = parts.into_iter().map(Ok);
        let error =
            assemble(&settings("torn"), &sources, torn, Control { stop: &stop, progress: &mut silent }).unwrap_err();
        assert_eq!(error.to_string(), "internal error: a part is not as it was packed");
        assert!(!home.path().join("torn").exists());
    }
}
