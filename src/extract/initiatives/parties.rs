//! Parties of a sentence: registered bodies, countries, and noun phrases with the head of a body (`thành phố Nara`,
//! `các bộ, ngành liên quan`, `Công ty Mai An`).

use super::headed::{capital_ahead, headed};
use super::names::{acting, branch, capital, foreign, joined, short};
use super::scene;
use super::view::View;
use crate::entities::bodies;
use crate::lexicon::{Category, CooperationRole, function as f, words as w};
use crate::model::{Hit, TokenKind, TokenRange};

/// A party as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Party {
    pub tokens: TokenRange,
    /// Index into the organisation lexicon.
    pub org: Option<u32>,
    /// Index into the country lexicon: of the party itself or of its body.
    pub country: Option<u32>,
    /// The country itself is the party.
    pub is_country: bool,
    /// Has a capital in it: a name, not a class (`các địa phương`).
    pub named: bool,
    /// A foreign name behind a preposition, perhaps a person's.
    pub guess: bool,
    /// `hai nước`, `Công an hai nước`: stands for the pair that the document is about.
    pub both: bool,
}

pub(super) fn scan(view: &View) -> Vec<Party> {
    let mut parties = Vec::new();
    let mut at = view.range.start;
    while at < view.range.end {
        if is_plain(view, at) {
            at += 1;
            continue;
        }
        let found = party(view, at);
        // What follows begins with a capital, and most words do not.
        let found = if view.token(at).capital { found.or_else(|| by_name(view, at, parties.last())) } else { found };
        match longer(view, at, found) {
            Some(party) => {
                at = party.tokens.end;
                parties.push(party);
            }
            None => at += 1,
        }
    }
    parties
}

/// A small word in no list, as most are: no party begins with it.
fn is_plain(view: &View, at: u32) -> bool {
    let token = view.token(at);
    let counts = matches!(token.syllable, w::CAC | w::NHUNG | w::NHIEU | w::MOT) || token.kind == TokenKind::Number;
    !token.capital && !counts && view.slot(at).len == 0 && view.article.hits(TokenRange::new(at, at + 1)).is_empty()
}

/// A party by a name alone, which begins with a capital.
fn by_name(view: &View, at: u32, before: Option<&Party>) -> Option<Party> {
    short(view, at).or_else(|| capital(view, at)).or_else(|| acting(view, at)).or_else(|| joined(view, at, before))
}

/// Functions of words that end a body's name.
const ACTS: u32 = f::ACT | f::RESULT | f::STOP | f::REPORT | f::ADVERB | f::PLAN | f::PROPOSE | f::SIGN;

