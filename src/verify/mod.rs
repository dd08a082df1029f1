//! Reads a finished run back and says what is wrong with it: files against the manifest, tables against the schema, rows
//! against each other and against the text that they were read from.
//!
//! Architecture invariants: nothing is taken on trust from the run that wrote the files, so that whoever distrusts a disk, a
//! copy or the program itself can look for themselves; nothing is changed; files are read in the order in which they were
//! written, so that memory holds one document and the hashes of ids, whatever the size of the run.

mod columns;
mod dataset;
mod difference;
mod documents;
mod files;
pub(crate) mod manifest;
mod readers;
pub(crate) mod rows;
mod tally;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::export::{Format, MANIFEST, Table};
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
    /// The row's id, where it has one.
    pub id: Option<String>,
    /// What was found, and what was expected.
    pub message: String,
}

impl fmt::Display for Fault {
    /// `laws.csv: row 7 (a12#l3): start is "x", expected int32`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        match (self.row, &self.id) {
            (Some(row), Some(id)) => write!(f, ": row {row} ({id})")?,
            (Some(row), None) => write!(f, ": row {row}")?,
            (None, _) => {}
        }
        write!(f, ": {}", self.message)
    }
}

/// What has been found.
#[derive(Debug, Default)]
pub struct Report {
    /// What is wrong, up to [`Report::SHOWN`] of each file.
    pub faults: Vec<Fault>,
    /// All that is wrong.
    pub total: u64,
    /// Files that have the size and the hash that the manifest says.
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

    /// Notes what is wrong with a file.
    fn file(&mut self, file: &str, message: impl Into<String>) {
        self.add(Fault { file: file.to_owned(), row: None, id: None, message: message.into() });
    }

    /// Notes what is wrong with a row; an empty id is none.
    fn row(&mut self, file: &str, row: u64, id: &str, message: impl Into<String>) {
        let id = (!id.is_empty()).then(|| id.to_owned());
        self.add(Fault { file: file.to_owned(), row: Some(row), id, message: message.into() });
    }

    fn add(&mut self, fault: Fault) {
        self.total += 1;
        if self.faults.iter().filter(|other| other.file == fault.file).count() < Self::SHOWN {
            self.faults.push(fault);
        }
    }
}

/// Checks the run in a folder: that each file has the size and the SHA-256 that the manifest says, each table the columns
/// and types of the schema and the manifest's number of rows, that ids are unique and lead somewhere, that
/// `text[start:end]` is what each row shows, that the tables that sum the run up count what is there, and that all formats
/// hold the same rows. A workbook's cells are not looked at.
///
/// # Errors
/// [`VerifyError`], where there is nothing to check. What is wrong with the files is no error but a [`Fault`].
pub fn verify(folder: &Path) -> Result<Report, VerifyError> {
    if !folder.is_dir() {
        return Err(VerifyError::NoFolder(folder.to_owned()));
    }
    let path = folder.join(MANIFEST);
    let mut report = Report::default();
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            report.file(MANIFEST, "is missing: no run was finished in this folder");
            return Ok(report);
        }
        Err(source) => return Err(VerifyError::Io { path, source }),
    };
    match Manifest::parse(&bytes) {
        Ok(manifest) => check(folder, manifest, &mut report),
        Err(message) => report.file(MANIFEST, message),
    }
    // Whoever replaces a run replaces its manifest.
    if std::fs::read(&path).is_ok_and(|now| now == bytes) {
        Ok(report)
    } else {
        Err(VerifyError::Replaced(folder.to_owned()))
    }
}

fn check(folder: &Path, mut manifest: Manifest, report: &mut Report) {
    manifest.check(report);
    files::check(folder, &manifest, report);
    files::check_package(folder, &manifest, report);
    // A workbook is for looking at: its cells are cut where a sheet cannot hold more.
    let formats: Vec<Format> = manifest.formats().into_iter().filter(|format| *format != Format::Xlsx).collect();
    let hashes: Vec<_> =
        formats.iter().map(|&format| Dataset::new(folder, &manifest, format, report).check()).collect();
    let mut all = formats.iter().zip(&hashes);
    let Some((first, expected)) = all.next() else { return };
    for (format, found) in all {
        for table in Table::ALL {
            if let (Some(one), Some(other)) = (expected[table as usize], found[table as usize])
                && one != other
            {
                let (file, expected) = (format.file_name(table), first.file_name(table));
                match difference::first(folder, &manifest, table, [*first, *format]) {
                    Some(found) => {
                        report.row(&file, found.row, &found.id, format!("{}, unlike {expected}", found.message));
                    }
                    None => report.file(&file, format!("does not hold the rows of {expected}")),
                }
            }
        }
    }
}

/// A value in a message: the beginning of a long one.
fn shown(value: &str) -> String {
    const LONGEST: usize = 60;
    match value.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{:?}…", &value[..end]),
        None => format!("{value:?}"),
    }
}
