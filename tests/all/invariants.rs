//! What holds for every row of every run, checked on the sample.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::AtomicBool;

use trichdan::config::{Overrides, Settings};
use trichdan::engine::{Control, RunSummary, run};
use trichdan::export::{MANIFEST, Table};

use crate::tables::rows;

/// Id column and column with the characters of each extracted table.
const EXTRACTED: [(Table, &str, &str); 3] = [
    (Table::Statements, "statement_id", "text"),
    (Table::Laws, "law_mention_id", "surface"),
    (Table::Initiatives, "initiative_id", "surface"),
];

/// Runs the sample.
fn sample(output: &Path) -> RunSummary {
    sample_with(output, None)
}

fn sample_with(output: &Path, min_confidence: Option<f64>) -> RunSummary {
    let overrides = Overrides { output: Some(output.to_owned()), min_confidence, ..Overrides::default() };
    let settings = Settings::load(Some("pipelines/sample.toml".as_ref()), overrides).unwrap();
    run(&settings, Control { stop: &AtomicBool::new(false), progress: &mut |_| {} }).unwrap()
}

#[test]
fn every_record_of_the_sample_is_a_document_or_a_reject() {
    let home = tempfile::tempdir().unwrap();
    let summary = sample(home.path());
    let manifest = std::fs::read(home.path().join(MANIFEST)).unwrap();
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
    // Eleven articles, six lines of which two are broken, and one broken file.
    let (documents, rejects) = (rows(home.path(), Table::Documents).len(), rows(home.path(), Table::Rejects).len());
    assert_eq!((documents, rejects), (15, 3));
    assert_eq!(manifest["records"], documents + rejects);
    assert!(!summary.too_many_rejects);
}

#[test]
fn rows_point_back_to_their_text() {
    let home = tempfile::tempdir().unwrap();
    let output = home.path().join("out");
    sample(&output);
    rows_are_sound(&output);
}

#[test]
fn surer_rows_are_the_same_without_the_others() {
    const LEAST: f64 = 0.75;
    let home = tempfile::tempdir().unwrap();
    let (all, sure) = (home.path().join("all"), home.path().join("sure"));
    sample(&all);
    sample_with(&sure, Some(LEAST));
    rows_are_sound(&sure);
    for (table, _, _) in EXTRACTED {
        let places = |folder: &Path, least: f64| -> BTreeSet<_> {
            let rows = rows(folder, table).into_iter();
            let rows = rows.filter(|row| row["confidence"].parse::<f64>().unwrap() >= least);
            rows.map(|row| (row["doc_id"].clone(), row["start"].clone(), row["end"].clone(), row["rule"].clone()))
                .collect()
        };
        let (kept, wanted) = (places(&sure, 0.0), places(&all, LEAST));
        assert!(kept.is_subset(&wanted) && !kept.is_empty(), "{}", table.name());
        assert!(kept.len() < rows(&all, table).len() || kept == wanted, "{}", table.name());
    }
}

/// Each row is cut from its text, in order, and refers to rows that are there.
fn rows_are_sound(output: &Path) {
    let documents: BTreeMap<_, _> =
        rows(output, Table::Documents).into_iter().map(|row| (row["doc_id"].clone(), row)).collect();
    let texts: BTreeMap<_, Vec<char>> = documents.iter().map(|(id, row)| (id, row["text"].chars().collect())).collect();
    let statements: BTreeSet<_> =
        rows(output, Table::Statements).iter().map(|row| row["statement_id"].clone()).collect();
    assert!(!statements.is_empty());
    for (table, id, surface) in EXTRACTED {
        let rows = rows(output, table);
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for (at, row) in rows.iter().enumerate() {
            let number = |name: &str| row[name].parse::<usize>().unwrap();
            let slice: String = texts[&row["doc_id"]][number("start")..number("end")].iter().collect();
            assert_eq!(slice, row[surface], "{}", row[id]);
            let count = counts.entry(&row["doc_id"]).or_default();
            *count += 1;
            assert!(row[id].ends_with(&count.to_string()) && row[id].starts_with(&row["doc_id"]), "{}", row[id]);
            let before =
                at.checked_sub(1).map(|before| &rows[before]).filter(|before| before["doc_id"] == row["doc_id"]);
            assert!(before.is_none_or(|before| before["start"].parse::<usize>().unwrap() <= number("start")), "order");
            let statement = row.get(if table == Table::Statements { "continues" } else { "statement_id" });
            assert!(statement.is_none_or(|id| id.is_empty() || statements.contains(id)), "{statement:?}");
        }
        for (id, row) in &documents {
            let count = counts.get(id.as_str()).copied().unwrap_or(0);
            assert_eq!(row[table.name()], count.to_string(), "{} of {id}", table.name());
        }
    }
}
