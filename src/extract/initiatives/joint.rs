//! Joint operations: `phối hợp` with a partner and an act, and campaigns of two forces.
//!
//! `[phối hợp với Bộ Y tế rà soát danh mục thuốc]`, `hai bên [phối hợp xác minh thông tin]`. Meetings that are organised
//! together (`phối hợp với A tổ chức hội nghị`) are single events, no rows.

use super::Found;
use super::acts::{Head, NOMINAL, found, is_verbal, right, skip_adverbs};
use super::edges::{self, Reach};
use super::partners::has_partner;
use super::scene::Scene;
use super::view::View;
use crate::lexicon::{CooperationRole as Role, function as f, words as w};
use crate::model::{InitiativeKind as Kind, TokenRange};

/// One-off meetings are no rows: `phối hợp tổ chức hội nghị`.
const MEETINGS: &[&str] = &[
    "hội nghị",
    "hội thảo",
    "cuộc họp",
    "tọa đàm",
    "lễ",
    "buổi",
    "họp báo",
    "phiên",
    "giải",
    "cuộc thi",
    "đêm",
    "triển lãm",
    "chương trình",
    "sự kiện",
];

/// `phối hợp (với A) + act`.
pub(super) fn coordinate(view: &View, scene: &Scene, head: &Head) -> Option<Found> {
    let at = skip_adverbs(view, head.tokens.end);
    let with = view.range.has(at) && matches!(view.syllable(at), w::VOI | w::GIUA | w::CUNG_VOI | w::CUNG | w::CUA)
        || view.party_at(at).is_some();
    let end = right(view, head, Reach { verbal: true, place: true, purpose: with, list: false });
    let inner = TokenRange::new(head.tokens.end, end);
    let behind = if view.party_at(at).is_some() {
        at
    } else {
        at + 1 + u32::from(view.reads(at, "cùng") && view.reads(at + 1, "với"))
    };
    let explicit = view.party_at(behind).is_some_and(|party| !party.guess)
        || view.has(behind, f::PARTY)
        || view.reads(behind, "phía")
        || view.reads(behind, "nhau");
    // `phối hợp tại các diễn đàn đa phương`: support for each other, no operation.
    let forums = view.slots_in(inner, f::ACT).next().is_none()
        && (inner.start..inner.end.min(inner.start + 7)).any(|at| view.reads(at, "diễn") && view.reads(at + 1, "đàn"));
    let acts = view.slots_in(inner, f::ACT | f::FIELD | f::BOOST).next().is_some()
        || (inner.start..inner.end).any(|at| matches!(view.syllable(at), w::DE | w::TRONG))
        || forums;
    let tokens = TokenRange::new(head.tokens.start, end);
    let accepted = if with { explicit && acts } else { acts && has_partner(view, scene, tokens) };
    let programme = view.reads(at, "tổ")
        && (at + 2..at + 5)
            .any(|at| view.cooperation_at(at).is_some_and(|(_, c)| !is_verbal(c.role) || c.role == Role::Peak));
    if !accepted || programme || is_meeting(view, inner) {
        return None;
    }
    let nominal = edges::left(view, head.tokens.start, NOMINAL) < head.tokens.start;
    let kind = if forums || nominal && with && view.syllable(at) == w::GIUA { Kind::Partnership } else { head.kind };
    Some(found(view, head, end, kind, "coordinate"))
}

fn is_meeting(view: &View, inner: TokenRange) -> bool {
    let organises = |at: &u32| view.reads(*at, "tổ") && view.reads(*at + 1, "chức") && view.party_over(*at).is_none();
    let Some(at) = (inner.start..inner.end).find(organises) else {
        return false;
    };
    let next = skip_adverbs(view, at + 2);
    let object = inner.has(next) && view.is_word(next) && !view.has(next, f::STOP) && !view.reads(next, "nhân");
    !object
        || (next..next + 3).any(|at| {
            MEETINGS.iter().any(|meeting| match meeting.split_once(' ') {
                Some((a, b)) => view.reads(at, a) && view.reads(at + 1, b),
                None => view.reads(at, meeting),
            })
        })
}

/// `các đợt cao điểm ...` of two forces.
pub(super) fn peak(view: &View, scene: &Scene, head: &Head) -> Option<Found> {
    if scene.pair.len() < 2 || scene.both < 2 {
        return None;
    }
    let end = right(view, head, Reach { list: true, place: true, verbal: true, purpose: false });
    let mut row = found(view, head, end, head.kind, "peak");
    row.tokens.start = edges::left(view, row.tokens.start, &["các", "những"]);
    Some(row)
}
