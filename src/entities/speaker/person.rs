//! Where a person's name begins in one part of an expression.

use crate::entities::{bodies, hit_at, hit_over, names, syllable};
use crate::lexicon::{Category, words as w};
use crate::model::{TokenKind, TokenRange};
use crate::segment::Article;

use super::part::Part;
use super::titles::ends_small_head;

/// `ông Mạ Văn Tiến`: two to four capitals right behind an honorific are a name, though no list has its family name.
pub(super) fn addressed_name(article: &Article, at: u32, end: u32, part: &Part) -> Option<u32> {
    let words = |at: u32| article.token(at).kind == TokenKind::Word && syllable::looks_vietnamese(article.word(at));
    let plain = (2..=4).contains(&end.saturating_sub(at))
        && (at..end).all(words)
        && names::leading(article, at, end).is_some_and(|name| name.end == end)
        && !(at..end).any(|at| hit_at(article, at, Category::Role).is_some() || bodies::starts(article, at));
    // `Đức cha Phêrô Lê Văn Tám`: behind a baptismal name stands a whole name.
    let whole = names::trailing(article, at, end).is_some_and(|start| start > at && end - start >= 3);
    (part.honorific.is_some() && plain && !whole).then_some(at)
}

/// `lãnh đạo phong trào ở Dải Gaza`, `người phát ngôn của Starmer`: what a preposition leads to is not who speaks.
pub(super) fn is_placed(article: &Article, start: u32) -> bool {
    let addressed = hit_over(article, start - 1, Category::Honorific).filter(|hit| hit.end() == start && hit.token > 0);
    let before = addressed.map_or(start, |hit| hit.token) - 1;
    matches!(article.token(before).syllable, w::O | w::TAI | w::CUA | w::THUOC)
}

/// `Tổng Bí thư Đảng MIR Carlos Mendez`, `Tổng thư ký PLO Hassan Karim`: the letters after a title or a body's first word are
/// the body's, the person's name is behind them.
pub(super) fn behind_acronym(article: &Article, first: u32, start: u32, end: u32) -> u32 {
    let before = |category| start > first && hit_over(article, start - 1, category).is_some();
    let head = article.token(start).all_caps
        && (before(Category::BodyHead) || before(Category::Role) || start > first && ends_small_head(article, start));
    let named = end - start >= 3 && !article.token(start + 1).all_caps;
    if head && named && !names::is_letter(article, start) { start + 1 } else { start }
}

