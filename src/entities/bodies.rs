//! Names of bodies: registered ones, and others by their first word (`Cục`, `Công ty`, `Sở`) and what follows.

use crate::lexicon::{Category, words as w};
use crate::model::{TokenKind, TokenRange};
use crate::segment::Article;

use super::{hit_at, names, syllable};

/// A body's name.
#[derive(Clone, Copy, Debug)]
pub struct Body {
    /// The whole name, a bracketed short name included.
    pub tokens: TokenRange,
    /// Row of the organisation registry, where the name is registered.
    pub entry: Option<u32>,
    /// Row of the country registry, where a country stands in or after the name.
    pub country: Option<u32>,
}

/// Whether a body's name can begin at a token.
pub fn starts(article: &Article, at: u32) -> bool {
    // `Bộ` in `cựu Bộ trưởng` is part of a title.
    if !article.token(at).capital {
        return false;
    }
    let name = hit_at(article, at, Category::Organization).or_else(|| hit_at(article, at, Category::BodyHead));
    // `Bộ Luật Lao động` is no ministry.
    let law = hit_at(article, at, Category::LegalHead).map_or(0, |hit| hit.end());
    if name.is_some_and(|name| name.end() < law) {
        return false;
    }
    // `Tây Ban Nha`
    if super::hit_over(article, at, Category::Country).is_some_and(|hit| hit.token < at) {
        return false;
    }
    if is_pacific(article, at) {
        return false;
    }
    let title_end = super::hit_over(article, at, Category::Role).map_or(0, |hit| hit.end());
    name.is_some_and(|name| name.end() > title_end)
}

/// `Trường ĐH Nguyễn Tất Thành`: what bears a person's name ends before `at`.
fn bears_name(article: &Article, at: u32) -> bool {
    at > 0 && matches!(article.word(at - 1), "THPT" | "THCS" | "ĐH" | "CĐ" | "THCS-THPT" | "PTDTNT")
}

/// `Thái Bình Dương` is neither the province nor a person.
pub fn is_pacific(article: &Article, at: u32) -> bool {
    article.word(at) == "Thái" && article.word(at + 1) == "Bình" && article.word(at + 2) == "Dương"
}

/// The body whose name begins at `at` and ends somewhere before `end`: registered names as registered, others as far as
/// their capitals and the small words between them go.
pub fn at(article: &Article, at: u32, end: u32) -> Option<Body> {
    if !article.token(at).capital {
        return None;
    }
    let registered = hit_at(article, at, Category::Organization).filter(|hit| hit.end() <= end);
    let head = hit_at(article, at, Category::BodyHead).filter(|hit| hit.end() <= end);
    let own = head
        .filter(|hit| may_extend(article, registered.as_ref(), hit.end(), end))
        .map(|hit| extend(article, hit.end(), end));
    let (mut to, entry) = match (registered, own) {
        // `Bộ Công an Lào` is not the registered `Bộ Công an`, but a longer name that begins alike is still its own.
        (Some(hit), Some(to)) if to > hit.end() => (to, None),
        (Some(hit), _) => (hit.end(), Some(hit.entry)),
        (None, Some(to)) => (to, None),
        (None, None) => return None,
    };
    let mut country = country_in(article, at, to);
    to = parent(article, TokenRange::new(at, to), end).unwrap_or(to);
    to = branch(article, registered.as_ref(), to, end);
    to = trailing_parts(article, to, end, &mut country);
    let entry = entry.or_else(|| registered.map(|hit| hit.entry)).filter(|&entry| agrees(article, entry, country));
    Some(Body { tokens: TokenRange::new(at, to), entry, country })
}

/// `Bộ Ngoại giao Lào` is not the registered ministry of Vietnam.
fn agrees(article: &Article, entry: u32, country: Option<u32>) -> bool {
    let own = article.lexicon.organizations[entry as usize].country.as_str();
    country.is_none_or(|country| own == "INT" || article.lexicon.countries[country as usize].iso2 == own)
}

