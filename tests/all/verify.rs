//! Whatever is wrong with a finished run is found, in its place. Each test damages a copy of the sample's run.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, LazyLock};

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch, StringArray};
use arrow::compute::concat_batches;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use sha2::{Digest, Sha256};
use trichdan::config::{Overrides, Settings};
use trichdan::engine::{Control, run};
use trichdan::export::{CsvOptions, CsvProfile, Format, MANIFEST, Resource, Table, descriptions};
use trichdan::verify::{Fault, Report, verify};

/// The sample's run in both formats.
static SAMPLE: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let home = tempfile::tempdir().unwrap();
    sample(&home.path().join("out"), CsvProfile::Plain);
    home
});

fn sample(output: &Path, profile: CsvProfile) {
    let overrides = Overrides { output: Some(output.to_owned()), ..Overrides::default() };
    let mut settings = Settings::load(Some("pipelines/sample.toml".as_ref()), overrides).unwrap();
    settings.export.csv.profile = profile;
    run(&settings, Control { stop: &AtomicBool::new(false), progress: &mut |_| {} }).unwrap();
}

/// A copy of the sample's run, to be damaged.
struct Copy(tempfile::TempDir);

impl Copy {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        for entry in fs::read_dir(SAMPLE.path().join("out")).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), home.path().join(entry.file_name())).unwrap();
        }
        Self(home)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn change_bytes(&self, name: &str, change: impl FnOnce(&mut Vec<u8>)) {
        let mut bytes = fs::read(self.path(name)).unwrap();
        change(&mut bytes);
        fs::write(self.path(name), bytes).unwrap();
    }

    fn change_manifest(&self, change: impl FnOnce(&mut serde_json::Value)) {
        let mut manifest = serde_json::from_slice(&fs::read(self.path(MANIFEST)).unwrap()).unwrap();
        change(&mut manifest);
        fs::write(self.path(MANIFEST), manifest.to_string()).unwrap();
    }

    /// Makes the manifest agree with the bytes of the files, as whoever forges a run would.
    fn sign(&self) {
        self.change_manifest(|manifest| {
            for file in manifest["files"].as_array_mut().unwrap() {
                let bytes = fs::read(self.path(file["name"].as_str().unwrap())).unwrap();
                let sha256 =
                    Sha256::digest(&bytes).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
                file["bytes"] = bytes.len().into();
                file["sha256"] = sha256.into();
            }
            let csv = manifest["files"].as_array().unwrap().iter().filter(|file| file["format"] == "csv");
            let resources: Vec<Resource> = csv
                .map(|file| Resource {
                    table: Table::from_name(file["table"].as_str().unwrap()).unwrap(),
                    name: file["name"].as_str().unwrap().to_owned(),
                    bytes: file["bytes"].as_u64().unwrap(),
                    sha256: file["sha256"].as_str().unwrap().to_owned(),
                })
                .collect();
            for (name, text) in descriptions(Format::Csv, CsvOptions::default(), &resources) {
                fs::write(self.path(name), text).unwrap();
            }
        });
    }

    /// Changes the rows of a CSV file, of which the first is the header, and signs.
    fn change_rows(&self, table: Table, change: impl FnOnce(&mut Vec<Vec<String>>)) {
        let path = self.path(&Format::Csv.file_name(table));
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(&path).unwrap();
        let mut rows: Vec<Vec<String>> = reader.deserialize().collect::<Result<_, _>>().unwrap();
        change(&mut rows);
        let mut writer = csv::WriterBuilder::new().flexible(true).from_path(&path).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        writer.flush().unwrap();
        drop(writer);
        self.sign();
    }

    fn read_parquet(&self, table: Table) -> RecordBatch {
        let file = File::open(self.path(&Format::Parquet.file_name(table))).unwrap();
        let builder = ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
        let schema = builder.schema().clone();
        let batches: Vec<_> = builder.build().unwrap().collect::<Result<_, _>>().unwrap();
        concat_batches(&schema, &batches).unwrap()
    }

    fn write_parquet(&self, table: Table, rows: &RecordBatch) {
        let file = File::create(self.path(&Format::Parquet.file_name(table))).unwrap();
        let mut writer = ArrowWriter::try_new(file, rows.schema(), None).unwrap();
        writer.write(rows).unwrap();
        writer.close().unwrap();
        self.sign();
    }

    fn verify(&self) -> Report {
        verify(self.0.path()).unwrap()
    }

    /// Sees to it that a fault is found in a file, and gives it.
    fn expect(&self, file: &str, message: &str) -> Fault {
        find(&self.verify(), file, message)
    }
}

