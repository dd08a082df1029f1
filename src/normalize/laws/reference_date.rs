//! The time to go by where an article has no date: the latest that its own text names.
//!
//! The latest full date (`13/10/2020`, also inside a document's citation) is the day; failing that the latest year, as a period
//! from its first to its last day. Years of plans (`đến năm 2030`, `giai đoạn 2026-2030`, `tầm nhìn 2045`) do not count. The
//! resolution says that the date came from the text.

use jiff::civil::Date;

use crate::lexicon::words as w;
use crate::model::TokenKind;
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

/// The latest time that the text names; `None` where it names none.
pub fn infer(article: &Article) -> Option<Period> {
    let end = article.seg.tokens.len() as u32;
    let (mut latest, mut latest_year): (Option<Date>, Option<i16>) = (None, None);
    let registry = &article.lexicon.laws.rows;
    let newest = registry.iter().filter_map(|law| law.issued_date).max().map_or(2100, Date::year);
    for at in 0..end {
        if article.token(at).kind != TokenKind::Number {
            continue;
        }
        if let Some((date, _)) = article.date_at(at, end) {
            if (EARLIEST..=newest).contains(&date.year()) {
                latest = latest.max(Some(date));
            }
        } else if let Some(year) = year(article, at) {
            if (EARLIEST..=newest).contains(&year) {
                latest_year = latest_year.max(Some(year));
            }
        }
    }
    match (latest, latest_year) {
        (Some(date), year) if year.is_none_or(|year| year <= date.year()) => Some(Period { first: date, last: date }),
        (date, Some(year)) => {
            let first = Date::new(year, 1, 1).ok()?;
            Some(Period { first: first.max(date.unwrap_or(first)), last: Date::new(year, 12, 31).ok()? })
        }
        _ => None,
    }
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
