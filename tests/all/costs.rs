//! Input made to cost much: what it costs is a row of `rejects`, and its neighbours are read.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output};

use trichdan::export::Table;
use trichdan::verify::verify;

use crate::tables::{self, Row};

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_trichdan")).args(arguments).current_dir(self.0.path()).output().unwrap()
    }

    /// Documents and rejects of a run, whose tables must be sound whatever came in.
    fn run(&self, inputs: &[&str]) -> (Vec<Row>, Vec<Row>) {
        let output = self.command(&[&["run", "-o", "out", "--overwrite"], inputs].concat());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(matches!(output.status.code(), Some(0 | 3)), "{said}");
        let report = verify(&self.path("out")).unwrap();
        assert!(report.is_sound(), "{:?}", report.faults);
        (tables::rows(&self.path("out"), Table::Documents), tables::rows(&self.path("out"), Table::Rejects))
    }

    /// The one reject of a run that reads nothing else: code and message.
    fn reject(&self, inputs: &[&str]) -> (String, String) {
        let (documents, rejects) = self.run(inputs);
        assert_eq!((documents.len(), rejects.len()), (0, 1), "{rejects:?}");
        (rejects[0]["code"].clone(), rejects[0]["message"].clone())
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn bombs_are_given_up_early() {
    let place = Place::new();
    let blanks = vec![b' '; 40 << 20];
    place.put("bom.jsonl.gz", gzip(&blanks));
    place.put("bom.jsonl.zst", zstd::encode_all(&blanks[..], 3).unwrap());
    place.put("bom.txt.gz", gzip(&blanks));
    let ratio = "unpacks to more than 200 times its size (input.max_unpack_ratio)";
    for name in ["bom.jsonl.gz", "bom.jsonl.zst", "bom.txt.gz"] {
        assert_eq!(place.reject(&[name]), ("too_large".to_owned(), ratio.to_owned()), "{name}");
    }
    // A file of one document is given up where the document is too large, if that comes first.
    place.put("p.toml", "[input]\nmax_document_bytes = 1_000_000\n");
    let (code, message) = place.reject(&["p.toml", "bom.txt.gz"]);
    assert!(code == "too_large" && message.ends_with("(input.max_document_bytes)"), "{message}");
    place.put("p.toml", "[input]\nmax_unpacked_bytes = 100\n");
    let (code, message) = place.reject(&["p.toml", "bom.jsonl.gz"]);
    assert_eq!((&*code, &*message), ("too_large", "unpacks to more than 100 bytes (input.max_unpacked_bytes)"));
}

#[test]
fn documents_before_a_bomb_are_kept() {
    let place = Place::new();
    let mut bytes = "{\"text\": \"Một.\"}\n{\"text\": \"Hai.\"}\n".as_bytes().to_vec();
    bytes.resize(40 << 20, b'\n');
    place.put("tin.jsonl.gz", gzip(&bytes));
    let (documents, rejects) = place.run(&["tin.jsonl.gz"]);
    assert_eq!((documents.len(), rejects.len()), (2, 1));
}

#[test]
fn pages_whose_repair_costs_much() {
    let place = Place::new();
    place.put("mo.html", "<div>".repeat(1_000_000));
    place.put("dam.html", (0..100_000).map(|n| format!("<b id={n}><p>")).collect::<Vec<_>>().concat());
    place.put("sau.html", format!("{}<p>Sâu.", "<div>".repeat(1100)));
    for (name, message) in
        [("mo.html", "left open"), ("dam.html", "more elements"), ("sau.html", "1000 deep (input.max_nesting)")]
    {
        let (code, said) = place.reject(&[name]);
        assert!(code == "too_complex" && said.contains(message), "{name}: {code}: {said}");
    }
}

#[test]
fn texts_whose_reading_costs_much() {
    let place = Place::new();
    // Less than by default, so that it is soon reached.
    place.put("p.toml", "[input]\nmax_document_work = 2_000_000\n");
    let texts = [
        ("before", "Ông An nói: “Tốt”.".to_owned()),
        ("verbs", "nói ".repeat(20_000)),
        ("speakers", "ông nói ".repeat(10_000)),
        ("reports", "Bộ trưởng An khẳng định, ".repeat(5_000)),
        ("quotations", "“A” nói ".repeat(10_000)),
        ("cooperation", "hợp tác ".repeat(20_000)),
        ("line", "dài ".repeat(5 << 20)),
        ("after", "Bà Bình nói: “Xong”.".to_owned()),
    ];
    place.put("tin.jsonl", lines(&texts));
    let (documents, rejects) = place.run(&["p.toml", "tin.jsonl"]);
    assert_eq!(ids(&documents), ["before", "after"]);
    let of = |code: &str, end: &str| {
        let rejects: Vec<&Row> = rejects.iter().filter(|row| row["code"] == code).collect();
        assert!(rejects.iter().all(|row| row["message"].ends_with(end)), "{rejects:?}");
        rejects.len()
    };
    let large = of("too_large", "(input.max_document_bytes)");
    assert_eq!((large, of("too_complex", "(input.max_document_work)")), (1, 5));

    // The default on one document alone: each verb looks at a sentence of 400,000 words.
    place.put("a.txt", format!("{}{}", "dài ".repeat(400_000), "nói, ".repeat(1_100)));
    let output = place.command(&["explain", "a.txt"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8(output.stdout).unwrap().contains("input.max_document_work"));
}

/// Any number of marks and people costs no more than their number; under a limit far below the default they are read.
#[test]
fn texts_that_are_merely_long() {
    let place = Place::new();
    place.put("p.toml", "[input]\nmax_document_work = 10_000_000\n");
    let letter = |n: u32| char::from_u32('A' as u32 + n % 26).unwrap();
    let name = |n: u32| format!("{}{}", letter(n / 26), char::to_lowercase(letter(n)));
    let person = |n: u32| format!("Ông Trần Văn {} nói: “Tốt”.", name(n));
    let firm = |n: u32| format!("Công ty {} {} cho biết giá đã tăng mạnh.", name(n / 676), name(n));
    let report = |n: u32| format!("Báo cáo của Sở {} nêu rõ giá đã tăng.\n\nNghị định nêu rõ giá sẽ giảm.", name(n));
    let texts = [
        ("open", "“".repeat(1_000_000)),
        ("pairs", "“a” ".repeat(250_000)),
        ("codes", "NĐ/".repeat(100_000)),
        ("people", (0..12_000).map(person).collect::<Vec<_>>().join("\n\n")),
        ("firms", (0..8_000).map(firm).collect::<Vec<_>>().join("\n\n")),
        ("reports", (0..4_000).map(report).collect::<Vec<_>>().join("\n\n")),
    ];
    place.put("tin.jsonl", lines(&texts));
    let (documents, rejects) = place.run(&["p.toml", "tin.jsonl"]);
    assert_eq!(ids(&documents), ["open", "pairs", "codes", "people", "firms", "reports"], "{rejects:?}");
    let statements = tables::rows(&place.path("out"), Table::Statements);
    for (id, number) in [("people", 12_000), ("firms", 8_000), ("reports", 8_000)] {
        assert_eq!(statements.iter().filter(|row| row["doc_id"] == id).count(), number, "{id}");
    }
}

fn lines(texts: &[(&str, String)]) -> String {
    let lines = texts.iter().map(|(id, text)| serde_json::json!({ "id": id, "text": text }).to_string());
    lines.collect::<Vec<_>>().join("\n")
}

fn ids(documents: &[Row]) -> Vec<&str> {
    documents.iter().map(|row| row["doc_id"].as_str()).collect()
}

#[cfg(unix)]
#[test]
fn links_that_lead_to_endless_files() {
    let place = Place::new();
    std::fs::create_dir(place.path("tin")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", place.path("tin/vo-tan.txt")).unwrap();
    std::os::unix::fs::symlink("vong.txt", place.path("tin/vong.txt")).unwrap();
    let (documents, rejects) = place.run(&["tin"]);
    assert!(documents.is_empty());
    let codes: Vec<_> = rejects.iter().map(|row| (row["source_uri"].as_str(), row["code"].as_str())).collect();
    assert_eq!(codes, [("tin/vo-tan.txt", "too_large"), ("tin/vong.txt", "io")]);
}
