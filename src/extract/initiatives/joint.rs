//! Joint operations: `phối hợp` with a partner and an act, and campaigns of two forces.
//!
//! `[phối hợp với Bộ Y tế rà soát danh mục thuốc]`, `hai bên [phối hợp xác minh thông tin]`. Meetings that are organised
//! together (`phối hợp với A tổ chức hội nghị`) are single events, no rows.

use super::acts::{Head, NOMINAL, found, is_verbal, right, skip_adverbs};
use super::beside::reads_all;
use super::clause::{begins_act, is_act};
use super::edges::{self, Reach};
use super::partners::has_partner;
use super::scene::Scene;
use super::view::View;
use super::{Found, cooperate, parties, subjects};
use crate::lexicon::{CooperationRole as Role, function as f, words as w};
use crate::model::{InitiativeKind as Kind, TokenKind, TokenRange};

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

/// What a football team does together, and with whom.
const PLAYS: &[(&str, &str)] = &[
    ("cánh", "trái"),
    ("cánh", "phải"),
    ("ghi", "bàn"),
    ("đá", "phạt"),
    ("vòng", "cấm"),
    ("đồng", "đội"),
    ("khung", "thành"),
    ("trung", "lộ"),
    ("bật", "tường"),
    ("phản", "công"),
    ("thủ", "môn"),
    ("hậu", "vệ"),
    ("tiền", "đạo"),
    ("cầu", "thủ"),
    ("phạt", "góc"),
];

/// `phối hợp (với A) + act`.
pub(super) fn coordinate(view: &View, scene: &Scene, head: &Head) -> Option<Found> {
    let at = skip_listed_adverbs(view, head.tokens.end);
    let joined = view.range.has(at) && matches!(view.syllable(at), w::VOI | w::GIUA | w::CUNG_VOI | w::CUA);
    // `phối hợp Công an tỉnh bắt giữ`, `phối hợp đơn vị chức năng rà soát`: the partner without a preposition.
    let bare = !joined && (view.party_at(at).is_some() || view.has(at, f::PARTY) && !view.has(at, f::ACT));
    let with = joined || bare;
    let act = (with || directs(view, head.tokens.end).is_some()) && !view.reads(at, "của");
    let verbal = !view.reads(at, "của");
    // `phối hợp chặt chẽ để triển khai ...`: what for, without a partner named behind.
    let aim = view.reads_mark(at, w::DE);
    let reach = Reach { verbal, place: true, purpose: with || aim, act: act || aim, ..Reach::default() };
    let end = match directs(view, head.tokens.end) {
        Some(partner) => edges::trim(view, partner, edges::right(view, partner, reach)),
        None => right(view, head, reach),
    };
    let inner = TokenRange::new(head.tokens.end, end);
    let behind = if bare { at } else { at + 1 + u32::from(view.reads(at, "cùng") && view.reads(at + 1, "với")) };
    // `với trên 60 trường học`
    let about = ["trên", "hơn", "gần", "khoảng"].iter().any(|word| view.reads(behind, word));
    let behind = behind + u32::from(about && view.party_at(behind + 1).is_some());
    let explicit = view.party_at(behind).is_some_and(|party| !party.guess)
        || view.has(behind, f::PARTY)
        || ["một", "nhiều", "những"].iter().any(|word| view.reads(behind, word)) && view.has(behind + 1, f::PARTY)
        || view.reads(behind, "một") && view.reads(behind + 1, "số") && view.has(behind + 2, f::PARTY)
        || view.reads(behind, "phía")
        || view.reads(behind, "nhau");
    // `phối hợp tại các diễn đàn đa phương`: support for each other, no operation.
    let forums = view.slots_in(inner, f::ACT).next().is_none()
        && (inner.start..inner.end.min(inner.start + 7)).any(|at| view.reads(at, "diễn") && view.reads(at + 1, "đàn"));
    let sport = view.reads(behind, "đội")
        && ["đua", "bóng", "tuyển", "nhà"].iter().any(|word| view.reads(behind + 1, word))
        || (inner.start..inner.end).any(|at| PLAYS.iter().any(|(a, b)| view.reads(at, a) && view.reads(at + 1, b)));
    let acts = view.slots_in(inner, f::ACT | f::FIELD | f::BOOST | f::RESULT).next().is_some()
        || (inner.start..inner.end).any(|at| matches!(view.syllable(at), w::DE | w::TRONG))
        || forums;
    let tokens = TokenRange::new(head.tokens.start, end);
    let accepted = if directs(view, head.tokens.end).is_some() {
        true
    } else if with {
        explicit && (acts || !view.reads(behind, "nhau") && has_predicate(view, behind, end))
    } else {
        let together = several(view, head.tokens.start);
        if is_thin(view, head.tokens.start, inner) {
            return None;
        }
        (acts && (together || has_partner(view, scene, tokens)))
            || together && at == head.tokens.end && has_predicate(view, at, end)
    };
    let programme = view.reads(at, "tổ")
        && (at + 2..at + 5)
            .any(|at| view.cooperation_at(at).is_some_and(|(_, c)| !is_verbal(c.role) || c.role == Role::Peak));
    // `tham gia cùng các chương trình nghiên cứu chung`: a thing, not a partner.
    let thing = view
        .cooperation_at(behind)
        .or_else(|| view.cooperation_at(behind + 1))
        .is_some_and(|(hit, c)| !is_verbal(c.role) && view.party_over(hit.token).is_none());
    if thing && view.reads(head.tokens.start, "tham") {
        return None;
    }
    // `bà Lê Thị An phối hợp với cơ quan chức năng làm rõ ...`: a person who answers the authorities.
    let class = behind + u32::from(view.reads(behind, "các"));
    let authorities = with
        && ["cơ quan", "lực lượng", "công an", "cảnh sát", "nhà trường"].iter().any(|who| reads_all(view, class, who))
        && view.party_at(behind).is_none_or(|party| !party.named);
    if authorities && (cooperate::is_addressed(view, head.tokens.start) || is_private(view, head.tokens.start)) {
        return None;
    }
    if !accepted || sport || programme || is_meeting(view, inner) || is_duty(view, inner) {
        return None;
    }
    let nominal = edges::left(view, head.tokens.start, NOMINAL) < head.tokens.start;
    let kind = if forums || nominal && with && view.syllable(at) == w::GIUA { Kind::Partnership } else { head.kind };
    Some(found(view, head, end, kind, "coordinate"))
}

