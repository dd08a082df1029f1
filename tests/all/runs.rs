//! Runs from files to files.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use trichdan::config::{Overrides, Settings};
use trichdan::engine::{Control, RunError, RunSummary, run};

/// Articles with repeated texts, ids that collide and lines that are no records; small pieces, so that there are many.
fn input(home: &Path) -> std::path::PathBuf {
    let mut lines = String::new();
    for n in 0..400 {
        let text = format!("Bộ trưởng số {} nói: “Cần sửa Luật số {}”.\n\nHết.", n % 350, n % 7).repeat(n % 5 + 1);
        let id = if n % 50 == 49 { 0 } else { n };
        let line = serde_json::json!({ "id": format!("a{id}"), "text": text, "published_at": "2025-10-26" });
        let _ = writeln!(lines, "{line}");
        if n % 100 == 3 {
            lines.push_str("{\"id\": 1,\n");
        }
    }
    std::fs::write(home.join("news.jsonl"), lines).unwrap();
    let pipeline = home.join("p.toml");
    let text = "[input]\npaths = [\"news.jsonl\"]\nchunk_bytes = 4096\n[output]\noverwrite = true\n";
    std::fs::write(&pipeline, text).unwrap();
    pipeline
}

fn settings(pipeline: &Path, output: &Path, threads: usize) -> Settings {
    let overrides = Overrides { output: Some(output.to_owned()), threads: Some(threads), ..Overrides::default() };
    Settings::load(Some(pipeline), overrides).unwrap()
}

fn finish(settings: &Settings) -> RunSummary {
    run(settings, Control { stop: &AtomicBool::new(false), progress: &mut |_| {} }).unwrap()
}

/// All files of a run but the one that tells how long it took.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names
        .filter(|name| name != "timing.json")
        .map(|name| (name.clone(), std::fs::read(folder.join(name)).unwrap()))
        .collect()
}

#[test]
fn the_same_bytes_with_any_number_of_threads() {
    let home = tempfile::tempdir().unwrap();
    let pipeline = input(home.path());
    let output = home.path().join("out");
    finish(&settings(&pipeline, &output, 1));
    let expected = files(&output);
    assert_eq!(
        expected.len(),
        19,
        "eight tables in two formats, their two descriptions and the manifest: {:?}",
        expected.keys()
    );
    for threads in [1, 2, 8] {
        finish(&settings(&pipeline, &output, threads));
        for (name, bytes) in files(&output) {
            assert!(bytes == expected[&name], "{name} differs with {threads} threads");
        }
    }
}

#[test]
fn every_record_is_accounted_for() {
    let home = tempfile::tempdir().unwrap();
    let pipeline = input(home.path());
    let summary = finish(&settings(&pipeline, &home.path().join("out"), 2));
    let counts = &summary.finished.counts;
    assert_eq!(counts.records(), 404);
    assert_eq!(counts.rejects["bad_json"], 4);
    // The id a0 comes once with its own text and eight times with another.
    assert_eq!(counts.rejects["duplicate_id"], 8);
    assert_eq!(counts.documents, 392);
    assert!(!summary.too_many_rejects);
}

#[test]
fn an_interrupted_run_leaves_nothing() {
    let home = tempfile::tempdir().unwrap();
    let pipeline = input(home.path());
    let output = home.path().join("out");
    let stop = AtomicBool::new(true);
    let outcome = run(&settings(&pipeline, &output, 2), Control { stop: &stop, progress: &mut |_| {} });
    assert!(matches!(outcome, Err(RunError::Interrupted)));
    assert!(!output.exists());
}

#[test]
fn overwriting_with_fewer_formats_leaves_no_old_file() {
    let home = tempfile::tempdir().unwrap();
    let pipeline = input(home.path());
    let output = home.path().join("out");
    let both = settings(&pipeline, &output, 2);
    finish(&both);
    std::fs::write(output.join("notes.txt"), "mine").unwrap();
    let mut csv = both.clone();
    csv.export.formats = vec![trichdan::export::Format::Csv];
    finish(&csv);
    let names: Vec<_> = files(&output).into_keys().collect();
    assert!(names.iter().all(|name| !name.ends_with(".parquet")), "{names:?}");
    assert!(names.contains(&"notes.txt".to_owned()), "what is not ours stays");
}

#[test]
fn progress_ends_at_the_whole() {
    let home = tempfile::tempdir().unwrap();
    let pipeline = input(home.path());
    let mut last = None;
    let mut progress = |state: &trichdan::engine::Progress| last = Some(*state);
    let settings = settings(&pipeline, &home.path().join("out"), 2);
    run(&settings, Control { stop: &AtomicBool::new(false), progress: &mut progress }).unwrap();
    let last = last.unwrap();
    assert_eq!((last.bytes, last.documents, last.rejects), (last.total_bytes, 392, 12));
}
