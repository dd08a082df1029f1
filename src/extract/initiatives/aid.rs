//! Help and training: cooperation only from one country or foreign body to another, or where two parties talk about it.
//!
//! `Nhật Bản [hỗ trợ Việt Nam xây cầu]`, `Việt Nam [cung cấp gạo cho Cuba]`, `Hàn Quốc [đào tạo điều dưỡng cho Việt Nam]`.
//! What a state does for its own people (`hỗ trợ doanh nghiệp`) is not, nor what a thing helps to do (`bàn thắng giúp ...`).

use super::Found;
use super::acts::{Head, found, right};
use super::edges::{self, Reach};
use super::nouns::is_foreign_body;
use super::parties::Party;
use super::partners::{has_partner, mutual, partners};
use super::scene::Scene;
use super::subjects;
use super::view::View;
use crate::lexicon::{CooperationRole, function as f, words as w};
use crate::model::{TokenKind, TokenRange};

/// Words before aid that count or measure it.
const PACKAGES: &[&str] = &["gói", "khoản", "nguồn", "đợt", "các", "những", "sự"];

/// Help between partners of two countries, or from a foreign body.
pub(super) fn aid(view: &View, scene: &Scene, head: &Head) -> Option<Found> {
    let end = right(view, head, Reach { list: true, place: true, verbal: true, ..Reach::default() });
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
    let subjects = subjects::subject(view, tokens.start);
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
    // `Đài Loan hỗ trợ các trường đại học`: its own.
    let own_people = subjects.iter().all(|party| party.is_country)
        && recipients.iter().all(|party| !party.named && !party.both && !is_nation(view, party));
    let across = !subjects.is_empty()
        && !(own_people && !helped)
        && (!recipients.is_empty() || helped)
        && (subjects.iter().any(foreign) || recipients.iter().any(|party| foreign(party)));
    // `viện trợ vũ khí cho Ukraine`: what the word means goes from one country to another.
    let sent = view.reads(head.tokens.start, "viện")
        && !view.reads(inner.start, "như")
        && view.parties.iter().any(|party| {
            inner.has(party.tokens.start)
                && party.country.is_some()
                && (party.tokens.start == inner.start
                    || matches!(view.syllable(party.tokens.start - 1), w::CHO | w::CUA | w::TU))
        });
    let mutual = mutual(view, tokens)
        && view.slots_in(inner, f::FIELD).next().is_some()
        && (scene.foreign || subjects.iter().any(|party| party.both));
    let own = ["doanh", "dn", "bà", "nông"].iter().any(|word| view.reads(inner.start, word));
    let asked = scene.pair.len() == 2
        && !own
        && (scene.both > 0)
        && view.slots_in(TokenRange::new(view.range.start, tokens.start), f::PROPOSE | f::PLAN).next().is_some()
        && subjects.iter().any(|party| {
            party.both
                || scene.pair.iter().any(|p| {
                    p.country.is_some() && p.country == party.country
                        || p.org_entry.is_some() && p.org_entry == party.org
                })
        });
    // `Tập đoàn A tài trợ cho Sở B 3 triệu USD`
    let sponsored = view.reads(head.tokens.start, "tài")
        && subjects.iter().any(|party| party.named)
        && recipients.iter().any(|party| party.named && !party.is_country);
    // `Hàn Quốc tiếp tục hỗ trợ biên soạn ...` where two countries talk about it.
    let helps = scene.foreign
        && scene.both > 0
        && view.has(inner.start, f::ACT)
        && subjects.iter().any(|party| {
            foreign(party) && scene.pair.iter().any(|p| p.country.is_some() && p.country == party.country)
        });
    // `tên lửa do Mỹ viện trợ tấn công ...`: what is given does something.
    if view.reads(head.tokens.start, "viện") && view.reads(inner.start, "tấn") {
        return None;
    }
    if !(across || sent || mutual || asked || domestic || sponsored || helps) {
        return None;
    }
    let mut row = found(view, head, end, head.kind, "aid");
    row.tokens.start = edges::left(view, row.tokens.start, PACKAGES);
    row.noun |= row.tokens.start < head.tokens.start;
    Some(row)
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
            _ if at > view.range.start && matches!(view.syllable(at - 1), w::DA | w::SE | w::DANG) => at -= 1,
            _ => return false,
        }
    }
}

/// `các nước`, `các quốc gia đang phát triển`
fn is_nation(view: &View, party: &Party) -> bool {
    (party.tokens.start..party.tokens.end).any(|at| view.reads(at, "nước") || view.reads(at, "quốc"))
}

