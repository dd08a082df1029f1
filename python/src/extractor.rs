//! `trichdan._native.Extractor`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use serde_json::json;
use trichdan::config::{Overrides, Settings, own_laws};
use trichdan::engine::{self, Control, Input};
use trichdan::export::Table;
use trichdan::ingest::ReadOptions;
use trichdan::lexicon::OwnLaws;

use super::distributed::{File, Parts};
use super::errors::{PipelineError, TableError, of_config, of_run};
use super::laws;
use super::tables::{Batches, to_python};
use super::watch::Watch;

/// Tables of a piece of something larger.
const PIECE: [Table; 5] = [Table::Documents, Table::Statements, Table::Laws, Table::Initiatives, Table::Rejects];

/// What is needed to extract: made once, unchanged from then on, used from any number of threads.
#[pyclass(frozen, subclass, module = "trichdan._native")]
pub struct Extractor(Arc<engine::Extractor>);

/// What another process makes the same extractor of, files that were read included: settings as JSON, and laws as text that
/// is or is not tab-separated.
pub type State = (String, Option<(String, bool)>);

/// The state of an extractor with these settings.
pub fn state(settings: &Settings) -> State {
    let laws = settings.laws.as_ref().map(OwnLaws::source);
    (
        json!([settings.input, settings.extract, settings.threads]).to_string(),
        laws.map(|(text, tabs)| (text.to_owned(), tabs)),
    )
}

#[pymethods]
impl Extractor {
    #[new]
    #[pyo3(signature = (pipeline=None, registry=None, min_confidence=None, threads=None))]
    fn new(
        pipeline: Option<PathBuf>,
        registry: Option<PathBuf>,
        min_confidence: Option<f64>,
        threads: Option<usize>,
    ) -> PyResult<Self> {
        if let Some(share) = min_confidence.filter(|share| !(0.0..=1.0).contains(share)) {
            return Err(PipelineError::new_err(format!("min_confidence {share} is out of range, expected 0.0 to 1.0")));
        }
        let overrides = Overrides { min_confidence, threads, ..Overrides::default() };
        let mut settings =
            Settings::load_without_inputs(pipeline.as_deref(), overrides).map_err(|error| of_config(&error))?;
        if let Some(path) = registry {
            settings.laws = Some(own_laws(&path).map_err(|error| of_config(&error))?);
        }
        Ok(Self(Arc::new(engine::Extractor::new(settings))))
    }

    /// Makes an extractor of a state.
    #[staticmethod]
    fn _from_state(state: &str, laws: Option<(String, bool)>) -> PyResult<Self> {
        let bad = |error: String| PipelineError::new_err(error);
        let mut settings =
            Settings::load_without_inputs(None, Overrides::default()).map_err(|error| of_config(&error))?;
        let state = serde_json::from_str(state).map_err(|error| bad(error.to_string()))?;
        (settings.input, settings.extract, settings.threads) = state;
        let laws = laws.map(|(text, tabs)| OwnLaws::parse(&text, tabs).map_err(|error| bad(error.message)));
        settings.laws = laws.transpose()?;
        Ok(Self(Arc::new(engine::Extractor::new(settings))))
    }

    /// State for another process.
    fn _state(&self) -> State {
        state(self.0.settings())
    }

    /// What comes of files, chunk after chunk, packed: pairs (part, bytes of input) for [`Plan`](super::distributed::Plan).
    fn parts(&self, files: Vec<File>) -> Parts {
        Parts::new(self.0.clone(), files)
    }

    /// `{name: pyarrow.Table}` of a table. `columns` maps our columns to those of the table.
    #[pyo3(signature = (data, columns, *, source, source_uri=None, piece=false, threads=None))]
    fn extract<'py>(
        &self,
        data: &Bound<'py, PyAny>,
        columns: BTreeMap<String, String>,
        source: &str,
        source_uri: Option<&str>,
        piece: bool,
        threads: Option<usize>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let py = data.py();
        let Batches { schema, rows } = Batches::of(data)?;
        let mut read = self.0.settings().read_options();
        for (ours, theirs) in columns {
            if schema.index_of(&theirs).is_err() {
                let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
                let message = format!("no column is named {theirs} ({ours}); the columns are: {}", names.join(", "));
                return Err(TableError::new_err(message));
            }
            *field(&mut read, &ours)? = vec![theirs];
        }
        let input = Input { name: source, uri: source_uri, schema: &schema, batches: rows, is_piece: piece };
        let threads = threads.unwrap_or(self.0.settings().threads);
        let gathered = py.detach(|| {
            Watch::new(None)
                .over(|stop, progress| self.0.extract(input, Some(&read), threads, Control { stop, progress }))
        })?;
        let gathered = gathered.map_err(|error| of_run(&error, ""))?;
        to_python(py, gathered, if piece { &PIECE } else { &Table::ALL })
    }

    /// Rows of the registry, as dictionaries.
    #[pyo3(signature = (query=None, on=None))]
    fn laws<'py>(&self, py: Python<'py>, query: Option<&str>, on: Option<&str>) -> PyResult<Bound<'py, PyList>> {
        laws::find(py, &self.0.lexicon().laws, query, on)
    }
}

/// Names of the columns that are read as one of ours.
fn field<'a>(read: &'a mut ReadOptions, ours: &str) -> PyResult<&'a mut Vec<String>> {
    let fields = &mut read.fields;
    Ok(match ours {
        "id" => &mut fields.id,
        "text" => &mut fields.text,
        "title" => &mut fields.title,
        "url" => &mut fields.url,
        "published_at" => &mut fields.published_at,
        "author" => &mut fields.author,
        "outlet" => &mut fields.outlet,
        "section" => &mut fields.section,
        _ => return Err(TableError::new_err(format!("no column of documents is named {ours}"))),
    })
}
