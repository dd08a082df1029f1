//! What a run has finished, kept on the disk while it goes on: a run that was cut off goes on where it was, and one over
//! an input that has grown or changed does again only what is new.
//!
//! A shard holds the parts of some consecutive chunks of the input, as the workers made them: before it is known which
//! documents repeat others, so that a part depends on its chunk alone. The files of the tables are always written anew, part
//! after part; parts out of shards go the same way as those of workers, which is why the bytes are the same.
//!
//! ```text
//! shard: packed parts | keys of their records | footer (JSON) | its length, its hash, "TRSHARD1"
//! ```
//!
//! Architecture invariants: which chunks a shard holds is a function of the input and of its size in bytes, never of threads;
//! a shard has its name only when it is whole and on the disk; nothing is taken from one that was made by another program,
//! with other settings or lexicons, or whose bytes are not those that were written.

mod assembly;
mod basis;
mod encode;
mod layout;
mod store;
mod writer;

pub use assembly::Assembly;
pub use basis::{Basis, Difference};
pub use encode::{Encoded, pack, unpack};
pub use store::{Found, Reader, Store};
pub use writer::ShardWriter;

/// What a record was, beside its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordKey {
    /// Hash of its bytes; none where they could not be read.
    pub key: Option<u128>,
    /// Whether it became a document; else a reject.
    pub is_document: bool,
}

/// What a name of a whole shard ends in.
const EXTENSION: &str = "shard";
/// Name of a shard on the way.
const UNFINISHED: &str = "shard.part";

/// Whether a run writes shards of this name.
pub(super) fn is_shard(name: &str) -> bool {
    name == UNFINISHED || is_whole(name)
}

/// Whether a shard of this name is whole.
pub(super) fn is_whole(name: &str) -> bool {
    name.strip_suffix(EXTENSION).and_then(|name| name.strip_suffix('.')).is_some_and(|name| name.parse::<u32>().is_ok())
}

fn file_name(number: u32) -> String {
    format!("{number:08}.{EXTENSION}")
}
