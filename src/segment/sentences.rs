//! Splits a paragraph into sentences.
//!
//! A full stop ends a sentence unless it belongs to an abbreviation (`TP.HCM`, `PGS.TS.`), an initial (`Robert A. Smith`), a
//! list number (`1.` at the paragraph's begin), or a small letter follows. Inside a closed quotation nothing is split: what
//! somebody said stays with who said it. `./.` and marks that close a quotation or bracket belong to the sentence they end.

use crate::lexicon::Syllable;
use crate::lexicon::words::{self as w, FunctionWords};
use crate::model::{Quote, Sentence, Span, Token, TokenKind, TokenRange};

/// Appends the sentences of a paragraph. `quotes` are the paragraph's own.
pub(super) fn split(
    text: &str,
    tokens: &[Token],
    range: TokenRange,
    quotes: &[Quote],
    paragraph: u32,
    sentences: &mut Vec<Sentence>,
) {
    let mut start = range.start;
    let mut at = range.start;
    let mut next_quote = 0;
    while at < range.end {
        if let Some(close) = quotation_at(quotes, &mut next_quote, at) {
            at = close;
        }
        let token = &tokens[at as usize];
        at += 1;
        if token.kind != TokenKind::Mark || !is_terminator(token.syllable) && !closes_sentence(tokens, at - 1, start) {
            continue;
        }
        let end = sentence_end(tokens, at, range.end);
        if end == range.end || is_boundary(text, tokens, start, at - 1, end) {
            push(tokens, start, end, paragraph, sentences);
            start = end;
        }
        at = end.max(at);
    }
    if start < range.end {
        push(tokens, start, range.end, paragraph, sentences);
    }
}

fn push(tokens: &[Token], start: u32, end: u32, paragraph: u32, sentences: &mut Vec<Sentence>) {
    let own = &tokens[start as usize..end as usize];
    let span = Span::new(own[0].start, own[own.len() - 1].end);
    let words = FunctionWords::of(own.iter().map(|token| token.syllable));
    sentences.push(Sentence { span, tokens: TokenRange::new(start, end), paragraph, words });
}

/// The closing mark of the closed quotation that opens at `at`.
fn quotation_at(quotes: &[Quote], next: &mut usize, at: u32) -> Option<u32> {
    while *next < quotes.len() && quotes[*next].open < at {
        *next += 1;
    }
    quotes.get(*next).filter(|quote| quote.open == at && quote.closed).map(|quote| quote.close)
}

fn is_terminator(syllable: Syllable) -> bool {
    matches!(syllable, w::FULL_STOP | w::QUESTION | w::EXCLAMATION | w::ELLIPSIS)
}

fn is_closer(syllable: Syllable) -> bool {
    matches!(syllable, w::CLOSE_QUOTE | w::STRAIGHT_QUOTE | w::CLOSE_PAREN | w::CLOSE_SINGLE | w::CLOSE_GUILLEMET)
}

/// A closing quotation mark right after a terminator: `... được.” Ông`.
fn closes_sentence(tokens: &[Token], at: u32, start: u32) -> bool {
    at > start && is_closer(tokens[at as usize].syllable) && is_terminator(tokens[at as usize - 1].syllable)
}

/// Takes in what still belongs to the end: more terminators, closing marks, `/.`.
fn sentence_end(tokens: &[Token], mut at: u32, end: u32) -> u32 {
    while at < end {
        let token = &tokens[at as usize];
        let belongs = !token.spaced
            && (is_terminator(token.syllable) || is_closer(token.syllable) || token.syllable == w::SLASH)
            || token.spaced && token.syllable == w::CLOSE_QUOTE;
        if !belongs {
            break;
        }
        at += 1;
    }
    at
}

