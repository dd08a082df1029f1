//! A document cut into tokens, sentences and paragraphs, with what the lexicon found in it.

use super::{Span, TokenRange};
use crate::lexicon::words::FunctionWords;
use crate::lexicon::{Categories, Category, Syllable};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, perhaps with digits: a syllable, a foreign word, a code.
    Word,
    /// Digits with inner points and commas: `1.000`, `3,5`.
    Number,
    /// One mark.
    Mark,
}

/// A syllable, number or mark.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Identity of the syllable, case and tone placement folded; [`Syllable::UNKNOWN`] for what no lexicon entry uses.
    pub syllable: Syllable,
    /// What it is made of.
    pub kind: TokenKind,
    /// First letter is a capital.
    pub capital: bool,
    /// At least two letters, all capitals.
    pub all_caps: bool,
    /// White space (or the text's begin) stands before it.
    pub spaced: bool,
}

impl Token {
    /// Where it stands.
    pub const fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// What part a paragraph plays on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// Running text.
    Body,
    /// A line under a picture.
    Caption,
    /// Who wrote it, where, when.
    Byline,
    /// A heading inside the article.
    Heading,
}

/// A paragraph: what stands between blank lines.
#[derive(Clone, Copy, Debug)]
pub struct Paragraph {
    /// Bytes, without the white space around it.
    pub span: Span,
    /// Its tokens.
    pub tokens: TokenRange,
    /// Its sentences, as indices into [`Segmented::sentences`].
    pub sentences: TokenRange,
    /// Its part on the page.
    pub block: Block,
}

/// A sentence, its closing mark included.
#[derive(Clone, Copy, Debug)]
pub struct Sentence {
    /// Bytes.
    pub span: Span,
    /// Its tokens.
    pub tokens: TokenRange,
    /// Index of its paragraph.
    pub paragraph: u32,
    /// The function words in it: most rules need one that most sentences do not have.
    pub words: FunctionWords,
}

/// A pair of quotation marks inside one paragraph.
#[derive(Clone, Copy, Debug)]
pub struct Quote {
    /// Token of the opening mark.
    pub open: u32,
    /// Token of the closing mark; one past the paragraph's last token where it is never closed.
    pub close: u32,
    /// Whether a closing mark was found.
    pub closed: bool,
}

/// A lexicon phrase found at a token.
#[derive(Clone, Copy, Debug)]
pub struct Hit {
    /// First token.
    pub token: u32,
    /// Number of tokens.
    pub len: u16,
    /// Which lexicon.
    pub category: Category,
    /// Index of the entry in that lexicon.
    pub entry: u32,
}

impl Hit {
    /// One past the last token.
    pub const fn end(&self) -> u32 {
        self.token + self.len as u32
    }
}

/// A document cut up. Buffers are reused from one document to the next.
#[derive(Debug, Default)]
pub struct Segmented {
    /// All tokens in order.
    pub tokens: Vec<Token>,
    /// All paragraphs in order.
    pub paragraphs: Vec<Paragraph>,
    /// All sentences in order.
    pub sentences: Vec<Sentence>,
    /// All quotations, by opening mark.
    pub quotes: Vec<Quote>,
    /// What the lexicon found, by token, then category.
    pub hits: Vec<Hit>,
    /// By token, and one past the last: what is known of the hits there.
    at: Vec<HitsAt>,
}

/// The hits at one token. Rules ask many times whether there is one, and mostly there is none.
#[derive(Clone, Copy, Debug, Default)]
struct HitsAt {
    /// Index of the first hit that begins here or later.
    first: u32,
    /// Categories of the hits that begin here, one bit each.
    beginning: Categories,
    /// Categories of the hits that cover the token.
    covering: Categories,
}

impl Segmented {
    /// Forgets the document, keeps the memory.
    pub fn clear(&mut self) {
        self.tokens.clear();
        self.paragraphs.clear();
        self.sentences.clear();
        self.quotes.clear();
        self.hits.clear();
        self.at.clear();
    }

    /// Makes the hits known by token; to be called when all are there.
    pub fn index_hits(&mut self) {
        self.at.resize(self.tokens.len() + 1, HitsAt::default());
        // Up to which token it is known which hit is the first.
        let mut known = 0;
        for (index, hit) in self.hits.iter().enumerate() {
            let (token, category) = (hit.token as usize, Categories::from(hit.category));
            for at in &mut self.at[known..(token + 1).max(known)] {
                at.first = index as u32;
            }
            known = token + 1;
            self.at[token].beginning |= category;
            for covered in &mut self.at[token..hit.end() as usize] {
                covered.covering |= category;
            }
        }
        for at in &mut self.at[known..] {
            at.first = self.hits.len() as u32;
        }
    }

    /// Index of the first hit that begins at a token or later.
    pub fn first_hit(&self, token: u32) -> usize {
        self.at.get(token as usize).map_or(self.hits.len(), |at| at.first as usize)
    }

    /// Whether a hit of the category begins at a token.
    pub fn begins(&self, token: u32, category: Category) -> bool {
        self.at.get(token as usize).is_some_and(|at| at.beginning.has(category))
    }

    /// Whether a hit of the category covers a token.
    pub fn covers(&self, token: u32, category: Category) -> bool {
        self.at.get(token as usize).is_some_and(|at| at.covering.has(category))
    }
}
