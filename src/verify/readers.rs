//! Files of a table that are read row by row: cells as text, a cell that is null empty, lists and structs as JSON.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use arrow::array::RecordBatch;
use arrow::datatypes::{Field, Schema};
use arrow::ipc::reader::FileReader;
use csv::StringRecord;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use serde_json::value::RawValue;

use crate::export::{CsvProfile, Table, cell};

/// Rows that are decoded at a time. Few, because each may hold the text of a large document.
const BATCH: usize = 128;

/// Rows of one file.
pub(super) trait Reader {
    /// Puts the next row's cells into `row`; says whether there is one.
    ///
    /// # Errors
    /// A message, if the file is damaged: there is no way on.
    fn next(&mut self, row: &mut StringRecord) -> Result<bool, String>;
}

/// Rows of CSV.
pub(super) struct Csv(csv::Reader<File>, CsvProfile);

impl Csv {
    pub fn open(file: File, table: Table, profile: CsvProfile) -> Result<Self, String> {
        let mut reader = csv::Reader::from_reader(file);
        let header = reader.headers().map_err(|error| csv_fault(&error))?;
        let header: Vec<_> = header.iter().map(|name| name.trim_start_matches('\u{feff}')).collect();
        same_columns(table, &header)?;
        Ok(Self(reader, profile))
    }
}

impl Reader for Csv {
    fn next(&mut self, row: &mut StringRecord) -> Result<bool, String> {
        let more = self.0.read_record(row).map_err(|error| csv_fault(&error))?;
        if self.1 == CsvProfile::Excel {
            *row = row.iter().map(|cell| self.1.unguarded(cell)).collect();
        }
        Ok(more)
    }
}

fn same_columns(table: Table, found: &[&str]) -> Result<(), String> {
    let names: Vec<_> = table.schema().columns.iter().map(|column| column.name).collect();
    if found == names {
        Ok(())
    } else {
        Err(format!("has the columns {}, expected {}", found.join(","), names.join(",")))
    }
}

/// What is wrong with a row of CSV; its place is told otherwise.
fn csv_fault(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("has {len} cells, expected {expected_len}")
        }
        csv::ErrorKind::Utf8 { err, .. } => format!("is not UTF-8: {err}"),
        _ => error.to_string(),
    }
}

/// Rows of Parquet or Arrow.
pub(super) struct Batches {
    reader: Box<dyn Iterator<Item = Result<RecordBatch, String>>>,
    batch: Option<RecordBatch>,
    at: usize,
}

impl Batches {
    pub fn parquet(file: File, table: Table) -> Result<Self, String> {
        guarded(|| {
            let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| error.to_string())?;
            same_types(table, builder.schema())?;
            let reader = builder.with_batch_size(BATCH).build().map_err(|error| error.to_string())?;
            Ok(Self::of(reader.map(|batch| batch.map_err(|error| error.to_string()))))
        })
    }

    pub fn arrow(file: File, table: Table) -> Result<Self, String> {
        guarded(|| {
            let reader = FileReader::try_new(BufReader::new(file), None).map_err(|error| error.to_string())?;
            same_types(table, &reader.schema())?;
            Ok(Self::of(reader.map(|batch| batch.map_err(|error| error.to_string()))))
        })
    }

    fn of(reader: impl Iterator<Item = Result<RecordBatch, String>> + 'static) -> Self {
        Self { reader: Box::new(reader), batch: None, at: 0 }
    }
}

impl Reader for Batches {
    fn next(&mut self, row: &mut StringRecord) -> Result<bool, String> {
        while self.batch.as_ref().is_none_or(|batch| self.at == batch.num_rows()) {
            let next = guarded(|| self.reader.next().transpose())?;
            (self.batch, self.at) = (next, 0);
            if self.batch.is_none() {
                return Ok(false);
            }
        }
        row.clear();
        for column in self.batch.iter().flat_map(RecordBatch::columns) {
            row.push_field(&cell(column.as_ref(), self.at).unwrap_or_default());
        }
        self.at += 1;
        Ok(true)
    }
}

/// Calls a reader that may panic over bytes that no writer has written.
fn guarded<R>(read: impl FnOnce() -> Result<R, String>) -> Result<R, String> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err("is damaged: it cannot be decoded".to_owned()))
}

