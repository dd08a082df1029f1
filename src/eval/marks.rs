//! Marks that a reader put on rows in a report.
//!
//! A mark is a JSON object: `mark` (`right`, `wrong`, `mended`, `missed`), `table`, `doc_id`, `start`, `end`, `text`, and for
//! `right` and `mended` the `values` that are right. Readers do not mark all rows of a document, so rows of a run that stand
//! where nothing was marked count neither as right nor as wrong.

use std::collections::HashMap;

use serde_json::Value;

use super::{Extent, GoldDocument, GoldRow, TABLES};

/// Marks by document, documents in the order in which they come.
#[derive(Default)]
pub(super) struct Marks {
    documents: Vec<GoldDocument>,
    places: HashMap<String, usize>,
}

impl Marks {
    /// Adds a mark.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn add(&mut self, value: &Value) -> Result<(), String> {
        let text = |name: &str| value[name].as_str().ok_or_else(|| format!("`{name}` is no text"));
        let edge = |name: &str| value[name].as_i64().ok_or_else(|| format!("`{name}` is no whole number"));
        let name = text("table")?;
        let at = TABLES.iter().position(|(table, _)| table.name() == name);
        let at = at.ok_or_else(|| format!("`table` is `{name}`, expected statements, laws or initiatives"))?;
        let extent = Extent { start: edge("start")?, end: edge("end")? };
        let document = self.document(text("doc_id")?);
        match text("mark")? {
            "wrong" => document.wrong.get_or_insert_default()[at].push(extent),
            "right" | "mended" | "missed" => {
                let fields = value["values"].as_object().cloned().unwrap_or_default();
                let text = value["text"].as_str().unwrap_or_default().to_owned();
                document.rows[at].push(GoldRow { extent, text, fields });
            }
            other => return Err(format!("`mark` is `{other}`, expected right, wrong, mended or missed")),
        }
        Ok(())
    }

    fn document(&mut self, doc_id: &str) -> &mut GoldDocument {
        let next = self.documents.len();
        let at = *self.places.entry(doc_id.to_owned()).or_insert(next);
        if at == next {
            let wrong = Some(Default::default());
            self.documents.push(GoldDocument { doc_id: doc_id.to_owned(), wrong, ..GoldDocument::default() });
        }
        &mut self.documents[at]
    }

    /// The documents.
    pub fn documents(self) -> Vec<GoldDocument> {
        self.documents
    }
}
