//! Cooperation that is a verb: exchange, sharing, training, help, joint operations.
//!
//! `[chia sẻ thông tin về nguồn nước với Lào]`, `[phối hợp với Bộ Y tế rà soát danh mục thuốc]`, `[hỗ trợ Lào xây bệnh viện]`.
//! A verb of many meanings needs a partner: in its phrase, as a second subject, or the pair that the document is about. A
//! verb without object that another follows (`hỗ trợ, chia sẻ kinh nghiệm`) is one act with it.

use super::edges::{self, Reach};
use super::nouns::is_foreign_body;
use super::parties::{self, Party};
use super::scene::Scene;
use super::view::View;
use super::{Found, participants};
use crate::lexicon::{Category, Cooperation, CooperationRole as Role, function as f, words as w};
use crate::model::{Hit, InitiativeKind as Kind, TokenRange};

/// Words that make a verb a noun and belong to its phrase.
const NOMINAL: &[&str] = &["sự", "công tác", "hoạt động"];

/// A row for a verb of cooperation.
pub(super) fn find(view: &View, scene: &Scene, hit: &Hit, entry: &Cooperation) -> Option<Found> {
    if view.reads(hit.end(), "xã") && entry.phrase == "hợp tác" || inside_body(view, hit.token) {
        return None;
    }
    let head = merge(view, hit, entry);
    match head.role {
        Role::Cooperate => cooperate(view, scene, &head),
        Role::Coordinate => coordinate(view, scene, &head),
        Role::Aid if head.merged && edges::left(view, head.tokens.start, NOMINAL) < head.tokens.start => {
            act(view, scene, &head)
        }
        Role::Aid => aid(view, scene, &head),
        Role::Supply => supply(view, scene, &head),
        Role::Train => train(view, scene, &head),
        Role::Peak => peak(view, scene, &head),
        Role::Link if head.merged => cooperate(view, scene, &head),
        Role::Link => link(view, scene, &head),
        _ => act(view, scene, &head),
    }
}

/// The verb, with those that it was merged with.
struct Head {
    tokens: TokenRange,
    role: Role,
    kind: Kind,
    merged: bool,
}

/// Part of the name of a registered body: `Cơ quan Hợp tác Quốc tế Nhật Bản`.
fn inside_body(view: &View, at: u32) -> bool {
    view.party_over(at).is_some_and(|party| party.org.is_some() && party.tokens.start < at)
        || at > view.range.start
            && view.token(at).capital
            && view.token(at - 1).kind == crate::model::TokenKind::Word
            && {
                let before = view.party_over(at - 1);
                before.is_some_and(|party| party.named || party.tokens.end == at)
            }
}

pub(super) fn is_verbal(role: Role) -> bool {
    !matches!(role, Role::Instrument | Role::Loose | Role::Partnership | Role::Relation | Role::Named)
}

/// `hợp tác chặt chẽ, chia sẻ thông tin`, `phối hợp trao đổi kinh nghiệm`, `hỗ trợ, giúp đỡ`: one act.
fn merge(view: &View, hit: &Hit, entry: &Cooperation) -> Head {
    let mut head =
        Head { tokens: TokenRange::new(hit.token, hit.end()), role: entry.role, kind: entry.kind, merged: false };
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
        let Some((next, entry)) = view.cooperation_at(at).filter(|(_, entry)| is_verbal(entry.role)) else { break };
        let vague = matches!(head.role, Role::Cooperate | Role::Coordinate | Role::Link);
        let help_to_train = head.role == Role::Aid && entry.role == Role::Train;
        if !joined && !vague && !help_to_train {
            break;
        }
        if vague || help_to_train && !joined {
            let visits = joined && head.role == Role::Cooperate && entry.kind == Kind::Exchange;
            head.kind = if visits { head.kind } else { entry.kind };
            head.role = if entry.role == Role::Cooperate { head.role } else { entry.role };
        }
        head.tokens.end = next.end();
        head.merged = true;
    }
    head
}

fn skip_adverbs(view: &View, mut at: u32) -> u32 {
    while view.has(at, f::ADVERB | f::GENERIC) && view.slot(at).flags & (f::ACT | f::FIELD) == 0 {
        at += view.slot(at).len;
    }
    at
}

