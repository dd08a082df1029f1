//! The native part of the Python package `trichdan`: what a run does, for tables in memory.
//!
//! All that is said to users (docstrings, defaults, checks of types) stands in the Python files beside it; here values are
//! only handed on to the library.

mod distributed;
mod errors;
mod extractor;
mod laws;
mod run;
mod tables;
mod watch;

use arrow::datatypes::Schema;
use arrow::pyarrow::PyArrowType;
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use trichdan::export::Table;
use trichdan::lexicon::Lexicon;

/// Names of the tables, in order.
#[pyfunction]
fn table_names() -> Vec<&'static str> {
    Table::ALL.iter().map(|table| table.name()).collect()
}

/// Bodies of the registry: id, name, kind, country.
#[pyfunction]
fn organizations() -> Vec<(&'static str, &'static str, &'static str, &'static str)> {
    let bodies = Lexicon::builtin().organizations.iter();
    bodies.map(|body| (&*body.id, &*body.name_vi, &*body.kind, &*body.country)).collect()
}

/// Columns of a table.
#[pyfunction]
fn schema(table: &str) -> PyResult<PyArrowType<Schema>> {
    let table = Table::from_name(table).ok_or_else(|| PyKeyError::new_err(table.to_owned()))?;
    Ok(PyArrowType(table.schema().arrow.as_ref().clone()))
}

#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<extractor::Extractor>()?;
    module.add_class::<distributed::Plan>()?;
    module.add_class::<distributed::Parts>()?;
    module.add_function(wrap_pyfunction!(run::run, module)?)?;
    module.add_function(wrap_pyfunction!(organizations, module)?)?;
    module.add_function(wrap_pyfunction!(table_names, module)?)?;
    module.add_function(wrap_pyfunction!(schema, module)?)
}
