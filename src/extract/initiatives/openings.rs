//! How a sentence opens: with the mark of an item, with a verb whose subject an earlier sentence has, or as a body alone
//! above the list of its tasks.
//!
//! `Sở Y tế:` / `- Rà soát kho thuốc.` / `- [Phối hợp với Công an tỉnh kiểm tra ...]`

use super::parties::Party;
use super::status::is_thing;
use super::view::View;
use crate::lexicon::{function as f, words as w};
use crate::model::{InitiativeKind as Kind, TokenKind};

/// Where the sentence begins behind the mark of an item of a list: `- `, `a) `, `2. `.
pub(super) fn behind_marker(view: &View) -> u32 {
    let at = view.range.start;
    let short = |at: u32| view.range.has(at) && view.word(at).len() <= 2;
    if view.range.has(at)
        && view.token(at).kind == TokenKind::Mark
        && matches!(view.word(at), "-" | "–" | "+" | "*" | "•")
    {
        at + 1
    } else if short(at) && view.range.has(at + 1) && matches!(view.word(at + 1), ")" | "." | "/") {
        at + 2
    } else {
        at
    }
}

/// `Thứ ba, Bộ A ...`, `Hai là, ...`: an item of what the sentence before announces.
pub(super) fn is_ordinal(view: &View) -> bool {
    const ORDINALS: &[&str] = &["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"];
    const NUMBERS: &[&str] = &["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"];
    let at = view.range.start;
    view.reads(at, "thứ") && ORDINALS.iter().any(|word| view.reads(at + 1, word))
        || NUMBERS.iter().any(|word| view.reads(at, word)) && view.reads(at + 1, "là")
}

/// Whether the sentence begins with a verb or a connective, its subject left out.
pub(super) fn lacks_subject(view: &View) -> bool {
    let mut at = behind_marker(view);
    let result = ["qua", "từ"].iter().any(|word| view.reads(at, word)) && view.reads(at + 1, "đó");
    if result {
        return true;
    }
    for word in ["đồng thời", "bên cạnh", "ngoài ra", "theo đó", "trong đó", "đặc biệt"] {
        let (a, b) = word.split_once(' ').unwrap_or((word, ""));
        if view.reads(at, a) && view.reads(at + 1, b) {
            at += 2;
            while view.range.has(at) && (view.syllable(at) == w::COMMA || view.reads(at, "đó")) {
                at += 1;
            }
            break;
        }
    }
    if view.party_at(at).is_some() {
        return false;
    }
    let adverb = view.has(at, f::ADVERB) && !view.has(at, f::STOP | f::PLAN | f::REPORT | f::GENERIC);
    view.has(at, f::BOOST | f::ACT)
        || adverb
        || view.cooperation_at(at).is_some_and(|(_, c)| c.kind != Kind::Agreement && !is_thing(c.kind))
}

/// `2. Sở Y tế:` above a list: the body whose tasks follow.
pub(super) fn named_alone<'v>(view: &'v View) -> Option<&'v Party> {
    let party = view.party_at(behind_marker(view))?;
    (party.tokens.end..view.range.end).all(|at| view.token(at).kind == TokenKind::Mark).then_some(party)
}
