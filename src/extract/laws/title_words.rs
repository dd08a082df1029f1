//! Words at which a name or a title ends, or seems to.

use super::edges::word_at;
use crate::lexicon::{Category, WordClass, words as w};
use crate::model::TokenKind;
use crate::segment::Article;

pub(super) fn ends_name(article: &Article, at: u32, end: u32) -> bool {
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
pub(super) fn role_follows(article: &Article, comma: u32, end: u32) -> bool {
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

/// `..., do Bộ trưởng Bộ Nội vụ trình bày`: who wrote or presents the document, not `giá do Nhà nước quản lý`.
pub(super) fn actor_follows(article: &Article, at: u32, end: u32) -> bool {
    const REACH: u32 = 20;
    const DONE: &[&str] = &["trình", "soạn", "chủ", "ký", "ban", "xây", "đề", "biên"];
    let role = |category| article.lexicon.matcher.longest_at(&article.seg.tokens, at + 1, end, category).is_some();
    let body = at + 1 < end && (article.token(at + 1).capital || role(Category::Role) || role(Category::Organization));
    body && (at + 2..end.min(at + REACH))
        .take_while(|&index| article.token(index).kind != TokenKind::Mark)
        .any(|index| DONE.contains(&article.word(index)) && article.word(index - 1) != "Bộ")
}

/// `miễn nhiệm Bộ trưởng Bộ Tài chính để nhận nhiệm vụ khác`, `..., để các cơ quan thực hiện`, `... để làm cơ sở`: what for, not what about.
pub(super) fn purpose_follows(article: &Article, first: u32, at: u32, end: u32) -> bool {
    let appoints = article.reads(first + 1, "nhiệm") || article.reads(first + 3, "nhiệm");
    let actor = at + 1 < end && matches!(article.token(at + 1).syllable, w::CAC | w::NHUNG) || at + 2 >= end;
    let base = at + 2 < end && article.reads(at + 1, "làm") && article.reads(at + 2, "cơ");
    appoints || actor || base || article.token(at - 1).syllable == w::COMMA
}

pub(super) fn ends_title(article: &Article, at: u32, end: u32) -> bool {
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
pub(super) fn is_due(article: &Article, at: u32, end: u32) -> bool {
    article.token(at).syllable == w::PHAI
        && at + 1 < end
        && matches!(article.word(at + 1), "nộp" | "trả" | "chịu" | "thu")
}

/// `ông Bảy`, `bà Tám`
pub(super) fn is_person(article: &Article, at: u32, end: u32) -> bool {
    // `bổ nhiệm ông Bảy`, `của bà Tám` go on with the title.
    article.token(at - 1).kind == TokenKind::Mark
        && matches!(article.token(at).syllable, w::ONG | w::BA)
        && at + 1 < end
        && article.token(at + 1).capital
        && !article.token(at).all_caps
}

pub(super) fn is_stray_date(article: &Article, at: u32, end: u32) -> bool {
    article.date_at(at, end).is_some()
        && !matches!(article.token(at - 1).syllable, w::NGAY | w::DEN | w::TU | w::OPEN_PAREN | w::HYPHEN | w::EN_DASH)
}
