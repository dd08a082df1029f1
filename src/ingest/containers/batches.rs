//! Rows of tables whose columns have types.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch, TimestampMicrosecondArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Float64Type, Int64Type, Schema, TimeUnit, TimestampMicrosecondType, UInt64Type};
use arrow::error::ArrowError;

use super::{Flow, Walk};
use crate::ingest::chunks::Work;
use crate::ingest::dates;
use crate::ingest::fields::{Fields, Value, Wanted};
use crate::ingest::options::FieldNames;
use crate::ingest::read::Sink;
use crate::ingest::record::Place;
use crate::ingest::unread::Unread;
use crate::model::{RejectCode, Timestamp};

/// The columns of a table that are wanted, by their place in it.
#[derive(Debug)]
pub(super) struct Columns(pub Vec<(usize, Wanted)>);

impl Columns {
    /// The columns that have a meaning.
    ///
    /// # Errors
    /// A message, if none is the text.
    pub fn of(schema: &Schema, names: &FieldNames) -> Result<Self, String> {
        let fields = schema.fields().iter().enumerate();
        let wanted: Vec<_> = fields.filter_map(|(at, field)| Some((at, Wanted::of(field.name(), names)?))).collect();
        if wanted.iter().any(|(_, wanted)| wanted.is_text()) {
            return Ok(Self(wanted));
        }
        let names_of = |field: &arrow::datatypes::FieldRef| field.name().chars().take(40).collect::<String>();
        let found = schema.fields().iter().take(20).map(names_of).collect::<Vec<_>>().join(", ");
        let text = names.text.join(", ");
        Err(format!("no column is named {text} (input.fields.text); the columns are: {found}"))
    }
}

/// Rows of one table.
#[derive(Debug)]
pub(in crate::ingest) struct Batch {
    uri: Arc<str>,
    /// A name of its own for each row, where the table has such a column.
    names: Option<ArrayRef>,
    /// Number of the first row, from 1.
    first: u64,
    /// For each column what it is wanted for.
    wanted: Arc<[Wanted]>,
    rows: RecordBatch,
}

impl Batch {
    /// Name of the file or member.
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// About how much memory it takes.
    pub fn bytes(&self) -> usize {
        self.rows.get_array_memory_size()
    }

    /// Finds the rows.
    pub fn read(&self, sink: &mut Sink<'_>) {
        let columns = self.rows.columns().iter().map(simple).collect::<Result<Vec<_>, _>>();
        let names = self.names.as_ref().map(AsArray::as_string::<i64>);
        for row in 0..self.rows.num_rows() {
            let name = names.as_ref().filter(|names| names.is_valid(row)).map(|names| names.value(row));
            let place = name.map_or_else(|| Place::row(&self.uri, self.first + row as u64), Place::file);
            let columns = match &columns {
                Ok(columns) => columns,
                Err(error) => {
                    sink(Err(place.reject(RejectCode::BadTable, format!("the row cannot be read: {error}"))));
                    continue;
                }
            };
            let mut fields = Fields::default();
            for (column, &wanted) in columns.iter().zip(self.wanted.iter()) {
                fields.offer(wanted, value(column, row));
            }
            sink(Ok(Unread::row(fields, place)));
        }
    }
}

/// Hands on the wanted columns of a batch in pieces of about a chunk.
pub(super) fn send(
    walk: &mut Walk<'_>,
    uri: &Arc<str>,
    wanted: &Arc<[Wanted]>,
    first: u64,
    rows: &RecordBatch,
) -> Flow {
    send_named(walk, uri, wanted, first, rows, None)
}

/// The same with a name of its own (`LargeUtf8`) for each row, or none.
pub(super) fn send_named(
    walk: &mut Walk<'_>,
    uri: &Arc<str>,
    wanted: &Arc<[Wanted]>,
    first: u64,
    rows: &RecordBatch,
    names: Option<&ArrayRef>,
) -> Flow {
    let bytes = rows.get_array_memory_size().max(1);
    let step = (walk.options.chunk_bytes * rows.num_rows() / bytes).clamp(1, 8192);
    for begin in (0..rows.num_rows()).step_by(step) {
        let length = step.min(rows.num_rows() - begin);
        walk.send(Work::Batch(Batch {
            uri: uri.clone(),
            names: names.map(|names| names.slice(begin, length)),
            first: first + begin as u64,
            wanted: wanted.clone(),
            rows: rows.slice(begin, length),
        }))?;
    }
    Flow::Continue(())
}

