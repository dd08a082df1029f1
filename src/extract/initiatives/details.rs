//! Makes a row of what a rule found: status, participants, field.

use super::scene::Scene;
use super::status::{self, Carry};
use super::view::View;
use super::{Found, dates, edges, joint, money, participants};
use crate::lexicon::{function as f, words as w};
use crate::model::{InitiativeMention, Span, TokenRange};

/// The row.
pub(super) fn fill(
    view: &View,
    scene: &Scene,
    found: Found,
    carry: Carry,
    before: &[InitiativeMention],
) -> InitiativeMention {
    let named = found.name.is_some();
    let last = before.last();
    let coordinated = last.filter(|last| found.noun && is_coordinated(view, last.span, &found));
    let partners = last.map_or(&[][..], |last| &last.participants[..]);
    let status = coordinated.map_or_else(
        || status::of(view, found.tokens, found.kind, found.noun, named, carry),
        |last| status::coordinated(last.status, found.kind),
    );
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

/// Right behind the row before it, with a comma or `và` between: one verb governs both.
fn is_coordinated(view: &View, before: Span, found: &Found) -> bool {
    let start = found.tokens.start;
    start > view.range.start + 1 && view.is_conjunction(start - 1) && view.token(start - 2).end == before.end
}

/// What it is about: behind `về`, `trong lĩnh vực` and the like, else what stands right behind the head.
fn field(view: &View, found: &Found) -> Option<Span> {
    let inner = TokenRange::new(found.cue.end, found.tokens.end);
    let marked = (inner.start..inner.end).find_map(|at| {
        let slot = view.slot(at);
        if slot.flags & f::FIELD != 0 { Some(at + slot.len) } else { (view.syllable(at) == w::VE).then_some(at + 1) }
    });
    let start = match marked {
        Some(start) => start,
        None if view.is_word(inner.start)
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
