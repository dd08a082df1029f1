//! The same speaker goes on with another verb: `...; khẳng định ...`, `... và nhấn mạnh ...`, `đồng thời đề nghị ...`.

use crate::lexicon::{Syllable, words as w};
use crate::model::{CueClass, SpeakerKind, SpeakerMention, TokenRange};

use super::super::found::Found;
use super::super::{content, modifiers, saying, subject};
use super::Place;
use super::nested::told_by_outlet;

impl Place<'_, '_> {
    /// `...; khẳng định ...`, `... và nhấn mạnh ...`, `đồng thời đề nghị ...`: the same speaker goes on.
    pub(super) fn chained(&self, all: &mut Vec<Found>) -> bool {
        let article = self.article;
        let verb = modifiers::before(article, self.begin, self.range.start);
        if verb <= self.range.start {
            return false;
        }
        // `chúc mừng tân Cục trưởng đồng thời nhấn mạnh`: the adverb joins as a semicolon does.
        let meanwhile = verb < self.begin && article.token(verb).syllable == w::DONG;
        let joint = match article.token(verb - 1).syllable {
            mark @ (w::SEMICOLON | w::COMMA | w::VA) => mark,
            // `..., song khẳng định ...`: the turn begins a statement of its own.
            w::SONG | w::NHUNG_BUT if verb >= 2 && article.token(verb - 2).syllable == w::COMMA => w::SEMICOLON,
            _ if meanwhile => w::SEMICOLON,
            _ if self.met_with(verb) => return self.after_other_verb(verb, self.content_after(), all),
            // `X cũng có nhận định tương tự khi cho rằng ...`
            w::KHI => return self.after_other_verb(verb - 1, self.content_after(), all),
            _ => return false,
        };
        let after = self.content_after();
        if !saying::fits(article, &self.hit, content::trim_end(article, after)) {
            return false;
        }
        let Some(previous) = self.chain_from(all) else {
            return self.after_other_verb(verb, after, all);
        };
        if let Some(speaker) = self.acts_in_report(&all[previous], verb) {
            let mut inner = self.found("nested", TokenRange::new(after.start, self.clause_end(after)), speaker);
            inner.attribution = TokenRange::new(verb, self.hit.end());
            (inner.nested, inner.closed) = (true, true);
            all.push(inner);
            return true;
        }
        // `theo dõi, chỉ đạo, Tổng Bí thư ...`: the last verb of a list.
        let listed = joint == w::COMMA && article.token(self.hit.end()).syllable == w::COMMA;
        if self.only_framed(&all[previous]) || listed && self.class() == CueClass::Request {
            return false;
        }
        let before = all[previous].before;
        if !before && !self.may_chain(all[previous].class, joint) || before && self.weak() {
            return false;
        }
        // `“...”, X cho biết và nhấn mạnh ...`: what was said before stays as it is.
        if !before {
            all[previous].content.end = self.clause_boundary(verb);
        }
        let mut new = Found {
            attribution: self.cue(),
            cue: Some(self.cue()),
            class: Some(self.class()),
            speaker: all[previous].speaker,
            same_speaker_as: Some(previous as u32),
            ..Found::new("chained", self.sentence, after)
        };
        new.attribution.start = verb;
        (new.nested, new.closed) = (all[previous].nested, all[previous].nested);
        all.push(new);
        true
    }

    /// `Chủ tịch tỉnh đã làm việc với Công an, các sở liên quan yêu cầu ...`: they were told in that meeting.
    fn met_with(&self, verb: u32) -> bool {
        const FURTHEST: u32 = 30;
        let from = verb.saturating_sub(FURTHEST).max(self.range.start);
        let met = |at: u32| {
            self.article.word(at) == "làm"
                && self.article.word(at + 1) == "việc"
                && self.article.token(at + 2).syllable == w::VOI
        };
        let asks = matches!(self.class(), CueClass::Request | CueClass::Propose);
        asks && verb >= from + 4 && (from..verb - 3).any(met)
    }

