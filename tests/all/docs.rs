//! The book in `docs` and README.md: their commands work and show what they say, and the reference is made from the program.
//!
//! Each page has a folder of its own, with articles in `news`. Blocks are taken in order: `sh` is run line by line; a block with
//! `file=NAME` becomes that file; a `text` block behind a command or query must be in what it showed, line by line, where `…`
//! stands for anything; `sql` is run if Python has `duckdb`, `python` if all that it imports is.
//!
//! `UPDATE_DOCS=1 cargo test docs` writes the reference anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use trichdan::export::Table;
use trichdan::model::RejectCode;

use crate::tables::rows;

/// A fenced block.
struct Block<'a> {
    info: &'a str,
    text: String,
}

fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            let text =
                lines.by_ref().take_while(|line| *line != "```").fold(String::new(), |text, line| text + line + "\n");
            blocks.push(Block { info, text });
        }
    }
    blocks
}

/// All pages that people read.
fn pages() -> Vec<PathBuf> {
    let mut pages = vec![PathBuf::from("README.md")];
    for folder in ["docs", "docs/how-to", "docs/explanation", "docs/reference"] {
        pages.extend(std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    }
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages.sort();
    pages
}

/// What the pages speak of: articles in several forms, a pipeline, marks, runs.
fn furnish(home: &Path) {
    std::fs::create_dir(home.join("news")).unwrap();
    let mut records = String::new();
    for entry in std::fs::read_dir("pipelines/sample").unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if let Ok(text) = std::fs::read_to_string(&path)
            && path.extension().is_some_and(|extension| extension == "txt")
            && text.len() > 2000
        {
            std::fs::copy(&path, home.join("news").join(&name)).unwrap();
            writeln!(records, "{}", serde_json::json!({"id": name, "text": text})).unwrap();
        }
    }
    let write = |name: &str, bytes: &[u8]| std::fs::write(home.join(name), bytes).unwrap();
    write("news.jsonl.zst", &zstd::encode_all(records.as_bytes(), 1).unwrap());
    let first = std::fs::read_dir(home.join("news")).unwrap().next().unwrap().unwrap().path();
    std::fs::copy(first, home.join("article.txt")).unwrap();
    write("my-pipeline.toml", b"[input]\npaths = [\"news\"]\n");
    for folder in ["output/sample", "tables", "tables-new"] {
        shell(home, &format!("trichdan run news --output {folder}"));
    }
    let row = rows(&home.join("tables"), Table::Statements).into_iter().next().unwrap();
    let edge = |name: &str| row[name].parse::<u32>().unwrap();
    let mark = serde_json::json!({"mark": "right", "table": "statements", "row_id": row["statement_id"],
        "doc_id": row["doc_id"], "start": edge("start"), "end": edge("end"), "text": row["text"], "values": {}});
    write("marks.jsonl", format!("{mark}\n").as_bytes());
}

/// Runs a command; gives what it said.
fn shell(home: &Path, line: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_trichdan")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    // A page shows a command again without saying that the folder is there by now.
    let line = if line.starts_with("trichdan run") { format!("{line} --overwrite") } else { line.to_owned() };
    let output = Command::new("sh").args(["-c", &line]).current_dir(home).env("PATH", path).output().unwrap();
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    assert!(output.status.success(), "{line}: {}\n{said}", output.status);
    said
}

fn python(home: &Path, script: &str) -> std::process::Output {
    Command::new("python3").args(["-c", script]).current_dir(home).output().unwrap()
}

/// Whether Python has a module, or a word that it has not.
fn has_module(home: &Path, module: &str, page: &Path) -> bool {
    let is_there = Command::new("python3").args(["-c", &format!("import {module}")]).current_dir(home).output();
    let is_there = is_there.is_ok_and(|output| output.status.success());
    if !is_there {
        eprintln!("SKIPPED: {}: a block needs Python's {module}", page.display());
    }
    is_there
}

