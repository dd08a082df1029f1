//! Laws in lists whose head word stands once, and laws that amend others.
//!
//! `các luật Đất đai, Nhà ở, Kinh doanh bất động sản` is three rows. `Luật sửa đổi, bổ sung một số điều của Luật A, Luật B và Luật C` is
//! one row to the end of its list, and one for each law in it.

use std::borrow::Cow;

use super::named::name_start;
use super::{Finder, edges, left};
use crate::lexicon::{Category, HeadRole, LegalHead, words as w};
use crate::model::{DocType, Hit, Span, Text, TokenKind, TokenRange};

impl Finder<'_> {
    /// `các luật Đất đai, Nhà ở, Kinh doanh bất động sản`: each further name that stands without its head is a row. Only
    /// registered names, begun with a capital, and whole.
    pub(super) fn elliptic_list(&mut self, list_head: u32, hit: Hit, head: LegalHead, end: u32) {
        let is_draft = self.laws.last().is_some_and(|law| law.is_draft);
        self.elliptic_items(list_head, hit, head, is_draft, end);
    }

    /// `các luật: Đất đai, Nhà ở`: the head word alone is no mention.
    pub(super) fn listed_behind_colon(&mut self, hit: Hit, head: LegalHead, end: u32) {
        let is_draft =
            head.role == HeadRole::Bill || left::read(self.article, self.sentence(hit.token).start, hit.token).is_draft;
        self.claimed = self.claimed.max(hit.end());
        self.elliptic_items(hit.token, hit, head, is_draft, end);
    }

    fn elliptic_items(&mut self, list_head: u32, hit: Hit, head: LegalHead, is_draft: bool, end: u32) {
        let article = self.article;
        let prefix: Vec<_> = (list_head..hit.end()).map(|at| article.token(at).syllable).collect();
        let prefix = if head.role == HeadRole::Bill { vec![w::LUAT] } else { prefix };
        loop {
            let at = self.claimed;
            if !matches!(self.syllable(at, end), Some(w::COMMA | w::VA | w::COLON)) {
                return;
            }
            let Some(tail) = self.after_head(&prefix, at + 1, end) else { return };
            if !article.token(at + 1).capital
                || edges::head_at(article, at + 1, end).is_some()
                || !self.is_list_item(tail, end)
            {
                return;
            }
            let registry = &article.lexicon.laws;
            let newest = registry.names[tail.entry as usize].rows.last().map(|&row| &registry.rows[row as usize]);
            let Some(newest) = newest else { return };
            let mut draft = self.draft(
                TokenRange::new(tail.token, tail.end()),
                newest.doc_type().unwrap_or(head.doc_type),
                "elliptic-list",
            );
            let kind = newest.title_vi.split(' ').take(prefix.len()).collect::<Vec<_>>().join(" ");
            let written = self.span(tail.token, tail.end()).of(article.text);
            draft.mention.name = Some(Text::Known(format!("{kind} {written}").into()));
            draft.mention.registry_name = Some(tail.entry);
            draft.mention.is_draft = is_draft;
            self.tail(&mut draft, end);
            self.keep(draft);
        }
    }

    fn is_list_item(&self, tail: Hit, end: u32) -> bool {
        let at = tail.end();
        at >= end
            || self.article.token(at).kind != TokenKind::Word
            || self.article.token(at).syllable == w::VA
            || edges::word_at(self.article, at, end, |_| true).is_some()
    }

    /// One past `Luật sửa đổi, bổ sung một số điều của Luật A, Luật B và Luật C`, if the head begins an amending law.
    pub(super) fn amending_end(&self, at: u32, head: LegalHead, end: u32) -> Option<u32> {
        let amends = self.is(at, end, "sửa") && self.is(at + 1, end, "đổi");
        if !matches!(head.doc_type, DocType::Law | DocType::Ordinance) || !amends {
            return None;
        }
        // `sửa đổi 9 luật`, `sửa đổi, bổ sung các luật về thuế`
        let mut object = at + 2 + u32::from(matches!(self.syllable(at + 2, end), Some(w::COMMA | w::VA)));
        object = if self.is(object, end, "bổ") && self.is(object + 1, end, "sung") { object + 2 } else { at + 2 };
        if let Some(next) = self.several_laws(object, end) {
            return Some(next);
        }
        // `của` comes soon (`một số điều của`, `Điều 5 và Điều 7 của`), and a law after it.
        let of = (at + 2..end.min(at + 24))
            .take_while(|&index| edges::head_at(self.article, index, end).is_none())
            .find(|&index| self.article.token(index).syllable == w::CUA);
        let Some(of) = of else {
            let some = self.is(at + 2, end, "một") && self.is(at + 3, end, "số");
            return some.then(|| edges::title_end(self.article, at, end, None));
        };
        let mut next = self.amended_law(of + 1, end)?;
        let mut ends = vec![next];
        loop {
            let joint = match self.syllable(next, end) {
                Some(w::COMMA | w::VA) => next + 1,
                _ => return Some(self.registered_end(at, &ends)),
            };
            // A law with a note of its own (`Luật B (sửa đổi)`) is a neighbour in a list, not amended by this one.
            match self.amended_law(joint, end) {
                Some(after) if self.syllable(after, end) != Some(w::OPEN_PAREN) => {
                    next = after;
                    ends.push(next);
                }
                _ => return Some(self.registered_end(at, &ends)),
            }
        }
    }

    /// One past `số 31/2024/QH15` behind a law's name, where it is that law's; else it is the amending law's own.
    fn past_number(&self, name: Hit, end: u32) -> u32 {
        let registry = &self.article.lexicon.laws;
        let marked = self.syllable(name.end(), end) == Some(w::SO);
        let number = if marked { self.number(name.end() + 1, end) } else { None };
        let rows = &registry.names[name.entry as usize].rows;
        let own = number.filter(|(parts, _)| registry.numbered(&parts.normalised).iter().any(|row| rows.contains(row)));
        own.map_or(name.end(), |(_, next)| next)
    }

    /// Of the ends that an amending law's list may have, the last at which it has a registered title; else the last. Of a bill nothing
    /// is registered.
    fn registered_end(&self, at: u32, ends: &[u32]) -> u32 {
        let last = ends[ends.len() - 1];
        let first = self.sentence(at).start;
        let bill = at >= 2
            && (left::read(self.article, first, at - 1).is_draft
                || left::in_list_of_drafts(self.article, first, at - 1)
                || self.is(at - 2, at, "dự"));
        let title = |end: u32| format!("Luật {}", without_numbers(self.span(at, end).of(self.article.text)));
        let registered = |end: &u32| self.article.lexicon.laws.named(&title(*end)).is_some();
        if bill { last } else { ends.iter().rev().copied().find(registered).unwrap_or(last) }
    }

    /// One law that another amends: head and name.
    fn amended_law(&self, at: u32, end: u32) -> Option<u32> {
        let article = self.article;
        if at >= end {
            return None;
        }
        if let Some(hit) = article.lexicon.matcher.longest_at(&article.seg.tokens, at, end, Category::LawName) {
            return Some(self.past_number(hit, end));
        }
        match edges::head_at(article, at, end) {
            Some(head) if head.end() < end && article.token(head.end()).capital => {
                let name_end = edges::name_end(article, head.end(), end);
                (name_end > head.end()).then_some(name_end)
            }
            None => self.several_laws(at, end),
            _ => None,
        }
    }

    /// `11 luật về quân sự, quốc phòng`, `các luật về thuế`, `hai luật`: one past them.
    fn several_laws(&self, at: u32, end: u32) -> Option<u32> {
        const NUMERALS: &[&str] = &["hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"];
        if at + 1 >= end || !self.is(at + 1, end, "luật") {
            return None;
        }
        let token = self.article.token(at);
        let several = token.kind == TokenKind::Number
            || token.syllable == w::CAC
            || NUMERALS.contains(&self.article.word(at).to_lowercase().as_str());
        if !several {
            return None;
        }
        let about =
            at + 2 < end && matches!(self.article.word(at + 2), "về" | "trong" | "có" | "liên" | "thuộc" | "quy");
        let title_end = if about { edges::title_end(self.article, at, end, None) } else { at + 2 };
        // `các luật về thuế số 71/2014/QH13`: the number of the law that amends them. `và sửa đổi các nghị định`: another's title.
        let number = |index: u32| {
            self.syllable(index, end) == Some(w::SO) && self.number(index + 1, end).is_some_and(|n| !n.0.is_short())
        };
        let other = |index: u32| self.syllable(index, end) == Some(w::VA) && self.is(index + 1, end, "sửa");
        let last = (at + 2..title_end).find(|&index| number(index) || other(index));
        Some(last.unwrap_or(title_end).max(at + 2))
    }

    /// The amending law itself; the laws that it names follow as candidates of their own.
    pub(super) fn amending(&mut self, hit: Hit, head: LegalHead, name_end: u32, limit: u32) {
        let mut draft = self.draft(TokenRange::new(hit.token, name_end), head.doc_type, "amending-law");
        let span: Span = self.span(name_start(hit.token, head), name_end);
        draft.mention.name = Some(Text::Span(span));
        draft.mention.registry_name = self.article.lexicon.laws.named(&without_numbers(span.of(self.article.text)));
        draft.mention.is_draft = head.role == HeadRole::Bill;
        self.tail(&mut draft, limit);
        let end = draft.tokens.end;
        self.keep(draft);
        self.title_until = self.title_until.max(end);
        self.name_until = name_end;
        self.claimed = hit.end();
    }
}

/// An amending law's title as the registry has it: `... của Luật Đất đai số 31/2024/QH15, Luật Nhà ở` without the numbers.
fn without_numbers(title: &str) -> Cow<'_, str> {
    if !title.contains(" số ") {
        return Cow::Borrowed(title);
    }
    let mut words: Vec<&str> = title.split(' ').collect();
    while let Some(at) = words.windows(2).position(|pair| pair[0] == "số" && pair[1].contains('/')) {
        words.drain(at..at + 2);
    }
    Cow::Owned(words.join(" "))
}
