//! Documents and what was found in them.
//!
//! The tables are in the same order, so they are read side by side: for each document its statements, laws and initiatives.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::Value;
use xxhash_rust::xxh3::xxh3_128;

use super::dataset::{Dataset, Step};
use super::rows::{Row, Rows};
use super::shown;
use crate::export::Table;

/// Tables of rows that stand in a text: the letter of their ids and the column that shows the characters.
const FOUND: [(Table, char, &str); 3] =
    [(Table::Statements, 's', "text"), (Table::Laws, 'l', "surface"), (Table::Initiatives, 'i', "surface")];

/// Columns that name a row of the same document, with the table of that row as its place in [`FOUND`].
const LINKS: [(&str, usize); 3] = [("continues", 0), ("statement_id", 0), ("law_mention_id", 1)];

/// A table of [`FOUND`] on the way.
struct Reading {
    rows: Rows,
    state: Step,
}

/// The document whose rows are being read.
struct Current<'a> {
    row: Row<'a>,
    /// Counted from 1.
    number: u64,
    text: &'a str,
    /// The byte at which each character begins, and the end; empty where nothing stands in the text.
    characters: Vec<u32>,
    /// Rows so far of each table in [`FOUND`], and the ordinals in their ids, ascending.
    rows: [usize; 3],
    ordinals: [Vec<usize>; 3],
    /// Whether the table can be read.
    is_read: [bool; 3],
    /// `start` of the last row.
    last_start: usize,
}

/// Numbers of documents by the hash of their id. Asked only where something is wrong, so that a sound run is not read twice.
#[derive(Default)]
struct Numbers(Option<HashMap<u128, u64>>);

