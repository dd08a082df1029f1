//! Cooperation that has a noun: instruments, bodies, programmes, networks, levels of relations.
//!
//! `Hai bên ký [Bản ghi nhớ về giáo dục nghề nghiệp]`, `lập [nhóm công tác Việt Nam - Nhật Bản]`, `quan hệ [Đối tác chiến
//! lược]`. A noun that also means other things (`dự án`, `diễn đàn`, `cơ chế`) needs a partner or a word of cooperation
//! inside its phrase. `Hiệp định này`, `theo Hiệp định ...` as a legal basis, and the title of an event are not rows.

use super::beside::{
    is_alias, is_any, is_description, is_event, is_event_title, is_legal_basis, is_of_foes, is_place, is_session,
    is_tariff, is_title_purpose, reads_all,
};
use super::edges::{self, Reach};
use super::scene::Scene;
use super::view::View;
use super::{Found, name, subjects};
use crate::lexicon::{Category, Cooperation, CooperationRole as Role, function as f, words as w};
use crate::model::{Hit, InitiativeKind as Kind, TokenKind, TokenRange};

/// Words before a noun that belong to its phrase.
const DETERMINERS: &[&str] = &["các", "những", "một", "một số", "nhiều"];

/// A row for a noun of cooperation.
pub(super) fn find(view: &View, scene: &Scene, hit: &Hit, entry: &Cooperation) -> Option<Found> {
    match entry.role {
        Role::Partnership => partnership(view, scene, hit),
        Role::Relation => relation(view, hit),
        Role::Named => named(view, scene, hit, entry),
        _ => instrument(view, scene, hit, entry),
    }
}

/// `11 văn kiện`: the number that counts them.
fn numbered(view: &View, start: u32, head: u32) -> u32 {
    let number = |at: u32| view.token(at).kind == TokenKind::Number && view.word(at).len() <= 3;
    let dated =
        |at: u32| at > view.range.start && ["năm", "ngày", "tháng", "số", "lần"].iter().any(|w| view.reads(at - 1, w));
    let counts = start == head && start > view.range.start && number(start - 1) && !dated(start - 1);
    if counts && !view.token(head).capital { start - 1 } else { start }
}

/// `Hiệp định và Nghị định thư về kiểm dịch`: two heads with one complement; the end of the last.
fn two_heads(view: &View, hit: &Hit, entry: &Cooperation) -> u32 {
    let agreement = |entry: &Cooperation| entry.role == Role::Instrument && entry.kind == Kind::Agreement;
    let next = view.cooperation_at(hit.end() + 1).filter(|(_, next)| agreement(entry) && agreement(next));
    match next {
        Some((next, _)) if view.is_conjunction(hit.end()) && view.has(next.end(), f::FIELD) => next.end(),
        _ => hit.end(),
    }
}

