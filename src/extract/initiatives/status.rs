//! How far an initiative has come, told by the words around it.
//!
//! - the verb that governs it: `ký` signed, `đàm phán` negotiating, `phê chuẩn` ratified, `tham gia` joined, `chấm dứt` ended;
//! - the modality of its clause: `đề nghị`, `mong muốn`, `cần`, `sẵn sàng` proposed; `sẽ`, `nhất trí` planned. The nearest one
//!   counts, and a sentence without a subject goes on with the modality of the one before;
//! - what is used exists: `triển khai hiệu quả Hiệp định X` says that X is in force, also in a proposal;
//! - `đang` ongoing, `đã` completed; else things run and agreements are in force.

use super::openings::{self, lacks_subject};
use super::view::View;
use crate::lexicon::{function as f, words as w};
use crate::model::{InitiativeKind as Kind, InitiativeStatus as Status, TokenKind, TokenRange};

/// Tokens between a governing verb and its object.
const GOVERNOR_REACH: u32 = 12;

/// What modality a sentence ends with, for the sentence after it.
#[derive(Clone, Copy, Default)]
pub(super) struct Carry(pub Option<Status>);

/// The modality that stands nearest before `at`, from `from` on.
fn modality(view: &View, from: u32, at: u32) -> Option<(u32, Status)> {
    // `..., nên Chi cục đã phối hợp`: therefore.
    let therefore =
        |start: u32| view.syllable(start) == w::NEN && view.range.has(start + 1) && view.token(start + 1).capital;
    // `giao bánh phở`: delivers; a task is given to somebody.
    let delivers = |start: u32| {
        view.reads(start, "giao") && view.slot(start).len == 1 && {
            let next = start + 1 + u32::from(view.reads(start + 1, "cho"));
            view.party_at(next).is_none()
                && !view.has(next, f::PARTY)
                && view.range.has(next)
                && !view.token(next).capital
                && !view.reads(next, "nhiệm")
        }
    };
    let (start, slot) = view
        .slots_in(TokenRange::new(from, at), f::PROPOSE | f::PLAN)
        .rfind(|(start, _)| !therefore(*start) && !delivers(*start))?;
    let status = if slot.flags & f::PLAN != 0 { Status::Planned } else { Status::Proposed };
    // `hy vọng sẽ có`: the wish governs the intention.
    let wished = status == Status::Planned
        && view.syllable(start) == w::SE
        && view.slot_before(start).is_some_and(|(at, before)| before.flags & f::PROPOSE != 0 && at >= from);
    if wished {
        return Some((start, Status::Proposed));
    }
    // `đề nghị Nhật Bản sẽ hỗ trợ`: what is asked for is not yet intended.
    let asked = status == Status::Planned
        && view.syllable(start) == w::SE
        && view
            .slots_in(TokenRange::new(clause_start(view, start).max(from), start), f::PROPOSE | f::PLAN | f::REPORT)
            .next_back()
            .is_some_and(|(_, before)| before.flags & f::PROPOSE != 0 && before.flags & f::REPORT != 0);
    if asked {
        return Some((start, Status::Proposed));
    }
    // `sẽ chỉ đạo`, `sẽ đề nghị`: an intention of the speaker's own.
    let intended = status == Status::Proposed
        && view.slot_before(start).is_some_and(|(_, before)| before.flags & f::PLAN != 0)
        && start > from
        && view.syllable(start - 1) == w::SE;
    Some((start, if intended { Status::Planned } else { status }))
}

/// Whether a wish or an intention is said in the sentence.
pub(super) fn has_modality(view: &View) -> bool {
    view.slots_in(view.range, f::PROPOSE | f::PLAN).next().is_some()
}

/// What the sentence leaves for the next one: the first modality, that of its main clause.
pub(super) fn carry(view: &View, before: Carry) -> Carry {
    let own = view
        .slots_in(view.range, f::PROPOSE | f::PLAN)
        .next()
        .map(|(_, slot)| if slot.flags & f::PLAN != 0 { Status::Planned } else { Status::Proposed });
    // `Sở Y tế:` above a list of tasks.
    let tasked =
        || openings::named_alone(view).filter(|party| party.named && !party.is_country).map(|_| Status::Proposed);
    Carry(own.or_else(tasked).or(before.0))
}

/// Instruments, bodies, projects: they exist or not; acts are done or not.
pub(super) fn is_thing(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Agreement
            | Kind::Convention
            | Kind::Network
            | Kind::Mechanism
            | Kind::Programme
            | Kind::Project
            | Kind::Centre
            | Kind::Forum
            | Kind::Partnership
    )
}

