//! Whether a verb of cooperation has somebody to cooperate with.
//!
//! `chia sẻ dữ liệu [với các địa phương]`, `[hai bên] chia sẻ dữ liệu`, `[các nước] cần chia sẻ dữ liệu [với nhau]`, or the
//! pair that the document is about, where the sentence speaks for it.

use super::parties::Party;
use super::scene::Scene;
use super::subjects;
use super::view::View;
use crate::lexicon::{function as f, words as w};
use crate::model::TokenRange;

/// Parties behind `với`, `giữa`, `cùng`, `cho` inside the phrase.
pub(super) fn partners<'v>(view: &'v View, inner: TokenRange) -> impl Iterator<Item = &'v Party> {
    view.parties.iter().filter(move |party| {
        inner.has(party.tokens.start)
            && (party.both
                || party.is_country
                || party.tokens.start > inner.start
                    && matches!(
                        view.syllable(party.tokens.start - 1),
                        w::VOI | w::GIUA | w::CUNG_VOI | w::CHO | w::VA | w::COMMA | w::TU
                    ))
    })
}

/// Between whom: a partner in the phrase, two subjects, or the pair of the document.
pub(super) fn has_partner(view: &View, scene: &Scene, tokens: TokenRange) -> bool {
    if partners(view, tokens).next().is_some() || subjects::partner_before(view, tokens.start, w::COMMA).is_some() {
        return true;
    }
    let subjects = subjects::subject(view, tokens.start);
    if mutual(view, tokens) && (scene.foreign || !subjects.is_empty()) {
        return true;
    }
    if subjects.len() > 1 || subjects.iter().any(|party| party.both || is_plural(view, party)) {
        return true;
    }
    let asked = subjects.len() == 1 && subjects[0].is_country && subjects::requester(view, &subjects[0]).is_some();
    asked || scene.pair.len() == 2 && in_talks(view, scene, tokens.start)
}

/// `các quốc gia`, `các nước`: several, so that they cooperate with each other.
fn is_plural(view: &View, party: &Party) -> bool {
    let at = party.tokens.start;
    view.reads(at, "các") && (view.reads(at + 1, "nước") || view.reads(at + 1, "quốc") || view.reads(at + 1, "bên"))
}

/// `lẫn nhau`, `với nhau`
pub(super) fn mutual(view: &View, tokens: TokenRange) -> bool {
    (tokens.start..tokens.end).any(|at| view.reads(at + 1, "nhau") && (view.reads(at, "lẫn") || view.reads(at, "với")))
}

/// Whether the sentence speaks for or to the pair: in a document about talks, a wish or plan, or one of the two named.
fn in_talks(view: &View, scene: &Scene, at: u32) -> bool {
    let before = TokenRange::new(view.range.start, at);
    let countries = || view.parties.iter().filter(|party| party.tokens.end <= at);
    scene.both > 1
        || countries().any(|party| party.both)
        || view.slots_in(before, f::PROPOSE | f::PLAN).next().is_some()
            && countries().any(|party| scene.pair.iter().any(|p| p.country.is_some() && p.country == party.country))
}
