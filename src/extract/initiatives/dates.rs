//! When it happened: as written in the sentence (`ngày 25/10`, `24.5.2024`, `tháng 10/2024`, `năm 2013`) or resolved from the
//! article's date (`hôm nay`, `chiều qua`, `tháng trước`, `năm ngoái`). `Hôm nay hai bên ký ...` on an article of 6 May gives
//! 6 May; of a month or year the first day is given, with its precision. A day is taken before a month, a month before a year.

use jiff::ToSpan;
use jiff::civil::Date;

use super::view::View;
use crate::lexicon::{function as f, words as w};
use crate::model::{DatePrecision as Precision, EventDate, InitiativeStatus as Status, TokenKind, TokenRange};

/// Days that a date without year may lie ahead of the article before the year before is meant.
const DAYS_AHEAD: i32 = 200;
/// Years that an event can be of.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// The most exact date nearest to the initiative in its sentence, where its status is that of an event.
pub(super) fn of(view: &View, tokens: TokenRange, status: Status) -> Option<EventDate> {
    let happens = matches!(
        status,
        Status::Signed | Status::Ratified | Status::Joined | Status::Completed | Status::Ended | Status::Suspended
    );
    if !happens {
        return None;
    }
    (view.range.start..view.range.end)
        .filter_map(|at| {
            let found = date_at(view, at)?;
            // `kế hoạch hợp tác năm 2025`: what it is for, not when it was signed; `đã ký năm 2013` is.
            let own = tokens.has(at) && found.precision != Precision::Day && !is_signed(view, at);
            (!own).then_some((at.abs_diff(tokens.start), found))
        })
        .min_by_key(|(distance, found)| (found.precision, *distance))
        .map(|(_, found)| found)
}

/// Behind a verb of signing.
fn is_signed(view: &View, at: u32) -> bool {
    (at.saturating_sub(3)..at).any(|at| view.has(at, f::SIGN))
}

fn date_at(view: &View, at: u32) -> Option<EventDate> {
    day(view, at)
        .map(|date| EventDate { date, precision: Precision::Day })
        .or_else(|| month(view, at).map(|date| EventDate { date, precision: Precision::Month }))
        .or_else(|| year(view, at).map(|date| EventDate { date, precision: Precision::Year }))
}

fn day(view: &View, at: u32) -> Option<Date> {
    let today = ["hôm", "sáng", "trưa", "chiều", "tối"].iter().any(|word| view.reads(at, word));
    if today && view.reads(at + 1, "nay") {
        return view.article.date;
    }
    if today && view.reads(at + 1, "qua") {
        return view.article.date?.yesterday().ok();
    }
    let introduced =
        at > view.range.start && ["ngày", "sáng", "trưa", "chiều", "tối"].iter().any(|word| view.reads(at - 1, word));
    let bracket = at > view.range.start && view.syllable(at - 1) == w::OPEN_PAREN;
    if !(introduced || bracket) || !is_number(view, at) {
        return None;
    }
    let (day, month, year) = if let Some((day, rest)) = view.word(at).split_once('.') {
        let (month, year) = rest.split_once('.').map_or((rest, None), |(month, year)| (month, Some(year)));
        (day.parse().ok()?, month.parse().ok()?, year.and_then(|year| year.parse().ok()))
    } else {
        let day = number(view, at)?;
        let divider = view.range.has(at + 2) && matches!(view.syllable(at + 1), w::SLASH | w::HYPHEN);
        if divider {
            let month = number(view, at + 2)?;
            let more = view.range.has(at + 4) && view.syllable(at + 3) == view.syllable(at + 1);
            (day, month, if more { number(view, at + 4) } else { None })
        } else if view.range.has(at + 2) && view.syllable(at + 1) == w::THANG {
            let month = number(view, at + 2)?;
            let named = view.range.has(at + 4) && view.syllable(at + 3) == w::NAM;
            (day, month, if named { number(view, at + 4) } else { None })
        } else {
            return None;
        }
    };
    resolve(view.article.date, day, month, year)
}

/// `tháng trước`, `tháng 10/2024`, `tháng 10 năm ngoái`: its first day.
fn month(view: &View, at: u32) -> Option<Date> {
    let inside = at > view.range.start && is_number(view, at - 1);
    if !view.reads_mark(at, w::THANG) || inside || is_open(view, at) {
        return None;
    }
    let first = view.article.date.map(Date::first_of_month);
    if view.reads(at + 1, "trước") {
        return first?.checked_sub(1.month()).ok();
    }
    if view.reads(at + 1, "này") {
        return first;
    }
    let month = is_number(view, at + 1).then(|| number(view, at + 1)).flatten()?;
    let divided = is_number(view, at + 3) && matches!(view.syllable(at + 2), w::SLASH | w::HYPHEN);
    let given = if divided { number(view, at + 3) } else { year(view, at + 2).map(Date::year) };
    resolve(view.article.date, 1, month, given.filter(|year| YEARS.contains(year)))
}

/// `năm 2013`, `năm ngoái`: its first day.
fn year(view: &View, at: u32) -> Option<Date> {
    if !view.reads_mark(at, w::NAM) || is_open(view, at) {
        return None;
    }
    let this = view.article.date.map(Date::year);
    let year = if view.reads(at + 1, "ngoái") || view.reads(at + 1, "trước") {
        this? - 1
    } else if view.reads(at + 1, "nay") {
        this?
    } else {
        is_number(view, at + 1).then(|| number(view, at + 1)).flatten()?
    };
    YEARS.contains(&year).then(|| Date::new(year, 1, 1).ok()).flatten()
}

/// `đến năm 2030`, `từ tháng 5`, `giai đoạn 2021`: a stretch of time, no event.
fn is_open(view: &View, at: u32) -> bool {
    at > view.range.start
        && ["đến", "từ", "tới", "trước", "sau", "đoạn", "mỗi"].iter().any(|word| view.reads(at - 1, word))
}

fn is_number(view: &View, at: u32) -> bool {
    view.range.has(at) && view.token(at).kind == TokenKind::Number
}

fn number(view: &View, at: u32) -> Option<i16> {
    view.word(at).parse().ok()
}

fn resolve(article: Option<Date>, day: i16, month: i16, year: Option<i16>) -> Option<Date> {
    let (day, month) = (i8::try_from(day).ok()?, i8::try_from(month).ok()?);
    if let Some(year) = year {
        return Date::new(year, month, day).ok();
    }
    let article = article?;
    let date = Date::new(article.year(), month, day).ok()?;
    let ahead = article.until(date).ok()?.get_days();
    if ahead > DAYS_AHEAD { Date::new(article.year() - 1, month, day).ok() } else { Some(date) }
}
