//! Cuts the list of sources into units of parallel work.

use std::iter::Peekable;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::vec;

use crossbeam_channel::{Receiver, bounded};

use super::containers::{Batch, Flow, Found, RowBlock, Walk};
use super::decompress::open;
use super::document::Kind;
use super::lines::LineBlock;
use super::options::ReadOptions;
use super::record::Place;
use super::source::{Compression, Format, Source};
use crate::model::RejectCode;

/// A unit of work for [`read_chunk`](super::read_chunk).
#[derive(Debug)]
pub struct Chunk(pub(super) Work);

/// What a chunk holds.
#[derive(Debug)]
pub(super) enum Work {
    /// Whole files, still to be opened.
    Files(Vec<Source>),
    /// Lines of a JSON Lines stream.
    Lines(LineBlock),
    /// Rows of a table of text.
    Rows(RowBlock),
    /// Rows of a table whose columns have types.
    Batch(Batch),
    /// Records of other files.
    Found(Vec<Found>),
}

impl Work {
    /// How many bytes it stands for: of whole files their size on disk, of others their unpacked size.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Files(sources) => sources.iter().map(|source| source.size as usize).sum(),
            Self::Lines(block) => block.bytes.len(),
            Self::Rows(block) => block.bytes(),
            Self::Batch(batch) => batch.bytes(),
            Self::Found(found) => found.iter().map(Found::bytes).sum(),
        }
    }
}

impl Chunk {
    /// Name of its first source.
    pub fn first_uri(&self) -> &str {
        match &self.0 {
            Work::Files(sources) => sources.first().map_or("", |source| &source.uri),
            Work::Lines(block) => &block.uri,
            Work::Rows(block) => block.uri(),
            Work::Batch(batch) => batch.uri(),
            Work::Found(found) => found.first().map_or("", Found::uri),
        }
    }

    /// How many bytes the chunk stands for: of whole files their size on disk, of others their unpacked size.
    pub fn bytes(&self) -> u64 {
        self.0.bytes() as u64
    }
}

/// Opening a file costs about as much as reading so many bytes; keeps groups of tiny files small.
const COST_OF_OPENING: u64 = 4 << 10;

/// The chunks of a list of sources, in order.
///
/// Small files are put together, up to [`ReadOptions::chunk_bytes`]. A file of many documents is gone through on a thread of
/// its own, a few chunks ahead; a line longer than [`ReadOptions::max_document_bytes`] is skipped without being kept. What
/// cannot be read travels in the chunk where its documents would have been.
pub struct Chunks {
    sources: Peekable<vec::IntoIter<Source>>,
    options: ReadOptions,
    stream: Option<Receiver<Work>>,
}

impl std::fmt::Debug for Chunks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Chunks").field("sources", &self.sources).finish_non_exhaustive()
    }
}

impl Chunks {
    /// Nothing is opened before the first chunk is asked for.
    pub fn new(sources: Vec<Source>, options: &ReadOptions) -> Self {
        Self { sources: sources.into_iter().peekable(), options: options.clone(), stream: None }
    }

    /// The next sources that whoever gets the chunk can read alone, as many as fit.
    fn group(&mut self) -> Vec<Source> {
        let target = self.options.chunk_bytes as u64;
        let (mut group, mut total) = (Vec::new(), 0);
        while let Some(source) = self.sources.next_if(|source| {
            let cost = source.size.max(COST_OF_OPENING);
            is_whole(source, target) && (total == 0 || total + cost <= target)
        }) {
            total += source.size.max(COST_OF_OPENING);
            group.push(source);
        }
        group
    }
}

/// The sources in groups whose [`Chunks`] are, one group after the other, those of all sources: what machines that share the
/// work may each be given. Small files that are read together, or one file.
pub fn groups(sources: Vec<Source>, options: &ReadOptions) -> Vec<Vec<Source>> {
    let mut chunks = Chunks::new(sources, options);
    let next = || match chunks.group() {
        group if group.is_empty() => chunks.sources.next().map(|source| vec![source]),
        group => Some(group),
    };
    std::iter::from_fn(next).collect()
}

/// Chunks that a thread that goes through a file is ahead.
const AHEAD: usize = 1;

/// Goes through a source on a thread of its own, which ends when nobody takes its work any more. Some formats can be read
/// only by functions that hand on what they find.
fn start(source: Source, options: ReadOptions) -> Receiver<Work> {
    let (sender, receiver) = bounded(AHEAD);
    std::thread::spawn(move || {
        let mut send = |work| match sender.send(work) {
            Ok(()) => Flow::Continue(()),
            Err(_) => Flow::Break(()),
        };
        let walk = || Walk::new(&options, &mut send).all(&source.uri, open(&source, &options));
        if catch_unwind(AssertUnwindSafe(walk)).is_err() {
            let message = "a defect of the program, please report it with this file".to_owned();
            let reject = Place::file(&source.uri).reject(RejectCode::Internal, message);
            let _ = sender.send(Work::Found(vec![Found::Reject(reject)]));
        }
    });
    receiver
}

