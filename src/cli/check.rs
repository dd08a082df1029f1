//! `trichdan check`: would this pipeline run?

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::exit::{Exit, Failure};
use super::paint::printable;
use super::summary::megabytes;
use crate::config::{Overrides, Settings};
use crate::export::Format;
use crate::ingest;

/// Check a pipeline file and its inputs without running it
#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// Pipeline file
    #[arg(value_name = "PIPELINE.toml")]
    pipeline: PathBuf,
}

impl CheckArguments {
    pub fn run(self) -> Result<Exit, Failure> {
        let settings = Settings::load(Some(&self.pipeline), Overrides::default())?;
        let sources = ingest::discover(&settings.inputs)?;
        let bytes = sources.iter().map(|source| source.size).sum();
        let formats: Vec<_> = settings.export.formats.iter().map(|format| Format::name(*format)).collect();
        let mut out = std::io::stdout().lock();
        writeln!(out, "{}: good", printable(&self.pipeline.to_string_lossy()))?;
        writeln!(out, "inputs    {} ({})", sources.len(), megabytes(bytes))?;
        if let Some(laws) = &settings.laws {
            writeln!(out, "registry  {} rows of your own", laws.len())?;
        }
        writeln!(out, "output    {}", printable(&settings.output.to_string_lossy()))?;
        writeln!(out, "formats   {}", formats.join(", "))?;
        writeln!(out, "threads   {}", settings.threads)?;
        writeln!(out, "settings  {}", settings.sha256())?;
        Ok(Exit::Ok)
    }
}
