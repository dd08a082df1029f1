//! Where a phrase of cooperation begins and ends.
//!
//! To the right it runs over its complements (`về ...`, `giữa A và B`, `với ...`, `trong lĩnh vực ...`) and ends where
//! something new begins: a verb, a modal, a purpose, `;`, or a comma or `và` with a verb or a subject behind it.

use super::acts::skip_adverbs;
use super::clause::{begins_act, begins_predicate, ends_act, is_act};
use super::lists::{ends_list, exchange_in_list, goes_on, is_listed, takes_up};
use super::parties::is_function_word;
use super::view::View;
use crate::entities::verb_at;
use crate::lexicon::{CooperationRole, function as f, words as w};
use crate::model::TokenKind;

/// How far a phrase may reach.
#[derive(Clone, Copy, Default)]
pub(super) struct Reach {
    /// The phrase is a verb with its objects: verbs inside do not end it.
    pub verbal: bool,
    /// `tại ...` may belong to it.
    pub place: bool,
    /// A purpose (`để ...`) may belong to it.
    pub purpose: bool,
    /// A comma goes on with its list.
    pub list: bool,
    /// Partners come first, then what is done: `phối hợp với A, B đã khám xét ...`.
    pub act: bool,
    /// What is done has begun: the clause goes on to its end.
    pub doing: bool,
}

/// A phrase is cut here at the latest: what is longer is a table or a list without marks.
const MAX_TOKENS: u32 = 80;

/// Marks that can join two words of one name or list: `kinh tế - thương mại`, `Á-Âu`.
pub(super) fn is_joiner(view: &View, at: u32) -> bool {
    matches!(view.syllable(at), w::HYPHEN | w::EN_DASH | w::SLASH | w::AMPERSAND)
}

