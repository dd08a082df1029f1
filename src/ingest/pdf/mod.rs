//! PDF with a text layer: the letters of each page by where they stand, put together to lines, columns and paragraphs.
//!
//! `tokens.rs` reads content, `page.rs` carries it out, `font.rs` and `cmap.rs` know what its bytes stand for; `layout.rs` finds
//! lines and columns, `flow.rs` paragraphs. The objects of the file are read by the crate `lopdf`.
//!
//! Nothing here trusts the file: what is unpacked, how often parts are shown and how deep they lie in one another is bounded.

mod cmap;
mod flow;
mod font;
mod geometry;
mod layout;
mod page;
mod tokens;

use lopdf::{DecompressError, Document as File, Error, LoadOptions, Object};

use self::page::{Reader, TooMuch};
use super::containers::Known;
use super::options::ReadOptions;
use super::record::{Metadata, Place, document};
use crate::model::{Document, Reject, RejectCode};

/// How many times the limit on a document a file may have: pictures and fonts are most of it. And how many bytes may be
/// unpacked and carried out.
pub(super) const FILE_SHARE: usize = 8;
const CONTENT_SHARE: usize = 16;
/// Of a hundred characters, so many must be known.
const MIN_KNOWN: usize = 50;
const MOSTLY_KNOWN: usize = 98;

/// Some pages show a picture and no letters.
const WITHOUT_TEXT: &str = "pages_without_text";
/// Some characters are in fonts that do not say which letters they show; they stand as U+FFFD.
const UNKNOWN: &str = "unknown_glyphs";

/// Reads an article.
pub(super) fn read(bytes: &[u8], known: Known, place: Place<'_>, options: &ReadOptions) -> Result<Document, Reject> {
    let limit = options.document_limit().saturating_mul(CONTENT_SHARE);
    let load = LoadOptions { max_decompressed_size: Some(limit), ..LoadOptions::default() };
    let file = File::load_mem_with_options(bytes, load).map_err(|error| refuse(place, &error, limit))?;
    if file.is_encrypted() {
        return Err(refuse(place, &Error::InvalidPassword, limit));
    }
    let mut reader = Reader::new(&file, limit);
    let (mut pages, mut known_chars, mut unknown_chars, mut bare, mut length) = (Vec::new(), 0, 0, 0, 0);
    for id in file.page_iter() {
        let Ok(page) = file.get_dictionary(id) else { continue };
        let written = reader.page(page).map_err(|TooMuch| too_much(place, limit))?;
        bare += usize::from(written.has_pictures && written.known == 0);
        known_chars += written.known;
        unknown_chars += written.unknown;
        let [upright, left, down, right] = written.runs;
        // Stamps and notes at the edge go another way than the page.
        let runs = [upright, left, down, right]
            .into_iter()
            .reduce(|most, runs| if size(&runs) > size(&most) { runs } else { most });
        let runs = runs.unwrap_or_default();
        length += size(&runs);
        if length > options.document_limit() {
            return Err(too_long(place, options));
        }
        pages.push(layout::blocks(runs));
    }
    if known_chars == 0 || (known_chars + unknown_chars) * MIN_KNOWN / 100 > known_chars {
        return Err(no_text(place, pages.len(), known_chars + unknown_chars));
    }
    let mut metadata = metadata(&file);
    metadata.warnings.extend((bare > 0).then_some(WITHOUT_TEXT));
    metadata.warnings.extend(((known_chars + unknown_chars) * MOSTLY_KNOWN / 100 > known_chars).then_some(UNKNOWN));
    document(place, flow::text(pages).into(), metadata.or(known.metadata), options)
}

fn size(runs: &[page::Run]) -> usize {
    runs.iter().map(|run| run.text.len()).sum()
}

fn refuse(place: Place<'_>, error: &Error, limit: usize) -> Reject {
    match error {
        Error::InvalidPassword | Error::Decryption(_) => {
            place.reject(RejectCode::Encrypted, "it is encrypted".to_owned())
        }
        Error::Decompress(DecompressError::MemoryLimitExceeded { .. }) => too_much(place, limit),
        error => place.reject(RejectCode::BadDocument, format!("the PDF cannot be read: {error}")),
    }
}

fn too_much(place: Place<'_>, limit: usize) -> Reject {
    let message = format!(
        "what its pages show is more than the limit of {limit} bytes ({CONTENT_SHARE} times input.max_document_bytes)"
    );
    place.reject(RejectCode::TooComplex, message)
}

fn too_long(place: Place<'_>, options: &ReadOptions) -> Reject {
    let limit = options.document_limit();
    let message = format!("the text is longer than the limit of {limit} bytes (input.max_document_bytes)");
    place.reject(RejectCode::TooLarge, message)
}

fn no_text(place: Place<'_>, pages: usize, chars: usize) -> Reject {
    let message = if pages == 0 {
        "it has no pages".to_owned()
    } else if chars == 0 {
        format!("its pages ({pages}) are pictures without a text layer; recognise their text first (OCR)")
    } else {
        "its fonts do not say which letters they show; recognise its text first (OCR)".to_owned()
    };
    place.reject(RejectCode::NoTextLayer, message)
}

/// Title and author; the name of a file, or what programs put where nobody gave one, says nothing.
fn metadata(file: &File) -> Metadata<'static> {
    let info = file.trailer.get_deref(b"Info", file).and_then(Object::as_dict).ok();
    let given = |key: &[u8]| {
        let text = info?.get_deref(key, file).and_then(Object::as_str).map(page::decoded).ok()?;
        let is_given =
            !matches!(text.trim().to_lowercase().as_str(), "" | "(anonymous)" | "anonymous" | "untitled" | "unknown");
        is_given.then_some(text)
    };
    let is_file_name = |title: &str| {
        let (title, extension) = title.trim().rsplit_once('.').unwrap_or((title, ""));
        title.starts_with("Microsoft Word - ")
            || ["doc", "docx", "odt", "pdf", "rtf", "html", "htm", "txt", "indd", "xls", "xlsx"]
                .contains(&extension.to_ascii_lowercase().as_str())
    };
    let title = given(b"Title").filter(|title| !is_file_name(title));
    Metadata { title: title.map(Into::into), author: given(b"Author").map(Into::into), ..Metadata::default() }
}

#[cfg(test)]
mod tests;