/// A column as one of the few types that [`value`] knows; others stay as they are.
fn simple(column: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    let to = match column.data_type() {
        DataType::Dictionary(_, values) => return simple(&cast(column, values)?),
        DataType::LargeList(item) | DataType::ListView(item) | DataType::LargeListView(item) => {
            DataType::List(item.clone())
        }
        DataType::Int8 | DataType::Int16 | DataType::Int32 | DataType::Int64 => DataType::Int64,
        DataType::UInt8 | DataType::UInt16 | DataType::UInt32 | DataType::UInt64 => DataType::UInt64,
        DataType::Float16 | DataType::Float32 | DataType::Float64 => DataType::Float64,
        DataType::Timestamp(TimeUnit::Second, zone) => return micros(column, zone.clone(), 1_000_000, 1),
        DataType::Timestamp(TimeUnit::Millisecond, zone) => return micros(column, zone.clone(), 1_000, 1),
        DataType::Timestamp(TimeUnit::Microsecond, zone) => return micros(column, zone.clone(), 1, 1),
        DataType::Timestamp(TimeUnit::Nanosecond, zone) => return micros(column, zone.clone(), 1, 1_000),
        // Midnight UTC, which is the same date in Viet Nam.
        DataType::Date32 => return micros(&cast(column, &DataType::Int32)?, Some("UTC".into()), 86_400_000_000, 1),
        DataType::Date64 => return micros(column, Some("UTC".into()), 1_000, 1),
        _ => return Ok(column.clone()),
    };
    cast(column, &to)
}

/// Times in microseconds, of numbers that are times `by` and parted by `per`. The zone is only a name here: times with one
/// count from 1970 in UTC.
fn micros(column: &ArrayRef, zone: Option<Arc<str>>, by: i64, per: i64) -> Result<ArrayRef, ArrowError> {
    let numbers = cast(column, &DataType::Int64)?;
    let micros = |number: i64| Some(number.checked_mul(by)?.div_euclid(per));
    let times: TimestampMicrosecondArray = numbers.as_primitive::<Int64Type>().unary_opt(micros);
    Ok(Arc::new(times.with_timezone_opt(zone)))
}

fn value(column: &ArrayRef, row: usize) -> Value<'_> {
    if column.is_null(row) {
        return Value::Null;
    }
    match column.data_type() {
        DataType::Utf8 => Value::Text(column.as_string::<i32>().value(row).into()),
        DataType::LargeUtf8 => Value::Text(column.as_string::<i64>().value(row).into()),
        DataType::Utf8View => Value::Text(column.as_string_view().value(row).into()),
        DataType::Int64 => Value::Integer(column.as_primitive::<Int64Type>().value(row).into()),
        DataType::UInt64 => Value::Integer(column.as_primitive::<UInt64Type>().value(row).into()),
        DataType::Float64 => Value::Float(column.as_primitive::<Float64Type>().value(row)),
        DataType::Timestamp(_, zone) => {
            let time = Timestamp(column.as_primitive::<TimestampMicrosecondType>().value(row));
            match zone {
                Some(_) => Value::Time(time),
                None => dates::in_vietnam(time).map_or(Value::Other, Value::Time),
            }
        }
        DataType::List(_) => list(&column.as_list::<i32>().value(row)),
        DataType::Null => Value::Null,
        _ => Value::Other,
    }
}

/// The strings of a list, joined as those of JSON are.
fn list(items: &ArrayRef) -> Value<'static> {
    let texts = simple(items).ok().and_then(|items| {
        let texts = (0..items.len()).map(|at| match value(&items, at) {
            Value::Text(text) => Some(text.into_owned()),
            _ => None,
        });
        texts.collect::<Option<Vec<_>>>()
    });
    texts.map_or(Value::Other, |texts| Value::List(texts.join(", ")))
}