/// One past the last token of the phrase whose head ends at `from`.
pub(super) fn right(view: &View, from: u32, mut reach: Reach) -> u32 {
    let limit = view.range.end.min(from + MAX_TOKENS);
    let mut end = from;
    let mut at = from;
    let mut partners = false;
    let mut paired = false;
    let mut belongs = false;
    let mut after_verb = view.slot_before(from).is_some_and(|(_, slot)| slot.flags & f::ACT != 0);
    // The verb of the act that `phối hợp với A` is about has been read.
    let mut acted = false;
    let mut partner_end = from;
    while at < limit {
        let token = view.token(at);
        if token.kind == TokenKind::Mark {
            let next = match token.syllable {
                w::OPEN_PAREN => view.paren_end(at),
                w::OPEN_QUOTE | w::STRAIGHT_QUOTE | w::OPEN_SINGLE | w::OPEN_GUILLEMET => view.quote_end(at),
                w::FULL_STOP if at + 1 < limit && !view.token(at + 1).spaced && view.is_word(at + 1) => Some(at + 1),
                w::COMMA if reach.act && (partners || at == partner_end) && !acted && takes_up(view, at) => {
                    at += 1;
                    while view.reads(at, "chính") || view.has(at, f::ADVERB) && view.has(at, f::STOP) {
                        at += view.slot(at).len.max(1);
                    }
                    partner_end = at;
                    continue;
                }
                // `với Bộ A; Bộ B; Tổng cục C kiểm tra ...`, `với lực lượng: Công an, Hải quan ...`
                w::SEMICOLON | w::COLON if reach.act && !acted && view.party_at(at + 1).is_some() => {
                    at += 1;
                    continue;
                }
                w::SEMICOLON if reach.list && !partners && end > from && is_listed(view, from, at) => {
                    at += 1;
                    continue;
                }
                w::COMMA
                    if partners
                        && paired
                        && view.party_at(at + 1).is_some_and(|p| !view.reads_mark(p.tokens.end, w::COMMA)) =>
                {
                    None
                }
                w::COMMA if goes_on(view, at, partners, reach, after_verb) => {
                    at += 1;
                    continue;
                }
                // `giai đoạn 2024 - 2027`
                _ if is_joiner(view, at) && at > from && is_number(view, at - 1) && is_number(view, at + 1) => {
                    Some(at + 2)
                }
                // `... của INTERPOL - cảnh báo`: the dash closes an apposition, and somebody reports.
                _ if token.spaced && at + 1 < limit && verb_at(view.article, at + 1).is_some() => None,
                _ if is_joiner(view, at) && view.is_word(at + 1) && !is_function_word(view, at + 1) => {
                    at += 1;
                    continue;
                }
                _ => None,
            };
            match next {
                Some(next) => {
                    at = next;
                    end = next;
                    continue;
                }
                None => break,
            }
        }
        if let Some(party) = view.party_at(at).filter(|party| !party.both) {
            partners |= reach.verbal && end == from;
            at = party.tokens.end;
            end = at;
            partner_end = at;
            after_verb = false;
            continue;
        }
        // `... trong hai năm qua`, `hợp tác kinh tế trong quan hệ Đối tác chiến lược ...`: a time, another initiative.
        let relation = !reach.verbal && view.reads(at + 1, "quan") && view.reads(at + 2, "hệ");
        if token.syllable == w::TRONG && at > from && (relation || is_time(view, at + 1)) {
            break;
        }
        let slot = view.slot(at);
        let into_act = slot.flags & (f::FIELD | f::ACT | f::BOOST | f::PROPOSE) != 0
            && (view.syllable(at) != w::VE && slot.len < 3 || view.reads(at, "trong") && view.reads(at + 1, "việc"));
        if !reach.verbal && at > from && slot.len > 0 && into_act && closes_name(view, from, at) {
            break;
        }
        // `phối hợp với A đã khám xét`, `phối hợp với A thông báo`: the verb behind the partners is the act, whatever it is.
        if reach.act && !acted && at == partner_end && at > from {
            if reach.verbal && begins_act(view, at) {
                at += slot.len.max(1);
                partner_end = at;
                continue;
            }
            if is_act(view, at) {
                acted = true;
                reach.doing = true;
                after_verb = true;
                at += slot.len.max(1);
                end = at;
                continue;
            }
        }
        let beside = token.syllable == w::CUNG_VOI && view.cooperation_at(at + slot.len.max(1)).is_some();
        if beside {
            break;
        }
        if slot.flags & f::SIGN != 0 && token.syllable == w::DA && !reach.verbal {
            return signed_end(view, at + slot.len, reach);
        }
        // `Biên bản ghi nhớ (được) ký giữa A và B`
        let passive = u32::from(token.syllable == w::DUOC);
        if !reach.verbal && at == end && view.has(at + passive, f::SIGN) {
            let behind = at + passive + view.slot(at + passive).len;
            if view.range.has(behind) && matches!(view.syllable(behind), w::GIUA | w::VOI) {
                return signed_end(view, behind, reach);
            }
        }
        // `hợp tác giữa hai nước tiếp tục phát triển`: the predicate begins.
        let predicate = view.reads(at, "tiếp") && view.reads(at + 1, "tục");
        if predicate && !reach.verbal && !reach.act {
            break;
        }
        // `phối hợp với cơ quan Thuế tạo điều kiện cho ...`: right behind the partners it is what is done.
        if slot.flags & f::RESULT != 0 && reach.act && !acted && at > from && view.is_word(at - 1) {
            acted = true;
            reach.doing = true;
            at += slot.len;
            end = at;
            continue;
        }
        if slot.len > 0 {
            if !passes(view, at, slot.flags, &mut reach) {
                break;
            }
            after_verb = slot.flags & f::ACT != 0;
            acted |= after_verb;
            reach.doing = reach.act && acted;
            if slot.flags & (f::FIELD | f::MORE) != 0 {
                reach.list = true;
                partners = false;
            }
            at += slot.len;
            if slot.flags & (f::FIELD | f::MORE) == 0 {
                end = at;
            }
            continue;
        }
        if !reach.verbal && at > from && closes_name(view, from, at) {
            break;
        }
        if !reach.verbal && view.reads(at, "phối") && view.parties.iter().any(|party| party.tokens.end == at) {
            break;
        }
        match view.syllable(at) {
            w::VA | w::HOAC => {
                if let Some(last) = exchange_in_list(view, from, at) {
                    return last;
                }
                // `Hiệp định Hợp tác và trợ giúp lẫn nhau trong lĩnh vực hải quan`
                if let Some(end) = mutual_help(view, at + 1).filter(|_| !reach.verbal && !partners) {
                    at = end;
                    continue;
                }
                // `phối hợp xây dựng và đặt tại ...`, `hợp tác xây dựng và mất gần hai năm`: what is told of the thing itself.
                if (reach.doing || !partners) && begins_predicate(view, at + 1) {
                    break;
                }
                let last_of_list = !partners && ends_list(view, from, at);
                if !last_of_list && !goes_on(view, at, partners, reach, after_verb) {
                    break;
                }
                paired |= partners;
                at += 1;
                continue;
            }
            w::DE => {
                if !reach.purpose || end == from {
                    break;
                }
                reach.purpose = false;
                acted |= reach.act;
                reach.doing |= reach.act;
                at += 1;
                continue;
            }
            w::O if belongs => {}
            // `Bộ quy tắc ứng xử ở Biển Đông`: a place in the title of an instrument.
            w::O if at == from && !reach.verbal && view.is_word(at + 1) && view.token(at + 1).capital => {
                belongs = true;
            }
            // `phổ biến Hiệp định đến các đơn vị`, `Trung tâm A tổ chức tại Huế`: to whom it is brought, what it does.
            w::DEN if at == from && !reach.verbal => break,
            w::TAI | w::O if !reach.place => break,
            w::DO_CAUSE | w::TU if reach.doing && !view.reads_mark(at - 1, w::COMMA) => {}
            w::DO_CAUSE => match sponsor_end(view, at) {
                Some(sponsor) => return sponsor,
                None => break,
            },
            w::CO if !reach.verbal && !partners && !reach.list => break,
            w::TU if view.party_at(at + 1).is_none() => break,
            w::VOI | w::GIUA | w::CUNG_VOI | w::CHO => {
                partners = true;
                at += 1;
                continue;
            }
            w::NAM if at + 1 < limit && view.token(at + 1).kind == TokenKind::Number => {
                if reach.verbal || !view.token(at - 1).capital && view.token(at - 1).kind != TokenKind::Word {
                    break;
                }
                end = at + 2;
                if !view.reads_mark(end, w::GIUA) {
                    return end;
                }
                at = end;
                continue;
            }
            w::NGAY | w::THANG => break,
            w::NAY if !reach.doing => return at + 1,
            w::NAY => end = at + 1,
            w::VE => reach.list = true,
            w::CUA => belongs = true,
            _ => {}
        }
        if is_function_word(view, at) {
            at += 1;
            continue;
        }
        after_verb = false;
        partners &= !view.has(at, f::ACT);
        at += 1;
        end = at;
    }
    end
}

