//! What a worker gathers of one chunk: rows, new ones and known ones, and what must be kept of the records beside them.

use std::sync::Arc;

use xxhash_rust::xxh3::Xxh3;

use crate::export::{Assembly, Extracted, Found, Part, RecordKey};
use crate::ingest::Unread;
use crate::model::Reject;

/// Rows and records of the chunk that is being worked on.
#[derive(Default)]
pub(super) struct ChunkRows {
    pub assembly: Assembly,
    /// What each record was.
    pub records: Vec<RecordKey>,
    /// Hash of all records and of where they stand.
    pub input: Xxh3,
    /// Records that were not read because it was known what comes of them.
    pub taken: u64,
}

impl ChunkRows {
    /// Forgets the chunk before.
    pub fn begin(&mut self) {
        self.records.clear();
        self.input.reset();
        self.taken = 0;
    }

    /// Adds a document and its rows.
    pub fn append(&mut self, key: Option<u128>, extracted: Extracted) {
        self.records.push(RecordKey { key, is_document: true });
        self.assembly.append(extracted);
    }

    /// Adds a record that was refused.
    pub fn reject(&mut self, key: Option<u128>, reject: &Reject) {
        self.records.push(RecordKey { key, is_document: false });
        self.assembly.reject(reject);
    }

    /// Adds what came of a record before, at the place where it stands now.
    pub fn take(&mut self, key: u128, found: Found, part: Arc<Part>, place: (String, Option<u64>)) {
        self.records.push(RecordKey { key: Some(key), is_document: found.is_document });
        self.taken += 1;
        self.assembly.take(found, part, place);
    }
}

/// Adds to a hash where a record stands and what stands there; gives the record's key.
pub(super) fn note(record: &Result<Unread, Reject>, hash: &mut Xxh3) -> Option<u128> {
    match record {
        Ok(record) => {
            let key = record.key();
            record.note_place(hash);
            hash.update(&key.to_le_bytes());
            Some(key)
        }
        Err(reject) => {
            hash.update(format!("{reject:?}").as_bytes());
            None
        }
    }
}
