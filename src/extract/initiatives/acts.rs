//! Cooperation that is a verb: which rule reads it, and the common one for a verb with its object.
//!
//! `[chia sẻ thông tin về nguồn nước với Lào]`, `[trao đổi chuyên gia]`. A verb of many meanings needs a partner: in its
//! phrase, as a second subject, or the pair that the document is about. A verb without object that another follows
//! (`hỗ trợ, chia sẻ kinh nghiệm`) is one act with it. What is told to the press is not shared, and what is only the purpose
//! of something else (`nhằm tăng cường trao đổi thông tin`) is no act of its own.

use super::edges::{self, Reach};
use super::partners::{has_partner, partners};
use super::scene::Scene;
use super::view::View;
use super::{Found, aid, cooperate, joint};
use crate::lexicon::{Category, Cooperation, CooperationRole as Role, function as f, words as w};
use crate::model::{Hit, InitiativeKind as Kind, TokenKind, TokenRange};

/// A row for a verb of cooperation.
pub(super) fn find(view: &View, scene: &Scene, hit: &Hit, entry: &Cooperation) -> Option<Found> {
    if view.reads(hit.end(), "xã") && entry.phrase == "hợp tác" || inside_body(view, hit.token) {
        return None;
    }
    let head = merge(view, hit, entry);
    match head.role {
        Role::Cooperate => cooperate::cooperate(view, scene, &head),
        Role::Coordinate => joint::coordinate(view, scene, &head),
        Role::Beside => joint::beside(view, &head),
        Role::Aid if head.merged && edges::left(view, head.tokens.start, NOMINAL) < head.tokens.start => {
            act(view, scene, &head)
        }
        Role::Aid if entry.role == Role::Cooperate => {
            aid::aid(view, scene, &head).or_else(|| cooperate::cooperate(view, scene, &alone(hit, entry)))
        }
        Role::Aid => aid::aid(view, scene, &head),
        Role::Supply => aid::supply(view, scene, &head),
        Role::Train if entry.role == Role::Cooperate => {
            aid::train(view, scene, &head).or_else(|| cooperate::cooperate(view, scene, &alone(hit, entry)))
        }
        Role::Train => aid::train(view, scene, &head),
        Role::Peak => joint::peak(view, scene, &head),
        Role::Link if head.merged => cooperate::cooperate(view, scene, &head),
        Role::Link => cooperate::link(view, scene, &head),
        _ => act(view, scene, &head),
    }
}

/// The verb without those that follow it: `hợp tác | chuyển giao công nghệ`.
fn alone(hit: &Hit, entry: &Cooperation) -> Head {
    Head { tokens: TokenRange::new(hit.token, hit.end()), role: entry.role, kind: entry.kind, merged: false }
}

/// The verb, with those that it was merged with.
pub(super) struct Head {
    pub tokens: TokenRange,
    pub role: Role,
    pub kind: Kind,
    pub merged: bool,
}

/// Part of the name of a registered body: `Cơ quan Hợp tác Quốc tế Nhật Bản`.
fn inside_body(view: &View, at: u32) -> bool {
    view.party_over(at).is_some_and(|party| party.org.is_some() && party.tokens.start < at)
        || at > view.range.start && view.token(at).capital && view.token(at - 1).kind == TokenKind::Word && {
            let before = view.party_over(at - 1);
            before.is_some_and(|party| party.named || party.tokens.end == at)
        }
}

pub(super) fn is_verbal(role: Role) -> bool {
    !matches!(role, Role::Instrument | Role::Loose | Role::Partnership | Role::Relation | Role::Named)
}

