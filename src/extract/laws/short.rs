//! Short forms that the text itself defines: `Luật Đất đai (sau đây gọi tắt là Luật)`, `Hiệp định ... (gọi tắt là Hiệp định Sông
//! Hậu)`. What is defined by a number (`Nghị định 15`) needs no definition to be understood.
//!
//! Behind the definition the short form means that document wherever it stands with a capital. What is longer than the head word is
//! read first; the bare head word (`Theo Luật, ...`) only where nothing else was found at it.

use std::collections::HashMap;

use super::Finder;
use crate::lexicon::{title_key, words as w};
use crate::model::{DocType, Hit, Span, TokenRange};

/// No short form is longer, in tokens.
const LONGEST: u32 = 10;

/// The short forms that a text has defined so far.
#[derive(Default)]
pub(super) struct Shorts {
    /// By their words, whatever their case; a form that is defined again means the later document.
    forms: HashMap<String, Meaning>,
    /// Which lengths in tokens they have, so that only those are looked up.
    lengths: [bool; LONGEST as usize + 1],
}

impl Shorts {
    pub(super) fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }
}

/// What a short form stands for.
#[derive(Clone, Copy)]
struct Meaning {
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
        let form = title_key(self.span(first, last).of(self.article.text));
        self.shorts.lengths[(last - first) as usize] = true;
        self.shorts.forms.insert(form, Meaning { of, doc_type, is_draft });
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

    /// Keeps the longest short form that stands at `hit` and has at least `more` tokens beyond it; without, it is the head word alone.
    fn keep_short(&mut self, hit: Hit, more: u32) -> bool {
        let (article, head) = (self.article, u32::from(hit.len));
        let end = self.sentence(hit.token).end;
        if !article.token(hit.token).capital {
            return false;
        }
        let longest = if more > 0 { LONGEST } else { head.min(LONGEST) };
        let found = (head + more..=longest)
            .rev()
            .filter(|&length| self.shorts.lengths[length as usize] && hit.token + length <= end)
            .find_map(|length| {
                let words = title_key(self.span(hit.token, hit.token + length).of(article.text));
                Some((length, *self.shorts.forms.get(&words)?))
            });
        let Some((length, meaning)) = found else { return false };
        let range = TokenRange::new(hit.token, hit.token + length);
        let mut draft = self.draft(range, meaning.doc_type, "short-form");
        draft.mention.short_for = Some(meaning.of);
        draft.mention.is_draft = meaning.is_draft;
        self.keep(draft);
        true
    }
}
