//! A report inside a report: `Bộ trưởng cho biết, Thủ tướng yêu cầu các tỉnh báo cáo.`
//!
//! The outer row covers it; the inner has a row of its own where speaker and verb are clear.

use crate::entities::hit_at;
use crate::lexicon::Category;
use crate::model::{CueClass, SpeakerKind, SpeakerMention, TokenRange};
use crate::segment::Article;

use super::super::found::Found;
use super::Place;

impl Place<'_, '_> {
    /// A report inside a report: only clear speakers with clear verbs, and not the outer speaker's own country.
    pub(super) fn nested(
        &self,
        speaker: SpeakerMention,
        after: TokenRange,
        all: &mut Vec<Found>,
        outer: usize,
    ) -> bool {
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
        if self.weak() && !told_by_outlet(&all[outer], &speaker)
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
}

/// `Theo Reuters, ông A đánh giá ...`: somebody with whom begins what an outlet or agency tells.
pub(super) fn told_by_outlet(outer: &Found, speaker: &SpeakerMention) -> bool {
    let outlet = outer.speaker.is_some_and(|s| s.kind == SpeakerKind::Organization);
    outlet
        && outer.class == Some(CueClass::Say)
        && speaker.kind == SpeakerKind::Person
        && speaker.name.is_some()
        && outer.content.start == speaker.tokens.start
}

/// Whether a body is nothing but a country.
pub(super) fn is_country(article: &Article, speaker: &SpeakerMention) -> bool {
    let start = speaker.tokens.start;
    // `phía Việt Nam`
    let start = start + u32::from(article.word(start).eq_ignore_ascii_case("phía"));
    hit_at(article, start, Category::Country).is_some_and(|hit| hit.end() == speaker.tokens.end)
}
