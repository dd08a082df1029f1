//! A record that has been found in a chunk but not been read yet: whoever knows already what comes of its bytes need not
//! read it.

use xxhash_rust::xxh3::Xxh3;

use super::containers::Known;
use super::decode::BadBytes;
use super::document::{self, Kind};
use super::fields::Fields;
use super::jsonl;
use super::lines::too_long;
use super::options::ReadOptions;
use super::record::Place;
use crate::model::{Document, Reject, RejectCode};

/// A record, unread.
#[derive(Debug)]
pub struct Unread<'a> {
    place: Place<'a>,
    content: Content<'a>,
}

/// What there is of a record.
#[derive(Debug)]
enum Content<'a> {
    /// The bytes of a document, and what the file around it says of it.
    Document(&'a [u8], Kind, &'a Known),
    /// A line without white space at its end; its text, or where that breaks off.
    Line(&'a [u8], Result<&'a str, BadBytes>),
    /// The mapped cells of a row.
    Row(Box<Fields<'a>>),
}

impl<'a> Unread<'a> {
    /// All bytes of a document.
    pub(super) fn document(bytes: &'a [u8], kind: Kind, known: &'a Known, place: Place<'a>) -> Self {
        Self { place, content: Content::Document(bytes, kind, known) }
    }

    /// A line, and its text with whatever ends it.
    pub(super) fn line(bytes: &'a [u8], text: Result<&'a str, BadBytes>, place: Place<'a>) -> Self {
        Self { place, content: Content::Line(bytes, text) }
    }

    /// A row of a table.
    pub(super) fn row(fields: Fields<'a>, place: Place<'a>) -> Self {
        Self { place, content: Content::Row(Box::new(fields)) }
    }

    /// Reads it.
    ///
    /// # Errors
    /// The row of `rejects` in its place.
    #[inline(never)] // a line of its own in profiles
    pub fn read(self, options: &ReadOptions) -> Result<Document, Reject> {
        match self.content {
            Content::Document(bytes, kind, known) => document::read(bytes, kind, known.clone(), self.place, options),
            Content::Line(bytes, text) => read_line(bytes.len(), text, self.place, options),
            Content::Row(fields) => fields.document(self.place, options),
        }
    }

    /// Hash (XXH3) of the content and of how it is read: with the same settings, what comes of two records with the same
    /// key differs only in where they stand.
    pub fn key(&self) -> u128 {
        let mut hash = Xxh3::new();
        match &self.content {
            Content::Document(bytes, kind, known) => {
                hash.update(&[0, *kind as u8]);
                known.note(&mut hash);
                hash.update(bytes);
            }
            Content::Line(bytes, _) => {
                hash.update(&[1]);
                hash.update(bytes);
            }
            Content::Row(fields) => {
                hash.update(&[2]);
                fields.note(&mut hash);
            }
        }
        hash.digest128()
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
