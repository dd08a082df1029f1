//! `trichdan eval` and `trichdan diff`, on documents of our own with figures counted by hand.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

fn trichdan(home: &Path, arguments: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_trichdan")).args(arguments).current_dir(home).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

const TEXT: &str = "Bà Lê Thu Sa, Giám đốc Sở Y tế, cho biết Luật Dược năm 2016 sẽ được sửa.\n\n\
Ông Trần Bá Mạch nhấn mạnh: “Chúng tôi chờ đã lâu”.\n\nTrời mưa.";

/// A folder with a run over one document, `tables`.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    run(home.path(), "tables", &[("d", TEXT)]);
    home
}

fn run(home: &Path, output: &str, documents: &[(&str, &str)]) {
    let lines: Vec<_> = documents.iter().map(|(id, text)| json!({"id": id, "text": text}).to_string()).collect();
    std::fs::write(home.join("in.jsonl"), lines.join("\n")).unwrap();
    trichdan(home, &["run", "in.jsonl", "--output", output, "--overwrite"]);
}

fn figures(home: &Path, gold: &str) -> Value {
    trichdan(home, &["eval", gold, "tables", "--json", "figures.json", "--errors", "errors.jsonl"]);
    serde_json::from_str(&std::fs::read_to_string(home.join("figures.json")).unwrap()).unwrap()
}

