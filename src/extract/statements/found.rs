//! A statement while the paragraph is being read, and its last form.

use crate::lexicon::words as w;
use crate::model::{CueClass, Mode, Point, Span, SpeakerMention, StatementMention, TokenRange};
use crate::segment::Article;

use super::{addressees, content};

/// A statement whose content may still grow.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Tokens of the content, marks at the edges not yet cut.
    pub content: TokenRange,
    /// Sentence that the attribution stands in.
    pub sentence: u32,
    /// Tokens of the whole attribution, from the speaker to the cue, for keeping others off.
    pub attribution: TokenRange,
    /// The cue's tokens; none in a continuation.
    pub cue: Option<TokenRange>,
    /// What the cue does.
    pub class: Option<CueClass>,
    /// Who, as written.
    pub speaker: Option<SpeakerMention>,
    /// Where the subject is left out: index of the statement with the same speaker.
    pub same_speaker_as: Option<u32>,
    /// Index of the statement that this goes on with.
    pub continues: Option<u32>,
    /// Inside another statement's content.
    pub nested: bool,
    /// The content is word for word, though its marks stand in other paragraphs or are left out.
    pub verbatim: bool,
    /// The content does not grow over the next sentences.
    pub closed: bool,
    /// The content stands before the attribution.
    pub before: bool,
    /// Who passes it on: `AFP` in `AFP dẫn lời ông A`.
    pub relay: Option<Span>,
    /// Where it was said.
    pub occasion: Option<Span>,
    /// To whom, where that stands before the verb.
    pub addressees: Vec<Span>,
    /// The rule.
    pub rule: &'static str,
}

impl Found {
    /// A statement with the given content and nothing else yet.
    pub fn new(rule: &'static str, sentence: u32, content: TokenRange) -> Self {
        Self {
            content,
            sentence,
            attribution: content,
            cue: None,
            class: None,
            speaker: None,
            same_speaker_as: None,
            continues: None,
            nested: false,
            verbatim: false,
            closed: false,
            before: false,
            relay: None,
            occasion: None,
            addressees: Vec::new(),
            rule,
        }
    }
}

/// Cuts the edges, sorts by position and gives the statements their last form.
pub(super) fn finish(article: &Article, all: Vec<Found>, out: &mut Vec<StatementMention>) {
    let mut kept: Vec<(usize, Found)> = Vec::with_capacity(all.len());
    let count = all.len();
    // What goes on with a statement of which nothing is left goes with it.
    let mut gone = vec![false; count];
    for (index, mut found) in all.into_iter().enumerate() {
        // What is said is read and written once for each report that it stands in.
        article.work.add(found.content.len());
        if article.work.is_over() {
            return;
        }
        found.content = content::trim(article, found.content);
        let source = found.continues.or(found.same_speaker_as.filter(|_| found.speaker.is_none()));
        gone[index] = found.content.is_empty() || source.is_some_and(|source| gone[source as usize]);
        if !gone[index] {
            kept.push((index, found));
        }
    }
    kept.sort_by_key(|(index, found)| (found.content.start, std::cmp::Reverse(found.content.end), *index));
    let mut places = vec![None; count];
    for (place, (index, _)) in kept.iter().enumerate() {
        places[*index] = Some(place as u32);
    }
    let position = |old: Option<u32>| old.and_then(|old| places[old as usize]);
    let links: Vec<_> = kept.iter().map(|(_, f)| (position(f.continues), position(f.same_speaker_as))).collect();
    for ((_, found), (continues, same)) in kept.into_iter().zip(links) {
        out.push(mention(article, &found, continues, same));
    }
}

fn mention(article: &Article, found: &Found, continues: Option<u32>, same_speaker_as: Option<u32>) -> StatementMention {
    let span = article.span(found.content);
    let quotes = quotes_in(article, found.content);
    let direct = found.verbatim || found.rule == "quote_then_speaker" && between_quotes(article, found.content);
    StatementMention {
        span,
        paragraph: article.paragraph_of(found.content.start),
        mode: if direct { Mode::Direct } else { mode(article, found.content, &quotes) },
        quotes,
        cue: found.cue.map(|cue| article.span(cue)),
        cue_class: found.class,
        addressees: addressees::find(article, found),
        points: points(article, found.content),
        speaker: found.speaker,
        continues,
        same_speaker_as,
        relay: found.relay,
        occasion: found.occasion,
        rule: found.rule,
    }
}

