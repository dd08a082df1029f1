//! Every kind of output holds the same rows, and `verify` sees where one does not.

use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use parquet::file::properties::ReaderProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::serialized_reader::ReadOptionsBuilder;
use rusqlite::Connection;
use trichdan::config::{Overrides, Settings};
use trichdan::engine::{Control, run};
use trichdan::export::{Format, Table};
use trichdan::verify::verify;

fn write(home: &Path, threads: usize) -> std::path::PathBuf {
    let mut lines = String::new();
    for n in 0..60 {
        let text = format!(
            "Ngày {n}/3, ông Mạc Văn Sen, Bộ trưởng Bộ Công an, nói: “=Cần sửa Điều {n} Luật An ninh mạng, số {n}”.\n\n\
             Bộ Công an ký bản ghi nhớ về dẫn độ với Nhật Bản."
        );
        let line =
            serde_json::json!({ "id": format!("=a{n}"), "text": text, "published_at": "2025-10-26T08:00:00+07:00" });
        lines.extend([line.to_string().as_str(), "\n"]);
    }
    lines += "{\"id\": 1}\n";
    fs::write(home.join("tin.jsonl"), lines).unwrap();
    let out = home.join(format!("out{threads}"));
    let overrides = Overrides {
        inputs: vec![home.join("tin.jsonl").display().to_string()],
        output: Some(out.clone()),
        formats: Some(Format::ALL.into()),
        threads: Some(threads),
        ..Overrides::default()
    };
    let settings = Settings::load(None, overrides).unwrap();
    run(&settings, Control { stop: &AtomicBool::new(false), progress: &mut |_| {} }).unwrap();
    out
}

#[test]
fn all_formats_hold_the_same_rows_whatever_the_threads() {
    let home = tempfile::tempdir().unwrap();
    let out = write(home.path(), 1);
    let report = verify(&out).unwrap();
    assert!(report.is_sound(), "{:?}", report.faults);
    assert_eq!(report.files, 4 * Table::ALL.len() + 2);
    let again = write(home.path(), 3);
    for entry in fs::read_dir(&out).unwrap() {
        let name = entry.unwrap().file_name();
        if name != "timing.json" {
            assert!(fs::read(out.join(&name)).unwrap() == fs::read(again.join(&name)).unwrap(), "{}", name.display());
        }
    }
}

#[test]
fn parquet_has_what_readers_skip_by() {
    let home = tempfile::tempdir().unwrap();
    let out = write(home.path(), 2);
    let options = || {
        let properties = ReaderProperties::builder().set_read_bloom_filter(true).build();
        ReadOptionsBuilder::new().with_reader_properties(properties).with_page_index()
    };
    for table in Table::ALL {
        let file = fs::File::open(out.join(Format::Parquet.file_name(table))).unwrap();
        let size = file.metadata().unwrap().len();
        let reader = SerializedFileReader::new_with_options(file, options().build()).unwrap();
        let metadata = reader.metadata();
        assert!(metadata.num_row_groups() == 0 || metadata.page_index().is_some(), "{}", table.name());
        let mut filters = 0;
        for group in 0..metadata.num_row_groups() {
            let about = metadata.row_group(group);
            assert_eq!(about.sorting_columns().is_some(), table.sorted_by().is_some(), "{}", table.name());
            for (column, chunk) in about.columns().iter().enumerate() {
                let name = chunk.column_path().string();
                let is_key =
                    table.primary_key() == Some(&name) || table.foreign_keys().iter().any(|key| key.column == name);
                let filter = reader.get_row_group(group).unwrap().get_column_bloom_filter(column).cloned();
                assert_eq!(filter.is_some(), is_key, "{}.{name}", table.name());
                filters += chunk.bloom_filter_length().unwrap_or(0) as u64;
                if let Some(filter) = filter.filter(|_| name == "doc_id") {
                    assert!(filter.check(&"=a3") && !filter.check(&"=a3x"));
                }
            }
        }
        // Made for as many ids as a row group may have, written for those that it has.
        assert!(filters * 4 <= size, "{}: {filters} of {size} bytes", table.name());
    }
}

