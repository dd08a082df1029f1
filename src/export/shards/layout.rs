//! The form of a shard's file.

use std::io;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::RecordKey;
use super::basis::Basis;
use super::encode::Encoded;

const MAGIC: &[u8; 8] = b"TRSHARD1";
/// Bytes after the footer: its length, the hash of keys and footer, the magic bytes.
pub(super) const TAIL: usize = 8 + 8 + MAGIC.len();
/// Bytes of a record's key: whether it is a document and has a key, and the key.
const KEY: usize = 1 + 16;

/// What stands at the end of a shard.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Footer {
    pub basis: Basis,
    /// Parts in the shards before this one.
    pub first_part: u64,
    pub parts: Vec<PartFacts>,
    /// Where the keys begin.
    pub keys: u64,
}

/// Where a part lies, and what it was made from.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct PartFacts {
    pub offset: u64,
    pub bytes: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unpacked: Option<u64>,
    /// Of the part's bytes.
    pub hash: u64,
    /// Of all its records and of where they stand.
    #[serde(with = "in_hex")]
    pub input: u128,
    pub records: u64,
}

impl PartFacts {
    pub fn new(part: &Encoded, offset: u64) -> Self {
        Self {
            offset,
            bytes: part.bytes.len() as u64,
            unpacked: part.unpacked,
            hash: part.hash,
            input: part.input,
            records: part.records.len() as u64,
        }
    }
}

/// JSON has no numbers of 128 bits.
mod in_hex {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[allow(clippy::trivially_copy_pass_by_ref)] // serde's signature
    pub fn serialize<S: Serializer>(number: &u128, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{number:032x}"))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u128, D::Error> {
        u128::from_str_radix(&String::deserialize(deserializer)?, 16).map_err(D::Error::custom)
    }
}

/// Appends the key of a record.
pub(super) fn push_key(record: &RecordKey, out: &mut Vec<u8>) {
    out.push(u8::from(record.is_document) | u8::from(record.key.is_some()) << 1);
    out.extend(record.key.unwrap_or_default().to_le_bytes());
}

/// All that stands after the parts.
pub(super) fn end(keys: Vec<u8>, footer: &Footer) -> Vec<u8> {
    let mut out = keys;
    let begin = out.len();
    serde_json::to_writer(&mut out, footer).expect("memory is written to");
    let length = (out.len() - begin) as u64;
    let hash = xxh3_64(&out);
    out.extend(length.to_le_bytes());
    out.extend(hash.to_le_bytes());
    out.extend(MAGIC);
    out
}

/// The footer and the keys out of a shard that `read` reads from (offset, length).
///
/// # Errors
/// If the shard cannot be read; with [`io::ErrorKind::InvalidData`] where it is not as it was written.
pub(super) fn parse(
    size: u64,
    mut read: impl FnMut(u64, u64) -> io::Result<Vec<u8>>,
) -> io::Result<(Footer, Vec<RecordKey>)> {
    let bad = || io::Error::from(io::ErrorKind::InvalidData);
    let tail_at = size.checked_sub(TAIL as u64).ok_or_else(bad)?;
    let tail = read(tail_at, TAIL as u64)?;
    let number = |at: usize| u64::from_le_bytes(*tail[at..].first_chunk().expect("within the tail"));
    if !tail.ends_with(MAGIC) {
        return Err(bad());
    }
    let footer_at = tail_at.checked_sub(number(0)).ok_or_else(bad)?;
    let footer: Footer = serde_json::from_slice(&read(footer_at, number(0))?).map_err(|_| bad())?;
    let begin = footer.keys;
    let end = read(begin, tail_at.checked_sub(begin).ok_or_else(bad)?)?;
    let keys = footer_at.checked_sub(begin).ok_or_else(bad)? as usize;
    if xxh3_64(&end) != number(8) {
        return Err(bad());
    }
    let records = end[..keys].chunks_exact(KEY).map(|key| RecordKey {
        is_document: key[0] & 1 != 0,
        key: (key[0] & 2 != 0).then(|| u128::from_le_bytes(*key[1..].first_chunk().expect("16 bytes"))),
    });
    Ok((footer, records.collect()))
}
