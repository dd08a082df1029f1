//! What the first bytes of a file show. Signs that cannot be mistaken count more than the file's name; where there are none,
//! the name decides, and where it says nothing, a guess.

use super::source::{Compression, Format};

/// How the bytes are packed, by their magic number.
pub(super) fn compression(head: &[u8]) -> Option<Compression> {
    match head {
        [0x1F, 0x8B, 8, ..] => Some(Compression::Gzip),
        [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Compression::Zstd),
        [0xFD, b'7', b'z', b'X', b'Z', 0, ..] => Some(Compression::Xz),
        // A level, then the first block's magic or that of an empty stream.
        [b'B', b'Z', b'h', b'1'..=b'9', 0x31 | 0x17, ..] => Some(Compression::Bzip2),
        _ => None,
    }
}

/// How documents lie in the bytes, where that cannot be mistaken. `named` is what the name says: some kinds of files are
/// made of others.
pub(super) fn certain(head: &[u8], named: Option<Format>) -> Option<Format> {
    const ZIP: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];
    if ZIP.iter().any(|magic| head.starts_with(magic)) {
        // The name of the first member, which all files of Office have.
        let is_office = head.get(30..).is_some_and(|name| name.starts_with(b"[Content_Types].xml"));
        return Some(if is_office || named == Some(Format::Docx) { Format::Docx } else { Format::Zip });
    }
    let magic: [(&[u8], Format); 5] = [
        (b"PAR1", Format::Parquet),
        (b"ARROW1\0\0", Format::Arrow),
        (b"%PDF-", Format::Pdf),
        (b"WARC/1.", Format::Warc),
        (b"WARC/0.", Format::Warc),
    ];
    let by_magic = magic.iter().find(|(magic, _)| head.starts_with(magic)).map(|&(_, format)| format);
    let tar = || (head.get(257..262) == Some(b"ustar")).then_some(Format::Tar);
    by_magic.or_else(tar).or_else(|| by_root(head))
}

/// Feeds and dumps by the name of the first element.
fn by_root(head: &[u8]) -> Option<Format> {
    let text = visible(head);
    let mut rest = text.as_slice();
    loop {
        rest = rest.trim_ascii_start();
        let end: &[u8] = match rest {
            [b'<', b'?', ..] => b"?>",
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'!', ..] => b">",
            _ => break,
        };
        let at = memchr::memmem::find(rest, end)?;
        rest = &rest[at + end.len()..];
    }
    let name = rest.strip_prefix(b"<")?;
    let name = &name[..name.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'>')?];
    match name {
        b"rss" | b"feed" | b"rdf:RDF" => Some(Format::Feed),
        b"mediawiki" => Some(Format::MediaWiki),
        _ => None,
    }
}

/// The bytes without a byte order mark and without the NULs of UTF-16.
fn visible(head: &[u8]) -> Vec<u8> {
    let marks: [&[u8]; 3] = [b"\xEF\xBB\xBF", b"\xFE\xFF", b"\xFF\xFE"];
    let mark = marks.iter().find(|mark| head.starts_with(mark)).map_or(0, |mark| mark.len());
    head[mark..].iter().copied().filter(|&byte| byte != 0).collect()
}

/// A guess: `{` begins JSON Lines, `<` a page.
pub(super) fn likely(head: &[u8]) -> Format {
    match visible(head).trim_ascii_start().first() {
        Some(b'{') => Format::JsonLines,
        Some(b'<') => Format::Html,
        _ => Format::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unmistakable_signs() {
        let tar = [&[b'a'; 257][..], b"ustar\0"].concat();
        let cases: [(&[u8], Option<Format>); 12] = [
            (b"PK\x03\x04\x14", Some(Format::Zip)),
            (b"PAR1\x15", Some(Format::Parquet)),
            (b"%PDF-1.7", Some(Format::Pdf)),
            (b"WARC/1.0\r\n", Some(Format::Warc)),
            (&tar, Some(Format::Tar)),
            (b"<?xml version='1.0'?>\n<!-- x --><rss version='2.0'>", Some(Format::Feed)),
            (b"\xEF\xBB\xBF<feed xmlns='http://www.w3.org/2005/Atom'>", Some(Format::Feed)),
            (b"<\0m\0e\0d\0i\0a\0w\0i\0k\0i\0>\0", Some(Format::MediaWiki)),
            (b"<!DOCTYPE html><html>", None),
            (b"rss feed", None),
            (b"WARC hai", None),
            (b"", None),
        ];
        for (head, format) in cases {
            assert_eq!(certain(head, None), format, "{}", head.escape_ascii());
            assert_eq!(certain(head, Some(Format::Text)), format);
        }
        assert_eq!(certain(b"PK\x03\x04", Some(Format::Docx)), Some(Format::Docx));
    }

    #[test]
    fn words_that_begin_like_a_magic_number_are_text() {
        for text in ["BZh là viết tắt", "PARIS", "Bzip2", "%PDF"] {
            assert_eq!((compression(text.as_bytes()), certain(text.as_bytes(), None)), (None, None), "{text}");
        }
    }
}
