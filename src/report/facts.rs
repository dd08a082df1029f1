//! What all rows of a run are counted and filtered by.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use super::strings::Strings;
use crate::export::Table;
use crate::finished::{Finished, FinishedError, Row, position};
use crate::model::{Timestamp, date_in_vietnam};

/// Columns by name, all of one length. A number is that of a string, except where it is said otherwise.
pub(super) type Columns = BTreeMap<&'static str, Vec<u32>>;

/// Columns that rows of articles alone have; `row` says of which rows they are, `start` and `end` are code points.
pub(super) const ROW: &str = "row";

/// Bytes that a document and a row take in the page, about, without their text.
pub(super) const DOCUMENT_BYTES: usize = 250;
pub(super) const ROW_BYTES: usize = 60;

/// The tables of rows that stand in a text, and which of their columns are kept for all rows.
pub(super) const FOUND: [(Table, &[&str]); 3] = [
    (
        Table::Statements,
        &["speaker_id", "speaker_kind", "speaker_org_id", "speaker_country", "cue_class", "mode", "rule"],
    ),
    (Table::Laws, &["law_id", "doc_type", "status_on_date", "resolution", "is_draft", "rule"]),
    (Table::Initiatives, &["kind", "status", "participants", "rule"]),
];

/// Tables that sum the run up, with the columns that the page shows.
const SUMMARIES: [(Table, &[&str]); 3] = [
    (Table::Speakers, &["speaker_id", "name", "kind", "role", "org", "org_id", "country"]),
    (Table::LawIndex, &["law_id", "title", "year", "doc_type"]),
    (Table::Organizations, &["org_id", "name", "kind", "country"]),
];

/// A table of rows that stand in a text.
///
/// Beside the columns of [`FOUND`]: `doc` (place of the document), `ordinal` (in the row's id), `confidence` (in thousandths),
/// and `statement` (place of the statement that it stands in, counted from 1; 0 for none).
#[derive(Debug, Default, Serialize)]
pub(super) struct Rows {
    pub columns: Columns,
    pub detail: Columns,
}

/// All of it.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub strings: Strings,
    /// `id`, `title`, `url`, `outlet`, `date` (in Viet Nam, `2025-06-26`), `article` (place of its text, counted from 1), and
    /// `duplicate_of`.
    pub documents: Columns,
    /// Bytes of text and number of rows of each document.
    pub sizes: Vec<(u32, u32)>,
    pub found: [Rows; 3],
    pub summaries: [Columns; 3],
    /// Places of the documents by hash of their id.
    places: HashMap<u128, u32>,
    /// Strings that are there without articles.
    lasting: usize,
}

/// An order of documents that has to do with nothing else, and is the same each time.
pub(super) fn order(doc_id: &str) -> u64 {
    xxh3_64(doc_id.as_bytes())
}

/// The number behind the last `#` and its letter: 12 of `a7#s12`.
fn ordinal(id: &str) -> u32 {
    id.rsplit_once('#').and_then(|(_, tail)| tail.get(1..)?.parse().ok()).unwrap_or(0)
}

impl Facts {
    /// Reads all tables but the texts, of a share of the documents (1 for all of them).
    pub fn read(run: &Finished, share: f64) -> Result<Self, FinishedError> {
        let mut facts = Self::default();
        facts.documents(run, share)?;
        let mut statements = HashMap::new();
        for (at, (table, columns)) in FOUND.into_iter().enumerate() {
            facts.found[at].columns = facts.rows(run, table, columns, &mut statements)?;
        }
        facts.bodies();
        for (at, (table, columns)) in SUMMARIES.into_iter().enumerate() {
            facts.summaries[at] = facts.plain(run, table, columns)?;
        }
        facts.lasting = facts.strings.all.len();
        Ok(facts)
    }

    /// The place of a document.
    pub fn place(&self, doc_id: &str) -> Option<u32> {
        self.places.get(&xxh3_128(doc_id.as_bytes())).copied()
    }

    /// Documents that have any row.
    pub fn worth_showing(&self) -> usize {
        self.sizes.iter().filter(|(_, rows)| *rows > 0).count()
    }

    /// Bytes that all this takes in the page, about.
    pub fn bytes(&self) -> usize {
        let rows: usize = self.sizes.iter().map(|(_, rows)| *rows as usize).sum();
        self.sizes.len() * DOCUMENT_BYTES + rows * ROW_BYTES
    }

    /// Undoes what reading the articles added.
    pub fn forget_articles(&mut self) {
        self.strings.truncate(self.lasting);
        self.documents.remove("article");
        self.found.iter_mut().for_each(|rows| rows.detail.clear());
    }

