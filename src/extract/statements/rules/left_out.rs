//! `Đồng thời đề nghị ...`, `Yêu cầu ...` at the begin of a sentence: the speaker of the sentence before.

use crate::entities::hit_at;
use crate::lexicon::{Category, words as w};
use crate::model::{CueClass, TokenRange};

use super::super::found::Found;
use super::super::{content, cues, modifiers, saying, subject};
use super::{Place, is_frame};

impl Place<'_, '_> {
    /// `Đồng thời đề nghị ...`, `Yêu cầu ...` at the begin of a sentence: the speaker of the sentence before.
    pub(super) fn without_subject(&self, all: &mut Vec<Found>) -> bool {
        let article = self.article;
        let verb = modifiers::before(article, self.begin, self.range.start);
        let opener = hit_at(article, self.range.start, Category::Opener).map_or(self.range.start, |hit| hit.end());
        let meanwhile = verb + 2 == self.hit.token
            && article.token(verb).syllable == w::DONG
            && verb > self.range.start
            && article.token(verb - 1).syllable == w::SEMICOLON;
        let at_start = meanwhile
            || verb == self.range.start
            || verb == opener
            || verb == opener + 1 && article.token(opener).syllable == w::COMMA;
        if self.is_fronted() {
            return false;
        }
        if !at_start
            || self.inside_content(all)
            || all.len() == self.paragraph_first
            || self.weak() && !self.assigns()
            || is_frame(article, &self.hit, self.range) && !self.assigns()
        {
            return false;
        }
        let Some(previous) = all[self.paragraph_first..].iter().rposition(|found| !found.nested) else { return false };
        let previous = previous + self.paragraph_first;
        let after = self.content_after();
        let asks = matches!(
            self.class(),
            CueClass::Request
                | CueClass::Propose
                | CueClass::Assert
                | CueClass::Emphasize
                | CueClass::Say
                | CueClass::Express
        );
        if all[previous].speaker.is_none()
            || !asks
            || !saying::fits(article, &self.hit, content::trim_end(article, after))
        {
            return false;
        }
        all.push(Found {
            attribution: TokenRange::new(self.range.start, self.hit.end()),
            cue: Some(self.cue()),
            class: Some(self.class()),
            same_speaker_as: Some(previous as u32),
            ..Found::new("subject_left_out", self.sentence, after)
        });
        true
    }

    /// `Giao Sở A chủ trì ...`, `Giao cho Sở A ...`: a task for somebody.
    pub(super) fn assigns(&self) -> bool {
        let article = self.article;
        let to = self.hit.end() + u32::from(article.token(self.hit.end()).syllable == w::CHO);
        let verb = article.span(self.cue()).of(article.text).to_lowercase();
        matches!(verb.as_str(), "giao" | "giao nhiệm vụ" | "phân công") && saying::addressee_starts(article, to)
    }

    /// `Khẳng định ..., bà kỳ vọng ...`: another verb of the sentence has a subject after a comma.
    fn is_fronted(&self) -> bool {
        let article = self.article;
        let later = cues::in_sentence(article, self.range).into_iter().filter(|later| later.begin > self.hit.token);
        self.hit.token == self.range.start
            && later.into_iter().any(|later| {
                let speaker = subject::before(article, self.hit.end(), later.begin);
                speaker.is_some_and(|speaker| article.token(speaker.tokens.start - 1).syllable == w::COMMA)
            })
    }
}
