//! Turns a chunk into documents and rejects.

use std::io;

use memchr::memchr_iter;

use super::chunks::{Chunk, Work};
use super::containers::{Flow, Known, Walk};
use super::decode::{self, BadBytes};
use super::decompress::{Opened, open, open_stream, read_whole};
use super::document::{self, Kind};
use super::jsonl;
use super::lines::{LineBlock, too_long};
use super::options::ReadOptions;
use super::record::Place;
use super::source::{Compression, Format};
use crate::model::{Document, Reject, RejectCode};

/// Takes what is read, in order.
type Sink<'a> = dyn FnMut(Result<Document, Reject>) + 'a;

/// Memory to use again from chunk to chunk; one for each thread.
#[derive(Debug, Default)]
pub struct Scratch {
    file: Vec<u8>,
}

/// Reads a chunk and hands `sink` its documents and rejects in the order of the input.
pub fn read_chunk(chunk: &Chunk, options: &ReadOptions, scratch: &mut Scratch, sink: &mut Sink<'_>) {
    match &chunk.0 {
        Work::Files(sources) => sources.iter().for_each(|source| {
            let most = source.size.max(options.document_limit() as u64) + options.chunk_bytes as u64;
            read_file(&source.uri, open(source, options), most, options, &mut scratch.file, sink);
        }),
        work => read_work(work, options, sink),
    }
}

/// Reads bytes that are in memory already as [`read_chunk`] reads a file of that name; `format` is what that name says.
pub fn read_bytes(uri: &str, format: Option<Format>, bytes: Vec<u8>, options: &ReadOptions, sink: &mut Sink<'_>) {
    let opened = open_stream(Box::new(io::Cursor::new(bytes)), None, format, Compression::None, options);
    read_file(uri, opened, u64::MAX, options, &mut Vec::new(), sink);
}

fn read_work(work: &Work, options: &ReadOptions, sink: &mut Sink<'_>) {
    match work {
        Work::Files(_) => {}
        Work::Lines(block) => read_lines(block, options, sink),
        Work::Rows(block) => block.read(options, sink),
        Work::Batch(batch) => batch.read(options, sink),
        Work::Found(found) => found.iter().for_each(|found| sink(found.read(options))),
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
        return sink(match read_whole(&mut opened.input, options.document_limit(), buffer) {
            Ok(()) => document::read(buffer, kind, Known::default(), place, options),
            Err(error) => Err(place.failed(&error)),
        });
    }
    let mut bytes = 0;
    let mut read = |work: Work| {
        bytes += work.bytes() as u64;
        read_work(&work, options, sink);
        if bytes <= most {
            return Flow::Continue(());
        }
        let message = "it holds more than its name promises; give it the extension of its kind".to_owned();
        sink(Err(place.reject(RejectCode::TooLarge, message)));
        Flow::Break(())
    };
    let _ = Walk::new(options, &mut read).all(uri, opened);
}

fn read_lines(block: &LineBlock, options: &ReadOptions, sink: &mut Sink<'_>) {
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
            sink(read_line(line.len(), text, place, options));
        }
    }
    if let Some(reject) = &block.reject {
        sink(Err(reject.clone()));
    }
}

fn read_line(
    length: usize,
    text: Result<&str, BadBytes>,
    place: Place<'_>,
    options: &ReadOptions,
) -> Result<Document, Reject> {
    let limit = options.document_limit();
    if length > limit {
        return Err(place.reject(RejectCode::TooLarge, too_long(limit)));
    }
    let text = text.map_err(|bad| place.reject(RejectCode::BadEncoding, format!("{} of the line", bad.message())))?;
    jsonl::read(text.trim_start_matches('\u{FEFF}').trim_end(), place, options)
}
