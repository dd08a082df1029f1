//! A piece of a web page that is an article and nothing else, as feeds have it.

use super::containers::Known;
use super::options::ReadOptions;
use super::record::{Place, document};
use super::{decode, html_tree};
use crate::model::{Document, Reject, RejectCode};

/// What is not shown.
const HIDDEN: &str = "script, style, noscript, template, iframe, img";

/// Reads an article.
pub(super) fn read(bytes: &[u8], known: Known, place: Place<'_>, options: &ReadOptions) -> Result<Document, Reject> {
    let html = decode::utf8(bytes, 0).map_err(|bad| place.reject(RejectCode::BadEncoding, bad.message()))?;
    let refuse = |message: String| place.reject(RejectCode::TooComplex, message);
    let page = html_tree::parse(html, options.max_nesting).map_err(refuse)?;
    page.select(HIDDEN).remove();
    // A line end is a line break or the end of a block, never a wrapped line.
    let text = page.select_single("body").formatted_text().replace('\n', "\n\n");
    document(place, text.into(), known.metadata, options)
}
