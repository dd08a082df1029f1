//! `hợp tác` and `liên kết`, `kết nối` with a field and a partner, or with a partner by name.
//!
//! `[hợp tác trong lĩnh vực nông nghiệp với Hà Lan]`, `[hợp tác kinh tế - thương mại]` of two countries, `[hợp tác với Tập đoàn
//! Sao Bắc]`. Not concrete, no rows: `tăng cường hợp tác`, `hợp tác giữa hai nước`, `hợp tác toàn diện`.

use super::acts::{Head, NOMINAL, found, is_purpose, right, skip_adverbs};
use super::beside::reads_all;
use super::clause::is_act;
use super::edges::{self, Reach};
use super::partners::{has_partner, partners};
use super::scene::Scene;
use super::view::View;
use super::{Found, joint, parties, subjects};
use crate::lexicon::{Category, function as f, words as w};
use crate::model::{InitiativeKind as Kind, TokenRange};

/// `hợp tác` with a field and a partner, or with a partner by name.
pub(super) fn cooperate(view: &View, scene: &Scene, head: &Head) -> Option<Found> {
    let at = skip_adverbs(view, head.tokens.end);
    // `hợp tác cùng Công ty A`
    let with = at > head.tokens.end && view.syllable(at - 1) == w::CUNG_VOI && view.party_at(at).is_some();
    // `hợp tác cùng những ngôi sao`: with no body.
    let others = at > head.tokens.end && view.syllable(at - 1) == w::CUNG_VOI && !with && !view.has(at, f::PARTY);
    if others && view.is_word(at) && !view.has(at, f::ACT | f::BOTH) {
        return None;
    }
    let at = at - u32::from(with);
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
    // `hợp tác chặt chẽ để tổ chức ...`: what for, without a field.
    let aim = view.reads_mark(joint::skip_listed_adverbs(view, head.tokens.end), w::DE);
    let nominal = edges::left(view, start, NOMINAL) < start;
    // `hợp tác với A đào tạo kỹ sư`: the act behind the partner; behind `giữa A và B` stands a predicate.
    let act = preposition && view.syllable(at) != w::GIUA && !nominal;
    let reach = Reach { list: !preposition, place: true, purpose: preposition || aim, act, ..Reach::default() };
    let end = right(view, head, reach);
    let inner = TokenRange::new(head.tokens.end, end);
    let wanted = view.slots_in(TokenRange::new(view.range.start, start), f::PROPOSE | f::PLAN).next().is_some();
    let together = || subjects::subject(view, start).len() > 1;
    let fielded = has_field(view, inner, at, preposition) || aim && (wanted || together());
    let explicit = partners(view, inner).any(|party| party.named || party.both || party.tokens.len() > 2);
    let by_name = partners(view, inner).any(|party| party.named || view.reads(party.tokens.start, "một"))
        || of_bodies(view, inner);
    let tokens = TokenRange::new(start, end);
    let purposeful = !fielded && nominal && explicit && (inner.start..inner.end).any(|at| view.syllable(at) == w::DE);
    let through =
        view.slot_before(start).is_some_and(|(_, slot)| slot.flags & f::USE != 0 && slot.flags & f::STOP != 0);
    let aside = is_purpose(view, start) && !explicit;
    if (through || aside) && view.slots_in(inner, f::FIELD).next().is_none() {
        return None;
    }
    let with_the_law = preposition
        && [("điều", "tra"), ("chức", "năng"), ("liên", "quan"), ("liên", "ngành")]
            .iter()
            .any(|(a, b)| (at..(at + 6).min(end)).any(|at| view.reads(at, a) && view.reads(at + 1, b)))
        && scene.pair.is_empty();
    // `Chúng tôi hợp tác với cơ quan thực thi pháp luật`: people who answer the police.
    let with_police = preposition
        && view.syllable(at) == w::VOI
        && ["cơ quan", "cảnh sát", "công an", "chính quyền", "chính phủ"]
            .iter()
            .any(|words| words.split(' ').enumerate().all(|(index, word)| view.reads(at + 1 + index as u32, word)))
        && !view.token(at + 1).capital
        && subjects::subject(view, start).is_empty();
    if with_the_law && !by_name || with_police && scene.pair.is_empty() {
        return None;
    }
    let abroad = view.parties.iter().any(|p| p.is_country && p.tokens.end <= start)
        && view.slots_in(TokenRange::new(view.range.start, start), f::PROPOSE | f::PLAN).next().is_some();
    // `hợp tác với các hãng để thiết kế xe`: a partner and what for; `sự hợp tác của Trường A trong việc ...`: whose.
    let partner = preposition
        && (view.party_at(at + 1).is_some_and(|party| !party.guess && (party.named || party.tokens.len() > 1))
            || view.has(at + 1, f::PARTY) && view.slot(at + 1).len > 1);
    let for_something = partner && (inner.start..inner.end).any(|at| matches!(view.syllable(at), w::DE | w::NHAM));
    let owner = joint::skip_listed_adverbs(view, head.tokens.end);
    let whose = nominal
        && view.reads(owner, "của")
        && view.party_at(owner + 1).is_some_and(|party| party.named && !party.is_country);
    if is_show(view, inner) {
        return None;
    }
    // `hợp tác chặt chẽ với Chủ tịch nước A`: with a person.
    let person = preposition
        && view.article.hits(TokenRange::new(at + 1, at + 2)).iter().any(|hit| hit.category == Category::Role);
    if person && !fielded {
        return None;
    }
    // `Công ty A đã ký kết hợp tác chiến lược với các cảng`: signed by a body, with whomever.
    let signed = preposition
        && view.syllable(at) == w::VOI
        && view.slot_before(start).is_some_and(|(_, slot)| slot.flags & f::SIGN != 0)
        && subjects::subject(view, start).iter().any(|party| party.named);
    let accepted = if signed {
        true
    } else if fielded || purposeful || for_something {
        explicit
            || for_something
            || whose
            || international && !preposition
            || has_partner(view, scene, tokens)
            || abroad
    } else {
        (by_name || with_class(view, inner, start))
            && preposition
            && (view.syllable(at) != w::GIUA || of_bodies(view, inner))
            && !view.has(start.saturating_sub(2), f::USE)
            && !scene_only(view, scene, inner)
    };
    if !accepted || end == head.tokens.end {
        return None;
    }
    // `hợp tác cùng Song Hye Kyo`: a person, as far as one can tell.
    let guess = with && view.party_at(at + 1).is_some_and(|party| party.guess);
    if guess && !fielded || is_of_one(view, inner) && !whose || !fielded && is_person(view, start) {
        return None;
    }
    let kind = field_kind(view, inner, head.kind, international);
    let mut row = found(view, head, end, kind, "cooperate");
    if of_fields(view, inner) {
        row.tokens.start = edges::left(view, start - 2, &["các", "những", "nhiều", "một số"]);
        row.noun = true;
    }
    Some(row)
}