/// The result of a query, as it is shown in a terminal.
fn query(home: &Path, sql: &str) -> String {
    let statements = format!("import duckdb\nfor q in {sql:?}.split(';'):\n  q.strip() and duckdb.sql(q).show()");
    let output = python(home, &statements);
    assert!(output.status.success(), "{sql}\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Whether a line was shown, with `…` for anything.
fn is_shown(line: &str, said: &str) -> bool {
    said.lines().any(|shown| {
        let mut rest = shown;
        line.trim_end().split('…').all(|part| match rest.find(part) {
            Some(at) => {
                rest = &rest[at + part.len()..];
                true
            }
            None => false,
        })
    })
}

#[test]
fn commands_work_and_show_what_is_said() {
    let furnished = tempfile::tempdir().unwrap();
    furnish(furnished.path());
    let mut run = 0;
    for path in pages().iter().filter(|path| !path.ends_with("reference/commands.md")) {
        let page = std::fs::read_to_string(path).unwrap();
        let blocks = blocks(&page);
        let needs_home = |block: &Block| matches!(block.info, "sh" | "sql" | "python") || block.info.contains("file=");
        if !blocks.iter().any(needs_home) {
            continue;
        }
        let home = tempfile::tempdir().unwrap();
        shell(home.path(), &format!("cp -R {}/. .", furnished.path().display()));
        // None: what was shown is not known.
        let mut said = None;
        for block in &blocks {
            if let Some((_, name)) = block.info.split_once("file=") {
                let file = home.path().join(name);
                std::fs::create_dir_all(file.parent().unwrap()).unwrap();
                std::fs::write(file, &block.text).unwrap();
                continue;
            }
            match block.info {
                "sh" => {
                    let mut all = String::new();
                    for line in block.text.lines().filter(|line| line.starts_with("trichdan ")) {
                        let line = line.split("  #").next().unwrap_or(line).trim();
                        all += &shell(home.path(), line);
                        run += 1;
                    }
                    said = Some(all);
                }
                "sql" => {
                    let can = has_module(home.path(), "duckdb", path);
                    said = can.then(|| query(home.path(), &block.text));
                }
                "python" => {
                    let imports = block.text.lines().filter_map(|line| {
                        line.strip_prefix("import ").or(line.strip_prefix("from "))?.split([' ', '.']).next()
                    });
                    let modules: Vec<_> = imports.chain(block.text.contains("pandas").then_some("pyarrow")).collect();
                    if modules.iter().all(|module| has_module(home.path(), module, path)) {
                        let output = python(home.path(), &block.text);
                        let error = String::from_utf8_lossy(&output.stderr);
                        assert!(output.status.success(), "{}: {error}", path.display());
                    }
                    said = None;
                }
                "text" => {
                    let Some(said) = &said else { continue };
                    for line in block.text.lines() {
                        assert!(is_shown(line, said), "{}: {line:?} is not in\n{said}", path.display());
                    }
                }
                _ => {}
            }
        }
    }
    assert!(run > 20, "{run} commands");
}

#[test]
fn links_lead_somewhere_and_all_pages_are_listed() {
    let summary = std::fs::read_to_string("docs/SUMMARY.md").unwrap();
    for path in pages() {
        let page = std::fs::read_to_string(&path).unwrap();
        for link in page.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap();
            if file.is_empty() || file.contains("://") || file.contains(['`', ' ']) {
                continue;
            }
            assert!(path.parent().unwrap().join(file).exists(), "{}: {link}", path.display());
        }
        if let Ok(listed) = path.strip_prefix("docs") {
            assert!(
                listed.ends_with("SUMMARY.md") || summary.contains(&format!("({})", listed.display())),
                "{listed:?}"
            );
        }
    }
}

/// Compares a page of the reference with what it should be, or writes it.
fn reference(name: &str, text: &str) {
    let path = Path::new("docs/reference").join(name);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == text, "{} is out of date: UPDATE_DOCS=1 cargo test docs", path.display());
}

