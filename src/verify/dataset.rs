//! The tables of one format, checked against each other.
//!
//! Documents and the rows found in them are in the same order, so they are read side by side: for each document its
//! statements, laws and initiatives.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use csv::StringRecord;
use xxhash_rust::xxh3::xxh3_128;

use super::manifest::Manifest;
use super::rows::Rows;
use super::tally::Tally;
use super::{Report, columns};
use crate::export::{Format, Table};

/// The tables of one format.
pub(super) struct Dataset<'a> {
    folder: &'a Path,
    manifest: &'a Manifest,
    format: Format,
    report: &'a mut Report,
    hashes: Vec<(Table, Option<u128>)>,
    speakers: Tally,
    laws: Tally,
    /// By rows of statements and of initiatives.
    bodies: [Tally; 2],
}

/// Tables of rows that stand in a text: the letter of their ids and the column that shows the characters.
const FOUND: [(Table, char, &str); 3] =
    [(Table::Statements, 's', "text"), (Table::Laws, 'l', "surface"), (Table::Initiatives, 'i', "surface")];

/// A row by the names of its columns.
#[derive(Clone, Copy)]
struct Row<'a>(Table, &'a StringRecord);

impl<'a> Row<'a> {
    /// A cell; empty where it is null.
    fn get(self, name: &str) -> &'a str {
        let at = self.0.schema().columns.iter().position(|column| column.name == name);
        at.and_then(|at| self.1.get(at)).unwrap_or_default()
    }

    fn number(self, name: &str) -> Option<usize> {
        self.get(name).parse().ok()
    }
}

/// The document whose rows are being read.
struct Current<'a> {
    id: &'a str,
    text: &'a str,
    /// Where each character begins, and the end.
    characters: Vec<u32>,
    /// Rows so far of each table in [`FOUND`].
    rows: [usize; 3],
}

impl<'a> Dataset<'a> {
    pub fn new(folder: &'a Path, manifest: &'a Manifest, format: Format, report: &'a mut Report) -> Self {
        let (speakers, laws, bodies) = Default::default();
        Self { folder, manifest, format, report, hashes: Vec::new(), speakers, laws, bodies }
    }

    /// Reads all tables; gives the hash of each that could be read to its end.
    pub fn check(mut self) -> Vec<(Table, Option<u128>)> {
        self.summaries();
        self.documents();
        self.rejects();
        for (table, wrong) in [
            (Table::Speakers, self.speakers.wrong()),
            (Table::LawIndex, self.laws.wrong()),
            (Table::Organizations, self.bodies.iter().map(Tally::wrong).sum()),
        ] {
            if wrong > 0 {
                self.say(table, None, format!("{wrong} counts are not the numbers of rows in the other tables"));
            }
        }
        self.hashes.sort_unstable();
        self.hashes
    }

    fn say(&mut self, table: Table, row: Option<u64>, message: impl Into<String>) {
        self.report.add(&self.format.file_name(table), row, message);
    }

    /// Opens the file of a table; none where that fails, which is then told.
    fn open(&mut self, table: Table) -> Option<Rows> {
        let file = self.manifest.file(table, self.format)?;
        let rows = Rows::open(&self.folder.join(&file.name), table, self.format, self.manifest.csv().profile);
        rows.map_err(|message| self.say(table, None, message)).ok()
    }

    /// Goes to the next row and checks its cells; says whether there is one.
    fn step(&mut self, rows: &mut Rows) -> bool {
        let (table, number) = (rows.table, rows.read + 1);
        let row = match rows.next() {
            Ok(Some(row)) => row,
            Ok(None) => {
                self.end(rows);
                return false;
            }
            Err(message) => {
                self.say(table, Some(number), message);
                return false;
            }
        };
        for (column, cell) in table.schema().columns.iter().zip(row) {
            if let Some(message) = columns::fault(column, cell) {
                self.report.add(&self.format.file_name(table), Some(number), message);
            }
        }
        true
    }

    /// A table has been read to its end.
    fn end(&mut self, rows: &Rows) {
        self.report.rows += rows.read;
        self.hashes.push((rows.table, Some(rows.hash())));
        let expected = self.manifest.file(rows.table, self.format).map_or(0, |file| file.rows);
        if rows.read != expected {
            self.say(rows.table, None, format!("has {} rows, the manifest says {expected}", rows.read));
        }
    }

