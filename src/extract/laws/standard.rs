//! Technical standards: `quy chuẩn kỹ thuật quốc gia QCVN 20:2019/BKHCN về thép không gỉ`, `TCVN 11930:2017`.

use super::{Finder, composed, edges, number};
use crate::lexicon::{WordClass, words as w};
use crate::model::{DocType, Hit, Text, TokenRange};

impl Finder<'_> {
    pub(super) fn standard(&mut self, hit: Hit) {
        let article = self.article;
        let end = self.sentence(hit.token).end;
        let is_code = |at: u32| at < end && matches!(article.word(at), "QCVN" | "TCVN");
        let code = if is_code(hit.token) {
            hit.token
        } else {
            let marked = self.syllable(hit.end(), end) == Some(w::SO);
            hit.end() + u32::from(marked)
        };
        if !is_code(code) {
            self.pointing_standard(hit, end);
            return;
        }
        if code + 1 >= end {
            return;
        }
        // `TCVN ISO 9001:2015`, `TCVN ISO/IEC 17025:2017`
        let mut first = code + 1;
        while first + 1 < end && (article.token(first).all_caps || article.token(first).syllable == w::SLASH) {
            first += 1;
        }
        let code_words = self.span(code, first).of(article.text);
        let start = article.token(first).start as usize;
        let Some((parts, byte)) = number::read_standard(article.text, start, code_words, &article.lexicon.legal) else {
            return;
        };
        let next = article.token_at(byte as u32);
        let mut draft = self.draft(TokenRange::new(hit.token, next), DocType::Other, "standard");
        draft.mention.year = parts.year;
        draft.mention.number = Some(parts);
        if self.syllable(next, end) == Some(w::VE)
            && edges::word_at(article, next, end, |c| c == WordClass::Title).is_some()
        {
            let title_end = edges::title_end(article, next, end, None);
            if code > hit.token {
                draft.mention.name =
                    Some(composed(article, self.span(hit.token, hit.end()), self.span(next, title_end)));
            } else {
                draft.mention.name = Some(Text::Span(self.span(next, title_end)));
            }
            draft.tokens.end = title_end;
        }
        self.keep(draft);
    }

    /// `quy chuẩn kỹ thuật này`.
    fn pointing_standard(&mut self, hit: Hit, end: u32) {
        if hit.len < 4 {
            return;
        }
        if let Some(next) = self.pointing(hit.end(), end) {
            let mut draft = self.draft(TokenRange::new(hit.token, next), DocType::Other, "anaphor");
            draft.mention.anaphor = true;
            self.keep(draft);
        }
    }
}
