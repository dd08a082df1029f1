//! How fast each stage and reader is, on made-up text: `cargo bench --bench stages`.

mod made;

use std::fs;
use std::hint::black_box;
use std::io::Write;
use std::path::PathBuf;

use divan::Bencher;
use divan::counter::BytesCount;
use trichdan::engine::{Scratch, process_one};
use trichdan::export::{CsvOptions, Disk, ExportOptions, Extracted, Folder, Format, PartBuilder, RunWriter};
use trichdan::extract::extract;
use trichdan::ingest::{self, Chunks, ReadOptions, canonical_text, discover, read_chunk};
use trichdan::lexicon::{Case, Category, Lexicon, Matcher, Tokenizer};
use trichdan::model::{Document, Mentions, Records, Segmented, Token, TokenRange, Work};
use trichdan::normalize::normalize;
use trichdan::segment::{Article, segment};

fn main() {
    divan::main();
}

const ARTICLE: usize = 4_000;
const ARTICLES: usize = 250;

fn document() -> Document {
    Document { doc_id: "bai-1".into(), text: made::article(1, ARTICLE), ..Document::default() }
}

fn bytes(text: &str) -> BytesCount {
    BytesCount::of_str(text)
}

#[divan::bench]
fn canonical(bencher: Bencher) {
    let text = made::article(1, ARTICLE);
    bencher.counter(bytes(&text)).bench(|| canonical_text(text.as_str().into(), &mut Vec::new()).len());
}

#[divan::bench]
fn tokens(bencher: Bencher) {
    let text = made::article(1, ARTICLE);
    bencher.counter(bytes(&text)).bench(|| Tokenizer::new(&text, 0, text.len()).count());
}

#[divan::bench]
fn segmenting(bencher: Bencher) {
    let text = made::article(1, ARTICLE);
    let mut segmented = Segmented::default();
    bencher.counter(bytes(&text)).bench_local(|| segment(black_box(&text), Lexicon::builtin(), &mut segmented));
}

fn article<'a>(document: &'a Document, segmented: &'a mut Segmented, work: &'a Work) -> Article<'a> {
    segment(&document.text, Lexicon::builtin(), segmented);
    Article { text: &document.text, date: None, seg: segmented, lexicon: Lexicon::builtin(), work }
}

#[divan::bench]
fn extracting(bencher: Bencher) {
    let document = document();
    let (mut segmented, work) = (Segmented::default(), Work::default());
    let article = article(&document, &mut segmented, &work);
    let mut mentions = Mentions::default();
    bencher.counter(bytes(&document.text)).bench_local(|| extract(&article, &mut mentions));
}

#[divan::bench]
fn extracting_and_normalizing(bencher: Bencher) {
    let document = document();
    let (mut segmented, work) = (Segmented::default(), Work::default());
    let article = article(&document, &mut segmented, &work);
    let (mut mentions, mut records) = (Mentions::default(), Records::default());
    bencher.counter(bytes(&document.text)).bench_local(|| {
        extract(&article, &mut mentions);
        normalize(&article, &mut mentions, &mut records);
    });
}

#[divan::bench]
fn whole_document(bencher: Bencher) {
    let document = document();
    let mut scratch = Scratch::default();
    bencher.counter(bytes(&document.text)).bench_local(|| process_one(&document, &mut scratch));
}

/// Rows of one megabyte, encoded and written.
#[divan::bench(args = [&[Format::Csv][..], &[Format::Parquet]])]
fn exporting(bencher: Bencher, formats: &[Format]) {
    let home = tempfile::tempdir().expect("a folder");
    let lexicon = Lexicon::builtin();
    let csv = formats.contains(&Format::Csv).then(CsvOptions::default);
    let options = ExportOptions { formats: formats.to_vec(), ..ExportOptions::default() };
    let documents: Vec<Document> = (0..ARTICLES as u64)
        .map(|n| Document {
            doc_id: format!("bai-{n}"),
            text: made::article(n, ARTICLE),
            content_hash: n.into(),
            ..Document::default()
        })
        .collect();
    let rows: Vec<(Segmented, Records)> = documents.iter().map(|document| rows(document, lexicon)).collect();
    let size: usize = documents.iter().map(|document| document.text.len()).sum();
    bencher.counter(BytesCount::new(size)).bench_local(|| {
        let mut builder = PartBuilder::default();
        for (document, (segmented, records)) in documents.iter().zip(&rows) {
            builder.append(Extracted { document, segmented, records, lexicon });
        }
        let folder = Folder::claim(&home.path().join("out"), true, &Disk::default()).expect("a folder");
        let mut writer = RunWriter::begin(folder, &options).expect("files");
        writer.append(builder.finish(csv)).expect("rows");
    });
}