#[test]
fn the_database_has_keys_indexes_and_search() {
    let home = tempfile::tempdir().unwrap();
    let out = write(home.path(), 2);
    let database = Connection::open(out.join("tables.sqlite")).unwrap();
    let count = |sql: &str| database.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(count("SELECT count(*) FROM documents"), 60);
    let wrong = database.prepare("PRAGMA foreign_key_check").unwrap().query([]).unwrap().next().unwrap().is_some();
    assert!(!wrong, "each key leads to a row");
    assert_eq!(count("SELECT count(*) FROM pragma_foreign_key_list('statements')"), 4);
    assert!(count("SELECT count(*) FROM sqlite_master WHERE type = 'index' AND name = 'laws_law_id'") == 1);
    let found = "SELECT count(*) FROM statements_fts WHERE statements_fts MATCH";
    assert_eq!(count(&format!("{found} '\"an ninh mạng\"'")), 60);
    assert_eq!(count(&format!("{found} '\"an ninh mang\"'")), 0);
    assert_eq!(count("SELECT count(DISTINCT typeof(confidence) || typeof(start)) FROM statements"), 1);
    assert_eq!(
        count("SELECT count(*) FROM statements WHERE confidence BETWEEN 0 AND 1"),
        count("SELECT count(*) FROM statements")
    );
    let at: String = database.query_row("SELECT published_at FROM documents LIMIT 1", [], |row| row.get(0)).unwrap();
    assert_eq!(at, "2025-10-26T01:00:00Z");
    let sound: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
}

#[test]
fn the_workbook_has_a_sheet_for_each_table() {
    let home = tempfile::tempdir().unwrap();
    let out = write(home.path(), 1);
    let mut book = zip::ZipArchive::new(fs::File::open(out.join("tables.xlsx")).unwrap()).unwrap();
    let mut part = |name: &str| std::io::read_to_string(book.by_name(name).unwrap()).unwrap();
    let names = part("xl/workbook.xml");
    assert!(Table::ALL.iter().all(|table| names.contains(&format!("name=\"{}\"", table.name()))));
    let sheet = part("xl/worksheets/sheet1.xml");
    assert!(sheet.contains("ySplit=\"1\"") && sheet.contains("<autoFilter") && sheet.contains("<cols>"));
    assert_eq!(sheet.matches("<row ").count(), 61);
    // A text that begins with = is a text; 2025-10-26T01:00:00Z is a number of days.
    assert!(sheet.contains("<t>=a0</t>") && !sheet.contains("<f>"), "{}", &sheet[..2000]);
    assert!(sheet.contains("<v>45956.0416666"));
}

#[test]
fn a_row_that_differs_is_found_in_each_format() {
    let home = tempfile::tempdir().unwrap();
    let out = write(home.path(), 1);
    let fault = |file: &str| {
        let report = verify(&out).unwrap();
        let faults: Vec<String> = report.faults.iter().map(ToString::to_string).collect();
        assert!(faults.iter().all(|fault| fault.starts_with(file)), "{faults:?}");
        faults.join("\n")
    };
    let lines = fs::read_to_string(out.join("laws.jsonl")).unwrap();
    fs::write(out.join("laws.jsonl"), lines.replacen("\"Luật An ninh mạng", "\"Luật An ninh man", 1)).unwrap();
    assert!(fault("laws.jsonl").contains("unlike laws.csv"), "{}", fault("laws.jsonl"));
    fs::write(out.join("laws.jsonl"), "{\"x\": 1}\n").unwrap();
    assert!(fault("laws.jsonl").contains("has 1 fields"), "{}", fault("laws.jsonl"));
    fs::write(out.join("laws.jsonl"), lines).unwrap();

    let database = Connection::open(out.join("tables.sqlite")).unwrap();
    database.execute("UPDATE speakers SET statements = 7", []).unwrap();
    drop(database);
    assert!(fault("tables.sqlite").contains("unlike speakers.csv"), "{}", fault("tables.sqlite"));
    fs::write(out.join("tables.sqlite"), "nothing").unwrap();
    assert!(fault("tables.sqlite").contains("not a database"), "{}", fault("tables.sqlite"));
}
