//! The last step, the same for every format: a record's text and metadata become a [`Document`].

use std::borrow::Cow;
use std::io;

use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use super::canonical::{canonical_line, canonical_text};
use super::failure::{code_of, message_of};
use super::legacy::{self, Legacy};
use super::options::ReadOptions;
use crate::model::{Document, Reject, RejectCode, Stage, Timestamp};

/// Where a record stands, for its name in the tables and for rejects.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    uri: &'a str,
    /// Number from 1, where a file holds many records, and its offset in bytes, where it has one.
    line: Option<(u64, Option<u64>)>,
}

impl<'a> Place<'a> {
    /// A whole file.
    pub(super) fn file(uri: &'a str) -> Self {
        Self { uri, line: None }
    }

    /// A line of a file, or another record of many.
    pub(super) fn line(uri: &'a str, number: u64, offset: u64) -> Self {
        Self { uri, line: Some((number, Some(offset))) }
    }

    /// A row of a table that has no places in bytes.
    pub(super) fn row(uri: &'a str, number: u64) -> Self {
        Self { uri, line: Some((number, None)) }
    }

    /// A file, or the record of that number and offset in it.
    pub(super) fn new(uri: &'a str, line: Option<(u64, u64)>) -> Self {
        Self { uri, line: line.map(|(number, offset)| (number, Some(offset))) }
    }

    /// What stands here could not be read to its end.
    pub(super) fn failed(self, error: &io::Error) -> Reject {
        self.reject(code_of(error), message_of(error))
    }

    pub(super) fn source_uri(self) -> String {
        match self.line {
            Some((number, _)) => format!("{}#{number}", self.uri),
            None => self.uri.to_owned(),
        }
    }

    pub(super) fn offset(self) -> Option<u64> {
        self.line.and_then(|(_, offset)| offset)
    }

    /// Adds the place to a hash.
    pub(super) fn note(self, hash: &mut Xxh3) {
        let (number, offset) = self.line.unwrap_or_default();
        hash.update(&(self.uri.len() as u64).to_le_bytes());
        hash.update(self.uri.as_bytes());
        hash.update(&number.to_le_bytes());
        hash.update(&offset.unwrap_or(u64::MAX).to_le_bytes());
    }

    /// What stands here cannot be read.
    pub(super) fn reject(self, code: RejectCode, message: String) -> Reject {
        Reject { source_uri: self.source_uri(), stage: Stage::Ingest, code, message, offset: self.offset() }
    }
}

/// What is known of a document beside its text; empty strings count as not known.
#[derive(Clone, Debug, Default)]
pub(super) struct Metadata<'a> {
    pub id: Option<Cow<'a, str>>,
    pub url: Option<Cow<'a, str>>,
    pub title: Option<Cow<'a, str>>,
    pub author: Option<Cow<'a, str>>,
    pub outlet: Option<Cow<'a, str>>,
    pub section: Option<Cow<'a, str>>,
    pub published_at: Option<Timestamp>,
    pub warnings: Vec<&'static str>,
}

impl Metadata<'_> {
    /// Adds what is known to a hash.
    pub(super) fn note(&self, hash: &mut Xxh3) {
        let Self { id, url, title, author, outlet, section, published_at, warnings } = self;
        for field in [id, url, title, author, outlet, section] {
            hash.update(&field.as_ref().map_or(u64::MAX, |field| field.len() as u64).to_le_bytes());
            hash.update(field.as_deref().unwrap_or_default().as_bytes());
        }
        hash.update(&published_at.map_or(i64::MIN, |time| time.0).to_le_bytes());
        for warning in warnings {
            hash.update(warning.as_bytes());
        }
    }

    /// The same, with what only `other` knows.
    pub(super) fn or(self, other: Self) -> Self {
        let mut warnings = self.warnings;
        warnings.extend(other.warnings);
        Self {
            id: self.id.or(other.id),
            url: self.url.or(other.url),
            title: self.title.or(other.title),
            author: self.author.or(other.author),
            outlet: self.outlet.or(other.outlet),
            section: self.section.or(other.section),
            published_at: self.published_at.or(other.published_at),
            warnings,
        }
    }
}

/// Makes a document.
///
/// # Errors
/// [`RejectCode::Empty`] and [`RejectCode::TooLarge`], by the canonical text.
pub(super) fn document(
    place: Place<'_>,
    text: Cow<'_, str>,
    metadata: Metadata<'_>,
    options: &ReadOptions,
) -> Result<Document, Reject> {
    let mut warnings = metadata.warnings;
    // Before anything else: what would be removed from ordinary text may be a letter here.
    let legacy = legacy::of_text(&text);
    let text = if let Some(converted) = legacy.and_then(|legacy| legacy.convert(&text)) {
        warnings.extend(legacy.map(Legacy::warning));
        Cow::Owned(converted)
    } else {
        warnings.extend(legacy::lacks_diacritics(&text).then_some(legacy::WITHOUT_DIACRITICS));
        text
    };
    let text = canonical_text(text, &mut warnings).into_owned();
    let limit = options.document_limit();
    if text.is_empty() {
        return Err(place.reject(RejectCode::Empty, "there is no text".to_owned()));
    }
    if text.len() > limit {
        let message = format!("the text is longer than the limit of {limit} bytes (input.max_document_bytes)");
        return Err(place.reject(RejectCode::TooLarge, message));
    }
    let line = |value: Option<Cow<'_, str>>| {
        let value = value?;
        let converted = legacy.filter(|_| !value.is_ascii()).and_then(|legacy| legacy.convert(&value));
        canonical_line(&converted.map_or(value, Cow::Owned))
    };
    let content_hash = xxh3_128(text.as_bytes());
    Ok(Document {
        doc_id: line(metadata.id).unwrap_or_else(|| format!("{content_hash:032x}")),
        source_uri: place.source_uri(),
        url: line(metadata.url),
        title: line(metadata.title),
        author: line(metadata.author),
        outlet: line(metadata.outlet),
        section: line(metadata.section),
        published_at: metadata.published_at,
        text,
        content_hash,
        warnings,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn make(text: &str, metadata: Metadata<'_>, limit: usize) -> Result<Document, Reject> {
        let options = ReadOptions { max_document_bytes: limit, ..ReadOptions::default() };
        document(Place::line("tin.jsonl", 3, 70), text.into(), metadata, &options)
    }

    #[test]
    fn without_an_id_the_text_is_the_identity() {
        let spaced = make(" Trời  đẹp. ", Metadata::default(), 100).unwrap();
        let plain = make("Trời đẹp.", Metadata { id: Some(" ".into()), ..Metadata::default() }, 100).unwrap();
        assert_eq!((&spaced.doc_id, spaced.content_hash), (&plain.doc_id, plain.content_hash));
        assert_eq!(spaced.doc_id.len(), 32);
        assert_eq!(spaced.source_uri, "tin.jsonl#3");
        let named = make("Trời đẹp.", Metadata { id: Some("bai-7".into()), ..Metadata::default() }, 100).unwrap();
        assert_eq!(named.doc_id, "bai-7");
    }

    #[test]
    fn empty_and_oversized_texts_are_rejected_in_their_place() {
        let empty = make(" \n\u{200b}", Metadata::default(), 100).unwrap_err();
        assert_eq!((empty.code, empty.source_uri.as_str(), empty.offset), (RejectCode::Empty, "tin.jsonl#3", Some(70)));
        let large = make("Trời đẹp.", Metadata::default(), 8).unwrap_err();
        assert_eq!(large.code, RejectCode::TooLarge);
        assert!(large.message.contains("8 bytes"));
    }
}
