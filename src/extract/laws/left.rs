//! What stands to the left of a document's name: `dự thảo`, `dự án`, and a pinpoint before it, with `của` or a comma between.

use super::{Left, pinpoint};
use crate::lexicon::words as w;
use crate::segment::Article;

/// Reads to the left of token `head`, not beyond token `first`.
pub fn read(article: &Article, first: u32, head: u32) -> Left {
    let mut left = Left { start: head, is_draft: false, provisions: Vec::new() };
    if let Some(start) = draft_words(article, first, head) {
        left.start = start;
        left.is_draft = true;
    }
    let mut end = left.start;
    if end > first && matches!(article.token(end - 1).syllable, w::CUA | w::COMMA | w::TRONG) {
        end -= 1;
    }
    if end > first
        && let Some((start, provisions)) = pinpoint::before(article, first, end)
    {
        left.start = start;
        left.provisions = provisions;
    }
    left
}

/// `dự thảo`, `dự án`, `Dự thảo lần 2`, `dự thảo mới nhất của`: their first token.
fn draft_words(article: &Article, first: u32, head: u32) -> Option<u32> {
    let is = |at: u32, word: &str| at >= first && article.reads(at, word);
    let pair = |end: u32| -> Option<u32> {
        let start = end.checked_sub(2).filter(|start| *start >= first)?;
        (is(start, "dự") && (is(end - 1, "thảo") || is(end - 1, "án"))).then_some(start)
    };
    if let Some(start) = pair(head) {
        return Some(start);
    }
    // `dự thảo lần 2 Luật ...`
    let numbered = head.checked_sub(2).filter(|at| *at >= first && is(*at, "lần"));
    if let Some(start) = numbered.and_then(pair) {
        return Some(start);
    }
    // `dự thảo của Luật ...`
    let of = head.checked_sub(1).filter(|at| *at >= first && article.token(*at).syllable == w::CUA);
    of.and_then(|at| head_of_draft(article, first, at))
}

/// Whether the head word stands in a list that is announced to be of bills: `ba dự án luật: Luật A; Luật B (sửa đổi)`, `các dự
/// thảo luật gồm Luật A và Luật B`.
pub fn in_list_of_drafts(article: &Article, first: u32, head: u32) -> bool {
    const REACH: u32 = 60;
    const ANNOUNCED: u32 = 6;
    let is = |at: u32, small: &str, capital: &str| {
        let word = article.word(at);
        word == small || word == capital
    };
    let opens = |at: &u32| article.token(*at).syllable == w::COLON || is(*at, "gồm", "Gồm");
    let Some(opening) = (first.max(head.saturating_sub(REACH))..head).rev().find(opens) else { return false };
    let colon = article.token(opening).syllable == w::COLON;
    if !colon && (opening..head).any(|at| article.token(at).syllable == w::SEMICOLON) {
        return false;
    }
    (first.max(opening.saturating_sub(ANNOUNCED))..opening.saturating_sub(1)).any(|at| {
        let bill = is(at, "dự", "Dự") && article.token(at + 1).syllable == w::LUAT;
        let draft = is(at, "dự", "Dự") && matches!(article.word(at + 1), "án" | "thảo");
        bill || draft && at + 2 < opening && article.token(at + 2).syllable == w::LUAT
    })
}

/// `sẽ biểu quyết thông qua Luật ...`, `trình Quốc hội thông qua Luật ...`: still to be passed.
pub fn is_to_be_passed(article: &Article, first: u32, head: u32) -> bool {
    const REACH: u32 = 6;
    const AHEAD: &[&str] = &["sẽ", "trình", "kiến", "chuẩn"];
    const DONE: u32 = 12;
    let passing = head >= first + 3 && article.reads(head - 1, "qua") && article.reads(head - 2, "thông");
    let before = |reach| first.max(head.saturating_sub(reach))..head - 2;
    passing
        && before(REACH).any(|at| AHEAD.iter().any(|word| article.reads(at, word)))
        && !before(DONE).any(|at| article.token(at).syllable == w::DA)
}

fn head_of_draft(article: &Article, first: u32, end: u32) -> Option<u32> {
    let start = end.checked_sub(2).filter(|start| *start >= first)?;
    (article.reads(start, "dự") && article.reads(start + 1, "thảo")).then_some(start)
}
