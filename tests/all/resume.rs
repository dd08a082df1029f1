//! Runs that go on where they were cut off, and runs that read only what is new: always with the bytes of a full run.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use trichdan::config::{Overrides, Settings};
use trichdan::engine::{Control, Progress, RunError, RunSummary, Start, run};
use trichdan::verify::verify;

use crate::faults::in_memory;

type Files = BTreeMap<String, Vec<u8>>;

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(in_memory());
        place.pipeline("");
        place.put_news(&lines(0..300));
        place
    }

    /// Lines in files of a few, each of which is a chunk.
    fn put_news(&self, lines: &str) {
        let _ = std::fs::remove_dir_all(self.path("in/news"));
        std::fs::create_dir_all(self.path("in/news")).unwrap();
        let lines: Vec<_> = lines.split_inclusive('\n').collect();
        for (number, lines) in lines.chunks(8).enumerate() {
            self.put(&format!("news/{number:03}.jsonl"), &lines.concat());
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, text: &str) {
        std::fs::create_dir_all(self.path("in")).unwrap();
        std::fs::write(self.path("in").join(name), text).unwrap();
    }

    /// Small chunks and small shards, so that there are many.
    fn pipeline(&self, more: &str) {
        let text = format!(
            "[input]\npaths = [\"in\"]\nchunk_bytes = 2048\n[run]\nshard_bytes = 9000\nmax_reject_share = 1.0\n{more}"
        );
        std::fs::write(self.path("p.toml"), text).unwrap();
    }

    fn settings(&self, output: &str, resume: bool, incremental: bool) -> Settings {
        let output = Some(self.path(output));
        let overrides =
            Overrides { output, threads: Some(2), overwrite: true, resume, incremental, ..Overrides::default() };
        Settings::load(Some(&self.path("p.toml")), overrides).unwrap()
    }

    /// What a full run gives.
    fn full(&self) -> Files {
        finish(&self.settings("full", false, false)).unwrap();
        files(&self.path("full"))
    }

    /// A run that is stopped after some chunks.
    fn cut_off(&self, chunks: usize, incremental: bool) {
        let (stop, mut left) = (AtomicBool::new(false), chunks + 1);
        let mut progress = |_: &Progress| {
            left = left.saturating_sub(1);
            stop.store(left == 0, Ordering::SeqCst);
        };
        let outcome = run(&self.settings("out", false, incremental), Control { stop: &stop, progress: &mut progress });
        assert!(matches!(outcome, Err(RunError::Interrupted)));
    }

    fn refusal(&self) -> String {
        finish(&self.settings("out", true, false)).unwrap_err().to_string()
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = std::fs::read_dir(self.path("out"))
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

/// Records with repeated texts, repeated ids and lines that are none.
fn lines(numbers: impl IntoIterator<Item = u32>) -> String {
    let mut out = String::new();
    for n in numbers {
        let text = format!("Bộ trưởng số {} nói: “Cần sửa Luật số {}/2020/QH14”.\n\nHết.", n % 250, n % 7)
            .repeat(n as usize % 4 + 1);
        let id = if n % 50 == 49 { 0 } else { n };
        let _ = writeln!(
            out,
            "{}",
            serde_json::json!({ "id": format!("a{id}"), "text": text, "published_at": "2025-10-26" })
        );
        if n % 60 == 3 {
            let _ = writeln!(out, "{{\"id\": {n},");
        }
    }
    out
}

/// Also on what the run began.
fn finish(settings: &Settings) -> Result<(RunSummary, Start), RunError> {
    let mut start = Start::Fresh;
    let mut progress = |state: &Progress| start = state.start;
    let summary = run(settings, Control { stop: &AtomicBool::new(false), progress: &mut progress })?;
    Ok((summary, start))
}

fn files(folder: &Path) -> Files {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let names = names.filter(|name| name != "timing.json" && !name.starts_with('.'));
    names.map(|name| (name.clone(), std::fs::read(folder.join(name)).unwrap())).collect()
}

fn assert_same(found: &Files, wanted: &Files, when: &str) {
    let differ: Vec<_> = wanted.keys().filter(|name| found.get(*name) != wanted.get(*name)).collect();
    assert!(differ.is_empty() && found.len() == wanted.len(), "{when}: {differ:?} differ");
}

#[test]
fn a_run_goes_on_where_it_was_cut_off() {
    let place = Place::new();
    let wanted = place.full();
    for chunks in [0, 1, 7, 20, 35] {
        place.cut_off(chunks, false);
        let (summary, start) = finish(&place.settings("out", true, false)).unwrap();
        assert_eq!(start, if chunks < 5 { Start::NothingToResume } else { Start::Resumed }, "{chunks}");
        assert_eq!(summary.taken > 0, chunks >= 5);
        assert!(summary.taken < summary.finished.counts.records());
        assert_same(&files(&place.path("out")), &wanted, &format!("cut off after {chunks} chunks"));
        assert!(!place.names().iter().any(|name| name.starts_with('.')), "{:?}", place.names());
    }
    // Twice.
    place.cut_off(20, false);
    let stop = AtomicBool::new(false);
    let mut progress = |state: &Progress| stop.store(state.taken > 0, Ordering::SeqCst);
    let again = run(&place.settings("out", true, false), Control { stop: &stop, progress: &mut progress });
    assert!(matches!(again, Err(RunError::Interrupted)));
    assert_eq!(finish(&place.settings("out", true, false)).unwrap().1, Start::Resumed);
    assert_same(&files(&place.path("out")), &wanted, "cut off twice");
}

/// A file of lines is cut by bytes, packed or not.
#[test]
fn the_shards_of_one_file() {
    let place = Place::new();
    std::fs::remove_dir_all(place.path("in/news")).unwrap();
    let text = lines(0..2000);
    let news = place.path("in/news.jsonl.gz");
    let mut encoder = flate2::write::GzEncoder::new(std::fs::File::create(&news).unwrap(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap();
    for name in ["packed", "plain"] {
        let wanted = place.full();
        place.cut_off(15, false);
        let shards = std::fs::read_dir(place.path("out/.part/.shards")).unwrap().count();
        assert!(shards > 5, "{name}: {shards}");
        let (summary, start) = finish(&place.settings("out", true, false)).unwrap();
        assert_eq!(start, Start::Resumed, "{name}");
        assert!(summary.taken > 500, "{name}: {}", summary.taken);
        assert_same(&files(&place.path("out")), &wanted, name);
        if news.exists() {
            std::fs::remove_file(&news).unwrap();
            place.put("news.jsonl", &text);
        }
    }
}

#[test]
fn what_differs_is_not_resumed() {
    let place = Place::new();
    place.cut_off(20, false);
    place.pipeline("[extract]\nmin_confidence = 0.5\n");
    assert!(
        place.refusal().contains("cannot be resumed: the run that was cut off had other settings; without --resume"),
        "{}",
        place.refusal()
    );
    place.pipeline("");
    place.put("b.txt", "Ông An nói.");
    assert!(place.refusal().contains("had other inputs, or inputs of other sizes"));
    std::fs::remove_file(place.path("in/b.txt")).unwrap();
    let text = lines(0..300);
    place.put_news(&text.replacen("Hết", "Hạt", 1));
    assert!(place.refusal().contains("news/000.jsonl has changed since then"), "{}", place.refusal());
    // A refusal loses nothing.
    place.put_news(&text);
    assert_eq!(finish(&place.settings("out", true, false)).unwrap().1, Start::Resumed);
    assert_same(&files(&place.path("out")), &place.full(), "after refusals");
}

#[test]
fn damaged_shards_are_done_again() {
    let place = Place::new();
    let wanted = place.full();
    let shards = place.path("out/.part/.shards");
    for (at, kept) in [(1000, true), (0, false)] {
        place.cut_off(30, false);
        let path = shards.join("00000001.shard");
        let mut bytes = std::fs::read(&path).unwrap();
        let at = if at == 0 { bytes.len() - 100 } else { at };
        bytes[at] ^= 0x55;
        std::fs::write(&path, bytes).unwrap();
        let (summary, _) = finish(&place.settings("out", true, false)).unwrap();
        assert!(summary.taken > 0, "{kept}");
        assert_same(&files(&place.path("out")), &wanted, "a damaged shard");
    }
}

#[test]
fn a_run_without_resume_begins_anew() {
    let place = Place::new();
    place.cut_off(20, false);
    assert!(trichdan::export::has_work(&place.path("out")));
    let (summary, start) = finish(&place.settings("out", false, false)).unwrap();
    assert_eq!((summary.taken, start), (0, Start::Fresh));
    assert!(!trichdan::export::has_work(&place.path("out")));
    let once = files(&place.path("out"));
    finish(&place.settings("out", false, false)).unwrap();
    assert_same(&files(&place.path("out")), &once, "the same input");
}

#[test]
fn an_incremental_run_reads_what_is_new() {
    let place = Place::new();
    let out = place.settings("out", false, true);
    assert_eq!(finish(&out).unwrap().1, Start::NothingKept);
    assert_same(&files(&place.path("out")), &place.full(), "the first");
    let all = lines(0..300);
    let mut reversed: Vec<_> = all.lines().collect();
    reversed.reverse();
    let changes: [(&str, String, u64); 6] = [
        ("nothing", all.clone(), 0),
        ("some in front", lines((900..905).chain(0..300)), 6),
        ("some gone, some changed", lines((10..100).chain(120..300)).replace("số 33 nói", "số 33 cho biết"), 2),
        ("the first of repeated texts gone", lines(60..300), 21),
        ("another order", reversed.join("\n"), 130),
        ("grown", format!("{all}{}", lines(1000..1100)), 110),
    ];
    for (what, text, most) in changes {
        place.put_news(&text);
        let (summary, start) = finish(&out).unwrap();
        assert_eq!(start, Start::Incremental);
        let read = summary.finished.counts.records() - summary.taken;
        assert!(read <= most, "{what}: {read} records were read");
        assert_same(&files(&place.path("out")), &place.full(), what);
        assert!(verify(&place.path("out")).unwrap().is_sound());
    }
    for n in 0..20 {
        place.put(&format!("b{n}.txt"), &format!("Ông An nói: “Cần {n} luật”."));
    }
    place.put("c.html", "<html><body><article><p>Bà Bình nói rằng cần sửa Luật Đất đai.</p></article></body></html>");
    finish(&out).unwrap();
    assert_same(&files(&place.path("out")), &place.full(), "new files");
    std::fs::rename(place.path("in/b3.txt"), place.path("in/z.txt")).unwrap();
    std::fs::remove_file(place.path("in/b4.txt")).unwrap();
    let (summary, _) = finish(&out).unwrap();
    assert_eq!(summary.taken, summary.finished.counts.records());
    assert_same(&files(&place.path("out")), &place.full(), "a file renamed, one gone");
}

#[test]
fn an_incremental_run_rests_on_the_same_settings() {
    let place = Place::new();
    finish(&place.settings("out", false, true)).unwrap();
    place.pipeline("[extract]\nmin_confidence = 0.5\n");
    let (summary, start) = finish(&place.settings("out", false, true)).unwrap();
    assert_eq!(start.to_string(), "the last run had other settings: everything is read");
    assert_eq!(summary.taken, 0);
    assert_same(&files(&place.path("out")), &place.full(), "other settings");
    // One that is not incremental keeps no shards.
    finish(&place.settings("out", false, false)).unwrap();
    assert!(!place.names().contains(&".shards".to_owned()));
}

#[test]
fn an_incremental_run_is_resumed_too() {
    let place = Place::new();
    finish(&place.settings("out", false, true)).unwrap();
    std::fs::write(place.path("out/notes.txt"), "mine").unwrap();
    place.put_news(&lines(5..400));
    place.cut_off(20, true);
    let (summary, start) = finish(&place.settings("out", true, true)).unwrap();
    assert_eq!(start, Start::Resumed);
    assert!(summary.taken > 150);
    let mut found = files(&place.path("out"));
    found.remove("notes.txt");
    assert_same(&found, &place.full(), "resumed");
    let (summary, _) = finish(&place.settings("out", false, true)).unwrap();
    assert_eq!(summary.taken, summary.finished.counts.records(), "shards are kept beside a foreign file too");
}