/// A registered name is whole: it grows only by a capital that is no person's name, nor a country's, which is added on its own.
fn may_extend(article: &Article, registered: Option<&crate::model::Hit>, head_end: u32, end: u32) -> bool {
    let Some(registered) = registered else { return true };
    let at = registered.end();
    let person = || {
        names::is_surname(article, at)
            && names::leading(article, at, end).is_some_and(|name| (2..=4).contains(&name.len()))
    };
    // `Tổng cục Hải quan Luật thuế`: a law stands behind it, where a mark is missing.
    let law = || hit_at(article, at, Category::LegalHead).is_some();
    let country = || hit_at(article, at, Category::Country).is_some() || law();
    head_end <= at && at < end && article.token(at).capital && !country() && !person()
}

/// `Ủy ban Kinh tế` + ` của Quốc hội`: a committee is named with the body that it belongs to. Gives the end.
fn parent(article: &Article, name: TokenRange, end: u32) -> Option<u32> {
    let committee = ["ủy", "uỷ", "ban", "hội", "cơ"].contains(&article.word(name.start).to_lowercase().as_str());
    if !committee || name.end + 1 >= end || article.token(name.end).syllable != w::CUA {
        return None;
    }
    hit_at(article, name.end + 1, Category::Organization).map(|hit| hit.end()).filter(|to| *to <= end)
}

/// `VNPT` + ` Phú Thọ`: a firm's branch.
fn branch(article: &Article, registered: Option<&crate::model::Hit>, to: u32, end: u32) -> u32 {
    let firm = registered.is_some_and(|hit| article.lexicon.organizations[hit.entry as usize].kind == "company");
    let place = hit_at(article, to, Category::Organization).filter(|hit| firm && hit.end() <= end);
    place.filter(|hit| article.lexicon.is_province(hit.entry)).map_or(to, |hit| hit.end())
}

/// `Bộ Công an` + ` Lào`, `(JICA)`, `tại Việt Nam`.
fn trailing_parts(article: &Article, mut to: u32, end: u32, country: &mut Option<u32>) -> u32 {
    loop {
        if to >= end {
            return to;
        }
        let token = article.token(to);
        if token.syllable == w::OPEN_PAREN {
            match short_name(article, to, end) {
                Some(close) => to = close,
                None => return to,
            }
        } else if let Some(hit) = hit_at(article, to, Category::Country).filter(|hit| hit.end() <= end) {
            country.get_or_insert(hit.entry);
            to = hit.end();
        } else if token.syllable == w::TAI && to + 1 < end {
            match place_at(article, to + 1, end).filter(|hit| is_place(article, *hit)) {
                Some(hit) => to = hit.end(),
                None => return to,
            }
        } else {
            return to;
        }
    }
}

/// `(JICA)`, `(LĐ-TB&XH)`: one or two words in brackets that begin with a capital. Gives the token after the bracket.
fn short_name(article: &Article, open: u32, end: u32) -> Option<u32> {
    let close = (open + 1..end.min(open + 8)).find(|&at| article.token(at).syllable == w::CLOSE_PAREN)?;
    (close > open + 1 && article.token(open + 1).capital).then_some(close + 1)
}

fn country_in(article: &Article, start: u32, end: u32) -> Option<u32> {
    let hits = article.hits(TokenRange::new(start, end));
    // `Công an huyện Kỳ Anh`: the second half of a name is none either.
    let half = |hit: &crate::model::Hit| {
        let second = hit.len == 1
            && hit.token > start
            && article.token(hit.token - 1).capital
            && syllable::looks_vietnamese(article.word(hit.token - 1))
            && hit_at(article, hit.token - 1, Category::BodyHead).is_none();
        second || is_half_word(article, hit.end(), end)
    };
    hits.iter().find(|hit| hit.category == Category::Country && hit.end() <= end && !half(hit)).map(|hit| hit.entry)
}

