//! Who does it: the subject of the clause with those beside it, who asks it, who was turned to, who signed.

use super::openings::{lacks_subject, named_alone};
use super::participants::MAX_PARTIES;
use super::parties::{Party, named};
use super::view::{self, View};
use crate::lexicon::{Category, Syllable, function as f, words as w};
use crate::model::{Block, Hit, TokenKind, TokenRange};

/// Who does it: the nearest party to the left that looks like a subject, with those coordinated with it.
pub(super) fn subject(view: &View, start: u32) -> Vec<Party> {
    let index = view
        .parties
        .iter()
        .rposition(|party| party.tokens.end <= start && (party.tokens.end == start || is_subject(view, party)));
    let mut found = Vec::new();
    if let Some(index) = index {
        collect(view, index, &mut found);
        found.reverse();
    }
    found
}

/// Who asks: `Việt Nam` in `Việt Nam đề nghị Nhật Bản chia sẻ ...`.
pub(super) fn requester<'v>(view: &'v View, asked: &Party) -> Option<&'v Party> {
    let start = asked.tokens.start;
    let (verb, slot) = view.slot_before(start)?;
    let asks = slot.flags & f::PROPOSE != 0 && slot.flags & f::REPORT != 0;
    let asker = view.parties.iter().rfind(|party| party.tokens.end <= verb)?;
    let beside = (asker.tokens.end..verb).all(|at| matches!(view.syllable(at), w::DA | w::CUNG | w::SE | w::VUA));
    (asks && asker.named && (view.range.start == asker.tokens.start || beside)).then_some(asker)
}

/// `liên hệ với Công an huyện A để [phối hợp ngăn chặn ...]`, `báo cáo về Cục B để [phối hợp ...]`
pub(super) fn turned_to<'v>(view: &'v View, start: u32) -> Option<&'v Party> {
    partner_before(view, start, w::DE)
}

/// The partner (`với A`) of the verb before, with one word or mark between it and `start`: `để`, or a comma as in
/// `làm việc với Bộ A, [phối hợp bắt ...]`.
pub(super) fn partner_before<'v>(view: &'v View, start: u32, between: Syllable) -> Option<&'v Party> {
    view.parties.iter().find(|party| {
        party.tokens.end + 1 == start
            && view.syllable(party.tokens.end) == between
            && party.tokens.start > view.range.start
            && (matches!(view.syllable(party.tokens.start - 1), w::VOI | w::CUNG_VOI)
                || between == w::DE
                    && matches!(view.syllable(party.tokens.start - 1), w::VE | w::CHO | w::DEN | w::TOI))
    })
}

/// Tokens behind an agreement in which its signing is told.
const SIGNED_REACH: u32 = 8;

/// `Một thỏa thuận (đã được ký kết giữa A và B)`: who stands behind the verb of signing.
pub(super) fn signed_between<'v>(view: &'v View, end: u32) -> impl Iterator<Item = &'v Party> {
    let limit = view.range.end.min(end + SIGNED_REACH);
    let signed = view.slots_in(TokenRange::new(end, limit), f::SIGN).next().map(|(at, slot)| at + slot.len);
    let from =
        signed.filter(|&at| view.range.has(at) && matches!(view.syllable(at), w::GIUA | w::VOI)).map(|at| at + 1);
    let mut next = from;
    view.parties.iter().filter(move |party| {
        let stands = next == Some(party.tokens.start);
        if stands {
            let end = party.tokens.end;
            next = (view.is_conjunction(end) || view.reads_mark(end, w::VOI)).then_some(end + 1);
        }
        stands
    })
}

/// Sentences before one without a subject in which it is looked for.
const EARLIER_SENTENCES: u32 = 6;

/// The subject by its head alone: `[nhà trường] phối hợp với ...`, `[ngành] đã phối hợp`.
pub(super) fn bare(view: &View, start: u32) -> Option<Party> {
    let end = behind_subject(view, start);
    let (head, slot) = view.slot_before(end)?;
    let opens = head == view.range.start
        || view.token(head - 1).kind == TokenKind::Mark
        || matches!(view.syllable(head - 1), w::NEN | w::THI | w::RANG | w::VA | w::DO_CAUSE | w::MA);
    let body = slot.flags & f::PARTY != 0 && slot.flags & (f::ACT | f::BOTH | f::BOOST) == 0;
    (body && opens && end < start + 1).then(|| Party { named: false, ..named(head, end) })
}

