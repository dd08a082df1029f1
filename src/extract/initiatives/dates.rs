//! When it happened: a day in the sentence, as written (`ngày 25/10`, `24.5.2024`) or resolved from the article's date
//! (`hôm nay`, `chiều qua`). `Hôm nay hai bên ký ...` on an article of 6 May gives 6 May. Months and years alone give no day.

use jiff::civil::Date;

use super::view::View;
use crate::lexicon::words as w;
use crate::model::{InitiativeStatus as Status, TokenKind, TokenRange};

/// Days that a date without year may lie ahead of the article before the year before is meant.
const DAYS_AHEAD: i32 = 200;

/// The day nearest to the initiative in its sentence, where its status is that of an event.
pub(super) fn of(view: &View, tokens: TokenRange, status: Status) -> Option<Date> {
    let happens = matches!(
        status,
        Status::Signed | Status::Ratified | Status::Joined | Status::Completed | Status::Ended | Status::Suspended
    );
    if !happens {
        return None;
    }
    (view.range.start..view.range.end)
        .filter_map(|at| date_at(view, at).map(|date| (at.abs_diff(tokens.start), date)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, date)| date)
}

fn date_at(view: &View, at: u32) -> Option<Date> {
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
    if !(introduced || bracket) || view.token(at).kind != TokenKind::Number {
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