/// The status of the initiative at `tokens`.
pub(super) fn of(view: &View, tokens: TokenRange, kind: Kind, noun: bool, named: bool, before: Carry) -> Status {
    let start = tokens.start;
    let from = view.range.start;
    let clause = clause_start(view, start);
    let near = clause.max(start.saturating_sub(GOVERNOR_REACH));
    let mood = modality(view, from, start).map(|(_, status)| status);
    let mood = mood.or_else(|| (lacks_subject(view) || openings::is_ordinal(view)).then_some(before.0).flatten());
    let governed = |flags: u32| view.slots_in(TokenRange::new(near, start), flags).next_back();
    let after = TokenRange::new(tokens.end, view.range.end.min(tokens.end + 8));
    let after = TokenRange::new(after.start, after_end(view, after));
    let inside = |flags: u32| noun && view.slots_in(tokens, flags).next().is_some();

    if governed(f::END).is_some() || noun && view.slots_in(after, f::END).next().is_some() {
        return if negated(view, near, start) { Status::Ongoing } else { Status::Ended };
    }
    if governed(f::SUSPEND).is_some() || noun && view.slots_in(after, f::SUSPEND).next().is_some() {
        return Status::Suspended;
    }
    if noun && is_thing(kind) {
        if view.slots_in(after, f::FORCE).next().is_some() {
            let soon = view.slots_in(TokenRange::new(from, after.end), f::PLAN | f::SOON).next().is_some();
            return if soon { Status::Ratified } else { Status::InForce };
        }
        if let Some((at, _)) = governed(f::RATIFY) {
            return match mood_before(view, from, at) {
                None if !negated(view, near, at) => Status::Ratified,
                _ => Status::Signed,
            };
        }
        let negotiated = governed(f::SIGN).is_none() && view.slots_in(after, f::NEGOTIATE).next().is_some();
        if governed(f::NEGOTIATE).is_some() || negotiated {
            return match mood {
                Some(Status::Proposed) => Status::Proposed,
                _ => Status::Negotiating,
            };
        }
        let signing = governed(f::SIGN).or_else(|| view.slots_in(after, f::SIGN).next());
        if let Some((at, _)) = signing {
            // `tăng cường ký kết, triển khai các bản thỏa thuận`: some still to be signed.
            let more = view.slot_before(at).is_some_and(|(_, before)| {
                before.flags & (f::BOOST | f::ADVERB) == f::BOOST | f::ADVERB && before.flags & f::PARTY == 0
            });
            if more && mood.is_none() {
                return Status::Planned;
            }
            return match mood_before(view, from, at.min(start)).or(mood) {
                Some(status) if view.syllable(at.saturating_sub(1).max(from)) != w::DA => status,
                _ if negated(view, near, at) => Status::Negotiating,
                _ => Status::Signed,
            };
        }
        // `đã hoàn tất một thỏa thuận`, `đạt được thỏa thuận`
        let reached = kind == Kind::Agreement
            && (near..start).any(|at| view.reads(at, "hoàn") && view.reads(at + 1, "tất") || view.reads(at, "đạt"));
        if reached && governed(f::USE).is_none() {
            return mood.unwrap_or(Status::Signed);
        }
        let joined = governed(f::JOIN).filter(|(at, _)| governed(f::USE).is_none_or(|(used, _)| used < *at));
        if joined.is_some() {
            return match mood {
                Some(status) => status,
                None => Status::Joined,
            };
        }
        let written = matches!(kind, Kind::Agreement | Kind::Convention);
        // `sẵn sàng cho EVFTA`: a treaty with a name exists, whatever is wanted with it.
        if written && named && !is_new(view, near, start) {
            return Status::InForce;
        }
        // `Biên bản ghi nhớ ký giữa A và B`: told as news; `Hiệp định đã ký năm 2013` is in force.
        if inside(f::SIGN) && !(start..tokens.end).any(|at| view.syllable(at) == w::DA) {
            return mood.unwrap_or(Status::Signed);
        }
        if written && governed(f::USE).is_some() || inside(f::SIGN) {
            return Status::InForce;
        }
        let level = kind == Kind::Partnership && (start..tokens.end).any(|at| view.reads(at, "đối"));
        // `sắp kỷ niệm 10 năm thiết lập quan hệ đối tác chiến lược`
        let remembered = (near..start).any(|at| view.reads(at, "kỷ") && view.reads(at + 1, "niệm"));
        if level && (remembered || mood.is_none() || !is_new(view, near, start)) {
            return Status::InForce;
        }
        if kind == Kind::Partnership && !is_new(view, near, start) {
            return Status::Ongoing;
        }
        if kind == Kind::Programme && named && governed(f::USE).is_some() {
            return Status::Ongoing;
        }
        let running = matches!(kind, Kind::Mechanism | Kind::Network | Kind::Forum) || named;
        if running && nearest(view, near, start).is_some_and(|flags| flags & f::EXIST != 0) {
            return Status::Ongoing;
        }
    }
    // `ký kết hợp tác chiến lược với ...`
    let signed = view.slot_before(start).is_some_and(|(at, slot)| slot.flags & f::SIGN != 0 && !view.reads(at, "trao"));
    if kind == Kind::Partnership && signed {
        return mood.unwrap_or(Status::Signed);
    }
    // `... sẽ không sửa luật trong hợp tác với Mỹ`: what it is done in runs already.
    if kind == Kind::Partnership && start > from && view.syllable(start - 1) == w::TRONG {
        return Status::Ongoing;
    }
    // `dưới sự chỉ đạo của tỉnh, ... phối hợp bắt giữ 15 người`: what has a count has happened.
    let counted = || (start..tokens.end).any(|at| view.token(at).kind == TokenKind::Number);
    let past = counted() || is_dated(view, start);
    if kind == Kind::JointOperation && !noun && mood == Some(Status::Proposed) && is_done(view, tokens) && past {
        return Status::Completed;
    }
    // `..., Tổng cục đã tích cực phối hợp ...`: its own verb says so, whatever is wished before.
    if kind == Kind::JointOperation && !noun && is_told(view, start) {
        return Status::Completed;
    }
    if let Some(status) = mood {
        return status;
    }
    let aspect = (from..start)
        .rev()
        .take_while(|&at| !view.has(at, f::REPORT | f::PROPOSE))
        .find(|&at| matches!(view.syllable(at), w::DA | w::DANG | w::VUA));
    match aspect {
        Some(at) if view.syllable(at) == w::DANG => Status::Ongoing,
        // `chủ trì, phối hợp với B phát hiện 219 vụ`: what has a count and a result is no task.
        None if kind == Kind::JointOperation && !noun && counted() && is_done(view, tokens) => Status::Completed,
        None if kind == Kind::JointOperation && !noun && is_assigned(view, start) => Status::Proposed,
        Some(_) if !is_thing(kind) => Status::Completed,
        // `phối hợp với B bắt giữ 4 người`, `phối hợp với B đã khám xét`
        None if kind == Kind::JointOperation && !noun && is_done(view, tokens) => Status::Completed,
        // `Ngày 24/11, Công an quận A phối hợp với ...`: a dated act that is told is done.
        None if !noun
            && matches!(kind, Kind::JointOperation | Kind::Training | Kind::Assistance | Kind::Exchange)
            && is_dated(view, start) =>
        {
            Status::Completed
        }
        None if !is_thing(kind) && is_agreed(view) => Status::Planned,
        _ if matches!(kind, Kind::Agreement) => Status::InForce,
        _ if matches!(kind, Kind::Convention) => Status::Unknown,
        _ => Status::Ongoing,
    }
}