fn found(view: &View, head: &Head, end: u32, kind: Kind, rule: &'static str) -> Found {
    let start = edges::left(view, head.tokens.start, NOMINAL);
    let noun = start < head.tokens.start;
    Found { tokens: TokenRange::new(start, end), kind, noun, name: None, cue: head.tokens, rule }
}

fn right(view: &View, head: &Head, reach: Reach) -> u32 {
    edges::trim(view, head.tokens.end, edges::right(view, head.tokens.end, reach))
}

/// Parties behind `với`, `giữa`, `cùng`, `cho` inside the phrase.
fn partners<'v>(view: &'v View, inner: TokenRange) -> impl Iterator<Item = &'v Party> {
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
fn has_partner(view: &View, scene: &Scene, tokens: TokenRange) -> bool {
    if partners(view, tokens).next().is_some() || mutual(view, tokens) {
        return true;
    }
    let subjects = participants::subject(view, tokens.start);
    if subjects.len() > 1 || subjects.iter().any(|party| party.both || is_plural(view, party)) {
        return true;
    }
    scene.pair.len() == 2 && in_talks(view, scene, tokens.start)
}

/// `các quốc gia`, `các nước`: several, so that they cooperate with each other.
fn is_plural(view: &View, party: &Party) -> bool {
    let at = party.tokens.start;
    view.reads(at, "các") && (view.reads(at + 1, "nước") || view.reads(at + 1, "quốc") || view.reads(at + 1, "bên"))
}

