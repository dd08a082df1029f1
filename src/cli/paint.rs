//! Text that is harmless to a terminal.

use std::fmt::Write;

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
    use super::*;

    #[test]
    fn control_characters_are_harmless() {
        assert_eq!(printable("a\u{1b}[31m\u{9b}b\u{7f}\n\u{202e}c"), "a<U+001B>[31m<U+009B>b<U+007F>\n<U+202E>c");
        assert_eq!(printable("điều\t8"), "điều\t8");
    }
}
