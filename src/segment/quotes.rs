//! Pairs quotation marks inside one paragraph, by glyph and direction.
//!
//! Direction is the glyph's own where it has one, and otherwise where the white space stands: a mark after a space and before
//! a letter opens, a mark after a letter closes. Wrong glyphs are common in crawls (`“ ... “`, `” ... ”`), so the white space
//! also overrules a glyph that would open a quotation inside a quotation of the same kind, or close one that is not open.

use crate::lexicon::{Syllable, words as w};
use crate::model::{Quote, Token, TokenKind, TokenRange};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Double,
    Single,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Open,
    Close,
    Either,
}

fn glyph(syllable: Syllable) -> Option<(Level, Direction)> {
    Some(match syllable {
        w::OPEN_QUOTE | w::OPEN_GUILLEMET => (Level::Double, Direction::Open),
        w::CLOSE_QUOTE | w::CLOSE_GUILLEMET => (Level::Double, Direction::Close),
        w::STRAIGHT_QUOTE => (Level::Double, Direction::Either),
        w::OPEN_SINGLE => (Level::Single, Direction::Open),
        w::CLOSE_SINGLE => (Level::Single, Direction::Close),
        _ => return None,
    })
}

/// Appends the quotations of a paragraph, ordered by opening mark.
pub(super) fn pair(tokens: &[Token], range: TokenRange, quotes: &mut Vec<Quote>) {
    let first = quotes.len();
    let mut open: Vec<(usize, Level)> = Vec::new();
    // How many of each level are open.
    let mut counts = [0; 2];
    for at in range.start..range.end {
        let token = &tokens[at as usize];
        if token.kind != TokenKind::Mark {
            continue;
        }
        let Some((level, direction)) = glyph(token.syllable) else { continue };
        let is_open = counts[level as usize] > 0;
        if opens(tokens, range, at, direction, is_open) {
            open.push((quotes.len(), level));
            counts[level as usize] += 1;
            quotes.push(Quote { open: at, close: range.end, closed: false });
        } else if is_open {
            // Marks of the other kind that were opened after it are strays.
            while let Some((quote, inner)) = open.pop() {
                counts[inner as usize] -= 1;
                if inner == level {
                    quotes[quote].close = at;
                    quotes[quote].closed = true;
                    break;
                }
            }
        }
    }
    // A lone single mark is an apostrophe or a stray, not a quotation that runs to the end.
    let mut kept = first;
    for index in first..quotes.len() {
        if quotes[index].closed || tokens[quotes[index].open as usize].syllable != w::OPEN_SINGLE {
            quotes.swap(kept, index);
            kept += 1;
        }
    }
    quotes.truncate(kept);
}

fn opens(tokens: &[Token], range: TokenRange, at: u32, direction: Direction, is_open: bool) -> bool {
    let spaced_before = tokens[at as usize].spaced
        || at == range.start
        || matches!(tokens[at as usize - 1].syllable, w::OPEN_PAREN | w::COLON | w::HYPHEN | w::EN_DASH | w::EM_DASH);
    let spaced_after = at + 1 >= range.end || tokens[at as usize + 1].spaced;
    let by_space = match (spaced_before, spaced_after) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    };
    match direction {
        Direction::Either => by_space.unwrap_or(!is_open),
        Direction::Open => !(is_open && by_space == Some(false)),
        Direction::Close => !is_open && by_space == Some(true),
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::model::Segmented;

    fn quoted(text: &str) -> Vec<(String, bool)> {
        let mut seg = Segmented::default();
        super::super::segment(text, Lexicon::builtin(), &mut seg);
        seg.quotes
            .iter()
            .map(|q| {
                let end = seg.tokens.get(q.close as usize).map_or(text.len(), |t| t.start as usize);
                (text[seg.tokens[q.open as usize].end as usize..end].trim().to_owned(), q.closed)
            })
            .collect()
    }

    #[test]
    fn glyphs_and_directions() {
        let yes = |s: &str| (s.to_owned(), true);
        assert_eq!(quoted("Bà nói: “Tốt”, rồi \"hay\"."), [yes("Tốt"), yes("hay")]);
        assert_eq!(quoted("Cơ chế “xin - cho“ phải bỏ"), [yes("xin - cho")]);
        assert_eq!(quoted("Cơ chế ”xin - cho” phải bỏ"), [yes("xin - cho")]);
        assert_eq!(
            quoted("“Ông ấy gọi đó là ‘đêm trắng’ của làng”"),
            [yes("Ông ấy gọi đó là ‘đêm trắng’ của làng"), yes("đêm trắng")]
        );
        assert_eq!(quoted("“Mở mà không đóng."), [("Mở mà không đóng.".to_owned(), false)]);
    }
}