/// `Vụ Pháp chế`, `Cục Nghiệp vụ và Pháp luật`: half a word is no country.
fn is_half_word(article: &Article, at: u32, end: u32) -> bool {
    let next = article.token(at);
    at < end && next.kind == TokenKind::Word && !next.capital && is_body_word(article, at)
}

/// Small words between the parts of a name, which are no second syllables.
fn is_link(syllable: crate::lexicon::Syllable) -> bool {
    matches!(syllable, w::VA | w::VE | w::CUA | w::TAI | w::O | w::CHO | w::TRONG)
}

/// How far a name goes on after its head word: capitalised words, the small second syllables of two-syllable words
/// (`Tài chính`), and small words that lead on to another capital (`Kế hoạch và Đầu tư`).
fn extend(article: &Article, from: u32, end: u32) -> u32 {
    let mut to = from;
    let mut small = 0;
    let mut at = from;
    while at < end {
        if let Some(duty) = prevention(article, at, end) {
            (at, to, small) = (duty, duty, 2);
            continue;
        }
        let token = article.token(at);
        if token.kind == TokenKind::Mark && !inner_mark(article, at, end) {
            break;
        }
        if let Some(hit) = place_at(article, at, end)
            && hit.end() <= end
            && token.capital
            && at > from
            && !(hit.len == 1 && is_half_word(article, hit.end(), end))
        {
            at = hit.end();
            to = at;
            small = 2;
            continue;
        }
        if token.kind == TokenKind::Word && !token.capital {
            small += 1;
            let second = small == 1
                && at > from
                && article.token(at - 1).capital
                && !article.token(at - 1).all_caps
                && !in_proper_name(article, from, at)
                && !is_link(token.syllable);
            if !second && !joins(article, at, end) || small > 4 || is_stop(article, at) {
                break;
            }
        } else if token.kind == TokenKind::Word {
            if small == 0
                && !bears_name(article, at)
                && names::is_surname(article, at)
                && names::leading(article, at, end).is_some_and(|n| n.len() >= 2 && n.len() <= 4)
            {
                break;
            }
            small = 0;
        }
        at += 1;
        if article.token(at - 1).capital || small == 1 && to + 1 == at || token.kind == TokenKind::Number {
            to = at;
        }
    }
    to
}

/// `phòng, chống tham nhũng, tiêu cực`: what a steering committee is against, commas and all. Gives the end.
fn prevention(article: &Article, at: u32, end: u32) -> Option<u32> {
    const AGAINST: &[&str] = &[
        "tham", "nhũng", "lãng", "phí", "tiêu", "cực", "thiên", "tai", "lụt", "bão", "dịch", "bệnh", "ma", "túy",
        "tuý", "tội", "phạm", "khủng", "bố", "cháy", "nổ", "buôn", "lậu", "gian", "lận", "thương", "mại", "hàng",
        "giả", "rửa", "tiền", "mua", "bán", "người", "tác", "hại", "thuốc", "lá", "bạo", "lực", "gia", "đình", "hạn",
        "mặn", "và", "tìm", "kiếm", "cứu", "nạn", "hộ", "tệ", "nạn", "xã", "hội",
    ];
    let word = |at: u32| article.word(at);
    let comma = u32::from(at + 1 < end && article.token(at + 1).syllable == w::COMMA);
    let begins = word(at).eq_ignore_ascii_case("phòng") && at + 1 + comma < end && word(at + 1 + comma) == "chống";
    if !begins {
        return None;
    }
    let mut to = at + 2 + comma;
    while to < end {
        let comma = article.token(to).syllable == w::COMMA && to + 1 < end && AGAINST.contains(&word(to + 1));
        if !comma && !AGAINST.contains(&word(to)) {
            break;
        }
        to += 1;
    }
    (to > at + 2 + comma).then_some(to)
}

