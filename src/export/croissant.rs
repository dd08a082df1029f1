//! `croissant.json`: the tables of a run in the terms of Croissant 1.0 (<https://docs.mlcommons.org/croissant/docs/croissant-spec.html>),
//! which catalogues of data sets for machine learning and its library `mlcroissant` read.

use serde_json::{Value, json};

use super::data_package::Resource;
use super::dictionary;
use super::manifest::text;
use super::schema::{Column, Kind, SCHEMA_VERSION, Table};
use super::table_file::Format;

/// Name of the file.
pub(super) const CROISSANT: &str = "croissant.json";

/// The text of the file, for files of that format.
pub(super) fn croissant(format: Format, files: &[Resource]) -> String {
    text(&json!({
        "@context": context(),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": env!("CARGO_PKG_NAME"),
        "description": env!("CARGO_PKG_DESCRIPTION"),
        "version": format!("{SCHEMA_VERSION}.0.0"),
        "distribution": files.iter().map(|file| file_object(format, file)).collect::<Vec<_>>(),
        "recordSet": files.iter().map(|file| record_set(format, file)).collect::<Vec<_>>(),
    }))
}

/// What the names stand for, as the specification has it.
fn context() -> Value {
    json!({
        "@language": "vi",
        "@vocab": "https://schema.org/",
        "citeAs": "cr:citeAs",
        "column": "cr:column",
        "conformsTo": "dct:conformsTo",
        "cr": "http://mlcommons.org/croissant/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "data": { "@id": "cr:data", "@type": "@json" },
        "dataType": { "@id": "cr:dataType", "@type": "@vocab" },
        "dct": "http://purl.org/dc/terms/",
        "equivalentProperty": "cr:equivalentProperty",
        "examples": { "@id": "cr:examples", "@type": "@json" },
        "extract": "cr:extract",
        "field": "cr:field",
        "fileProperty": "cr:fileProperty",
        "fileObject": "cr:fileObject",
        "fileSet": "cr:fileSet",
        "format": "cr:format",
        "includes": "cr:includes",
        "isLiveDataset": "cr:isLiveDataset",
        "jsonPath": "cr:jsonPath",
        "key": "cr:key",
        "md5": "cr:md5",
        "parentField": "cr:parentField",
        "path": "cr:path",
        "recordSet": "cr:recordSet",
        "references": "cr:references",
        "regex": "cr:regex",
        "repeated": "cr:repeated",
        "replace": "cr:replace",
        "samplingRate": "cr:samplingRate",
        "sc": "https://schema.org/",
        "separator": "cr:separator",
        "source": "cr:source",
        "subField": "cr:subField",
        "transform": "cr:transform",
    })
}

fn file_object(format: Format, file: &Resource) -> Value {
    json!({
        "@type": "cr:FileObject",
        "@id": file.name,
        "name": file.name,
        "description": file.table.schema().about,
        "contentUrl": file.name,
        "contentSize": format!("{} B", file.bytes),
        "encodingFormat": match format {
            Format::Csv => "text/csv",
            Format::Jsonl => "application/jsonlines",
            _ => "application/x-parquet",
        },
        "sha256": file.sha256,
    })
}

fn record_set(format: Format, file: &Resource) -> Value {
    let table = file.table;
    let mut set = json!({
        "@type": "cr:RecordSet",
        "@id": table.name(),
        "name": table.name(),
        "description": table.schema().about,
        "field": table.schema().columns.iter().filter(|column| has_type(column, format)).map(|column| field(table, column, file)).collect::<Vec<_>>(),
    });
    if let Some(key) = table.primary_key() {
        set["key"] = json!({ "@id": id(table, key) });
    }
    set
}

/// Whether a column can be described: a record inside a cell cannot, unless it is written as text.
fn has_type(column: &Column, format: Format) -> bool {
    format == Format::Csv || !matches!(&column.kind, Kind::Struct(_) | Kind::List(_))
}

fn id(table: Table, column: &str) -> String {
    format!("{}/{column}", table.name())
}

fn field(table: Table, column: &Column, file: &Resource) -> Value {
    let kind = match column.kind {
        // Nested values are JSON in their cells.
        Kind::Text | Kind::List(_) | Kind::Struct(_) => "sc:Text",
        Kind::Bool => "sc:Boolean",
        Kind::Int16 | Kind::Int32 | Kind::Int64 => "sc:Integer",
        Kind::Float32 => "sc:Float",
        Kind::Date => "sc:Date",
        Kind::Timestamp => "sc:DateTime",
    };
    // Foreign keys are left to `datapackage.json`: `mlcroissant` joins what refers to other records, and loses rows.
    json!({
        "@type": "cr:Field",
        "@id": id(table, column.name),
        "name": column.name,
        "description": dictionary::meaning(column),
        "dataType": kind,
        "source": { "fileObject": { "@id": file.name }, "extract": { "column": column.name } },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_lead_to_files() {
        let files = Table::ALL.map(|table| Resource {
            table,
            name: format!("{}.csv", table.name()),
            bytes: 7,
            sha256: "ab".into(),
        });
        let set: Value = serde_json::from_str(&croissant(Format::Csv, &files)).unwrap();
        let laws = &set["recordSet"][Table::Laws as usize];
        assert_eq!(laws["key"]["@id"], "laws/law_mention_id");
        let field = |name: &str| laws["field"].as_array().unwrap().iter().find(|field| field["name"] == name).cloned();
        let law = field("law_id").unwrap();
        assert_eq!(law["source"]["fileObject"]["@id"], set["distribution"][Table::Laws as usize]["@id"]);
        assert_eq!((&field("start").unwrap()["dataType"], field("provisions").is_some()), (&json!("sc:Integer"), true));
        let set: Value = serde_json::from_str(&croissant(Format::Parquet, &files)).unwrap();
        let fields = set["recordSet"][Table::Laws as usize]["field"].as_array().unwrap();
        assert!(fields.iter().all(|field| field["name"] != "provisions"));
    }
}
