//! `trichdan verify`: what is sound is called sound, and each kind of damage is found and named.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::AtomicBool;

use serde_json::Value;
use sha2::{Digest, Sha256};
use trichdan::config::{Overrides, Settings};
use trichdan::engine::{Control, run};
use trichdan::export::{CsvProfile, Format};
use trichdan::verify::verify;

/// The sample's tables.
struct Run {
    _home: tempfile::TempDir,
    folder: PathBuf,
}

impl Run {
    fn new(formats: &[Format], profile: CsvProfile) -> Self {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("out");
        let overrides =
            Overrides { output: Some(folder.clone()), formats: Some(formats.to_vec()), ..Overrides::default() };
        let mut settings = Settings::load(Some("pipelines/sample.toml".as_ref()), overrides).unwrap();
        settings.export.csv.profile = profile;
        run(&settings, Control { stop: &AtomicBool::new(false), progress: &mut |_| {} }).unwrap();
        Self { _home: home, folder }
    }

    fn csv() -> Self {
        Self::new(&[Format::Csv], CsvProfile::Plain)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn faults(&self) -> Vec<String> {
        verify(&self.folder).unwrap().faults.iter().map(ToString::to_string).collect()
    }

    /// Changes a file, and the manifest so that it fits the changed file.
    fn forge(&self, name: &str, change: impl Fn(&str) -> String) {
        let text = std::fs::read_to_string(self.path(name)).unwrap();
        let changed = change(&text);
        assert_ne!(changed, text, "there is something to change");
        std::fs::write(self.path(name), &changed).unwrap();
        self.edit_manifest(|manifest| {
            let files = manifest["files"].as_array_mut().unwrap();
            let file = files.iter_mut().find(|file| file["name"] == name).unwrap();
            file["bytes"] = changed.len().into();
            let hash = Sha256::digest(&changed);
            file["sha256"] = hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into();
        });
    }

    fn edit_manifest(&self, change: impl FnOnce(&mut Value)) {
        let path = self.path("manifest.json");
        let mut manifest: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        change(&mut manifest);
        std::fs::write(&path, manifest.to_string()).unwrap();
    }
}

/// A CSV file with one cell of one row (counted from 0) changed.
fn with_cell(text: &str, row: usize, column: &str, change: impl Fn(&str) -> String) -> String {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let at = header.iter().position(|name| name == column).unwrap();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&header).unwrap();
    for (number, record) in reader.records().enumerate() {
        let record = record.unwrap();
        let cells = record
            .iter()
            .enumerate()
            .map(|(place, cell)| if (number, place) == (row, at) { change(cell) } else { cell.to_owned() });
        writer.write_record(cells).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

#[test]
fn a_finished_run_is_sound_in_each_format_and_profile() {
    for (formats, profile) in [
        (&Format::ALL[..], CsvProfile::Plain),
        (&Format::ALL[..], CsvProfile::Excel),
        (&[Format::Parquet][..], CsvProfile::Plain),
    ] {
        let run = Run::new(formats, profile);
        let report = verify(&run.folder).unwrap();
        assert_eq!(run.faults(), [""; 0]);
        assert_eq!(report.files, 8 * formats.len());
        assert!(report.rows > 100);
    }
}

#[test]
fn bytes_that_are_not_those_of_the_manifest() {
    let run = Run::new(&Format::ALL, CsvProfile::Plain);
    let mut bytes = std::fs::read(run.path("laws.parquet")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(run.path("laws.parquet"), &bytes).unwrap();
    bytes.truncate(middle);
    std::fs::write(run.path("statements.parquet"), &bytes).unwrap();
    std::fs::remove_file(run.path("initiatives.csv")).unwrap();
    let faults = run.faults().join("\n");
    assert!(faults.contains("laws.parquet: has the SHA-256 "), "{faults}");
    assert!(faults.contains("statements.parquet: has ") && faults.contains("bytes, the manifest says"), "{faults}");
    assert!(faults.contains("initiatives.csv: cannot be read: "), "{faults}");
}

#[test]
fn a_file_that_is_not_listed() {
    let run = Run::csv();
    std::fs::write(run.path("laws.parquet"), "old").unwrap();
    assert_eq!(run.faults(), ["laws.parquet: is not listed in the manifest"]);
}

/// Changes one cell and expects what is said of it.
fn expect(table: &str, row: usize, column: &str, change: impl Fn(&str) -> String, expected: &str) {
    let run = Run::csv();
    run.forge(&format!("{table}.csv"), |text| with_cell(text, row, column, &change));
    let faults = run.faults();
    let found = faults.iter().any(|fault| fault.contains(expected));
    assert!(found, "{table}.{column}: expected {expected:?} in {faults:?}");
}

#[test]
fn cells_that_cannot_be() {
    let plus = |cell: &str| (cell.parse::<i64>().unwrap() + 1).to_string();
    let fixed = |text: &'static str| move |_: &str| text.to_owned();
    expect("laws", 3, "start", fixed("x"), "laws.csv: row 4: start is \"x\", expected int32");
    expect("laws", 3, "doc_type", fixed("novel"), "row 4: doc_type is \"novel\", which is none of its values");
    expect("laws", 3, "start", plus, "row 4: surface is ");
    expect("statements", 0, "end", fixed("99999999"), "row 1: text is ");
    expect("initiatives", 0, "surface", |cell| cell.to_uppercase(), "row 1: surface is ");
    expect("statements", 1, "statement_id", fixed("a#s1"), "row 2: has the id \"a#s1\", expected ");
    expect(
        "statements",
        1,
        "speaker_id",
        fixed("person:không-ai"),
        "speaker_id is \"person:không-ai\", which its table",
    );
    expect("laws", 0, "law_id", fixed("0/0/QH0"), "law_id is \"0/0/QH0\", which its table does not have");
    expect("laws", 0, "statement_id", fixed("khác#s1"), "statement_id is \"khác#s1\", which is no row of the document");
    expect("laws", 0, "doc_id", fixed("khác"), "belongs to no document");
    expect("documents", 1, "doc_id", |_| "x".into(), "belongs to no document");
    expect("documents", 1, "text", |cell| format!("{cell}."), "documents.csv: row 2: content_hash is ");
    expect("documents", 0, "laws", plus, "laws, there are ");
    expect("documents", 0, "duplicate_of", fixed("khác"), "duplicate_of is \"khác\", which is no earlier document");
    expect("speakers", 0, "statements", plus, "speakers.csv: 1 counts are not the numbers of rows");
    expect("law_index", 1, "law_id", fixed("!"), "law_index.csv: row 2: the id \"!\" is there twice or out of order");
    expect("rejects", 0, "code", fixed("io"), "rejects.csv: has ");
}

#[test]
fn rows_and_columns_that_are_missing() {
    let run = Run::csv();
    run.forge("rejects.csv", |text| text.lines().take(3).map(|line| format!("{line}\n")).collect());
    run.forge("laws.csv", |text| text.replacen("surface", "words", 1));
    run.forge("speakers.csv", |text| format!("{text}a,b\n"));
    let faults = run.faults().join("\n");
    assert!(faults.contains("rejects.csv: has 2 rows, the manifest says 3"), "{faults}");
    assert!(faults.contains("laws.csv: has the columns law_mention_id,"), "{faults}");
    assert!(faults.contains("speakers.csv: row ") && faults.contains("found record with 2 fields"), "{faults}");
}

#[test]
fn formats_that_do_not_hold_the_same() {
    let run = Run::new(&Format::ALL, CsvProfile::Plain);
    run.forge("documents.csv", |text| with_cell(text, 0, "title", |_| "Khác".into()));
    assert_eq!(run.faults(), ["documents.parquet: does not hold the rows of the CSV file"]);
}

#[test]
fn manifests_that_cannot_be() {
    let run = Run::csv();
    run.edit_manifest(|manifest| manifest["records"] = 1.into());
    run.edit_manifest(|manifest| manifest["settings"]["input"]["chunk_bytes"] = 1.into());
    let faults = run.faults().join("\n");
    assert!(faults.contains("manifest.json: 15 documents and 3 rejects are not 1 records"), "{faults}");
    assert!(faults.contains("manifest.json: the settings have the hash "), "{faults}");
    run.edit_manifest(|manifest| manifest["schema_version"] = "0".into());
    assert_eq!(run.faults(), ["manifest.json: has schema version 0, expected 1"]);
    std::fs::write(run.path("manifest.json"), "{").unwrap();
    assert!(run.faults()[0].starts_with("manifest.json: is not a manifest: "));
    std::fs::remove_file(run.path("manifest.json")).unwrap();
    assert_eq!(run.faults(), ["manifest.json: is missing: no run was finished in this folder"]);
}

#[test]
fn the_command_says_what_is_wrong_and_ends_with_its_code() {
    let run = Run::csv();
    let command =
        |folder: &Path| Command::new(env!("CARGO_BIN_EXE_trichdan")).arg("verify").arg(folder).output().unwrap();
    let output = command(&run.folder);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(text.contains(": sound; 8 files, "), "{text}");
    for row in 0..30 {
        run.forge("documents.csv", |text| with_cell(text, row % 15, "author", |cell| format!("{cell}\u{1b}[31m")));
    }
    let output = command(&run.folder);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(4));
    assert!(text.contains("documents.csv: row 1: author is ") && !text.contains('\u{1b}'), "{text}");
    let output = command(&run.folder.join("none"));
    assert_eq!(output.status.code(), Some(2));
}
