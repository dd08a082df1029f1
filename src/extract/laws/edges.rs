//! Where a name or title ends, for documents that the registry does not know.
//!
//! Names and titles of Vietnamese documents have commas and conjunctions inside (`Luật Phòng, chống tham nhũng`, `về chính sách
//! tài khóa, tiền tệ`), so no mark ends them surely. They end before a word that shows that a clause goes on (`có hiệu lực`,
//! `đã`, `nhằm`), before the next document in a list, and before a comma after which such a word or a body follows.

use super::cited::{
    amended_follows, generic_follows, is_cited_before, is_code, names_issuer, numbers_follow, pinpoint_follows,
    title_behind_issuer,
};
use super::frames::{before_main_clause, closes_frame, is_framed};
use super::pairs::coordinates;
use super::title_words::{
    actor_follows, ends_name, ends_title, is_due, is_person, is_stray_date, purpose_follows, role_follows,
};
use crate::lexicon::{Category, HeadRole, WordClass, words as w};
use crate::model::{Hit, TokenKind, TokenRange};
use crate::segment::Article;

/// How far behind a comma the clause's verb is looked for, in tokens.
const LOOKAHEAD: u32 = 24;
const SHORT_LOOKAHEAD: u32 = 2;
/// No bracket in a title is longer, in tokens.
const LONGEST_BRACKET: u32 = 24;

/// The head word at token `at`.
pub fn head_at(article: &Article, at: u32, end: u32) -> Option<Hit> {
    let hit = article.lexicon.matcher.longest_at(&article.seg.tokens, at, end, Category::LegalHead)?;
    let role = article.lexicon.legal.heads[hit.entry as usize].role;
    (!matches!(role, HeadRole::Stop | HeadRole::Code)).then_some(hit)
}

/// Whether a word of one of the classes begins at token `at`.
pub fn word_at(article: &Article, at: u32, end: u32, wanted: impl Fn(WordClass) -> bool) -> Option<(WordClass, u32)> {
    // `giai đoạn 2021-2025, định hướng đến năm 2030`: no verb.
    if at > 0
        && article.word(at) == "hướng"
        && article.word(at - 1) == "định"
        && at + 1 < end
        && article.word(at + 1) != "dẫn"
    {
        return None;
    }
    let words = &article.lexicon.legal.words;
    words.at(&article.seg.tokens, at, end, |class| class != WordClass::Subject && wanted(class))
}

/// The end of a law's name that begins at token `at` (after the head word), at most `end`.
pub fn name_end(article: &Article, at: u32, end: u32) -> u32 {
    let first = at;
    let mut at = at;
    while at < end {
        let token = article.token(at);
        if token.kind == TokenKind::Number || head_at(article, at, end).is_some_and(|_| token.capital) {
            break;
        }
        if token.kind == TokenKind::Mark {
            // `Phòng, chống`: a comma inside the name comes early, and a small letter follows.
            let inside = token.syllable == w::COMMA
                && at - first <= 3
                && at + 1 < end
                && is_small_word(article, at + 1)
                && head_at(article, at + 1, end).is_none()
                && !matches!(
                    article.word(at + 1),
                    "người" | "các" | "những" | "doanh" | "bạn" | "tại" | "nếu" | "khi" | "trong" | "để" | "từ"
                )
                && !clause_within(article, at + 1, end, SHORT_LOOKAHEAD);
            if !inside {
                break;
            }
        } else if at > first {
            if ends_name(article, at, end) {
                break;
            }
            // `Luật A và Luật B` is two; `Luật A của Chính phủ` names its issuer.
            let next_capital = at + 1 < end && article.token(at + 1).capital;
            if matches!(token.syllable, w::VA | w::CUA) && next_capital {
                break;
            }
        }
        at += 1;
    }
    trim(article, first, at)
}

