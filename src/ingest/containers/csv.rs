//! Tables of text with a header: CSV, and what is like it.

use std::io;
use std::sync::Arc;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::{Flow, Walk};
use crate::ingest::decode::{self, HEAD, Utf8Reader, utf16_by_head};
use crate::ingest::decompress::{Input, Opened, peek, read_piece};
use crate::ingest::fields::{Fields, Value, Wanted};
use crate::ingest::options::{FieldNames, ReadOptions};
use crate::ingest::read::Sink;
use crate::ingest::record::Place;
use crate::ingest::unread::Unread;
use crate::model::{Reject, RejectCode};

/// What may stand between columns, the likeliest first. Spreadsheets write `;` where a comma is the decimal mark, as in
/// Vietnamese.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// How much of a file is looked at to find its header.
const HEADER: usize = 64 << 10;

/// Most bytes of a column's name that are shown.
const NAME: usize = 40;

/// Rows of one table.
#[derive(Debug)]
pub(in crate::ingest) struct RowBlock {
    uri: Arc<str>,
    columns: Arc<[Option<Wanted>]>,
    /// The cells, one after the other.
    bytes: Vec<u8>,
    /// Where each cell ends in `bytes`.
    ends: Vec<usize>,
    rows: Vec<Row>,
}

/// A row, which begins where the one before it ends.
#[derive(Clone, Copy, Debug)]
struct Row {
    number: u64,
    /// Where it begins in the file, in bytes.
    offset: u64,
    cells: usize,
}

impl RowBlock {
    /// Name of the file or member.
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// About how much memory it takes.
    pub fn bytes(&self) -> usize {
        self.bytes.len() + self.ends.len() * size_of::<usize>()
    }

    /// Finds the rows.
    pub fn read(&self, sink: &mut Sink<'_>) {
        let (mut cell, mut begin) = (0, 0);
        for row in &self.rows {
            let ends = &self.ends[cell..cell + row.cells];
            let end = ends.last().copied().unwrap_or(begin);
            let place = Place::line(&self.uri, row.number, row.offset);
            sink(self.row(begin, ends, place).map(|fields| Unread::row(fields, place)));
            (cell, begin) = (cell + row.cells, end);
        }
    }

