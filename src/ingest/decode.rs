//! Bytes to characters: UTF-8 and UTF-16, and for web pages the encoding that they name.

use std::borrow::Cow;
use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::legacy;

/// The byte order mark of UTF-8.
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// How many bytes of a file's begin are looked at to tell its encoding (and, where nobody says it, its format).
pub(super) const HEAD: usize = 1024;

/// Bytes that are no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BadBytes {
    /// The encoding that they were read as.
    pub encoding: &'static str,
    /// The first byte that does not belong there.
    pub at: u64,
}

impl BadBytes {
    /// For the rejects table.
    pub(super) fn message(&self) -> String {
        format!("not valid {} at byte {}", self.encoding, self.at)
    }
}

/// Decodes plain text: UTF-8 or UTF-16, with or without byte order mark (which is taken off); what is neither by the encoding
/// that it was sent in, if that is known, else by what it looks like. Bytes that are UTF-8 can hardly be anything else,
/// whatever is said of them.
pub(super) fn text<'a>(bytes: &'a [u8], sent: Option<&'static Encoding>) -> Result<Cow<'a, str>, BadBytes> {
    said(bytes, sent).or_else(|bad| legacy::of_bytes(bytes).ok_or(bad))
}

/// Decodes a web page: like [`text`], but for that the page may name an encoding.
pub(super) fn page<'a>(bytes: &'a [u8], sent: Option<&'static Encoding>) -> Result<Cow<'a, str>, BadBytes> {
    let named = |bad| match named_encoding(bytes) {
        Some(encoding) if encoding != UTF_8 => decode(bytes, encoding).map(Cow::Owned),
        _ => legacy::of_bytes(bytes).ok_or(bad),
    };
    said(bytes, sent).or_else(named)
}

fn said<'a>(bytes: &'a [u8], sent: Option<&'static Encoding>) -> Result<Cow<'a, str>, BadBytes> {
    match utf16_by_head(bytes) {
        Some(encoding) => decode(bytes, encoding).map(Cow::Owned),
        None => match (utf8(without_bom(bytes), bytes.len() - without_bom(bytes).len()), sent) {
            (Err(_), Some(encoding)) if encoding != UTF_8 => decode(bytes, encoding).map(Cow::Owned),
            (text, _) => text.map(Cow::Borrowed),
        },
    }
}

/// Checks bytes that begin at byte `offset` of what is being read.
pub(super) fn utf8(bytes: &[u8], offset: usize) -> Result<&str, BadBytes> {
    // The fast check does not say where; the slow one does, and is seldom needed.
    simdutf8::basic::from_utf8(bytes)
        .or_else(|_| std::str::from_utf8(bytes))
        .map_err(|error| BadBytes { encoding: "UTF-8", at: (offset + error.valid_up_to()) as u64 })
}

/// The bytes without the mark of UTF-8 before them.
pub(super) fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(BOM).unwrap_or(bytes)
}

/// UTF-16 by its byte order mark or, where there is none, by its NULs: every other byte of ASCII characters, and at least a
/// quarter of the characters of Vietnamese text are ASCII.
pub(super) fn utf16_by_head(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return (encoding != UTF_8).then_some(encoding);
    }
    let pairs = bytes[..bytes.len().min(HEAD)].chunks_exact(2);
    let (length, mut high, mut low) = (pairs.len(), 0, 0);
    for pair in pairs {
        high += usize::from(pair[0] == 0);
        low += usize::from(pair[1] == 0);
    }
    match (high * 4 > length, low * 4 > length) {
        (false, true) if high == 0 => Some(UTF_16LE),
        (true, false) if low == 0 => Some(UTF_16BE),
        _ => None,
    }
}

fn decode(bytes: &[u8], encoding: &'static Encoding) -> Result<String, BadBytes> {
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    let mut out = String::with_capacity(room.unwrap_or(bytes.len()));
    match decoder.decode_to_string_without_replacement(bytes, &mut out, true) {
        (DecoderResult::Malformed(length, after), read) => {
            let at = read.saturating_sub(usize::from(length + after)) as u64;
            Err(BadBytes { encoding: encoding.name(), at })
        }
        _ => Ok(out),
    }
}

/// The encoding that a page names in its first bytes: the first `charset=` that is known.
fn named_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(4 * HEAD)].to_ascii_lowercase();
    memchr::memmem::find_iter(&head, b"charset").find_map(|at| {
        let rest = head[at + b"charset".len()..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
        let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte))?;
        Encoding::for_label(&rest[..end])
    })
}

/// Turns a stream into UTF-8 as it is read. What does not belong to its encoding (in UTF-16 a surrogate without its partner)
/// becomes the byte 0xFF, which is never part of UTF-8, so that whoever checks the text finds it in its place; or another
/// mark.
pub(super) struct Utf8Reader<R> {
    inner: R,
    decoder: Decoder,
    input: Vec<u8>,
    output: Vec<u8>,
    /// How much of `output` has been handed out.
    taken: usize,
    mark: &'static [u8],
    done: bool,
}

