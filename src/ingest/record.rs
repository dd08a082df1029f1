//! The last step, the same for every format: a record's text and metadata become a [`Document`].

use std::borrow::Cow;

use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use super::canonical::{canonical_line, canonical_text};
use super::options::ReadOptions;
use crate::model::{Document, Reject, RejectCode, Stage, Timestamp};

/// Where a record stands, for its name in the tables and for rejects.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    uri: &'a str,
    /// Line number from 1, where a file holds many records, and its offset in bytes.
    line: Option<(u64, u64)>,
}

impl<'a> Place<'a> {
    /// A whole file.
    pub(super) fn file(uri: &'a str) -> Self {
        Self { uri, line: None }
    }

    /// A line of a file.
    pub(super) fn line(uri: &'a str, number: u64, offset: u64) -> Self {
        Self { uri, line: Some((number, offset)) }
    }

    pub(super) fn source_uri(self) -> String {
        match self.line {
            Some((number, _)) => format!("{}#{number}", self.uri),
            None => self.uri.to_owned(),
        }
    }

    pub(super) fn offset(self) -> Option<u64> {
        self.line.map(|(_, offset)| offset)
    }

    /// Adds the place to a hash.
    pub(super) fn note(self, hash: &mut Xxh3) {
        let (number, offset) = self.line.unwrap_or_default();
        hash.update(&(self.uri.len() as u64).to_le_bytes());
        hash.update(self.uri.as_bytes());
        hash.update(&number.to_le_bytes());
        hash.update(&offset.to_le_bytes());
    }

    /// What stands here cannot be read.
    pub(super) fn reject(self, code: RejectCode, message: String) -> Reject {
        Reject { source_uri: self.source_uri(), stage: Stage::Ingest, code, message, offset: self.offset() }
    }
}

/// What is known of a document beside its text; empty strings count as not known.
#[derive(Debug, Default)]
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
    let text = canonical_text(text, &mut warnings).into_owned();
    let limit = options.document_limit();
    if text.is_empty() {
        return Err(place.reject(RejectCode::Empty, "there is no text".to_owned()));
    }
    if text.len() > limit {
        let message = format!("the text is longer than the limit of {limit} bytes (input.max_document_bytes)");
        return Err(place.reject(RejectCode::TooLarge, message));
    }
    let line = |value: Option<Cow<'_, str>>| value.and_then(|value| canonical_line(&value));
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
