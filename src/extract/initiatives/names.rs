//! Parties by a name alone: short names of countries beside each other (`Việt - Hàn`), capitals that stand for their country
//! (`giữa Seoul và Tokyo`), foreign names and acronyms behind a preposition (`với Global Craft Online`).

use super::parties::{Party, named};
use super::view::View;
use crate::lexicon::{Category, function as f, words as w};
use crate::model::{TokenKind, TokenRange};

/// Names of countries that are said only beside another's: `Việt - Hàn`.
const SHORT_NAMES: &[(&str, &str)] =
    &[("Việt", "VN"), ("Hàn", "KR"), ("Trung", "CN"), ("Thái", "TH"), ("Ấn", "IN"), ("Nhật", "JP"), ("Xô", "RU")];

/// The country whose short name stands at a token, whatever is beside it.
fn short_name(view: &View, at: u32) -> Option<u32> {
    if !view.range.has(at) {
        return None;
    }
    let (_, iso) = SHORT_NAMES.iter().find(|(name, _)| view.word(at) == *name)?;
    view.article.lexicon.countries.iter().position(|row| row.iso2 == *iso).map(|index| index as u32)
}

/// `Việt - Hàn`, `Lào - Việt`: short names with a dash between, Viet Nam one of them.
pub(super) fn short(view: &View, at: u32) -> Option<Party> {
    let dash = |at: u32| view.range.has(at) && matches!(view.syllable(at), w::HYPHEN | w::EN_DASH);
    let is_one = |at: u32| {
        view.article.hits(TokenRange::new(at, at + 1)).iter().any(|hit| hit.category == Category::Country)
            || short_name(view, at).is_some()
    };
    let home = |at: u32| view.range.has(at) && view.word(at) == "Việt" && !view.reads(at + 1, "Nam");
    let paired = dash(at + 1) && view.range.has(at + 2) && is_one(at + 2) && (home(at) || home(at + 2));
    let closes = at >= view.range.start + 2 && dash(at - 1) && is_one(at - 2) && (home(at) || home(at - 2));
    let country = short_name(view, at).filter(|_| paired || closes)?;
    Some(Party { country: Some(country), is_country: true, ..named(at, at + 1) })
}

/// Capitals that stand for their country between partners.
const CAPITALS: &[(&str, &str)] = &[
    ("Bình Nhưỡng", "KP"),
    ("Bắc Kinh", "CN"),
    ("Matxcơva", "RU"),
    ("Moscow", "RU"),
    ("Moskva", "RU"),
    ("Washington", "US"),
    ("Kiev", "UA"),
    ("Kyiv", "UA"),
    ("Tokyo", "JP"),
    ("Seoul", "KR"),
    ("Tehran", "IR"),
];

/// `giữa Bình Nhưỡng và Moscow`
pub(super) fn capital(view: &View, at: u32) -> Option<Party> {
    let joined = at > view.range.start && matches!(view.syllable(at - 1), w::GIUA | w::VOI | w::VA | w::CUNG_VOI);
    if !joined || !view.token(at).capital {
        return None;
    }
    let reads = |name: &str| name.split(' ').enumerate().all(|(index, word)| view.reads(at + index as u32, word));
    let (name, iso) = CAPITALS.iter().find(|(name, _)| reads(name))?;
    let country = view.article.lexicon.countries.iter().position(|row| row.iso2 == *iso)?;
    let end = at + name.split(' ').count() as u32;
    Some(Party { country: Some(country as u32), is_country: true, ..named(at, end) })
}

/// `giữa Công ty Sao và Solva`: a foreign or short name that a conjunction joins to a party by name.
pub(super) fn joined(view: &View, at: u32, before: Option<&Party>) -> Option<Party> {
    let before = before.filter(|party| party.named && !party.is_country && party.tokens.end + 1 == at)?;
    let introduced = before.tokens.start > view.range.start
        && matches!(view.syllable(before.tokens.start - 1), w::VOI | w::CUNG_VOI | w::GIUA | w::VA | w::COMMA);
    let name =
        |at: u32| view.is_word(at) && view.token(at).capital && view.word(at).is_ascii() && view.slot(at).len == 0;
    // `Viện A và VNPT ký kết`
    let beside = view.reads_mark(at - 1, w::VA) && view.token(at).all_caps && is_brand(view, at, 3);
    if !(introduced || beside) || !view.is_conjunction(at - 1) || !name(at) {
        return None;
    }
    let end = (at..view.range.end).find(|&at| !name(at)).unwrap_or(view.range.end);
    Some(named(at, end))
}

/// `VNPT Đắk Lắk`, `Samsung Việt Nam`: a firm's short or foreign name with the country or province of its branch.
pub(super) fn branch(view: &View, at: u32) -> Option<Party> {
    if !is_brand(view, at, 2) || !view.range.has(at + 1) {
        return None;
    }
    let lexicon = view.article.lexicon;
    let place = view.article.hits(TokenRange::new(at + 1, at + 2)).iter().find(|hit| match hit.category {
        Category::Country => true,
        Category::Organization => lexicon.is_province(hit.entry),
        _ => false,
    })?;
    let country = (place.category == Category::Country).then_some(place.entry);
    Some(Party { country, ..named(at, place.end()) })
}

