//! Rows of `laws`.

use arrow::array::{BooleanBuilder, Float32Builder, Int16Builder, Int32Builder, StringBuilder};

use super::column::{List, columns};
use super::row::Source;
use crate::extract::confidence;
use crate::model::{Law, LawMention, Provision};

columns! {
    /// A pinpoint.
    ProvisionColumns {
        article: StringBuilder,
        clause: StringBuilder,
        point: StringBuilder,
        section: StringBuilder,
        chapter: StringBuilder,
        part: StringBuilder,
        range_end: StringBuilder,
    }
}

columns! {
    /// Columns of `laws`.
    LawColumns {
        law_mention_id: StringBuilder,
        doc_id: StringBuilder,
        paragraph: Int32Builder,
        start: Int32Builder,
        end: Int32Builder,
        surface: StringBuilder,
        statement_id: StringBuilder,
        doc_type: StringBuilder,
        name: StringBuilder,
        number: StringBuilder,
        year: Int16Builder,
        amended_years: List<Int16Builder>,
        provisions: List<ProvisionColumns>,
        issuer: StringBuilder,
        is_draft: BooleanBuilder,
        law_id: StringBuilder,
        law_title: StringBuilder,
        law_year: Int16Builder,
        status_on_date: StringBuilder,
        rank: Int16Builder,
        normative: BooleanBuilder,
        resolution: StringBuilder,
        candidates: List<StringBuilder>,
        warnings: List<StringBuilder>,
        rule: StringBuilder,
        confidence: Float32Builder,
    }
}

impl LawColumns {
    /// Adds the rows of a document.
    pub fn append(&mut self, source: Source) {
        for (index, law) in source.extracted.records.laws.iter().enumerate() {
            self.row(source, index, law);
        }
    }

    fn row(&mut self, source: Source, index: usize, law: &Law) {
        let mention = &law.mention;
        source.id('l', index, &mut self.law_mention_id);
        self.doc_id.append_value(source.doc_id());
        self.paragraph.append_value(mention.paragraph as i32);
        source.place(mention.span, &mut self.start, &mut self.end);
        self.surface.append_value(mention.span.of(source.text()));
        source.statement(law.statement, &mut self.statement_id);
        self.mention(source, mention);
        self.identity(source, law);
        self.rule.append_value(mention.rule);
        self.confidence.append_value(confidence(mention.rule));
    }

    fn mention(&mut self, source: Source, mention: &LawMention) {
        let number = mention.number.as_ref();
        let written = mention.issuer.map(|span| span.of(source.text()));
        self.doc_type.append_value(mention.doc_type.as_str());
        self.name.append_option(mention.name.as_ref().map(|name| name.of(source.text())));
        self.number.append_option(number.map(|number| number.normalised.as_str()));
        self.year.append_option(mention.year);
        self.amended_years.append(&mention.amended_years, |column, &year| column.append_value(year));
        self.provisions.append(&mention.provisions, ProvisionColumns::append);
        self.issuer.append_option(written.or(number.and_then(|number| number.issuer.as_deref())));
        self.is_draft.append_value(mention.is_draft);
    }

    fn identity(&mut self, source: Source, law: &Law) {
        let row = law.registry_row.map(|row| &source.lexicon().laws.rows[row as usize]);
        self.law_id.append_option(law.law_id.as_ref());
        self.law_title.append_option(row.map(|row| row.title_vi.as_str()));
        self.law_year.append_option(row.and_then(|row| row.year));
        self.status_on_date.append_value(law.standing.status.as_str());
        self.rank.append_option(law.standing.rank.map(i16::from));
        self.normative.append_option(law.standing.normative);
        self.resolution.append_value(law.resolution.as_str());
        self.candidates.append(&law.candidates, StringBuilder::append_value);
        self.warnings.append(&law.warnings, |column, warning| column.append_value(warning.as_str()));
    }
}

impl ProvisionColumns {
    fn append(&mut self, provision: &Provision) {
        self.article.append_option(provision.article.as_ref());
        self.clause.append_option(provision.clause.as_ref());
        self.point.append_option(provision.point.as_ref());
        self.section.append_option(provision.section.as_ref());
        self.chapter.append_option(provision.chapter.as_ref());
        self.part.append_option(provision.part.as_ref());
        self.range_end.append_option(provision.range_end.as_ref());
    }
}
