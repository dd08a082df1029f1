//! Cuts a stream of JSON Lines into blocks of whole lines, without parsing them.

use std::io;
use std::sync::Arc;

use memchr::{memchr, memchr_iter, memrchr};

use super::decode::{HEAD, Utf8Reader, utf16_by_head};
use super::decompress::{Input, Opened, PIECE, peek, read_piece};
use super::options::ReadOptions;
use super::record::Place;
use crate::model::{Reject, RejectCode};

/// Whole lines of one stream.
#[derive(Debug)]
pub(super) struct LineBlock {
    /// Name of the source.
    pub uri: Arc<str>,
    /// Number of the first line, from 1.
    pub first_line: u64,
    /// Where the first line begins: bytes of the unpacked stream (in UTF-8, where the stream is UTF-16).
    pub offset: u64,
    /// Lines with their ends; the last line of a stream may have none.
    pub bytes: Vec<u8>,
    /// What went wrong after these lines.
    pub reject: Option<Reject>,
}

/// The blocks of a stream, about `chunk_bytes` each. After an error there are no more.
pub(super) struct LineBlocks<'a> {
    input: Input<'a>,
    uri: Arc<str>,
    chunk_bytes: usize,
    limit: usize,
    /// The begin of a line whose end has not been read.
    rest: Vec<u8>,
    line: u64,
    offset: u64,
    /// What went wrong while a line was skipped; told in a block of its own.
    failure: Option<io::Error>,
    done: bool,
}

impl<'a> LineBlocks<'a> {
    /// Begins to read; finds out whether it is UTF-16.
    pub(super) fn new(opened: Opened<'a>, uri: &str, options: &ReadOptions) -> io::Result<Self> {
        let (head, input) = peek(opened.input, HEAD)?;
        let input: Input = match utf16_by_head(&head) {
            Some(encoding) => Box::new(Utf8Reader::new(input, encoding)),
            None => input,
        };
        Ok(Self {
            input,
            uri: uri.into(),
            chunk_bytes: options.chunk_bytes.clamp(1, 1 << 30),
            limit: options.document_limit(),
            rest: Vec::new(),
            line: 1,
            offset: 0,
            failure: None,
            done: false,
        })
    }

    /// Makes a block of `bytes` and counts on.
    fn block(&mut self, bytes: Vec<u8>, reject: Option<Reject>) -> LineBlock {
        let block = LineBlock { uri: self.uri.clone(), first_line: self.line, offset: self.offset, bytes, reject };
        self.line += memchr_iter(b'\n', &block.bytes).count() as u64;
        self.offset += block.bytes.len() as u64;
        block
    }

    /// The lines before a failure, and the failure in the place of the line that was being read.
    fn broken(&mut self, mut bytes: Vec<u8>, error: &io::Error) -> LineBlock {
        self.done = true;
        bytes.truncate(memrchr(b'\n', &bytes).map_or(0, |at| at + 1));
        let mut block = self.block(bytes, None);
        block.reject = Some(self.place().failed(error));
        block
    }

    /// Skips a line that is too long to be kept, of which `bytes` is the begin.
    fn skip_line(&mut self, mut bytes: Vec<u8>) -> LineBlock {
        let reject = self.place().reject(RejectCode::TooLarge, too_long(self.limit));
        let block = self.block(Vec::new(), Some(reject));
        loop {
            if let Some(at) = memchr(b'\n', &bytes) {
                self.rest = bytes.split_off(at + 1);
                self.line += 1;
                self.offset += bytes.len() as u64;
                return block;
            }
            self.offset += bytes.len() as u64;
            bytes.clear();
            match read_piece(&mut self.input, &mut bytes) {
                Ok(1..) => {}
                Ok(0) => self.done = true,
                Err(error) => self.failure = Some(error),
            }
            if self.done || self.failure.is_some() {
                return block;
            }
        }
    }

    fn place(&self) -> Place<'_> {
        Place::line(&self.uri, self.line, self.offset)
    }
}

impl Iterator for LineBlocks<'_> {
    type Item = LineBlock;

    fn next(&mut self) -> Option<LineBlock> {
        if self.done {
            return None;
        }
        if let Some(error) = self.failure.take() {
            return Some(self.broken(Vec::new(), &error));
        }
        let mut bytes = Vec::with_capacity(self.chunk_bytes + PIECE);
        bytes.append(&mut self.rest);
        let mut searched = 0;
        loop {
            if bytes.len() >= self.chunk_bytes {
                if let Some(at) = memrchr(b'\n', &bytes[searched..]) {
                    self.rest = bytes.split_off(searched + at + 1);
                    return Some(self.block(bytes, None));
                }
                if bytes.len() > self.limit {
                    return Some(self.skip_line(bytes));
                }
                searched = bytes.len();
            }
            match read_piece(&mut self.input, &mut bytes) {
                Ok(0) => {
                    self.done = true;
                    return (!bytes.is_empty()).then(|| self.block(bytes, None));
                }
                Ok(_) => {}
                Err(error) => return Some(self.broken(bytes, &error)),
            }
        }
    }
}

/// The message about a line over the limit.
pub(super) fn too_long(limit: usize) -> String {
    format!("the line is longer than the limit of {limit} bytes (input.max_document_bytes)")
}
