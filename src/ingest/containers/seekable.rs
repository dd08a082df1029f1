//! Bytes in which one may go to and fro, as some formats need that have their table of contents at the end.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};

use super::{Walk, whole};
use crate::ingest::decompress::Opened;

/// A file on the disk, or one that had to be read into memory.
pub(super) enum Seekable {
    File(File),
    Memory(Cursor<Vec<u8>>),
}

impl Seekable {
    /// The file on the disk where there is one, else all bytes of the stream, up to the limit on a document.
    pub fn new(walk: &Walk<'_>, opened: &mut Opened<'_>) -> io::Result<Self> {
        match &opened.path {
            Some(path) => File::open(path).map(Self::File),
            None => whole(opened, walk.options.document_limit()).map(Cursor::new).map(Self::Memory),
        }
    }

    /// Its size in bytes.
    pub fn size(&self) -> io::Result<u64> {
        match self {
            Self::File(file) => Ok(file.metadata()?.len()),
            Self::Memory(bytes) => Ok(bytes.get_ref().len() as u64),
        }
    }
}

impl Read for Seekable {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Memory(bytes) => bytes.read(buffer),
        }
    }
}

impl Seek for Seekable {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File(file) => file.seek(to),
            Self::Memory(bytes) => bytes.seek(to),
        }
    }
}
