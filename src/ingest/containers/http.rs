//! A response of the web as it was sent: head, then a body that may be in pieces and packed.

use std::io::Cursor;

use encoding_rs::Encoding;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use memchr::memmem;

use super::warc::Head;
use crate::ingest::decompress::{Input, brotli, read_whole};
use crate::ingest::document::Kind;
use crate::ingest::failure::{blame, code_of, message_of};
use crate::ingest::options::ReadOptions;
use crate::model::RejectCode;

/// A document that was sent.
pub(super) struct Response {
    pub kind: Kind,
    pub body: Vec<u8>,
    pub charset: Option<&'static Encoding>,
}

/// Why it cannot be read.
type Bad = (RejectCode, String);

/// Reads a response; none if it is no success, or no document.
///
/// # Errors
/// If its body cannot be unpacked.
pub(super) fn read(block: &[u8], options: &ReadOptions) -> Result<Option<Response>, Bad> {
    let ends = [memmem::find(block, b"\r\n\r\n").map(|at| (at, 4)), memmem::find(block, b"\n\n").map(|at| (at, 2))];
    let (end, gap) = ends.into_iter().flatten().min().unwrap_or((block.len(), 0));
    let (head, mut body) = (&block[..end], &block[end + gap..]);
    let status = head.split(|&byte| byte == b' ').nth(1).unwrap_or_default();
    if !head.starts_with(b"HTTP/") || status.get(..3) != Some(b"200") {
        return Ok(None);
    }
    let head = Head::parse(head);
    let (Some(kind), charset) = kind_of(&head.get("content-type").unwrap_or_default()) else { return Ok(None) };
    let pieces;
    // Some writers leave the mark and take the pieces apart.
    let chunked = head.get("transfer-encoding").is_some_and(|value| value.to_ascii_lowercase().contains("chunked"));
    if let Some(joined) = chunked.then(|| join(body)).flatten() {
        pieces = joined;
        body = &pieces;
    }
    let packed = head.get("content-encoding").unwrap_or_default().to_ascii_lowercase();
    // The last one was applied last.
    let mut body = body.to_vec();
    for encoding in packed.rsplit(',').map(str::trim) {
        body = unpack(encoding, body, options)?;
    }
    Ok(Some(Response { kind, body, charset }))
}

/// What was saved without the head of a response.
pub(super) fn saved(content_type: &str, body: Vec<u8>) -> Option<Response> {
    let (kind, charset) = kind_of(content_type);
    Some(Response { kind: kind?, body, charset })
}

/// How a body of that type is read; and the encoding that it says.
fn kind_of(content_type: &str) -> (Option<Kind>, Option<&'static Encoding>) {
    let lower = content_type.to_ascii_lowercase();
    let mut parts = lower.split(';').map(str::trim);
    let kind = match parts.next().unwrap_or_default() {
        "text/html" | "application/xhtml+xml" => Some(Kind::Page),
        "text/plain" => Some(Kind::Text),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => Some(Kind::Docx),
        "application/pdf" => Some(Kind::Pdf),
        _ => None,
    };
    let charset = parts.find_map(|part| part.strip_prefix("charset="));
    (kind, charset.and_then(|name| Encoding::for_label(name.trim_matches(['"', '\'', ' ']).as_bytes())))
}

/// The pieces of a body put together; none if it is in no pieces. What is missing at the end is missing.
fn join(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::with_capacity(body.len());
    loop {
        let end = memchr::memchr(b'\n', body)?;
        let size = std::str::from_utf8(&body[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        body = &body[end + 1..];
        if size == 0 {
            return Some(joined);
        }
        joined.extend_from_slice(&body[..size.min(body.len())]);
        let Some(rest) = body.get(size..) else { return Some(joined) };
        body = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        if body.is_empty() {
            return Some(joined);
        }
    }
}

/// Unpacks a body. Many crawlers unpack and leave the head as it was: what shows no sign of packing is taken as it is.
fn unpack(encoding: &str, body: Vec<u8>, options: &ReadOptions) -> Result<Vec<u8>, Bad> {
    let is_gzip = matches!(encoding, "gzip" | "x-gzip");
    let is_plain = body.starts_with(b"<") || is_gzip && !body.starts_with(&[0x1F, 0x8B]);
    if is_plain || matches!(encoding, "" | "identity") {
        return Ok(body);
    }
    // The name deflate means zlib's format; some servers send the bare stream.
    let is_zlib =
        matches!(body[..], [first, second, ..] if first & 0xF == 8 && u16::from_be_bytes([first, second]) % 31 == 0);
    let mut decoder: Input<'_> = match encoding {
        _ if is_gzip => Box::new(MultiGzDecoder::new(Cursor::new(&body))),
        "deflate" if is_zlib => Box::new(ZlibDecoder::new(Cursor::new(&body))),
        "deflate" => Box::new(DeflateDecoder::new(Cursor::new(&body))),
        "zstd" => Box::new(
            zstd::stream::read::Decoder::new(Cursor::new(&body))
                .map_err(|error| (RejectCode::BadRecord, error.to_string()))?,
        ),
        "br" => brotli(Cursor::new(&body)),
        _ => return Err((RejectCode::BadRecord, format!("the body is in the unknown encoding {encoding}"))),
    };
    let mut unpacked = Vec::new();
    read_whole(&mut decoder, options.document_limit(), &mut unpacked).map_err(|error| {
        let error = blame(error, RejectCode::BadRecord, |error| format!("the {encoding} body is damaged: {error}"));
        (code_of(&error), message_of(&error))
    })?;
    Ok(unpacked)
}
