//! Which documents of a run repeat an earlier one, and which ids are taken: decided in the order of the input.

use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, BooleanArray, Int32Array, RecordBatch, StringArray};
use arrow::compute::{concat_batches, filter_record_batch};

use super::documents::RejectColumns;
use super::known::Known;
use super::part::{Part, batch};
use super::schema::Table;
use crate::model::{Reject, RejectCode, Stage};

/// Texts and ids seen so far.
#[derive(Debug, Default)]
pub(super) struct Identity {
    known: Known,
}

/// What becomes of a document.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    /// It stays as it is.
    First,
    /// Its text has been seen: it yields no rows, and perhaps needs another id.
    Duplicate { of: Box<str>, doc_id: Option<String> },
    /// Its id stands for another text.
    Refused,
}

impl Identity {
    /// Marks duplicates and takes out what cannot stay. A part without either is left untouched.
    pub fn settle(&mut self, part: &mut Part) {
        let ids = part.rows(Table::Documents)["doc_id"].as_string::<i32>();
        let verdicts: Vec<_> =
            ids.iter().flatten().zip(&part.facts).map(|(id, facts)| self.judge(id, facts.content_hash)).collect();
        if verdicts.iter().any(|verdict| *verdict != Verdict::First) {
            apply(part, &verdicts);
        }
    }

    fn judge(&mut self, doc_id: &str, text: u128) -> Verdict {
        let same_id = self.known.with_id(doc_id);
        if same_id.is_some_and(|number| self.known.text(number) != text) {
            return Verdict::Refused;
        }
        let first = self.known.with_text(text).map(|number| self.known.id(number).into());
        if same_id.is_none() {
            self.known.add(doc_id, text);
        }
        match first {
            None => Verdict::First,
            Some(of) => Verdict::Duplicate { of, doc_id: same_id.map(|_| self.free_id(doc_id, text)) },
        }
    }

    /// The first of `id~2`, `id~3` ... that no document has.
    fn free_id(&mut self, doc_id: &str, text: u128) -> String {
        let mut ids = (2_u64..).map(|n| format!("{doc_id}~{n}"));
        let free = ids.find(|id| self.known.with_id(id).is_none());
        let free = free.expect("there are more numbers than documents");
        self.known.add(&free, text);
        free
    }
}

fn apply(part: &mut Part, verdicts: &[Verdict]) {
    let rejects = refused(part, verdicts);
    for (at, table) in [Table::Statements, Table::Laws, Table::Initiatives].into_iter().enumerate() {
        let keep: Vec<bool> = std::iter::zip(&part.facts, verdicts)
            .flat_map(|(facts, verdict)| std::iter::repeat_n(*verdict == Verdict::First, facts.rows[at]))
            .collect();
        part.replace(table, filter(part.rows(table), keep));
    }
    let documents = marked(part.rows(Table::Documents), verdicts);
    part.replace(
        Table::Documents,
        filter(&documents, verdicts.iter().map(|verdict| *verdict != Verdict::Refused).collect()),
    );
    if rejects.num_rows() > 0 {
        let schema = &Table::Rejects.schema().arrow;
        let all = concat_batches(schema, [part.rows(Table::Rejects), &rejects]).expect("both have the table's schema");
        part.replace(Table::Rejects, all);
    }
}

fn filter(batch: &RecordBatch, keep: Vec<bool>) -> RecordBatch {
    filter_record_batch(batch, &BooleanArray::from(keep)).expect("one truth value for each row")
}

/// The documents with `duplicate_of` filled in, other ids and no rows where they repeat another.
fn marked(documents: &RecordBatch, verdicts: &[Verdict]) -> RecordBatch {
    let ids = documents["doc_id"].as_string::<i32>();
    let ids = ids.iter().zip(verdicts).map(|(id, verdict)| match verdict {
        Verdict::Duplicate { doc_id: Some(other), .. } => Some(other.as_str()),
        _ => id,
    });
    let originals = verdicts.iter().map(|verdict| match verdict {
        Verdict::Duplicate { of, .. } => Some(&**of),
        _ => None,
    });
    let replaced: [(&str, ArrayRef); 5] = [
        ("doc_id", Arc::new(ids.collect::<StringArray>())),
        ("duplicate_of", Arc::new(originals.collect::<StringArray>())),
        ("statements", counts(documents, "statements", verdicts)),
        ("laws", counts(documents, "laws", verdicts)),
        ("initiatives", counts(documents, "initiatives", verdicts)),
    ];
    let schema = documents.schema();
    let mut columns = documents.columns().to_vec();
    for (name, array) in replaced {
        columns[schema.index_of(name).expect("a column of the table")] = array;
    }
    RecordBatch::try_new(schema, columns).expect("types are unchanged")
}

fn counts(documents: &RecordBatch, name: &str, verdicts: &[Verdict]) -> ArrayRef {
    let counts = documents[name].as_primitive::<arrow::datatypes::Int32Type>().values();
    let kept = counts.iter().zip(verdicts).map(|(count, verdict)| if *verdict == Verdict::First { *count } else { 0 });
    Arc::new(kept.collect::<Int32Array>())
}

/// The rejects for the documents whose id stands for another text.
fn refused(part: &Part, verdicts: &[Verdict]) -> RecordBatch {
    let documents = part.rows(Table::Documents);
    let (ids, uris) = (documents["doc_id"].as_string::<i32>(), documents["source_uri"].as_string::<i32>());
    let mut columns = RejectColumns::default();
    for row in (0..verdicts.len()).filter(|&row| verdicts[row] == Verdict::Refused) {
        columns.append(&Reject {
            source_uri: uris.value(row).to_owned(),
            stage: Stage::Ingest,
            code: RejectCode::DuplicateId,
            message: format!("the id {:?} already stands for an earlier document with another text", ids.value(row)),
            offset: None,
        });
    }
    batch(Table::Rejects, &mut columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn duplicate(of: &str, doc_id: Option<&str>) -> Verdict {
        Verdict::Duplicate { of: of.into(), doc_id: doc_id.map(str::to_owned) }
    }

    #[test]
    fn verdicts_in_order_of_input() {
        let mut identity = Identity::default();
        assert_eq!(identity.judge("a", 1), Verdict::First);
        assert_eq!(identity.judge("b", 1), duplicate("a", None));
        assert_eq!(identity.judge("a", 2), Verdict::Refused);
        assert_eq!(identity.judge("b", 2), Verdict::Refused);
        assert_eq!(identity.judge("c", 2), Verdict::First);
        assert_eq!(identity.judge("a", 1), duplicate("a", Some("a~2")));
        assert_eq!(identity.judge("a~3", 3), Verdict::First);
        assert_eq!(identity.judge("a", 1), duplicate("a", Some("a~4")));
        assert_eq!(identity.judge("a~2", 4), Verdict::Refused);
    }
}