/// The body's whole name where the project's recogniser of bodies sees more of it than `found`.
fn longer(view: &View, at: u32, found: Option<Party>) -> Option<Party> {
    if !view.token(at).capital || found.is_some_and(|party| party.is_country || party.both) {
        return found;
    }
    // `Cục và Tham tán A`: the office alone, then another.
    if view.reads_mark(at + 1, w::VA) {
        return found;
    }
    let from = found.map_or(at + 1, |party| party.tokens.end);
    if !bodies::starts(view.article, at) {
        return found;
    }
    let Some(mut body) = bodies::at(view.article, at, view.range.end) else { return found };
    // `Hải quan Lào` in `Cục Hải quan Lào Cai`: half of another name.
    let last = view.article.hits(TokenRange::new(body.tokens.end - 1, body.tokens.end));
    if last.iter().any(|last| last.category == Category::Country && scene::begins_place(view.article, last)) {
        body.tokens.end += 1;
        body.country = None;
    }
    // `Hiệp hội cần ...`: the head alone is no name.
    if body.entry.is_none() && body.tokens.end <= at + view.slot(at).len.min(2) {
        return found;
    }
    let kind = |org: u32| view.article.lexicon.organizations[org as usize].kind.as_str();
    // `Trung tâm quốc gia về Nghiên cứu Vũ trụ` is a body, `Ủy ban Hỗn hợp Việt Nam - Cuba` a thing with its parties.
    let media = body.entry.is_some_and(|org| matches!(kind(org), "media" | "network"));
    let shared = view.cooperation_at(at).is_some_and(|(hit, entry)| {
        let centre = matches!(entry.role, CooperationRole::Loose) && view.slot(at).flags & f::PARTY != 0;
        !centre || body.country.is_some() && body.entry.is_none() || hit.end() + 2 >= body.tokens.end
    });
    // `Công an Lào phá ...`: the country ends the name.
    let ended = found.is_some_and(|party| party.country.is_some() && party.org.is_none());
    let thing = media || ended || found.is_none() && shared;
    // `Vụ Tài chính tạo điều kiện`, `Công an huyện triệt phá`: a small verb is the predicate.
    let start = at;
    let verb = |at: &u32| {
        let slot = view.slot(*at);
        let names = slot.flags & (f::MODIFIER | f::PARTY | f::WORD | f::DOMAIN) != 0 || view.reads(*at, "chống");
        let cooperates = view.cooperation_at(*at).is_some_and(|(_, entry)| super::acts::is_verbal(entry.role));
        let acts = slot.flags & ACTS != 0 && !names;
        let organises = view.word(*at) == "tổ" && view.reads(*at + 1, "chức");
        // `Viện A và VNPT`: another body.
        let body = |at: u32| view.range.has(at) && (view.token(at).all_caps || bodies::starts(view.article, at));
        let other = organises || view.reads_mark(*at, w::VA) && body(*at + 1);
        // `Tập đoàn Minh An sản xuất ...`
        let name = |at: u32| view.token(at).capital && !view.token(at).all_caps;
        let capitals = *at >= start + view.slot(start).len.max(1) + 2
            && name(*at - 1)
            && name(*at - 2)
            && !view.reads_mark(*at - 3, w::OPEN_PAREN);
        let whole = capitals && view.is_word(*at) && !is_function_word(view, *at) && !capital_ahead(view, *at);
        !view.token(*at).capital && (acts || cooperates || other || whole)
    };
    let end = (from..body.tokens.end).find(verb).unwrap_or(body.tokens.end);
    if thing || end <= from || end < at + 2 {
        return found;
    }
    let mut party = named(at, end);
    party.org = body.entry;
    party.country = body.country;
    Some(party)
}

fn party(view: &View, at: u32) -> Option<Party> {
    let hits = view.article.hits(TokenRange::new(at, at + 1));
    let lexicon = view.article.lexicon;
    let name_of_network = view.cooperation_at(at).is_some_and(|(_, c)| c.role == CooperationRole::Named);
    if let Some(hit) = hits.iter().find(|hit| hit.category == Category::Organization && !name_of_network) {
        let kind = lexicon.organizations[hit.entry as usize].kind.as_str();
        if kind != "network" && (kind != "media" || acts(view, hit.end())) {
            let mut party = named(at, hit.end());
            party.org = Some(hit.entry);
            party.is_country = is_union(view, hit.entry);
            if !party.is_country {
                extend_by_country(view, &mut party);
                extend_by_level(view, &mut party);
                extend_by_bracket(view, &mut party);
            }
            return Some(party);
        }
    }
    let country = |hit: &&Hit| hit.category == Category::Country && scene::is_country(view.article, hit);
    if let Some(hit) = hits.iter().find(country) {
        let mut party = named(at, hit.end());
        party.country = Some(hit.entry);
        party.is_country = true;
        return Some(party);
    }
    let slot = view.slot(at);
    if organises(view, at) {
        return None;
    }
    let thing = view.cooperation_at(at).filter(|(_, c)| !super::acts::is_verbal(c.role));
    if let Some((hit, _)) = thing {
        // `Trung tâm Ứng cứu khẩn cấp` is a body, `trung tâm đào tạo` is a thing.
        let head = slot.flags & f::PARTY != 0 && u32::from(hit.len) <= slot.len && view.token(at).capital;
        return if head { headed(view, at, at + slot.len).filter(|party| party.named) } else { None };
    }
    if slot.flags & f::BOTH != 0 {
        let tokens = TokenRange::new(at, at + slot.len);
        return Some(Party {
            tokens,
            org: None,
            country: None,
            is_country: false,
            named: false,
            guess: false,
            both: true,
        });
    }
    // `các hãng`, `nhiều trường`, `một số hãng`: a class whose head the list of words has alone.
    let several = match view.token(at).syllable {
        w::CAC | w::NHUNG | w::NHIEU => Some(at + 1),
        w::MOT if view.token(at + 1).syllable == w::SO => Some(at + 2),
        _ => None,
    };
    let is_class =
        |first: &u32| view.has(*first, f::PARTY) && !view.has(*first, f::ACT) && view.cooperation_at(*first).is_none();
    if let Some(first) = several.filter(is_class).filter(|_| slot.len == 0) {
        return headed(view, at, first + view.slot(first).len);
    }
    // `với trên 600 trường đại học`
    let counted = view.token(at).kind == TokenKind::Number
        && at > view.range.start
        && ["với", "trên", "hơn", "gần", "khoảng", "cùng", "giữa"].iter().any(|word| view.reads(at - 1, word))
        && view.has(at + 1, f::PARTY)
        && !view.has(at + 1, f::ACT);
    if counted {
        let party = headed(view, at, at + 1 + view.slot(at + 1).len)?;
        return Some(Party { named: false, ..party });
    }
    if slot.flags & f::PARTY != 0 {
        headed(view, at, at + slot.len)
    } else {
        branch(view, at).or_else(|| foreign(view, at))
    }
}

