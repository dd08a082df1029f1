//! Short forms that the text itself defines: `Luật Đất đai (sau đây gọi tắt là Luật)`, `Hiệp định ... (gọi tắt là Hiệp định Sông
//! Hậu)`. What is defined by a number (`Nghị định 15`) needs no definition to be understood.
//!
//! Behind the definition the short form means that document wherever it stands with a capital. What is longer than the head word is
//! read first; the bare head word (`Theo Luật, ...`) only where nothing else was found at it.

use super::Finder;
use crate::lexicon::{Syllable, words as w};
use crate::model::{DocType, Hit, Span, TokenRange};

/// No short form is longer, in tokens.
const LONGEST: u32 = 10;

/// A short form.
pub(super) struct Short {
    syllables: Vec<Syllable>,
    /// The mention that it is short for.
    of: Span,
    doc_type: DocType,
    is_draft: bool,
}

impl Finder<'_> {
    /// Reads the definition that begins at token `at`, right behind a mention.
    pub(super) fn define(&mut self, at: u32, of: Span, doc_type: DocType, is_draft: bool) {
        let end = self.sentence(at.saturating_sub(1)).end;
        if self.syllable(at, end) != Some(w::OPEN_PAREN) {
            return;
        }
        let Some(first) = self.called(at + 1, end) else { return };
        let is_quote = |token: u32| {
            matches!(
                self.syllable(token, end),
                Some(w::OPEN_QUOTE | w::CLOSE_QUOTE | w::STRAIGHT_QUOTE | w::OPEN_SINGLE | w::CLOSE_SINGLE)
            )
        };
        let first = first + u32::from(is_quote(first));
        let close = (first..end.min(first + LONGEST)).find(|&token| self.syllable(token, end) == Some(w::CLOSE_PAREN));
        let Some(close) = close else { return };
        let last = if is_quote(close - 1) { close - 1 } else { close };
        // `Nghị định 15` is read as a number.
        let numbered = (first..last).any(|token| self.article.word(token).bytes().any(|b| b.is_ascii_digit()));
        if last <= first || numbered || !self.article.token(first).capital {
            return;
        }
        let syllables = (first..last).map(|token| self.article.token(token).syllable).collect();
        self.shorts.push(Short { syllables, of, doc_type, is_draft });
    }

    /// One past `sau đây gọi tắt là`, `gọi tắt là`, `sau đây viết tắt là`, `viết tắt:`.
    fn called(&self, mut at: u32, end: u32) -> Option<u32> {
        if self.syllable(at, end) == Some(w::SAU) && self.is(at + 1, end, "đây") {
            at += 2;
        } else if !(self.is(at + 1, end, "tắt") && (self.is(at, end, "gọi") || self.is(at, end, "viết"))) {
            return None;
        }
        if !(self.is(at, end, "gọi") || self.is(at, end, "viết")) {
            return None;
        }
        at += 1 + u32::from(self.is(at + 1, end, "tắt") || self.is(at + 1, end, "chung"));
        matches!(self.syllable(at, end), Some(w::LA | w::COLON)).then_some(at + 1)
    }

    /// A defined short form at the head word `hit` that is longer than it; whether there was one.
    pub(super) fn short_form(&mut self, hit: Hit) -> bool {
        !self.shorts.is_empty() && self.keep_short(hit, 1)
    }

    /// The bare head word where the text has defined it: `Theo Luật, người dân có quyền`.
    pub(super) fn bare_short_form(&mut self, hit: Hit) {
        let end = self.sentence(hit.token).end;
        let next_is_name = hit.end() < end && self.article.token(hit.end()).capital;
        if !next_is_name && !self.is_plural(hit.token) {
            self.keep_short(hit, 0);
        }
    }

    /// Keeps the last defined short form that stands at `hit` and has at least `more` tokens beyond it.
    fn keep_short(&mut self, hit: Hit, more: u32) -> bool {
        let article = self.article;
        let end = self.sentence(hit.token).end;
        let stands = |short: &Short| {
            let length = short.syllables.len() as u32;
            let whole = hit.token + length;
            length >= u32::from(hit.len) + more
                && (more > 0 || length == u32::from(hit.len))
                && whole <= end
                && short.syllables.iter().zip(hit.token..).all(|(syllable, at)| article.token(at).syllable == *syllable)
        };
        if !article.token(hit.token).capital {
            return false;
        }
        let Some(short) = self.shorts.iter().rev().find(|short| stands(short)) else { return false };
        let (of, doc_type, is_draft) = (short.of, short.doc_type, short.is_draft);
        let range = TokenRange::new(hit.token, hit.token + short.syllables.len() as u32);
        let mut draft = self.draft(range, doc_type, "short-form");
        draft.mention.short_for = Some(of);
        draft.mention.is_draft = is_draft;
        self.keep(draft);
        true
    }
}
