//! Texts as speakers: `cáo trạng` after `cáo trạng của VKSND tỉnh A`, `Nghị định` after `Nghị định 12/2030/NĐ-CP`.

use std::collections::HashMap;

use crate::entities::{bodies, hit_at};
use crate::lexicon::{Category, CommonSpeaker, words as w};
use crate::model::{LawMention, Span, SpeakerKind, StatementMention, TokenRange};
use crate::segment::Article;

/// The texts that the document names with their issuer, by position.
#[derive(Debug, Default)]
pub(super) struct Texts {
    all: Vec<Span>,
    /// Those of each kind that was asked for.
    by_noun: HashMap<String, Vec<Span>>,
}

impl Texts {
    /// Gathers them; nothing where no text speaks.
    pub fn named(article: &Article, statements: &[StatementMention]) -> Self {
        let texts = statements.iter().filter_map(|m| m.speaker).filter(|s| s.kind == SpeakerKind::Document);
        let mut texts = texts.peekable();
        if texts.peek().is_none() {
            return Self::default();
        }
        let mut all: Vec<Span> = texts.filter_map(|speaker| speaker.name).collect();
        let hits = article.seg.hits.iter().filter(|hit| {
            hit.category == Category::CommonSpeaker
                && article.lexicon.speech.common_speakers[hit.entry as usize] == CommonSpeaker::Document
        });
        all.extend(hits.filter_map(|hit| with_issuer(article, TokenRange::new(hit.token, hit.end()))));
        all.sort_by_key(|span| (span.start, span.end));
        Self { all, by_noun: HashMap::new() }
    }

    /// The last text of this kind (in small letters) that was named with its issuer before `at`, else the first that is named
    /// so afterwards.
    pub fn fuller(&mut self, article: &Article, noun: &str, at: u32) -> Option<Span> {
        if !self.by_noun.contains_key(noun) {
            let same = |span: &&Span| begins(span.of(article.text), noun);
            self.by_noun.insert(noun.to_owned(), self.all.iter().filter(same).copied().collect());
        }
        let texts = &self.by_noun[noun];
        let before = texts.partition_point(|span| span.start < at);
        before.checked_sub(1).map(|last| texts[last]).or_else(|| texts.get(before).copied())
    }
}

/// Whether a text, in small letters, begins with these words.
pub(super) fn begins(text: &str, words: &str) -> bool {
    let mut small = text.chars().flat_map(char::to_lowercase);
    words.chars().all(|c| small.next() == Some(c))
}

/// `cáo trạng của VKSND tỉnh A`, `cáo trạng VKSND tỉnh A`
fn with_issuer(article: &Article, noun: TokenRange) -> Option<Span> {
    let end = article.seg.sentences[article.sentence_of(noun.start) as usize].tokens.end;
    let issuer = if noun.end < end && article.token(noun.end).syllable == w::CUA { noun.end + 1 } else { noun.end };
    if issuer >= end || hit_at(article, issuer, Category::Role).is_some() {
        return None;
    }
    let body = bodies::at(article, issuer, end)?;
    Some(article.span(TokenRange::new(noun.start, body.tokens.end)))
}

/// `Thông cáo của Văn phòng A` of `Thông cáo của Văn phòng A phát ngay sau hội nghị`: what is done with a text is not its title.
pub(super) fn title(article: &Article, name: Span) -> Span {
    const DONE: &[&str] =
        &[" phát ", " công bố ", " ban hành ", " được ", " vừa ", " gửi ", " đăng ", " ngày ", " hôm "];
    let text = name.of(article.text);
    let end = DONE.iter().filter_map(|done| text.find(done)).min().unwrap_or(text.len());
    Span::new(name.start, name.start + end as u32)
}

/// The laws that bare nouns may mean, gathered once for each noun.
pub(super) struct Laws {
    /// Begin of each statement's content, and the furthest end of those that begin no later.
    cited: Vec<(u32, u32)>,
    by_noun: HashMap<String, Vec<OfKind>>,
}

/// A law of the kind that a noun says.
struct OfKind {
    span: Span,
    paragraph: u32,
    /// Nobody's words cite it.
    own: bool,
}

/// What a bare noun may mean.
#[derive(Default)]
pub(super) struct Meant {
    /// The law that the last paragraph with one names first and nobody's words cite.
    pub own: Option<Span>,
    /// The last law before the noun.
    pub last: Option<Span>,
}

impl Laws {
    /// `contents` is what is reported.
    pub(super) fn new(contents: impl Iterator<Item = Span>) -> Self {
        let mut cited: Vec<(u32, u32)> = contents.map(|content| (content.start, content.end)).collect();
        cited.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut cited {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Self { cited, by_noun: HashMap::new() }
    }

    /// The laws before byte `at` that `noun`, in small letters, may mean: drafts for `dự thảo`, else those that begin with it.
    pub(super) fn of(&mut self, article: &Article, laws: &[LawMention], noun: &str, at: u32) -> Meant {
        if !self.by_noun.contains_key(noun) {
            let draft = noun.starts_with("dự thảo") || noun.starts_with("dự án");
            let same = |law: &LawMention| begins(law.span.of(article.text), noun);
            let of_kind = laws
                .iter()
                .filter(|law| !law.anaphor && if draft { law.is_draft } else { same(law) })
                .map(|law| OfKind { span: law.span, paragraph: law.paragraph, own: !self.is_cited(law.span) });
            self.by_noun.insert(noun.to_owned(), of_kind.collect());
        }
        let laws = &self.by_noun[noun];
        let before = &laws[..laws.partition_point(|law| law.span.start < at)];
        let last_own = before.iter().rfind(|law| law.own);
        let own = last_own.and_then(|last| {
            let first = before.partition_point(|law| law.paragraph < last.paragraph);
            before[first..].iter().find(|law| law.own)
        });
        Meant { own: own.map(|law| law.span), last: before.last().map(|law| law.span) }
    }

    fn is_cited(&self, law: Span) -> bool {
        let before = self.cited.partition_point(|(begin, _)| *begin <= law.start);
        before > 0 && self.cited[before - 1].1 >= law.end
    }
}

/// A numbered text is known by its number: `Nghị định số 12/2030/NĐ-CP` of `Nghị định số 12/2030/NĐ-CP quy định ...`.
pub(super) fn to_number(article: &Article, span: Span) -> Span {
    let text = span.of(article.text);
    let is_number = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit()) && word.contains('/') && word.contains(char::is_alphabetic)
    };
    let Some(number) = text.split([' ', ',']).find(|word| is_number(word)) else { return span };
    let end = text.find(number).unwrap_or(0) + number.len();
    Span::new(span.start, span.start + end as u32)
}
