//! The tables of a run kept in memory, for whoever wants them there and not in files.

use arrow::array::RecordBatch;

use super::identity::Identity;
use super::index::Index;
use super::part::{PART_TABLES, Part};
use super::schema::Table;
use crate::lexicon::Lexicon;

/// Takes the parts of a run in the order of the input, as [`RunWriter`](super::RunWriter) does.
#[derive(Debug, Default)]
pub struct Gathered {
    identity: Identity,
    index: Index,
    batches: Vec<(Table, RecordBatch)>,
}

impl Gathered {
    /// Takes the next part of all there is. Documents that repeat an earlier one are marked, those with an id that stands
    /// for another text become rejects.
    pub fn append(&mut self, mut part: Part) {
        self.identity.settle(&mut part);
        self.index.add(&part);
        self.append_piece(part);
    }

    /// Takes rows as they are: those of a piece of something larger.
    pub fn append_piece(&mut self, part: Part) {
        let rows = std::iter::zip(PART_TABLES, part.batches);
        self.batches.extend(rows.filter(|(_, rows)| rows.num_rows() > 0));
    }

    /// Adds the tables that sum all parts up.
    pub fn sum_up(&mut self, lexicon: &Lexicon) {
        let index = std::mem::take(&mut self.index);
        self.batches.extend(index.finish(lexicon).into_iter().filter(|(_, rows)| rows.num_rows() > 0));
    }

    /// The rows of a table, in order; none where it is empty.
    pub fn take(&mut self, table: Table) -> Vec<RecordBatch> {
        self.batches.extract_if(.., |(of, _)| *of == table).map(|(_, rows)| rows).collect()
    }
}