/// `Sở A [cùng với Công an B rà soát ...]`: a subject, a body or country by name, and an act of both.
pub(super) fn beside(view: &View, head: &Head) -> Option<Found> {
    let start = (head.tokens.start..head.tokens.end).find(|&at| view.syllable(at) == w::CUNG_VOI)?;
    let capital = view.token(head.tokens.end.min(view.range.end - 1)).capital;
    let partner = view.party_at(head.tokens.end).filter(|party| (party.named || capital) && !party.guess)?;
    let mut act = partner.tokens.end;
    while view.is_conjunction(act) && view.party_at(act + 1).is_some() {
        act = view.party_at(act + 1).map_or(act, |party| party.tokens.end);
    }
    act = skip_adverbs(view, act);
    let acts = view.has(act, f::ACT | f::BOOST | f::USE) && !view.has(act, f::STOP | f::EVENT | f::REPORT);
    let subjects = subjects::subject(view, head.tokens.start);
    let asked = view.slots_in(TokenRange::new(view.range.start, start), f::PROPOSE | f::PLAN).next().is_some();
    let does = subjects.iter().any(|party| party.named) || asked && start == view.range.start;
    if !acts || !does || view.token(start).capital && start > view.range.start {
        return None;
    }
    let head =
        Head { tokens: TokenRange::new(start, head.tokens.end), role: head.role, kind: head.kind, merged: false };
    let reach = Reach { verbal: true, place: true, purpose: true, act: true, ..Reach::default() };
    let end = right(view, &head, reach);
    let inner = TokenRange::new(head.tokens.end, end);
    (end > act && !is_meeting(view, inner)).then(|| found(view, &head, end, head.kind, "coordinate"))
}

