//! The folder of a run: its files are written in a hidden folder inside and appear under their final names only when all of
//! them are whole.
//!
//! Architecture invariants: whoever looks sees the data set of the last finished run or of the one before, whole; a run that
//! ends early, be it by a loss of power, changes nothing but the hidden folder, which the next run takes away; two runs are
//! never in one folder; files that are no run's are not touched.

mod disk;
mod file;
mod lock;
mod publish;

use std::fs;
use std::path::{Path, PathBuf};

pub use disk::{Disk, Step, Watch};
pub(super) use file::{OnDisk, UnfinishedFile, WholeFile};
use lock::{Lock, Outcome};

use super::data_package::DESCRIPTIONS;
use super::error::ExportError;
use super::schema::Table;
use super::shards::is_whole;
use super::table_file::Format;

/// Describes a finished run.
pub const MANIFEST: &str = "manifest.json";
/// How long the run took: all that differs between two runs of the same input.
pub const TIMING: &str = "timing.json";

/// The hidden folder with the files of a run on the way.
const STAGE: &str = ".part";
/// The hidden folder with what has been finished: of a run on the way in its hidden folder, of a finished run beside its files
/// if it is kept.
const SHARDS: &str = ".shards";
/// Locked where folders cannot be.
#[cfg(not(unix))]
const LOCK: &str = ".lock";

/// An output folder that may be written.
#[derive(Debug)]
pub struct Folder {
    /// As the user wrote it.
    path: PathBuf,
    /// Without links.
    real: PathBuf,
    disk: Disk,
    /// Created by this run: taken away again if the run does not finish.
    created: bool,
    /// The new data set is in its place.
    published: bool,
    /// The shards of the run stay with it.
    keeps_shards: bool,
    /// On the folder, and on the one that took its place.
    locks: Vec<Lock>,
}

impl Folder {
    /// Takes a folder for a run, creating it if need be. What a killed run left in its hidden folder goes; else nothing in
    /// it is changed yet.
    ///
    /// # Errors
    /// [`ExportError::Refused`] if it cannot be written, if another run is writing it, or if it holds files that are not a
    /// run's, or a finished run where `overwrite` is not given.
    pub fn claim(path: &Path, overwrite: bool, disk: &Disk) -> Result<Self, ExportError> {
        Self::take(path, overwrite, false, disk)
    }

    /// Likewise, but leaves the shards of a run that was cut off, if there are any. What that run might overwrite, this one
    /// may.
    pub fn claim_again(path: &Path, overwrite: bool, disk: &Disk) -> Result<Self, ExportError> {
        Self::take(path, overwrite, true, disk)
    }

    fn take(path: &Path, overwrite: bool, again: bool, disk: &Disk) -> Result<Self, ExportError> {
        let folder = Self::lock(path, disk)?;
        let goes_on = again && has_work(&folder.real);
        if !goes_on {
            folder.check(overwrite)?;
        }
        publish::sweep(disk, &folder.stage(), goes_on);
        if let Some(aside) = folder.aside() {
            publish::sweep(disk, &aside, false);
        }
        disk.make_folders(&folder.stage()).map_err(ExportError::refused(path, "write in the folder"))?;
        Ok(folder)
    }