fn is_recipient(view: &View, party: &Party) -> bool {
    party.tokens.start > view.range.start && matches!(view.syllable(party.tokens.start - 1), w::CHO | w::VOI | w::CUA)
}

/// `cung cấp gạo` for another country; information is not goods.
pub(super) fn supply(view: &View, scene: &Scene, head: &Head) -> Option<Found> {
    let next = head.tokens.end;
    let to_country = view.reads(next, "cho") && view.party_at(next + 1).is_some_and(|party| party.is_country);
    if !scene.foreign
        || view.reads(next, "cho") && !to_country
        || ["thông", "đầy", "thêm"].iter().any(|word| view.reads(next, word))
    {
        return None;
    }
    // `khoản vay mà Nhật Bản cung cấp bảo đảm ...`: what is given stands before, and the verb behind is another clause's.
    let relative = view.parties.iter().any(|party| {
        party.tokens.end == head.tokens.start
            && party.tokens.start > view.range.start
            && view.reads(party.tokens.start - 1, "mà")
    });
    if relative {
        return None;
    }
    let subjects = subjects::subject(view, head.tokens.start);
    let given = to_country && {
        let party = view.party_at(next + 1).map_or(next, |party| party.tokens.end);
        view.range.has(party) && view.token(party).kind == TokenKind::Number
    };
    let country = given || subjects.iter().any(|party| party.is_country);
    let mut end =
        right(view, head, Reach { list: true, place: true, verbal: true, purpose: to_country, ..Reach::default() });
    if view.is_conjunction(end) && view.reads(end + 1, "góp") && view.reads(end + 2, "phần") {
        let from = end + 3 + u32::from(view.reads(end + 3, "giúp"));
        let purpose = edges::right(view, from, Reach { list: true, verbal: true, place: true, ..Reach::default() });
        end = edges::trim(view, end, purpose);
    }
    (country && end > next).then(|| found(view, head, end, head.kind, "supply"))
}

/// `tập huấn giáo viên, xây dựng học liệu` is training up to the comma; `đào tạo cán bộ, đào tạo đại học` goes on.
fn last_of_trainings(view: &View, from: u32, mut end: u32, reach: Reach) -> u32 {
    let other = (from + 1..end).find(|&at| {
        view.is_conjunction(at) && view.has(at + 1, f::ACT | f::BOOST) && view.cooperation_at(at + 1).is_none()
    });
    if let Some(at) = other {
        return at;
    }
    while view.is_conjunction(end)
        && let Some((hit, _)) = view.cooperation_at(end + 1).filter(|(_, next)| next.role == CooperationRole::Train)
    {
        end = edges::trim(view, hit.end(), edges::right(view, hit.end(), reach));
    }
    end
}

/// Training for or with a partner.
pub(super) fn train(view: &View, scene: &Scene, head: &Head) -> Option<Found> {
    let course = view.reads(head.tokens.start, "khóa");
    let reach = Reach { list: true, place: true, purpose: course, ..Reach::default() };
    // `dành học bổng hằng năm cho ...`
    let yearly = view.reads(head.tokens.end - 1, "bổng") && view.reads(head.tokens.end + 1, "năm");
    let from = head.tokens.end + if yearly { 2 } else { 0 };
    let end = last_of_trainings(view, from, edges::trim(view, from, edges::right(view, from, reach)), reach);
    let tokens = TokenRange::new(head.tokens.start, end);
    let noun = ["ngành", "trình", "sở", "hệ", "lượng"]
        .iter()
        .any(|word| tokens.start > view.range.start && view.reads(tokens.start - 1, word));
    // `giáo dục và đào tạo`: a field.
    let field = tokens.start > view.range.start + 2 && view.reads(tokens.start - 2, "dục");
    if field {
        return None;
    }
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
    if !verbal || noun || end == head.tokens.end && !course {
        return None;
    }
    let foreign = partners(view, tokens).any(|party| party.country.is_some() || is_foreign_body(view, party.org));
    let talks = scene.pair.len() == 2 && scene.both > 0 && has_partner(view, scene, tokens);
    let start = edges::left(view, tokens.start, &["các", "những", "lớp", "khóa"]);
    let subjects = subjects::subject(view, tokens.start);
    let abroad = subjects.iter().any(|party| party.country.is_some() || is_foreign_body(view, party.org) || party.both);
    let with_partner = head.merged && partners(view, tokens).any(|party| party.named && !party.is_country);
    let together = head.merged && subjects.len() > 1;
    if !(with_partner || together || foreign && !subjects.is_empty() || talks && (abroad || subjects.is_empty())) {
        return None;
    }
    let mut row = found(view, head, end, head.kind, "train");
    row.tokens.start = row.tokens.start.min(start);
    Some(row)
}
