//! One part of an expression: a name with titles before it, a title with its body, a body, a bracketed remark.

use crate::entities::{bodies, hit_at, names, syllable};
use crate::lexicon::{Category, words as w};
use crate::model::TokenRange;
use crate::segment::Article;

use super::body::whole_body;
use super::person::{addressed_name, behind_acronym, behind_place, behind_registered, given_name, is_placed, style};
use super::titles::{names_bearer, titles};
use super::words::has_verb;

/// One part of the expression.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Part {
    pub(super) tokens: TokenRange,
    pub(super) honorific: Option<TokenRange>,
    pub(super) role: Option<TokenRange>,
    pub(super) rank: Option<TokenRange>,
    /// The role is a profession, not a post.
    pub(super) profession: bool,
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
            // `bạn` alone is whoever reads.
            return (!article.word(piece.start).eq_ignore_ascii_case("bạn")).then_some(part);
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
    // `CEO The Coffee House`: a firm behind a title.
    let brand = |start: &u32| part.honorific.is_none() && *start > at && is_brand(article, *start, end);
    // `Chủ tịch CLB Nice`: a body's first word begins no name, if it is no family name too.
    let body = |start: &u32| {
        let place =
            hit_at(article, *start, Category::Organization).is_some_and(|hit| article.lexicon.is_province(hit.entry));
        *start > at && !place && bodies::starts(article, *start) && !names::is_surname(article, *start)
    };
    // `phát ngôn viên của Thủ tướng A`: a person to whom somebody belongs.
    let bearer = |start: &u32| {
        (at + 1..*start).any(|i| article.token(i).syllable == w::CUA && i + 1 < *start && names_bearer(article, i + 1))
    };
    let name = name.filter(|start| !brand(start) && !body(start) && !bearer(start));
    let end = if name.is_some() { end } else { piece.end };
    let titles_end = style.map(|style| style.start).or(name).unwrap_or(piece.end);
    if at < titles_end && titles(article, TokenRange::new(at, titles_end), &mut part).is_none() {
        return if part.honorific.is_none() { body_and_name(article, piece, name) } else { None };
    }
    if name.is_some_and(|start| style.is_none() && bare_head(article, &part, start, end)) {
        // `Giám đốc Công ty Vinamilk`: the foreign word is the body's, not a person's.
        part = Part { tokens: piece, honorific: part.honorific, ..Part::default() };
        titles(article, TokenRange::new(at, piece.end), &mut part)?;
        return Some(part);
    }
    if let Some(start) = name {
        let alone = start == piece.start;
        // `Moscow`, `Hamas`
        let noun = hit_at(article, start, Category::CommonSpeaker).filter(|hit| alone && hit.end() == piece.end);
        if noun.is_some() || alone && !may_stand_alone(article, start, end) {
            return whole_body(article, piece);
        }
        part.name = Some(TokenRange::new(start, end));
        if part.body.is_none()
            && end < piece.end
            && is_belonging(article, end)
            && end + 1 < piece.end
            && !names_bearer(article, end + 1)
        {
            part.body = Some(TokenRange::new(end + 1, piece.end));
            part.body_entry = bodies::at(article, end + 1, piece.end).and_then(|body| body.entry);
        }
    } else if part.role.is_none() && part.rank.is_none() {
        return None;
    }
    Some(part)
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

/// `nhà nghiên cứu Marek Zielewicz thuộc Đại học Warszawa`, `phát ngôn viên Marek Zielewicz của bộ này`: the body that a person
/// belongs to may follow the name.
fn before_membership(article: &Article, at: u32, end: u32) -> Option<u32> {
    let belongs = (at + 1..end).find(|&i| is_belonging(article, i))?;
    let named = names::trailing(article, at, belongs).is_some_and(|start| belongs - start >= 2);
    let of = article.token(belongs).syllable == w::CUA;
    let body = |at: u32| {
        bodies::starts(article, at)
            || article.token(at).all_caps
            || of && (article.token(at).capital || hit_at(article, at, Category::CommonSpeaker).is_some())
            || article.token(at).capital && !syllable::looks_vietnamese(article.word(at))
    };
    let clause = has_verb(article, TokenRange::new(belongs + 1, end));
    (named && belongs + 1 < end && body(belongs + 1) && !clause).then_some(belongs)
}

fn is_belonging(article: &Article, at: u32) -> bool {
    matches!(article.token(at).syllable, w::THUOC | w::TAI | w::CUA | w::TU)
}

/// `Đại sứ Park Noh Wan tại Việt Nam`: where somebody is posted may follow the name.
fn before_station(article: &Article, at: u32, end: u32) -> u32 {
    let post = (at + 1..end).rev().take(6).find(|&i| article.token(i).syllable == w::TAI);
    let placed = |i: u32| hit_at(article, i + 1, Category::Country).is_some_and(|hit| hit.end() == end);
    post.filter(|&i| i + 1 < end && placed(i)).unwrap_or(end)
}

/// The body before a name is nothing but its first word: `Công ty`, `Tập đoàn`; what bears no person's name is whole by itself:
/// `Bí thư Đảng ủy Lê Văn Tám`.
fn bare_head(article: &Article, part: &Part, name: u32, end: u32) -> bool {
    const BEAR_NAMES: &[&str] = &[
        "công",
        "tập",
        "trường",
        "đại",
        "học",
        "bệnh",
        "nhà",
        "quỹ",
        "hãng",
        "doanh",
        "khách",
        "clb",
        "câu",
        "trung",
        "phòng",
        "bảo",
        "thư",
        "chuỗi",
        "cung",
        "xí",
        "chùa",
        "văn",
        "báo",
        "tạp",
        "đội",
        "đồn",
        "trạm",
        "tổ",
        "nhóm",
        "hợp",
        "htx",
        "thpt",
        "thcs",
        "ngân",
        "siêu",
        "giáo",
    ];
    let bears = |body: TokenRange| {
        let first = article.word(body.start).to_lowercase();
        let force = first == "công" && article.word(body.start + 1) == "an"
            || first == "trung" && article.word(body.start + 1) == "ương";
        BEAR_NAMES.contains(&first.as_str()) && !force
    };
    part.body.is_some_and(|body| {
        part.body_entry.is_none()
            && (bears(body) || !names::is_vietnamese(article, name, end))
            && hit_at(article, body.start, Category::BodyHead).is_some_and(|hit| hit.end() == body.end)
    })
}

/// A name without title or honorific before it: a Vietnamese full name or at least two foreign words.
fn may_stand_alone(article: &Article, start: u32, end: u32) -> bool {
    if bodies::starts(article, start) || is_brand(article, start, end) {
        return false;
    }
    names::is_vietnamese(article, start, end) || end - start >= 2 || !article.token(start).all_caps
}

/// A word of the names of firms or newspapers: `Sachs`, `Times`.
fn is_brand(article: &Article, start: u32, end: u32) -> bool {
    let set = &article.lexicon.speech.brand_words;
    (start..end).any(|at| article.token(at).capital && set.has(article.token(at).syllable))
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
