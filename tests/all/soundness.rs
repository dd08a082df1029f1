//! What holds for every document; asked of random texts by the tests and by the fuzz targets.

use std::borrow::Cow;
use std::ops::Range;

use arrow::array::RecordBatch;
use trichdan::engine::{Scratch, process_one};
use trichdan::export::{Part, Table, cell};
use trichdan::ingest::canonical_text;
use trichdan::lexicon::Lexicon;
use trichdan::model::{Document, Segmented, Span, Timestamp, Token, TokenRange};
use trichdan::segment::segment;

/// A text as ingest hands it on.
pub fn document(text: &str) -> Document {
    Document {
        doc_id: "d".into(),
        source_uri: "d.txt".into(),
        text: canonical_text(Cow::Borrowed(text), &mut Vec::new()).into_owned(),
        published_at: Some(Timestamp(1_761_440_400_000_000)),
        ..Document::default()
    }
}

/// Paragraphs, sentences and tokens follow each other, each inside the one above; between two there is white space only.
pub fn tiles(text: &str) {
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
pub fn sound(document: &Document) {
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
