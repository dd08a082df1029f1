//! Where a name or title ends, for documents that the registry does not know.
//!
//! Names and titles of Vietnamese documents have commas and conjunctions inside (`Luật Phòng, chống tham nhũng`, `về chính sách
//! tài khóa, tiền tệ`), so no mark ends them surely. They end before a word that shows that a clause goes on (`có hiệu lực`,
//! `đã`, `nhằm`), before the next document in a list, and before a comma after which such a word or a body follows.

use super::frames::{before_main_clause, closes_frame, is_framed};
use super::pairs::coordinates;
use crate::lexicon::{Category, HeadRole, WordClass, words as w};
use crate::model::{Hit, TokenKind, TokenRange};
use crate::segment::Article;

/// How far behind a comma the clause's verb is looked for, in tokens.
const LOOKAHEAD: u32 = 24;
const SHORT_LOOKAHEAD: u32 = 2;
/// No bracket in a title is longer, in tokens.
const LONGEST_BRACKET: u32 = 24;

/// The head word at token `at`.
pub fn head_at(article: &Article, at: u32, end: u32) -> Option<Hit> {
    let hit = article.lexicon.matcher.longest_at(&article.seg.tokens, at, end, Category::LegalHead)?;
    let role = article.lexicon.legal.heads[hit.entry as usize].role;
    (!matches!(role, HeadRole::Stop | HeadRole::Code)).then_some(hit)
}

/// Whether a word of one of the classes begins at token `at`.
pub fn word_at(article: &Article, at: u32, end: u32, wanted: impl Fn(WordClass) -> bool) -> Option<(WordClass, u32)> {
    // `giai đoạn 2021-2025, định hướng đến năm 2030`: no verb.
    if at > 0
        && article.word(at) == "hướng"
        && article.word(at - 1) == "định"
        && at + 1 < end
        && article.word(at + 1) != "dẫn"
    {
        return None;
    }
    let words = &article.lexicon.legal.words;
    words.at(&article.seg.tokens, at, end, |class| class != WordClass::Subject && wanted(class))
}

/// The end of a law's name that begins at token `at` (after the head word), at most `end`.
pub fn name_end(article: &Article, at: u32, end: u32) -> u32 {
    let first = at;
    let mut at = at;
    while at < end {
        let token = article.token(at);
        if token.kind == TokenKind::Number || head_at(article, at, end).is_some_and(|_| token.capital) {
            break;
        }
        if token.kind == TokenKind::Mark {
            // `Phòng, chống`: a comma inside the name comes early, and a small letter follows.
            let inside = token.syllable == w::COMMA
                && at - first <= 3
                && at + 1 < end
                && is_small_word(article, at + 1)
                && head_at(article, at + 1, end).is_none()
                && !matches!(
                    article.word(at + 1),
                    "người" | "các" | "những" | "doanh" | "bạn" | "tại" | "nếu" | "khi" | "trong" | "để" | "từ"
                )
                && !clause_within(article, at + 1, end, SHORT_LOOKAHEAD);
            if !inside {
                break;
            }
        } else if at > first {
            if ends_name(article, at, end) {
                break;
            }
            // `Luật A và Luật B` is two; `Luật A của Chính phủ` names its issuer.
            let next_capital = at + 1 < end && article.token(at + 1).capital;
            if matches!(token.syllable, w::VA | w::CUA) && next_capital {
                break;
            }
        }
        at += 1;
    }
    trim(article, first, at)
}