/// Where the subject ends before a verb with its adverbs and modals.
pub(super) fn behind_subject(view: &View, start: u32) -> u32 {
    const BESIDE: u32 = f::ADVERB | f::PLAN | f::PROPOSE | f::BOOST | f::REPORT | f::END | f::SUSPEND;
    let ended = start > view.range.start && view.has(start - 1, f::END);
    let mut at = start - u32::from(ended);
    loop {
        match view.slot_before(at) {
            Some((before, slot)) if slot.flags & BESIDE != 0 => at = before,
            _ if at > view.range.start && matches!(view.syllable(at - 1), w::DA | w::SE | w::DANG) => at -= 1,
            _ => return at,
        }
    }
}

/// `Bộ A rà soát ... Đồng thời, [phối hợp với Bộ B ...]`: the subject that a sentence without one goes on with; for `đơn vị
/// này` the body that it points back to.
pub(super) fn earlier(view: &View, start: u32) -> Option<Party> {
    let head = points_back(view, start);
    if head.is_none() && !lacks_subject(view) {
        return None;
    }
    let article = view.article;
    let fits = |before: &View, party: &Party| {
        let person = before
            .article
            .hits(party.tokens)
            .iter()
            .any(|hit| hit.category == Category::Role && hit.token == party.tokens.start);
        party.named
            && !party.is_country
            && !party.both
            && !person
            && head.is_none_or(|head| is_like(before, party, view, head))
    };
    if let Some(head) = head
        && let Some(party) = view.parties.iter().rfind(|party| party.tokens.end <= head && fits(view, party))
    {
        return Some(*party);
    }
    let sentence = article.sentence_of(view.range.start);
    for index in (sentence.saturating_sub(EARLIER_SENTENCES)..sentence).rev() {
        let sentence = &article.seg.sentences[index as usize];
        let block = article.seg.paragraphs[sentence.paragraph as usize].block;
        if !matches!(block, Block::Body | Block::Heading) {
            continue;
        }
        let before = View::new(article, view::window(sentence.tokens));
        article.work.add(before.range.len());
        if let Some(party) = named_alone(&before).filter(|party| head.is_none() && fits(&before, party)) {
            return Some(*party);
        }
        if block != Block::Body {
            continue;
        }
        if head.is_some() {
            if let Some(party) = before.parties.iter().rfind(|party| fits(&before, party)) {
                return Some(*party);
            }
        } else if !lacks_subject(&before) {
            let asked = before.parties.iter().find(|party| is_asked(&before, party) && fits(&before, party));
            let first = || before.parties.iter().find(|party| is_subject(&before, party));
            return asked.or_else(first).copied().filter(|party| fits(&before, party) && !in_title(&before, party));
        }
    }
    head.and_then(|head| registered_before(view, head))
}

/// `bộ đã phối hợp ...` far from its name: of the registered bodies before that begin with the same word the one named most, the
/// last of equals.
fn registered_before(view: &View, head: u32) -> Option<Party> {
    let article = view.article;
    let before = article.seg.hits.partition_point(|hit| hit.token < head);
    let word = view.word(head).to_lowercase();
    let like = |hit: &&Hit| {
        hit.category == Category::Organization && hit.len > 1 && article.word(hit.token).to_lowercase() == word
    };
    let mut named_most: Vec<(Hit, u32)> = Vec::new();
    for hit in article.seg.hits[..before].iter().rev().take(REGISTERED_HITS).filter(like) {
        match named_most.iter_mut().find(|(known, _)| known.entry == hit.entry) {
            Some((_, count)) => *count += 1,
            None => named_most.push((*hit, 1)),
        }
    }
    let (hit, _) = named_most.iter().rev().max_by_key(|(_, count)| *count)?;
    Some(Party { org: Some(hit.entry), ..named(hit.token, hit.end()) })
}

/// Lexicon hits that are looked at for a body's name.
const REGISTERED_HITS: usize = 400;

/// `Thủ tướng Chính phủ yêu cầu ...`: a person of the body speaks.
fn in_title(view: &View, party: &Party) -> bool {
    let start = party.tokens.start;
    let hits = view.article.hits(TokenRange::new(start.saturating_sub(6), start + 1));
    hits.iter().any(|hit| hit.category == Category::Role && hit.token <= start && hit.end() >= start)
}

/// First words of heads that point back without a capital: `đơn vị đã`, `bộ sẽ`.
const SHORT_HEADS: &[&str] = &["đơn", "bộ", "sở", "cục", "chi", "tổng", "công", "ngân", "bệnh"];

