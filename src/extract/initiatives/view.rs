//! One sentence as the rules of this folder see it: its words' functions, its cooperation phrases, its parties.

use super::parties::{self, Party};
use crate::lexicon::{Category, Cooperation, Syllable, function as f, words as w};
use crate::model::{Hit, Span, Token, TokenKind, TokenRange};
use crate::segment::Article;

/// A word or phrase with its functions; `len` is 0 inside or outside of a phrase.
#[derive(Clone, Copy, Default)]
pub(super) struct Slot {
    pub len: u32,
    pub flags: u32,
}

/// Longest piece of a sentence that is looked at as one: what is longer has lost its marks.
const MAX_TOKENS: u32 = 1000;

/// The last piece of a sentence that may be too long.
pub(super) fn window(range: TokenRange) -> TokenRange {
    TokenRange::new(range.start.max(range.end.saturating_sub(MAX_TOKENS)), range.end)
}

/// The piece of a sentence that a token stands in.
pub(super) fn piece(range: TokenRange, at: u32) -> TokenRange {
    let start = range.start + (at - range.start) / MAX_TOKENS * MAX_TOKENS;
    TokenRange::new(start, range.end.min(start + MAX_TOKENS))
}

/// The sentence.
pub(super) struct View<'a> {
    pub article: &'a Article<'a>,
    pub range: TokenRange,
    slots: Vec<Slot>,
    /// Inside a phrase that is just a word: `do` in `tự do` is no preposition.
    masked: Vec<bool>,
    pub parties: Vec<Party>,
}

impl<'a> View<'a> {
    pub fn new(article: &'a Article<'a>, range: TokenRange) -> Self {
        let mut view = Self {
            article,
            range,
            slots: vec![Slot::default(); range.len() as usize],
            masked: vec![false; range.len() as usize],
            parties: Vec::new(),
        };
        let matcher = &article.lexicon.matcher;
        let mut at = range.start;
        while at < range.end {
            match matcher.longest_at(&article.seg.tokens, at, range.end, Category::CooperationContext) {
                Some(hit) => {
                    let flags = article.lexicon.cooperation_context[hit.entry as usize];
                    if flags & f::WORD != 0 {
                        view.masked[(at - range.start) as usize..(hit.end() - range.start) as usize].fill(true);
                    }
                    view.slots[(at - range.start) as usize] = Slot { len: u32::from(hit.len), flags };
                    at = hit.end();
                }
                None => at += 1,
            }
        }
        view.parties = parties::scan(&view);
        view
    }

    pub fn token(&self, at: u32) -> &'a Token {
        self.article.token(at)
    }

    /// What a token means by itself.
    pub fn syllable(&self, at: u32) -> Syllable {
        if self.range.has(at) && self.masked[(at - self.range.start) as usize] {
            return Syllable::UNKNOWN;
        }
        self.token(at).syllable
    }

    /// The characters of a token.
    pub fn word(&self, at: u32) -> &'a str {
        self.article.word(at)
    }

    /// Whether the token reads `word`, the first letter's case aside.
    #[inline]
    pub fn reads(&self, at: u32, word: &str) -> bool {
        self.range.has(at) && {
            let token = self.token(at);
            // Most words differ in length already.
            token.span().len() as usize == word.len()
                && (self.word(at) == word || token.capital && self.article.reads(at, word))
        }
    }

    pub fn slot(&self, at: u32) -> Slot {
        if self.range.has(at) { self.slots[(at - self.range.start) as usize] } else { Slot::default() }
    }

    pub fn has(&self, at: u32, flags: u32) -> bool {
        self.slot(at).flags & flags != 0
    }

    /// The phrase that ends before `at`, with its first token.
    pub fn slot_before(&self, at: u32) -> Option<(u32, Slot)> {
        let from = self.range.start.max(at.saturating_sub(5));
        (from..at.min(self.range.end))
            .rev()
            .map(|start| (start, self.slot(start)))
            .find(|(start, slot)| slot.len > 0 && start + slot.len == at)
    }

    /// The phrases of `range` with one of these functions, from left to right.
    pub fn slots_in(&self, range: TokenRange, flags: u32) -> impl DoubleEndedIterator<Item = (u32, Slot)> + '_ {
        (range.start.max(self.range.start)..range.end.min(self.range.end))
            .map(|at| (at, self.slot(at)))
            .filter(move |(_, slot)| slot.flags & flags != 0)
    }

    /// The cooperation phrase that begins at a token.
    pub fn cooperation_at(&self, at: u32) -> Option<(Hit, &'a Cooperation)> {
        if !self.article.seg.begins(at, Category::Cooperation) {
            return None;
        }
        self.article
            .hits(TokenRange::new(at, at + 1))
            .iter()
            .find(|hit| hit.category == Category::Cooperation)
            .map(|hit| (*hit, &self.article.lexicon.cooperation[hit.entry as usize]))
    }

    /// The last cooperation phrase of the sentence that ends before a token.
    pub fn cooperation_before(&self, at: u32) -> Option<(Hit, &'a Cooperation)> {
        let hits = self.article.hits(TokenRange::new(self.range.start, at));
        let hit = hits.iter().rfind(|hit| hit.category == Category::Cooperation)?;
        Some((*hit, &self.article.lexicon.cooperation[hit.entry as usize]))
    }

    /// The party that begins at a token.
    pub fn party_at(&self, at: u32) -> Option<&Party> {
        let index = self.parties.partition_point(|party| party.tokens.start < at);
        self.parties.get(index).filter(|party| party.tokens.start == at)
    }

    /// The party that a token lies in.
    pub fn party_over(&self, at: u32) -> Option<&Party> {
        let index = self.parties.partition_point(|party| party.tokens.end <= at);
        self.parties.get(index).filter(|party| party.tokens.has(at))
    }

    /// The token after the closing mark of the quotation that opens at `at`.
    pub fn quote_end(&self, at: u32) -> Option<u32> {
        let quotes = &self.article.seg.quotes;
        let index = quotes.partition_point(|quote| quote.open < at);
        quotes.get(index).filter(|quote| quote.open == at && quote.closed).map(|quote| quote.close + 1)
    }

    /// The token after the bracket that closes the one at `at`.
    pub fn paren_end(&self, at: u32) -> Option<u32> {
        let limit = self.range.end.min(at + 40);
        (at + 1..limit).find(|&close| self.syllable(close) == w::CLOSE_PAREN).map(|close| close + 1)
    }

    /// Whether the token is this mark.
    pub fn reads_mark(&self, at: u32, mark: Syllable) -> bool {
        self.range.has(at) && self.syllable(at) == mark
    }

    /// Whether no country or registered body begins at a token.
    pub fn party_free(&self, at: u32) -> bool {
        let known = |hit: &Hit| matches!(hit.category, Category::Country | Category::Organization);
        !self.article.hits(TokenRange::new(at, at + 1)).iter().any(known)
    }

    pub fn is_word(&self, at: u32) -> bool {
        self.range.has(at) && self.token(at).kind == TokenKind::Word
    }

    pub fn is_conjunction(&self, at: u32) -> bool {
        self.range.has(at) && matches!(self.syllable(at), w::COMMA | w::VA | w::HOAC)
    }

    pub fn span(&self, tokens: TokenRange) -> Span {
        self.article.span(tokens)
    }
}