/// `ca khúc hợp tác với Mai Sao`: artists who sing or play together, with nobody that is known as a body.
fn is_show(view: &View, inner: TokenRange) -> bool {
    const SHOWS: &[&str] =
        &["mv", "album", "rapper", "ca khúc", "bài hát", "ca sĩ", "diễn viên", "đạo diễn", "nghệ sĩ", "bộ phim"];
    let known = |party: &parties::Party| party.org.is_some() || party.country.is_some() && !party.guess || party.both;
    let body = view.parties.iter().any(|party| inner.has(party.tokens.start) && known(party));
    !body && (view.range.start..view.range.end).any(|at| SHOWS.iter().any(|words| reads_all(view, at, words)))
}

/// `Hiệp hội cần hợp tác với các tổ chức quốc tế`: a body that means to, and bodies of a kind that is said.
fn with_class(view: &View, inner: TokenRange, start: u32) -> bool {
    let classed = partners(view, inner).any(|party| {
        let first = party.tokens.start;
        let kind = ["tổ", "trường", "viện", "doanh", "hiệp", "hãng", "tập", "công", "cơ", "đơn", "nhà", "đối"];
        let at = first + u32::from(["các", "những", "nhiều"].iter().any(|word| view.reads(first, word)));
        !party.both && party.tokens.len() > 2 && kind.iter().any(|word| view.reads(at, word))
    });
    let before = TokenRange::new(view.range.start, start);
    classed
        && view.slots_in(before, f::PROPOSE | f::PLAN | f::BOOST).next().is_some()
        && (subjects::subject(view, start).iter().any(|party| party.named)
            // `Ban cần chủ động hợp tác`: a body by its head alone.
            || view.slot_before(subjects::behind_subject(view, start)).is_some_and(|(_, slot)| slot.flags & f::PARTY != 0)
            || view.has(start.saturating_sub(2), f::BOOST)
            || subjects::earlier(view, start).is_some())
}