fn instrument(view: &View, scene: &Scene, hit: &Hit, entry: &Cooperation) -> Option<Found> {
    let head = TokenRange::new(hit.token, two_heads(view, hit, entry));
    let start = numbered(view, edges::left(view, head.start, DETERMINERS), head.start);
    let place = matches!(entry.kind, Kind::Project | Kind::Centre | Kind::Mechanism);
    let list = matches!(entry.kind, Kind::Project);
    let reach = Reach { place, list, ..Reach::default() };
    let mut end = edges::trim(view, head.end, edges::right(view, head.end, reach));
    let agreement = matches!(entry.kind, Kind::Agreement | Kind::Convention);
    // `Hiệp định này`, `Hiệp định thương mại song phương này`: points back to one that was named.
    let points_back = end > head.end && matches!(view.syllable(end - 1), w::NAY);
    let partner = view.parties.iter().any(|party| party.tokens.start >= head.end && party.tokens.start < end);
    let anaphor = points_back && (end <= head.end + 1 || agreement && !partner);
    // `tổ công tác phối hợp với ...`: the body is just the subject; `Hiệp định như ...` says nothing of its own.
    let described = view.reads(head.end, "như");
    // `một cuộc đối thoại giữa hai bộ trưởng`: one meeting.
    let meeting = entry.kind == Kind::Forum && head.start > view.range.start && view.reads(head.start - 1, "cuộc");
    if meeting {
        return None;
    }
    let role_of_centre = matches!(entry.kind, Kind::Centre)
        && (view.reads(head.end, "của")
            || head.start > 1 && (reads_all(view, head.start - 2, "vai trò") || view.reads(head.start - 1, "giá")));
    if described || role_of_centre || is_tariff(view, head.start) || is_title_purpose(view, start) {
        return None;
    }
    let names_follow =
        view.reads(end, "như") && view.cooperation_at(end + 1).is_some_and(|(_, c)| c.role == Role::Named);
    let before = (start > view.range.start).then(|| view.syllable(start - 1));
    let called = start > view.range.start + 2 && view.reads(start - 1, "là") && {
        (start.saturating_sub(3)..start).any(|at| view.reads(at, "gọi"))
    };
    let alias = before == Some(w::OPEN_PAREN) || called;
    let of_body = start > view.range.start + 1 && view.reads(start - 1, "chức") && view.token(start - 2).capital;
    let titled = is_event_title(view, start) && !(entry.kind == Kind::Mechanism && is_session(view, start));
    if names_follow || alias || of_body || titled {
        return None;
    }
    // `bản ghi nhớ của bác sĩ`: somebody's note.
    let note = head.end >= 2 && view.reads(head.end - 2, "ghi") && view.reads(head.end, "của");
    let owned = note && view.party_at(head.end + 1).is_none_or(|party| !party.named && !party.both);
    if owned {
        return None;
    }
    if agreement && (is_of_foes(view, head.end) || is_description(view, start, head) || is_any(view, start, head, end))
    {
        return None;
    }
    if anaphor || view.reads(head.end, "này") || view.reads(head.end, "đó") || is_event(view, start, entry.kind) {
        return None;
    }
    // `kỷ niệm 70 năm Hiệp định A`: what is remembered.
    let from = view.range.start.max(start.saturating_sub(5));
    let remembered = (from..start).any(|at| reads_all(view, at, "kỷ niệm"));
    if agreement && (remembered || is_legal_basis(view, start)) {
        return None;
    }
    if matches!(entry.kind, Kind::Mechanism) && view.has(end, f::FIELD) {
        end = edges::trim(view, end, edges::right(view, end, Reach { list: true, ..reach }));
    }
    let tokens = TokenRange::new(start, end);
    let inner = TokenRange::new(head.end, end);
    let shared = match entry.role {
        Role::Loose => is_shared(view, scene, head, inner, entry.kind),
        _ => has_content(view, scene, head, inner),
    };
    if !shared {
        return None;
    }
    let name = name::of_instrument(view, head, tokens, entry.kind);
    Some(Found { tokens, kind: entry.kind, noun: true, name, cue: head, rule: "instrument" })
}

/// Says more than its head: a complement, or a capital where the head itself is a title (`Tuyên bố chung`).
fn has_content(view: &View, scene: &Scene, head: TokenRange, inner: TokenRange) -> bool {
    let governed = view.slots_in(TokenRange::new(head.start.saturating_sub(4), head.start), f::SIGN | f::NEGOTIATE);
    // `các nước ký kết hiệp định`: some, not the two that the text is about.
    let by_two = || {
        let subjects = subjects::subject(view, head.start);
        let known = subjects.is_empty() || subjects.iter().any(|party| party.named || party.both);
        subjects.len() > 1 || scene.pair.len() == 2 && known
    };
    let signed = governed.count() > 0 && by_two();
    // `ký MoU`, `ngày ký hiệp ước`: which one is told elsewhere.
    let dated = head.start > view.range.start + 1 && view.reads(head.start - 2, "ngày");
    if (head.len() == 1 || dated) && inner.is_empty() {
        return false;
    }
    // `vốn công ước hơn 321 tỷ`: two other words.
    let measure = ["hơn", "khoảng", "gần", "đạt", "tính"].iter().any(|word| view.reads(head.end, word));
    if measure && head.len() == 2 && !view.token(head.start).capital {
        return false;
    }
    let detached = inner.start < inner.end
        && !view.has(inner.start, f::FIELD)
        && (matches!(view.syllable(inner.start), w::TRONG | w::TREN | w::TAI | w::O | w::TU | w::VI)
            || view.reads(inner.start, "cùng"));
    // `cơ chế chia sẻ thông tin nhanh chóng`: the head says its form; `văn kiện song phương` of two that are known.
    let form = head.len() > 4 && !inner.is_empty();
    let joint = scene.pair.len() == 2 && view.has(inner.start, f::JOINT);
    let concrete = !detached && (says_more(view, inner) || form || joint);
    let titled = view.token(head.start).capital && head.start > view.range.start && head.len() > 2;
    let shared = view.reads(head.start, "sáng");
    let existing = scene.foreign
        && (view.reads(head.start, "cơ") && view.reads(head.start + 1, "chế"))
        && ["hiện", "sẵn", "song"].iter().any(|word| view.reads(inner.start, word));
    concrete || signed || existing || (titled || shared) && !scene.pair.is_empty()
}

