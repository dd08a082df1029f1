//! Takes apart an expression that names a speaker, when its first and last tokens are known:
//! `Ông Lê Văn Tám, Phó Cục trưởng Cục Thuế` -> honorific, name, role, body.
//!
//! The expression is cut at commas, dashes and brackets into parts; each part is a name (with titles before it), a title with
//! its body, a body, or a common noun. The first part with a name names the speaker, and the other parts lend title and body.

mod body;
mod combine;
mod common;
mod joint;
mod outlet;
mod part;
mod person;
mod pieces;
mod titles;
mod words;

use crate::entities::{bodies, hit_at, syllable};
use crate::lexicon::{Category, words as w};
use crate::model::{Span, SpeakerKind, SpeakerMention, TokenKind, TokenRange};
use crate::segment::Article;

pub use combine::without_side;
use combine::{combine, is_body_only};
use common::{Common, common};
use joint::{bearer, bearers, joint};
use outlet::outlet;
use part::{Part, part};
use pieces::pieces;
pub use titles::{ends_small_head, names_bearer};
pub use words::has_verb;

/// A speaker's expression is at most this long, in tokens.
const LONGEST: u32 = 64;

/// The speaker that `range` names as a whole; none where it is something else.
pub fn parse(article: &Article, range: TokenRange) -> Option<SpeakerMention> {
    if range.is_empty() || range.len() > LONGEST {
        return None;
    }
    if ends_in_function_word(article, range) || !is_balanced(article, range) {
        return None;
    }
    if let Some(source) = behind_news(article, range) {
        return parse(article, source);
    }
    if let Some(outlet) = outlet(article, range) {
        return Some(outlet);
    }
    match common(article, range) {
        Common::Speaker(speaker) => return Some(speaker),
        Common::Refused => return None,
        Common::Other => {}
    }
    let joined = joint(article, range).or_else(|| bearers(article, range)).or_else(|| bearer(article, range));
    if joined.is_some() {
        return joined;
    }
    let mut parts = Vec::with_capacity(4);
    for piece in pieces(article, range) {
        let named = parts.iter().any(|part: &Part| part.name.is_some());
        if named && is_address(article, piece) {
            parts.push(Part { tokens: piece, remark: true, ..Part::default() });
            continue;
        }
        match part(article, piece).or_else(|| unknown_title(article, piece).filter(|_| named)) {
            Some(part) => parts.push(part),
            // `bà Lê Thị Mơ - mẹ của nạn nhân`: says who it is, but gives no title.
            None if named && is_remark(article, piece) => {
                parts.push(Part { tokens: piece, remark: true, ..Part::default() });
            }
            None => *parts.last_mut()? = with_list(article, parts.last()?, piece)?,
        }
    }
    if names_listener(article, &parts) || lacks_title(&parts) {
        return None;
    }
    combine(article, range, &parts)
}

/// `thông tin từ Bộ Y tế`, `tin từ Công an Hà Nội`: whose information it is.
fn behind_news(article: &Article, range: TokenRange) -> Option<TokenRange> {
    const LONGEST: u32 = 5;
    let reads = |at: u32, word: &str| article.word(at).eq_ignore_ascii_case(word);
    let news = reads(range.start, "tin") || reads(range.start, "thông") && reads(range.start + 1, "tin");
    if !news {
        return None;
    }
    let from =
        (range.start + 1..range.end.min(range.start + LONGEST)).find(|&at| article.token(at).syllable == w::TU)?;
    (from + 1 < range.end).then(|| TokenRange::new(from + 1, range.end))
}

/// Each bracket has its other half inside: `Bộ Công Thương)` is the end of something longer.
fn is_balanced(article: &Article, range: TokenRange) -> bool {
    let mut open = false;
    for at in range.start..range.end {
        match article.token(at).syllable {
            w::OPEN_PAREN => open = true,
            w::CLOSE_PAREN if !open => return false,
            w::CLOSE_PAREN => open = false,
            _ => {}
        }
    }
    true
}

/// A speaker of whom nothing is known yet but the expression.
pub fn unparted(article: &Article, kind: SpeakerKind, tokens: TokenRange) -> SpeakerMention {
    SpeakerMention {
        span: article.span(tokens),
        kind,
        honorific: None,
        role: None,
        rank_only: false,
        org: None,
        org_entry: None,
        country: None,
        name: None,
        tokens,
    }
}

