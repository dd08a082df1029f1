//! Documents of the Party that have no number: `Nghị quyết Đại hội XII của Đảng`, `Nghị quyết Trung ương 4 khóa XII`, `Điều lệ Đảng`,
//! `Văn kiện trình Đại hội lần thứ XV của Đảng`.

use super::Finder;
use crate::lexicon::{LegalHead, words as w};
use crate::model::{DocType, Hit, Text, TokenKind, TokenRange};

/// What stands behind `Đại hội` where it is the Party's.
const OF_THE_PARTY: &[&str] = &["đảng", "lần", "đại", "toàn", "tỉnh", "thành", "huyện", "khóa", "khoá"];

impl Finder<'_> {
    pub(super) fn party_document(&mut self, hit: Hit, head: LegalHead) {
        // A long name is one in small letters too.
        const LONG: u16 = 7;
        let end = self.sentence(hit.token).end;
        let next = self.congress_end(hit.end(), end);
        let named = self.article.token(hit.token).capital || hit.len >= LONG || self.names_term(hit.end(), next);
        if !named || self.is_plural(hit.token) {
            return;
        }
        let mut draft = self.draft(TokenRange::new(hit.token, next), head.doc_type, "party-document");
        draft.mention.is_draft = (hit.token..hit.end()).any(|at| self.is(at, end, "trình"));
        draft.mention.name = Some(Text::Span(self.span(hit.token, next)));
        self.keep(draft);
    }

    /// `Nghị quyết Đại hội ...`, `Nghị quyết (Hội nghị) Trung ương ...`; whether it was one.
    pub(super) fn party_resolution(&mut self, hit: Hit, end: u32) -> bool {
        let mut at = hit.end();
        let is = |finder: &Self, at: u32, one: &str, two: &str| finder.is(at, end, one) && finder.is(at + 1, end, two);
        if is(self, at, "hội", "nghị") {
            at += 2;
            if is(self, at, "lần", "thứ") {
                at += 3;
            }
        }
        let congress = is(self, at, "đại", "hội");
        let plenum = is(self, at, "trung", "ương") || is(self, at, "ban", "chấp") || is(self, at, "bch", "trung");
        // `Nghị quyết TW 4 khóa XII`
        let short = self.is(at, end, "tw");
        if !congress && !plenum && !short {
            return false;
        }
        let named = at + if short { 1 } else { 2 };
        // The congresses of other bodies (`Đại hội Công đoàn`) are named right behind the word.
        let behind = if at + 2 < end { self.article.word(at + 2) } else { "" };
        let other = congress && !is_roman(behind) && !OF_THE_PARTY.contains(&behind.to_lowercase().as_str());
        let next = self.congress_end(named, end);
        if other || next == named || !self.article.token(hit.token).capital && !self.names_term(named, next) {
            return false;
        }
        let mut draft = self.draft(TokenRange::new(hit.token, next), DocType::PartyDocument, "party-resolution");
        draft.mention.name = Some(Text::Span(self.span(hit.token, next)));
        self.keep(draft);
        true
    }

    /// Whether a term or plenum is said: `XIII của Đảng`, `8 khóa XIII`.
    fn names_term(&self, at: u32, end: u32) -> bool {
        (at..end).any(|index| is_roman(self.article.word(index)) || self.article.token(index).kind == TokenKind::Number)
    }

    /// `Đảng bộ tỉnh Phú Thọ lần thứ XX`, `XII của Đảng`, `4 khóa XII`, `6 (khóa XII)`.
    fn congress_end(&self, at: u32, end: u32) -> u32 {
        let article = self.article;
        let mut next = at;
        while next < end && next < at + 20 {
            let token = article.token(next);
            let word = article.word(next);
            let goes_on = token.capital
                || is_roman(word)
                || token.kind == TokenKind::Number && next < at + 3
                || matches!(
                    word,
                    "lần"
                        | "thứ"
                        | "khóa"
                        | "khoá"
                        | "tỉnh"
                        | "thành"
                        | "phố"
                        | "huyện"
                        | "đại"
                        | "biểu"
                        | "toàn"
                        | "quốc"
                        | "bộ"
                )
                || token.syllable == w::CUA && next + 1 < end && article.word(next + 1) == "Đảng"
                || token.syllable == w::OPEN_PAREN && self.is(next + 1, end, "khóa")
                || token.syllable == w::CLOSE_PAREN && next > at && is_roman(article.word(next - 1));
            if !goes_on {
                break;
            }
            next += 1;
        }
        next
    }
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
}
