//! Case files, `tests/cases/TABLE/*.txt`: short articles with the rows that a careful reader expects of them.
//!
//! ```text
//! # What the case is about.
//! @ 2025-10-26
//! Ông Trần Văn Bảy nói: “Phải sửa đường”.
//! Tin cho biết đường đã sửa.
//! => Phải sửa đường | Trần Văn Bảy | ...
//! ```
//!
//! A blank line ends a case; a line is a paragraph. `# ` begins a note, `@ ` the publication date or `nfd`, which takes the text
//! apart into letters and marks before it is read. The rows follow in order, `-` for an empty cell; a long first cell may be
//! shortened to `its begin … its end`. A case without rows is a trap.
//!
//! `!known` and a reason mark a case whose rows are right and which the program gets wrong: the test tells when that changes.
//!
//! `UPDATE_CASES=1 cargo test cases` writes what came out into the files, `!known` cases left as they are; read the
//! difference before keeping it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use icu_normalizer::DecomposingNormalizerBorrowed;
use trichdan::config::{Overrides, Settings};
use trichdan::engine::{Control, run};
use trichdan::export::{Format, Table};

use crate::tables::{Row, rows};

/// The cells of a row, given with all rows of its article.
type Cells = fn(&Row, &[&Row]) -> Vec<String>;

#[derive(Debug, Default)]
struct Case {
    /// Lines before the rows, as written.
    head: Vec<String>,
    paragraphs: Vec<String>,
    expected: Vec<String>,
    date: Option<String>,
    decomposed: bool,
    known: bool,
}

impl Case {
    /// Whether these are the expected rows.
    fn fits(&self, found: &[Vec<String>]) -> bool {
        self.expected.len() == found.len() && self.expected.iter().zip(found).all(|(row, cells)| fits(row, cells))
    }
}

/// Runs all cases of a table and compares. `date` is that of articles that give none.
pub fn check(table: Table, date: Option<&str>, cells: Cells) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(table.name());
    let files = read(&folder, date);
    let found = extract(&files, table, cells);
    let update = std::env::var_os("UPDATE_CASES").is_some();
    let mut wrong = String::new();
    for (path, cases) in &files {
        let name = path.file_name().unwrap().to_str().unwrap();
        for (at, case) in cases.iter().enumerate() {
            judge(case, &found[&id(name, at)], name, &mut wrong);
        }
        if update {
            let cases = cases.iter().enumerate().map(|(at, case)| rewritten(case, &found[&id(name, at)]));
            std::fs::write(path, cases.collect::<Vec<_>>().join("\n\n") + "\n").unwrap();
        }
    }
    assert!(update || wrong.is_empty(), "\n{wrong}\nUPDATE_CASES=1 cargo test cases keeps what was found");
}

fn id(file: &str, case: usize) -> String {
    format!("{file}:{case}")
}

fn read(folder: &Path, date: Option<&str>) -> BTreeMap<PathBuf, Vec<Case>> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let text = |path: &PathBuf| std::fs::read_to_string(path).unwrap();
    paths
        .map(|path| (path.clone(), text(&path).trim_end().split("\n\n").map(|case| parse(case, date)).collect()))
        .collect()
}

fn parse(text: &str, date: Option<&str>) -> Case {
    let mut case = Case { date: date.map(str::to_owned), ..Case::default() };
    for line in text.lines() {
        if let Some(row) = line.strip_prefix("=> ") {
            case.expected.push(row.to_owned());
            continue;
        }
        assert!(case.expected.is_empty(), "a blank line is missing before {line:?}");
        case.head.push(line.to_owned());
        match line.strip_prefix("@ ") {
            Some("nfd") => case.decomposed = true,
            Some(date) => case.date = Some(date.to_owned()),
            None if line.starts_with("!known") => case.known = true,
            None if line.starts_with("# ") => {}
            None => case.paragraphs.push(line.to_owned()),
        }
    }
    case
}