impl Dataset<'_> {
    pub fn documents(&mut self) {
        let Some(mut documents) = self.open(Table::Documents) else { return };
        let mut tables = FOUND.map(|(table, ..)| {
            let mut rows = self.open(table)?;
            let state = self.step(&mut rows);
            Some(Reading { rows, state })
        });
        let (mut ids, mut numbers, mut duplicates, mut bytes) = (HashSet::new(), Numbers::default(), 0, 0);
        let state = loop {
            let state = self.step(&mut documents);
            if state != Step::Row {
                break state;
            }
            let row = documents.row();
            duplicates += u64::from(!row.get("duplicate_of").is_empty());
            bytes += row.get("text").len() as u64;
            self.document(row, documents.read, &mut ids);
            let mut current = Current::new(row, documents.read);
            current.is_read =
                tables.each_ref().map(|table| table.as_ref().is_some_and(|table| table.state != Step::Broken));
            for (at, table) in tables.iter_mut().enumerate() {
                let Some(table) = table else { continue };
                self.rows_of(&mut current, at, table, &mut numbers);
                current.is_read[at] = table.state != Step::Broken;
                let name = table.rows.table.name();
                if table.state != Step::Broken && row.number(name) != Some(current.rows[at]) {
                    let message = format!("says {} {name}, there are {}", row.get(name), current.rows[at]);
                    self.row(row, documents.read, message);
                }
            }
        };
        if state == Step::Broken {
            return;
        }
        for table in tables.iter_mut().flatten() {
            self.left_over(table, &mut numbers);
        }
        let said = self.manifest;
        for (what, found, said) in [
            ("duplicates", duplicates, said.duplicates),
            ("bytes of text", bytes, said.text_bytes),
            ("documents", documents.read, said.documents),
        ] {
            if found != said {
                self.file(Table::Documents, format!("has {found} {what}, the manifest says {said}"));
            }
        }
    }

    fn document(&mut self, row: Row, number: u64, ids: &mut HashSet<u128>) {
        let (text, original) = (row.get("text"), row.get("duplicate_of"));
        if !original.is_empty() && !ids.contains(&xxh3_128(original.as_bytes())) {
            self.row(row, number, format!("duplicate_of is {original:?}, which is no earlier document"));
        }
        if !ids.insert(xxh3_128(row.id().as_bytes())) {
            self.row(row, number, "the doc_id is there twice");
        }
        let hash = format!("{:032x}", xxh3_128(text.as_bytes()));
        if row.get("content_hash") != hash {
            self.row(row, number, format!("content_hash is {}, the text has {hash}", row.get("content_hash")));
        }
        let characters = text.chars().count();
        if row.number("characters") != Some(characters) {
            self.row(row, number, format!("says {} characters, the text has {characters}", row.get("characters")));
        }
    }

    /// Reads the rows of one document in one table.
    fn rows_of(&mut self, current: &mut Current, at: usize, table: &mut Reading, numbers: &mut Numbers) {
        current.last_start = 0;
        while table.state == Step::Row {
            let row = table.rows.row();
            if row.get("doc_id") == current.row.id() {
                current.rows[at] += 1;
                self.found(row, table.rows.read, current, at);
            } else if Some(current.rows[at]) == current.row.number(row.table.name()) {
                return;
            } else {
                // The document lacks rows, or this one is in the wrong place.
                match numbers.of(self, row.get("doc_id")) {
                    Some(number) if number > current.number => return,
                    _ => self.homeless(row, table.rows.read, numbers),
                }
            }
            table.state = self.step(&mut table.rows);
        }
    }

    /// Rows after those of the last document.
    fn left_over(&mut self, table: &mut Reading, numbers: &mut Numbers) {
        while table.state == Step::Row {
            self.homeless(table.rows.row(), table.rows.read, numbers);
            table.state = self.step(&mut table.rows);
        }
    }

    /// Tells of a row that belongs to no document, or to one that has been passed.
    fn homeless(&mut self, row: Row, number: u64, numbers: &mut Numbers) {
        let doc_id = row.get("doc_id");
        let message = match numbers.of(self, doc_id) {
            Some(_) => "stands apart from the other rows of its document".to_owned(),
            None => format!("doc_id is {doc_id:?}, which is no document"),
        };
        self.row(row, number, message);
    }

    /// Checks a row that stands in a text.
    fn found(&mut self, row: Row, number: u64, current: &mut Current, at: usize) {
        let (_, letter, shows) = FOUND[at];
        self.place(row, number, current, shows);
        for (column, linked) in LINKS {
            let id = row.get(column);
            let is_own = column == row.table.schema().columns[0].name;
            if !is_own && !id.is_empty() && !current.has(id, linked) {
                let which = if column == "continues" { "earlier statement" } else { "row" };
                self.row(row, number, format!("{column} is {id:?}, which is no {which} of the document"));
            }
        }
        let expected = current.ordinals[at].last().map_or(1, |last| last + 1);
        let ordinal = current.ordinal(row.id(), letter);
        if ordinal != Some(expected) {
            let doc_id = current.row.id();
            self.row(row, number, format!("the id should be {:?}", format!("{doc_id}#{letter}{expected}")));
        }
        current.ordinals[at].extend(ordinal.filter(|&ordinal| ordinal >= expected));
        self.mentioned(row, number);
    }

    /// Checks where a row stands and that it shows what stands there.
    fn place(&mut self, row: Row, number: u64, current: &mut Current, shows: &str) {
        let ends = row.number("start").zip(row.number("end"));
        let slice = ends.and_then(|(start, end)| current.slice(start, end));
        if slice != Some(row.get(shows)) {
            let place = format!("text[{}:{}]", row.get("start"), row.get("end"));
            let there = slice.map_or_else(|| "not there".to_owned(), shown);
            self.row(row, number, format!("{shows} is {}, but {place} is {there}", shown(row.get(shows))));
        }
        for column in ["quotes", "points"] {
            let parts: Vec<Value> = serde_json::from_str(row.get(column)).unwrap_or_default();
            let inside = |part: &Value| {
                let end = |name: &str| part[name].as_u64().map(|at| at as usize);
                end("start").zip(end("end")).is_some_and(|(start, end)| current.slice(start, end).is_some())
            };
            if let Some(part) = parts.iter().find(|part| !inside(part)) {
                self.row(row, number, format!("{column} has {part}, which is no part of the text"));
            }
        }
        let (paragraph, all) = (row.number("paragraph"), current.row.number("paragraphs"));
        if paragraph >= all {
            let (paragraph, all) = (row.get("paragraph"), current.row.get("paragraphs"));
            self.row(row, number, format!("paragraph is {paragraph}, the document has {all}"));
        }
        let start = row.number("start").unwrap_or(current.last_start);
        if start < current.last_start {
            self.row(row, number, "stands before the row above: not sorted by start");
        }
        current.last_start = start;
    }

    /// Counts the speakers, laws and bodies that a row names, and tells of those that their table does not have.
    fn mentioned(&mut self, row: Row, number: u64) {
        let mut unknown = Vec::new();
        let mut note = |column, id: &str, is_known: bool| {
            if !is_known {
                unknown.push(format!("{column} is {id:?}, which its table does not have"));
            }
        };
        match row.table {
            Table::Statements => {
                let (speaker, org) = (row.get("speaker_id"), row.get("speaker_org_id"));
                let body = if org.is_empty() { speaker.strip_prefix("org:").unwrap_or_default() } else { org };
                if !speaker.is_empty() {
                    note("speaker_id", speaker, self.speakers.find(speaker));
                }
                if !body.is_empty() {
                    note("speaker_org_id", body, self.bodies[0].find(body));
                }
            }
            Table::Laws if !row.get("law_id").is_empty() => {
                note("law_id", row.get("law_id"), self.laws.find(row.get("law_id")));
            }
            Table::Initiatives => {
                let parties: Vec<Value> = serde_json::from_str(row.get("participants")).unwrap_or_default();
                let ids: BTreeSet<_> = parties.iter().filter_map(|party| party["id"].as_str()).collect();
                for id in ids {
                    note("participants", id, self.bodies[1].find(id));
                }
            }
            _ => {}
        }
        for message in unknown {
            self.row(row, number, message);
        }
    }
}

