//! One part of an expression: a name with titles before it, a title with its body, a body, a bracketed remark.

use crate::entities::{bodies, hit_at, hit_over, names};
use crate::lexicon::{Category, words as w};
use crate::model::{TokenKind, TokenRange};
use crate::segment::Article;

use super::body::whole_body;
use super::titles::titles;

/// One part of the expression.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Part {
    pub(super) tokens: TokenRange,
    pub(super) honorific: Option<TokenRange>,
    pub(super) role: Option<TokenRange>,
    pub(super) rank: Option<TokenRange>,
    pub(super) body: Option<TokenRange>,
    pub(super) body_entry: Option<u32>,
    pub(super) country: Option<u32>,
    pub(super) name: Option<TokenRange>,
    /// A bracketed remark or place that tells nothing.
    pub(super) remark: bool,
    /// A body and a name without a title: stands only behind a part with title and body.
    pub(super) below_title: bool,
}

pub(super) fn part(article: &Article, piece: TokenRange) -> Option<Part> {
    if article.token(piece.start).syllable == w::OPEN_PAREN {
        return Some(bracket(article, piece));
    }
    let mut part = Part { tokens: piece, ..Part::default() };
    let mut at = piece.start;
    // `Bác sĩ` is a title, not the honorific `bác`.
    let title_end = hit_at(article, at, Category::Role).map_or(0, |hit| hit.end());
    let honorific =
        hit_at(article, at, Category::Honorific).filter(|hit| hit.end() <= piece.end && hit.end() >= title_end);
    if let Some(hit) = honorific {
        part.honorific = Some(TokenRange::new(at, hit.end()));
        at = hit.end();
        if at == piece.end {
            return Some(part);
        }
        if piece.end - at == 1 && matches!(article.token(at).syllable, w::NAY | w::AY) {
            return Some(part);
        }
    }
    let end = before_membership(article, at, piece.end).unwrap_or_else(|| before_station(article, at, piece.end));
    let style = style(article, TokenRange::new(at, end));
    let name = style
        .map(|style| style.end)
        .or_else(|| addressed_name(article, at, end, &part))
        .or_else(|| {
            let title = hit_at(article, at, Category::Role).filter(|hit| hit.end() < end).map_or(at, |hit| hit.end());
            let start =
                names::trailing(article, title, end).filter(|&start| start == at || !is_placed(article, start))?;
            let start = behind_acronym(article, at, start, end);
            behind_place(article, at, start, end)
        })
        .or_else(|| behind_registered(article, at, end))
        .or_else(|| given_name(article, at, TokenRange::new(piece.start, end), &part));
    let end = if name.is_some() { end } else { piece.end };
    let titles_end = style.map(|style| style.start).or(name).unwrap_or(piece.end);
    if at < titles_end && titles(article, TokenRange::new(at, titles_end), &mut part).is_none() {
        return if part.honorific.is_none() { body_and_name(article, piece, name) } else { None };
    }
    if name.is_some() && style.is_none() && bare_head(article, &part) {
        // `Giám đốc Công ty Vinamilk`: the foreign word is the body's, not a person's.
        part = Part { tokens: piece, honorific: part.honorific, ..Part::default() };
        titles(article, TokenRange::new(at, piece.end), &mut part)?;
        return Some(part);
    }
    if let Some(start) = name {
        let alone = start == piece.start;
        if alone && !may_stand_alone(article, start, end) {
            return whole_body(article, piece);
        }
        part.name = Some(TokenRange::new(start, end));
        if part.body.is_none()
            && end < piece.end
            && matches!(article.token(end).syllable, w::THUOC | w::TAI | w::CUA | w::TU)
            && end + 1 < piece.end
        {
            part.body = Some(TokenRange::new(end + 1, piece.end));
            part.body_entry = bodies::at(article, end + 1, piece.end).and_then(|body| body.entry);
        }
    } else if part.role.is_none() && part.rank.is_none() {
        return None;
    }
    Some(part)
}