/// `hợp tác chặt chẽ, chia sẻ thông tin`, `phối hợp trao đổi kinh nghiệm`, `hỗ trợ, giúp đỡ`: one act.
fn merge(view: &View, hit: &Hit, entry: &Cooperation) -> Head {
    let mut head = alone(hit, entry);
    let objectless = matches!(entry.role, Role::Cooperate | Role::Coordinate | Role::Link)
        || entry.role == Role::Aid && !entry.phrase.contains("công nghệ") && !entry.phrase.contains("kỹ thuật");
    if !objectless {
        return head;
    }
    loop {
        let mut at = skip_adverbs(view, head.tokens.end);
        let joined = view.is_conjunction(at);
        if joined {
            at += 1;
        }
        // A sentence that is too long is read in pieces.
        let next =
            view.cooperation_at(at).filter(|(next, entry)| next.end() <= view.range.end && is_verbal(entry.role));
        let Some((next, entry)) = next else { break };
        let vague = matches!(head.role, Role::Cooperate | Role::Coordinate | Role::Link);
        let help_to_train = head.role == Role::Aid && entry.role == Role::Train;
        if !joined && !vague && !help_to_train {
            break;
        }
        if vague || help_to_train && !joined {
            let people = ["nhân dân", "hữu nghị", "thanh niên"].iter().any(|whom| entry.phrase.ends_with(whom));
            let visits = joined && head.role == Role::Cooperate && entry.kind == Kind::Exchange && !people
                || head.role == Role::Coordinate && entry.role == Role::Aid && view.reads(next.end(), "nhau");
            head.kind = if visits { head.kind } else { entry.kind };
            head.role = if entry.role == Role::Cooperate { head.role } else { entry.role };
        }
        head.tokens.end = next.end();
        head.merged = true;
    }
    head
}

pub(super) fn skip_adverbs(view: &View, mut at: u32) -> u32 {
    while view.has(at, f::ADVERB | f::GENERIC) && view.slot(at).flags & (f::ACT | f::FIELD) == 0 {
        at += view.slot(at).len;
    }
    at
}

pub(super) fn found(view: &View, head: &Head, end: u32, kind: Kind, rule: &'static str) -> Found {
    let mut start = edges::left(view, head.tokens.start, NOMINAL);
    let noun = start < head.tokens.start;
    if noun {
        start = edges::left(view, start, &["các", "những"]);
    }
    Found { tokens: TokenRange::new(start, end), kind, noun, name: None, cue: head.tokens, rule }
}

pub(super) fn right(view: &View, head: &Head, reach: Reach) -> u32 {
    edges::trim(view, head.tokens.end, edges::right(view, head.tokens.end, reach))
}

/// Words that make a verb a noun and belong to its phrase.
pub(super) const NOMINAL: &[&str] = &["sự", "công tác", "hoạt động"];

/// A verb with its object.
fn act(view: &View, scene: &Scene, head: &Head) -> Option<Found> {
    let end = right(view, head, Reach { list: true, place: true, ..Reach::default() });
    let tokens = TokenRange::new(head.tokens.start, end);
    let mutual_legal = head.kind == Kind::Assistance && head.role == Role::Act && head.merged;
    let twins = view.reads(head.tokens.start, "kết") && view.reads(head.tokens.start + 1, "nghĩa");
    if twins && !(view.range.has(head.tokens.end) && matches!(view.syllable(head.tokens.end), w::VOI | w::GIUA)) {
        return None;
    }
    // `ủng hộ lẫn nhau`, alone
    if view.reads(head.tokens.start, "ủng") && end == head.tokens.end {
        return None;
    }
    // `được miễn thị thực 30 ngày`: a rule for travellers.
    if head.kind == Kind::Agreement && partners(view, tokens).next().is_none() {
        let before = TokenRange::new(view.range.start, head.tokens.start);
        view.slots_in(before, f::PROPOSE | f::NEGOTIATE | f::PLAN).next()?;
    }
    if head.kind == Kind::Exchange && !head.merged && head.tokens.len() == 2 && !is_exchange(view, scene, head) {
        return None;
    }
    // `không gian giao lưu văn hóa`, `đêm giao lưu nghệ thuật`: a part of an event.
    let part = ["không gian", "chương trình", "đêm", "buổi", "tiết mục", "góc", "sân chơi"]
        .iter()
        .any(|words| edges::left(view, head.tokens.start, &[words]) < head.tokens.start);
    if head.kind == Kind::Exchange && part && partners(view, tokens).next().is_none() {
        return None;
    }
    // `gặp gỡ, trao đổi với Tổng Bí thư A`: a person.
    let at = head.tokens.end;
    let person = head.kind == Kind::Exchange
        && view.reads_mark(at, w::VOI)
        && view.article.hits(TokenRange::new(at + 1, at + 2)).iter().any(|hit| hit.category == Category::Role);
    if person {
        return None;
    }
    if to_the_press(view, tokens) || !mutual_legal && !has_partner(view, scene, tokens) {
        return None;
    }
    if is_purpose(view, tokens.start) && partners(view, tokens).all(|party| party.both) {
        return None;
    }
    Some(found(view, head, end, head.kind, "act"))
}

