//! Opens files and unpacks them, never more than asked for.

use std::fs::File;
use std::io::{self, Cursor, Read};

use flate2::read::MultiGzDecoder;

use super::decode::HEAD;
use super::limits::{Packed, Unpacked, is_past_limit};
use super::options::ReadOptions;
use super::source::{Compression, Format, Source};
use crate::model::RejectCode;

/// A file's unpacked bytes.
pub(super) type Input = Box<dyn Read + Send>;

/// Bytes that are asked of a stream at a time. Always the same number: what a decoder has handed out when it meets damage
/// depends on how it was asked, and must not depend on the size of chunks.
pub(super) const PIECE: usize = 16 << 10;

/// An opened source.
pub(super) struct Opened {
    /// Unpacked bytes from the begin.
    pub input: Input,
    /// The source's format, or what the first bytes show: `{` is JSON Lines, `<` a page, else text.
    pub format: Format,
    /// How it is packed, for telling damage from other failures.
    pub compression: Compression,
}

/// Opens a source; where its name says nothing, its first bytes decide.
pub(super) fn open(source: &Source, options: &ReadOptions) -> io::Result<Opened> {
    let raw: Input = match &source.path {
        Some(path) => Box::new(File::open(path)?),
        None => Box::new(io::stdin()),
    };
    open_stream(raw, source.format, source.compression, options)
}

/// Opens a stream of bytes; without a format, its first bytes decide.
pub(super) fn open_stream(
    raw: Input,
    format: Option<Format>,
    compression: Compression,
    options: &ReadOptions,
) -> io::Result<Opened> {
    if let Some(format) = format {
        return Ok(Opened { input: unpack(raw, compression, options)?, format, compression });
    }
    let (head, raw) = peek(raw, 4)?;
    let compression = match head.as_slice() {
        [0x1F, 0x8B, ..] => Compression::Gzip,
        [0x28, 0xB5, 0x2F, 0xFD] => Compression::Zstd,
        _ => Compression::None,
    };
    let (head, input) = peek(unpack(raw, compression, options)?, HEAD)?;
    Ok(Opened { input, format: format_of(&head), compression })
}

/// Whether a failure to read means a damaged stream: errors of the decoders do not come from the operating system.
pub(super) fn code_of(error: &io::Error, compression: Compression) -> RejectCode {
    match compression {
        _ if is_past_limit(error) => RejectCode::TooLarge,
        Compression::Gzip | Compression::Zstd if error.raw_os_error().is_none() => RejectCode::BadCompression,
        _ => RejectCode::Io,
    }
}

/// What a failure to read is called in the rejects table.
pub(super) fn message_of(error: &io::Error, compression: Compression) -> String {
    let kind = match compression {
        _ if code_of(error, compression) != RejectCode::BadCompression => return error.to_string(),
        Compression::Gzip => "gzip",
        _ => "zstd",
    };
    match error.kind() {
        io::ErrorKind::UnexpectedEof => format!("the {kind} stream is cut short"),
        _ => format!("the {kind} stream is damaged: {error}"),
    }
}

/// The first bytes of a stream (`length`, or fewer where it is shorter), and the stream with them still before it.
pub(super) fn peek(mut input: Input, length: usize) -> io::Result<(Vec<u8>, Input)> {
    let mut head = Vec::new();
    (&mut input).take(length as u64).read_to_end(&mut head)?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(input))))
}

/// Reads one piece onto the end of `bytes`; gives how many bytes came, 0 at the end of the stream.
pub(super) fn read_piece(input: &mut Input, bytes: &mut Vec<u8>) -> io::Result<usize> {
    let begin = bytes.len();
    bytes.resize(begin + PIECE, 0);
    let result = loop {
        match input.read(&mut bytes[begin..]) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => break result,
        }
    };
    bytes.truncate(begin + result.as_ref().map_or(0, |&read| read.min(PIECE)));
    result
}

/// Reads a whole stream into `bytes` (emptied first), but no more than a piece beyond `limit`; says whether it is within.
pub(super) fn read_whole(input: &mut Input, limit: usize, bytes: &mut Vec<u8>) -> io::Result<bool> {
    bytes.clear();
    while read_piece(input, bytes)? > 0 {
        if bytes.len() > limit {
            return Ok(false);
        }
    }
    Ok(true)
}

