//! What a run says of itself. The manifest is the same, byte for byte, for the same input and settings; what is not
//! (the time that it took) stands in a file of its own.

use std::collections::BTreeMap;

use serde::Serialize;

use super::schema::{SCHEMA_VERSION, Table};
use super::table_file::Format;
use crate::extract::confidence_hash;
use crate::lexicon::Lexicon;

/// What the caller knows of a run.
#[derive(Clone, Debug)]
pub struct RunFacts {
    /// The settings that decide what is in the files.
    pub settings: serde_json::Value,
    /// Hash of `settings`.
    pub settings_sha256: String,
    /// What was read.
    pub inputs: Vec<InputFacts>,
}

/// An input of a run.
#[derive(Clone, Debug, Serialize)]
pub struct InputFacts {
    /// As in `documents.source_uri`, without record number.
    pub uri: String,
    /// Size as stored.
    pub bytes: u64,
}

/// A file of a run.
#[derive(Clone, Debug, Serialize)]
pub struct FileFacts {
    /// Name in the run's folder.
    pub name: String,
    /// The table in it; none if it holds all of them.
    #[serde(serialize_with = "table_name", skip_serializing_if = "Option::is_none")]
    pub table: Option<Table>,
    /// How it is written.
    pub format: Format,
    /// Rows, headers not counted.
    pub rows: u64,
    /// Size.
    pub bytes: u64,
    /// SHA-256, in hex.
    pub sha256: String,
}

/// Records of a run by what became of them.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Counts {
    /// Rows of `documents`, duplicates included.
    pub documents: u64,
    /// Documents whose text had been read before.
    pub duplicates: u64,
    /// Bytes of text in `documents`.
    pub text_bytes: u64,
    /// Rows of `rejects` by code.
    pub rejects: BTreeMap<String, u64>,
}

impl Counts {
    /// Rows of `rejects`.
    pub fn rejected(&self) -> u64 {
        self.rejects.values().sum()
    }

    /// All records that were read.
    pub fn records(&self) -> u64 {
        self.documents + self.rejected()
    }
}

#[derive(Serialize)]
struct Manifest<'a> {
    schema_version: &'static str,
    program: Program,
    settings_sha256: &'a str,
    settings: &'a serde_json::Value,
    lexicons: BTreeMap<&'static str, String>,
    inputs: &'a [InputFacts],
    records: u64,
    #[serde(flatten)]
    counts: &'a Counts,
    files: &'a [FileFacts],
}

#[derive(Serialize)]
struct Program {
    name: &'static str,
    version: &'static str,
}

/// The text of `manifest.json`.
pub(super) fn manifest(run: &RunFacts, counts: &Counts, files: &[FileFacts], lexicon: &Lexicon) -> String {
    let manifest = Manifest {
        schema_version: SCHEMA_VERSION,
        program: Program { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        settings_sha256: &run.settings_sha256,
        settings: &run.settings,
        lexicons: lexicon_hashes(lexicon).collect(),
        inputs: &run.inputs,
        records: counts.records(),
        counts,
        files,
    };
    text(&manifest)
}

/// The hash of each list that rows rest on.
pub(super) fn lexicon_hashes(lexicon: &Lexicon) -> impl Iterator<Item = (&'static str, String)> {
    lexicon.hashes.iter().cloned().chain([confidence_hash()])
}

/// The text of a small JSON file.
pub(super) fn text(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("names are strings and no number is infinite");
    text.push('\n');
    text
}

/// Bytes in hexadecimal digits, as hashes are shown.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    bytes.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]).collect()
}

#[allow(clippy::ref_option, clippy::trivially_copy_pass_by_ref)] // serde's signature
fn table_name<S: serde::Serializer>(table: &Option<Table>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(table.map_or("", Table::name))
}