/// The status of a noun that one verb governs together with the noun before it.
pub(super) fn coordinated(before: Status, kind: Kind) -> Status {
    let written = matches!(kind, Kind::Agreement | Kind::Convention);
    if before == Status::InForce && !written { Status::Ongoing } else { before }
}

/// The act has a result, or is told as past.
fn is_done(view: &View, tokens: TokenRange) -> bool {
    let act = view.slots_in(tokens, f::ACT).next();
    let past = |at: u32| view.syllable(at) == w::DA && view.parties.iter().any(|party| party.tokens.end == at);
    act.is_some_and(|(_, slot)| slot.flags & f::DONE != 0) || (tokens.start..tokens.end).any(past)
}

/// `Theo thỏa thuận, hai bên chia sẻ ...`: what was agreed to be done.
fn is_agreed(view: &View) -> bool {
    let first = view.range.start;
    view.reads_mark(first, w::THEO)
        && ["thỏa", "bản", "biên", "hiệp", "kế"].iter().any(|word| view.reads(first + 1, word))
}

/// `Bộ A chủ trì, phối hợp với Bộ B ...`: the formula that assigns a task.
fn is_assigned(view: &View, start: u32) -> bool {
    let joins = |at: u32| view.is_conjunction(at);
    let at = if start > view.range.start && joins(start - 1) { start - 1 } else { start };
    // `đoàn kiểm tra do Sở A chủ trì, phối hợp với ...`: told of it.
    let led = (view.range.start..at).rev().take(12).any(|at| view.syllable(at) == w::DO_CAUSE);
    let told = (start..view.range.end.min(start + 40)).any(|at| view.reads(at, "tiến") && view.reads(at + 1, "hành"));
    at >= view.range.start + 2
        && view.reads(at - 2, "chủ")
        && view.reads(at - 1, "trì")
        && !(led || told || is_dated(view, start))
}