fn unpack(raw: Input, compression: Compression, options: &ReadOptions) -> io::Result<Input> {
    if compression == Compression::None {
        return Ok(raw);
    }
    let (raw, packed) = Packed::new(raw);
    let unpacked: Input = match compression {
        // Buffers of its own: the plain decoder would read a few bytes at a time.
        Compression::Zstd => Box::new(zstd::stream::read::Decoder::new(raw)?),
        _ => Box::new(MultiGzDecoder::new(raw)),
    };
    Ok(Box::new(Unpacked::new(unpacked, packed, options)))
}

fn format_of(head: &[u8]) -> Format {
    // Byte order marks and the NULs of UTF-16 are not looked at.
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace() && !b"\0\xEF\xBB\xBF\xFE\xFF".contains(byte));
    match first {
        Some(b'{') => Format::JsonLines,
        Some(b'<') => Format::Html,
        _ => Format::Text,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use super::*;

    pub(in crate::ingest) fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    pub(in crate::ingest) fn zstd(bytes: &[u8]) -> Vec<u8> {
        ::zstd::encode_all(bytes, 1).unwrap()
    }

    fn read(bytes: &[u8], name: &str, limit: usize) -> (Format, io::Result<bool>, Vec<u8>, Compression) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let mut opened = open(&Source::file(&path, bytes.len() as u64), &ReadOptions::default()).unwrap();
        let mut out = Vec::new();
        let result = read_whole(&mut opened.input, limit, &mut out);
        (opened.format, result, out, opened.compression)
    }

    #[test]
    fn several_members_and_frames_are_read_to_the_end() {
        for (pack, name) in [(gzip as fn(&[u8]) -> Vec<u8>, "a.txt.gz"), (zstd, "a.txt.zst")] {
            let bytes = [pack("Đoạn một. ".as_bytes()), pack("Đoạn hai.".as_bytes())].concat();
            let (_, within, out, _) = read(&bytes, name, 1000);
            assert!(within.unwrap());
            assert_eq!(out, "Đoạn một. Đoạn hai.".as_bytes());
        }
    }

    #[test]
    fn the_first_bytes_decide_where_the_name_says_nothing() {
        let cases: [(&[u8], Format); 5] = [
            (b" \n{\"id\": 1}", Format::JsonLines),
            (b"\xEF\xBB\xBF<html>", Format::Html),
            (b"\xFF\xFE{\0}\0", Format::JsonLines),
            (b"Tin <b>", Format::Text),
            (b"", Format::Text),
        ];
        for (bytes, format) in cases {
            assert_eq!(read(bytes, "tin", 1000).0, format);
            assert_eq!(read(&gzip(bytes), "tin", 1000).0, format);
            let (found, _, out, compression) = read(&zstd(bytes), "tin.dat", 1000);
            assert_eq!((found, out.as_slice(), compression), (format, bytes, Compression::Zstd));
        }
    }

    #[test]
    fn no_more_is_unpacked_than_the_limit() {
        let bytes = vec![b'a'; 10_000_000];
        for (packed, name) in [(gzip(&bytes), "a.txt.gz"), (zstd(&bytes), "a.txt.zst")] {
            let (_, within, out, _) = read(&packed, name, 100_000);
            assert!(!within.unwrap() && out.len() <= 100_000 + PIECE);
        }
        assert!(read(&bytes, "a.txt", bytes.len()).1.unwrap());
        assert!(!read(&bytes, "a.txt", bytes.len() - 1).1.unwrap());
    }

    #[test]
    fn damage_is_told_from_other_failures() {
        let text = "Nội dung bài viết. ".repeat(100);
        for (mut packed, name) in [(gzip(text.as_bytes()), "a.txt.gz"), (zstd(text.as_bytes()), "a.txt.zst")] {
            let (_, short, _, compression) = read(&packed[..packed.len() - 9], name, 10_000);
            let error = short.unwrap_err();
            assert_eq!(code_of(&error, compression), RejectCode::BadCompression);
            assert!(message_of(&error, compression).ends_with("cut short"), "{error}");
            for byte in &mut packed[12..] {
                *byte ^= 0x55;
            }
            let error = read(&packed, name, 10_000).1.unwrap_err();
            assert_eq!(code_of(&error, compression), RejectCode::BadCompression);
        }
        let error =
            open(&Source::file(std::path::Path::new("/khong/co.txt.gz"), 0), &ReadOptions::default()).err().unwrap();
        assert_eq!(code_of(&error, Compression::Gzip), RejectCode::Io);
    }
}