/// `hợp tác kinh tế của thành phố`: one party's own, with nobody.
fn is_of_one(view: &View, inner: TokenRange) -> bool {
    let with = (inner.start..inner.end).any(|at| matches!(view.syllable(at), w::VOI | w::GIUA | w::CUNG_VOI));
    let Some(of) = (inner.start..inner.end).find(|&at| view.syllable(at) == w::CUA) else { return false };
    let Some(owner) = view.party_at(of + 1) else { return false };
    let end = owner.tokens.end;
    let more = view.is_conjunction(end) && view.party_at(end + 1).is_some() || view.reads_mark(end, w::VOI);
    !(with || more || owner.both || owner.is_country || view.reads(of + 1, "các"))
}

/// `Ông Nguyễn Văn An ngừng hợp tác với Công ty A`: a person's business.
fn is_person(view: &View, start: u32) -> bool {
    let at = subjects::behind_subject(view, start);
    at > view.range.start + 1
        && (at - 2..at).all(|at| view.is_word(at) && view.token(at).capital && view.party_over(at).is_none())
}

/// `bà Lê Thị An phối hợp với ...`: a person with a title or form of address before the name.
pub(super) fn is_addressed(view: &View, start: u32) -> bool {
    const FORMS: &[&str] = &["ông", "bà", "anh", "chị", "cô", "em", "bị", "nghi"];
    let at = subjects::behind_subject(view, start);
    let name = |at: u32| view.is_word(at) && view.token(at).capital;
    let first = (view.range.start..at).rev().take_while(|&at| name(at)).last();
    first.filter(|&first| first < at).is_some_and(|first| {
        let titles = view.article.hits(TokenRange::new(first.saturating_sub(4), first));
        FORMS.iter().any(|form| view.reads(first.saturating_sub(1), form) || view.reads(first, form) && first + 1 < at)
            || titles.iter().any(|hit| hit.category == Category::Role && hit.end() == first)
    })
}

/// `hợp tác giữa các địa phương hai nước`: the kind of bodies is the form of it.
fn of_bodies(view: &View, inner: TokenRange) -> bool {
    partners(view, inner).any(|party| party.both && !view.has(party.tokens.start, f::BOTH))
}

/// The partners are just the pair of the document: `hợp tác giữa Việt Nam và Lào` says nothing new.
fn scene_only(view: &View, scene: &Scene, inner: TokenRange) -> bool {
    partners(view, inner).all(|party| {
        party.both && view.has(party.tokens.start, f::BOTH)
            || party.is_country && (scene.pair.is_empty() || scene.pair.iter().any(|p| p.country == party.country))
    })
}