/// The end of a title that begins at token `at`, at most `end`. `issuer` is the issuer's name where the title may be followed
/// by `của` and that name.
pub fn title_end(article: &Article, at: u32, end: u32, issuer: Option<&str>) -> u32 {
    let first = at;
    let mut at = at;
    let mut open_quotes = 0;
    let lookahead = if is_framed(article, first) { LOOKAHEAD } else { SHORT_LOOKAHEAD };
    while at < end {
        let token = article.token(at);
        match token.syllable {
            w::COMMA if coordinates(article, at, end) => {}
            w::COMMA if at > first && role_follows(article, at, end) => break,
            w::COMMA if at > first && amended_follows(article, first, at, end) => {}
            w::COMMA if clause_within(article, at + 1, end, lookahead) => break,
            w::COMMA if at > first && closes_frame(article, first, at, end) => break,
            w::COMMA
                if at + 1 < end && head_at(article, at + 1, end).is_some_and(|_| article.token(at + 1).capital) =>
            {
                break;
            }
            // `sửa Thông tư 39/2018/TT-BTC, tháo gỡ vướng mắc`: behind a number only a further one goes on.
            w::COMMA if at > first + 2 && is_code(article, at - 1) && !numbers_follow(article, at + 1, end) => break,
            // `..., và sau đó`, `với 440 phiếu`: what follows is another clause.
            w::COMMA if at + 1 < end && matches!(article.token(at + 1).syllable, w::VA | w::THEO) => break,
            w::TU if article.date_at(at + 1, end).is_some() => break,
            w::VOI if at + 1 < end && article.token(at + 1).kind == TokenKind::Number => break,
            // `... về thị thực - Ảnh: TTXVN`
            w::HYPHEN | w::EN_DASH if token.spaced && at + 1 < end && article.token(at + 1).syllable == w::ANH => break,
            w::DO_CAUSE if at > first && actor_follows(article, at, end) => break,
            w::DE if at > first + 3 && purpose_follows(article, first, at, end) => break,
            // `... về tinh giản biên chế trước ngày 01/01/2025`: until when somebody was treated by it.
            w::TRUOC
                if at > first
                    && article.date_at(at + 2, end).is_some()
                    && article.token(at + 1).syllable == w::NGAY =>
            {
                break;
            }
            w::SEMICOLON if !(at + 1 < end && article.token(at + 1).syllable == w::VIEC) => break,
            w::COLON if !token.spaced && at + 1 < end && !article.token(at + 1).spaced => {}
            // `TP.HCM`
            w::FULL_STOP
                if at + 1 < end && !token.spaced && !article.token(at + 1).spaced && article.token(at + 1).all_caps => {
            }
            w::FULL_STOP | w::COLON | w::QUESTION | w::EXCLAMATION | w::ELLIPSIS | w::CLOSE_PAREN => break,
            w::OPEN_QUOTE => open_quotes += 1,
            w::CLOSE_QUOTE | w::STRAIGHT_QUOTE | w::CLOSE_SINGLE | w::CLOSE_GUILLEMET => {
                if open_quotes == 0 {
                    break;
                }
                open_quotes -= 1;
            }
            w::OPEN_PAREN => match short_paren(article, at, end) {
                Some(close) => at = close,
                None => break,
            },
            w::VA | w::COMMA if pinpoint_follows(article, at + 1, end) => break,
            w::VA if at > first && amended_follows(article, first, at, end) => {}
            w::VA if generic_follows(article, at + 1, end) => break,
            // `bãi bỏ Quyết định 72/2013/QĐ-TTg của Thủ tướng quy định ...`: the issuer of the document inside, with its title.
            w::CUA if at > first && is_cited_before(article, at) => match title_behind_issuer(article, at, end) {
                Some(title) => at = title,
                None => break,
            },
            w::CUA if issuer.is_some_and(|name| names_issuer(article, at + 1, end, name)) => break,
            // A date that nothing introduces begins the next item of a page: `... trong tình hình mới 09/07/2024 07:21`.
            _ if token.kind == TokenKind::Number && at > first && is_stray_date(article, at, end) => break,
            _ if token.kind == TokenKind::Word && at > first && ends_title(article, at, end) => break,
            _ => {}
        }
        at += 1;
    }
    let at = before_main_clause(article, first, at, end);
    trim(article, first, before_relative(article, first, at, end))
}

