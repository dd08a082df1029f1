//! Cuts an expression at commas, spaced dashes and brackets; marks inside a body's name do not cut.

use crate::entities::{bodies, hit_at, hit_over, names};
use crate::lexicon::{Category, words as w};
use crate::model::{TokenKind, TokenRange};
use crate::segment::Article;

use super::joint::begins_speaker;

/// Cuts at top-level commas and spaced dashes; a bracket is a piece of its own.
pub(super) fn pieces(article: &Article, range: TokenRange) -> Vec<TokenRange> {
    let mut out = Vec::new();
    let mut start = range.start;
    let mut at = range.start;
    while at < range.end {
        let token = article.token(at);
        let spaced_dash = matches!(token.syllable, w::HYPHEN | w::EN_DASH | w::EM_DASH)
            && token.spaced
            && !joins_words(article, range.start, at, range.end);
        let listed = token.syllable == w::COMMA && joins_body(article, start, at, range.end);
        if token.syllable == w::COMMA && !listed && !inside_body(article, at, range)
            || spaced_dash && !inside_body(article, at, range)
        {
            push(&mut out, start, at);
            start = at + 1;
        } else if title_behind_name(article, start, at) {
            push(&mut out, start, at);
            start = at;
        } else if token.syllable == w::OPEN_PAREN && !names_body(article, start, at) {
            let close = (at..range.end).find(|&i| article.token(i).syllable == w::CLOSE_PAREN).unwrap_or(range.end - 1);
            push(&mut out, start, at);
            push(&mut out, at, close + 1);
            start = close + 1;
            at = close;
        }
        at += 1;
    }
    push(&mut out, start, range.end);
    out
}

/// `kinh tế - xã hội`: a dash between small words cuts nothing.
fn joins_words(article: &Article, start: u32, dash: u32, end: u32) -> bool {
    let small = |at: u32| article.token(at).kind == TokenKind::Word && !article.token(at).capital;
    dash > start && dash + 1 < end && small(dash - 1) && small(dash + 1)
}

/// `ông Lê Văn Tám Tổng giám đốc HTS`: a title behind a whole name, without a comma.
fn title_behind_name(article: &Article, start: u32, at: u32) -> bool {
    let title = article.token(at).capital && hit_at(article, at, Category::Role).is_some_and(|hit| hit.len >= 2);
    title
        && hit_at(article, start, Category::Honorific)
            .is_some_and(|hit| at >= hit.end() + 2 && names::is_vietnamese(article, hit.end(), at))
}

/// `Bộ Kinh tế, Kế hoạch và Phát triển`: the comma stands inside a body's name, whose last two parts `và` joins.
fn joins_body(article: &Article, start: u32, comma: u32, end: u32) -> bool {
    let next = comma + 1;
    if next + 2 >= end || !article.token(next).capital || begins_speaker(article, next) {
        return false;
    }
    let body = (start..comma).any(|at| bodies::starts(article, at));
    let conjunction = (next..end.min(next + 6)).find(|&at| article.token(at).syllable == w::VA);
    body && conjunction
        .is_some_and(|at| at + 1 < end && article.token(at + 1).capital && !begins_speaker(article, at + 1))
        && !(next..end.min(next + 6)).any(|at| article.token(at).syllable == w::COMMA)
}

/// A bracket after a body (`Cơ quan Hợp tác Quốc tế Nhật Bản (JICA) tại Việt Nam`) stays in its part.
fn names_body(article: &Article, start: u32, open: u32) -> bool {
    let short = open + 1 < article.seg.tokens.len() as u32 && article.token(open + 1).all_caps;
    short && names::trailing(article, start, open).is_none_or(|name| name > start && bodies::starts(article, name))
}

fn push(out: &mut Vec<TokenRange>, start: u32, end: u32) {
    if start < end {
        out.push(TokenRange::new(start, end));
    }
}

/// A comma or dash that belongs to a registered name: `Bộ Văn hóa, Thể thao và Du lịch`.
pub(super) fn inside_body(article: &Article, at: u32, range: TokenRange) -> bool {
    hit_over(article, at, Category::Organization).is_some_and(|hit| hit.token >= range.start && hit.token < at)
        || article.token(at).syllable == w::COMMA && bodies::lists_dangers(article, at, range.end)
}
