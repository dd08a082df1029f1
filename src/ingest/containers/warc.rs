//! WARC, what crawlers save: the pages among the responses, and texts that were made of them (`conversion`, as in WET files).
//!
//! Where a record is not as long as it says, it is a reject, and the reading goes on at the next line that begins a record.

use std::io;
use std::sync::Arc;

use memchr::memmem;

use super::http::{self, Response};
use super::{Flow, Found, Known, Walk};
use crate::ingest::decompress::{Input, Opened, PIECE, read_piece};
use crate::ingest::record::{Metadata, Place};
use crate::model::RejectCode;

/// What each record begins with.
const BEGIN: &[u8] = b"WARC/";
/// What stands between the head of a record and its block, and behind the block.
const GAP: &[u8] = b"\r\n\r\n";
/// Most bytes of a record's head.
const MAX_HEAD: usize = 64 << 10;
/// Most bytes of a response's head and of the marks around its body, beside the limit on a document.
const MARGIN: usize = 256 << 10;
/// The crawler itself has saved only the begin of it.
const TRUNCATED: &str = "truncated";

/// Goes through a crawl.
pub(super) fn walk(walk: &mut Walk<'_>, uri: &str, opened: Opened<'_>) -> Flow {
    let shared: Arc<str> = uri.into();
    let most = walk.options.document_limit().saturating_add(MARGIN);
    let mut records = Records { input: opened.input, buffer: Vec::new(), at: 0, offset: 0, number: 0, end: false };
    loop {
        let next = records.next(most);
        let place = (records.number, records.offset_of_record(&next));
        match next {
            Ok(None) => return Flow::Continue(()),
            Ok(Some(record)) => found(walk, &shared, place, record)?,
            Err(Stop::Record(_, code, message)) => {
                walk.reject(Place::line(uri, place.0, place.1).reject(code, message))?;
            }
            Err(Stop::Stream(error)) => return walk.reject(Place::line(uri, place.0, place.1).failed(&error)),
        }
    }
}

/// Hands on the document of a record, if it holds one.
fn found(walk: &mut Walk<'_>, uri: &Arc<str>, place: (u64, u64), record: Record) -> Flow {
    let Record { head, block, too_large, .. } = record;
    // Some writers put the address in angle brackets.
    let address = head.get("warc-target-uri").map(|uri| uri.trim_matches(['<', '>']).to_owned());
    let address = address.filter(|uri| uri.starts_with("http://") || uri.starts_with("https://"));
    let mut kind = head.get("warc-type").unwrap_or_default();
    if address.is_none() && kind == "resource" {
        // What the crawler notes of itself.
        kind.clear();
    }
    let is_http = head.get("content-type").is_some_and(|kind| kind.starts_with("application/http"));
    let read = match &*kind {
        _ if too_large && matches!(&*kind, "response" | "resource" | "conversion") => {
            Err((RejectCode::TooLarge, too_large_message(walk)))
        }
        "response" if is_http => http::read(&block, walk.options),
        "resource" | "conversion" => Ok(http::saved(&head.get("content-type").unwrap_or_default(), block)),
        _ => Ok(None),
    };
    let response = match read {
        Ok(Some(response)) => response,
        Ok(None) => return Flow::Continue(()),
        Err((code, message)) => return walk.reject(Place::line(uri, place.0, place.1).reject(code, message)),
    };
    let Response { kind, body, charset } = response;
    let warnings = if head.get("warc-truncated").is_some() { vec![TRUNCATED] } else { Vec::new() };
    let metadata = Metadata { url: address.map(Into::into), warnings, ..Metadata::default() };
    walk.found(Found::document(uri.clone(), Some(place), kind, body, Known { metadata, charset }))
}

fn too_large_message(walk: &Walk<'_>) -> String {
    let limit = walk.options.document_limit();
    format!("the record is larger than the limit of {limit} bytes (input.max_document_bytes)")
}

/// Named lines before a block; names in lower case.
#[derive(Debug)]
pub(super) struct Head(Vec<(String, String)>);

