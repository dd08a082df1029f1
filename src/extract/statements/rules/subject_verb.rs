//! `X nhấn mạnh, ...`; `X kiến nghị: “...”`; with what was said before it: `“...”, X nói.`, `..., X cho biết.`

use crate::entities::{hit_at, speaker::parse};
use crate::lexicon::{Category, words as w};
use crate::model::{CueClass, SpeakerKind, SpeakerMention, TokenRange};

use super::super::found::Found;
use super::super::{content, quoted, saying};
use super::Place;
use super::nested::is_country;

impl Place<'_, '_> {
    /// `X nhấn mạnh, ...`; `"...", X nói.`; `..., X cho biết.`
    pub(super) fn with_subject(&self, speaker: SpeakerMention, all: &mut Vec<Found>) -> bool {
        let article = self.article;
        if self.inside_speech(&speaker, all) || self.always() || self.planned(&speaker) || self.heard(&speaker) {
            return false;
        }
        let after = self.content_after();
        let enclosing = all[self.first..]
            .iter()
            .rposition(|f| f.content.has(speaker.tokens.start) && !f.before)
            .map(|at| at + self.first);
        if enclosing.is_none()
            && let Some(found) = quoted::before(article, self.range, &speaker, after)
        {
            let mut new = self.found(found.rule, found.content, speaker);
            new.before = true;
            new.closed = found.closed;
            new.verbatim = found.verbatim;
            all.push(new);
            return true;
        }
        let empty_before_list = after.is_empty() && self.ends_with_colon();
        let somebody = matches!(speaker.kind, SpeakerKind::Person | SpeakerKind::Group | SpeakerKind::Unnamed);
        let content = content::trim_end(article, after);
        let fits = saying::fits(article, &self.hit, content)
            || somebody && saying::told_by_somebody(article, &self.hit, content);
        if !empty_before_list && !fits || self.greets_only(content) {
            return false;
        }
        if speaker.kind == SpeakerKind::Document && !self.text_says(&speaker) {
            return false;
        }
        match enclosing {
            Some(outer) if self.written_by(&speaker, &all[outer]) => {
                all[outer] = self.found("subject_verb", after, speaker);
                true
            }
            Some(outer) if !self.new_clause(&speaker, all, outer) => self.nested(speaker, after, all, outer),
            Some(outer) => {
                all[outer].content.end = self.clause_boundary(speaker.tokens.start);
                all.push(self.found("subject_verb", after, speaker));
                true
            }
            None => {
                self.fronted(&speaker, all);
                all.push(self.found("subject_verb", after, speaker));
                true
            }
        }
    }

    /// `Ông A khẳng định ... Việt Nam ủng hộ ...`: after somebody's words a country that wishes or supports is what they are about.
    fn inside_speech(&self, speaker: &SpeakerMention, all: &[Found]) -> bool {
        let tells = self.class() == CueClass::Say && !self.weak();
        !tells && is_country(self.article, speaker) && all.len() > self.paragraph_first
    }

    /// `chúc mừng Tổng công ty A`, `cảm ơn ông B`: whom, and not for what.
    fn greets_only(&self, content: TokenRange) -> bool {
        const LONGEST: u32 = 16;
        matches!(self.class(), CueClass::Thank | CueClass::Express)
            && content.len() <= LONGEST
            && parse(self.article, content).is_some_and(|whom| whom.kind != SpeakerKind::Document)
    }

    /// `luôn mong muốn`, `luôn luôn ghi nhận`: what somebody always does is no report.
    pub(super) fn always(&self) -> bool {
        self.begin > self.range.start && self.article.token(self.begin - 1).syllable == w::LUON
    }

    /// `Bộ sẽ tiếp tục chỉ đạo ...`: a body's plan, which nobody has been told yet.
    fn planned(&self, speaker: &SpeakerMention) -> bool {
        let before =
            |back: u32| (self.begin >= self.range.start + back).then(|| self.article.token(self.begin - back).syllable);
        let goes_on = before(1) == Some(w::TUC) && before(2) == Some(w::TIEP);
        self.class() == CueClass::Request
            && speaker.kind == SpeakerKind::Organization
            && (goes_on || before(1) == Some(w::SE))
    }