    fn documents(&mut self, run: &Finished, share: f64) -> Result<(), FinishedError> {
        // Which documents are in it has to do with nothing but their ids.
        let last = (share.clamp(0.0, 1.0) * u64::MAX as f64) as u64;
        let table = Table::Documents;
        let names = [("id", "doc_id"), ("title", "title"), ("url", "url"), ("outlet", "outlet")];
        let names = names.map(|(name, column)| (name, position(table, column)));
        let (published, duplicate) = (position(table, "published_at"), position(table, "duplicate_of"));
        let mut columns = Columns::new();
        run.each_row(table, |row| {
            if order(row.id()) > last {
                return;
            }
            let place = self.sizes.len() as u32;
            self.places.insert(xxh3_128(row.id().as_bytes()), place);
            for (name, at) in names {
                columns.entry(name).or_default().push(self.strings.number(&row.cells[at]));
            }
            columns.entry("date").or_default().push(self.strings.number(&day(&row.cells[published])));
            columns.entry("duplicate_of").or_default().push(self.strings.number(&row.cells[duplicate]));
            let rows = FOUND.map(|(table, _)| row.number(table.name()).unwrap_or(0) as u32);
            self.sizes.push((row.get("text").len() as u32, rows.iter().sum()));
        })?;
        self.documents = columns;
        Ok(())
    }

    /// Gives numbers to the ids of bodies inside the lists of parties, so that their names are there too.
    fn bodies(&mut self) {
        #[derive(serde::Deserialize)]
        struct Party {
            id: Option<String>,
        }
        let mut lists = self.found[2].columns["participants"].clone();
        lists.sort_unstable();
        lists.dedup();
        for list in lists {
            let parties: Vec<Party> = serde_json::from_str(&self.strings.all[list as usize]).unwrap_or_default();
            for id in parties.into_iter().filter_map(|party| party.id) {
                self.strings.number(&id);
            }
        }
    }

    /// Columns as they stand, of rows whose id some other table names.
    fn plain(&mut self, run: &Finished, table: Table, names: &[&'static str]) -> Result<Columns, FinishedError> {
        let places: Vec<_> = names.iter().map(|name| (*name, position(table, name))).collect();
        let mut columns: Columns = names.iter().map(|name| (*name, Vec::new())).collect();
        run.each_row(table, |row| {
            if self.strings.has(row.id()) {
                push(&mut columns, &places, &mut self.strings, row);
            }
        })?;
        Ok(columns)
    }

    fn rows(
        &mut self,
        run: &Finished,
        table: Table,
        names: &[&'static str],
        statements: &mut HashMap<u128, u32>,
    ) -> Result<Columns, FinishedError> {
        let places: Vec<_> = names.iter().map(|name| (*name, position(table, name))).collect();
        let of = |name| position(table, name);
        let (document, confidence) = (of("doc_id"), of("confidence"));
        let statement = (table != Table::Statements).then(|| of("statement_id"));
        let extra = ["doc", "ordinal", "confidence", "statement"];
        let mut columns: Columns = names.iter().copied().chain(extra).map(|name| (name, Vec::new())).collect();
        run.each_row(table, |row| {
            // A row of no document is for `verify` to tell; it stands nowhere.
            let Some(place) = self.place(&row.cells[document]) else { return };
            push(&mut columns, &places, &mut self.strings, row);
            let said = row.cells[confidence].parse::<f32>().unwrap_or(0.0);
            let link = if let Some(at) = statement {
                statements.get(&xxh3_128(row.cells[at].as_bytes())).copied().unwrap_or(0)
            } else {
                let number = statements.len() as u32 + 1;
                statements.insert(xxh3_128(row.id().as_bytes()), number);
                0
            };
            let values = [place, ordinal(row.id()), (said * 1000.0).round() as u32, link];
            for (name, value) in extra.into_iter().zip(values) {
                columns.entry(name).or_default().push(value);
            }
        })?;
        Ok(columns)
    }
}

/// Adds a row to columns of strings.
pub(super) fn push(columns: &mut Columns, places: &[(&'static str, usize)], strings: &mut Strings, row: Row) {
    for &(name, at) in places {
        columns.entry(name).or_default().push(strings.number(&row.cells[at]));
    }
}

/// The day of a point in time, in Viet Nam; empty where none is known.
fn day(published_at: &str) -> String {
    let time = published_at.parse::<jiff::Timestamp>().ok();
    time.map(|time| date_in_vietnam(Timestamp(time.as_microsecond())).to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_viet_nam() {
        assert_eq!(day("2025-06-26T18:30:00Z"), "2025-06-27");
        assert_eq!(day(""), "");
    }

    #[test]
    fn ordinals_of_ids() {
        assert_eq!(["a7#s12", "x#y#l3", "none"].map(ordinal), [12, 3, 0]);
    }
}
