//! Tables read back as any reader would.

use std::collections::BTreeMap;
use std::path::Path;

use trichdan::export::Table;

/// Cells by column.
pub type Row = BTreeMap<String, String>;

/// The rows of a table of a run.
pub fn rows(folder: &Path, table: Table) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(folder.join(format!("{}.csv", table.name()))).unwrap();
    reader.deserialize().collect::<Result<_, _>>().unwrap()
}