/// `ông Mạ Văn Tiến`: two to four capitals right behind an honorific are a name, though no list has its family name.
fn addressed_name(article: &Article, at: u32, end: u32, part: &Part) -> Option<u32> {
    let words = |at: u32| {
        article.token(at).kind == TokenKind::Word
            && names::looks_vietnamese(article.word(at), article.token(at).syllable)
    };
    let plain = (2..=4).contains(&end.saturating_sub(at))
        && (at..end).all(words)
        && names::leading(article, at, end).is_some_and(|name| name.end == end)
        && !(at..end).any(|at| hit_at(article, at, Category::Role).is_some() || bodies::starts(article, at));
    // `Đức cha Phêrô Lê Văn Tám`: behind a baptismal name stands a whole name.
    let whole = names::trailing(article, at, end).is_some_and(|start| start > at && end - start >= 3);
    (part.honorific.is_some() && plain && !whole).then_some(at)
}

/// A body; or, where a title stands in an earlier part, a body and a name: `nhà nghiên cứu thuộc Viện A, Bộ B Lê Văn Tám`.
fn body_and_name(article: &Article, piece: TokenRange, name: Option<u32>) -> Option<Part> {
    let split = || {
        let start = name.filter(|&start| start > piece.start && piece.end - start >= 2)?;
        bodies::at(article, piece.start, piece.end).filter(|body| body.tokens.end == start)?;
        // `Bệnh viện Bạch Mai` is a hospital, not somebody of a hospital.
        hit_at(article, piece.start, Category::BodyHead).is_none_or(|head| head.end() < start).then_some(())?;
        let body = whole_body(article, TokenRange::new(piece.start, start))?;
        Some(Part { tokens: piece, name: Some(TokenRange::new(start, piece.end)), below_title: true, ..body })
    };
    split().or_else(|| whole_body(article, piece))
}

/// `lãnh đạo phong trào ở Dải Gaza`: what a preposition of place leads to is no person.
fn is_placed(article: &Article, start: u32) -> bool {
    matches!(article.token(start - 1).syllable, w::O | w::TAI)
}

/// `Tổng Bí thư Đảng MIR Carlos Mendez`, `Tổng thư ký PLO Hassan Karim`: the letters after a title or a body's first word are
/// the body's, the person's name is behind them.
fn behind_acronym(article: &Article, first: u32, start: u32, end: u32) -> u32 {
    let before = |category| start > first && hit_over(article, start - 1, category).is_some();
    let head = article.token(start).all_caps && (before(Category::BodyHead) || before(Category::Role));
    let named = end - start >= 3 && !article.token(start + 1).all_caps;
    if head && named && !names::is_letter(article, start) { start + 1 } else { start }
}

/// `Phó Thị trưởng thành phố Porto` names a place, `Thị trưởng thành phố Porto Ricardo Lima` and `Chủ tịch UBND huyện Thủ Thừa
/// Lê Văn Tám` a person behind it: from a family name on, or the last two of more than two foreign words. Gives where the
/// person's name begins.
fn behind_place(article: &Article, first: u32, start: u32, end: u32) -> Option<u32> {
    if start == first {
        return Some(start);
    }
    // `UBND tỉnh Nguyễn Văn Tám`: three syllables from a family name on are a person, but wards are named after persons.
    let person = names::is_surname(article, start) && end - start >= 3 && article.word(start - 1) != "phường";
    if person || !is_place_noun(article, start - 1) {
        return Some(start);
    }
    let family = |at: &u32| names::is_surname(article, *at) && (2..=4).contains(&(end - at));
    let vietnamese = (start + 2..end).find(family).or_else(|| (start + 1..end).find(family));
    let foreign = || (end - start >= 3 && !names::is_surname(article, start)).then(|| end - 2);
    vietnamese.or_else(foreign)
}