/// `trợ giúp lẫn nhau`, `hỗ trợ lẫn nhau`: one past it.
fn mutual_help(view: &View, at: u32) -> Option<u32> {
    let (hit, entry) = view.cooperation_at(at)?;
    let end = hit.end();
    let mutual = view.reads(end, "lẫn") && view.reads(end + 1, "nhau");
    (entry.role == CooperationRole::Aid && mutual).then_some(end + 2)
}

fn is_number(view: &View, at: u32) -> bool {
    view.range.has(at) && view.token(at).kind == TokenKind::Number
}

/// `trong 5 năm tới`, `trong hai năm qua`, `trong vòng ...`
fn is_time(view: &View, at: u32) -> bool {
    const COUNTS: &[&str] = &["một", "hai", "ba", "bốn", "năm", "mười", "nhiều", "vài", "mấy", "những", "các"];
    let unit = ["năm", "tháng", "tuần", "ngày", "thập", "giờ", "quý"].iter().any(|unit| view.reads(at + 1, unit));
    let counted = unit && COUNTS.iter().any(|count| view.reads(at, count));
    view.range.has(at) && (view.token(at).kind == TokenKind::Number || counted || view.reads(at, "vòng"))
}

/// Behind a bracket or an acronym a small word that is no preposition begins the predicate: `Hiệp định CPTPP giúp ...`.
fn closes_name(view: &View, from: u32, at: u32) -> bool {
    let before = view.token(at - 1);
    let acronym = before.all_caps && at - 1 == from;
    let closed = before.syllable == w::CLOSE_PAREN || acronym;
    // `Hiệp định CPTPP với nhiều ưu đãi`, `Hiệp định EVIPA và EC sớm ...`: a treaty's acronym is its whole name.
    let treaty = acronym && view.cooperation_at(from).is_some_and(|(_, entry)| entry.role == CooperationRole::Named);
    if treaty
        && matches!(view.syllable(at), w::VA | w::VOI | w::HOAC)
        && view.party_at(at + 1).is_none_or(|p| !p.is_country)
    {
        return true;
    }
    // `Ủy ban Liên Chính phủ (UBLCP) và đảm nhận vai trò ...`
    let joins_verb = before.syllable == w::CLOSE_PAREN
        && at == from + 3
        && view.syllable(at) == w::VA
        && view.is_word(at + 1)
        && !view.token(at + 1).capital
        && view.party_at(at + 1).is_none()
        && view.cooperation_at(at + 1).is_none();
    joins_verb
        || closed
            && view.is_word(at)
            && !view.token(at).capital
            && !matches!(
                view.syllable(at),
                w::VE | w::GIUA | w::VOI | w::CUA | w::VA | w::HOAC | w::O | w::TAI | w::NAM | w::DO_CAUSE
            )
}

