//! The command line's run.

use std::collections::BTreeMap;
use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::types::PyDict;
use trichdan::config::{Overrides, Settings};
use trichdan::engine::{self, Control, RunSummary};
use trichdan::export::{Format, Table, has_work};

use super::errors::{PipelineError, of_config, of_run};
use super::watch::Watch;

/// What the caller says instead of the pipeline file.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Choices {
    inputs: Vec<String>,
    output: Option<PathBuf>,
    formats: Option<Vec<String>>,
    threads: Option<usize>,
    overwrite: bool,
    resume: bool,
    incremental: bool,
    min_confidence: Option<f64>,
}

impl Choices {
    /// Settings of a run.
    pub fn settings(self, pipeline: Option<&PathBuf>) -> PyResult<Settings> {
        let Self { inputs, output, formats, threads, overwrite, resume, incremental, min_confidence } = self;
        if let Some(share) = min_confidence.filter(|share| !(0.0..=1.0).contains(share)) {
            return Err(PipelineError::new_err(format!("min_confidence {share} is out of range, expected 0.0 to 1.0")));
        }
        let formats = formats.map(|names| names.iter().map(|name| format(name)).collect()).transpose()?;
        let overrides = Overrides { inputs, output, formats, threads, overwrite, resume, incremental, min_confidence };
        Settings::load(pipeline.map(PathBuf::as_path), overrides).map_err(|error| of_config(&error))
    }
}

fn format(name: &str) -> PyResult<Format> {
    let found = Format::ALL.into_iter().find(|format| format.name() == name);
    found.ok_or_else(|| {
        let names: Vec<_> = Format::ALL.iter().map(|format| format.name()).collect();
        PipelineError::new_err(format!("no format {name}, expected some of {}", names.join(", ")))
    })
}

/// Reads the inputs of a pipeline and writes its tables.
#[pyfunction]
#[pyo3(signature = (pipeline, choices, progress=None))]
pub fn run(
    py: Python<'_>,
    pipeline: Option<PathBuf>,
    choices: Choices,
    progress: Option<Py<PyAny>>,
) -> PyResult<Bound<'_, PyDict>> {
    let settings = choices.settings(pipeline.as_ref())?;
    let outcome =
        py.detach(|| Watch::new(progress).over(|stop, progress| engine::run(&settings, Control { stop, progress })))?;
    let hint =
        if has_work(&settings.output) { "; what was finished is kept, resume=True goes on from there" } else { "" };
    summary(py, &outcome.map_err(|error| of_run(&error, hint))?)
}

/// What a run has done.
pub fn summary<'py>(py: Python<'py>, summary: &RunSummary) -> PyResult<Bound<'py, PyDict>> {
    let finished = &summary.finished;
    let rows: BTreeMap<_, _> = Table::ALL.iter().map(|table| (table.name(), finished.rows[*table as usize])).collect();
    let out = PyDict::new(py);
    out.set_item("output", &summary.output)?;
    out.set_item("documents", finished.counts.documents)?;
    out.set_item("duplicates", finished.counts.duplicates)?;
    out.set_item("rejects", finished.counts.rejects.clone())?;
    out.set_item("rows", rows)?;
    out.set_item("input_bytes", summary.input_bytes)?;
    out.set_item("taken", summary.taken)?;
    out.set_item("seconds", summary.elapsed.as_secs_f64())?;
    out.set_item("too_many_rejects", summary.too_many_rejects)?;
    Ok(out)
}
