//! What the manifest says.

use std::collections::BTreeMap;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::Report;
use crate::export::{CsvOptions, Format, MANIFEST, SCHEMA_VERSION, Table, hex};

/// The parts of the manifest that can be checked.
#[derive(Debug, Deserialize)]
pub(crate) struct Manifest {
    pub schema_version: String,
    pub settings_sha256: String,
    settings: serde_json::Value,
    pub records: u64,
    pub documents: u64,
    pub duplicates: u64,
    pub text_bytes: u64,
    pub rejects: BTreeMap<String, u64>,
    pub files: Vec<File>,
}

/// A file of the run.
#[derive(Debug, Deserialize)]
pub(crate) struct File {
    pub name: String,
    #[serde(default)]
    table: Option<String>,
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
        self.files.iter().find(|file| file.is(table, format))
    }

    /// How CSV was written.
    pub fn csv(&self) -> CsvOptions {
        serde_json::from_value(self.settings["export"]["csv"].clone()).unwrap_or_default()
    }

    /// Checks what can be checked without the files, and forgets files that are no table's: nothing outside the run's folder
    /// is opened because a manifest names it.
    pub fn check(&mut self, report: &mut Report) {
        let hash = hex(&Sha256::digest(self.settings.to_string()));
        if hash != self.settings_sha256 {
            let said = &self.settings_sha256;
            report.file(MANIFEST, format!("the settings have the hash {hash}, settings_sha256 is {said:?}"));
        }
        let rejects: u64 = self.rejects.values().sum();
        if self.documents + rejects != self.records {
            let (documents, records) = (self.documents, self.records);
            report.file(MANIFEST, format!("{documents} documents and {rejects} rejects are not {records} records"));
        }
        self.files.retain(|file| {
            let is_known = Table::ALL
                .iter()
                .any(|&table| file.is(table, file.format) && file.format.file_name(table) == file.name);
            if !is_known {
                let table = file.table.as_deref().unwrap_or("");
                let message = format!("{:?} is not the name of a file of the table {table:?}", file.name);
                report.file(MANIFEST, message);
            }
            is_known
        });
        if self.files.is_empty() {
            report.file(MANIFEST, "lists no files");
        }
        for format in self.formats() {
            let tables = if format.is_of_run() { &Table::ALL[..1] } else { &Table::ALL[..] };
            for &table in tables {
                match self.files.iter().filter(|file| file.is(table, format)).count() {
                    0 => report.file(MANIFEST, format!("does not list {}", format.file_name(table))),
                    1 => {}
                    n => report.file(MANIFEST, format!("lists {} {n} times", format.file_name(table))),
                }
            }
        }
    }
}

impl File {
    fn is(&self, table: Table, format: Format) -> bool {
        let is_in_it =
            if format.is_of_run() { self.table.is_none() } else { self.table.as_deref() == Some(table.name()) };
        is_in_it && self.format == format
    }
}