/// A comma inside what a steering committee is against.
pub fn lists_dangers(article: &Article, comma: u32, end: u32) -> bool {
    const LONGEST: u32 = 12;
    (comma.saturating_sub(LONGEST)..comma).any(|at| prevention(article, at, end).is_some_and(|to| to > comma))
}

fn is_place(article: &Article, hit: crate::model::Hit) -> bool {
    hit.category == Category::Country || article.lexicon.is_province(hit.entry)
}

/// A country or registered body at a token, also inside a longer registered name.
fn place_at(article: &Article, at: u32, end: u32) -> Option<crate::model::Hit> {
    let longest = |category| article.lexicon.matcher.longest_at(&article.seg.tokens, at, end, category);
    longest(Category::Country).or_else(|| longest(Category::Organization))
}

/// Two capitals in a row are a proper name (`Hà Nội`, `Minh An`), and so is a country or a foreign word (`Malaysia`), which no
/// small second syllable follows.
fn in_proper_name(article: &Article, from: u32, at: u32) -> bool {
    at >= from + 2 && article.token(at - 2).capital
        || super::hit_over(article, at - 1, Category::Country).is_some_and(|hit| hit.end() == at)
        || !syllable::looks_vietnamese(article.word(at - 1))
}

/// A mark inside a name: `&`, a hyphen or comma between capitals (`Bộ Văn hóa, Thể thao và Du lịch`).
fn inner_mark(article: &Article, at: u32, end: u32) -> bool {
    let next_capital = at + 1 < end && article.token(at + 1).capital;
    match article.token(at).syllable {
        w::AMPERSAND => true,
        w::HYPHEN | w::EN_DASH => {
            next_capital && !starts(article, at + 1) && hit_at(article, at + 1, Category::Role).is_none()
        }
        _ => false,
    }
}

/// A small word that leads on to a capital within two words.
fn joins(article: &Article, at: u32, end: u32) -> bool {
    let mut ahead = (at + 1..end.min(at + 3)).map(|next| article.token(next));
    // `Viện kiểm sát tỉnh Hà Nam và VNPT`: after the place a body begins anew.
    let placed = || {
        super::hit_over(article, at - 1, Category::Country).is_some()
            || super::hit_over(article, at - 1, Category::Organization).is_some_and(|hit| is_place(article, hit))
    };
    let anew = article.token(at).syllable == w::VA && article.token((at + 1).min(end - 1)).all_caps && placed();
    !anew
        && matches!(article.token(at).syllable, w::VA | w::CUA | w::VE | w::TAI)
        && ahead.next().is_some_and(|next| next.capital && next.kind == TokenKind::Word)
        && !starts(article, at + 1)
        || is_body_word(article, at)
}

/// Whether a word is a small one that stands inside bodies' names: `nhân`, `tối` of `Viện kiểm sát nhân dân tối cao`.
pub fn is_body_word(article: &Article, at: u32) -> bool {
    let token = article.token(at);
    !token.capital && article.lexicon.speech.body_words.has(token.syllable)
}

/// A verb, aspect marker or conjunction ends a name.
fn is_stop(article: &Article, at: u32) -> bool {
    let token = article.token(at);
    // `Cảng hàng không` is no negation.
    if token.syllable == w::KHONG && at > 0 && article.word(at - 1) == "hàng" {
        return false;
    }
    matches!(
        token.syllable,
        w::DA
            | w::DANG
            | w::SE
            | w::CUNG
            | w::LA
            | w::CO
            | w::DUOC
            | w::BI
            | w::KHONG
            | w::PHAI
            | w::CAN
            | w::CUNG_VOI
            | w::DE
            | w::DO_CAUSE
            | w::TU
            | w::VOI
            | w::CAC
            | w::NHUNG
            | w::KHI
            | w::THEO
            | w::VUA
    ) || super::verb_at(article, at).is_some()
}