/// A word that is more than praise or a manner: `toàn diện`, `khẩn trương` say nothing of what it is about.
fn says_more(view: &View, inner: TokenRange) -> bool {
    let mut at = inner.start;
    while at < inner.end {
        let slot = view.slot(at);
        if view.is_word(at) && slot.flags & (f::GENERIC | f::ADVERB) == 0 {
            return true;
        }
        at += slot.len.max(1);
    }
    false
}

/// Tokens behind the head in which a word of cooperation still belongs to it.
const EVIDENCE_REACH: u32 = 14;

/// Words behind a head that give it another meaning: `quỹ thời gian`, `thỏa thuận khác`.
const OTHER_MEANING: &[&str] = &[
    "thời gian",
    "đất",
    "đạo",
    "lương",
    "điểm",
    "nhà",
    "đen",
    "khác",
    "học của",
    "học tập",
    "biểu diễn",
    "nghệ thuật",
    "ca nhạc",
    "truyền hình",
    "thời sự",
    "giải trí",
    "bao gồm",
    "gồm",
    "hai nước đầu tiên",
];

/// Evidence that a thing of many meanings is one of cooperation.
fn is_shared(view: &View, scene: &Scene, head: TokenRange, inner: TokenRange, kind: Kind) -> bool {
    let praised = (inner.start..inner.end).any(|at| reads_all(view, at, "tốt nhất"));
    if praised || OTHER_MEANING.iter().any(|words| reads_all(view, inner.start, words)) {
        return false;
    }
    if view.article.hits(head).iter().any(|hit| hit.category == Category::Organization) {
        return false;
    }
    // `Một thỏa thuận đã được ký kết giữa A và B`
    if kind == Kind::Agreement && subjects::signed_between(view, inner.end).any(|party| party.named) {
        return true;
    }
    // `Diễn đàn Doanh nghiệp Sông Lớn (DBSL)`: a forum with a name and an acronym of its own.
    let known_forum = kind == Kind::Forum
        && view.reads(head.start, "diễn")
        && view.token(head.start).capital
        && view.token(inner.start.min(view.range.end - 1)).capital
        && (inner.start + 2..inner.end).any(|at| {
            view.syllable(at) == w::CLOSE_PAREN && view.token(at - 1).all_caps && view.word(at - 1).len() > 2
        });
    if known_forum {
        return true;
    }
    let near = (inner.start..inner.end.min(inner.start + EVIDENCE_REACH))
        .find(|&at| matches!(view.syllable(at), w::COMMA | w::HOAC))
        .unwrap_or(inner.end);
    for at in inner.start..near {
        let vague = kind == Kind::Forum && view.reads(at, "đa")
            || view.reads(at, "quốc")
            || view.reads(at, "khu")
            || kind == Kind::Centre && !view.reads(at, "hợp");
        // `Quỹ A phối hợp với ...` acts, `cơ chế phối hợp`, `cơ chế về công tác phối hợp` are shared.
        let acts = view.reads(at, "phối")
            && at > inner.start
            && !["tác", "sự", "động", "chế"].iter().any(|word| view.reads(at - 1, word));
        let strong = view.has(at, f::JOINT) && !vague && !acts;
        let named = kind != Kind::Centre && view.cooperation_at(at).is_some_and(|(_, c)| c.role == Role::Named);
        let between = (kind != Kind::Forum || view.reads(head.start, "diễn"))
            && view.syllable(at) == w::GIUA
            && view.parties.iter().any(|p| p.tokens.start > at && p.tokens.end <= inner.end);
        let sponsored = view.syllable(at) == w::DO_CAUSE && view.party_at(at + 1).is_some();
        // `thỏa thuận của hai bên về tiền lương`: of worker and employer, where the text knows no pair.
        let unknown = view.has(at, f::BOTH) && view.reads(head.start, "thỏa") && scene.pair.is_empty();
        let both = view.has(at, f::BOTH) && !unknown;
        let strong = strong && !unknown;
        if strong || named || between || sponsored || both {
            let shared_noun = view.reads(at, "chung") && at > inner.start + 3 && scene.pair.is_empty();
            if shared_noun {
                return false;
            }
            let only_adjectives = view.has(at, f::JOINT)
                && (inner.start..inner.end).all(|at| {
                    view.slot(at).len == 0 && !view.is_word(at)
                        || view.has(at, f::JOINT | f::GENERIC)
                        || view.slot(at).len == 0 && at > inner.start && view.slot(at - 1).len > 1
                });
            return !only_adjectives || scene.pair.len() == 2 && view.reads(inner.start, "song");
        }
        let programme = reads_all(view, head.start, "chương trình liên kết");
        let with_foreign = matches!(view.syllable(at), w::VOI | w::CUNG_VOI)
            && view.party_at(at + 1).is_some_and(|party| party.country.is_some() || programme && party.named);
        if with_foreign {
            return true;
        }
    }
    // `nhiều thỏa thuận trong lĩnh vực năng lượng` of two countries that the text is about.
    let fielded =
        view.has(inner.start, f::FIELD) || view.reads(inner.start, "tài") && view.reads(inner.start + 1, "chính");
    if kind == Kind::Agreement && fielded && scene.foreign && scene.pair.len() == 2 && inner.len() > 3 {
        return true;
    }
    let titled = view.token(head.start).capital && !view.token(head.start).all_caps;
    if kind == Kind::Agreement && titled && head.start > view.range.start && scene.pair.len() == 2 {
        return true;
    }
    let discussed = kind == Kind::Project
        && titled
        && scene.foreign
        && view.parties.iter().any(|party| party.both && party.tokens.end <= head.start);
    let spread = matches!(kind, Kind::Network | Kind::Centre);
    // Each once: `người Việt Nam ưu tiên dùng hàng Việt Nam` is about one country.
    let mut named: Vec<Option<u32>> = view
        .parties
        .iter()
        .filter(|party| party.is_country || kind == Kind::Agreement && is_foreign_body(view, party.org))
        .filter(|party| inner.has(party.tokens.start) && !spread)
        .map(|party| party.country.or(party.org))
        .collect();
    named.sort_unstable();
    named.dedup();
    let countries = named.len();
    let placed = view
        .parties
        .iter()
        .find(|party| party.is_country && inner.has(party.tokens.start))
        .is_some_and(|party| is_place(view, inner, party.tokens.start));
    let abroad = countries > 0 && titled && scene.both > 1 && scene.foreign && kind == Kind::Project;
    // `trung tâm đào tạo khu vực` serves several; `ở khu vực biên giới` is where it is.
    let placed_at = |at: u32| matches!(view.syllable(at - 1), w::O | w::TAI | w::TRONG);
    let weak = (inner.start..inner.end).any(|at| view.has(at, f::JOINT) && !placed_at(at))
        && matches!(kind, Kind::Centre | Kind::Network | Kind::Mechanism)
        && !(head.start > view.range.start && view.reads(head.start - 1, "những"))
        && view.parties.iter().any(|party| party.tokens.end <= head.start && is_foreign_body(view, party.org));
    countries > 1 && !placed || abroad || weak || discussed
}

