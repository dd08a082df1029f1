//! JSON Schema of a pipeline file, for editors that complete and check it. Keys, defaults and their explanations are those of
//! `pipelines/reference.toml`, so that they are written down once.

use serde_json::{Value, json};

/// The pipeline file that explains every key.
const REFERENCE: &str = include_str!("../../pipelines/reference.toml");

/// The least and the greatest value of numbers.
const RANGES: [(&str, f64, f64); 14] = [
    ("input.max_document_bytes", 1.0, 1_073_741_824.0),
    ("input.max_unpacked_bytes", 1.0, 1_125_899_906_842_624.0),
    ("input.max_unpack_ratio", 1.0, 1_000_000_000.0),
    ("input.max_members", 1.0, 1_000_000_000_000.0),
    ("input.max_nesting", 16.0, 10_000.0),
    ("input.max_document_work", 1.0, 1_000_000_000_000.0),
    ("input.chunk_bytes", 1024.0, 1_073_741_824.0),
    ("extract.min_confidence", 0.0, 1.0),
    ("output.parquet.zstd_level", 1.0, 22.0),
    ("output.parquet.row_group_rows", 1.0, 16_777_216.0),
    ("output.parquet.row_group_bytes", 65_536.0, 1_073_741_824.0),
    ("run.threads", 0.0, 1024.0),
    ("run.max_reject_share", 0.0, 1.0),
    ("run.shard_bytes", 0.0, 1_099_511_627_776.0),
];

/// The values of texts that have a fixed set of them; of a list, those of its items.
const VALUES: [(&str, &[&str]); 4] = [
    ("input.csv.delimiter", &["auto", ",", ";", "\t", "|"]),
    ("output.formats", &["csv", "parquet", "jsonl", "arrow", "sqlite", "xlsx"]),
    ("output.csv.profile", &["plain", "excel"]),
    ("output.csv.line_ending", &["lf", "crlf"]),
];

/// The schema.
pub fn json_schema() -> Value {
    let defaults: toml::Table = REFERENCE.parse().unwrap_or_default();
    let mut root = object("A pipeline file of trichdan.");
    root["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    root["title"] = "trichdan pipeline".into();
    // Keys that stand together share the explanation above them.
    let (mut section, mut comment, mut is_used) = (String::new(), String::new(), false);
    for line in REFERENCE.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            name.clone_into(&mut section);
            place(&mut root, &section, object(comment.trim()));
            comment.clear();
        } else if let Some((name, default)) = key(line) {
            let path = format!("{section}.{name}");
            // A key behind a `#` has no default.
            let value = if default { lookup(&defaults, &path) } else { None };
            place(&mut root, &path, property(&path, comment.trim(), value));
            is_used = true;
        } else if let Some(text) = line.strip_prefix('#') {
            if std::mem::take(&mut is_used) {
                comment.clear();
            }
            comment.push_str(text);
        } else {
            comment.clear();
        }
    }
    root
}

/// The key that a line sets, or shows behind a `#`.
fn key(line: &str) -> Option<(&str, bool)> {
    let (line, is_set) = line.strip_prefix("# ").map_or((line, true), |line| (line, false));
    let (name, _) = line.split_once(" = ")?;
    name.bytes().all(|byte| byte == b'_' || byte.is_ascii_lowercase()).then_some((name, is_set))
}

fn lookup<'a>(table: &'a toml::Table, path: &str) -> Option<&'a toml::Value> {
    match path.split_once('.') {
        Some((name, rest)) => lookup(table.get(name)?.as_table()?, rest),
        None => table.get(path),
    }
}

fn object(about: &str) -> Value {
    let mut object = json!({ "type": "object", "additionalProperties": false, "properties": {} });
    if !about.is_empty() {
        object["description"] = about.into();
    }
    object
}

