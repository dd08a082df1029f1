//! Tables as JSON Lines: an object a row, all columns in their order, `null` where a value is not known; lists and structs as
//! such, dates and times as in CSV.

use arrow::array::{RecordBatch, StructArray};

use super::values::Values;

/// Appends the rows of a batch.
pub(super) fn rows(batch: &RecordBatch, out: &mut Vec<u8>) {
    let objects = StructArray::from(batch.clone());
    let objects = Values::new(&objects);
    for row in 0..batch.num_rows() {
        objects.write(row, out);
        out.push(b'\n');
    }
}