/// `đã ký năm 2013`, `đã ký giữa A và B`: a participle that belongs to the noun; `at` stands behind it.
fn signed_end(view: &View, at: u32, reach: Reach) -> u32 {
    let next = at + u32::from(view.reads(at, "vào"));
    let year = view.reads(next, "năm") && view.range.has(next + 1) && view.token(next + 1).kind == TokenKind::Number;
    if year {
        return next + 2;
    }
    let between = view.range.has(at) && matches!(view.syllable(at), w::GIUA | w::VOI);
    if between { right(view, at, reach) } else { at }
}

/// Whether a phrase with these functions may stand inside.
fn passes(view: &View, at: u32, flags: u32, reach: &mut Reach) -> bool {
    if flags & f::BOTH != 0 {
        return true;
    }
    // `rà soát các quy định`: a noun behind its determiner, whatever it is as a verb.
    if ["các", "những", "một"].iter().any(|word| view.reads(at.wrapping_sub(1), word)) && flags & f::PLAN == 0 {
        return true;
    }
    if reach.verbal && view.reads(at, "vào") {
        let time =
            ["cuối", "đầu", "ngày", "năm", "tháng", "tối", "sáng", "chiều", "trưa", "lúc", "dịp", "khoảng", "hồi"];
        return !time.iter().any(|word| view.reads(at + 1, word));
    }
    // `các lĩnh vực là thế mạnh của hai nước`, `hợp tác thông qua các hoạt động xúc tiến`
    let of_field = matches!(view.syllable(at), w::LA | w::MA) && view.reads(at - 1, "vực")
        || view.syllable(at) == w::LA && view.reads(at - 2, "đối") && view.reads(at - 1, "tác");
    // `đưa giáo viên sang giảng dạy`
    if reach.verbal && view.reads(at, "sang") {
        return true;
    }
    let means = view.reads(at, "thông") && ["các", "việc", "hoạt"].iter().any(|word| view.reads(at + 2, word));
    if of_field || means && !reach.verbal {
        return true;
    }
    if flags & (f::STOP | f::GENERIC) != 0
        && let Some(passes) = degree(view, at, *reach)
    {
        return passes;
    }
    if flags & f::WORD != 0 && view.reads(at, "đang") {
        return view.reads(at - 1, "nước") || view.reads(at - 1, "gia");
    }
    if flags & f::MORE != 0 && view.reads(at, "như") {
        // `trong các khuôn khổ như Hiệp định A`: what is named has rows of its own.
        return !view.cooperation_at(at + 1).is_some_and(|(hit, c)| {
            c.role == CooperationRole::Named || c.role == CooperationRole::Instrument && view.token(hit.token).capital
        });
    }
    if view.syllable(at) == w::NHAM && reach.purpose {
        reach.purpose = false;
        return true;
    }
    if reach.doing {
        return !ends_act(view, at, flags);
    }
    if reach.doing && flags & f::PROPOSE != 0 && flags & f::REPORT != 0 && view.reads_mark(at - 1, w::COMMA) {
        return true;
    }
    if flags & f::STOP != 0 && (flags & f::ACT == 0 || !reach.verbal) {
        let signed_before = view.syllable(at) == w::DA && view.has(at + 1, f::SIGN) && !reach.verbal;
        // `giai đoạn VII`; `thỏa thuận hợp tác giai đoạn 2024-2027`, where nothing else tells which.
        let stage = view.reads(at, "giai") && view.range.has(at + 2) && {
            let bare = view.cooperation_before(at).is_some_and(|(hit, _)| hit.end() == at) && !reach.verbal;
            view.token(at + 2).all_caps || bare && view.token(at + 2).kind == TokenKind::Number
        };
        return signed_before || stage;
    }
    if flags & f::RESULT != 0 && flags & f::ACT != 0 && reach.verbal && reach.list {
        return true;
    }
    if flags & (f::RESULT | f::END | f::SUSPEND | f::FORCE) != 0 {
        return false;
    }
    if flags & f::FIELD != 0 {
        return true;
    }
    if flags & f::SIGN != 0 {
        return view.syllable(at - 1) == w::DA || reach.verbal;
    }
    if flags & (f::BOOST | f::ACT) != 0 {
        return true;
    }
    // `tiếp tục giao chỉ tiêu`, `tiếp tục chỉ đạo`: what goes on is done, not wished.
    if reach.verbal && flags & f::PROPOSE != 0 && view.reads(at - 1, "tục") {
        return true;
    }
    flags & (f::PROPOSE | f::PLAN | f::REPORT | f::RATIFY | f::JOIN | f::NEGOTIATE) == 0
}

