//! JSON Lines: one object a line, of which only the mapped fields are kept.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::dates;
use super::json_value::{Value, ValueSeed};
use super::options::{FieldNames, ReadOptions};
use super::record::{Metadata, Place, document};
use crate::model::{Document, Reject, RejectCode, Timestamp};

/// The publication time is there and cannot be read.
const UNREADABLE_DATE: &str = "unreadable_date";
/// Another mapped field is of a kind that cannot be used.
const UNREADABLE_FIELD: &str = "unreadable_field";

/// Reads a record.
pub(super) fn read(line: &str, place: Place<'_>, options: &ReadOptions) -> Result<Document, Reject> {
    let record = parse(line, &options.fields).map_err(|error| place.reject(RejectCode::BadJson, message(&error)))?;
    let [id, text, title, url, published_at, author, outlet, section] = record.slots.map(|slot| slot.value);
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

/// A line's fault without the line number, which is always 1 to the parser.
fn message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let what = text.rsplit_once(" at line ").map_or(text.as_str(), |(what, _)| what);
    format!("not a JSON object: {what} at byte {} of the line", error.column())
}

fn time(value: &Value<'_>, warnings: &mut Vec<&'static str>) -> Option<Timestamp> {
    let time = match value {
        Value::Text(text) if !text.trim().is_empty() => dates::parse(text),
        Value::Integer(number) => i64::try_from(*number).ok().and_then(dates::from_unix),
        Value::Float(number) => dates::from_unix_float(*number),
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
        Value::Float(_) | Value::Other => {
            if !warnings.contains(&UNREADABLE_FIELD) {
                warnings.push(UNREADABLE_FIELD);
            }
            None
        }
    }
}

const SLOTS: usize = 8;

/// For each slot the place of a name in its list; [`Wanted::NO`] where it is not in it.
#[derive(Clone, Copy)]
struct Wanted([usize; SLOTS]);

impl Wanted {
    const NO: usize = usize::MAX;

    fn of(key: &str, names: &FieldNames) -> Self {
        let FieldNames { id, text, title, url, published_at, author, outlet, section } = names;
        let rank = |list: &Vec<String>| list.iter().position(|name| name == key).unwrap_or(Self::NO);
        Self([id, text, title, url, published_at, author, outlet, section].map(rank))
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

/// The mapped fields of a line, in the order of [`FieldNames`].
#[derive(Debug, Default)]
struct Record<'a> {
    slots: [Slot<'a>; SLOTS],
}

fn parse<'a>(line: &'a str, names: &FieldNames) -> Result<Record<'a>, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(line);
    let record = RecordSeed(names).deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(record)
}

struct RecordSeed<'n>(&'n FieldNames);

impl<'de> DeserializeSeed<'de> for RecordSeed<'_> {
    type Value = Record<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Record<'de>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for RecordSeed<'_> {
    type Value = Record<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record<'de>, A::Error> {
        let mut record = Record::default();
        while let Some(Wanted(ranks)) = map.next_key_seed(KeySeed(self.0))? {
            let mut slots = record.slots.iter_mut().zip(ranks).filter(|&(_, rank)| rank != Wanted::NO);
            let Some((first, rank)) = slots.next() else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let value = map.next_value_seed(ValueSeed::Field)?;
            for (slot, rank) in slots {
                slot.offer(value.clone(), rank);
            }
            first.offer(value, rank);
        }
        Ok(record)
    }
}

