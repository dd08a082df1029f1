//! The tables: their columns, types, meanings and closed sets of values. Nothing else in the program defines a table.
//!
//! The version changes when a column is removed, renamed, retyped or given another meaning; a new column keeps it.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use arrow::datatypes::{DataType, Field, Fields, Schema, SchemaRef, TimeUnit};

use super::definitions;

/// Version of the tables, in the manifest and in each Parquet file.
pub const SCHEMA_VERSION: &str = "2";

/// The tables of a run, in the order in which they are listed everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// One row for each document read.
    Documents,
    /// One row for each thing that somebody is reported to have said.
    Statements,
    /// One row for each mention of a legal document.
    Laws,
    /// One row for each act, instrument, body or plan of cooperation.
    Initiatives,
    /// One row for each input record that could not be read or was refused.
    Rejects,
    /// One row for each distinct speaker.
    Speakers,
    /// One row for each distinct legal document.
    LawIndex,
    /// One row for each distinct registered body.
    Organizations,
}

impl Table {
    /// All tables.
    pub const ALL: [Self; 8] = [
        Self::Documents,
        Self::Statements,
        Self::Laws,
        Self::Initiatives,
        Self::Rejects,
        Self::Speakers,
        Self::LawIndex,
        Self::Organizations,
    ];

    /// The name of the table and of its files, without extension.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Statements => "statements",
            Self::Laws => "laws",
            Self::Initiatives => "initiatives",
            Self::Rejects => "rejects",
            Self::Speakers => "speakers",
            Self::LawIndex => "law_index",
            Self::Organizations => "organizations",
        }
    }

    /// The table that has this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.name() == name)
    }

    /// What the table holds.
    pub fn schema(self) -> &'static TableSchema {
        static SCHEMAS: LazyLock<Vec<TableSchema>> = LazyLock::new(|| Table::ALL.map(definitions::define).into());
        &SCHEMAS[self as usize]
    }
}

/// What a table holds.
#[derive(Debug)]
pub struct TableSchema {
    /// What a row stands for.
    pub about: &'static str,
    /// The columns in order.
    pub columns: Vec<Column>,
    /// The same for Arrow, with `description` and `values` in each field's metadata.
    pub arrow: SchemaRef,
}

impl TableSchema {
    pub(super) fn new(about: &'static str, columns: Vec<Column>) -> Self {
        let arrow = Arc::new(Schema::new(fields(&columns)));
        Self { about, columns, arrow }
    }
}

/// A column of a table, or a field of a struct inside one.
#[derive(Debug)]
pub struct Column {
    /// `snake_case` name.
    pub name: &'static str,
    /// Type of its values.
    pub kind: Kind,
    /// Whether a row may lack it.
    pub nullable: bool,
    /// What it means.
    pub about: &'static str,
    /// All values that it can take, where that set is closed; otherwise empty.
    pub values: Vec<&'static str>,
    /// Whether nearly each row has a value of its own, so that a dictionary would only cost.
    pub distinct: bool,
}

impl Column {
    /// A column that each row has.
    pub(super) fn required(name: &'static str, kind: Kind, about: &'static str) -> Self {
        Self { name, kind, nullable: false, about, values: Vec::new(), distinct: false }
    }

    /// A column that is null where the value is not known.
    pub(super) fn optional(name: &'static str, kind: Kind, about: &'static str) -> Self {
        Self { nullable: true, ..Self::required(name, kind, about) }
    }

    pub(super) fn one_of(self, values: Vec<&'static str>) -> Self {
        Self { values, ..self }
    }

    pub(super) fn distinct(self) -> Self {
        Self { distinct: true, ..self }
    }

    fn field(&self) -> Field {
        let mut metadata = BTreeMap::from([("description".to_owned(), self.about.to_owned())]);
        if !self.values.is_empty() {
            metadata.insert("values".to_owned(), self.values.join("|"));
        }
        Field::new(self.name, self.kind.arrow(), self.nullable).with_metadata(metadata)
    }
}

/// Type of a column's values.
#[derive(Debug)]
pub enum Kind {
    /// UTF-8 text.
    Text,
    /// True or false.
    Bool,
    /// Whole number, 16 bits.
    Int16,
    /// Whole number, 32 bits.
    Int32,
    /// Whole number, 64 bits.
    Int64,
    /// Floating point, 32 bits.
    Float32,
    /// Day.
    Date,
    /// Point in time, microseconds, UTC.
    Timestamp,
    /// Any number of values of one kind, never null.
    List(Box<Kind>),
    /// Named parts.
    Struct(Vec<Column>),
}

impl Kind {
    pub(super) fn list(item: Self) -> Self {
        Self::List(Box::new(item))
    }

    /// The type in Arrow. Plain types alone: dictionary and view types are not read everywhere.
    pub fn arrow(&self) -> DataType {
        match self {
            Self::Text => DataType::Utf8,
            Self::Bool => DataType::Boolean,
            Self::Int16 => DataType::Int16,
            Self::Int32 => DataType::Int32,
            Self::Int64 => DataType::Int64,
            Self::Float32 => DataType::Float32,
            Self::Date => DataType::Date32,
            Self::Timestamp => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
            // The item's name that the Parquet format prescribes.
            Self::List(item) => DataType::List(Arc::new(Field::new("element", item.arrow(), false))),
            Self::Struct(columns) => DataType::Struct(fields(columns)),
        }
    }
}

impl std::fmt::Display for Kind {
    /// As in the data dictionary: `list<struct<start: int32, end: int32>>`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text => f.write_str("string"),
            Self::Bool => f.write_str("bool"),
            Self::Int16 => f.write_str("int16"),
            Self::Int32 => f.write_str("int32"),
            Self::Int64 => f.write_str("int64"),
            Self::Float32 => f.write_str("float32"),
            Self::Date => f.write_str("date"),
            Self::Timestamp => f.write_str("timestamp[us, UTC]"),
            Self::List(item) => write!(f, "list<{item}>"),
            Self::Struct(columns) => {
                let parts: Vec<_> = columns.iter().map(|part| format!("{}: {}", part.name, part.kind)).collect();
                write!(f, "struct<{}>", parts.join(", "))
            }
        }
    }
}

fn fields(columns: &[Column]) -> Fields {
    columns.iter().map(Column::field).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_snake_case() {
        for table in Table::ALL {
            assert_eq!(Table::from_name(table.name()), Some(table));
            let mut names: Vec<_> = table.schema().columns.iter().map(|column| column.name).collect();
            assert!(names.iter().all(|name| name.bytes().all(|b| b == b'_' || b.is_ascii_lowercase())), "{names:?}");
            let all = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), all, "{}", table.name());
        }
    }

    #[test]
    fn each_column_says_what_it_means() {
        for table in Table::ALL {
            for (column, field) in table.schema().columns.iter().zip(table.schema().arrow.fields()) {
                assert!(column.about.len() > 8, "{}.{}", table.name(), column.name);
                assert_eq!(field.metadata().get("description").map(String::as_str), Some(column.about));
            }
        }
    }
}
