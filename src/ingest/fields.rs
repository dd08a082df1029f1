//! Named values of a record (an object of JSON Lines, a row of a table) become a document by the user's mapping.

use std::borrow::Cow;

use xxhash_rust::xxh3::Xxh3;

use super::dates;
use super::options::{FieldNames, ReadOptions};
use super::record::{Metadata, Place, document};
use crate::model::{Document, Reject, RejectCode, Timestamp};

/// The publication time is there and cannot be read.
pub(super) const UNREADABLE_DATE: &str = "unreadable_date";
/// Another mapped field is of a kind that cannot be used.
pub(super) const UNREADABLE_FIELD: &str = "unreadable_field";

/// A field's value, as far as it can be used.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Value<'a> {
    /// There is no such field.
    #[default]
    Absent,
    /// There is nothing in it.
    Null,
    /// A string.
    Text(Cow<'a, str>),
    /// A list of strings, joined with commas.
    List(String),
    /// A number without a point.
    Integer(i128),
    /// A number with a point.
    Float(f64),
    /// A time, in a table whose columns have types.
    Time(Timestamp),
    /// Anything else.
    Other,
}

impl Value<'_> {
    /// Whether the next name in the list should be tried.
    fn is_blank(&self) -> bool {
        matches!(self, Value::Absent | Value::Null) || matches!(self, Value::Text(text) if text.trim().is_empty())
    }
}

const SLOTS: usize = 8;

/// For each slot the place of a name in its list; [`Wanted::NO`] where it is not in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted([usize; SLOTS]);

impl Wanted {
    const NO: usize = usize::MAX;
    /// Slot of the text, in the order of [`FieldNames`].
    const TEXT: usize = 1;

    /// What a field of that name is wanted for; none if for nothing.
    pub(super) fn of(key: &str, names: &FieldNames) -> Option<Self> {
        let FieldNames { id, text, title, url, published_at, author, outlet, section } = names;
        let rank = |list: &Vec<String>| list.iter().position(|name| name == key).unwrap_or(Self::NO);
        let ranks = [id, text, title, url, published_at, author, outlet, section].map(rank);
        ranks.iter().any(|&rank| rank != Self::NO).then_some(Self(ranks))
    }

    /// Whether it is wanted for the text.
    pub(super) fn is_text(self) -> bool {
        self.0[Self::TEXT] != Self::NO
    }
}

/// The best value seen for a column, and how early its name is in the list.
#[derive(Debug, Default)]
struct Slot<'a> {
    value: Value<'a>,
    rank: usize,
}

impl<'a> Slot<'a> {
    /// A value under an earlier name is better, the last of one name is better, and anything is better than nothing.
    fn offer(&mut self, value: Value<'a>, rank: usize) {
        let better = match (self.value.is_blank(), value.is_blank()) {
            (true, false) => true,
            (false, true) => rank == self.rank,
            _ => rank <= self.rank || matches!(self.value, Value::Absent),
        };
        if better {
            *self = Self { value, rank };
        }
    }
}

/// The mapped fields of a record, in the order of [`FieldNames`].
#[derive(Debug, Default)]
pub(super) struct Fields<'a> {
    slots: [Slot<'a>; SLOTS],
}

impl<'a> Fields<'a> {
    /// Takes a field's value wherever it is wanted and better than what is there.
    pub(super) fn offer(&mut self, Wanted(ranks): Wanted, value: Value<'a>) {
        let mut slots = self.slots.iter_mut().zip(ranks).filter(|&(_, rank)| rank != Wanted::NO);
        let Some((first, rank)) = slots.next() else { return };
        for (slot, rank) in slots {
            slot.offer(value.clone(), rank);
        }
        first.offer(value, rank);
    }

    /// Adds them to a hash.
    pub(super) fn note(&self, hash: &mut Xxh3) {
        for Slot { value, .. } in &self.slots {
            let text = match value {
                Value::Text(text) => text.as_ref(),
                other => &format!("{other:?}"),
            };
            hash.update(&[u8::from(matches!(value, Value::Text(_)))]);
            hash.update(&(text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        }
    }

    /// Makes a document of them.
    ///
    /// # Errors
    /// [`RejectCode::MissingText`] and [`RejectCode::BadField`] (an id that is none), and what [`document`] gives.
    pub(super) fn document(self, place: Place<'_>, options: &ReadOptions) -> Result<Document, Reject> {
        let [id, text, title, url, published_at, author, outlet, section] = self.slots.map(|slot| slot.value);
        let missing = |what: &str| place.reject(RejectCode::MissingText, format!("the text {what}"));
        let text = match text {
            Value::Text(text) => text,
            Value::Absent => return Err(missing("field is missing")),
            Value::Null => return Err(missing("is null")),
            _ => return Err(missing("is not a string")),
        };
        let id = match id {
            Value::Text(id) => Some(id),
            Value::Integer(id) => Some(Cow::Owned(id.to_string())),
            Value::Absent | Value::Null => None,
            _ => {
                return Err(place.reject(RejectCode::BadField, "the id is neither a string nor an integer".to_owned()));
            }
        };
        let mut warnings = Vec::new();
        let published_at = time(&published_at, &mut warnings);
        let mut string = |value| string(value, &mut warnings);
        let (url, title, author) = (string(url), string(title), string(author));
        let (outlet, section) = (string(outlet), string(section));
        document(place, text, Metadata { id, url, title, author, outlet, section, published_at, warnings }, options)
    }
}

fn time(value: &Value<'_>, warnings: &mut Vec<&'static str>) -> Option<Timestamp> {
    let time = match value {
        Value::Text(text) if !text.trim().is_empty() => dates::parse(text),
        Value::Integer(number) => i64::try_from(*number).ok().and_then(dates::from_unix),
        Value::Float(number) => dates::from_unix_float(*number),
        Value::Time(time) => Some(*time),
        Value::List(_) | Value::Other => None,
        Value::Text(_) | Value::Absent | Value::Null => return None,
    };
    if time.is_none() {
        warnings.push(UNREADABLE_DATE);
    }
    time
}

fn string<'a>(value: Value<'a>, warnings: &mut Vec<&'static str>) -> Option<Cow<'a, str>> {
    match value {
        Value::Text(text) => Some(text),
        Value::List(joined) => Some(Cow::Owned(joined)),
        Value::Integer(number) => Some(Cow::Owned(number.to_string())),
        Value::Absent | Value::Null => None,
        Value::Float(_) | Value::Time(_) | Value::Other => {
            if !warnings.contains(&UNREADABLE_FIELD) {
                warnings.push(UNREADABLE_FIELD);
            }
            None
        }
    }
}
