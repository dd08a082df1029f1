//! Plain text: one article a file.

use super::containers::Known;
use super::decode;
use super::options::ReadOptions;
use super::record::{Place, document};
use crate::model::{Document, Reject, RejectCode};

/// Reads an article.
pub(super) fn read(bytes: &[u8], known: Known, place: Place<'_>, options: &ReadOptions) -> Result<Document, Reject> {
    let text = decode::text(bytes, known.charset);
    let text = text.map_err(|bad| place.reject(RejectCode::BadEncoding, bad.message()))?;
    document(place, text, known.metadata, options)
}
