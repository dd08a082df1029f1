//! Texts as speakers: `cáo trạng` after `cáo trạng của VKSND tỉnh A`, `Nghị định` after `Nghị định 12/2030/NĐ-CP`.

use crate::entities::{bodies, hit_at};
use crate::lexicon::{Category, CommonSpeaker, words as w};
use crate::model::{LawMention, Span, SpeakerKind, StatementMention, TokenRange};
use crate::segment::Article;

/// All texts that the document names with their issuer, by position. Nothing is gathered where no text speaks.
pub(super) fn named(article: &Article, statements: &[StatementMention]) -> Vec<Span> {
    let mut texts = statements.iter().filter_map(|m| m.speaker).filter(|s| s.kind == SpeakerKind::Document).peekable();
    if texts.peek().is_none() {
        return Vec::new();
    }
    let mut spans: Vec<Span> = texts.filter_map(|speaker| speaker.name).collect();
    let hits = article.seg.hits.iter().filter(|hit| {
        hit.category == Category::CommonSpeaker
            && article.lexicon.speech.common_speakers[hit.entry as usize] == CommonSpeaker::Document
    });
    spans.extend(hits.filter_map(|hit| with_issuer(article, TokenRange::new(hit.token, hit.end()))));
    spans.sort_by_key(|span| (span.start, span.end));
    spans
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

/// The last text of this kind that was named with its issuer before `at`, else the first that is named so afterwards.
pub(super) fn fuller(article: &Article, texts: &[Span], noun: &str, at: u32) -> Option<Span> {
    let same = || texts.iter().filter(|span| span.of(article.text).to_lowercase().starts_with(noun));
    same().rfind(|span| span.start < at).or_else(|| same().next()).copied()
}

/// `Thông cáo của Văn phòng A` of `Thông cáo của Văn phòng A phát ngay sau hội nghị`: what is done with a text is not its title.
pub(super) fn title(article: &Article, name: Span) -> Span {
    const DONE: &[&str] =
        &[" phát ", " công bố ", " ban hành ", " được ", " vừa ", " gửi ", " đăng ", " ngày ", " hôm "];
    let text = name.of(article.text);
    let end = DONE.iter().filter_map(|done| text.find(done)).min().unwrap_or(text.len());
    Span::new(name.start, name.start + end as u32)
}

/// Whether a law mention before a bare noun is of its kind: a draft for `dự thảo`, else the same word.
pub(super) fn is_meant(article: &Article, law: &LawMention, noun: &str, written: Span) -> bool {
    let draft = noun.starts_with("dự thảo") || noun.starts_with("dự án");
    let same = || law.span.of(article.text).to_lowercase().starts_with(noun);
    law.span.start < written.start && !law.anaphor && if draft { law.is_draft } else { same() }
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
