//! What one thread does: read the documents of a chunk, extract, build rows.

use std::collections::BTreeMap;
use std::mem;

use xxhash_rust::xxh3::Xxh3;

use super::RunError;
use super::chunk_rows::{ChunkRows, note};
use super::earlier::{Earlier, refused};
use super::ordered::guarded;
use crate::config::Settings;
use crate::export::{Encoded, Extracted, Part, PartBuilder, Reader};
use crate::ingest::{self, Chunk, ReadOptions, read_chunk};
use crate::lexicon::Lexicon;
use crate::model::{Document, Mentions, Records, Reject, RejectCode, Segmented, Stage, Work};
use crate::segment::Article;
use crate::{extract, normalize, segment};

/// Memory that is used again from document to document.
pub struct Scratch<'a> {
    lexicon: &'a Lexicon,
    segmented: Segmented,
    mentions: Mentions,
    records: Records,
    /// Rows with less are left out.
    min_confidence: f32,
    /// [`ReadOptions::max_document_work`].
    max_work: u64,
    /// Steps that the last document took.
    steps: u64,
}

impl Default for Scratch<'static> {
    /// With the lexicons that come with the program.
    fn default() -> Self {
        Self::new(Lexicon::builtin())
    }
}

impl<'a> Scratch<'a> {
    /// Memory for work with a lexicon.
    pub fn new(lexicon: &'a Lexicon) -> Self {
        Self {
            lexicon,
            segmented: Segmented::default(),
            mentions: Mentions::default(),
            records: Records::default(),
            min_confidence: 0.0,
            max_work: ReadOptions::default().max_document_work,
            steps: 0,
        }
    }

    /// Steps of [`Work`] that the last document took.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// The rows of the last document, with spans in bytes.
    pub fn records(&self) -> &Records {
        &self.records
    }

    /// The rows of a document, or why it would cost too much to find them.
    fn extract<'b>(&'b mut self, document: &'b Document) -> Result<Extracted<'b>, String> {
        self.records.clear();
        segment::segment(&document.text, self.lexicon, &mut self.segmented);
        let work = Work::at_most(self.max_work);
        let (text, seg, lexicon) = (&document.text, &self.segmented, self.lexicon);
        let article = Article { text, date: document.date(), seg, lexicon, work: &work };
        extract::extract(&article, &mut self.mentions);
        if !work.is_over() {
            normalize::normalize(&article, &mut self.mentions, &mut self.records);
        }
        self.steps = work.done();
        if work.is_over() {
            self.records.clear();
            return Err(format!(
                "finding things in it takes more than {} steps (input.max_document_work)",
                self.max_work
            ));
        }
        normalize::keep(&mut self.records, self.min_confidence);
        #[cfg(test)]
        tests::sabotage(document, &mut self.records);
        Ok(Extracted { document, segmented: &self.segmented, records: &self.records, lexicon: self.lexicon })
    }
}

/// The rows of one document; a row of `rejects` for one that would cost more than the limits allow.
///
/// # Panics
/// If the program has a defect that this document brings out.
pub fn process_one(document: &Document, scratch: &mut Scratch) -> Part {
    let mut builder = PartBuilder::default();
    match scratch.extract(document) {
        Ok(extracted) => builder.append(extracted),
        Err(message) => builder.reject(&not_extracted(document, RejectCode::TooComplex, message)),
    }
    builder.finish(None)
}

/// A thread's share of a run.
pub(super) struct Worker<'a> {
    settings: &'a Settings,
    read: &'a ReadOptions,
    earlier: &'a Earlier,
    /// Whether parts are wanted for shards.
    shards: bool,
    previous: Option<Reader<'a>>,
    reading: ingest::Scratch,
    scratch: Scratch<'a>,
    rows: ChunkRows,
}

/// What came of a chunk.
pub(super) struct Done {
    /// Its rows.
    pub part: Part,
    /// The same for a shard; none where it stands in one or no shards are wanted.
    pub shard: Option<Encoded>,
    /// Bytes of input that the chunk stands for.
    pub bytes: u64,
    /// Records that were not read because it was known what comes of them.
    pub taken: u64,
}

/// Documents of a chunk, by number, whose rows cannot be built, with the reason.
type Broken = BTreeMap<usize, String>;

