//! From what a pipeline file and the command line say to checked settings.

mod error;
mod file;
mod json_schema;
mod settings;

pub use error::ConfigError;
pub use file::{CsvInput, Delimiter, Fields, Input};
pub use json_schema::json_schema;
pub use settings::{Overrides, Settings, own_laws};
