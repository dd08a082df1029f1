//! To whom a proposal, request, question or invitation is put: `đề nghị [Bộ A, Bộ B và các địa phương] rà soát ...`.

use crate::lexicon::{Category, words as w};
use crate::model::{CueClass, Span, TokenKind, TokenRange};
use crate::segment::Article;

use super::found::Found;
use crate::entities::{bodies, hit_at, names};

/// The addressees of a statement; none for other kinds of statements.
pub(super) fn find(article: &Article, found: &Found) -> Vec<Span> {
    if !found.addressees.is_empty() {
        return found.addressees.clone();
    }
    if !matches!(found.class, Some(CueClass::Propose | CueClass::Request | CueClass::Ask))
        || found.before
        || found.continues.is_some()
    {
        return Vec::new();
    }
    let before_verb = list(article, behind_number(article, found.content), found.content.end);
    // A list that the content ends with is what is asked for, not who is asked.
    match before_verb.last() {
        Some(last) if last.end >= article.token(found.content.end - 1).end => Vec::new(),
        _ => before_verb,
    }
}

/// Steps over `Thứ nhất,` and the like.
fn behind_number(article: &Article, content: TokenRange) -> u32 {
    let opener = hit_at(article, content.start, Category::Opener).map_or(content.start, |hit| hit.end());
    let comma = opener > content.start && opener < content.end && article.token(opener).syllable == w::COMMA;
    if comma { opener + 1 } else { content.start }
}

/// The addressees that stand one after another from `at` on, joined by commas, `và`, `cùng`.
pub(super) fn list(article: &Article, mut at: u32, end: u32) -> Vec<Span> {
    const MOST: usize = 12;
    let mut out = Vec::new();
    while let Some(one) = addressee(article, at, end) {
        out.push(article.span(one));
        at = one.end;
        let joined = at < end && matches!(article.token(at).syllable, w::COMMA | w::VA | w::CUNG_VOI);
        if !joined || out.len() > MOST {
            break;
        }
        at += 1;
    }
    out
}

fn addressee(article: &Article, at: u32, end: u32) -> Option<TokenRange> {
    if at >= end {
        return None;
    }
    if let Some(body) = bodies::at(article, at, end) {
        return Some(body.tokens);
    }
    if let Some(hit) = hit_at(article, at, Category::Country).filter(|hit| hit.end() < end) {
        return Some(TokenRange::new(at, hit.end()));
    }
    person(article, at, end).or_else(|| group(article, at, end))
}

/// A title with its body or name, or a name.
fn person(article: &Article, at: u32, end: u32) -> Option<TokenRange> {
    let title = hit_at(article, at, Category::Role).or_else(|| hit_at(article, at, Category::Honorific));
    let mut to = match title {
        Some(hit) if hit.end() < end => hit.end(),
        None if names::is_surname(article, at) => at,
        _ => return None,
    };
    if let Some(body) = bodies::at(article, to, end).filter(|_| to > at) {
        to = body.tokens.end;
    }
    if to > at {
        to = behind_place(article, to, end);
    }
    // `Phó Thủ tướng, Bộ trưởng Bộ Y tế tiếp tục ...`: titles of one person stand together.
    if let Some(stacked) = stacked(article, to, end).filter(|_| to > at) {
        return Some(TokenRange::new(at, stacked));
    }
    if to < end
        && let Some(name) = names::leading(article, to, end).filter(|name| name.len() <= 5)
    {
        to = name.end;
    }
    (to > at + u32::from(title.is_none())).then(|| TokenRange::new(at, to))
}

/// The end of a second title behind a comma, with its body, that only such a title in front of it can share.
fn stacked(article: &Article, comma: u32, end: u32) -> Option<u32> {
    if comma + 1 >= end || article.token(comma).syllable != w::COMMA {
        return None;
    }
    let title = hit_at(article, comma + 1, Category::Role).filter(|hit| hit.end() < end)?;
    bodies::at(article, title.end(), end).map(|body| behind_place(article, body.tokens.end, end))
}

/// Steps over a division and its name: `lãnh đạo tỉnh Hà Nam`, `Chủ tịch UBND huyện`.
fn behind_place(article: &Article, mut to: u32, end: u32) -> u32 {
    while to < end && matches!(article.word(to), "tỉnh" | "huyện" | "xã" | "quận" | "phường") {
        to += 1;
        while to < end && article.token(to).capital {
            to += 1;
        }
    }
    to
}

