//! What a pipeline file may say. Every key has a default; a key that does not exist is an error.

use std::fmt::Display;
use std::path::PathBuf;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use crate::export::{CsvOptions, Format, ParquetOptions};
use crate::ingest::{FieldNames, ReadOptions};

/// A pipeline file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PipelineFile {
    pub input: Input,
    pub extract: Extract,
    pub registry: Registry,
    pub output: Output,
    pub run: Run,
}

/// What is known beyond what comes with the program.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Registry {
    /// A file of laws and treaties.
    pub laws: Option<PathBuf>,
}

/// What to read, and how.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Input {
    /// Files, folders, globs, `-`. Listed in the manifest as they were found, so not part of the settings' hash.
    #[serde(skip_serializing)]
    pub(super) paths: Vec<String>,
    /// Which fields of a JSON record, or columns of a table, mean what.
    pub fields: Fields,
    /// How CSV is read.
    pub csv: CsvInput,
    /// Largest document, in bytes of text.
    #[serde(deserialize_with = "between::<_, _, 1, 1_073_741_824>")]
    pub max_document_bytes: usize,
    /// Most bytes that a packed file may unpack to.
    #[serde(deserialize_with = "between::<_, _, 1, 1_125_899_906_842_624>")]
    pub max_unpacked_bytes: u64,
    /// How many times its size a packed file may unpack to.
    #[serde(deserialize_with = "between::<_, _, 1, 1_000_000_000>")]
    pub max_unpack_ratio: u64,
    /// Most members of an archive that are looked at.
    #[serde(deserialize_with = "between::<_, _, 1, 1_000_000_000_000>")]
    pub max_members: u64,
    /// How deep elements of a web page may be nested.
    #[serde(deserialize_with = "between::<_, _, 16, 10_000>")]
    pub max_nesting: usize,
    /// Most work that finding things in one document may cost, in steps: looks at a token, a name or a row.
    #[serde(deserialize_with = "between::<_, _, 1, 1_000_000_000_000>")]
    pub max_document_work: u64,
    /// Size of the pieces that the input is worked on in, in bytes.
    #[serde(deserialize_with = "between::<_, _, 1024, 1_073_741_824>")]
    pub chunk_bytes: usize,
}

/// How CSV is read.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CsvInput {
    /// What stands between columns.
    pub delimiter: Delimiter,
}

/// What stands between the columns of CSV.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Delimiter {
    /// What makes the header have a column for the text.
    #[default]
    #[serde(rename = "auto")]
    Auto,
    #[serde(rename = ",")]
    Comma,
    #[serde(rename = ";")]
    Semicolon,
    #[serde(rename = "\t")]
    Tab,
    #[serde(rename = "|")]
    Bar,
}

impl Delimiter {
    fn byte(self) -> Option<u8> {
        match self {
            Self::Auto => None,
            Self::Comma => Some(b','),
            Self::Semicolon => Some(b';'),
            Self::Tab => Some(b'\t'),
            Self::Bar => Some(b'|'),
        }
    }
}

/// Names of the fields of a JSON record, or of the columns of a table; the first that a record has is taken.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Fields {
    pub id: Vec<String>,
    pub text: Vec<String>,
    pub title: Vec<String>,
    pub url: Vec<String>,
    pub published_at: Vec<String>,
    pub author: Vec<String>,
    pub outlet: Vec<String>,
    pub section: Vec<String>,
}

impl Default for Input {
    fn default() -> Self {
        let read = ReadOptions::default();
        Self {
            paths: Vec::new(),
            fields: Fields::default(),
            csv: CsvInput::default(),
            max_document_bytes: read.max_document_bytes,
            max_unpacked_bytes: read.max_unpacked_bytes,
            max_unpack_ratio: read.max_unpack_ratio,
            max_members: read.max_members,
            max_nesting: read.max_nesting,
            max_document_work: read.max_document_work,
            chunk_bytes: read.chunk_bytes,
        }
    }
}

