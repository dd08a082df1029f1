//! One sentence: tries the rules at each reporting verb, from left to right.

use crate::lexicon::{Category, Strength, words as w};
use crate::model::{CueClass, Hit, SpeakerKind, SpeakerMention, TokenKind, TokenRange};
use crate::segment::Article;

use super::found::Found;
use super::{content, cues, quoted, subject, theo};
use crate::entities::hit_at;

/// Finds the statements of a sentence and appends them; `paragraph_first` is the index of the paragraph's first statement.
pub(super) fn find(article: &Article, sentence: u32, paragraph_first: usize, all: &mut Vec<Found>) {
    let range = article.seg.sentences[sentence as usize].tokens;
    let first = all.len();
    theo::find(article, sentence, range, all);
    for cues::Reporting { verb: hit, begin } in cues::in_sentence(article, range) {
        if all[first..].iter().any(|found| found.attribution.has(hit.token)) {
            continue;
        }
        let mut place = Place { article, sentence, range, hit, begin, first, paragraph_first };
        place.apply(all);
    }
    if all.len() == first {
        quoted::dash(article, sentence, range, all);
    }
}

/// A reporting verb and where it stands.
struct Place<'a, 'b> {
    article: &'b Article<'a>,
    sentence: u32,
    range: TokenRange,
    hit: Hit,
    /// First token of the verbs that stand together with this one.
    begin: u32,
    first: usize,
    paragraph_first: usize,
}

impl Place<'_, '_> {
    fn apply(&mut self, all: &mut Vec<Found>) {
        let limit = self.limit(all);
        if self.letter(limit, all) {
            return;
        }
        let speaker = subject::before(self.article, limit, self.begin);
        let done = match speaker {
            Some(speaker) => self.with_subject(speaker, all),
            None => self.chained(all) || self.passive(all) || self.without_subject(all),
        };
        let _ = done;
    }

    /// `Hiệp hội có công văn gửi Thủ tướng kiến nghị ...`: who sends is the speaker, whom it is sent to the addressee.
    fn letter(&self, limit: u32, all: &mut Vec<Found>) -> bool {
        const FURTHEST: u32 = 40;
        let article = self.article;
        if !matches!(self.class(), CueClass::Request | CueClass::Propose) {
            return false;
        }
        let from = self.begin.saturating_sub(FURTHEST).max(limit);
        let sent = |at: &u32| article.token(*at).syllable == w::GUI && !article.token(*at).capital;
        let Some(gui) = (from..self.begin).rev().find(sent) else { return false };
        let mut to = gui + 1;
        while matches!(article.token(to).syllable, w::TOI | w::DEN | w::CHO | w::LEN) || article.word(to) == "đơn" {
            to += 1;
        }
        let addressees = super::addressees::list(article, to, self.begin);
        let after = self.content_after();
        let speaker =
            subject::before(article, limit, gui).or_else(|| subject::leading(article, TokenRange::new(limit, gui + 1)));
        let (Some(speaker), false) = (speaker, after.is_empty()) else { return false };
        all.push(Found { addressees, ..self.found("letter", after, speaker) });
        true
    }

    /// No subject is sought before the last attribution of the sentence.
    fn limit(&self, all: &[Found]) -> u32 {
        let last =
            all[self.first..].iter().filter(|f| f.attribution.end <= self.hit.token).map(|f| f.attribution.end).max();
        last.unwrap_or(self.range.start).max(self.range.start)
    }

    fn class(&self) -> CueClass {
        cues::entry(self.article, &self.hit).class
    }

    fn weak(&self) -> bool {
        cues::entry(self.article, &self.hit).strength == Strength::Weak
    }

    fn cue(&self) -> TokenRange {
        TokenRange::new(self.hit.token, self.hit.end())
    }

    fn content_after(&self) -> TokenRange {
        let start = content::start(self.article, self.hit.end(), self.range.end);
        TokenRange::new(start, self.quotation_end(start).unwrap_or(self.range.end))
    }