/// Two of the words that end other phrases: `về thống kê cũng như giáo dục` goes on with its list, `..., cũng như thúc đẩy hợp tác` is
/// the next clause; `hợp tác quân sự ngày càng chặt chẽ giữa A và B` goes on to its partners.
fn degree(view: &View, at: u32, reach: Reach) -> Option<bool> {
    if view.reads(at, "cũng") && view.reads(at + 1, "như") {
        let verb = |at: u32| view.cooperation_at(at).is_some_and(|(_, entry)| entry.role != CooperationRole::Loose);
        let cooperates = (at + 2..at + 7).any(verb);
        return Some(reach.list && !view.has(at + 2, f::BOOST) && !cooperates);
    }
    if !reach.verbal && view.reads(at, "ngày") && view.reads(at + 1, "càng") {
        let behind = skip_adverbs(view, at + view.slot(at).len);
        return Some(view.reads_mark(behind, w::GIUA) || view.reads_mark(behind, w::VOI));
    }
    None
}

/// `do Cơ quan A tài trợ`
fn sponsor_end(view: &View, at: u32) -> Option<u32> {
    let limit = view.range.end.min(at + 16);
    (at + 1..limit)
        .take_while(|&at| view.token(at).kind != TokenKind::Mark || is_joiner(view, at))
        .find(|&at| view.reads(at, "tài") && view.reads(at + 1, "trợ"))
        .map(|at| at + 2)
}

/// Words that need another behind them.
const DANGLING: &[&str] = &["các", "những", "mọi", "từng", "nhiều", "vào"];

/// Cuts function words, marks and conjunctions off the right edge; never goes back beyond `from`.
pub(super) fn trim(view: &View, from: u32, mut end: u32) -> u32 {
    while end > from {
        let last = end - 1;
        let token = view.token(last);
        let opened = matches!(
            token.syllable,
            w::CLOSE_PAREN | w::CLOSE_QUOTE | w::STRAIGHT_QUOTE | w::CLOSE_SINGLE | w::CLOSE_GUILLEMET
        );
        let slot = view.slot_before(end).filter(|(start, _)| *start >= from);
        let hanging = token.kind == TokenKind::Mark && !opened
            || is_function_word(view, last) && token.syllable != w::NAY
            || DANGLING.iter().any(|word| view.reads(last, word))
            || slot.is_some_and(|(_, slot)| slot.flags & (f::FIELD | f::MORE) != 0 && slot.flags & f::ACT == 0);
        if !hanging {
            break;
        }
        end = slot.map_or(last, |(start, _)| start);
    }
    end
}

/// The first token of a noun phrase whose head begins at `head`: `các`, `công tác`, `mối quan hệ` belong to it.
pub(super) fn left(view: &View, head: u32, words: &[&str]) -> u32 {
    let mut start = head;
    while start > view.range.start {
        let one = words.iter().any(|word| !word.contains(' ') && view.reads(start - 1, word));
        let two = start >= view.range.start + 2
            && words.iter().any(|phrase| {
                phrase.split_once(' ').is_some_and(|(a, b)| view.reads(start - 2, a) && view.reads(start - 1, b))
            });
        // `Phòng Cảnh sát hình sự phối hợp`: half of another word.
        let half = view.reads(start - 1, "sự")
            && start >= view.range.start + 2
            && ["hình", "dân", "quân", "nhân", "thời", "tâm"].iter().any(|word| view.reads(start - 2, word));
        if half {
            break;
        }
        match (two, one) {
            (true, _) => start -= 2,
            (_, true) => start -= 1,
            _ => break,
        }
    }
    start
}
