//! Publication times as newspapers, feeds and dumps write them.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

use crate::model::Timestamp;

/// Viet Nam's zone, meant where none is written.
const VIETNAM: Offset = Offset::constant(7);

/// Reads a time: RFC 3339 and ISO 8601 (`2024-06-12T08:30:00+07:00`, with or without zone, seconds, `T`), RFC 2822,
/// `12/06/2024` or `12-06-2024` (day first) with or without `08:30[:00]` behind or before it, also after a weekday,
/// `ngày 12 tháng 6 năm 2024`, and Unix time in seconds (10 digits) or milliseconds (13 digits).
///
/// A time without a zone is Viet Nam time. A date without a time is midnight UTC, which is the same date in Viet Nam.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if text.bytes().all(|byte| byte.is_ascii_digit()) && matches!(text.len(), 10 | 13) {
        return from_unix(text.parse().ok()?);
    }
    with_zone(text).or_else(|| without_zone(text))
}

/// Unix time in seconds or, from 100,000,000,000 on (the year 5138 if it were seconds), in milliseconds.
pub(super) fn from_unix(number: i64) -> Option<Timestamp> {
    let micros = if number.unsigned_abs() < 100_000_000_000 { 1_000_000 } else { 1_000 };
    let timestamp = jiff::Timestamp::from_microsecond(number.checked_mul(micros)?).ok()?;
    Some(Timestamp(timestamp.as_microsecond()))
}

/// [`from_unix`] of a number with a fraction.
pub(super) fn from_unix_float(number: f64) -> Option<Timestamp> {
    let micros = if number.abs() < 1e11 { number * 1e6 } else { number * 1e3 };
    let timestamp = jiff::Timestamp::from_microsecond(micros.round() as i64).ok()?;
    Some(Timestamp(timestamp.as_microsecond()))
}

/// What a clock in Viet Nam shows, as a time: a time without a zone is taken so.
pub(super) fn in_vietnam(shown: Timestamp) -> Option<Timestamp> {
    let shown = jiff::Timestamp::from_microsecond(shown.0).ok()?;
    let time = VIETNAM.to_timestamp(Offset::UTC.to_datetime(shown)).ok()?;
    Some(Timestamp(time.as_microsecond()))
}

fn with_zone(text: &str) -> Option<Timestamp> {
    // `08:30:00 +0700` is common and no standard; without the space it is ISO 8601.
    let compact = text.replace(" +", "+");
    let timestamp: jiff::Timestamp = compact.parse().ok().or_else(|| {
        let zoned = jiff::fmt::rfc2822::parse(text).ok()?;
        Some(zoned.timestamp())
    })?;
    Some(Timestamp(timestamp.as_microsecond()))
}

fn without_zone(text: &str) -> Option<Timestamp> {
    let starts = text.char_indices().map(|(at, _)| at).filter(|&at| at == 0 || text[..at].ends_with(' '));
    let mut words = starts.map(|at| &text[at..]);
    let (date, time) = match words.find_map(|rest| day_first(rest).or_else(|| day_in_words(rest))) {
        Some((date, rest)) => (date, first_time(rest).or_else(|| first_time(text))),
        None if text.len() <= 10 => (text.parse::<Date>().ok()?, None),
        None => {
            let at = text.parse::<DateTime>().ok()?;
            (at.date(), Some(at.time()))
        }
    };
    let timestamp = match time {
        Some(time) => VIETNAM.to_timestamp(date.to_datetime(time)),
        None => Offset::UTC.to_timestamp(date.to_datetime(Time::midnight())),
    };
    Some(Timestamp(timestamp.ok()?.as_microsecond()))
}

/// Takes `12/06/2024` or `12-06-2024` off the front; also gives what follows.
fn day_first(text: &str) -> Option<(Date, &str)> {
    let (date, rest) = text.split_once([' ', ',']).unwrap_or((text, ""));
    let mark = if date.contains('/') { '/' } else { '-' };
    let mut parts = date.split(mark);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || day.len() > 2 || month.len() > 2 {
        return None;
    }
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    Some((date, rest))
}