/// `[ngân hàng] này đã phối hợp ...`, `[Ban] cần chủ động phối hợp ...`: the head of a subject that points back.
fn points_back(view: &View, start: u32) -> Option<u32> {
    let mut at = start;
    loop {
        match view.slot_before(at) {
            Some((before, slot)) if slot.flags & (f::ADVERB | f::PLAN | f::PROPOSE | f::BOOST) != 0 => at = before,
            _ if at > view.range.start
                && matches!(view.syllable(at - 1), w::DA | w::SE | w::DANG | w::CUNG | w::CUNG_VOI | w::COMMA) =>
            {
                at -= 1;
            }
            _ => break,
        }
    }
    let demonstrated = at > view.range.start + 1 && view.reads_mark(at - 1, w::NAY);
    let (head, slot) = view.slot_before(if demonstrated { at - 1 } else { at })?;
    let opens = head == view.range.start
        || view.token(head - 1).kind == TokenKind::Mark
        || matches!(view.syllable(head - 1), w::NEN | w::THI | w::RANG)
        // `thời gian qua bộ đã phối hợp`
        || view.slot_before(head).is_some_and(|(_, slot)| slot.flags & (f::STOP | f::SOON) != 0 && slot.len > 1);
    let short = opens
        && at < start
        && (view.token(head).capital
            || SHORT_HEADS.iter().any(|word| view.reads(head, word)) && !view.reads(head + 1, "an"));
    (slot.flags & f::PARTY != 0 && (demonstrated || short)).then_some(head)
}

/// Whether a party may be what `công ty này` means: it begins with the same word, or is a firm or body by its short name.
fn is_like(before: &View, party: &Party, view: &View, head: u32) -> bool {
    let first = party.tokens.start;
    before.word(first).to_lowercase() == view.word(head).to_lowercase()
        || ["đơn", "cơ", "tổ"].iter().any(|any| view.reads(head, any))
        || party.tokens.len() <= 2 && before.token(first).all_caps
}

/// A verb or modal behind it, no preposition before it.
fn is_subject(view: &View, party: &Party) -> bool {
    const VERBS: u32 = f::ADVERB
        | f::PLAN
        | f::PROPOSE
        | f::BOOST
        | f::ACT
        | f::NEGOTIATE
        | f::SIGN
        | f::JOIN
        | f::RATIFY
        | f::REPORT
        | f::END
        | f::SUSPEND;
    let start = party.tokens.start;
    let prepositional = start > view.range.start
        && matches!(
            view.syllable(start - 1),
            w::CUA | w::TAI | w::O | w::CHO | w::TREN | w::TRONG | w::TU | w::VE | w::DEN | w::THEO | w::OPEN_PAREN
        );
    // `các đơn vị của Bộ Công an phối hợp`: the body behind `của` is the subject's own.
    let owner = prepositional
        && view.syllable(start - 1) == w::CUA
        && view.parties.iter().any(|before| before.tokens.end == start - 1 && !before.named);
    let prepositional = prepositional && !owner;
    // `Bộ Ngoại giao cho biết, ...`: who tells it does not do it.
    let told = view.slot(party.tokens.end);
    let teller = !party.is_country && told.flags & (f::REPORT | f::STOP) == f::REPORT | f::STOP;
    if teller {
        // `Bệnh viện A cho biết đã phối hợp`: unless it tells of itself.
        let next = party.tokens.end + told.len;
        return view.range.has(next)
            && (matches!(view.syllable(next), w::DA | w::SE | w::DANG) || view.has(next, f::PLAN));
    }
    if is_asked(view, party) {
        return true;
    }
    // `Bộ A (Cục B) phối hợp`
    let bracket = view.reads_mark(party.tokens.end, w::OPEN_PAREN).then(|| view.paren_end(party.tokens.end)).flatten();
    let after = bracket.unwrap_or(party.tokens.end);
    let after = behind_time(view, after + u32::from(view.reads_mark(after, w::COMMA)));
    let after = after + if view.reads(after, "chính") && view.reads(after + 1, "thức") { 2 } else { 0 };
    // `gửi Sở A để chủ trì, phối hợp ...`
    let leads = view.reads_mark(after, w::DE) && view.reads(after + 1, "chủ") && view.reads(after + 2, "trì");
    // `Malaysia là nước đầu tiên ký ...`
    let is_one = party.is_country
        && view.reads_mark(after, w::LA)
        && ["nước", "quốc"].iter().any(|word| view.reads(after + 1, word));
    let verb = leads
        || is_one
        || view.has(after, VERBS)
        || view.cooperation_at(after).is_some_and(|(_, c)| super::acts::is_verbal(c.role))
        || view.range.has(after)
            && matches!(view.syllable(after), w::DA | w::DANG | w::SE | w::CUNG | w::DUOC | w::VUA);
    verb && !prepositional
}

