//! Stretches a content over the following sentences of its paragraph, up to the next attribution.

use crate::lexicon::{Category, Opener};
use crate::model::{Block, CueClass, SpeakerKind, TokenRange};
use crate::segment::Article;

use super::found::Found;
use crate::entities::hit_at;

/// Stretches the statements of one paragraph and moves contents that a colon announces into the next paragraph.
pub(super) fn stretch(article: &Article, paragraph: u32, found: &mut [Found]) {
    if found.is_empty() {
        return;
    }
    let tokens = article.seg.paragraphs[paragraph as usize].tokens;
    let (end, open) = (tokens.end, left_open(article, tokens));
    let next = next_sentences(found);
    for index in 0..found.len() {
        let this = &found[index];
        if this.nested || this.closed || this.before && !this.content_reaches_end(article) {
            continue;
        }
        let sentence_end = article.seg.sentences[this.sentence as usize].tokens.end;
        if this.content.end < sentence_end && !this.before {
            continue;
        }
        let limit = next[index].map_or(end, |sentence| article.seg.sentences[sentence as usize].tokens.start);
        let limit = before_scene(article, this, limit, open);
        let limit = if this.before { after_quotation(article, sentence_end, limit) } else { limit };
        found[index].content.end = limit.max(found[index].content.end);
    }
    for this in found.iter_mut() {
        announce(article, paragraph, this);
    }
}

/// For each statement, all by position, the next sentence that another one stands in by itself.
fn next_sentences(found: &[Found]) -> Vec<Option<u32>> {
    let mut next = vec![None; found.len()];
    // The sentence of the statement last seen, and the next one behind it.
    let (mut here, mut behind) = (None, None);
    for (index, this) in found.iter().enumerate().rev() {
        if here.is_some_and(|here| here > this.sentence) {
            (here, behind) = (None, here);
        }
        next[index] = behind;
        if !this.nested {
            here = Some(this.sentence);
        }
    }
    next
}

/// The first mark of a paragraph that opens a quotation and is never closed. Sentences end inside of no other.
fn left_open(article: &Article, tokens: TokenRange) -> Option<u32> {
    let quotes = &article.seg.quotes;
    let from = quotes.partition_point(|quote| quote.open < tokens.start);
    let own = quotes[from..].iter().take_while(|quote| quote.open < tokens.end);
    own.filter(|quote| !quote.closed).map(|quote| quote.open).next()
}

impl Found {
    /// A content before its attribution grows only where a quotation follows.
    fn content_reaches_end(&self, article: &Article) -> bool {
        let end = article.seg.sentences[self.sentence as usize].tokens.end;
        article.quote_opening(end).is_some()
    }
}

/// `“...”, X nói. “...” Chiều qua ...`: what follows the attribution ends with its quotation.
fn after_quotation(article: &Article, open: u32, limit: u32) -> u32 {
    article.quote_opening(open).filter(|quote| quote.closed).map_or(limit, |quote| limit.min(quote.close + 1))
}

/// The reporter takes over at a sentence that opens a new scene.
fn before_scene(article: &Article, found: &Found, limit: u32, open: Option<u32>) -> u32 {
    let at_length = speaks_at_length(found);
    for next in &article.seg.sentences[found.sentence as usize + 1..] {
        if next.tokens.start >= limit {
            break;
        }
        let opener = hit_at(article, next.tokens.start, Category::Opener)
            .map(|hit| article.lexicon.speech.openers[hit.entry as usize]);
        let quoted =
            open.is_some_and(|open| open < next.tokens.start) || article.quote_opening(next.tokens.start).is_some();
        let anew = !at_length && opener.is_none() || tells_of_speaker(article, found, next.tokens);
        if opener == Some(Opener::Break) || !quoted && anew {
            return next.tokens.start;
        }
    }
    limit
}

/// Persons and texts are reported over several sentences, bodies where they tell or hold something; what two sides agree on, or
/// what many wish, is one sentence, and goes on only where a connective or a quotation shows it.
fn speaks_at_length(found: &Found) -> bool {
    use CueClass::{Agree, Assert, Assess, Emphasize, Express, Request};
    match found.speaker.map(|speaker| speaker.kind) {
        Some(SpeakerKind::Group) => matches!(found.class, Some(Assert | Assess | Emphasize)),
        Some(SpeakerKind::Organization) => !matches!(found.class, Some(Agree | Assess | Express | Request)),
        _ => !matches!(found.class, Some(Agree)),
    }
}

/// `Ông A cho biết .... Ông A sinh năm 1960.`: with the speaker's name at the begin of a sentence somebody tells of him.
fn tells_of_speaker(article: &Article, found: &Found, sentence: TokenRange) -> bool {
    let Some(name) = found.speaker.and_then(|speaker| speaker.name) else { return false };
    let name = name.of(article.text);
    let head = article.span(TokenRange::new(sentence.start, sentence.end.min(sentence.start + 12))).of(article.text);
    match found.speaker.map(|speaker| speaker.kind) {
        Some(SpeakerKind::Organization) => head.starts_with(name),
        Some(SpeakerKind::Person) => {
            let given = name.rsplit(' ').next().unwrap_or(name);
            let titled = hit_at(article, sentence.start, Category::Honorific).is_some()
                || hit_at(article, sentence.start, Category::Role).is_some();
            titled && head.split([' ', ',']).any(|word| word == given)
        }
        _ => false,
    }
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
