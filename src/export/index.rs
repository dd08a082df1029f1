//! The tables that sum a run up: `speakers`, `law_index`, `organizations`. Counted part by part in the order of the input,
//! after duplicates have been taken out; written sorted by id.

use std::collections::{BTreeSet, HashMap};

use arrow::array::{
    Array, AsArray, Date32Builder, Int16Array, Int16Builder, Int64Builder, RecordBatch, StringArray, StringBuilder,
};
use arrow::datatypes::Int16Type;

use super::column::columns;
use super::part::{DocumentFacts, Part, batch};
use super::schema::Table;
use crate::lexicon::Lexicon;

/// What has been counted so far.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Documents so far: tells two documents apart.
    documents: u64,
    speakers: HashMap<Box<str>, Speaker>,
    laws: HashMap<Box<str>, Law>,
    organizations: HashMap<Box<str>, Organization>,
}

#[derive(Debug, Default)]
struct Speaker {
    name: Option<Box<str>>,
    kind: Option<Box<str>>,
    role: Option<Box<str>>,
    org: Option<Box<str>>,
    org_id: Option<Box<str>>,
    country: Option<Box<str>>,
    statements: i64,
    seen: Seen,
}

#[derive(Debug, Default)]
struct Law {
    doc_type: Option<Box<str>>,
    title: Option<Box<str>>,
    year: Option<i16>,
    mentions: i64,
    seen: Seen,
}

#[derive(Debug, Default)]
struct Organization {
    statements: i64,
    initiatives: i64,
    seen: Seen,
}

/// In which documents something occurs.
#[derive(Debug, Default)]
struct Seen {
    last_document: u64,
    documents: i64,
    first_date: Option<i32>,
    last_date: Option<i32>,
}

/// The document that a row comes from: its number from 1 and its date.
type At = (u64, Option<i32>);

impl Seen {
    fn note(&mut self, (document, date): At) {
        if self.last_document != document {
            self.last_document = document;
            self.documents += 1;
        }
        if let Some(date) = date {
            self.first_date = Some(self.first_date.map_or(date, |first| first.min(date)));
            self.last_date = Some(self.last_date.map_or(date, |last| last.max(date)));
        }
    }
}

impl Index {
    /// Counts the rows of a part.
    pub fn add(&mut self, part: &Part) {
        self.statements(part.rows(Table::Statements), &self.places(&part.facts, 0));
        self.laws(part.rows(Table::Laws), &self.places(&part.facts, 1));
        self.organizations(part);
        self.documents += part.facts.len() as u64;
    }

    /// For each row of a table the document that it comes from.
    fn places(&self, facts: &[DocumentFacts], table: usize) -> Vec<At> {
        let documents = (self.documents + 1..).zip(facts);
        documents.flat_map(|(number, facts)| std::iter::repeat_n((number, facts.date), facts.rows[table])).collect()
    }

    fn statements(&mut self, rows: &RecordBatch, places: &[At]) {
        let text = |name: &str| rows[name].as_string::<i32>();
        let [ids, names, kinds] = ["speaker_id", "speaker_name", "speaker_kind"].map(text);
        let [roles, orgs, org_ids, countries] =
            ["speaker_role", "speaker_org", "speaker_org_id", "speaker_country"].map(text);
        for (row, &at) in places.iter().enumerate() {
            let Some(id) = value(ids, row) else { continue };
            let speaker = entry(&mut self.speakers, id);
            speaker.statements += 1;
            speaker.seen.note(at);
            keep_first(&mut speaker.name, value(names, row));
            keep_first(&mut speaker.kind, value(kinds, row));
            keep_first(&mut speaker.role, value(roles, row));
            keep_first(&mut speaker.org, value(orgs, row));
            keep_first(&mut speaker.org_id, value(org_ids, row));
            keep_first(&mut speaker.country, value(countries, row));
        }
    }

    fn laws(&mut self, rows: &RecordBatch, places: &[At]) {
        let [ids, types, titles] = ["law_id", "doc_type", "law_title"].map(|name| rows[name].as_string::<i32>());
        let years: &Int16Array = rows["law_year"].as_primitive::<Int16Type>();
        for (row, &at) in places.iter().enumerate() {
            let Some(id) = value(ids, row) else { continue };
            let law = entry(&mut self.laws, id);
            law.mentions += 1;
            law.seen.note(at);
            keep_first(&mut law.doc_type, value(types, row));
            keep_first(&mut law.title, value(titles, row));
            law.year = law.year.or_else(|| years.is_valid(row).then(|| years.value(row)));
        }
    }

    /// Counts bodies, document by document: one may speak and take part in the same.
    fn organizations(&mut self, part: &Part) {
        let statements = part.rows(Table::Statements);
        let [ids, org_ids] = ["speaker_id", "speaker_org_id"].map(|name| statements[name].as_string::<i32>());
        let parties = part.rows(Table::Initiatives)["participants"].as_list::<i32>();
        let party_ids =
            parties.values().as_struct().column_by_name("id").expect("a part of the struct").as_string::<i32>();
        let ends = parties.value_offsets();
        let (mut statement, mut initiative) = (0, 0);
        for (number, facts) in (self.documents + 1..).zip(&part.facts) {
            let at = (number, facts.date);
            for row in statement..statement + facts.rows[0] {
                let of_body = || value(ids, row)?.strip_prefix("org:");
                let Some(id) = value(org_ids, row).or_else(of_body) else { continue };
                let org = entry(&mut self.organizations, id);
                org.statements += 1;
                org.seen.note(at);
            }
            for row in initiative..initiative + facts.rows[2] {
                let parties = ends[row]..ends[row + 1];
                let ids: BTreeSet<_> = parties.filter_map(|party| value(party_ids, party as usize)).collect();
                for id in ids {
                    let org = entry(&mut self.organizations, id);
                    org.initiatives += 1;
                    org.seen.note(at);
                }
            }
            statement += facts.rows[0];
            initiative += facts.rows[2];
        }
    }

