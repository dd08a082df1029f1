//! Tells whether what follows a verb is what somebody said: `nói ông sẽ thắng` and `nói về ông`, `giao Sở A rà soát` and `giao hàng`.
//!
//! Strong verbs only need some words behind them; each weak verb has its own demand.

use crate::lexicon::{Category, Strength, words as w};
use crate::model::{Hit, TokenKind, TokenRange};
use crate::segment::Article;

use super::cues::entry;
use crate::entities::{bodies, hit_at};

/// Whether what follows a verb looks like something said.
pub(super) fn fits(article: &Article, hit: &Hit, content: TokenRange) -> bool {
    if content.is_empty() || article.token(content.start).kind == TokenKind::Mark && !is_quote(article, content.start) {
        return false;
    }
    if article.token(content.start).syllable == w::VA {
        return false;
    }
    // `đưa tin ngày 17/11`: nothing but when it was told.
    if content.len() <= 5
        && matches!(article.token(content.start).syllable, w::NGAY | w::HOM | w::SANG | w::CHIEU | w::VAO)
    {
        return false;
    }
    // `đã gửi lời chúc mừng, theo trang web của chính phủ`
    if article.token(content.start).syllable == w::THEO && article.token(content.start - 1).syllable == w::COMMA {
        let told = entry(article, hit).class;
        if !matches!(
            told,
            crate::model::CueClass::Say | crate::model::CueClass::Assert | crate::model::CueClass::Emphasize
        ) {
            return false;
        }
    }
    let comma = (hit.end()..content.start).any(|at| article.token(at).syllable == w::COMMA);
    if comma
        && hit_at(article, content.start, Category::Cue)
            .is_some_and(|next| entry(article, &next).strength != Strength::Trap)
    {
        return false;
    }
    if entry(article, hit).strength == Strength::Strong {
        return content.len() >= 2;
    }
    let marked =
        content.start > hit.end() && introduces(article, hit.end(), content.start) || is_quote(article, content.start);
    let verb = article.span(TokenRange::new(hit.token, hit.end())).of(article.text).to_lowercase();
    match verb.as_str() {
        "nói" | "nói rõ" | "khai" | "dặn" | "viết" | "kể" | "kể lại" | "trả lời" | "đáp" | "tâm sự" | "bộc bạch"
        | "nhớ lại" | "phản ánh" | "giải trình" | "khoe" | "trải lòng" | "nói thẳng" | "nói tiếp" => {
            let about = (hit.end()..content.start).any(|at| article.token(at).syllable == w::VE);
            let told = verb == "dặn" && addressee_starts(article, content.start);
            marked || told || !about && begins_clause(article, content)
        }
        "nói đùa" | "hỏi đùa" | "hỏi thêm" | "hỏi lại" | "đăng" | "đăng tải" | "thốt lên" | "lên tiếng" | "nhắn"
        | "nhắn gửi" | "ra tuyên bố" | "phát biểu" | "trao đổi" | "trình bày" | "hỏi" | "dẫn chứng" | "công bố"
        | "đưa lý do" | "đưa ra lý do" | "nêu lý do" | "tố" | "cập nhật" | "vặn hỏi" | "hồi tưởng" => {
            marked
        }
        "gọi" | "ví" | "ví von" => likens(article, content),
        "giao" | "hướng dẫn" | "mời" | "trân trọng mời" | "phân công" | "giao nhiệm vụ" | "chúc" => {
            let to = article.token(content.start).syllable == w::CHO && verb != "chúc";
            addressee_starts(article, content.start + u32::from(to))
        }
        "kết luận" => {
            marked
                || matches!(article.token(content.start).syllable, w::MOT | w::CAC | w::NHUNG)
                || hit_at(article, content.start, Category::Honorific).is_some()
                || begins_clause(article, content)
        }
        "coi" | "xem" => {
            (content.start..content.end.min(content.start + 12)).any(|at| article.token(at).syllable == w::LA)
        }
        "thông báo" | "thông tin" => {
            // `thông tin liên quan đến ...` is the noun, though the content leaves these words out.
            article.token(hit.end()).syllable != w::LIEN
                && !matches!(article.token(content.start).syllable, w::CHO | w::VOI | w::LIEN | w::TU | w::DEN)
        }
        "tuyên thệ" | "có nội dung" | "có đoạn" | "có đoạn viết" => {
            is_quote(article, content.start) || article.token(content.start - 1).syllable == w::COLON
        }
        "tin" | "mong" | "thấy" => content.len() >= 4,
        "cho thấy" => content.len() >= 5,
        _ => content.len() >= 3,
    }
}

