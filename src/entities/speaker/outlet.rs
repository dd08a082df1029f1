//! Newspapers, channels and websites by a common noun and their name: `tờ Sao Mai`, `trang Axios`, `đài truyền hình TA3`.

use crate::entities::{hit_at, names};
use crate::lexicon::{Category, CommonSpeaker, words as w};
use crate::model::{SpeakerKind, SpeakerMention, TokenKind, TokenRange};
use crate::segment::Article;

use super::unparted;
use super::words::has_verb;

/// `tờ Straits Times (Singapore)`, `đài TA3 của Slovakia`: noun and name are the outlet's name, what follows says whose it is.
pub(super) fn outlet(article: &Article, range: TokenRange) -> Option<SpeakerMention> {
    let noun = hit_at(article, range.start, Category::CommonSpeaker).filter(|hit| hit.end() < range.end)?;
    let first = noun.end();
    if article.lexicon.speech.common_speakers[noun.entry as usize] != CommonSpeaker::Outlet
        || !article.token(first).capital
        || is_other(article, range.start, noun.end())
    {
        return None;
    }
    let end = (first..range.end)
        .find(|&at| matches!(article.token(at).syllable, w::CUA | w::OPEN_PAREN | w::COMMA))
        .unwrap_or(range.end);
    let listed = (end..range.end).any(|at| article.token(at).syllable == w::COMMA);
    let name = |at: u32| article.token(at).capital || article.token(at).kind != TokenKind::Word;
    if listed || !(first..end).all(name) || has_verb(article, TokenRange::new(first, range.end)) {
        return None;
    }
    Some(SpeakerMention {
        org_entry: hit_at(article, first, Category::Organization).filter(|hit| hit.end() == end).map(|hit| hit.entry),
        // `tờ` only counts, `báo` and `đài` belong to the name.
        name: Some(article.span(TokenRange::new(range.start + u32::from(counts(article, range.start)), end))),
        ..unparted(article, SpeakerKind::Organization, range)
    })
}

fn counts(article: &Article, at: u32) -> bool {
    article.word(at).eq_ignore_ascii_case("tờ")
}

/// `Đài Loan` is a country, `Báo Sao Mai` a body's name, `Trang Lê` a person.
fn is_other(article: &Article, at: u32, noun_end: u32) -> bool {
    let longer = |category| hit_at(article, at, category).is_some_and(|hit| hit.end() > noun_end);
    let body = article.token(at).capital && hit_at(article, at, Category::BodyHead).is_some();
    let person = article.token(at).capital && names::is_surname(article, noun_end);
    longer(Category::Country) || longer(Category::Organization) || body || person
}
