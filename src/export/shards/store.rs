//! Reads shards back.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::basis::Basis;
use super::encode::decode;
use super::layout::{self, PartFacts};
use super::{RecordKey, file_name};
use crate::export::CsvOptions;
use crate::export::part::Part;

/// The whole shards of a folder.
#[derive(Debug)]
pub struct Store {
    shards: Vec<PathBuf>,
    basis: Basis,
    /// Each with the number of its shard.
    parts: Vec<(u32, PartFacts)>,
    /// Where what came of a record stands, by its key; empty where nobody looks for records.
    rows: HashMap<u128, Found>,
}

/// Where what came of a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    pub(super) part: u32,
    /// Row of `documents` or of `rejects`.
    pub(super) row: u32,
    /// Whether it became a document; else a reject.
    pub is_document: bool,
}

impl Store {
    /// The shards of a folder, from the first up to one that is missing or damaged; none where that is the first.
    /// `by_record`: whether records will be looked for, which takes about 50 bytes of memory each.
    pub fn open(folder: &Path, by_record: bool) -> Option<Self> {
        let (mut shards, mut parts, mut rows) = (Vec::new(), Vec::new(), HashMap::new());
        let mut basis = None;
        for number in 0.. {
            let path = folder.join(file_name(number));
            let Ok((footer, records)) = read_end(&path) else { break };
            // Of another run with shards of another size.
            if footer.first_part != parts.len() as u64 || basis.as_ref().is_some_and(|basis| *basis != footer.basis) {
                break;
            }
            if by_record {
                index(&mut rows, parts.len() as u32, &footer.parts, &records);
            }
            basis = Some(footer.basis);
            parts.extend(footer.parts.into_iter().map(|part| (number, part)));
            shards.push(path);
        }
        Some(Self { shards, basis: basis?, parts, rows })
    }

    /// On what the parts rest.
    pub fn basis(&self) -> &Basis {
        &self.basis
    }

    /// Shards.
    pub fn shards(&self) -> usize {
        self.shards.len()
    }

    /// Parts in all shards.
    pub fn parts(&self) -> usize {
        self.parts.len()
    }

    /// Whether a part was made from the records with this hash.
    pub fn is_of(&self, part: usize, input: u128) -> bool {
        self.parts[part].1.input == input
    }

    /// A part, as a worker made it; none if it is damaged or cannot be read.
    pub fn part(&self, number: usize, csv: Option<CsvOptions>) -> Option<Part> {
        let (shard, facts) = &self.parts[number];
        let bytes = read(&mut File::open(&self.shards[*shard as usize]).ok()?, facts.offset, facts.bytes).ok()?;
        let batches = (xxh3_64(&bytes) == facts.hash).then(|| decode(&bytes, facts.unpacked))??;
        Some(Part::new(batches, csv))
    }
}

/// Notes where the records of a shard stand. The first of those with one key counts: the others have the same rows.
fn index(rows: &mut HashMap<u128, Found>, first_part: u32, parts: &[PartFacts], records: &[RecordKey]) {
    let mut records = records.iter();
    for (part, facts) in (first_part..).zip(parts) {
        let (mut documents, mut rejects) = (0, 0);
        for record in records.by_ref().take(facts.records as usize) {
            let row = if record.is_document { &mut documents } else { &mut rejects };
            if let Some(key) = record.key {
                rows.entry(key).or_insert(Found { part, row: *row, is_document: record.is_document });
            }
            *row += 1;
        }
    }
}

fn read_end(path: &Path) -> io::Result<(layout::Footer, Vec<RecordKey>)> {
    let mut file = File::open(path)?;
    let size = fs::metadata(path)?.len();
    layout::parse(size, |offset, length| read(&mut file, offset, length))
}

fn read(file: &mut File, offset: u64, length: u64) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(offset))?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

/// Parts that a reader has at hand: records that follow each other mostly stand in one.
const RECENT: usize = 4;

/// A thread's way to the records of a store.
#[derive(Debug)]
pub struct Reader<'a> {
    store: &'a Store,
    /// The last used comes first; none for a part that is damaged.
    recent: Vec<(u32, Option<Arc<Part>>)>,
}

impl<'a> Reader<'a> {
    /// A reader that has nothing at hand.
    pub fn new(store: &'a Store) -> Self {
        Self { store, recent: Vec::new() }
    }

    /// What came of the record with this key, and the part that it stands in.
    pub fn find(&mut self, key: u128) -> Option<(Found, Arc<Part>)> {
        let found = *self.store.rows.get(&key)?;
        Some((found, self.part(found.part)?))
    }

    fn part(&mut self, number: u32) -> Option<Arc<Part>> {
        let at_hand = self.recent.iter().position(|(other, _)| *other == number);
        let entry = if let Some(at) = at_hand {
            self.recent.remove(at)
        } else {
            self.recent.truncate(RECENT - 1);
            (number, self.store.part(number as usize, None).map(Arc::new))
        };
        self.recent.insert(0, entry);
        self.recent[0].1.clone()
    }
}
