//! Documents of the Party that have no number: `Nghị quyết Đại hội XII của Đảng`, `Nghị quyết Trung ương 4 khóa XII`, `Điều lệ Đảng`,
//! `Văn kiện trình Đại hội lần thứ XV của Đảng`.

use super::Finder;
use crate::lexicon::{LegalHead, words as w};
use crate::model::{DocType, Hit, Text, TokenKind, TokenRange};

impl Finder<'_> {
    pub(super) fn party_document(&mut self, hit: Hit, head: LegalHead) {
        if !self.article.token(hit.token).capital || self.is_plural(hit.token) {
            return;
        }
        let end = self.sentence(hit.token).end;
        let next = self.congress_end(hit.end(), end);
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
        if !congress && !plenum {
            return false;
        }
        let next = self.congress_end(at + 2, end);
        if next == at + 2 {
            return false;
        }
        let mut draft = self.draft(TokenRange::new(hit.token, next), DocType::PartyDocument, "party-resolution");
        draft.mention.name = Some(Text::Span(self.span(hit.token, next)));
        self.keep(draft);
        true
    }

    /// `Đảng bộ tỉnh Phú Thọ lần thứ XX`, `XII của Đảng`, `4 khóa XII`, `6 (khóa XII)`.
    fn congress_end(&self, at: u32, end: u32) -> u32 {
        let article = self.article;
        let mut next = at;
        while next < end && next < at + 20 {
            let token = article.token(next);
            let word = article.word(next);
            let roman = word.len() <= 6 && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
            let goes_on = token.capital
                || roman
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
                || token.syllable == w::CLOSE_PAREN && next > at && roman_before(article.word(next - 1));
            if !goes_on {
                break;
            }
            next += 1;
        }
        next
    }
}

fn roman_before(word: &str) -> bool {
    word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
}
