//! Cuts a document into tokens, paragraphs, sentences and quotations, and finds the lexicon's phrases in it.
//!
//! Law (tested with random input): paragraphs, and inside them sentences and tokens, follow each other without overlap, and
//! what lies between two of them is white space only, so the pieces and the gaps tile the text.

mod blocks;
mod dates;
mod quotes;
mod sentences;

use jiff::civil::Date;

use crate::lexicon::{Lexicon, Syllable, Tokenizer};
use crate::model::{Hit, Paragraph, Quote, Segmented, Span, Token, TokenKind, TokenRange, Work};

/// A document as the extractors see it: its text, its date, what segment found, what the lexicon knows.
#[derive(Clone, Copy)]
pub struct Article<'a> {
    /// Canonical text.
    pub text: &'a str,
    /// Publication date in Viet Nam, where known.
    pub date: Option<Date>,
    /// The text cut up.
    pub seg: &'a Segmented,
    /// All lexicons.
    pub lexicon: &'a Lexicon,
    /// What it costs.
    pub work: &'a Work,
}

/// What a rule finds that looks for one word more where the text has ended: a mark that is nothing.
static END: Token = Token {
    start: 0,
    end: 0,
    syllable: Syllable::UNKNOWN,
    kind: TokenKind::Mark,
    capital: false,
    all_caps: false,
    spaced: true,
};

impl<'a> Article<'a> {
    /// The token at an index; an empty mark behind the last.
    pub fn token(&self, index: u32) -> &'a Token {
        self.seg.tokens.get(index as usize).unwrap_or(&END)
    }

    /// The characters of one token.
    pub fn word(&self, index: u32) -> &'a str {
        self.token(index).span().of(self.text)
    }

    /// Whether a token is `word`, which is written small, or the same with capitals, whose letters have as many bytes.
    #[inline]
    pub fn reads(&self, index: u32, word: &str) -> bool {
        // Most words differ in length already.
        self.token(index).span().len() as usize == word.len() && reads(self.word(index), word)
    }

    /// The bytes from the first to the last token of a range that is not empty.
    pub fn span(&self, tokens: TokenRange) -> Span {
        Span::new(self.token(tokens.start).start, self.token(tokens.end - 1).end)
    }

    /// The first token that begins at or after a byte.
    pub fn token_at(&self, byte: u32) -> u32 {
        self.seg.tokens.partition_point(|token| token.start < byte) as u32
    }

    /// The tokens that lie inside a span.
    pub fn tokens_in(&self, span: Span) -> TokenRange {
        let end = self.seg.tokens.partition_point(|token| token.end <= span.end) as u32;
        TokenRange::new(self.token_at(span.start), end)
    }

    /// The lexicon hits that begin in a token range.
    pub fn hits(&self, tokens: TokenRange) -> &'a [Hit] {
        let from = self.seg.first_hit(tokens.start);
        let to = self.seg.first_hit(tokens.end);
        &self.seg.hits[from..to.max(from)]
    }

    /// Whether a function word stands in a sentence, given by its index.
    pub fn says(&self, sentence: u32, word: Syllable) -> bool {
        self.seg.sentences[sentence as usize].words.has(word)
    }

    /// The tokens that are a function word, in order.
    pub fn places(&self, word: Syllable) -> impl Iterator<Item = u32> {
        let sentences = self.seg.sentences.iter().filter(move |sentence| sentence.words.has(word));
        let tokens = sentences.flat_map(|sentence| sentence.tokens.start..sentence.tokens.end);
        tokens.filter(move |&at| self.token(at).syllable == word)
    }

    /// The quotation whose opening mark is the token.
    pub fn quote_opening(&self, token: u32) -> Option<&'a Quote> {
        let at = self.seg.quotes.partition_point(|quote| quote.open < token);
        self.seg.quotes.get(at).filter(|quote| quote.open == token)
    }

    /// The closed quotation whose closing mark is the token.
    pub fn quote_closing(&self, token: u32) -> Option<&'a Quote> {
        // Quotations nest a few levels deep at most; looking further back would make hostile text slow.
        const DEEPEST: usize = 16;
        let before = self.seg.quotes.partition_point(|quote| quote.open < token);
        self.seg.quotes[..before].iter().rev().take(DEEPEST).find(|quote| quote.closed && quote.close == token)
    }

    /// Index of the paragraph that a token stands in.
    pub fn paragraph_of(&self, token: u32) -> u32 {
        self.seg.paragraphs.partition_point(|paragraph| paragraph.tokens.end <= token) as u32
    }

    /// Index of the sentence that a token stands in.
    pub fn sentence_of(&self, token: u32) -> u32 {
        self.seg.sentences.partition_point(|sentence| sentence.tokens.end <= token) as u32
    }
}

/// Whether a word is `small`, or the same with capitals.
fn reads(word: &str, small: &str) -> bool {
    let first = word.bytes().next().is_some_and(|a| !a.is_ascii() || a.to_ascii_lowercase() == small.as_bytes()[0]);
    first && (word == small || word.chars().flat_map(char::to_lowercase).eq(small.chars()))
}

/// Cuts `text` up into `seg`, which is cleared first.
#[inline(never)] // a line of its own in profiles
pub fn segment(text: &str, lexicon: &Lexicon, seg: &mut Segmented) {
    seg.clear();
    let mut start = 0;
    for end in memchr::memmem::find_iter(text.as_bytes(), b"\n\n").chain([text.len()]) {
        let piece = &text[start..end];
        let trimmed = piece.trim_ascii();
        if !trimmed.is_empty() {
            let from = start + (piece.len() - piece.trim_ascii_start().len());
            paragraph(text, from, from + trimmed.len(), lexicon, seg);
        }
        start = end + 2;
    }
    seg.index_hits();
    blocks::classify(text, seg);
}

fn paragraph(text: &str, start: usize, end: usize, lexicon: &Lexicon, seg: &mut Segmented) {
    let first = seg.tokens.len() as u32;
    tokens(text, start, end, lexicon, &mut seg.tokens);
    let range = TokenRange::new(first, seg.tokens.len() as u32);
    lexicon.matcher.find(&seg.tokens, range, &mut seg.hits);
    let first_quote = seg.quotes.len();
    quotes::pair(&seg.tokens, range, &mut seg.quotes);
    let first_sentence = seg.sentences.len() as u32;
    let index = seg.paragraphs.len() as u32;
    sentences::split(text, &seg.tokens, range, &seg.quotes[first_quote..], index, &mut seg.sentences);
    seg.paragraphs.push(Paragraph {
        span: Span::new(start as u32, end as u32),
        tokens: range,
        sentences: TokenRange::new(first_sentence, seg.sentences.len() as u32),
        block: crate::model::Block::Body,
    });
}

/// Cuts first and looks the words up afterwards: the places in the table of syllables, which lie far apart, are then fetched
/// side by side instead of one after each cut.
fn tokens(text: &str, start: usize, end: usize, lexicon: &Lexicon, tokens: &mut Vec<Token>) {
    let first = tokens.len();
    tokens.extend(Tokenizer::new(text, start, end).map(|raw| Token {
        start: raw.start,
        end: raw.end,
        kind: raw.kind,
        spaced: raw.spaced || raw.start as usize == start,
        ..END
    }));
    for token in &mut tokens[first..] {
        let spelling = lexicon.matcher.spelling(text, token.start as usize, token.end as usize);
        let word = token.kind == TokenKind::Word;
        token.syllable = spelling.syllable;
        token.capital = word && spelling.capital;
        token.all_caps = word && spelling.all_caps;
    }
}