/// The end of a title that begins at token `at`, at most `end`. `issuer` is the issuer's name where the title may be followed
/// by `của` and that name.
pub fn title_end(article: &Article, at: u32, end: u32, issuer: Option<&str>) -> u32 {
    let first = at;
    let mut at = at;
    let mut open_quotes = 0;
    let lookahead = if is_framed(article, first) { LOOKAHEAD } else { SHORT_LOOKAHEAD };
    while at < end {
        let token = article.token(at);
        match token.syllable {
            w::COMMA if coordinates(article, at, end) => {}
            w::COMMA if at > first && role_follows(article, at, end) => break,
            w::COMMA if at > first && amended_follows(article, first, at, end) => {}
            w::COMMA if clause_within(article, at + 1, end, lookahead) => break,
            w::COMMA if at > first && closes_frame(article, first, at, end) => break,
            w::COMMA
                if at + 1 < end && head_at(article, at + 1, end).is_some_and(|_| article.token(at + 1).capital) =>
            {
                break;
            }
            // `sửa Thông tư 39/2018/TT-BTC, tháo gỡ vướng mắc`: behind a number only a further one goes on.
            w::COMMA if at > first + 2 && is_code(article, at - 1) && !numbers_follow(article, at + 1, end) => break,
            // `..., và sau đó`, `với 440 phiếu`: what follows is another clause.
            w::COMMA if at + 1 < end && matches!(article.token(at + 1).syllable, w::VA | w::THEO) => break,
            w::TU if article.date_at(at + 1, end).is_some() => break,
            w::VOI if at + 1 < end && article.token(at + 1).kind == TokenKind::Number => break,
            // `... về thị thực - Ảnh: TTXVN`
            w::HYPHEN | w::EN_DASH if token.spaced && at + 1 < end && article.token(at + 1).syllable == w::ANH => break,
            w::DO_CAUSE if at > first && actor_follows(article, at, end) => break,
            w::DE if at > first + 3 && purpose_follows(article, first, at, end) => break,
            // `... về tinh giản biên chế trước ngày 01/01/2025`: until when somebody was treated by it.
            w::TRUOC
                if at > first
                    && article.date_at(at + 2, end).is_some()
                    && article.token(at + 1).syllable == w::NGAY =>
            {
                break;
            }
            w::SEMICOLON if !(at + 1 < end && article.token(at + 1).syllable == w::VIEC) => break,
            w::COLON if !token.spaced && at + 1 < end && !article.token(at + 1).spaced => {}
            // `TP.HCM`
            w::FULL_STOP
                if at + 1 < end && !token.spaced && !article.token(at + 1).spaced && article.token(at + 1).all_caps => {
            }
            w::FULL_STOP | w::COLON | w::QUESTION | w::EXCLAMATION | w::ELLIPSIS | w::CLOSE_PAREN => break,
            w::OPEN_QUOTE => open_quotes += 1,
            w::CLOSE_QUOTE | w::STRAIGHT_QUOTE | w::CLOSE_SINGLE | w::CLOSE_GUILLEMET => {
                if open_quotes == 0 {
                    break;
                }
                open_quotes -= 1;
            }
            w::OPEN_PAREN => match short_paren(article, at, end) {
                Some(close) => at = close,
                None => break,
            },
            w::VA | w::COMMA if pinpoint_follows(article, at + 1, end) => break,
            w::VA if at > first && amended_follows(article, first, at, end) => {}
            w::VA if generic_follows(article, at + 1, end) => break,
            // `bãi bỏ Quyết định 72/2013/QĐ-TTg của Thủ tướng quy định ...`: the issuer of the document inside, with its title.
            w::CUA if at > first && is_cited_before(article, at) => match title_behind_issuer(article, at, end) {
                Some(title) => at = title,
                None => break,
            },
            w::CUA if issuer.is_some_and(|name| names_issuer(article, at + 1, end, name)) => break,
            // A date that nothing introduces begins the next item of a page: `... trong tình hình mới 09/07/2024 07:21`.
            _ if token.kind == TokenKind::Number && at > first && is_stray_date(article, at, end) => break,
            _ if token.kind == TokenKind::Word && at > first && ends_title(article, at, end) => break,
            _ => {}
        }
        at += 1;
    }
    let at = before_main_clause(article, first, at, end);
    trim(article, first, before_relative(article, first, at, end))
}

/// `... theo đề án đã được phê duyệt`: the words before `đã` belong to it, and not to the title.
fn before_relative(article: &Article, first: u32, at: u32, end: u32) -> u32 {
    const REACH: u32 = 4;
    let relative = at < end && article.token(at).syllable == w::DA;
    let by = (at.saturating_sub(REACH).max(first + 1)..at).find(|&index| article.token(index).syllable == w::THEO);
    by.filter(|_| relative).unwrap_or(at)
}