/// `Phó chủ tịch UBND tỉnh Thanh Hóa Đầu Thanh Tùng`: two to four capitals behind a registered place are a person, whatever the
/// family name, where a title stands before.
fn behind_registered(article: &Article, first: u32, end: u32) -> Option<u32> {
    hit_at(article, first, Category::Role)?;
    let from = end.saturating_sub(4).max(first + 1);
    let start = (from..end.saturating_sub(1)).find(|&at| {
        hit_over(article, at - 1, Category::Organization)
            .is_some_and(|hit| hit.end() == at && article.lexicon.is_province(hit.entry))
    })?;
    let word = |at: u32| {
        let token = article.token(at);
        token.capital
            && token.kind == TokenKind::Word
            && !token.all_caps
            && names::looks_vietnamese(article.word(at), token.syllable)
    };
    let known = (start..end).any(|at| {
        [Category::Organization, Category::Country]
            .into_iter()
            .any(|category| hit_over(article, at, category).is_some())
    });
    ((start..end).all(word) && !known && !bodies::starts(article, start)).then_some(start)
}

/// `thành phố`, `tỉnh`, `huyện`: the noun before a place's name ends at `at`.
fn is_place_noun(article: &Article, at: u32) -> bool {
    let two = (at > 0).then(|| (article.word(at - 1), article.word(at)));
    matches!(article.word(at), "bang" | "tỉnh" | "huyện" | "quận" | "xã" | "phường")
        || matches!(two, Some(("thành", "phố") | ("thị", "xã" | "trấn")))
}

/// `Chủ tịch Hạ viện Datuk Ahmad Zaki`: a foreign style before a name, which is part of neither title nor name.
fn style(article: &Article, whole: TokenRange) -> Option<TokenRange> {
    const LONGEST: u32 = 10;
    let from = whole.end.saturating_sub(LONGEST).max(whole.start);
    // The `Anh` of `Nguyễn Anh Dũng` is no style.
    let family = |at: u32| (from..at).rev().take(2).any(|before| names::is_surname(article, before));
    let given = |at: u32| matches!(article.word(at), "Anh" | "Bà" | "Bác" | "Cô" | "Em" | "Thầy") && family(at);
    let foreign = |at: u32| article.token(at).capital && !names::is_surname(article, at) && !given(at);
    let hits = (from..whole.end).filter(|&at| foreign(at)).filter_map(|at| hit_at(article, at, Category::Honorific));
    let mut before_name =
        hits.filter(|hit| names::leading(article, hit.end(), whole.end).is_some_and(|name| name.end == whole.end));
    before_name.next().map(|hit| TokenRange::new(hit.token, hit.end()))
}

/// `nhà nghiên cứu Marek Zielewicz thuộc Đại học Warszawa`, `giáo sư Sean Reed tại Đại học Syracuse`: the body that a person
/// belongs to may follow the name.
fn before_membership(article: &Article, at: u32, end: u32) -> Option<u32> {
    let belongs = (at + 1..end).find(|&i| matches!(article.token(i).syllable, w::THUOC | w::TAI | w::CUA | w::TU))?;
    let named = names::trailing(article, at, belongs).is_some_and(|start| belongs - start >= 2);
    let body = |at: u32| bodies::starts(article, at) || article.token(at).all_caps;
    (named && belongs + 1 < end && body(belongs + 1)).then_some(belongs)
}

/// `Đại sứ Park Noh Wan tại Việt Nam`: where somebody is posted may follow the name.
fn before_station(article: &Article, at: u32, end: u32) -> u32 {
    let post = (at + 1..end).rev().take(6).find(|&i| article.token(i).syllable == w::TAI);
    let placed = |i: u32| hit_at(article, i + 1, Category::Country).is_some_and(|hit| hit.end() == end);
    post.filter(|&i| i + 1 < end && placed(i)).unwrap_or(end)
}

