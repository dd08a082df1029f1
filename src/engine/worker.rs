//! What one thread does: read the documents of a chunk, extract, build rows.

use std::collections::BTreeMap;

use super::ordered::guarded;
use crate::export::{CsvOptions, Extracted, Part, PartBuilder};
use crate::ingest::{Chunk, ReadOptions, read_chunk};
use crate::lexicon::Lexicon;
use crate::model::{Document, Mentions, Records, Reject, RejectCode, Segmented, Stage};
use crate::segment::Article;
use crate::{extract, normalize, segment};

/// Memory that is used again from document to document.
pub struct Scratch {
    lexicon: &'static Lexicon,
    segmented: Segmented,
    mentions: Mentions,
    records: Records,
}

impl Default for Scratch {
    fn default() -> Self {
        Self {
            lexicon: Lexicon::builtin(),
            segmented: Segmented::default(),
            mentions: Mentions::default(),
            records: Records::default(),
        }
    }
}

impl Scratch {
    /// The rows of the last document, with spans in bytes.
    pub fn records(&self) -> &Records {
        &self.records
    }

    fn extract<'a>(&'a mut self, document: &'a Document) -> Extracted<'a> {
        segment::segment(&document.text, self.lexicon, &mut self.segmented);
        let article =
            Article { text: &document.text, date: document.date(), seg: &self.segmented, lexicon: self.lexicon };
        extract::extract(&article, &mut self.mentions);
        normalize::normalize(&article, &mut self.mentions, &mut self.records);
        Extracted { document, segmented: &self.segmented, records: &self.records, lexicon: self.lexicon }
    }
}

/// The rows of one document.
///
/// # Panics
/// If the program has a defect that this document brings out.
pub fn process_one(document: &Document, scratch: &mut Scratch) -> Part {
    let mut builder = PartBuilder::default();
    builder.append(scratch.extract(document));
    builder.finish(None)
}

/// A thread's share of a run.
pub(super) struct Worker<'a> {
    read: &'a ReadOptions,
    csv: Option<CsvOptions>,
    scratch: Scratch,
    builder: PartBuilder,
}

/// Documents of a chunk, by number, whose rows cannot be built, with the reason.
type Broken = BTreeMap<usize, String>;

impl<'a> Worker<'a> {
    pub fn new(read: &'a ReadOptions, csv: Option<CsvOptions>) -> Self {
        Self { read, csv, scratch: Scratch::default(), builder: PartBuilder::default() }
    }

    /// The rows of a chunk. A document that makes the extraction panic becomes a reject. One that makes the builders panic
    /// leaves them with a torn row: they are thrown away and the chunk is done again without it.
    pub fn process(&mut self, chunk: &Chunk) -> Part {
        let mut broken = Broken::new();
        while let Err((number, reason)) = self.attempt(chunk, &broken) {
            broken.insert(number, reason);
            self.builder = PartBuilder::default();
        }
        self.builder.finish(self.csv)
    }

    /// Reads and appends all documents but the broken ones; fails at the first that turns out broken.
    fn attempt(&mut self, chunk: &Chunk, broken: &Broken) -> Result<(), (usize, String)> {
        let Self { read, scratch, builder, .. } = self;
        let mut outcome = Ok(());
        let mut number = 0;
        read_chunk(chunk, read, &mut |record| {
            let document = match record {
                Ok(document) => document,
                Err(reject) => return builder.reject(&reject),
            };
            number += 1;
            if outcome.is_err() {
                return;
            }
            let known = broken.get(&number).map_or(Ok(()), |reason| Err(reason.clone()));
            match known.and_then(|()| guarded(|| scratch.extract(&document))) {
                Ok(extracted) => {
                    outcome = guarded(|| builder.append(extracted)).map_err(|reason| (number, reason));
                }
                Err(reason) => builder.reject(&internal(&document, &reason)),
            }
        });
        outcome
    }
}

fn internal(document: &Document, reason: &str) -> Reject {
    Reject {
        source_uri: document.source_uri.clone(),
        stage: Stage::Extract,
        code: RejectCode::Internal,
        message: format!("a defect of the program, please report it with this document: {reason}"),
        offset: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::Table;

    #[test]
    fn one_document_alone() {
        let text = "Điều 8.\n\nHết.".to_owned();
        let document = Document { doc_id: "a".into(), source_uri: "a.txt".into(), text, ..Document::default() };
        let part = process_one(&document, &mut Scratch::default());
        assert_eq!(part.rows(Table::Documents).num_rows(), 1);
        assert_eq!(part.rows(Table::Rejects).num_rows(), 0);
    }
}