/// `đã` right before it, adverbs aside.
fn is_told(view: &View, start: u32) -> bool {
    let mut at = start;
    while let Some((before, slot)) = view.slot_before(at) {
        if slot.flags & f::ADVERB == 0 || slot.flags & (f::PLAN | f::PROPOSE | f::BOOST) != 0 {
            break;
        }
        if view.syllable(before) == w::DA {
            return true;
        }
        at = before;
    }
    at > view.range.start && view.syllable(at - 1) == w::DA
}

/// A day stands before the act: `ngày 24/11`, `ngày 3-5`, `sáng 11/10`, `hôm qua`.
fn is_dated(view: &View, start: u32) -> bool {
    let told = view.slots_in(TokenRange::new(view.range.start, start), f::REPORT).next_back();
    let from = told.map_or(view.range.start, |(at, _)| at);
    (from..start).any(|at| {
        let number = |at: u32| view.range.has(at) && view.token(at).kind == TokenKind::Number;
        let day = ["ngày", "sáng", "trưa", "chiều", "tối", "đêm"].iter().any(|word| view.reads(at, word));
        day && (number(at + 1) || view.reads(at + 1, "nay") || view.reads(at + 1, "qua"))
            || view.reads(at, "hôm") && (view.reads(at + 1, "nay") || view.reads(at + 1, "qua"))
    })
}

/// What the nearest verb or preposition before `start` may do.
fn nearest(view: &View, near: u32, start: u32) -> Option<u32> {
    view.slots_in(TokenRange::new(near, start), !(f::ADVERB | f::WORD | f::GENERIC | f::JOINT))
        .next_back()
        .map(|(_, slot)| slot.flags)
}

/// Set up or raised, not just kept: `thiết lập quan hệ ...`, `nâng cấp lên ...`.
fn is_new(view: &View, near: u32, start: u32) -> bool {
    (near..start).any(|at| {
        ["thiết", "thành", "nâng", "lên", "tiến", "hướng"].iter().any(|word| view.reads(at, word))
            && !view.reads(at + 1, "cao")
    })
}

fn mood_before(view: &View, from: u32, at: u32) -> Option<Status> {
    modality(view, from, at).map(|(_, status)| status)
}

/// `chưa`, `không` between `from` and `at`.
fn negated(view: &View, from: u32, at: u32) -> bool {
    (from..at).any(|at| matches!(view.syllable(at), w::CHUA | w::KHONG))
}

/// Where the clause of `at` begins: behind the last `;` or `:`.
fn clause_start(view: &View, at: u32) -> u32 {
    (view.range.start..at)
        .rev()
        .find(|&mark| {
            // `đã ký 3 văn kiện, gồm: Hiệp định ...`: what is listed is what was signed.
            let lists = view.syllable(mark) == w::COLON && mark + 1 == at;
            matches!(view.syllable(mark), w::SEMICOLON | w::COLON) && !lists
        })
        .map_or(view.range.start, |mark| mark + 1)
}

/// Words that begin a list of what the sentence before spoke of.
const LIST_OPENERS: &[&str] = &["như", "gồm", "bao", "cụ", "trong", "đó", "đơn", "ví"];

/// Whether the sentence, or the part of it up to `start`, is an item of a list that began before it: `Như: thỏa thuận A; ...`,
/// `- Bản ghi nhớ B;`.
pub(super) fn is_list_item(view: &View, start: u32) -> bool {
    let first = view.range.start;
    let opened = LIST_OPENERS.iter().any(|word| view.reads(first, word))
        && (first..start.min(first + 4)).any(|at| matches!(view.syllable(at), w::COLON | w::CO | w::LA))
        || view.reads(first, "như") && start <= first + 2;
    let marked = start <= first + 3
        && (first..start).any(|at| !view.is_word(at))
        && (first..start).all(|at| !view.is_word(at) || view.word(at).len() == 1);
    (opened || marked) && !view.slots_in(TokenRange::new(first, start), f::SIGN | f::PLAN | f::PROPOSE).any(|_| true)
}

/// The end of the few words behind a phrase that still speak of it.
fn after_end(view: &View, range: TokenRange) -> u32 {
    (range.start..range.end)
        .find(|&at| matches!(view.syllable(at), w::SEMICOLON | w::COMMA | w::VA | w::FULL_STOP | w::DE))
        .unwrap_or(range.end)
}
