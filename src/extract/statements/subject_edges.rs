//! Where the words before a verb begin in which its subject is sought: behind the last clause, a place line, a connective.

use crate::entities::{hit_at, title_at};
use crate::lexicon::{Category, Opener, RoleKind, words as w};
use crate::model::{Hit, TokenKind};
use crate::segment::Article;

use super::subject::is_closing_quote;

/// Whether a title at a token is a post: of `Ngày Nhà giáo, Tổng Bí thư A` the first part is none.
pub(super) fn post_at(article: &Article, at: u32) -> bool {
    let post = |hit: Hit| article.lexicon.speech.roles[hit.entry as usize] != RoleKind::Profession;
    title_at(article, at) && hit_at(article, at, Category::Role).is_some_and(post)
}

/// Steps over commas and dashes at the begin (`– Bà A`), and over a place line (`TPO - Ông A`, `(Dân trí) - Ông A`).
pub(super) fn skip_edge(article: &Article, limit: u32, end: u32) -> u32 {
    const LONGEST: u32 = 8;
    let dash = |at: u32| matches!(article.token(at).syllable, w::HYPHEN | w::EN_DASH | w::EM_DASH);
    let mut at = limit;
    while at < end && (article.token(at).syllable == w::COMMA || dash(at)) {
        at += 1;
    }
    if at >= end {
        return at;
    }
    let behind = if article.token(at).syllable == w::OPEN_PAREN {
        (at..end.min(at + LONGEST)).find(|&i| article.token(i).syllable == w::CLOSE_PAREN).map(|close| close + 1)
    } else {
        let code =
            article.token(at).all_caps && at == article.seg.paragraphs[article.paragraph_of(at) as usize].tokens.start;
        code.then_some(at + 1)
    };
    match behind.filter(|&behind| behind + 1 < end && dash(behind)) {
        Some(dash) => dash + 1,
        None => at,
    }
}

/// The first token after the last semicolon, colon or closed quotation before `end`.
pub(super) fn clause_start(article: &Article, limit: u32, end: u32) -> u32 {
    (limit..end)
        .rev()
        .find(|&at| {
            matches!(article.token(at).syllable, w::SEMICOLON | w::COLON | w::QUESTION | w::EXCLAMATION | w::ELLIPSIS)
                || is_closing_quote(article, at)
        })
        .map_or(limit, |at| {
            let mut next = at + 1;
            while next < end
                && article.token(next).kind == TokenKind::Mark
                && article.token(next).syllable != w::OPEN_PAREN
            {
                next += 1;
            }
            next
        })
}

/// Steps over a connective that no comma sets off: `Tuy nhiên ông A`, `Còn bà B`, `Do đó cơ quan này`.
pub(super) fn skip_connective(article: &Article, start: u32, end: u32) -> u32 {
    let opener = hit_at(article, start, Category::Opener).filter(|hit| hit.end() < end);
    let goes_on = |hit: &Hit| article.lexicon.speech.openers[hit.entry as usize] == Opener::Continue;
    match opener.filter(goes_on) {
        // `các đồng chí` opens a sentence too, but here it is who speaks.
        Some(hit)
            if hit.len >= 2
                && article.token(hit.end()).syllable != w::COMMA
                && article.token(start).syllable != w::CAC =>
        {
            hit.end()
        }
        // `Khi Steven Reed cho biết ...`
        _ if article.token(start).syllable == w::KHI && start + 1 < end && article.token(start + 1).capital => {
            start + 1
        }
        _ if matches!(article.token(start).syllable, w::CON | w::NHUNG_BUT | w::SONG | w::VA | w::CUNG | w::RIENG) => {
            start + 1
        }
        _ => start,
    }
}
