//! The word lists: each entry shows itself at work, none stands twice, all load.

use std::collections::BTreeSet;
use std::path::PathBuf;

use trichdan::lexicon::{Lexicon, Tokenizer, fold};

struct List {
    name: String,
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// Every list of words, `src/lexicon/data/*.tsv`.
fn lists() -> Vec<List> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir("src/lexicon/data").unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "tsv"));
    paths.sort();
    let cells = |line: &str| line.split('\t').map(str::to_owned).collect::<Vec<_>>();
    paths
        .iter()
        .map(|path| {
            let text = std::fs::read_to_string(path).unwrap();
            let mut lines = text.lines();
            let header = cells(lines.next().unwrap());
            List { name: path.display().to_string(), header, rows: lines.map(cells).collect() }
        })
        .collect()
}

/// Syllables and marks, as the matcher compares them.
fn syllables(text: &str) -> Vec<String> {
    Tokenizer::new(text, 0, text.len()).map(|token| fold(&text[token.start as usize..token.end as usize])).collect()
}

#[test]
fn every_example_shows_its_entry() {
    let lists = lists();
    let with_examples = lists.iter().filter_map(|list| Some((list, list.header.iter().position(|h| h == "example")?)));
    let mut seen = 0;
    for (list, example) in with_examples {
        for row in &list.rows {
            assert_eq!(row.len(), list.header.len(), "{}: {row:?}", list.name);
            let (phrase, shown) = (syllables(&row[0]), syllables(&row[example]));
            assert!(!phrase.is_empty() && shown.windows(phrase.len()).any(|w| w == phrase), "{}: {row:?}", list.name);
            seen += 1;
        }
    }
    assert!(seen > 1000, "only {seen} examples were found");
}

#[test]
fn no_entry_stands_twice() {
    for list in lists() {
        let example = list.header.iter().position(|h| h == "example");
        let mut seen = BTreeSet::new();
        for row in &list.rows {
            let said: Vec<&String> =
                row.iter().enumerate().filter(|(at, _)| Some(*at) != example).map(|(_, c)| c).collect();
            assert!(seen.insert(said.clone()), "{}: {said:?} stands twice", list.name);
        }
    }
}

/// A class that does not exist makes the loader fail, and so this test.
#[test]
fn all_lists_load() {
    let lexicon = Lexicon::builtin();
    for list in lists() {
        let name = list.name.rsplit('/').next().unwrap();
        assert!(lexicon.hashes.iter().any(|(loaded, _)| *loaded == name), "{name} is not loaded");
    }
}

/// The registries of bodies and countries: the name stands in its example.
#[test]
fn every_registered_name_stands_in_its_example() {
    for name in ["organizations", "countries"] {
        let mut reader = csv::Reader::from_path(format!("src/lexicon/data/{name}.csv")).unwrap();
        let column = |headers: &csv::StringRecord, name: &str| headers.iter().position(|h| h == name).unwrap();
        let headers = reader.headers().unwrap().clone();
        let (phrase, example) = (column(&headers, "name_vi"), column(&headers, "example"));
        let rows: Vec<_> = reader.records().collect::<Result<_, _>>().unwrap();
        assert!(rows.len() > 100, "{name}");
        assert!(rows.iter().all(|row| !row[phrase].is_empty() && row[example].contains(&row[phrase])), "{name}");
    }
}
