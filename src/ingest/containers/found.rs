//! What a container holds.

use std::sync::Arc;

use encoding_rs::Encoding;
use xxhash_rust::xxh3::Xxh3;

use crate::ingest::document::Kind;
use crate::ingest::record::{Metadata, Place};
use crate::ingest::unread::Unread;
use crate::model::Reject;

/// A record, still to be read.
#[derive(Debug)]
pub(in crate::ingest) enum Found {
    /// The bytes of a document.
    Document {
        /// Name of the file or member.
        uri: Arc<str>,
        /// Number and offset of the record, where the file holds many.
        record: Option<(u64, u64)>,
        kind: Kind,
        bytes: Vec<u8>,
        known: Box<Known>,
    },
    /// What cannot be read.
    Reject(Reject),
}

/// What the container says about a document, for where the document itself says nothing.
#[derive(Clone, Debug, Default)]
pub(in crate::ingest) struct Known {
    /// Fields.
    pub metadata: Metadata<'static>,
    /// The encoding that it was sent in.
    pub charset: Option<&'static Encoding>,
}

impl Known {
    /// Adds it to a hash.
    pub fn note(&self, hash: &mut Xxh3) {
        self.metadata.note(hash);
        hash.update(self.charset.map_or("", Encoding::name).as_bytes());
    }
}

/// What a record costs beside its bytes: so many tiny ones go into one chunk.
const COST: usize = 256;

impl Found {
    pub fn document(
        uri: impl Into<Arc<str>>,
        record: Option<(u64, u64)>,
        kind: Kind,
        bytes: Vec<u8>,
        known: Known,
    ) -> Self {
        Self::Document { uri: uri.into(), record, kind, bytes, known: known.into() }
    }

    /// Name of the file or member.
    pub fn uri(&self) -> &str {
        match self {
            Self::Document { uri, .. } => uri,
            Self::Reject(reject) => &reject.source_uri,
        }
    }

    /// About how much memory it takes.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Document { bytes, .. } => bytes.len() + COST,
            Self::Reject(_) => COST,
        }
    }

    /// The record; or what stands in its place.
    pub fn unread(&self) -> Result<Unread<'_>, Reject> {
        match self {
            Self::Document { uri, record, kind, bytes, known } => {
                Ok(Unread::document(bytes, *kind, known, Place::new(uri, *record)))
            }
            Self::Reject(reject) => Err(reject.clone()),
        }
    }
}
