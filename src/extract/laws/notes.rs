//! What follows a name or number: year, date, amendment note.
//!
//! `năm 2015`, `2015`, `(2015)`; `ngày 11/01/2022`, `tháng 6/2023`, `ngày 11 tháng 01 năm 2022`; `(sửa đổi, bổ sung năm 2017)`, `sửa đổi 2017`,
//! `(được sửa đổi bổ sung 2010)`. `(sửa đổi)` without a year does not amend: it names what will replace the law of that name.

use jiff::civil::Date;

use crate::lexicon::words as w;
use crate::model::TokenKind;
use crate::segment::Article;

/// What a note says.
#[derive(Debug, Default)]
pub struct Notes {
    /// Year of the document.
    pub year: Option<i16>,
    /// Years of its amendments.
    pub amended: Vec<i16>,
    /// `(sửa đổi)` without a year.
    pub replacing: bool,
}

/// A year at token `at`.
pub fn year_at(article: &Article, at: u32, end: u32) -> Option<i16> {
    if at >= end || article.token(at).kind != TokenKind::Number {
        return None;
    }
    let word = article.word(at);
    let year: i16 = word.parse().ok().filter(|_| word.len() == 4)?;
    // Behind `năm` it may be of an old treaty; alone, a small number is rather a document's.
    let earliest = if at > 0 && article.token(at - 1).syllable == w::NAM { 1800 } else { 1945 };
    (earliest..=2099).contains(&year).then_some(year)
}

/// `năm 2015` or `2015`: the year, and one past it.
fn year(article: &Article, at: u32, end: u32) -> Option<(i16, u32)> {
    let at = if at < end && article.token(at).syllable == w::NAM { at + 1 } else { at };
    let year = year_at(article, at, end)?;
    // `2021-2025`, `2025/QH15` are no years of a law.
    let joined = at + 1 < end
        && !article.token(at + 1).spaced
        && matches!(article.token(at + 1).syllable, w::HYPHEN | w::EN_DASH | w::SLASH);
    (!joined).then_some((year, at + 1))
}

/// `ngày 11/01/2022`, `ngày 11.1.2022`, `ngày 11 tháng 01 năm 2022`, `tháng 6/2023`: the date (of a month its first day), and one
/// past it.
pub fn date(article: &Article, at: u32, end: u32) -> Option<(Date, u32)> {
    if at < end && article.token(at).syllable == w::NGAY {
        return article.date_at(at + 1, end);
    }
    article.month_at(at, end)
}

/// Reads the notes after token `at` (one past the name or number); gives one past the last of them.
pub fn read(article: &Article, mut at: u32, end: u32, notes: &mut Notes) -> u32 {
    loop {
        if notes.year.is_none() && notes.amended.is_empty() {
            if let Some((year, next)) = year(article, at, end) {
                notes.year = Some(year);
                at = next;
                continue;
            }
            if let Some((year, next)) = in_parens(article, at, end, |at, end| year(article, at, end)) {
                notes.year = Some(year);
                at = next;
                continue;
            }
        }
        if let Some((years, next)) = in_parens(article, at, end, |at, end| amendment(article, at, end)) {
            at = next;
            notes.add(years);
        } else if let Some((years, next)) = amendment(article, at, end) {
            at = next;
            notes.add(years);
        } else if let Some((years, next)) = amendment_behind_comma(article, at, end) {
            at = next;
            notes.add(years);
        } else {
            return at;
        }
    }
}

impl Notes {
    fn add(&mut self, years: Vec<i16>) {
        self.replacing |= years.is_empty();
        self.amended.extend(years);
    }
}

/// What `read` reads between brackets that hold nothing else.
fn in_parens<T>(article: &Article, at: u32, end: u32, read: impl Fn(u32, u32) -> Option<(T, u32)>) -> Option<(T, u32)> {
    if at >= end || article.token(at).syllable != w::OPEN_PAREN {
        return None;
    }
    let (value, close) = read(at + 1, end)?;
    (close < end && article.token(close).syllable == w::CLOSE_PAREN).then_some((value, close + 1))
}

/// `Bộ luật Hình sự 2015, sửa đổi, bổ sung năm 2017`: with its years only.
fn amendment_behind_comma(article: &Article, at: u32, end: u32) -> Option<(Vec<i16>, u32)> {
    let comma = at < end && article.token(at).syllable == w::COMMA;
    comma.then(|| amendment(article, at + 1, end)).flatten().filter(|(years, _)| !years.is_empty())
}

/// `(được|đã được) sửa đổi(,|và)? bổ sung? (năm)? 2017(, 2020)*`: the years, none for a bare `sửa đổi`.
fn amendment(article: &Article, at: u32, end: u32) -> Option<(Vec<i16>, u32)> {
    let same = |index: u32, word: &str| index < end && article.word(index).to_lowercase() == word;
    let mut at = at;
    let dressed = at < end && matches!(article.token(at).syllable, w::DA | w::DUOC);
    while at < end && matches!(article.token(at).syllable, w::DA | w::DUOC) {
        at += 1;
    }
    if !(same(at, "sửa") && same(at + 1, "đổi")) {
        return None;
    }
    at += 2;
    let joint = u32::from(at < end && matches!(article.token(at).syllable, w::COMMA | w::VA));
    let supplemented = same(at + joint, "bổ") && same(at + joint + 1, "sung");
    if supplemented {
        at += joint + 2;
    }
    let mut years = Vec::new();
    let mut next = at;
    while let Some((value, after)) = year(article, next, end) {
        years.push(value);
        at = after;
        let joint = after < end && matches!(article.token(after).syllable, w::COMMA | w::VA);
        next = after + u32::from(joint);
    }
    // `Luật X sửa đổi một số quy định`, `được sửa đổi`: a verb, no note.
    let closed = at >= end || article.token(at).kind == TokenKind::Mark;
    let bracketed = at < end && article.token(at).syllable == w::CLOSE_PAREN;
    let bare = bracketed || !dressed && !supplemented && (closed || follows_a_name(article, at));
    (!years.is_empty() || bare).then_some((years, at))
}

/// Whether what follows a bare `sửa đổi` leaves it a part of the name: `Luật Điện lực sửa đổi lần này`, `... sửa đổi sẽ`.
fn follows_a_name(article: &Article, at: u32) -> bool {
    matches!(
        article.token(at).syllable,
        w::DA
            | w::DANG
            | w::SE
            | w::CO
            | w::DUOC
            | w::LA
            | w::VA
            | w::NAY
            | w::TAI
            | w::TRONG
            | w::PHAI
            | w::CAN
            | w::KHONG
    ) || matches!(article.word(at), "lần" | "mới" | "quy" | "vào" | "theo" | "với" | "vừa" | "do")
}
