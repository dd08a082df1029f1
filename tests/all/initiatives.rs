//! Case files of initiatives, `tests/cases/initiatives/*.txt`: paragraphs, a line each, then the rows that they must give:
//!
//! ```text
//! Hai nước đã ký Hiệp định dẫn độ. Quan hệ Việt Nam - Lào rất tốt đẹp.
//! => Hiệp định dẫn độ | agreement | Hiệp định dẫn độ | signed | Việt Nam, Lào | dẫn độ
//! ```
//!
//! The columns are surface, kind, name, status, participants, field; a `-` stands for none. A blank line ends a case, `#`
//! begins a comment. Every article is of 26 May 2024. `UPDATE_CASES=1 cargo test initiatives` rewrites the rows.

use std::fmt::Write as _;
use std::path::Path;

use trichdan::lexicon::Lexicon;
use trichdan::model::{Mentions, Records, Segmented};
use trichdan::{extract, normalize, segment};

/// The rows of an article, in the notation of the case files.
fn rows(text: &str) -> Vec<String> {
    let lexicon = Lexicon::builtin();
    let (mut seg, mut mentions, mut records) = (Segmented::default(), Mentions::default(), Records::default());
    segment::segment(text, lexicon, &mut seg);
    let date = Some(jiff::civil::date(2024, 5, 26));
    let article = segment::Article { text, date, seg: &seg, lexicon };
    extract::extract(&article, &mut mentions);
    normalize::normalize(&article, &mut mentions, &mut records);
    let none = |value: String| if value.is_empty() { "-".to_owned() } else { value };
    records
        .initiatives
        .iter()
        .map(|row| {
            let row = &row.mention;
            let parties: Vec<&str> = row.participants.iter().map(|party| party.name.of(text)).collect();
            let mut cells = vec![
                row.span.of(text).to_owned(),
                row.kind.as_str().to_owned(),
                none(row.name.as_ref().map_or_else(String::new, |name| name.of(text).to_owned())),
                row.status.as_str().to_owned(),
                none(parties.join(", ")),
                none(row.field.map_or_else(String::new, |field| field.of(text).to_owned())),
            ];
            cells.extend(row.event_date.map(|date| date.to_string()));
            cells.extend(row.amount.as_ref().map(|sum| format!("{} {}", sum.amount, sum.currency)));
            cells.join(" | ")
        })
        .collect()
}

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/initiatives");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let update = std::env::var_os("UPDATE_CASES").is_some();
    let mut wrong = String::new();
    for file in files {
        let written = std::fs::read_to_string(&file).unwrap();
        let mut rewritten = Vec::new();
        for case in written.trim_end().split("\n\n") {
            let (notes, rest): (Vec<&str>, Vec<&str>) = case.lines().partition(|line| line.starts_with('#'));
            let (expected, paragraphs): (Vec<&str>, Vec<&str>) = rest.iter().partition(|line| line.starts_with("=> "));
            let expected: Vec<&str> = expected.iter().map(|line| &line[3..]).collect();
            let found = rows(&paragraphs.join("\n\n"));
            if !paragraphs.is_empty() && found != expected {
                let name = file.file_name().unwrap().to_string_lossy();
                writeln!(wrong, "{name}: {}", paragraphs.join(" / ")).unwrap();
                for row in &expected {
                    writeln!(wrong, "  expected {row}").unwrap();
                }
                for row in &found {
                    writeln!(wrong, "  found    {row}").unwrap();
                }
            }
            let lines = notes.iter().chain(&paragraphs).map(ToString::to_string);
            rewritten.push(lines.chain(found.iter().map(|row| format!("=> {row}"))).collect::<Vec<_>>().join("\n"));
        }
        if update {
            std::fs::write(&file, rewritten.join("\n\n") + "\n").unwrap();
        }
    }
    assert!(update || wrong.is_empty(), "\n{wrong}");
}