fn same_types(table: Table, found: &Schema) -> Result<(), String> {
    let (found, expected) = (found.fields(), table.schema().arrow.fields());
    if found.len() != expected.len() {
        return Err(format!("has {} columns, expected {}", found.len(), expected.len()));
    }
    for (found, expected) in found.iter().zip(expected) {
        let describe = |field: &Field| {
            let null = if field.is_nullable() { "" } else { ", never null" };
            format!("{} of type {}{null}", field.name(), field.data_type())
        };
        let types = (found.name(), found.data_type(), found.is_nullable());
        if types != (expected.name(), expected.data_type(), expected.is_nullable()) {
            return Err(format!("has the column {}, expected {}", describe(found), describe(expected)));
        }
    }
    Ok(())
}

/// Rows of JSON Lines.
pub(super) struct JsonLines {
    lines: BufReader<File>,
    table: Table,
    line: String,
}

impl JsonLines {
    pub fn open(file: File, table: Table) -> Self {
        Self { lines: BufReader::new(file), table, line: String::new() }
    }
}

impl Reader for JsonLines {
    fn next(&mut self, row: &mut StringRecord) -> Result<bool, String> {
        self.line.clear();
        if self.lines.read_line(&mut self.line).map_err(|error| error.to_string())? == 0 {
            return Ok(false);
        }
        let object: BTreeMap<String, &RawValue> =
            serde_json::from_str(&self.line).map_err(|error| format!("is no object of JSON: {error}"))?;
        let columns = &self.table.schema().columns;
        if object.len() != columns.len() {
            return Err(format!("has {} fields, expected {}", object.len(), columns.len()));
        }
        row.clear();
        for column in columns {
            let value = object.get(column.name).ok_or_else(|| format!("has no field {}", column.name))?.get();
            match value {
                "null" => row.push_field(""),
                text if text.starts_with('"') => {
                    let text: String = serde_json::from_str(text).map_err(|error| error.to_string())?;
                    row.push_field(&text);
                }
                other => row.push_field(other),
            }
        }
        Ok(true)
    }
}

/// Rows of a table of a database, some at a time.
pub(super) struct Sqlite {
    connection: Connection,
    table: Table,
    rows: std::vec::IntoIter<StringRecord>,
    /// The last row's number.
    last: i64,
}

impl Sqlite {
    /// Opens the database, which is not changed.
    pub fn open(path: &Path, table: Table) -> Result<Self, String> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let open = || -> rusqlite::Result<(Connection, Vec<String>)> {
            let connection = Connection::open_with_flags(path, flags)?;
            let sql = "SELECT name FROM pragma_table_info(?)";
            let names =
                connection.prepare(sql)?.query_map([table.name()], |row| row.get(0))?.collect::<Result<_, _>>()?;
            Ok((connection, names))
        };
        let (connection, names) = open().map_err(|error| error.to_string())?;
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        same_columns(table, &names).map_err(|message| format!("the table {} {message}", table.name()))?;
        Ok(Self { connection, table, rows: Vec::new().into_iter(), last: 0 })
    }

    fn more(&mut self) -> rusqlite::Result<Vec<StringRecord>> {
        let sql = format!("SELECT rowid, * FROM {} WHERE rowid > ? ORDER BY rowid LIMIT ?", self.table.name());
        let mut select = self.connection.prepare(&sql)?;
        let mut found = select.query([self.last, BATCH as i64])?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            self.last = row.get(0)?;
            let mut cells = StringRecord::new();
            for at in 1..=self.table.schema().columns.len() {
                let is_bool = matches!(self.table.schema().columns[at - 1].kind, crate::export::Kind::Bool);
                match row.get_ref(at)? {
                    ValueRef::Null => cells.push_field(""),
                    ValueRef::Integer(number) if is_bool => {
                        cells.push_field(if number == 0 { "false" } else { "true" });
                    }
                    ValueRef::Integer(number) => cells.push_field(&number.to_string()),
                    ValueRef::Real(number) => cells.push_field(&number.to_string()),
                    ValueRef::Text(text) | ValueRef::Blob(text) => cells.push_field(&String::from_utf8_lossy(text)),
                }
            }
            rows.push(cells);
        }
        Ok(rows)
    }
}

impl Reader for Sqlite {
    fn next(&mut self, row: &mut StringRecord) -> Result<bool, String> {
        if self.rows.len() == 0 {
            self.rows = self.more().map_err(|error| error.to_string())?.into_iter();
        }
        match self.rows.next() {
            Some(cells) => {
                *row = cells;
                Ok(true)
            }
            None => Ok(false),
        }
    }
}