fn help(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_trichdan")).args(arguments).arg("--help").output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

#[test]
fn reference_of_commands_and_exit_codes() {
    let all = help(&[]);
    let commands = all.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names: Vec<_> =
        commands.filter(|line| !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.contains(&"report"), "{names:?}");
    let mut text =
        "# Commands\n\nWhat `trichdan COMMAND --help` says. Exit codes are [the same](exit-codes.md) for all.\n"
            .to_owned();
    for name in names.iter().filter(|name| **name != "help") {
        let said = help(&[name]);
        let said = said.split("\n\nExit codes:").next().unwrap();
        write!(text, "\n## {name}\n\n```text\n{said}\n```\n").unwrap();
    }
    reference("commands.md", &text);

    let (_, codes) = all.split_once("Exit codes:\n").unwrap();
    let mut text = "# Exit codes\n\n| code | meaning |\n| --- | --- |\n".to_owned();
    for (code, meaning) in codes.lines().filter_map(|line| line.trim().split_once("  ")) {
        writeln!(text, "| {code} | {meaning} |").unwrap();
    }
    reference("exit-codes.md", &text);
}

#[test]
fn reference_of_pipeline_files() {
    let toml = std::fs::read_to_string("pipelines/reference.toml").unwrap();
    let text = format!(
        "# Pipeline file\n\nEvery key with its default, as in `pipelines/reference.toml`.\n\n```toml\n{}\n```\n",
        toml.trim_end()
    );
    reference("pipeline.md", &text);
}

/// Each rule with what was measured of it, and a sentence from the cases in which it makes a row. A sentence that is there stays as
/// long as it still shows the rule.
#[test]
fn reference_of_rules() {
    let kept = std::fs::read_to_string("docs/reference/rules.md").unwrap_or_default();
    let examples = examples(&kept);
    let mut text = "# Rules\n\nColumn `rule` of the tables. *Right* and *rows* are those of hand-marked documents: a row is right if a reader has it \
too, with the same main columns. `confidence` is (right + 1) / (rows + 2), so that few rows say little. In an example what the rule \
made is in bold.\n"
        .to_owned();
    let measured = std::fs::read_to_string("src/extract/data/confidence.tsv").unwrap();
    for table in [Table::Statements, Table::Laws, Table::Initiatives] {
        write!(
            text,
            "\n## {}\n\n| rule | confidence | right | rows | example |\n| --- | --- | --- | --- | --- |\n",
            table.name()
        )
        .unwrap();
        let mut rules: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
        for line in measured.lines().skip(1) {
            let cells: Vec<_> = line.split('\t').collect();
            rules.insert(cells[0], (cells[1].parse().unwrap(), cells[2].parse().unwrap()));
        }
        for rule in examples.keys().filter(|(other, _)| *other == table.name()) {
            rules.entry(&rule.1).or_default();
        }
        for (rule, (right, all)) in rules {
            let Some(example) = examples.get(&(table.name(), rule.to_owned())) else { continue };
            let confidence = f64::from(right + 1) / f64::from(all + 2);
            writeln!(text, "| `{rule}` | {confidence:.2} | {right} | {all} | {example} |").unwrap();
        }
    }
    reference("rules.md", &text);
}

/// By table and rule: a sentence with what the rule made in bold.
fn examples(kept: &str) -> BTreeMap<(&'static str, String), String> {
    let home = tempfile::tempdir().unwrap();
    let mut records = String::new();
    for table in ["statements", "laws", "initiatives"] {
        let mut paths: Vec<_> = std::fs::read_dir(Path::new("tests/cases").join(table))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        paths.sort();
        for path in paths {
            for case in std::fs::read_to_string(path).unwrap().split("\n\n") {
                // Those with marks of their own, or known to be wrong, are no examples.
                let is_plain = !case.lines().any(|line| line.starts_with('!') || line.starts_with("@ nfd"));
                let text: Vec<_> = case.lines().filter(|line| !line.starts_with(['#', '@', '=', '!'])).collect();
                if is_plain && !text.is_empty() && !text.concat().contains(['|', '*', '<']) {
                    let date = case.lines().find_map(|line| line.strip_prefix("@ "));
                    writeln!(records, "{}", serde_json::json!({"text": text.join("\n\n"), "date": date})).unwrap();
                }
            }
        }
    }
    std::fs::write(home.path().join("cases.jsonl"), records).unwrap();
    shell(home.path(), "trichdan run cases.jsonl --output cases --format csv");
    let texts: BTreeMap<_, _> = rows(&home.path().join("cases"), Table::Documents)
        .into_iter()
        .map(|mut row| (row.remove("doc_id").unwrap(), row.remove("text").unwrap()))
        .collect();
    let mut examples: BTreeMap<(&'static str, String), String> = BTreeMap::new();
    for table in [Table::Statements, Table::Laws, Table::Initiatives] {
        for row in rows(&home.path().join("cases"), table) {
            let (start, end) = (row["start"].parse::<usize>().unwrap(), row["end"].parse::<usize>().unwrap());
            let text: Vec<char> = texts[&row["doc_id"]].chars().collect();
            let part = |range: std::ops::Range<usize>| text[range].iter().collect::<String>();
            let shown = format!("{}**{}**{}", part(0..start), part(start..end), part(end..text.len()));
            let shown = shown.replace("\n\n", " ¶ ");
            let is_kept = |example: &str| kept.contains(&format!("| {example} |\n"));
            let place = examples.entry((table.name(), row["rule"].clone())).or_insert_with(|| shown.clone());
            let rank = |example: &str| (!is_kept(example), example.chars().count());
            if rank(&shown) < rank(place) {
                *place = shown;
            }
        }
    }
    examples
}

/// What each code means is the comment beside it in the code.
#[test]
fn reference_of_reject_codes() {
    let source = std::fs::read_to_string("src/model/document.rs").unwrap();
    let (_, code) = source.split_once("pub enum RejectCode {\n").unwrap();
    let about: Vec<_> =
        code.lines().take_while(|line| *line != "}").filter_map(|line| line.trim().strip_prefix("/// ")).collect();
    assert_eq!(about.len(), RejectCode::ALL.len(), "a line of comment for each code");
    let mut text = "# Reject codes\n\nColumn `code` of [rejects](../tables.md#rejects); `message` says what was found, and what was expected.\n\n\
| code | meaning |\n| --- | --- |\n"
        .to_owned();
    for (code, about) in RejectCode::ALL.iter().zip(about) {
        writeln!(text, "| `{}` | {about} |", code.as_str()).unwrap();
    }
    reference("rejects.md", &text);
}