fn ends_name(article: &Article, at: u32, end: u32) -> bool {
    let wanted = |c| matches!(c, WordClass::Clause | WordClass::Edge | WordClass::Name);
    if word_at(article, at, end, wanted).is_none() {
        return false;
    }
    let number_follows = at + 1 < end && article.word(at + 1).starts_with(|c: char| c.is_ascii_digit());
    match article.token(at).syllable {
        // `chuyển đổi số`, `đổi mới sáng tạo`: the words have other uses.
        w::SO | w::NAM => number_follows,
        _ if matches!(article.word(at), "sáng" | "chiều" | "tối") => number_follows,
        _ => !(article.word(at) == "mới" && article.word(at - 1) == "đổi"),
    }
}

/// `... bổ nhiệm Đại tá Nguyễn Văn Bảy, Giám đốc Công an tỉnh`: what an officer is stands beside the title. Of others, whose rank does
/// not say who they are, it is in the title (`đối với ông Bảy, Bí thư Tỉnh ủy`).
fn role_follows(article: &Article, comma: u32, end: u32) -> bool {
    const ROLES: &[&str] = &[
        "Giám",
        "Phó",
        "Trưởng",
        "Thứ",
        "Chủ",
        "Bí",
        "Cục",
        "Tổng",
        "Chánh",
        "Hiệu",
        "Viện",
        "Nguyên",
        "nguyên",
        "Ủy",
    ];
    let officer = |at: u32| matches!(article.word(at), "tá" | "tướng" | "úy");
    comma + 1 < end
        && ROLES.contains(&article.word(comma + 1))
        && article.token(comma - 1).capital
        && (comma.saturating_sub(6)..comma.saturating_sub(1)).any(officer)
}

/// `sửa đổi Nghị định 15/2020/NĐ-CP, Nghị định 20/2021/NĐ-CP`: inside a title that amends, a further number that is amended.
fn amended_follows(article: &Article, first: u32, joint: u32, end: u32) -> bool {
    let amends = (first..first + 2).any(|at| matches!(article.word(at), "sửa" | "bãi" | "thay" | "Sửa"));
    let is_number = |at: u32| at < end && article.word(at).starts_with(|c: char| c.is_ascii_digit());
    let after_number = article.token(joint - 1).all_caps || is_number(joint - 1);
    if !amends || !after_number || joint + 1 >= end {
        return false;
    }
    head_at(article, joint + 1, end).is_some_and(|head| {
        is_number(head.end()) || is_number(head.end() + 1) && article.token(head.end()).syllable == w::SO
    })
}

/// `..., do Bộ trưởng Bộ Nội vụ trình bày`: who wrote or presents the document, not `giá do Nhà nước quản lý`.
fn actor_follows(article: &Article, at: u32, end: u32) -> bool {
    const REACH: u32 = 20;
    const DONE: &[&str] = &["trình", "soạn", "chủ", "ký", "ban", "xây", "đề", "biên"];
    let role = |category| article.lexicon.matcher.longest_at(&article.seg.tokens, at + 1, end, category).is_some();
    let body = at + 1 < end && (article.token(at + 1).capital || role(Category::Role) || role(Category::Organization));
    body && (at + 2..end.min(at + REACH))
        .take_while(|&index| article.token(index).kind != TokenKind::Mark)
        .any(|index| DONE.contains(&article.word(index)) && article.word(index - 1) != "Bộ")
}

/// The last code of a document's number: `BTC` in `39/2018/TT-BTC`.
fn is_code(article: &Article, at: u32) -> bool {
    let joined =
        matches!(article.token(at - 1).syllable, w::HYPHEN | w::SLASH | w::EN_DASH) && !article.token(at).spaced;
    joined && article.token(at).all_caps
}

/// Behind the comma after a number: a further document, its date, or what else the title is about.
fn numbers_follow(article: &Article, at: u32, end: u32) -> bool {
    at < end
        && (head_at(article, at, end).is_some()
            || article.word(at).starts_with(|c: char| c.is_ascii_digit())
            || article.token(at).syllable == w::NGAY
            || word_at(article, at, end, |class| class == WordClass::Title).is_some())
}

