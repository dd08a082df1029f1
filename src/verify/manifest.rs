//! What the manifest says.

use std::collections::BTreeMap;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::Report;
use crate::export::{CsvOptions, Format, MANIFEST, SCHEMA_VERSION, Table, hex};

/// The parts of the manifest that can be checked.
#[derive(Debug, Deserialize)]
pub(super) struct Manifest {
    schema_version: String,
    settings_sha256: String,
    settings: serde_json::Value,
    records: u64,
    pub documents: u64,
    pub duplicates: u64,
    pub text_bytes: u64,
    pub rejects: BTreeMap<String, u64>,
    pub files: Vec<File>,
}

/// A file of the run.
#[derive(Debug, Deserialize)]
pub(super) struct File {
    pub name: String,
    table: String,
    format: Format,
    pub rows: u64,
    pub bytes: u64,
    pub sha256: String,
}

impl Manifest {
    /// Reads the manifest.
    ///
    /// # Errors
    /// A message, if it is no manifest, or one of tables that this program does not know.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let manifest: Self = serde_json::from_slice(bytes).map_err(|error| format!("is not a manifest: {error}"))?;
        if manifest.schema_version != SCHEMA_VERSION {
            return Err(format!("has schema version {}, expected {SCHEMA_VERSION}", manifest.schema_version));
        }
        Ok(manifest)
    }

    /// Formats that were written.
    pub fn formats(&self) -> Vec<Format> {
        Format::ALL.into_iter().filter(|format| self.files.iter().any(|file| file.format == *format)).collect()
    }

    /// The file of a table in a format.
    pub fn file(&self, table: Table, format: Format) -> Option<&File> {
        self.files.iter().find(|file| file.table == table.name() && file.format == format)
    }

    /// How CSV was written.
    pub fn csv(&self) -> CsvOptions {
        serde_json::from_value(self.settings["export"]["csv"].clone()).unwrap_or_default()
    }

    /// Checks what can be checked without the files.
    pub fn check(&self, report: &mut Report) {
        let mut say = |message: String| report.add(MANIFEST, None, message);
        let hash = hex(&Sha256::digest(self.settings.to_string()));
        if hash != self.settings_sha256 {
            say(format!("the settings have the hash {hash}, settings_sha256 is {}", self.settings_sha256));
        }
        let rejects: u64 = self.rejects.values().sum();
        if self.documents + rejects != self.records {
            say(format!("{} documents and {rejects} rejects are not {} records", self.documents, self.records));
        }
        for format in self.formats() {
            for table in Table::ALL.into_iter().filter(|table| self.file(*table, format).is_none()) {
                say(format!("lists no {} of {}", format.name(), table.name()));
            }
        }
        for file in &self.files {
            if Table::from_name(&file.table).is_none_or(|table| file.format.file_name(table) != file.name) {
                say(format!("{:?} is not the name of a file of the table {:?}", file.name, file.table));
            }
        }
    }
}
