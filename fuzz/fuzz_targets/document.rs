//! A whole document: sound rows, the same twice, and work that a text of its length may cost.
#![no_main]

use trichdan::engine::{Scratch, process_one};
use trichdan::export::Table;
use trichdan_fuzz::document;
use trichdan_fuzz::soundness::{sound, tiles};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let document = document(text);
    tiles(&document.text);
    sound(&document);
    let mut scratch = Scratch::default();
    let first = process_one(&document, &mut scratch);
    // At worst a step for each pair of tokens.
    let steps = scratch.steps();
    assert!(steps <= (document.text.len() as u64).pow(2) + 1000, "{steps} steps");
    let second = process_one(&document, &mut scratch);
    assert_eq!(steps, scratch.steps());
    for table in [Table::Documents, Table::Statements, Table::Laws, Table::Initiatives, Table::Rejects] {
        assert_eq!(first.rows(table), second.rows(table));
    }
});