/// A body of another country or of several.
pub(super) fn is_foreign_body(view: &View, org: Option<u32>) -> bool {
    org.is_some_and(|org| view.article.lexicon.organizations[org as usize].country != "VN")
}

/// `(quan hệ) đối tác chiến lược ...`, also in quotation marks.
fn partnership(view: &View, scene: &Scene, hit: &Hit) -> Option<Found> {
    let head = TokenRange::new(hit.token, hit.end());
    let quoted = head.start > view.range.start
        && matches!(view.syllable(head.start - 1), w::OPEN_QUOTE | w::STRAIGHT_QUOTE | w::OPEN_SINGLE);
    let anchor = if quoted { head.start - 1 } else { head.start };
    let start = edges::left(view, anchor, &["quan hệ", "mối", "nâng cấp quan hệ", "hợp tác"]);
    let from = if quoted { view.quote_end(anchor).unwrap_or(head.end) } else { aim_of_level(view, head.end) };
    let reach = Reach { place: true, ..Reach::default() };
    let mut end = edges::trim(view, from, edges::right(view, from, reach));
    if reads_all(view, end, "có ý nghĩa chiến lược") {
        end += 5;
    }
    let tokens = TokenRange::new(start, end);
    let foreign = view.parties.iter().any(|party| party.country.is_some() || party.both);
    let abroad = scene.foreign || foreign && (view.token(head.start).capital || quoted);
    let of_firm = !view.token(head.start).capital
        && view.reads(head.end, "của")
        && view.party_at(head.end + 1).is_none_or(|party| party.country.is_none());
    if !abroad || of_firm || view.reads(head.end, "này") {
        return None;
    }
    let name = if quoted { name::in_quotes(view, anchor) } else { name::of_partnership(view, head, end) };
    Some(Found { tokens, kind: Kind::Partnership, noun: true, name, cue: head, rule: "partnership" })
}

