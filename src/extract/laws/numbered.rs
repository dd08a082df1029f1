//! Documents known by their numbers: decrees, resolutions, decisions, circulars, dispatches, plans and the rest.
//!
//! `Nghị định số 70/2024/NĐ-CP ngày 25/6/2024`, `Nghị quyết 57`, `Thông tư 15/2019/TT-BKHCN của Bộ Khoa học và Công nghệ về thép`,
//! `Nghị quyết của Quốc hội về thuế`. Issuer and date behind the number belong to the span only if a title follows them. Without
//! a number a title is needed, and a capital head word; `kế hoạch`, `quy định` and the like need a number in any case.

use super::{Draft, Finder, composed, edges, left, notes, number};
use crate::lexicon::{HeadRole, LegalHead, WordClass, words as w};
use crate::model::{DocType, Hit, NumberParts, Span, TokenKind, TokenRange};

/// Words behind a number that make it a quantity.
const UNITS: &[&str] = &[
    "năm",
    "ngày",
    "tháng",
    "điểm",
    "tỷ",
    "tỉ",
    "triệu",
    "nghìn",
    "người",
    "lần",
    "đồng",
    "%",
    "giờ",
    "nội",
    "nhóm",
    "trường",
    "dự",
    "đối",
    "vấn",
    "nhiệm",
    "biện",
    "hộ",
    "cá",
    "tổ",
    "bị",
    "chính",
    "văn",
    "cơ",
    "địa",
    "tỉnh",
    "xã",
];