/// The quoted parts inside the content, marks excluded. A content that is wholly quoted is one part.
fn quotes_in(article: &Article, content: TokenRange) -> Vec<Span> {
    if wholly_quoted(article, content) {
        return vec![article.span(content)];
    }
    let quotes = &article.seg.quotes;
    let from = quotes.partition_point(|quote| quote.open < content.start);
    let mut out: Vec<Span> = Vec::new();
    for quote in quotes[from..].iter().take_while(|quote| quote.open < content.end) {
        let end = quote.close.min(content.end);
        if !quote.closed || quote.open + 1 >= end {
            continue;
        }
        let span = article.span(TokenRange::new(quote.open + 1, end));
        if out.last().is_none_or(|last| span.start >= last.end) {
            out.push(span);
        }
    }
    out
}

/// The marks of one quotation, or a dash at the paragraph's begin, enclose the whole content.
fn wholly_quoted(article: &Article, content: TokenRange) -> bool {
    let opening = content.start.checked_sub(1).and_then(|before| article.quote_opening(before));
    opening.is_some_and(|quote| {
        // A paragraph of a long quotation opens with a mark and leaves the closing to the last paragraph.
        let from = if quote.closed { content.end } else { 0 };
        (from..=content.end + 3).contains(&quote.close)
    })
}

/// `“A”, X nói. “B”`: one quotation opens the content, another closes it.
fn between_quotes(article: &Article, content: TokenRange) -> bool {
    let opens = content.start > 0 && article.quote_opening(content.start - 1).is_some();
    let closing = |at: u32| article.quote_closing(at).is_some_and(|quote| quote.open > content.start);
    opens && (closing(content.end) || closing(content.end + 1))
}

fn mode(article: &Article, content: TokenRange, quotes: &[Span]) -> Mode {
    if wholly_quoted(article, content) {
        Mode::Direct
    } else if quotes.is_empty() {
        Mode::Indirect
    } else {
        Mode::Mixed
    }
}

/// `Thứ nhất ...; thứ hai ...; cuối cùng ...`: enumerated points, each up to the next.
fn points(article: &Article, content: TokenRange) -> Vec<Point> {
    let mut labels: Vec<TokenRange> = Vec::new();
    for at in content.start..content.end.saturating_sub(1) {
        let clause_start = at == content.start
            || matches!(article.token(at - 1).syllable, w::FULL_STOP | w::SEMICOLON | w::COLON | w::COMMA);
        if clause_start && let Some(len) = label_len(article, at) {
            labels.push(TokenRange::new(at, (at + len).min(content.end)));
        }
    }
    if labels.len() < 2 && labels.first().is_none_or(|label| label.start != content.start) {
        return Vec::new();
    }
    let ends = labels.iter().skip(1).map(|label| label.start).chain([content.end]).collect::<Vec<_>>();
    labels
        .iter()
        .zip(ends)
        .map(|(label, end)| Point {
            label: article.span(*label),
            span: article.span(content::trim_end(article, TokenRange::new(label.start, end))),
        })
        .collect()
}

/// Number of tokens of an enumeration label: `thứ nhất`, `một là`, `cuối cùng`.
fn label_len(article: &Article, at: u32) -> Option<u32> {
    const ORDINALS: &[&str] = &["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín"];
    const NUMBERS: &[&str] = &["một", "hai", "ba", "bốn", "năm", "sáu", "bảy"];
    let reads = |at: u32, words: &[&str]| words.iter().any(|word| article.reads(at, word));
    let labelled = match (article.token(at).syllable, article.token(at + 1).syllable) {
        (w::THU, _) => reads(at + 1, ORDINALS),
        (_, w::LA) => reads(at, NUMBERS),
        (w::CUOI, w::CUNG_VOI) => true,
        _ => false,
    };
    labelled.then_some(2)
}
