//! The time to go by where an article has no date: the latest that its own text names.
//!
//! The latest full date (`13/10/2020`) is the day, the latest month (`tháng 10/2020`) a period from its first to its last day; so is
//! the latest year, where neither is of it or later.
//! Years of plans (`đến năm 2030`, `giai đoạn 2026-2030`, `tầm nhìn 2045`) do not count. Dates inside the citation of a document
//! (`Nghị định 15/2020/NĐ-CP ngày 03/02/2020`) only say that the article is not older: where they are later than the rest, the period
//! reaches to the end of the next year; where they are all there is, the article stays without a date. The resolution says that the date came from the text.

use jiff::civil::Date;

use crate::lexicon::words as w;
use crate::model::{Span, TokenKind};
use crate::segment::Article;

/// From the first to the last day that the text allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
}

/// Texts before this year are not what the program reads.
const EARLIEST: i16 = 1990;

/// The latest time that the text names; `None` where it names none. `citations` are the spans of the documents cited, by
/// position.
pub fn infer(article: &Article, citations: &[Span]) -> Option<Period> {
    let end = article.seg.tokens.len() as u32;
    let registry = &article.lexicon.laws.rows;
    let newest = registry.iter().filter_map(|law| law.issued_date).max()?;
    let plausible = |date: Date| date.year() >= EARLIEST && date <= newest;
    let (mut day, mut month, mut in_year, mut cited): (Option<Date>, Option<Date>, Option<i16>, Option<Date>) =
        (None, None, None, None);
    let mut at = 0;
    while at < end {
        let here = at;
        let token = article.token(here);
        at += 1;
        let of_month = article.month_at(here, end).filter(|(_, _)| !is_planned(article, here));
        if of_month.is_none() && token.kind != TokenKind::Number {
            continue;
        }
        let date = of_month.or_else(|| article.date_at(here, end));
        let year = if date.is_none() { year(article, here) } else { None };
        at = date.map_or(at, |(_, next)| next);
        let date = date.map(|(date, _)| date);
        let Some(first) = date.or_else(|| Date::new(year?, 1, 1).ok()).filter(|date| plausible(*date)) else {
            continue;
        };
        let before = citations.partition_point(|span| span.start <= token.start);
        if citations[..before].iter().rev().take(4).any(|span| span.contains(token.span())) {
            cited = cited.max(Some(first));
        } else if of_month.is_some() {
            month = month.max(date);
        } else if date.is_some() {
            day = day.max(date);
        } else {
            in_year = in_year.max(year);
        }
    }
    let dated = day.map(|day| Period { first: day, last: day });
    let dated = match month {
        Some(month) if day.is_none_or(|day| day < month) => Some(Period { first: month, last: month.last_of_month() }),
        _ => dated,
    };
    let free = match (dated, in_year) {
        (Some(period), year) if year.is_none_or(|year| year <= period.first.year()) => Some(period),
        (period, Some(year)) => {
            let first = Date::new(year, 1, 1).ok()?;
            Some(Period {
                first: period.map_or(first, |period| period.first.max(first)),
                last: Date::new(year, 12, 31).ok()?,
            })
        }
        _ => None,
    };
    match (free, cited) {
        (Some(period), cited) if cited.is_none_or(|cited| cited <= period.last) => Some(period),
        // Citations alone say only that the text is not older: no date is guessed from them.
        (None, _) => None,
        (Some(_), Some(cited)) => {
            let last = Date::new(cited.year() + 1, 12, 31).ok()?;
            Some(Period { first: cited, last })
        }
        (Some(period), None) => Some(period),
    }
}

/// `đến tháng 6/2030`, `trước tháng 6/2030`: a plan's month.
fn is_planned(article: &Article, at: u32) -> bool {
    at > 0 && (matches!(article.token(at - 1).syllable, w::DEN | w::TOI) || article.word(at - 1) == "trước")
}

/// A year that is not a plan's: not after `đến`, `giai đoạn`, `tầm nhìn`, not the end of a range.
fn year(article: &Article, at: u32) -> Option<i16> {
    let word = article.word(at);
    let year: i16 = word.parse().ok().filter(|_| word.len() == 4)?;
    let before = |back: u32| at.checked_sub(back).map(|index| article.token(index).syllable);
    let before_year = if before(1) == Some(w::NAM) { before(2) } else { before(1) };
    let plan = matches!(before_year, Some(w::DEN | w::TOI | w::HYPHEN | w::EN_DASH));
    let word_before = at.checked_sub(1).map_or("", |index| article.word(index));
    (!plan && !matches!(word_before, "đoạn" | "nhìn")).then_some(year)
}
