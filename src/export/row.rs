//! What the tables' builders share: the document that rows come from, and values that several tables have.

use std::fmt::Write;

use arrow::array::{Int32Builder, StringBuilder};

use super::code_points::CodePoints;
use crate::lexicon::{Lexicon, fold};
use crate::model::{Document, Records, Segmented, Span, SpeakerKey};

/// All that is known of one document, ready to become rows.
#[derive(Clone, Copy, Debug)]
pub struct Extracted<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its parts.
    pub segmented: &'a Segmented,
    /// Its rows.
    pub records: &'a Records,
    /// The lexicons whose entries the rows name.
    pub lexicon: &'a Lexicon,
}

/// A document whose spans can be written.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub extracted: Extracted<'a>,
    pub points: &'a CodePoints,
}

impl<'a> Source<'a> {
    pub fn doc_id(&self) -> &'a str {
        &self.extracted.document.doc_id
    }

    pub fn text(&self) -> &'a str {
        &self.extracted.document.text
    }

    pub fn lexicon(&self) -> &'a Lexicon {
        self.extracted.lexicon
    }

    /// Appends a span in code points.
    pub fn place(&self, span: Span, start: &mut Int32Builder, end: &mut Int32Builder) {
        let (first, past) = self.points.convert(self.text(), span);
        start.append_value(first);
        end.append_value(past);
    }

    /// Appends the characters of a span that may be missing.
    pub fn words(&self, span: Option<Span>, column: &mut StringBuilder) {
        column.append_option(span.map(|span| span.of(self.text())));
    }

    /// Appends the id of a row: `doc_id#s12`. `index` counts from 0, ids from 1.
    pub fn id(&self, letter: char, index: usize, column: &mut StringBuilder) {
        append(column, format_args!("{}#{letter}{}", self.doc_id(), index + 1));
    }

    /// Appends the id of the statement at an index, if there is one.
    pub fn statement(&self, index: Option<u32>, column: &mut StringBuilder) {
        match index {
            Some(index) => self.id('s', index as usize, column),
            None => column.append_null(),
        }
    }

    /// Appends the key of a speaker.
    pub fn speaker(&self, key: Option<SpeakerKey>, column: &mut StringBuilder) {
        match key {
            Some(SpeakerKey::Registered(entry)) => {
                append(column, format_args!("org:{}", self.lexicon().organizations[entry as usize].id));
            }
            Some(SpeakerKey::Person(span)) => slug(column, "person", span.of(self.text())),
            Some(SpeakerKey::Named(span)) => slug(column, "name", span.of(self.text())),
            None => column.append_null(),
        }
    }
}

/// Appends one value made of parts, without a string in between.
fn append(column: &mut StringBuilder, value: std::fmt::Arguments) {
    // Writing to a builder in memory does not fail.
    let _ = column.write_fmt(value);
    column.append_value("");
}

/// Appends `prefix:` and a name in lower case, one placement of tone marks, `-` for whatever is no letter or digit;
/// null for a name without any.
fn slug(column: &mut StringBuilder, prefix: &str, name: &str) {
    let mut words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let Some(first) = words.next() else { return column.append_null() };
    let _ = write!(column, "{prefix}:{}", fold(first));
    for word in words {
        let _ = write!(column, "-{}", fold(word));
    }
    column.append_value("");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slug_of(name: &str) -> Option<String> {
        let mut column = StringBuilder::new();
        slug(&mut column, "person", name);
        column.finish().iter().next().flatten().map(str::to_owned)
    }

    #[test]
    fn spellings_of_one_name_have_one_key() {
        assert_eq!(slug_of("Nguyễn Thị Hòa").as_deref(), Some("person:nguyễn-thị-hoà"));
        assert_eq!(slug_of("NGUYỄN  Thị\nHoà").as_deref(), Some("person:nguyễn-thị-hoà"));
        assert_eq!(slug_of("Jean-Luc Picard").as_deref(), Some("person:jean-luc-picard"));
        assert_eq!(slug_of("..."), None);
    }
}
