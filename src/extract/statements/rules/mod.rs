//! The rules of attribution at a reporting verb, each in a file of its own; this one tries them in order.

mod chained;
mod fronted;
mod left_out;
mod letter;
mod nested;
mod nominal;
mod passive;
mod relayed;
mod subject_verb;

use crate::lexicon::{Category, Strength, words as w};
use crate::model::{CueClass, Hit, SpeakerKind, SpeakerMention, TokenKind, TokenRange};
use crate::segment::Article;

use super::found::Found;
use super::{content, cues, loose, quoted, saying, subject, theo};

/// Finds the statements of a sentence and appends them; `paragraph_first` is the index of the paragraph's first statement.
pub(super) fn find(article: &Article, sentence: u32, paragraph_first: usize, all: &mut Vec<Found>) {
    let range = article.seg.sentences[sentence as usize].tokens;
    let first = all.len();
    theo::find(article, sentence, range, all);
    for cues::Reporting { verb: hit, begin } in cues::in_sentence(article, range) {
        // Contents reach to the end of the sentence, and subjects may be at its begin.
        article.work.add(range.len());
        if article.work.is_over() {
            return;
        }
        if all[first..].iter().any(|found| found.attribution.has(hit.token)) {
            continue;
        }
        let mut place = Place { article, sentence, range, hit, begin, first, paragraph_first };
        place.apply(all);
    }
    if all.len() == first {
        relayed::without_verb(article, sentence, range, all);
        passive::patient(article, sentence, range, all);
    }
    if all.len() == first {
        nominal::find(article, sentence, range, all);
    }
    if all.len() == first {
        quoted::without_verb(article, sentence, range, all);
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
        let first = all.len();
        let relayed = relayed::before(self.article, limit, self.begin);
        let relay = relayed.as_ref().and_then(|relayed| relayed.relay);
        let speaker = match relayed {
            Some(relayed) => Some(relayed.source),
            None => self.subject(limit).filter(|found| !self.is_object(found, all)),
        };
        if self.shows() && speaker.is_none_or(|speaker| !self.finds(&speaker)) {
            return;
        }
        match speaker {
            Some(speaker) => self.with_subject(speaker, all),
            None => self.chained(all) || self.passive(all) || self.without_subject(all),
        };
        for found in &mut all[first..] {
            found.relay = relay;
        }
    }

    /// Who stands before the verb: understood as a whole, or as far as the verb demands.
    fn subject(&self, limit: u32) -> Option<SpeakerMention> {
        subject::before(self.article, limit, self.begin)
            .or_else(|| loose::before(self.article, limit, self.begin, self.tells(limit)?))
    }

    /// How little of its subject has to be understood, for a strong verb that is the first of its sentence.
    fn tells(&self, limit: u32) -> Option<loose::Demand> {
        use CueClass::{Assert, Assess, Emphasize, Express, Say, Warn};
        const ONLY_TELL: &[&str] = &[
            "cho biết",
            "cho biết thêm",
            "cho hay",
            "cho hay thêm",
            "cho rằng",
            "nói rằng",
            "nói thêm",
            "thông tin thêm",
            "chia sẻ thêm",
            "khẳng định",
            "khẳng định rằng",
            "nhấn mạnh",
            "nhấn mạnh rằng",
            "tiết lộ",
            "đưa tin",
            "tuyên bố",
        ];
        let verb = self.article.span(self.cue()).of(self.article.text);
        let end = self.hit.end();
        let marked = end < self.range.end
            && (matches!(self.article.token(end).syllable, w::COMMA | w::COLON | w::RANG)
                || self.article.quote_opening(end).is_some()
                || end + 1 == self.range.end);
        let told =
            || saying::told_by_somebody(self.article, &self.hit, content::trim_end(self.article, self.content_after()));
        let first = limit == self.range.start && (marked || !self.weak() || told());
        first.then(|| match self.class() {
            _ if self.weak() && marked => loose::Demand::Name,
            _ if self.weak() => loose::Demand::People,
            _ if ONLY_TELL.contains(&verb) => loose::Demand::NounPhrase,
            Say | Assert | Assess | Emphasize | Express | Warn => loose::Demand::Several,
            _ => loose::Demand::Name,
        })
    }

    /// `cho thấy` is evidence, and speech only of a report.
    fn shows(&self) -> bool {
        self.article.span(self.cue()).of(self.article.text).eq_ignore_ascii_case("cho thấy")
    }

    /// `Báo cáo của Sở Y tế`, `kết quả khảo sát của VCCI`: somebody's texts that tell what was found.
    fn finds(&self, speaker: &SpeakerMention) -> bool {
        const REPORTS: &[&str] = &["báo cáo", "khảo sát", "nghiên cứu", "thống kê", "kết quả", "dữ liệu", "số liệu"];
        let text = speaker.span.of(self.article.text).to_lowercase();
        let noun = ["một cuộc ", "một ", "các ", "những ", "cuộc "].iter().find_map(|word| text.strip_prefix(word));
        let noun = noun.unwrap_or(&text);
        let named = (speaker.tokens.start + 1..speaker.tokens.end).any(|at| self.article.token(at).capital);
        speaker.kind == SpeakerKind::Document && named && REPORTS.iter().any(|report| noun.starts_with(report))
    }

    /// `X chúc mừng tân Cục trưởng A đồng thời nhấn mạnh ...`: the person with whom the thanks begin is whom they are for.
    fn is_object(&self, speaker: &SpeakerMention, all: &[Found]) -> bool {
        use CueClass::{Express, Thank};
        let meanwhile = self.begin >= 2 && self.article.token(self.begin - 2).syllable == w::DONG;
        let given = |found: &Found| {
            matches!(found.class, Some(Thank | Express)) && found.content.start == speaker.tokens.start && !found.before
        };
        meanwhile && all[self.first..].iter().any(given)
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
        // `Giao cho Sở A hướng dẫn ...`
        let to = start < self.range.end && self.article.token(start).syllable == w::CHO && self.assigns();
        let start = start + u32::from(to);
        TokenRange::new(start, self.quotation_end(start).unwrap_or(self.range.end))
    }

    /// `A hỏi “...”, B đáp “...”`: a content that begins with a quotation ends with it where a comma and another verb follow.
    fn quotation_end(&self, start: u32) -> Option<u32> {
        let quote = self.article.quote_opening(start).filter(|quote| quote.closed)?;
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

    fn inside_content(&self, all: &[Found]) -> bool {
        all[self.first..].iter().any(|found| found.content.has(self.hit.token))
    }

    /// Where the clause before `at` ends: before the joint and its connective (`; đồng thời`, `, và`).
    fn clause_boundary(&self, at: u32) -> u32 {
        let mut end = at;
        while end > self.range.start {
            let token = self.article.token(end - 1);
            let while_clause = token.syllable == w::KHI && end >= 2 && self.article.token(end - 2).syllable == w::TRONG
                || token.syllable == w::TRONG && end == at - 1;
            let turn = matches!(token.syllable, w::SONG | w::NHUNG_BUT)
                && end >= 2
                && self.article.token(end - 2).syllable == w::COMMA;
            let joint = while_clause
                || turn
                || matches!(token.syllable, w::SEMICOLON | w::COMMA | w::VA)
                || token.kind == TokenKind::Mark && token.syllable == w::HYPHEN;
            if !joint {
                break;
            }
            end -= 1;
        }
        end
    }
}

/// `Phát biểu tại ...`, `Đánh giá về ...`, `Trả lời câu hỏi ...`: gives the occasion or the topic of another verb.
fn is_frame(article: &Article, hit: &Hit, range: TokenRange) -> bool {
    let topic = (hit.end()..range.end.min(hit.end() + 2)).any(|at| article.token(at).syllable == w::VE);
    topic
        || hit.end() < range.end
            && matches!(
                article.token(hit.end()).syllable,
                w::VE
                    | w::TAI
                    | w::TRUOC
                    | w::VOI
                    | w::TRONG
                    | w::TREN
                    | w::O
                    | w::THEM
                    | w::CHO
                    | w::SAU
                    | w::KHI
                    | w::QUA
            )
}