impl Finder<'_> {
    pub(super) fn numbered(&mut self, hit: Hit, head: LegalHead) {
        let end = self.limit(hit.token);
        let marked = self.syllable(hit.end(), end) == Some(w::SO);
        let mut at = hit.end() + u32::from(marked);
        at += u32::from(marked && self.syllable(at, end) == Some(w::COLON));
        if let Some((parts, next)) = self.number(at, end).map(|found| self.with_year(found, end))
            && self.is_number_of(&parts, hit, head, marked, next, end)
            && !(parts.is_short() && head.doc_type == DocType::Resolution && self.is_of_a_company(hit))
        {
            self.with_number(hit, head, parts, next, end);
            return;
        }
        if head.role == HeadRole::Numbered && hit.len > 1 {
            self.without_number(hit, head, end);
        }
    }

    /// One past the last token that a mention at `token` may reach: the sentence, or the title that it stands in.
    fn limit(&self, token: u32) -> u32 {
        let end = self.sentence(token).end;
        if token < self.title_until { end.min(self.title_until) } else { end }
    }

    /// `Nghị định 28 năm 2015`: the year belongs to a short number.
    fn with_year(&self, (mut parts, next): (NumberParts, u32), end: u32) -> (NumberParts, u32) {
        let yearless = parts.is_short() && parts.year.is_none() && self.syllable(next, end) == Some(w::NAM);
        let year = if yearless { notes::year_at(self.article, next + 1, end) } else { None };
        parts.year = parts.year.or(year);
        (parts, if year.is_some() { next + 2 } else { next })
    }

    fn is_number_of(&self, parts: &NumberParts, hit: Hit, head: LegalHead, marked: bool, next: u32, end: u32) -> bool {
        let capital = self.article.token(hit.token).capital;
        if !parts.is_short() {
            // `Kết luận giám định số 2190/KL-KTHS` never comes here: its number does not follow the head word.
            return parts.kind.is_some() || parts.known_issuer || head.doc_type == DocType::Dispatch || marked;
        }
        let usually_short = matches!(self.article.word(hit.token), "Kết" | "Quy" | "Hướng" | "Công" | "quy");
        // `Thông báo 11456 của Cục Thuế`
        let notice = self.is(hit.token, end, "thông") && capital && parts.serial.len() > 2;
        if head.role == HeadRole::Formal && !(usually_short || notice || head.doc_type == DocType::Dispatch && marked) {
            return false;
        }
        // `Quyết định 31/7/2024`: a date.
        if self.syllable(next, end) == Some(w::SLASH) && !self.article.token(next).spaced {
            return false;
        }
        // `Nghị quyết 5 điểm`, `quyết định 3 lần`: a quantity.
        let dated = notes::date(self.article, next, end).is_some();
        let unit = next < end && UNITS.contains(&self.article.word(next)) && !dated;
        let plausible =
            parts.serial.len() <= 5 && (parts.year.is_some() || notes::year_at(self.article, next - 1, end).is_none());
        // `Theo quy định 214, ...`
        let party_rule = self.is(hit.token, end, "quy")
            && parts.serial.len() > 1
            && self.syllable(next, end) == Some(w::COMMA)
            && hit.token > self.sentence(hit.token).start
            && self.is(hit.token - 1, end, "theo");
        if party_rule && plausible {
            return true;
        }
        // In small letters only the words that hardly mean anything else.
        let small =
            !matches!(head.doc_type, DocType::Decision | DocType::Other | DocType::Dispatch) && parts.serial.len() > 1;
        marked || (capital || small) && !unit && plausible
    }

    fn with_number(&mut self, hit: Hit, head: LegalHead, parts: NumberParts, next: u32, end: u32) {
        let doc_type = Self::doc_type(head, &parts);
        let mut draft = self.draft(TokenRange::new(hit.token, next), doc_type, "numbered");
        draft.mention.year = parts.year;
        draft.mention.number = Some(parts);
        let dated = self.date_behind(&mut draft, end);
        self.title_behind(&mut draft, hit, dated, end);
        self.amending_note(&mut draft, end);
        let party = self.is_party_issuer(&draft) || self.party_decides(hit);
        if party
            && head.doc_type != DocType::Dispatch
            && draft.mention.number.as_ref().is_some_and(|n| n.is_short() || n.party)
        {
            draft.mention.doc_type = DocType::PartyDocument;
        }
        let number_end = next;
        let (title_end, short) = (draft.tokens.end, draft.mention.number.as_ref().is_some_and(NumberParts::is_short));
        let doc_type = draft.mention.doc_type;
        self.keep(draft);
        self.claimed = number_end;
        self.title_until = self.title_until.max(title_end);
        if short {
            self.short_list(number_end, doc_type, end);
        }
    }

    fn doc_type(head: LegalHead, parts: &NumberParts) -> DocType {
        match number::doc_type(parts) {
            Some(DocType::PartyDocument) if head.doc_type != DocType::Dispatch => DocType::PartyDocument,
            // The word decides, except that joint circulars are also called circulars.
            Some(DocType::JointCircular) if head.doc_type == DocType::Circular => DocType::JointCircular,
            _ => head.doc_type,
        }
    }

    /// A date next to the number belongs to the mention.
    fn date_behind(&mut self, draft: &mut Draft, end: u32) -> bool {
        let at = draft.tokens.end;
        let paren = self.syllable(at, end) == Some(w::OPEN_PAREN);
        let comma = self.syllable(at, end) == Some(w::COMMA);
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
    fn title_behind(&mut self, draft: &mut Draft, hit: Hit, mut formal: bool, end: u32) {
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
        let wanted = |class| {
            class == WordClass::Title
                || !short && class == WordClass::Act
                || (formal && !short || bare) && class == WordClass::FormalTitle
        };
        if at >= end || edges::word_at(self.article, at, end, wanted).is_none() || self.is_verb(at, end) {
            return;
        }
        let own = draft.mention.issuer.is_none().then(|| issuer_name(draft)).flatten();
        let title_end = edges::title_end(self.article, at, end, own);
        let shortest = if self.syllable(at, end) == Some(w::VE) { 3 } else { 4 };
        // `hướng dẫn về vấn đề này` is no title.
        if title_end < at + shortest || self.syllable(title_end, end) == Some(w::NAY) {
            return;
        }
        draft.mention.name = Some(composed(self.article, self.span(hit.token, hit.end()), self.span(at, title_end)));
        draft.tokens.end = title_end;
    }

    /// `ban hành Nghị định 73/2024/NĐ-CP quy định mức lương cơ sở`, `Nghị định 73/2024/NĐ-CP quy định mức lương cơ sở có hiệu lực`: whether
    /// `quy định` right behind a number begins the title, and does not say what the document provides.
    fn is_title_in_context(&self, hit: Hit, at: u32, end: u32) -> bool {
        const NOUNS: &[&str] = &[
            "mức", "chế", "chức", "tiêu", "điều", "danh", "trình", "thủ", "việc", "mẫu", "định", "khung", "cơ",
            "chính", "phương", "quản", "hoạt", "tạm", "giá", "biểu", "chuẩn", "bảng", "kỹ",
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
        if matches!(before.as_str(), "hành" | "ký" | "bố" | "thảo") {
            return true;
        }
        if !NOUNS.contains(&article.word(at + 2)) {
            return false;
        }
        let clause = title_end < end
            && edges::word_at(article, title_end, end, |class| matches!(class, WordClass::Clause | WordClass::Verb))
                .is_some();
        match before.as_str() {
            // The subject: a title only if the verb follows.
            "" => clause,
            "theo" | "tại" | "cứ" | "của" | "với" | "hiện" | "trong" | "và" | "đổi" | "sung" | "thế" | "bỏ" => {
                !clause
            }
            _ => false,
        }
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
        let article = self.article;
        if self.syllable(at, end) != Some(w::CUA) || at + 1 >= end || !article.token(at + 1).capital {
            return None;
        }
        let first = at + 1;
        let mut next = first;
        while next < end && next < first + 16 {
            let token = article.token(next);
            if token.kind != TokenKind::Word {
                // `(khóa XIII)`, `Lao động - Thương binh và Xã hội`
                let dash = matches!(token.syllable, w::HYPHEN | w::EN_DASH | w::COMMA)
                    && next + 1 < end
                    && article.token(next + 1).capital
                    && next > first
                    && (token.syllable != w::COMMA || self.is(next - 1, end, "hóa"));
                let term = token.syllable == w::OPEN_PAREN && self.is(next + 1, end, "khóa");
                if term && self.syllable(next + 3, end) == Some(w::CLOSE_PAREN) {
                    next += 4;
                    continue;
                }
                if !dash {
                    break;
                }
            } else if token.syllable == w::NGAY || edges::word_at(article, next, end, |_| true).is_some() {
                break;
            }
            next += 1;
        }
        (next > first).then(|| (self.span(first, next), next))
    }

    pub(super) fn is_party_issuer(&self, draft: &Draft) -> bool {
        let issuer = draft.mention.issuer.map_or("", |span| span.of(self.article.text)).to_lowercase();
        [
            "bộ chính trị",
            "ban bí thư",
            "ban chấp hành trung ương",
            "bch trung ương",
            "trung ương",
            "hội nghị trung ương",
            "đảng",
            "tỉnh ủy",
            "thành ủy",
            "quân ủy",
        ]
        .iter()
        .any(|body| issuer.starts_with(body))
    }

    /// `Bộ Chính trị ban hành Quyết định 1348`: the subject before the verb of issuing.
    fn party_decides(&self, hit: Hit) -> bool {
        let sentence = self.sentence(hit.token);
        let before = self.span(sentence.start.max(hit.token.saturating_sub(6)), hit.token + 1);
        let before = before.of(self.article.text);
        let party = |text: &str| text.contains("Bộ Chính trị") || text.contains("Ban Bí thư");
        // Conclusions and regulations by a short number are hardly anybody else's: `Trong Kết luận 126, Bộ Chính trị ...`.
        let whole = self.article.span(sentence).of(self.article.text);
        let usual = matches!(self.article.word(hit.token), "Kết" | "Quy" | "kết" | "quy");
        usual && party(whole) || party(before) && (before.contains("ban hành") || before.contains("có "))
    }

    /// A resolution of a company's board or shareholders.
    fn is_of_a_company(&self, hit: Hit) -> bool {
        let paragraph = self.article.seg.paragraphs[self.article.paragraph_of(hit.token) as usize].span;
        let text = paragraph.of(self.article.text);
        text.contains("HĐQT") || text.contains("ĐHĐCĐ")
    }

    /// `các Nghị quyết 57, 59, 66 và 68`: each further short number is a row.
    fn short_list(&mut self, mut at: u32, doc_type: DocType, end: u32) {
        while matches!(self.syllable(at, end), Some(w::COMMA | w::VA)) {
            let Some((parts, next)) = self.number(at + 1, end) else { return };
            let closed = next >= end
                || self.article.token(next).kind == TokenKind::Mark
                || self.article.token(next).syllable == w::VA
                || edges::word_at(self.article, next, end, |_| true).is_some()
                || self.article.token(next).syllable == w::CUA;
            if !parts.is_short()
                || parts.serial.len() > 5
                || !closed
                || self.article.token(at + 1).kind != TokenKind::Number
            {
                return;
            }
            let mut draft = self.draft(TokenRange::new(at + 1, next), doc_type, "number-list");
            draft.mention.year = parts.year;
            draft.mention.number = Some(parts);
            self.keep(draft);
            at = next;
        }
    }

    /// `các`, `những`, `nhiều`, a numeral before the head word.
    pub(super) fn is_plural(&self, head: u32) -> bool {
        let Some(before) = head.checked_sub(1).filter(|at| *at >= self.sentence(head).start) else { return false };
        let token = self.article.token(before);
        matches!(token.syllable, w::CAC | w::NHUNG | w::NHIEU | w::HAI)
            || token.kind == TokenKind::Number
            || self.is(before, head, "số")
    }

    /// `2 nghị quyết trên`, `hai nghị định này`; the number of a pinpoint does not count.
    pub(super) fn is_counted(&self, head: u32) -> bool {
        let first = self.sentence(head).start;
        let counted = head > first
            && (self.article.token(head - 1).kind == TokenKind::Number
                || self.article.token(head - 1).syllable == w::HAI);
        counted && left::read(self.article, first, head).provisions.is_empty()
    }
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