/// A title with its body, as one part of an expression gives it.
#[derive(Clone, Copy, Debug)]
pub struct TitleMention {
    /// Position: `Phó Viện trưởng`.
    pub role: Span,
    /// Body, without the role.
    pub org: Option<Span>,
    /// Registry row of the body.
    pub org_entry: Option<u32>,
}

/// All titles of an expression that names a person: `Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh Hà Nam Lê Văn Tám` has two.
pub fn titles_of(article: &Article, range: TokenRange) -> Vec<TitleMention> {
    let parts = pieces(article, range).into_iter().filter_map(|piece| part(article, piece));
    let title = |part: Part| {
        Some(TitleMention {
            role: article.span(part.role?),
            org: part.body.map(|body| article.span(body)),
            org_entry: part.body_entry,
        })
    };
    parts.filter_map(title).collect()
}

/// `phóng viên Báo A, Bộ trưởng Lê Văn B`: a profession in small letters before a title of its own is who was spoken to.
fn names_listener(article: &Article, parts: &[Part]) -> bool {
    let [first, rest @ ..] = parts else { return false };
    let small = first.name.is_none() && first.role.is_some_and(|role| !article.token(role.start).capital);
    small
        && rest
            .iter()
            .any(|part| part.name.is_some() && part.role.is_some_and(|role| article.token(role.start).capital))
}

/// `Giám đốc Đối ngoại, Phát triển bền vững của Công ty A`: a comma inside a title that no body follows before it.
fn with_list(article: &Article, title: &Part, piece: TokenRange) -> Option<Part> {
    let open = title.role.is_some() && title.body.is_none() && title.name.is_none() && title.honorific.is_none();
    let last = title.role?;
    if !open || !article.token(piece.start).capital || piece.start != title.tokens.end + 1 {
        return None;
    }
    let of = (piece.start..piece.end - 1).find(|&at| article.token(at).syllable == w::CUA)?;
    let body = TokenRange::new(of + 1, piece.end);
    let short = of - piece.start <= 6 && !has_verb(article, TokenRange::new(piece.start, of));
    (short && article.token(body.start).capital).then(|| Part {
        tokens: TokenRange::new(title.tokens.start, piece.end),
        role: Some(TokenRange::new(last.start, of)),
        body: Some(body),
        body_entry: bodies::at(article, body.start, body.end)
            .filter(|found| found.tokens.end == body.end)
            .and_then(|found| found.entry),
        ..*title
    })
}

/// A body is never glued to a name, unless the title of that body's member stands before.
fn lacks_title(parts: &[Part]) -> bool {
    let titled = |part: &Part| part.role.is_some() && part.body.is_some();
    parts
        .iter()
        .position(|part| part.below_title)
        .is_some_and(|at| !parts[..at].iter().any(titled) || !parts[..at].iter().skip(1).all(is_body_only))
}

/// `... và`, `... của`, `... cuối` (of `cuối tuần qua`): cut in the middle of a phrase.
fn ends_in_function_word(article: &Article, range: TokenRange) -> bool {
    // `..., qua` and `..., nhưng`, but `hôm qua`
    let last = range.end - 1;
    let dangling =
        last > range.start && article.token(last - 1).syllable == w::COMMA && article.token(last).syllable == w::QUA;
    dangling
        || matches!(
            article.token(range.end - 1).syllable,
            w::VA
                | w::CUA
                | w::TU
                | w::VE
                | w::VOI
                | w::DOI
                | w::CAC
                | w::LA
                | w::CHO
                | w::TAI
                | w::TRONG
                | w::NHUNG
                | w::O
                | w::CUOI
                | w::COMMA
        )
}