/// Whether a source is best opened by whoever gets the chunk: files of one document, and small files of lines or rows. A
/// packed one of these is not, however small: it may unpack to anything.
fn is_whole(source: &Source, target: u64) -> bool {
    let small = || source.compression == Compression::None && source.size <= target;
    source.path.is_some()
        && match source.format {
            Some(Format::JsonLines | Format::Csv | Format::Feed) => small(),
            Some(format) => Kind::of(format).is_some(),
            None => false,
        }
}

impl Iterator for Chunks {
    type Item = Chunk;

    fn next(&mut self) -> Option<Chunk> {
        loop {
            if let Some(work) = self.stream.as_ref().and_then(|stream| stream.recv().ok()) {
                return Some(Chunk(work));
            }
            self.stream = None;
            let group = self.group();
            if !group.is_empty() {
                return Some(Chunk(Work::Files(group)));
            }
            self.stream = Some(start(self.sources.next()?, self.options.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;

    use super::*;
    use crate::ingest::decompress::tests::{gzip, zstd};
    use crate::ingest::{Scratch, discover, read_chunk};
    use crate::model::Reject;

    /// What is read, one line a document or reject, for comparing.
    fn read_all(folder: &Path, options: &ReadOptions) -> (Vec<String>, usize) {
        let sources = discover(&[folder.display().to_string()]).unwrap();
        let (mut seen, mut chunks, mut scratch) = (Vec::new(), 0, Scratch::default());
        for chunk in Chunks::new(sources, options) {
            chunks += 1;
            read_chunk(&chunk, options, &mut scratch, &mut |record| {
                seen.push(match record.and_then(|record| record.read(options)) {
                    Ok(document) => format!("{} {}", document.source_uri, document.text),
                    Err(Reject { source_uri, code, offset, message, .. }) => {
                        format!("{source_uri} {} {offset:?} {message}", code.as_str())
                    }
                });
            });
        }
        let prefix = format!("{}/", folder.display());
        (seen.iter().map(|line| line.replace(&prefix, "")).collect(), chunks)
    }

    fn read_one(name: &str, bytes: &[u8], options: &ReadOptions) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(name), bytes).unwrap();
        read_all(folder.path(), options).0
    }

    fn options(chunk_bytes: usize, max_document_bytes: usize) -> ReadOptions {
        ReadOptions { max_document_bytes, chunk_bytes, ..ReadOptions::default() }
    }

    const LINES: &str = "{\"text\":\"Một.\"}\n\n{\"text\":\n{\"text\":\"Ba.\"}\r\n{\"text\":\"Bốn.\"}";

    #[test]
    fn lines_are_numbered_and_placed() {
        let wanted = [
            "a.jsonl#1 Một.",
            "a.jsonl#3 bad_json Some(19) not a JSON object: EOF while parsing a value at byte 8 of the line",
            "a.jsonl#4 Ba.",
            "a.jsonl#5 Bốn.",
        ];
        for chunk_bytes in [1, 20, 1000] {
            assert_eq!(read_one("a.jsonl", LINES.as_bytes(), &options(chunk_bytes, 1000)), wanted);
        }
        let marked = format!("\u{feff}{LINES}");
        assert_eq!(read_one("a.jsonl", marked.as_bytes(), &ReadOptions::default())[0], wanted[0]);
    }

    #[test]
    fn a_line_over_the_limit_is_skipped_in_its_place() {
        let text = format!("{{\"text\":\"Một.\"}}\n{{\"text\":\"{}\"}}\n{{\"text\":\"Ba.\"}}\n", "dài ".repeat(20_000));
        let wanted = [
            "a.jsonl.gz#1 Một.".to_owned(),
            "a.jsonl.gz#2 too_large Some(18) the line is longer than the limit of 100 bytes (input.max_document_bytes)"
                .to_owned(),
            "a.jsonl.gz#3 Ba.".to_owned(),
        ];
        for chunk_bytes in [1, 50, 20_000, 1 << 20] {
            assert_eq!(read_one("a.jsonl.gz", &gzip(text.as_bytes()), &options(chunk_bytes, 100)), wanted);
        }
        let without_end = &text[..50_000];
        assert_eq!(read_one("a.jsonl.gz", &gzip(without_end.as_bytes()), &options(1, 100)), wanted[..2]);
    }

    #[test]
    fn lines_before_damage_are_kept() {
        let line = |n: usize| format!("{{\"text\":\"Dòng {n}, {:x}.\"}}\n", n.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let lines: String = (0..10_000).map(line).collect();
        for (name, packed) in [("a.jsonl.gz", gzip(lines.as_bytes())), ("a.jsonl.zst", zstd(lines.as_bytes()))] {
            let cut = &packed[..packed.len() * 3 / 4];
            let seen = read_one(name, cut, &ReadOptions::default());
            let (last, kept) = seen.split_last().unwrap();
            assert!(kept.len() > 5_000 && kept.iter().all(|line| line.contains("Dòng")));
            assert!(last.starts_with(&format!("{name}#{} bad_compression", kept.len() + 1)), "{last}");
            assert_eq!(read_one(name, cut, &options(1000, 16 << 20)), seen);
        }
    }

    #[test]
    fn utf16_lines_are_read() {
        let bytes: Vec<u8> = LINES.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [bytes.clone(), [&[0xFF, 0xFE], bytes.as_slice()].concat()] {
            let seen = read_one("a.jsonl", &bytes, &options(7, 1000));
            assert_eq!((seen.len(), seen[3].as_str()), (4, "a.jsonl#5 Bốn."));
        }
    }

    #[test]
    fn a_line_in_no_encoding_is_refused_alone() {
        let bytes = b"{\"text\":\"A.\"}\n{\"text\":\"\xC3.\"}\n{\"text\":\"C.\"}\n";
        let seen = read_one("a.jsonl", bytes, &ReadOptions::default());
        assert_eq!(seen[1], "a.jsonl#2 bad_encoding Some(14) not valid UTF-8 at byte 9 of the line");
        assert_eq!((seen.len(), seen[2].as_str()), (3, "a.jsonl#3 C."));
    }

    #[cfg(unix)]
    #[test]
    fn files_of_every_kind_come_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
        put("a.txt", "Tin một.".as_bytes());
        put("b.jsonl", LINES.as_bytes());
        put("c.txt.gz", &gzip("Tin ba.".as_bytes()));
        put("d.txt.zst", &zstd(&[b'x'; 1001]));
        put("e.txt", b"\x80");
        put("f.txt", b" ");
        put("g.html", b"<title>Tin</title>");
        put("h.txt.gz", b"khong nen");
        std::os::unix::fs::symlink("mat", folder.path().join("i.txt")).unwrap();
        let (seen, chunks) = read_all(folder.path(), &options(100, 1000));
        let codes: Vec<String> =
            seen.iter().map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect();
        let wanted = [
            "a.txt Tin",
            "b.jsonl#1 Một.",
            "b.jsonl#3 bad_json",
            "b.jsonl#4 Ba.",
            "b.jsonl#5 Bốn.",
            "c.txt.gz Tin",
            "d.txt.zst too_large",
            "e.txt bad_encoding",
            "f.txt empty",
            "g.html no_content",
            "h.txt.gz bad_compression",
            "i.txt io",
        ];
        assert_eq!(codes, wanted);
        assert_eq!(chunks, 9);
        let (together, chunks) = read_all(folder.path(), &options(1 << 20, 1000));
        assert_eq!((together, chunks), (seen, 1));
    }

    #[test]
    fn files_without_a_known_name_are_read_by_their_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let cases: [(&str, Vec<u8>, &str); 3] = [
            ("tin", gzip(LINES.as_bytes()), "tin#5 Bốn."),
            ("bai.dat", "\u{feff}Bài báo.".into(), "bai.dat Bài báo."),
            ("mat", Vec::new(), "mat empty None there is no text"),
        ];
        for (name, bytes, wanted) in cases {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            let (seen, _) = read_all(&path, &ReadOptions::default());
            assert!(seen.last().unwrap().ends_with(wanted), "{seen:?}");
        }
    }

    /// Lines good, blank, broken, too long, in no encoding.
    fn stream() -> impl Strategy<Value = Vec<u8>> {
        let line = prop_oneof![
            6 => "[a-zàạđ ]{1,30}".prop_map(|text| format!("{{\"text\":\"{text}.\"}}").into_bytes()),
            1 => Just(Vec::new()),
            1 => Just(b"{\"text\":".to_vec()),
            1 => Just(b"{\"text\":\"\xFF\"}".to_vec()),
            1 => (60_usize..40_000).prop_map(|length| vec![b'd'; length]),
        ];
        (proptest::collection::vec(line, 0..40), any::<bool>()).prop_map(|(lines, end)| {
            let mut bytes = lines.join(&b'\n');
            bytes.extend(end.then_some(b'\n'));
            bytes
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn the_size_of_chunks_changes_nothing(bytes in stream(), sizes in proptest::collection::vec(1_usize..50_000, 3)) {
            let wanted = read_one("a.jsonl", &bytes, &options(1 << 20, 80));
            let packed = gzip(&bytes);
            for size in sizes {
                prop_assert_eq!(&read_one("a.jsonl", &bytes, &options(size, 80)), &wanted);
                let unpacked: Vec<String> =
                    read_one("a.jsonl.gz", &packed, &options(size, 80)).iter().map(|line| line.replace(".gz", "")).collect();
                prop_assert_eq!(&unpacked, &wanted);
            }
        }
    }
}