impl Head {
    /// Reads `Name: value` lines; what begins with a blank goes on with the line before.
    pub fn parse(bytes: &[u8]) -> Self {
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in bytes.split(|&byte| byte == b'\n') {
            let line = String::from_utf8_lossy(line.trim_ascii_end());
            match (line.split_once(':'), fields.last_mut()) {
                (_, Some((_, value))) if line.starts_with([' ', '\t']) => value.extend([" ", line.trim()]),
                (Some((name, value)), _) => fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned())),
                _ => {}
            }
        }
        Self(fields)
    }

    /// The first value of that name.
    pub fn get(&self, name: &str) -> Option<String> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
    }
}

/// A record.
struct Record {
    /// Where it begins, in bytes of the stream.
    begin: u64,
    head: Head,
    /// Empty if too large.
    block: Vec<u8>,
    too_large: bool,
}

/// Why there is no record.
enum Stop {
    /// One that begins there is broken; the next one may be read.
    Record(u64, RejectCode, String),
    /// Nothing more can be read.
    Stream(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Stream(error)
    }
}

/// The records of a stream.
struct Records<'a> {
    input: Input<'a>,
    /// What has been read and not yet been passed over begins at `at`.
    buffer: Vec<u8>,
    at: usize,
    /// Where `buffer[at]` stands in the stream.
    offset: u64,
    /// How many records have begun.
    number: u64,
    end: bool,
}

impl Records<'_> {
    fn offset_of_record(&self, record: &Result<Option<Record>, Stop>) -> u64 {
        match record {
            Ok(Some(Record { begin, .. })) | Err(Stop::Record(begin, ..)) => *begin,
            _ => self.offset,
        }
    }

    /// The next record, whose block is kept if it is not longer than `most`.
    fn next(&mut self, most: usize) -> Result<Option<Record>, Stop> {
        self.skip_blank()?;
        if self.rest().is_empty() {
            return Ok(None);
        }
        self.number += 1;
        let begin = self.offset;
        let broken = |message: &str| Stop::Record(begin, RejectCode::BadRecord, message.to_owned());
        if !self.rest().starts_with(BEGIN) {
            self.resume()?;
            return Err(broken("what stands here is no record of WARC"));
        }
        let Some(length) = self.head_length()? else {
            self.pass(BEGIN.len());
            self.resume()?;
            return Err(broken("the head of the record does not end"));
        };
        let head = Head::parse(&self.rest()[..length]);
        self.pass(length);
        let Some(size) = head.get("content-length").and_then(|length| length.parse::<u64>().ok()) else {
            self.resume()?;
            return Err(broken("the record has no readable Content-Length"));
        };
        let too_large = size > most as u64;
        let kept = if too_large { GAP.len() } else { size as usize };
        // Blocks that are too large are passed over piece by piece.
        let mut left = size;
        while too_large && left > 0 {
            if self.fill(1)? == 0 {
                return Err(broken("the record is cut short"));
            }
            let piece = (self.rest().len() as u64).min(left);
            self.pass(piece as usize);
            left -= piece;
        }
        if too_large {
            return Ok(Some(Record { begin, head, block: Vec::new(), too_large }));
        }
        let there = self.fill(kept + GAP.len())?;
        if there < kept {
            self.resume()?;
            return Err(broken("the record is cut short"));
        }
        let behind = &self.rest()[kept..];
        let ends =
            behind.is_empty() || behind.starts_with(GAP) || behind.starts_with(b"\n\n") || behind.starts_with(BEGIN);
        if !ends {
            self.resume()?;
            return Err(broken("the record is not as long as its Content-Length says"));
        }
        let block = self.rest()[..kept].to_vec();
        self.pass(kept);
        Ok(Some(Record { begin, head, block, too_large }))
    }

    fn rest(&self) -> &[u8] {
        &self.buffer[self.at..]
    }

    fn pass(&mut self, bytes: usize) {
        self.at += bytes;
        self.offset += bytes as u64;
    }

    /// Reads on until so many bytes are there, or the stream ends; gives how many there are.
    fn fill(&mut self, bytes: usize) -> io::Result<usize> {
        if self.at > 0 && self.rest().len() < bytes {
            self.buffer.drain(..self.at);
            self.at = 0;
        }
        while self.rest().len() < bytes && !self.end {
            self.end = read_piece(&mut self.input, &mut self.buffer)? == 0;
        }
        Ok(self.rest().len())
    }

    fn skip_blank(&mut self) -> io::Result<()> {
        while self.fill(1)? > 0 {
            let blank = self.rest().iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            self.pass(blank);
            if !self.rest().is_empty() {
                break;
            }
        }
        Ok(())
    }

    /// Length of the head with the blank line behind it.
    fn head_length(&mut self) -> io::Result<Option<usize>> {
        let mut wanted = 4 << 10;
        loop {
            let there = self.fill(wanted)?;
            let head = &self.rest()[..there.min(MAX_HEAD)];
            let ends = [memmem::find(head, GAP).map(|at| at + 4), memmem::find(head, b"\n\n").map(|at| at + 2)];
            if let Some(length) = ends.into_iter().flatten().min() {
                return Ok(Some(length));
            }
            if there < wanted || wanted >= MAX_HEAD {
                return Ok(None);
            }
            wanted = MAX_HEAD;
        }
    }

    /// Goes to the begin of the next record behind a broken one, however far it is, or to the end.
    fn resume(&mut self) -> io::Result<()> {
        loop {
            self.fill(PIECE)?;
            let (length, found) = (self.rest().len(), next_begin(self.rest()));
            if found.is_some() || self.end {
                self.pass(found.unwrap_or(length));
                return Ok(());
            }
            // The last bytes may be half of what is looked for.
            self.pass(length - BEGIN.len());
        }
    }
}

