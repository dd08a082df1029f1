//! Parts as bytes: the rows of each table as a stream of Arrow's interprocess format.

use arrow::array::RecordBatch;
use arrow::ipc::reader::StreamReader;
use arrow::ipc::writer::StreamWriter;
use xxhash_rust::xxh3::xxh3_64;

use super::RecordKey;
use crate::export::CsvOptions;
use crate::export::part::{Batches, PART_TABLES, Part};
use crate::export::schema::Table;

/// How hard is packed what is kept after the run; what is removed at its end is not packed at all, which costs less than
/// packing as long as disks are faster than that.
const LEVEL: i32 = 1;

/// A part as it stands in a shard.
#[derive(Debug)]
pub struct Encoded {
    pub(super) bytes: Vec<u8>,
    /// Length before it was packed; none where it is not.
    pub(super) unpacked: Option<u64>,
    pub(super) hash: u64,
    /// The records in it, in the order of the input.
    pub(super) records: Vec<RecordKey>,
    /// Hash of all records and of where they stand.
    pub(super) input: u128,
}

impl Encoded {
    /// A part made by a worker out of these records.
    pub fn new(part: &Part, records: Vec<RecordKey>, input: u128, pack: bool) -> Self {
        let raw = encode(&part.batches);
        let packed = pack.then(|| zstd::bulk::compress(&raw, LEVEL).expect("memory is written to"));
        let unpacked = packed.is_some().then_some(raw.len() as u64);
        let bytes = packed.unwrap_or(raw);
        let hash = xxh3_64(&bytes);
        Self { bytes, unpacked, hash, records, input }
    }
}

/// A part as bytes for another process, which makes the same part of them: [`unpack`].
pub fn pack(part: &Part) -> Vec<u8> {
    encode(&part.batches)
}

/// The part that [`pack`] was given, as CSV too, if that is asked for; none if the bytes are not whole.
pub fn unpack(bytes: &[u8], csv: Option<CsvOptions>) -> Option<Part> {
    decode(bytes, None).map(|batches| Part::new(batches, csv))
}

fn encode(batches: &Batches) -> Vec<u8> {
    let size: usize = batches.iter().map(RecordBatch::get_array_memory_size).sum();
    let mut out = Vec::with_capacity(size + size / 8);
    for batch in batches {
        let begin = out.len();
        out.extend([0; 8]);
        let mut writer = StreamWriter::try_new(&mut out, &batch.schema()).expect("memory is written to");
        writer.write(batch).and_then(|()| writer.finish()).expect("every type of the schema can be encoded");
        let length = (out.len() - begin - 8) as u64;
        out[begin..begin + 8].copy_from_slice(&length.to_le_bytes());
    }
    out
}

/// The rows; none if the bytes are not what has been encoded.
pub(super) fn decode(bytes: &[u8], unpacked: Option<u64>) -> Option<Batches> {
    let whole;
    let mut rest = match unpacked {
        Some(length) => {
            whole = zstd::bulk::decompress(bytes, usize::try_from(length).ok()?).ok()?;
            whole.as_slice()
        }
        None => bytes,
    };
    let mut batches = Vec::with_capacity(PART_TABLES.len());
    for table in PART_TABLES {
        let (length, after) = rest.split_first_chunk()?;
        let (stream, after) = after.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        batches.push(decode_table(table, stream)?);
        rest = after;
    }
    batches.try_into().ok()
}

fn decode_table(table: Table, stream: &[u8]) -> Option<RecordBatch> {
    let mut reader = StreamReader::try_new(stream, None).ok()?;
    let batch = reader.next()?.ok()?;
    (batch.schema() == table.schema().arrow).then_some(batch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back() {
        let batches = PART_TABLES.map(|table| RecordBatch::new_empty(table.schema().arrow.clone()));
        let raw = encode(&batches);
        assert_eq!(decode(&raw, None), Some(batches.clone()));
        let packed = zstd::bulk::compress(&raw, LEVEL).unwrap();
        assert_eq!(decode(&packed, Some(raw.len() as u64)), Some(batches));
        assert_eq!(decode(&raw[..raw.len() - 1], None), None);
        assert_eq!(decode(&raw, Some(raw.len() as u64)), None);
    }
}