/// `lẫn nhau`, `với nhau`
fn mutual(view: &View, tokens: TokenRange) -> bool {
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

/// A verb with its object.
fn act(view: &View, scene: &Scene, head: &Head) -> Option<Found> {
    let end = right(view, head, Reach { list: true, place: true, ..Reach::default() });
    let tokens = TokenRange::new(head.tokens.start, end);
    let mutual_legal = head.kind == Kind::Assistance && head.role == Role::Act && head.merged;
    let twins = view.reads(head.tokens.start, "kết") && view.reads(head.tokens.start + 1, "nghĩa");
    if twins && !(view.range.has(head.tokens.end) && matches!(view.syllable(head.tokens.end), w::VOI | w::GIUA)) {
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

/// `nhằm tăng cường trao đổi ...`, `để trao đổi ...`: what something else is for.
fn is_purpose(view: &View, start: u32) -> bool {
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
    at > view.range.start && view.syllable(at - 1) == w::DE
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

/// `hợp tác` with a field and a partner, or with a partner by name.
fn cooperate(view: &View, scene: &Scene, head: &Head) -> Option<Found> {
    let at = skip_adverbs(view, head.tokens.end);
    let international = (head.tokens.end..at).any(|at| view.reads(at, "quốc") && view.reads(at + 1, "tế"));
    let start = head.tokens.start;
    if start > view.range.start && (view.reads(start - 1, "đồng") || view.reads(start - 1, "tổ")) {
        return None;
    }
    let preposition = view.range.has(at) && matches!(view.syllable(at), w::VOI | w::GIUA | w::CUNG_VOI);
    let in_name = view
        .article
        .hits(TokenRange::new(start.saturating_sub(12), start))
        .iter()
        .any(|hit| hit.category == Category::LawName && hit.end() > start);
    if in_name {
        return None;
    }
    let end = right(view, head, Reach { list: !preposition, place: true, purpose: preposition, verbal: false });
    let inner = TokenRange::new(head.tokens.end, end);
    let fielded = has_field(view, inner, at, preposition);
    let explicit = partners(view, inner).any(|party| party.named || party.both || party.tokens.len() > 2);
    let by_name = partners(view, inner).any(|party| party.named || view.reads(party.tokens.start, "một"));
    let tokens = TokenRange::new(start, end);
    let purposeful = !fielded
        && edges::left(view, start, NOMINAL) < start
        && explicit
        && (inner.start..inner.end).any(|at| view.syllable(at) == w::DE);
    let through =
        view.slot_before(start).is_some_and(|(_, slot)| slot.flags & f::USE != 0 && slot.flags & f::STOP != 0);
    let aside = is_purpose(view, start) && !explicit;
    if (through || aside) && view.slots_in(inner, f::FIELD).next().is_none() {
        return None;
    }
    let with_the_law = preposition
        && ["điều", "chức", "liên"].iter().any(|word| (at..(at + 6).min(end)).any(|at| view.reads(at, word)))
        && scene.pair.is_empty();
    if with_the_law && !by_name {
        return None;
    }
    let abroad = view.parties.iter().any(|p| p.is_country && p.tokens.end <= start)
        && view.slots_in(TokenRange::new(view.range.start, start), f::PROPOSE | f::PLAN).next().is_some();
    let accepted = if fielded || purposeful {
        explicit || international && !preposition || has_partner(view, scene, tokens) || abroad
    } else {
        by_name
            && preposition
            && view.syllable(at) != w::GIUA
            && !view.has(start.saturating_sub(2), f::USE)
            && !scene_only(view, scene, inner)
    };
    if !accepted || end == head.tokens.end {
        return None;
    }
    let kind = field_kind(view, inner, head.kind, international);
    Some(found(view, head, end, kind, "cooperate"))
}

/// The partners are just the pair of the document: `hợp tác giữa Việt Nam và Lào` says nothing new.
fn scene_only(view: &View, scene: &Scene, inner: TokenRange) -> bool {
    partners(view, inner).all(|party| {
        party.both
            || party.is_country && (scene.pair.is_empty() || scene.pair.iter().any(|p| p.country == party.country))
    })
}

/// A field: `trong lĩnh vực ...`, `về ...`, or a noun or act right behind the verb.
fn has_field(view: &View, inner: TokenRange, at: u32, preposition: bool) -> bool {
    let content = |at: u32| view.is_word(at) && inner.has(at) && !view.has(at, f::STOP | f::RESULT | f::GENERIC);
    let marked = view.slots_in(inner, f::FIELD).any(|(at, slot)| content(at + slot.len))
        || (inner.start..inner.end).any(|at| view.syllable(at) == w::VE && content(at + 1));
    let listed = view.slots_in(inner, f::FIELD).next().is_some() && view.slots_in(inner, f::MORE).next().is_some();
    if marked || listed || inner.has(at) && view.syllable(at) == w::TRONG && view.has(at + 1, f::ACT) {
        return true;
    }
    if preposition {
        // Behind the partners: `hợp tác với A đào tạo ...`.
        return view.parties.iter().any(|party| {
            party.tokens.start > inner.start && party.tokens.end < inner.end && view.has(party.tokens.end, f::ACT)
                || inner.has(party.tokens.start)
                    && inner.has(party.tokens.end)
                    && view.syllable(party.tokens.end) == w::DE
        });
    }
    inner.has(at)
        && view.is_word(at)
        && !parties::is_function_word(view, at)
        && view.party_at(at).is_none()
        && !is_pair_of_names(view, at)
        && (view.slot(at).flags & (f::GENERIC | f::STOP | f::RESULT) == 0
            || view.has(at, f::ACT) && view.is_word(at + view.slot(at).len) && inner.has(at + view.slot(at).len))
}

/// `Việt - Pháp` behind the verb: partners, not a field.
pub(super) fn is_pair_of_names(view: &View, at: u32) -> bool {
    view.token(at).capital
        && view.range.has(at + 2)
        && matches!(view.syllable(at + 1), w::HYPHEN | w::EN_DASH)
        && view.token(at + 2).capital
}

/// What the field makes of `hợp tác`: training, legal assistance, a search.
fn field_kind(view: &View, inner: TokenRange, kind: Kind, international: bool) -> Kind {
    if kind != Kind::Partnership {
        return kind;
    }
    let reads = |a: &str, b: &str| {
        (inner.start..inner.end.min(inner.start + 10)).any(|at| view.reads(at, a) && view.reads(at + 1, b))
    };
    let only = |a: &str, b: &str| {
        view.slots_in(inner, f::FIELD)
            .any(|(at, slot)| view.reads(at + slot.len, a) && view.reads(at + slot.len + 1, b))
            || view.reads(inner.start, a) && view.reads(inner.start + 1, b)
    };
    if only("đào", "tạo") || only("tập", "huấn") {
        Kind::Training
    } else if reads("tương", "trợ") || international && reads("thu", "hồi") {
        Kind::Assistance
    } else if reads("tìm", "kiếm") || reads("điều", "tra") || reads("tuần", "tra") {
        Kind::JointOperation
    } else {
        kind
    }
}

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
fn coordinate(view: &View, scene: &Scene, head: &Head) -> Option<Found> {
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
    let acts = view.slots_in(inner, f::ACT | f::FIELD).next().is_some()
        || (inner.start..inner.end).any(|at| matches!(view.syllable(at), w::DE | w::TRONG));
    let tokens = TokenRange::new(head.tokens.start, end);
    let accepted = if with { explicit && acts } else { acts && has_partner(view, scene, tokens) };
    let programme = view.reads(at, "tổ")
        && (at + 2..at + 5)
            .any(|at| view.cooperation_at(at).is_some_and(|(_, c)| !is_verbal(c.role) || c.role == Role::Peak));
    if !accepted || programme || is_meeting(view, inner) {
        return None;
    }
    let nominal = edges::left(view, head.tokens.start, NOMINAL) < head.tokens.start;
    let kind = if nominal && with && view.syllable(at) == w::GIUA { Kind::Partnership } else { head.kind };
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

/// Help between partners of two countries, or from a foreign body.
fn aid(view: &View, scene: &Scene, head: &Head) -> Option<Found> {
    let end = right(view, head, Reach { list: true, place: true, verbal: true, purpose: false });
    let inner = TokenRange::new(head.tokens.end, end);
    let team = view.reads(inner.start, "đội") || view.reads(inner.start, "tuyển");
    let wanted =
        view.slots_in(TokenRange::new(view.range.start, head.tokens.start), f::PROPOSE | f::PLAN).next().is_some();
    let lets = view.reads(head.tokens.start, "giúp")
        && head.tokens.len() == 1
        && !(wanted && acts_itself(view, head.tokens.start));
    if end == head.tokens.end || team || lets {
        return None;
    }
    let tokens = TokenRange::new(head.tokens.start, end);
    let subjects = participants::subject(view, tokens.start);
    let foreign = |party: &Party| {
        party.country.is_some_and(|c| view.article.lexicon.countries[c as usize].iso2 != "VN")
            || is_foreign_body(view, party.org)
    };
    let recipients: Vec<&Party> = view
        .parties
        .iter()
        .filter(|party| {
            inner.has(party.tokens.start)
                && (party.tokens.start == inner.start || party.is_country || is_recipient(view, party))
        })
        .collect();
    let helped = (inner.start..inner.end).any(|at| view.syllable(at) == w::CHO && view.has(at + 1, f::PARTY));
    let domestic = head.merged
        && view.slots_in(inner, f::FIELD).next().is_some()
        && view.party_at(inner.start).is_some_and(|party| party.named)
        && !subjects.is_empty();
    let across = !subjects.is_empty()
        && (!recipients.is_empty() || helped)
        && (subjects.iter().any(foreign) || recipients.iter().any(|party| foreign(party)));
    let mutual = mutual(view, tokens)
        && view.slots_in(inner, f::FIELD).next().is_some()
        && (scene.foreign || subjects.iter().any(|party| party.both));
    let asked = scene.pair.len() == 2
        && (scene.both > 0)
        && view.slots_in(TokenRange::new(view.range.start, tokens.start), f::PROPOSE | f::PLAN).next().is_some()
        && subjects.iter().any(|party| {
            party.both
                || scene.pair.iter().any(|p| {
                    p.country.is_some() && p.country == party.country
                        || p.org_entry.is_some() && p.org_entry == party.org
                })
        });
    if !(across || mutual || asked || domestic) {
        return None;
    }
    Some(found(view, head, end, head.kind, "aid"))
}

/// A party stands right before the verb, adverbs and modals aside: with `giúp` a thing may be the subject too.
fn acts_itself(view: &View, start: u32) -> bool {
    let mut at = start;
    loop {
        if view
            .parties
            .iter()
            .any(|party| party.tokens.end == at && (party.is_country || party.org.is_some() || party.both))
        {
            return true;
        }
        match view.slot_before(at) {
            Some((before, slot)) if slot.flags & (f::ADVERB | f::PLAN | f::PROPOSE | f::BOOST) != 0 => at = before,
            _ if at > view.range.start && matches!(view.syllable(at - 1), w::DA | w::SE | w::DANG | w::COMMA) => {
                at -= 1
            }
            _ => return false,
        }
    }
}

fn is_recipient(view: &View, party: &Party) -> bool {
    party.tokens.start > view.range.start && matches!(view.syllable(party.tokens.start - 1), w::CHO | w::VOI | w::CUA)
}

/// `cung cấp gạo` for another country; information is not goods.
fn supply(view: &View, scene: &Scene, head: &Head) -> Option<Found> {
    let next = head.tokens.end;
    if !scene.foreign || view.reads(next, "cho") || view.reads(next, "thông") || view.reads(next, "đầy") {
        return None;
    }
    let subjects = participants::subject(view, head.tokens.start);
    let country = subjects.iter().any(|party| party.is_country);
    let mut end = right(view, head, Reach { list: true, place: true, verbal: true, purpose: false });
    if view.is_conjunction(end) && view.reads(end + 1, "góp") && view.reads(end + 2, "phần") {
        let from = end + 3 + u32::from(view.reads(end + 3, "giúp"));
        let purpose = edges::right(view, from, Reach { list: true, verbal: true, place: true, purpose: false });
        end = edges::trim(view, end, purpose);
    }
    (country && end > next).then(|| found(view, head, end, head.kind, "supply"))
}

/// Training for or with a partner.
fn train(view: &View, scene: &Scene, head: &Head) -> Option<Found> {
    let course = view.reads(head.tokens.start, "khóa");
    let end = right(view, head, Reach { list: true, place: true, purpose: course, verbal: false });
    let tokens = TokenRange::new(head.tokens.start, end);
    let noun = ["ngành", "trình", "sở", "hệ", "lượng"]
        .iter()
        .any(|word| tokens.start > view.range.start && view.reads(tokens.start - 1, word));
    let start_slot = view.slot_before(tokens.start);
    let verbal = tokens.start == view.range.start
        || start_slot.is_some_and(|(_, slot)| {
            slot.flags & (f::ADVERB | f::BOOST | f::ACT | f::PLAN | f::PROPOSE | f::FIELD) != 0
        })
        || view.parties.iter().any(|party| party.tokens.end == tokens.start)
        || view.is_conjunction(tokens.start - 1)
        || ["giúp", "trợ", "lớp", "đã", "sẽ", "đang", "được", "các"]
            .iter()
            .any(|word| view.reads(tokens.start - 1, word));
    if !verbal || noun {
        return None;
    }
    let foreign = partners(view, tokens).any(|party| party.country.is_some() || is_foreign_body(view, party.org));
    let talks = scene.pair.len() == 2 && scene.both > 0 && has_partner(view, scene, tokens);
    let start = edges::left(view, tokens.start, &["các", "những", "lớp", "khóa"]);
    let subjects = participants::subject(view, tokens.start);
    let abroad = subjects.iter().any(|party| party.country.is_some() || is_foreign_body(view, party.org) || party.both);
    if !(foreign && !subjects.is_empty() || talks && (abroad || subjects.is_empty())) {
        return None;
    }
    let mut row = found(view, head, end, head.kind, "train");
    row.tokens.start = row.tokens.start.min(start);
    Some(row)
}

/// `các đợt cao điểm ...` of two forces.
fn peak(view: &View, scene: &Scene, head: &Head) -> Option<Found> {
    if scene.pair.len() < 2 || scene.both < 2 {
        return None;
    }
    let end = right(view, head, Reach { list: true, place: true, verbal: true, purpose: false });
    let mut row = found(view, head, end, head.kind, "peak");
    row.tokens.start = edges::left(view, row.tokens.start, &["các", "những"]);
    Some(row)
}

/// `liên kết đào tạo với ...`
fn link(view: &View, scene: &Scene, head: &Head) -> Option<Found> {
    let end = right(view, head, Reach { list: true, place: true, ..Reach::default() });
    let inner = TokenRange::new(head.tokens.end, end);
    let bare = inner.start < inner.end
        && view.is_word(inner.start)
        && view.slot(inner.start).len == 0
        && !parties::is_function_word(view, inner.start)
        && view.party_at(inner.start).is_none()
        && view.reads(head.tokens.start, "kết");
    if bare && scene.foreign && has_partner(view, scene, inner) && !is_purpose(view, head.tokens.start) {
        return Some(found(view, head, end, head.kind, "link"));
    }
    let acts = view.slots_in(inner, f::ACT | f::FIELD).next().is_some();
    let partner = partners(view, inner).any(|party| party.named);
    (acts && partner).then(|| found(view, head, end, Kind::Partnership, "link"))
}