/// `bà Lê Thị Mơ, quản lý cấp cao Công ty Sao Mai`: behind a name, a few words before a body are a title that no list has.
fn unknown_title(article: &Article, piece: TokenRange) -> Option<Part> {
    const LONGEST: u32 = 6;
    let named = |at: &u32| bodies::starts(article, *at) || is_foreign_body(article, *at, piece);
    let body = (piece.start + 1..piece.end.min(piece.start + LONGEST)).find(named)?;
    let end = (piece.start + 1..body).rev().find(|&at| article.token(at).syllable != w::CUA)? + 1;
    let role = TokenRange::new(piece.start, end);
    let foreign = || bodies::Body { tokens: TokenRange::new(body, piece.end), entry: None, country: None };
    let whole = bodies::at(article, body, piece.end)
        .filter(|found| found.tokens.end == piece.end)
        .or_else(|| is_foreign_body(article, body, piece).then(foreign))?;
    let words =
        |at: u32| article.token(at).kind == TokenKind::Word && (at == piece.start || !article.token(at).capital);
    // `cư dân Huế`: a place is no body of hers.
    let place = whole.entry.is_some_and(|entry| article.lexicon.is_province(entry));
    let leads = place
        || matches!(
            article.token(piece.start).syllable,
            w::O | w::TAI | w::CUA | w::THUOC | w::TU | w::VA | w::CUNG_VOI | w::TRONG | w::SAU | w::TRUOC | w::KHI
        );
    if leads || !(role.start..role.end).all(words) || has_verb(article, role) || ends_in_function_word(article, role) {
        return None;
    }
    Some(Part {
        tokens: piece,
        role: Some(role),
        body: Some(whole.tokens),
        body_entry: whole.entry,
        country: whole.country,
        ..Part::default()
    })
}

/// `đại diện Zarmix`: foreign words to the end, where the first word is not of the family.
fn is_foreign_body(article: &Article, at: u32, piece: TokenRange) -> bool {
    const FAMILY: &[&str] = &[
        "vợ", "chồng", "con", "em", "anh", "chị", "cha", "mẹ", "bố", "bạn", "cháu", "fan", "người", "cô", "chú", "ông",
        "bà",
    ];
    !FAMILY.contains(&article.word(piece.start).to_lowercase().as_str())
        && (at..piece.end).all(|i| article.token(i).capital && article.token(i).kind == TokenKind::Word)
        && (at..piece.end).any(|i| !syllable::looks_vietnamese(article.word(i)))
        && hit_at(article, at, Category::Country).is_none()
}

/// A short piece behind a name, without a verb: after a spaced dash, or who (`một người dân ở khu chợ cũ`) or from where
/// (`ngụ phường 3`, `TP. Huế`) somebody is.
fn is_remark(article: &Article, piece: TokenRange) -> bool {
    const LONGEST: u32 = 14;
    let dash = matches!(article.token(piece.start - 1).syllable, w::HYPHEN | w::EN_DASH | w::EM_DASH);
    if dash {
        return piece.len() <= 10 && !article.token(piece.start).capital && !has_verb(article, piece);
    }
    let first = article.word(piece.start);
    let who = matches!(first, "một" | "người" | "chủ" | "cư" | "tiểu" | "mẹ" | "cha" | "bố" | "vợ" | "chồng" | "nạn");
    let lives = matches!(first, "ngụ" | "trú" | "sống" | "quê" | "ở" | "sinh" | "hiện");
    // `đến từ thành phố Quy Nhơn`
    let from = piece.len() > 2 && first == "đến" && article.token(piece.start + 1).syllable == w::TU;
    if from {
        return piece.len() <= LONGEST && !has_verb(article, TokenRange::new(piece.start + 2, piece.end));
    }
    let noun = hit_at(article, piece.start, Category::CommonSpeaker).is_none() && is_description(article, piece);
    piece.len() <= LONGEST && (who || lives || noun) && !has_verb(article, piece)
}

/// `phường Minh An`, `TP. Huế`, `quận 8`: a division's noun and its name, behind a name where somebody lives.
fn is_address(article: &Article, piece: TokenRange) -> bool {
    const NOUNS: &[&str] =
        &["phường", "xã", "quận", "huyện", "thôn", "ấp", "tổ", "khu", "đường", "tỉnh", "bản", "làng", "số", "ngõ"];
    const CITIES: &[&str] = &["tp", "tphcm", "q", "p", "h", "tx"];
    let first = article.word(piece.start);
    let city = CITIES.contains(&first.to_lowercase().as_str())
        || article.word(piece.start) == "thành" && piece.len() > 2 && article.word(piece.start + 1) == "phố";
    let noun = NOUNS.contains(&first) || city;
    noun && (2..=6).contains(&piece.len())
        && (piece.start + 1..piece.end).all(|at| {
            article.token(at).capital
                || article.token(at).kind != TokenKind::Word
                || matches!(article.word(at), "phố" | "dân")
        })
}

/// `đơn vị tổ chức giải`: says what the one before it is, without a verb.
pub fn is_description(article: &Article, range: TokenRange) -> bool {
    // One or two words are an item of a list.
    (3..=10).contains(&range.len()) && !article.token(range.start).capital && !has_verb(article, range)
}
