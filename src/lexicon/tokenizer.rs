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
    /// The text up to where it ends.
    bytes: &'a [u8],
    at: usize,
    /// Where the bytes begin that `stops` tells of.
    block: usize,
    stops: u64,
}

impl<'a> Tokenizer<'a> {
    /// The tokens of `text[start..end]`, with positions in `text`. `start` and `end` are character boundaries.
    pub fn new(text: &'a str, start: usize, end: usize) -> Self {
        // The block before `start`, so that the first word looks at a new one.
        Self { bytes: &text.as_bytes()[..end], at: start, block: start.wrapping_sub(BLOCK), stops: 0 }
    }

    /// The end of the word that goes on to `stop`, which is as far as [`Tokenizer::next_stop`] is sure of it.
    #[inline]
    fn word_end(&mut self, stop: usize) -> usize {
        // Most words end in front of one of these.
        match self.bytes.get(stop) {
            None => self.bytes.len(),
            Some(b' ' | b',' | b'.' | b'\n') => stop,
            Some(_) => self.doubtful_word_end(stop),
        }
    }

    fn doubtful_word_end(&mut self, mut at: usize) -> usize {
        while at < self.bytes.len() {
            match class(self.bytes, at) {
                Class::Letter(len) => at += len,
                Class::Digit => at += 1,
                Class::Mark(_) => match apostrophe(self.bytes, at) {
                    Some(len) => at += len,
                    None => return at,
                },
            }
            at = self.next_stop(at);
        }
        self.bytes.len()
    }

    /// The first byte from `at` on that does not surely go on with a word. A text is looked at in blocks, each once: the
    /// ends of all its words are then found without a branch for each byte.
    #[inline]
    fn next_stop(&mut self, mut at: usize) -> usize {
        loop {
            let into = at.wrapping_sub(self.block);
            if into < BLOCK {
                let rest = self.stops >> into;
                if rest != 0 {
                    return at + rest.trailing_zeros() as usize;
                }
                at = self.block + BLOCK;
            }
            self.block = at;
            self.stops = stops(self.bytes.get(at..).unwrap_or_default());
        }
    }
}

impl Tokenizer<'_> {
    /// The end and the kind of a token that does not surely begin with a letter.
    fn other_token(&mut self, at: usize) -> (usize, TokenKind) {
        let bytes = self.bytes;
        match class(bytes, at) {
            Class::Letter(len) => (self.letters_end(at + len), TokenKind::Word),
            Class::Mark(len) => (at + len, TokenKind::Mark),
            Class::Digit => {
                let end = number_end(bytes, at);
                match bytes.get(end).map(|_| class(bytes, end)) {
                    Some(Class::Letter(len)) => (self.letters_end(end + len), TokenKind::Word),
                    _ => (end, TokenKind::Number),
                }
            }
        }
    }

    /// The end of the word that goes on at `at`, if it does.
    fn letters_end(&mut self, at: usize) -> usize {
        let stop = self.next_stop(at);
        self.word_end(stop)
    }
}

impl Iterator for Tokenizer<'_> {
    type Item = RawToken;

    #[inline]
    fn next(&mut self) -> Option<RawToken> {
        let bytes = self.bytes;
        let before = self.at;
        let mut at = self.at;
        while at < bytes.len() && bytes[at].is_ascii_whitespace() {
            at += 1;
        }
        let first = *bytes.get(at)?;
        let spaced = at > before || before == 0;
        let stop = self.next_stop(at);
        let (end, kind) = if stop > at && !first.is_ascii_digit() {
            (self.word_end(stop), TokenKind::Word)
        } else {
            self.other_token(at)
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
/// (U+0080-00BF, U+2000-2BFF, U+3000-303F, full-width forms but letters, everything from U+10000 on) are marks.
fn class(bytes: &[u8], at: usize) -> Class {
    let byte = bytes[at];
    match byte {
        b'0'..=b'9' => Class::Digit,
        b'a'..=b'z' | b'A'..=b'Z' => Class::Letter(1),
        0x00..=0x7f => Class::Mark(1),
        0xc2 => Class::Mark(2),
        0xc3 if matches!(bytes.get(at + 1), Some(0x97 | 0xb7)) => Class::Mark(2),
        0xc3..=0xdf => Class::Letter(2),
        0xef if matches!(bytes[at + 1..], [0xbc, 0xa1..=0xba, ..] | [0xbd, 0x81..=0x9a, ..]) => Class::Letter(3),
        0xe2 | 0xef => Class::Mark(3),
        0xe3 if bytes.get(at + 1) == Some(&0x80) => Class::Mark(3),
        0xe0..=0xee => Class::Letter(3),
        _ => Class::Mark(4.min(bytes.len() - at)),
    }
}

/// How many bytes are looked at together.
const BLOCK: usize = 64;

/// One bit for each of the next [`BLOCK`] bytes that does not surely go on with a word: marks, white space, what only
/// [`class`] can tell, and all that lies behind the end.
#[inline(never)]
fn stops(bytes: &[u8]) -> u64 {
    // One more byte, for what is known only together with the byte behind it.
    if let Some(block) = bytes.first_chunk::<{ BLOCK + 1 }>() {
        return stops_in(block);
    }
    let mut block = [0; BLOCK + 1];
    block[..bytes.len()].copy_from_slice(bytes);
    stops_in(&block)
}

/// Written so that the compiler compares many bytes at once.
#[allow(clippy::needless_bitwise_bool, reason = "a short circuit would be a branch for each byte")]
fn stops_in(block: &[u8; BLOCK + 1]) -> u64 {
    let mut flags = [0_u8; BLOCK];
    for at in 0..BLOCK {
        let (byte, next) = (block[at], block[at + 1]);
        let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
        let digit = byte.wrapping_sub(b'0') < 10;
        let mark = (byte < 0x80) & !letter & !digit;
        let look = (byte == 0xc2) | (byte == 0xe2) | (byte == 0xe3) | (byte >= 0xef);
        let sign = (byte == 0xc3) & ((next == 0x97) | (next == 0xb7));
        flags[at] = u8::from(mark | look | sign);
    }
    // The multiplication gathers the lowest bits of eight bytes in the highest byte.
    let eight = |at: usize| u64::from_le_bytes(std::array::from_fn(|byte| flags[at * 8 + byte]));
    (0..BLOCK / 8).fold(0, |bits, at| bits | (eight(at).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (at * 8))
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
        assert_eq!(words("ＵＢＮＤ tỉnh，"), ["ＵＢＮＤ", "tỉnh", "，"]);
        assert_eq!(words("“H’Mông” TP.HCM 30a"), ["“", "H’Mông", "”", "TP", ".", "HCM", "30a"]);
    }

    #[test]
    fn words_end_where_their_last_letter_does() {
        for letters in ["nghiêng", "ặỗ", "AB12", "日本", "đ"] {
            for mark in [" ", "×", "÷", "、", "。", "–", "’ ", "'", "\u{a0}", "𠮷", "", "…x"] {
                for before in 0..140 {
                    let text = format!("{}{letters}{mark}", "a".repeat(before));
                    let first = Tokenizer::new(&text, 0, text.len()).next().unwrap();
                    assert_eq!(first.end as usize, before + letters.len(), "{text}");
                }
            }
        }
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