/// `Đối tác chiến lược vì hòa bình và thịnh vượng`: the aims that stand in the name of a level; where they end.
fn aim_of_level(view: &View, from: u32) -> u32 {
    const AIMS: &[&str] = &[
        "hòa", "bình", "hợp", "tác", "phát", "triển", "bền", "vững", "thịnh", "vượng", "ổn", "định", "tại", "ở",
        "châu", "á", "trên", "thế", "giới", "khu", "vực",
    ];
    if !reads_all(view, from, "vì hòa bình") {
        return from;
    }
    let aim = |at: &u32| AIMS.iter().any(|word| view.reads(*at, word)) || view.is_conjunction(*at);
    let end = (from + 1..view.range.end.min(from + 20)).take_while(aim).last().map_or(from, |last| last + 1);
    edges::trim(view, from, end)
}

/// `mối quan hệ láng giềng tốt đẹp, hợp tác toàn diện Việt Nam - Lào`: a level with `hợp tác` in it, and partners.
fn relation(view: &View, hit: &Hit) -> Option<Found> {
    let head = TokenRange::new(hit.token, hit.end());
    let start = edges::left(view, head.start, &["mối"]);
    let mut end = head.end;
    let mut cooperates = view.reads(head.end - 2, "hợp");
    // Adjectives in a row, `hợp tác` among them, then partners.
    while view.range.has(end) {
        if reads_all(view, end, "hợp tác") {
            cooperates = true;
        }
        if view.party_at(end).is_some() || matches!(view.syllable(end), w::GIUA | w::VOI) {
            break;
        }
        if view.token(end).capital && view.cooperation_at(end).is_some_and(|(_, entry)| entry.role == Role::Partnership)
        {
            return None;
        }
        let joins = view.is_conjunction(end);
        let word =
            view.is_word(end) && !super::parties::is_function_word(view, end) && !view.has(end, f::STOP | f::RESULT);
        let adverb = view.has(end, f::GENERIC | f::ADVERB);
        if !(joins || word || adverb) || end > head.end + 24 {
            return None;
        }
        end += view.slot(end).len.max(1);
    }
    let partners = TokenRange::new(end, edges::trim(view, end, edges::right(view, end, Reach::default())));
    let inside = || view.parties.iter().filter(|p| partners.has(p.tokens.start));
    let parties = inside().filter(|p| p.named).count() + if inside().any(|p| p.both) { 2 } else { 0 };
    let with = view.range.has(end) && view.syllable(end) == w::VOI;
    // `đoàn kết đặc biệt, hợp tác toàn diện`: a level that the two have declared; `hợp tác hữu nghị` is praise.
    let level = (head.start..end).any(|at| reads_all(view, at, "toàn diện") || reads_all(view, at, "đặc biệt"));
    if !cooperates || !level || parties < 2 && !(with && parties == 1) {
        return None;
    }
    let tokens = TokenRange::new(start, partners.end);
    Some(Found { tokens, kind: Kind::Partnership, noun: true, name: None, cue: head, rule: "relation" })
}

/// A proper name: `ARIN-AP`, `CPTPP`.
fn named(view: &View, scene: &Scene, hit: &Hit, entry: &Cooperation) -> Option<Found> {
    let tokens = TokenRange::new(hit.token, hit.end());
    let span = view.span(tokens);
    let letters = span.of(view.article.text).chars().filter(|c| c.is_uppercase() || c.is_ascii_digit()).count();
    let inside = view.party_over(tokens.start).is_some_and(|party| party.tokens.start < tokens.start)
        || tokens.start > view.range.start && view.syllable(tokens.start - 1) == w::OPEN_PAREN
        || is_alias(view, tokens.start);
    let agent = view.reads(tokens.start, "interpol") && scene.pair.is_empty();
    let group = entry.kind == Kind::Mechanism
        && view.slot_before(tokens.start).is_none_or(|(_, slot)| slot.flags & (f::EXIST | f::JOIN | f::USE) == 0)
        && !(tokens.start > view.range.start && view.syllable(tokens.start - 1) == w::TRONG);
    if letters < 2 || is_tariff(view, tokens.start) || group || inside || agent || is_legal_basis(view, tokens.start) {
        return None;
    }
    let name = Some(span.into());
    Some(Found { tokens, kind: entry.kind, noun: true, name, cue: tokens, rule: "named" })
}
