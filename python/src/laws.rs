//! Rows of the registry for Python.

use jiff::civil::Date;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use trichdan::lexicon::{LawRegistry, LawRow};

use super::errors::PipelineError;

/// The documents that a query fits, by date; all without one. `on` is a day (YYYY-MM-DD) to say the status of.
pub fn find<'py>(
    py: Python<'py>,
    registry: &LawRegistry,
    query: Option<&str>,
    on: Option<&str>,
) -> PyResult<Bound<'py, PyList>> {
    let day = |text: &str| text.parse::<Date>().map_err(|error| PipelineError::new_err(format!("on: {error}")));
    let on = on.map(day).transpose()?;
    let rows = query.map_or_else(|| (0..registry.rows.len() as u32).collect(), |query| registry.find(query));
    let out = PyList::empty(py);
    for row in rows {
        out.append(law(py, registry, &registry.rows[row as usize], on)?)?;
    }
    Ok(out)
}

fn law<'py>(py: Python<'py>, registry: &LawRegistry, row: &LawRow, on: Option<Date>) -> PyResult<Bound<'py, PyDict>> {
    let out = PyDict::new(py);
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let list =
        |cell: &str, by: char| cell.split(by).filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let replaced: Vec<String> = registry
        .replaced_by(row)
        .map(|law| if law.number.is_empty() { format!("id:{}", law.id) } else { law.number.clone() })
        .collect();
    out.set_item("id", &row.id)?;
    out.set_item("number", some(&row.number))?;
    out.set_item("doc_type", &row.doc_type)?;
    out.set_item("title", &row.title_vi)?;
    out.set_item("short_titles", list(&row.short_titles, '|'))?;
    out.set_item("year", row.year)?;
    for (name, date) in [
        ("issued", row.issued_date),
        ("in_force_from", row.effective_date),
        ("partly_from", row.partly_from),
        ("partly_until", row.partly_until),
        ("expired_from", row.expiry_date),
    ] {
        out.set_item(name, date.map(|date| date.to_string()))?;
    }
    out.set_item("replaced", replaced)?;
    out.set_item("replaced_by", list(&row.replaced_by, ','))?;
    out.set_item("amends", list(&row.amends, ','))?;
    out.set_item("amended_by", list(&row.amended_by, ','))?;
    out.set_item("status", on.map(|date| row.status_on(date).as_str()))?;
    Ok(out)
}
