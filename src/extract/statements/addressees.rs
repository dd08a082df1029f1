//! To whom a proposal, request, question or invitation is put: `đề nghị [Bộ A, Bộ B và các địa phương] rà soát ...`.

use crate::lexicon::{Category, words as w};
use crate::model::{CueClass, Span, TokenKind, TokenRange};
use crate::segment::Article;

use super::found::Found;
use crate::entities::{bodies, hit_at, names};

/// The addressees at the begin of a content; none for other kinds of statements.
pub(super) fn find(article: &Article, found: &Found) -> Vec<Span> {
    if !matches!(found.class, Some(CueClass::Propose | CueClass::Request | CueClass::Ask)) || found.before {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut at = found.content.start;
    while let Some(one) = addressee(article, at, found.content.end) {
        out.push(article.span(one));
        at = one.end;
        if at >= found.content.end {
            return Vec::new();
        }
        let joined = matches!(article.token(at).syllable, w::COMMA | w::VA | w::CUNG_VOI);
        if !joined || out.len() > 12 {
            break;
        }
        at += 1;
    }
    out
}

fn addressee(article: &Article, at: u32, end: u32) -> Option<TokenRange> {
    if at >= end {
        return None;
    }
    if let Some(body) = bodies::at(article, at, end) {
        return Some(body.tokens);
    }
    if let Some(hit) = hit_at(article, at, Category::Country).filter(|hit| hit.end() < end) {
        return Some(TokenRange::new(at, hit.end()));
    }
    person(article, at, end).or_else(|| group(article, at, end))
}

/// A title with its body or name, or a name.
fn person(article: &Article, at: u32, end: u32) -> Option<TokenRange> {
    let title = hit_at(article, at, Category::Role).or_else(|| hit_at(article, at, Category::Honorific));
    let mut to = match title {
        Some(hit) if hit.end() < end => hit.end(),
        Some(_) => return None,
        None if names::is_surname(article, at) => at,
        None => return None,
    };
    if let Some(body) = bodies::at(article, to, end).filter(|_| to > at) {
        to = body.tokens.end;
    }
    if to < end {
        if let Some(name) = names::leading(article, to, end).filter(|name| name.len() <= 5) {
            to = name.end;
        }
    }
    (to > at + u32::from(title.is_none())).then(|| TokenRange::new(at, to))
}

/// `các bộ, ngành liên quan`, `hai bên`, `người dân`, `doanh nghiệp`.
fn group(article: &Article, at: u32, end: u32) -> Option<TokenRange> {
    let mut noun = at;
    while noun < end
        && matches!(article.token(noun).syllable, w::CAC | w::NHUNG | w::HAI | w::TOAN | w::TAT | w::CA)
        && hit_at(article, noun, Category::CommonSpeaker).is_none()
    {
        noun += 1;
    }
    if noun >= end {
        return None;
    }
    let hit = hit_at(article, noun, Category::CommonSpeaker)?;
    let mut to = hit.end();
    while to < end && is_qualifier(article, to) {
        to += 1;
    }
    (to < end).then(|| TokenRange::new(at, to))
}

/// `liên quan`, `chức năng`, `địa phương`, and names after a common noun.
fn is_qualifier(article: &Article, at: u32) -> bool {
    let token = article.token(at);
    token.kind == TokenKind::Word
        && (token.capital
            || matches!(token.syllable, w::LIEN | w::QUAN)
            || matches!(article.word(at), "chức" | "năng" | "địa" | "phương" | "có"))
}
