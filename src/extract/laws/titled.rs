//! Decrees, resolutions, decisions and circulars without a number: known by what they are about, or by what points back to them.
//!
//! `Nghị định về cư trú`, `Nghị quyết của Quốc hội về thuế`, `Nghị quyết thành lập thành phố Huế`, `Nghị định này`, `khoản 2 Điều 103 Nghị
//! định`. A title is needed, and a capital head word.

use super::issuers::{is_of_a_firm, names_a_party_body};
use super::{Finder, Left, composed, edges, left, notes};
use crate::lexicon::{LegalHead, WordClass, words as w};
use crate::model::{DocType, Hit, Text, TokenRange};

impl Finder<'_> {
    /// Keeps `Nghị định này`, `Công ước trên` as what points back; false where the head word does not.
    pub(super) fn points_back(&mut self, hit: Hit, head: LegalHead, end: u32) -> bool {
        let Some(next) = self.pointing(hit.end(), end) else { return false };
        let mut draft = self.draft(TokenRange::new(hit.token, next), head.doc_type, "anaphor");
        draft.mention.anaphor = true;
        self.keep(draft);
        true
    }

    /// `Nghị định về cư trú`, `Nghị quyết của Quốc hội về thuế`, `Nghị định này`, `Nghị quyết Đại hội XII của Đảng`.
    pub(super) fn without_number(&mut self, hit: Hit, head: LegalHead, end: u32) {
        let article = self.article;
        if self.is_counted(hit.token) {
            return;
        }
        if self.points_back(hit, head, end) || self.quoted_title(hit, head, end) {
            return;
        }
        let passed = self.is_passed(hit, head);
        let left = left::read(article, self.sentence(hit.token).start, hit.token);
        // `dự thảo thông tư mới của Bộ Giáo dục và Đào tạo về thi cử`
        let new = u32::from(left.is_draft && self.is(hit.end(), end, "mới"));
        let (issuer, mut at) = match self.issuer(hit.end() + new, end) {
            Some((issuer, next)) => (Some(issuer), next),
            None => (None, hit.end()),
        };
        if issuer.is_some_and(|issuer| is_of_a_firm(issuer.of(article.text))) {
            return;
        }
        if !self.is_plural(hit.token) && self.party_resolution(hit, end) {
            return;
        }
        // In small letters a draft (`dự thảo nghị định về cư trú`), or a resolution of a body (`nghị quyết của Quốc hội về thuế`).
        let listed = hit.token > 0 && matches!(article.token(hit.token - 1).syllable, w::COMMA | w::VA);
        let of_a_body = head.doc_type == DocType::Resolution && issuer.is_some() && !listed;
        if !article.token(hit.token).capital && !passed && !left.is_draft && !of_a_body {
            return;
        }
        if self.is_plural(hit.token) && left.provisions.is_empty() {
            return;
        }
        if let Some((_, next)) = notes::date(article, at, end) {
            at = next;
        }
        // `bổ sung trong dự thảo Nghị quyết quy định về thuế`: what it is to say.
        let inside = left.start > 1
            && (article.token(left.start - 1).syllable == w::TRONG || article.reads(left.start - 1, "vào"))
            && article.reads(left.start - 2, "sung")
            && self.is(at, end, "quy")
            && self.is(at + 1, end, "định");
        let begins = at < end
            && !inside
            && (edges::word_at(article, at, end, |class| class == WordClass::Title).is_some()
                || self.act_begins(hit, head, at, end)
                || left.is_draft && at == hit.end() && self.is_title_in_context(hit, at, end));
        let first_word = self.sentence(hit.token).start == hit.token;
        // `Quyết định về việc sa thải`: any firm writes those; one with an issuer, or that is issued, is meant here.
        let issued = self.is_issued(hit);
        let verb_like = matches!(head.doc_type, DocType::Decision | DocType::Directive)
            && (first_word || issuer.is_none() && !issued);
        let dated = self.is(at, end, "ban") && self.syllable(at + 2, end) == Some(w::NGAY);
        if !begins && issuer.is_none() {
            self.bare_with_pinpoint(hit, head, &left);
        }
        if !begins || verb_like || dated {
            return;
        }
        let mut title_end = edges::title_end(article, at, end, None);
        // `trao Quyết định thành lập thành phố cho chính quyền`: to whom it is handed.
        if hit.token > 0 && article.reads(hit.token - 1, "trao") {
            let to = |index: u32| {
                article.token(index).syllable == w::CHO && index + 1 < end && article.token(index + 1).capital
            };
            title_end = (at..title_end).find(|&index| to(index)).unwrap_or(title_end);
        }
        if title_end < at + 3 || is_generic(self.span(at, title_end).of(article.text)) {
            return;
        }
        let mut draft = self.draft(TokenRange::new(hit.token, title_end), head.doc_type, "titled");
        draft.mention.name = Some(Text::Span(self.span(hit.token, title_end)));
        draft.mention.issuer = issuer;
        if self.is_party_issuer(&draft) {
            draft.mention.doc_type = DocType::PartyDocument;
        }
        draft.mention.is_draft = self.is_planned(hit.token);
        let title = composed(article, self.span(hit.token, hit.end()), self.span(at, title_end));
        draft.mention.registry_name = article.lexicon.laws.named(title.of(article.text));
        self.keep(draft);
        self.title_until = self.title_until.max(title_end);
        self.claimed = hit.end();
    }

    /// `Kết luận của Bộ Chính trị về công tác thanh niên`, `dự thảo Quy định của Ban Bí thư về ...`: documents of the Party by issuer and topic.
    pub(super) fn formal_of_the_party(&mut self, hit: Hit, head: LegalHead, end: u32) {
        if head.doc_type != DocType::Other || !self.article.token(hit.token).capital || self.is_plural(hit.token) {
            return;
        }
        let Some((issuer, at)) = self.issuer(hit.end(), end) else { return };
        let issuer_name = issuer.of(self.article.text);
        // `Quy định của Đảng về kỷ luật`: any of them.
        let body = names_a_party_body(issuer_name) && issuer_name != "Đảng";
        if self.syllable(at, end) != Some(w::VE) || !body {
            return;
        }
        let title_end = edges::title_end(self.article, at, end, None);
        if title_end < at + 3 {
            return;
        }
        let mut draft = self.draft(TokenRange::new(hit.token, title_end), DocType::PartyDocument, "titled");
        draft.mention.name = Some(Text::Span(self.span(hit.token, title_end)));
        draft.mention.issuer = Some(issuer);
        self.keep(draft);
        self.title_until = self.title_until.max(title_end);
        self.claimed = hit.end();
    }

    /// `Kết luận này`, `Quy định này`: what points back to a document of that word.
    pub(super) fn formal_points_back(&mut self, hit: Hit, head: LegalHead, end: u32) {
        const POINTING: &[&str] = &["Kết", "Quy", "Công", "Kế", "Hướng", "Thông"];
        if POINTING.contains(&self.article.word(hit.token)) && self.syllable(hit.end(), end) == Some(w::NAY) {
            self.points_back(hit, head, end);
        }
    }

    /// `Chỉ thị “Nhật - Pháp bắn nhau và hành động của chúng ta”`: a title in quotation marks right behind the head word.
    fn quoted_title(&mut self, hit: Hit, head: LegalHead, end: u32) -> bool {
        const SHORTEST: u32 = 4;
        let (article, open) = (self.article, hit.end());
        let quote = if open < end && article.token(hit.token).capital { article.quote_opening(open) } else { None };
        let Some(quote) = quote.filter(|quote| quote.closed && quote.close < end && quote.close > open + SHORTEST)
        else {
            return false;
        };
        let mut draft = self.draft(TokenRange::new(hit.token, quote.close + 1), head.doc_type, "titled");
        draft.mention.name = Some(Text::Span(self.span(hit.token, quote.close + 1)));
        self.keep(draft);
        true
    }

    /// `ban hành`, `ký`, `công bố`, `dự thảo` before the head word.
    fn is_issued(&self, hit: Hit) -> bool {
        hit.token > 0 && matches!(self.article.word(hit.token - 1), "hành" | "ký" | "bố" | "thảo" | "trao")
    }

    /// `thông qua nghị quyết`, `ban hành nghị quyết`: a resolution that is passed is one, in small letters too.
    fn is_passed(&self, hit: Hit, head: LegalHead) -> bool {
        let before = |first: &str, second: &str| {
            self.article.word(hit.token - 1) == second && self.article.word(hit.token - 2) == first
        };
        head.doc_type == DocType::Resolution
            && hit.token >= self.sentence(hit.token).start + 2
            && (before("thông", "qua") || before("ban", "hành"))
    }

    /// `Nghị quyết thành lập thành phố Huế vừa được thông qua`, `trong Nghị quyết chất vấn`, `Nghị định thay thế Nghị định 81`: the title
    /// begins with what the document does. As the subject of a sentence only where its verb follows, for `Nghị quyết điều chỉnh ...` may
    /// also be the verb.
    fn act_begins(&self, hit: Hit, head: LegalHead, at: u32, end: u32) -> bool {
        let article = self.article;
        if at + 2 >= end {
            return false;
        }
        let of_a_body = at > hit.end();
        let replaces = self.is(at, end, "thay") && self.is(at + 1, end, "thế");
        if replaces {
            return edges::head_at(article, at + 2, end).is_some_and(|_| article.token(at + 2).capital);
        }
        if edges::word_at(article, at, end, |class| class == WordClass::Act).is_none() {
            return false;
        }
        // `trao Quyết định thăng cấp bậc hàm`: an honour; only with its number it is cited as a document.
        let honours = ["tặng", "trao", "thăng", "khen"].iter().any(|word| self.is(at, end, word))
            || self.is(at, end, "truy") && self.is(at + 1, end, "tặng");
        if head.doc_type == DocType::Decision && honours {
            return false;
        }
        // `nghị quyết của Quốc hội thành lập thành phố Huế`; what it allows and charges may be said of it.
        if of_a_body {
            let says = self.is(at, end, "cho") || self.is(at, end, "giao");
            return head.doc_type == DocType::Resolution && !says
                || head.doc_type == DocType::Decision && self.is_issued(hit);
        }
        let first = self.sentence(hit.token).start;
        let before = if hit.token > first { article.word(hit.token - 1).to_lowercase() } else { String::new() };
        match head.doc_type {
            DocType::Resolution => {
                let title_end = edges::title_end(article, at, end, None);
                let verb = title_end < end
                    && edges::word_at(article, title_end, end, |class| {
                        matches!(class, WordClass::Clause | WordClass::Verb)
                    })
                    .is_some();
                let governed = matches!(
                    before.as_str(),
                    "qua"
                        | "hành"
                        | "ký"
                        | "bố"
                        | "thảo"
                        | "trong"
                        | "theo"
                        | "tại"
                        | "của"
                        | "hiện"
                        | "khai"
                        | "trình"
                        | "trao"
                );
                governed || before.is_empty() && verb
            }
            // `Quyết định xử phạt vi phạm hành chính`: a kind of decision; one names whom or what.
            DocType::Decision => {
                let title_end = edges::title_end(article, at, end, None);
                self.is_issued(hit) && (at..title_end).any(|index| article.token(index).capital)
            }
            _ => false,
        }
    }

    /// `khoản 2 Điều 103 Nghị định`, `Điều 2 của dự thảo Nghị quyết`: a bare type word behind a pinpoint means the document before.
    fn bare_with_pinpoint(&mut self, hit: Hit, head: LegalHead, left: &Left) {
        if left.provisions.is_empty() || !self.article.token(hit.token).capital {
            return;
        }
        let mut draft = self.draft(TokenRange::new(hit.token, hit.end()), head.doc_type, "anaphor");
        draft.mention.anaphor = true;
        self.keep(draft);
    }

    /// What is still to be written: `trình Quốc hội ban hành`, `để ban hành`, `sẽ ban hành`, `xây dựng`, `soạn thảo`.
    fn is_planned(&self, head: u32) -> bool {
        let first = self.sentence(head).start.max(head.saturating_sub(8));
        let before: Vec<String> = (first..head).map(|at| self.article.word(at).to_lowercase()).collect();
        let ends = |words: &str| before.join(" ").ends_with(words);
        let has = |word: &str| before.iter().any(|w| w == word);
        let issuing = ends("ban hành") || ends("thông qua") || ends("ban hành một") || ends("trình");
        issuing
            && (has("trình")
                || has("để")
                || has("sẽ")
                || has("nghị")
                || has("xuất")
                || has("cần")
                || has("sớm")
                || has("xem"))
            || ends("xây dựng")
            || ends("soạn thảo")
            || ends("dự thảo")
            || ends("trong") && (head.saturating_sub(11)..head).any(|at| self.article.token(at).syllable == w::SE)
    }
}

/// `về nội dung sau đây`, `về vấn đề này`: no title.
fn is_generic(title: &str) -> bool {
    const GENERIC: &[&str] =
        &["về nội dung", "về các nội dung", "về vấn đề", "về các vấn đề", "về việc đó", "về việc trên"];
    GENERIC.contains(&title)
}
