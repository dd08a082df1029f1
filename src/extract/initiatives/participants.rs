//! Who takes part: the parties inside the phrase, the subject of its clause, and the pair of the document where the text
//! says `hai nước`, `hai bên` or leaves a party out.
//!
//! `Việt Nam đề nghị Lào [chia sẻ thông tin]` has both; `[phối hợp với Bộ Y tế rà soát]` takes the other party from its subject.

use super::beside::reads_all;
use super::joint::directs;
use super::parties::{Party, is_union, named};
use super::scene::Scene;
use super::subjects::{self, earlier, requester, signed_between, subject, turned_to};
use super::treaties;
use super::view::View;
use crate::lexicon::{function as f, words as w};
use crate::model::{Participant, Text, TokenRange};

/// Parties of one row at most; longer lists are enumerations of something else.
pub(super) const MAX_PARTIES: usize = 8;

/// Short names of countries, said only beside another's.
const SHORT: &[&str] = &["Việt", "Hàn", "Trung", "Thái", "Ấn", "Nhật"];

/// The parties of the initiative at `tokens`, a phrase's own being looked for in `within`; `before` are those of the row
/// before it in the same sentence.
pub(super) fn of(
    view: &View,
    scene: &Scene,
    (tokens, within): (TokenRange, TokenRange),
    noun: bool,
    before: &[Participant],
) -> Vec<Participant> {
    let mut found: Vec<Participant> = if noun { treaties::parties(view, tokens) } else { Vec::new() };
    if !found.is_empty() {
        return found;
    }
    if noun && treaties::is_multilateral(view, tokens) {
        for party in subject(view, tokens.start).iter().rev().filter(|party| party.is_country) {
            push(view, &mut found, party);
        }
        if found.is_empty() {
            found.extend(scene.home.clone());
        }
        return found;
    }
    let mut both = false;
    let inside = view.parties.iter().filter(|p| within.start <= p.tokens.start && p.tokens.end <= within.end);
    let mut covered = tokens.start;
    for party in inside {
        if party.tokens.start < covered || !takes_part(view, tokens, noun, party) {
            continue;
        }
        if party.both {
            both = true;
        } else {
            let party = with_clause(view, tokens, party);
            covered = party.tokens.end;
            push(view, &mut found, &party);
        }
    }
    if noun && found.is_empty() {
        for party in signed_between(view, tokens.end) {
            push(view, &mut found, party);
        }
    }
    let of_pair = found.iter().all(|p| is_of_pair(view, scene, p));
    if both && (of_pair || scene.pair.is_empty() || two_bodies(view, tokens.start).is_some()) {
        both_into(view, scene, tokens.start, &mut found);
        return found;
    }
    let complete = (tokens.start..tokens.end).any(|at| view.syllable(at) == w::GIUA)
        || found.len() >= 2 && within == tokens && !(tokens.start..tokens.end).any(|at| view.syllable(at) == w::VOI);
    if found.len() >= 2 && complete || both {
        return found;
    }
    if !noun
        && found.is_empty()
        && let Some(party) = bare_partner(view, tokens)
    {
        push(view, &mut found, &party);
    }
    let inside = found.len();
    let subjects = subject(view, tokens.start);
    for party in subjects
        .iter()
        .rev()
        .filter(|party| scene.pair.is_empty() || !is_office(view, party) && (party.named || party.both))
    {
        if party.both {
            both_into(view, scene, tokens.start, &mut found);
        } else if found.len() < MAX_PARTIES {
            insert_front(view, &mut found, party);
        }
    }
    if let Some(party) = turned_to(view, tokens.start) {
        push(view, &mut found, party);
    }
    if subjects.is_empty()
        && !noun
        && scene.pair.is_empty()
        && before.is_empty()
        && let Some(party) = earlier(view, tokens.start).or_else(|| subjects::bare(view, tokens.start))
    {
        insert_front(view, &mut found, &party);
    }
    let named = subjects.iter().any(|party| !is_office(view, party));
    if !named && scene.pair.is_empty() && !before.is_empty() && found.len() < 2 {
        for party in before.iter().take(MAX_PARTIES) {
            let known = found.iter().any(|old| same(view, old, party));
            let another_list = scene.pair.is_empty() && found.len() == 1 && before.len() > 2;
            if !(known || another_list) {
                found.push(party.clone());
            }
        }
    }
    if let ([asked], 1) = (&subjects[..], found.len())
        && let Some(requester) = requester(view, asked)
        && (scene.pair.is_empty() || !is_office(view, requester))
    {
        insert_front(view, &mut found, requester);
    }
    let spoken = subjects.iter().any(|party| is_office(view, party));
    if spoken && found.len() == inside {
        let home = scene
            .pair
            .iter()
            .find(|p| p.country.is_some_and(|c| view.article.lexicon.countries[c as usize].iso2 == "VN"));
        found.extend(home.filter(|home| !found.contains(home)).cloned());
    }
    // `Công an Hà Tĩnh phối hợp với Công an Bokeo (Lào)`: two bodies that are named need no country beside them.
    let bodies = found.iter().filter(|p| !is_bare(view, p)).count();
    if bodies >= 2 && inside > 0 {
        return found;
    }
    if found.is_empty() || found.len() < 2 && found.iter().all(|p| is_of_pair(view, scene, p)) {
        pair_into(view, scene, &mut found);
    }
    if !scene.pair.is_empty() && found.iter().all(|p| is_of_pair(view, scene, p)) {
        found.retain(|p| !is_part(view, scene, p));
        pair_into(view, scene, &mut found);
    }
    found
}

