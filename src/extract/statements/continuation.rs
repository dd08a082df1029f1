//! Paragraphs that go on with the last statement without a reporting expression of their own: enumerations, further
//! quotations, `Về ...`, `Đồng thời ...`.
//!
//! A paragraph goes on unless it is plainly the reporter's: it opens a new scene, gives a date, or tells what named people did.

use crate::lexicon::{Category, Opener, words as w};
use crate::model::{Block, CueClass, SpeakerKind, TokenKind, TokenRange};
use crate::segment::Article;

use super::found::Found;
use crate::entities::{hit_at, names};

/// Appends a continuation for each paragraph that goes on with the statement before it.
pub(super) fn extend(article: &Article, all: &mut Vec<Found>) {
    let found = std::mem::take(all);
    let mut next = 0;
    let mut last: Option<usize> = None;
    for (index, paragraph) in article.seg.paragraphs.iter().enumerate() {
        let first = all.len();
        while next < found.len() && attribution_paragraph(article, &found[next]) == index as u32 {
            all.push(found[next].clone());
            next += 1;
        }
        if paragraph.block != Block::Body {
            continue;
        }
        let outer = all[first..].iter().rposition(|f| !f.nested).map(|at| at + first);
        let taken = last.is_some_and(|last| overlaps(all[last].content, paragraph.tokens) && all.len() == first);
        if taken {
            continue;
        }
        match (outer, last) {
            (Some(outer), _) => {
                last = open_end(article, &all[outer], paragraph.tokens).then_some(outer);
            }
            (None, Some(from)) if goes_on(article, &all[from], index) => {
                let mut new = Found::new("continuation", paragraph.sentences.start, paragraph.tokens);
                new.continues = Some(from as u32);
                // What the paragraph does is what the expression does that it goes on with.
                new.cue = all[from].cue;
                new.class = all[from].class;
                new.closed = true;
                all.push(new);
                last = Some(from);
            }
            (None, _) => last = None,
        }
    }
}

/// The paragraph that holds the attribution (a content announced by a colon stands in the next one).
fn attribution_paragraph(article: &Article, found: &Found) -> u32 {
    article.seg.sentences[found.sentence as usize].paragraph
}

fn overlaps(a: TokenRange, b: TokenRange) -> bool {
    a.start < b.end && b.start < a.end
}

/// Whether the statement reaches the end of its paragraph, so that the next can go on with it.
fn open_end(article: &Article, found: &Found, paragraph: TokenRange) -> bool {
    let passive = found.rule == "passive_agent";
    let words_after = (found.content.end..paragraph.end).any(|at| article.token(at).kind != TokenKind::Mark);
    (!words_after || found.before || found.content.start >= paragraph.end) && !passive
}

fn goes_on(article: &Article, from: &Found, index: usize) -> bool {
    /// A line shorter than this is a number, a label or a stray.
    const SHORTEST: u32 = 5;
    let paragraph = &article.seg.paragraphs[index];
    let range = paragraph.tokens;
    if range.len() < SHORTEST {
        return false;
    }
    let first = article.token(range.start);
    if list_item(article, range) || wholly_quoted(article, range) {
        return true;
    }
    let opener =
        hit_at(article, range.start, Category::Opener).map(|hit| article.lexicon.speech.openers[hit.entry as usize]);
    if opener == Some(Opener::Break) || first.kind == TokenKind::Mark {
        return false;
    }
    if is_topic_only(from) || follows_text(article, range) {
        return false;
    }
    let retold = from.speaker.is_some_and(|speaker| speaker.kind == SpeakerKind::Document);
    opener == Some(Opener::Continue) || retold || !tells_events(article, range)
}

/// Thanks, congratulations and the like are not gone on with.
fn is_topic_only(from: &Found) -> bool {
    matches!(from.class, Some(CueClass::Thank))
}

fn list_item(article: &Article, range: TokenRange) -> bool {
    let token = article.token(range.start);
    matches!(token.syllable, w::HYPHEN | w::EN_DASH | w::VA_PLUS) || article.word(range.start) == "•"
}

fn wholly_quoted(article: &Article, range: TokenRange) -> bool {
    article.seg.quotes.iter().any(|quote| quote.open == range.start && (quote.close + 3 >= range.end || !quote.closed))
}

/// A named person who acts, or a full date, in the first words: the reporter tells what happened.
fn tells_events(article: &Article, range: TokenRange) -> bool {
    const DATE_WITHIN: u32 = 14;
    let head = TokenRange::new(range.start, range.end.min(range.start + DATE_WITHIN));
    let dated = (head.start..head.end.saturating_sub(2)).any(|at| {
        article.token(at).kind == TokenKind::Number
            && article.token(at + 1).syllable == w::SLASH
            && article.token(at + 2).kind == TokenKind::Number
    });
    dated || names_person(article, range)
}

/// A person within the first words, or further on with what they did (`đã`).
fn names_person(article: &Article, range: TokenRange) -> bool {
    const NEAR: u32 = 6;
    const FAR: u32 = 40;
    let surname = names::is_surname(article, range.start) && range.len() > 1 && article.token(range.start + 1).capital;
    let head = TokenRange::new(range.start, range.end.min(range.start + FAR));
    let acted = (head.start..head.end).any(|at| article.token(at).syllable == w::DA);
    let person = article.hits(head).iter().any(|hit| {
        let title = hit.category == Category::Role && article.token(hit.token).capital;
        let honorific =
            hit.category == Category::Honorific && hit.end() < range.end && article.token(hit.end()).capital;
        (title || honorific)
            && (hit.token < range.start + NEAR || acted && followed_by_name(article, hit.end(), head.end))
    });
    surname || person
}

fn followed_by_name(article: &Article, at: u32, end: u32) -> bool {
    at < end && article.token(at).capital
}

/// `Liên quan đến ..., theo Nghị quyết số ...`: a text is followed, not somebody's speech.
fn follows_text(article: &Article, range: TokenRange) -> bool {
    const WITHIN: u32 = 18;
    let head = TokenRange::new(range.start, range.end.min(range.start + WITHIN));
    (head.start + 1..head.end.saturating_sub(1)).any(|at| {
        article.token(at).syllable == w::THEO
            && article.token(at - 1).syllable == w::COMMA
            && hit_at(article, at + 1, Category::CommonSpeaker).is_some()
    })
}
