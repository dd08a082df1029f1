//! The bytes of one document, of whatever kind.

use super::containers::Known;
use super::options::ReadOptions;
use super::record::Place;
use super::source::Format;
use super::{docx, fragment, html, pdf, txt, wikitext};
use crate::model::{Document, Reject};

/// How the bytes of a document are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Plain text.
    Text,
    /// A web page.
    Page,
    /// A piece of a web page, all of which is the article.
    Fragment,
    /// An article in the markup of MediaWiki.
    Wikitext,
    /// A file of Word.
    Docx,
    /// Pages to be printed.
    Pdf,
}

impl Kind {
    /// How a file of that format is read; none if it may hold many documents.
    pub fn of(format: Format) -> Option<Self> {
        match format {
            Format::Text => Some(Self::Text),
            Format::Html => Some(Self::Page),
            Format::Docx => Some(Self::Docx),
            Format::Pdf => Some(Self::Pdf),
            _ => None,
        }
    }

    /// Most bytes of such a document, before anything is made of them.
    pub fn most_bytes(self, options: &ReadOptions) -> usize {
        let share = if self == Self::Pdf { pdf::FILE_SHARE } else { 1 };
        options.document_limit().saturating_mul(share)
    }
}

/// Reads a document of bytes that are not more than the limit; `known` is what the file around it says.
pub(super) fn read(
    bytes: &[u8],
    kind: Kind,
    known: Known,
    place: Place<'_>,
    options: &ReadOptions,
) -> Result<Document, Reject> {
    match kind {
        Kind::Text => txt::read(bytes, known, place, options),
        Kind::Page => html::read(bytes, known, place, options),
        Kind::Fragment => fragment::read(bytes, known, place, options),
        Kind::Docx => docx::read(bytes, known, place, options),
        Kind::Pdf => pdf::read(bytes, known, place, options),
        Kind::Wikitext => wikitext::read(bytes, known, place, options),
    }
}
