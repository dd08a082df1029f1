//! Documents known by their numbers: decrees, resolutions, decisions, circulars, dispatches, plans and the rest.
//!
//! `Nghị định số 70/2024/NĐ-CP ngày 25/6/2024`, `Nghị quyết 57`, `Thông tư 15/2019/TT-BKHCN của Bộ Khoa học và Công nghệ về thép`,
//! `Nghị quyết của Quốc hội về thuế`. Issuer and date behind the number belong to the span only if a title follows them. Without
//! a number a title is needed, and a capital head word; `kế hoạch`, `quy định` and the like need a number in any case.

use super::{Finder, edges, left, notes, number};
use crate::lexicon::{HeadRole, LegalHead, WordClass, words as w};
use crate::model::{DocType, Hit, NumberParts, Text, TokenKind, TokenRange};

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
        if self.numbered_behind_issuer(hit, head, end) {
            return;
        }
        if let Some((parts, next)) = self.number(at, end).map(|found| self.with_year(found, end))
            && self.is_number_of(&parts, hit, head, marked, next, end)
            && !(parts.is_short() && head.doc_type == DocType::Resolution && self.is_of_a_company(hit))
        {
            self.with_number(hit, head, parts, next, end);
            return;
        }
        if self.numbered_behind_words(hit, head, end) {
            return;
        }
        if head.role == HeadRole::Numbered && hit.len > 1 {
            self.without_number(hit, head, end);
        } else if head.role == HeadRole::Formal {
            self.formal_of_the_party(hit, head, end);
            self.formal_points_back(hit, head, end);
        }
    }

    /// `Quyết định xử phạt vi phạm hành chính số 168/QĐ-XPHC`: what it does, then the number; whether it was so.
    fn numbered_behind_words(&mut self, hit: Hit, head: LegalHead, end: u32) -> bool {
        const LONGEST: u32 = 12;
        let article = self.article;
        let words = (hit.end()..end.min(hit.end() + LONGEST))
            .take_while(|&at| article.token(at).kind == TokenKind::Word && edges::head_at(article, at, end).is_none());
        let marked = words.into_iter().find(|&at| article.token(at).syllable == w::SO && at > hit.end() + 1);
        let Some(so) = marked else { return false };
        let Some((parts, next)) = self.number(so + 1, end).filter(|(parts, _)| !parts.is_short()) else { return false };
        let clause = |class| matches!(class, WordClass::Clause | WordClass::Edge);
        // `Thông báo điện tử theo Mẫu số 01/TB-ĐKĐT`: the form's number.
        let of_a_form = article.reads(so - 1, "mẫu");
        let said = of_a_form || (hit.end()..so).any(|at| edges::word_at(article, at, so, clause).is_some());
        // `quyết định mua căn hộ số 168/QĐ` is no document.
        let sure = article.token(hit.token).capital || parts.known_issuer;
        if said || !sure || number::doc_type(&parts) != Some(head.doc_type) {
            return false;
        }
        let name = self.span(hit.token, so);
        self.with_number(hit, head, parts, next, end);
        if let Some(law) = self.laws.last_mut().filter(|law| law.name.is_none()) {
            law.name = Some(Text::Span(name));
        }
        true
    }

    /// `Thông tư của Bộ Tài chính số 80/2021/TT-BTC`: issuer before number; whether it was so.
    fn numbered_behind_issuer(&mut self, hit: Hit, head: LegalHead, end: u32) -> bool {
        let Some((_, behind)) = self.issuer(hit.end(), end) else { return false };
        let Some((parts, next)) =
            (self.syllable(behind, end) == Some(w::SO)).then(|| self.number(behind + 1, end)).flatten()
        else {
            return false;
        };
        if parts.is_short() && parts.year.is_none() || head.role != HeadRole::Numbered {
            return false;
        }
        self.with_number(hit, head, parts, next, end);
        true
    }

    /// `NQ98`, `TT133/2016`: a type code with its number glued to it.
    pub(super) fn glued(&mut self, hit: Hit, head: LegalHead) {
        let article = self.article;
        let paragraph = article.seg.paragraphs[article.paragraph_of(hit.token) as usize].span;
        let digits = article.word(hit.token).bytes().take_while(|b| !b.is_ascii_digit()).count();
        let start = article.token(hit.token).start as usize + digits;
        let text = &article.text[..paragraph.end as usize];
        let Some((parts, byte)) = number::read(text, start, &article.lexicon.legal) else { return };
        let next = article.token_at(byte as u32).max(hit.token + 1);
        self.with_number(hit, LegalHead { role: HeadRole::Numbered, ..head }, parts, next, self.limit(hit.token));
    }

    /// One past the last token that a mention at `token` may reach: the sentence, or the title that it stands in.
    fn limit(&self, token: u32) -> u32 {
        let end = self.sentence(token).end;
        if token < self.title_until { end.min(self.title_until) } else { end }
    }

    /// `Nghị định 28 năm 2015`: the year belongs to a short number.
    pub(super) fn with_year(&self, (mut parts, next): (NumberParts, u32), end: u32) -> (NumberParts, u32) {
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
        let usually_short =
            matches!(self.article.word(hit.token), "Kết" | "Quy" | "Hướng" | "Công" | "kết" | "quy" | "công");
        // `Thông báo 11456 của Cục Thuế`
        let notice = self.is(hit.token, end, "thông") && parts.serial.len() > 2;
        // `kế hoạch số 26 của Hạt Kiểm lâm`
        let marked_short = marked && parts.serial.len() > 1 && self.closes_phrase(next, end);
        let dispatch = head.doc_type == DocType::Dispatch && marked;
        if head.role == HeadRole::Formal && !(usually_short || notice || dispatch || marked_short) {
            return false;
        }
        // `Quyết định 31/7/2024`: a date.
        if self.syllable(next, end) == Some(w::SLASH) && !self.article.token(next).spaced {
            return false;
        }
        // `Nghị quyết 5 điểm`, `quyết định 3 lần`: a quantity.
        let dated = notes::date(self.article, next, end).is_some();
        let unit = parts.year.is_none() && self.is_unit(next, end) && !dated;
        let plausible =
            parts.serial.len() <= 5 && (parts.year.is_some() || notes::year_at(self.article, next - 1, end).is_none());
        // In small letters as it comes the words that hardly mean anything else, the others only where the number ends a phrase.
        let sure = !matches!(head.doc_type, DocType::Decision | DocType::Other | DocType::Dispatch);
        let small = parts.serial.len() > 1 && (sure || parts.year.is_some() || self.closes_phrase(next, end));
        marked || (capital || small) && !unit && plausible
    }

    /// `quyết định 1743 của chủ tịch`, `công văn 3626,`, `quy định 131 xác định`; not `quy định 18 trường hợp`, `quyết định 100%`.
    fn closes_phrase(&self, at: u32, end: u32) -> bool {
        if at >= end {
            return true;
        }
        let token = self.article.token(at);
        if token.kind == TokenKind::Mark {
            let glued = at + 1 < end && !self.article.token(at + 1).spaced;
            let dash = matches!(token.syllable, w::HYPHEN | w::EN_DASH) && token.spaced && !glued;
            return dash
                || matches!(token.syllable, w::OPEN_PAREN | w::CLOSE_PAREN | w::CLOSE_QUOTE | w::STRAIGHT_QUOTE)
                || !glued && matches!(token.syllable, w::COMMA | w::FULL_STOP | w::SEMICOLON | w::COLON);
        }
        matches!(token.syllable, w::CUA | w::VA | w::VE | w::NGAY | w::NAY)
            || edges::word_at(self.article, at, end, |_| true).is_some()
    }

    /// Whether a word that makes the number a quantity stands at `at`: `tỷ đồng`, but not `đồng ý`.
    fn is_unit(&self, at: u32, end: u32) -> bool {
        const NO_MONEY: &[&str] = &["ý", "tình", "thời", "bộ", "loạt"];
        let agrees = self.is(at, end, "đồng") && at + 1 < end && NO_MONEY.contains(&self.article.word(at + 1));
        at < end && UNITS.contains(&self.article.word(at)) && !agrees
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
