//! Positions in a document's text.

/// A half-open range of UTF-8 bytes of the canonical text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from `start` to `end`, in bytes.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The characters that the span covers.
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }

    /// Length in bytes.
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the span covers nothing.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// A half-open range of token indices of one document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TokenRange {
    /// First token.
    pub start: u32,
    /// One past the last token.
    pub end: u32,
}

impl TokenRange {
    /// A range from `start` to `end`, in token indices.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// Number of tokens.
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether there is no token in it.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether the token index lies inside.
    pub const fn has(self, token: u32) -> bool {
        self.start <= token && token < self.end
    }
}

/// A value that a row shows: mostly characters of the document, seldom something composed (a law's full name in an
/// elliptic list) or known without being written (an implied party).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// Characters of the document.
    Span(Span),
    /// Known without being written at one place.
    Known(Box<str>),
}

impl Text {
    /// The characters.
    pub fn of<'a>(&'a self, text: &'a str) -> &'a str {
        match self {
            Self::Span(span) => span.of(text),
            Self::Known(known) => known,
        }
    }
}

impl From<Span> for Text {
    fn from(span: Span) -> Self {
        Self::Span(span)
    }
}