/// A field: `trong lĩnh vực ...`, `về ...`, or a noun or act right behind the verb.
fn has_field(view: &View, inner: TokenRange, at: u32, preposition: bool) -> bool {
    let content = |at: u32| {
        view.is_word(at)
            && inner.has(at)
            && !view.has(at, f::STOP | f::RESULT)
            // `trong việc phát triển nghề cá` has one, `về phát triển` has none.
            && (!view.has(at, f::GENERIC) || view.has(at, f::DOMAIN) && inner.has(at + view.slot(at).len))
            && view.syllable(at) != w::NAY
    };
    // `hợp tác tại các diễn đàn đa phương`
    let forums = inner.has(at)
        && matches!(view.syllable(at), w::TAI | w::TREN)
        && (at + 1..inner.end.min(at + 5)).any(|at| view.reads(at, "diễn") && view.reads(at + 1, "đàn"));
    if forums || of_fields(view, inner) {
        return true;
    }
    let marked = view.slots_in(inner, f::FIELD).any(|(at, slot)| content(at + slot.len))
        || (inner.start..inner.end).any(|at| view.syllable(at) == w::VE && content(at + 1));
    let listed = view.slots_in(inner, f::FIELD).next().is_some() && view.slots_in(inner, f::MORE).next().is_some();
    if marked || listed || inner.has(at) && view.syllable(at) == w::TRONG && view.has(at + 1, f::ACT) {
        return true;
    }
    if preposition {
        // Behind the partners: `hợp tác với A đào tạo ...`; behind `giữa A và B` stands a predicate.
        let between = view.syllable(at) == w::GIUA;
        return view.parties.iter().any(|party| {
            let next = party.tokens.end;
            let by_name = party.named && !party.is_country && !between;
            let doing = |at: u32| inner.has(at) && (view.has(at, f::ACT) || by_name && is_act(view, at));
            party.tokens.start > inner.start
                && (doing(next) || inner.has(next) && view.syllable(next) == w::TRONG && doing(next + 1))
                || inner.has(party.tokens.start)
                    && inner.has(party.tokens.end)
                    && view.syllable(party.tokens.end) == w::DE
        });
    }
    inner.has(at)
        && view.is_word(at)
        && !parties::is_function_word(view, at)
        && (view.party_at(at).is_none() || view.reads(at, "ngành"))
        && !is_pair_of_names(view, at)
        && (view.slot(at).flags & f::BOOST == 0 || view.has(at, f::ACT | f::DOMAIN))
        && (view.slot(at).flags & (f::GENERIC | f::STOP | f::RESULT) == 0
            || view.has(at, f::ACT) && view.is_word(at + view.slot(at).len) && inner.has(at + view.slot(at).len))
}

/// `các lĩnh vực [hợp tác] truyền thống như chính trị, kinh tế`: the fields are listed behind.
fn of_fields(view: &View, inner: TokenRange) -> bool {
    let head = inner.start.saturating_sub(2);
    head >= view.range.start + 2
        && view.reads(head - 1, "vực")
        && view.reads(head - 2, "lĩnh")
        && view.slots_in(inner, f::MORE).any(|(at, _)| view.reads(at, "như"))
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

/// `liên kết với A đào tạo ...`; `kết nối đường sắt` only as a wish of two countries.
pub(super) fn link(view: &View, scene: &Scene, head: &Head) -> Option<Found> {
    let end = right(view, head, Reach { list: true, place: true, ..Reach::default() });
    let inner = TokenRange::new(head.tokens.end, end);
    let connects = view.reads(head.tokens.start, "kết");
    if connects {
        // `kết nối doanh nghiệp giữa hai nước`
        let two = |at: u32| view.has(at + 1, f::BOTH) || view.has(at, f::GENERIC) && view.reads(at + 1, "hai");
        let between = (inner.start..inner.end).any(|at| view.syllable(at) == w::GIUA && two(at))
            && view.is_word(inner.start)
            && !parties::is_function_word(view, inner.start);
        if between && scene.foreign {
            return Some(found(view, head, end, head.kind, "link"));
        }
        let object = view.is_word(inner.start)
            && !inner.is_empty()
            && view.slot(inner.start).len == 0
            && !parties::is_function_word(view, inner.start)
            && view.party_at(inner.start).is_none();
        let before = TokenRange::new(view.range.start, head.tokens.start);
        let wanted = view.slots_in(before, f::PROPOSE | f::PLAN).next().is_some();
        let talks = scene.foreign && scene.nations && wanted && !is_purpose(view, head.tokens.start);
        return (object && talks).then(|| found(view, head, end, head.kind, "link"));
    }
    let acts = view.slots_in(inner, f::ACT | f::FIELD).next().is_some();
    // `liên kết ASEAN`: the whole that is linked, no partner.
    let joined = |at: u32| matches!(view.syllable(at), w::VOI | w::GIUA | w::VA | w::COMMA | w::HYPHEN | w::EN_DASH);
    let partner = partners(view, inner)
        .any(|party| party.named && party.tokens.start > inner.start && joined(party.tokens.start - 1));
    (acts && partner).then(|| found(view, head, end, Kind::Partnership, "link"))
}