/// `giao lưu` by itself also is a party with songs: only between bodies, or of somebody where two countries talk about it.
fn is_exchange(view: &View, scene: &Scene, head: &Head) -> bool {
    let at = head.tokens.end;
    let bare = view.reads(head.tokens.start, "giao") && view.reads(head.tokens.start + 1, "lưu");
    let talks = || {
        let before = TokenRange::new(view.range.start, head.tokens.start);
        scene.foreign && scene.both > 1 && view.slots_in(before, f::PROPOSE | f::PLAN | f::BOOST).next().is_some()
    };
    let of_whom = || view.is_word(at) && view.slot(at).len == 0 && !super::parties::is_function_word(view, at);
    !bare || view.reads_mark(at, w::GIUA) || of_whom() && talks()
}

/// `nhằm tăng cường trao đổi ...`, `để trao đổi ...`: what something else is for.
pub(super) fn is_purpose(view: &View, start: u32) -> bool {
    let mut at = start;
    while let Some((before, slot)) = view.slot_before(at) {
        if view.syllable(before) == w::NHAM {
            return true;
        }
        if slot.flags & (f::ADVERB | f::BOOST | f::ACT) == 0 {
            return false;
        }
        at = before;
    }
    at > view.range.start && view.syllable(at - 1) == w::DE || is_contribution(view, at)
}

/// `góp phần phát triển du lịch, tăng cường giao lưu văn hóa`: a member of the list of what something contributes to.
fn is_contribution(view: &View, start: u32) -> bool {
    const OTHER: u32 = f::PLAN | f::PROPOSE | f::REPORT | f::STOP;
    let at = start.checked_sub(1).filter(|&at| at > view.range.start && view.is_conjunction(at));
    let Some(at) = at else { return false };
    let last = view.slots_in(TokenRange::new(view.range.start, at), f::RESULT | OTHER).next_back();
    last.is_some_and(|(result, slot)| {
        slot.flags & OTHER == 0
            && (view.reads(result, "góp") || view.reads(result, "đóng"))
            && !view.parties.iter().any(|party| party.tokens.start > result && party.tokens.end <= at)
    })
}

/// `trao đổi thông tin với báo chí`, `chia sẻ thông tin trên mạng`: telling, not sharing.
fn to_the_press(view: &View, tokens: TokenRange) -> bool {
    let next = tokens.end.min(view.range.end.saturating_sub(1));
    (tokens.start..=next).any(|at| {
        ["báo", "phóng", "truyền", "truyền", "mạng", "facebook", "độc", "khán", "pv"]
            .iter()
            .any(|word| view.reads(at, word))
            && at > tokens.start
            && matches!(view.syllable(at - 1), w::VOI | w::TREN | w::CHO | w::CUNG_VOI)
    }) || view.article.hits(TokenRange::new(tokens.start, tokens.end)).iter().any(|hit| {
        hit.category == Category::Organization && view.article.lexicon.organizations[hit.entry as usize].kind == "media"
    })
}
