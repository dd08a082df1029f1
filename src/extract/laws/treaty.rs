//! Treaties: `Công ước Liên hợp quốc về Luật Biển năm 1982 (UNCLOS)`, `Hiệp định CPTPP`, `Hiệp định Thương mại song phương`.
//!
//! A registered name, an acronym after the head word, or a capital head word with a name of its own. `các hiệp định`, and
//! `Hiệp định tương trợ tư pháp về hình sự` without a party, are classes of treaties, not one of them.

use super::{Finder, edges, notes};
use crate::lexicon::{Category, LegalHead, WordClass, words as w};
use crate::model::{DocType, Hit, Text, TokenKind, TokenRange};

impl Finder<'_> {
    pub(super) fn treaty(&mut self, hit: Hit, head: LegalHead) {
        let article = self.article;
        let end = self.sentence(hit.token).end;
        if let Some(name) = article.lexicon.matcher.longest_at(&article.seg.tokens, hit.token, end, Category::LawName)
            && name.end() > hit.end()
            && self.acronym_end(name.end() - 1, end) == name.end()
        {
            self.registered_treaty(TokenRange::new(hit.token, name.end()), name.entry, "treaty-name");
            return;
        }
        if self.points_back(hit, head, end) {
            return;
        }
        // `ngày Hiến chương Nhà giáo`: a day.
        if hit.token > 0 && article.token(hit.token - 1).syllable == w::NGAY {
            return;
        }
        if self.numbered_treaty(hit, head, end) || hit.end() < end && article.token(hit.end()).kind == TokenKind::Number
        {
            return;
        }
        let acronym = hit.end() < end && article.token(hit.end()).all_caps;
        // `Hiệp định FTA song phương`: any, without a partner.
        let generic = acronym && matches!(article.word(hit.end()), "FTA" | "EPA" | "BIT" | "MOU");
        if (!article.token(hit.token).capital && !acronym || generic)
            && !self.is_plural(hit.token)
            && let Some(next) = self.partner_end(hit.end(), end)
        {
            let mut draft = self.draft(TokenRange::new(hit.token, next), DocType::Treaty, "treaty-partner");
            draft.mention.name = Some(Text::Span(self.span(hit.token, next)));
            self.treaty_tail(&mut draft, end);
            draft.mention.is_draft = self.is_to_be_signed(hit.token);
            self.keep(draft);
            return;
        }
        if generic || self.is_plural(hit.token) || !(article.token(hit.token).capital || acronym) {
            return;
        }
        // `theo Hiệp định, các đối tác ...`
        if hit.end() < end && matches!(article.token(hit.end()).syllable, w::COMMA | w::FULL_STOP | w::SEMICOLON) {
            return;
        }
        let named = acronym && self.syllable(hit.end() + 1, end) == Some(w::VE);
        if self.syllable(hit.end(), end) == Some(w::VOI)
            || !acronym
                && hit.end() < end
                && edges::word_at(article, hit.end(), end, |c| matches!(c, WordClass::Clause | WordClass::Edge))
                    .is_some()
        {
            return;
        }
        let name_end =
            if acronym && !named { self.acronym_end(hit.end(), end) } else { self.treaty_name_end(hit.end(), end) };
        if !acronym && !self.is_specific(hit, name_end) {
            return;
        }
        let mut draft = self.draft(TokenRange::new(hit.token, name_end), DocType::Treaty, "treaty-unknown");
        draft.mention.name = Some(Text::Span(self.span(hit.token, name_end)));
        // `Hiệp định thương mại tự do song phương UKVFTA`
        draft.mention.registry_name =
            (hit.end()..name_end).filter(|&at| article.token(at).all_caps).find_map(|at| self.treaty_called(at));
        self.treaty_tail(&mut draft, end);
        draft.mention.is_draft = draft.mention.registry_name.is_none() && self.is_to_be_signed(hit.token);
        if let Some(next) = self.pointing(draft.tokens.end, end) {
            // `Hiệp định song phương này`
            draft.tokens.end = next;
            draft.mention.anaphor = true;
        }
        self.keep(draft);
    }

    /// `hiệp ước an ninh với Trung Quốc`, `hiệp định thương mại giữa Anh và Ấn Độ`: what it is about, and with whom; one past the
    /// last country.
    fn partner_end(&self, at: u32, end: u32) -> Option<u32> {
        const ABOUT: u32 = 8;
        let article = self.article;
        let country = |from: u32| {
            (from < end)
                .then(|| article.lexicon.matcher.longest_at(&article.seg.tokens, from, end, Category::Country))
                .flatten()
        };
        let joint = (at..end.min(at + ABOUT)).find(|&index| {
            matches!(article.token(index).syllable, w::VOI | w::GIUA) || article.token(index).kind == TokenKind::Mark
        })?;
        if joint < at + 2 || article.token(joint).kind == TokenKind::Mark {
            return None;
        }
        let clause =
            |index| edges::word_at(article, index, joint, |c| matches!(c, WordClass::Clause | WordClass::Edge));
        if (at..joint).any(|index| clause(index).is_some()) {
            return None;
        }
        let first = country(joint + 1)?;
        let more = matches!(self.syllable(first.end(), end), Some(w::VA | w::HYPHEN | w::EN_DASH))
            .then(|| country(first.end() + 1))
            .flatten();
        match (article.token(joint).syllable, more) {
            (w::GIUA, second) => second.map(|hit| hit.end()),
            (_, second) => Some(second.unwrap_or(first).end()),
        }
    }

    /// `về việc ký Hiệp ước`, `sẽ ký Hiệp định`, `đàm phán Hiệp định`: not there yet.
    fn is_to_be_signed(&self, head: u32) -> bool {
        let first = self.sentence(head).start.max(head.saturating_sub(6));
        let before: Vec<String> = (first..head).map(|at| self.article.word(at).to_lowercase()).collect();
        let before = before.join(" ");
        let signing = ["ký", "ký kết"].iter().any(|verb| before.ends_with(verb));
        let ahead = ["về việc", "sẽ", "sớm", "để", "tiến tới", "xem xét", "chuẩn bị", "thúc đẩy", "đề nghị"];
        before.ends_with("đàm phán") || signing && ahead.iter().any(|word| before.contains(word))
    }

    /// `Công ước số 98 của ILO về quyền tổ chức`: the conventions of the ILO have numbers.
    fn numbered_treaty(&mut self, hit: Hit, head: LegalHead, end: u32) -> bool {
        let marked = self.syllable(hit.end(), end) == Some(w::SO);
        let Some((parts, next)) = self.number(hit.end() + u32::from(marked), end) else { return false };
        let text = self.article.text;
        let nickname = format!("{} {}", self.span(hit.token, hit.end()).of(text), parts.serial);
        let registry_name = self.article.lexicon.laws.named(&nickname);
        if !parts.is_short() || parts.year.is_some() || !(marked || registry_name.is_some()) {
            return false;
        }
        let mut draft = self.draft(TokenRange::new(hit.token, next), head.doc_type, "treaty-numbered");
        draft.mention.registry_name = registry_name;
        let about = (next..end.min(next + 4)).find(|&at| self.syllable(at, end) == Some(w::VE));
        let of = about.is_some_and(|at| at == next || self.syllable(next, end) == Some(w::CUA));
        if let Some(at) = about.filter(|_| of) {
            let title_end = edges::title_end(self.article, at, end, None);
            if title_end >= at + 3 {
                let title = self.span(at, title_end);
                draft.mention.name = Some(super::composed(self.article, self.span(hit.token, hit.end()), title));
                draft.tokens.end = title_end;
            }
        }
        draft.mention.number = Some(parts);
        self.keep(draft);
        true
    }

    /// `WTO/TBT`, `FTA`
    fn acronym_end(&self, at: u32, end: u32) -> u32 {
        let article = self.article;
        let mut next = at + 1;
        while next + 1 < end
            && matches!(article.token(next).syllable, w::SLASH | w::HYPHEN)
            && !article.token(next).spaced
            && article.token(next + 1).all_caps
        {
            next += 2;
        }
        next
    }

    fn treaty_name_end(&self, at: u32, end: u32) -> u32 {
        let article = self.article;
        let limit = (at..end)
            .find(|&index| {
                let token = article.token(index);
                let signed = token.syllable == w::DA
                    || token.kind == TokenKind::Number && notes::year_at(article, index, end).is_some()
                    || self.is(index, end, "ký")
                    || self.is(index, end, "giai") && self.is(index + 1, end, "đoạn")
                    || token.syllable == w::NAM && notes::year_at(article, index + 1, end).is_some()
                    || token.syllable == w::TU && self.syllable(index + 1, end) == Some(w::NAM);
                signed || index > at && edges::word_at(article, index, end, |c| c == WordClass::Clause).is_some()
            })
            .unwrap_or(end);
        // `(UKVFTA), ` ends the name.
        let limit = (at + 2..limit)
            .find(|&index| {
                article.token(index).syllable == w::CLOSE_PAREN
                    && article.token(index - 1).all_caps
                    && article.token(index - 2).syllable == w::OPEN_PAREN
                    && index + 1 < limit
                    && article.token(index + 1).syllable == w::COMMA
            })
            .map_or(limit, |close| close + 1);
        let limit = (at + 1..limit)
            .find(|&index| {
                article.token(index - 1).syllable == w::COMMA
                    && (edges::word_at(article, index, limit, |c| matches!(c, WordClass::Step | WordClass::Verb))
                        .is_some()
                        || article.token(index).capital
                        || matches!(article.token(index).syllable, w::CAC | w::NHUNG)
                            && edges::head_at(article, index + 1, limit).is_some()
                        || edges::clause_follows(article, index, limit))
            })
            .unwrap_or(limit);
        edges::title_end(article, at, limit, None)
    }

    /// A name that can be of one treaty: parties, `song phương`, `khung`, or a proper name behind the head word.
    fn is_specific(&self, hit: Hit, name_end: u32) -> bool {
        let article = self.article;
        let first = hit.end();
        if name_end <= first {
            return false;
        }
        if (first..name_end).any(|at| article.token(at).syllable == w::HOAC) {
            return false;
        }
        let bilateral = (first..name_end).any(|at| {
            self.is(at, name_end, "song") && self.is(at + 1, name_end, "phương")
                || self.is(at, name_end, "khung")
                || article.token(at).syllable == w::GIUA
        });
        let country =
            article.hits(TokenRange::new(first, name_end)).iter().any(|h| matches!(h.category, Category::Country));
        // `Việt Nam và Belarus đã ký Hiệp định miễn thị thực`: the parties stand before.
        let earlier = TokenRange::new(self.sentence(hit.token).start.max(hit.token.saturating_sub(12)), hit.token);
        let abroad =
            |h: &Hit| h.category == Category::Country && article.lexicon.countries[h.entry as usize].iso2 != "VN";
        let parties = name_end >= first + 2 && article.hits(earlier).iter().any(abroad);
        bilateral
            || country
            || parties
            || article.token(first).capital
            || article.token(first).syllable == w::VE && name_end > first + 4
    }

    pub(super) fn registered_treaty(&mut self, range: TokenRange, registry_name: u32, rule: &'static str) {
        let end = self.sentence(range.start).end;
        let mut draft = self.draft(range, DocType::Treaty, rule);
        draft.mention.registry_name = Some(registry_name);
        draft.mention.name = Some(Text::Span(self.span(range.start, range.end)));
        // `Công ước số 98 của ILO`: the registered names of the ILO's conventions hold their numbers.
        let is_number =
            |at: &u32| self.article.token(*at).kind == TokenKind::Number && self.article.word(*at).len() <= 3;
        draft.mention.number =
            (range.start..range.end).find(is_number).and_then(|at| self.number(at, range.end)).map(|n| n.0);
        self.treaty_tail(&mut draft, end);
        let registry = &self.article.lexicon.laws;
        let newest = registry.names[registry_name as usize].rows.last().map(|&row| &registry.rows[row as usize]);
        // A treaty without any date is still being negotiated.
        draft.mention.is_draft = newest.is_some_and(|law| law.year.is_none());
        let weak = self.article.lexicon.laws.names[registry_name as usize].weak;
        let supported =
            draft.mention.year.is_some() || self.has_pinpoint(range.start) || self.mentioned_before(registry_name);
        if weak && !supported {
            return;
        }
        self.keep(draft);
    }

    /// `năm 1982`, `1982`, `(UNCLOS)`, `đã ký năm 2013`, `ký tháng 6/2013`.
    fn treaty_tail(&mut self, draft: &mut super::Draft, end: u32) {
        let mut notes = notes::Notes::default();
        let mut at = draft.tokens.end;
        loop {
            let before = at;
            at = notes::read(self.article, at, end, &mut notes);
            if let Some(next) = self.short_name_in_parens(at, end) {
                draft.mention.registry_name = draft.mention.registry_name.or_else(|| self.treaty_called(at + 1));
                at = next;
            }
            if notes.year.is_none() {
                let signed = at + u32::from(self.syllable(at, end) == Some(w::DA));
                if self.is(signed, end, "ký") {
                    let signed = signed + u32::from(self.is(signed + 1, end, "kết"));
                    let dated = notes::date(self.article, signed + 1, end);
                    notes.year = dated.map(|(date, _)| date.year());
                    let next = match dated {
                        Some((_, next)) => next,
                        None => notes::read(self.article, signed + 1, end, &mut notes),
                    };
                    at = if notes.year.is_some() { next } else { at };
                }
            }
            if at == before {
                break;
            }
        }
        draft.mention.year = notes.year;
        draft.mention.amended_years = notes.amended;
        draft.tokens.end = at;
    }

    fn treaty_called(&self, at: u32) -> Option<u32> {
        let matcher = &self.article.lexicon.matcher;
        matcher.longest_at(&self.article.seg.tokens, at, at + 1, Category::LawName).map(|hit| hit.entry)
    }
}
