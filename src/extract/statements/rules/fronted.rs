//! `Đánh giá cao sự kiện này, ông V cho rằng ...`: a verb with a content of its own before the subject.

use crate::entities::hit_at;
use crate::lexicon::{Category, Strength, words as w};
use crate::model::{CueClass, SpeakerMention, TokenRange};

use super::super::found::Found;
use super::super::{content, cues};
use super::{Place, is_frame};

impl Place<'_, '_> {
    /// `Đánh giá cao sự kiện này, ông V cho rằng ...`: a verb with a content of its own before the subject.
    pub(super) fn fronted(&self, speaker: &SpeakerMention, all: &mut Vec<Found>) {
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
}
