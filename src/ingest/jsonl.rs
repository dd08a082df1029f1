//! JSON Lines: one object a line, of which only the mapped fields are kept.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::fields::{Fields, Wanted};
use super::json_value::ValueSeed;
use super::options::{FieldNames, ReadOptions};
use super::record::Place;
use crate::model::{Document, Reject, RejectCode};

/// Reads a record.
pub(super) fn read(line: &str, place: Place<'_>, options: &ReadOptions) -> Result<Document, Reject> {
    let fields = parse(line, &options.fields).map_err(|error| place.reject(RejectCode::BadJson, message(&error)))?;
    fields.document(place, options)
}

/// A line's fault without the line number, which is always 1 to the parser.
fn message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let what = text.rsplit_once(" at line ").map_or(text.as_str(), |(what, _)| what);
    format!("not a JSON object: {what} at byte {} of the line", error.column())
}

fn parse<'a>(line: &'a str, names: &FieldNames) -> Result<Fields<'a>, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(line);
    let fields = FieldsSeed(names).deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(fields)
}

struct FieldsSeed<'n>(&'n FieldNames);

impl<'de> DeserializeSeed<'de> for FieldsSeed<'_> {
    type Value = Fields<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Fields<'de>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for FieldsSeed<'_> {
    type Value = Fields<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
        let mut fields = Fields::default();
        while let Some(wanted) = map.next_key_seed(KeySeed(self.0))? {
            match wanted {
                Some(wanted) => fields.offer(wanted, map.next_value_seed(ValueSeed::Field)?),
                None => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        Ok(fields)
    }
}

struct KeySeed<'n>(&'n FieldNames);

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Option<Wanted>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Wanted>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = Option<Wanted>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Option<Wanted>, E> {
        Ok(Wanted::of(key, self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::fields::{UNREADABLE_DATE, UNREADABLE_FIELD};
    use crate::model::{Timestamp, date_in_vietnam};

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
