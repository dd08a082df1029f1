//! Text in lines of a given width, styles and all.

use std::fmt::Write;

use anstyle::Style;
use unicode_width::UnicodeWidthChar;

use super::paint::printable;

/// A line that has been filled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// With the escapes of its styles, all of which end in it.
    pub text: String,
    /// Columns that it takes.
    pub width: usize,
    /// Where its first character stands, in what [`Wrap::text`] was told.
    pub start: u32,
}

/// Fills lines word by word. A word that is wider than a line is cut.
#[derive(Debug)]
pub(super) struct Wrap {
    width: usize,
    lines: Vec<Line>,
    line: Line,
    /// Style at the end of `line`.
    line_style: Style,
    /// A word that may yet have to go to the next line, and what is begun inside it.
    word: Line,
    style: Style,
    space: bool,
}

impl Wrap {
    /// Lines of at most `width` columns.
    pub fn new(width: usize) -> Self {
        let (line, word) = Default::default();
        let (line_style, style) = Default::default();
        Self { width: width.max(8), lines: Vec::new(), line, line_style, word, style, space: false }
    }

    /// What follows is in this style.
    pub fn style(&mut self, style: Style) {
        if style != self.style {
            // Writing to a string does not fail.
            let _ = write!(self.word.text, "{:#}{style}", self.style);
            self.style = style;
        }
    }

    /// A text whose first character stands at `start`; white space is where lines may end.
    pub fn text(&mut self, text: &str, start: u32) {
        for (at, c) in text.char_indices() {
            if c.is_whitespace() && c != '\u{a0}' {
                self.break_here();
            } else {
                self.push(c, start + at as u32);
            }
        }
    }

    /// A text that is not parted from the word behind it.
    pub fn glued(&mut self, text: &str, start: u32) {
        text.chars().for_each(|c| self.push(c, start));
    }

    fn push(&mut self, c: char, at: u32) {
        let mut buffer = [0; 4];
        let shown = printable(c.encode_utf8(&mut buffer));
        let width: usize = shown.chars().map(|c| c.width().unwrap_or(0)).sum();
        if self.word.width + width > self.width {
            self.end_word();
        }
        if self.word.width == 0 {
            self.word.start = at;
        }
        self.word.text.push_str(&shown);
        self.word.width += width;
    }

    /// Lines may end here, at a space.
    pub fn break_here(&mut self) {
        self.end_word();
        self.space = self.line.width > 0;
    }

    /// The word goes to this line, or to the next.
    fn end_word(&mut self) {
        if self.word.width > 0 {
            if self.line.width + usize::from(self.space) + self.word.width > self.width && self.line.width > 0 {
                self.end_line();
            }
            if self.space {
                self.line.text.push(' ');
                self.line.width += 1;
            }
            if self.line.width == 0 {
                self.line.start = self.word.start;
            }
            self.space = false;
        }
        // A style that begins or ends without a word.
        self.line.text.push_str(&self.word.text);
        self.line.width += self.word.width;
        self.line_style = self.style;
        self.word = Line::default();
    }

    fn end_line(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        let _ = write!(line.text, "{:#}", self.line_style);
        self.lines.push(line);
        let _ = write!(self.line.text, "{}", self.line_style);
        self.space = false;
    }

    /// The line ends, whatever room it has.
    pub fn new_line(&mut self) {
        self.end_word();
        self.end_line();
    }

    /// All lines.
    pub fn finish(mut self) -> Vec<Line> {
        self.style(Style::new());
        self.end_word();
        if self.line.width > 0 {
            self.end_line();
        }
        self.lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(lines: &[Line]) -> Vec<&str> {
        lines.iter().map(|line| &*line.text).collect()
    }

    #[test]
    fn lines_are_as_wide_as_they_may_be() {
        let mut wrap = Wrap::new(10);
        wrap.text("một hai ba  bốn năm", 100);
        let lines = wrap.finish();
        assert_eq!(texts(&lines), ["một hai ba", "bốn năm"]);
        assert_eq!(lines.iter().map(|line| line.width).collect::<Vec<_>>(), [10, 7]);
        // Bytes: each of the first line's letters with a tone mark has three.
        assert_eq!(lines[1].start, 100 + "một hai ba  ".len() as u32);
    }

    #[test]
    fn long_words_are_cut_and_wide_letters_counted() {
        let mut wrap = Wrap::new(8);
        wrap.text("abcdefghijkl 漢字漢字漢字", 0);
        assert_eq!(texts(&wrap.finish()), ["abcdefgh", "ijkl", "漢字漢字", "漢字"]);
    }

    #[test]
    fn a_style_ends_with_its_line_and_goes_on_in_the_next() {
        let bold = Style::new().bold();
        let mut wrap = Wrap::new(8);
        wrap.text("a ", 0);
        wrap.style(bold);
        wrap.text("bcd efghi", 2);
        wrap.style(Style::new());
        wrap.text(" j", 11);
        let (on, off) = (format!("{bold}"), format!("{bold:#}"));
        assert_eq!(texts(&wrap.finish()), [format!("a {on}bcd{off}"), format!("{on}efghi{off} j")]);
    }

    #[test]
    fn control_characters_are_harmless_and_a_line_can_be_ended() {
        let mut wrap = Wrap::new(20);
        wrap.glued("s1 ", 0);
        wrap.text("a\u{1b}[31m", 0);
        wrap.new_line();
        wrap.text("b", 9);
        assert_eq!(texts(&wrap.finish()), ["s1 a<U+001B>[31m", "b"]);
    }
}
