//! All tables in one SQLite file, for Datasette, DuckDB and whatever speaks SQL: ids as primary keys, foreign keys with an
//! index each, full-text search over statements. Lists and structs are JSON, dates and times as in CSV.

use std::path::Path;

use arrow::array::RecordBatch;
use rusqlite::types::Value;
use rusqlite::{Connection, Result, params_from_iter};

use super::schema::{Column, Kind, SCHEMA_VERSION, Table};
use super::values::Values;

/// The file on the way: one transaction from begin to end, without a journal, because a file that does not become whole is
/// thrown away.
pub(super) struct Database(Connection);

/// How the connection writes. What is in the file depends on the rows alone.
const SETTINGS: &str = "PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
    PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768; PRAGMA foreign_keys = OFF;";

/// Words of statements and their speakers, found with their marks: `bán`, `bàn` and `bạn` are three words.
const SEARCH: &str = "CREATE VIRTUAL TABLE statements_fts USING fts5(text, speaker_name, content = 'statements',
    tokenize = 'unicode61 remove_diacritics 0'); INSERT INTO statements_fts(statements_fts) VALUES ('rebuild');";

/// Columns beside keys by which rows are often looked up.
const LOOKED_UP: [(Table, &str); 4] = [
    (Table::Documents, "published_at"),
    (Table::Documents, "outlet"),
    (Table::Statements, "speaker_name"),
    (Table::Initiatives, "initiative_key"),
];

impl Database {
    /// Begins with an empty file.
    pub fn begin(path: &Path) -> Result<Self> {
        let connection = Connection::open(path)?;
        connection.execute_batch(SETTINGS)?;
        connection.execute_batch("BEGIN")?;
        connection.pragma_update(None, "user_version", SCHEMA_VERSION.parse::<u32>().unwrap_or_default())?;
        for table in Table::ALL {
            connection.execute_batch(&create(table))?;
        }
        Ok(Self(connection))
    }

    /// Appends rows to a table.
    pub fn append(&mut self, table: Table, rows: &RecordBatch) -> Result<()> {
        let places = vec!["?"; rows.num_columns()].join(",");
        let mut insert = self.0.prepare(&format!("INSERT INTO {} VALUES ({places})", table.name()))?;
        let columns: Vec<_> = rows.columns().iter().map(|column| Values::new(column.as_ref())).collect();
        let mut text = Vec::new();
        for row in 0..rows.num_rows() {
            let cells = columns.iter().zip(&table.schema().columns);
            insert
                .execute(params_from_iter(cells.map(|(values, column)| value(values, row, &column.kind, &mut text))))?;
        }
        Ok(())
    }

    /// Adds what finds rows again, and closes the file.
    pub fn finish(self) -> Result<()> {
        for table in Table::ALL {
            let looked_up = LOOKED_UP.iter().filter(|(of, _)| *of == table).map(|(_, column)| *column);
            let keys = table.foreign_keys();
            for column in keys.iter().map(|key| key.column).chain(looked_up) {
                let name = table.name();
                self.0.execute_batch(&format!("CREATE INDEX {name}_{column} ON {name} ({column})"))?;
            }
        }
        self.0.execute_batch(SEARCH)?;
        self.0.execute_batch("COMMIT")?;
        self.0.close().map_err(|(_, error)| error)
    }
}

/// The statement that makes a table.
fn create(table: Table) -> String {
    let mut lines: Vec<String> = table.schema().columns.iter().map(|column| definition(table, column)).collect();
    for key in table.foreign_keys() {
        let (to, id) = (key.table.name(), key.table.primary_key().unwrap_or_default());
        lines.push(format!("FOREIGN KEY ({}) REFERENCES {to} ({id})", key.column));
    }
    format!("CREATE TABLE {} (\n  {}\n)", table.name(), lines.join(",\n  "))
}

fn definition(table: Table, column: &Column) -> String {
    let kind = match column.kind {
        Kind::Bool | Kind::Int16 | Kind::Int32 | Kind::Int64 => "INTEGER",
        Kind::Float32 => "REAL",
        Kind::Text | Kind::Date | Kind::Timestamp | Kind::List(_) | Kind::Struct(_) => "TEXT",
    };
    let null = if column.nullable { "" } else { " NOT NULL" };
    let key = if table.primary_key() == Some(column.name) { " PRIMARY KEY" } else { "" };
    // `end` is a word of SQL.
    format!("\"{}\" {kind}{null}{key}", column.name)
}

fn value(values: &Values, row: usize, kind: &Kind, text: &mut Vec<u8>) -> Value {
    if values.is_null(row) {
        return Value::Null;
    }
    text.clear();
    values.write(row, text);
    let text = String::from_utf8_lossy(text);
    match kind {
        Kind::Bool => Value::Integer(i64::from(text == "true")),
        Kind::Int16 | Kind::Int32 | Kind::Int64 => text.parse().map_or(Value::Null, Value::Integer),
        // By way of its text, so that 0.97 is 0.97 and not the nearest number of half the bits.
        Kind::Float32 => text.parse().map_or(Value::Null, Value::Real),
        _ => Value::Text(text.into_owned()),
    }
}
