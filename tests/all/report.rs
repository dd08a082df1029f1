//! `trichdan report`: what is in the page, seen from outside. How it looks and acts is tested in a browser (`tests/browser`).

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn trichdan(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_trichdan")).args(arguments).current_dir(home).output().unwrap()
}

fn told(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

const HOSTILE: &str = "</script><script>alert(1)</script><!--<script> &amp; \u{2028} \"'`${x}";

/// A folder with a run over two articles that say something, one that says nothing, and one that means harm.
fn run(format: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let article = |id: &str, text: &str| {
        serde_json::json!({"id": id, "title": HOSTILE, "text": text, "url": "https://example.vn/a",
            "published_at": "2025-03-01T20:00:00Z", "outlet": "Báo Sông"})
    };
    let lines = [
        article("a", "Ông Lại Văn Sơn, Bộ trưởng Bộ Y tế, cho biết Luật Dược năm 2016 sẽ được sửa."),
        article("b", "Bộ Công an ký thỏa thuận với Nhật Bản về dẫn độ.\n\nBà Đỗ Thị Sen nói: “Chúng tôi chờ đã lâu”."),
        article("c", "Trời mưa."),
        article("d", &format!("Ông Lại Văn Sơn nói: “{HOSTILE}”.")),
    ];
    std::fs::write(home.path().join("in.jsonl"), lines.map(|line| line.to_string()).join("\n")).unwrap();
    let output = trichdan(home.path(), &["run", "in.jsonl", "--output", "tables", "--format", format]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    home
}

/// The page of a run, and the data in it.
fn page(home: &Path, arguments: &[&str]) -> (String, Value) {
    let output = trichdan(home, &[&["report", "tables"], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let html = std::fs::read_to_string(home.join("tables.html")).unwrap();
    let (_, rest) = html.split_once(r#"<script type="application/json" id="data">"#).unwrap();
    let data = serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap();
    (html, data)
}

/// A column as strings.
fn strings<'a>(data: &'a Value, column: &Value) -> Vec<&'a str> {
    let numbers = column.as_array().unwrap().iter();
    numbers.map(|number| data["strings"][number.as_u64().unwrap() as usize].as_str().unwrap()).collect()
}

#[test]
fn all_rows_are_counted_and_those_of_articles_shown() {
    let home = run("csv,parquet");
    let (_, data) = page(home.path(), &[]);
    assert_eq!(strings(&data, &data["documents"]["id"]), ["a", "b", "c", "d"]);
    assert_eq!(strings(&data, &data["documents"]["date"]), ["2025-03-02"; 4]);
    // What nothing was found in is no article.
    assert_eq!(data["documents"]["article"], serde_json::json!([1, 2, 0, 3]));
    let mut reader = csv::Reader::from_path(home.path().join("tables/statements.csv")).unwrap();
    let rows: Vec<crate::tables::Row> = reader.deserialize().collect::<Result<_, _>>().unwrap();
    assert!(rows.len() >= 3);
    let (columns, detail) = (&data["statements"]["columns"], &data["statements"]["detail"]);
    for name in ["speaker_id", "cue_class", "rule"] {
        let expected: Vec<_> = rows.iter().map(|row| row[name].as_str()).collect();
        assert_eq!(strings(&data, &columns[name]), expected, "{name}");
    }
    let documents = strings(&data, &data["documents"]["id"]);
    for (at, row) in rows.iter().enumerate() {
        let doc = columns["doc"][at].as_u64().unwrap() as usize;
        assert_eq!(documents[doc], row["doc_id"]);
        let text: Vec<char> = data["texts"][data["documents"]["article"][doc].as_u64().unwrap() as usize - 1]
            .as_str()
            .unwrap()
            .chars()
            .collect();
        let edge = |name: &str| detail[name][at].as_u64().unwrap() as usize;
        assert_eq!(text[edge("start")..edge("end")].iter().collect::<String>(), row["text"]);
    }
    // Bodies that speak, and those that are parties alone.
    let bodies = strings(&data, &data["organizations"]["org_id"]);
    assert!(["bo-y-te", "bo-cong-an"].iter().all(|id| bodies.contains(id)), "{bodies:?}");
    // The law stands in the first statement.
    assert_eq!(strings(&data, &data["laws"]["columns"]["law_id"])[0], "105/2016/QH13");
    assert_eq!(data["laws"]["columns"]["statement"][0], 1);
}

#[test]
fn articles_are_chosen_or_sampled() {
    let home = run("parquet");
    let (_, data) = page(home.path(), &["--document", "b"]);
    assert_eq!(data["documents"]["article"], serde_json::json!([0, 1, 0, 0]));
    assert_eq!((&data["run"]["articles"], &data["run"]["worth_showing"]), (&1.into(), &3.into()));
    let laws = data["laws"]["columns"]["doc"].as_array().unwrap().len();
    assert!(laws > 0 && data["laws"]["detail"]["row"].as_array().unwrap().is_empty());
    let (_, data) = page(home.path(), &["--articles", "2"]);
    assert_eq!(data["texts"].as_array().unwrap().len(), 2);
    let output = trichdan(home.path(), &["report", "tables", "--document", "nobody"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("has no document `nobody`"), "{}", told(&output));
}

#[test]
fn both_formats_give_the_same_page() {
    let [csv, parquet] = ["csv", "parquet"].map(|format| page(run(format).path(), &[]).1);
    let without_settings = |mut data: Value| {
        data["run"]["settings_sha256"] = Value::Null;
        data
    };
    assert_eq!(without_settings(csv), without_settings(parquet));
}

#[test]
fn a_text_never_becomes_markup() {
    let home = run("csv");
    let (html, data) = page(home.path(), &["--language", "en"]);
    assert_eq!(html.matches("alert(1)").count(), html.matches("\\u003cscript\\u003ealert(1)\\u003c/script").count());
    let texts = data["texts"].as_array().unwrap();
    assert!(texts.iter().any(|text| text.as_str().unwrap().contains("</script><script>alert(1)</script>")));
    assert!(html.starts_with("<!doctype html>\n<html lang=\"en\">"));
    // Four elements: two of data, one of styles, one script; nothing else begins or ends one.
    assert_eq!(html.matches("<script").count(), 3);
    assert_eq!(html.matches("</script").count(), 3);
}

#[test]
fn nothing_is_loaded_and_no_string_is_taken_for_markup() {
    let home = run("csv");
    let (html, _) = page(home.path(), &[]);
    assert!(html.contains("content=\"default-src &#39;none&#39;;") || html.contains("content=\"default-src 'none';"));
    for loads in ["<link", "<img", "<iframe", " src=", "@import", "url("] {
        let outside: Vec<_> = html.match_indices(loads).map(|(at, _)| &html[at..(at + 60).min(html.len())]).collect();
        assert!(outside.is_empty(), "{outside:?}");
    }
    let mut read = BTreeSet::new();
    for entry in std::fs::read_dir("src/report/page").unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        for danger in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"] {
            assert!(!text.contains(danger), "{}: {danger}", path.display());
        }
        read.insert(path.extension().unwrap().to_owned());
    }
    assert_eq!(read.len(), 3, "{read:?}");
}

#[test]
fn a_page_is_no_larger_than_it_may_be() {
    let home = tempfile::tempdir().unwrap();
    let line = |at: usize| {
        let text = format!("Ông Lại Văn Sơn nói: “Chúng tôi chờ {at} ngày”.\n\n{}", "Trời mưa. ".repeat(4000));
        serde_json::json!({"id": format!("d{at}"), "text": text}).to_string()
    };
    std::fs::write(home.path().join("in.jsonl"), (0..60).map(line).collect::<Vec<_>>().join("\n")).unwrap();
    assert_eq!(trichdan(home.path(), &["run", "in.jsonl", "--output", "tables"]).status.code(), Some(0));
    let (html, data) = page(home.path(), &["--max-size", "1"]);
    assert!(html.len() <= 1_000_000, "{}", html.len());
    let shown = data["texts"].as_array().unwrap().len();
    assert!((8..25).contains(&shown), "{shown}");
    let counted: BTreeSet<_> =
        data["statements"]["columns"]["doc"].as_array().unwrap().iter().map(|doc| doc.as_u64().unwrap()).collect();
    assert_eq!(counted.len(), 60);
}

#[test]
fn where_the_rows_alone_are_too_many_a_sample_is_counted_and_that_is_said() {
    let home = tempfile::tempdir().unwrap();
    let line = |at: usize| {
        let text = format!("Ông Lại Văn Sơn nói: “Chúng tôi chờ {at} ngày”.");
        serde_json::json!({"id": format!("document-{at}"), "title": "Tiêu đề dài ".repeat(20), "text": text})
            .to_string()
    };
    std::fs::write(home.path().join("in.jsonl"), (0..6000).map(line).collect::<Vec<_>>().join("\n")).unwrap();
    let arguments = ["run", "in.jsonl", "--output", "tables", "--format", "parquet"];
    assert_eq!(trichdan(home.path(), &arguments).status.code(), Some(0));
    let output = trichdan(home.path(), &["report", "tables", "--max-size", "1"]);
    assert!(told(&output).contains("counts a sample of "), "{}", told(&output));
    let (html, data) = page(home.path(), &["--max-size", "1"]);
    assert!(html.len() <= 1_000_000, "{}", html.len());
    let counted = data["documents"]["id"].as_array().unwrap().len();
    assert!((1000..6000).contains(&counted), "{counted}");
    assert_eq!((&data["run"]["documents"], &data["run"]["counted"]), (&6000.into(), &counted.into()));
    assert_eq!(data["statements"]["columns"]["doc"].as_array().unwrap().len(), counted);
}

#[test]
fn what_is_no_run_is_told() {
    let home = run("csv");
    let told_of = |arguments: &[&str]| {
        let output = trichdan(home.path(), arguments);
        (output.status.code(), told(&output).to_owned())
    };
    let (code, message) = told_of(&["report", "nowhere"]);
    assert!(code == Some(2) && message.contains("nowhere: no such folder"), "{message}");
    let (code, message) = told_of(&["report", "."]);
    assert!(code == Some(2) && message.contains("holds no finished run"), "{message}");
    std::fs::write(home.path().join("tables/laws.csv"), "nonsense\n").unwrap();
    let (code, message) = told_of(&["report", "tables"]);
    assert!(code == Some(4) && message.contains("laws.csv: has the columns nonsense"), "{message}");
    assert!(!home.path().join("tables.html").exists());
    let output = trichdan(home.path(), &["report", "tables", "-o", "no/such/folder.html"]);
    assert_ne!(output.status.code(), Some(0));
}