/// Whether a document's number or date stands before the `của` at token `at`, and no document behind it.
fn is_cited_before(article: &Article, at: u32) -> bool {
    const WHOLE_DATE: u32 = 7;
    let last = at - 1;
    let dated = || {
        let day = (last.saturating_sub(WHOLE_DATE)..last).find(|&index| article.token(index).syllable == w::NGAY);
        day.is_some_and(|day| article.date_at(day + 1, at).is_some_and(|(_, next)| next == at))
    };
    let numbered = || article.token(last).kind == TokenKind::Number && article.token(last - 1).syllable == w::SO;
    (is_code(article, last) || numbered() || dated())
        && head_at(article, at + 1, article.seg.tokens.len() as u32).is_none()
}

/// The last token of the words that begin a title behind an issuer: `của Chính phủ quy định về ...`, `của Bộ Tài chính ngày 1/2/2020 về ...`.
fn title_behind_issuer(article: &Article, at: u32, end: u32) -> Option<u32> {
    let next = issuer_end(article, at, end)?;
    let next = super::notes::date(article, next, end).map_or(next, |(_, after)| after);
    let begins = |class| matches!(class, WordClass::Title | WordClass::FormalTitle | WordClass::Act);
    let (_, length) = if next < end { word_at(article, next, end, begins)? } else { return None };
    Some(next + length - 1)
}

/// One past the issuer in `của Bộ trưởng Bộ Y tế`, which begins at token `at`.
pub fn issuer_end(article: &Article, at: u32, end: u32) -> Option<u32> {
    const LONGEST: u32 = 16;
    if at + 1 >= end || article.token(at).syllable != w::CUA || !article.token(at + 1).capital {
        return None;
    }
    let first = at + 1;
    let mut next = first;
    while next < end && next < first + LONGEST {
        let token = article.token(next);
        if token.kind != TokenKind::Word {
            // `(khóa XIII)`, `Lao động - Thương binh và Xã hội`
            let dash = matches!(token.syllable, w::HYPHEN | w::EN_DASH | w::COMMA)
                && next + 1 < end
                && article.token(next + 1).capital
                && next > first
                && (token.syllable != w::COMMA || article.reads(next - 1, "hóa"));
            let term = token.syllable == w::OPEN_PAREN && next + 3 < end && article.reads(next + 1, "khóa");
            if term && article.token(next + 3).syllable == w::CLOSE_PAREN {
                next += 4;
                continue;
            }
            // `TP.HCM`
            let abbreviated =
                token.syllable == w::FULL_STOP && !token.spaced && next + 1 < end && article.token(next + 1).all_caps;
            if !dash && !abbreviated {
                break;
            }
        } else if next > first && next + 2 < end && article.reads(next, "lần") && article.reads(next + 1, "thứ") {
            // `Hội nghị lần thứ bảy Ban Chấp hành Trung ương`
            next += 3;
            continue;
        } else if token.syllable == w::NGAY || word_at(article, next, end, |_| true).is_some() {
            break;
        }
        next += 1;
    }
    (next > first).then_some(next)
}

/// `miễn nhiệm Bộ trưởng Bộ Tài chính để nhận nhiệm vụ khác`, `..., để các cơ quan thực hiện`, `... để làm cơ sở`: what for, not what about.
fn purpose_follows(article: &Article, first: u32, at: u32, end: u32) -> bool {
    let appoints = article.reads(first + 1, "nhiệm") || article.reads(first + 3, "nhiệm");
    let actor = at + 1 < end && matches!(article.token(at + 1).syllable, w::CAC | w::NHUNG) || at + 2 >= end;
    let base = at + 2 < end && article.reads(at + 1, "làm") && article.reads(at + 2, "cơ");
    appoints || actor || base || article.token(at - 1).syllable == w::COMMA
}

