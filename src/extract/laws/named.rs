//! Constitution, codes, laws, ordinances: known by their names.
//!
//! `Bộ luật Hình sự năm 2015 (sửa đổi 2017)`, `luật đất đai`, `Luật số 45/2019/QH14`, `Luật sửa đổi, bổ sung một số điều của Luật
//! Dược`, `dự án Luật Dân số`, `các luật Đất đai, Nhà ở`, `Luật này`. The longest registered name wins; a name that the registry
//! does not have begins with a capital and ends where [`edges::name_end`] says.

use super::{Draft, Finder, edges, left, notes};
use crate::lexicon::{Category, HeadRole, LegalHead, WordClass, words as w};
use crate::model::{DocType, Hit, Text, TokenKind, TokenRange};

impl Finder<'_> {
    pub(super) fn named(&mut self, hit: Hit, head: LegalHead) {
        // `đồng bộ Luật Cán bộ, công chức`: `bộ` is of the word before.
        const BEFORE: &[&str] = &["đồng", "toàn", "cán", "nội", "đảng"];
        if head.doc_type == DocType::Code && hit.token > 0 && BEFORE.contains(&self.article.word(hit.token - 1)) {
            let law = Hit { token: hit.token + 1, len: 1, ..hit };
            return self.named(law, LegalHead { doc_type: DocType::Law, ..head });
        }
        let sentence = self.sentence(hit.token);
        let (article, after) = (self.article, hit.end());
        if let Some(end) = self.amending_end(after, head, sentence.end) {
            self.amending(hit, head, end, sentence.end);
            return;
        }
        let registered = match head.role {
            HeadRole::Bill => self.after_head(&[w::LUAT], after, sentence.end),
            _ => article.lexicon.matcher.longest_at(&article.seg.tokens, hit.token, sentence.end, Category::LawName),
        };
        if let Some(name) = registered
            && self.is_whole(name, head, sentence.end)
        {
            if !self.is_cited(name, head) {
                return;
            }
            let range = TokenRange::new(hit.token, name.end());
            let list_head = hit.token;
            self.registered_law(range, name.entry, head, "registered-name");
            self.elliptic_list(list_head, hit, head, sentence.end);
            return;
        }
        // `Luật Hình sự`, `Luật lao động` is the code.
        if head.doc_type == DocType::Law
            && after < sentence.end
            && let Some(name) = self.after_head(&[w::BO, w::LUAT], after, sentence.end)
            && (article.token(after).capital
                || self.is_cited(Hit { token: hit.token, len: name.len + hit.len, ..name }, head))
        {
            self.registered_law(TokenRange::new(hit.token, name.end()), name.entry, head, "registered-name");
            return;
        }
        if let Some(end) = self.pointing(after, sentence.end) {
            self.pointing_law(hit, head, end);
            return;
        }
        if let Some((end, registry_name)) = self.begun_name(hit, after, sentence.end) {
            self.registered_law(TokenRange::new(hit.token, end), registry_name, head, "registered-name");
            return;
        }
        if self.is_plural(hit.token) && self.syllable(after, sentence.end) == Some(w::COLON) {
            self.listed_behind_colon(hit, head, sentence.end);
            return;
        }
        if after < sentence.end && article.token(after).capital && !self.is_place_or_body(after, sentence.end) {
            let mut end = edges::name_end(article, after, sentence.end);
            // `luật California, hoàn thành chương trình`: in small letters it is rather a place's.
            if !article.token(hit.token).capital {
                end = (after..end).find(|&at| article.token(at).syllable == w::COMMA).unwrap_or(end);
            }
            if self.is_name(hit, head, end) {
                self.unknown_law(hit, head, end, sentence.end);
                return;
            }
        }
        self.numbered_law(hit, head, sentence.end);
    }

    /// `Luật chất lượng sản phẩm`: in small letters behind the head word, the first words of a registered name that no other begins with.
    fn begun_name(&self, hit: Hit, after: u32, end: u32) -> Option<(u32, u32)> {
        const ENOUGH: u32 = 3;
        let article = self.article;
        if !article.token(hit.token).capital || after >= end || !edges::is_small_word(article, after) {
            return None;
        }
        let name_end = edges::name_end(article, after, end);
        let registry_name =
            article.lexicon.laws.beginning_with(self.span(hit.token, name_end.max(after + 1)).of(article.text))?;
        (name_end >= after + ENOUGH).then_some((name_end, registry_name))
    }

    /// Whether a registered name is not only the begin of a longer, unknown one: `Luật Giá` in `Luật Giá trị vùng đất`. Names of
    /// one syllable are checked; so are words that are a common noun in small letters (`hiến pháp`).
    fn is_whole(&self, name: Hit, head: LegalHead, end: u32) -> bool {
        let article = self.article;
        if head.doc_type == DocType::Constitution {
            return !self.is_counted(name.token) && (!self.is_plural(name.token) || self.has_pinpoint(name.token));
        }
        if name.len > 2 || name.end() >= end {
            return true;
        }
        let next = article.token(name.end());
        next.kind != TokenKind::Word
            || next.capital
            || edges::word_at(article, name.end(), end, |_| true).is_some()
            || matches!(next.syllable, w::VA | w::CUA)
    }

    /// Whether what is up to `end` can be a law's name: two words, or one in capitals, or one of a bill.
    fn is_name(&self, hit: Hit, head: LegalHead, end: u32) -> bool {
        let words = end.saturating_sub(hit.end());
        words > 1
            || words == 1
                && (self.is_acronym(hit.end()) && self.article.token(hit.token).capital
                    // `Luật Chips của Mỹ`
                    || self.article.token(hit.token).capital && self.country_behind(end, self.sentence(hit.token).end).is_some()
                    || head.role == HeadRole::Bill
                    || left::read(self.article, self.sentence(hit.token).start, hit.token).is_draft)
    }

    /// `PPP`, `CNHT`; `A00` is a code of an entrance exam.
    fn is_acronym(&self, at: u32) -> bool {
        self.article.token(at).all_caps && !self.article.word(at).ends_with(|c: char| c.is_ascii_digit())
    }

    /// A name in small letters throughout may be a field of law (`có luật dữ liệu nghiêm ngặt`): short ones need a word before them
    /// that cites (`theo luật đất đai`), or a pinpoint.
    fn is_cited(&self, name: Hit, head: LegalHead) -> bool {
        let article = self.article;
        let small = (name.token..name.end()).all(|at| !article.token(at).capital);
        if !small || name.len > 3 {
            return true;
        }
        let TokenRange { start: first, end } = self.sentence(name.token);
        let before = if name.token > first { article.word(name.token - 1) } else { "" };
        // Each country has one constitution: `bảo vệ hiến pháp`; but `một bản hiến pháp mới`, `trật tự hiến pháp`, `ngành luật hiến pháp`.
        if head.doc_type == DocType::Constitution {
            return !matches!(before, "bản" | "tự" | "luật" | "ngành" | "quyền");
        }
        let behind = name.end() + u32::from(self.syllable(name.end(), end) == Some(w::NAM));
        // `luật đất đai mới`, `luật đất đai hiện hành`
        let of_an_age = ["mới", "cũ"].iter().any(|age| self.is(name.end(), end, age))
            || self.is(name.end(), end, "hiện") && self.is(name.end() + 1, end, "hành");
        if notes::year_at(article, behind, end).is_some() || of_an_age || self.has_pinpoint(name.token) {
            return true;
        }
        name.token > first
            && (matches!(
                article.token(name.token - 1).syllable,
                w::THEO | w::CUA | w::TAI | w::TRONG | w::VA | w::COMMA | w::CAC
            ) || matches!(before, "định" | "cứ" | "đổi" | "phạm" | "án" | "thảo" | "hành"))
    }

    /// Whether a pinpoint stands before the head word: `Điều 16 hiến pháp`.
    pub(super) fn has_pinpoint(&self, head: u32) -> bool {
        !left::read(self.article, self.sentence(head).start, head).provisions.is_empty()
    }

    pub(super) fn after_head(&self, prefix: &[crate::lexicon::Syllable], at: u32, end: u32) -> Option<Hit> {
        if at >= end {
            return None;
        }
        self.article.lexicon.matcher.longest_after(prefix, &self.article.seg.tokens, at, end, Category::LawName)
    }

    /// `Luật Hà Nội`, `Luật Quốc hội`: a school, a firm, a body, no law.
    fn is_place_or_body(&self, at: u32, end: u32) -> bool {
        let matcher = &self.article.lexicon.matcher;
        let tokens = &self.article.seg.tokens;
        matcher.longest_at(tokens, at, end, Category::Country).is_some()
            || matcher.longest_at(tokens, at, end, Category::Organization).is_some()
    }

    /// A registered name over `range`: number, year, notes, age behind it.
    pub(super) fn registered_law(
        &mut self,
        range: TokenRange,
        registry_name: u32,
        head: LegalHead,
        rule: &'static str,
    ) {
        let sentence = self.sentence(range.start);
        let mut draft = self.draft(range, self.doc_type_of(registry_name, head), rule);
        draft.mention.registry_name = Some(registry_name);
        let mut name_end = range.end;
        if head.role == HeadRole::Bill || left::read(self.article, sentence.start, range.start).is_draft {
            name_end = self.longer_bill(range.end, sentence.end);
            if name_end > range.end {
                draft.mention.registry_name = None;
            }
        }
        draft.tokens.end = name_end;
        draft.mention.name = Some(Text::Span(self.span(name_start(range.start, head), name_end)));
        draft.mention.is_draft = head.role == HeadRole::Bill;
        // `Luật kế toán Việt Nam 2003`
        if self.is(name_end, sentence.end, "việt")
            && self.is(name_end + 1, sentence.end, "nam")
            && notes::year_at(self.article, name_end + 2, sentence.end).is_some()
        {
            draft.tokens.end = name_end + 2;
        }
        let limit = if range.start < self.name_until { self.name_until } else { sentence.end };
        self.tail(&mut draft, limit);
        // `BLHS2015`
        draft.mention.year = draft.mention.year.or_else(|| year_in(self.article.word(range.end - 1)));
        draft.mention.foreign |= draft.mention.doc_type == DocType::Constitution
            && draft.mention.year.is_none()
            && !self.article.token(range.start).capital
            && self.is_of_another_country(sentence);
        if self.article.lexicon.laws.names[registry_name as usize].weak && !self.has_support(&draft) {
            return;
        }
        self.keep(draft);
    }

    /// `Triều Tiên đã sửa đổi hiến pháp`: a sentence that names another country and not ours.
    fn is_of_another_country(&self, sentence: TokenRange) -> bool {
        let countries = self.article.hits(sentence).iter().filter(|hit| hit.category == Category::Country);
        let mut ours = countries.map(|hit| self.article.lexicon.countries[hit.entry as usize].iso2 == "VN").peekable();
        ours.peek().is_some() && !ours.any(|is_ours| is_ours)
    }

    fn doc_type_of(&self, registry_name: u32, head: LegalHead) -> DocType {
        let registry = &self.article.lexicon.laws;
        let newest = registry.names[registry_name as usize].rows.last();
        newest.and_then(|&row| registry.rows[row as usize].doc_type()).unwrap_or(head.doc_type)
    }

    /// A short name that may be something else needs a pinpoint, a year, or an earlier mention.
    fn has_support(&self, draft: &Draft) -> bool {
        let left = left::read(self.article, self.sentence(draft.tokens.start).start, draft.tokens.start);
        !left.provisions.is_empty()
            || draft.mention.year.is_some()
            || draft.mention.registry_name.is_some_and(|name| self.mentioned_before(name))
    }

    /// A bill's name may go on where a registered name ends: `dự án Luật Quy hoạch đô thị và quy hoạch nông thôn`.
    fn longer_bill(&self, at: u32, end: u32) -> u32 {
        let goes_on = self.syllable(at, end) == Some(w::VA)
            && at + 1 < end
            && edges::is_small_word(self.article, at + 1)
            && edges::word_at(self.article, at, end, |c| c == WordClass::Clause).is_none()
            && edges::head_at(self.article, at + 1, end).is_none()
            && !edges::clause_follows(self.article, at + 1, end);
        if goes_on { edges::name_end(self.article, at + 1, end) } else { at }
    }

    fn unknown_law(&mut self, hit: Hit, head: LegalHead, end: u32, limit: u32) {
        let mut draft = self.draft(TokenRange::new(hit.token, end), head.doc_type, "unknown-name");
        draft.mention.name = Some(Text::Span(self.span(name_start(hit.token, head), end)));
        let written = self.span(hit.token, end).of(self.article.text);
        let laws = &self.article.lexicon.laws;
        draft.mention.registry_name = laws.named(written).or_else(|| laws.beginning_with(written));
        draft.mention.is_draft = head.role == HeadRole::Bill;
        let countries = self.article.hits(TokenRange::new(hit.end(), end));
        draft.mention.foreign = countries
            .iter()
            .any(|h| h.category == Category::Country && self.article.lexicon.countries[h.entry as usize].iso2 != "VN");
        self.tail(&mut draft, limit);
        self.keep(draft);
    }

    /// `Luật này`, `dự thảo luật này`.
    fn pointing_law(&mut self, hit: Hit, head: LegalHead, end: u32) {
        if head.doc_type == DocType::Constitution || self.is_counted(hit.token) {
            return;
        }
        let mut draft = self.draft(TokenRange::new(hit.token, end), head.doc_type, "anaphor");
        draft.mention.anaphor = true;
        draft.mention.is_draft = head.role == HeadRole::Bill;
        self.keep(draft);
    }

    /// `Luật 72`, `Luật số 72`: by the short number of a law that the text has named before; `Luật số 72 năm 2020`, `Luật 72/2020`: with its
    /// year. Whether it was one.
    fn short_law_number(&mut self, hit: Hit, head: LegalHead, at: u32, end: u32) -> bool {
        let marked = self.syllable(at, end) == Some(w::SO);
        let Some(found) = self.number(at + u32::from(marked), end) else { return false };
        let (parts, next) = self.with_year(found, end);
        if !parts.is_short() || !self.article.token(hit.token).capital {
            return false;
        }
        let dated = parts.year.is_some() && self.syllable(next, end) != Some(w::SLASH);
        if !dated && !self.serials.contains(&(head.doc_type, parts.serial.clone())) {
            return false;
        }
        let mut draft = self.draft(TokenRange::new(hit.token, next), head.doc_type, "numbered-law");
        draft.mention.year = parts.year;
        draft.mention.number = Some(parts);
        self.keep(draft);
        true
    }

    /// `Luật số 45/2019/QH14`, and a bill that only a pinpoint makes worth a row: `khoản 3 Điều 12 dự thảo Luật`.
    fn numbered_law(&mut self, hit: Hit, head: LegalHead, end: u32) {
        let mut draft = self.draft(TokenRange::new(hit.token, hit.end()), head.doc_type, "numbered-law");
        // `Luật thuế số 107/2016/QH13`: a few small words that are not the law's whole name.
        let mut at = hit.end();
        while at < end.min(hit.end() + 4)
            && (!self.is_plural(hit.token) || self.has_pinpoint(hit.token))
            && edges::is_small_word(self.article, at)
            && self.syllable(at, end) != Some(w::SO)
        {
            at += 1;
        }
        let at = if self.syllable(at, end) == Some(w::SO) { at } else { hit.end() };
        let next = self.number_behind(&mut draft.mention, at, end);
        if draft.mention.number.is_some() {
            draft.tokens.end = next;
            self.tail(&mut draft, end);
            // `Luật số 31/2013/QH13 sửa đổi, bổ sung một số điều của Luật Thuế giá trị gia tăng`
            if let Some(title_end) = self.amending_end(draft.tokens.end, head, end) {
                let title = self.span(draft.tokens.end, title_end);
                draft.mention.name = Some(super::composed(self.article, self.span(hit.token, hit.end()), title));
                draft.tokens.end = title_end;
                self.keep(draft);
                self.title_until = self.title_until.max(title_end);
                self.name_until = title_end;
                self.claimed = next;
                return;
            }
            self.keep(draft);
            return;
        }
        if self.short_law_number(hit, head, at, end) {
            return;
        }
        let left = left::read(self.article, self.sentence(hit.token).start, hit.token);
        if (left.is_draft || head.role == HeadRole::Bill) && !left.provisions.is_empty() {
            draft.mention.rule = "draft-with-pinpoint";
            draft.mention.is_draft = true;
            self.keep(draft);
        } else if !left.provisions.is_empty()
            && self.article.token(hit.token).capital
            && head.doc_type != DocType::Constitution
        {
            // `khoản 3 Điều 12 Luật`: the law before.
            draft.mention.rule = "anaphor";
            draft.mention.anaphor = true;
            self.keep(draft);
        }
    }
}

/// A bill's name is without `dự`: `Luật Dân số` in `dự luật Dân số`.
pub(super) fn name_start(token: u32, head: LegalHead) -> u32 {
    token + u32::from(head.role == HeadRole::Bill)
}

/// The year behind the letters of `BLHS2015`.
fn year_in(word: &str) -> Option<i16> {
    let digits = word.trim_start_matches(|c: char| !c.is_ascii_digit());
    (digits.len() == 4 && digits.len() < word.len()).then(|| digits.parse().ok()).flatten()
}
