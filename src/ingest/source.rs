//! An input file: where it is and what its name says about it.

use std::path::{Path, PathBuf};

/// How documents lie in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// One article of plain text (`.txt`).
    Text,
    /// One JSON object a line (`.jsonl`, `.ndjson`).
    JsonLines,
    /// One web page (`.html`, `.htm`).
    Html,
    /// A table of text with a header, its columns parted by `,`, `;`, tabs or `|` (`.csv`, `.tsv`).
    Csv,
    /// A table (`.parquet`).
    Parquet,
    /// A table in Arrow's format for files or for streams, also called Feather (`.arrow`, `.arrows`, `.feather`, `.ipc`).
    Arrow,
    /// An archive (`.zip`) of files of any of these kinds.
    Zip,
    /// An archive (`.tar`, `.tgz`) of files of any of these kinds.
    Tar,
    /// What a crawler has saved (`.warc`, `.wet`).
    Warc,
    /// A feed of news: RSS or Atom (`.rss`, `.atom`, `.xml`).
    Feed,
    /// A dump of a wiki (`.xml`, told from a feed by its first element).
    MediaWiki,
    /// One article as Word writes it (`.docx`).
    Docx,
    /// Pages to be printed (`.pdf`), of which the text layer is read.
    Pdf,
}

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Compression {
    /// Not at all.
    None,
    /// gzip, one member or several (`.gz`).
    Gzip,
    /// Zstandard, one frame or several (`.zst`).
    Zstd,
    /// bzip2, one stream or several (`.bz2`).
    Bzip2,
    /// xz, one stream or several (`.xz`).
    Xz,
    /// Brotli (`.br`), which has no magic number: known by the name alone.
    Brotli,
}

/// A file or stream to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where it is; none for standard input.
    pub path: Option<PathBuf>,
    /// Its name in the tables: the path as given, with `/` between folders; `-` for standard input.
    pub uri: String,
    /// What its name says, for where the first bytes leave a doubt.
    pub format: Option<Format>,
    /// The same.
    pub compression: Compression,
    /// Bytes on disk when it was found; 0 for streams.
    pub size: u64,
}

impl Source {
    /// Standard input.
    pub(super) fn stdin() -> Self {
        Self { path: None, uri: "-".to_owned(), format: None, compression: Compression::None, size: 0 }
    }

    /// A file of that many bytes; its extension decides how it is read.
    pub fn file(path: &Path, size: u64) -> Self {
        let path = clean(path);
        let uri = uri_of(&path);
        let (format, compression) = by_name(&uri);
        Self { path: Some(path), uri, format, compression, size }
    }

    /// Bytes of input that it stands for, by its name; none where they are known only when it has been unpacked.
    pub fn input_bytes(&self) -> Option<u64> {
        let plain = matches!(
            self.format,
            Some(Format::Text | Format::JsonLines | Format::Html | Format::Csv | Format::Feed | Format::MediaWiki)
        );
        (plain && self.compression == Compression::None && self.path.is_some()).then_some(self.size)
    }

    /// Whether both are one file. Names in the tables may be equal where paths are not.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.path == other.path
    }
}

/// The path without `.` parts, so that one file has one path.
fn clean(path: &Path) -> PathBuf {
    path.components().filter(|part| !matches!(part, std::path::Component::CurDir)).collect()
}

/// A clean path with `/` between its parts. It stands in the tables, so that control characters, which a file name may hold,
/// become U+FFFD, like bytes that are no UTF-8.
fn uri_of(path: &Path) -> String {
    let uri = path.to_string_lossy().replace(char::is_control, "\u{FFFD}");
    if cfg!(windows) { uri.replace('\\', "/") } else { uri }
}

/// Extensions of files that are read, for messages.
pub(super) const KINDS: &str = ".txt, .jsonl, .ndjson, .html, .htm, .csv, .tsv, .parquet, .arrow, .feather, .zip, .tar, \
    .warc, .wet, .xml, .rss, .atom, .docx or .pdf";

/// Format and compression by extension. Without a known format the compression is left to the first bytes as well.
pub(super) fn by_name(name: &str) -> (Option<Format>, Compression) {
    let name = name.to_ascii_lowercase();
    let (stem, compression) = match name.rsplit_once('.') {
        Some((stem, "gz")) => (stem, Compression::Gzip),
        Some((stem, "zst")) => (stem, Compression::Zstd),
        Some((stem, "bz2")) => (stem, Compression::Bzip2),
        Some((stem, "xz")) => (stem, Compression::Xz),
        Some((stem, "br")) => (stem, Compression::Brotli),
        Some((_, "tgz")) => return (Some(Format::Tar), Compression::Gzip),
        Some((_, "tzst")) => return (Some(Format::Tar), Compression::Zstd),
        Some((_, "tbz2" | "tbz")) => return (Some(Format::Tar), Compression::Bzip2),
        Some((_, "txz")) => return (Some(Format::Tar), Compression::Xz),
        _ => (name.as_str(), Compression::None),
    };
    let format = stem.rsplit_once('.').and_then(|(_, extension)| by_extension(extension));
    (format, if format.is_some() { compression } else { Compression::None })
}

fn by_extension(extension: &str) -> Option<Format> {
    Some(match extension {
        "txt" => Format::Text,
        "jsonl" | "ndjson" => Format::JsonLines,
        "html" | "htm" => Format::Html,
        "csv" | "tsv" => Format::Csv,
        "parquet" => Format::Parquet,
        "arrow" | "arrows" | "feather" | "ipc" => Format::Arrow,
        "zip" => Format::Zip,
        "tar" => Format::Tar,
        "warc" | "wet" => Format::Warc,
        "xml" | "rss" | "atom" => Format::Feed,
        "docx" => Format::Docx,
        "pdf" => Format::Pdf,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_says_format_and_compression() {
        let cases = [
            ("tin/bai.txt", Some(Format::Text), Compression::None),
            ("bai.TXT.GZ", Some(Format::Text), Compression::Gzip),
            ("tin.jsonl.zst", Some(Format::JsonLines), Compression::Zstd),
            ("tin.ndjson", Some(Format::JsonLines), Compression::None),
            ("trang.htm", Some(Format::Html), Compression::None),
            ("trang.html.zst", Some(Format::Html), Compression::Zstd),
            ("bao-cao.DOCX", Some(Format::Docx), Compression::None),
            ("bao-cao.pdf.gz", Some(Format::Pdf), Compression::Gzip),
            ("bao-cao.doc", None, Compression::None),
            ("trang.html.br", Some(Format::Html), Compression::Brotli),
            ("goi.tar.xz", Some(Format::Tar), Compression::Xz),
            ("goi.tgz", Some(Format::Tar), Compression::Gzip),
            ("viwiki-pages-articles.xml.bz2", Some(Format::Feed), Compression::Bzip2),
            ("CC-MAIN.warc.wet.gz", Some(Format::Warc), Compression::Gzip),
            ("goi.gz", None, Compression::None),
            ("khong-duoi", None, Compression::None),
        ];
        for (name, format, compression) in cases {
            let source = Source::file(Path::new(name), 1);
            assert_eq!((source.format, source.compression), (format, compression), "{name}");
        }
    }

    #[test]
    fn one_file_has_one_name() {
        assert_eq!(Source::file(Path::new("./tin//a.txt"), 0).uri, "tin/a.txt");
        assert_eq!(Source::file(Path::new("/tin/./a.txt"), 0).uri, "/tin/a.txt");
        assert_eq!(Source::file(Path::new("../a.txt"), 0).uri, "../a.txt");
    }
}
