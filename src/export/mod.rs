//! Writes the tables, in files of the kinds that are asked for, and the manifest that describes them.
//!
//! A worker fills a [`PartBuilder`] with the rows of one piece of the input and takes a [`Part`] out; [`RunWriter`] takes the
//! parts in the order of the input. Spans are bytes up to here and Unicode code points in the tables.
//!
//! Architecture invariants: `definitions.rs` alone says which columns there are; what reaches a file depends on the input
//! and the settings, never on threads, clocks or the order of a hash map; a file appears under its final name only when
//! the run is whole.

mod arrow_file;
mod code_points;
mod column;
mod croissant;
mod csv;
mod data_package;
mod database;
mod definitions;
pub mod dictionary;
mod documents;
mod error;
mod folder;
mod gather;
mod identity;
mod index;
mod initiatives;
mod json_lines;
mod keys;
mod known;
mod laws;
mod manifest;
mod parquet;
mod part;
mod row;
mod run_file;
mod schema;
mod shards;
mod statements;
mod table_file;
mod values;
mod workbook;
mod writer;

pub use csv::{CsvOptions, CsvProfile, LineEnding};
pub use data_package::{DATA_PACKAGE, DESCRIPTIONS, Resource, described, descriptions};
pub use error::ExportError;
pub use folder::{Disk, Folder, MANIFEST, Step, TIMING, Watch, has_work};
pub use gather::Gathered;
pub use keys::ForeignKey;
pub(crate) use manifest::hex;
pub use manifest::{Counts, FileFacts, InputFacts, RunFacts};
pub use parquet::ParquetOptions;
pub use part::{Part, PartBuilder};
pub use row::Extracted;
pub use schema::{Column, Kind, SCHEMA_VERSION, Table, TableSchema};
pub use shards::{Assembly, Basis, Difference, Encoded, Found, Reader, RecordKey, ShardWriter, Store, pack, unpack};
pub use table_file::Format;
pub use values::cell;
pub use workbook::BookError;
pub use writer::{ExportOptions, Finished, RunWriter, Timing};