/// Words that tell which body a head alone means: `cơ quan [thuế]`.
const BARE_WORDS: u32 = 1;

/// `phối hợp với cơ quan thuế đối chiếu ...`: a partner of a class in the singular, right behind the verb.
fn bare_partner(view: &View, tokens: TokenRange) -> Option<Party> {
    let with = |at: &u32| matches!(view.syllable(*at), w::VOI | w::CUNG_VOI);
    let head = (tokens.start..tokens.end.min(tokens.start + 6)).find(with)? + 1;
    let slot = view.slot(head);
    if slot.flags & f::PARTY == 0
        || slot.flags & f::ACT != 0
        || view.party_at(head).is_some()
        || view.token(head).capital
    {
        return None;
    }
    // `cơ quan thẩm tra`, `đơn vị quản lý`: a verb tells which one.
    let office = ["cơ", "đơn", "lực"].iter().any(|word| view.reads(head, word))
        && view.slot(head + slot.len).flags & f::ACT != 0;
    let from = head + slot.len + if office { view.slot(head + slot.len).len } else { 0 };
    let of_name = |at: &u32| {
        view.is_word(*at)
            && !super::parties::is_function_word(view, *at)
            && (view.slot(*at).len == 0 || view.has(*at, f::MODIFIER | f::WORD))
    };
    let end = (from..tokens.end.min(from + BARE_WORDS)).take_while(of_name).last().map_or(from, |last| last + 1);
    Some(Party { named: false, ..named(head, end) })
}

/// `Chính phủ`, `Nhà nước`: speaks for its country, which the pair names.
fn is_office(view: &View, party: &Party) -> bool {
    let text = view.span(party.tokens).of(view.article.text);
    matches!(text, "Chính phủ" | "Nhà nước" | "Quốc hội" | "Chủ tịch nước" | "Đảng" | "Đảng, Nhà nước")
}

/// `các nước có trình độ cao`: a class with the clause that describes it, up to the end of the phrase; `các đơn vị của Bộ A`,
/// `các tổ chức tại địa phương`: with what says whose or where.
fn with_clause(view: &View, tokens: TokenRange, party: &Party) -> Party {
    let mut party = *party;
    if party.named || party.is_country {
        return party;
    }
    let next = party.tokens.end;
    if next < tokens.end && !view.has(next, f::MODIFIER) && matches!(view.syllable(next), w::CO | w::O) {
        party.tokens.end = (next..tokens.end).find(|&at| view.syllable(at) == w::OPEN_PAREN).unwrap_or(tokens.end);
        return party;
    }
    while let Some(end) = complement(view, party.tokens.end).filter(|&end| end <= tokens.end) {
        party.tokens.end = end;
    }
    party
}

