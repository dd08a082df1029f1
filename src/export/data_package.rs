//! `datapackage.json`: the tables of a run in the terms of Frictionless Data Package 2 and Table Schema
//! (<https://datapackage.org>), which validators and data catalogues read.

use serde_json::{Value, json};

use super::croissant::{CROISSANT, croissant};
use super::csv::CsvOptions;
use super::dictionary;
use super::manifest::text;
use super::schema::{Column, Kind, SCHEMA_VERSION, Table};
use super::table_file::Format;

/// Name of the file.
pub const DATA_PACKAGE: &str = "datapackage.json";

/// A file of a table.
#[derive(Clone, Debug)]
pub struct Resource {
    /// The table in it.
    pub table: Table,
    /// Name in the run's folder.
    pub name: String,
    /// Size.
    pub bytes: u64,
    /// SHA-256, in hex.
    pub sha256: String,
}

/// The format that is described, of those of a run: one, so that each table is there once.
pub fn described(formats: &[Format]) -> Option<Format> {
    [Format::Csv, Format::Jsonl, Format::Parquet].into_iter().find(|format| formats.contains(format))
}

/// Files that describe a run's tables in common terms.
pub const DESCRIPTIONS: [&str; 2] = [DATA_PACKAGE, CROISSANT];

/// These files, by name, with their text, for tables of that format.
pub fn descriptions(format: Format, csv: CsvOptions, files: &[Resource]) -> [(&'static str, String); 2] {
    [(DATA_PACKAGE, data_package(format, csv, files)), (CROISSANT, croissant(format, files))]
}

/// The text of the file, for files of that format.
fn data_package(format: Format, csv: CsvOptions, files: &[Resource]) -> String {
    let resources: Vec<Value> = files.iter().map(|file| resource(format, csv, file)).collect();
    text(&json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": env!("CARGO_PKG_NAME"),
        "description": env!("CARGO_PKG_DESCRIPTION"),
        "version": SCHEMA_VERSION,
        "resources": resources,
    }))
}

fn resource(format: Format, csv: CsvOptions, file: &Resource) -> Value {
    let Resource { table, name, bytes, sha256 } = file;
    let mut resource = json!({
        "name": table.name(),
        "path": name,
        "type": "table",
        "format": format.name(),
        "mediatype": match format {
            Format::Csv => "text/csv",
            Format::Jsonl => "application/jsonl",
            _ => "application/vnd.apache.parquet",
        },
        "description": table.schema().about,
        "bytes": bytes,
        "hash": format!("sha256:{sha256}"),
        "schema": schema(*table),
    });
    if format != Format::Parquet {
        resource["encoding"] = "utf-8".into();
    }
    if format == Format::Csv {
        resource["dialect"] = json!({ "delimiter": ",", "quoteChar": "\"", "lineTerminator": csv.line_terminator() });
    }
    resource
}

/// A table as Table Schema has it.
fn schema(table: Table) -> Value {
    let mut schema = json!({
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": table.schema().columns.iter().map(field).collect::<Vec<_>>(),
        "missingValues": [""],
    });
    if let Some(key) = table.primary_key() {
        schema["primaryKey"] = json!([key]);
    }
    let keys = table.foreign_keys();
    if !keys.is_empty() {
        let key = |key: &super::keys::ForeignKey| {
            // An empty name is the table itself.
            let name = if key.table == table { "" } else { key.table.name() };
            json!({ "fields": [key.column], "reference": { "resource": name, "fields": [key.table.primary_key()] } })
        };
        schema["foreignKeys"] = keys.iter().map(key).collect();
    }
    schema
}

fn field(column: &Column) -> Value {
    let kind = match column.kind {
        Kind::Text => "string",
        Kind::Bool => "boolean",
        Kind::Int16 | Kind::Int32 | Kind::Int64 => "integer",
        Kind::Float32 => "number",
        Kind::Date => "date",
        Kind::Timestamp => "datetime",
        Kind::List(_) => "array",
        Kind::Struct(_) => "object",
    };
    let mut field = json!({ "name": column.name, "type": kind, "description": dictionary::meaning(column) });
    if matches!(column.kind, Kind::Timestamp) {
        // With or without parts of a second.
        field["format"] = "any".into();
    }
    if !column.nullable {
        field["constraints"]["required"] = true.into();
    }
    if !column.values.is_empty() && matches!(column.kind, Kind::Text) {
        field["constraints"]["enum"] = json!(column.values);
    }
    field
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_described_with_their_keys() {
        let files = Table::ALL.map(|table| Resource { table, name: "x.csv".into(), bytes: 7, sha256: "ab".into() });
        let package: Value = serde_json::from_str(&data_package(Format::Csv, CsvOptions::default(), &files)).unwrap();
        let laws = &package["resources"][Table::Laws as usize];
        assert_eq!((&laws["name"], &laws["hash"]), (&json!("laws"), &json!("sha256:ab")));
        assert_eq!(laws["schema"]["primaryKey"], json!(["law_mention_id"]));
        let key = json!({ "fields": ["law_id"], "reference": { "resource": "law_index", "fields": ["law_id"] } });
        assert!(laws["schema"]["foreignKeys"].as_array().unwrap().contains(&key));
        let fields = laws["schema"]["fields"].as_array().unwrap();
        let find = |name: &str| fields.iter().find(|field| field["name"] == name).unwrap();
        assert_eq!((&find("provisions")["type"], &find("start")["type"]), (&json!("array"), &json!("integer")));
        assert_eq!(find("resolution")["constraints"]["required"], true);
        assert!(find("resolution")["constraints"]["enum"].as_array().unwrap().contains(&json!("number")));
        assert_eq!(described(&[Format::Parquet, Format::Sqlite]), Some(Format::Parquet));
        assert_eq!(described(&[Format::Xlsx]), None);
    }
}
