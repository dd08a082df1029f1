//! Values of a table as text: plain values as themselves, lists and structs as JSON.

use std::io::Write;

use arrow::array::{
    Array, AsArray, BooleanArray, Float32Array, Int16Array, Int32Array, Int64Array, ListArray, PrimitiveArray,
    StringArray, StructArray,
};
use arrow::datatypes::{DataType, Date32Type, Float32Type, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType};
use jiff::civil::Date;

/// Days from 1970-01-01 to a date.
pub(super) fn days(date: Date) -> i32 {
    (date - EPOCH).get_days()
}

const EPOCH: Date = Date::constant(1970, 1, 1);

/// The value of a column in one row as text, lists and structs as JSON; none where it is null.
///
/// # Panics
/// If the column has a type that no table has, or too few rows.
pub fn cell(column: &dyn Array, row: usize) -> Option<String> {
    let values = Values::new(column);
    if values.is_null(row) {
        return None;
    }
    let mut out = Vec::new();
    values.write(row, &mut out);
    Some(String::from_utf8(out).expect("values are text"))
}

/// The values of one column, told apart by type once instead of at each row.
pub(super) enum Values<'a> {
    Text(&'a StringArray),
    Bool(&'a BooleanArray),
    Int16(&'a Int16Array),
    Int32(&'a Int32Array),
    Int64(&'a Int64Array),
    Float32(&'a Float32Array),
    Date(&'a PrimitiveArray<Date32Type>),
    Timestamp(&'a PrimitiveArray<TimestampMicrosecondType>),
    List(&'a ListArray, Box<Values<'a>>),
    Struct(&'a StructArray, Vec<(&'a str, Values<'a>)>),
}

impl<'a> Values<'a> {
    /// The values of an array whose type the schema uses.
    ///
    /// # Panics
    /// For any other type.
    pub fn new(array: &'a dyn Array) -> Self {
        match array.data_type() {
            DataType::Utf8 => Self::Text(array.as_string()),
            DataType::Boolean => Self::Bool(array.as_boolean()),
            DataType::Int16 => Self::Int16(array.as_primitive::<Int16Type>()),
            DataType::Int32 => Self::Int32(array.as_primitive::<Int32Type>()),
            DataType::Int64 => Self::Int64(array.as_primitive::<Int64Type>()),
            DataType::Float32 => Self::Float32(array.as_primitive::<Float32Type>()),
            DataType::Date32 => Self::Date(array.as_primitive()),
            DataType::Timestamp(..) => Self::Timestamp(array.as_primitive()),
            DataType::List(_) => {
                let list = array.as_list::<i32>();
                Self::List(list, Box::new(Self::new(list.values().as_ref())))
            }
            DataType::Struct(fields) => {
                let parts = array.as_struct();
                let columns = parts.columns().iter().map(|column| Self::new(column.as_ref()));
                Self::Struct(parts, fields.iter().map(|field| field.name().as_str()).zip(columns).collect())
            }
            other => panic!("the schema has no columns of type {other}"),
        }
    }

    /// Whether a row lacks the value.
    pub fn is_null(&self, row: usize) -> bool {
        match self {
            Self::Text(array) => array.is_null(row),
            Self::Bool(array) => array.is_null(row),
            Self::Int16(array) => array.is_null(row),
            Self::Int32(array) => array.is_null(row),
            Self::Int64(array) => array.is_null(row),
            Self::Float32(array) => array.is_null(row),
            Self::Date(array) => array.is_null(row),
            Self::Timestamp(array) => array.is_null(row),
            Self::List(array, _) => array.is_null(row),
            Self::Struct(array, _) => array.is_null(row),
        }
    }

    /// Appends the value of a row that has one, lists and structs as JSON.
    pub fn write(&self, row: usize, out: &mut Vec<u8>) {
        // Writing to memory does not fail.
        let _ = match self {
            Self::Text(array) => out.write_all(array.value(row).as_bytes()),
            Self::Bool(array) => write!(out, "{}", array.value(row)),
            Self::Int16(array) => write!(out, "{}", array.value(row)),
            Self::Int32(array) => write!(out, "{}", array.value(row)),
            Self::Int64(array) => write!(out, "{}", array.value(row)),
            Self::Float32(array) => write!(out, "{}", array.value(row)),
            Self::Date(array) => write!(out, "{}", date(array.value(row))),
            Self::Timestamp(array) => write!(out, "{}", timestamp(array.value(row))),
            Self::List(..) | Self::Struct(..) => return self.json(row, out),
        };
    }

    fn json(&self, row: usize, out: &mut Vec<u8>) {
        if self.is_null(row) {
            out.extend_from_slice(b"null");
            return;
        }
        match self {
            Self::Bool(_) | Self::Int16(_) | Self::Int32(_) | Self::Int64(_) | Self::Float32(_) => self.write(row, out),
            Self::Text(array) => quoted(array.value(row), out),
            Self::Date(array) => quoted(&date(array.value(row)).to_string(), out),
            Self::Timestamp(array) => quoted(&timestamp(array.value(row)).to_string(), out),
            Self::List(array, items) => {
                let offsets = array.value_offsets();
                out.push(b'[');
                for (at, item) in (offsets[row] as usize..offsets[row + 1] as usize).enumerate() {
                    out.extend_from_slice(if at == 0 { b"" } else { b"," });
                    items.json(item, out);
                }
                out.push(b']');
            }
            Self::Struct(_, parts) => {
                for (at, (name, values)) in parts.iter().enumerate() {
                    out.push(if at == 0 { b'{' } else { b',' });
                    quoted(name, out);
                    out.push(b':');
                    values.json(row, out);
                }
                out.push(b'}');
            }
        }
    }
}

/// A JSON string.
fn quoted(text: &str, out: &mut Vec<u8>) {
    // Neither strings nor memory can make the serialiser fail.
    let _ = serde_json::to_writer(out, text);
}

fn date(days: i32) -> Date {
    EPOCH.saturating_add(jiff::Span::new().days(days))
}

fn timestamp(micros: i64) -> jiff::Timestamp {
    let limit = if micros < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
    jiff::Timestamp::from_microsecond(micros).unwrap_or(limit)
}
