//! Bytes to documents: finds the input files, unpacks and decodes them, reads their records, and brings each text to the
//! canonical form that all offsets refer to.
//!
//! ```text
//! discover -> Source -> Chunks -> Chunk -> read_chunk -> Unread -> Document or Reject
//! ```
//!
//! One thread walks [`Chunks`] (it reads and unpacks, but parses nothing); any number of threads call [`read_chunk`].
//! Memory is bounded by the number of chunks under way.
//!
//! Architecture invariants:
//! - Chunks are a function of the sources' bytes and the options, never of threads or timing, and every size of chunk gives
//!   the same documents and rejects in the same order.
//! - Only [`discover()`] can fail as a whole, before any work. After that, what cannot be read becomes a
//!   [`Reject`](crate::model::Reject) in its place, and the reading goes on.

mod canonical;
mod chunks;
mod containers;
mod dates;
mod decode;
mod decompress;
mod discover;
mod document;
mod docx;
mod failure;
mod fields;
mod fragment;
mod html;
mod html_tree;
mod json_value;
mod jsonl;
mod legacy;
mod legacy_eight_bit;
mod legacy_tables;
mod limits;
mod lines;
mod meter;
mod options;
mod page_metadata;
mod pdf;
mod read;
mod record;
mod scan;
mod signature;
mod sniff;
mod source;
mod syllable;
mod txt;
mod unread;
mod wikitext;

pub use canonical::canonical_text;
pub use chunks::{Chunk, Chunks, groups};
pub use containers::MemoryTable;
pub use discover::{DiscoverError, discover};
pub use options::{FieldNames, ReadOptions};
pub use read::{Scratch, read_bytes, read_chunk};
pub use source::{Compression, Format, Source};
pub use unread::Unread;