fn ends_title(article: &Article, at: u32, end: u32) -> bool {
    // `về hoạt động chất vấn tại Kỳ họp thứ 8`: which one, not when it was passed.
    if article.token(at).syllable == w::TAI && article.word(at - 1) == "vấn" {
        return false;
    }
    // `sửa đổi Nghị định 59/2018/NĐ-CP bổ sung thẩm quyền ...`: what is said of it.
    if article.word(at) == "bổ"
        && at + 1 < end
        && article.word(at + 1) == "sung"
        && (article.token(at - 1).all_caps || article.token(at - 1).kind == TokenKind::Number)
    {
        return true;
    }
    // `thủ tục hành chính mới ban hành`: a set phrase of titles.
    if article.word(at) == "mới" && article.reads(at - 1, "chính") && article.reads(at - 2, "hành") {
        return false;
    }
    let due = is_due(article, at, end);
    // `những điều đảng viên không được làm`
    let forbidden = article.token(at).syllable == w::KHONG
        && (at.saturating_sub(4)..at.saturating_sub(1))
            .any(|index| article.token(index).syllable == w::NHUNG && article.word(index + 1) == "điều");
    if word_at(article, at, end, |c| matches!(c, WordClass::Clause | WordClass::Edge)).is_some() && !due && !forbidden
        || is_person(article, at, end)
    {
        return true;
    }
    if word_at(article, at, end, |c| c == WordClass::Verb).is_none() {
        return false;
    }
    if article.token(at).syllable == w::DUOC {
        // `được hưởng`, `..., được sửa đổi` describe what the title is about.
        let describes = at + 1 < end
            && matches!(
                article.word(at + 1),
                "sửa" | "phép" | "hưởng" | "cấp" | "giao" | "khấu" | "miễn" | "giảm" | "xếp" | "nhà" | "bổ"
            );
        return !describes && !matches!(article.token(at - 1).syllable, w::COMMA | w::KHONG);
    }
    // `một số quy định`, `về yêu cầu kỹ thuật`, `quy định của pháp luật`: a noun, or governed by what stands before.
    let before = article.token(at - 1).syllable;
    let after = (at + 2 < end).then(|| article.token(at + 2).syllable);
    let noun = matches!(
        before,
        w::SO | w::CAC | w::NHUNG | w::THEO | w::VE | w::CUA | w::TRONG | w::VOI | w::VA | w::COMMA | w::VIEC
    ) || matches!(
        article.word(at - 1),
        "đổi" | "sung" | "hành" | "hiện" | "dẫn" | "bỏ" | "cách" | "giá" | "quyết" | "thi" | "ứng"
    ) || matches!(after, Some(w::CUA | w::TAI | w::VE | w::NAY | w::TRONG));
    // `Nghị định số 15/2020/NĐ-CP quy định một số ...` inside the title: the title of that decree.
    let goes_on = at + 2 < end && article.token(at + 2).kind == TokenKind::Word;
    let inner_title = goes_on && (article.token(at - 1).kind == TokenKind::Number || article.token(at - 1).all_caps);
    !noun && !inner_title
}

/// `tiền thuê đất phải nộp`: which, and no clause.
fn is_due(article: &Article, at: u32, end: u32) -> bool {
    article.token(at).syllable == w::PHAI
        && at + 1 < end
        && matches!(article.word(at + 1), "nộp" | "trả" | "chịu" | "thu")
}

/// `ông Bảy`, `bà Tám`
fn is_person(article: &Article, at: u32, end: u32) -> bool {
    // `bổ nhiệm ông Bảy`, `của bà Tám` go on with the title.
    article.token(at - 1).kind == TokenKind::Mark
        && matches!(article.token(at).syllable, w::ONG | w::BA)
        && at + 1 < end
        && article.token(at + 1).capital
        && !article.token(at).all_caps
}

/// Whether what begins at token `at`, after a comma, is a clause of its own: it begins with a body or person, or has a word that
/// shows a clause before the next comma.
pub fn clause_follows(article: &Article, at: u32, end: u32) -> bool {
    clause_within(article, at, end, LOOKAHEAD)
}

fn clause_within(article: &Article, at: u32, end: u32, lookahead: u32) -> bool {
    if at >= end {
        return true;
    }
    let matcher = &article.lexicon.matcher;
    // `của HĐND, UBND`: a list of bodies goes on.
    let after_body = at >= 2
        && (article.token(at - 2).all_caps
            || article
                .hits(TokenRange::new(at.saturating_sub(9), at - 1))
                .iter()
                .any(|hit| hit.category == Category::Organization && hit.end() == at - 1));
    if article.token(at).capital
        && !(after_body && lookahead == SHORT_LOOKAHEAD)
        && matcher.longest_at(&article.seg.tokens, at, end, Category::Organization).is_some()
    {
        return true;
    }
    for next in at..end.min(at + lookahead) {
        let token = article.token(next);
        if token.kind == TokenKind::Mark && token.syllable != w::HYPHEN && token.syllable != w::EN_DASH {
            return false;
        }
        // `Tại Nghị định về A, B thì ...`: the frame reaches up to `thì`.
        if token.syllable == w::THI && next > at {
            return false;
        }
        let clause = word_at(article, next, end, |c| c == WordClass::Clause).is_some() && !is_due(article, next, end);
        if clause || is_person(article, next, end) {
            return true;
        }
    }
    false
}

