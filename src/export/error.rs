//! What can go wrong while tables are written.

use std::path::{Path, PathBuf};

use super::workbook::BookError;

/// Why a run's folder could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The folder cannot be used, or holds something that must not be overwritten. Nothing was written.
    #[error("{}: {why}", path.display())]
    Refused {
        /// The output folder.
        path: PathBuf,
        /// What it holds, and what would help.
        why: String,
    },
    /// The system refused an operation.
    #[error("{}: cannot {doing}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What was tried.
        doing: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
    /// A Parquet file could not be encoded or written.
    #[error("{}: {source}", path.display())]
    Parquet {
        /// The file.
        path: PathBuf,
        /// What the encoder said.
        source: parquet::errors::ParquetError,
    },
    /// An Arrow file could not be encoded or written.
    #[error("{}: {source}", path.display())]
    Arrow {
        /// The file.
        path: PathBuf,
        /// What the encoder said.
        source: arrow::error::ArrowError,
    },
    /// A database could not be written.
    #[error("{}: {source}", path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// A workbook could not be written.
    #[error("{}: {source}", path.display())]
    Book {
        /// The file.
        path: PathBuf,
        /// What is in the way.
        source: BookError,
    },
}

impl ExportError {
    /// For `map_err`: what was tried on which path.
    pub(super) fn io(path: &Path, doing: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self::Io { path: path.to_owned(), doing, source }
    }

    /// For `map_err`: what was tried on the output folder before any work.
    pub(super) fn refused(path: &Path, doing: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        move |error| Self::Refused { path: path.to_owned(), why: format!("cannot {doing}: {error}") }
    }

    /// For `map_err`: the file that was being written.
    pub(super) fn arrow(path: &Path) -> impl FnOnce(arrow::error::ArrowError) -> Self {
        move |source| Self::Arrow { path: path.to_owned(), source }
    }

    /// For `map_err`: the file that was being written.
    pub(super) fn database(path: &Path) -> impl FnOnce(rusqlite::Error) -> Self {
        move |source| Self::Database { path: path.to_owned(), source }
    }

    /// For `map_err`: the file that was being written.
    pub(super) fn book(path: &Path) -> impl FnOnce(BookError) -> Self {
        move |source| Self::Book { path: path.to_owned(), source }
    }

    /// For `map_err`: the file that was being written.
    pub(super) fn parquet(path: &Path) -> impl FnOnce(parquet::errors::ParquetError) -> Self {
        move |source| Self::Parquet { path: path.to_owned(), source }
    }
}