/// The rows of every case, out of one run over all of them.
fn extract(files: &BTreeMap<PathBuf, Vec<Case>>, table: Table, cells: Cells) -> BTreeMap<String, Vec<Vec<String>>> {
    let home = tempfile::tempdir().unwrap();
    let (mut records, mut found) = (String::new(), BTreeMap::new());
    for (path, cases) in files {
        for (at, case) in cases.iter().enumerate() {
            let id = id(path.file_name().unwrap().to_str().unwrap(), at);
            found.insert(id.clone(), Vec::new());
            let mut text = case.paragraphs.join("\n\n");
            if case.decomposed {
                text = DecomposingNormalizerBorrowed::new_nfd().normalize(&text).into_owned();
            }
            if !text.is_empty() {
                let record = serde_json::json!({ "id": id, "text": text, "published_at": case.date });
                writeln!(records, "{record}").unwrap();
            }
        }
    }
    let (input, output) = (home.path().join("cases.jsonl"), home.path().join("out"));
    std::fs::write(&input, records).unwrap();
    let overrides = Overrides {
        inputs: vec![input.to_str().unwrap().to_owned()],
        output: Some(output.clone()),
        formats: Some(vec![Format::Csv]),
        ..Overrides::default()
    };
    run(&Settings::load(None, overrides).unwrap(), Control { stop: &AtomicBool::new(false), progress: &mut |_| {} })
        .unwrap();
    assert_eq!(rows(&output, Table::Rejects), [], "a case cannot be read");
    assert!(rows(&output, Table::Documents).iter().all(|row| row["duplicate_of"].is_empty()), "a case stands twice");
    let rows = rows(&output, table);
    for row in &rows {
        let article: Vec<&Row> = rows.iter().filter(|other| other["doc_id"] == row["doc_id"]).collect();
        found.get_mut(&row["doc_id"]).unwrap().push(cells(row, &article));
    }
    found
}

fn judge(case: &Case, found: &[Vec<String>], file: &str, wrong: &mut String) {
    let right = case.fits(found);
    if right != case.known {
        return;
    }
    let what = if case.known { "is right now: take its !known away" } else { "differs" };
    writeln!(wrong, "{file}: {what}: {}", case.paragraphs.join(" / ")).unwrap();
    if !right {
        for row in &case.expected {
            writeln!(wrong, "  expected {row}").unwrap();
        }
        for cells in found {
            writeln!(wrong, "  found    {}", line(cells)).unwrap();
        }
    }
}

/// Whether a written row means these cells.
fn fits(row: &str, cells: &[String]) -> bool {
    let written: Vec<&str> = row.split(" | ").collect();
    let (first, rest) = (written[0], &written[1..]);
    let same_first = match first.split_once(" … ") {
        Some((begin, end)) => cells[0].len() > first.len() && cells[0].starts_with(begin) && cells[0].ends_with(end),
        None => first == cells[0],
    };
    same_first && rest == &cells[1..]
}

fn line(cells: &[String]) -> String {
    const EACH: usize = 4;
    let words: Vec<&str> = cells[0].split(' ').collect();
    let first = if words.len() > 4 * EACH {
        format!("{} … {}", words[..EACH].join(" "), words[words.len() - EACH..].join(" "))
    } else {
        cells[0].clone()
    };
    [&[first], &cells[1..]].concat().join(" | ")
}

/// The case with the rows that came out, those that fit as they were written.
fn rewritten(case: &Case, found: &[Vec<String>]) -> String {
    let right = case.fits(found);
    let kept = |cells: &Vec<String>| case.expected.iter().find(|row| fits(row, cells)).cloned();
    let rows: Vec<String> = if case.known && !right {
        case.expected.clone()
    } else {
        found.iter().map(|cells| kept(cells).unwrap_or_else(|| line(cells))).collect()
    };
    let head = case.head.iter().filter(|line| !(right && line.starts_with("!known"))).cloned();
    head.chain(rows.iter().map(|row| format!("=> {row}"))).collect::<Vec<_>>().join("\n")
}

/// A cell of a case file.
pub fn or_dash(cell: &str) -> String {
    if cell.is_empty() { "-" } else { cell }.to_owned()
}
