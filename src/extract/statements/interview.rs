//! Turns of an interview, each a paragraph: `Ông Lê Văn Tám: Chúng tôi đã ...`, and after a question `- Đúng vậy, ...`.
//!
//! A turn is what its speaker said, word for word, quotation marks or not. The interviewer's turns (`PV: ...?`, a paragraph that
//! asks `Thưa ông, ...?`) are no statements, and nobody's statement goes on into them.

use crate::entities::speaker;
use crate::lexicon::words as w;
use crate::model::{Block, SpeakerKind, SpeakerMention, TokenKind, TokenRange};
use crate::segment::Article;

use super::found::Found;

/// The rule's name.
const RULE: &str = "interview_turn";

/// A name with titles before the colon is at most this long, in tokens.
const LONGEST_LABEL: u32 = 24;

/// An answer has at least so many tokens.
const SHORTEST: u32 = 5;

/// Statements that are looked back over for who answers.
const FURTHEST: usize = 1000;

/// Reads the paragraph as a turn. Gives false where it is none.
pub(super) fn turn(article: &Article, index: usize, all: &mut Vec<Found>) -> bool {
    let paragraph = &article.seg.paragraphs[index];
    if is_question(article, index) {
        return true;
    }
    if all.last().is_some_and(|last| last.rule == RULE && last.content.start == paragraph.tokens.start) {
        return true;
    }
    if let Some((speaker, colon)) = label(article, paragraph.tokens) {
        let next = article.seg.paragraphs.get(index + 1).filter(|next| next.block == Block::Body);
        let content = match next {
            // `Ông Lê Văn Tám, Giám đốc Sở Y tế:` stands above what he says.
            Some(next) if colon + 1 == paragraph.tokens.end => next.tokens,
            _ => TokenRange::new(colon + 1, paragraph.tokens.end),
        };
        all.push(Found {
            attribution: TokenRange::new(paragraph.tokens.start, colon),
            speaker: Some(speaker),
            verbatim: true,
            closed: true,
            ..Found::new(RULE, paragraph.sentences.start, content)
        });
        return true;
    }
    if !is_answer(article, index) {
        return false;
    }
    let near = all.len().saturating_sub(FURTHEST);
    let Some(from) = all[near..].iter().rposition(answers).map(|at| near + at) else { return false };
    all.push(Found {
        speaker: None,
        same_speaker_as: Some(all[from].same_speaker_as.unwrap_or(from as u32)),
        verbatim: true,
        closed: true,
        ..Found::new(RULE, paragraph.sentences.start, TokenRange::new(paragraph.tokens.start + 1, paragraph.tokens.end))
    });
    true
}

/// A person who can be asked: the one who spoke last.
fn answers(found: &Found) -> bool {
    found.speaker.is_some_and(|speaker| speaker.kind == SpeakerKind::Person && speaker.name.is_some())
}

/// The person before a colon in the paragraph's first words, where words of one's own follow: `Bà Lê Thị Bảy, giáo viên: ...`.
fn label(article: &Article, range: TokenRange) -> Option<(SpeakerMention, u32)> {
    let first = skip_dash(article, range.start);
    let end = range.end.min(first + LONGEST_LABEL);
    let colon = (first + 1..end).find(|&at| article.token(at).syllable == w::COLON)?;
    let alone = colon + 1 == range.end;
    if !alone && range.end < colon + SHORTEST
        || (first..colon).any(|at| crate::entities::verb_at(article, at).is_some())
    {
        return None;
    }
    if (first..colon).any(|at| article.token(at).syllable == w::OPEN_PAREN)
        && article.token(colon - 1).syllable != w::CLOSE_PAREN
    {
        return None;
    }
    // `Bà Lê Thị Bảy, người làng: “...”`: who she is need not be a title where the words are quoted.
    let quoted = !alone && article.quote_opening(colon + 1).is_some();
    let comma = (first..colon).find(|&at| quoted && article.token(at).syllable == w::COMMA).unwrap_or(colon);
    let ends = [colon, comma].into_iter();
    let mut people = ends.filter_map(|to| speaker::parse(article, TokenRange::new(first, to)));
    let person = people.find(|person| person.kind == SpeakerKind::Person && person.name.is_some())?;
    // `Lê Văn Tám: 25 điểm` is a table's line.
    let titled = person.honorific.is_some() || person.role.is_some();
    (titled && (alone || article.token(colon + 1).kind != TokenKind::Number)).then_some((person, colon))
}

/// `PV: ...`, `- Phóng viên: ...`, or a paragraph that puts a question to somebody: `Thưa ông, ...?`
pub(super) fn is_question(article: &Article, index: usize) -> bool {
    let range = article.seg.paragraphs[index].tokens;
    let first = skip_dash(article, range.start);
    let label =
        (first + 1..range.end.min(first + 3)).find(|&at| article.token(at).syllable == w::COLON).is_some_and(|colon| {
            let label = article.span(TokenRange::new(first, colon)).of(article.text).to_lowercase();
            matches!(label.as_str(), "pv" | "phóng viên" | "hỏi" | "mc")
        });
    label || asks(article, range) && (first..range.end).any(|at| article.word(at).eq_ignore_ascii_case("thưa"))
}

/// `- Đúng vậy, ...` after a paragraph that asks.
fn is_answer(article: &Article, index: usize) -> bool {
    let range = article.seg.paragraphs[index].tokens;
    let before = article.seg.paragraphs[..index].iter().rev().find(|paragraph| paragraph.block == Block::Body);
    skip_dash(article, range.start) > range.start
        && range.len() > SHORTEST
        && !asks(article, range)
        && before.is_some_and(|before| asks(article, before.tokens))
}

fn asks(article: &Article, range: TokenRange) -> bool {
    article.token(range.end - 1).syllable == w::QUESTION
}

fn skip_dash(article: &Article, at: u32) -> u32 {
    at + u32::from(matches!(article.token(at).syllable, w::HYPHEN | w::EN_DASH | w::EM_DASH))
}
