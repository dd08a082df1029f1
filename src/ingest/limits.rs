//! How much a packed file may unpack to. A few kilobytes can unpack to any size; whoever made them need not have had it.

use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::decompress::Input;
use super::options::ReadOptions;

/// Unpacked bytes up to which the ratio is not looked at: short texts of one phrase pack very well.
const RATIO_FROM: u64 = 16 << 20;

/// A limit that was passed, for the rejects table.
#[derive(Debug)]
struct PastLimit(String);

impl fmt::Display for PastLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PastLimit {}

/// Whether reading failed because of a limit.
pub(super) fn is_past_limit(error: &io::Error) -> bool {
    matches!(error.get_ref(), Some(inner) if inner.is::<PastLimit>())
}

/// Bytes of a packed file, counted.
pub(super) struct Packed {
    inner: Input,
    read: Arc<AtomicU64>,
}

impl Packed {
    /// The bytes, and where their number can be read.
    pub fn new(inner: Input) -> (Self, Arc<AtomicU64>) {
        let read = Arc::new(AtomicU64::new(0));
        (Self { inner, read: read.clone() }, read)
    }
}

impl Read for Packed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Bytes that come out of a decoder, which end with an error where they pass a limit.
pub(super) struct Unpacked {
    inner: Input,
    packed: Arc<AtomicU64>,
    bytes: u64,
    most: u64,
    ratio: u64,
}

impl Unpacked {
    /// `packed` is the number of bytes that the decoder has read.
    pub fn new(inner: Input, packed: Arc<AtomicU64>, options: &ReadOptions) -> Self {
        Self { inner, packed, bytes: 0, most: options.max_unpacked_bytes, ratio: options.max_unpack_ratio }
    }
}

impl Read for Unpacked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.bytes += read as u64;
        let (most, ratio) = (self.most, self.ratio);
        if self.bytes > most {
            let message = format!("unpacks to more than {most} bytes (input.max_unpacked_bytes)");
            return Err(io::Error::other(PastLimit(message)));
        }
        if self.bytes > RATIO_FROM && self.bytes / ratio.max(1) > self.packed.load(Ordering::Relaxed) {
            let message = format!("unpacks to more than {ratio} times its size (input.max_unpack_ratio)");
            return Err(io::Error::other(PastLimit(message)));
        }
        Ok(read)
    }
}