    /// `Sau khi nghe Sở A báo cáo, ...`: the occasion of another statement.
    fn heard(&self, speaker: &SpeakerMention) -> bool {
        speaker.tokens.start > self.range.start
            && self.article.word(speaker.tokens.start - 1).eq_ignore_ascii_case("nghe")
    }

    /// A text states, proposes or finds; of laws and plans it is only their wording that is quoted.
    pub(super) fn text_says(&self, speaker: &SpeakerMention) -> bool {
        use CueClass::{Assert, Assess, Emphasize, Propose, Say, Warn};
        const RULES: &[&str] = &["nghị định", "thông tư", "quyết định", "nghị quyết", "kế hoạch"];
        let text = speaker.span.of(self.article.text).to_lowercase();
        let rule = RULES.iter().any(|rule| text.starts_with(rule));
        let verb = self.article.span(self.cue()).of(self.article.text);
        if matches!(verb, "chỉ đạo" | "giao" | "phân công" | "phân tích") {
            return false;
        }
        // `Quyết định nêu ông A thôi giữ chức`, `Nghị quyết nêu: ...`
        let clause = hit_at(self.article, self.hit.end(), Category::Honorific).is_some()
            || matches!(self.article.token(self.hit.end()).syllable, w::COLON | w::COMMA);
        match self.class() {
            Say | Assert | Emphasize => !self.weak() || !rule || clause,
            Assess | Warn => !self.weak(),
            Propose => !rule,
            _ => !self.weak() && (!rule || clause),
        }
    }

    pub(super) fn ends_with_colon(&self) -> bool {
        self.article.token(self.range.end - 1).syllable == w::COLON
    }

    /// `nêu`, `đề cập`: names a matter, and tells no clause.
    fn only_names(&self, cue: TokenRange) -> bool {
        matches!(self.article.span(cue).of(self.article.text), "nêu" | "đề cập" | "phản ánh" | "nhắc đến")
    }

    /// `..., trong khi đại sứ X lên án ...`
    fn contrasts(&self, subject: u32) -> bool {
        subject >= 3 && {
            let word = |back: u32| self.article.token(subject - back).syllable;
            word(1) == w::KHI && word(2) == w::TRONG && word(3) == w::COMMA
        }
    }

    /// `Theo bản tin quý 3, Bộ A cho biết ...`: the text is where the one who speaks said it.
    fn written_by(&self, speaker: &SpeakerMention, outer: &Found) -> bool {
        let text = outer.speaker.is_some_and(|s| s.kind == SpeakerKind::Document) && outer.rule == "theo_before";
        let tells = self.class() == CueClass::Say && !self.weak();
        text && tells
            && outer.content.start == speaker.tokens.start
            && matches!(speaker.kind, SpeakerKind::Person | SpeakerKind::Organization)
    }

    /// A semicolon before the subject, or the outer statement's own speaker again, opens a clause of its own.
    pub(super) fn new_clause(&self, speaker: &SpeakerMention, all: &[Found], outer: usize) -> bool {
        let before = speaker.tokens.start.checked_sub(1).map(|at| self.article.token(at).syllable);
        let same =
            all[outer].speaker.is_some_and(|s| s.span.of(self.article.text) == speaker.span.of(self.article.text));
        // `Công ty A nêu vướng mắc ..., Tổng cục Thuế cho biết ...`: who answers is not quoted by who asked.
        let answers =
            before == Some(w::COMMA) && !self.weak() && all[outer].cue.is_some_and(|cue| self.only_names(cue));
        before == Some(w::SEMICOLON)
            || self.contrasts(speaker.tokens.start)
            || same && before == Some(w::COMMA)
            || answers
    }
}
