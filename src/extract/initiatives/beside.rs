//! What looks like cooperation and is none: the place, title or legal basis of something else, agreements of enemies or of
//! buyers, descriptions of an agreement that is named elsewhere.

use super::view::View;
use crate::lexicon::{Category, function as f, words as w};
use crate::model::{InitiativeKind as Kind, TokenKind, TokenRange};

/// The place, basis, tariff or title of something else, not cooperation that is spoken of.
pub(super) fn is_beside(view: &View, start: u32, kind: Kind) -> bool {
    is_event(view, start, kind)
        || is_event_title(view, start)
        || is_legal_basis(view, start)
        || is_tariff(view, start)
        || start > view.range.start && view.syllable(start - 1) == w::OPEN_PAREN
}

/// `tham dự Diễn đàn ...`, `tại Đối thoại ...`: an event that somebody goes to.
pub(super) fn is_event(view: &View, start: u32, kind: Kind) -> bool {
    matches!(kind, Kind::Forum)
        && view.slot_before(start).is_some_and(|(_, slot)| slot.flags & f::EVENT != 0 && slot.flags & f::JOIN == 0)
}

/// `Cuộc họp đánh giá giữa kỳ Sáng kiến chung ...`: part of an event's or document's title. `cuộc họp của Ủy ban ...` is not.
pub(super) fn is_event_title(view: &View, start: u32) -> bool {
    let from = view.range.start.max(start.saturating_sub(9));
    let event = view.slots_in(TokenRange::new(from, start), f::TITLE).next_back();
    event.is_some_and(|(at, _)| {
        !(at..start).any(|at| {
            matches!(view.syllable(at), w::CUA | w::COMMA | w::VA | w::TRONG | w::SEMICOLON | w::VE | w::DE)
                || at > from && view.has(at, f::SIGN | f::JOIN | f::PLAN | f::PROPOSE | f::RESULT)
        })
    })
}

/// `kỳ họp lần thứ 7 Ủy ban Hỗn hợp ...`: a body that meets is spoken of, numbers between; no other title is.
pub(super) fn is_session(view: &View, start: u32) -> bool {
    let from = view.range.start.max(start.saturating_sub(9));
    let Some((session, slot)) = view.slots_in(TokenRange::new(from, start), f::TITLE).next_back() else { return false };
    let meets = ["kỳ", "phiên", "khóa"].iter().any(|word| view.reads(session, word)) && view.reads(session + 1, "họp");
    let which = |at: u32| {
        view.token(at).kind == TokenKind::Number
            || ["lần", "thứ", "của", "nhất", "hai", "ba"].iter().any(|word| view.reads(at, word))
    };
    meets && (session + slot.len..start).all(which)
}

/// `theo Hiệp định ...`, `quy định tại Công ước ...`, `luật pháp quốc tế, Công ước ...`: the basis of something else.
pub(super) fn is_legal_basis(view: &View, start: u32) -> bool {
    let from = view.range.start.max(start.saturating_sub(5));
    (from..start).any(|at| {
        view.syllable(at) == w::THEO && at + 3 >= start
            || matches!(view.syllable(at), w::SAU | w::TRUOC) && at + 1 == start
            || view.syllable(at) == w::DIEU && view.range.has(at + 1) && view.token(at + 1).kind == TokenKind::Number
            || view.reads(at, "quy") && view.reads(at + 1, "định")
            || view.reads(at, "căn") && view.reads(at + 1, "cứ")
            || reads_all(view, at, "phù hợp với")
            || reads_all(view, at, "trái với")
            || reads_all(view, at, "vi phạm") && at + 2 == start
            || reads_all(view, at, "luật pháp quốc tế")
            || reads_all(view, at, "trong khuôn khổ") && at + 3 < start
    }) || is_part_of_law(view, start)
}

/// `luật pháp quốc tế, trong đó có Công ước ...`: an example of the law that something rests on.
fn is_part_of_law(view: &View, start: u32) -> bool {
    let opener = ["trong đó có", "nhất là", "bao gồm", "đặc biệt là"]
        .iter()
        .map(|words| (words, words.split(' ').count() as u32))
        .find(|(words, count)| start >= view.range.start + count + 5 && reads_all(view, start - count, words));
    opener.is_some_and(|(_, count)| {
        let comma = start - count - 1;
        view.syllable(comma) == w::COMMA
            && ["luật pháp quốc tế", "pháp luật quốc tế"].iter().any(|law| reads_all(view, comma - 4, law))
    })
}

/// `thuế suất ưu đãi đặc biệt EVFTA`, `Biểu thuế ...`: a treaty that names a tariff, a form or a certificate.
pub(super) fn is_tariff(view: &View, start: u32) -> bool {
    let from = view.range.start.max(start.saturating_sub(8));
    let tariff = (from..start).rev().find(|&at| {
        view.reads(at, "thuế") && ["suất", "quan"].iter().any(|word| view.reads(at + 1, word))
            || view.reads(at, "biểu") && view.reads(at + 1, "thuế")
            || view.reads(at, "mẫu") && view.reads(at + 1, "c")
    });
    tariff.is_some_and(|at| !(at..start).any(|at| !view.is_word(at) || view.slot(at).flags & f::STOP != 0))
}

