//! What holds for every text, tried on random ones: pieces of Vietnamese put together in any order, and any characters at all.

use std::borrow::Cow;
use std::ops::Range;

use arrow::array::RecordBatch;
use proptest::prelude::*;
use trichdan::engine::{Scratch, process_one};
use trichdan::export::{Part, Table, cell};
use trichdan::ingest::canonical_text;
use trichdan::lexicon::Lexicon;
use trichdan::model::{Document, Segmented, Span, Timestamp, Token, TokenRange};
use trichdan::segment::segment;

/// What attributions, references to laws and cooperation are made of, and what disturbs them.
const PIECES: &[&str] = &[
    "ông",
    "Bà",
    "đồng chí",
    "Trần Văn Bảy",
    "Nga",
    "TRẦN VĂN BẢY",
    "H’Bel",
    "Robert A. Smith",
    "Bộ trưởng",
    "Phó Viện trưởng",
    "PGS.TS.",
    "Bộ Công an",
    "UBND tỉnh Phú Yên",
    "TP.HCM",
    "JICA",
    "Nhật Bản",
    "Hai bên",
    "nhiều đại biểu",
    "báo cáo",
    "cho biết",
    "nói",
    "nhấn mạnh rằng",
    "đề nghị",
    "khẳng định",
    "được",
    "không",
    "theo",
    "Theo",
    "theo đó",
    "và",
    "đồng thời",
    "Thứ nhất",
    "Một là",
    "Về",
    "Phát biểu tại hội nghị",
    "tôi",
    "này",
    "các",
    "của",
    "với",
    "là",
    "đã",
    "sẽ",
    "Ảnh",
    "(Ảnh",
    "cần sửa đường",
    "mức hỗ trợ còn thấp",
    "ngày 26/10/2025",
    "1.000",
    "3,5",
    "năm 2015",
    "30%",
    "12 triệu USD",
    "Luật Đất đai",
    "luật",
    "các luật",
    "Nghị định",
    "số 15/2020/NĐ-CP",
    "100/2015/QH13",
    "Nghị quyết 57-NQ/TW",
    "Luật này",
    "Hiến pháp",
    "điểm a",
    "khoản 2",
    "Điều 8",
    "Điều",
    "sửa đổi, bổ sung",
    "dự thảo",
    "UNCLOS 1982",
    "BLHS",
    "ký",
    "Hiệp định",
    "bản ghi nhớ",
    "ARIN-AP",
    "phối hợp",
    "đào tạo",
    "chia sẻ thông tin",
    "đối tác chiến lược",
    "về dẫn độ",
    "“",
    "”",
    "\"",
    "‘",
    "’",
    "«",
    "»",
    "(",
    ")",
    "[",
    ",",
    ".",
    "./.",
    "...",
    "…",
    ":",
    ";",
    "?",
    "!",
    "-",
    "–",
    "—",
    "•",
    "/",
    "\n\n",
    "\n",
    "- ",
    "1.",
    "a)",
    "a\u{301}",
    "đ\u{31b}\u{301}",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "😀",
    "漢字",
    "ﬁ",
    "\u{0}",
    "İ",
    "ß",
];

fn article() -> impl Strategy<Value = String> {
    let piece = (prop::sample::select(PIECES), prop::sample::select(&[" ", " ", " ", "", "\n\n"][..]));
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.iter().flat_map(|(word, gap)| [*word, *gap]).collect())
}

