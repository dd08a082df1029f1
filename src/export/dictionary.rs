//! The data dictionary: what each column means, for people (Markdown) and programs (JSON).

use std::fmt::Write;

use serde_json::{Value, json};

use super::schema::{Column, Kind, SCHEMA_VERSION, Table};

/// Tables as Markdown.
pub fn markdown(tables: &[Table]) -> String {
    let mut out = format!("# Tables of trichdan (schema version {SCHEMA_VERSION})\n");
    for table in tables {
        let schema = table.schema();
        // Writing to a string does not fail.
        let _ = write!(
            out,
            "\n## {}\n\n{}\n\n| column | type | null | meaning |\n| --- | --- | --- | --- |\n",
            table.name(),
            schema.about
        );
        for column in &schema.columns {
            let null = if column.nullable { "yes" } else { "no" };
            let _ = writeln!(out, "| {} | {} | {null} | {} |", column.name, column.kind, meaning(column));
        }
    }
    out
}

/// What a column means, with its values and the parts of a nested one.
pub(super) fn meaning(column: &Column) -> String {
    let mut text = column.about.to_owned();
    if !column.values.is_empty() {
        let _ = write!(text, " One of `{}`.", column.values.join("`, `"));
    }
    for part in parts(&column.kind) {
        let _ = write!(text, " `{}`: {}", part.name, part.about);
    }
    text
}

/// The parts of a struct or of a list of structs.
fn parts(kind: &Kind) -> &[Column] {
    match kind {
        Kind::Struct(parts) => parts,
        Kind::List(item) => parts(item),
        _ => &[],
    }
}

/// A table as JSON: name, schema version, description, columns.
pub fn json(table: Table) -> Value {
    let schema = table.schema();
    json!({
        "table": table.name(),
        "schema_version": SCHEMA_VERSION,
        "description": schema.about,
        "columns": schema.columns.iter().map(json_column).collect::<Vec<_>>(),
    })
}

fn json_column(column: &Column) -> Value {
    let mut object = json!({
        "name": column.name,
        "type": column.kind.to_string(),
        "nullable": column.nullable,
        "description": column.about,
    });
    if !column.values.is_empty() {
        object["values"] = json!(column.values);
    }
    let parts = parts(&column.kind);
    if !parts.is_empty() {
        object["fields"] = parts.iter().map(json_column).collect();
    }
    object
}
