//! Rows of `initiatives`.

use arrow::array::{Date32Builder, Float32Builder, Int32Builder, Int64Builder, StringBuilder};

use super::column::{List, columns};
use super::row::Source;
use super::values::days;
use crate::extract::confidence;
use crate::lexicon::{Lexicon, Organization};
use crate::model::{Initiative, Participant};

columns! {
    /// A party.
    ParticipantColumns {
        name: StringBuilder,
        id: StringBuilder,
        country: StringBuilder,
    }
}

columns! {
    /// Columns of `initiatives`.
    InitiativeColumns {
        initiative_id: StringBuilder,
        doc_id: StringBuilder,
        paragraph: Int32Builder,
        start: Int32Builder,
        end: Int32Builder,
        surface: StringBuilder,
        statement_id: StringBuilder,
        kind: StringBuilder,
        name: StringBuilder,
        status: StringBuilder,
        participants: List<ParticipantColumns>,
        field: StringBuilder,
        cue: StringBuilder,
        event_date: Date32Builder,
        event_date_precision: StringBuilder,
        amount: Int64Builder,
        currency: StringBuilder,
        law_mention_id: StringBuilder,
        initiative_key: StringBuilder,
        rule: StringBuilder,
        confidence: Float32Builder,
    }
}

impl InitiativeColumns {
    /// Adds the rows of a document.
    pub fn append(&mut self, source: Source) {
        for (index, initiative) in source.extracted.records.initiatives.iter().enumerate() {
            self.row(source, index, initiative);
        }
    }

    fn row(&mut self, source: Source, index: usize, initiative: &Initiative) {
        let text = source.text();
        let mention = &initiative.mention;
        source.id('i', index, &mut self.initiative_id);
        self.doc_id.append_value(source.doc_id());
        self.paragraph.append_value(mention.paragraph as i32);
        source.place(mention.span, &mut self.start, &mut self.end);
        self.surface.append_value(mention.span.of(text));
        source.statement(initiative.statement, &mut self.statement_id);
        self.kind.append_value(mention.kind.as_str());
        self.name.append_option(mention.name.as_ref().map(|name| name.of(text)));
        self.status.append_value(mention.status.as_str());
        self.participants.append(&mention.participants, |parties, party| parties.append(source, party));
        source.words(mention.field, &mut self.field);
        source.words(mention.cue, &mut self.cue);
        self.event_date.append_option(mention.event_date.map(|event| days(event.date)));
        self.event_date_precision.append_option(mention.event_date.map(|event| event.precision.as_str()));
        let amount = mention.amount.as_ref();
        self.amount.append_option(amount.map(|sum| sum.amount.round() as i64));
        self.currency.append_option(amount.map(|sum| sum.currency));
        match initiative.law {
            Some(index) => source.id('l', index as usize, &mut self.law_mention_id),
            None => self.law_mention_id.append_null(),
        }
        self.initiative_key.append_value(&initiative.key);
        self.rule.append_value(mention.rule);
        self.confidence.append_value(confidence(mention.rule));
    }
}

impl ParticipantColumns {
    fn append(&mut self, source: Source, party: &Participant) {
        let lexicon = source.lexicon();
        let org = party.org_entry.map(|entry| &lexicon.organizations[entry as usize]);
        let country = party.country.map(|entry| lexicon.countries[entry as usize].iso2.as_str());
        self.name.append_value(party.name.of(source.text()));
        self.id.append_option(org.map(|org| org.id.as_str()));
        self.country.append_option(country.or_else(|| country_of(lexicon, org?)));
    }
}

/// The country of a body; none for one of several countries.
fn country_of<'a>(lexicon: &Lexicon, org: &'a Organization) -> Option<&'a str> {
    lexicon.countries.iter().any(|country| country.iso2 == org.country).then_some(org.country.as_str())
}
