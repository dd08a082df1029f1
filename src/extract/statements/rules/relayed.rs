//! A medium passes on what somebody said: `AFP dẫn lời ông A cho biết ...`, `ông A được AFP dẫn lời nói rằng ...`.
//!
//! The speaker is who said it; the medium is the relay.

use crate::entities::speaker;
use crate::lexicon::words as w;
use crate::model::{CueClass, Span, SpeakerMention, TokenRange};
use crate::segment::Article;

use super::super::found::Found;
use super::super::{content, modifiers, quoted, subject};

/// Who spoke, and who passes it on.
pub(super) struct Relayed {
    /// The source; its tokens begin with the relay.
    pub source: SpeakerMention,
    pub relay: Option<Span>,
}

/// The source before a reporting verb, where a medium is quoted as passing it on.
pub(super) fn before(article: &Article, limit: u32, verb: u32) -> Option<Relayed> {
    const FURTHEST: u32 = 60;
    let from = verb.saturating_sub(FURTHEST).max(limit);
    let (at, behind) = (from..verb).rev().find_map(|at| phrase(article, at, verb).map(|behind| (at, behind)))?;
    let end = modifiers::before(article, verb, behind);
    if behind == end {
        return passive(article, limit, at);
    }
    // `AFP dẫn lời ông A, người điều hành phiên họp, cho biết ...`
    let source = speaker::parse(article, TokenRange::new(behind, end))
        .or_else(|| subject::before(article, behind, verb).filter(|source| source.tokens.start == behind))?;
    Some(active(article, limit, at, source))
}

/// `Ông A được AFP dẫn lời`
fn passive(article: &Article, limit: u32, at: u32) -> Option<Relayed> {
    const LONGEST: u32 = 12;
    let by = (at.saturating_sub(LONGEST).max(limit)..at).rev().find(|&i| article.token(i).syllable == w::DUOC)?;
    let source = subject::before(article, limit, by)?;
    let relay = (by + 1 < at).then(|| article.span(TokenRange::new(by + 1, at)));
    Some(Relayed { source, relay })
}

fn active(article: &Article, limit: u32, at: u32, mut source: SpeakerMention) -> Relayed {
    let relay = subject::before(article, limit, at);
    source.tokens.start = relay.map_or(at, |relay| relay.tokens.start);
    Relayed { source, relay: relay.map(|relay| relay.span) }
}

/// `dẫn lời`, `dẫn tuyên bố của`, `dẫn nguồn tin từ`: the token after the phrase that begins at `at`; after `dẫn` alone in `dẫn một
/// nguồn tin thân cận`, where the noun itself is the source.
fn phrase(article: &Article, at: u32, end: u32) -> Option<u32> {
    const NOUNS: &[&str] = &[
        "tuyên bố",
        "thông báo",
        "phát biểu",
        "thông tin",
        "báo cáo",
        "bình luận",
        "nhận định",
        "nguồn tin",
        "nguồn",
        "bài đăng",
        "số liệu",
        "thông cáo",
    ];
    if article.token(at).syllable != w::DAN || article.token(at).capital || at + 1 >= end {
        return None;
    }
    let of = |next: u32| next < end && matches!(article.token(next).syllable, w::CUA | w::TU);
    if article.token(at + 1).syllable == w::LOI {
        return Some(at + 2 + u32::from(of(at + 2)));
    }
    let noun = article.span(TokenRange::new(at + 1, (at + 3).min(end))).of(article.text).to_lowercase();
    let named = NOUNS.contains(&noun.as_str()) && of(at + 3);
    let source = at + 1 + u32::from(article.token(at + 1).syllable == w::MOT);
    let nameless = source + 2 <= end && article.word(source) == "nguồn" && article.word(source + 1) == "tin";
    named
        .then_some(at + 4)
        .or_else(|| (noun.starts_with("nguồn") && of(at + 2)).then_some(at + 3))
        .or_else(|| nameless.then_some(at + 1))
}

/// `“...”, AFP dẫn lời ông A.`, `AFP dẫn lời ông A: “...”`: no other verb.
pub(super) fn without_verb(article: &Article, sentence: u32, range: TokenRange, all: &mut Vec<Found>) {
    if !article.says(sentence, w::DAN) {
        return;
    }
    let Some(at) = (range.start + 1..range.end).find(|&at| {
        article.token(at).syllable == w::DAN && at + 1 < range.end && article.token(at + 1).syllable == w::LOI
    }) else {
        return;
    };
    let from = at + 2;
    let end =
        (from..range.end).find(|&i| matches!(article.token(i).syllable, w::COLON | w::FULL_STOP)).unwrap_or(range.end);
    let Some(source) = speaker::parse(article, TokenRange::new(from, end)) else { return };
    let relayed = active(article, range.start, at, source);
    let after = TokenRange::new(content::start(article, end, range.end), range.end);
    let before = quoted::before(article, range, &relayed.source, after);
    let (found_content, stands_before) = match before {
        Some(before) => (before.content, true),
        None if article.quote_opening(after.start).is_some() => (after, false),
        None => return,
    };
    all.push(Found {
        attribution: TokenRange::new(relayed.source.tokens.start, end),
        cue: Some(TokenRange::new(at, at + 2)),
        class: Some(CueClass::Say),
        speaker: Some(relayed.source),
        relay: relayed.relay,
        before: stands_before,
        closed: stands_before,
        ..Found::new("relayed", sentence, found_content)
    });
}
