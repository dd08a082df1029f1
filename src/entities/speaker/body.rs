//! A part that is nothing but a body, and what no body's name contains.

use crate::entities::{bodies, hit_at, hit_over, names, syllable, verb_at};
use crate::lexicon::{Category, Strength, words as w};
use crate::model::{TokenKind, TokenRange};
use crate::segment::Article;

use super::part::Part;
use super::words::has_verb;

/// A piece that is a body as a whole.
pub(super) fn whole_body(article: &Article, piece: TokenRange) -> Option<Part> {
    // `Cuba cho biết ...`: a country speaks through its government.
    if let Some(country) = hit_at(article, piece.start, Category::Country).filter(|hit| hit.end() == piece.end) {
        return Some(Part { tokens: piece, body: Some(piece), country: Some(country.entry), ..Part::default() });
    }
    // `Trên AP News, ông A`: where it was said.
    let placed = matches!(
        article.token(piece.start).syllable,
        w::TREN | w::TAI | w::TRONG | w::VOI | w::O | w::TU | w::VE | w::QUA | w::SAU | w::TRUOC | w::THEO | w::VAO
    );
    if placed && piece.len() > 1 && !bodies::starts(article, piece.start) {
        return None;
    }
    let plausible = bodies::starts(article, piece.start)
        || (piece.start..piece.end).all(|at| {
            let token = article.token(at);
            token.capital
                || token.kind == TokenKind::Number && at > piece.start
                || matches!(token.syllable, w::AMPERSAND | w::HYPHEN | w::FULL_STOP)
        });
    if !plausible
        || holds_clause(article, piece)
        || has_verb(article, piece)
        || !has_proper_part(article, piece)
        || ends_in_verb(article, piece)
    {
        return None;
    }
    if (piece.start + 2..piece.end).any(|at| person_behind_place(article, at, piece.end)) {
        return None;
    }
    // `Thanh Thủy`: two or three Vietnamese syllables without a body's first word are a name without its family name.
    let syllables = |at: u32| {
        let token = article.token(at);
        token.capital && !token.all_caps && syllable::looks_vietnamese(article.word(at))
    };
    if !bodies::starts(article, piece.start)
        && (2..=3).contains(&piece.len())
        && (piece.start..piece.end).all(syllables)
    {
        // `Đức Phúc`, `Mỹ Linh`: a country of one syllable before another capital is a given name.
        let given = piece.len() == 2
            && hit_at(article, piece.start, Category::Country).is_some_and(|hit| hit.len == 1)
            && hit_over(article, piece.start, Category::Organization).is_none();
        let from = piece.start + u32::from(given);
        let placed = (from..piece.end).any(|at| {
            hit_over(article, at, Category::Country).or_else(|| hit_over(article, at, Category::Organization)).is_some()
        });
        return (!placed).then(|| Part { tokens: piece, name: Some(piece), ..Part::default() });
    }
    let registered = bodies::at(article, piece.start, piece.end);
    Some(Part {
        tokens: piece,
        body: Some(piece),
        body_entry: registered.filter(|body| body.tokens.end == piece.end).and_then(|body| body.entry),
        country: registered.and_then(|body| body.country),
        ..Part::default()
    })
}

/// `Sở GD-ĐT Hà Nội Trần Thế Cường`: a whole name behind a place is glued to no body.
fn person_behind_place(article: &Article, at: u32, end: u32) -> bool {
    end - at >= 3
        && names::is_vietnamese(article, at, end)
        && hit_over(article, at - 1, Category::Organization)
            .is_some_and(|hit| hit.end() == at && article.lexicon.is_province(hit.entry))
}

/// `Bộ Giao thông cân đối số vốn còn lại của hai dự án`: a run of small words that no body's name has.
fn holds_clause(article: &Article, piece: TokenRange) -> bool {
    const LONGEST: u32 = 4;
    let mut run = 0;
    (piece.start..piece.end).any(|at| {
        let token = article.token(at);
        let strange = token.kind == TokenKind::Word
            && !token.capital
            && !bodies::is_body_word(article, at)
            && hit_over(article, at, Category::Organization).is_none();
        run = if strange { run + 1 } else { 0 };
        run > LONGEST
    })
}

