//! A record that has been found in a chunk but not been read yet: whoever knows already what comes of its bytes need not
//! read it.

use xxhash_rust::xxh3::{Xxh3, xxh3_128_with_seed};

use super::decode::BadBytes;
use super::lines::too_long;
use super::options::ReadOptions;
use super::record::Place;
use super::source::Format;
use super::{html, jsonl, txt};
use crate::model::{Document, Reject, RejectCode};

/// A record, unread.
#[derive(Debug)]
pub struct Unread<'a> {
    place: Place<'a>,
    content: Content<'a>,
}

/// The bytes of a record.
#[derive(Debug)]
enum Content<'a> {
    Document(&'a [u8], Format),
    /// Without white space at the end; its text, or where that breaks off.
    Line(&'a [u8], Result<&'a str, BadBytes>),
}

impl<'a> Unread<'a> {
    /// All bytes of a file of one document.
    pub(super) fn document(bytes: &'a [u8], format: Format, place: Place<'a>) -> Self {
        Self { place, content: Content::Document(bytes, format) }
    }

    /// A line, and its text with whatever ends it.
    pub(super) fn line(bytes: &'a [u8], text: Result<&'a str, BadBytes>, place: Place<'a>) -> Self {
        Self { place, content: Content::Line(bytes, text) }
    }

    /// Reads it.
    ///
    /// # Errors
    /// The row of `rejects` in its place.
    pub fn read(self, options: &ReadOptions) -> Result<Document, Reject> {
        match self.content {
            Content::Document(bytes, Format::Html) => html::read(bytes, self.place, options),
            Content::Document(bytes, Format::Text | Format::JsonLines) => txt::read(bytes, self.place, options),
            Content::Line(bytes, text) => read_line(bytes.len(), text, self.place, options),
        }
    }

    /// Hash (XXH3) of the bytes and of how they are read: with the same settings, what comes of two records with the same
    /// key differs only in where they stand.
    pub fn key(&self) -> u128 {
        let (bytes, format) = match self.content {
            Content::Document(bytes, format) => (bytes, format),
            Content::Line(bytes, _) => (bytes, Format::JsonLines),
        };
        xxh3_128_with_seed(bytes, format as u64)
    }

    /// Adds to a hash where it stands.
    pub fn note_place(&self, hash: &mut Xxh3) {
        self.place.note(hash);
    }

    /// Where it stands: its name in the tables, and where it begins in a file of many, in bytes.
    pub fn place(&self) -> (String, Option<u64>) {
        (self.place.source_uri(), self.place.offset())
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