/// `Công an quận ngày 14-11 đang ...`, `Sở Y tế vừa qua đã ...`: where a time that stands at `at` ends.
fn behind_time(view: &View, at: u32) -> u32 {
    const TIMES: &[&str] = &["ngày", "sáng", "trưa", "chiều", "tối", "đêm", "tháng", "năm", "hôm"];
    if view.reads(at, "mới") && view.reads(at + 1, "đây") || view.reads(at, "vừa") && view.reads(at + 1, "qua") {
        return at + 2;
    }
    if !TIMES.iter().any(|time| view.reads(at, time)) {
        return at;
    }
    let part = |at: &u32| {
        view.range.has(*at)
            && (view.token(*at).kind == TokenKind::Number
                || matches!(view.syllable(*at), w::HYPHEN | w::SLASH | w::FULL_STOP)
                || ["qua", "nay"].iter().chain(TIMES).any(|word| view.reads(*at, word)))
    };
    (at..at + 9).take_while(part).last().map_or(at, |last| last + 1)
}

/// `yêu cầu Bộ A quyết định ...`, `giao Sở B ...`: who is told to do what follows, whatever its first verb is.
fn is_asked(view: &View, party: &Party) -> bool {
    view.slot_before(party.tokens.start).is_some_and(|(at, slot)| {
        slot.flags & f::PROPOSE != 0
            && slot.flags & f::STOP == 0
            && (slot.flags & f::REPORT != 0 || ["giao", "chỉ", "phân"].iter().any(|word| view.reads(at, word)))
    })
}

/// A party and those coordinated before it: `A, B và C`.
fn collect(view: &View, last: usize, found: &mut Vec<Party>) {
    let mut index = last;
    found.push(view.parties[index]);
    while index > 0 && found.len() < MAX_PARTIES {
        let start = view.parties[index].tokens.start;
        let previous = &view.parties[index - 1];
        let joint = start.saturating_sub(1);
        let joined = start == previous.tokens.end + 1
            && matches!(view.syllable(joint), w::COMMA | w::VA | w::VOI | w::CUNG_VOI | w::HYPHEN | w::EN_DASH)
            || start == previous.tokens.end + 2
                && matches!(view.syllable(start - 1), w::VOI | w::CUNG_VOI)
                && matches!(view.syllable(start - 2), w::DA | w::SE | w::DANG | w::CUNG_VOI);
        // `A đã cùng với B`
        let joined = joined
            || start == previous.tokens.end + 3
                && matches!(view.syllable(start - 1), w::VOI)
                && view.syllable(start - 2) == w::CUNG_VOI
                && matches!(view.syllable(start - 3), w::DA | w::SE | w::DANG);
        if !(joined || acts_with(view, previous.tokens.end, start)) {
            break;
        }
        // `tại xã A, huyện B, Đội C phối hợp ...`: where it is, not who.
        if view.syllable(joint) == w::COMMA && is_place(view, previous) && !is_place(view, &view.parties[index]) {
            break;
        }
        index -= 1;
        found.push(*previous);
    }
}

/// `xã A`, `huyện B`, `thành phố C`
fn is_place(view: &View, party: &Party) -> bool {
    const PLACES: &[&str] = &["xã", "phường", "thị", "huyện", "quận", "thành", "tỉnh", "tp", "thôn"];
    let start = party.tokens.start;
    party.named && !party.is_country && PLACES.iter().any(|word| view.reads(start, word)) && !view.token(start).capital
}

/// `A phối hợp cùng B`, `A phối hợp chặt chẽ với B` before a further verb: both do it.
fn acts_with(view: &View, from: u32, start: u32) -> bool {
    if !(view.reads(from, "phối") && view.reads(from + 1, "hợp")) || start > from + 6 {
        return false;
    }
    let at = super::acts::skip_adverbs(view, from + 2);
    at < start && (at..start).all(|at| view.reads(at, "cùng") || view.reads(at, "với"))
}
