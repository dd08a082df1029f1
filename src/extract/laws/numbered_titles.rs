//! What stands behind a number: date, issuer, title.
//!
//! `ngày 25/6/2024 của Chính phủ quy định về căn cước`: issuer and date behind it belong to the mention only if a title follows them. A
//! title begins with a word that the list of words has for it; `quy định` may be a verb, which its neighbours tell.

use super::{Draft, Finder, cited, composed, edges, notes};
use crate::lexicon::{WordClass, words as w};
use crate::model::{DocType, Hit, NumberParts, Span, TokenKind};

impl Finder<'_> {
    /// A date next to the number belongs to the mention.
    pub(super) fn date_behind(&mut self, draft: &mut Draft, end: u32) -> bool {
        let at = draft.tokens.end;
        let paren = self.syllable(at, end) == Some(w::OPEN_PAREN);
        let comma = self.syllable(at, end) == Some(w::COMMA);
        // `Văn bản hợp nhất 25/VBHN-BTC 2019`
        let yearless = draft.mention.number.as_ref().is_some_and(|number| !number.is_short() && number.year.is_none());
        if yearless && let Some(year) = notes::year_at(self.article, at, end) {
            draft.mention.year = Some(year);
            draft.tokens.end = at + 1;
            return false;
        }
        let Some((date, mut next)) = notes::date(self.article, at + u32::from(paren || comma), end) else {
            return false;
        };
        if paren {
            if self.syllable(next, end) != Some(w::CLOSE_PAREN) {
                return false;
            }
            next += 1;
        }
        draft.mention.year = draft.mention.year.or(Some(date.year()));
        draft.tokens.end = next;
        true
    }

    /// Issuer, date behind it, title.
    pub(super) fn title_behind(&mut self, draft: &mut Draft, hit: Hit, mut formal: bool, end: u32) {
        let mut at = draft.tokens.end;
        if let Some((issuer, next)) = self.issuer(at, end) {
            draft.mention.issuer = Some(issuer);
            (at, formal) = (next, true);
        }
        if let Some((_, next)) = notes::date(self.article, at, end) {
            (at, formal) = (next, true);
        }
        // After a short number only `về` begins a title; `Nghị quyết 18 ban hành` goes on with a verb.
        let short = draft.mention.number.as_ref().is_some_and(NumberParts::is_short);
        if short && !formal && self.syllable(at, end) != Some(w::VE) {
            return;
        }
        let bare = !formal && !short && self.is_title_in_context(hit, at, end);
        // `ban hành Chỉ thị số 39/CT-TTg đẩy nhanh tiến độ`: what a directive is for, where it is no subject.
        let directs =
            matches!(draft.mention.doc_type, DocType::Directive | DocType::Dispatch) && !short && self.is_object(hit);
        let wanted = |class| {
            class == WordClass::Title
                || !short && class == WordClass::Act
                || directs && class == WordClass::Step
                || (formal && !short || bare) && class == WordClass::FormalTitle
        };
        if at >= end || edges::word_at(self.article, at, end, wanted).is_none() || self.is_verb(at, end) {
            return;
        }
        let own = draft.mention.issuer.is_none().then(|| issuer_name(draft)).flatten();
        let title_end = edges::title_end(self.article, at, end, own);
        let shortest = if self.syllable(at, end) == Some(w::VE) { 3 } else { 4 };
        // `hướng dẫn về vấn đề này` is no title.
        let unfinished = is_unfinished(self.span(at, title_end.max(at + 1)).of(self.article.text));
        if title_end < at + shortest || self.syllable(title_end, end) == Some(w::NAY) || unfinished {
            return;
        }
        draft.mention.name = Some(composed(self.article, self.span(hit.token, hit.end()), self.span(at, title_end)));
        draft.tokens.end = title_end;
    }

    /// `ban hành Nghị định 73/2024/NĐ-CP quy định mức lương cơ sở`, `Nghị định 73/2024/NĐ-CP quy định mức lương cơ sở có hiệu lực`: whether
    /// `quy định` right behind a number begins the title, and does not say what the document provides.
    pub(super) fn is_title_in_context(&self, hit: Hit, at: u32, end: u32) -> bool {
        const NOUNS: &[&str] = &[
            "mức", "chế", "chức", "tiêu", "điều", "danh", "trình", "thủ", "việc", "mẫu", "định", "khung", "cơ",
            "chính", "phương", "quản", "hoạt", "tổ", "tạm", "giá", "biểu", "chuẩn", "bảng", "kỹ",
        ];
        if !(self.is(at, end, "quy") && self.is(at + 1, end, "định")) || at + 2 >= end {
            return false;
        }
        let article = self.article;
        let title_end = edges::title_end(article, at, end, None);
        let quantity = (at..title_end).any(|index| {
            article.token(index).kind == TokenKind::Number
                && index + 1 < end
                && matches!(
                    article.word(index + 1),
                    "%" | "triệu" | "đồng" | "tỷ" | "tỉ" | "nghìn" | "ngày" | "lần" | "tháng"
                )
        });
        if quantity {
            return false;
        }
        let sentence = self.sentence(hit.token);
        let before =
            if hit.token > sentence.start { article.word(hit.token - 1).to_lowercase() } else { String::new() };
        if matches!(before.as_str(), "hành" | "ký" | "bố") {
            return true;
        }
        if !NOUNS.contains(&article.word(at + 2)) {
            return false;
        }
        let clause = title_end < end
            && edges::word_at(article, title_end, end, |class| matches!(class, WordClass::Clause | WordClass::Verb))
                .is_some();
        match before.as_str() {
            "thảo" => true,
            // The subject: a title only if the verb follows.
            "" => clause,
            "theo" | "tại" | "cứ" | "của" | "với" | "hiện" | "trong" | "và" | "đổi" | "sung" | "thế" | "bỏ" => {
                !clause
            }
            _ => false,
        }
    }

    /// `ban hành Chỉ thị ...`, `theo Công điện ...`: the head word is governed by what stands before it.
    fn is_object(&self, hit: Hit) -> bool {
        const GOVERNING: &[&str] = &["hành", "ký", "theo", "hiện", "tại", "có", "ra", "khai", "trong", "bố"];
        hit.token > self.sentence(hit.token).start && GOVERNING.contains(&self.article.word(hit.token - 1))
    }

    /// `quy định rõ`, `quy định mức phạt`: what the document says, not what it is called.
    fn is_verb(&self, at: u32, end: u32) -> bool {
        const SAID: &[&str] =
            &["rõ", "người", "các", "hành", "trường", "cụ", "như", "tại", "nếu", "khi", "phạt", "không"];
        let object = if at + 2 < end { self.article.word(at + 2) } else { "" };
        // `ban hành bởi`, `ban hành kèm theo`
        let issued = self.is(at, end, "ban")
            && self.is(at + 1, end, "hành")
            && ["bởi", "ngày", "năm", "kèm", "từ", "theo", "trước", "sau"].contains(&object);
        issued || self.is(at, end, "quy") && (SAID.contains(&object) || object == "mức" && self.is(at + 3, end, "phạt"))
    }

    /// `của Bộ trưởng Bộ Y tế`: the issuer, and one past it.
    pub(super) fn issuer(&self, at: u32, end: u32) -> Option<(Span, u32)> {
        let next = cited::issuer_end(self.article, at, end)?;
        Some((self.span(at + 1, next), next))
    }
}

/// `về việc sửa đổi, bổ sung một số điều`: a title that its writer broke off says nothing.
fn is_unfinished(title: &str) -> bool {
    const WORDS: &[&str] = &["về", "việc", "sửa", "đổi", "đổi,", "bổ", "sung", "một", "1", "số", "điều"];
    title.split(' ').all(|word| WORDS.contains(&word))
}

/// The first words of the body that the number's code says, for a title that `của` and the body follow.
fn issuer_name(draft: &Draft) -> Option<&'static str> {
    let number = draft.mention.number.as_ref()?;
    Some(match number.issuer.as_deref() {
        Some("CP") => "Chính phủ",
        Some("TTg") => "Thủ tướng",
        Some(code) if code.starts_with("QH") => "Quốc hội",
        Some(code) if code.starts_with("UBTVQH") => "Ủy ban",
        Some(code) if code.starts_with('B') => "Bộ",
        Some("TW") | None => "Bộ Chính",
        _ => return None,
    })
}