fn property(path: &str, about: &str, default: Option<&toml::Value>) -> Value {
    let strings = |values: Option<&[&str]>| match values {
        Some(values) => json!({ "type": "string", "enum": values }),
        None => json!({ "type": "string" }),
    };
    let values = VALUES.iter().find(|(name, _)| *name == path).map(|(_, values)| *values);
    let mut property = match default {
        Some(toml::Value::Integer(_)) => json!({ "type": "integer" }),
        Some(toml::Value::Float(_)) => json!({ "type": "number" }),
        Some(toml::Value::Boolean(_)) => json!({ "type": "boolean" }),
        Some(toml::Value::Array(_)) => json!({ "type": "array", "items": strings(values) }),
        _ => strings(values),
    };
    property["description"] = about.into();
    // What the reference shows of these is no default.
    if !matches!(path, "input.paths" | "output.dir")
        && let Some(default) = default
    {
        property["default"] = json!(default);
    }
    if let Some((_, least, greatest)) = RANGES.iter().find(|(name, ..)| *name == path) {
        let number = |number: f64| if number.fract() == 0.0 { json!(number as u64) } else { json!(number) };
        property["minimum"] = number(*least);
        property["maximum"] = number(*greatest);
    }
    property
}

/// Puts a schema in its place, `a.b` below `a`.
fn place(root: &mut Value, path: &str, schema: Value) {
    let mut at = root;
    for name in path.split('.') {
        let Some(properties) = at["properties"].as_object_mut() else { return };
        at = properties.entry(name).or_insert_with(|| object(""));
    }
    *at = schema;
}

/// Names of all keys with a value, for tests.
#[cfg(test)]
fn keys(schema: &Value, prefix: &str, out: &mut Vec<(String, serde_json::Map<String, Value>)>) {
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        match property["type"].as_str() {
            Some("object") => keys(property, &path, out),
            _ => out.push((path, property.as_object().cloned().unwrap_or_default())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::file::PipelineFile;

    fn parses(path: &str, value: &Value) -> bool {
        let (section, key) = path.rsplit_once('.').unwrap();
        let value = toml::Value::try_from(value.clone()).unwrap();
        toml::from_str::<PipelineFile>(&format!("[{section}]\n{key} = {value}\n")).is_ok()
    }

    #[test]
    fn every_key_is_explained_and_its_limits_are_the_program_s() {
        let mut all = Vec::new();
        keys(&json_schema(), "", &mut all);
        assert!(all.len() >= 30, "{}", all.len());
        for (path, property) in &all {
            let is_field = path.starts_with("input.fields");
            assert!(is_field || property["description"].as_str().is_some_and(|about| about.len() > 10), "{path}");
            if let Some(default) = property.get("default") {
                assert!(parses(path, default), "{path} = {default}");
            }
            let is_number = matches!(property["type"].as_str(), Some("integer" | "number"));
            assert_eq!(property.contains_key("minimum"), is_number, "{path} has no range");
            for bound in property.get("minimum").into_iter().chain(property.get("maximum")) {
                let bound = if property["type"] == "number" { json!(bound.as_f64()) } else { bound.clone() };
                assert!(parses(path, &bound), "{path} = {bound}");
            }
            let over = property.get("maximum").map(|most| match most.as_u64() {
                Some(most) if property["type"] == "integer" => json!(most + 1),
                _ => json!(most.as_f64().unwrap() + 0.5),
            });
            assert!(over.is_none_or(|over| !parses(path, &over)), "{path} takes more than its maximum");
            let is_list = property["type"] == "array";
            let values =
                if is_list { &property["items"]["enum"] } else { property.get("enum").unwrap_or(&Value::Null) };
            for value in values.as_array().into_iter().flatten() {
                let value = if is_list { json!([value]) } else { value.clone() };
                assert!(parses(path, &value), "{path} = {value}");
            }
        }
        assert!(
            all.iter().any(|(path, _)| path == "registry.laws") && all.iter().any(|(path, _)| path == "output.dir")
        );
    }
}
