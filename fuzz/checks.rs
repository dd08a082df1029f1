//! What the fuzz targets share: reading from memory, and what holds for every document.

#[path = "../tests/all/soundness.rs"]
pub mod soundness;
pub use soundness::document;

use std::borrow::Cow;

use trichdan::ingest::{Format, ReadOptions, canonical_text, read_bytes};
use trichdan::model::{Document, Reject};

/// What a reader makes of bytes. Read twice, the same comes out; what is read is canonical.
pub fn read(format: Option<Format>, bytes: &[u8]) -> Vec<Result<Document, Reject>> {
    let options = ReadOptions { max_document_bytes: 1 << 20, max_unpacked_bytes: 4 << 20, ..ReadOptions::default() };
    let once = || {
        let mut out = Vec::new();
        read_bytes("a", format, bytes.to_vec(), &options, &mut |record| {
            out.push(record.and_then(|record| record.read(&options)));
        });
        out
    };
    let records = once();
    assert_eq!(records, once());
    for document in records.iter().flatten() {
        assert!(!document.text.is_empty() && document.text.len() <= 1 << 20);
        is_canonical(&document.text);
        let fields = [&document.url, &document.title, &document.author, &document.outlet, &document.section];
        for field in fields.into_iter().flatten().chain([&document.doc_id]) {
            assert!(!field.chars().any(char::is_control), "{field:?}");
        }
    }
    records
}

/// Canonical text is left as it is, and holds no control character but the ends of paragraphs.
pub fn is_canonical(text: &str) {
    let mut warnings = Vec::new();
    assert!(matches!(canonical_text(Cow::Borrowed(text), &mut warnings), Cow::Borrowed(same) if same == text));
    assert!(warnings.is_empty() && !text.chars().any(|c| c.is_control() && c != '\n'));
}
