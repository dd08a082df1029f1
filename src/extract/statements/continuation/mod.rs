//! Paragraphs that go on with the last statement without a reporting expression of their own: enumerations, further
//! quotations, `Về ...`, `Đồng thời ...`.
//!
//! A paragraph goes on unless it is plainly the reporter's: it opens a new scene, gives a date, or tells what named people did.

mod voice;

use crate::entities::hit_at;
use crate::lexicon::{Category, Opener, words as w};
use crate::model::{Block, CueClass, SpeakerKind, TokenKind, TokenRange};
use crate::segment::Article;

use super::found::Found;
use voice::{
    Sign, ends_quotation, inside_quotation, is_line, list_item, names_person, retells, sign, speaking, told_at_length,
};

/// Without any sign of the speaker's voice at most this many paragraphs in a row are taken to go on.
const MOST_NEUTRAL: u32 = 6;

/// Appends a continuation for each paragraph that goes on with the statement before it.
pub(super) fn extend(article: &Article, all: &mut Vec<Found>) {
    let found = std::mem::take(all);
    let mut moved: Vec<u32> = Vec::with_capacity(found.len());
    let mut next = 0;
    let mut last: Option<usize> = None;
    let mut neutral = 0;
    let mut headed = false;
    for (index, paragraph) in article.seg.paragraphs.iter().enumerate() {
        let first = all.len();
        while next < found.len() && attribution_paragraph(article, &found[next]) == index as u32 {
            let mut one = found[next].clone();
            // The continuations put in between move the positions.
            one.same_speaker_as = one.same_speaker_as.map(|old| moved[old as usize]);
            moved.push(all.len() as u32);
            all.push(one);
            next += 1;
        }
        if paragraph.block != Block::Body {
            headed |= paragraph.block == Block::Heading;
            continue;
        }
        let under_heading = std::mem::take(&mut headed);
        let outer = all[first..].iter().rposition(|f| !f.nested).map(|at| at + first);
        if all.len() == first && last.is_some_and(|last| overlaps(all[last].content, paragraph.tokens)) {
            continue;
        }
        if let (Some(from), Some(_)) = (last, outer)
            && holds_inner_reports(article, all, from, first, index)
        {
            for inner in &mut all[first..] {
                inner.nested = true;
            }
            push(all, from, paragraph.sentences.start, paragraph.tokens);
            continue;
        }
        if let (Some(from), Some(_)) = (last, outer)
            && is_task(article, all, from, first, index)
        {
            // What the bodies are to ask others for is part of the task.
            all[first..].iter_mut().for_each(|inner| inner.content = TokenRange::default());
            push(all, from, paragraph.sentences.start, paragraph.tokens);
            continue;
        }
        if let Some(mut outer) = outer {
            if let Some(from) = last
                && let Some(head) = goes_on_first(article, all, from, first, index)
            {
                insert(all, first, from, paragraph.sentences.start, head);
                outer += 1;
                moved[next - (all.len() - 1 - first)..].iter_mut().for_each(|at| *at += 1);
            }
            last = open_end(article, &all[outer], paragraph.tokens).then_some(outer);
            neutral = 0;
            continue;
        }
        let Some(from) = last else { continue };
        if like_caption(article, index) {
            continue;
        }
        let mut sign = sign(article, all, from, index);
        let begun = all.last().is_some_and(|last| last.continues == Some(from as u32));
        if sign == Sign::Ends && begun && !under_heading && told_at_length(article, speaking(all, from), index) {
            sign = Sign::Neutral;
        }
        // The first paragraph behind a statement is the likeliest to be the reporter's.
        if sign == Sign::Neutral && !begun && is_line(article, index) {
            sign = Sign::Ends;
        }
        neutral = if sign == Sign::Neutral { neutral + 1 } else { 0 };
        // Under a new heading the reporter begins anew.
        let anew = under_heading && sign == Sign::Neutral;
        if sign == Sign::Ends || anew || neutral > MOST_NEUTRAL {
            last = None;
            continue;
        }
        let quoted = inside_quotation(article, all[from].content, index);
        push(all, from, paragraph.sentences.start, paragraph.tokens);
        if let Some(new) = all.last_mut() {
            new.verbatim = quoted;
            new.rule = if sign == Sign::Neutral { "continuation_unmarked" } else { new.rule };
        }
        if quoted && ends_quotation(article, paragraph) {
            last = None;
        }
    }
}

fn push(all: &mut Vec<Found>, from: usize, sentence: u32, content: TokenRange) {
    all.push(continued(all, from, sentence, content));
}

fn continued(all: &[Found], from: usize, sentence: u32, content: TokenRange) -> Found {
    Found {
        continues: Some(from as u32),
        closed: true,
        // What the paragraph does is what the expression does that it goes on with.
        cue: all[from].cue,
        class: all[from].class,
        ..Found::new("continuation", sentence, content)
    }
}

/// Puts a continuation before the statements from `first` on, whose positions move by one.
fn insert(all: &mut Vec<Found>, first: usize, from: usize, sentence: u32, content: TokenRange) {
    let found = continued(all, from, sentence, content);
    all.insert(first, found);
    for later in &mut all[first + 1..] {
        later.same_speaker_as = later.same_speaker_as.map(|at| at + u32::from(at >= first as u32));
    }
}