    /// Reads the tables that sum the run up.
    fn summaries(&mut self) {
        for table in [Table::Speakers, Table::LawIndex, Table::Organizations] {
            let Some(mut rows) = self.open(table) else { continue };
            let mut last = String::new();
            while self.step(&mut rows) {
                let row = Row(table, rows.row());
                let count = |name: &str| row.number(name).unwrap_or(0) as u64;
                let id = row.get(table.schema().columns[0].name);
                let is_new = match table {
                    Table::Speakers => self.speakers.claim(id, count("statements")),
                    Table::LawIndex => self.laws.claim(id, count("mentions")),
                    _ => {
                        self.bodies[1].claim(id, count("initiatives"));
                        self.bodies[0].claim(id, count("statements"))
                    }
                };
                if !is_new || id <= last.as_str() {
                    let message = format!("the id {id:?} is there twice or out of order");
                    self.say(table, Some(rows.read), message);
                }
                id.clone_into(&mut last);
            }
        }
    }

    fn documents(&mut self) {
        let Some(mut documents) = self.open(Table::Documents) else { return };
        let mut found = FOUND.map(|(table, ..)| self.open(table));
        for rows in &mut found {
            self.advance(rows);
        }
        let (mut ids, mut duplicates, mut bytes) = (HashSet::new(), 0, 0);
        while self.step(&mut documents) {
            let number = documents.read;
            let row = Row(Table::Documents, documents.row());
            duplicates += u64::from(!row.get("duplicate_of").is_empty());
            bytes += row.get("text").len() as u64;
            self.document(row, number, &mut ids);
            let mut current = Current::new(row);
            for at in 0..FOUND.len() {
                self.rows_of(&mut current, at, &mut found[at]);
            }
            for (at, (table, ..)) in FOUND.into_iter().enumerate() {
                if found[at].is_some() && row.number(table.name()) != Some(current.rows[at]) {
                    let message =
                        format!("says {} {}, there are {}", row.get(table.name()), table.name(), current.rows[at]);
                    self.say(Table::Documents, Some(number), message);
                }
            }
        }
        for rows in found.iter().flatten() {
            let message = "belongs to no document, or to an earlier one; the rows from here on are not checked";
            self.say(rows.table, Some(rows.read), message);
        }
        for (what, found, said) in
            [("duplicates", duplicates, self.manifest.duplicates), ("bytes of text", bytes, self.manifest.text_bytes)]
        {
            if found != said {
                self.say(Table::Documents, None, format!("has {found} {what}, the manifest says {said}"));
            }
        }
        if documents.read != self.manifest.documents {
            let message = format!("has {} rows, the manifest says {}", documents.read, self.manifest.documents);
            self.say(Table::Documents, None, message);
        }
    }

    /// Goes on in a table of rows that stand in texts; it is gone at its end.
    fn advance(&mut self, rows: &mut Option<Rows>) {
        if rows.as_mut().is_some_and(|rows| !self.step(rows)) {
            *rows = None;
        }
    }

    fn document(&mut self, row: Row, number: u64, ids: &mut HashSet<u128>) {
        let (id, text, original) = (row.get("doc_id"), row.get("text"), row.get("duplicate_of"));
        let mut say = |message: String| self.report.add(&self.format.file_name(row.0), Some(number), message);
        if !original.is_empty() && !ids.contains(&xxh3_128(original.as_bytes())) {
            say(format!("duplicate_of is {original:?}, which is no earlier document"));
        }
        if !ids.insert(xxh3_128(id.as_bytes())) {
            say(format!("the doc_id {id:?} is there twice"));
        }
        let hash = format!("{:032x}", xxh3_128(text.as_bytes()));
        if row.get("content_hash") != hash {
            say(format!("content_hash is {}, the text has {hash}", row.get("content_hash")));
        }
        let characters = text.chars().count();
        if row.number("characters") != Some(characters) {
            say(format!("says {} characters, the text has {characters}", row.get("characters")));
        }
    }

    /// Reads the rows of one document in one table.
    fn rows_of(&mut self, current: &mut Current, at: usize, table: &mut Option<Rows>) {
        while let Some(rows) = table.as_ref() {
            let row = Row(rows.table, rows.row());
            if row.get("doc_id") != current.id {
                return;
            }
            current.rows[at] += 1;
            self.found(row, rows.read, current, at);
            self.advance(table);
        }
    }

