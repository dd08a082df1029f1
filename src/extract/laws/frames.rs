//! Titles inside the frame that opens a sentence: `Theo Nghị định ... về cư trú, người dân được ...`.
//!
//! A framed title ends before the main clause, at a comma as a rule; where the writer left the comma out, before the subject.

use super::edges::word_at;
use super::pairs::coordinates;
use crate::lexicon::{Category, Syllable, WordClass, words as w};
use crate::model::TokenKind;
use crate::segment::Article;

/// Whether the sentence begins with a frame (`Theo Nghị định ..., `), so that some comma must end it. Where the document is the
/// subject or object, a comma rather goes on with the title, and only what follows at once shows a clause.
pub(super) fn is_framed(article: &Article, at: u32) -> bool {
    /// An opening phrase before the frame is at most this long, in tokens.
    const OPENING: u32 = 6;
    const FRAMES: &[&str] = &[
        "theo", "tại", "căn", "thực", "trong", "với", "ngày", "từ", "sau", "để", "khi", "do", "nhờ", "qua", "cùng",
        "về", "đối", "trên", "như", "bên", "bởi", "nếu", "chiếu", "dựa", "cho", "góp", "liên", "nói", "trao", "đánh",
        "nhận", "giải", "trả", "bàn", "phát",
    ];
    let sentence = article.seg.sentences[article.sentence_of(at.saturating_sub(1)) as usize].tokens;
    let frame = |at: u32| FRAMES.contains(&article.word(at).to_lowercase().as_str());
    // `Bên cạnh đó, theo Nghị định ...`
    let opening = (sentence.start..at.min(sentence.start + OPENING)).find(|&at| article.token(at).syllable == w::COMMA);
    frame(sentence.start) || opening.is_some_and(|comma| comma + 1 < at && frame(comma + 1))
}

/// Whether the comma at `comma` is the only one that can close the frame that the sentence opens with: `Theo nghị quyết của Quốc hội về
/// thuế, mức thuế giảm`. Only pinpoints and citing words stand before the document then, and a whole clause behind the comma.
pub(super) fn closes_frame(article: &Article, first: u32, comma: u32, end: u32) -> bool {
    const CITING: &[&str] = &[
        "theo", "tại", "quy", "định", "của", "trong", "ở", "nội", "dung", "điểm", "khoản", "điều", "chương", "mục",
        "các", "và", "dự", "thảo",
    ];
    const CLAUSE: u32 = 4;
    let sentence = article.seg.sentences[article.sentence_of(first.saturating_sub(1)) as usize].tokens;
    let head = (sentence.start..first).find(|&at| {
        article.token(at).kind == TokenKind::Word
            && !CITING.iter().any(|word| article.reads(at, word))
            && article.word(at).len() > 2
    });
    let opens = article.token(sentence.start).capital
        && ["theo", "tại"].iter().any(|word| article.reads(sentence.start, word))
        && head.is_none_or(|head| super::edges::head_at(article, head, first).is_some());
    opens
        && comma + CLAUSE < end
        && (comma + 1..end).all(|at| !matches!(article.token(at).syllable, w::COMMA | w::THI | w::COLON | w::SEMICOLON))
}

/// `Theo Nghị quyết ... về cơ chế đặc thù, thành phố được tự chủ`: reading came to the verb of the main clause, so the frame has ended before;
/// at the last comma, or where none is, before the subject (`Theo Thông tư ... về dạy thêm giáo viên không được ...`).
pub(super) fn before_main_clause(article: &Article, first: u32, at: u32, end: u32) -> u32 {
    const SUBJECT: u32 = 4;
    const ACTOR: u32 = 10;
    /// Words at which a main clause's verb begins.
    const PREDICATE: &[Syllable] = &[w::DA, w::DANG, w::SE, w::PHAI, w::DUOC, w::KHONG, w::CAN, w::LA, w::CO, w::CHUA];
    let is_comma = |index: &u32| article.token(*index).syllable == w::COMMA;
    // `..., hành vi này bị phạt`: what is pointed at stands behind the title.
    if at < end && article.token(at).syllable == w::NAY {
        let comma = (at.saturating_sub(SUBJECT).max(first + 2)..at).rev().find(is_comma);
        return comma.unwrap_or(at);
    }
    if at >= end || !PREDICATE.contains(&article.token(at).syllable) {
        return at;
    }
    // `..., Bộ trưởng Bộ Công an đã phân công`: who does it stands before the verb, with a title or as a body.
    let actor = (at.saturating_sub(ACTOR).max(first + 2)..at).rev().find(is_comma).filter(|comma| {
        let hit = |category| article.lexicon.matcher.longest_at(&article.seg.tokens, comma + 1, at, category);
        let named = article.token(comma + 1).capital
            && (hit(Category::Role).is_some() || hit(Category::Organization).is_some());
        named || subject_at(article, comma + 1, at) == Some(at)
    });
    if let Some(comma) = actor {
        return comma;
    }
    // A later comma may close the frame; then the verb describes the document.
    if !opens_frame(article, first) || (at..end).any(|index| is_comma(&index)) {
        return at;
    }
    let commas = first + 2..at;
    if let Some(comma) = commas.rev().find(|index| is_comma(index) && !coordinates(article, *index, end)) {
        return comma;
    }
    let governs = |index: u32| {
        matches!(article.token(index).syllable, w::CUA | w::CHO | w::VOI | w::VE | w::VA | w::CAC | w::COMMA | w::NHUNG)
    };
    (at.saturating_sub(SUBJECT).max(first + 3)..at)
        .find(|&index| subject_at(article, index, at) == Some(at) && !governs(index - 1))
        .unwrap_or(at)
}

/// One past the subject of a clause that begins at token `at`: `giáo viên`.
fn subject_at(article: &Article, at: u32, end: u32) -> Option<u32> {
    let words = &article.lexicon.legal.words;
    let subject = words.at(&article.seg.tokens, at, end, |class| class == WordClass::Subject);
    subject.map(|(_, length)| at + length)
}

/// Whether the sentence begins with the words that cite the document of the title at `first`: `Theo Nghị định ...`, `Căn cứ khoản 2 Điều 5
/// Nghị định ...`.
fn opens_frame(article: &Article, first: u32) -> bool {
    const CITING: &[&str] = &["theo", "tại", "căn", "trong", "với", "chiếu", "dựa"];
    const PINPOINT: u32 = 24;
    let sentence = article.seg.sentences[article.sentence_of(first.saturating_sub(1)) as usize].tokens;
    let opening = CITING.contains(&article.word(sentence.start).to_lowercase().as_str());
    opening
        && first - sentence.start < PINPOINT
        && (sentence.start..first).all(|at| word_at(article, at, first, |c| c == WordClass::Clause).is_none())
}