impl<'a> Worker<'a> {
    pub fn new(
        settings: &'a Settings,
        read: &'a ReadOptions,
        lexicon: &'a Lexicon,
        earlier: &'a Earlier,
        shards: bool,
    ) -> Self {
        let min_confidence = settings.extract.min_confidence as f32;
        Self {
            settings,
            read,
            earlier,
            shards,
            previous: earlier.previous.as_ref().map(Reader::new),
            reading: ingest::Scratch::default(),
            scratch: Scratch { min_confidence, max_work: read.max_document_work, ..Scratch::new(lexicon) },
            rows: ChunkRows::default(),
        }
    }

    /// The rows of a chunk, which is the `number`th from 0.
    ///
    /// # Errors
    /// If a run is being resumed that read something else in this place.
    pub fn process(&mut self, number: usize, chunk: &Chunk) -> Result<Done, RunError> {
        let csv = self.settings.export.csv();
        let resumed = self.earlier.resumed.as_ref().filter(|store| number < store.parts());
        if let Some(store) = resumed {
            let (input, records) = self.input_of(chunk);
            if !store.is_of(number, input) {
                return Err(refused(self.settings, &format!("{} has changed since then", chunk.first_uri())));
            }
            if let Some(part) = store.part(number, csv) {
                return Ok(Done { part, shard: None, bytes: chunk.bytes(), taken: records });
            }
        }
        self.build(chunk);
        let ChunkRows { assembly, records, input, taken } = &mut self.rows;
        let part = assembly.finish(csv);
        let shard = (self.shards && resumed.is_none())
            .then(|| Encoded::new(&part, mem::take(records), input.digest128(), self.settings.incremental));
        Ok(Done { part, shard, bytes: chunk.bytes(), taken: *taken })
    }

    /// Hash of the records of a chunk, and their number.
    fn input_of(&mut self, chunk: &Chunk) -> (u128, u64) {
        let (mut hash, mut records) = (Xxh3::new(), 0);
        read_chunk(chunk, self.read, &mut self.reading, &mut |record| {
            records += 1;
            note(&record, &mut hash);
        });
        (hash.digest128(), records)
    }

    /// Gathers the rows of a chunk. A document that makes the extraction panic becomes a reject. One that makes the builders
    /// panic leaves them with a torn row: they are thrown away and the chunk is done again without it.
    fn build(&mut self, chunk: &Chunk) {
        let mut broken = Broken::new();
        while let Err((number, reason)) = self.attempt(chunk, &broken) {
            broken.insert(number, reason);
            self.rows = ChunkRows::default();
        }
    }

    /// Reads and appends all documents but the broken ones; fails at the first that turns out broken.
    fn attempt(&mut self, chunk: &Chunk, broken: &Broken) -> Result<(), (usize, String)> {
        let Self { read, reading, scratch, rows, previous, shards, .. } = self;
        // Nobody asks what the records were where nothing is kept or taken over.
        let noted = *shards || previous.is_some();
        let mut outcome = Ok(());
        let mut number = 0;
        rows.begin();
        read_chunk(chunk, read, reading, &mut |record| {
            let key = if noted { note(&record, &mut rows.input) } else { None };
            if let (Some(key), Some(previous), Ok(record)) = (key, previous.as_mut(), &record)
                && let Some((found, part)) = previous.find(key)
            {
                return rows.take(key, found, part, record.place());
            }
            let document = match record.and_then(|record| record.read(read)) {
                Ok(document) => document,
                Err(reject) => return rows.reject(key, &reject),
            };
            number += 1;
            if outcome.is_err() {
                return;
            }
            let known = broken.get(&number).map_or(Ok(()), |reason| Err(reason.clone()));
            match known.and_then(|()| guarded(|| scratch.extract(&document))) {
                Ok(Err(message)) => rows.reject(key, &not_extracted(&document, RejectCode::TooComplex, message)),
                Ok(Ok(extracted)) => {
                    outcome = guarded(|| rows.append(key, extracted)).map_err(|reason| (number, reason));
                }
                Err(reason) => {
                    let message = format!("a defect of the program, please report it with this document: {reason}");
                    rows.reject(key, &not_extracted(&document, RejectCode::Internal, message));
                }
            }
        });
        outcome
    }
}