/// A lone given name after an honorific or title: `ông Dũng`, `Bộ trưởng Hoa`.
fn given_name(article: &Article, at: u32, piece: TokenRange, part: &Part) -> Option<u32> {
    let last = piece.end - 1;
    let token = article.token(last);
    // `cô H.`, `anh T.`
    let letter = |i: u32| names::is_letter(article, i);
    let one = at == last && letter(at) || at + 1 == last && letter(at) && token.syllable == w::FULL_STOP;
    if part.honorific.is_some() && one {
        return Some(at);
    }
    let placed = hit_over(article, last, Category::Country).is_some()
        || hit_over(article, last, Category::Organization).is_some();
    if !token.capital || token.all_caps || token.kind != TokenKind::Word || placed {
        return None;
    }
    let capitals = (at..piece.end).all(|i| article.token(i).capital && article.token(i).kind == TokenKind::Word);
    if part.honorific.is_some() && capitals && piece.end - at <= 4 && hit_at(article, at, Category::Role).is_none() {
        return Some(at);
    }
    let title = hit_at(article, at, Category::Role);
    // `NSƯT Duy Hậu`, `BLV Quang Huy`: artists and the like are known without their family names.
    let known = |hit: &crate::model::Hit| {
        use crate::lexicon::RoleKind::{Profession, Rank};
        matches!(article.lexicon.speech.roles[hit.entry as usize], Profession | Rank)
            && hit.end() + 1 == last
            && article.token(last - 1).capital
            && !bodies::starts(article, last - 1)
            && [last - 1, last].iter().all(|&i| names::looks_vietnamese(article.word(i), article.token(i).syllable))
    };
    if title.as_ref().is_some_and(known) {
        return Some(last - 1);
    }
    let after_title = title.is_some_and(|hit| hit.end() == last);
    (part.honorific.is_some() && at == last || after_title).then_some(last)
}

/// The body before a name is nothing but its first word: `Công ty`, `Tập đoàn`.
fn bare_head(article: &Article, part: &Part) -> bool {
    part.body.is_some_and(|body| {
        part.body_entry.is_none()
            && hit_at(article, body.start, Category::BodyHead).is_some_and(|hit| hit.end() == body.end)
    })
}

/// A name without title or honorific before it: a Vietnamese full name or at least two foreign words.
fn may_stand_alone(article: &Article, start: u32, end: u32) -> bool {
    if bodies::starts(article, start) || has_company_word(article, start, end) {
        return false;
    }
    names::is_vietnamese(article, start, end) || end - start >= 2 || !article.token(start).all_caps
}

fn has_company_word(article: &Article, start: u32, end: u32) -> bool {
    const WORDS: &[&str] = &[
        "Group",
        "Corp",
        "Corporation",
        "Bank",
        "Holdings",
        "Holding",
        "Airlines",
        "Capital",
        "Securities",
        "Global",
        "Inc",
        "Ltd",
        "Company",
        "University",
        "Institute",
        "Research",
        "Times",
        "News",
        "Post",
        "Media",
        "Post",
        "Partners",
        "Motors",
        "Energy",
        "Land",
        "Home",
        "Tech",
        "Technology",
        "Technologies",
        "Solutions",
        "Network",
        "Mart",
        "Sachs",
        "Stanley",
        "Analytics",
        "Ventures",
        "Club",
        "FC",
        "United",
        "Center",
        "Centre",
        "Foundation",
        "Today",
        "Journal",
        "The",
        "Daily",
        "Mail",
        "Sport",
        "Sports",
        "Weekly",
        "Insider",
        "Football",
        "Entertainment",
        "Metrics",
        "Magazine",
        "Review",
        "Press",
        "Radio",
        "Television",
        "Athletic",
        "Economist",
        "Deportivo",
    ];
    (start..end).any(|at| WORDS.contains(&article.word(at)))
}

fn bracket(article: &Article, piece: TokenRange) -> Part {
    let inner = TokenRange::new(piece.start + 1, piece.end.saturating_sub(1));
    let mut part = Part { tokens: piece, remark: true, ..Part::default() };
    if inner.is_empty() {
        return part;
    }
    if hit_at(article, inner.start, Category::Role).is_some() {
        let _ = titles(article, inner, &mut part);
    } else if bodies::starts(article, inner.start) && inner.len() > 1 {
        part.body = Some(inner);
        part.body_entry = bodies::at(article, inner.start, inner.end).and_then(|body| body.entry);
    }
    part
}
