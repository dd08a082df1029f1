//! Tells running text from captions, bylines and headings, which yield no statements.
//!
//! - Caption: a short paragraph with `Ảnh:`, `(Ảnh`, `- Ảnh`, `Nguồn:` near its end, or that ends in a photographer's name in
//!   capitals: `Quang cảnh hội nghị. Ảnh: Hà An`, `Người dân chờ tàu - Ảnh: T.T.D.`
//! - Byline: names, dates and sources only: `HÀ AN`, `26/07/2024 08:44`, `(Theo TTXVN)`.
//! - Heading: a short paragraph that no mark ends: `Nhiều điểm mới trong dự thảo`.

use crate::lexicon::words as w;
use crate::model::{Block, Paragraph, Segmented, Token, TokenKind};

/// A caption's marker stands at most this many tokens before its end.
const CREDIT_TOKENS: u32 = 14;
/// Captions and headings are short: limits in bytes of UTF-8 (Vietnamese has about 1.35 bytes a character).
const CAPTION_BYTES: u32 = 420;
const HEADING_BYTES: u32 = 200;
const BYLINE_BYTES: u32 = 90;

/// Sets the block of each paragraph.
pub(super) fn classify(text: &str, seg: &mut Segmented) {
    let tokens = &seg.tokens;
    for paragraph in &mut seg.paragraphs {
        let own = &tokens[paragraph.tokens.start as usize..paragraph.tokens.end as usize];
        paragraph.block = block(text, paragraph, own);
    }
}

fn block(text: &str, paragraph: &Paragraph, tokens: &[Token]) -> Block {
    let bytes = paragraph.span.len();
    if bytes <= CAPTION_BYTES && (has_credit(text, tokens) || ends_in_capitals(tokens) || is_view(text, tokens)) {
        return Block::Caption;
    }
    if bytes <= BYLINE_BYTES && is_byline(tokens) {
        return Block::Byline;
    }
    let question = tokens.last().is_some_and(|last| last.syllable == w::QUESTION) && paragraph.sentences.len() == 1;
    let quoted = tokens.iter().any(|token| matches!(token.syllable, w::OPEN_QUOTE | w::STRAIGHT_QUOTE));
    if bytes <= HEADING_BYTES && (!ends_with_mark(tokens) || question && !quoted) && !is_list_item(tokens) {
        return Block::Heading;
    }
    Block::Body
}

/// `Ảnh:`, `(Ảnh`, `- Ảnh`, `Nguồn:` near the end.
fn has_credit(text: &str, tokens: &[Token]) -> bool {
    let from = tokens.len().saturating_sub(CREDIT_TOKENS as usize);
    (from..tokens.len()).any(|at| {
        let token = &tokens[at];
        let followed = tokens.get(at + 1).is_some_and(|next| next.syllable == w::COLON);
        let preceded = at > 0 && matches!(tokens[at - 1].syllable, w::OPEN_PAREN | w::HYPHEN | w::EN_DASH);
        let word = token.span().of(text);
        token.capital && token.syllable == w::ANH && (followed || preceded || at + 3 >= tokens.len())
            || followed && matches!(word, "Nguồn" | "Video" | "Clip" | "Đồ" | "họa" | "Photo" | "ẢNH")
    })
}

/// `... trong ngày khai trường NGUYỄN AN`: the running text is not in capitals, the last words are.
fn ends_in_capitals(tokens: &[Token]) -> bool {
    let words = || tokens.iter().filter(|t| t.kind == TokenKind::Word);
    let tail = tokens.iter().rev().take_while(|t| t.all_caps || t.syllable == w::FULL_STOP || t.syllable == w::HYPHEN);
    let names = tail.filter(|t| t.all_caps).count();
    (2..=5).contains(&names) && words().count() > names + 3 && words().filter(|t| t.all_caps).count() < names + 3
}

/// `Quang cảnh hội đàm.`
fn is_view(text: &str, tokens: &[Token]) -> bool {
    tokens.len() > 1
        && tokens.len() < 30
        && matches!(tokens[0].span().of(text), "Quang" | "Toàn")
        && tokens[1].span().of(text) == "cảnh"
}

fn is_byline(tokens: &[Token]) -> bool {
    let Some(first) = tokens.first() else { return false };
    let last = &tokens[tokens.len() - 1];
    if first.syllable == w::OPEN_PAREN && last.syllable == w::CLOSE_PAREN && tokens.len() <= 8 {
        return true;
    }
    let names_and_numbers = tokens.iter().all(|t| t.kind != TokenKind::Word || t.capital || t.syllable == w::THU);
    let numbers = tokens.iter().filter(|t| t.kind == TokenKind::Number).count();
    let weekday_line = numbers >= 3 && tokens.len() <= 20;
    names_and_numbers && !ends_with_mark(tokens) && tokens.len() <= 8
        || first.syllable == w::THEO && tokens.len() <= 6 && !ends_with_mark(tokens)
        || weekday_line && tokens.iter().filter(|t| t.kind == TokenKind::Word && !t.capital).count() <= 3
}

/// Ends with a mark that ends a sentence, a list item or a quotation.
fn ends_with_mark(tokens: &[Token]) -> bool {
    // A quotation mark ends a sentence only with a full stop before it, or with the quotation that the paragraph is.
    if let [first, .., before, last] = tokens
        && matches!(last.syllable, w::CLOSE_QUOTE | w::STRAIGHT_QUOTE)
    {
        return before.kind == TokenKind::Mark || matches!(first.syllable, w::OPEN_QUOTE | w::STRAIGHT_QUOTE);
    }
    tokens.last().is_some_and(|last| {
        last.kind == TokenKind::Mark && !matches!(last.syllable, w::COMMA | w::HYPHEN | w::EN_DASH | w::CLOSE_PAREN)
    })
}

/// `- Hoàn thiện ...`, `+ ...`, `a) ...`, `1. ...`
fn is_list_item(tokens: &[Token]) -> bool {
    match tokens {
        [dash, ..] if dash.kind == TokenKind::Mark && dash.syllable != w::OPEN_QUOTE => true,
        [label, mark, ..] => {
            (label.kind == TokenKind::Number || label.end - label.start == 1)
                && matches!(mark.syllable, w::CLOSE_PAREN | w::FULL_STOP)
        }
        _ => false,
    }
}
