//! A body by its first word: `Ban Quản lý khu Nam`, `Công ty cổ phần công nghệ Bình An`, `các bộ, ngành liên quan`.
//!
//! The head is a word of the list (`công ty`, `sở`, `các đơn vị`); how much of what follows belongs to the name is read off
//! capitals, the small words that bodies' names have, and the verbs that end them.

use super::parties::{Party, extend_by_bracket, extend_by_seat, is_function_word, named};
use super::scene;
use super::view::View;
use crate::entities::bodies;
use crate::lexicon::{Category, function as f, words as w};
use crate::model::{Hit, TokenKind, TokenRange};

/// Small syllables in a row that a name may have (`Kiểm sát nhân dân tối cao`).
const SMALL_IN_NAME: u32 = 4;

/// First words of classes that are listed without `các`.
const CLASSES: &[&str] = &["cơ", "đơn", "tổ", "sở", "ban", "bộ", "trường", "viện", "địa", "hội"];

/// Forces that are bodies without a name.
const FORCES: &[(&str, &str)] =
    &[("công", "an"), ("hải", "quan"), ("biên", "phòng"), ("cảnh", "sát"), ("hải", "quân"), ("quân", "đội")];

/// A head and what belongs to it: capitals with their small syllables, `liên quan`, a country.
pub(super) fn headed(view: &View, start: u32, head_end: u32) -> Option<Party> {
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
            if view.is_word(at)
                && !view.token(at).capital
                && view.slot(at).flags & f::PARTY == 0
                && !view.reads(at, "thuộc")
            {
                break;
            }
            continue;
        }
        if token.kind != TokenKind::Word {
            // `Bộ Tài nguyên, Khoáng sản và Năng lượng Lào`
            let member = if party.named && token.syllable == w::COMMA { listed_name(view, start, at) } else { None };
            if let Some(next) = member {
                at = next;
                continue;
            }
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
        let in_name = view.token(at - 1).capital && at > head_end;
        let is_country = |hit: &&Hit| {
            hit.category == Category::Country
                && (in_name && !scene::begins_place(view.article, hit) || scene::is_country(view.article, hit))
        };
        if let Some(hit) = hits.iter().find(is_country) {
            party.country = Some(hit.entry);
            party.named = true;
            party.tokens.end = hit.end();
            extend_by_seat(view, &mut party);
            break;
        }
        if view.has(at, f::BOTH) {
            party.both = true;
            party.tokens.end = at + view.slot(at).len;
            break;
        }
        if let Some(end) = squad_office(view, start, at) {
            party.named = true;
            at = end;
            party.tokens.end = at;
            continue;
        }
        if token.capital {
            party.named = true;
            small = 0;
        } else if token.syllable == w::VA
            && party.named
            && next_capital(at + 1)
            && view.slot(at + 1).len == 0
            && !bodies::starts(view.article, at + 1)
            && !(view.word(at + 1).is_ascii() && (view.word(at - 1).is_ascii() || view.token(at + 1).all_caps))
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
            if let Some(end) = police_office(view, at) {
                party.named = true;
                at = end;
                party.tokens.end = at;
                continue;
            }
            let joins = is_function_word(view, at) && slot.flags & f::MODIFIER == 0;
            if blocked || joins || view.cooperation_at(at).is_some() {
                break;
            }
            let level = ["tỉnh", "huyện", "thành", "quận", "xã", "phường"].iter().any(|word| view.reads(at, word));
            let after_acronym = view.token(at - 1).all_caps && at > head_end && !level;
            // `Công ty Mỹ Sơn điều tiết ...`: two capitals are a whole name, unless more of it follows.
            let numbered = (view.reads(at, "khu") && view.reads(at + 1, "vực") || view.reads(at, "vùng"))
                && (at + 1..at + 3).any(|at| view.range.has(at) && view.token(at).kind == TokenKind::Number);
            let whole = !numbered && at > head_end + 1 && view.token(at - 1).capital && view.token(at - 2).capital;
            // `Chi cục Hải quan cửa khẩu sân bay quốc tế Nội Bài`
            let gate = ["cửa", "khẩu", "sân", "bay", "quốc", "tế", "cảng"].iter().any(|word| view.reads(at, word));
            small += u32::from(!gate);
            if small > SMALL_IN_NAME || after_acronym || whole && !capital_ahead(view, at) {
                break;
            }
            at += slot.len.saturating_sub(1);
        }
        at += 1;
        party.tokens.end = at;
    }
    if !party.named {
        extend_title(view, &mut party);
    }
    extend_between(view, &mut party);
    // `Ban Tuyển sinh Bộ Quốc phòng`: the whole name of the body that it is part of.
    let inside = TokenRange::new(start + 1, party.tokens.end);
    if let Some(body) =
        view.article.hits(inside).iter().rfind(|hit| hit.category == Category::Organization && party.named)
    {
        party.tokens.end = party.tokens.end.max(body.end()).min(view.range.end);
    }
    extend_by_bracket(view, &mut party);
    // `phối hợp cơ quan, đơn vị liên quan`: a list of classes needs no `các`.
    let end = party.tokens.end;
    let next = view.slot(end + 1).flags;
    let listed = !view.token(start).capital
        && CLASSES.iter().any(|class| view.reads(start, class))
        && view.reads_mark(end, w::COMMA)
        && view.is_word(end + 1)
        && !view.token(end + 1).capital
        && next & f::PARTY != 0
        && next & f::ACT == 0;
    if !party.named && (view.reads(start, "các") || listed) {
        extend_by_classes(view, &mut party);
    }
    let first = view.slot(start);
    let plural = ["các", "những", "nhiều"].iter().any(|word| view.reads(start, word))
        || view.reads(start, "một")
        || view.token(start).kind == TokenKind::Number
        || party.tokens.end > start + first.len
        // `cộng đồng doanh nghiệp`, `sàn thương mại điện tử`: says itself which ones.
        || first.len > 2;
    // `Hội Nông dân`, `Bảo hiểm xã hội`: the head is the name.
    party.named |= first.len > 2 && (start + 1..start + first.len).any(|at| view.token(at).capital);
    let introduced = start > view.range.start && matches!(view.syllable(start - 1), w::VOI | w::CUNG_VOI | w::GIUA);
    let known_by_kind =
        ["nhà trường", "gia đình", "chính quyền", "sở ngành", "bộ ngành", "đoàn thể", "cấp ủy", "giới chức"]
            .iter()
            .any(|words| words.split(' ').enumerate().all(|(index, word)| view.reads(start + index as u32, word)));
    let force = start > view.range.start
        && view.token(start).capital
        && FORCES.iter().any(|(a, b)| view.reads(start, a) && view.reads(start + 1, b));
    let bare_group =
        listed || force || view.reads(start, "doanh") || view.reads(start, "địa") || introduced && known_by_kind;
    (party.named || party.both || plural || bare_group).then_some(party)
}

