//! Attributions that stand after what was said: `“...”, X nói.`, `“...” - X.`, `..., X nhấn mạnh.`

use crate::lexicon::{Category, Opener, words as w};
use crate::model::{CueClass, SpeakerKind, SpeakerMention, TokenKind, TokenRange};
use crate::segment::Article;

use super::found::Found;
use super::subject;
use crate::entities::{hit_at, speaker};

/// What was said before an attribution.
pub(super) struct Before {
    pub rule: &'static str,
    pub content: TokenRange,
    pub closed: bool,
    /// Word for word, though its marks are not a pair.
    pub verbatim: bool,
}

/// What stands before `speaker`, where nothing said follows the verb.
pub(super) fn before(
    article: &Article,
    sentence: TokenRange,
    speaker: &SpeakerMention,
    after: TokenRange,
) -> Option<Before> {
    let start = speaker.tokens.start;
    if start <= sentence.start + 2 {
        let opens = start == sentence.start && !has_content(article, after);
        return opens.then(|| sentence_before(article, sentence)).flatten();
    }
    let quote = quotation_before(article, start);
    if let Some(open) = quote {
        let follows = has_content(article, after);
        let colon = follows && after.start > 0 && article.token(after.start - 1).syllable == w::COLON;
        if colon {
            return None;
        }
        // What the quotation belongs to begins with it, or with the sentence if words stand before it.
        let content_start =
            if open > sentence.start && !only_marks(article, sentence.start, open) { sentence.start } else { open };
        return Some(Before {
            rule: "quote_then_speaker",
            content: TokenRange::new(content_start, start),
            closed: !follows_quote(article, sentence.end),
            verbatim: false,
        });
    }
    let announces = article.token(sentence.end - 1).syllable == w::COLON;
    if announces || has_content(article, after) || article.token(start - 1).syllable != w::COMMA {
        return None;
    }
    let unopened = article.token(start - 2).kind == TokenKind::Mark && closes_unopened(article, start - 2);
    if unopened {
        let first = article.seg.paragraphs[article.paragraph_of(start) as usize].tokens.start;
        let content = TokenRange::new(first, start - 2);
        return Some(Before { rule: "quote_then_speaker", content, closed: true, verbatim: true });
    }
    let content = TokenRange::new(sentence.start, start);
    (content.len() >= 5 && !opens_frame(article, sentence.start)).then_some(Before {
        rule: "content_then_speaker",
        content,
        closed: true,
        verbatim: false,
    })
}

/// `Tôi gửi lời chào. Tôi cũng chúc ...", X nói.`: the mark closes a quotation that the paragraph never opened.
fn closes_unopened(article: &Article, at: u32) -> bool {
    let closing =
        matches!(article.token(at).syllable, w::CLOSE_QUOTE | w::STRAIGHT_QUOTE) && article.quote_closing(at).is_none();
    let paragraph = article.seg.paragraphs[article.paragraph_of(at) as usize].tokens;
    closing && !(paragraph.start..at).any(|at| article.quote_opening(at).is_some())
}

/// `“....” Ông X khẳng định.`: the quotation is a sentence of its own, the attribution the next.
fn sentence_before(article: &Article, sentence: TokenRange) -> Option<Before> {
    let close = sentence.start.checked_sub(1)?;
    let same_paragraph = article.paragraph_of(close) == article.paragraph_of(sentence.start);
    let quote = article.quote_closing(close).filter(|quote| same_paragraph && quote.close - quote.open > 4)?;
    Some(Before {
        rule: "quote_then_speaker",
        content: TokenRange::new(quote.open, close + 1),
        closed: true,
        verbatim: false,
    })
}

/// Words that begin a frame, which is no content: `Trong cuộc họp, ông X nói.`
fn opens_frame(article: &Article, at: u32) -> bool {
    let opener = hit_at(article, at, Category::Opener)
        .is_some_and(|hit| article.lexicon.speech.openers[hit.entry as usize] == Opener::Break);
    opener
        || matches!(
            article.token(at).syllable,
            w::TRONG | w::TAI | w::SAU | w::TRUOC | w::KHI | w::NGAY | w::SANG | w::CHIEU
        )
}

/// The opening mark of the quotation that ends right before `start`, a comma or dash between them.
fn quotation_before(article: &Article, start: u32) -> Option<u32> {
    let mut at = start;
    for _ in 0..3 {
        at = at.checked_sub(1)?;
        if subject::is_closing_quote(article, at) {
            return article.quote_closing(at).map(|quote| quote.open);
        }
        if article.token(at).kind != TokenKind::Mark {
            return None;
        }
    }
    None
}

fn only_marks(article: &Article, from: u32, to: u32) -> bool {
    (from..to).all(|at| article.token(at).kind == TokenKind::Mark)
}

/// Whether words of a content follow, and not the end of the sentence or an adjunct only.
fn has_content(article: &Article, after: TokenRange) -> bool {
    let words = (after.start..after.end).filter(|&at| article.token(at).kind != TokenKind::Mark).count();
    words >= 3 && !is_adjunct(article, after)
}