    /// The tables, sorted by id.
    pub fn finish(self, lexicon: &Lexicon) -> [(Table, RecordBatch); 3] {
        let mut speakers = SpeakerColumns::default();
        for (id, speaker) in sorted(self.speakers) {
            speakers.append(&id, &speaker);
        }
        let mut laws = LawColumns::default();
        for (id, law) in sorted(self.laws) {
            laws.append(&id, &law);
        }
        let names: HashMap<_, _> = lexicon.organizations.iter().map(|org| (org.id.as_str(), org)).collect();
        let mut organizations = OrganizationColumns::default();
        for (id, counted) in sorted(self.organizations) {
            organizations.append(names[&*id], &counted);
        }
        [
            (Table::Speakers, batch(Table::Speakers, &mut speakers)),
            (Table::LawIndex, batch(Table::LawIndex, &mut laws)),
            (Table::Organizations, batch(Table::Organizations, &mut organizations)),
        ]
    }
}

fn value(column: &StringArray, row: usize) -> Option<&str> {
    column.is_valid(row).then(|| column.value(row))
}

/// The entry of an id; the id is copied only when it is new.
fn entry<'a, T: Default>(map: &'a mut HashMap<Box<str>, T>, id: &str) -> &'a mut T {
    if !map.contains_key(id) {
        map.insert(id.into(), T::default());
    }
    map.get_mut(id).expect("inserted above")
}

fn keep_first(slot: &mut Option<Box<str>>, value: Option<&str>) {
    if slot.is_none() {
        *slot = value.map(Into::into);
    }
}

fn sorted<T>(map: HashMap<Box<str>, T>) -> Vec<(Box<str>, T)> {
    let mut rows: Vec<_> = map.into_iter().collect();
    rows.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    rows
}

columns! {
    /// Columns of `speakers`.
    SpeakerColumns {
        speaker_id: StringBuilder,
        name: StringBuilder,
        kind: StringBuilder,
        role: StringBuilder,
        org: StringBuilder,
        org_id: StringBuilder,
        country: StringBuilder,
        statements: Int64Builder,
        documents: Int64Builder,
        first_date: Date32Builder,
        last_date: Date32Builder,
    }
}

impl SpeakerColumns {
    fn append(&mut self, id: &str, speaker: &Speaker) {
        self.speaker_id.append_value(id);
        self.name.append_option(speaker.name.as_ref());
        self.kind.append_option(speaker.kind.as_ref());
        self.role.append_option(speaker.role.as_ref());
        self.org.append_option(speaker.org.as_ref());
        self.org_id.append_option(speaker.org_id.as_ref());
        self.country.append_option(speaker.country.as_ref());
        self.statements.append_value(speaker.statements);
        self.documents.append_value(speaker.seen.documents);
        self.first_date.append_option(speaker.seen.first_date);
        self.last_date.append_option(speaker.seen.last_date);
    }
}

columns! {
    /// Columns of `law_index`.
    LawColumns {
        law_id: StringBuilder,
        doc_type: StringBuilder,
        title: StringBuilder,
        year: Int16Builder,
        mentions: Int64Builder,
        documents: Int64Builder,
        first_date: Date32Builder,
        last_date: Date32Builder,
    }
}

impl LawColumns {
    fn append(&mut self, id: &str, law: &Law) {
        self.law_id.append_value(id);
        self.doc_type.append_option(law.doc_type.as_ref());
        self.title.append_option(law.title.as_ref());
        self.year.append_option(law.year);
        self.mentions.append_value(law.mentions);
        self.documents.append_value(law.seen.documents);
        self.first_date.append_option(law.seen.first_date);
        self.last_date.append_option(law.seen.last_date);
    }
}

columns! {
    /// Columns of `organizations`.
    OrganizationColumns {
        org_id: StringBuilder,
        name: StringBuilder,
        kind: StringBuilder,
        country: StringBuilder,
        statements: Int64Builder,
        initiatives: Int64Builder,
        documents: Int64Builder,
        first_date: Date32Builder,
        last_date: Date32Builder,
    }
}

impl OrganizationColumns {
    fn append(&mut self, org: &crate::lexicon::Organization, counted: &Organization) {
        self.org_id.append_value(&org.id);
        self.name.append_value(&org.name_vi);
        self.kind.append_value(&org.kind);
        self.country.append_value(&org.country);
        self.statements.append_value(counted.statements);
        self.initiatives.append_value(counted.initiatives);
        self.documents.append_value(counted.seen.documents);
        self.first_date.append_option(counted.seen.first_date);
        self.last_date.append_option(counted.seen.last_date);
    }
}
