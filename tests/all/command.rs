//! The command as a user meets it.

use std::path::Path;
use std::process::{Command, Output};

use trichdan::export::{Table, dictionary};

fn trichdan(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_trichdan")).args(arguments).current_dir(home).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn run_writes_tables_and_says_so_on_standard_error() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("a.txt"), "Ông An nói.\n\nHết.").unwrap();
    let output = trichdan(home.path(), &["run", "a.txt", "--format", "csv", "--threads", "1"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(output.stdout.is_empty());
    assert!(text(&output.stderr).contains("1 documents"));
    assert!(home.path().join("output/run/statements.csv").exists());
    assert!(!home.path().join("output/run/statements.parquet").exists());

    let again = trichdan(home.path(), &["run", "a.txt"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("--overwrite"));
    let again = trichdan(home.path(), &["run", "a.txt", "--overwrite"]);
    assert_eq!(again.status.code(), Some(0));
    assert!(home.path().join("output/run/statements.parquet").exists());
}

#[test]
fn exit_codes_for_bad_input() {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(trichdan(home.path(), &["run", "missing.txt"]).status.code(), Some(2));
    assert_eq!(trichdan(home.path(), &["run", "--colour"]).status.code(), Some(2));
    assert!(!home.path().join("output").exists());

    std::fs::write(home.path().join("bad.jsonl"), "{}\nnonsense\n").unwrap();
    let output = trichdan(home.path(), &["run", "bad.jsonl"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(text(&output.stderr).contains("bad_json 1, missing_text 1"), "{}", text(&output.stderr));
    assert!(home.path().join("output/run/manifest.json").exists());
}

#[test]
fn check_names_file_and_line() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("p.toml"), "[run]\nthread = 2\n").unwrap();
    let output = trichdan(home.path(), &["check", "p.toml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).starts_with("trichdan: p.toml:2: unknown field `thread`"), "{}", text(&output.stderr));
}

#[test]
fn explain_through_a_pipe_is_plain_and_harmless() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("a.jsonl"), r#"{"text": "Hết \u001b[31m.", "title": "\u001b]0;x\u0007"}"#).unwrap();
    let output = trichdan(home.path(), &["explain", "a.jsonl"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(!output.stdout.contains(&0x1b) && !output.stdout.contains(&7));
    assert!(text(&output.stdout).contains("Hết"));
}

#[test]
fn schema_is_the_dictionary() {
    let home = tempfile::tempdir().unwrap();
    let output = trichdan(home.path(), &["schema", "laws", "--json"]);
    let schema: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(schema, dictionary::json(Table::Laws));
    assert_eq!(trichdan(home.path(), &["schema", "nonsense"]).status.code(), Some(2));
}

#[test]
fn laws_of_ones_own() {
    let home = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(home.path().join(name), text).unwrap();
    write("a.txt", "Luật Làng nghề và Luật Thủ công nghiệp được nhắc.");
    write("laws.csv", "number,doc_type,title_vi,issued_date\n12/2031/QH16,law,Luật Làng nghề,2031-06-01\n");
    write("p.toml", "[input]\npaths = [\"a.txt\"]\n[registry]\nlaws = \"laws.csv\"\n[output]\nformats = [\"csv\"]\n");
    let run = || trichdan(home.path(), &["run", "p.toml", "--output", "out", "--overwrite"]);
    assert_eq!(run().status.code(), Some(0));
    let laws = std::fs::read_to_string(home.path().join("out/laws.csv")).unwrap();
    assert!(laws.contains(",12/2031/QH16,Luật Làng nghề,2031,"), "{laws}");
    let manifest = std::fs::read_to_string(home.path().join("out/manifest.json")).unwrap();
    assert!(manifest.contains("\"registry.laws\": \""), "{manifest}");

    let found = trichdan(home.path(), &["laws", "12/2031/QH16", "--registry", "laws.csv", "--on", "2031-06-02"]);
    assert!(text(&found.stdout).starts_with("12/2031/QH16  Luật Làng nghề\n"), "{}", text(&found.stdout));
    let none = trichdan(home.path(), &["laws", "12/2031/QH16"]);
    assert!(none.stdout.is_empty() && text(&none.stderr).contains("has nothing that `12/2031/QH16` fits"));

    write("laws.csv", "number,doc_type,title_vi,issued_date\n12/2031/QH16,law,Luật Làng nghề,1/6/2031\n");
    let output = run();
    assert_eq!(output.status.code(), Some(2));
    let message = "trichdan: laws.csv:2: issued_date: `1/6/2031` is no date";
    assert!(text(&output.stderr).starts_with(message), "{}", text(&output.stderr));
}

#[test]
fn the_reference_pipeline_says_the_defaults() {
    use trichdan::config::{Overrides, Settings};
    let reference = Settings::load(Some("pipelines/reference.toml".as_ref()), Overrides::default()).unwrap();
    let inputs = Overrides { inputs: vec!["a".into()], ..Overrides::default() };
    let defaults = Settings::load(None, inputs).unwrap();
    assert_eq!(reference.canonical(), defaults.canonical());
    assert_eq!(reference.max_reject_share.to_bits(), defaults.max_reject_share.to_bits());
    assert_eq!(reference.threads, defaults.threads);
}

/// After a change of the schema: `cargo run -- schema > docs/tables.md`.
#[test]
fn the_documented_tables_are_the_tables() {
    let documented = std::fs::read_to_string("docs/tables.md").unwrap();
    assert!(documented == dictionary::markdown(&Table::ALL), "docs/tables.md is out of date");
}
