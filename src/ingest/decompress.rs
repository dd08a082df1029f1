//! Opens files and unpacks them, never more than asked for.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use bzip2::read::MultiBzDecoder;
use flate2::read::MultiGzDecoder;
use lzma_rust2::XzReader;

use super::decode::HEAD;
use super::failure::{blame, failure};
use super::limits::{Packed, Unpacked};
use super::options::ReadOptions;
use super::sniff;
use super::source::{Compression, Format, Source};
use crate::model::RejectCode;

/// A stream of bytes.
pub(super) type Input<'a> = Box<dyn Read + 'a>;

/// Bytes that are asked of a stream at a time. Always the same number: what a decoder has handed out when it meets damage
/// depends on how it was asked, and must not depend on the size of chunks.
pub(super) const PIECE: usize = 16 << 10;

/// Most memory that unpacking xz may take, in KiB; `xz -9` needs 65 MiB. (Zstandard's own limit is 128 MiB.)
const XZ_MEMORY: u32 = 192 << 10;

/// An opened source.
pub(super) struct Opened<'a> {
    /// Unpacked bytes from the begin.
    pub input: Input<'a>,
    /// How documents lie in them, by the first bytes or the name.
    pub format: Format,
    /// Where the same bytes can be opened once more, by whoever has to go to and fro in them.
    pub path: Option<PathBuf>,
}

/// Opens a source.
pub(super) fn open(source: &Source, options: &ReadOptions) -> io::Result<Opened<'static>> {
    let Source { path, format, compression, .. } = source;
    let raw: Input = match path {
        Some(path) => Box::new(File::open(path)?),
        None => Box::new(io::stdin()),
    };
    open_stream(raw, path.as_deref(), *format, *compression, options)
}

/// Opens a stream of bytes, which are those of the file `path` if there is one. Where the first bytes leave no doubt about
/// format and compression, they decide; else what the name says.
pub(super) fn open_stream<'a>(
    raw: Input<'a>,
    path: Option<&Path>,
    format: Option<Format>,
    compression: Compression,
    options: &ReadOptions,
) -> io::Result<Opened<'a>> {
    let (head, raw) = peek(raw, 8)?;
    let compression = sniff::compression(&head).unwrap_or(compression);
    let (head, input) = peek(unpack(raw, compression, options)?, HEAD)?;
    let format = sniff::certain(&head, format).or(format).unwrap_or_else(|| sniff::likely(&head));
    let path = path.filter(|_| compression == Compression::None).map(Path::to_owned);
    Ok(Opened { input, format, path })
}

/// The first bytes of a stream (`length`, or fewer where it is shorter), and the stream with them still before it.
pub(super) fn peek(mut input: Input<'_>, length: usize) -> io::Result<(Vec<u8>, Input<'_>)> {
    let mut head = Vec::new();
    (&mut input).take(length as u64).read_to_end(&mut head)?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(input))))
}

/// Reads one piece onto the end of `bytes`; gives how many bytes came, 0 at the end of the stream.
pub(super) fn read_piece(input: &mut Input<'_>, bytes: &mut Vec<u8>) -> io::Result<usize> {
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

/// Reads a whole stream into `bytes` (emptied first).
///
/// # Errors
/// Also if it is longer than `limit`, of which no more than a piece is read.
pub(super) fn read_whole(input: &mut Input<'_>, limit: usize, bytes: &mut Vec<u8>) -> io::Result<()> {
    bytes.clear();
    while read_piece(input, bytes)? > 0 {
        if bytes.len() > limit {
            let message = format!("the file is larger than the limit of {limit} bytes (input.max_document_bytes)");
            return Err(failure(RejectCode::TooLarge, message));
        }
    }
    Ok(())
}

fn unpack<'a>(raw: Input<'a>, compression: Compression, options: &ReadOptions) -> io::Result<Input<'a>> {
    if compression == Compression::None {
        return Ok(raw);
    }
    let (raw, packed) = Packed::new(raw);
    let (kind, unpacked): (_, Input) = match compression {
        // Buffers of its own: the plain decoder would read a few bytes at a time.
        Compression::Zstd => ("zstd", Box::new(zstd::stream::read::Decoder::new(raw)?)),
        Compression::Bzip2 => ("bzip2", Box::new(MultiBzDecoder::new(raw))),
        Compression::Xz => {
            let raw = BufReader::with_capacity(PIECE, raw);
            ("xz", Box::new(XzReader::new_mem_limit(raw, true, XZ_MEMORY)))
        }
        Compression::Brotli => ("Brotli", brotli(raw)),
        Compression::Gzip | Compression::None => ("gzip", Box::new(MultiGzDecoder::new(raw))),
    };
    Ok(Box::new(Unpacked::new(Decoded { inner: unpacked, kind }, packed, options)))
}

/// Unpacks Brotli.
pub(super) fn brotli<'a>(raw: impl Read + 'a) -> Input<'a> {
    Box::new(brotli_decompressor::Decompressor::new(raw, PIECE))
}

/// What a decoder gives out; its errors say that the stream is damaged.
struct Decoded<'a> {
    inner: Input<'a>,
    kind: &'static str,
}