/// What says which of a class: `có liên quan`, `khác`, `của Bộ A`, `trong và ngoài tỉnh`, `trên địa bàn`; where it ends.
fn complement(view: &View, at: u32) -> Option<u32> {
    if view.has(at, f::MODIFIER) && !view.has(at, f::ACT) {
        return Some(at + view.slot(at).len);
    }
    if view.reads(at, "khác") {
        return Some(at + 1);
    }
    if reads_all(view, at, "trên địa bàn") {
        let place = view.party_at(at + 3).filter(|place| place.named && view.is_word(at + 3));
        return Some(place.map_or(at + 3, |place| place.tokens.end));
    }
    if reads_all(view, at, "trong và ngoài") && view.is_word(at + 3) {
        return Some(view.party_at(at + 3).map_or(at + 3 + view.slot(at + 3).len.max(1), |body| body.tokens.end));
    }
    let place = matches!(view.syllable(at), w::TAI | w::O);
    if place && reads_all(view, at + 1, "địa phương") {
        return Some(at + 3);
    }
    let owned = place || matches!(view.syllable(at), w::CUA | w::THUOC);
    let owner = view.party_at(at + 1).filter(|owner| owned && !owner.both)?;
    Some(owner.tokens.end)
}

/// A country of the pair, or a body of one of its countries.
pub(super) fn is_of_pair(view: &View, scene: &Scene, party: &Participant) -> bool {
    let text = view.article.text;
    scene.pair.iter().any(|p| {
        p.name.of(text) == party.name.of(text)
            || p.country.is_some() && p.country == party.country
            || p.org_entry.is_some() && p.org_entry == party.org_entry
    })
}

/// The country alone where the pair is of bodies, or a body where the pair is of countries: the pair says it better.
fn is_part(view: &View, scene: &Scene, party: &Participant) -> bool {
    let bodies = scene.pair.iter().any(|p| !is_bare(view, p));
    if bodies { is_bare(view, party) } else { party.org_entry.is_none() && !is_bare(view, party) && scene.foreign }
}

/// Whether a party inside the phrase is one of the partners, not part of what the phrase is about.
fn takes_part(view: &View, tokens: TokenRange, noun: bool, party: &Party) -> bool {
    if party.both {
        return true;
    }
    // `trên tuyến biên giới Việt - Lào`: where, not who.
    let border = |at: u32| at > tokens.start + 1 && view.reads(at - 1, "giới") && view.reads(at - 2, "biên");
    let start = party.tokens.start;
    if party.is_country && (border(start) || start >= tokens.start + 2 && border(start - 2)) {
        return false;
    }
    if party.is_country {
        return !inside_field(view, tokens, party.tokens.start);
    }
    // `phối hợp, hướng dẫn các trạm rà soát`
    if !noun && view.reads(tokens.start, "phối") && directs(view, tokens.start + 2) == Some(party.tokens.start) {
        return true;
    }
    let mut at = party.tokens.start;
    while at > tokens.start {
        let before = at - 1;
        match view.syllable(before) {
            w::VOI | w::GIUA | w::CUNG_VOI | w::DO_CAUSE => return true,
            w::CUA if (tokens.start..before).any(|at| matches!(view.syllable(at), w::VOI | w::GIUA)) => return false,
            w::CHO | w::CUA | w::TU => return !inside_field(view, tokens, before),
            // `với các lực lượng: Công an, Hải quan`
            w::COLON | w::NHU if !noun => return true,
            w::VA | w::COMMA | w::SEMICOLON | w::HYPHEN | w::EN_DASH => {
                match view.parties.iter().find(|p| p.tokens.end == before) {
                    // `Việt Nam - EU`, `Hoa Kỳ và các nước`
                    Some(previous) if previous.is_country => return !inside_field(view, tokens, previous.tokens.start),
                    Some(previous) => at = previous.tokens.start,
                    // `với cơ quan thuế và các đơn vị liên quan`: beside a class without a name.
                    None => match bare_before(view, tokens, before) {
                        Some(head) if !noun => at = head,
                        _ => return false,
                    },
                }
            }
            // `kết nối doanh nghiệp giữa hai nước`: whom others connect.
            _ if view.reads(tokens.start, "kết") => return false,
            _ => return !noun && before <= tokens.start + 3,
        }
    }
    false
}

