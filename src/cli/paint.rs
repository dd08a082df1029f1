//! Text for a terminal: spans in style, control characters made harmless.

use std::fmt::Write;

use anstyle::Style;

use crate::model::Span;

/// A part of a text that stands out.
#[derive(Debug)]
pub(super) struct Mark {
    /// Bytes of the text.
    pub span: Span,
    /// How it looks where there is colour.
    pub style: Style,
    /// What stands around it where there is none; nothing if it has none.
    pub label: Option<String>,
}

/// The text with its marks: in colour, or with labels in brackets. Marks may overlap; where they do, colours of later marks
/// win and effects add up.
pub(super) fn paint(text: &str, marks: &[Mark], colour: bool) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut cuts: Vec<u32> = marks.iter().flat_map(|mark| [mark.span.start, mark.span.end]).collect();
    cuts.extend([0, text.len() as u32]);
    cuts.sort_unstable();
    cuts.dedup();
    for pair in cuts.windows(2) {
        let piece = Span::new(pair[0], pair[1]);
        let words = printable(piece.of(text));
        if colour {
            let style = style_of(marks, piece);
            // Writing to a string does not fail.
            let _ = write!(out, "{style}{words}{style:#}");
        } else {
            labelled(&mut out, marks, piece, &words);
        }
    }
    out
}

/// The styles of all marks around a piece, put together.
fn style_of(marks: &[Mark], piece: Span) -> Style {
    marks.iter().filter(|mark| mark.span.contains(piece)).fold(Style::new(), |style, mark| {
        let colour = mark.style.get_fg_color().or(style.get_fg_color());
        style.fg_color(colour).effects(style.get_effects() | mark.style.get_effects())
    })
}

/// A piece with the labels of the marks that begin before it, longest first, and end after it, shortest first.
fn labelled(out: &mut String, marks: &[Mark], piece: Span, words: &str) {
    let mut begun: Vec<_> = marks.iter().filter(|mark| mark.span.start == piece.start).collect();
    begun.sort_by_key(|mark| std::cmp::Reverse(mark.span.end));
    let mut ended: Vec<_> = marks.iter().filter(|mark| mark.span.end == piece.end).collect();
    ended.sort_by_key(|mark| std::cmp::Reverse(mark.span.start));
    for label in begun.iter().filter_map(|mark| mark.label.as_ref()) {
        let _ = write!(out, "[{label}| ");
    }
    out.push_str(words);
    for label in ended.iter().filter_map(|mark| mark.label.as_ref()) {
        let _ = write!(out, " |{label}]");
    }
}

/// A text that does nothing to a terminal but show: control characters, and those that turn the direction of writing, are
/// written out as `<U+001B>`. Line ends and tabs stay.
pub(super) fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let turns =
            matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if turns || c.is_control() && c != '\n' && c != '\t' {
            let _ = write!(out, "<U+{:04X}>", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use anstyle::AnsiColor;

    use super::*;

    fn mark(start: u32, end: u32, label: &str, style: Style) -> Mark {
        Mark { span: Span::new(start, end), style, label: Some(label.to_owned()) }
    }

    #[test]
    fn labels_nest() {
        let marks = [mark(0, 9, "s1", Style::new()), mark(4, 9, "l1", Style::new())];
        assert_eq!(paint("abc defgh.", &marks, false), "[s1| abc [l1| defgh |l1] |s1].");
        assert_eq!(paint("", &[], false), "");
    }

    #[test]
    fn overlapping_styles_add_up() {
        let marks = [mark(0, 5, "s1", Style::new().underline()), mark(3, 8, "l1", AnsiColor::Yellow.on_default())];
        let painted = paint("abcdefghi", &marks, true);
        assert!(painted.contains("\u{1b}[4mabc\u{1b}[0m\u{1b}[4m\u{1b}[33mde"), "{painted:?}");
        assert!(painted.ends_with("fgh\u{1b}[0mi"), "{painted:?}");
    }

    #[test]
    fn control_characters_are_harmless() {
        assert_eq!(printable("a\u{1b}[31m\u{9b}b\u{7f}\n\u{202e}c"), "a<U+001B>[31m<U+009B>b<U+007F>\n<U+202E>c");
        assert_eq!(printable("điều\t8"), "điều\t8");
    }
}