/// `Theo đó, Quốc hội sẽ bầu Chủ tịch nước. Cũng theo ông A, ...`: the sentences of a paragraph before its first statement,
/// where a connective shows that they go on with the one before.
fn goes_on_first(article: &Article, all: &[Found], from: usize, first: usize, index: usize) -> Option<TokenRange> {
    let paragraph = &article.seg.paragraphs[index];
    let own = all[first..].iter().map(|found| found.attribution.start.min(found.content.start)).min()?;
    let end = article.seg.sentences[article.sentence_of(own) as usize].tokens.start;
    // Looser connectives (`Đối với ...`, `Tiếp đó`) open what the next speaker tells.
    let connected = hit_at(article, paragraph.tokens.start, Category::Opener).is_some_and(|hit| {
        let words = article.span(TokenRange::new(hit.token, hit.end())).of(article.text).to_lowercase();
        matches!(words.as_str(), "theo đó" | "đồng thời" | "cụ thể" | "trong đó" | "từ đó" | "do đó" | "vì vậy")
    });
    let goes_on = || sign(article, all, from, index) == Sign::GoesOn;
    (connected && end > paragraph.tokens.start && goes_on()).then(|| TokenRange::new(paragraph.tokens.start, end))
}

/// A paragraph that opens with a connective and only later reports what some body does: the outer speaker tells it all.
fn holds_inner_reports(article: &Article, all: &[Found], from: usize, first: usize, index: usize) -> bool {
    let paragraph = &article.seg.paragraphs[index];
    let sourced = all[first..].iter().any(|inner| inner.rule.starts_with("theo") || inner.before);
    if retells(article, speaking(all, from)) {
        return !sourced && sign(article, all, from, index) != Sign::Ends;
    }
    let later = all[first..].iter().all(|inner| {
        let body = inner.speaker.is_some_and(|s| matches!(s.kind, SpeakerKind::Organization | SpeakerKind::Group));
        body && inner.sentence > paragraph.sentences.start
    });
    let connected = hit_at(article, paragraph.tokens.start, Category::Opener)
        .is_some_and(|hit| article.lexicon.speech.openers[hit.entry as usize] == Opener::Continue);
    later && connected && sign(article, all, from, index) == Sign::GoesOn
}

/// `Thứ hai, Bộ A chỉ đạo các đơn vị ...` in a list of what was asked for: a task that tells who is to ask whom.
fn is_task(article: &Article, all: &[Found], from: usize, first: usize, index: usize) -> bool {
    use CueClass::{Propose, Request};
    let asked = |found: &Found| matches!(found.class, Some(Request | Propose));
    let by_body =
        |inner: &Found| inner.speaker.is_some_and(|s| matches!(s.kind, SpeakerKind::Organization | SpeakerKind::Group));
    let start = article.seg.paragraphs[index].tokens.start;
    let numbered = article.token(start).capital
        && hit_at(article, start, Category::Opener).is_some_and(|hit| {
            let words = article.span(TokenRange::new(hit.token, hit.end())).of(article.text).to_lowercase();
            words.starts_with("thứ ") || words.ends_with(" là")
        })
        || list_item(article, article.seg.paragraphs[index].tokens);
    numbered && asked(speaking(all, from)) && all[first..].iter().all(|inner| asked(inner) && by_body(inner))
}

/// A line under a picture that no credit marks: one short sentence about somebody, or a few words without a verb.
fn like_caption(article: &Article, index: usize) -> bool {
    const BYTES: u32 = 200;
    const FEW_WORDS: u32 = 13;
    let paragraph = &article.seg.paragraphs[index];
    let range = paragraph.tokens;
    if paragraph.sentences.len() != 1 || paragraph.span.len() > BYTES || list_item(article, range) {
        return false;
    }
    let quoted = (range.start..range.end).any(|at| article.quote_opening(at).is_some());
    let opens = hit_at(article, range.start, Category::Opener).is_some();
    let verb = (range.start..range.end).any(|at| {
        matches!(
            article.token(at).syllable,
            w::DA | w::SE | w::CAN | w::PHAI | w::LA | w::KHONG | w::DUOC | w::CO | w::BI
        )
    });
    !quoted && !opens && !verb && (range.len() <= FEW_WORDS || names_person(article, range))
}

/// The paragraph that holds the attribution (a content announced by a colon stands in the next one).
fn attribution_paragraph(article: &Article, found: &Found) -> u32 {
    article.seg.sentences[found.sentence as usize].paragraph
}

fn overlaps(a: TokenRange, b: TokenRange) -> bool {
    a.start < b.end && b.start < a.end
}

/// Whether the statement reaches the end of its paragraph, so that the next can go on with it.
fn open_end(article: &Article, found: &Found, paragraph: TokenRange) -> bool {
    let passive = found.rule == "passive_agent";
    let words_after = (found.content.end..paragraph.end).any(|at| article.token(at).kind != TokenKind::Mark);
    (!words_after || found.before || found.content.start >= paragraph.end) && !passive
}