/// The European Union and ASEAN make treaties as countries do.
pub(super) fn is_union(view: &View, org: u32) -> bool {
    matches!(
        view.article.lexicon.organizations[org as usize].id.as_str(),
        "lien-minh-chau-au" | "lien-minh-kinh-te-a-au" | "hiep-hoi-cac-quoc-gia-dong-nam-a"
    )
}

/// `Báo A phối hợp với ...`: what tells the news does something here.
fn acts(view: &View, at: u32) -> bool {
    let at = at + u32::from(view.range.has(at) && matches!(view.syllable(at), w::DA | w::SE | w::DANG));
    view.cooperation_at(at).is_some_and(|(_, entry)| {
        matches!(entry.role, CooperationRole::Coordinate | CooperationRole::Cooperate | CooperationRole::Link)
    })
}

/// `... và Hội B tổ chức hội nghị`: a verb, unless a word before it makes it a noun.
fn organises(view: &View, at: u32) -> bool {
    const BEFORE: &[&str] =
        &["các", "những", "một", "nhiều", "hai", "số", "với", "giữa", "cùng", "của", "và", "bởi", "do"];
    view.reads(at + 1, "chức")
        && view.word(at) == "tổ"
        && at > view.range.start
        && !BEFORE.iter().any(|word| view.reads(at - 1, word))
}

pub(super) fn named(start: u32, end: u32) -> Party {
    Party {
        tokens: TokenRange::new(start, end),
        org: None,
        country: None,
        is_country: false,
        named: true,
        guess: false,
        both: false,
    }
}

/// `Bộ Công an Việt Nam`, `Bộ Công an hai nước`.
fn extend_by_country(view: &View, party: &mut Party) {
    let at = party.tokens.end;
    if at >= view.range.end {
        return;
    }
    let country = view
        .article
        .hits(TokenRange::new(at, at + 1))
        .iter()
        .find(|hit| hit.category == Category::Country && !scene::begins_place(view.article, hit));
    if let Some(hit) = country {
        party.country = Some(hit.entry);
        party.tokens.end = hit.end();
        extend_by_seat(view, party);
    } else if view.has(at, f::BOTH) {
        party.both = true;
        party.tokens.end = at + view.slot(at).len;
    }
}