/// `nữ ca sĩ đang phối hợp với cơ quan chức năng`, `gia đình sẵn sàng phối hợp`: somebody, not a body; the subject is a word for people.
fn is_private(view: &View, start: u32) -> bool {
    const PEOPLE: &[&str] = &[
        "nữ",
        "cô",
        "chàng",
        "gia đình",
        "phụ huynh",
        "nghi phạm",
        "tài xế",
        "nạn nhân",
        "chủ xe",
        "chủ nhà",
        "chủ cửa hàng",
        "họ",
        "anh",
        "chị",
        "bà",
        "ông",
        "tôi",
    ];
    let end = subjects::behind_subject(view, start);
    let from = view.range.start.max(end.saturating_sub(6));
    let opens = (from..end).rev().find(|&at| !view.is_word(at)).map_or(from, |mark| mark + 1);
    subjects::subject(view, start).is_empty() && PEOPLE.iter().any(|word| reads_all(view, opens, word))
}

/// Where the partners of `phối hợp` stand: behind it and its adverbs, before the act; whom the act is done for
/// (`... bàn giao cho B`) takes no part.
pub(super) fn partner_range(view: &View, found: &Found) -> TokenRange {
    let from = skip_listed_adverbs(view, found.cue.end);
    let (mut at, mut end) = (from, from);
    while at < found.tokens.end {
        if let Some(party) = view.party_at(at) {
            at = party.tokens.end;
            end = at;
        } else if view.reads_mark(at, w::OPEN_PAREN) {
            let Some(close) = view.paren_end(at) else { break };
            at = close;
        } else if joins_partners(view, at)
            || matches!(view.syllable(at), w::SEMICOLON | w::COLON) && view.party_at(at + 1).is_some()
        {
            at += 1;
        } else if view.has(at, f::PARTY | f::MODIFIER | f::MORE) && !view.has(at, f::ACT) {
            at += view.slot(at).len;
        } else {
            break;
        }
    }
    if end > from { TokenRange::new(found.tokens.start, end) } else { found.tokens }
}

/// A comma, `và` or preposition between partners, or a dash before another: `Đội 6 – Cục A`.
fn joins_partners(view: &View, at: u32) -> bool {
    let dash = matches!(view.syllable(at), w::HYPHEN | w::EN_DASH) && view.party_at(at + 1).is_some();
    dash || view.is_conjunction(at) || matches!(view.syllable(at), w::VOI | w::GIUA | w::CUNG_VOI | w::CUA)
}

/// `phối hợp, hướng dẫn các trạm rà soát`, `phối hợp, làm việc với Sở A`: verbs in a row, whose object is the partner; where it stands.
pub(super) fn directs(view: &View, from: u32) -> Option<u32> {
    let mut at = skip_listed_adverbs(view, from);
    if !view.is_conjunction(at) {
        return None;
    }
    while view.is_conjunction(at) && view.has(at + 1, f::ACT | f::PROPOSE) && view.party_at(at + 1).is_none() {
        at += 1 + view.slot(at + 1).len;
    }
    at += u32::from(view.reads_mark(at, w::VOI));
    let partner = view.party_at(at).filter(|party| !party.both && !party.is_country && !party.guess)?;
    let next = partner.tokens.end;
    let goes_on =
        begins_act(view, next) || is_act(view, next) || view.has(next, f::FIELD) || view.reads_mark(next, w::TRONG);
    goes_on.then_some(at)
}

/// Who does it together: two bodies, a class of bodies (`các lực lượng phối hợp`), one that another asks
/// (`A đề nghị B phối hợp`), or one that was turned to (`liên hệ với A để phối hợp`).
fn several(view: &View, start: u32) -> bool {
    let subjects = subjects::subject(view, start);
    let turned_to = subjects::turned_to(view, start).is_some();
    let [first, ..] = &subjects[..] else { return turned_to };
    let asked = view.slot_before(first.tokens.start).is_some_and(|(_, slot)| {
        slot.flags & f::PROPOSE != 0 && slot.flags & (f::REPORT | f::ADVERB) != 0 && slot.flags & f::STOP == 0
    });
    let plural = ["các", "nhiều", "những"].iter().any(|word| view.reads(first.tokens.start, word));
    // `Cục và Giáo hội A phối hợp`: the other by its head alone.
    let beside = first.tokens.start > view.range.start + 1
        && view.reads_mark(first.tokens.start - 1, w::VA)
        && view.slot_before(first.tokens.start - 1).is_some_and(|(_, slot)| slot.flags & f::PARTY != 0);
    turned_to || beside || asked || subjects.len() > 1 || plural && !first.both
}

