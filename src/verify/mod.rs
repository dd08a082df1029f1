//! Reads a finished run back and says what is wrong with it: files against the manifest, tables against the schema, rows
//! against each other and against the text that they were read from.
//!
//! Nothing is taken from the run that wrote the files: whoever distrusts a disk, a copy or the program itself can look for
//! themselves. Files are read in the order in which they were written, so that memory holds one document and the hashes of
//! ids.

mod columns;
mod dataset;
mod files;
mod manifest;
mod rows;
mod tally;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::export::MANIFEST;
use dataset::Dataset;
use manifest::Manifest;

/// Why a folder cannot be verified at all.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// There is nothing of that name, or it is no folder.
    #[error("{}: no such folder", .0.display())]
    NoFolder(PathBuf),
    /// The manifest cannot be read.
    #[error("{}: {source}", path.display())]
    Io {
        /// The manifest.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another run took the folder in the meantime.
    #[error("{}: was replaced while it was being read; try again", .0.display())]
    Replaced(PathBuf),
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Name of the file in the run's folder.
    pub file: String,
    /// The row, counted from 1 without a header, where it is a matter of one.
    pub row: Option<u64>,
    /// What was found, and what was expected.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.file)?;
        if let Some(row) = self.row {
            write!(f, "row {row}: ")?;
        }
        f.write_str(&self.message)
    }
}

/// What has been found.
#[derive(Debug, Default)]
pub struct Report {
    /// What is wrong, up to [`Report::SHOWN`] of each file.
    pub faults: Vec<Fault>,
    /// All that is wrong.
    pub total: u64,
    /// Files that were read.
    pub files: usize,
    /// Rows that were read, in all files.
    pub rows: u64,
}

impl Report {
    /// Faults of one file that are kept; the others are only counted.
    pub const SHOWN: usize = 20;

    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.total == 0
    }

    fn add(&mut self, file: &str, row: Option<u64>, message: impl Into<String>) {
        self.total += 1;
        if self.faults.iter().filter(|fault| fault.file == file).count() < Self::SHOWN {
            self.faults.push(Fault { file: file.to_owned(), row, message: message.into() });
        }
    }
}

/// Checks the run in a folder: that each file has the size and the SHA-256 that the manifest says, each table the columns
/// and types of the schema and the manifest's number of rows, that ids are unique and lead somewhere, that
/// `text[start:end]` is what each row shows, that the tables that sum the run up count what is there, and that both formats
/// hold the same rows.
///
/// # Errors
/// [`VerifyError`], where there is nothing to check. What is wrong with the files is no error but a [`Fault`].
pub fn verify(folder: &Path) -> Result<Report, VerifyError> {
    if !folder.is_dir() {
        return Err(VerifyError::NoFolder(folder.to_owned()));
    }
    let path = folder.join(MANIFEST);
    let read = || std::fs::read(&path).map_err(|source| VerifyError::Io { path: path.clone(), source });
    let mut report = Report::default();
    let bytes = match read() {
        Err(VerifyError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            report.add(MANIFEST, None, "is missing: no run was finished in this folder");
            return Ok(report);
        }
        read => read?,
    };
    match Manifest::parse(&bytes) {
        Ok(manifest) => check(folder, &manifest, &mut report),
        Err(message) => report.add(MANIFEST, None, message),
    }
    // Whoever replaces a run replaces its manifest.
    if std::fs::read(&path).ok().as_ref() == Some(&bytes) {
        Ok(report)
    } else {
        Err(VerifyError::Replaced(folder.to_owned()))
    }
}

fn check(folder: &Path, manifest: &Manifest, report: &mut Report) {
    manifest.check(report);
    files::check(folder, manifest, report);
    let mut hashes = Vec::new();
    for format in manifest.formats() {
        hashes.push(Dataset::new(folder, manifest, format, report).check());
    }
    let [one, other] = &hashes[..] else { return };
    for ((table, one), (_, other)) in one.iter().zip(other) {
        if one.is_some() && other.is_some() && one != other {
            report.add(&format!("{}.parquet", table.name()), None, "does not hold the rows of the CSV file");
        }
    }
}
