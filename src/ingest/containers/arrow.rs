//! Arrow's own format, for files and for streams: messages one after the other, read as they come.

use std::io::{self, Read};
use std::sync::Arc;

use ::arrow::array::RecordBatch;
use ::arrow::buffer::Buffer;
use ::arrow::ipc::reader::StreamDecoder;
use ::arrow::ipc::{Message, root_as_message};

use super::batches::{self, Columns};
use super::{Flow, Walk};
use crate::ingest::decompress::{Input, Opened};
use crate::ingest::failure::failure;
use crate::ingest::fields::Wanted;
use crate::ingest::record::Place;
use crate::model::RejectCode;

/// What a file begins with; then it goes on as a stream does, with a table of contents at the end.
const MAGIC: &[u8] = b"ARROW1\0\0";
/// Stands before the length of each message.
const CONTINUATION: [u8; 4] = [0xFF; 4];
/// Largest head of a message: it describes columns.
const MAX_HEAD: usize = 16 << 20;
/// Largest batch of rows, packed or not, which has to be in memory as a whole. Writers make batches of some ten thousand rows.
const MAX_BATCH: u64 = 1 << 30;

/// Goes through a table.
pub(super) fn walk(walk: &mut Walk<'_>, uri: &str, opened: Opened<'_>) -> Flow {
    let place = Place::file(uri);
    let mut messages = Messages { input: opened.input, decoder: StreamDecoder::new() };
    let shared: Arc<str> = uri.into();
    let mut columns: Option<(Columns, Arc<[Wanted]>)> = None;
    let mut first = 1;
    if let Err(error) = messages.begin() {
        return walk.reject(place.failed(&error));
    }
    loop {
        let batch = match messages.next() {
            Ok(Some(batch)) => batch,
            Ok(None) if columns.is_none() => {
                return walk.reject(place.reject(RejectCode::Empty, "there are no rows".to_owned()));
            }
            Ok(None) => return Flow::Continue(()),
            Err(error) => return walk.reject(Place::row(uri, first).failed(&error)),
        };
        if columns.is_none() {
            match Columns::of(&batch.schema(), &walk.options.fields) {
                Ok(found) => {
                    let wanted = found.0.iter().map(|(_, wanted)| *wanted).collect();
                    columns = Some((found, wanted));
                }
                Err(message) => return walk.reject(place.reject(RejectCode::MissingText, message)),
            }
        }
        let Some((found, wanted)) = &columns else { continue };
        let places: Vec<usize> = found.0.iter().map(|(at, _)| *at).collect();
        match batch.project(&places) {
            Ok(rows) => batches::send(walk, &shared, wanted, first, &rows)?,
            Err(error) => walk.reject(Place::row(uri, first).failed(&damaged(&error)))?,
        }
        first += batch.num_rows() as u64;
    }
}

struct Messages<'a> {
    input: Input<'a>,
    decoder: StreamDecoder,
}

impl Messages<'_> {
    /// Passes over what stands before the first message of a file: its magic number and zeros.
    fn begin(&mut self) -> io::Result<()> {
        let mut head = self.take(MAGIC.len())?;
        if head == MAGIC {
            head = self.take(4)?;
            while head == [0; 4] {
                head = self.take(4)?;
            }
        }
        let input = std::mem::replace(&mut self.input, Box::new(io::empty()));
        self.input = Box::new(io::Cursor::new(head).chain(input));
        Ok(())
    }

    /// The next rows; none at the end.
    fn next(&mut self) -> io::Result<Option<RecordBatch>> {
        loop {
            let mut length = self.take(4)?;
            if length == CONTINUATION {
                length = self.take(4)?;
            }
            let length = match <[u8; 4]>::try_from(length.as_slice()) {
                Ok(length) => u32::from_le_bytes(length) as usize,
                Err(_) if length.is_empty() => return Ok(None),
                Err(_) => return Err(cut_short()),
            };
            if length == 0 {
                return Ok(None);
            }
            if length > MAX_HEAD {
                return Err(damaged(&format!("a message has a head of {length} bytes")));
            }
            let head = self.take(length)?;
            let message = root_as_message(&head).map_err(|error| damaged(&error))?;
            let size = u64::try_from(message.bodyLength()).map_err(|_| damaged(&"a message has a negative length"))?;
            within(size)?;
            let body = self.take(size as usize)?;
            if (head.len() as u64, body.len() as u64) != (length as u64, size) {
                return Err(cut_short());
            }
            within(unpacked(&message, &body))?;
            let framed = [&CONTINUATION[..], &(length as u32).to_le_bytes(), &head].concat();
            let decoder = &mut self.decoder;
            let mut decode =
                |bytes: Vec<u8>| decoder.decode(&mut Buffer::from_vec(bytes)).map_err(|error| damaged(&error));
            if let Some(batch) = decode(framed)? {
                return Ok(Some(batch));
            }
            if let Some(batch) = decode(body)? {
                return Ok(Some(batch));
            }
        }
    }

    /// So many bytes, or those that are left. Room is made as they come, not as they are announced.
    fn take(&mut self, length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        (&mut self.input).take(length as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// How many bytes the buffers of a packed batch say that they unpack to: each says it in its first eight bytes.
fn unpacked(message: &Message<'_>, body: &[u8]) -> u64 {
    let batch = message.header_as_record_batch();
    let batch = batch.or_else(|| message.header_as_dictionary_batch().and_then(|dictionary| dictionary.data()));
    let Some(batch) = batch.filter(|batch| batch.compression().is_some()) else { return 0 };
    let size = |offset: i64| {
        let begin = usize::try_from(offset).ok()?;
        let bytes = body.get(begin..begin.checked_add(8)?)?;
        u64::try_from(i64::from_le_bytes(bytes.try_into().ok()?)).ok()
    };
    let buffers = batch.buffers().into_iter().flatten();
    buffers.filter(|buffer| buffer.length() > 0).filter_map(|buffer| size(buffer.offset())).fold(0, u64::saturating_add)
}

fn within(bytes: u64) -> io::Result<()> {
    if bytes <= MAX_BATCH {
        return Ok(());
    }
    let message = format!("a batch of rows is larger than {MAX_BATCH} bytes; write the table in smaller batches");
    Err(failure(RejectCode::TooLarge, message))
}

fn cut_short() -> io::Error {
    failure(RejectCode::BadTable, "the Arrow file is cut short".to_owned())
}

fn damaged(error: &dyn std::fmt::Display) -> io::Error {
    failure(RejectCode::BadTable, format!("the Arrow file is damaged: {error}"))
}