/// `nói ông sẽ thắng`, `nói Washington muốn ...`, `phản ánh nhà trường thu ...`: somebody with whom a clause begins, or a
/// predicate (`khai không biết ...`), or any noun that a marker of a predicate follows soon.
fn begins_clause(article: &Article, content: TokenRange) -> bool {
    const SOON: u32 = 10;
    let at = content.start;
    let predicate = |at: u32| {
        matches!(
            article.token(at).syllable,
            w::DA
                | w::DANG
                | w::SE
                | w::KHONG
                | w::CHUA
                | w::BI
                | w::DUOC
                | w::CAN
                | w::PHAI
                | w::VUA
                | w::VAN
                | w::CHI
        )
    };
    let subject = hit_at(article, at, Category::Country).is_some()
        || hit_at(article, at, Category::Honorific).is_some()
        || matches!(article.token(at).syllable, w::VIEC | w::CAC | w::NHUNG | w::CHUNG)
        || matches!(article.word(at), "tôi" | "mình" | "họ")
        || article.token(at).capital && hit_at(article, at, Category::BodyHead).is_none()
        || predicate(at);
    let matter = names_matter(article.word(at));
    let to = content.end.min(at + SOON);
    // Behind a comma the writer goes on.
    let to = (at..to).find(|&i| article.token(i).kind == TokenKind::Mark).unwrap_or(to);
    content.len() >= 5
        && (subject
            || !matter && (at..to).any(|i| predicate(i) || matches!(article.token(i).syllable, w::LA | w::CUNG)))
}

/// `gọi đây là bước ngoặt`, `ví con đê như bức tường`: what is called something, and what it is called.
fn likens(article: &Article, content: TokenRange) -> bool {
    const FURTHEST: u32 = 24;
    let to = content.end.min(content.start + FURTHEST);
    (content.start + 1..to).any(|at| matches!(article.token(at).syllable, w::LA | w::NHU) && at + 1 < content.end)
}

/// Whether somebody who tells would go on like this: people report clauses that no marker shows (`kể con chị ra khỏi nhà`).
pub(super) fn told_by_somebody(article: &Article, hit: &Hit, content: TokenRange) -> bool {
    const VERBS: &[&str] = &["nói", "kể", "kể lại", "khai", "phản ánh", "tâm sự", "bộc bạch", "nói rõ"];
    let verb = article.span(TokenRange::new(hit.token, hit.end())).of(article.text).to_lowercase();
    let next = hit.end() == content.start && !names_matter(article.word(content.start));
    content.len() >= 5 && next && VERBS.contains(&verb.as_str())
}

/// `nói về`, `kể chuyện`, `nói lời cảm ơn`: a matter and no clause.
fn names_matter(word: &str) -> bool {
    matches!(
        word,
        "về" | "đến"
            | "tới"
            | "chuyện"
            | "lời"
            | "tiếng"
            | "ra"
            | "lên"
            | "với"
            | "cho"
            | "trên"
            | "chung"
            | "riêng"
            | "dối"
            | "xấu"
            | "gì"
            | "nhiều"
            | "thay"
            | "của"
            | "qua"
            | "tại"
            | "câu"
            | "những"
            | "các"
            | "lại"
            | "và"
            | "trong"
            | "hết"
            | "sao"
            | "vậy"
            | "thế"
            | "được"
            | "đúng"
            | "sai"
            | "đùa"
            | "thật"
            | "tên"
            | "hồ"
    )
}

fn is_quote(article: &Article, at: u32) -> bool {
    matches!(article.token(at).syllable, w::OPEN_QUOTE | w::STRAIGHT_QUOTE | w::OPEN_GUILLEMET | w::CLOSE_QUOTE)
}

/// `rằng`, `là`, a comma or colon between the verb and the content.
fn introduces(article: &Article, from: u32, to: u32) -> bool {
    (from..to).any(|at| matches!(article.token(at).syllable, w::RANG | w::LA | w::COMMA | w::COLON))
}

/// A body, title, group or country: to whom something is given.
pub(super) fn addressee_starts(article: &Article, at: u32) -> bool {
    bodies::starts(article, at)
        || hit_at(article, at, Category::Role).is_some()
        || hit_at(article, at, Category::Country).is_some()
        || hit_at(article, at, Category::CommonSpeaker).is_some()
        || hit_at(article, at, Category::Honorific).is_some()
        || matches!(article.token(at).syllable, w::CAC | w::HAI | w::TOAN)
}