impl<R: Read> Utf8Reader<R> {
    /// The mark at the begin, if there is one, is dropped.
    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { inner, decoder, input: vec![0; 16 << 10], output: Vec::new(), taken: 0, mark: &[0xFF], done: false }
    }

    /// The same, with another mark where something does not belong.
    pub(super) fn with_mark(inner: R, encoding: &'static Encoding, mark: &'static str) -> Self {
        Self { mark: mark.as_bytes(), ..Self::new(inner, encoding) }
    }

    fn refill(&mut self) -> io::Result<()> {
        let read = self.inner.read(&mut self.input)?;
        self.done = read == 0;
        let mut rest = &self.input[..read];
        self.output.clear();
        self.taken = 0;
        loop {
            let begin = self.output.len();
            // Three bytes of UTF-8 for two of UTF-16, and what the decoder may still hold; where that is too little, once more.
            self.output.resize(begin + rest.len() * 2 + 16, 0);
            let (result, used, written) =
                self.decoder.decode_to_utf8_without_replacement(rest, &mut self.output[begin..], self.done);
            self.output.truncate(begin + written);
            rest = &rest[used..];
            match result {
                DecoderResult::InputEmpty => return Ok(()),
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => self.output.extend_from_slice(self.mark),
            }
        }
    }
}

impl<R: Read> Read for Utf8Reader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.output.len() && !self.done {
            self.refill()?;
        }
        let rest = &self.output[self.taken..];
        let length = rest.len().min(buffer.len());
        buffer[..length].copy_from_slice(&rest[..length]);
        self.taken += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Result<Cow<'_, str>, BadBytes> {
        super::text(bytes, None)
    }

    fn page(bytes: &[u8]) -> Result<Cow<'_, str>, BadBytes> {
        super::page(bytes, None)
    }

    const TEXT: &str = "Ông Tạ Đình Nho nói: “Đã xong”. 𠮷";

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn utf8_with_and_without_mark() {
        assert_eq!(text(TEXT.as_bytes()), Ok(TEXT.into()));
        assert_eq!(text(format!("\u{feff}{TEXT}").as_bytes()), Ok(TEXT.into()));
        assert_eq!(text(b""), Ok("".into()));
    }

    #[test]
    fn utf16_with_and_without_mark() {
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            assert_eq!(text(&utf16(TEXT, order)).as_deref(), Ok(TEXT));
            assert_eq!(text(&utf16(&format!("\u{feff}{TEXT}"), order)).as_deref(), Ok(TEXT));
        }
    }

    #[test]
    fn bad_bytes_are_placed() {
        assert_eq!(text(b"S\xC3\xA1ng 5/3\xFF").unwrap_err().message(), "not valid UTF-8 at byte 9");
        assert_eq!(text(b"\xEF\xBB\xBFabc\x80").unwrap_err().at, 6);
        let mut broken = utf16("\u{feff}ab", u16::to_le_bytes);
        broken.extend([0x00, 0xD8, b'c', 0]);
        assert_eq!(text(&broken).unwrap_err().message(), "not valid UTF-16LE at byte 6");
    }

    #[test]
    fn pages_name_their_encoding() {
        let head = b"<meta charset='windows-1258'><p>\xD0\xF4\xCC ";
        assert_eq!(page(head).unwrap(), "<meta charset='windows-1258'><p>Đô\u{300} ");
        assert!(text(head).is_err());
        assert!(page(b"<meta charset=utf-8><p>\xD0\xF4").is_err());
        assert!(page(b"<p>\xD0\xF4").is_err());
    }

    #[test]
    fn a_stream_of_utf16_is_read_as_utf8_in_pieces_of_any_size() {
        let long = format!("{}\n", TEXT.repeat(700));
        let bytes = utf16(&format!("\u{feff}{long}"), u16::to_be_bytes);
        for piece in [1, 7, 1 << 20] {
            let mut reader = Utf8Reader::new(bytes.as_slice(), UTF_16BE);
            let (mut all, mut buffer) = (Vec::new(), vec![0; piece]);
            while let Ok(read @ 1..) = reader.read(&mut buffer) {
                all.extend_from_slice(&buffer[..read]);
            }
            assert_eq!(String::from_utf8(all).unwrap(), long);
        }
    }

    #[test]
    fn a_lone_surrogate_is_left_as_a_bad_byte() {
        let mut bytes = utf16("ab\n", u16::to_le_bytes);
        bytes.extend([0x00, 0xDC, b'c', 0]);
        let mut out = Vec::new();
        Utf8Reader::new(bytes.as_slice(), UTF_16LE).read_to_end(&mut out).unwrap();
        assert_eq!(out, b"ab\n\xFFc");
    }
}
