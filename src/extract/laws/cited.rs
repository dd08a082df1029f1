//! Other documents inside a title or right behind it: what is amended, whose they are, which belong to the list around.

use super::edges::{head_at, word_at};
use super::notes;
use crate::lexicon::{Category, HeadRole, WordClass, words as w};
use crate::model::TokenKind;
use crate::segment::Article;

/// `sửa đổi Nghị định 15/2020/NĐ-CP, Nghị định 20/2021/NĐ-CP`: inside a title that amends, a further number that is amended.
pub(super) fn amended_follows(article: &Article, first: u32, joint: u32, end: u32) -> bool {
    let amends = (first..first + 2).any(|at| matches!(article.word(at), "sửa" | "bãi" | "thay" | "Sửa"));
    let is_number = |at: u32| at < end && article.word(at).starts_with(|c: char| c.is_ascii_digit());
    let after_number = article.token(joint - 1).all_caps || is_number(joint - 1);
    if !amends || !after_number || joint + 1 >= end {
        return false;
    }
    head_at(article, joint + 1, end).is_some_and(|head| {
        is_number(head.end()) || is_number(head.end() + 1) && article.token(head.end()).syllable == w::SO
    })
}

/// The last code of a document's number: `BTC` in `39/2018/TT-BTC`.
pub(super) fn is_code(article: &Article, at: u32) -> bool {
    let joined =
        matches!(article.token(at - 1).syllable, w::HYPHEN | w::SLASH | w::EN_DASH) && !article.token(at).spaced;
    joined && article.token(at).all_caps
}

/// Behind the comma after a number: a further document, its date, or what else the title is about.
pub(super) fn numbers_follow(article: &Article, at: u32, end: u32) -> bool {
    at < end
        && (head_at(article, at, end).is_some()
            || article.word(at).starts_with(|c: char| c.is_ascii_digit())
            || article.token(at).syllable == w::NGAY
            || word_at(article, at, end, |class| class == WordClass::Title).is_some())
}

/// Whether a document's number or date stands before the `của` at token `at`, and no document behind it.
pub(super) fn is_cited_before(article: &Article, at: u32) -> bool {
    const WHOLE_DATE: u32 = 7;
    let last = at - 1;
    let dated = || {
        let day = (last.saturating_sub(WHOLE_DATE)..last).find(|&index| article.token(index).syllable == w::NGAY);
        day.is_some_and(|day| article.date_at(day + 1, at).is_some_and(|(_, next)| next == at))
    };
    let numbered = || article.token(last).kind == TokenKind::Number && article.token(last - 1).syllable == w::SO;
    (is_code(article, last) || numbered() || dated())
        && head_at(article, at + 1, article.seg.tokens.len() as u32).is_none()
}

/// The last token of the words that begin a title behind an issuer: `của Chính phủ quy định về ...`, `của Bộ Tài chính ngày 1/2/2020 về ...`.
pub(super) fn title_behind_issuer(article: &Article, at: u32, end: u32) -> Option<u32> {
    let next = issuer_end(article, at, end)?;
    let next = notes::date(article, next, end).map_or(next, |(_, after)| after);
    let begins = |class| matches!(class, WordClass::Title | WordClass::FormalTitle | WordClass::Act);
    let (_, length) = if next < end { word_at(article, next, end, begins)? } else { return None };
    Some(next + length - 1)
}

/// One past the issuer in `của Bộ trưởng Bộ Y tế`, which begins at token `at`.
pub(super) fn issuer_end(article: &Article, at: u32, end: u32) -> Option<u32> {
    const LONGEST: u32 = 16;
    if at + 1 >= end || article.token(at).syllable != w::CUA || !article.token(at + 1).capital {
        return None;
    }
    let first = at + 1;
    let mut next = first;
    while next < end && next < first + LONGEST {
        let token = article.token(next);
        if token.kind != TokenKind::Word {
            // `(khóa XIII)`, `Lao động - Thương binh và Xã hội`
            let dash = matches!(token.syllable, w::HYPHEN | w::EN_DASH | w::COMMA)
                && next + 1 < end
                && article.token(next + 1).capital
                && next > first
                && (token.syllable != w::COMMA || article.reads(next - 1, "hóa"));
            let term = token.syllable == w::OPEN_PAREN && next + 3 < end && article.reads(next + 1, "khóa");
            if term && article.token(next + 3).syllable == w::CLOSE_PAREN {
                next += 4;
                continue;
            }
            // `TP.HCM`
            let abbreviated =
                token.syllable == w::FULL_STOP && !token.spaced && next + 1 < end && article.token(next + 1).all_caps;
            if !dash && !abbreviated {
                break;
            }
        } else if next > first && next + 2 < end && article.reads(next, "lần") && article.reads(next + 1, "thứ") {
            // `Hội nghị lần thứ bảy Ban Chấp hành Trung ương`
            next += 3;
            continue;
        } else if token.syllable == w::NGAY || word_at(article, next, end, |_| true).is_some() {
            break;
        }
        next += 1;
    }
    (next > first).then_some(next)
}

/// `và các nghị quyết`, `và Nghị định 20`: other documents, not a part of the title.
pub(super) fn generic_follows(article: &Article, at: u32, end: u32) -> bool {
    if at >= end {
        return true;
    }
    let plural = matches!(article.token(at).syllable, w::CAC | w::NHUNG);
    let head = head_at(article, at + u32::from(plural), end);
    let law_in_general = matches!(article.word(at), "pháp" | "luật")
        && article
            .lexicon
            .matcher
            .longest_at(&article.seg.tokens, at, end, Category::LegalHead)
            .is_some_and(|hit| article.lexicon.legal.heads[hit.entry as usize].role == HeadRole::Stop);
    law_in_general || plural && head.is_some() || head.is_some_and(|_| article.token(at).capital)
}

/// `và khoản 5 Điều 11`: the pinpoint of the next document in a list.
pub(super) fn pinpoint_follows(article: &Article, at: u32, end: u32) -> bool {
    at + 1 < end
        && matches!(article.token(at).syllable, w::KHOAN | w::DIEU | w::DIEM)
        && article.word(at + 1).starts_with(|c: char| c.is_ascii_digit())
}

pub(super) fn names_issuer(article: &Article, at: u32, end: u32, name: &str) -> bool {
    let mut words = name.split(' ');
    let Some(first) = words.next() else { return false };
    at + 1 < end && article.word(at) == first && words.next().is_none_or(|second| article.word(at + 1) == second)
}
