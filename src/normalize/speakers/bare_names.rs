//! Whose name a bare foreign word is: a person's (`Neymar nói`) or a body's (`Opta cho biết`, `Phó Chủ tịch Hansiba`). What stands
//! before it elsewhere in the document tells: `công ty X`, `trang X`, `Hiệp hội A (X)`, or `anh X`, `tiền đạo X`.

use std::collections::{HashMap, HashSet};

use crate::entities::syllable::looks_vietnamese;
use crate::entities::{bodies, hit_over, speaker};
use crate::lexicon::{Category, CommonSpeaker, RoleKind, words as w};
use crate::model::{Span, SpeakerKind, SpeakerMention, StatementMention};
use crate::segment::Article;

/// Bare names that are bodies'.
#[derive(Debug, Default)]
pub(super) struct BareNames<'a> {
    bodies: HashSet<&'a str>,
}

#[derive(Clone, Copy, Default)]
struct Votes {
    body: bool,
    person: bool,
}

impl<'a> BareNames<'a> {
    /// Looks at all places where the bare names that speak stand. Nothing is looked at where none speaks.
    pub fn collect(article: &Article<'a>, statements: &[StatementMention]) -> Self {
        let names =
            statements.iter().filter_map(|statement| bare(statement.speaker?)).map(|name| name.of(article.text));
        let foreign = |name: &&str| name.split(' ').any(|word| !looks_vietnamese(word));
        let mut votes: HashMap<&str, Votes> = names.filter(foreign).map(|name| (name, Votes::default())).collect();
        if votes.is_empty() {
            return Self::default();
        }
        let firsts: HashSet<&str> = votes.keys().filter_map(|name| name.split(' ').next()).collect();
        for (token, at) in article.seg.tokens.iter().zip(0..) {
            if at == 0 || !token.capital || !firsts.contains(token.span().of(article.text)) {
                continue;
            }
            let from = &article.text[token.start as usize..];
            for (_, vote) in votes.iter_mut().filter(|(name, _)| begins(from, name)) {
                article.work.add(1_u32);
                vote.body |= is_body(article, at);
                vote.person |= is_person(article, at);
            }
        }
        Self { bodies: votes.into_iter().filter(|(_, vote)| vote.body && !vote.person).map(|(name, _)| name).collect() }
    }

    /// Whether a name is a body's.
    pub fn is_body(&self, name: &str) -> bool {
        self.bodies.contains(name)
    }
}

/// The name of a person without an honorific.
fn bare(speaker: SpeakerMention) -> Option<Span> {
    speaker.name.filter(|_| speaker.kind == SpeakerKind::Person && speaker.honorific.is_none())
}

fn begins(text: &str, name: &str) -> bool {
    text.strip_prefix(name).is_some_and(|more| !more.starts_with(char::is_alphanumeric))
}

/// A body's first word, or a noun for bodies, stands before; or the name is the short form in brackets behind a longer one.
fn is_body(article: &Article, at: u32) -> bool {
    let head = hit_over(article, at - 1, Category::BodyHead).is_some_and(|hit| hit.end() == at);
    let noun = hit_over(article, at - 1, Category::CommonSpeaker).is_some_and(|hit| {
        let class = article.lexicon.speech.common_speakers[hit.entry as usize];
        hit.end() == at && matches!(class, CommonSpeaker::Outlet | CommonSpeaker::Body)
    });
    head || noun || is_short_name(article, at) || speaker::ends_small_head(article, at)
}

/// `Hội Công nghiệp hỗ trợ (Hansiba)`
fn is_short_name(article: &Article, at: u32) -> bool {
    const LONGEST: u32 = 14;
    let bracketed = article.token(at - 1).syllable == w::OPEN_PAREN && article.token(at + 1).syllable == w::CLOSE_PAREN;
    bracketed
        && (at.saturating_sub(LONGEST)..at - 1).any(|first| {
            bodies::starts(article, first)
                && bodies::at(article, first, at + 2).is_some_and(|body| body.tokens.end == at + 2)
        })
}

/// An honorific or a profession stands before; posts stand before names of bodies too.
fn is_person(article: &Article, at: u32) -> bool {
    let profession = |entry: u32| article.lexicon.speech.roles[entry as usize] != RoleKind::Office;
    hit_over(article, at - 1, Category::Honorific).is_some_and(|hit| hit.end() == at)
        || hit_over(article, at - 1, Category::Role).is_some_and(|hit| hit.end() == at && profession(hit.entry))
}
