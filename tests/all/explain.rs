//! `trichdan explain`: the article with notes at its side.

use std::process::Command;

const TEXT: &str = "Bà Lê Thu Sa, Giám đốc Sở Y tế, cho biết Luật Dược năm 2016 sẽ được sửa trong năm nay.\n\n\
Bộ Công an ký thỏa thuận với Nhật Bản về dẫn độ.";

fn explained(arguments: &[&str]) -> String {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("a.txt"), TEXT).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_trichdan"));
    let output = command.args([&["explain", "a.txt"], arguments].concat()).current_dir(home.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The letters of a text, in their order, without what is between them.
fn words(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn notes_stand_beside_what_they_are_about() {
    let shown = explained(&["--width", "100"]);
    let (text, notes): (Vec<_>, Vec<_>) =
        shown.lines().map(|line| line.split_once(" │ ").unwrap_or((line, ""))).unzip();
    let line_of = |lines: &[&str], words: &str| lines.iter().position(|line| line.contains(words));
    assert_eq!(line_of(&text, "[s1|"), line_of(&notes, "s1 Lê Thu Sa"), "{shown}");
    assert!(line_of(&text, "[i1|").is_some() && line_of(&text, "[i1|") == line_of(&notes, "i1 agreement, signed"));
    for note in ["Giám đốc, Sở Y tế", "person:lê-thu-sa", "l1 105/2016/QH13", "Bộ Công an – Nhật Bản"]
    {
        assert!(line_of(&notes, note).is_some(), "{note}: {shown}");
    }
    let body = text.join("\n").replace("[s1|", "").replace("|s1]", "").replace("[l1|", "").replace("|l1]", "");
    let body = body.replace("[i1|", "").replace("|i1]", "");
    assert!(words(&body).ends_with(&words(TEXT)), "{body}");
}

#[test]
fn lines_are_no_wider_than_the_screen() {
    for width in [40, 60, 83, 84, 100, 200] {
        let shown = explained(&["--width", &width.to_string()]);
        // Each of these letters is one code point and takes one column.
        let widest = shown.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= width, "{widest} of {width}:\n{shown}");
        assert_eq!(shown.contains(" │ "), width >= 84);
        assert!(shown.contains("s1 Lê Thu Sa"));
    }
}

#[test]
fn all_columns_are_there_for_the_asking() {
    assert!(!explained(&[]).contains("cue_class"));
    let shown = explained(&["--columns"]);
    assert!(
        shown.contains("  cue_class       say\n") && shown.contains("  law_id          105/2016/QH13\n"),
        "{shown}"
    );
}
