//! Makes a row of what a rule found: status, participants, field.

use super::scene::Scene;
use super::status::{self, Carry};
use super::view::View;
use super::{Found, dates, edges, joint, money, participants};
use crate::lexicon::{function as f, words as w};
use crate::model::{InitiativeKind as Kind, InitiativeMention, InitiativeStatus as Status, Span, TokenRange};

/// The row. `listed` is the status of the row before this sentence, which the items of a list share; `before` are the rows of
/// the sentence so far.
pub(super) fn fill(
    view: &View,
    scene: &Scene,
    found: Found,
    carry: Carry,
    listed: Option<Status>,
    before: &[InitiativeMention],
) -> InitiativeMention {
    let named = found.name.is_some();
    let last = before.last();
    let coordinated = last.filter(|last| found.noun && is_coordinated(view, last, &found));
    // Those of a treaty that the sentence names do not do what is told behind it.
    let partners = last
        .filter(|last| found.noun || !(matches!(last.kind, Kind::Agreement) && last.name.is_some()))
        .map_or(&[][..], |last| &last.participants[..]);
    let listed = listed.filter(|_| found.noun && last.is_none() && status::is_list_item(view, found.tokens.start));
    let status = match (coordinated, listed) {
        (Some(last), _) => status::coordinated(last.status, found.kind),
        (None, Some(status)) => status::coordinated(status, found.kind),
        (None, None) => status::of(view, found.tokens, found.kind, found.noun, named, carry),
    };
    let within = if found.rule == "coordinate" { joint::partner_range(view, &found) } else { found.tokens };
    InitiativeMention {
        span: view.span(found.tokens),
        paragraph: view.article.paragraph_of(found.tokens.start),
        kind: found.kind,
        status,
        participants: participants::of(view, scene, (found.tokens, within), found.noun, partners),
        field: field(view, &found),
        cue: Some(view.span(found.cue)),
        event_date: dates::of(view, found.tokens, status),
        amount: money::of(view, found.tokens, found.kind),
        rule: found.rule,
        name: found.name,
    }
}

/// Right behind the row before it, with a comma, `và` or `;` between: one verb governs both.
fn is_coordinated(view: &View, last: &InitiativeMention, found: &Found) -> bool {
    let before = last.span;
    let mut at = found.tokens.start;
    let joins = |at: u32| view.is_conjunction(at) || view.syllable(at) == w::SEMICOLON;
    while at > view.range.start && joins(at - 1) {
        at -= 1;
    }
    if at == found.tokens.start || at <= view.range.start {
        return false;
    }
    // `... gồm: Hiệp định A ...; Bản ghi nhớ B ...; Thỏa thuận C`: items of one list.
    let item = view.syllable(at) == w::SEMICOLON
        && found.kind == Kind::Agreement
        && matches!(last.status, Status::Signed | Status::Negotiating | Status::Ratified)
        && !(view.range.start..at)
            .rev()
            .take_while(|&at| view.token(at).end > before.end)
            .any(|at| view.syllable(at) == w::SEMICOLON || view.has(at, f::SIGN | f::PLAN | f::PROPOSE));
    view.token(at - 1).end == before.end || item
}

/// What it is about: behind `về`, `trong lĩnh vực` and the like, else what stands right behind the head.
fn field(view: &View, found: &Found) -> Option<Span> {
    if found.rule == "alias" {
        return None;
    }
    let inner = TokenRange::new(found.cue.end, found.tokens.end);
    let marked = (inner.start..inner.end).find_map(|at| {
        let slot = view.slot(at);
        if slot.flags & f::FIELD != 0 { Some(at + slot.len) } else { (view.syllable(at) == w::VE).then_some(at + 1) }
    });
    let start = match marked {
        Some(start) => start,
        None if view.is_word(inner.start)
            && !view.token(inner.start).all_caps
            && inner.has(inner.start)
            && !super::parties::is_function_word(view, inner.start)
            && !view.has(inner.start, f::ADVERB | f::GENERIC | f::STOP)
            && view.party_at(inner.start).is_none()
            && !super::cooperate::is_pair_of_names(view, inner.start) =>
        {
            inner.start
        }
        None => return None,
    };
    let end = (start..inner.end)
        .find(|&at| {
            matches!(view.syllable(at), w::GIUA | w::VOI | w::CHO | w::DA | w::DO_CAUSE)
                || at > start && view.party_at(at).is_some_and(|party| party.is_country)
        })
        .unwrap_or(inner.end);
    let end = edges::trim(view, start, end);
    (end > start).then(|| view.span(TokenRange::new(start, end)))
}