fn rows(document: &Document, lexicon: &'static Lexicon) -> (Segmented, Records) {
    let (mut segmented, mut mentions, mut records) = (Segmented::default(), Mentions::default(), Records::default());
    segment(&document.text, lexicon, &mut segmented);
    let article = Article { text: &document.text, date: None, seg: &segmented, lexicon, work: &Work::default() };
    extract(&article, &mut mentions);
    normalize(&article, &mut mentions, &mut records);
    (segmented, records)
}

/// Every reader on the same articles.
#[divan::bench(args = ["jsonl", "jsonl.gz", "jsonl.zst", "txt", "html"])]
fn reading(bencher: Bencher, kind: &str) {
    let home = tempfile::tempdir().expect("a folder");
    let put = |name: String, bytes: &[u8]| fs::write(home.path().join(name), bytes).expect("a file");
    let lines = made::json_lines(ARTICLES, ARTICLE);
    match kind {
        "jsonl" => put("a.jsonl".into(), &lines),
        "jsonl.gz" => {
            let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            packed.write_all(&lines).expect("memory");
            put("a.jsonl.gz".into(), &packed.finish().expect("memory"));
        }
        "jsonl.zst" => put("a.jsonl.zst".into(), &zstd::encode_all(lines.as_slice(), 3).expect("memory")),
        _ => (0..ARTICLES).for_each(|n| {
            let text = made::article(n as u64, ARTICLE);
            let page =
                || format!("<html><body><article><p>{}</p></article></body></html>", text.replace("\n\n", "</p><p>"));
            let bytes = if kind == "html" { page() } else { text.clone() };
            put(format!("{n}.{kind}"), bytes.as_bytes());
        }),
    }
    let options = ReadOptions::default();
    let sources = discover(&[PathBuf::from(home.path()).display().to_string()]).expect("sources");
    let mut scratch = ingest::Scratch::default();
    bencher.counter(BytesCount::new(lines.len())).bench_local(|| {
        let mut read = 0;
        for chunk in Chunks::new(sources.clone(), &options) {
            read_chunk(&chunk, &options, &mut scratch, &mut |record| {
                read += usize::from(record.and_then(|record| record.read(&options)).is_ok());
            });
        }
        assert_eq!(read, ARTICLES);
    });
}

/// The same text looked up in a lexicon of so many phrases: the time must hardly grow.
#[divan::bench(args = [5_000, 50_000])]
fn matching(bencher: Bencher, phrases: usize) {
    let text = made::article(1, 100_000);
    let syllables: Vec<&str> = text.split_whitespace().collect();
    let mut matcher = Matcher::default();
    for n in 0..phrases {
        // Pairs and triples that mostly do not stand in the text, of syllables that do.
        let syllable = |step: usize| syllables[n.wrapping_mul(step).wrapping_add(step) % syllables.len()];
        let phrase = [syllable(7_919), syllable(104_729), syllable(1_299_709)];
        matcher.add(Category::Organization, &phrase[..2 + n % 2].join(" "), n as u32, Case::Any);
    }
    matcher.freeze();
    let tokens: Vec<Token> = Tokenizer::new(&text, 0, text.len())
        .map(|raw| {
            let spelling = matcher.spelling(&text, raw.start as usize, raw.end as usize);
            Token {
                start: raw.start,
                end: raw.end,
                syllable: spelling.syllable,
                kind: raw.kind,
                capital: spelling.capital,
                all_caps: spelling.all_caps,
                spaced: raw.spaced,
            }
        })
        .collect();
    let mut hits = Vec::new();
    bencher.counter(bytes(&text)).bench_local(|| {
        hits.clear();
        matcher.find(&tokens, TokenRange::new(0, tokens.len() as u32), &mut hits);
        hits.len()
    });
}
