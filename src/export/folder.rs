//! The folder of a run: files appear in it under their final names only when all of them are whole.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use super::error::ExportError;
use super::manifest::hex;
use super::schema::Table;
use super::table_file::Format;

/// Describes a finished run; written last.
pub const MANIFEST: &str = "manifest.json";
/// How long the run took: all that differs between two runs of the same input.
pub const TIMING: &str = "timing.json";

const UNFINISHED: &str = ".part";

/// An output folder that may be written.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// Created by this run: taken away again if the run does not finish.
    created: bool,
}

impl Folder {
    /// Takes a folder for a run, creating it if need be. Nothing in it is changed yet.
    ///
    /// # Errors
    /// [`ExportError::Refused`] if it holds a finished run and `overwrite` is not given, or files that are not a run's.
    pub fn claim(path: &Path, overwrite: bool) -> Result<Self, ExportError> {
        let created = !path.exists();
        fs::create_dir_all(path).map_err(ExportError::io(path, "create the folder"))?;
        let folder = Self { path: path.to_owned(), created };
        folder.check(overwrite)?;
        Ok(folder)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn check(&self, overwrite: bool) -> Result<(), ExportError> {
        let names = self.names()?;
        let refuse = |why: String| Err(ExportError::Refused { path: self.path.clone(), why });
        if names.iter().any(|name| name == MANIFEST) {
            return if overwrite { Ok(()) } else { refuse("holds a finished run; --overwrite replaces it".into()) };
        }
        if let Some(foreign) = names.iter().find(|name| !is_ours(name)) {
            return refuse(format!("holds {foreign:?}, which is no run's; choose an empty or a new folder"));
        }
        match names.iter().find(|name| !name.ends_with(UNFINISHED)) {
            Some(name) if !overwrite => refuse(format!("holds {name:?} without a manifest; --overwrite replaces it")),
            _ => Ok(()),
        }
    }

    fn names(&self) -> Result<Vec<String>, ExportError> {
        let entries = fs::read_dir(&self.path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let entries = entries.map_err(ExportError::io(&self.path, "list the folder"))?;
        let mut names: Vec<_> = entries.iter().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort_unstable();
        Ok(names)
    }

    /// Begins a file under a temporary name.
    pub(super) fn begin(&self, name: String) -> Result<UnfinishedFile, ExportError> {
        let file = temporary(&self.path, &name).map_err(ExportError::io(&self.path.join(&name), "create the file"))?;
        Ok(UnfinishedFile { name, file: BufWriter::with_capacity(1 << 18, file), bytes: 0, hash: Sha256::new() })
    }

    /// Gives files their final names in the order given; what an earlier run left behind goes, its manifest first.
    pub(super) fn publish(mut self, files: Vec<WholeFile>) -> Result<(), ExportError> {
        let stale = self.names()?.into_iter().filter(|name| is_ours(name) && !files.iter().any(|f| f.is(name)));
        let stale: Vec<_> = stale.collect();
        let manifest = self.path.join(MANIFEST);
        if manifest.exists() {
            fs::remove_file(&manifest).map_err(ExportError::io(&manifest, "remove the old manifest"))?;
        }
        self.created = false;
        for name in stale.iter().filter(|name| *name != MANIFEST) {
            let path = self.path.join(name);
            fs::remove_file(&path).map_err(ExportError::io(&path, "remove an old file"))?;
        }
        for file in files {
            let path = self.path.join(&file.name);
            file.file.persist(&path).map_err(|error| ExportError::io(&path, "rename the file")(error.error))?;
        }
        sync_folder(&self.path).map_err(ExportError::io(&self.path, "sync the folder"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.created {
            // Fails when something is in it, which is then not ours to take away.
            let _ = fs::remove_dir(&self.path);
        }
    }
}

/// Whether a run writes files of this name.
fn is_ours(name: &str) -> bool {
    let table_file =
        |name: &str| Table::ALL.iter().any(|table| Format::ALL.iter().any(|f| f.file_name(*table) == name));
    let hidden = name.strip_prefix('.').and_then(|name| name.strip_suffix(UNFINISHED));
    // `.NAME.RANDOM.part`
    let unfinished = hidden.and_then(|name| name.rsplit_once('.')).map(|(name, _)| name);
    [Some(name), unfinished].into_iter().flatten().any(|name| table_file(name) || name == MANIFEST || name == TIMING)
}

/// A file that vanishes unless it is given its final name. Readable as any other file, unlike temporary files elsewhere.
fn temporary(folder: &Path, name: &str) -> std::io::Result<NamedTempFile> {
    let prefix = format!(".{name}.");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(UNFINISHED);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Makes the new names last through a loss of power, where the system can.
fn sync_folder(path: &Path) -> std::io::Result<()> {
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}

/// A file on the way; counted and hashed as it is written.
pub(super) struct UnfinishedFile {
    name: String,
    file: BufWriter<NamedTempFile>,
    bytes: u64,
    hash: Sha256,
}

impl UnfinishedFile {
    /// Ends the file and sees to it that its bytes are on the disk.
    pub fn close(self) -> std::io::Result<WholeFile> {
        let file = self.file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        let sha256 = hex(&self.hash.finalize());
        Ok(WholeFile { name: self.name, file, bytes: self.bytes, sha256 })
    }
}

impl Write for UnfinishedFile {
    fn write(&mut self, buffer: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(buffer)?;
        self.bytes += written as u64;
        self.hash.update(&buffer[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// A file that only lacks its final name.
pub(super) struct WholeFile {
    /// Final name.
    pub name: String,
    file: NamedTempFile,
    /// Its size.
    pub bytes: u64,
    /// Its hash, in hex.
    pub sha256: String,
}

impl WholeFile {
    /// Whether a directory entry is this file: it bears its final or its temporary name.
    fn is(&self, entry: &str) -> bool {
        self.name == entry || self.file.path().file_name().is_some_and(|name| name == entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(path: &Path, overwrite: bool) -> Option<String> {
        Folder::claim(path, overwrite).err().map(|error| error.to_string())
    }

    #[test]
    fn new_and_empty_folders_are_taken() {
        let home = tempfile::tempdir().unwrap();
        assert_eq!(refusal(home.path(), false), None);
        let fresh = home.path().join("a/b");
        drop(Folder::claim(&fresh, false).unwrap());
        assert!(!fresh.exists(), "a run that does not finish leaves no folder");
        assert!(home.path().exists());
    }

    #[test]
    fn foreign_files_are_never_touched() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("thesis.doc"), "x").unwrap();
        assert!(refusal(home.path(), true).unwrap().contains("thesis.doc"));
    }

    #[test]
    fn finished_and_torn_runs_need_overwrite() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("laws.csv"), "x").unwrap();
        assert!(refusal(home.path(), false).unwrap().contains("without a manifest"));
        fs::write(home.path().join(MANIFEST), "{}").unwrap();
        assert!(refusal(home.path(), false).unwrap().contains("finished run"));
        assert_eq!(refusal(home.path(), true), None);
    }

    #[test]
    fn temporary_files_of_a_killed_run_are_swept_up() {
        let home = tempfile::tempdir().unwrap();
        let left = home.path().join(".laws.csv.x7Yz.part");
        fs::write(&left, "x").unwrap();
        let folder = Folder::claim(home.path(), false).unwrap();
        let mut file = folder.begin("laws.csv".into()).unwrap();
        file.write_all(b"abc").unwrap();
        let file = file.close().unwrap();
        assert_eq!(file.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert!(!home.path().join("laws.csv").exists());
        folder.publish(vec![file]).unwrap();
        assert_eq!(fs::read(home.path().join("laws.csv")).unwrap(), b"abc");
        assert!(!left.exists());
    }
}
