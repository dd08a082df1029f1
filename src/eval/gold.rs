//! Documents marked by hand.
//!
//! One JSON object a document: `doc_id`, `text` (paragraphs separated by one blank line), and under `statements`, `laws` and
//! `initiatives` the rows. A row gives its paragraph (counted from 0) and its exact characters (`text`, or `surface`); if they
//! stand in the paragraph more than once, rows take them in turn, or `occurrence` says which (counted from 0). A folder holds a
//! file for each; a `.jsonl` file has one on each line, or marks that were exported from a report.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::{Extent, GoldDocument, GoldRow, TABLES, marks};

/// Why what readers made cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum GoldError {
    /// A file or folder cannot be read.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file is not what it should be.
    #[error("{}:{line}: {message}", path.display())]
    Bad {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// What was found, and what was expected.
        message: String,
    },
    /// There is nothing to compare with.
    #[error("{}: holds no marked documents (.json) and no marks (.jsonl)", .0.display())]
    Empty(PathBuf),
}

/// The documents, and what is wrong with rows that cannot be used.
type Read = (Vec<GoldDocument>, Vec<String>);

/// Reads a folder, a file of a document, or a file of documents or marks.
///
/// # Errors
/// [`GoldError`]
pub(super) fn read(path: &Path) -> Result<Read, GoldError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| GoldError::Io { path, source }
    };
    let (mut documents, mut complaints) = (Vec::new(), Vec::new());
    if path.is_dir() {
        let entries = std::fs::read_dir(path).map_err(failed(path))?;
        let mut files = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>();
        let files = files.as_mut().map_err(|error| failed(path)(io::Error::new(error.kind(), error.to_string())))?;
        files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
        files.sort();
        for file in files {
            let text = std::fs::read_to_string(&*file).map_err(failed(file))?;
            let value = parse(file, 1, &text)?;
            documents.push(document(&value, &mut complaints).map_err(bad(file, 1))?);
        }
    } else {
        let text = std::fs::read_to_string(path).map_err(failed(path))?;
        if path.extension().is_some_and(|extension| extension == "json") {
            documents.push(document(&parse(path, 1, &text)?, &mut complaints).map_err(bad(path, 1))?);
        } else {
            let mut marked = marks::Marks::default();
            for (line, text) in (1..).zip(text.lines()).filter(|(_, text)| !text.trim().is_empty()) {
                let value = parse(path, line, text)?;
                if value.get("mark").is_some() {
                    marked.add(&value).map_err(bad(path, line))?;
                } else {
                    documents.push(document(&value, &mut complaints).map_err(bad(path, line))?);
                }
            }
            documents.extend(marked.documents());
        }
    }
    if documents.is_empty() { Err(GoldError::Empty(path.to_owned())) } else { Ok((documents, complaints)) }
}

fn bad(path: &Path, line: usize) -> impl FnOnce(String) -> GoldError {
    let path = path.to_owned();
    move |message| GoldError::Bad { path, line, message }
}

fn parse(path: &Path, line: usize, text: &str) -> Result<Value, GoldError> {
    serde_json::from_str(text).map_err(|error| {
        let line = line + error.line().saturating_sub(1);
        GoldError::Bad { path: path.to_owned(), line, message: format!("is no JSON: {error}") }
    })
}

/// A document with its rows found in its text.
fn document(value: &Value, complaints: &mut Vec<String>) -> Result<GoldDocument, String> {
    let field = |name: &str| value[name].as_str().ok_or_else(|| format!("has no text under `{name}`"));
    let (doc_id, text) = (field("doc_id")?.to_owned(), field("text")?);
    let mut start = 0;
    let paragraphs: Vec<(i64, &str)> = text
        .split("\n\n")
        .map(|paragraph| {
            let begin = start;
            start += paragraph.chars().count() as i64 + 2;
            (begin, paragraph)
        })
        .collect();
    let mut rows: [Vec<GoldRow>; 3] = Default::default();
    for (at, (table, column)) in TABLES.into_iter().enumerate() {
        let listed = value[table.name()].as_array().ok_or_else(|| format!("has no list under `{}`", table.name()))?;
        let mut seen = HashMap::new();
        for row in listed {
            let fields = row.as_object().ok_or_else(|| format!("has a row of {} that is no object", table.name()))?;
            match locate(fields, column, &paragraphs, &mut seen) {
                Some(found) => rows[at].push(found),
                None => complaints.push(format!(
                    "{doc_id}: {}: paragraph {} does not hold {}",
                    table.name(),
                    row["paragraph"],
                    row[column]
                )),
            }
        }
    }
    Ok(GoldDocument { doc_id, rows, wrong: None })
}

/// Where the characters of a row stand.
fn locate<'a>(
    fields: &'a Map<String, Value>,
    column: &str,
    paragraphs: &[(i64, &str)],
    seen: &mut HashMap<(usize, &'a str), usize>,
) -> Option<GoldRow> {
    let at = fields.get("paragraph")?.as_u64()? as usize;
    let words = fields.get(column)?.as_str().filter(|words| !words.is_empty())?;
    let (begin, paragraph) = *paragraphs.get(at)?;
    // From the character behind another on.
    let after = |byte: usize| {
        let next = byte + paragraph[byte..].chars().next().map_or(0, char::len_utf8);
        paragraph[next..].find(words).map(|found| next + found)
    };
    let last = seen.get(&(at, words)).copied();
    let mut byte = match last {
        Some(last) => after(last).or_else(|| paragraph.find(words))?,
        None => paragraph.find(words)?,
    };
    if last.is_none() {
        let skipped = fields.get("occurrence").and_then(Value::as_u64).unwrap_or(0);
        for _ in 0..skipped {
            byte = after(byte)?;
        }
    }
    seen.insert((at, words), byte);
    let start = begin + paragraph[..byte].chars().count() as i64;
    let extent = Extent { start, end: start + words.chars().count() as i64 };
    Some(GoldRow { extent, text: words.to_owned(), fields: fields.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_found_in_their_paragraph_and_in_turn() {
        let row = |paragraph: u64, text: &str| serde_json::json!({"paragraph": paragraph, "text": text});
        let value = serde_json::json!({
            "doc_id": "d", "text": "đã đã\n\nđã ăn",
            "statements": [row(0, "đã"), row(0, "đã"), row(1, "ăn"), row(0, "ăn"), row(7, "đã"),
                {"paragraph": 1, "text": "đ", "occurrence": 1}],
            "laws": [], "initiatives": [],
        });
        let mut complaints = Vec::new();
        let document = document(&value, &mut complaints).unwrap();
        let starts: Vec<_> = document.rows[0].iter().map(|row| row.extent.start).collect();
        assert_eq!(starts, [0, 3, 10]);
        assert_eq!(complaints.len(), 3, "{complaints:?}");
        assert_eq!(complaints[0], "d: statements: paragraph 0 does not hold \"ăn\"");
    }
}
