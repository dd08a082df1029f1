//! A finished run, read back: what its manifest says and the rows of its tables, whichever format was written.
//!
//! Architecture invariant: only files that the manifest lists under the name of their table are opened, so that a manifest
//! from elsewhere leads to nothing outside the run's folder.

use std::io;
use std::path::{Path, PathBuf};

use crate::export::{Format, MANIFEST, Table};
use crate::verify::Report;
use crate::verify::manifest::Manifest;
pub(crate) use crate::verify::rows::{Row, Rows};

/// Why a run cannot be read back.
#[derive(Debug, thiserror::Error)]
pub enum FinishedError {
    /// There is nothing of that name, or it is no folder.
    #[error("{}: no such folder", .0.display())]
    NoFolder(PathBuf),
    /// There is no manifest.
    #[error("{}: holds no finished run (there is no {MANIFEST})", .0.display())]
    NoRun(PathBuf),
    /// A file cannot be read at all.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file is not what it says; `trichdan verify` tells all that is wrong.
    #[error("{}: {message}; `trichdan verify` lists all that is wrong with a run", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found, and what was expected.
        message: String,
    },
}

/// A finished run.
#[derive(Debug)]
pub(crate) struct Finished {
    folder: PathBuf,
    pub manifest: Manifest,
    format: Format,
}

impl Finished {
    /// Opens the run in a folder.
    ///
    /// # Errors
    /// [`FinishedError`], if there is no run or it was written with another schema version.
    pub fn open(folder: &Path) -> Result<Self, FinishedError> {
        if !folder.is_dir() {
            return Err(FinishedError::NoFolder(folder.to_owned()));
        }
        let path = folder.join(MANIFEST);
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(FinishedError::NoRun(folder.to_owned()));
            }
            Err(source) => return Err(FinishedError::Io { path, source }),
        };
        let damaged = |message| FinishedError::Damaged { path: path.clone(), message };
        let mut manifest = Manifest::parse(&bytes).map_err(damaged)?;
        // Forgets files whose names are not those of their tables; other faults are for `verify` to tell.
        manifest.check(&mut Report::default());
        let formats = manifest.formats();
        // Whoever passes a run on may pass on one of its formats.
        let is_there = |format: Format| Table::ALL.iter().all(|table| folder.join(format.file_name(*table)).is_file());
        let format = formats.iter().copied().filter(|format| is_there(*format)).max();
        let format = format.or(formats.first().copied()).ok_or_else(|| damaged("lists no files".to_owned()))?;
        Ok(Self { folder: folder.to_owned(), manifest, format })
    }

    /// Calls `each` with the rows of a table, in their order.
    ///
    /// # Errors
    /// [`FinishedError`], if the file is missing or damaged.
    pub fn each_row(&self, table: Table, mut each: impl FnMut(Row)) -> Result<(), FinishedError> {
        let path = self.folder.join(self.format.file_name(table));
        let damaged = |message| FinishedError::Damaged { path: path.clone(), message };
        let opened = Rows::open(&self.folder, &self.manifest, table, self.format).map_err(damaged)?;
        let mut rows = opened.ok_or_else(|| damaged("is missing".to_owned()))?;
        while rows.advance().map_err(damaged)? {
            each(rows.row());
        }
        Ok(())
    }

    /// Rows of a table, as the manifest says.
    pub fn count(&self, table: Table) -> u64 {
        self.manifest.file(table, self.format).map_or(0, |file| file.rows)
    }
}

/// The place of a column in the rows of a table.
///
/// # Panics
/// If the table has no such column, which is a defect.
pub(crate) fn position(table: Table, name: &str) -> usize {
    let position = table.schema().columns.iter().position(|column| column.name == name);
    position.unwrap_or_else(|| panic!("{} has no column {name}", table.name()))
}
