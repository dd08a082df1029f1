//! Finds the records of a chunk.

use std::io;

use memchr::memchr_iter;

use super::chunks::{Chunk, Work, too_large};
use super::decode;
use super::decompress::{Opened, code_of, message_of, open, open_stream, read_whole};
use super::lines::{LineBlock, LineBlocks};
use super::options::ReadOptions;
use super::record::Place;
use super::source::{Compression, Format, Source};
use super::unread::Unread;
use crate::model::{Reject, RejectCode};

/// Takes what is found, in order: records, and what stands in the place of those that cannot be read.
type Sink<'a> = dyn FnMut(Result<Unread<'_>, Reject>) + 'a;

/// Memory to use again from chunk to chunk; one for each thread.
#[derive(Debug, Default)]
pub struct Scratch {
    file: Vec<u8>,
}

/// Hands `sink` the records of a chunk in the order of the input.
pub fn read_chunk(chunk: &Chunk, options: &ReadOptions, scratch: &mut Scratch, sink: &mut Sink<'_>) {
    match &chunk.0 {
        Work::Files(sources) => sources.iter().for_each(|source| read_file(source, options, &mut scratch.file, sink)),
        Work::Document { uri, format, bytes } => sink(Ok(Unread::document(bytes, *format, Place::file(uri)))),
        Work::Lines(block) => read_lines(block, sink),
        Work::Reject(reject) => sink(Err(reject.clone())),
    }
}

/// Reads bytes that are in memory already as [`read_chunk`] reads a file of that name; without a format, their begin decides.
pub fn read_bytes(uri: &str, format: Option<Format>, bytes: Vec<u8>, options: &ReadOptions, sink: &mut Sink<'_>) {
    let opened = open_stream(Box::new(io::Cursor::new(bytes)), format, Compression::None, options);
    read_opened(uri, Compression::None, opened, options, &mut Vec::new(), sink);
}

fn read_file(source: &Source, options: &ReadOptions, buffer: &mut Vec<u8>, sink: &mut Sink<'_>) {
    read_opened(&source.uri, source.compression, open(source, options), options, buffer, sink);
}

fn read_opened(
    uri: &str,
    compression: Compression,
    opened: io::Result<Opened>,
    options: &ReadOptions,
    buffer: &mut Vec<u8>,
    sink: &mut Sink<'_>,
) {
    let place = Place::file(uri);
    let compression = opened.as_ref().map_or(compression, |opened| opened.compression);
    let refuse = |error: &io::Error| Err(place.reject(code_of(error, compression), message_of(error, compression)));
    let mut opened = match opened {
        Ok(opened) => opened,
        Err(error) => return sink(refuse(&error)),
    };
    if opened.format == Format::JsonLines {
        match LineBlocks::new(opened, uri, options) {
            Ok(blocks) => blocks.for_each(|block| read_lines(&block, sink)),
            Err(error) => sink(refuse(&error)),
        }
        return;
    }
    let limit = options.document_limit();
    sink(match read_whole(&mut opened.input, limit, buffer) {
        Ok(true) => Ok(Unread::document(buffer, opened.format, place)),
        Ok(false) => Err(place.reject(RejectCode::TooLarge, too_large(limit))),
        Err(error) => refuse(&error),
    });
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