fn find(report: &Report, file: &str, message: &str) -> Fault {
    let fault = report.faults.iter().find(|fault| fault.file == file && fault.message.contains(message));
    let all: Vec<_> = report.faults.iter().map(ToString::to_string).collect();
    fault.unwrap_or_else(|| panic!("{file}: {message:?} was not found but\n{}", all.join("\n"))).clone()
}

fn column(table: Table, name: &str) -> usize {
    table.schema().columns.iter().position(|column| column.name == name).unwrap_or_else(|| panic!("{name}"))
}

/// The number of the first row, header not counted, whose cell in a column is what is asked for.
fn first(rows: &[Vec<String>], at: usize, wanted: impl Fn(&str) -> bool) -> usize {
    (1..rows.len()).find(|&row| wanted(&rows[row][at])).expect("a row of the sample")
}

#[test]
fn a_run_is_sound_in_each_profile() {
    let report = verify(&SAMPLE.path().join("out")).unwrap();
    assert!(report.is_sound(), "{:#?}", report.faults);
    assert_eq!(report.files, 16);
    let home = tempfile::tempdir().unwrap();
    sample(home.path(), CsvProfile::Excel);
    assert!(fs::read(home.path().join("laws.csv")).unwrap().starts_with("\u{feff}law_mention_id".as_bytes()));
    let report = verify(home.path()).unwrap();
    assert!(report.is_sound(), "{:#?}", report.faults);
}

#[test]
fn files_are_what_the_manifest_says() {
    let copy = Copy::new();
    copy.change_bytes("laws.parquet", |bytes| bytes.truncate(bytes.len() / 2));
    copy.change_bytes("laws.csv", |bytes| bytes[700] ^= 1);
    fs::remove_file(copy.path("speakers.csv")).unwrap();
    copy.expect("laws.parquet", "bytes, the manifest says");
    copy.expect("laws.csv", "has the SHA-256");
    copy.expect("speakers.csv", "cannot be read");

    let copy = Copy::new();
    copy.change_manifest(|manifest| _ = manifest["files"].as_array_mut().unwrap().remove(0));
    copy.expect("documents.csv", "not listed");
    copy.expect(MANIFEST, "does not list documents.csv");
}

type Change = fn(&mut serde_json::Value);

#[test]
fn the_manifest_is_one_and_agrees_with_itself() {
    let copy = Copy::new();
    fs::remove_file(copy.path(MANIFEST)).unwrap();
    copy.expect(MANIFEST, "is missing");
    fs::write(copy.path(MANIFEST), "{").unwrap();
    copy.expect(MANIFEST, "is not a manifest");

    let changes: [(&str, &str, Change); 9] = [
        (MANIFEST, "schema version", |manifest| manifest["schema_version"] = "0".into()),
        (MANIFEST, "the settings have the hash", |manifest| manifest["settings"]["export"]["formats"] = "x".into()),
        (MANIFEST, "rejects are not 99 records", |manifest| manifest["records"] = 99.into()),
        (MANIFEST, "is not the name of a file", |manifest| manifest["files"][0]["name"] = "../laws.csv".into()),
        (MANIFEST, "lists no files", |manifest| manifest["files"] = serde_json::json!([])),
        (MANIFEST, "lists documents.csv 2 times", |manifest| {
            let file = manifest["files"][0].clone();
            manifest["files"].as_array_mut().unwrap().push(file);
        }),
        ("documents.csv", "rows, the manifest says 1", |manifest| manifest["files"][0]["rows"] = 1.into()),
        ("documents.parquet", "bytes of text, the manifest says 7", |manifest| manifest["text_bytes"] = 7.into()),
        ("rejects.csv", "by code, the manifest says", |manifest| manifest["rejects"]["io"] = 1.into()),
    ];
    for (file, message, change) in changes {
        let copy = Copy::new();
        copy.change_manifest(change);
        copy.expect(file, message);
    }
}

