//! Tables on their way in and out, by the Arrow `PyCapsule` interface: buffers are shared, not copied.

use arrow::array::{RecordBatch, RecordBatchReader};
use arrow::datatypes::SchemaRef;
use arrow::error::ArrowError;
use arrow::ffi_stream::RecordBatchStreamReader;
use arrow::pyarrow::{FromPyArrow, IntoPyArrow, Table as PyTable};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use trichdan::export::{Gathered, Table};

/// Batches of a table that Python holds.
pub struct Batches {
    pub schema: SchemaRef,
    pub rows: Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>> + Send>,
}

impl Batches {
    /// The batches of anything that shows itself as a stream or an array of Arrow.
    ///
    /// # Errors
    /// `TypeError` for anything else.
    pub fn of(data: &Bound<'_, PyAny>) -> PyResult<Self> {
        if data.hasattr("__arrow_c_stream__")? {
            let reader = RecordBatchStreamReader::from_pyarrow_bound(data)?;
            return Ok(Self { schema: reader.schema(), rows: Box::new(reader) });
        }
        if data.hasattr("__arrow_c_array__")? {
            let batch = RecordBatch::from_pyarrow_bound(data)?;
            return Ok(Self { schema: batch.schema(), rows: Box::new(std::iter::once(Ok(batch))) });
        }
        let kind = data.get_type().fully_qualified_name()?;
        Err(PyTypeError::new_err(format!(
            "expected a table that speaks Arrow's PyCapsule interface (pyarrow, Polars, DuckDB, pandas 2.2 or newer), got {kind}"
        )))
    }
}

/// `{name: pyarrow.Table}` of the tables that there are.
pub fn to_python<'py>(py: Python<'py>, mut gathered: Gathered, tables: &[Table]) -> PyResult<Bound<'py, PyDict>> {
    let out = PyDict::new(py);
    for &table in tables {
        let rows = PyTable::try_new(gathered.take(table), table.schema().arrow.clone());
        let rows = rows.map_err(|error| super::errors::InternalError::new_err(error.to_string()))?;
        out.set_item(table.name(), rows.into_pyarrow(py)?)?;
    }
    Ok(out)
}