impl Read for Decoded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let kind = self.kind;
        self.inner.read(buffer).map_err(|error| {
            blame(error, RejectCode::BadCompression, |error| match error.kind() {
                io::ErrorKind::UnexpectedEof => format!("the {kind} stream is cut short"),
                _ => format!("the {kind} stream is damaged: {error}"),
            })
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use super::*;
    use crate::ingest::failure::{code_of, message_of};

    pub(in crate::ingest) fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    pub(in crate::ingest) fn zstd(bytes: &[u8]) -> Vec<u8> {
        ::zstd::encode_all(bytes, 1).unwrap()
    }

    pub(in crate::ingest) fn bzip2(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ::bzip2::write::BzEncoder::new(Vec::new(), ::bzip2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    pub(in crate::ingest) fn xz(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(1)).unwrap();
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    /// Brotli without packing anything: a window of 64 KiB, blocks that are taken as they are, an empty last one.
    pub(in crate::ingest) fn brotli(bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        for (number, block) in bytes.chunks(1 << 16).enumerate() {
            let length = (block.len() - 1) as u32;
            // The window stands before the first block only, in one bit.
            let head = if number == 0 { length << 4 | 1 << 20 } else { length << 3 | 1 << 19 };
            out.extend(&head.to_le_bytes()[..3]);
            out.extend(block);
        }
        out.push(3);
        out
    }

    fn read(bytes: &[u8], name: &str, limit: usize) -> (Format, io::Result<()>, Vec<u8>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let mut out = Vec::new();
        let mut opened = match open(&Source::file(&path, bytes.len() as u64), &ReadOptions::default()) {
            Ok(opened) => opened,
            Err(error) => return (Format::Text, Err(error), out),
        };
        let result = read_whole(&mut opened.input, limit, &mut out);
        (opened.format, result, out)
    }

    #[test]
    fn several_members_and_frames_are_read_to_the_end() {
        for (pack, name) in [(gzip as fn(&[u8]) -> Vec<u8>, "a.txt.gz"), (zstd, "a.txt.zst")] {
            let bytes = [pack("Đoạn một. ".as_bytes()), pack("Đoạn hai.".as_bytes())].concat();
            let (_, within, out) = read(&bytes, name, 1000);
            within.unwrap();
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
            let (found, _, out) = read(&zstd(bytes), "tin.dat", 1000);
            assert_eq!((found, out.as_slice()), (format, bytes));
            assert_eq!(read(&bzip2(bytes), "tin.dat", 1000).0, format);
        }
    }

    #[test]
    fn no_more_is_unpacked_than_the_limit() {
        let bytes = vec![b'a'; 10_000_000];
        for (packed, name) in [(gzip(&bytes), "a.txt.gz"), (zstd(&bytes), "a.txt.zst")] {
            let (_, within, out) = read(&packed, name, 100_000);
            assert!(code_of(&within.unwrap_err()) == RejectCode::TooLarge && out.len() <= 100_000 + PIECE);
        }
        assert!(read(&bytes, "a.txt", bytes.len()).1.is_ok());
        assert!(read(&bytes, "a.txt", bytes.len() - 1).1.is_err());
    }

    #[test]
    fn damage_is_told_from_other_failures() {
        let word = |n: u32| format!("{:x} ", n.wrapping_mul(0x9E37_79B9));
        let text = (0..9999).map(word).collect::<Vec<_>>().concat();
        let kinds =
            [(gzip as fn(&[u8]) -> Vec<u8>, "a.txt.gz"), (zstd, "a.txt.zst"), (bzip2, "a.txt.bz2"), (xz, "a.txt.xz")];
        for (pack, name) in kinds {
            let mut packed = pack(text.as_bytes());
            assert_eq!(read(&packed, name, 1 << 20).2, text.as_bytes(), "{name}");
            let error = read(&packed[..packed.len() - 99], name, 1 << 20).1.unwrap_err();
            assert_eq!(code_of(&error), RejectCode::BadCompression);
            assert!(message_of(&error).ends_with("cut short"), "{error}");
            let middle = packed.len() / 2;
            for byte in &mut packed[middle..] {
                *byte ^= 0x55;
            }
            let error = read(&packed, name, 1 << 20).1.unwrap_err();
            assert_eq!(code_of(&error), RejectCode::BadCompression, "{name}: {error}");
        }
        let error = open(&Source::file(Path::new("/khong/co.txt.gz"), 0), &ReadOptions::default()).err().unwrap();
        assert_eq!(code_of(&error), RejectCode::Io);
    }

    #[test]
    fn brotli_by_its_name() {
        let text = "Một dòng tin. ".repeat(20_000);
        let packed = brotli(text.as_bytes());
        assert_eq!(read(&packed, "a.txt.br", 1 << 20).2, text.as_bytes());
        let error = read(&packed[..packed.len() - 99], "a.txt.br", 1 << 20).1.unwrap_err();
        assert!(code_of(&error) == RejectCode::BadCompression && message_of(&error).contains("Brotli"), "{error}");
        let error = read(b"khong nen", "a.txt.br", 1 << 20).1.unwrap_err();
        assert_eq!(code_of(&error), RejectCode::BadCompression);
        let error = read(&packed, "a.txt.br", 100_000).1.unwrap_err();
        assert_eq!(code_of(&error), RejectCode::TooLarge);
    }

    #[test]
    fn the_first_bytes_count_more_than_the_name() {
        let (format, _, out) = read(&bzip2(b"<rss version='2.0'>"), "tin.txt", 1000);
        assert_eq!((format, out.as_slice()), (Format::Feed, &b"<rss version='2.0'>"[..]));
        assert_eq!(read(b"{}", "tin.txt", 1000).0, Format::Text);
    }
}
