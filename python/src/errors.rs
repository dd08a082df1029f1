//! What goes wrong, as the exceptions of `trichdan.errors`, with the words of the command line.

use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::{PyErr, import_exception};
use trichdan::config::ConfigError;
use trichdan::engine::RunError;

import_exception!(trichdan.errors, InputError);
import_exception!(trichdan.errors, InternalError);
import_exception!(trichdan.errors, OutputError);
import_exception!(trichdan.errors, PipelineError);
import_exception!(trichdan.errors, TableError);

/// The exception for a pipeline file, or a file that it names, that cannot be used.
pub fn of_config(error: &ConfigError) -> PyErr {
    PipelineError::new_err(error.to_string())
}

/// The exception for a run that did not finish; `hint` is added to its words.
pub fn of_run(error: &RunError, hint: &str) -> PyErr {
    let message = format!("{error}{hint}");
    match error {
        RunError::Discover(_) => InputError::new_err(message),
        RunError::Table(_) => TableError::new_err(message),
        RunError::Export(_) => OutputError::new_err(message),
        RunError::Interrupted => PyKeyboardInterrupt::new_err(message),
        RunError::Internal(_) => InternalError::new_err(message),
    }
}