fn errors(home: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(home.join("errors.jsonl")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Found, one of them with another speaker; missed; extra; and a row that stands nowhere.
#[test]
fn figures_are_those_counted_by_hand() {
    let home = home();
    let gold = json!({
        "doc_id": "d", "text": TEXT,
        "statements": [
            {"paragraph": 0, "text": "Luật Dược năm 2016 sẽ được sửa", "speaker_name": "Lê Thu Sa", "speaker_kind": "person",
             "speaker_role": "Giám đốc", "speaker_org": "Sở Y tế", "cue": "cho biết", "cue_class": "say", "mode": "indirect",
             "continues": false, "addressees": []},
            {"paragraph": 1, "text": "Chúng tôi chờ đã lâu", "speaker_name": "Trần Văn Mạch", "speaker_kind": "person",
             "cue": "nhấn mạnh", "cue_class": "emphasize", "mode": "mixed", "continues": false},
            {"paragraph": 2, "text": "Trời mưa", "speaker_name": null, "speaker_kind": "unnamed"},
            {"paragraph": 2, "text": "Trời nắng"},
        ],
        "laws": [], "initiatives": [],
    });
    std::fs::create_dir(home.path().join("gold")).unwrap();
    std::fs::write(home.path().join("gold/d.json"), gold.to_string()).unwrap();
    let figures = figures(home.path(), "gold");
    let statements = &figures["statements"];
    let found = json!({"precision": 1.0, "recall": 0.6667, "f1": 0.8, "gold": 3, "predicted": 2, "correct": 2});
    assert_eq!(statements["found"], found);
    let headline = json!({"precision": 0.5, "recall": 0.3333, "f1": 0.4, "gold": 3, "predicted": 2, "correct": 1});
    assert_eq!(statements["headline"], headline);
    for (field, right, of) in [("speaker_name", 0.5, 2), ("speaker_role", 1.0, 1), ("mode", 0.5, 2), ("cue", 1.0, 2)] {
        assert_eq!(statements[field], json!({"accuracy": right, "of": of}), "{field}");
    }
    assert_eq!(statements["addressees"], json!({"accuracy": null, "of": 0}));
    let rules: usize = statements["rules"]
        .as_object()
        .unwrap()
        .values()
        .map(|rule| rule["predicted"].as_u64().unwrap() as usize)
        .sum();
    assert_eq!(rules, 2);
    // The law that the reader did not mark.
    assert_eq!(
        (&figures["laws"]["found"]["predicted"], &figures["laws"]["found"]["precision"]),
        (&1.into(), &0.0.into())
    );

    let errors = errors(home.path());
    let told: Vec<_> =
        errors.iter().map(|error| (error["what"].as_str().unwrap(), error["text"].as_str().unwrap())).collect();
    assert_eq!(told, [("wrong", "Chúng tôi chờ đã lâu"), ("missed", "Trời mưa"), ("extra", "Luật Dược năm 2016")]);
    assert_eq!(errors[0]["fields"]["speaker_name"], json!({"expected": "Trần Văn Mạch", "found": "Trần Bá Mạch"}));

    let output = trichdan(home.path(), &["eval", "gold", "tables"]);
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(out.contains("speaker_name: “Trần Bá Mạch”, expected “Trần Văn Mạch”"), "{out}");
    assert!(err.contains("left out: d: statements: paragraph 2 does not hold \"Trời nắng\""), "{err}");
}

/// Where a reader has marked some rows, others count neither way.
#[test]
fn marks_are_gold_where_they_are() {
    let home = home();
    let start = |words: &str| TEXT.char_indices().position(|(at, _)| at == TEXT.find(words).unwrap()).unwrap();
    let mark = |mark: &str, table: &str, words: &str, values: Value| {
        let end = start(words) + words.chars().count();
        json!({"mark": mark, "table": table, "row_id": null, "doc_id": "d", "start": start(words), "end": end, "text": words,
            "values": values, "was": null, "rule": null, "note": ""})
        .to_string()
    };
    let values =
        json!({"speaker_name": "Trần Bá Mạch", "speaker_kind": "person", "mode": "direct", "continues": false});
    let marks = [
        mark("right", "statements", "Chúng tôi chờ đã lâu", values),
        mark("missed", "statements", "Trời mưa", json!({})),
        mark("wrong", "laws", "Luật Dược năm 2016", json!({})),
    ];
    std::fs::write(home.path().join("marks.jsonl"), marks.join("\n") + "\n").unwrap();
    let figures = figures(home.path(), "marks.jsonl");
    // The first statement was not marked.
    let found = json!({"precision": 1.0, "recall": 0.5, "f1": 0.6667, "gold": 2, "predicted": 1, "correct": 1});
    assert_eq!(figures["statements"]["found"], found);
    assert_eq!(figures["statements"]["headline"]["correct"], 1);
    assert_eq!(
        figures["laws"]["found"],
        json!({"precision": 0.0, "recall": 0.0, "f1": 0.0, "gold": 0, "predicted": 1, "correct": 0})
    );
    assert_eq!(errors(home.path()).len(), 2);
}

#[test]
fn what_cannot_be_compared_is_told() {
    let home = home();
    let refused = |gold: &str, message: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_trichdan"))
            .args(["eval", gold, "tables"])
            .current_dir(home.path())
            .output()
            .unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && err.contains(message), "{err}");
    };
    let write = |name: &str, text: &str| std::fs::write(home.path().join(name), text).unwrap();
    refused("nowhere", "nowhere: ");
    std::fs::create_dir(home.path().join("none")).unwrap();
    refused("none", "none: holds no marked documents (.json) and no marks (.jsonl)");
    write("a.jsonl", "{\"mark\": \"right\"}\n");
    refused("a.jsonl", "a.jsonl:1: `table` is no text");
    write("b.jsonl", "{\"mark\": \"odd\", \"table\": \"laws\", \"doc_id\": \"d\", \"start\": 1, \"end\": 2}\nx\n");
    refused("b.jsonl", "b.jsonl:1: `mark` is `odd`, expected right, wrong, mended or missed");
    write("c.json", "{\n\"doc_id\": }");
    refused("c.json", "c.json:2: is no JSON");
    write("e.json", r#"{"doc_id": "other", "text": "", "statements": [], "laws": [], "initiatives": []}"#);
    refused("e.json", "tables: has none of the 1 documents that are marked");
}

#[test]
fn rows_that_came_went_and_changed() {
    let home = tempfile::tempdir().unwrap();
    let said = "Bà Lê Thu Sa cho biết đường đã thông.";
    let kept = ("f", "Bà Lê Thu Sa cảnh báo nước lên.");
    run(home.path(), "a", &[("d", said), ("gone", "Ông Vi Văn Tả cho biết tiền đã đến."), ("e", "Trời mưa."), kept]);
    let changed = "Ông Lê Thu Sa nói: “Đã lâu rồi”.\n\nBà Lê Thu Sa cho biết đường đã thông.";
    run(home.path(), "b", &[("d", &said.replace("cho biết", "khẳng định")), ("e", changed), kept]);
    let output = trichdan(home.path(), &["diff", "a", "b"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("documents: 0 came, 1 went, 2 changed, 1 the same\n"), "{text}");
    assert!(text.contains("statements: 2 came, 1 went, 1 changed, 1 the same\n"), "{text}");
    assert!(
        text.contains("~ d#s1  “đường đã thông”\n    cue: “cho biết” → “khẳng định”\n    cue_class: “say” → “assert”"),
        "{text}"
    );
    assert!(text.contains("- gone#s1") && text.contains("+ e#s1") && text.contains("+ e#s2"), "{text}");

    let output = trichdan(home.path(), &["diff", "a", "b", "--json", "--ignore", "cue", "--ignore", "cue_class"]);
    let rows: Vec<Value> =
        String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<_> = rows.iter().map(|row| (row["what"].as_str().unwrap(), row["id"].as_str().unwrap())).collect();
    assert_eq!(told, [("went", "gone#s1"), ("came", "e#s1"), ("came", "e#s2")]);
    let same = trichdan(home.path(), &["diff", "a", "a", "--json"]);
    assert!(same.stdout.is_empty());
}
