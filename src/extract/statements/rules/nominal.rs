//! A noun of telling with its owner: `Ý kiến của ông A là ...`, `Quan điểm của Bộ B là ...`

use crate::entities::speaker;
use crate::lexicon::words as w;
use crate::model::{CueClass, TokenRange};
use crate::segment::Article;

use super::super::found::Found;

/// Nouns of what somebody thinks or wants, in small letters, and what they do.
const NOUNS: &[(&str, CueClass)] = &[
    ("ý kiến", CueClass::Say),
    ("quan điểm", CueClass::Assert),
    ("lập trường", CueClass::Assert),
    ("nguyện vọng", CueClass::Express),
    ("mong muốn", CueClass::Express),
    ("đề nghị", CueClass::Request),
    ("kiến nghị", CueClass::Propose),
    ("đề xuất", CueClass::Propose),
    ("nhận định", CueClass::Assess),
];

/// Appends the statement that a sentence makes of a noun of telling: `Quan điểm của Bộ B là không tinh giản cơ học`.
pub(super) fn find(article: &Article, sentence: u32, range: TokenRange, all: &mut Vec<Found>) {
    const FURTHEST: u32 = 40;
    if range.len() < 7 || article.token(range.start + 2).syllable != w::CUA {
        return;
    }
    let noun = TokenRange::new(range.start, range.start + 2);
    let text = article.span(noun).of(article.text).to_lowercase();
    let Some((_, class)) = NOUNS.iter().find(|(noun, _)| *noun == text) else { return };
    let owner = range.start + 3;
    let is = |at: &u32| article.token(*at).syllable == w::LA;
    let Some(copula) = (owner + 1..range.end.min(range.start + FURTHEST)).find(is) else { return };
    let end = if article.token(copula - 1).syllable == w::COMMA { copula - 1 } else { copula };
    let Some(speaker) = speaker::parse(article, TokenRange::new(owner, end)) else { return };
    all.push(Found {
        attribution: TokenRange::new(range.start, copula + 1),
        cue: Some(noun),
        class: Some(*class),
        speaker: Some(speaker),
        ..Found::new("nominal", sentence, TokenRange::new(copula + 1, range.end))
    });
}