/// `Nghị định ... ban hành Biểu thuế ... để thực hiện Hiệp định ...`: inside the title of a decree or circular.
pub(super) fn is_title_purpose(view: &View, start: u32) -> bool {
    let purpose = (view.range.start + 1..start)
        .rev()
        .take(6)
        .find(|&at| view.syllable(at) == w::DE && view.reads(at + 1, "thực") && view.reads(at + 2, "hiện"));
    purpose.is_some_and(|purpose| {
        view.article
            .hits(TokenRange::new(view.range.start, purpose))
            .iter()
            .any(|hit| hit.category == Category::LegalHead)
            && (view.range.start..purpose).any(|at| view.reads(at, "ban") && view.reads(at + 1, "hành"))
    })
}

/// Agreements that are no cooperation: of enemies, of debtor and lender, of buyer and seller, of employer and worker.
const NO_COOPERATION: &[&str] = &[
    "ngừng bắn",
    "đình chiến",
    "hòa bình",
    "hoà bình",
    "trao đổi con tin",
    "trao đổi tù",
    "thả con tin",
    "phóng thích",
    "đầu hàng",
    "vay",
    "cho vay",
    "mua bán",
    "mua lại",
    "chuyển nhượng",
    "sáp nhập",
    "thuê",
    "cho thuê",
    "nhận tội",
    "bồi thường",
    "dàn xếp",
    "lao động tập",
    "giá",
    "miệng",
    "ngầm",
    "với nhau",
    "và quyết định",
];

/// Between whom is no cooperation: `giữa người lao động và doanh nghiệp`.
const PRIVATE: &[&str] = &["người", "khách", "vợ", "chồng", "nhân", "cá", "công dân", "gia", "hai vợ"];

/// `thỏa thuận ngừng bắn`, `hiệp ước vay`, `thỏa thuận giữa người mua và người bán`
pub(super) fn is_of_foes(view: &View, at: u32) -> bool {
    let between = view.range.has(at) && matches!(view.syllable(at), w::GIUA | w::VOI);
    NO_COOPERATION.iter().any(|words| reads_all(view, at, words))
        || between && PRIVATE.iter().any(|words| reads_all(view, at + 1, words))
}

/// `RCEP là hiệp định lớn nhất thế giới`: says what another agreement is like. `Hiệp định của Tổng cục A` is nobody's name.
pub(super) fn is_description(view: &View, start: u32, head: TokenRange) -> bool {
    let copula = (view.range.start.max(start.saturating_sub(3))..start).find(|&at| view.syllable(at) == w::LA);
    let predicate = !view.token(head.start).capital
        && copula.filter(|copula| view.slot_before(copula + 1).is_none_or(|(_, slot)| slot.len < 3)).is_some_and(
            |copula| {
                let about = view.cooperation_before(copula).is_some_and(|(_, c)| c.kind == Kind::Agreement);
                about || view.reads(copula.saturating_sub(1), "đây")
            },
        );
    let owned = ["hiệp", "thỏa"].iter().any(|word| view.reads(head.start, word))
        && view.reads(head.end, "của")
        && view.party_at(head.end + 1).is_some_and(|party| party.named && !party.is_country && !party.both);
    predicate || owned
}

/// `các hiệp định thương mại tự do (FTA) thế hệ mới`: a class of treaties, none in particular and with nobody.
pub(super) fn is_any(view: &View, start: u32, head: TokenRange, end: u32) -> bool {
    let many = start < head.start;
    let partner = view.parties.iter().any(|p| p.tokens.start >= head.end && p.tokens.start < end);
    let free_trade =
        ["thương mại tự do", "tự do thương mại", "thương mại"].iter().any(|w| reads_all(view, head.end, w));
    many && free_trade && !partner && view.token(end - 1).syllable != w::NAY
}

/// `(sau đây gọi tắt là Hiệp định EVFTA)`: the treaty that stands before gets its short name.
pub(super) fn is_alias(view: &View, at: u32) -> bool {
    let from = view.range.start.max(at.saturating_sub(6));
    (from..at).any(|at| view.reads(at, "gọi") && (view.reads(at + 1, "tắt") || view.reads(at + 1, "là")))
}

/// `dự án y tế tại Thái Lan, Lào`: where it is, not who does it.
pub(super) fn is_place(view: &View, inner: TokenRange, at: u32) -> bool {
    let preposition = (inner.start..at).rev().find(|&at| {
        matches!(view.syllable(at), w::TAI | w::O | w::VOI | w::GIUA | w::CUA | w::CUNG_VOI | w::DO_CAUSE | w::TU)
    });
    preposition.is_some_and(|at| matches!(view.syllable(at), w::TAI | w::O))
}

pub(super) fn reads_all(view: &View, at: u32, words: &str) -> bool {
    words.split(' ').enumerate().all(|(index, word)| view.reads(at + index as u32, word))
}