/// `... theo đề án đã được phê duyệt`: the words before `đã` belong to it, and not to the title.
fn before_relative(article: &Article, first: u32, at: u32, end: u32) -> u32 {
    const REACH: u32 = 4;
    let relative = at < end && article.token(at).syllable == w::DA;
    let by = (at.saturating_sub(REACH).max(first + 1)..at).find(|&index| article.token(index).syllable == w::THEO);
    by.filter(|_| relative).unwrap_or(at)
}

/// Whether what begins at token `at`, after a comma, is a clause of its own: it begins with a body or person, or has a word that
/// shows a clause before the next comma.
pub fn clause_follows(article: &Article, at: u32, end: u32) -> bool {
    clause_within(article, at, end, LOOKAHEAD)
}

fn clause_within(article: &Article, at: u32, end: u32, lookahead: u32) -> bool {
    if at >= end {
        return true;
    }
    let matcher = &article.lexicon.matcher;
    // `của HĐND, UBND`: a list of bodies goes on.
    let after_body = at >= 2
        && (article.token(at - 2).all_caps
            || article
                .hits(TokenRange::new(at.saturating_sub(9), at - 1))
                .iter()
                .any(|hit| hit.category == Category::Organization && hit.end() == at - 1));
    if article.token(at).capital
        && !(after_body && lookahead == SHORT_LOOKAHEAD)
        && matcher.longest_at(&article.seg.tokens, at, end, Category::Organization).is_some()
    {
        return true;
    }
    for next in at..end.min(at + lookahead) {
        let token = article.token(next);
        if token.kind == TokenKind::Mark && token.syllable != w::HYPHEN && token.syllable != w::EN_DASH {
            return false;
        }
        // `Tại Nghị định về A, B thì ...`: the frame reaches up to `thì`.
        if token.syllable == w::THI && next > at {
            return false;
        }
        let clause = word_at(article, next, end, |c| c == WordClass::Clause).is_some() && !is_due(article, next, end);
        if clause || is_person(article, next, end) {
            return true;
        }
    }
    false
}

/// `(Bình Phước)`, `(IBRD)`: a short bracket that begins with a capital belongs to the title; its closing bracket.
fn short_paren(article: &Article, at: u32, end: u32) -> Option<u32> {
    let first = at + 1;
    // `(NQ98)` is the document's own short name.
    let short_name = first < end && article.word(first).ends_with(|c: char| c.is_ascii_digit());
    // `(sau đây gọi là ...) giai đoạn 2020-2022`: the title goes on behind it.
    if first + 1 < end && article.token(first).syllable == w::SAU && article.word(first + 1) == "đây" {
        let close =
            (first..end.min(first + LONGEST_BRACKET)).find(|&at| article.token(at).syllable == w::CLOSE_PAREN)?;
        return (close + 1 < end && matches!(article.word(close + 1), "giai" | "năm")).then_some(close);
    }
    // `(SN 1977)` is of the person.
    let born = first < end && matches!(article.word(first), "SN" | "Sinh" | "sinh");
    if born
        || short_name
        || first >= end
        || !article.token(first).capital
        || matches!(article.token(first).syllable, w::ANH)
    {
        return None;
    }
    if head_at(article, first, end).is_some() {
        return None;
    }
    (first..end.min(first + 8)).find(|&index| article.token(index).syllable == w::CLOSE_PAREN)
}

pub fn is_small_word(article: &Article, at: u32) -> bool {
    article.token(at).kind == TokenKind::Word && !article.token(at).capital
}

/// Steps back over marks and joining words at the end.
fn trim(article: &Article, first: u32, mut at: u32) -> u32 {
    while at > first {
        let token = article.token(at - 1);
        let mark =
            token.kind == TokenKind::Mark && token.syllable != w::CLOSE_PAREN && token.syllable != w::CLOSE_QUOTE;
        let joint = matches!(token.syllable, w::VA | w::CUA | w::VE | w::CHO | w::CUNG_VOI)
            || matches!(article.word(at - 1), "đối" | "vì" | "khi" | "để" | "như")
            // `thương mại tự do` is whole.
            || article.word(at - 1) == "do" && !(at >= first + 2 && article.word(at - 2) == "tự");
        if !mark && !joint {
            break;
        }
        at -= 1;
    }
    at
}