/// Takes `12 tháng 6 năm 2024`, `12 tháng 6, 2024` off the front; also gives what follows.
fn day_in_words(text: &str) -> Option<(Date, &str)> {
    let (day, rest) = text.split_once(' ')?;
    let rest = rest.strip_prefix("tháng ").or_else(|| rest.strip_prefix("Tháng "))?;
    let (month, rest) = rest.split_once([' ', ','])?;
    let rest = rest.trim_start_matches([' ', ',']).trim_start_matches("năm ");
    let (year, rest) = rest.split_at_checked(4)?;
    let is_over = !rest.starts_with(|c: char| c.is_ascii_digit());
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    is_over.then_some((date, rest))
}

/// The time at the begin of a text: `08:30`, `- 08:30`, `| 08:30 GMT+7`, `lúc 08:30`.
fn first_time(text: &str) -> Option<Time> {
    let text = text.trim_start_matches([' ', ',', '-', '–', '|', '•', '(']);
    let text = text.strip_prefix("lúc ").or_else(|| text.strip_prefix("Lúc ")).unwrap_or(text);
    text.split([' ', ',', '|', '(', ')']).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date_in_vietnam;

    fn utc(text: &str) -> Option<String> {
        let timestamp = parse(text)?;
        Some(jiff::Timestamp::from_microsecond(timestamp.0).unwrap().to_string())
    }

    #[test]
    fn times_with_a_zone() {
        for text in [
            "2024-06-12T08:30:00+07:00",
            "2024-06-12T08:30:00+0700",
            "2024-06-12 08:30:00 +07:00",
            "2024-06-12 01:30:00Z",
            "2024-06-12T01:30Z",
            "2024-06-12T01:30:00.000Z",
            "Wed, 12 Jun 2024 08:30:00 +0700",
            "Wed, 12 Jun 2024 01:30:00 GMT",
            " 1718155800 ",
            "1718155800000",
        ] {
            assert_eq!(utc(text).as_deref(), Some("2024-06-12T01:30:00Z"), "{text}");
        }
    }

    #[test]
    fn times_without_a_zone_are_viet_nam_time() {
        for text in [
            "2024-06-12T08:30:00",
            "2024-06-12 08:30",
            "2024-06-12 08:30:00.0",
            "12/06/2024 08:30",
            "12-06-2024 08:30:00",
            "12/6/2024  08:30",
            "12/06/2024, 08:30 (GMT+7)",
            "12/06/2024 | 08:30 GMT+7",
            "Thứ 4, 12/6/2024, 08:30 (GMT+7)",
            "Thứ tư ngày 12/06/2024 - 08:30",
            "Thứ Tư, 12/06/2024 | 08:30 GMT+7",
            "08:30 | 12/06/2024",
            "08:30, 12/06/2024 (GMT+7)",
            "Thứ tư, ngày 12 tháng 6 năm 2024, 08:30",
            "12 Tháng 6, 2024 lúc 08:30",
        ] {
            assert_eq!(utc(text).as_deref(), Some("2024-06-12T01:30:00Z"), "{text}");
        }
    }

    #[test]
    fn a_bare_date_is_that_date_in_viet_nam() {
        for text in ["2024-06-12", "ngày 12 tháng 6 năm 2024", "12/06/2024", "12-06-2024", "12/6/2024", "20240612"] {
            assert_eq!(utc(text).as_deref(), Some("2024-06-12T00:00:00Z"), "{text}");
            assert_eq!(date_in_vietnam(parse(text).unwrap()), Date::constant(2024, 6, 12), "{text}");
        }
    }

    #[test]
    fn unix_times_by_size() {
        assert_eq!(from_unix(1_718_155_800), parse("2024-06-12T01:30:00Z"));
        assert_eq!(from_unix(1_718_155_800_123), parse("2024-06-12T01:30:00.123Z"));
        assert_eq!(from_unix(0), Some(Timestamp(0)));
        assert_eq!(from_unix(i64::MAX), None);
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "hôm qua",
            "31/02/2024",
            "2024-13-01",
            "12/06/24",
            "06/2024",
            "12/06/2024/1",
            "1718155800123456",
            "99-99-9999",
        ] {
            assert_eq!(utc(text), None, "{text}");
        }
    }
}