/// `FPT đã ký ...`, `DOL English và Real Madrid ký kết ...`: firms' short or foreign names as the subject of the clause.
pub(super) fn acting(view: &View, at: u32) -> Option<Party> {
    // Most words are small ones: nothing is looked at around them.
    if !view.token(at).capital {
        return None;
    }
    let before = at.checked_sub(1).filter(|_| at > view.range.start);
    let opens = before.is_none_or(|before| {
        view.token(before).kind == TokenKind::Mark
            && !matches!(view.syllable(before), w::OPEN_PAREN | w::HYPHEN | w::EN_DASH | w::SLASH)
            || matches!(view.syllable(before), w::VA | w::DO_CAUSE | w::NEN | w::THI | w::RANG | w::MA | w::LA | w::VI)
            || view.reads(before, "khi")
    });
    let end = brand_end(view, at).filter(|_| opens)?;
    let acts = match brand_end(view, end + 1).filter(|_| view.reads_mark(end, w::VA)) {
        Some(second) => cooperates(view, second),
        // `VESCO và Công ty A ký kết`
        None if view.reads_mark(end, w::VA) && view.has(end + 1, f::PARTY) && view.token(end + 1).capital => (end + 2
            ..view.range.end.min(end + PARTNER_WORDS))
            .take_while(|&at| view.token(at).kind == TokenKind::Word)
            .any(|at| cooperates(view, at)),
        None => cooperates(view, end) || end == at + 1 && view.token(at).all_caps && is_marked(view, end),
    };
    acts.then(|| named(at, end))
}

/// Words of a foreign name at most.
const BRAND_WORDS: u32 = 3;

/// Words of the second partner at most, up to the verb.
const PARTNER_WORDS: u32 = 12;

/// One past a brand of one word or a few.
fn brand_end(view: &View, at: u32) -> Option<u32> {
    if !view.range.has(at) || !is_brand(view, at, 3) {
        return None;
    }
    let more = |at: &u32| view.is_word(*at) && view.token(*at).capital && view.word(*at).is_ascii();
    let limit = view.range.end.min(at + BRAND_WORDS);
    Some((at + 1..limit).take_while(more).last().map_or(at + 1, |last| last + 1))
}

fn is_marked(view: &View, at: u32) -> bool {
    view.range.has(at) && matches!(view.syllable(at), w::DA | w::SE | w::DANG)
}

/// A verb of signing or cooperating, aspect and adverbs before it.
fn cooperates(view: &View, mut at: u32) -> bool {
    loop {
        let adverb = view.has(at, f::ADVERB | f::PLAN) && !view.has(at, f::ACT | f::SIGN);
        match view.syllable(at.min(view.range.end - 1)) {
            _ if !view.range.has(at) => return false,
            // `đã ký kết`, one phrase; `chính thức ký kết`
            _ if view.has(at, f::SIGN) => break,
            _ if view.reads(at, "chính") && view.reads(at + 1, "thức") => at += 2,
            _ if adverb && view.cooperation_at(at).is_none() => at += view.slot(at).len,
            w::DA | w::SE | w::DANG | w::VUA | w::CUNG => at += 1,
            _ => break,
        }
    }
    view.has(at, f::SIGN) && !view.reads(at, "trao")
        || view.cooperation_at(at).is_some_and(|(_, entry)| super::acts::is_verbal(entry.role))
}

/// Acronyms that are persons' titles or things.
const NO_BODIES: &[&str] = &[
    "HLV", "VĐV", "CĐV", "PV", "CEO", "GS", "TS", "PGS", "TTXVN", "USD", "VND", "GDP", "TP", "MOU", "MoU", "NK", "XK",
];

/// A short name of so many letters at least, or a foreign one, that is no country, body, title or treaty itself.
fn is_brand(view: &View, at: u32, letters: usize) -> bool {
    // Most words are small ones: nothing is looked up for them.
    if !view.is_word(at) || !view.token(at).capital {
        return false;
    }
    let word = view.word(at);
    let known = view.article.hits(TokenRange::new(at, at + 1)).iter().any(|hit| {
        matches!(hit.category, Category::Organization | Category::Country | Category::Role | Category::Cooperation)
    });
    let titled = view.article.hits(TokenRange::new(at.saturating_sub(5), at));
    let person = !view.token(at).all_caps && titled.iter().any(|hit| hit.category == Category::Role && hit.end() == at);
    let foreign = word.len() > 3 && !crate::entities::syllable::looks_vietnamese(word);
    word.is_ascii()
        && (view.token(at).all_caps && word.len() >= letters || foreign)
        && !known
        && !person
        && view.slot(at).len == 0
        && !NO_BODIES.contains(&word)
        && !(at > view.range.start && view.token(at - 1).capital && view.token(at - 1).kind == TokenKind::Word)
}

/// `với Global Craft Online`, `giữa HVB và ...`: a run of foreign or all-capital words behind a preposition.
pub(super) fn foreign(view: &View, at: u32) -> Option<Party> {
    if !view.token(at).capital {
        return None;
    }
    let coordinated = at > view.range.start + 1 && view.reads(at - 1, "hợp") && view.reads(at - 2, "phối");
    let introduced = at > view.range.start
        && (coordinated && view.token(at).all_caps
            || matches!(view.syllable(at - 1), w::VOI | w::CUNG_VOI | w::GIUA | w::CUNG));
    if !introduced {
        return None;
    }
    let is_name = |at: u32| view.is_word(at) && view.token(at).capital && view.word(at).is_ascii();
    let end = (at..view.range.end).find(|&at| !is_name(at)).unwrap_or(view.range.end);
    // `với PC04`, `với HĐND`: an acronym, whatever its letters.
    let end = if view.token(at).all_caps { end.max(at + 1) } else { end };
    let acronym = view.token(at).all_caps && end == at + 1 && (3..=8).contains(&view.word(at).len());
    let brand = end == at + 1 && is_brand(view, at, 3);
    (acronym || brand || end >= at + 2).then(|| Party { guess: !acronym, ..named(at, end) })
}
