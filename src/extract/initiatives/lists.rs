//! Where a phrase goes on behind a comma, `và` or `;`, and where something new begins instead.
//!
//! `hợp tác về [kinh tế, thương mại; năng lượng]` is one list; `..., hai bên thống nhất` is the next clause.

use super::beside::reads_all;
use super::edges::{Reach, is_joiner};
use super::parties::is_function_word;
use super::view::View;
use crate::lexicon::{Category, CooperationRole, function as f, words as w};
use crate::model::{InitiativeKind, TokenKind, TokenRange};

/// Whether the phrase goes on behind a comma or conjunction.
pub(super) fn goes_on(view: &View, at: u32, partners: bool, reach: Reach, after_verb: bool) -> bool {
    let comma = view.syllable(at) == w::COMMA;
    let mut next = at + 1;
    if view.range.has(next) && matches!(view.syllable(next), w::VA | w::HOAC) {
        next += 1;
    }
    if !view.range.has(next) || view.token(next).kind == TokenKind::Mark {
        return false;
    }
    if view.syllable(next) == w::DE {
        return reach.purpose;
    }
    let slot = view.slot(next);
    if slot.flags & f::MORE != 0 {
        let emphasis = view.reads(next + 1, "là") || view.reads(next + 2, "là");
        let behind = next + slot.len;
        let name = view.cooperation_at(behind).is_some_and(|(_, c)| c.role == CooperationRole::Named);
        let verb = view.has(behind, f::BOOST | f::PLAN) && !view.reads(next, "bao");
        return (emphasis || reach.list || partners) && !name && !verb;
    }
    if !reach.verbal && (view.reads(next, "sự") || view.reads(next, "việc")) {
        return false;
    }
    let adds = |a: &str, b: &str| view.reads(next, a) && view.reads(next + 1, b);
    if adds("đặc", "biệt") || adds("đồng", "thời") {
        return false;
    }
    if slot.flags & f::FIELD != 0 {
        return !comma || reach.list;
    }
    // `..., Thứ trưởng A chỉ ra`, `..., hai bên thống nhất`: the subject of the clause behind.
    let title = view.article.hits(TokenRange::new(next, next + 1)).iter().any(|hit| hit.category == Category::Role);
    if comma && title && view.token(next).capital {
        return false;
    }
    if slot.flags & f::BOTH != 0 {
        return partners && !view.has(next + slot.len, f::PLAN | f::REPORT | f::PROPOSE);
    }
    // `tuyên truyền, vận động, yêu cầu chủ xe ...`: verbs with one object.
    if reach.doing
        && slot.flags & f::PROPOSE != 0
        && slot.flags & f::STOP == 0
        && (after_verb || !is_clause(view, next))
    {
        return true;
    }
    // `xây dựng kế hoạch, thành lập ban giám khảo`: a further act of the same parties.
    if reach.doing && slot.flags & (f::ACT | f::BOOST) != 0 && slot.flags & (f::RESULT | f::STOP) == 0 {
        return !is_clause(view, next);
    }
    if slot.flags & (f::STOP | f::PLAN) != 0 {
        return false;
    }
    if view.party_at(next).is_some() && partners {
        return true;
    }
    // `Hiệp định thương mại tự do Việt Nam và Liên minh châu Âu`: a party, though its name begins with a word of cooperation.
    let other = view.cooperation_at(next).is_some_and(|(_, c)| c.role != CooperationRole::Train || !reach.list)
        && view.party_at(next).is_none_or(|party| !party.is_country)
        && !are_papers(view, at, next);
    if other && !after_verb {
        return false;
    }
    if slot.flags & f::DOMAIN != 0 && reach.list && !reach.verbal {
        return !is_clause(view, next);
    }
    // `rà soát, nâng cấp hệ thống`: verbs with one object.
    if after_verb && slot.flags & f::BOOST != 0 {
        return true;
    }
    // `bắt giữ 4 người, thu giữ 2 kg ma túy`: a further act of the same parties.
    let found_out = view.reads(next, "phát");
    if slot.flags & f::DONE != 0 && reach.verbal && !found_out && !is_clause(view, next) {
        return true;
    }
    if slot.flags & f::ACT != 0 {
        if slot.flags & (f::RESULT | f::BOOST) != 0 {
            return after_verb
                || reach.verbal && reach.list && slot.flags & f::DOMAIN != 0 && !is_clause(view, next)
                || reach.verbal && !comma && slot.flags & f::RESULT == 0
                || reach.verbal && reach.list && slot.flags & f::BOOST == 0;
        }
        return after_verb || reach.verbal && !comma || reach.list && !is_clause(view, next);
    }
    if slot.flags & (f::PROPOSE | f::RESULT | f::BOOST | f::SIGN | f::NEGOTIATE | f::RATIFY | f::JOIN | f::REPORT) != 0
    {
        return false;
    }
    if view.party_at(next).is_some() {
        return !comma && !is_clause(view, next)
            || view.token(at - 1).capital && view.token(next).capital && !is_clause(view, next);
    }
    // `thúc đẩy thương mại, đầu tư giữa hai nước`
    let before_between = comma
        && view.slot(next).flags & !(f::WORD | f::MODIFIER | f::DOMAIN | f::ACT) == 0
        && (next + 1..next + 4)
            .find(|&at| !view.is_word(at) || is_function_word(view, at))
            .is_some_and(|at| view.reads_mark(at, w::GIUA) && view.cooperation_at(next).is_none());
    let open = reach.list || partners || reach.verbal || before_between;
    let previous = view.token(at - 1);
    let breaks_name = previous.kind == TokenKind::Number || previous.capital && !view.token(next).capital;
    if !open && breaks_name {
        return false;
    }
    (open || !comma) && !is_clause(view, next) && !is_function_word(view, next)
}

