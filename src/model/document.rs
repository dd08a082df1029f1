//! What ingest hands on: whole documents, and the records that could not become one.

use jiff::civil::Date;

use super::{Timestamp, date_in_vietnam};

/// One article, read, decoded and brought to canonical form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The input's own id where one is mapped, else 32 hex digits of the text's hash.
    pub doc_id: String,
    /// Path that it was read from, with record number or member name.
    pub source_uri: String,
    /// Address of the article.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Newspaper, site or agency.
    pub outlet: Option<String>,
    /// Section of the outlet.
    pub section: Option<String>,
    /// Publication time.
    pub published_at: Option<Timestamp>,
    /// Canonical text: NFC, paragraphs separated by one blank line. Never altered after ingest.
    pub text: String,
    /// 128-bit hash of `text`.
    pub content_hash: u128,
    /// What was noticed or repaired while reading.
    pub warnings: Vec<&'static str>,
}

impl Document {
    /// Publication date in Viet Nam.
    pub fn date(&self) -> Option<Date> {
        self.published_at.map(date_in_vietnam)
    }
}

/// The stage that refused a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Reading and decoding.
    Ingest,
    /// Finding and resolving.
    Extract,
}

impl Stage {
    /// Every stage, in the order of the data dictionary.
    pub const ALL: &'static [Self] = &[Self::Ingest, Self::Extract];

    /// The name in the rejects table.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ingest => "ingest",
            Self::Extract => "extract",
        }
    }
}

/// Why a record was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RejectCode {
    /// The file could not be opened or read to its end.
    Io,
    /// A compressed stream is damaged or cut short.
    BadCompression,
    /// The bytes are in no encoding that is known.
    BadEncoding,
    /// An archive (ZIP, TAR) is damaged or cut short.
    BadArchive,
    /// A table is damaged, or a row is not like its header.
    BadTable,
    /// A record of a crawl, a feed or a dump is damaged or cut short.
    BadRecord,
    /// A file of Word or in PDF is damaged.
    BadDocument,
    /// It can be read only with a password.
    Encrypted,
    /// A line is not a JSON object.
    BadJson,
    /// A record has no text field, or it is not a string.
    MissingText,
    /// A field that is mapped has a value that cannot be read (a date, an id).
    BadField,
    /// There is no text left after cleaning.
    Empty,
    /// Larger than the limit on one document.
    TooLarge,
    /// An id that another document of the run already has, with another text.
    DuplicateId,
    /// No main content was found in a page, or nothing that is read in an archive.
    NoContent,
    /// A PDF shows pictures of its pages, or letters in fonts that do not say which they are.
    NoTextLayer,
    /// Reading it, or finding things in it, would take more work than the limits allow.
    TooComplex,
    /// The extraction failed on this document: a defect of the program.
    Internal,
}

impl RejectCode {
    /// Every code, in the order of the data dictionary.
    pub const ALL: &'static [Self] = &[
        Self::Io,
        Self::BadCompression,
        Self::BadEncoding,
        Self::BadArchive,
        Self::BadTable,
        Self::BadRecord,
        Self::BadDocument,
        Self::Encrypted,
        Self::BadJson,
        Self::MissingText,
        Self::BadField,
        Self::Empty,
        Self::TooLarge,
        Self::DuplicateId,
        Self::NoContent,
        Self::NoTextLayer,
        Self::TooComplex,
        Self::Internal,
    ];

    /// The code in the rejects table.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Io => "io",
            Self::BadCompression => "bad_compression",
            Self::BadEncoding => "bad_encoding",
            Self::BadArchive => "bad_archive",
            Self::BadTable => "bad_table",
            Self::BadRecord => "bad_record",
            Self::BadDocument => "bad_document",
            Self::Encrypted => "encrypted",
            Self::BadJson => "bad_json",
            Self::MissingText => "missing_text",
            Self::BadField => "bad_field",
            Self::Empty => "empty",
            Self::TooLarge => "too_large",
            Self::DuplicateId => "duplicate_id",
            Self::NoContent => "no_content",
            Self::NoTextLayer => "no_text_layer",
            Self::TooComplex => "too_complex",
            Self::Internal => "internal",
        }
    }
}

/// A record that could not be read or was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// Path with record number, as in [`Document::source_uri`].
    pub source_uri: String,
    /// Which stage refused it.
    pub stage: Stage,
    /// Why, for programs.
    pub code: RejectCode,
    /// Why, for people: what was found and what was expected.
    pub message: String,
    /// Byte offset in the (decompressed) file where the record begins, where known.
    pub offset: Option<u64>,
}