#[cfg(test)]
mod tests {
    use arrow::array::{
        Date32Array, DictionaryArray, Int32Array, LargeStringArray, ListBuilder, StringArray, StringBuilder,
        StringViewArray, TimestampMillisecondArray,
    };
    use arrow::datatypes::Int8Type;
    use arrow::ipc::CompressionType;
    use arrow::ipc::writer::{FileWriter, IpcWriteOptions, StreamWriter};
    use parquet::arrow::ArrowWriter;
    use parquet::basic::Compression;
    use parquet::file::properties::WriterProperties;

    use super::*;
    use crate::ingest::ReadOptions;
    use crate::ingest::containers::tests::{lines, records, zip};

    const ROWS: usize = 500;

    /// Columns of the types that other programs write.
    fn table() -> RecordBatch {
        let text = |row: usize| (row % 50 != 7).then(|| format!("Đoạn {row}, {:x}.", row.wrapping_mul(0x9E37_79B9)));
        let texts: StringViewArray = (0..ROWS).map(text).collect();
        let outlets: DictionaryArray<Int8Type> = (0..ROWS).map(|_| Some("Báo Mẫu")).collect();
        let mut authors = ListBuilder::new(StringBuilder::new());
        (0..ROWS).for_each(|_| authors.append_value([Some("Hà Vi"), Some("Lê Tú")]));
        let columns: Vec<(&str, ArrayRef)> = vec![
            ("id", Arc::new((1..=ROWS as i32).collect::<Int32Array>())),
            ("extra", Arc::new((0..ROWS).map(|_| Some("x".repeat(100))).collect::<StringArray>())),
            ("content", Arc::new(texts)),
            ("title", Arc::new((0..ROWS).map(|_| Some("Tin")).collect::<LargeStringArray>())),
            ("source", Arc::new(outlets)),
            ("author", Arc::new(authors.finish())),
            ("published", Arc::new(TimestampMillisecondArray::from(vec![1_718_181_000_000; ROWS]))),
            ("date", Arc::new(Date32Array::from(vec![19_886; ROWS]))),
        ];
        RecordBatch::try_from_iter(columns).unwrap()
    }

    fn parquet(rows: &RecordBatch, compression: Compression) -> Vec<u8> {
        let properties =
            WriterProperties::builder().set_compression(compression).set_max_row_group_row_count(Some(200)).build();
        let mut writer = ArrowWriter::try_new(Vec::new(), rows.schema(), Some(properties)).unwrap();
        writer.write(rows).unwrap();
        writer.into_inner().unwrap()
    }

    fn ipc(rows: &RecordBatch, compression: Option<CompressionType>) -> Vec<u8> {
        let options = IpcWriteOptions::default().try_with_compression(compression).unwrap();
        let mut writer = FileWriter::try_new_with_options(Vec::new(), &rows.schema(), options).unwrap();
        for begin in (0..ROWS).step_by(200) {
            writer.write(&rows.slice(begin, 200.min(ROWS - begin))).unwrap();
        }
        writer.into_inner().unwrap()
    }

    #[test]
    fn tables_of_every_make_are_read_by_their_columns() {
        let rows = table();
        let mut stream = StreamWriter::try_new(Vec::new(), &rows.schema()).unwrap();
        stream.write(&rows).unwrap();
        let files = [
            ("a.parquet", parquet(&rows, Compression::SNAPPY)),
            ("a.parquet", parquet(&rows, Compression::LZ4_RAW)),
            ("a.parquet", parquet(&rows, Compression::ZSTD(parquet::basic::ZstdLevel::default()))),
            ("a.parquet", parquet(&rows, Compression::GZIP(parquet::basic::GzipLevel::default()))),
            ("a.txt", parquet(&rows, Compression::UNCOMPRESSED)),
            ("a.feather", ipc(&rows, Some(CompressionType::LZ4_FRAME))),
            ("a.arrow", ipc(&rows, Some(CompressionType::ZSTD))),
            ("a.ipc", ipc(&rows, None)),
            ("a.arrows", stream.into_inner().unwrap()),
        ];
        for (name, bytes) in files {
            let seen = records(name, &bytes, &ReadOptions::default());
            assert_eq!(seen.len(), ROWS, "{name}");
            let first = seen[0].as_ref().unwrap();
            assert_eq!((first.source_uri.as_str(), first.doc_id.as_str()), (format!("{name}#1").as_str(), "1"));
            assert_eq!((first.text.as_str(), first.title.as_deref()), ("Đoạn 0, 0.", Some("Tin")));
            assert_eq!((first.outlet.as_deref(), first.author.as_deref()), (Some("Báo Mẫu"), Some("Hà Vi, Lê Tú")));
            // 2024-06-12 08:30 on a clock in Viet Nam.
            assert_eq!(first.published_at, Some(Timestamp(1_718_155_800_000_000)));
            let refused: Vec<_> = seen.iter().filter_map(|record| record.as_ref().err()).collect();
            assert_eq!((refused.len(), refused[1].source_uri.as_str()), (10, format!("{name}#58").as_str()));
            assert_eq!((refused[0].code, refused[0].message.as_str()), (RejectCode::MissingText, "the text is null"));
        }
    }

