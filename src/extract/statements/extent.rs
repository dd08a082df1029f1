//! Stretches a content over the following sentences of its paragraph, up to the next attribution.

use crate::lexicon::{Category, Opener};
use crate::model::{Block, TokenRange};
use crate::segment::Article;

use super::found::Found;
use crate::entities::hit_at;

/// Stretches the statements of one paragraph and moves contents that a colon announces into the next paragraph.
pub(super) fn stretch(article: &Article, paragraph: u32, found: &mut [Found]) {
    let end = article.seg.paragraphs[paragraph as usize].tokens.end;
    for index in 0..found.len() {
        let this = &found[index];
        if this.nested || this.closed || this.before && !this.content_reaches_end(article) {
            continue;
        }
        let sentence_end = article.seg.sentences[this.sentence as usize].tokens.end;
        if this.content.end < sentence_end && !this.before {
            continue;
        }
        let next = found[index + 1..]
            .iter()
            .filter(|other| !other.nested && other.sentence > this.sentence)
            .map(|other| other.sentence)
            .min();
        let limit = next.map_or(end, |sentence| article.seg.sentences[sentence as usize].tokens.start);
        let limit = before_scene(article, this.sentence, limit);
        found[index].content.end = limit.max(found[index].content.end);
    }
    for this in found.iter_mut() {
        announce(article, paragraph, this);
    }
}

impl Found {
    /// A content before its attribution grows only where a quotation follows.
    fn content_reaches_end(&self, article: &Article) -> bool {
        let end = article.seg.sentences[self.sentence as usize].tokens.end;
        article.quote_opening(end).is_some()
    }
}

/// The reporter takes over at a sentence that opens a new scene.
fn before_scene(article: &Article, sentence: u32, limit: u32) -> u32 {
    for next in &article.seg.sentences[sentence as usize + 1..] {
        if next.tokens.start >= limit {
            break;
        }
        let opener = hit_at(article, next.tokens.start, Category::Opener);
        if opener.is_some_and(|hit| article.lexicon.speech.openers[hit.entry as usize] == Opener::Break) {
            return next.tokens.start;
        }
    }
    limit
}

/// `Bộ trưởng nêu ba chính sách:` with nothing after it: what is said stands in the next paragraph.
fn announce(article: &Article, paragraph: u32, found: &mut Found) {
    let words = (found.content.start..found.content.end)
        .filter(|&at| article.token(at).kind != crate::model::TokenKind::Mark)
        .count();
    if words > 0 || found.before {
        return;
    }
    match article.seg.paragraphs.get(paragraph as usize + 1) {
        Some(next) if next.block == Block::Body => found.content = next.tokens,
        _ => found.content = TokenRange::default(),
    }
}