impl Numbers {
    /// The number of the first document with an id.
    fn of(&mut self, dataset: &Dataset, id: &str) -> Option<u64> {
        let numbers = self.0.get_or_insert_with(|| {
            let mut numbers = HashMap::new();
            let rows = Rows::open(dataset.folder, dataset.manifest, Table::Documents, dataset.format);
            // What is wrong with the documents is told where they are checked.
            let Ok(Some(mut rows)) = rows else { return numbers };
            while rows.advance() == Ok(true) {
                numbers.entry(xxh3_128(rows.row().id().as_bytes())).or_insert(rows.read);
            }
            numbers
        });
        numbers.get(&xxh3_128(id.as_bytes())).copied()
    }
}

impl<'a> Current<'a> {
    fn new(row: Row<'a>, number: u64) -> Self {
        let text = row.get("text");
        let is_bare = FOUND.iter().all(|(table, ..)| row.get(table.name()) == "0");
        let mut characters = Vec::new();
        if !is_bare {
            characters.extend(text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]));
        }
        Self {
            row,
            number,
            text,
            characters,
            rows: [0; 3],
            ordinals: Default::default(),
            is_read: [false; 3],
            last_start: 0,
        }
    }

    /// Characters by code points; none where the text is shorter or the ends are the wrong way round.
    fn slice(&self, start: usize, end: usize) -> Option<&'a str> {
        let (start, end) = (*self.characters.get(start)?, *self.characters.get(end)?);
        self.text.get(start as usize..end as usize)
    }

    /// The number in an id of this document: 12 in `doc_id#s12`.
    fn ordinal(&self, id: &str, letter: char) -> Option<usize> {
        id.strip_prefix(self.row.id())?.strip_prefix('#')?.strip_prefix(letter)?.parse().ok()
    }

    /// Whether a row of the document that has been read may have this id.
    fn has(&self, id: &str, table: usize) -> bool {
        let ordinal = self.ordinal(id, FOUND[table].1);
        !self.is_read[table] || ordinal.is_some_and(|ordinal| self.ordinals[table].binary_search(&ordinal).is_ok())
    }
}