    fn row(&self, mut begin: usize, ends: &[usize], place: Place<'_>) -> Result<Fields<'_>, Reject> {
        if ends.len() != self.columns.len() {
            let message = format!("the row has {} cells, the header {}", ends.len(), self.columns.len());
            return Err(place.reject(RejectCode::BadTable, message));
        }
        let mut fields = Fields::default();
        for (number, (&end, wanted)) in ends.iter().zip(self.columns.iter()).enumerate() {
            if let Some(wanted) = wanted {
                let text = decode::utf8(&self.bytes[begin..end], 0).map_err(|bad| {
                    let message = format!("{} of cell {}", bad.message(), number + 1);
                    place.reject(RejectCode::BadEncoding, message)
                })?;
                fields.offer(*wanted, Value::Text(text.into()));
            }
            begin = end;
        }
        Ok(fields)
    }
}

/// Goes through a table.
pub(super) fn walk(walk: &mut Walk<'_>, uri: &str, opened: Opened<'_>) -> Flow {
    let place = Place::file(uri);
    let (delimiter, mut cells) = match prepare(opened.input, walk.options) {
        Ok(prepared) => prepared,
        Err(error) => return walk.reject(place.failed(&error)),
    };
    let header = match cells.next() {
        Ok(Next::Row) => cells.names(),
        Ok(Next::End) => return walk.reject(place.reject(RejectCode::Empty, "there is no text".to_owned())),
        Ok(Next::TooLong) => return walk.reject(place.reject(RejectCode::TooLarge, too_long(walk.options))),
        Err(error) => return walk.reject(place.failed(&error)),
    };
    let columns: Arc<[_]> = header.iter().map(|name| Wanted::of(name, &walk.options.fields)).collect();
    if !columns.iter().flatten().any(|wanted| wanted.is_text()) {
        return walk.reject(place.reject(RejectCode::MissingText, no_text_column(&header, delimiter, walk.options)));
    }
    let uri: Arc<str> = uri.into();
    let block = || RowBlock {
        uri: uri.clone(),
        columns: columns.clone(),
        bytes: Vec::new(),
        ends: Vec::new(),
        rows: Vec::new(),
    };
    let mut rows = block();
    for number in 1.. {
        let next = cells.next();
        let offset = cells.begin;
        let reject = match next {
            Ok(Next::Row) => {
                cells.give(number, &mut rows);
                if rows.bytes() < walk.options.chunk_bytes {
                    continue;
                }
                None
            }
            Ok(Next::End) => break,
            Ok(Next::TooLong) => Some(RejectCode::TooLarge),
            Err(error) => {
                let reject = Place::line(&uri, number, offset).failed(&error);
                walk.send(super::Work::Rows(rows))?;
                return walk.reject(reject);
            }
        };
        walk.send(super::Work::Rows(std::mem::replace(&mut rows, block())))?;
        if let Some(code) = reject {
            walk.reject(Place::line(&uri, number, offset).reject(code, too_long(walk.options)))?;
        }
    }
    walk.send(super::Work::Rows(rows))
}

fn too_long(options: &ReadOptions) -> String {
    let limit = options.document_limit();
    format!(
        "the row is longer than the limit of {limit} bytes (input.max_document_bytes); perhaps a quotation mark is missing"
    )
}

/// The message about a table without a text.
fn no_text_column(header: &[String], delimiter: u8, options: &ReadOptions) -> String {
    let name = |name: &String| name.chars().take(NAME).collect::<String>();
    let found = header.iter().take(20).map(name).collect::<Vec<_>>().join(", ");
    let wanted = options.fields.text.join(", ");
    let delimiter = (delimiter as char).escape_default();
    format!("no column is named {wanted} (input.fields.text); the columns, parted by {delimiter}, are: {found}")
}

/// Finds the encoding and the delimiter.
fn prepare<'a>(input: Input<'a>, options: &ReadOptions) -> io::Result<(u8, Cells<'a>)> {
    let (head, input) = peek(input, HEAD)?;
    let input: Input = match utf16_by_head(&head) {
        Some(encoding) => Box::new(Utf8Reader::new(input, encoding)),
        None => input,
    };
    let (mark, input) = peek(input, 3)?;
    let (head, mut input) = peek(input, HEADER)?;
    let head = decode::without_bom(&head);
    let delimiter = options.csv_delimiter.unwrap_or_else(|| delimiter(head, &options.fields));
    let mark = mark.len() - decode::without_bom(&mark).len();
    io::copy(&mut io::Read::take(&mut input, mark as u64), &mut io::sink())?;
    Ok((delimiter, Cells::new(input, delimiter, options.document_limit(), mark as u64)))
}

/// The first delimiter that parts the header into columns of which one is the text; else the one that makes the most columns.
fn delimiter(head: &[u8], names: &FieldNames) -> u8 {
    let columns = |delimiter: u8| {
        let mut cells = Cells::new(Box::new(head), delimiter, HEADER, 0);
        let row = matches!(cells.next(), Ok(Next::Row));
        if row { cells.names() } else { Vec::new() }
    };
    let has_text = |delimiter: &u8| columns(*delimiter).iter().any(|name| names.text.contains(name));
    let most = || DELIMITERS.into_iter().rev().max_by_key(|&delimiter| columns(delimiter).len());
    DELIMITERS.into_iter().find(has_text).or_else(most).unwrap_or(DELIMITERS[0])
}

/// What came next.
enum Next {
    Row,
    /// A row that was longer than the limit and has been skipped.
    TooLong,
    End,
}

/// The cells of a stream, row by row.
struct Cells<'a> {
    input: Input<'a>,
    core: Reader,
    limit: usize,
    /// What has been read of the stream, and how much of it has been looked at.
    buffer: Vec<u8>,
    at: usize,
    /// The cells of the last row; more room than they need.
    bytes: Vec<u8>,
    ends: Vec<usize>,
    length: usize,
    count: usize,
    /// How much of the stream has been looked at, in bytes.
    offset: u64,
    /// Where the last row begins, in bytes.
    begin: u64,
}

impl<'a> Cells<'a> {
    fn new(input: Input<'a>, delimiter: u8, limit: usize, offset: u64) -> Self {
        Self {
            input,
            core: ReaderBuilder::new().delimiter(delimiter).build(),
            limit,
            buffer: Vec::new(),
            at: 0,
            bytes: vec![0; 4 << 10],
            ends: vec![0; 64],
            length: 0,
            count: 0,
            offset,
            begin: offset,
        }
    }