/// `ngày 25-6`, `trong cuộc họp báo chiều qua`: when or where it was told.
fn is_adjunct(article: &Article, after: TokenRange) -> bool {
    const LONGEST: u32 = 12;
    let opens = matches!(
        article.token(after.start).syllable,
        w::NGAY | w::HOM | w::SANG | w::CHIEU | w::TOI_EVENING | w::TRONG | w::TAI | w::VAO | w::TREN
    );
    let acts = |at: u32| {
        matches!(article.token(at).syllable, w::DA | w::SE | w::DANG | w::BI | w::DUOC | w::LA | w::CO | w::COMMA)
    };
    opens && after.len() <= LONGEST && !(after.start..after.end).any(acts)
}

/// The next sentence of the paragraph begins with a quotation: `“...”, X nói. “...”`
fn follows_quote(article: &Article, end: u32) -> bool {
    article.seg.tokens.get(end as usize).is_some_and(|next| {
        matches!(next.syllable, w::OPEN_QUOTE | w::STRAIGHT_QUOTE)
            && article.paragraph_of(end) == article.paragraph_of(end - 1)
    })
}

/// A quotation and who said it, with no verb of telling: `“...” - ông A, Giám đốc B.`, `“...”, bà C thở dài.`,
/// `Ông D lắc đầu: “...”`
pub(super) fn without_verb(article: &Article, sentence: u32, range: TokenRange, all: &mut Vec<Found>) {
    if let Some(found) = speaker_behind(article, sentence, range).or_else(|| speaker_before(article, sentence, range)) {
        all.push(found);
    }
}

/// Words that say how it was told stand at most so many behind or before the speaker.
const MANNER: u32 = 6;

/// `lắc đầu`, `nghẹn ngào`: the words between a speaker and the end of the attribution stand for the verb.
fn manner_between(article: &Article, from: u32, to: u32) -> Option<TokenRange> {
    let words = TokenRange::new(from, to);
    let told = (from..to).any(|at| article.token(at).kind == TokenKind::Word);
    (from < to && told).then_some(words)
}

fn speaker_behind(article: &Article, sentence: u32, range: TokenRange) -> Option<Found> {
    let is_dash = |at: u32| matches!(article.token(at).syllable, w::HYPHEN | w::EN_DASH | w::EM_DASH);
    let mark = (range.start + 3..range.end).find(|&at| {
        let closes = subject::is_closing_quote(article, at - 1)
            || article.token(at - 1).syllable == w::COMMA && subject::is_closing_quote(article, at - 2);
        (is_dash(at) || article.token(at).syllable == w::COMMA) && closes
    })?;
    let open = quotation_before(article, mark)?;
    let mut end = range.end;
    while end > mark + 1
        && article.token(end - 1).kind == TokenKind::Mark
        && article.token(end - 1).syllable != w::CLOSE_PAREN
    {
        end -= 1;
    }
    let named = |end: u32| {
        speaker::parse(article, TokenRange::new(mark + 1, end))
            .filter(|speaker| speaker.kind == SpeakerKind::Person && speaker.name.is_some())
    };
    let whole = is_dash(mark).then(|| named(end)).flatten();
    // With words behind the name, the quotation must be all that stands before it.
    let alone = only_marks(article, range.start, open) && mark - open > 6;
    let manner = || (1..=MANNER).filter(|&words| alone && end > mark + 1 + words).find_map(|words| named(end - words));
    let speaker = whole.or_else(manner)?;
    let cue = manner_between(article, speaker.tokens.end, end);
    Some(Found {
        attribution: TokenRange::new(mark, end),
        cue,
        class: cue.map(|_| CueClass::Say),
        speaker: Some(speaker),
        closed: true,
        before: true,
        ..Found::new("quote_dash_speaker", sentence, TokenRange::new(open, mark))
    })
}

/// `Ông D lắc đầu: “...”`, `Chị E nghẹn ngào: “...”`: somebody, what they did, a colon and what they said.
fn speaker_before(article: &Article, sentence: u32, range: TokenRange) -> Option<Found> {
    const LONGEST: u32 = 30;
    let colon = (range.start + 1..range.end.min(range.start + LONGEST)).find(|&at| {
        article.token(at).syllable == w::COLON
            && at + 1 < range.end
            && article.quote_opening(at + 1).is_some_and(|quote| quote.close - quote.open > 4)
    })?;
    let speaks = |found: &SpeakerMention| match found.kind {
        SpeakerKind::Person => found.name.is_some() || found.honorific.is_some(),
        kind => matches!(kind, SpeakerKind::Group | SpeakerKind::Unnamed),
    };
    let mut ends = (colon.saturating_sub(MANNER).max(range.start + 1)..colon).rev();
    let speaker = ends.find_map(|end| subject::before(article, range.start, end).filter(speaks))?;
    // `Cụ thể: “...”` begins like an honorific.
    let opener = hit_at(article, speaker.tokens.start, Category::Opener).is_some();
    let near = colon <= speaker.tokens.end + MANNER && !opener;
    let cue = manner_between(article, speaker.tokens.end, colon);
    near.then(|| Found {
        attribution: TokenRange::new(speaker.tokens.start, colon),
        cue,
        class: cue.map(|_| CueClass::Say),
        speaker: Some(speaker),
        ..Found::new("speaker_then_quote", sentence, TokenRange::new(colon + 1, range.end))
    })
}
