//! Whatever a run changes on the disk is done here, one method a change, so that tests can make each of them fail or be the
//! last one before the power goes.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

/// A change on the disk that is about to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A folder is made.
    MakeFolder,
    /// An empty file is made.
    Create,
    /// Bytes are written to a file.
    Write,
    /// A file or a folder is brought to the disk for good.
    Sync,
    /// A file or a folder gets another name.
    Rename,
    /// Two folders exchange their names.
    Exchange,
    /// A file or an empty folder is removed.
    Remove,
}

/// Hears of each step before it is taken; an error is what the step then fails with.
pub type Watch = dyn Fn(Step, &Path) -> io::Result<()> + Send + Sync;

/// The way to the disk.
#[derive(Clone, Default)]
pub struct Disk(Option<Arc<Watch>>);

impl fmt::Debug for Disk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Disk").field(&self.0.is_some()).finish()
    }
}

impl Disk {
    /// A way on which each step is told to `watch` before it is taken.
    pub fn watched(watch: impl Fn(Step, &Path) -> io::Result<()> + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(watch)))
    }

    fn before(&self, step: Step, path: &Path) -> io::Result<()> {
        self.0.as_ref().map_or(Ok(()), |watch| watch(step, path))
    }

    pub(in crate::export) fn make_folders(&self, path: &Path) -> io::Result<()> {
        self.before(Step::MakeFolder, path)?;
        fs::create_dir_all(path)
    }

    pub(super) fn create(&self, path: &Path) -> io::Result<File> {
        self.before(Step::Create, path)?;
        File::create_new(path)
    }

    pub(super) fn write(&self, file: &mut File, path: &Path, bytes: &[u8]) -> io::Result<usize> {
        self.before(Step::Write, path)?;
        file.write(bytes)
    }

    pub(super) fn sync(&self, file: &File, path: &Path) -> io::Result<()> {
        self.before(Step::Sync, path)?;
        file.sync_all()
    }

    /// Makes the names in a folder last through a loss of power, where the system can.
    pub(in crate::export) fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.before(Step::Sync, path)?;
        if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
    }

    pub(in crate::export) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.before(Step::Rename, from)?;
        fs::rename(from, to)
    }

    /// Lets two folders exchange their names at one stroke.
    ///
    /// # Errors
    /// [`io::ErrorKind::Unsupported`] and others where the system or the file system cannot.
    pub(super) fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        self.before(Step::Exchange, one)?;
        exchange(one, other)
    }

    pub(super) fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.before(Step::Remove, path)?;
        fs::remove_file(path)
    }

    pub(super) fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.before(Step::Remove, path)?;
        fs::remove_dir(path)
    }
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
