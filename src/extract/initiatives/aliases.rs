//! Short names that an article gives in brackets and uses elsewhere: `Diễn đàn Doanh nghiệp Sông Lớn (DBSL)` and
//! `[DBSL lần thứ ba]`, `[dự án PVB]`, also before it is given, for the lead may stand last. The short name is of the same kind
//! and has the same parties.

use std::collections::HashMap;

use super::scene::Scene;
use super::status::Carry;
use super::view::{self, View};
use super::{Found, beside, details, edges};
use crate::lexicon::{Category, words as w};
use crate::model::{Block, InitiativeKind as Kind, InitiativeMention, TokenKind, TokenRange};
use crate::segment::Article;

/// Rows before a place that may still cover it.
const NESTING: usize = 8;
/// Shortest short name, in bytes.
const MIN_BYTES: usize = 3;

/// Short names, and the row that gave each.
type Aliases<'a> = HashMap<&'a str, usize>;

/// Adds a row for each later use of a short name.
pub(super) fn find(article: &Article, scene: &Scene, initiatives: &mut Vec<InitiativeMention>) {
    let aliases = given(article, initiatives);
    if aliases.is_empty() {
        return;
    }
    let mut found = Vec::new();
    for at in 0..article.seg.tokens.len() as u32 {
        if !article.token(at).all_caps {
            continue;
        }
        let Some(&given) = aliases.get(article.word(at)) else { continue };
        let start = article.token(at).start;
        // Rows are ordered by begin and nest little.
        let before = initiatives.partition_point(|row| row.span.start <= start);
        let taken = initiatives[..before].iter().rev().take(NESTING).any(|row| start < row.span.end);
        if taken {
            continue;
        }
        found.extend(row(article, scene, at, &initiatives[given]));
    }
    if !found.is_empty() {
        initiatives.append(&mut found);
        initiatives.sort_by_key(|row| (row.span.start, std::cmp::Reverse(row.span.end)));
    }
}

/// The short names that rows end with, in brackets.
fn given<'a>(article: &Article<'a>, initiatives: &[InitiativeMention]) -> Aliases<'a> {
    let mut aliases = Aliases::new();
    let tokens = &article.seg.tokens;
    for (index, row) in initiatives.iter().enumerate().filter(|(_, row)| row.rule == "instrument") {
        let from = tokens.partition_point(|token| token.start < row.span.start) as u32;
        let to = tokens.partition_point(|token| token.end <= row.span.end) as u32;
        let Some(close) = (from + 2..to).find(|&at| article.token(at).syllable == w::CLOSE_PAREN) else { continue };
        let short = article.token(close - 1);
        let name = article.word(close - 1);
        let known = article.seg.begins(close - 1, Category::Cooperation) || aliases.contains_key(name);
        // `(trị giá 5 tỷ USD)` names nothing.
        let alone = matches!(article.token(close - 2).syllable, w::OPEN_PAREN | w::HYPHEN | w::EN_DASH | w::EM_DASH);
        if alone && short.all_caps && name.len() >= MIN_BYTES && !known && !of_party(article, close - 1) {
            aliases.insert(name, index);
        }
    }
    aliases
}

/// `Biên bản ghi nhớ với Cơ quan Biên phòng (CQBP)`: the short name of a party.
fn of_party(article: &Article, at: u32) -> bool {
    let sentence = article.seg.sentences[article.sentence_of(at) as usize].tokens;
    let named = article.hits(TokenRange::new(at, at + 1)).iter().any(|hit| hit.category == Category::Organization);
    let view = View::new(article, view::piece(sentence, at));
    let behind_preposition = |start: u32| {
        start > view.range.start
            && matches!(view.syllable(start - 1), w::VOI | w::GIUA | w::CUA | w::VA | w::CUNG_VOI | w::DO_CAUSE)
    };
    named || view.party_over(at).is_some_and(|party| behind_preposition(party.tokens.start))
}

fn row(article: &Article, scene: &Scene, at: u32, given: &InitiativeMention) -> Option<InitiativeMention> {
    let sentence = article.sentence_of(at);
    let paragraph = article.seg.sentences[sentence as usize].paragraph;
    if article.seg.paragraphs[paragraph as usize].block != Block::Body {
        return None;
    }
    let view = View::new(article, view::piece(article.seg.sentences[sentence as usize].tokens, at));
    let (start, kind) = head(&view, at, given);
    let tokens = TokenRange::new(start, behind(&view, at + 1));
    if beside::is_beside(&view, start, kind) {
        return None;
    }
    let cue = TokenRange::new(at, at + 1);
    let name = Some(view.span(cue).into());
    let found = Found { tokens, kind, noun: true, name, cue, rule: "alias" };
    let mut row = details::fill(&view, scene, found, Carry::default(), None, &[]);
    row.participants.clone_from(&given.participants);
    Some(row)
}

/// Where the phrase begins and what it names: `dự án PVB` and `văn phòng PVB` repeat the head of the whole name, `mạng lưới
/// văn phòng PVB` is something else made of it.
fn head(view: &View, at: u32, given: &InitiativeMention) -> (u32, Kind) {
    let first_words: Vec<&str> = given.span.of(view.article.text).split_whitespace().take(2).collect();
    let repeats = first_words.len() == 2
        && at >= view.range.start + 2
        && first_words
            .iter()
            .zip([at - 2, at - 1])
            .all(|(word, at)| view.word(at).to_lowercase() == word.to_lowercase());
    let mut start = if repeats { at - 2 } else { at };
    let mut kind = given.kind;
    let from = view.range.start.max(start.saturating_sub(4));
    let before = (from..start).find_map(|at| {
        let (hit, entry) = view.cooperation_at(at)?;
        (hit.end() == start && is_thing(entry.kind)).then_some((at, entry.kind))
    });
    if let Some((at, other)) = before {
        start = at;
        kind = other;
    }
    (edges::left(view, start, &["các", "những", "hệ thống"]), kind)
}

fn is_thing(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Exchange | Kind::InformationSharing | Kind::Assistance | Kind::JointOperation | Kind::Training
    )
}

/// `năm nay`, `lần thứ ba`, `2024`: which time.
fn behind(view: &View, end: u32) -> u32 {
    let number = |at: u32| view.range.has(at) && view.token(at).kind == TokenKind::Number;
    if view.reads(end, "năm") && view.reads(end + 1, "nay") || view.reads(end, "lần") && number(end + 1) {
        end + 2
    } else if view.reads(end, "lần") && view.reads(end + 1, "thứ") && view.range.has(end + 2) {
        end + 3
    } else if number(end) {
        end + 1
    } else {
        end
    }
}
