//! `trichdan schema`: the data dictionary.

use std::io::Write;

use clap::Args;
use serde_json::Value;

use super::exit::{Exit, Failure};
use crate::config::json_schema;
use crate::export::{Table, dictionary};

/// Show what the tables hold: columns, types, meanings, values (Markdown)
#[derive(Debug, Args)]
pub(super) struct SchemaArguments {
    /// One table alone
    #[arg(value_parser = table)]
    table: Option<Table>,
    /// As JSON: a list of tables, or one table
    #[arg(long)]
    json: bool,
    /// The JSON Schema of a pipeline file instead, for editors
    #[arg(long, conflicts_with_all = ["table", "json"])]
    pipeline: bool,
}

fn table(name: &str) -> Result<Table, String> {
    let names = Table::ALL.map(Table::name);
    Table::from_name(name).ok_or_else(|| format!("no such table, expected one of {}", names.join(", ")))
}

impl SchemaArguments {
    pub fn run(self) -> Result<Exit, Failure> {
        let mut out = std::io::stdout().lock();
        let text = match (self.table, self.json) {
            _ if self.pipeline => format!("{:#}\n", json_schema()),
            (Some(table), true) => format!("{:#}\n", dictionary::json(table)),
            (None, true) => format!("{:#}\n", Value::from_iter(Table::ALL.map(dictionary::json))),
            (Some(table), false) => dictionary::markdown(&[table]),
            (None, false) => dictionary::markdown(&Table::ALL),
        };
        out.write_all(text.as_bytes())?;
        out.flush()?;
        Ok(Exit::Ok)
    }
}
