//! Files that hold any number of documents: tables, archives of other files, crawls, feeds, dumps.
//!
//! A [`Walk`] goes through one file once, from begin to end, and hands on work for the threads that parse: it finds where a
//! record begins and ends, and leaves what is in it to them. Archives are entered without writing anything to the disk; the
//! name of a member is a name and nothing else.

mod arrow;
mod batches;
mod csv;
mod feed;
mod found;
mod http;
mod mediawiki;
mod members;
mod memory;
mod parquet;
mod seekable;
mod tar;
mod warc;
mod xml;
mod zip;

use std::io;
use std::ops::ControlFlow;

use super::chunks::Work;
use super::decompress::{Opened, read_whole};
use super::document::Kind;
use super::lines::LineBlocks;
use super::options::ReadOptions;
use super::record::Place;
use super::source::Format;
use crate::model::{Reject, RejectCode};

pub(super) use batches::Batch;
pub(super) use csv::RowBlock;
pub(super) use found::{Found, Known};
pub use memory::MemoryTable;

/// Whether whoever takes the work wants more of it.
pub(super) type Flow = ControlFlow<()>;

/// How deep archives may lie in one another.
const MAX_DEPTH: usize = 4;

/// A way through one file.
pub(super) struct Walk<'a> {
    options: &'a ReadOptions,
    out: &'a mut dyn FnMut(Work) -> Flow,
    /// What was found and not yet handed on, and its size in bytes.
    found: Vec<Found>,
    bytes: usize,
    /// How many archives it is inside of.
    depth: usize,
}

impl<'a> Walk<'a> {
    /// A way whose findings `out` takes, in order.
    pub fn new(options: &'a ReadOptions, out: &'a mut dyn FnMut(Work) -> Flow) -> Self {
        Self { options, out, found: Vec::new(), bytes: 0, depth: 0 }
    }

    /// Goes through a file to its end.
    pub fn all(mut self, uri: &str, opened: io::Result<Opened<'_>>) -> Flow {
        self.file(uri, opened)?;
        self.flush()
    }

    /// Goes through a file or the member of an archive.
    fn file(&mut self, uri: &str, opened: io::Result<Opened<'_>>) -> Flow {
        let opened = match opened {
            Ok(opened) => opened,
            Err(error) => return self.reject(Place::file(uri).failed(&error)),
        };
        if let Some(kind) = Kind::of(opened.format) {
            return self.document(uri, kind, opened);
        }
        match opened.format {
            Format::Csv => csv::walk(self, uri, opened),
            Format::Parquet => parquet::walk(self, uri, opened),
            Format::Arrow => arrow::walk(self, uri, opened),
            Format::Warc => warc::walk(self, uri, opened),
            Format::Feed => feed::walk(self, uri, opened),
            Format::MediaWiki => mediawiki::walk(self, uri, opened),
            Format::Zip => self.inside(uri, |walk| zip::walk(walk, uri, opened)),
            Format::Tar => self.inside(uri, |walk| tar::walk(walk, uri, opened)),
            _ => self.lines(uri, opened),
        }
    }

    fn lines(&mut self, uri: &str, opened: Opened<'_>) -> Flow {
        match LineBlocks::new(opened, uri, self.options) {
            Ok(mut blocks) => blocks.try_for_each(|block| self.send(Work::Lines(block))),
            Err(error) => self.reject(Place::file(uri).failed(&error)),
        }
    }

    fn document(&mut self, uri: &str, kind: Kind, mut opened: Opened<'_>) -> Flow {
        match whole(&mut opened, kind.most_bytes(self.options)) {
            Ok(bytes) => self.found(Found::document(uri, None, kind, bytes, Known::default())),
            Err(error) => self.reject(Place::file(uri).failed(&error)),
        }
    }

    /// Goes through an archive, unless it lies too deep in others.
    fn inside(&mut self, uri: &str, through: impl FnOnce(&mut Self) -> Flow) -> Flow {
        if self.depth == MAX_DEPTH {
            let message = format!("archives lie more than {MAX_DEPTH} deep in one another");
            return self.reject(Place::file(uri).reject(RejectCode::TooComplex, message));
        }
        self.depth += 1;
        let flow = through(self);
        self.depth -= 1;
        flow
    }

    /// Takes a record; small ones are handed on together.
    fn found(&mut self, found: Found) -> Flow {
        self.bytes += found.bytes();
        self.found.push(found);
        if self.bytes >= self.options.chunk_bytes { self.flush() } else { Flow::Continue(()) }
    }

    fn reject(&mut self, reject: Reject) -> Flow {
        self.found(Found::Reject(reject))
    }

    /// Hands on work after what was found before it.
    fn send(&mut self, work: Work) -> Flow {
        self.flush()?;
        (self.out)(work)
    }

    fn flush(&mut self) -> Flow {
        self.bytes = 0;
        match std::mem::take(&mut self.found) {
            found if found.is_empty() => Flow::Continue(()),
            found => (self.out)(Work::Found(found)),
        }
    }
}

/// All bytes of a file, which may not be larger than `limit`.
fn whole(opened: &mut Opened<'_>, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    read_whole(&mut opened.input, limit, &mut bytes).map(|()| bytes)
}

#[cfg(test)]
pub(super) mod tests;