/// `các bộ, ngành liên quan`, `hai bên`, `người dân`, `các đơn vị nghiệp vụ của hai bên`: one quantifier holds the nouns together.
fn group(article: &Article, at: u32, end: u32) -> Option<TokenRange> {
    let mut noun = at;
    while noun < end
        && matches!(article.token(noun).syllable, w::CAC | w::NHUNG | w::HAI | w::TOAN | w::TAT | w::CA)
        && hit_at(article, noun, Category::CommonSpeaker).is_none()
    {
        noun += 1;
    }
    let mut to = common_noun(article, noun, end)?;
    loop {
        let more =
            to + 1 < end && article.token(to).syllable == w::COMMA && noun > at && !article.token(to + 1).capital;
        match more.then(|| common_noun(article, to + 1, end)).flatten() {
            Some(next) => to = next,
            None => break,
        }
    }
    while to < end {
        match qualifier(article, to, end) {
            Some(next) => to = next,
            None => break,
        }
    }
    (to < end).then(|| TokenRange::new(at, to))
}

fn common_noun(article: &Article, at: u32, end: u32) -> Option<u32> {
    let hit = (at < end).then(|| hit_at(article, at, Category::CommonSpeaker)).flatten()?;
    (hit.end() < end).then(|| hit.end())
}

/// What may follow a common noun: `liên quan`, `chức năng`, `nghiệp vụ`, names, `hai bên`, `của hai bên`.
fn qualifier(article: &Article, at: u32, end: u32) -> Option<u32> {
    const PAIRS: &[(&str, &str)] = &[
        ("liên", "quan"),
        ("chức", "năng"),
        ("công", "an"),
        ("quân", "đội"),
        ("cảnh", "sát"),
        ("sử", "dụng"),
        ("lao", "động"),
        ("tiêu", "dùng"),
        ("nộp", "thuế"),
        ("địa", "phương"),
        ("hữu", "quan"),
        ("nghiệp", "vụ"),
        ("trực", "thuộc"),
        ("thành", "viên"),
        ("trong", "nước"),
        ("có", "liên"),
        ("Việt", "Nam"),
        ("hai", "bên"),
        ("hai", "nước"),
        ("chuyên", "môn"),
        ("quản", "lý"),
        ("trung", "ương"),
        ("an", "ninh"),
        ("thi", "công"),
        ("tư", "vấn"),
        ("dự", "án"),
        ("quốc", "tế"),
        ("phương", "Tây"),
        ("nước", "ngoài"),
        ("đảng", "viên"),
        ("vũ", "trang"),
        ("báo", "chí"),
        ("truyền", "thông"),
        ("tín", "dụng"),
        ("xuất", "khẩu"),
        ("nhập", "khẩu"),
        ("sản", "xuất"),
        ("kinh", "doanh"),
        ("bảo", "hiểm"),
        ("giáo", "dục"),
        ("y", "tế"),
    ];
    if at + 1 >= end {
        return None;
    }
    let pair = (article.word(at), article.word(at + 1));
    if PAIRS.contains(&pair) {
        return Some(at + 2);
    }
    let token = article.token(at);
    // `cấp có thẩm quyền`
    if token.syllable == w::CO && at + 3 <= end && pair.1 == "thẩm" {
        return Some(at + 3);
    }
    // `các nước khác`, `các cục hải quan tỉnh, thành phố`
    let listed = article.word(at) == "tỉnh"
        && at + 4 < end
        && article.token(at + 1).syllable == w::COMMA
        && article.word(at + 2) == "thành";
    if listed {
        return Some(at + 4);
    }
    if matches!(article.word(at), "khác" | "tỉnh" | "huyện" | "xã") {
        return Some(at + 1);
    }
    if token.syllable == w::CUA && at + 2 < end {
        let owner = (article.word(at + 1), article.word(at + 2));
        let pair = matches!(owner, ("hai", "bên" | "nước" | "Bộ")).then_some(at + 3);
        return pair.or_else(|| bodies::at(article, at + 1, end).map(|body| body.tokens.end));
    }
    (token.kind == TokenKind::Word && token.capital).then_some(at + 1)
}
