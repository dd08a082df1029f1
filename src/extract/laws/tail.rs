//! What follows the name of a law: `(BLDS)`, `số 45/2019/QH14`, `năm 2015`, `(sửa đổi 2017)`, `mới`, `của Pháp`.

use super::{Draft, Finder, edges, notes};
use crate::lexicon::{Category, words as w};
use crate::model::{Age, DocType, LawMention, Text};

impl Finder<'_> {
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
            () if self.is(at, end, "mới") => Age::New,
            () if self.is(at, end, "cũ") => Age::Old,
            () if self.is_coming(at, end) => Age::New,
            () => Age::Unsaid,
        };
        draft.tokens.end = at;
        self.amending_note(draft, end);
    }

    /// `(sửa đổi, bổ sung tại Luật sửa đổi ... năm 2019)`, `(được sửa đổi bởi Nghị định số 33/2012/NĐ-CP)`: a part of the mention; the
    /// documents in it are read as mentions of their own.
    pub(super) fn amending_note(&self, draft: &mut Draft, end: u32) {
        const LONGEST: u32 = 90;
        const REACH: u32 = 9;
        let open = draft.tokens.end;
        // Behind another document's title the note is of that document.
        let law = matches!(draft.mention.doc_type, DocType::Law | DocType::Code | DocType::Ordinance);
        if self.syllable(open, end) != Some(w::OPEN_PAREN) || law && draft.mention.nested {
            return;
        }
        let mut at = open + 1;
        while matches!(self.syllable(at, end), Some(w::DA | w::DUOC)) {
            at += 1;
        }
        if !(self.is(at, end, "sửa") && self.is(at + 1, end, "đổi")) {
            return;
        }
        let cites = (at + 2..end.min(at + REACH)).any(|index| {
            edges::head_at(self.article, index, end).is_some()
                || self.number(index, end).is_some_and(|n| !n.0.is_short())
        });
        let mut depth = 0;
        let close = (open..end.min(open + LONGEST)).find(|&index| {
            match self.syllable(index, end) {
                Some(w::OPEN_PAREN) => depth += 1,
                Some(w::CLOSE_PAREN) => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        let Some(close) = close.filter(|_| cites) else { return };
        let mut years = Vec::new();
        while at < close {
            let number = self.number(at, close).filter(|(parts, _)| !parts.is_short());
            let said = (self.syllable(at, close) == Some(w::NAM)).then(|| notes::year_at(self.article, at + 1, close));
            let year = number.as_ref().and_then(|(parts, _)| parts.year).or(said.flatten());
            years.extend(year.filter(|year| !years.contains(year)));
            at = number.map_or(at + 1, |(_, next)| next.max(at + 1));
        }
        draft.mention.amended_years.extend(years);
        draft.read_until = Some(open);
        draft.tokens.end = close + 1;
    }

    /// `... sẽ có hiệu lực`, `... chính thức có hiệu lực`, `... vừa được Quốc hội thông qua` later in the sentence: the newest is meant,
    /// in force or not.
    fn is_coming(&self, at: u32, end: u32) -> bool {
        const REACH: u32 = 30;
        let clause_end = (at..end).find(|&index| self.syllable(index, end) == Some(w::SEMICOLON)).unwrap_or(end);
        (at..clause_end.min(at + REACH)).any(|index| {
            let force = self.syllable(index, end) == Some(w::CO)
                && self.is(index + 1, end, "hiệu")
                && self.is(index + 2, end, "lực");
            let passed = self.is(index, end, "thông") && self.is(index + 1, end, "qua");
            let before = |word: &str| (at.max(index.saturating_sub(4))..index).any(|back| self.is(back, end, word));
            force && ["sẽ", "sắp", "thức", "chưa"].iter().any(|word| before(word)) || passed && before("vừa")
        })
    }

    /// `số 45/2019/QH14`, `(số 45/2019/QH14)`, `45/2019/QH14`: one past it.
    pub(super) fn number_behind(&self, mention: &mut LawMention, at: u32, end: u32) -> u32 {
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
    pub(super) fn country_behind(&self, at: u32, end: u32) -> Option<(bool, u32)> {
        let direct = self.syllable(at, end) != Some(w::CUA);
        let at = if direct { at } else { at + 1 };
        if at >= end {
            return None;
        }
        let (article, lexicon) = (self.article, self.article.lexicon);
        let hit = lexicon.matcher.longest_at(&article.seg.tokens, at, end, Category::Country)?;
        (lexicon.countries[hit.entry as usize].iso2 != "VN").then_some((direct, hit.end()))
    }
}