/// `các cơ quan phối hợp điều tra, xác minh`: nobody by name, and nothing that is looked into.
fn is_thin(view: &View, start: u32, inner: TokenRange) -> bool {
    let mut at = inner.start;
    while at < inner.end && (view.is_conjunction(at) || view.has(at, f::ACT | f::ADVERB)) {
        at += view.slot(at).len.max(1);
    }
    let subjects = subjects::subject(view, start);
    at >= inner.end && subjects.iter().all(|party| !party.named && !party.both)
}

/// Something is done: at least two words behind the partners, the first of them no preposition.
fn has_predicate(view: &View, from: u32, end: u32) -> bool {
    const BESIDE: u32 = f::ADVERB | f::GENERIC | f::STOP | f::PARTY | f::MODIFIER;
    let mut at = from;
    let mut words = 0;
    while at < end {
        let slot = view.slot(at);
        if let Some(party) = view.party_at(at) {
            at = party.tokens.end;
            continue;
        }
        let function = parties::is_function_word(view, at);
        if words == 0 && function && !matches!(view.syllable(at), w::VA | w::DE | w::DA | w::DANG | w::SE) {
            return false;
        }
        let says = view.is_word(at) && slot.flags & BESIDE == 0 && !function;
        words += if says { slot.len.max(1) } else { 0 };
        at += slot.len.max(1);
    }
    words >= 2
}

/// `phối hợp chặt chẽ, thường xuyên với ...`: adverbs, also in a list.
pub(super) fn skip_listed_adverbs(view: &View, from: u32) -> u32 {
    const OTHER: u32 = f::BOOST | f::ACT | f::STOP;
    let mut at = skip_adverbs(view, from);
    let listed =
        |at: u32| view.has(at, f::ADVERB | f::GENERIC) && !view.has(at, OTHER) && !view.has(at, f::PARTY | f::BOTH);
    while at > from && view.is_conjunction(at) && listed(at + 1) {
        at = skip_adverbs(view, at + 1);
    }
    at
}

/// `phối hợp với các cơ quan hoàn thành tốt nhiệm vụ (được giao)`: praise or exhortation, nothing is said to be done.
fn is_duty(view: &View, inner: TokenRange) -> bool {
    (inner.start..inner.end).any(|at| {
        let duty = (at + 2..at + 6).find(|at| view.reads(*at, "nhiệm") && view.reads(*at + 1, "vụ"));
        let last = |duty: u32| {
            duty + 2 >= inner.end || ["được", "chung", "chính"].iter().any(|word| view.reads(duty + 2, word))
        };
        reads_all(view, at, "hoàn thành") && duty.is_some_and(last)
    })
}

fn is_meeting(view: &View, inner: TokenRange) -> bool {
    let organises = |at: &u32| reads_all(view, *at, "tổ chức") && view.party_over(*at).is_none();
    let Some(at) = (inner.start..inner.end).find(organises) else {
        return false;
    };
    // `rà soát hồ sơ, lập ban tổ chức`, `thông báo lễ viếng do A tổ chức`: something else is done first.
    let verb = f::ACT | f::BOOST | f::REPORT | f::PROPOSE | f::DONE | f::SIGN;
    let first = |act: u32| view.party_over(act).is_none() && view.has(act, verb) && is_act(view, act);
    if (inner.start..at).any(|act| first(act) && !view.has(act, f::ADVERB)) {
        return false;
    }
    let next = skip_adverbs(view, at + 2);
    // `tổ chức 9 đợt tập huấn`: what is repeated is no single event.
    let next = next + u32::from(view.range.has(next) && view.token(next).kind == TokenKind::Number);
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
    let end = right(view, head, Reach { list: true, place: true, verbal: true, ..Reach::default() });
    let mut row = found(view, head, end, head.kind, "peak");
    row.tokens.start = edges::left(view, row.tokens.start, &["các", "những"]);
    Some(row)
}
