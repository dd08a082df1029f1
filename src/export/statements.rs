//! Rows of `statements`.

use arrow::array::{Float32Builder, Int32Builder, StringBuilder};

use super::column::{List, columns};
use super::row::Source;
use crate::extract::confidence;
use crate::model::{CueClass, Point, Span, Speaker, Statement};

columns! {
    /// A quoted part.
    SpanColumns {
        start: Int32Builder,
        end: Int32Builder,
    }
}

columns! {
    /// An enumerated point.
    PointColumns {
        ordinal: Int32Builder,
        label: StringBuilder,
        start: Int32Builder,
        end: Int32Builder,
    }
}

columns! {
    /// Columns of `statements`.
    StatementColumns {
        statement_id: StringBuilder,
        doc_id: StringBuilder,
        paragraph: Int32Builder,
        start: Int32Builder,
        end: Int32Builder,
        text: StringBuilder,
        mode: StringBuilder,
        quotes: List<SpanColumns>,
        cue: StringBuilder,
        cue_class: StringBuilder,
        speaker: StringBuilder,
        speaker_name: StringBuilder,
        speaker_id: StringBuilder,
        speaker_kind: StringBuilder,
        speaker_role: StringBuilder,
        speaker_org: StringBuilder,
        speaker_org_id: StringBuilder,
        speaker_country: StringBuilder,
        addressees: List<StringBuilder>,
        relay: StringBuilder,
        occasion: StringBuilder,
        points: List<PointColumns>,
        continues: StringBuilder,
        rule: StringBuilder,
        confidence: Float32Builder,
    }
}

impl StatementColumns {
    /// Adds the rows of a document.
    pub fn append(&mut self, source: Source) {
        for (index, statement) in source.extracted.records.statements.iter().enumerate() {
            self.row(source, index, statement);
        }
    }

    fn row(&mut self, source: Source, index: usize, statement: &Statement) {
        let text = source.text();
        let mention = &statement.mention;
        source.id('s', index, &mut self.statement_id);
        self.doc_id.append_value(source.doc_id());
        self.paragraph.append_value(mention.paragraph as i32);
        source.place(mention.span, &mut self.start, &mut self.end);
        self.text.append_value(mention.span.of(text));
        self.mode.append_value(mention.mode.as_str());
        self.quotes.append(&mention.quotes, |quotes, &quote| quotes.append(source, quote));
        source.words(mention.cue, &mut self.cue);
        self.cue_class.append_option(mention.cue_class.map(CueClass::as_str));
        self.speaker(source, statement.speaker.as_ref());
        self.addressees.append(&mention.addressees, |column, addressee| column.append_value(addressee.of(text)));
        source.words(mention.relay, &mut self.relay);
        source.words(mention.occasion, &mut self.occasion);
        self.points.append(mention.points.iter().enumerate(), |points, (at, point)| points.append(source, at, point));
        source.statement(mention.continues, &mut self.continues);
        self.rule.append_value(mention.rule);
        self.confidence.append_value(confidence(mention.rule));
    }

    fn speaker(&mut self, source: Source, speaker: Option<&Speaker>) {
        let org = speaker.and_then(|speaker| speaker.org_entry);
        let org = org.map(|entry| source.lexicon().organizations[entry as usize].id.as_str());
        let country = speaker.and_then(|speaker| speaker.country);
        let country = country.as_ref().and_then(|code| std::str::from_utf8(code).ok());
        source.words(speaker.and_then(|speaker| speaker.written), &mut self.speaker);
        source.words(speaker.and_then(|speaker| speaker.name), &mut self.speaker_name);
        source.speaker(speaker.and_then(|speaker| speaker.key), &mut self.speaker_id);
        self.speaker_kind.append_option(speaker.map(|speaker| speaker.kind.as_str()));
        source.words(speaker.and_then(|speaker| speaker.role), &mut self.speaker_role);
        source.words(speaker.and_then(|speaker| speaker.org), &mut self.speaker_org);
        self.speaker_org_id.append_option(org);
        self.speaker_country.append_option(country);
    }
}

impl SpanColumns {
    fn append(&mut self, source: Source, span: Span) {
        source.place(span, &mut self.start, &mut self.end);
    }
}

impl PointColumns {
    fn append(&mut self, source: Source, index: usize, point: &Point) {
        self.ordinal.append_value(index as i32 + 1);
        self.label.append_value(point.label.of(source.text()));
        source.place(point.span, &mut self.start, &mut self.end);
    }
}
