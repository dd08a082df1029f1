//! The tables of one format, checked against the schema, the manifest and each other.

use std::collections::BTreeMap;
use std::path::Path;

use super::manifest::Manifest;
use super::rows::{Row, Rows};
use super::tally::Tally;
use super::{Report, columns, shown};
use crate::export::{Format, Table};

/// Hashes of all rows of each table that could be read to its end.
pub(super) type Hashes = [Option<u128>; Table::ALL.len()];

/// The tables of one format.
pub(super) struct Dataset<'a> {
    pub folder: &'a Path,
    pub manifest: &'a Manifest,
    pub format: Format,
    pub report: &'a mut Report,
    hashes: Hashes,
    pub speakers: Tally,
    pub laws: Tally,
    /// By rows of statements and of initiatives.
    pub bodies: [Tally; 2],
}

/// What became of the wish for the next row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Row,
    End,
    /// The file is damaged and cannot be read on; this has been told.
    Broken,
}

impl<'a> Dataset<'a> {
    pub fn new(folder: &'a Path, manifest: &'a Manifest, format: Format, report: &'a mut Report) -> Self {
        let (hashes, speakers, laws, bodies) = Default::default();
        Self { folder, manifest, format, report, hashes, speakers, laws, bodies }
    }

    /// Reads all tables.
    pub fn check(mut self) -> Hashes {
        // First, because the other tables name their ids.
        self.summaries();
        self.documents();
        self.rejects();
        let [statements, initiatives] = &self.bodies;
        for (table, counted, wrong) in [
            (Table::Speakers, Table::Statements, self.speakers.wrong()),
            (Table::LawIndex, Table::Laws, self.laws.wrong()),
            (Table::Organizations, Table::Statements, statements.wrong()),
            (Table::Organizations, Table::Initiatives, initiatives.wrong()),
        ] {
            // A table that cannot be read to its end tells nothing about the other.
            let are_whole =
                [table, counted, Table::Documents].iter().all(|&table| self.hashes[table as usize].is_some());
            if wrong > 0 && are_whole {
                let counted = counted.name();
                self.file(table, format!("{wrong} counts of {counted} are not the numbers of rows there"));
            }
        }
        self.hashes
    }

    /// Notes what is wrong with the file of a table.
    pub fn file(&mut self, table: Table, message: impl Into<String>) {
        self.report.file(&self.format.file_name(table), message);
    }

    /// Notes what is wrong with a row.
    pub fn row(&mut self, row: Row, number: u64, message: impl Into<String>) {
        self.report.row(&self.format.file_name(row.table), number, row.id(), message);
    }

    /// Opens the file of a table; none where that fails, which is then told.
    pub fn open(&mut self, table: Table) -> Option<Rows> {
        let rows = Rows::open(self.folder, self.manifest, table, self.format);
        rows.unwrap_or_else(|message| {
            self.file(table, message);
            None
        })
    }

    /// Goes to the next row and checks its cells.
    pub fn step(&mut self, rows: &mut Rows) -> Step {
        match rows.advance() {
            Ok(true) => {}
            Ok(false) => {
                self.end(rows);
                return Step::End;
            }
            Err(message) => {
                let message = format!("{message}; the rows from here on are not checked");
                self.report.row(&self.format.file_name(rows.table), rows.read + 1, "", message);
                return Step::Broken;
            }
        }
        let row = rows.row();
        for (column, cell) in row.table.schema().columns.iter().zip(row.cells) {
            if let Some(message) = columns::fault(column, cell) {
                self.row(row, rows.read, message);
            }
        }
        Step::Row
    }

    /// A table has been read to its end.
    fn end(&mut self, rows: &Rows) {
        self.report.rows += rows.read;
        self.hashes[rows.table as usize] = Some(rows.hash());
        let expected = self.manifest.file(rows.table, self.format).map_or(0, |file| file.rows);
        // Of a file of all tables the manifest says the sum.
        if rows.read != expected && !self.format.is_of_run() {
            self.file(rows.table, format!("has {} rows, the manifest says {expected}", rows.read));
        }
    }

    /// Reads the tables that sum the run up.
    fn summaries(&mut self) {
        for table in [Table::Speakers, Table::LawIndex, Table::Organizations] {
            let Some(mut rows) = self.open(table) else { continue };
            let mut last = String::new();
            while self.step(&mut rows) == Step::Row {
                let row = rows.row();
                let count = |name: &str| row.number(name).unwrap_or(0) as u64;
                let id = row.id();
                let is_new = match table {
                    Table::Speakers => self.speakers.claim(id, count("statements")),
                    Table::LawIndex => self.laws.claim(id, count("mentions")),
                    _ => {
                        self.bodies[1].claim(id, count("initiatives"));
                        self.bodies[0].claim(id, count("statements"))
                    }
                };
                if !is_new {
                    self.row(row, rows.read, "the id is there twice");
                } else if id < last.as_str() {
                    self.row(row, rows.read, format!("stands after {}: not sorted by id", shown(&last)));
                }
                id.clone_into(&mut last);
            }
            if self.hashes[table as usize].is_some() {
                match table {
                    Table::Speakers => self.speakers.close(),
                    Table::LawIndex => self.laws.close(),
                    _ => self.bodies.iter_mut().for_each(Tally::close),
                }
            }
        }
    }

    fn rejects(&mut self) {
        let Some(mut rows) = self.open(Table::Rejects) else { return };
        let mut codes: BTreeMap<String, u64> = BTreeMap::new();
        loop {
            match self.step(&mut rows) {
                Step::Row => *codes.entry(rows.row().get("code").to_owned()).or_default() += 1,
                Step::Broken => return,
                Step::End => break,
            }
        }
        if codes != self.manifest.rejects {
            let message = format!("has {codes:?} by code, the manifest says {:?}", self.manifest.rejects);
            self.file(Table::Rejects, message);
        }
    }
}
