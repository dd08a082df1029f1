//! Finds the records of a chunk.

use std::io;

use memchr::memchr_iter;

use super::chunks::{Chunk, Work};
use super::containers::{Flow, Known, Walk};
use super::decode;
use super::decompress::{Opened, open, open_stream, read_whole};
use super::document::Kind;
use super::lines::LineBlock;
use super::options::ReadOptions;
use super::record::Place;
use super::source::{Compression, Format};
use super::unread::Unread;
use crate::model::{Reject, RejectCode};

/// Takes what is found, in order: records, and what stands in the place of those that cannot be read.
pub(super) type Sink<'a> = dyn FnMut(Result<Unread<'_>, Reject>) + 'a;

/// Memory to use again from chunk to chunk; one for each thread.
#[derive(Debug, Default)]
pub struct Scratch {
    file: Vec<u8>,
}

/// Hands `sink` the records of a chunk in the order of the input.
pub fn read_chunk(chunk: &Chunk, options: &ReadOptions, scratch: &mut Scratch, sink: &mut Sink<'_>) {
    match &chunk.0 {
        Work::Files(sources) => sources.iter().for_each(|source| {
            let most = source.size.max(options.document_limit() as u64) + options.chunk_bytes as u64;
            read_file(&source.uri, open(source, options), most, options, &mut scratch.file, sink);
        }),
        work => read_work(work, sink),
    }
}

/// Reads bytes that are in memory already as [`read_chunk`] reads a file of that name; `format` is what that name says.
pub fn read_bytes(uri: &str, format: Option<Format>, bytes: Vec<u8>, options: &ReadOptions, sink: &mut Sink<'_>) {
    let opened = open_stream(Box::new(io::Cursor::new(bytes)), None, format, Compression::None, options);
    read_file(uri, opened, u64::MAX, options, &mut Vec::new(), sink);
}

fn read_work(work: &Work, sink: &mut Sink<'_>) {
    match work {
        Work::Files(_) => {}
        Work::Lines(block) => read_lines(block, sink),
        Work::Rows(block) => block.read(sink),
        Work::Batch(batch) => batch.read(sink),
        Work::Found(found) => found.iter().for_each(|found| sink(found.unread())),
    }
}

/// Reads a whole file. By its name it holds no more than `most` bytes; if it shows itself to be something else, which may
/// unpack to anything, it is read no further than that.
fn read_file(
    uri: &str,
    mut opened: io::Result<Opened<'_>>,
    most: u64,
    options: &ReadOptions,
    buffer: &mut Vec<u8>,
    sink: &mut Sink<'_>,
) {
    let place = Place::file(uri);
    if let Ok(opened) = &mut opened
        && let Some(kind) = Kind::of(opened.format)
    {
        let known = Known::default();
        return sink(match read_whole(&mut opened.input, kind.most_bytes(options), buffer) {
            Ok(()) => Ok(Unread::document(buffer, kind, &known, place)),
            Err(error) => Err(place.failed(&error)),
        });
    }
    let mut bytes = 0;
    let mut read = |work: Work| {
        bytes += work.bytes() as u64;
        read_work(&work, sink);
        if bytes <= most {
            return Flow::Continue(());
        }
        let message = "it holds more than its name promises; give it the extension of its kind".to_owned();
        sink(Err(place.reject(RejectCode::TooLarge, message)));
        Flow::Break(())
    };
    let _ = Walk::new(options, &mut read).all(uri, opened);
}

fn read_lines(block: &LineBlock, sink: &mut Sink<'_>) {
    // Checked all at once where all is well, else line by line.
    let whole = decode::utf8(&block.bytes, 0).ok();
    let ends = memchr_iter(b'\n', &block.bytes).map(|at| at + 1).chain([block.bytes.len()]);
    let mut start = 0;
    for (number, end) in (block.first_line..).zip(ends) {
        let place = Place::line(&block.uri, number, block.offset + start as u64);
        let text = match whole {
            Some(whole) => Ok(&whole[start..end]),
            None => decode::utf8(&block.bytes[start..end], 0),
        };
        let line = block.bytes[start..end].trim_ascii_end();
        start = end;
        if !line.is_empty() {
            sink(Ok(Unread::line(line, text, place)));
        }
    }
    if let Some(reject) = &block.reject {
        sink(Err(reject.clone()));
    }
}