/// Where a line begins a record.
fn next_begin(bytes: &[u8]) -> Option<usize> {
    memmem::find(bytes, b"\nWARC/").map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use crate::ingest::ReadOptions;
    use crate::ingest::containers::tests::{lines, records};
    use crate::ingest::decompress::tests::{brotli, gzip};

    /// A record as crawlers write it.
    fn record(kind: &str, fields: &str, block: &[u8]) -> Vec<u8> {
        let mut head = format!("WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/tin\r\n");
        write!(head, "{fields}Content-Length: {}\r\n\r\n", block.len()).unwrap();
        [head.as_bytes(), block, b"\r\n\r\n"].concat()
    }

    const HTTP: &str = "Content-Type: application/http; msgtype=response\r\n";

    fn response(fields: &str, body: &[u8]) -> Vec<u8> {
        record("response", HTTP, &[format!("HTTP/1.1 200 OK\r\n{fields}\r\n").as_bytes(), body].concat())
    }

    fn page(text: &str) -> String {
        format!("<html><head><title>Tin</title></head><body><article><p>{text}</p></article></body></html>")
    }

    const HTML: &str = "Content-Type: text/html; charset=UTF-8\r\n";

    fn text(n: u32) -> String {
        format!("Bài số {n} kể về một cây cầu mới bắc qua sông, dài hơn bốn trăm mét, vừa thông xe sáng nay.")
    }

    #[test]
    fn pages_among_the_responses_are_read() {
        let chunked = |body: &[u8]| {
            let (one, two) = body.split_at(50);
            let chunk = |part: &[u8]| [format!("{:x};x=y\r\n", part.len()).as_bytes(), part, b"\r\n"].concat();
            [chunk(one), chunk(two), b"0\r\n\r\n".to_vec()].concat()
        };
        let body = page(&text(2));
        let sixth = page(&text(6));
        let legacy = encoding_rs::WINDOWS_1258.encode(&sixth).0;
        let crawl = [
            record("warcinfo", "", b"software: x\r\n"),
            record("request", HTTP, b"GET / HTTP/1.1\r\n\r\n"),
            response(HTML, page(&text(1)).as_bytes()),
            response(&format!("{HTML}Transfer-Encoding: chunked\r\n"), &chunked(body.as_bytes())),
            response(&format!("{HTML}Content-Encoding: gzip\r\n"), &gzip(page(&text(3)).as_bytes())),
            response("Content-Type: image/png\r\n", b"\x89PNG"),
            record("response", HTTP, b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>?"),
            record("resource", "Content-Type: text/html\r\n", page(&text(4)).as_bytes()),
            record("conversion", "Content-Type: text/plain\r\n", text(5).as_bytes()),
            response("Content-Type: text/html; charset=windows-1258\r\n", &legacy),
            response(&format!("{HTML}Transfer-Encoding: chunked\r\n"), page(&text(7)).as_bytes()),
            response("Content-Type: text/html\r\nContent-Encoding: br\r\n", &brotli(page(&text(8)).as_bytes())),
            response("Content-Type: text/html\r\nContent-Encoding: sdch\r\n", b"x"),
        ];
        let wanted = [
            format!("a.warc#3 {}", text(1)),
            format!("a.warc#4 {}", text(2)),
            format!("a.warc#5 {}", text(3)),
            format!("a.warc#8 {}", text(4)),
            format!("a.warc#9 {}", text(5)),
            format!("a.warc#10 {}", text(6)),
            format!("a.warc#11 {}", text(7)),
            format!("a.warc#12 {}", text(8)),
        ];
        let seen = lines("a.warc", &crawl.concat(), &ReadOptions::default());
        assert_eq!(seen[..8], wanted);
        assert!(
            seen.len() == 9 && seen[8].ends_with("bad_record: the body is in the unknown encoding sdch"),
            "{seen:?}"
        );
        let first = records("a.warc", &crawl.concat(), &ReadOptions::default()).remove(0).unwrap();
        assert_eq!((first.url.as_deref(), first.title.as_deref()), (Some("https://example.org/tin"), Some("Tin")));
        // A member of gzip for each record, as is the custom.
        let packed: Vec<u8> = crawl.iter().flat_map(|record| gzip(record)).collect();
        let packed = lines("a.warc.gz", &packed, &ReadOptions::default());
        assert_eq!(packed, seen.iter().map(|line| line.replace("a.warc", "a.warc.gz")).collect::<Vec<_>>());
    }

    #[test]
    fn reading_goes_on_behind_a_broken_record() {
        let good = |n: u32| response(HTML, page(&text(n)).as_bytes());
        let cut = good(2)[..300].to_vec();
        let short =
            String::from_utf8(good(3)).unwrap().replacen("Content-Length: ", "Content-Length: -", 1).into_bytes();
        let crawl =
            [good(1), cut, b"\r\n".to_vec(), good(4), short, b"rest\r\n".to_vec(), good(5), good(6)[..200].to_vec()]
                .concat();
        let seen = lines("a.warc", &crawl, &ReadOptions::default());
        let codes: Vec<&str> = seen.iter().map(|line| line.split(['@', ' ']).next().unwrap()).collect();
        assert_eq!(codes, ["a.warc#1", "a.warc#2", "a.warc#3", "a.warc#4", "a.warc#5", "a.warc#6"], "{seen:?}");
        assert_eq!(
            seen[1],
            format!("a.warc#2@{} bad_record: the record is not as long as its Content-Length says", good(1).len())
        );
        assert!(seen[3].ends_with("bad_record: the record has no readable Content-Length"), "{seen:?}");
        assert!(seen[2].ends_with(&text(4)) && seen[4].ends_with(&text(5)));
        assert!(seen[5].ends_with("bad_record: the record is cut short"), "{seen:?}");
    }

    #[test]
    fn what_the_crawler_cut_is_read_with_a_warning_and_large_records_are_skipped() {
        let options = ReadOptions { max_document_bytes: 100_000, ..ReadOptions::default() };
        let fields = format!("{HTTP}WARC-Truncated: length\r\n");
        let block = format!("HTTP/1.1 200 OK\r\n{HTML}\r\n{}", page(&text(1)));
        let large = response(HTML, "dài ".repeat(200_000).as_bytes());
        let crawl = [record("response", &fields, block.as_bytes()), large, response(HTML, page(&text(3)).as_bytes())];
        let seen = records("a.warc", &crawl.concat(), &options);
        assert_eq!(seen[0].as_ref().unwrap().warnings, ["truncated"]);
        assert!(seen[1].as_ref().unwrap_err().message.contains("the record is larger than the limit of 100000 bytes"));
        assert_eq!((seen.len(), &*seen[2].as_ref().unwrap().text), (3, &*text(3)));
    }
}
