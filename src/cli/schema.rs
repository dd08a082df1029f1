//! `trichdan schema`: the data dictionary.

use std::io::Write;

use clap::Args;

use super::exit::{Exit, Failure};
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
}

fn table(name: &str) -> Result<Table, String> {
    let names = Table::ALL.map(Table::name);
    Table::from_name(name).ok_or_else(|| format!("no such table, expected one of {}", names.join(", ")))
}

impl SchemaArguments {
    pub fn run(self) -> Result<Exit, Failure> {
        let mut out = std::io::stdout().lock();
        match (self.table, self.json) {
            (Some(table), true) => writeln!(out, "{:#}", dictionary::json(table))?,
            (None, true) => {
                writeln!(out, "{:#}", Table::ALL.map(dictionary::json).into_iter().collect::<serde_json::Value>())?
            }
            (Some(table), false) => out.write_all(dictionary::markdown(&[table]).as_bytes())?,
            (None, false) => out.write_all(dictionary::markdown(&Table::ALL).as_bytes())?,
        }
        out.flush()?;
        Ok(Exit::Ok)
    }
}