impl Default for Fields {
    fn default() -> Self {
        let FieldNames { id, text, title, url, published_at, author, outlet, section } = ReadOptions::default().fields;
        Self { id, text, title, url, published_at, author, outlet, section }
    }
}

impl Input {
    /// The same for the reader.
    pub(super) fn read_options(&self) -> ReadOptions {
        let Fields { id, text, title, url, published_at, author, outlet, section } = self.fields.clone();
        ReadOptions {
            fields: FieldNames { id, text, title, url, published_at, author, outlet, section },
            csv_delimiter: self.csv.delimiter.byte(),
            max_document_bytes: self.max_document_bytes,
            max_unpacked_bytes: self.max_unpacked_bytes,
            max_unpack_ratio: self.max_unpack_ratio,
            max_members: self.max_members,
            max_nesting: self.max_nesting,
            max_document_work: self.max_document_work,
            chunk_bytes: self.chunk_bytes,
        }
    }
}

/// What to keep of what is found.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Extract {
    /// Rows of rules that were measured as less sure than this (0 to 1) are left out.
    #[serde(deserialize_with = "share")]
    pub min_confidence: f64,
}

/// Where to write, and how.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Output {
    pub dir: Option<PathBuf>,
    #[serde(deserialize_with = "formats")]
    pub formats: Option<Vec<Format>>,
    pub overwrite: bool,
    pub csv: CsvOptions,
    pub parquet: Parquet,
}

/// How Parquet is written.
#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Parquet {
    #[serde(deserialize_with = "between::<_, _, 1, 22>")]
    pub zstd_level: i32,
    #[serde(deserialize_with = "between::<_, _, 1, 16_777_216>")]
    pub row_group_rows: usize,
    #[serde(deserialize_with = "between::<_, _, 65_536, 1_073_741_824>")]
    pub row_group_bytes: usize,
}

impl Default for Parquet {
    fn default() -> Self {
        let ParquetOptions { zstd_level, row_group_rows, row_group_bytes } = ParquetOptions::default();
        Self { zstd_level, row_group_rows, row_group_bytes }
    }
}

impl From<Parquet> for ParquetOptions {
    fn from(file: Parquet) -> Self {
        let Parquet { zstd_level, row_group_rows, row_group_bytes } = file;
        Self { zstd_level, row_group_rows, row_group_bytes }
    }
}

/// How to run.
#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Run {
    #[serde(deserialize_with = "between::<_, _, 0, 1024>")]
    pub threads: usize,
    /// Keep shards and do again only what is new.
    pub incremental: bool,
    /// Bytes of input in a shard; 0 for none.
    #[serde(deserialize_with = "between::<_, _, 0, 1_099_511_627_776>")]
    pub shard_bytes: u64,
    #[serde(deserialize_with = "share")]
    pub max_reject_share: f64,
}

impl Default for Run {
    fn default() -> Self {
        Self { threads: 0, incremental: false, shard_bytes: 64 << 20, max_reject_share: 0.1 }
    }
}

/// A whole number in a range.
fn between<'de, T, D, const LOW: i64, const HIGH: i64>(deserializer: D) -> Result<T, D::Error>
where
    T: TryFrom<i64, Error: Display>,
    D: Deserializer<'de>,
{
    let number = i64::deserialize(deserializer)?;
    if !(LOW..=HIGH).contains(&number) {
        return Err(D::Error::custom(format!("{number} is out of range, expected {LOW} to {HIGH}")));
    }
    T::try_from(number).map_err(D::Error::custom)
}

fn share<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    let share = f64::deserialize(deserializer)?;
    if (0.0..=1.0).contains(&share) {
        Ok(share)
    } else {
        Err(D::Error::custom(format!("{share} is out of range, expected 0.0 to 1.0")))
    }
}

fn formats<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<Format>>, D::Error> {
    let formats = Vec::<Format>::deserialize(deserializer)?;
    if formats.is_empty() {
        return Err(D::Error::custom(
            "no format is named, expected some of \"csv\", \"parquet\", \"jsonl\", \"arrow\", \"sqlite\", \"xlsx\"",
        ));
    }
    Ok(Some(formats))
}