/// A body's name is registered, or has a capital, number or foreign word beyond its first word (which may only begin a sentence).
fn has_proper_part(article: &Article, piece: TokenRange) -> bool {
    if hit_at(article, piece.start, Category::Organization).is_some() {
        return true;
    }
    let first = article.token(piece.start);
    if let Some(head) = hit_at(article, piece.start, Category::BodyHead) {
        let beyond =
            (head.end()..piece.end).any(|at| article.token(at).capital || article.token(at).kind == TokenKind::Number);
        return beyond || head.end() == piece.end || is_division(article.word(piece.end - 1));
    }
    if matches!(
        first.syllable,
        w::DIEU
            | w::KHOAN
            | w::DIEM
            | w::CHUONG
            | w::MUC
            | w::NGAY
            | w::NAM
            | w::THANG
            | w::SANG
            | w::CHIEU
            | w::TOI_EVENING
            | w::HOM
            | w::TRUA
    ) {
        return false;
    }
    first.all_caps || piece.len() >= 2 || !syllable::looks_vietnamese(article.word(piece.start))
}

/// `Thanh tra tỉnh`, `Sở này`: the division that the article is about names the body.
fn is_division(word: &str) -> bool {
    matches!(word, "tỉnh" | "phố" | "huyện" | "quận" | "xã" | "phường" | "trấn" | "ương" | "này" | "TP")
}

/// Small words after the last capital that no body's name ends in: `Ngân hàng Minh An giữ nguyên`.
pub(super) fn ends_in_verb(article: &Article, body: TokenRange) -> bool {
    let last = (body.start..body.end).rev().find(|&at| {
        let token = article.token(at);
        let named = |category| hit_over(article, at, category).is_some_and(|hit| hit.token >= body.start);
        token.kind != TokenKind::Word || token.capital || named(Category::Organization) || named(Category::BodyHead)
    });
    let Some(last) = last else { return false };
    let end = TokenRange::new(last + 1, body.end);
    if end.len() == 2
        && matches!(
            (article.word(end.start), article.word(end.start + 1)),
            ("phối", "hợp") | ("tổ", "chức") | ("hợp", "tác")
        )
    {
        return true;
    }
    // `HĐXX quyết định chuyển sang`: an acronym is whole.
    let acronym = article.token(last).all_caps
        && article.token(last).kind == TokenKind::Word
        && hit_over(article, last, Category::BodyHead).is_none();
    if acronym && last + 1 < body.end && !bodies::is_body_word(article, last + 1) && article.word(last + 1) != "này" {
        return true;
    }
    // `Forex.com` is one word.
    let inside = |at: u32| article.token(at - 1).syllable == w::FULL_STOP && !article.token(at).spaced;
    let strange = (last + 1..body.end).filter(|&at| !bodies::is_body_word(article, at) && !inside(at)).count();
    // `HDBank triển khai`: no second syllable follows a foreign word or a registered name.
    let ends = |category| hit_over(article, last, category).is_some_and(|hit| hit.end() == last + 1);
    let whole =
        ends(Category::Organization) || ends(Category::Country) || !syllable::looks_vietnamese(article.word(last));
    let word = article.token(last).kind == TokenKind::Word;
    let second = u32::from(word && !article.token(last).all_caps && !whole);
    strange as u32 > second
}

/// A reporting verb or somebody else's title inside: more than a body's name.
pub(super) fn holds_more(article: &Article, body: TokenRange) -> bool {
    (body.start + 1..body.end).any(|at| {
        let title = hit_at(article, at, Category::Role).is_some_and(|hit| hit.end() <= body.end);
        let strong = verb_at(article, at)
            .is_some_and(|hit| article.lexicon.speech.cues[hit.entry as usize].strength == Strength::Strong);
        strong
            || assigns(article, at, body.end)
            || title && article.token(at).capital && hit_over(article, at, Category::Organization).is_none()
    })
}

/// `Chủ tịch thành phố giao quận Minh An ...`: the verb, and not the first syllable of `giao thông`.
fn assigns(article: &Article, at: u32, end: u32) -> bool {
    let verb = article.word(at) == "giao" && hit_over(article, at, Category::Organization).is_none();
    verb && at + 1 < end
        && (bodies::starts(article, at + 1)
            || matches!(article.word(at + 1), "cho" | "quận" | "huyện" | "các" | "xã" | "phường" | "tỉnh" | "thành"))
}
