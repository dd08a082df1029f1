//! From UTF-8 bytes, which spans count inside, to Unicode code points, which the tables show.

use crate::model::Span;

/// Bytes between two entries of the index: a lookup counts at most this many.
const STRIDE: usize = 64;

/// Converts positions of one text. Building reads the text once; a lookup takes constant time.
#[derive(Debug, Default)]
pub(super) struct CodePoints {
    /// Code points before each multiple of [`STRIDE`] bytes; empty where the text is ASCII and both counts agree.
    before: Vec<u32>,
    total: u32,
}

impl CodePoints {
    /// Indexes a text, in place of the one before.
    pub fn index(&mut self, text: &str) {
        self.before.clear();
        self.total = 0;
        if text.is_ascii() {
            self.total = text.len() as u32;
            return;
        }
        for block in text.as_bytes().chunks(STRIDE) {
            self.before.push(self.total);
            self.total += count(block);
        }
    }

    /// Code points of the whole text.
    pub fn total(&self) -> u32 {
        self.total
    }

    /// The span of the indexed text, from bytes to code points.
    pub fn convert(&self, text: &str, span: Span) -> (i32, i32) {
        (self.at(text, span.start), self.at(text, span.end))
    }

    fn at(&self, text: &str, byte: u32) -> i32 {
        debug_assert!(text.is_char_boundary(byte as usize));
        if self.before.is_empty() {
            return byte as i32;
        }
        let byte = byte as usize;
        let block = byte / STRIDE;
        // The end of a text whose length is a multiple of the stride lies one block past the last.
        let before = self.before.get(block).copied().unwrap_or(self.total);
        (before + count(&text.as_bytes()[block * STRIDE..byte])) as i32
    }
}

/// Code points that begin in a block: every byte but the continuation bytes `10xxxxxx`. A block is short enough for a
/// count in one byte, which lets the compiler use vector instructions.
fn count(block: &[u8]) -> u32 {
    u32::from(block.iter().map(|&byte| u8::from(byte & 0xc0 != 0x80)).sum::<u8>())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str) {
        let mut points = CodePoints::default();
        points.index(text);
        assert_eq!(points.total() as usize, text.chars().count());
        let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        for (expected, at) in ends.enumerate() {
            assert_eq!(points.at(text, at as u32) as usize, expected, "byte {at} of {text:?}");
        }
    }

    #[test]
    fn lengths_around_the_stride() {
        for length in [0, 1, 63, 64, 65, 127, 128, 129] {
            check(&"a".repeat(length));
            check(&"ế".repeat(length));
            check(&format!("{}đ", "a".repeat(length)));
        }
    }

    #[test]
    fn the_index_of_the_text_before_is_forgotten() {
        let mut points = CodePoints::default();
        points.index("Điều 8");
        points.index("abc");
        assert_eq!(points.convert("abc", Span::new(1, 3)), (1, 3));
    }

    proptest! {
        #[test]
        fn vietnamese_text(text in "[a-zđếừ’𝔘\n ]{0,300}") { check(&text); }

        #[test]
        fn whatever_the_text(text in ".{0,200}") { check(&text); }
    }
}