type Wanted = fn(&str) -> bool;

/// A cell of the first row whose cell fits is replaced: the fault is found in that row.
#[test]
fn each_cell_is_checked() {
    use Table::{Documents, Initiatives, Laws, Organizations, Rejects, Speakers, Statements};
    fn any(cell: &str) -> bool {
        !cell.is_empty()
    }
    fn more(cell: &str) -> bool {
        cell.parse().is_ok_and(|number: u32| number > 0)
    }
    fn items(cell: &str) -> bool {
        cell.starts_with("[{")
    }
    let damages: [(Table, &str, Wanted, &str, &str); 32] = [
        (Statements, "text", any, "Điều chưa ai nói", "text is \"Điều chưa ai nói\", but text["),
        (Statements, "start", more, "1", "but text[1:"),
        (Statements, "end", any, "99999999", "99999999] is not there"),
        (Laws, "surface", any, "Luật Không có", "surface is \"Luật Không có\""),
        (Initiatives, "surface", any, "", "surface is \"\", but text["),
        (Statements, "statement_id", any, "x#s1", "the id should be"),
        (Statements, "doc_id", any, "nobody", "doc_id is \"nobody\", which is no document"),
        (Laws, "doc_id", any, "nobody", "doc_id is \"nobody\", which is no document"),
        (Statements, "continues", any, "x#s1", "which is no earlier statement"),
        (Laws, "statement_id", any, "x#s1", "which is no row of the document"),
        (Initiatives, "statement_id", any, "x#s1", "which is no row of the document"),
        (Statements, "quotes", items, r#"[{"start":1,"end":99999999}]"#, "which is no part of the text"),
        (Statements, "quotes", items, r#"[{"start":1}]"#, "expected list<struct<"),
        (Statements, "quotes", items, "", "quotes is empty"),
        (Statements, "paragraph", any, "5000", "paragraph is 5000, the document has"),
        (Statements, "mode", any, "loud", "none of its values"),
        (Statements, "speaker_id", any, "person:x", "speaker_id is \"person:x\", which its table does not have"),
        (Statements, "confidence", any, "NaN", "expected float32"),
        (Laws, "law_id", any, "1/1999/X", "law_id is \"1/1999/X\", which its table does not have"),
        (Laws, "is_draft", any, "perhaps", "expected bool"),
        (Laws, "year", any, "70000", "expected int16"),
        (Documents, "doc_id", any, "nobody", "says"),
        (Documents, "text", any, "Ngắn.", "content_hash is"),
        (Documents, "characters", any, "3", "says 3 characters, the text has"),
        (Documents, "statements", more, "0", "says 0 statements, there are"),
        (Documents, "laws", any, "77", "says 77 laws, there are"),
        (Documents, "published_at", any, "hôm qua", "expected timestamp"),
        (Documents, "duplicate_of", |cell| cell.is_empty(), "nobody", "which is no earlier document"),
        (Documents, "title", any, "a\u{1b}[31mb", "expected text without control characters"),
        (Rejects, "code", any, "unlucky", "none of its values"),
        (Speakers, "kind", any, "robot", "none of its values"),
        (Organizations, "first_date", any, "2025-13-01", "expected date"),
    ];
    for (table, name, wanted, cell, message) in damages {
        let (copy, at) = (Copy::new(), column(table, name));
        let mut damaged = (0, String::new());
        copy.change_rows(table, |rows| {
            let row = first(rows, at, wanted);
            cell.clone_into(&mut rows[row][at]);
            damaged = (row, rows[row][0].clone());
        });
        let report = copy.verify();
        let fault = find(&report, &Format::Csv.file_name(table), message);
        assert_eq!((fault.row, fault.id), (Some(damaged.0 as u64), Some(damaged.1)), "{name}: {message}");
        let other = find(&report, &Format::Parquet.file_name(table), "unlike");
        assert_eq!(other.row, Some(damaged.0 as u64), "{name}");
        // Other rows may refer to the damaged one.
        assert!(report.total < 60, "{name}: {} faults; one damage is not told over and over", report.total);
    }
}

#[test]
fn a_link_to_a_row_that_is_gone_is_found() {
    let copy = Copy::new();
    let mut linked = Vec::new();
    copy.change_rows(Table::Laws, |rows| {
        linked.extend(rows.iter().skip(1).map(|row| row[column(Table::Laws, "statement_id")].clone()));
    });
    let mut target = String::new();
    copy.change_rows(Table::Statements, |rows| {
        let speaker = column(Table::Statements, "speaker_id");
        let gone =
            (1..rows.len()).find(|&row| linked.contains(&rows[row][0]) && !rows[row][speaker].is_empty()).unwrap();
        target = rows.remove(gone).swap_remove(0);
    });
    let fault = copy.expect("laws.csv", &format!("statement_id is {target:?}, which is no row"));
    assert!(fault.row.is_some() && fault.id.is_some());
    copy.expect("statements.csv", "rows, the manifest says");
    copy.expect("documents.csv", "statements, there are");
    copy.expect("speakers.csv", "1 counts of statements are not the numbers of rows");
}

/// The sample names no treaty in an initiative, so the link is made here.
#[test]
fn a_link_from_an_initiative_to_a_law_is_followed() {
    let copy = Copy::new();
    let (link, doc_id) = (column(Table::Initiatives, "law_mention_id"), column(Table::Initiatives, "doc_id"));
    copy.change_rows(Table::Initiatives, |rows| rows[1][link] = format!("{}#l500", rows[1][doc_id]));
    assert_eq!(copy.expect("initiatives.csv", "law_mention_id is").row, Some(1));
}

#[test]
fn rows_are_there_once_and_in_order() {
    for table in [Table::Documents, Table::Statements, Table::Laws, Table::Initiatives, Table::Speakers] {
        let copy = Copy::new();
        let name = Format::Csv.file_name(table);
        copy.change_rows(table, |rows| {
            let again = rows[2].clone();
            rows.insert(3, again);
        });
        let message = match table {
            Table::Documents => "the doc_id is there twice",
            Table::Speakers => "the id is there twice",
            _ => "the id should be",
        };
        assert_eq!(copy.expect(&name, message).row, Some(3), "{name}");
        copy.expect(&name, "rows, the manifest says");
    }
    let copy = Copy::new();
    copy.change_rows(Table::LawIndex, |rows| rows.swap(1, 2));
    assert_eq!(copy.expect("law_index.csv", "not sorted by id").row, Some(2));
    let (copy, mut last) = (Copy::new(), 0);
    copy.change_rows(Table::Laws, |rows| {
        let first = rows.remove(1);
        rows.push(first);
        last = rows.len() as u64 - 1;
    });
    assert_eq!(copy.expect("laws.csv", "stands apart from the other rows").row, Some(last));
}

#[test]
fn csv_files_that_are_none_are_told() {
    let copy = Copy::new();
    copy.change_rows(Table::Laws, |rows| rows[0][3] = "begin".into());
    copy.change_rows(Table::Statements, |rows| _ = rows[4].pop());
    copy.change_bytes("rejects.csv", |bytes| bytes.extend(b"a,\xff,c,d,1\n"));
    copy.sign();
    assert!(copy.expect("laws.csv", "has the columns law_mention_id,doc_id,paragraph,begin").row.is_none());
    assert_eq!(copy.expect("statements.csv", "cells, expected").row, Some(4));
    copy.expect("rejects.csv", "is not UTF-8");
    let faults = copy.verify().faults;
    let others = faults
        .iter()
        .filter(|fault| !["laws", "statements", "rejects"].iter().any(|name| fault.file.starts_with(name)));
    assert_eq!(others.collect::<Vec<_>>(), Vec::<&Fault>::new(), "what cannot be read makes nothing else wrong");
}

#[test]
fn a_missing_file_is_told_once() {
    let copy = Copy::new();
    fs::remove_file(copy.path("speakers.csv")).unwrap();
    fs::remove_file(copy.path("statements.parquet")).unwrap();
    assert_eq!(copy.verify().total, 2);
}

#[test]
fn parquet_files_are_checked_as_csv_files_are() {
    let copy = Copy::new();
    let rows = copy.read_parquet(Table::Laws);
    let surfaces = rows["surface"].as_string::<i32>();
    let replaced: ArrayRef = Arc::new(
        (0..surfaces.len())
            .map(|row| Some(if row == 5 { "Luật Khác" } else { surfaces.value(row) }))
            .collect::<StringArray>(),
    );
    let at = column(Table::Laws, "surface");
    let mut columns = rows.columns().to_vec();
    columns[at] = replaced;
    copy.write_parquet(Table::Laws, &RecordBatch::try_new(rows.schema(), columns).unwrap());
    assert_eq!(copy.expect("laws.parquet", "surface is \"Luật Khác\", but text[").row, Some(6));
    assert_eq!(copy.expect("laws.parquet", "unlike laws.csv").row, Some(6));

    copy.write_parquet(Table::Laws, &rows.slice(0, rows.num_rows() - 1));
    copy.expect("laws.parquet", "rows, the manifest says");
    copy.expect("documents.parquet", "laws, there are");

    copy.write_parquet(Table::Laws, &rows.project(&(0..at).collect::<Vec<_>>()).unwrap());
    copy.expect("laws.parquet", "columns, expected");

    let mut order: Vec<_> = (0..rows.num_columns()).collect();
    order.swap(3, 5);
    copy.write_parquet(Table::Laws, &rows.project(&order).unwrap());
    copy.expect("laws.parquet", "has the column surface of type Utf8");
}

/// One byte in two dozen places, each by itself: always found, never a panic.
#[test]
fn no_byte_of_a_parquet_file_can_change_unseen() {
    let copy = Copy::new();
    let whole = fs::read(copy.path("laws.parquet")).unwrap();
    for place in (0..24).map(|part| part * (whole.len() - 1) / 23) {
        copy.change_bytes("laws.parquet", |bytes| {
            bytes.clone_from(&whole);
            bytes[place] ^= 0x55;
        });
        copy.expect("laws.parquet", "has the SHA-256");
    }
}

#[test]
fn the_command_lists_what_is_wrong_and_its_exit_code_says_so() {
    let copy = Copy::new();
    let command = || {
        let output =
            std::process::Command::new(env!("CARGO_BIN_EXE_trichdan")).arg("verify").arg(copy.0.path()).output();
        let output = output.unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, text) = command();
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains(": sound; "), "{text}");
    let before: BTreeMap<_, _> = fs::read_dir(copy.0.path())
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name(), fs::read(entry.path()).unwrap()))
        .collect();
    copy.change_rows(Table::Laws, |rows| rows[3][5] = "Luật Khác".into());
    let (code, text) = command();
    assert_eq!(code, Some(4));
    assert!(
        text.lines().any(|line| line.starts_with("laws.csv: row 3 (") && line.contains("\"Luật Khác\", but text[")),
        "{text}"
    );
    assert_eq!(fs::read_dir(copy.0.path()).unwrap().count(), before.len(), "nothing is left behind");
    let missing = verify(&copy.path("nothing")).unwrap_err();
    assert!(missing.to_string().ends_with("nothing: no such folder"));
}