fn not_extracted(document: &Document, code: RejectCode, message: String) -> Reject {
    Reject { source_uri: document.source_uri.clone(), stage: Stage::Extract, code, message, offset: None }
}

#[cfg(test)]
mod tests {
    use arrow::array::AsArray;

    use super::*;
    use crate::config::Overrides;
    use crate::export::Table;
    use crate::ingest::{Chunks, discover};
    use crate::model::{Law, LawMention, Span};

    /// Stands in for a defect: one text makes the extraction panic, another gets a row that cannot be built.
    pub(super) fn sabotage(document: &Document, records: &mut Records) {
        assert!(!document.text.starts_with("panic"), "a defect in the extraction");
        if document.text.starts_with("torn") {
            records.laws.push(law_outside_the_text());
        }
    }

    fn law_outside_the_text() -> Law {
        let mention = LawMention {
            span: Span::new(0, 1000),
            paragraph: 0,
            doc_type: crate::model::DocType::Law,
            name: None,
            number: None,
            year: None,
            amended_years: vec![],
            provisions: vec![],
            issuer: None,
            is_draft: false,
            anaphor: false,
            short_for: None,
            replacing: false,
            registry_name: None,
            nested: false,
            foreign: false,
            age: crate::model::Age::default(),
            rule: "none",
        };
        let resolution = crate::model::Resolution::Unknown;
        let standing = crate::model::Standing::UNKNOWN;
        Law {
            standing,
            mention,
            statement: None,
            law_id: None,
            registry_row: None,
            resolution,
            candidates: vec![],
            warnings: vec![],
        }
    }

    #[test]
    fn a_defect_costs_one_document() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("news.jsonl");
        let lines = ["one", "panic đ", "two", "torn đ", "three"].map(|text| format!("{{\"text\": \"{text}\"}}\n"));
        std::fs::write(&path, lines.concat()).unwrap();
        let inputs = vec![path.to_string_lossy().into_owned()];
        let settings = Settings::load(None, Overrides { inputs, ..Overrides::default() }).unwrap();
        let (read, earlier) = (settings.read_options(), Earlier::default());
        let mut worker = Worker::new(&settings, &read, Lexicon::builtin(), &earlier, true);
        let chunks = Chunks::new(discover(&settings.inputs).unwrap(), &read).enumerate();
        let parts: Vec<_> = chunks.map(|(number, chunk)| worker.process(number, &chunk).unwrap().part).collect();
        let column = |table, name: &str| -> Vec<String> {
            let values = parts.iter().flat_map(|part| part.rows(table)[name].as_string::<i32>());
            values.flatten().map(str::to_owned).collect()
        };
        assert_eq!(column(Table::Documents, "text"), ["one", "two", "three"]);
        assert_eq!(column(Table::Rejects, "code"), ["internal", "internal"]);
        assert!(column(Table::Rejects, "message")[0].ends_with("a defect in the extraction"));
        assert!(column(Table::Laws, "rule").is_empty());
    }

    #[test]
    fn what_would_cost_too_much_is_refused() {
        let mut scratch = Scratch { max_work: 20_000, ..Scratch::default() };
        let mut code = |text: String| {
            let part = process_one(&Document { text, ..Document::default() }, &mut scratch);
            let rejects = part.rows(Table::Rejects);
            let text = |name: &str| rejects[name].as_string::<i32>().iter().flatten().map(str::to_owned).next();
            (part.rows(Table::Documents).num_rows(), text("code").zip(text("message")))
        };
        assert_eq!(code("Ông An nói trời đẹp.\n\n".repeat(500)), (1, None));
        let (documents, reject) = code("ông nói ".repeat(500));
        let (reason, message) = reject.unwrap();
        assert_eq!((documents, reason.as_str()), (0, "too_complex"));
        assert!(message.contains("more than 20000 steps (input.max_document_work)"), "{message}");
    }

    #[test]
    fn one_document_alone() {
        let text = "Điều 8.\n\nHết.".to_owned();
        let document = Document { doc_id: "a".into(), source_uri: "a.txt".into(), text, ..Document::default() };
        let part = process_one(&document, &mut Scratch::default());
        assert_eq!(part.rows(Table::Documents).num_rows(), 1);
        assert_eq!(part.rows(Table::Rejects).num_rows(), 0);
    }
}
