//! A run whose chunks are worked on by other processes.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyIterator};
use trichdan::config::Settings;
use trichdan::engine::{self, Control, Packed, RunError, assemble};
use trichdan::ingest::{Chunks, Source, discover, groups};

use super::errors::{InputError, of_run};
use super::extractor::{State, state};
use super::run::{Choices, summary};
use super::watch::Watch;

/// A file for whoever is to read it: where it is, its name in the tables, its size in bytes.
pub type File = (PathBuf, String, u64);

/// What is to be done, known before anything is read.
#[pyclass(frozen, module = "trichdan._native")]
pub struct Plan {
    settings: Settings,
    sources: Vec<Source>,
}

#[pymethods]
impl Plan {
    #[new]
    fn new(pipeline: Option<PathBuf>, choices: Choices) -> PyResult<Self> {
        let settings = choices.settings(pipeline.as_ref())?;
        let sources = discover(&settings.inputs).map_err(|error| of_run(&RunError::Discover(error), ""))?;
        if sources.iter().any(|source| source.path.is_none()) {
            return Err(InputError::new_err("-: standard input cannot be read by other processes"));
        }
        Ok(Self { settings, sources })
    }

    /// Files in groups, which can be read in any order on any machine that has them.
    fn groups(&self) -> PyResult<Vec<Vec<File>>> {
        let here = std::env::current_dir()?;
        let file = |source: Source| (here.join(source.path.unwrap_or_default()), source.uri, source.size);
        let groups = groups(self.sources.clone(), &self.settings.read_options());
        Ok(groups.into_iter().map(|group| group.into_iter().map(file).collect()).collect())
    }

    /// What `Extractor._from_state` makes an extractor of.
    fn state(&self) -> State {
        state(&self.settings)
    }

    /// Folder for the tables.
    fn output(&self) -> PathBuf {
        self.settings.output.clone()
    }

    /// Writes the tables out of pairs (part, bytes of input) in the order of the groups.
    #[pyo3(signature = (parts, progress=None))]
    fn assemble<'py>(
        &self,
        py: Python<'py>,
        parts: &Bound<'py, PyIterator>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let failed = Mutex::new(None);
        let parts = parts.clone().unbind();
        let parts = std::iter::from_fn(|| {
            Python::attach(|py| match parts.bind(py).clone().next()?.and_then(|pair| packed(&pair)) {
                Ok(packed) => Some(Ok(packed)),
                Err(error) => {
                    let message = error.to_string();
                    *failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                    Some(Err(message))
                }
            })
        });
        let outcome = py.detach(|| {
            Watch::new(progress)
                .over(|stop, progress| assemble(&self.settings, &self.sources, parts, Control { stop, progress }))
        })?;
        match (failed.into_inner().unwrap_or_else(PoisonError::into_inner), outcome) {
            // What others raised is raised as it is.
            (Some(error), _) => Err(error),
            (None, outcome) => summary(py, &outcome.map_err(|error| of_run(&error, ""))?),
        }
    }
}

fn packed(pair: &Bound<'_, PyAny>) -> PyResult<Packed> {
    let (part, bytes): (Bound<'_, PyBytes>, u64) = pair.extract()?;
    Ok(Packed { part: part.as_bytes().to_vec(), bytes })
}

/// Parts of a group of files, one chunk after the other.
#[pyclass(frozen, module = "trichdan._native")]
pub struct Parts {
    extractor: Arc<engine::Extractor>,
    chunks: Mutex<Chunks>,
}

impl Parts {
    /// Of files whose places may be others here.
    pub fn new(extractor: Arc<engine::Extractor>, files: Vec<File>) -> Self {
        let source = |(path, uri, size): File| Source { path: Some(path), ..Source::file(Path::new(&uri), size) };
        let chunks = Chunks::new(files.into_iter().map(source).collect(), extractor.read());
        Self { extractor, chunks: Mutex::new(chunks) }
    }
}

#[pymethods]
impl Parts {
    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<(Bound<'py, PyBytes>, u64)>> {
        py.check_signals()?;
        let part = py.detach(|| {
            let chunk = self.chunks.lock().unwrap_or_else(PoisonError::into_inner).next()?;
            Some(self.extractor.part(&chunk))
        });
        match part {
            Some(Ok(Packed { part, bytes })) => Ok(Some((PyBytes::new(py, &part), bytes))),
            Some(Err(error)) => Err(of_run(&error, "")),
            None => Ok(None),
        }
    }
}
