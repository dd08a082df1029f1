//! Readable cases in `tests/cases/laws/*.txt`. A case is a paragraph (or several, `¶` between), perhaps after `@ DATE`, and the rows
//! that must come out of it, in order, one a line:
//!
//! `=> surface | doc_type | name | number | year | amended | provisions | draft | id | resolution | status rank`
//!
//! `-` stands for nothing (a rank followed by `!` is of an act that is not normative), provisions are `article/clause/point`, before them `P`, `C`, `M` with part,
//! chapter and section; warnings follow the rank. A case without rows is a trap. With `UPDATE_CASES=1` in the
//! environment the files are rewritten with what comes out; read the difference before keeping it.

use std::fmt::Write as _;

use jiff::civil::Date;

use crate::lexicon::Lexicon;
use crate::model::{Law, Mentions, Provision, Records, Segmented, Work};
use crate::segment::{Article, segment};

fn rows(text: &str, date: Option<Date>) -> String {
    let lexicon = Lexicon::builtin();
    let (mut seg, mut mentions, mut records) = (Segmented::default(), Mentions::default(), Records::default());
    segment(text, lexicon, &mut seg);
    let article = Article { text, date, seg: &seg, lexicon, work: &Work::default() };
    crate::extract::extract(&article, &mut mentions);
    crate::normalize::normalize(&article, &mut mentions, &mut records);
    let mut out = String::new();
    for law in &records.laws {
        let _ = writeln!(out, "=> {}", row(text, law));
    }
    out
}

fn row(text: &str, law: &Law) -> String {
    let mention = &law.mention;
    let or_dash = |cell: Option<String>| cell.filter(|cell| !cell.is_empty()).unwrap_or_else(|| "-".to_owned());
    let years: Vec<String> = mention.amended_years.iter().map(i16::to_string).collect();
    let provisions: Vec<String> = mention.provisions.iter().map(provision).collect();
    let resolution = match law.candidates.as_slice() {
        [] => law.resolution.as_str().to_owned(),
        candidates => format!("{} {}", law.resolution.as_str(), candidates.join(" ")),
    };
    [
        mention.span.of(text).to_owned(),
        mention.doc_type.as_str().to_owned(),
        or_dash(mention.name.as_ref().map(|name| name.of(text).to_owned())),
        or_dash(mention.number.as_ref().map(|number| number.normalised.clone())),
        or_dash(mention.year.map(|year| year.to_string())),
        or_dash(Some(years.join(" "))),
        or_dash(Some(provisions.join(" "))),
        if mention.is_draft { "draft" } else { "-" }.to_owned(),
        or_dash(law.law_id.clone()),
        resolution,
        standing(law),
    ]
    .join(" | ")
}

fn standing(law: &Law) -> String {
    let standing = &law.standing;
    let rank = standing.rank.map_or_else(|| "-".to_owned(), |rank| rank.to_string());
    let individual = if standing.normative == Some(false) { "!" } else { "" };
    let mut cell = format!("{} {rank}{individual}", standing.status.as_str());
    for warning in &law.warnings {
        let _ = write!(cell, " {}", warning.as_str());
    }
    cell
}

fn provision(provision: &Provision) -> String {
    let units = [
        ("P", &provision.part),
        ("C", &provision.chapter),
        ("M", &provision.section),
        ("", &provision.article),
        ("", &provision.clause),
        ("", &provision.point),
    ];
    let smallest = units.iter().rposition(|(_, value)| value.is_some()).unwrap_or(0);
    let cell = |(index, (sign, value)): (usize, &(&str, &Option<String>))| {
        let last = provision.range_end.as_ref().filter(|_| index == smallest);
        let value = value.as_ref().map_or_else(|| "-".to_owned(), |value| value.replace(' ', "_"));
        let value = last.map_or_else(|| value.clone(), |last| format!("{value}-{last}"));
        (sign.is_empty() || value != "-").then(|| format!("{sign}{value}"))
    };
    units.iter().enumerate().filter_map(cell).collect::<Vec<_>>().join("/")
}

#[test]
fn cases() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/laws");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    let update = std::env::var_os("UPDATE_CASES").is_some();
    let mut failures = String::new();
    for file in files {
        let content = std::fs::read_to_string(&file).unwrap();
        let cases: Vec<String> = content.split("\n\n").map(|case| check(case, &mut failures)).collect();
        if update {
            std::fs::write(&file, cases.join("\n\n").trim_end().to_owned() + "\n").unwrap();
        }
    }
    assert!(update || failures.is_empty(), "{failures}");
}

/// Runs one case; gives it back with the rows that came out.
fn check(case: &str, failures: &mut String) -> String {
    let mut date = None;
    let (mut head, mut text, mut expected) = (String::new(), String::new(), String::new());
    for line in case.lines() {
        if line.starts_with('#') {
            let _ = writeln!(head, "{line}");
        } else if let Some(written) = line.strip_prefix("@ ") {
            date = Some(written.parse().expect("a date after @"));
            let _ = writeln!(head, "{line}");
        } else if line.starts_with("=>") {
            let _ = writeln!(expected, "{line}");
        } else {
            text.push_str(line);
        }
    }
    if text.is_empty() {
        return case.to_owned();
    }
    let found = rows(&text.replace(" ¶ ", "\n\n"), date);
    if found != expected {
        let _ = write!(failures, "\n{head}{text}\nexpected\n{expected}found\n{found}");
    }
    format!("{head}{text}\n{found}").trim_end().to_owned()
}
