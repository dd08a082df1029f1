//! What feeds and dumps share: XML read as a stream, whatever its encoding, element by element.

use std::io::{self, BufReader};

use encoding_rs::{Encoding, UTF_8};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::ingest::decode::{HEAD, Utf8Reader, utf16_by_head};
use crate::ingest::decompress::{Input, Opened, PIECE, peek};
use crate::ingest::failure::{blame, failure};
use crate::ingest::meter::{Allowance, Meter};
use crate::model::RejectCode;

/// Stands where bytes are no text: U+FFFF, which no XML may hold.
const BAD_BYTES: &str = "\u{FFFF}";

/// How deep elements may be nested.
const MAX_DEPTH: usize = 256;

/// The events of a document.
pub(super) struct Events<'a> {
    reader: Reader<BufReader<Meter<Input<'a>>>>,
    allowance: Allowance,
    limit: usize,
    buffer: Vec<u8>,
    /// Bytes of text since the last [`Events::new_record`].
    gathered: usize,
    bad_bytes: bool,
    depth: usize,
}

/// What comes next.
pub(super) enum Piece {
    /// An element begins: its name without a prefix, and its attributes.
    Open(String, Vec<(String, String)>),
    /// Text inside an element.
    Text(String),
    /// An element ends.
    Close(String),
    /// The document ends.
    End,
}

impl<'a> Events<'a> {
    /// The events of a file, of which no record may have more than `limit` bytes.
    pub fn new(opened: Opened<'a>, limit: usize) -> io::Result<Self> {
        let (head, input) = peek(opened.input, HEAD)?;
        let encoding = utf16_by_head(&head).or_else(|| declared(&head));
        let input: Input = Box::new(Utf8Reader::with_mark(input, encoding.unwrap_or(UTF_8), BAD_BYTES));
        let (input, allowance) = Meter::new(input);
        let mut reader = Reader::from_reader(BufReader::with_capacity(PIECE, input));
        let config = reader.config_mut();
        // Feeds of real sites have stray ends and `&` for `&amp;`.
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Ok(Self { reader, allowance, limit, buffer: Vec::new(), gathered: 0, bad_bytes: false, depth: 0 })
    }

    /// Where the next event begins, in bytes.
    pub fn offset(&self) -> u64 {
        self.reader.buffer_position()
    }

    /// From here on text counts for another record.
    pub fn new_record(&mut self) {
        (self.gathered, self.bad_bytes) = (0, false);
    }

    /// Whether the record has bytes that are no text.
    pub fn has_bad_bytes(&self) -> bool {
        self.bad_bytes
    }

    /// The next event. An element without content opens and closes.
    pub fn next(&mut self) -> io::Result<Piece> {
        loop {
            self.buffer.clear();
            self.allowance.allow((self.limit + PIECE) as u64);
            let event = self.reader.read_event_into(&mut self.buffer);
            let event = match event {
                Ok(event) => event,
                Err(_) if self.allowance.is_over() => return Err(too_large(self.limit)),
                Err(quick_xml::Error::Io(error)) => {
                    let error = io::Error::new(error.kind(), error);
                    return Err(blame(error, RejectCode::BadRecord, |error| {
                        format!("the XML cannot be read: {error}")
                    }));
                }
                Err(error) => return Err(failure(RejectCode::BadRecord, format!("the XML is damaged: {error}"))),
            };
            let text = match event {
                Event::Eof if self.depth > 0 => {
                    return Err(failure(RejectCode::BadRecord, "the XML is cut short".to_owned()));
                }
                Event::Eof => return Ok(Piece::End),
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        let message = format!("elements are nested more than {MAX_DEPTH} deep");
                        return Err(failure(RejectCode::TooComplex, message));
                    }
                    return Ok(open(&start));
                }
                Event::Empty(start) => {
                    let Piece::Open(name, attributes) = open(&start) else { continue };
                    // Nothing that is read has such an element with content.
                    return Ok(Piece::Open(format!("{name}/"), attributes));
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Piece::Close(end.local_name().as_ref().to_owned()));
                }
                Event::Text(text) => text.to_string(),
                Event::CData(text) => text.to_string(),
                Event::GeneralRef(name) => reference(&name),
                _ => continue,
            };
            self.gathered += text.len();
            self.bad_bytes |= text.contains(BAD_BYTES);
            if self.gathered > self.limit {
                return Err(too_large(self.limit));
            }
            return Ok(Piece::Text(text));
        }
    }
}

/// The encoding that the first line names.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let line = &head[..memchr::memmem::find(head, b"?>")?];
    let rest = &line[memchr::memmem::find(line, b"encoding")? + b"encoding".len()..];
    let name = rest.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let quote = *name.first()?;
    let end = name[1..].iter().position(|&byte| byte == quote)?;
    Encoding::for_label(&name[1..=end])
}

fn open(start: &BytesStart<'_>) -> Piece {
    let name = start.local_name().as_ref().to_owned();
    let mut attributes = start.attributes();
    let attributes = attributes.with_checks(false).flatten().map(|attribute| {
        let key = attribute.key.local_name().as_ref().to_owned();
        (key, attribute.value.replace("&amp;", "&"))
    });
    Piece::Open(name, attributes.collect())
}

/// What `&name;` stands for; an unknown one for itself.
fn reference(name: &str) -> String {
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(number) => u32::from_str_radix(number, 16).ok(),
        None => number.parse().ok(),
    });
    if let Some(c) = number.and_then(char::from_u32) {
        return c.to_string();
    }
    match name {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        "nbsp" => " ".to_owned(),
        _ => format!("&{name};"),
    }
}

fn too_large(limit: usize) -> io::Error {
    let message = format!("the record is larger than the limit of {limit} bytes (input.max_document_bytes)");
    failure(RejectCode::TooLarge, message)
}
