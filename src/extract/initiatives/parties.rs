//! Parties of a sentence: registered bodies, countries, and noun phrases with the head of a body (`thành phố Nara`,
//! `các bộ, ngành liên quan`, `Công ty Mai An`).

use super::names::{capital, foreign, joined, short};
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

/// Small syllables in a row that a name may have (`Kiểm sát nhân dân tối cao`).
const SMALL_IN_NAME: u32 = 4;

pub(super) fn scan(view: &View) -> Vec<Party> {
    let mut parties = Vec::new();
    let mut at = view.range.start;
    while at < view.range.end {
        let found = party(view, at)
            .or_else(|| short(view, at))
            .or_else(|| capital(view, at))
            .or_else(|| joined(view, at, parties.last()));
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

/// The body's whole name where the project's recogniser of bodies sees more of it than `found`.
fn longer(view: &View, at: u32, found: Option<Party>) -> Option<Party> {
    if !view.token(at).capital || found.is_some_and(|party| party.is_country || party.both) {
        return found;
    }
    let from = found.map_or(at + 1, |party| party.tokens.end);
    if !bodies::starts(view.article, at) {
        return found;
    }
    let Some(body) = bodies::at(view.article, at, view.range.end) else { return found };
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
    let verb = |at: &u32| {
        let slot = view.slot(*at);
        let names = slot.flags & (f::MODIFIER | f::PARTY | f::WORD | f::DOMAIN) != 0 || view.reads(*at, "chống");
        let cooperates = view.cooperation_at(*at).is_some_and(|(_, entry)| super::acts::is_verbal(entry.role));
        let acts = slot.flags & (f::ACT | f::RESULT | f::STOP | f::REPORT) != 0 && !names;
        !view.token(*at).capital && (acts || cooperates)
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
        if kind != "media" && kind != "network" {
            let mut party = named(at, hit.end());
            party.org = Some(hit.entry);
            // The European Union and ASEAN make treaties as countries do.
            party.is_country = matches!(
                lexicon.organizations[hit.entry as usize].id.as_str(),
                "lien-minh-chau-au" | "hiep-hoi-cac-quoc-gia-dong-nam-a"
            );
            if !party.is_country {
                extend_by_country(view, &mut party);
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
    // `các hãng`, `nhiều trường`: a class whose head the list of words has alone.
    let several = ["các", "những", "nhiều"].iter().any(|word| view.reads(at, word)) && slot.len == 0;
    if several && view.has(at + 1, f::PARTY) && !view.has(at + 1, f::ACT) && view.cooperation_at(at + 1).is_none() {
        return headed(view, at, at + 1 + view.slot(at + 1).len);
    }
    if slot.flags & f::PARTY != 0 { headed(view, at, at + slot.len) } else { foreign(view, at) }
}

/// `... và Hội B tổ chức hội nghị`: a verb, unless a word before it makes it a noun.
fn organises(view: &View, at: u32) -> bool {
    const BEFORE: &[&str] =
        &["các", "những", "một", "nhiều", "hai", "số", "với", "giữa", "cùng", "của", "và", "bởi", "do"];
    view.word(at) == "tổ"
        && view.reads(at + 1, "chức")
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
    let country = view.article.hits(TokenRange::new(at, at + 1)).iter().find(|hit| hit.category == Category::Country);
    if let Some(hit) = country {
        party.country = Some(hit.entry);
        party.tokens.end = hit.end();
    } else if view.has(at, f::BOTH) {
        party.both = true;
        party.tokens.end = at + view.slot(at).len;
    }
}

/// `Học viện Biển (HVB)`
fn extend_by_bracket(view: &View, party: &mut Party) {
    let at = party.tokens.end;
    if at + 2 < view.range.end
        && view.syllable(at) == w::OPEN_PAREN
        && view.token(at + 1).all_caps
        && view.syllable(at + 2) == w::CLOSE_PAREN
    {
        party.tokens.end = at + 3;
    }
}

/// A head and what belongs to it: capitals with their small syllables, `liên quan`, a country.
fn headed(view: &View, start: u32, head_end: u32) -> Option<Party> {
    let mut party = named(start, head_end);
    party.named = false;
    let mut small = 0;
    let mut at = head_end;
    while at < view.range.end {
        let token = view.token(at);
        let next_capital = |at: u32| view.is_word(at) && view.token(at).capital;
        if token.kind == TokenKind::Number && party.named {
            at += 1;
            party.tokens.end = at;
            // `Chi cục Hải quan khu vực 2 dừng ...`: a number ends the name.
            if view.is_word(at) && !view.token(at).capital && view.slot(at).flags & f::PARTY == 0 {
                break;
            }
            continue;
        }
        if token.kind != TokenKind::Word {
            let joins = matches!(token.syllable, w::HYPHEN | w::EN_DASH | w::AMPERSAND | w::FULL_STOP)
                && !token.spaced
                && view.range.has(at + 1)
                && !view.token(at + 1).spaced;
            if joins && party.named && next_capital(at + 1) {
                at += 1;
                continue;
            }
            break;
        }
        let hits = view.article.hits(TokenRange::new(at, at + 1));
        let is_country = |hit: &&Hit| {
            hit.category == Category::Country && (view.token(at - 1).capital || scene::is_country(view.article, hit))
        };
        if let Some(hit) = hits.iter().find(is_country) {
            party.country = Some(hit.entry);
            party.named = true;
            party.tokens.end = hit.end();
            break;
        }
        if view.has(at, f::BOTH) {
            party.both = true;
            party.tokens.end = at + view.slot(at).len;
            break;
        }
        if token.capital {
            party.named = true;
            small = 0;
        } else if token.syllable == w::VA
            && party.named
            && next_capital(at + 1)
            && view.slot(at + 1).len == 0
            && !(view.word(at + 1).is_ascii() && view.word(at - 1).is_ascii())
        {
            at += 1;
            continue;
        } else if token.syllable == w::VA && party.named && is_double_name(view, start, at + 1) {
            at += 2;
            small += 2;
            party.tokens.end = at;
            continue;
        } else {
            let slot = view.slot(at);
            // `cơ quan quản lý` is a body, `địa phương quản lý ...` does it.
            let described = (at > head_end || view.reads(head_end - 1, "phương")) && view.slot(at).flags & f::ACT != 0;
            let blocked = described && !(party.named && view.reads(at, "chống"))
                || if party.named {
                    let words = f::PARTY | f::GENERIC | f::JOINT | f::WORD | f::MODIFIER;
                    slot.len > 0 && slot.flags & !words != 0 && !view.reads(at, "chống")
                } else {
                    let exchanges = ["trao", "bàn", "chuyển", "tổ"].iter().any(|word| view.reads(at, word));
                    exchanges || slot.flags & (f::MODIFIER | f::PARTY | f::WORD) == 0 && !names_ahead(view, start, at)
                };
            if let Some(name) = trade_ahead(view, start, at).filter(|_| !party.named || small > 0) {
                party.named = true;
                small = 0;
                at = name + 1;
                party.tokens.end = at;
                continue;
            }
            if blocked || is_function_word(view, at) || view.cooperation_at(at).is_some() {
                break;
            }
            let level = ["tỉnh", "huyện", "thành", "quận", "xã", "phường"].iter().any(|word| view.reads(at, word));
            let after_acronym = view.token(at - 1).all_caps && at > head_end && !level;
            small += 1;
            if small > SMALL_IN_NAME || after_acronym {
                break;
            }
            at += slot.len.saturating_sub(1);
        }
        at += 1;
        party.tokens.end = at;
    }
    extend_between(view, &mut party);
    extend_by_bracket(view, &mut party);
    if !party.named && view.reads(start, "các") {
        extend_by_classes(view, &mut party);
    }
    let first = view.slot(start);
    let plural = ["các", "những", "nhiều"].iter().any(|word| view.reads(start, word))
        || view.reads(start, "một")
        || party.tokens.end > start + first.len;
    let introduced = start > view.range.start && matches!(view.syllable(start - 1), w::VOI | w::CUNG_VOI | w::GIUA);
    let known_by_kind = ["nhà trường", "gia đình", "chính quyền"]
        .iter()
        .any(|words| words.split(' ').enumerate().all(|(index, word)| view.reads(start + index as u32, word)));
    let bare_group = view.reads(start, "doanh") || view.reads(start, "địa") || introduced && known_by_kind;
    (party.named || party.both || plural || bare_group).then_some(party)
}

/// Small words at most that tell which bodies of a class are meant.
const CLASS_WORDS: u32 = 6;

/// `giữa các trường phổ thông`, `giữa các lực lượng phòng, chống ma túy hai nước`: behind `giữa` no verb follows the class,
/// so that its plain words belong to it.
fn extend_between(view: &View, party: &mut Party) {
    let start = party.tokens.start;
    let between = start > view.range.start && view.syllable(start - 1) == w::GIUA;
    if !between || party.named || party.both || !view.reads(start, "các") {
        return;
    }
    let from = party.tokens.end;
    let mut at = from;
    while view.range.has(at) && at < from + CLASS_WORDS {
        if view.has(at, f::BOTH) {
            party.both = true;
            party.tokens.end = at + view.slot(at).len;
            return;
        }
        let against = view.syllable(at) == w::COMMA && view.reads(at - 1, "phòng") && view.reads(at + 1, "chống");
        let plain = view.is_word(at)
            && !view.token(at).capital
            && !is_function_word(view, at)
            && view.cooperation_at(at).is_none()
            && view.slot(at).flags & !(f::WORD | f::MODIFIER | f::DOMAIN | f::PARTY | f::ACT) == 0;
        if !(against || plain) {
            break;
        }
        at += view.slot(at).len.max(1);
        if plain {
            party.tokens.end = at;
        }
    }
}

/// `Hiệp hội hạt cốc Hoa Kỳ`: small words between a head with a capital, inside a sentence, and the name behind.
fn names_ahead(view: &View, start: u32, at: u32) -> bool {
    view.token(start).capital
        && start > view.range.start
        && view.slot(at).len == 0
        && (at + 1..at + 4)
            .take_while(|&at| view.is_word(at) && !is_function_word(view, at) && view.slot(at).len == 0)
            .any(|at| view.token(at).capital)
}

/// Words that a company's trade takes at most before its name.
const TRADE_WORDS: u32 = 9;

/// `Công ty cổ phần công nghệ kỹ thuật Bình An`: from `at` on the legal form and the trade in small letters, up to the
/// name; where that begins.
fn trade_ahead(view: &View, start: u32, at: u32) -> Option<u32> {
    let company = view.token(start).capital
        && [("công", "ty"), ("tổng", "công"), ("ngân", "hàng"), ("tập", "đoàn"), ("hợp", "tác"), ("doanh", "nghiệp")]
            .iter()
            .any(|(a, b)| view.reads(start, a) && view.reads(start + 1, b));
    if !company || at > start + 4 {
        return None;
    }
    let limit = view.range.end.min(at + TRADE_WORDS);
    let trade = |at: &u32| {
        view.is_word(*at)
            && view.slot(*at).flags & (f::PROPOSE | f::PLAN | f::REPORT | f::SIGN | f::BOTH) == 0
            && (!is_function_word(view, *at) || view.syllable(*at) == w::VA)
    };
    let name = (at..limit).take_while(trade).find(|&at| view.token(at).capital)?;
    let verb = (at..name).any(|at| view.slot(at).flags & f::ACT != 0 && view.slot(at).flags & f::DOMAIN == 0);
    let form = [("cổ", "phần"), ("trách", "nhiệm"), ("một", "thành"), ("liên", "doanh"), ("thương", "mại")]
        .iter()
        .any(|(a, b)| view.reads(at, a) && view.reads(at + 1, b));
    (form || !verb && !view.cooperation_at(at).is_some()).then_some(name)
}

/// `Cục Thương mại điện tử và kinh tế số`: the second half of an office's name may be written small.
fn is_double_name(view: &View, start: u32, at: u32) -> bool {
    let office = ["bộ", "sở", "cục", "vụ", "tổng", "ban", "ủy", "viện", "học", "văn"];
    office.iter().any(|head| view.reads(start, head))
        && view.is_word(at)
        && !["người", "nhân", "các", "những", "gia", "doanh"].iter().any(|word| view.reads(at, word))
        && view.slot(at).flags & !(f::WORD | f::GENERIC) == 0
        && !is_function_word(view, at)
        && view.cooperation_at(at).is_none()
}

/// `các bộ, ngành, doanh nghiệp`, `các quốc gia, khu vực và tổ chức quốc tế`: classes of bodies under one `các`.
fn extend_by_classes(view: &View, party: &mut Party) {
    loop {
        let mut at = party.tokens.end;
        if !view.is_conjunction(at) {
            return;
        }
        at += 1;
        let next = view.slot(at);
        let class = next.flags & f::PARTY != 0 && !view.reads(at, "các") && view.is_word(at) && !view.token(at).capital;
        let area = ["khu", "lĩnh"].iter().any(|word| view.reads(at, word)) && view.reads(at + 1, "vực");
        if !class && !area {
            return;
        }
        at += if area { 2 } else { next.len };
        for (a, b) in [("liên", "quan"), ("quốc", "tế"), ("chức", "năng")] {
            if view.reads(at, a) && view.reads(at + 1, b) {
                at += 2;
            }
        }
        party.tokens.end = at;
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
