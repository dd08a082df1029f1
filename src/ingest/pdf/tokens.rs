//! The tokens of a page's content and of a map of characters, which are written in the same way.

use std::borrow::Cow;

use memchr::{memchr2, memmem};

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    Number(f64),
    /// A string, as bytes.
    Text(Cow<'a, [u8]>),
    /// A name without its `/`.
    Name(&'a [u8]),
    /// `[`, `]`, `<<` or `>>`.
    Bracket(&'static str),
    /// Anything else: what is to be done with the operands before it.
    Operator(&'a [u8]),
}

/// The tokens of some bytes. Whatever the bytes are, each step takes at least one of them.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn skip_blanks(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'%' => {
                    let rest = &self.bytes[self.at..];
                    self.at += memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
                }
                byte if is_blank(byte) => self.at += 1,
                _ => break,
            }
        }
    }

    /// A name, a number or an operator: as many bytes as nothing parts.
    fn word(&mut self) -> &'a [u8] {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().position(|&byte| is_blank(byte) || is_delimiter(byte)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    /// A string in round brackets, behind the first one.
    fn literal(&mut self) -> Cow<'a, [u8]> {
        let begin = self.at;
        let mut depth = 1;
        let mut plain = true;
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'\\' => {
                    plain = false;
                    self.at += 1;
                }
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        let inner = &self.bytes[begin..self.at - 1];
                        return if plain { Cow::Borrowed(inner) } else { Cow::Owned(unescaped(inner)) };
                    }
                }
                _ => {}
            }
        }
        self.at = self.bytes.len();
        Cow::Borrowed(&self.bytes[begin..])
    }

    /// A string of hexadecimal digits, behind its `<`.
    fn hexadecimal(&mut self) -> Cow<'a, [u8]> {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().position(|&byte| byte == b'>').unwrap_or(rest.len());
        self.at = (self.at + length + 1).min(self.bytes.len());
        let mut digits = rest[..length].iter().filter_map(|&byte| char::from(byte).to_digit(16));
        let mut out = Vec::with_capacity(length / 2);
        while let Some(high) = digits.next() {
            out.push((high * 16 + digits.next().unwrap_or(0)) as u8);
        }
        Cow::Owned(out)
    }

    /// Goes behind the bytes of a picture that stands in the content.
    fn skip_picture(&mut self) {
        let rest = &self.bytes[self.at..];
        let end = memmem::find_iter(rest, b"EI").find(|&at| {
            let after = rest.get(at + 2).copied();
            at > 0 && is_blank(rest[at - 1]) && after.is_none_or(is_blank)
        });
        self.at += end.map_or(rest.len(), |at| at + 2);
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.skip_blanks();
        let first = *self.bytes.get(self.at)?;
        let second = self.bytes.get(self.at + 1).copied();
        self.at += 1;
        Some(match (first, second) {
            (b'(', _) => Token::Text(self.literal()),
            (b'<', Some(b'<')) => {
                self.at += 1;
                Token::Bracket("<<")
            }
            (b'>', Some(b'>')) => {
                self.at += 1;
                Token::Bracket(">>")
            }
            (b'<', _) => Token::Text(self.hexadecimal()),
            (b'[', _) => Token::Bracket("["),
            (b']', _) => Token::Bracket("]"),
            (b'/', _) => Token::Name(self.word()),
            (b'>' | b')' | b'{' | b'}', _) => Token::Operator(&self.bytes[self.at - 1..self.at]),
            _ => {
                self.at -= 1;
                let word = self.word();
                if word == b"ID" {
                    self.skip_picture();
                }
                number(word).map_or(Token::Operator(word), Token::Number)
            }
        })
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b'\x0C' | 0)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn number(word: &[u8]) -> Option<f64> {
    if !matches!(word.first()?, b'0'..=b'9' | b'+' | b'-' | b'.') {
        return None;
    }
    // Some writers put two signs, or one in the middle; readers take what stands before.
    let text = std::str::from_utf8(word).ok()?;
    let text = text.strip_prefix("--").unwrap_or(text);
    let end = text.bytes().skip(1).position(|byte| !matches!(byte, b'0'..=b'9' | b'.')).map_or(text.len(), |at| at + 1);
    text[..end].parse().ok().filter(|number: &f64| number.is_finite())
}

fn unescaped(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        let Some(&escaped) = bytes.get(at) else { break };
        at += 1;
        match escaped {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'0'..=b'7' => {
                let digits = bytes[at..].iter().take(2).take_while(|byte| matches!(byte, b'0'..=b'7'));
                let mut code = u32::from(escaped - b'0');
                for digit in digits {
                    code = code * 8 + u32::from(digit - b'0');
                    at += 1;
                }
                out.push(code as u8);
            }
            // The line goes on.
            b'\r' => at += usize::from(bytes.get(at) == Some(&b'\n')),
            b'\n' => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Token<'static> {
        Token::Text(Cow::Owned(bytes.to_vec()))
    }

    #[test]
    fn every_kind_of_token() {
        let seen: Vec<Token<'_>> =
            Tokens::new(b"/F1 12.5 Tf [(a\\(b) -20 <0041 4>]TJ % word\n<</K -.5>> --3 T* BI /W 1 ID \x00EI\xFF\nEI Q")
                .collect();
        let wanted = [
            Token::Name(b"F1"),
            Token::Number(12.5),
            Token::Operator(b"Tf"),
            Token::Bracket("["),
            text(b"a(b"),
            Token::Number(-20.0),
            text(&[0, 0x41, 0x40]),
            Token::Bracket("]"),
            Token::Operator(b"TJ"),
            Token::Bracket("<<"),
            Token::Name(b"K"),
            Token::Number(-0.5),
            Token::Bracket(">>"),
            Token::Number(3.0),
            Token::Operator(b"T*"),
            Token::Operator(b"BI"),
            Token::Name(b"W"),
            Token::Number(1.0),
            Token::Operator(b"ID"),
            Token::Operator(b"Q"),
        ];
        assert_eq!(seen, wanted);
    }

    #[test]
    fn escapes_and_brackets_in_strings() {
        let cases: [(&[u8], &[u8]); 5] = [
            (b"(a(b)c)", b"a(b)c"),
            (b"(\\101\\7x\\\r\ny\\n)", b"A\x07xy\n"),
            (b"(never closed", b"never closed"),
            (b"(\\", b""),
            (b"<4", b"@"),
        ];
        for (bytes, wanted) in cases {
            let seen = Tokens::new(bytes).next();
            assert!(matches!(&seen, Some(Token::Text(text)) if text.starts_with(wanted)), "{seen:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_come_to_an_end(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300)) {
            proptest::prop_assert!(Tokens::new(&bytes).count() <= bytes.len());
        }
    }
}
