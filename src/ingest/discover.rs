//! From what the user names (files, folders, patterns, `-`) to the sorted list of files to read.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use glob::{MatchOptions, PatternError, glob_with};
use thiserror::Error;
use walkdir::{DirEntry, WalkDir};

use super::source::{KINDS, Source};

/// Why the list of inputs cannot be made; names the input.
#[derive(Debug, Error)]
pub enum DiscoverError {
    /// No such file or folder.
    #[error("{0}: no such file or folder")]
    NotFound(String),
    /// A pattern without a readable file.
    #[error("{0}: the pattern matches no file that is read: {KINDS}, also with .gz, .zst, .bz2 or .xz")]
    NoMatch(String),
    /// A pattern that is malformed.
    #[error("{0}: not a valid pattern: {1}")]
    BadPattern(String, #[source] PatternError),
    /// A folder that cannot be listed.
    #[error("{0}: the folder cannot be listed: {1}")]
    Unlistable(String, #[source] io::Error),
}

/// Finds the files that `inputs` name, sorted by name byte by byte, each once.
///
/// An input is a file (taken whatever its extension), a folder (searched through, symbolic links followed; hidden files and
/// files of other kinds are left out), a pattern with `*`, `**`, `?` or `[...]` (likewise), or `-`, standard input. What
/// exists under its literal name is not taken as a pattern; a name that is no UTF-8 matches no pattern, but is found in its
/// folder. A file that cannot be opened is no error here, it becomes a reject when it is read.
///
/// # Errors
/// If an input names nothing, or a folder cannot be listed.
pub fn discover(inputs: &[String]) -> Result<Vec<Source>, DiscoverError> {
    let mut sources = Vec::new();
    for input in inputs {
        if input == "-" {
            sources.push(Source::stdin());
        } else if fs::symlink_metadata(input).is_ok() {
            add_path(Path::new(input), true, &mut sources)?;
        } else if input.contains(['*', '?', '[']) {
            add_matches(input, &mut sources)?;
        } else {
            return Err(DiscoverError::NotFound(input.clone()));
        }
    }
    sources.sort_by(|a, b| a.uri.as_bytes().cmp(b.uri.as_bytes()).then_with(|| a.path.cmp(&b.path)));
    sources.dedup_by(|a, b| a.is_same(b));
    Ok(sources)
}

fn add_matches(pattern: &str, sources: &mut Vec<Source>) -> Result<(), DiscoverError> {
    // Hidden files are left out here, because the crate panics over names that are no UTF-8 when it is asked to.
    let paths = glob_with(pattern, MatchOptions::new());
    let paths = paths.map_err(|error| DiscoverError::BadPattern(pattern.to_owned(), error))?;
    let (before, hidden) = (sources.len(), hidden_parts(Path::new(pattern)));
    for path in paths {
        match path {
            Ok(path) if hidden_parts(&path) > hidden => {}
            Ok(path) => add_path(&path, false, sources)?,
            Err(error) => return Err(unlistable(error.path(), error.error())),
        }
    }
    if sources.len() == before { Err(DiscoverError::NoMatch(pattern.to_owned())) } else { Ok(()) }
}

/// Parts of a path that begin with a dot; those that a pattern writes out are wanted.
fn hidden_parts(path: &Path) -> usize {
    let is_hidden = |part: &Component| matches!(part, Component::Normal(name) if name.as_encoded_bytes()[0] == b'.');
    path.components().filter(is_hidden).count()
}

/// Adds a file, or what lies in a folder. `named`: the user wrote this very path, so a file is taken whatever its kind.
fn add_path(path: &Path, named: bool, sources: &mut Vec<Source>) -> Result<(), DiscoverError> {
    match fs::metadata(path) {
        Ok(data) if data.is_dir() => return add_folder(path, sources),
        data => add_file(path, data.map_or(0, |data| data.len()), named, sources),
    }
    Ok(())
}

fn add_file(path: &Path, size: u64, named: bool, sources: &mut Vec<Source>) {
    let source = Source::file(path, size);
    if named || source.format.is_some() {
        sources.push(source);
    }
}

fn add_folder(root: &Path, sources: &mut Vec<Source>) -> Result<(), DiscoverError> {
    let visible = |entry: &DirEntry| entry.depth() == 0 || !is_hidden(entry);
    for entry in WalkDir::new(root).follow_links(true).into_iter().filter_entry(visible) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => add_file(entry.path(), entry.metadata().map_or(0, |data| data.len()), false, sources),
            Err(error) if error.loop_ancestor().is_some() => {}
            Err(error) => {
                let path = error.path().unwrap_or(root).to_owned();
                if path.is_dir() {
                    return Err(unlistable(&path, &error.into()));
                }
                // A dangling link or a file that has just gone: reading it will say so.
                add_file(&path, 0, false, sources);
            }
        }
    }
    Ok(())
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn unlistable(path: &Path, error: &io::Error) -> DiscoverError {
    let error = io::Error::new(error.kind(), error.to_string());
    DiscoverError::Unlistable(PathBuf::from(path).display().to_string(), error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::source::{Compression, Format};

    /// A folder with the given files in it, each holding two bytes.
    fn folder(files: &[&str]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for file in files {
            let path = root.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "ok").unwrap();
        }
        root
    }

    fn found(root: &Path, inputs: &[&str]) -> Result<Vec<String>, DiscoverError> {
        let inputs: Vec<String> = inputs.iter().map(|input| root.join(input).display().to_string()).collect();
        let prefix = format!("{}/", uri(root));
        Ok(discover(&inputs)?.iter().map(|source| source.uri.replacen(&prefix, "", 1)).collect())
    }

    fn uri(path: &Path) -> String {
        Source::file(path, 0).uri
    }

    #[test]
    fn folders_are_searched_sorted_and_without_hidden_or_other_files() {
        let root =
            folder(&["b.txt", "a/z.jsonl.gz", "a/.an.txt", ".git/x.txt", "a.doc", "a/Á.html", "a/a/b/c.htm.zst"]);
        assert_eq!(found(root.path(), &[""]).unwrap(), ["a/a/b/c.htm.zst", "a/z.jsonl.gz", "a/Á.html", "b.txt"]);
    }

    #[test]
    fn a_file_named_twice_is_read_once() {
        let root = folder(&["tin/a.txt", "tin/b.txt"]);
        let names = found(root.path(), &["tin", "tin/a.txt", "./tin/*.txt", "tin/../tin/b.txt"]).unwrap();
        assert_eq!(names, ["tin/../tin/b.txt", "tin/a.txt", "tin/b.txt"]);
    }

    #[test]
    fn a_named_file_of_unknown_kind_is_taken_and_left_to_its_bytes() {
        let root = folder(&["ban-tin"]);
        let sources = discover(&[root.path().join("ban-tin").display().to_string()]).unwrap();
        assert_eq!((sources[0].format, sources[0].compression, sources[0].size), (None, Compression::None, 2));
    }

    #[test]
    fn patterns_match_files_and_folders() {
        let root = folder(&["2024/a.txt", "2024/b.md", "2025/c.jsonl", "2025/sau/d.txt", ".2026/e.txt"]);
        assert_eq!(found(root.path(), &["20*/*"]).unwrap(), ["2024/a.txt", "2025/c.jsonl", "2025/sau/d.txt"]);
        assert_eq!(found(root.path(), &["**/*.txt"]).unwrap(), ["2024/a.txt", "2025/sau/d.txt"]);
        assert_eq!(found(root.path(), &[".2026/*.txt"]).unwrap(), [".2026/e.txt"]);
    }

    #[test]
    fn an_existing_name_is_not_a_pattern() {
        let root = folder(&["[bao] tin*.txt", "b tin.txt"]);
        assert_eq!(found(root.path(), &["[bao] tin*.txt"]).unwrap(), ["[bao] tin*.txt"]);
    }

    #[test]
    fn what_names_nothing_is_an_error_that_names_it() {
        let root = folder(&["a.md"]);
        for (input, kind) in
            [("khong-co.txt", "no such file"), ("*.txt", "matches no"), ("*.md", "matches no"), ("a[", "not a valid")]
        {
            let message = found(root.path(), &["a.md", input]).unwrap_err().to_string();
            assert!(message.contains(input) && message.contains(kind), "{message}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn names_that_look_the_same_are_two_files() {
        use std::os::unix::ffi::OsStrExt;
        let root = folder(&["a\u{1b}.txt", "a\u{7}.txt"]);
        fs::write(root.path().join(std::ffi::OsStr::from_bytes(b"a\xff.txt")), "ok").unwrap();
        assert_eq!(found(root.path(), &[""]).unwrap(), ["a\u{fffd}.txt"; 3]);
        assert_eq!(found(root.path(), &["*.txt"]).unwrap(), ["a\u{fffd}.txt"; 2]);
    }

    #[test]
    fn standard_input_has_no_path() {
        let sources = discover(&["-".to_owned(), "-".to_owned()]).unwrap();
        assert_eq!(sources, [Source::stdin()]);
    }

    #[cfg(unix)]
    #[test]
    fn link_loops_end_and_dangling_links_are_left_to_the_reader() {
        let root = folder(&["tin/a.txt"]);
        std::os::unix::fs::symlink(root.path(), root.path().join("tin/vong")).unwrap();
        std::os::unix::fs::symlink("mat.txt", root.path().join("tin/dut.txt")).unwrap();
        assert_eq!(found(root.path(), &["tin"]).unwrap(), ["tin/a.txt", "tin/dut.txt", "tin/vong"][..2]);
        let sources = discover(&[root.path().join("tin/a.txt").display().to_string()]).unwrap();
        assert_eq!(sources[0].format, Some(Format::Text));
    }
}
