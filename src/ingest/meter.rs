//! A stream of which a reader may take so many bytes at a time: readers that gather up what they find until it ends (a name,
//! an element) would else gather up any amount.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// How many bytes may still be read.
#[derive(Clone)]
pub(super) struct Allowance {
    left: Rc<Cell<u64>>,
    over: Rc<Cell<bool>>,
}

impl Allowance {
    /// From now on so many.
    pub fn allow(&self, bytes: u64) {
        self.left.set(bytes);
    }

    /// Whether more was asked for than was allowed.
    pub fn is_over(&self) -> bool {
        self.over.get()
    }
}

/// The stream.
pub(super) struct Meter<R> {
    inner: R,
    allowance: Allowance,
}

impl<R> Meter<R> {
    /// The stream, and what is allowed of it: at first everything.
    pub fn new(inner: R) -> (Self, Allowance) {
        let allowance = Allowance { left: Rc::new(Cell::new(u64::MAX)), over: Rc::default() };
        (Self { inner, allowance: allowance.clone() }, allowance)
    }
}

impl<R: Read> Read for Meter<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.allowance.left.get();
        if left == 0 && !buffer.is_empty() {
            self.allowance.over.set(true);
            return Err(io::Error::other("more bytes than are allowed"));
        }
        let length = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let read = self.inner.read(&mut buffer[..length])?;
        if left != u64::MAX {
            self.allowance.left.set(left - read as u64);
        }
        Ok(read)
    }
}
