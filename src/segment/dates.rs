//! Dates as texts write them: `11/01/2022`, `11-1-2022`, `11.1.2022`, `11 tháng 01 năm 2022`.

use jiff::civil::Date;

use super::Article;
use crate::lexicon::words as w;
use crate::model::TokenKind;

impl Article<'_> {
    /// The full date that begins at token `at` and ends before token `end`, and one past its last token.
    pub fn date_at(&self, at: u32, end: u32) -> Option<(Date, u32)> {
        let number = |index: u32| -> Option<i16> {
            (index < end && self.token(index).kind == TokenKind::Number).then(|| self.word(index).parse().ok())?
        };
        if let Some((day, rest)) = (at < end).then(|| self.word(at).split_once('.')).flatten() {
            let (month, year) = rest.split_once('.')?;
            let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
            return Some((date, at + 1));
        }
        let syllable = |index: u32| (index < end).then(|| self.token(index).syllable);
        let day = number(at)?;
        let second = syllable(at + 1)?;
        let written = second == w::THANG && syllable(at + 3) == Some(w::NAM);
        let marks = matches!(second, w::SLASH | w::HYPHEN) && syllable(at + 3) == Some(second);
        if !written && !marks {
            return None;
        }
        let date = Date::new(number(at + 4)?, i8::try_from(number(at + 2)?).ok()?, i8::try_from(day).ok()?).ok()?;
        Some((date, at + 5))
    }

    /// The month that begins at token `at`, as its first day, and one past it: `tháng 6/2023`, `tháng 6-2023`, `tháng 6 năm 2023`.
    pub fn month_at(&self, at: u32, end: u32) -> Option<(Date, u32)> {
        if at + 1 >= end || self.token(at).syllable != w::THANG || self.token(at + 1).kind != TokenKind::Number {
            return None;
        }
        let written = self.word(at + 1);
        let (month, year, next) = if let Some((month, year)) = written.split_once('.') {
            (month, year, at + 2)
        } else {
            let joint = (at + 3 < end).then(|| self.token(at + 2).syllable)?;
            if !matches!(joint, w::SLASH | w::HYPHEN | w::NAM) || self.token(at + 3).kind != TokenKind::Number {
                return None;
            }
            (written, self.word(at + 3), at + 4)
        };
        let year = year.parse().ok().filter(|_| year.len() == 4)?;
        Some((Date::new(year, month.parse().ok()?, 1).ok()?, next))
    }
}
