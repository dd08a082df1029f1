//! Words that no name, title or body contains.

use crate::entities::hit_over;
use crate::lexicon::{Category, words as w};
use crate::model::TokenRange;
use crate::segment::Article;

/// Words that no name, title or body contains: aspect markers, copula, conjunctions of clauses, reporting verbs.
pub fn has_verb(article: &Article, range: TokenRange) -> bool {
    (range.start..range.end).any(|at| {
        let token = article.token(at);
        !token.capital
            && hit_over(article, at, Category::Organization).is_none()
            && !is_air(article, at)
            && matches!(
                token.syllable,
                w::NGAY
                    | w::HOI
                    | w::HOM
                    | w::CHO
                    | w::VOI
                    | w::TOI
                    | w::DEN
                    | w::TU
                    | w::GUI
                    | w::DA
                    | w::DANG
                    | w::SE
                    | w::LA
                    | w::DUOC
                    | w::BI
                    | w::KHONG
                    | w::PHAI
                    | w::CAN
                    | w::KHI
                    | w::NEU
                    | w::VI
                    | w::THI
                    | w::RANG
                    | w::MA
                    | w::DE
                    | w::NHAM
                    | w::CO
                    | w::VUA
                    | w::CUNG
                    | w::VAN
                    | w::TUNG
                    | w::NHUNG_BUT
                    | w::CON
                    | w::NAY_TODAY
            )
    }) || says_when(article, range)
}

/// The `không` of `hàng không`, `không quân`: no negation.
fn is_air(article: &Article, at: u32) -> bool {
    article.token(at).syllable == w::KHONG
        && (at > 0 && article.word(at - 1).eq_ignore_ascii_case("hàng")
            || article.seg.tokens.get(at as usize + 1).is_some()
                && matches!(article.word(at + 1), "quân" | "gian" | "khí" | "phận" | "lưu" | "vận"))
}

/// It ends in `cuối tuần qua`, `tháng qua`.
fn says_when(article: &Article, range: TokenRange) -> bool {
    let last = range.end.saturating_sub(2).max(range.start);
    last + 2 == range.end
        && article.token(last + 1).syllable == w::QUA
        && matches!(article.word(last), "tuần" | "tháng" | "năm" | "ngày" | "đêm")
}