    /// `A hỏi “...”, B đáp “...”`: a content that begins with a quotation ends with it where a comma and another verb follow.
    fn quotation_end(&self, start: u32) -> Option<u32> {
        let quote = self.article.quote_at(start).filter(|quote| quote.closed)?;
        let comma = quote.close + 1;
        let follows =
            comma < self.range.end
                && self.article.token(comma).syllable == w::COMMA
                && self.article.hits(TokenRange::new(comma, self.range.end)).iter().any(|hit| {
                    hit.category == Category::Cue && cues::entry(self.article, hit).strength != Strength::Trap
                });
        follows.then_some(comma)
    }

    fn found(&self, rule: &'static str, content: TokenRange, speaker: SpeakerMention) -> Found {
        Found {
            attribution: TokenRange::new(
                speaker.tokens.start.min(self.hit.token),
                self.hit.end().max(speaker.tokens.end),
            ),
            cue: Some(self.cue()),
            class: Some(self.class()),
            speaker: Some(speaker),
            ..Found::new(rule, self.sentence, content)
        }
    }

    /// `X nhấn mạnh, ...`; `"...", X nói.`; `..., X cho biết.`
    fn with_subject(&self, speaker: SpeakerMention, all: &mut Vec<Found>) -> bool {
        let article = self.article;
        let after = self.content_after();
        let enclosing = all[self.first..]
            .iter()
            .rposition(|f| f.content.has(speaker.tokens.start) && !f.before)
            .map(|at| at + self.first);
        if enclosing.is_none() {
            if let Some(found) = quoted::before(article, self.range, &speaker, after) {
                let mut new = self.found(found.rule, found.content, speaker);
                new.before = true;
                new.closed = found.closed;
                all.push(new);
                return true;
            }
        }
        let empty_before_list = after.is_empty() && self.ends_with_colon();
        if !empty_before_list && !cues::content_fits(article, &self.hit, content::trim_end(article, after)) {
            return false;
        }
        if speaker.kind == SpeakerKind::Document && !self.text_says(&speaker) {
            return false;
        }
        match enclosing {
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

    /// A text states, proposes or finds; of laws and plans it is only their wording that is quoted.
    fn text_says(&self, speaker: &SpeakerMention) -> bool {
        use CueClass::{Assert, Assess, Emphasize, Propose, Say, Warn};
        const RULES: &[&str] =
            &["nghị định", "thông tư", "quyết định", "nghị quyết", "kế hoạch", "chỉ thị", "công điện"];
        let text = speaker.span.of(self.article.text).to_lowercase();
        let rule = RULES.iter().any(|rule| text.starts_with(rule));
        match self.class() {
            Say | Assert | Emphasize => !self.weak() || !rule,
            Assess | Warn => !self.weak(),
            Propose => !rule,
            _ => !self.weak() && !rule,
        }
    }

    fn ends_with_colon(&self) -> bool {
        self.article.token(self.range.end - 1).syllable == w::COLON
    }

    /// A semicolon before the subject, or the outer statement's own speaker again, opens a clause of its own.
    fn new_clause(&self, speaker: &SpeakerMention, all: &[Found], outer: usize) -> bool {
        let before = speaker.tokens.start.checked_sub(1).map(|at| self.article.token(at).syllable);
        let same =
            all[outer].speaker.is_some_and(|s| s.span.of(self.article.text) == speaker.span.of(self.article.text));
        before == Some(w::SEMICOLON) || same && before == Some(w::COMMA)
    }

    /// A report inside a report: only clear speakers with clear verbs, and not the outer speaker's own country.
    fn nested(&self, speaker: SpeakerMention, after: TokenRange, all: &mut Vec<Found>, outer: usize) -> bool {
        let own_side = speaker.kind == SpeakerKind::Organization
            && speaker.org_entry.is_none()
            && is_country(self.article, &speaker)
            || hit_at(self.article, speaker.tokens.start, Category::Country).is_some();
        let asked = matches!(
            all[outer].class,
            Some(CueClass::Request | CueClass::Propose | CueClass::Express | CueClass::Promise)
        );
        let same =
            all[outer].speaker.is_some_and(|s| s.span.of(self.article.text) == speaker.span.of(self.article.text));
        if self.weak()
            || same
            || own_side
            || asked
            || speaker.kind == SpeakerKind::Document
            || speaker.name.is_none() && speaker.honorific.is_some()
        {
            return false;
        }
        let mut new = self.found("nested", after, speaker);
        new.nested = true;
        new.closed = true;
        all.push(new);
        true
    }

    /// `...; khẳng định ...`, `... và nhấn mạnh ...`, `đồng thời đề nghị ...`: the same speaker goes on.
    fn chained(&self, all: &mut Vec<Found>) -> bool {
        let article = self.article;
        let verb = subject::before_modifiers(article, self.begin, self.range.start);
        if verb <= self.range.start {
            return false;
        }
        let joint = article.token(verb - 1).syllable;
        if !matches!(joint, w::SEMICOLON | w::COMMA | w::VA) {
            return false;
        }
        let after = self.content_after();
        if !cues::content_fits(article, &self.hit, content::trim_end(article, after)) {
            return false;
        }
        let Some(previous) =
            all[self.first..].iter().rposition(|f| !f.nested && f.speaker.is_some()).map(|at| at + self.first)
        else {
            return self.after_other_verb(verb, after, all);
        };
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
        all.push(new);
        true
    }

    /// After a request only a semicolon begins a new one: in `đề nghị Bộ A rà soát, báo cáo` it is the ministry that reports.
    fn may_chain(&self, class: Option<CueClass>, joint: crate::lexicon::Syllable) -> bool {
        if joint == w::SEMICOLON {
            return !(self.weak() && matches!(class, Some(CueClass::Request | CueClass::Propose)));
        }
        // What is wished, asked or agreed goes on with verbs of its own: only a clear verb of telling leaves it.
        let asking = |class| {
            use CueClass::{Agree, Express, Promise, Propose, Request};
            matches!(class, Request | Propose | Agree | Promise | Express)
        };
        let request = matches!(self.class(), CueClass::Request | CueClass::Propose);
        if self.class() == CueClass::Share
            || always(self.article, self.hit.token)
            || request && !cues::addressee_starts(self.article, self.content_after().start)
        {
            return false;
        }
        !self.weak() && !class.is_some_and(asking) && !(joint == w::VA && self.class() == CueClass::Express)
    }

    /// `Chủ tịch nước đã trao đổi một số nội dung; khẳng định ...`: the subject of another verb at the sentence's begin.
    fn after_other_verb(&self, verb: u32, after: TokenRange, all: &mut Vec<Found>) -> bool {
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

    /// `được các nhà đầu tư đánh giá là ...`: the agent of a passive.
    fn passive(&self, all: &mut Vec<Found>) -> bool {
        let article = self.article;
        let Some(at) =
            (self.range.start..self.hit.token).rev().take(14).find(|&at| article.token(at).syllable == w::DUOC)
        else {
            return false;
        };
        let follows = article.token(self.hit.end().min(self.range.end - 1)).syllable == w::LA;
        let agent = crate::entities::speaker::parse(article, TokenRange::new(at + 1, self.hit.token));
        match agent {
            Some(speaker) if follows && !self.inside_content(all) => {
                all.push(self.found("passive_agent", self.content_after(), speaker));
                true
            }
            _ => false,
        }
    }

    fn inside_content(&self, all: &[Found]) -> bool {
        all[self.first..].iter().any(|found| found.content.has(self.hit.token))
    }

    /// `Đồng thời đề nghị ...`, `Yêu cầu ...` at the begin of a sentence: the speaker of the sentence before.
    fn without_subject(&self, all: &mut Vec<Found>) -> bool {
        let article = self.article;
        let verb = subject::before_modifiers(article, self.begin, self.range.start);
        let opener = hit_at(article, self.range.start, Category::Opener).map_or(self.range.start, |hit| hit.end());
        let meanwhile = verb + 2 == self.hit.token
            && article.token(verb).syllable == w::DONG
            && verb > self.range.start
            && article.token(verb - 1).syllable == w::SEMICOLON;
        let at_start = meanwhile
            || verb == self.range.start
            || verb == opener
            || verb == opener + 1 && article.token(opener).syllable == w::COMMA;
        if !at_start
            || self.inside_content(all)
            || all.len() == self.paragraph_first
            || self.weak()
            || is_frame(article, &self.hit, self.range)
        {
            return false;
        }
        let Some(previous) = all[self.paragraph_first..].iter().rposition(|found| !found.nested) else { return false };
        let previous = previous + self.paragraph_first;
        let after = self.content_after();
        let asks = matches!(
            self.class(),
            CueClass::Request
                | CueClass::Propose
                | CueClass::Assert
                | CueClass::Emphasize
                | CueClass::Say
                | CueClass::Express
        );
        if all[previous].speaker.is_none()
            || !asks
            || !cues::content_fits(article, &self.hit, content::trim_end(article, after))
        {
            return false;
        }
        all.push(Found {
            attribution: TokenRange::new(self.range.start, self.hit.end()),
            cue: Some(self.cue()),
            class: Some(self.class()),
            same_speaker_as: Some(previous as u32),
            ..Found::new("subject_left_out", self.sentence, after)
        });
        true
    }

    /// `Đánh giá cao sự kiện này, ông V cho rằng ...`: a verb with a content of its own before the subject.
    fn fronted(&self, speaker: &SpeakerMention, all: &mut Vec<Found>) {
        let article = self.article;
        let Some(hit) = hit_at(article, self.range.start, Category::Cue) else { return };
        let entry = cues::entry(article, &hit);
        if entry.strength != Strength::Strong || is_frame(article, &hit, self.range) || all.len() > self.first {
            return;
        }
        if matches!(entry.class, CueClass::Say | CueClass::Answer) || speaker.tokens.start <= hit.end() + 2 {
            return;
        }
        let comma = speaker.tokens.start - 1;
        if article.token(comma).syllable != w::COMMA {
            return;
        }
        let start = content::start(article, hit.end(), comma);
        all.push(Found {
            attribution: TokenRange::new(hit.token, hit.end()),
            cue: Some(TokenRange::new(hit.token, hit.end())),
            class: Some(entry.class),
            speaker: Some(*speaker),
            closed: true,
            ..Found::new("fronted", self.sentence, TokenRange::new(start, comma))
        });
    }

    /// Where the clause before `at` ends: before the joint and its connective (`; đồng thời`, `, và`).
    fn clause_boundary(&self, at: u32) -> u32 {
        let mut end = at;
        while end > self.range.start {
            let token = self.article.token(end - 1);
            let joint = matches!(token.syllable, w::SEMICOLON | w::COMMA | w::VA)
                || token.kind == TokenKind::Mark && token.syllable == w::HYPHEN;
            if !joint {
                break;
            }
            end -= 1;
        }
        end
    }
}

/// `luôn khẳng định`: what somebody always does is no report.
fn always(article: &Article, verb: u32) -> bool {
    verb > 0 && article.token(verb - 1).syllable == w::LUON
}

/// `Phát biểu tại ...`, `Đánh giá về ...`, `Trả lời câu hỏi ...`: gives the occasion or the topic of another verb.
fn is_frame(article: &Article, hit: &Hit, range: TokenRange) -> bool {
    let topic = (hit.end()..range.end.min(hit.end() + 2)).any(|at| article.token(at).syllable == w::VE);
    topic
        || hit.end() < range.end
            && matches!(
                article.token(hit.end()).syllable,
                w::VE | w::TAI | w::TRUOC | w::VOI | w::TRONG | w::TREN | w::O | w::THEM | w::CHO | w::SAU | w::KHI
            )
}

/// Whether a body is nothing but a country.
fn is_country(article: &Article, speaker: &SpeakerMention) -> bool {
    hit_at(article, speaker.tokens.start, Category::Country).is_some_and(|hit| hit.end() == speaker.tokens.end)
}
