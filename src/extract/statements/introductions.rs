//! People introduced anywhere with title or honorific and full name, so that later short mentions can be resolved:
//! `Trung tướng Lê Văn Tám, Thứ trưởng Bộ Công an đã hội đàm với ...`.

use crate::lexicon::{Category, words as w};
use crate::model::{SpeakerKind, SpeakerMention, TokenKind, TokenRange};
use crate::segment::Article;

use crate::entities::{bodies, hit_at, hit_over, names, speaker, title_at, verb_at};

/// Appends the introductions of an article, by position.
pub(super) fn find(article: &Article, people: &mut Vec<SpeakerMention>) {
    let mut free = 0;
    for hit in &article.seg.hits {
        let begins =
            hit.category == Category::Honorific || hit.category == Category::Role && title_at(article, hit.token);
        if hit.token < free || !begins {
            continue;
        }
        if let Some(person) = introduction(article, hit.token) {
            free = person.tokens.end;
            people.push(person);
        }
    }
}

/// The longest introduction that begins at a title or honorific: up to the name, then over appositions.
pub(super) fn introduction(article: &Article, start: u32) -> Option<SpeakerMention> {
    const FURTHEST: u32 = 40;
    let end = article.seg.sentences[article.sentence_of(start) as usize].tokens.end.min(start + FURTHEST);
    let name_end = name_end(article, start, end)?;
    // After a preposition the title is somebody else's: `thừa ủy quyền của Thủ tướng, Bộ trưởng Bộ A Lê Văn B`.
    let governed = start > 0 && matches!(article.token(start - 1).syllable, w::CUA | w::VOI | w::CHO | w::DO_CAUSE);
    if governed && (start..name_end).any(|at| article.token(at).syllable == w::COMMA) {
        return None;
    }
    let mut best = person(article, start, name_end)?;
    let mut at = name_end;
    while at < end && opens_apposition(article, at) {
        let Some(to) = apposition_end(article, at + 1, end) else { break };
        let whole = person(article, start, to).map(|longer| (longer, to));
        let title = || title_end(article, at + 1, to).and_then(|to| Some((person(article, start, to)?, to)));
        let Some((longer, to)) = whole.or_else(title) else { break };
        best = longer;
        at = to;
    }
    Some(best)
}

fn person(article: &Article, start: u32, end: u32) -> Option<SpeakerMention> {
    speaker::parse(article, TokenRange::new(start, end)).filter(|p| p.kind == SpeakerKind::Person && p.name.is_some())
}

/// The end of the first run of capitals after the title that is a name.
fn name_end(article: &Article, start: u32, end: u32) -> Option<u32> {
    let mut at = start;
    let mut open = false;
    while at < end {
        let token = article.token(at);
        match token.syllable {
            w::OPEN_PAREN => open = true,
            // `(giám đốc Công ty A), Lê Văn Tám`: the title in brackets is that of the name before them.
            w::CLOSE_PAREN if !open => return None,
            _ => {}
        }
        if token.kind == TokenKind::Mark
            && !matches!(token.syllable, w::COMMA | w::HYPHEN | w::FULL_STOP | w::OPEN_PAREN | w::CLOSE_PAREN)
            && !matches!(article.word(at), "'" | "’")
        {
            return None;
        }
        // `... tổng thống. Ông ấy ...`: a full stop after a whole word ends the sentence, after `TS` it does not.
        if token.syllable == w::FULL_STOP && at > start && article.word(at - 1).len() > 4 {
            return None;
        }
        if at > start
            && matches!(article.word(at), "tiếp" | "thăm" | "gặp" | "tặng" | "trao" | "đón" | "mời" | "thay" | "chúc")
        {
            return None;
        }
        if at > start
            && token.capital
            && hit_at(article, at, Category::Role).is_none()
            && let Some(run) = names::leading(article, at, end)
        {
            let begins = names::trailing(article, at, run.end);
            // `ca sĩ Thu Lan`: without a family name.
            let called = run.len() >= 2
                && at > start
                && hit_over(article, at - 1, Category::Honorific).is_some_and(|hit| hit.end() == at);
            if called || begins.is_some_and(|begin| run.end - begin >= 2) {
                return Some(run.end);
            }
            at = run.end.max(at + 1);
            continue;
        }
        at += 1;
    }
    None
}

/// `Giám đốc Nhà xuất bản A trả lời phỏng vấn`: what somebody does, under a picture mostly.
fn begins_deed(article: &Article, at: u32) -> bool {
    const DEEDS: &[(&str, &str)] = &[
        ("trả", "lời"),
        ("tham", "dự"),
        ("phát", "biểu"),
        ("chủ", "trì"),
        ("trao", "đổi"),
        ("trao", "quyết"),
        ("tặng", "hoa"),
        ("dự", "lễ"),
        ("làm", "việc"),
    ];
    DEEDS.contains(&(article.word(at), article.word(at + 1)))
}

/// `Chủ tịch UBND tỉnh Hà Nam dự buổi lễ`: where a title ends with its body, whatever verb follows.
fn title_end(article: &Article, start: u32, end: u32) -> Option<u32> {
    let role = hit_at(article, start, Category::Role).filter(|hit| hit.end() < end)?;
    bodies::at(article, role.end(), end).map(|body| body.tokens.end)
}

fn opens_apposition(article: &Article, at: u32) -> bool {
    let token = article.token(at);
    matches!(token.syllable, w::COMMA | w::OPEN_PAREN)
        || token.spaced && matches!(token.syllable, w::HYPHEN | w::EN_DASH)
}

/// Where an apposition that begins with a title ends: at a mark, aspect marker or reporting verb.
fn apposition_end(article: &Article, start: u32, end: u32) -> Option<u32> {
    if start >= end || hit_at(article, start, Category::Role).is_none() {
        return None;
    }
    let stop = (start + 1..end).find(|&at| {
        let token = article.token(at);
        // `Thành ủy TP.HCM`: a stop inside a word.
        let inside = token.syllable == w::FULL_STOP && !token.spaced && at + 1 < end && !article.token(at + 1).spaced;
        let mark = token.kind == TokenKind::Mark
            && !inside
            && !matches!(token.syllable, w::HYPHEN | w::AMPERSAND | w::OPEN_PAREN);
        let verb = !token.capital
            && hit_over(article, at, Category::Organization).is_none()
            && (matches!(
                token.syllable,
                w::DA
                    | w::CUNG
                    | w::DANG
                    | w::SE
                    | w::LA
                    | w::CO
                    | w::VE
                    | w::DUOC
                    | w::BI
                    | w::DE
                    | w::DEN
                    | w::VA
                    | w::TAI
                    | w::TRONG
            ) || verb_at(article, at).is_some()
                || begins_deed(article, at));
        mark || verb
    });
    let stop = stop.unwrap_or(end);
    Some(if stop < end && article.token(stop).syllable == w::CLOSE_PAREN { stop + 1 } else { stop })
}
