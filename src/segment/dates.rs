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
}
