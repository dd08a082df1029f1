//! How whole files come into their place.
//!
//! At one stroke, where the system can let two folders exchange their names: whoever opens the folder before sees the old
//! data set, whoever opens it after sees the new one. Else file by file, while the folder has no manifest: whoever asks for
//! the manifest first sees no data set at all for that moment, but never parts of two. That is so where
//! - the system or the file system cannot exchange folders, or the folder is a mount point, or beside it nothing may be
//!   written;
//! - files lie in the folder that are no run's: they stay where they are;
//! - the folder is the one that the program was started in: it would leave the shell in a folder that is gone.

use std::fs;
use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::lock::{Lock, Outcome};
use super::{Folder, MANIFEST, SHARDS, STAGE, WholeFile, is_hidden, is_ours};
use crate::export::ExportError;
use crate::export::shards::{is_shard, is_whole};

impl Folder {
    /// Puts the files into their places; what an earlier run left there goes. The manifest is the last of `files`. The
    /// shards of the run go with them if they are to be kept.
    pub(in crate::export) fn publish(mut self, files: &[WholeFile]) -> Result<(), ExportError> {
        self.disk.sync_folder(&self.stage()).map_err(ExportError::io(&self.path, "sync the folder"))?;
        let exchanged = self.may_be_exchanged() && self.exchange()?;
        let outcome = if exchanged { self.sync_home() } else { self.one_by_one(files) };
        self.published = exchanged || outcome.is_ok();
        if self.published {
            // The new data set is in its place: what cannot be removed now is at the next start.
            if let Some(aside) = self.aside() {
                sweep(&self.disk, &aside, false);
            }
            if !self.keeps_shards {
                sweep_shards(&self.disk, &self.kept(), false);
            }
        }
        outcome
    }

    fn may_be_exchanged(&self) -> bool {
        let here = std::env::current_dir().and_then(fs::canonicalize).is_ok_and(|here| here == self.real);
        let are_ours = |names: Vec<String>| names.iter().all(|name| is_hidden(name) || is_ours(name));
        !here && self.names().is_ok_and(are_ours)
    }

    /// Where the new folder stands for the moment before the exchange and the old one after it.
    pub(super) fn aside(&self) -> Option<PathBuf> {
        let name = self.real.file_name()?.to_string_lossy();
        Some(self.real.parent()?.join(format!(".{name}{STAGE}")))
    }

    /// Exchanges the new folder for the old one; says whether that was possible. Nothing has happened if it was not.
    fn exchange(&mut self) -> Result<bool, ExportError> {
        let Some(aside) = self.aside() else { return Ok(false) };
        if self.disk.rename(&self.stage(), &aside).is_err() {
            return Ok(false);
        }
        // From the exchange on, this is the folder that other runs must keep out of.
        let lock = Lock::take(&aside);
        let permissions = fs::metadata(&self.real).and_then(|old| fs::set_permissions(&aside, old.permissions()));
        if permissions.is_err() || self.disk.exchange(&aside, &self.real).is_err() {
            self.disk.rename(&aside, &self.stage()).map_err(ExportError::io(&aside, "rename the folder"))?;
            return Ok(false);
        }
        self.created = false;
        if let Ok(Outcome::Locked(lock)) = lock {
            self.locks.push(lock);
        }
        Ok(true)
    }

    /// Makes the exchange last.
    fn sync_home(&self) -> Result<(), ExportError> {
        let home = self.real.parent().unwrap_or(Path::new("/"));
        self.disk.sync_folder(home).map_err(ExportError::io(&self.path, "sync the folder that it is in"))
    }

    fn one_by_one(&mut self, files: &[WholeFile]) -> Result<(), ExportError> {
        let names = self.names()?;
        self.created = false;
        if names.iter().any(|name| name == MANIFEST) {
            self.remove(MANIFEST)?;
            self.sync()?;
        }
        for name in names.iter().filter(|name| is_ours(name) && *name != MANIFEST) {
            self.remove(name)?;
        }
        sweep_shards(&self.disk, &self.kept(), false);
        for file in files {
            if file.name == MANIFEST {
                if self.keeps_shards && self.work().exists() {
                    let (from, to) = (self.work(), self.kept());
                    self.disk.rename(&from, &to).map_err(ExportError::io(&to, "rename the folder"))?;
                }
                // The others are in their places for good before the file that vouches for them.
                self.sync()?;
            }
            let path = self.real.join(&file.name);
            let from = self.stage().join(&file.name);
            self.disk.rename(&from, &path).map_err(ExportError::io(&path, "rename the file"))?;
        }
        self.sync()
    }

    fn remove(&self, name: &str) -> Result<(), ExportError> {
        let path = self.real.join(name);
        self.disk.remove_file(&path).map_err(ExportError::io(&path, "remove an old file"))
    }

    fn sync(&self) -> Result<(), ExportError> {
        self.disk.sync_folder(&self.real).map_err(ExportError::io(&self.path, "sync the folder"))
    }
}

/// Removes a folder with the files of a run in it; whole shards only if they are not to be kept. What is no run's stays, and
/// the folder with it.
pub(super) fn sweep(disk: &Disk, folder: &Path, keep_shards: bool) {
    sweep_shards(disk, &folder.join(SHARDS), keep_shards);
    remove(disk, folder, is_ours);
}

fn sweep_shards(disk: &Disk, folder: &Path, keep: bool) {
    remove(disk, folder, |name| is_shard(name) && !(keep && is_whole(name)));
}

/// Removes some files of a folder, and the folder if it is then empty.
fn remove(disk: &Disk, folder: &Path, which: impl Fn(&str) -> bool) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut rest = 0;
    for entry in entries.flatten() {
        // Whoever needs the place finds out whether it is free.
        let removed = entry.file_name().to_str().is_some_and(&which) && disk.remove_file(&entry.path()).is_ok();
        rest += usize::from(!removed);
    }
    if rest == 0 {
        let _ = disk.remove_folder(folder);
    }
}