    /// Checks a row that stands in a text.
    fn found(&mut self, row: Row, number: u64, current: &Current, at: usize) {
        let (table, letter, shown) = FOUND[at];
        let mut say = |message: String| self.report.add(&self.format.file_name(table), Some(number), message);
        let id = row.get(table.schema().columns[0].name);
        let expected = format!("{}#{letter}{}", current.id, current.rows[at]);
        if id != expected {
            say(format!("has the id {id:?}, expected {expected:?}"));
        }
        let slice = row.number("start").zip(row.number("end")).and_then(|(start, end)| current.slice(start, end));
        if slice != Some(row.get(shown)) {
            let place = format!("text[{}:{}]", row.get("start"), row.get("end"));
            say(format!("{shown} is {:?}, but {place} is {:?}", row.get(shown), slice.unwrap_or_default()));
        }
        // Statements come first, so those of the document have been counted; a statement may go on from an earlier one.
        let statements = if table == Table::Statements { number_of_earlier(current) } else { current.rows[0] };
        for (column, letter, rows) in [
            ("continues", 's', statements),
            ("statement_id", 's', statements),
            ("law_mention_id", 'l', current.rows[1]),
        ] {
            let id = row.get(column);
            let is_own = column == table.schema().columns[0].name;
            if !is_own && !id.is_empty() && !current.has(id, letter, rows) {
                say(format!("{column} is {id:?}, which is no row of the document"));
            }
        }
        for (column, id, is_known) in self.mentioned(row) {
            if !is_known {
                self.say(table, Some(number), format!("{column} is {id:?}, which its table does not have"));
            }
        }
    }

    /// Counts the ids of speakers, laws and bodies that a row names; says of each whether its table has it.
    fn mentioned<'b>(&mut self, row: Row<'b>) -> Vec<(&'static str, std::borrow::Cow<'b, str>, bool)> {
        let mut seen = Vec::new();
        match row.0 {
            Table::Statements => {
                let (speaker, org) = (row.get("speaker_id"), row.get("speaker_org_id"));
                let body = if org.is_empty() { speaker.strip_prefix("org:").unwrap_or_default() } else { org };
                if !speaker.is_empty() {
                    seen.push(("speaker_id", speaker.into(), self.speakers.find(speaker)));
                }
                if !body.is_empty() {
                    seen.push(("speaker_org_id", body.into(), self.bodies[0].find(body)));
                }
            }
            Table::Laws if !row.get("law_id").is_empty() => {
                let law = row.get("law_id");
                seen.push(("law_id", law.into(), self.laws.find(law)));
            }
            Table::Initiatives => {
                let parties: Vec<serde_json::Value> = serde_json::from_str(row.get("participants")).unwrap_or_default();
                let ids: BTreeMap<_, _> =
                    parties.iter().filter_map(|party| Some((party["id"].as_str()?, ()))).collect();
                for id in ids.into_keys() {
                    seen.push(("participants", id.to_owned().into(), self.bodies[1].find(id)));
                }
            }
            _ => {}
        }
        seen
    }

    fn rejects(&mut self) {
        let Some(mut rows) = self.open(Table::Rejects) else { return };
        let mut codes: BTreeMap<String, u64> = BTreeMap::new();
        while self.step(&mut rows) {
            *codes.entry(Row(Table::Rejects, rows.row()).get("code").to_owned()).or_default() += 1;
        }
        if codes != self.manifest.rejects {
            let message = format!("has {codes:?} by code, the manifest says {:?}", self.manifest.rejects);
            self.say(Table::Rejects, None, message);
        }
    }
}

/// Statements before the one that is being looked at.
fn number_of_earlier(current: &Current) -> usize {
    current.rows[0] - 1
}

impl<'a> Current<'a> {
    fn new(document: Row<'a>) -> Self {
        let text = document.get("text");
        let rows = ["statements", "laws", "initiatives"].map(|name| document.get(name) != "0");
        // Only where something stands in the text.
        let characters = if rows.contains(&true) {
            text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect()
        } else {
            Vec::new()
        };
        Self { id: document.get("doc_id"), text, characters, rows: [0; 3] }
    }

    /// Characters by code points; none where the text is shorter.
    fn slice(&self, start: usize, end: usize) -> Option<&'a str> {
        let (start, end) = (*self.characters.get(start)?, *self.characters.get(end)?);
        self.text.get(start as usize..end as usize)
    }

    /// Whether one of the first `rows` rows of a table has an id.
    fn has(&self, id: &str, letter: char, rows: usize) -> bool {
        let number = id.strip_prefix(self.id).and_then(|rest| rest.strip_prefix('#')?.strip_prefix(letter));
        number.and_then(|number| number.parse::<usize>().ok()).is_some_and(|number| (1..=rows).contains(&number))
    }
}