/// `Đại sứ quán Nhật Bản tại Việt Nam`: where a mission is.
pub(super) fn extend_by_seat(view: &View, party: &mut Party) {
    let at = party.tokens.end;
    let mission =
        ["sứ", "lãnh", "văn", "phái"].iter().any(|word| (0..3).any(|next| view.reads(party.tokens.start + next, word)));
    if !mission || !view.reads_mark(at, w::TAI) || !view.range.has(at + 1) {
        return;
    }
    let hits = view.article.hits(TokenRange::new(at + 1, at + 2));
    if let Some(hit) = hits.iter().find(|hit| hit.category == Category::Country) {
        party.tokens.end = hit.end();
    }
}

/// `UBND phường Bến Nghé`, `Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương`: of which places.
fn extend_by_level(view: &View, party: &mut Party) {
    const LEVELS: &[&str] = &["tỉnh", "huyện", "xã", "phường", "quận"];
    const LONG_LEVELS: &[(&str, &str)] = &[("thành", "phố"), ("thị", "xã"), ("thị", "trấn")];
    let long = |at: u32| LONG_LEVELS.iter().any(|(a, b)| view.reads(at, a) && view.reads(at + 1, b));
    let social = |at: u32| view.reads(at, "xã") && view.reads(at + 1, "hội");
    let level = |at: u32| long(at) || LEVELS.iter().any(|word| view.reads(at, word)) && !social(at);
    let width = |at: u32| if long(at) { 2 } else { 1 };
    let mut at = party.tokens.end;
    if party.country.is_some() || party.both {
        return;
    }
    // `VNPT Đắk Lắk`: a firm's branch in a province.
    let short = party.tokens.len() == 1 && view.token(party.tokens.start).all_caps && view.range.has(at);
    let hits = view.article.hits(TokenRange::new(at, at + 1));
    let province = hits.iter().find(|hit| {
        hit.category == Category::Organization
            && view.article.lexicon.is_province(hit.entry)
            && hit.end() <= view.range.end
    });
    if let Some(place) = province.filter(|_| short) {
        party.tokens.end = place.end();
        return;
    }
    if level(at) && !view.token(at).capital {
        at += width(at);
        let name = |at: &u32| view.is_word(*at) && view.token(*at).capital || view.token(*at).kind == TokenKind::Number;
        party.tokens.end = (at..view.range.end.min(at + 4)).take_while(name).last().map_or(at, |last| last + 1);
    } else if view.reads(at, "các") && level(at + 1) {
        at += 1;
        while level(at) {
            at += width(at);
            party.tokens.end = at;
            at += u32::from(view.is_conjunction(at));
        }
        let end = party.tokens.end;
        let central = ["trực", "thuộc", "trung", "ương"].iter().zip(end..).all(|(word, at)| view.reads(at, word));
        party.tokens.end += if central { 4 } else { 0 };
    }
}

/// `Học viện Biển (HVB)`
pub(super) fn extend_by_bracket(view: &View, party: &mut Party) {
    let at = party.tokens.end;
    if at + 2 < view.range.end
        && view.syllable(at) == w::OPEN_PAREN
        && view.token(at + 1).all_caps
        && view.syllable(at + 2) == w::CLOSE_PAREN
    {
        party.tokens.end = at + 3;
    }
}

/// Prepositions and the like, which end a noun phrase's own words.
pub(super) fn is_function_word(view: &View, at: u32) -> bool {
    matches!(
        view.syllable(at),
        w::VA
            | w::CUA
            | w::VE
            | w::VOI
            | w::TAI
            | w::O
            | w::TRONG
            | w::TREN
            | w::TU
            | w::DEN
            | w::CHO
            | w::RANG
            | w::LA
            | w::DA
            | w::DANG
            | w::SE
            | w::CUNG
            | w::CON
            | w::VAN
            | w::TUNG
            | w::VUA
            | w::KHONG
            | w::CHUA
            | w::BI
            | w::DUOC
            | w::NAY
            | w::DO
            | w::HOAC
            | w::GIUA
            | w::DE
            | w::NHAM
            | w::PHAI
            | w::CAN
            | w::NEN
            | w::BANG
            | w::NHU
            | w::KHI
            | w::SAU
            | w::TRUOC
            | w::MA
            | w::THI
            | w::VI
            | w::NEU
            | w::THEO
            | w::CO
            | w::CUNG_VOI
    )
}
