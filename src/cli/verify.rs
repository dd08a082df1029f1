//! `trichdan verify`: is this run whole and sound?

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::exit::{Exit, Failure};
use super::paint::printable;
use super::summary::grouped;
use crate::verify::{Report, verify};

/// Check a finished run: files against the manifest, tables against the schema, rows against each other and their text
///
/// What is wrong is listed on standard output, a line each: file, row (counted from 1, without the header), id, what was found
/// and what was expected. Nothing is changed.
#[derive(Debug, Args)]
#[command(after_help = super::exit::HELP)]
pub(super) struct VerifyArguments {
    /// Folder of the run
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl VerifyArguments {
    pub fn run(self) -> Result<Exit, Failure> {
        let report = verify(&self.folder)?;
        let mut out = std::io::stdout().lock();
        for fault in &report.faults {
            writeln!(out, "{}", printable(&fault.to_string()))?;
        }
        let more = report.total - report.faults.len() as u64;
        if more > 0 {
            writeln!(out, "and {} more ({} of each file are shown)", grouped(more), Report::SHOWN)?;
        }
        let found = if report.is_sound() { "sound".to_owned() } else { format!("{} faults", grouped(report.total)) };
        let rows = grouped(report.rows);
        writeln!(out, "{}: {found}; {rows} rows read", printable(&self.folder.to_string_lossy()))?;
        out.flush()?;
        Ok(if report.is_sound() { Exit::Ok } else { Exit::Faulty })
    }
}
