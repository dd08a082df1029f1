//! Splits text into syllables, numbers and marks: the one definition of a token, shared by the segmenter and by the lexicon
//! phrases, so that a phrase in a data file and the same words in an article always meet.

use crate::model::TokenKind;

/// A token before the lexicon has looked at it. Positions are bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawToken {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it is made of.
    pub kind: TokenKind,
    /// White space or the text's begin stands before it.
    pub spaced: bool,
}

/// Iterates over the tokens of a text; what lies between two tokens is white space only.
pub struct Tokenizer<'a> {
    bytes: &'a [u8],
    at: usize,
    end: usize,
}

impl<'a> Tokenizer<'a> {
    /// The tokens of `text[start..end]`, with positions in `text`. `start` and `end` are character boundaries.
    pub fn new(text: &'a str, start: usize, end: usize) -> Self {
        Self { bytes: text.as_bytes(), at: start, end }
    }
}

impl Iterator for Tokenizer<'_> {
    type Item = RawToken;

    fn next(&mut self) -> Option<RawToken> {
        let bytes = &self.bytes[..self.end];
        let before = self.at;
        let mut at = self.at;
        while at < bytes.len() && bytes[at].is_ascii_whitespace() {
            at += 1;
        }
        let first = *bytes.get(at)?;
        let spaced = at > before || before == 0;
        let (end, kind) = match class(bytes, at) {
            Class::Letter(_) => (word_end(bytes, at), TokenKind::Word),
            Class::Mark(len) => (at + len, TokenKind::Mark),
            Class::Digit => {
                let end = number_end(bytes, at);
                match bytes.get(end) {
                    Some(_) if end < bytes.len() && matches!(class(bytes, end), Class::Letter(_)) => {
                        (word_end(bytes, end), TokenKind::Word)
                    }
                    _ => (end, TokenKind::Number),
                }
            }
        };
        debug_assert!(end > at, "no progress at byte {at} ({first:#x})");
        self.at = end;
        Some(RawToken { start: at as u32, end: end as u32, kind, spaced })
    }
}

enum Class {
    /// Length in bytes.
    Letter(usize),
    Digit,
    /// Length in bytes.
    Mark(usize),
}

/// Latin letters with their Vietnamese marks and all other scripts are letters; the blocks of punctuation and symbols
/// (U+0080-00BF, U+2000-2BFF, U+3000-303F, full-width forms, everything from U+10000 on) are marks.
fn class(bytes: &[u8], at: usize) -> Class {
    let byte = bytes[at];
    match byte {
        b'0'..=b'9' => Class::Digit,
        b'a'..=b'z' | b'A'..=b'Z' => Class::Letter(1),
        0x00..=0x7f => Class::Mark(1),
        0xc2 => Class::Mark(2),
        0xc3 if matches!(bytes.get(at + 1), Some(0x97 | 0xb7)) => Class::Mark(2),
        0xc3..=0xdf => Class::Letter(2),
        0xe2 | 0xef => Class::Mark(3),
        0xe3 if bytes.get(at + 1) == Some(&0x80) => Class::Mark(3),
        0xe0..=0xee => Class::Letter(3),
        _ => Class::Mark(4.min(bytes.len() - at)),
    }
}

/// By first byte: the length of a character that surely goes on with a word (a letter or digit); 0 for one that must be
/// looked at.
const IN_WORD: [u8; 256] = {
    let mut lengths = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        lengths[byte] = match byte as u8 {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => 1,
            0xc4..=0xdf => 2,
            0xe0 | 0xe1 | 0xe4..=0xee => 3,
            _ => 0,
        };
        byte += 1;
    }
    lengths
};

fn word_end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() {
        let length = IN_WORD[bytes[at] as usize];
        if length > 0 {
            at += length as usize;
            continue;
        }
        match class(bytes, at) {
            Class::Letter(len) => at += len,
            Class::Digit => at += 1,
            Class::Mark(_) => match apostrophe(bytes, at) {
                Some(len) => at += len,
                None => break,
            },
        }
    }
    at
}

/// An apostrophe between two letters belongs to the word: `Côte d'Ivoire`, `H’Mông`.
fn apostrophe(bytes: &[u8], at: usize) -> Option<usize> {
    let len = match bytes[at] {
        b'\'' => 1,
        0xe2 if bytes[at..].starts_with("\u{2019}".as_bytes()) => 3,
        _ => return None,
    };
    let next = at + len;
    (at > 0 && next < bytes.len() && matches!(class(bytes, next), Class::Letter(_))).then_some(len)
}

fn number_end(bytes: &[u8], mut at: usize) -> usize {
    loop {
        while at < bytes.len() && bytes[at].is_ascii_digit() {
            at += 1;
        }
        match (bytes.get(at), bytes.get(at + 1)) {
            (Some(b'.' | b','), Some(digit)) if digit.is_ascii_digit() => at += 1,
            _ => return at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        Tokenizer::new(text, 0, text.len()).map(|t| &text[t.start as usize..t.end as usize]).collect()
    }

    #[test]
    fn syllables_numbers_and_marks() {
        assert_eq!(
            words("Nghị định 15/2020/NĐ-CP, 1.000 tỷ; 3,5%."),
            ["Nghị", "định", "15", "/", "2020", "/", "NĐ", "-", "CP", ",", "1.000", "tỷ", ";", "3,5", "%", "."]
        );
        assert_eq!(words("“H’Mông” TP.HCM 30a"), ["“", "H’Mông", "”", "TP", ".", "HCM", "30a"]);
    }

    #[test]
    fn gaps_are_white_space() {
        let text = " a\n\nb…c  ‘d’ ";
        let mut at = 0;
        for token in Tokenizer::new(text, 0, text.len()) {
            assert!(text[at..token.start as usize].trim().is_empty());
            at = token.end as usize;
        }
        assert!(text[at..].trim().is_empty());
    }
}