    fn lock(path: &Path, disk: &Disk) -> Result<Self, ExportError> {
        loop {
            let created = !path.exists();
            disk.make_folders(path).map_err(ExportError::refused(path, "create the folder"))?;
            let outcome = Lock::take(path).map_err(ExportError::refused(path, "lock the folder"))?;
            let refuse = |why: &str| ExportError::Refused { path: path.to_owned(), why: why.to_owned() };
            match outcome {
                Outcome::Moved => {}
                Outcome::Held => {
                    return Err(refuse("another run is writing it; wait for its end, or choose another folder"));
                }
                Outcome::Locked(lock) => {
                    let real = fs::canonicalize(path).map_err(ExportError::refused(path, "find the folder"))?;
                    let locks = vec![lock];
                    let (path, disk) = (path.to_owned(), disk.clone());
                    return Ok(Self { path, real, disk, created, published: false, keeps_shards: false, locks });
                }
            }
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Lets the shards of the run stay beside its files when it is finished.
    pub fn keep_shards(&mut self) {
        self.keeps_shards = true;
    }

    /// Where the shards of a run on the way are.
    pub fn work(&self) -> PathBuf {
        self.stage().join(SHARDS)
    }

    /// Where the shards of the finished run are, if they are kept.
    pub fn kept(&self) -> PathBuf {
        self.real.join(SHARDS)
    }

    pub(super) fn disk(&self) -> &Disk {
        &self.disk
    }

    fn stage(&self) -> PathBuf {
        self.real.join(STAGE)
    }

    fn check(&self, overwrite: bool) -> Result<(), ExportError> {
        let names = self.names()?;
        let refuse = |why: String| Err(ExportError::Refused { path: self.path.clone(), why });
        if names.iter().any(|name| name == MANIFEST) {
            return if overwrite { Ok(()) } else { refuse("holds a finished run; --overwrite replaces it".into()) };
        }
        if let Some(foreign) = names.iter().find(|name| !is_hidden(name) && !is_ours(name)) {
            return refuse(format!("holds {foreign:?}, which is no run's; choose an empty or a new folder"));
        }
        match names.iter().find(|name| !is_hidden(name)) {
            Some(name) if !overwrite => refuse(format!("holds {name:?} without a manifest; --overwrite replaces it")),
            _ => Ok(()),
        }
    }

    fn names(&self) -> Result<Vec<String>, ExportError> {
        let entries = fs::read_dir(&self.real).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let entries = entries.map_err(ExportError::io(&self.path, "list the folder"))?;
        let mut names: Vec<_> = entries.iter().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        #[cfg(not(unix))]
        names.retain(|name| name != LOCK);
        names.sort_unstable();
        Ok(names)
    }

    /// Begins a file.
    pub(super) fn begin(&self, name: String) -> Result<UnfinishedFile, ExportError> {
        let path = self.path.join(&name);
        UnfinishedFile::begin(&self.disk, &self.stage(), name).map_err(ExportError::io(&path, "create the file"))
    }
}

impl Folder {
    /// Begins a file that a library writes by its path, which is given.
    pub(super) fn begin_by_path(&self, name: &str) -> Result<PathBuf, ExportError> {
        let path = self.stage().join(name);
        self.disk.create(&path).map_err(ExportError::io(&self.path.join(name), "create the file"))?;
        Ok(path)
    }

    /// Measures such a file when it is whole, and sees to it that its bytes are on the disk.
    pub(super) fn measure(&self, name: String) -> Result<WholeFile, ExportError> {
        let path = self.path.join(&name);
        WholeFile::measure(&self.disk, &self.stage(), name).map_err(ExportError::io(&path, "write the file"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Without what is finished nothing could be resumed.
        publish::sweep(&self.disk, &self.stage(), !self.published && has_work(&self.real));
        if self.created {
            // Fails when something is in it, which is then not ours to take away.
            let _ = self.disk.remove_folder(&self.real);
        }
    }
}

/// Whether a run into this folder was cut off that can go on.
pub fn has_work(path: &Path) -> bool {
    let entries = fs::read_dir(path.join(STAGE).join(SHARDS)).into_iter().flatten().flatten();
    entries.into_iter().any(|entry| entry.file_name().to_str().is_some_and(is_whole))
}

/// Whether a run has a folder of this name.
fn is_hidden(name: &str) -> bool {
    name == STAGE || name == SHARDS
}

/// Whether a run writes files of this name.
fn is_ours(name: &str) -> bool {
    let is_table = Table::ALL.iter().any(|table| Format::ALL.iter().any(|format| format.file_name(*table) == name));
    is_table || name == MANIFEST || name == TIMING || DESCRIPTIONS.contains(&name)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn claim(path: &Path, overwrite: bool) -> Result<Folder, ExportError> {
        Folder::claim(path, overwrite, &Disk::default())
    }

    fn refusal(path: &Path, overwrite: bool) -> Option<String> {
        claim(path, overwrite).err().map(|error| error.to_string())
    }

    /// A run that writes one file and the manifest.
    fn write(path: &Path, overwrite: bool, text: &str) {
        let folder = claim(path, overwrite).unwrap();
        let files = ["laws.csv", MANIFEST].map(|name| {
            let mut file = folder.begin(name.into()).unwrap();
            file.write_all(text.as_bytes()).unwrap();
            file.close().unwrap()
        });
        folder.publish(&files).unwrap();
    }

    fn names(path: &Path) -> Vec<String> {
        let names = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names.collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn new_and_empty_folders_are_taken() {
        let home = tempfile::tempdir().unwrap();
        assert_eq!(refusal(home.path(), false), None);
        let fresh = home.path().join("a/b");
        drop(claim(&fresh, false).unwrap());
        assert!(!fresh.exists(), "a run that does not finish leaves no folder");
        assert!(home.path().exists());
    }

    #[test]
    fn foreign_files_are_never_touched() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("thesis.doc"), "x").unwrap();
        assert!(refusal(home.path(), true).unwrap().contains("thesis.doc"));
        assert_eq!(names(home.path()), ["thesis.doc"]);
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
    fn one_run_at_a_time() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("out");
        let first = claim(&path, true).unwrap();
        assert!(refusal(&path, true).unwrap().contains("another run is writing it"));
        drop(first);
        assert_eq!(refusal(&path, true), None);
    }

    #[test]
    fn what_killed_runs_left_is_swept_up() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("out");
        let (stage, aside) = (path.join(STAGE), home.path().join(".out.part"));
        for left in [&stage, &aside] {
            fs::create_dir_all(left).unwrap();
            fs::write(left.join("laws.csv"), "half").unwrap();
        }
        fs::write(aside.join("mine.txt"), "x").unwrap();
        write(&path, false, "abc");
        assert_eq!(names(&path), ["laws.csv", MANIFEST]);
        assert_eq!(names(&aside), ["mine.txt"], "what is no run's is not removed");
    }

    #[test]
    fn a_file_is_hashed_and_has_its_name_only_when_all_are_whole() {
        let home = tempfile::tempdir().unwrap();
        let folder = claim(home.path(), false).unwrap();
        let mut file = folder.begin("laws.csv".into()).unwrap();
        file.write_all(b"abc").unwrap();
        let file = file.close().unwrap();
        assert_eq!(file.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(names(home.path()), [STAGE]);
        folder.publish(&[file]).unwrap();
        assert_eq!(fs::read(home.path().join("laws.csv")).unwrap(), b"abc");
        assert_eq!(names(home.path()), ["laws.csv"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_new_folder_takes_the_place_of_the_old_with_its_permissions() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("out");
        write(&path, false, "old");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o750)).unwrap();
        let (old, before) = (fs::File::open(&path).unwrap(), fs::metadata(&path).unwrap().ino());
        write(&path, true, "new");
        let after = fs::metadata(&path).unwrap();
        assert_ne!(after.ino(), before, "exchanged, not written over");
        assert_eq!(after.permissions().mode() & 0o777, 0o750);
        assert_eq!(fs::read(path.join("laws.csv")).unwrap(), b"new");
        assert_eq!(names(home.path()), ["out"]);
        drop(old);
    }

    #[test]
    fn beside_foreign_files_new_ones_come_one_by_one() {
        let home = tempfile::tempdir().unwrap();
        write(home.path(), false, "old");
        fs::write(home.path().join("notes.txt"), "mine").unwrap();
        fs::write(home.path().join("laws.parquet"), "old").unwrap();
        write(home.path(), true, "new");
        assert_eq!(names(home.path()), ["laws.csv", MANIFEST, "notes.txt"]);
        assert_eq!(fs::read(home.path().join("laws.csv")).unwrap(), b"new");
    }
}