    #[test]
    fn a_date_is_that_date_in_viet_nam() {
        let mut options = ReadOptions::default();
        options.fields.published_at = vec!["date".to_owned()];
        let seen = records("a.parquet", &parquet(&table(), Compression::SNAPPY), &options);
        assert_eq!(
            crate::model::date_in_vietnam(seen[0].as_ref().unwrap().published_at.unwrap()).to_string(),
            "2024-06-12"
        );
    }

    #[test]
    fn a_table_in_an_archive_is_read_too() {
        let bytes =
            zip(&[("tin/a.parquet", &parquet(&table(), Compression::SNAPPY)), ("b.arrow", &ipc(&table(), None))]);
        let seen = lines("goi.zip", &bytes, &ReadOptions::default());
        assert_eq!(seen.len(), 2 * ROWS);
        assert!(seen[0].starts_with("goi.zip#tin/a.parquet#1 ") && seen[ROWS].starts_with("goi.zip#b.arrow#1 "));
    }

    #[test]
    fn damage_costs_a_row_group() {
        let mut bytes = parquet(&table(), Compression::SNAPPY);
        let at = bytes.windows(9).position(|bytes| bytes == "Đoạn 2".as_bytes()).unwrap_or(3000);
        bytes[at..at + 200].fill(0xFF);
        let seen = lines("a.parquet", &bytes, &ReadOptions::default());
        assert!(
            seen.iter().any(|line| line.contains("bad_table")) && seen.last().unwrap().contains("#500"),
            "{seen:?}"
        );
        let seen = lines("a.parquet", &bytes[..5000], &ReadOptions::default());
        assert!(
            seen.len() == 1 && seen[0].starts_with("a.parquet bad_table: the Parquet file cannot be read"),
            "{seen:?}"
        );
        let bytes = ipc(&table(), None);
        let seen = lines("a.arrow", &bytes[..bytes.len() / 2], &ReadOptions::default());
        assert_eq!((seen.len(), &*seen[200]), (201, "a.arrow#201 bad_table: the Arrow file is cut short"));
    }

    #[test]
    fn sizes_that_lie_take_no_memory() {
        let bytes = ipc(&table(), Some(CompressionType::LZ4_FRAME));
        // The length that a packed buffer says it has: of 200 numbers of four bytes.
        let said = 800_u64.to_le_bytes();
        let at = bytes.windows(8).position(|bytes| bytes == said).unwrap();
        let mut bytes = bytes;
        bytes[at..at + 8].copy_from_slice(&(1_u64 << 60).to_le_bytes());
        let seen = lines("a.arrow", &bytes, &ReadOptions::default());
        assert!(seen[0].starts_with("a.arrow#1 too_large: a batch of rows is larger than"), "{seen:?}");
    }

    #[test]
    fn a_table_without_a_text_is_refused_once() {
        let rows = table().project(&[0, 3]).unwrap();
        for (name, bytes) in [("a.parquet", parquet(&rows, Compression::SNAPPY)), ("a.arrow", ipc(&rows, None))] {
            let message = "no column is named text, content, body (input.fields.text); the columns are: id, title";
            assert_eq!(lines(name, &bytes, &ReadOptions::default()), [format!("{name} missing_text: {message}")]);
        }
    }
}
