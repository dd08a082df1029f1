//! How Python follows work that goes on without its lock: signals are looked at and a callable hears of progress.

use std::sync::atomic::{AtomicBool, Ordering};

use pyo3::prelude::*;
use pyo3::types::PyDict;
use trichdan::engine::Progress;

/// Ends the work when a signal has come or the callable has failed, and keeps what was raised.
#[derive(Default)]
pub struct Watch {
    callable: Option<Py<PyAny>>,
    /// For [`Control::stop`](trichdan::engine::Control::stop).
    pub stop: AtomicBool,
    raised: Option<PyErr>,
}

impl Watch {
    pub fn new(callable: Option<Py<PyAny>>) -> Self {
        Self { callable, ..Self::default() }
    }

    /// Tells how far the work has come.
    pub fn update(callable: Option<&Py<PyAny>>, progress: &Progress) -> PyResult<()> {
        Python::attach(|py| {
            py.check_signals()?;
            let Some(callable) = callable else { return Ok(()) };
            let said = PyDict::new(py);
            said.set_item("bytes", progress.bytes)?;
            said.set_item("total_bytes", progress.total_bytes)?;
            said.set_item("documents", progress.documents)?;
            said.set_item("rejects", progress.rejects)?;
            said.set_item("taken", progress.taken)?;
            said.set_item("remark", progress.start.to_string())?;
            said.set_item("seconds", progress.elapsed.as_secs_f64())?;
            callable.call1(py, (said,)).map(drop)
        })
    }

    /// Calls `work` with a flag that ends it and a function to call from time to time; what that raised goes before the
    /// outcome.
    pub fn over<R>(&mut self, work: impl FnOnce(&AtomicBool, &mut dyn FnMut(&Progress)) -> R) -> PyResult<R> {
        let Self { callable, stop, raised } = self;
        let outcome = work(stop, &mut |progress| {
            if raised.is_none()
                && let Err(error) = Self::update(callable.as_ref(), progress)
            {
                stop.store(true, Ordering::Relaxed);
                *raised = Some(error);
            }
        });
        raised.take().map_or(Ok(outcome), Err)
    }
}
