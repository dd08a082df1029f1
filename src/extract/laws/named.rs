//! Constitution, codes, laws, ordinances: known by their names.
//!
//! `Bộ luật Hình sự năm 2015 (sửa đổi 2017)`, `luật đất đai`, `Luật số 45/2019/QH14`, `Luật sửa đổi, bổ sung một số điều của Luật
//! Dược`, `dự án Luật Dân số`, `các luật Đất đai, Nhà ở`, `Luật này`. The longest registered name wins; a name that the registry
//! does not have begins with a capital and ends where [`edges::name_end`] says.

use super::{Draft, Finder, edges, left, notes};
use crate::lexicon::{Category, HeadRole, LegalHead, WordClass, words as w};
use crate::model::{Age, DocType, Hit, LawMention, Span, Text, TokenKind, TokenRange};

impl Finder<'_> {
    pub(super) fn named(&mut self, hit: Hit, head: LegalHead) {
        let sentence = self.sentence(hit.token);
        let (article, after) = (self.article, hit.end());
        if let Some(end) = self.amending_end(hit, head, sentence.end) {
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
            if !self.is_cited(name) {
                return;
            }
            let range = TokenRange::new(hit.token, name.end());
            let list_head = hit.token;
            self.registered_law(range, name.entry, head, "registered-name");
            self.elliptic_list(list_head, hit, head, sentence.end);
            return;
        }
        // `Luật Hình sự` is the code.
        if head.doc_type == DocType::Law
            && after < sentence.end
            && article.token(after).capital
            && let Some(name) = self.after_head(&[w::BO, w::LUAT], after, sentence.end)
        {
            self.registered_law(TokenRange::new(hit.token, name.end()), name.entry, head, "registered-name");
            return;
        }
        if let Some(end) = self.pointing(after, sentence.end) {
            self.pointing_law(hit, head, end);
            return;
        }
        if after < sentence.end && article.token(after).capital && !self.is_place_or_body(after, sentence.end) {
            let end = edges::name_end(article, after, sentence.end);
            if self.is_name(hit, head, end) {
                self.unknown_law(hit, head, end, sentence.end);
                return;
            }
        }
        self.numbered_law(hit, head, sentence.end);
    }

    /// Whether a registered name is not only the begin of a longer, unknown one: `Luật Giá` in `Luật Giá trị vùng đất`. Names of
    /// one syllable are checked; so are words that are a common noun in small letters (`hiến pháp`).
    fn is_whole(&self, name: Hit, head: LegalHead, end: u32) -> bool {
        let article = self.article;
        if head.doc_type == DocType::Constitution {
            return article.token(name.token).capital;
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
                && (self.article.token(hit.end()).all_caps && self.article.token(hit.token).capital
                    || head.role == HeadRole::Bill
                    || left::read(self.article, self.sentence(hit.token).start, hit.token).is_draft)
    }

    /// A name in small letters throughout may be a field of law (`có luật dữ liệu nghiêm ngặt`): short ones need a word before them
    /// that cites (`theo luật đất đai`), or a pinpoint.
    fn is_cited(&self, name: Hit) -> bool {
        let article = self.article;
        let small = (name.token..name.end()).all(|at| !article.token(at).capital);
        if !small || name.len > 3 {
            return true;
        }
        let first = self.sentence(name.token).start;
        let cites = name.token > first
            && (matches!(
                article.token(name.token - 1).syllable,
                w::THEO | w::CUA | w::TAI | w::TRONG | w::VA | w::COMMA | w::CAC
            ) || matches!(article.word(name.token - 1), "định" | "cứ" | "đổi" | "phạm" | "án" | "thảo" | "hành"));
        cites || !left::read(article, first, name.token).provisions.is_empty()
    }

    fn after_head(&self, prefix: &[crate::lexicon::Syllable], at: u32, end: u32) -> Option<Hit> {
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
        self.tail(&mut draft, sentence.end);
        if self.article.lexicon.laws.names[registry_name as usize].weak && !self.has_support(&draft) {
            return;
        }
        self.keep(draft);
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

    /// Number, date, year, amendment note, short name in brackets, age, country.
    pub(super) fn tail(&mut self, draft: &mut Draft, end: u32) {
        let mut at = draft.tokens.end;
        let mut notes = notes::Notes::default();
        if let Some(next) = self.short_name_in_parens(at, end) {
            at = next;
        }
        if let Some(next) = self.country_behind(at, end) {
            draft.mention.foreign = true;
            let direct = next.0;
            if direct && draft.mention.name.is_some() {
                at = next.1;
                draft.mention.name = Some(Text::Span(self.span(draft.tokens.start, at)));
            }
        }
        loop {
            let before = at;
            at = notes::read(self.article, at, end, &mut notes);
            at = self.number_behind(&mut draft.mention, at, end);
            if draft.mention.number.is_some()
                && let Some((_, next)) = notes::date(self.article, at, end)
            {
                at = next;
            }
            if let Some(next) = self.short_name_in_parens(at, end) {
                at = next;
            }
            if at == before {
                break;
            }
        }
        draft.mention.year = notes.year.or(draft.mention.number.as_ref().and_then(|number| number.year));
        draft.mention.amended_years = notes.amended;
        draft.mention.replacing = notes.replacing;
        draft.mention.age = match () {
            () if self.is_coming(at, end) => Age::New,
            () if self.is(at, end, "mới") => Age::New,
            () if self.is(at, end, "cũ") => Age::Old,
            () => Age::Unsaid,
        };
        draft.tokens.end = at;
    }

    /// `... sẽ có hiệu lực`, `... chính thức có hiệu lực`, `... vừa được Quốc hội thông qua` later in the sentence: the newest is meant,
    /// in force or not.
    fn is_coming(&self, at: u32, end: u32) -> bool {
        const REACH: u32 = 30;
        (at..end.min(at + REACH)).any(|index| {
            let force = self.syllable(index, end) == Some(w::CO)
                && self.is(index + 1, end, "hiệu")
                && self.is(index + 2, end, "lực");
            let passed = self.is(index, end, "thông") && self.is(index + 1, end, "qua");
            let before = |word: &str| (at.max(index.saturating_sub(4))..index).any(|back| self.is(back, end, word));
            force && ["sẽ", "sắp", "thức", "chưa"].iter().any(|word| before(word)) || passed && before("vừa")
        })
    }

    /// `số 45/2019/QH14`, `(số 45/2019/QH14)`, `45/2019/QH14`: one past it.
    fn number_behind(&self, mention: &mut LawMention, at: u32, end: u32) -> u32 {
        if mention.number.is_some() {
            return at;
        }
        let paren = self.syllable(at, end) == Some(w::OPEN_PAREN);
        let mut next = at + u32::from(paren);
        next += u32::from(self.syllable(next, end) == Some(w::SO));
        next += u32::from(self.syllable(next, end) == Some(w::COLON));
        let Some((parts, mut next)) = self.number(next, end) else { return at };
        if parts.is_short() {
            return at;
        }
        if paren {
            if let Some((_, after)) = notes::date(self.article, next, end) {
                next = after;
            }
            if self.syllable(next, end) != Some(w::CLOSE_PAREN) {
                return at;
            }
            next += 1;
        }
        mention.number = Some(parts);
        next
    }

    /// A foreign country that the law is of: (whether it follows directly, one past it).
    fn country_behind(&self, at: u32, end: u32) -> Option<(bool, u32)> {
        let direct = self.syllable(at, end) != Some(w::CUA);
        let at = if direct { at } else { at + 1 };
        if at >= end {
            return None;
        }
        let (article, lexicon) = (self.article, self.article.lexicon);
        let hit = lexicon.matcher.longest_at(&article.seg.tokens, at, end, Category::Country)?;
        (lexicon.countries[hit.entry as usize].iso2 != "VN").then_some((direct, hit.end()))
    }

    fn unknown_law(&mut self, hit: Hit, head: LegalHead, end: u32, limit: u32) {
        let mut draft = self.draft(TokenRange::new(hit.token, end), head.doc_type, "unknown-name");
        draft.mention.name = Some(Text::Span(self.span(name_start(hit.token, head), end)));
        draft.mention.registry_name = self.article.lexicon.laws.named(self.span(hit.token, end).of(self.article.text));
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
        if head.doc_type == DocType::Constitution {
            return;
        }
        let mut draft = self.draft(TokenRange::new(hit.token, end), head.doc_type, "anaphor");
        draft.mention.anaphor = true;
        draft.mention.is_draft = head.role == HeadRole::Bill;
        self.keep(draft);
    }

    /// `Luật số 45/2019/QH14`, and a bill that only a pinpoint makes worth a row: `khoản 3 Điều 12 dự thảo Luật`.
    fn numbered_law(&mut self, hit: Hit, head: LegalHead, end: u32) {
        let mut draft = self.draft(TokenRange::new(hit.token, hit.end()), head.doc_type, "numbered-law");
        let next = self.number_behind(&mut draft.mention, hit.end(), end);
        if draft.mention.number.is_some() {
            draft.tokens.end = next;
            self.tail(&mut draft, end);
            self.keep(draft);
            return;
        }
        let left = left::read(self.article, self.sentence(hit.token).start, hit.token);
        if (left.is_draft || head.role == HeadRole::Bill) && !left.provisions.is_empty() {
            draft.mention.rule = "draft-with-pinpoint";
            draft.mention.is_draft = true;
            self.keep(draft);
        }
    }

    /// `các luật Đất đai, Nhà ở, Kinh doanh bất động sản`: each further name that stands without its head is a row. Only
    /// registered names, begun with a capital, and whole.
    fn elliptic_list(&mut self, list_head: u32, hit: Hit, head: LegalHead, end: u32) {
        let article = self.article;
        let prefix: Vec<_> = (list_head..hit.end()).map(|at| article.token(at).syllable).collect();
        let prefix = if head.role == HeadRole::Bill { vec![w::LUAT] } else { prefix };
        loop {
            let at = self.claimed;
            if !matches!(self.syllable(at, end), Some(w::COMMA | w::VA)) {
                return;
            }
            let Some(tail) = self.after_head(&prefix, at + 1, end) else { return };
            if !article.token(at + 1).capital
                || edges::head_at(article, at + 1, end).is_some()
                || !self.is_list_item(tail, end)
            {
                return;
            }
            let registry = &article.lexicon.laws;
            let newest = registry.names[tail.entry as usize].rows.last().map(|&row| &registry.rows[row as usize]);
            let Some(newest) = newest else { return };
            let mut draft = self.draft(
                TokenRange::new(tail.token, tail.end()),
                newest.doc_type().unwrap_or(head.doc_type),
                "elliptic-list",
            );
            let kind = newest.title_vi.split(' ').take(prefix.len()).collect::<Vec<_>>().join(" ");
            let written = self.span(tail.token, tail.end()).of(article.text);
            draft.mention.name = Some(Text::Known(format!("{kind} {written}").into()));
            draft.mention.registry_name = Some(tail.entry);
            draft.mention.is_draft = self.laws.last().is_some_and(|law| law.is_draft);
            self.tail(&mut draft, end);
            self.keep(draft);
        }
    }

    fn is_list_item(&self, tail: Hit, end: u32) -> bool {
        let at = tail.end();
        at >= end
            || self.article.token(at).kind != TokenKind::Word
            || self.article.token(at).syllable == w::VA
            || edges::word_at(self.article, at, end, |_| true).is_some()
    }

    /// One past `Luật sửa đổi, bổ sung một số điều của Luật A, Luật B và Luật C`, if the head begins an amending law.
    fn amending_end(&self, hit: Hit, head: LegalHead, end: u32) -> Option<u32> {
        let at = hit.end();
        if !matches!(head.doc_type, DocType::Law | DocType::Ordinance)
            || !(self.is(at, end, "sửa") && self.is(at + 1, end, "đổi"))
        {
            return None;
        }
        // `của` comes soon (`một số điều của`, `Điều 5 và Điều 7 của`), and a law after it.
        let of = (at + 2..end.min(at + 24)).find(|&index| self.article.token(index).syllable == w::CUA);
        let Some(of) = of else {
            let some =
                self.article.token(hit.token).capital && self.is(at + 2, end, "một") && self.is(at + 3, end, "số");
            return some.then(|| edges::title_end(self.article, at, end, None));
        };
        let mut next = self.amended_law(of + 1, end)?;
        loop {
            let joint = match self.syllable(next, end) {
                Some(w::COMMA | w::VA) => next + 1,
                _ => return Some(next),
            };
            // A law with a note of its own (`Luật B (sửa đổi)`) is a neighbour in a list, not amended by this one.
            match self.amended_law(joint, end) {
                Some(after) if self.syllable(after, end) != Some(w::OPEN_PAREN) => next = after,
                _ => return Some(next),
            }
        }
    }

    /// One law that another amends: head and name.
    fn amended_law(&self, at: u32, end: u32) -> Option<u32> {
        let article = self.article;
        if at >= end {
            return None;
        }
        if let Some(hit) = article.lexicon.matcher.longest_at(&article.seg.tokens, at, end, Category::LawName) {
            return Some(hit.end());
        }
        match edges::head_at(article, at, end) {
            Some(head) if head.end() < end && article.token(head.end()).capital => {
                let name_end = edges::name_end(article, head.end(), end);
                (name_end > head.end()).then_some(name_end)
            }
            // `của 11 luật về quân sự, quốc phòng`, `của các luật liên quan đến ...`
            None if article.token(at).kind == TokenKind::Number || article.token(at).syllable == w::CAC => {
                self.is(at + 1, end, "luật").then(|| edges::title_end(article, at + 2, end, None))
            }
            _ => None,
        }
    }

    /// The amending law itself; the laws that it names follow as candidates of their own.
    fn amending(&mut self, hit: Hit, head: LegalHead, name_end: u32, limit: u32) {
        let mut draft = self.draft(TokenRange::new(hit.token, name_end), head.doc_type, "amending-law");
        let span: Span = self.span(name_start(hit.token, head), name_end);
        draft.mention.name = Some(Text::Span(span));
        draft.mention.registry_name = self.article.lexicon.laws.named(span.of(self.article.text));
        draft.mention.is_draft = head.role == HeadRole::Bill;
        self.tail(&mut draft, limit);
        let end = draft.tokens.end;
        self.keep(draft);
        self.title_until = self.title_until.max(end);
        self.claimed = hit.end();
    }
}

/// A bill's name is without `dự`: `Luật Dân số` in `dự luật Dân số`.
fn name_start(token: u32, head: LegalHead) -> u32 {
    token + u32::from(head.role == HeadRole::Bill)
}