struct KeySeed<'n>(&'n FieldNames);

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Wanted;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Wanted, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = Wanted;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Wanted, E> {
        Ok(Wanted::of(key, self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date_in_vietnam;

    fn document_of(line: &str) -> Result<Document, Reject> {
        read(line, Place::line("tin.jsonl", 7, 350), &ReadOptions::default())
    }

    fn text_of(line: &str) -> String {
        document_of(line).unwrap().text
    }

    fn refused(line: &str) -> (RejectCode, String) {
        let reject = document_of(line).unwrap_err();
        assert_eq!((reject.source_uri.as_str(), reject.offset), ("tin.jsonl#7", Some(350)));
        (reject.code, reject.message)
    }

    #[test]
    fn mapped_fields_become_columns() {
        let line = r#"{"id": "b1", "link": "https://example.org/b1", "title": "Họp \"nóng\"", "source": "Báo Mẫu",
            "author": ["Hà Vi", "Lê Tú"], "category": "Thời sự", "published": "2024-06-12 20:00", "extra": {"a": [1, {}]},
            "text": "Đoạn một.\n\nĐoạn hai."}"#;
        let document = document_of(&line.replace('\n', " ")).unwrap();
        assert_eq!(document.doc_id, "b1");
        assert_eq!(document.source_uri, "tin.jsonl#7");
        assert_eq!(document.url.as_deref(), Some("https://example.org/b1"));
        assert_eq!(document.title.as_deref(), Some("Họp \"nóng\""));
        assert_eq!(document.outlet.as_deref(), Some("Báo Mẫu"));
        assert_eq!(document.author.as_deref(), Some("Hà Vi, Lê Tú"));
        assert_eq!(document.section.as_deref(), Some("Thời sự"));
        assert_eq!(date_in_vietnam(document.published_at.unwrap()).to_string(), "2024-06-12");
        assert_eq!(document.text, "Đoạn một.\n\nĐoạn hai.");
        assert!(document.warnings.is_empty());
    }

    #[test]
    fn names_are_tried_in_order_and_blank_values_passed_over() {
        assert_eq!(text_of(r#"{"body": "ba", "text": "một", "content": "hai"}"#), "một");
        assert_eq!(text_of(r#"{"text": null, "content": " ", "body": "ba"}"#), "ba");
        assert_eq!(text_of(r#"{"content": "hai", "text": ""}"#), "hai");
    }

    #[test]
    fn the_last_of_equal_keys_wins() {
        assert_eq!(text_of(r#"{"text": "một", "text": "hai"}"#), "hai");
    }

    #[test]
    fn one_field_may_feed_two_columns() {
        let mut options = ReadOptions::default();
        options.fields.id = vec!["url".to_owned()];
        let document = read(r#"{"url": "x/1", "text": "Tin."}"#, Place::file("t"), &options).unwrap();
        assert_eq!((document.doc_id.as_str(), document.url.as_deref()), ("x/1", Some("x/1")));
    }

    #[test]
    fn integers_are_ids_and_blank_strings_are_null() {
        let document =
            document_of(r#"{"id": 18446744073709551615, "title": "", "author": [], "text": "Tin."}"#).unwrap();
        assert_eq!(document.doc_id, "18446744073709551615");
        assert_eq!((document.title, document.author), (None, None));
    }

    #[test]
    fn a_text_that_is_missing_or_no_string_is_refused() {
        for (line, what) in [
            (r#"{"id": 1}"#, "missing"),
            (r#"{"text": null}"#, "null"),
            (r#"{"text": 5}"#, "not a string"),
            (r#"{"text": ["một"]}"#, "not a string"),
        ] {
            let (code, message) = refused(line);
            assert_eq!(code, RejectCode::MissingText);
            assert!(message.contains(what), "{message}");
        }
        assert_eq!(refused(r#"{"text": " "}"#).0, RejectCode::Empty);
    }

    #[test]
    fn what_is_no_object_is_refused_with_the_place() {
        assert_eq!(
            refused(r#"{"text": "bị cắt"#).1,
            "not a JSON object: EOF while parsing a string at byte 20 of the line"
        );
        for line in ["[]", "tin", r#""tin""#, r#"{"text": "a"} {}"#, r#"{"text": "\ud800"}"#, "{", &"[".repeat(100_000)]
        {
            assert_eq!(refused(line).0, RejectCode::BadJson);
        }
        assert_eq!(refused(&format!(r#"{{"author": {}"#, "[".repeat(100_000))).0, RejectCode::BadJson);
    }

    #[test]
    fn an_id_of_another_kind_is_refused() {
        for id in ["1.5", "true", "{}", r#"["a"]"#] {
            assert_eq!(refused(&format!(r#"{{"id": {id}, "text": "Tin."}}"#)).0, RejectCode::BadField);
        }
    }

    #[test]
    fn unreadable_dates_and_fields_are_warnings() {
        let document =
            document_of(r#"{"date": "hôm qua", "title": {"vi": "Tin"}, "url": 1.5, "text": "Tin."}"#).unwrap();
        assert_eq!((document.published_at, document.title), (None, None));
        assert_eq!(document.warnings, [UNREADABLE_DATE, UNREADABLE_FIELD]);
        assert!(document_of(r#"{"date": "", "text": "Tin."}"#).unwrap().warnings.is_empty());
    }

    #[test]
    fn times_may_be_numbers() {
        for time in ["1718155800", "1718155800000", "1718155800.0", "\"1718155800\""] {
            let document = document_of(&format!(r#"{{"date": {time}, "text": "Tin."}}"#)).unwrap();
            assert_eq!(document.published_at, Some(Timestamp(1_718_155_800_000_000)), "{time}");
        }
    }
}