    fn next(&mut self) -> io::Result<Next> {
        self.begin = self.offset;
        self.skip_line_ends()?;
        self.begin = self.offset;
        (self.length, self.count) = (0, 0);
        let mut too_long = false;
        loop {
            if self.at == self.buffer.len() {
                self.refill()?;
            }
            let (result, read, written, ended) = self.core.read_record(
                &self.buffer[self.at..],
                &mut self.bytes[self.length..],
                &mut self.ends[self.count..],
            );
            self.at += read;
            self.offset += read as u64;
            self.length += written;
            self.count += ended;
            match result {
                ReadRecordResult::Record if too_long => return Ok(Next::TooLong),
                ReadRecordResult::Record => return Ok(Next::Row),
                ReadRecordResult::End => return Ok(Next::End),
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.bytes.len() <= self.limit => {
                    self.bytes.resize((self.bytes.len() * 2).min(self.limit + 1), 0);
                }
                ReadRecordResult::OutputEndsFull if self.ends.len() * size_of::<usize>() <= self.limit => {
                    self.ends.resize(self.ends.len() * 2, 0);
                }
                // Read over, not kept.
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    (self.length, self.count, too_long) = (0, 0, true);
                }
            }
        }
    }

    /// Line ends between rows belong to none.
    fn skip_line_ends(&mut self) -> io::Result<()> {
        loop {
            let rest = &self.buffer[self.at..];
            let blank = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            self.at += blank;
            self.offset += blank as u64;
            if self.at < self.buffer.len() || self.refill()? == 0 {
                return Ok(());
            }
        }
    }

    fn refill(&mut self) -> io::Result<usize> {
        self.buffer.clear();
        self.at = 0;
        read_piece(&mut self.input, &mut self.buffer)
    }

    /// The cells of the last row as names.
    fn names(&self) -> Vec<String> {
        let begins = std::iter::once(0).chain(self.ends.iter().copied());
        let cells = begins.zip(&self.ends[..self.count]).map(|(begin, &end)| &self.bytes[begin..end]);
        cells.map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect()
    }

    /// Adds the last row to a block.
    fn give(&self, number: u64, block: &mut RowBlock) {
        let begin = block.bytes.len();
        block.bytes.extend_from_slice(&self.bytes[..self.length]);
        block.ends.extend(self.ends[..self.count].iter().map(|end| begin + end));
        block.rows.push(Row { number, offset: self.begin, cells: self.count });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::ingest::ReadOptions;
    use crate::ingest::containers::tests::{lines, records};
    use crate::ingest::decompress::tests::gzip;

    const TABLE: &str = "\
        id,title,content,date,extra\r\n\
        7,\"Họp \"\"nóng\"\"\",\"Đoạn một.\n\nĐoạn hai, có phẩy.\",2024-06-12 20:00,x\r\n\
        \r\n\
        8,,Một dòng.,hôm qua,\r\n\
        9,Thiếu ô,Nội dung\r\n\
        10,,,,\n\
        11,,Hết.,,";

    #[test]
    fn rows_are_read_by_the_header() {
        let at = |row: &str| TABLE.find(row).unwrap();
        let wanted = [
            "tin.csv#1 Đoạn một.\n\nĐoạn hai, có phẩy.".to_owned(),
            "tin.csv#2 Một dòng.".to_owned(),
            format!("tin.csv#3@{} bad_table: the row has 3 cells, the header 5", at("9,Thi")),
            format!("tin.csv#4@{} empty: there is no text", at("10,")),
            "tin.csv#5 Hết.".to_owned(),
        ];
        assert_eq!(lines("tin.csv", TABLE.as_bytes(), &ReadOptions::default()), wanted);
        let first = records("tin.csv", TABLE.as_bytes(), &ReadOptions::default()).remove(0).unwrap();
        assert_eq!((first.doc_id.as_str(), first.title.as_deref()), ("7", Some("Họp \"nóng\"")));
        assert!(first.published_at.is_some() && first.warnings.is_empty());
        let second = records("tin.csv", TABLE.as_bytes(), &ReadOptions::default()).remove(1).unwrap();
        assert_eq!(second.warnings, ["unreadable_date"]);
    }

    #[test]
    fn delimiters_marks_and_encodings_are_found_out() {
        let table = "id,text,title\n7,\"Có dấu ; và , và |.\",Tin\n";
        let wanted = ["tin.csv#1 Có dấu ; và , và |."];
        for mark in [",", ";", "\t", "|"] {
            // Only the marks outside the quoted cell.
            let (before, rest) = table.split_once('"').unwrap();
            let (cell, after) = rest.split_once('"').unwrap();
            let table = format!("{}\"{cell}\"{}", before.replace(',', mark), after.replace(',', mark));
            assert_eq!(lines("tin.csv", table.as_bytes(), &ReadOptions::default()), wanted, "{mark:?}");
            let marked = format!("\u{feff}{table}");
            assert_eq!(lines("tin.csv", marked.as_bytes(), &ReadOptions::default()), wanted);
            let wide: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert_eq!(lines("tin.csv", &wide, &ReadOptions::default()), wanted);
        }
        let options = ReadOptions { csv_delimiter: Some(b';'), ..ReadOptions::default() };
        assert!(lines("tin.csv", table.as_bytes(), &options)[0].contains("parted by ;, are: id,text,title"));
    }

    #[test]
    fn a_table_without_a_text_is_refused_once() {
        let seen = lines("tin.csv", b"id,noi dung\n1,A.\n2,B.\n", &ReadOptions::default());
        let message =
            "no column is named text, content, body (input.fields.text); the columns, parted by ,, are: id, noi dung";
        assert_eq!(seen, [format!("tin.csv missing_text: {message}")]);
        assert_eq!(lines("tin.csv", b"\n\n", &ReadOptions::default()), ["tin.csv empty: there is no text"]);
        let mut options = ReadOptions::default();
        options.fields.text = vec!["noi dung".to_owned()];
        assert_eq!(lines("tin.csv", b"id,noi dung\n1,A.\n2,B.\n", &options), ["tin.csv#1 A.", "tin.csv#2 B."]);
    }

    #[test]
    fn long_rows_are_skipped_and_bad_bytes_cost_one_row() {
        let options = ReadOptions { max_document_bytes: 5000, ..ReadOptions::default() };
        let table = [b"text,id\nA.,1\n", "dài ".repeat(20_000).as_bytes(), b",2\n\xC3.,3\nD.,4\n"].concat();
        let seen = lines("tin.csv", &table, &options);
        assert_eq!((seen.len(), &*seen[0], &*seen[3]), (4, "tin.csv#1 A.", "tin.csv#4 D."));
        assert!(
            seen[1].starts_with("tin.csv#2@13 too_large: the row is longer than the limit of 5000 bytes"),
            "{}",
            seen[1]
        );
        assert!(seen[2].contains("bad_encoding: not valid UTF-8 at byte 0 of cell 1"), "{}", seen[2]);
        // A quotation mark that is never closed takes the rest of the file, but no memory.
        let open = format!("text,id\nA.,1\n\"{}", "mở,1\n".repeat(20_000));
        let seen = lines("tin.csv", open.as_bytes(), &options);
        assert!(seen.len() == 2 && seen[1].ends_with("perhaps a quotation mark is missing"), "{seen:?}");
    }

    #[test]
    fn rows_before_damage_are_kept() {
        let row = |n: u32| format!("Dòng {:x}.,{n}\n", n.wrapping_mul(0x9E37_79B9));
        let rows = (0..9000).map(row).collect::<Vec<_>>().concat();
        let packed = gzip(format!("text,id\n{rows}").as_bytes());
        let seen = lines("tin.csv.gz", &packed[..packed.len() / 2], &ReadOptions::default());
        let (last, kept) = seen.split_last().unwrap();
        assert!(kept.len() > 3000 && kept.iter().all(|line| line.contains("Dòng")));
        assert!(
            last.starts_with(&format!("tin.csv.gz#{}@", kept.len() + 1)) && last.ends_with("is cut short"),
            "{last}"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn what_a_writer_writes_is_read_back(texts in proptest::collection::vec("[a-zạđ,;\"|\n\t ]{0,20}", 1..20)) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(["id", "text"]).unwrap();
            for text in &texts {
                writer.write_record(["x", text]).unwrap();
            }
            let read = records("tin.csv", &writer.into_inner().unwrap(), &ReadOptions::default());
            let wanted = texts.iter().map(|text| {
                let text = crate::ingest::canonical_text(text.into(), &mut Vec::new()).into_owned();
                (!text.is_empty()).then_some(text)
            });
            let read = read.into_iter().map(|record| record.ok().map(|document| document.text));
            prop_assert_eq!(read.collect::<Vec<_>>(), wanted.collect::<Vec<_>>());
        }
    }
}
