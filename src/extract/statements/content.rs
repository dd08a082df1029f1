//! Where a reported content begins and ends.

use crate::entities::hit_at;
use crate::lexicon::{Category, words as w};
use crate::model::{TokenKind, TokenRange};
use crate::segment::Article;

/// The first token of the content after a cue that ends at `at`: past `thêm`, `rõ`, `rằng`, `là`, `về`, `với`, the comma or colon,
/// and a short adjunct (`với báo chí rằng`, `tại hội nghị:`).
pub(super) fn start(article: &Article, cue_end: u32, end: u32) -> u32 {
    if let Some(quote) = announced(article, cue_end, end) {
        return quote;
    }
    let mut at = skip_particles(article, cue_end, end);
    // After a comma or `rằng` a preposition begins what was said.
    let direct = at == cue_end || matches!(article.token(at - 1).syllable, w::THEM | w::RO | w::LAI);
    if direct && at < end && opens_adjunct(article, at) {
        if let Some(after) = after_adjunct(article, at, end) {
            at = skip_particles(article, after, end);
        } else if matches!(article.token(at).syllable, w::VE | w::VOI | w::TRUOC) {
            at += 1;
        }
    }
    after_topic(article, at, end)
}

/// `kể lại khoảnh khắc kinh hoàng: “...”`: a few words of what it is about, then the quotation.
fn announced(article: &Article, cue_end: u32, end: u32) -> Option<u32> {
    const LONGEST: u32 = 12;
    let colon = (cue_end..end.min(cue_end + LONGEST)).find(|&at| article.token(at).kind == TokenKind::Mark)?;
    let opens = colon + 1 < end && article.quote_opening(colon + 1).is_some();
    (article.token(colon).syllable == w::COLON && opens).then_some(colon + 1)
}

/// `đặt câu hỏi liên quan đến ...`: the topic follows.
fn after_topic(article: &Article, at: u32, end: u32) -> u32 {
    let topic = at + 3 < end
        && article.token(at).syllable == w::LIEN
        && article.token(at + 1).syllable == w::QUAN
        && matches!(article.token(at + 2).syllable, w::DEN | w::TOI);
    if topic { at + 3 } else { at }
}

fn skip_particles(article: &Article, mut at: u32, end: u32) -> u32 {
    while at < end {
        let skip =
            matches!(article.token(at).syllable, w::THEM | w::RO | w::RANG | w::LA | w::COMMA | w::COLON | w::LAI);
        // `nói rõ hơn`, but not `..., hơn 100 người`.
        let number = at + 1 < end && article.token(at + 1).kind == TokenKind::Number;
        let more =
            article.token(at).syllable == w::HON && at > 0 && article.token(at - 1).kind == TokenKind::Word && !number;
        if !(skip || more) {
            break;
        }
        at += 1;
    }
    at
}

fn opens_adjunct(article: &Article, at: u32) -> bool {
    matches!(article.token(at).syllable, w::VOI | w::TAI | w::TREN | w::TRONG | w::HOM | w::VE | w::TRUOC)
}

/// The token after `với báo chí rằng`, `tại hội nghị:`; none if no such end comes soon.
fn after_adjunct(article: &Article, at: u32, end: u32) -> Option<u32> {
    const LONGEST: u32 = 14;
    for next in at + 1..end.min(at + LONGEST) {
        match article.token(next).syllable {
            w::RANG | w::COLON => return Some(next + 1),
            // `vui mừng trước thành tựu kinh tế, xã hội`: what it is about, not where.
            w::COMMA if says_where(article, at) && article.token(at).syllable != w::TRUOC => return Some(next + 1),
            w::FULL_STOP | w::SEMICOLON => return None,
            _ => {}
        }
    }
    None
}

/// The end of a quotation that began paragraphs before.
fn without_stray_close(article: &Article, range: TokenRange) -> TokenRange {
    let closes = article.token(range.end - 1).syllable == w::CLOSE_QUOTE;
    let opens = (range.start..range.end).any(|at| article.token(at).syllable == w::OPEN_QUOTE);
    if closes && !opens { TokenRange::new(range.start, range.end - 1) } else { range }
}

/// `nói với các phóng viên, ...`, `nói tại hội nghị, ...`; but `nhấn mạnh với lợi thế này, ...` and `đề nghị trong năm tới, ...` begin
/// what was said.
fn says_where(article: &Article, at: u32) -> bool {
    match article.token(at).syllable {
        w::VE | w::TRONG => false,
        w::VOI => (at + 1..at + 3).any(|next| {
            hit_at(article, next, Category::CommonSpeaker).is_some()
                || matches!(article.word(next), "báo" | "tờ" | "phóng")
        }),
        _ => true,
    }
}

/// Cuts marks at the edges: quotation marks that enclose, `: , ; ...` and full stops; `?` and `!` stay. A quotation mark that
/// belongs to a term inside stays.
pub(super) fn trim(article: &Article, content: TokenRange) -> TokenRange {
    let mut range = trim_start(article, content);
    loop {
        let before = range;
        range = trim_end(article, range);
        if range.len() >= 2 {
            range = without_stray_close(article, unquote(article, range));
        }
        range = trim_start(article, range);
        if range == before {
            return range;
        }
    }
}

fn trim_start(article: &Article, mut range: TokenRange) -> TokenRange {
    while range.start < range.end {
        let token = article.token(range.start);
        let loose = matches!(token.syllable, w::COMMA | w::COLON | w::SEMICOLON | w::FULL_STOP | w::ELLIPSIS)
            || token.spaced && matches!(token.syllable, w::HYPHEN | w::EN_DASH | w::EM_DASH | w::VA_PLUS)
            || token.kind == TokenKind::Mark && article.word(range.start) == "•";
        if !loose {
            break;
        }
        range.start += 1;
    }
    range
}

/// Cuts full stops, commas, `./.` and the like at the end.
pub(super) fn trim_end(article: &Article, mut range: TokenRange) -> TokenRange {
    while range.end > range.start {
        let loose = matches!(
            article.token(range.end - 1).syllable,
            w::COMMA
                | w::COLON
                | w::SEMICOLON
                | w::FULL_STOP
                | w::ELLIPSIS
                | w::SLASH
                | w::HYPHEN
                | w::EN_DASH
                | w::EM_DASH
        );
        if !loose {
            break;
        }
        range.end -= 1;
    }
    range
}

/// Takes off quotation marks that enclose the whole, and a mark at one edge whose partner is not inside.
fn unquote(article: &Article, mut range: TokenRange) -> TokenRange {
    if let Some(quote) = article.quote_opening(range.start) {
        if quote.close + 1 == range.end {
            return TokenRange::new(range.start + 1, range.end - 1);
        }
        if !quote.closed || quote.close >= range.end {
            range.start += 1;
        }
    }
    if range.end > range.start && article.quote_closing(range.end - 1).is_some_and(|quote| quote.open < range.start) {
        range.end -= 1;
    }
    range
}