fn is_stray_date(article: &Article, at: u32, end: u32) -> bool {
    article.date_at(at, end).is_some()
        && !matches!(article.token(at - 1).syllable, w::NGAY | w::DEN | w::TU | w::OPEN_PAREN | w::HYPHEN | w::EN_DASH)
}

/// `và các nghị quyết`, `và Nghị định 20`: other documents, not a part of the title.
fn generic_follows(article: &Article, at: u32, end: u32) -> bool {
    if at >= end {
        return true;
    }
    let plural = matches!(article.token(at).syllable, w::CAC | w::NHUNG);
    let head = head_at(article, at + u32::from(plural), end);
    let law_in_general = matches!(article.word(at), "pháp" | "luật")
        && article
            .lexicon
            .matcher
            .longest_at(&article.seg.tokens, at, end, Category::LegalHead)
            .is_some_and(|hit| article.lexicon.legal.heads[hit.entry as usize].role == HeadRole::Stop);
    law_in_general || plural && head.is_some() || head.is_some_and(|_| article.token(at).capital)
}

/// `và khoản 5 Điều 11`: the pinpoint of the next document in a list.
fn pinpoint_follows(article: &Article, at: u32, end: u32) -> bool {
    at + 1 < end
        && matches!(article.token(at).syllable, w::KHOAN | w::DIEU | w::DIEM)
        && article.word(at + 1).starts_with(|c: char| c.is_ascii_digit())
}

fn names_issuer(article: &Article, at: u32, end: u32, name: &str) -> bool {
    let mut words = name.split(' ');
    let Some(first) = words.next() else { return false };
    at + 1 < end && article.word(at) == first && words.next().is_none_or(|second| article.word(at + 1) == second)
}

/// `(Bình Phước)`, `(IBRD)`: a short bracket that begins with a capital belongs to the title; its closing bracket.
fn short_paren(article: &Article, at: u32, end: u32) -> Option<u32> {
    let first = at + 1;
    // `(NQ98)` is the document's own short name.
    let short_name = first < end && article.word(first).ends_with(|c: char| c.is_ascii_digit());
    // `(sau đây gọi là ...) giai đoạn 2020-2022`: the title goes on behind it.
    if first + 1 < end && article.token(first).syllable == w::SAU && article.word(first + 1) == "đây" {
        let close =
            (first..end.min(first + LONGEST_BRACKET)).find(|&at| article.token(at).syllable == w::CLOSE_PAREN)?;
        return (close + 1 < end && matches!(article.word(close + 1), "giai" | "năm")).then_some(close);
    }
    // `(SN 1977)` is of the person.
    let born = first < end && matches!(article.word(first), "SN" | "Sinh" | "sinh");
    if born
        || short_name
        || first >= end
        || !article.token(first).capital
        || matches!(article.token(first).syllable, w::ANH)
    {
        return None;
    }
    if head_at(article, first, end).is_some() {
        return None;
    }
    (first..end.min(first + 8)).find(|&index| article.token(index).syllable == w::CLOSE_PAREN)
}

pub fn is_small_word(article: &Article, at: u32) -> bool {
    article.token(at).kind == TokenKind::Word && !article.token(at).capital
}

/// Steps back over marks and joining words at the end.
fn trim(article: &Article, first: u32, mut at: u32) -> u32 {
    while at > first {
        let token = article.token(at - 1);
        let mark =
            token.kind == TokenKind::Mark && token.syllable != w::CLOSE_PAREN && token.syllable != w::CLOSE_QUOTE;
        let joint = matches!(token.syllable, w::VA | w::CUA | w::VE | w::CHO | w::CUNG_VOI)
            || matches!(article.word(at - 1), "đối" | "vì" | "khi" | "để" | "như")
            // `thương mại tự do` is whole.
            || article.word(at - 1) == "do" && !(at >= first + 2 && article.word(at - 2) == "tự");
        if !mark && !joint {
            break;
        }
        at -= 1;
    }
    at
}
