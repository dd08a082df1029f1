//! A file on the way, in the hidden folder of the run.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::disk::Disk;
use crate::export::manifest::hex;

/// Bytes that are collected before the system is asked to write them.
const BUFFER: usize = 1 << 18;

/// A file on the way; counted and hashed as it is written.
pub(in crate::export) struct UnfinishedFile {
    name: String,
    file: BufWriter<OnDisk>,
    bytes: u64,
    hash: Sha256,
}

/// A file whose every change goes by way of [`Disk`].
#[derive(Debug)]
pub(in crate::export) struct OnDisk {
    disk: Disk,
    path: PathBuf,
    file: File,
}

impl OnDisk {
    /// Makes the file, which must not be there.
    pub fn create(disk: &Disk, path: &Path) -> io::Result<Self> {
        Ok(Self { disk: disk.clone(), path: path.to_owned(), file: disk.create(path)? })
    }

    /// Sees to it that its bytes are on the disk.
    pub fn sync(&self) -> io::Result<()> {
        self.disk.sync(&self.file, &self.path)
    }
}

impl Write for OnDisk {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.disk.write(&mut self.file, &self.path, buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl UnfinishedFile {
    /// Makes the file, which must not be there.
    pub(super) fn begin(disk: &Disk, folder: &Path, name: String) -> io::Result<Self> {
        let file = OnDisk::create(disk, &folder.join(&name))?;
        Ok(Self { name, file: BufWriter::with_capacity(BUFFER, file), bytes: 0, hash: Sha256::new() })
    }

    /// Ends the file and sees to it that its bytes are on the disk.
    pub fn close(self) -> io::Result<WholeFile> {
        self.file.into_inner().map_err(io::IntoInnerError::into_error)?.sync()?;
        Ok(WholeFile { name: self.name, bytes: self.bytes, sha256: hex(&self.hash.finalize()) })
    }
}

impl Write for UnfinishedFile {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = self.file.write(buffer)?;
        self.bytes += written as u64;
        self.hash.update(&buffer[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl WholeFile {
    /// A file that was written by its path.
    pub(super) fn measure(disk: &Disk, folder: &Path, name: String) -> io::Result<Self> {
        let path = folder.join(&name);
        let mut file = File::open(&path)?;
        let mut hash = Sha256::new();
        let bytes = io::copy(&mut file, &mut Hashing(&mut hash))?;
        disk.sync(&file, &path)?;
        Ok(Self { name, bytes, sha256: hex(&hash.finalize()) })
    }
}

/// What is written is hashed.
struct Hashing<'a>(&'a mut Sha256);

impl Write for Hashing<'_> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.0.update(buffer);
        Ok(buffer.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A file that only lacks its place.
pub(in crate::export) struct WholeFile {
    /// Name.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// Its hash, in hex.
    pub sha256: String,
}