/// Whether the terminator at `mark` ends a sentence, `next` being the first token after it.
fn is_boundary(text: &str, tokens: &[Token], start: u32, mark: u32, next: u32) -> bool {
    let following = &tokens[next as usize];
    let dot = tokens[mark as usize].syllable == w::FULL_STOP;
    let previous = (mark > start).then(|| &tokens[mark as usize - 1]);
    if dot && previous.is_some_and(|p| is_list_number(p, mark, start) || is_abbreviation(text, tokens, p, mark, start))
    {
        return false;
    }
    if following.kind == TokenKind::Word && !following.capital {
        return false;
    }
    if following.spaced {
        return !matches!(following.syllable, w::COMMA | w::COLON | w::SEMICOLON);
    }
    // No space after the full stop: only after a small word and before a capital (`... quy định.Theo ông`).
    dot && following.capital && previous.is_some_and(|p| p.kind == TokenKind::Word && !p.capital)
}

/// `1.` or `a.` at the begin of a paragraph or sentence.
fn is_list_number(previous: &Token, mark: u32, start: u32) -> bool {
    mark == start + 1 && (previous.kind == TokenKind::Number || previous.end - previous.start == 1)
}

const ABBREVIATIONS: &[&str] = &[
    "TP", "Tp", "TX", "TT", "GS", "PGS", "TS", "Ts", "ThS", "Th", "BS", "Bs", "BSCK", "LS", "KTS", "KS", "CN", "DS",
    "NCS", "NSND", "NSƯT", "NGND", "NGƯT", "Tr", "tr", "St", "Mr", "Mrs", "Ms", "Dr", "Jr", "Sr", "Prof", "Co", "Ltd",
    "Inc", "No", "vs", "Q", "P", "H", "Đ",
];
/// Length of the longest, in bytes.
const LONGEST_ABBREVIATION: usize = 5;

fn is_abbreviation(text: &str, tokens: &[Token], previous: &Token, mark: u32, start: u32) -> bool {
    let word = previous.span().of(text);
    if word.len() <= LONGEST_ABBREVIATION && ABBREVIATIONS.contains(&word) {
        return true;
    }
    let initial = previous.capital && word.chars().count() == 1;
    initial && mark >= start + 2 && {
        let before = &tokens[mark as usize - 2];
        before.capital || before.syllable == w::FULL_STOP
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::model::Segmented;

    fn sentences(text: &str) -> Vec<String> {
        let mut seg = Segmented::default();
        super::super::segment(text, Lexicon::builtin(), &mut seg);
        seg.sentences.iter().map(|s| s.span.of(text).to_owned()).collect()
    }

    #[test]
    fn ordinary_ends() {
        assert_eq!(sentences("Trời đẹp. Ai cũng vui! Thế à? Vâng…"), ["Trời đẹp.", "Ai cũng vui!", "Thế à?", "Vâng…"]);
        assert_eq!(sentences("Hội nghị kết thúc./."), ["Hội nghị kết thúc./."]);
    }

    #[test]
    fn abbreviations_numbers_and_initials() {
        for whole in [
            "PGS.TS. Lê Thị Mơ ở TP. Vinh và TP.HCM có 1.000 học viên, đạt 3,5 điểm.",
            "Chuyên gia Robert A. Smith đến dự.",
            "Các mạng lưới như Glob.E.... để chia sẻ thông tin.",
            "1. Xây dựng kế hoạch.",
        ] {
            assert_eq!(sentences(whole), [whole]);
        }
    }

    #[test]
    fn quotations_stay_whole() {
        assert_eq!(
            sentences("“Phải làm ngay. Không chờ nữa”, ông Bảy nói. Mọi người đồng ý."),
            ["“Phải làm ngay. Không chờ nữa”, ông Bảy nói.", "Mọi người đồng ý."]
        );
        assert_eq!(sentences("“Phải làm ngay.” Ông Bảy nói vậy."), ["“Phải làm ngay.”", "Ông Bảy nói vậy."]);
    }

    #[test]
    fn missing_space_after_the_full_stop() {
        assert_eq!(sentences("Làm theo quy định.Ông Bảy đồng ý."), ["Làm theo quy định.", "Ông Bảy đồng ý."]);
    }
}
