//! What partners do together: where the act behind them begins, and what ends its clause.
//!
//! `phối hợp với Công an tỉnh A [chỉ đạo các trạm rà soát kho không có chủ, lập danh sách] theo Kế hoạch số 5`. The verb that stands
//! right behind the partners is the act, whatever verb it is. Its clause is a whole one: negations, passives and relatives belong to it,
//! and it ends where something else is told: when, on what ground, with what result, or about somebody else.

use super::parties::is_function_word;
use super::view::View;
use crate::entities::bodies;
use crate::lexicon::{function as f, words as w};

/// A modal or adverb between partners and their act: `phối hợp với A [đã] khám xét`.
pub(super) fn begins_act(view: &View, at: u32) -> bool {
    let slot = view.slot(at);
    let modal = matches!(view.syllable(at), w::SE | w::DA | w::DANG | w::CUNG);
    modal || slot.len > 0 && slot.flags & f::ADVERB != 0 && slot.flags & (f::ACT | f::PLAN | f::PROPOSE | f::PARTY) == 0
}

/// Functions of words that are no verb of an act.
const NO_ACT: u32 = f::STOP | f::FIELD | f::MORE | f::MODIFIER | f::BOTH | f::PARTY | f::RESULT | f::GENERIC;

/// Whether what stands right behind the partners is their act: a small word that is no preposition, connective or time.
pub(super) fn is_act(view: &View, at: u32) -> bool {
    let flags = view.slot(at).flags;
    let verb = flags & f::ACT != 0 && flags & (f::FIELD | f::STOP | f::MODIFIER) == 0;
    let manner = flags & f::ADVERB != 0 && flags & (f::ACT | f::PROPOSE | f::PLAN | f::BOOST) == 0;
    view.is_word(at)
        && !view.token(at).capital
        && !is_function_word(view, at)
        && !manner
        && (verb || flags & NO_ACT == 0)
        && view.party_at(at).is_none()
        && !goes_on_with_name(view, at)
        && !NO_VERBS.iter().any(|word| view.reads(at, word))
}

/// A single small verb with a place or a measure behind it: `đặt tại`, `mất gần`.
pub(super) fn begins_predicate(view: &View, at: u32) -> bool {
    const BEHIND: &[&str] = &["tại", "ở", "gần", "hơn", "khoảng", "trên", "từ"];
    view.is_word(at)
        && !view.token(at).capital
        && view.slot(at).len == 0
        && !is_function_word(view, at)
        && view.cooperation_at(at).is_none()
        && BEHIND.iter().any(|word| view.reads(at + 1, word))
}

/// `Phòng Cảnh sát | kinh tế`: a small word that bodies' names have, right behind a capital.
fn goes_on_with_name(view: &View, at: u32) -> bool {
    const HALVES: &[&str] = &["sát", "tranh", "tế", "ủy", "quan", "vụ", "viện"];
    let half = bodies::is_body_word(view.article, at) || HALVES.contains(&view.word(at));
    view.slot(at).len == 0 && view.token(at - 1).capital && half
}

/// First syllables of what may stand behind partners and is no verb: prepositions, times, demonstratives, numerals.
const NO_VERBS: &[&str] = &[
    "này", "đó", "kia", "nay", "qua", "ngày", "tháng", "năm", "tuần", "quý", "sáng", "trưa", "chiều", "tối", "đêm",
    "hôm", "lúc", "cuối", "đầu", "giữa", "bằng", "dưới", "ngoài", "bên", "phía", "thuộc", "do", "bởi", "khi", "nếu",
    "thì", "mà", "nhưng", "vì", "nên", "như", "có", "một", "hai", "ba", "các", "những", "mọi", "cả", "khác", "nói",
    "riêng", "chung", "liên", "ở", "tới", "đến", "lần", "thứ", "số",
];

/// Words that end other phrases and not this clause: negation and voice, copula and relatives, directions, rules that are kept.
const WITHIN: &[&str] = &[
    "không",
    "chưa",
    "được",
    "phải",
    "khi",
    "gồm",
    "là",
    "mà",
    "vẫn",
    "chỉ",
    "đã",
    "đang",
    "cũng",
    "đều",
    "cần",
    "nên",
    "có thể",
    "lên",
    "sang",
    "hiện có",
    "theo quy",
    "theo thẩm",
    "quy định",
    "cho phép",
    "mở",
    "trị giá",
    "đạt",
    "gắn với",
    "vào cuộc",
    "thực tế",
    "mang tính",
    "hay không",
    "giúp",
    "trước khi",
    "trực tiếp",
    "chính thức",
];

/// Whether a phrase with these functions ends the clause of an act.
pub(super) fn ends_act(view: &View, at: u32, flags: u32) -> bool {
    let comma = view.reads_mark(at.wrapping_sub(1), w::COMMA);
    if flags & f::STOP != 0 {
        let within = WITHIN.iter().any(|words| match words.split_once(' ') {
            Some((a, b)) => view.reads(at, a) && view.reads(at + 1, b),
            None => view.reads(at, words) && view.slot(at).len == 1,
        });
        return comma || !within;
    }
    // `..., bảo đảm an toàn`: what comes of it; `bàn biện pháp bảo đảm an toàn` is part of it.
    if flags & f::RESULT != 0 {
        return !view.reads_mark(at.wrapping_sub(1), w::DE) && (comma || flags & f::ACT == 0);
    }
    if view.syllable(at) == w::NHAM {
        return true;
    }
    flags & (f::END | f::SUSPEND | f::FORCE | f::SOON) != 0
}
