//! Rows of `documents` and of `rejects`.

use std::fmt::Write;

use arrow::array::{Int32Builder, Int64Builder, StringBuilder, TimestampMicrosecondBuilder};

use super::column::{List, columns};
use super::row::Source;
use crate::model::Reject;

columns! {
    /// Columns of `documents`.
    DocumentColumns {
        doc_id: StringBuilder,
        source_uri: StringBuilder,
        url: StringBuilder,
        title: StringBuilder,
        author: StringBuilder,
        outlet: StringBuilder,
        section: StringBuilder,
        published_at: TimestampMicrosecondBuilder,
        text: StringBuilder,
        content_hash: StringBuilder,
        duplicate_of: StringBuilder,
        paragraphs: Int32Builder,
        sentences: Int32Builder,
        characters: Int32Builder,
        statements: Int32Builder,
        laws: Int32Builder,
        initiatives: Int32Builder,
        warnings: List<StringBuilder>,
    }
}

impl DocumentColumns {
    /// Adds the row of a document. Whether it repeats another is known only when the run is put in order.
    pub fn append(&mut self, source: Source) {
        let document = source.extracted.document;
        self.doc_id.append_value(&document.doc_id);
        self.source_uri.append_value(&document.source_uri);
        self.url.append_option(document.url.as_ref());
        self.title.append_option(document.title.as_ref());
        self.author.append_option(document.author.as_ref());
        self.outlet.append_option(document.outlet.as_ref());
        self.section.append_option(document.section.as_ref());
        self.published_at.append_option(document.published_at.map(|time| time.0));
        self.text.append_value(&document.text);
        // Writing to a builder in memory does not fail.
        let _ = write!(self.content_hash, "{:032x}", document.content_hash);
        self.content_hash.append_value("");
        self.duplicate_of.append_null();
        self.paragraphs.append_value(source.extracted.segmented.paragraphs.len() as i32);
        self.sentences.append_value(source.extracted.segmented.sentences.len() as i32);
        self.characters.append_value(source.points.total() as i32);
        self.statements.append_value(source.extracted.records.statements.len() as i32);
        self.laws.append_value(source.extracted.records.laws.len() as i32);
        self.initiatives.append_value(source.extracted.records.initiatives.len() as i32);
        self.warnings.append(&document.warnings, StringBuilder::append_value);
    }
}

columns! {
    /// Columns of `rejects`.
    RejectColumns {
        source_uri: StringBuilder,
        stage: StringBuilder,
        code: StringBuilder,
        message: StringBuilder,
        offset: Int64Builder,
    }
}

impl RejectColumns {
    /// Adds the row of a record that was refused.
    pub fn append(&mut self, reject: &Reject) {
        self.source_uri.append_value(&reject.source_uri);
        self.stage.append_value(reject.stage.as_str());
        self.code.append_value(reject.code.as_str());
        self.message.append_value(&reject.message);
        self.offset.append_option(reject.offset.map(|offset| offset as i64));
    }
}