/// As ingest hands it on.
fn document(text: &str) -> Document {
    Document {
        doc_id: "d".into(),
        source_uri: "d.txt".into(),
        text: canonical_text(Cow::Borrowed(text), &mut Vec::new()).into_owned(),
        published_at: Some(Timestamp(1_761_440_400_000_000)),
        ..Document::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pieces_and_gaps_tile_the_text(text in article()) {
        tiles(&document(&text).text);
    }

    #[test]
    fn any_text_is_tiled(text in any::<String>()) {
        tiles(&text);
        tiles(&document(&text).text);
    }

    #[test]
    fn rows_are_sound(text in article()) {
        sound(&document(&text));
    }

    #[test]
    fn any_text_gives_sound_rows(text in any::<String>()) {
        sound(&document(&text));
        // Not canonical: nothing is promised but that it ends well.
        process_one(&Document { text, ..Document::default() }, &mut Scratch::default());
    }

    #[test]
    fn the_same_rows_whatever_came_before(first in article(), second in article()) {
        let (first, second) = (document(&first), document(&second));
        let alone = process_one(&second, &mut Scratch::default());
        let mut scratch = Scratch::default();
        process_one(&first, &mut scratch);
        let after = process_one(&second, &mut scratch);
        for table in [Table::Documents, Table::Statements, Table::Laws, Table::Initiatives] {
            prop_assert_eq!(alone.rows(table), after.rows(table));
        }
    }
}

/// Paragraphs, sentences and tokens follow each other, each inside the one above; between two there is white space only.
fn tiles(text: &str) {
    let mut seg = Segmented::default();
    segment(text, Lexicon::builtin(), &mut seg);
    gaps_are_blank(text, seg.tokens.iter().map(Token::span));
    gaps_are_blank(text, seg.sentences.iter().map(|sentence| sentence.span));
    gaps_are_blank(text, seg.paragraphs.iter().map(|paragraph| paragraph.span));
    covers(seg.tokens.len(), seg.sentences.iter().map(|sentence| sentence.tokens));
    covers(seg.tokens.len(), seg.paragraphs.iter().map(|paragraph| paragraph.tokens));
    covers(seg.sentences.len(), seg.paragraphs.iter().map(|paragraph| paragraph.sentences));
    for quote in &seg.quotes {
        let paragraph = seg.paragraphs.iter().find(|paragraph| paragraph.tokens.has(quote.open)).expect("a paragraph");
        assert!(quote.open < quote.close && quote.close <= paragraph.tokens.end, "{quote:?}");
        assert_eq!(quote.closed, quote.close < paragraph.tokens.end, "{quote:?}");
    }
    for hit in &seg.hits {
        assert!(hit.len > 0 && seg.paragraphs.iter().any(|p| p.tokens.has(hit.token) && hit.end() <= p.tokens.end));
    }
    assert!(seg.hits.is_sorted_by_key(|hit| hit.token));
}

fn gaps_are_blank(text: &str, spans: impl Iterator<Item = Span>) {
    let mut at = 0;
    for span in spans.chain([Span::new(text.len() as u32, text.len() as u32)]) {
        assert!(at <= span.start && span.start <= span.end);
        let gap = Span::new(at, span.start).of(text);
        assert!(gap.trim().is_empty(), "{gap:?} belongs to no piece");
        at = span.end;
    }
}

fn covers(count: usize, ranges: impl Iterator<Item = TokenRange>) {
    let mut at = 0;
    for range in ranges {
        assert!(range.start == at && range.end > at, "{range:?} after {at}");
        at = range.end;
    }
    assert_eq!(at as usize, count);
}

/// Each row shows the characters that it points to, inside its paragraph, in order, under an id of its own.
fn sound(document: &Document) {
    let part = process_one(document, &mut Scratch::default());
    let characters: Vec<char> = document.text.chars().collect();
    let paragraphs = paragraphs(&document.text);
    let statements = rows(&part, Table::Statements, "text");
    for (table, surface) in [(Table::Statements, "text"), (Table::Laws, "surface"), (Table::Initiatives, "surface")] {
        let rows = rows(&part, table, surface);
        assert!(rows.is_sorted_by_key(|row| row.place.start), "order of {}", table.name());
        for (at, row) in rows.iter().enumerate() {
            let id = format!("d#{}{}", &table.name()[..1], at + 1);
            assert_eq!(row.id, id);
            assert_eq!(characters[row.place.clone()].iter().collect::<String>(), row.surface, "{id}");
            let home = &paragraphs[row.paragraph];
            assert!(home.start <= row.place.start && row.place.end <= home.end, "{id} leaves its paragraph");
            assert!(!row.surface.is_empty() && row.surface.trim() == row.surface, "{id}: {:?}", row.surface);
            if let Some(statement) = &row.statement {
                let outer = statements.iter().find(|outer| outer.id == *statement).expect("a statement");
                assert!(
                    outer.place.start <= row.place.start && row.place.end <= outer.place.end,
                    "{id} outside of {statement}"
                );
            }
        }
    }
}

/// Where the paragraphs stand, in code points.
fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let place = |paragraph: &str| {
        let start = at;
        at += paragraph.chars().count() + 2;
        start..at - 2
    };
    text.split("\n\n").map(place).collect()
}

struct Row {
    id: String,
    paragraph: usize,
    place: Range<usize>,
    surface: String,
    statement: Option<String>,
}

fn rows(part: &Part, table: Table, surface: &str) -> Vec<Row> {
    let batch = part.rows(table);
    (0..batch.num_rows())
        .map(|at| {
            let number = |name| value(batch, name, at).unwrap().parse().unwrap();
            Row {
                id: cell(batch.column(0).as_ref(), at).unwrap(),
                paragraph: number("paragraph"),
                place: number("start")..number("end"),
                surface: value(batch, surface, at).unwrap(),
                statement: if table == Table::Statements { None } else { value(batch, "statement_id", at) },
            }
        })
        .collect()
}

fn value(batch: &RecordBatch, column: &str, row: usize) -> Option<String> {
    cell(batch[column].as_ref(), row)
}