/// The head of a class in the singular that ends before `at`, its words that tell which one between.
fn bare_before(view: &View, tokens: TokenRange, at: u32) -> Option<u32> {
    let from = tokens.start.max(at.saturating_sub(BARE_WORDS + 2));
    let head = (from..at).rev().find(|&head| view.has(head, f::PARTY) && !view.has(head, f::ACT))?;
    let plain = |at: u32| view.is_word(at) && !super::parties::is_function_word(view, at);
    (head..at).all(plain).then_some(head)
}

/// Behind `về`, `trong lĩnh vực` and not behind `giữa`, `với` again.
fn inside_field(view: &View, tokens: TokenRange, at: u32) -> bool {
    for before in (tokens.start..at).rev() {
        match view.syllable(before) {
            w::GIUA | w::VOI | w::CUNG_VOI => return false,
            w::TAI | w::VE => return true,
            _ if view.has(before, f::FIELD) => return true,
            _ => {}
        }
    }
    false
}

fn participant(view: &View, party: &Party) -> Participant {
    // `Việt - Hàn`: short names are given in full.
    if let (true, Some(country), 1) = (party.is_country, party.country, party.tokens.len())
        && SHORT.contains(&view.word(party.tokens.start))
    {
        let name = Text::Known(view.article.lexicon.countries[country as usize].name_vi.as_str().into());
        return Participant { name, org_entry: party.org, country: party.country };
    }
    Participant { name: Text::Span(view.span(party.tokens)), org_entry: party.org, country: party.country }
}

fn same(view: &View, a: &Participant, b: &Participant) -> bool {
    let text = view.article.text;
    let country = || a.country.is_some() && a.country == b.country && is_bare(view, a) && is_bare(view, b);
    // `Liên minh châu Âu (EU)`
    let union = || a.org_entry == b.org_entry && a.org_entry.is_some_and(|org| is_union(view, org));
    a.name.of(text) == b.name.of(text) || country() || union()
}

/// A country as such, not a body of it.
fn is_bare(view: &View, participant: &Participant) -> bool {
    let Some(country) = participant.country else { return false };
    let row = &view.article.lexicon.countries[country as usize];
    let name = participant.name.of(view.article.text);
    row.name_vi == name || row.variants.split('|').any(|variant| variant == name)
}

fn push(view: &View, found: &mut Vec<Participant>, party: &Party) {
    let new = participant(view, party);
    if found.len() < MAX_PARTIES && !found.iter().any(|old| same(view, old, &new)) {
        found.push(new);
    }
}

fn insert_front(view: &View, found: &mut Vec<Participant>, party: &Party) {
    let new = participant(view, party);
    if !found.iter().any(|old| same(view, old, &new)) {
        found.insert(0, new);
    }
}

/// What `hai nước`, `hai bên` mean here.
fn both_into(view: &View, scene: &Scene, at: u32, found: &mut Vec<Participant>) {
    if let Some(two) = two_bodies(view, at) {
        for party in &two {
            push(view, found, party);
        }
        return;
    }
    if !scene.pair.is_empty() {
        pair_into(view, scene, found);
    } else if found.is_empty() {
        found.extend(scene.local_pair(view.article, at));
    }
}

/// `hợp tác giữa Quốc hội Việt Nam và Nghị viện Malaysia ..., đề nghị hai bên ...`: the two bodies just named.
fn two_bodies(view: &View, at: u32) -> Option<[Party; 2]> {
    let index = view.parties.partition_point(|party| party.tokens.end <= at);
    view.parties[..index].windows(2).rev().find_map(|two| {
        let [first, second] = two else { return None };
        let between = first.tokens.start > view.range.start && view.syllable(first.tokens.start - 1) == w::GIUA;
        let joined =
            second.tokens.start == first.tokens.end + 1 && matches!(view.syllable(first.tokens.end), w::VA | w::VOI);
        let body = |party: &Party| party.named && !party.is_country && !party.both;
        (between && joined && body(first) && body(second)).then_some([*first, *second])
    })
}

fn pair_into(view: &View, scene: &Scene, found: &mut Vec<Participant>) {
    for party in &scene.pair {
        let text = view.article.text;
        let known = found.iter().any(|old| {
            old.name.of(text) == party.name.of(text)
                || party.country.is_some() && old.country == party.country
                || party.org_entry.is_some() && old.org_entry == party.org_entry
        });
        if !known {
            found.push(party.clone());
        }
    }
}
