//! Plain text: one article a file, nothing known beside it.

use super::decode;
use super::options::ReadOptions;
use super::record::{Metadata, Place, document};
use crate::model::{Document, Reject, RejectCode};

/// Reads an article.
pub(super) fn read(bytes: &[u8], place: Place<'_>, options: &ReadOptions) -> Result<Document, Reject> {
    let text = decode::text(bytes).map_err(|bad| place.reject(RejectCode::BadEncoding, bad.message()))?;
    document(place, text, Metadata::default(), options)
}
