//! Recognises people and bodies: names, titles, the expression that names a speaker.
//!
//! All functions look at a few tokens around a candidate that the lexicon found; none scans a document.

pub mod bodies;
pub mod names;
pub mod speaker;
pub mod syllable;

use crate::lexicon::{Category, Strength};
use crate::model::Hit;
use crate::segment::Article;

/// The hit of a category that begins exactly at a token.
pub fn hit_at(article: &Article, token: u32, category: Category) -> Option<Hit> {
    if !article.seg.begins(token, category) {
        return None;
    }
    let hits = article.hits(crate::model::TokenRange::new(token, token + 1));
    hits.iter().find(|hit| hit.category == category).copied()
}

/// Whether a title begins at a token; not the end of `Phủ Chủ tịch` or of `tăng trưởng`.
pub fn title_at(article: &Article, token: u32) -> bool {
    hit_at(article, token, Category::Role).is_some()
        && !(token > 0 && !article.token(token).capital && article.word(token - 1).eq_ignore_ascii_case("tăng"))
        && hit_over(article, token, Category::BodyHead).is_none_or(|head| head.token >= token)
}

/// The reporting verb at a token; not one inside a name, nor a phrase that only looks like one.
pub fn verb_at(article: &Article, token: u32) -> Option<Hit> {
    let hit = hit_at(article, token, Category::Cue)?;
    let trap = article.lexicon.speech.cues[hit.entry as usize].strength == Strength::Trap;
    // `các nhà phân tích`
    let noun = hit_over(article, token, Category::CommonSpeaker).is_some_and(|noun| noun.token < token);
    let named = noun || article.token(token).capital || hit_over(article, token, Category::Organization).is_some();
    (!trap && !named).then_some(hit)
}

/// The hit of a category that covers a token.
pub fn hit_over(article: &Article, token: u32, category: Category) -> Option<Hit> {
    /// No name in the registries is longer than this many tokens.
    const LONGEST: u32 = 24;
    if !article.seg.covers(token, category) {
        return None;
    }
    let hits = article.hits(crate::model::TokenRange::new(token.saturating_sub(LONGEST), token + 1));
    hits.iter().rev().find(|hit| hit.category == category && hit.end() > token).copied()
}
