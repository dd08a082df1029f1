//! Where two files of a table part ways.

use std::path::Path;

use super::manifest::Manifest;
use super::rows::Rows;
use super::shown;
use crate::export::{Format, Table};

/// A row of one file that the other does not have in its place.
pub(super) struct Difference {
    pub row: u64,
    pub id: String,
    /// Which cell, and what stands in both files.
    pub message: String,
}

/// The first difference between the files of a table, read side by side; none where they cannot be read again or one is
/// only longer, which the number of rows tells.
pub(super) fn first(folder: &Path, manifest: &Manifest, table: Table, formats: [Format; 2]) -> Option<Difference> {
    let open = |format| Rows::open(folder, manifest, table, format).ok().flatten();
    let (mut one, mut other) = (open(formats[0])?, open(formats[1])?);
    while one.advance().ok()? && other.advance().ok()? {
        let (expected, found) = (one.row(), other.row());
        let columns = table.schema().columns.iter().zip(expected.cells.iter().zip(found.cells));
        for (column, (expected, cell)) in columns {
            if expected != cell {
                let message = format!("{} is {}, not {}", column.name, shown(cell), shown(expected));
                return Some(Difference { row: other.read, id: found.id().to_owned(), message });
            }
        }
    }
    None
}
