//! One run at a time in a folder. The lock is the operating system's on the opened folder itself: it ends with the process,
//! however that ends, so that a dead run is never in the way and no file has to be cleaned up.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

/// Held until it is dropped.
#[derive(Debug)]
pub(super) struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing the file would do, but not while a process that is just being started still has a copy of it.
        let _ = self.0.unlock();
    }
}

/// What became of the try to lock a folder.
#[derive(Debug)]
pub(super) enum Outcome {
    Locked(Lock),
    /// Another run has it.
    Held,
    /// Another run gave the name to another folder, or took the folder away, in the meantime.
    Moved,
}

impl Lock {
    /// Locks a folder that is there.
    pub fn take(folder: &Path) -> io::Result<Outcome> {
        let file = match open(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Outcome::Moved),
            opened => opened?,
        };
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Ok(Outcome::Held),
            // Some file systems have no locks, or none on folders (NFS: EBADF). A run there goes on without one: better than
            // a folder that nothing can be written to.
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        Ok(if is_still(folder, &file)? { Outcome::Locked(Self(file)) } else { Outcome::Moved })
    }
}

#[cfg(unix)]
fn open(folder: &Path) -> io::Result<File> {
    File::open(folder)
}

/// Where folders cannot be opened, a hidden file in the folder stands for it.
#[cfg(not(unix))]
fn open(folder: &Path) -> io::Result<File> {
    File::options().create(true).truncate(false).write(true).open(folder.join(super::LOCK))
}

/// Whether the name still leads to what has been opened.
#[cfg(unix)]
fn is_still(folder: &Path, opened: &File) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let opened = opened.metadata()?;
    let named = std::fs::metadata(folder);
    Ok(named.is_ok_and(|named| (named.dev(), named.ino()) == (opened.dev(), opened.ino())))
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps)]
fn is_still(_: &Path, _: &File) -> io::Result<bool> {
    Ok(true)
}