/// `các văn kiện, văn bản thỏa thuận giữa hai nước`: two small nouns of one kind with one complement.
fn are_papers(view: &View, comma: u32, next: u32) -> bool {
    let paper = |at: u32| view.reads(at, "văn") && !view.token(at).capital;
    view.cooperation_before(comma).is_some_and(|(hit, _)| hit.end() == comma && paper(hit.token)) && paper(next)
}

/// Behind the comma stands a further partner or the act: `với Cục A, Công an tỉnh bắt giữ`, `với các ngành, thực hiện ...`.
pub(super) fn takes_up(view: &View, comma: u32) -> bool {
    let mut at = comma + 1;
    if view.party_at(at).is_some_and(|party| !party.both) && !is_clause(view, at) {
        return true;
    }
    // `..., đẩy mạnh các hoạt động quảng bá`
    if view.has(at, f::BOOST) && view.is_word(at + view.slot(at).len) && !is_clause(view, at) {
        return true;
    }
    while view.has(at, f::ADVERB | f::STOP) && view.has(at, f::ADVERB) || view.reads(at, "chính") {
        at += view.slot(at).len.max(1);
    }
    let told = view.has(at, f::REPORT) && !view.has(at, f::STOP);
    (view.has(at, f::ACT) || told) && view.cooperation_at(at).is_none() && !is_clause(view, at)
}

/// Words of one field between two `;`.
const ITEM_WORDS: u32 = 26;

/// `về kinh tế, thương mại; năng lượng và công nghệ xanh; du lịch`: the `;` divides fields, for what stands behind it is a
/// list of nouns without a verb or party of its own, and so is what stands before it.
pub(super) fn is_listed(view: &View, from: u32, mark: u32) -> bool {
    const OTHER: u32 = f::PROPOSE | f::PLAN | f::REPORT | f::SIGN | f::NEGOTIATE | f::RESULT | f::BOTH;
    let first = mark + 1;
    let end = view.range.end.min(first + ITEM_WORDS);
    let marked = view.slots_in(TokenRange::new(from, mark), f::FIELD | f::MORE).next().is_some();
    let opens = view.slot(first).flags;
    let verb = opens & (f::BOOST | f::ACT) != 0 && !(marked && opens & f::DOMAIN != 0 && opens & f::GENERIC == 0);
    let noun = view.is_word(first)
        && !is_function_word(view, first)
        && !verb
        && !["hoạt", "sự", "việc"].iter().any(|word| view.reads(first, word))
        && !reads_all(view, first, "công tác")
        && opens & (f::STOP | f::PARTY) == 0
        && view.cooperation_at(first).is_none()
        && view.party_at(first).is_none();
    let close = (first..end).find(|&at| matches!(view.syllable(at), w::SEMICOLON | w::FULL_STOP | w::COLON));
    let Some(close) = close.or((end == view.range.end).then_some(end)) else { return false };
    let cooperates = marked || from > view.range.start && view.reads(from - 1, "tác");
    noun && cooperates
        && view.slots_in(TokenRange::new(first, close), OTHER).next().is_none()
        && !is_clause(view, first)
}

/// `kinh tế, thương mại và đầu tư`: the last member of a list of short nouns that stands right behind the head.
pub(super) fn ends_list(view: &View, from: u32, at: u32) -> bool {
    let Some(comma) = (from..at).rev().find(|&at| view.syllable(at) == w::COMMA) else { return false };
    let noun = |at: u32| {
        view.is_word(at)
            && !is_function_word(view, at)
            && view.slot(at).flags & !(f::WORD | f::MODIFIER | f::DOMAIN | f::ACT | f::BOOST | f::GENERIC) == 0
            && view.party_at(at).is_none()
            && view.cooperation_at(at).is_none()
    };
    let short = comma <= from + 5 && at - comma <= 5;
    short && noun(at + 1) && view.slot(at + 1).flags & (f::BOOST | f::ACT) == 0 && !view.reads(at + 1, "các")
}

/// `hợp tác trong các lĩnh vực như y tế, du lịch và giao lưu nhân dân.`: an exchange as the last field of a list; its end.
pub(super) fn exchange_in_list(view: &View, from: u32, at: u32) -> Option<u32> {
    let (hit, entry) = view.cooperation_at(at + 1)?;
    let listed = view.slots_in(TokenRange::new(from, at), f::FIELD | f::MORE).next().is_some()
        && (from..at).any(|at| view.syllable(at) == w::COMMA);
    let last = !view.range.has(hit.end()) || view.token(hit.end()).kind == TokenKind::Mark;
    (entry.kind == InitiativeKind::Exchange && listed && last).then_some(hit.end())
}

/// Whether a subject with its verb begins here: a modal stands before the next mark or conjunction.
pub(super) fn is_clause(view: &View, from: u32) -> bool {
    let mut at = from;
    while at < view.range.end.min(from + 10) {
        let token = view.token(at);
        if token.kind == TokenKind::Mark && !is_joiner(view, at) || token.syllable == w::VA {
            return false;
        }
        let copula = token.syllable == w::LA && at < from + 5;
        let modal =
            copula || matches!(token.syllable, w::DA | w::DANG | w::SE | w::CAN | w::PHAI | w::CUNG | w::DUOC | w::VAN);
        let modal = modal && !view.reads(at + 1, "như");
        let verb = view.has(at, f::PROPOSE | f::PLAN | f::REPORT) && at > from;
        if modal && view.slot(at).flags & f::MORE == 0 || verb {
            return true;
        }
        at += view.slot(at).len.max(1);
    }
    false
}
