//! The map of a font's codes to letters (`/ToUnicode`), and how many bytes a code has.

use std::borrow::Cow;

use super::tokens::{Token, Tokens};

/// Most ranges of lengths that are looked at: each code of a text is compared with all of them.
const MAX_LENGTHS: usize = 100;

/// A map.
#[derive(Debug, Default)]
pub(super) struct CodeMap {
    /// Ranges of codes by their first one; a code is its number and, above that, its length in bytes.
    letters: Vec<(u64, u64, Letters)>,
    /// Lengths of codes in bytes, with the first and the last code of that length.
    lengths: Vec<(usize, u32, u32)>,
}

/// Letters of the first code of a range, in UTF-16; each further code counts up the last one.
type Letters = Box<[u16]>;

impl CodeMap {
    /// Reads a map; what makes no sense in it is left out.
    pub fn parse(bytes: &[u8]) -> Self {
        let (mut map, mut operands) = (Self::default(), Vec::new());
        for token in Tokens::new(bytes) {
            match token {
                Token::Operator(b"begincodespacerange" | b"beginbfchar" | b"beginbfrange") => operands.clear(),
                Token::Operator(b"endcodespacerange") => map.add_lengths(&operands),
                Token::Operator(b"endbfchar") => map.add_chars(&operands),
                Token::Operator(b"endbfrange") => map.add_ranges(&operands),
                Token::Operator(_) => {}
                operand => operands.push(operand),
            }
        }
        map.letters.sort_by_key(|&(first, ..)| first);
        map
    }

    fn add_lengths(&mut self, operands: &[Token<'_>]) {
        for pair in operands.chunks_exact(2) {
            if let [Token::Text(first), Token::Text(last)] = pair
                && let (Some(low), Some(high)) = (code(first), code(last))
                && self.lengths.len() < MAX_LENGTHS
            {
                self.lengths.push((first.len(), low, high));
            }
        }
    }

    fn add_chars(&mut self, operands: &[Token<'_>]) {
        for pair in operands.chunks_exact(2) {
            if let [Token::Text(from), Token::Text(to)] = pair {
                self.add(from, from, to, 0);
            }
        }
    }

    fn add_ranges(&mut self, operands: &[Token<'_>]) {
        let mut rest = operands.iter();
        while let (Some(first), Some(last), Some(target)) = (rest.next(), rest.next(), rest.next()) {
            let (Token::Text(first), Token::Text(last)) = (first, last) else { return };
            match target {
                Token::Text(to) => self.add(first, last, to, 0),
                Token::Bracket("[") => {
                    for (step, to) in rest.by_ref().take_while(|token| matches!(token, Token::Text(_))).enumerate() {
                        if let Token::Text(to) = to {
                            self.add(first, first, to, step as u64);
                        }
                    }
                }
                _ => return,
            }
        }
    }

    /// The codes from `first` to `last`, each `step` further.
    fn add(&mut self, first: &[u8], last: &[u8], to: &[u8], step: u64) {
        let (Some(low), Some(high)) = (key(first), key(last)) else { return };
        let letters: Letters = match to {
            [byte] => [u16::from(*byte)].into(),
            to => to.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect(),
        };
        if low <= high && !letters.is_empty() {
            self.letters.push((low + step, high + step, letters));
        }
    }

    /// The letters of a code; none if the map does not say.
    pub fn letters(&self, code: &[u8]) -> Option<Cow<'static, str>> {
        let code = key(code)?;
        let at = self.letters.partition_point(|&(first, ..)| first <= code);
        // Of ranges that overlap, the one that begins last.
        let (first, _, letters) = self.letters[..at].last().filter(|&&(_, last, _)| code <= last)?;
        let mut letters = letters.to_vec();
        if let Some(last) = letters.last_mut() {
            *last = last.wrapping_add((code - first) as u16);
        }
        let text = String::from_utf16(&letters).ok()?;
        (text != "\0").then_some(Cow::Owned(text))
    }

    /// How many bytes the code has that these begin with; none if no length is known.
    pub fn length(&self, bytes: &[u8]) -> Option<usize> {
        let fits = |&&(length, low, high): &&(usize, u32, u32)| {
            bytes.get(..length).and_then(code).is_some_and(|code| (low..=high).contains(&code))
        };
        let found = self.lengths.iter().find(fits).or_else(|| self.lengths.iter().min())?;
        Some(found.0)
    }
}

fn code(bytes: &[u8]) -> Option<u32> {
    (1..=4).contains(&bytes.len()).then(|| bytes.iter().fold(0, |code, &byte| code << 8 | u32::from(byte)))
}

fn key(bytes: &[u8]) -> Option<u64> {
    code(bytes).map(|code| (bytes.len() as u64) << 32 | u64::from(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_codes_ranges_and_lists() {
        let map = CodeMap::parse(
            b"1 begincodespacerange <00> <7F> <8000> <FFFF> endcodespacerange\n\
              2 beginbfchar <01> <1EA1> <02> <00660069> endbfchar\n\
              2 beginbfrange <8000> <8002> <0061> <8010> <8011> [<0110> <0111>] endbfrange",
        );
        let letters = |code: &[u8]| map.letters(code).map(Cow::into_owned);
        assert_eq!(letters(&[1]).as_deref(), Some("\u{1EA1}"));
        assert_eq!(letters(&[2]).as_deref(), Some("fi"));
        assert_eq!(letters(&[0x80, 2]).as_deref(), Some("c"));
        assert_eq!(letters(&[0x80, 0x11]).as_deref(), Some("đ"));
        assert_eq!((letters(&[3]), letters(&[0x80, 3])), (None, None));
        assert_eq!((map.length(&[1, 2]), map.length(&[0x80, 2]), map.length(&[0x80])), (Some(1), Some(2), Some(1)));
    }

    #[test]
    fn what_makes_no_sense_is_left_out() {
        let map = CodeMap::parse(
            b"beginbfchar <01> <D800> <> <0041> <0102030405> <0041> endbfchar beginbfrange <05> <01> <0041> /x",
        );
        assert_eq!(map.letters(&[1]), None);
        assert_eq!(map.length(&[1]), None);
    }
}