    /// `Theo cáo trạng, ông A vay tiền của nhiều người, cam kết trả lãi ...`: it is `ông A` who promises, in what the text reports.
    fn acts_in_report(&self, previous: &Found, verb: u32) -> Option<SpeakerMention> {
        if previous.rule != "theo_before" {
            return None;
        }
        subject::leading(self.article, TokenRange::new(previous.content.start, verb))
            .filter(|inner| inner.kind == SpeakerKind::Person && inner.tokens.start >= previous.content.start)
    }

    /// Where the clause of a report inside another ends: at the sentence's end or a semicolon.
    fn clause_end(&self, content: TokenRange) -> u32 {
        (content.start..content.end).find(|&at| self.article.token(at).syllable == w::SEMICOLON).unwrap_or(content.end)
    }

    /// `Theo ông A, với tác động như trên, ước tính sẽ có ...`: nothing is said yet but a frame.
    fn only_framed(&self, previous: &Found) -> bool {
        const LONGEST: u32 = 10;
        let start = previous.content.start;
        let frame = matches!(self.article.token(start).syllable, w::VOI | w::QUA | w::TRONG | w::SAU | w::DE | w::TU);
        previous.rule == "theo_before" && frame && self.begin < start + LONGEST
    }

    /// The last statement of the sentence that has a speaker: the outer one, or `ông A` in `Theo Reuters, ông A nói ...`.
    fn chain_from(&self, all: &[Found]) -> Option<usize> {
        let outer = all[self.first..].iter().rposition(|f| !f.nested && f.speaker.is_some())? + self.first;
        let told =
            |inner: &Found| inner.nested && inner.speaker.is_some_and(|speaker| told_by_outlet(&all[outer], &speaker));
        let inner = all[outer..].iter().position(told).map(|at| at + outer);
        Some(inner.unwrap_or(outer))
    }

    /// After a request only a semicolon begins a new one: in `đề nghị Bộ A rà soát, báo cáo` it is the ministry that reports.
    pub(super) fn may_chain(&self, class: Option<CueClass>, joint: Syllable) -> bool {
        if joint == w::SEMICOLON {
            return !(self.weak() && matches!(class, Some(CueClass::Request | CueClass::Propose)));
        }
        // What is wished, asked or agreed goes on with verbs of its own: only a clear verb of telling leaves it.
        let asking = |class| {
            use CueClass::{Agree, Express, Promise, Propose, Request};
            matches!(class, Request | Propose | Agree | Promise | Express)
        };
        let tells = matches!(self.class(), CueClass::Say | CueClass::Assert | CueClass::Emphasize) && !self.weak();
        // `chúc mừng Thượng tướng A và khẳng định ...`: nobody else can tell.
        if tells && joint == w::VA && matches!(class, Some(CueClass::Express | CueClass::Thank | CueClass::Agree)) {
            return true;
        }
        let request = matches!(self.class(), CueClass::Request | CueClass::Propose);
        if self.class() == CueClass::Share
            || self.always()
            || request && joint != w::VA && !saying::addressee_starts(self.article, self.content_after().start)
        {
            return false;
        }
        !(self.weak() || class.is_some_and(asking) || joint == w::VA && self.class() == CueClass::Express)
    }

    /// `Chủ tịch nước đã trao đổi một số nội dung; khẳng định ...`: the subject of another verb at the sentence's begin.
    pub(super) fn after_other_verb(&self, verb: u32, after: TokenRange, all: &mut Vec<Found>) -> bool {
        if self.weak() {
            return false;
        }
        let Some(speaker) = subject::leading(self.article, TokenRange::new(self.range.start, verb)) else {
            return false;
        };
        if !matches!(speaker.kind, SpeakerKind::Person) {
            return false;
        }
        let mut new = self.found("after_other_verb", after, speaker);
        new.attribution = TokenRange::new(verb, self.hit.end());
        all.push(new);
        true
    }
}
