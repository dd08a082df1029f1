//! How much a packed file may unpack to. A few kilobytes can unpack to any size; whoever made them need not have had it.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::decompress::Input;
use super::failure::failure;
use super::options::ReadOptions;
use crate::model::RejectCode;

/// Unpacked bytes up to which the ratio is not looked at: short texts of one phrase pack very well.
const RATIO_FROM: u64 = 16 << 20;

/// Bytes of a packed file, counted.
pub(super) struct Packed<'a> {
    inner: Input<'a>,
    read: Arc<AtomicU64>,
}

impl<'a> Packed<'a> {
    /// The bytes, and where their number can be read.
    pub fn new(inner: Input<'a>) -> (Self, Arc<AtomicU64>) {
        let read = Arc::new(AtomicU64::new(0));
        (Self { inner, read: read.clone() }, read)
    }
}

impl Read for Packed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Bytes that come out of a decoder, which end with an error where they pass a limit.
pub(super) struct Unpacked<R> {
    inner: R,
    budget: Budget,
}

/// What a packed file may still unpack to; all members of an archive share one.
#[derive(Clone)]
pub(super) struct Budget {
    packed: Arc<AtomicU64>,
    unpacked: Arc<AtomicU64>,
    most: u64,
    ratio: u64,
}

impl Budget {
    /// `packed` is the number of bytes that the decoder has read, or the size of the archive.
    pub fn new(packed: Arc<AtomicU64>, options: &ReadOptions) -> Self {
        let ReadOptions { max_unpacked_bytes: most, max_unpack_ratio: ratio, .. } = *options;
        Self { packed, unpacked: Arc::default(), most, ratio }
    }

    fn spend(&self, bytes: usize) -> io::Result<()> {
        let unpacked = self.unpacked.fetch_add(bytes as u64, Ordering::Relaxed) + bytes as u64;
        let Self { most, ratio, .. } = self;
        if unpacked > *most {
            let message = format!("unpacks to more than {most} bytes (input.max_unpacked_bytes)");
            return Err(failure(RejectCode::TooLarge, message));
        }
        if unpacked > RATIO_FROM && unpacked / (*ratio).max(1) > self.packed.load(Ordering::Relaxed) {
            let message = format!("unpacks to more than {ratio} times its size (input.max_unpack_ratio)");
            return Err(failure(RejectCode::TooLarge, message));
        }
        Ok(())
    }
}

impl<R: Read> Unpacked<R> {
    /// `packed` is the number of bytes that the decoder has read.
    pub fn new(inner: R, packed: Arc<AtomicU64>, options: &ReadOptions) -> Self {
        Self::within(inner, Budget::new(packed, options))
    }

    /// The bytes of one of several that share a budget.
    pub fn within(inner: R, budget: Budget) -> Self {
        Self { inner, budget }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.budget.spend(read)?;
        Ok(read)
    }
}