/// `Phó Thị trưởng thành phố Porto` names a place, `Thị trưởng thành phố Porto Ricardo Lima` and `Chủ tịch UBND huyện Thủ Thừa
/// Lê Văn Tám` a person behind it: from a family name on, or the last two of more than two foreign words. Gives where the
/// person's name begins.
pub(super) fn behind_place(article: &Article, first: u32, start: u32, end: u32) -> Option<u32> {
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
pub(super) fn behind_registered(article: &Article, first: u32, end: u32) -> Option<u32> {
    hit_at(article, first, Category::Role)?;
    let from = end.saturating_sub(4).max(first + 1);
    let start = (from..end.saturating_sub(1)).find(|&at| {
        let behind = |category| hit_over(article, at - 1, category).filter(|hit| hit.end() == at);
        behind(Category::Country).is_some()
            || behind(Category::Organization).is_some_and(|hit| article.lexicon.is_province(hit.entry))
    })?;
    let word = |at: u32| {
        let token = article.token(at);
        token.capital
            && token.kind == TokenKind::Word
            && !token.all_caps
            && syllable::looks_vietnamese(article.word(at))
    };
    let known = (start..end).any(|at| {
        [Category::Organization, Category::Country]
            .into_iter()
            .any(|category| hit_over(article, at, category).is_some())
    });
    ((start..end).all(word) && !known && !bodies::starts(article, start)).then_some(start)
}

/// `thành phố`, `tỉnh`, `huyện`: the noun before a place's name ends at `at`.
pub(super) fn is_place_noun(article: &Article, at: u32) -> bool {
    let two = (at > 0).then(|| (article.word(at - 1), article.word(at)));
    matches!(article.word(at), "bang" | "tỉnh" | "huyện" | "quận" | "xã" | "phường")
        || matches!(two, Some(("thành", "phố") | ("thị", "xã" | "trấn")))
}

/// `Chủ tịch Hạ viện Datuk Ahmad Zaki`: a foreign style before a name, which is part of neither title nor name.
pub(super) fn style(article: &Article, whole: TokenRange) -> Option<TokenRange> {
    const LONGEST: u32 = 10;
    let from = whole.end.saturating_sub(LONGEST).max(whole.start);
    // The `Anh` of `Nguyễn Anh Dũng` is no style.
    let family = |at: u32| (from..at).rev().take(2).any(|before| names::is_surname(article, before));
    let given = |at: u32| matches!(article.word(at), "Anh" | "Bà" | "Bác" | "Cô" | "Em" | "Thầy") && family(at);
    let of = |at: u32| at > from && matches!(article.token(at - 1).syllable, w::CUA | w::THUOC);
    let foreign = |at: u32| article.token(at).capital && !names::is_surname(article, at) && !given(at) && !of(at);
    let hits = (from..whole.end).filter(|&at| foreign(at)).filter_map(|at| hit_at(article, at, Category::Honorific));
    let mut before_name =
        hits.filter(|hit| names::leading(article, hit.end(), whole.end).is_some_and(|name| name.end == whole.end));
    before_name.next().map(|hit| TokenRange::new(hit.token, hit.end()))
}

/// A lone given name after an honorific or title: `ông Dũng`, `Bộ trưởng Hoa`.
pub(super) fn given_name(article: &Article, at: u32, piece: TokenRange, part: &Part) -> Option<u32> {
    let last = piece.end - 1;
    let token = article.token(last);
    // `cô H.`, `anh T.`
    let letter = |i: u32| names::is_letter(article, i);
    let one = at == last && letter(at) || at + 1 == last && letter(at) && token.syllable == w::FULL_STOP;
    if part.honorific.is_some() && one {
        return Some(at);
    }
    // `luật sư Huế`: a city of one syllable is a given name too.
    let called = || {
        let hit = hit_at(article, last, Category::Organization)?;
        let title = hit_at(article, at, Category::Role).filter(|title| title.end() == last)?;
        let profession = article.lexicon.speech.roles[title.entry as usize] == crate::lexicon::RoleKind::Profession;
        (hit.len == 1 && profession && article.lexicon.is_province(hit.entry)).then_some(())
    };
    let placed = hit_over(article, last, Category::Country).is_some()
        || hit_over(article, last, Category::Organization).is_some() && called().is_none();
    if !token.capital || token.all_caps || token.kind != TokenKind::Word || placed {
        return None;
    }
    let capitals = (at..piece.end).all(|i| article.token(i).capital && article.token(i).kind == TokenKind::Word);
    if part.honorific.is_some() && capitals && piece.end - at <= 4 && hit_at(article, at, Category::Role).is_none() {
        return Some(at);
    }
    let title = hit_at(article, at, Category::Role);
    // `NSƯT Duy Hậu`, `Á hậu Thảo Nhi Lê`: artists and the like are known without their family names, or with them behind.
    let known = |hit: &crate::model::Hit| {
        use crate::lexicon::RoleKind::{Profession, Rank};
        let first = hit.end();
        let plain = |i: u32| {
            article.token(i).capital
                && syllable::looks_vietnamese(article.word(i))
                && hit_at(article, i, Category::Role).is_none()
                && hit_over(article, i, Category::Country).is_none()
                && hit_over(article, i, Category::Organization).is_none()
        };
        matches!(article.lexicon.speech.roles[hit.entry as usize], Profession | Rank)
            && (2..=4).contains(&piece.end.saturating_sub(first))
            && !bodies::starts(article, first)
            && (first..piece.end).all(plain)
    };
    if let Some(hit) = title.filter(known) {
        return Some(hit.end());
    }
    // `BS. Thiệu`
    let stop = |at: u32| article.token(at).syllable == w::FULL_STOP && article.token(at - 1).capital;
    let after_title = title.is_some_and(|hit| hit.end() == last || hit.end() + 1 == last && stop(hit.end()));
    (part.honorific.is_some() && at == last || after_title).then_some(last)
}