/// Words of one member of a name that is a list.
const MEMBER_WORDS: u32 = 5;

/// At the comma of an office's name that lists what it is for, its last member behind `và`: where the next member begins.
fn listed_name(view: &View, start: u32, comma: u32) -> Option<u32> {
    const OFFICES: &[&str] = &["bộ", "sở", "cục", "vụ", "ủy", "tổng", "phòng"];
    let office = OFFICES.iter().any(|head| view.reads(start, head)) && view.token(start).capital;
    let member = |at: u32| {
        view.is_word(at)
            && view.token(at).capital
            && view.party_free(at)
            && !bodies::starts(view.article, at)
            && view.slot(at).flags & (f::PARTY | f::PROPOSE | f::PLAN | f::REPORT) == 0
    };
    if !office || !member(comma + 1) {
        return None;
    }
    let limit = view.range.end.min(comma + 1 + MEMBER_WORDS);
    let and = (comma + 2..limit).take_while(|&at| view.is_word(at)).find(|&at| view.syllable(at) == w::VA)?;
    member(and + 1).then_some(comma + 1)
}

/// `Ban Quản lý đường sắt đô thị`: a head with two capitals, or one inside a sentence, with the small words of bodies' names.
fn extend_title(view: &View, party: &mut Party) {
    const SQUADS: &[&str] = &["đội", "phòng", "tổ", "trạm", "hạt", "đồn", "chi"];
    let TokenRange { start, end } = party.tokens;
    let squad = start > view.range.start && SQUADS.iter().any(|squad| view.reads(start, squad));
    let titled = view.token(start).capital && (squad || (start + 1..end).any(|at| view.token(at).capital));
    if !titled {
        return;
    }
    let part = |at: &u32| {
        view.is_word(*at)
            && !view.token(*at).capital
            && view.slot(*at).flags & (f::ADVERB | f::PLAN | f::REPORT | f::STOP) == 0
            && view.cooperation_at(*at).is_none()
            && (view.article.lexicon.speech.body_words.has(view.token(*at).syllable) || view.reads(*at, "đô"))
    };
    let last = (end..view.range.end.min(end + SMALL_IN_NAME)).take_while(part).last();
    if let Some(last) = last.filter(|last| *last > end) {
        party.tokens.end = last + 1;
        party.named = true;
    }
    party.named |= squad && end > start + view.slot(start).len;
    // `Đội quản lý thị trường số 3`
    let end = party.tokens.end;
    if party.named && view.reads(end, "số") && view.range.has(end + 1) && view.token(end + 1).kind == TokenKind::Number
    {
        party.tokens.end = end + 2;
    }
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

/// `Cảnh sát [điều tra tội phạm về ma túy]`: what an office of the police looks into; where that ends.
fn police_office(view: &View, at: u32) -> Option<u32> {
    const ABOUT: &[&str] = &["về ma túy", "về trật tự xã hội", "về kinh tế", "về tham nhũng", "về môi trường"];
    let reads = |at: u32, words: &str| words.split(' ').enumerate().all(|(i, word)| view.reads(at + i as u32, word));
    if !(view.reads(at.wrapping_sub(1), "sát") && reads(at, "điều tra")) {
        return None;
    }
    let mut end = at + 2;
    if reads(end, "tội phạm") {
        end += 2;
        end += ABOUT.iter().find(|about| reads(end, about)).map_or(0, |about| about.split(' ').count() as u32);
    }
    Some(end)
}

/// `Đội [kiểm soát chống buôn lậu] khu vực miền Bắc`, `Đội [Kiểm soát phòng, chống ma túy]`: what a squad is for; where that ends.
fn squad_office(view: &View, start: u32, at: u32) -> Option<u32> {
    const AGAINST: &[&str] = &["chống buôn lậu", "phòng, chống ma túy", "phòng chống ma túy", "chống ma túy", "ma túy"];
    const SQUADS: &[&str] = &["đội", "tổ", "trạm", "phòng"];
    let squad = view.token(start).capital && SQUADS.iter().any(|word| view.reads(at.wrapping_sub(1), word));
    let reads = |words: &str| {
        let mut next = at + 2;
        let words = words.replace(',', " ,");
        words.split(' ').all(|word| {
            next += 1;
            view.range.has(next - 1) && view.word(next - 1) == word
        })
    };
    if !(squad && view.reads(at, "kiểm") && view.reads(at + 1, "soát")) {
        return None;
    }
    let against = AGAINST.iter().find(|words| reads(words));
    against.map(|words| {
        at + 2 + words.split([' ', ',']).filter(|word| !word.is_empty()).count() as u32 + u32::from(words.contains(','))
    })
}

/// `Bộ Văn hóa Thể thao và Du lịch`, `Công ty Sông Đà miền Nam`: the name goes on behind small words from `at` on.
pub(super) fn capital_ahead(view: &View, at: u32) -> bool {
    const NAMING: u32 = f::WORD | f::GENERIC | f::JOINT | f::MODIFIER | f::PARTY;
    let plain = |at: &u32| view.is_word(*at) && !is_function_word(view, *at) && view.slot(*at).flags & !NAMING == 0;
    (at..at + 6).take_while(plain).any(|at| view.token(at).capital)
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
    (form || !verb && view.cooperation_at(at).is_none()).then_some(name)
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
        // `các cơ quan hành pháp, lập pháp`: a further adjective of the class.
        let adjective = view.slot(at);
        if adjective.flags & f::MODIFIER != 0
            && adjective.flags & (f::ACT | f::PARTY) == 0
            && (view.is_conjunction(at + adjective.len) || view.reads_mark(at + adjective.len, w::TRONG))
        {
            party.tokens.end = at + adjective.len;
            continue;
        }
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
